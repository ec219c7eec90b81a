//===- ExprBounds.h - Between what an expression lies -----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Interval arithmetic over the programs of abi/Expr.h (Moore, Interval Analysis,
// 1966). Draws have bounds too, because they are made of finitely many numbers: a
// normal one lies within 8.3 standard deviations of its mean.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_EXPRBOUNDS_H
#define NEURO_RUNTIME_CORE_EXPRBOUNDS_H

#include "runtime/abi/Expr.h"

#include <functional>

namespace neuro::rt {

struct Bounds {
  double low, high;
  static Bounds unknown();
  bool isPoint() const { return low == high; }
  bool areFinite() const;
  double largest() const; ///< magnitude
};

struct BoundsInput {
  const double *parameters = nullptr;
  double dt = 0.1, fanIn = 0;
  /// Of leaves that differ between elements or edges; unknown if not set.
  std::function<Bounds(const Instr &)> leaf;
};

/// Encloses every value of a checked, non-empty expression; unknown where there
/// is no saying.
Bounds boundsOf(const Expr &expr, const BoundsInput &input);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_EXPRBOUNDS_H
