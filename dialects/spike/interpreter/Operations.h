//===- Operations.h - What an operation computes ----------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_SPIKE_INTERPRETER_OPERATIONS_H
#define NEURO_DIALECTS_SPIKE_INTERPRETER_OPERATIONS_H

#include "mlir/IR/Operation.h"

#include <cstdint>

namespace neuro::spike {

/// A value of a kernel: f64, or an integer (i1 as 0 or 1, i32 sign-extended).
union Number {
  double f;
  int64_t i = 0;
  static Number real(double value) {
    Number n;
    n.f = value;
    return n;
  }
  static Number integer(int64_t value) {
    Number n;
    n.i = value;
    return n;
  }
};

using Function = Number (*)(const Number *operands);

/// What computes an operation of arith, math or spike that has one result and
/// up to three operands; null if there is none for its types.
Function functionOf(mlir::Operation *op);

} // namespace neuro::spike

#endif // NEURO_DIALECTS_SPIKE_INTERPRETER_OPERATIONS_H
