//===- FieldOrder.cpp - In which order fields are evaluated ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/core/FieldOrder.h"

namespace neuro::rt {

Result<void> FieldOrder::visit(int f) {
  if (mark[f] == Mark::Placed)
    return {};
  if (mark[f] == Mark::Open)
    return circular(f);
  mark[f] = Mark::Open;
  if (const int p = model.propagatorOf[f]; p >= 0) {
    for (const Expr &entry : model.plan->propagators[p].matrix)
      if (Result<void> r = visitReads(entry); !r)
        return r;
  } else if (Result<void> r = visitReads(valueOf(f)); !r) {
    return r;
  }
  mark[f] = Mark::Placed;
  order.push_back(f);
  return {};
}

Result<void> FieldOrder::visitReads(const Expr &expr) {
  for (const Instr &instr : expr.code)
    if (instr.op == Op::Field)
      if (Result<void> r = visit(instr.a); !r)
        return r;
  return {};
}

} // namespace neuro::rt
