//===- Exponential.h - Parts that exp and pow share -------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_LOOPSTOLLVM_EXPONENTIAL_H
#define NEURO_LOWERING_LOOPSTOLLVM_EXPONENTIAL_H

#include "lowering/LoopsToLLVM/FloatEmitter.h"

namespace neuro::lowering {

/// x = n ln 2 + r, |r| <= ln(2)/2. `n` is an integer vector in whose low bits n
/// stands in two's complement: 12 bits of it for f64, 9 for f32 are exact.
struct ReducedExponent {
  mlir::Value r, n;
};
ReducedExponent reduceExponent(FloatEmitter &f, mlir::Value x);

/// e^r - 1 for |r| <= ln(2)/2.
mlir::Value expm1OfRemainder(FloatEmitter &f, mlir::Value r);

/// y * 2^n for 1/2 < y < 2000 and the `n` of reduceExponent; rounds at most twice.
mlir::Value scaleByPowerOfTwo(FloatEmitter &f, mlir::Value y, mlir::Value n);

} // namespace neuro::lowering

#endif // NEURO_LOWERING_LOOPSTOLLVM_EXPONENTIAL_H
