//===- ExportViews.cpp - Groups and selections to parts of populations -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/SpikeToPlan/ExportViews.h"
#include "lowering/SpikeToPlan/ExportExpr.h"

using namespace neuro::lowering;
using neuro::rt::Expr;
using neuro::rt::Op;
using Part = neuro::rt::ViewPlan::Part;

namespace {

Expr number(double value) { return Expr::constant(value); }

/// Elements of a part: (high - low)/step, rounded up, at least none.
Expr length(const Part &part, const Expr &size) {
  if (part.high.empty())
    return size;
  Expr span = combine(Op::Sub, part.high, part.low);
  if (!part.step.empty())
    span = combine(Op::Ceil, combine(Op::Div, span, part.step));
  return combine(Op::Max, span, number(0));
}

/// The stretch [low, high) step `step` of one part's own elements, as elements
/// of its population.
Part within(const Part &part, Expr low, Expr high, const Expr &step) {
  Part result{part.population, std::move(low), std::move(high), step};
  if (part.high.empty())
    return result;
  if (!part.step.empty()) {
    result.low = combine(Op::Mul, result.low, part.step);
    result.high = combine(Op::Mul, result.high, part.step);
    result.step = result.step.empty() ? part.step
                                      : combine(Op::Mul, result.step, part.step);
  }
  result.low = combine(Op::Add, part.low, result.low);
  result.high = combine(Op::Min, part.high, combine(Op::Add, part.low, result.high));
  // A stride may step over the end of the part: nothing is low == high.
  if (!part.step.empty())
    result.low = combine(Op::Min, result.low, result.high);
  return result;
}

/// First selected element at or after `offset`, counted from `offset`.
Expr firstAfter(const Expr &low, const Expr &step, const Expr &offset) {
  if (step.empty())
    return combine(Op::Max, combine(Op::Sub, low, offset), number(0));
  Expr missing = combine(Op::Max, combine(Op::Sub, offset, low), number(0));
  Expr steps = combine(Op::Ceil, combine(Op::Div, missing, step));
  Expr first = combine(Op::Add, low, combine(Op::Mul, steps, step));
  return combine(Op::Sub, first, offset);
}

} // namespace

std::vector<Part> neuro::lowering::select(const std::vector<Part> &parts,
                                          const std::vector<Expr> &sizes, const Expr &low,
                                          const Expr &high, const Expr &step) {
  // The usual case keeps the bounds as written, so that the runtime can say when
  // they are outside.
  if (parts.size() == 1)
    return {within(parts[0], low, high, step)};
  std::vector<Part> result;
  Expr offset = number(0);
  for (const Part &part : parts) {
    Expr size = length(part, sizes[part.population]);
    Expr first = firstAfter(low, step, offset);
    Expr last = combine(Op::Min, combine(Op::Sub, high, offset), size);
    // An empty stretch is low == high, not low > high.
    last = combine(Op::Max, last, number(0));
    first = combine(Op::Min, first, last);
    result.push_back(within(part, first, last, step));
    offset = combine(Op::Add, offset, size);
  }
  return result;
}
