//===- Elementary.h - Elementary functions as straight-line code *- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Emits exp, log, sin … on f32, f64 or vectors of them as arith and math.fma
// operations: no calls, no tables, no branches, so that the same formulas serve
// vectors of any width and a GPU. A result depends on its element alone: it is
// the same bits at every width and on every machine.
//
// `x` is a scalar or a vector; the result has its type. Errors are bounds over
// all finite arguments, in units in the last place of the exact result
// (denormal results: of the smallest denormal), tested in test/unit/jit. NaN
// gives NaN; limits are IEEE 754's (exp(-inf) = 0, log(0) = -inf, …).
//
// Methods: Cody and Waite's argument reduction with fused multiply-add, then a
// minimax polynomial (Coefficients.h); W. J. Cody and W. Waite, Software Manual
// for the Elementary Functions, 1980; J.-M. Muller, Elementary Functions, 3rd
// ed., chapters 3 and 11.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_LOOPSTOLLVM_ELEMENTARY_H
#define NEURO_LOWERING_LOOPSTOLLVM_ELEMENTARY_H

#include "mlir/IR/Builders.h"

#include <functional>

namespace neuro::lowering {

/// e^x, gradual underflow included. f64 and f32: 1 ulp.
mlir::Value emitExp(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value x);

/// e^x - 1 without cancellation near 0. f64 and f32: 2 ulp.
mlir::Value emitExpm1(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value x);

/// x / (e^x - 1), 1 at 0; the positive side is |x| / (1 - e^-|x|) * e^-|x|, so
/// nothing overflows. f64 and f32: 4 ulp.
mlir::Value emitExprelr(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value x);

/// (e^x - 1)/x, 1 at 0. From -4 to 1/2, where a tick of most equations lies, by a
/// polynomial p of x/2 and p(x) = p(x/2) (1 + x/4 p(x/2)), so without a division;
/// elsewhere as the quotient; infinity where e^x overflows. Else f64 and f32: 4 ulp.
mlir::Value emitExprel(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value x);

/// x / (e^x - 1), 1 at 0, but 0 where e^x overflows. Else f64 and f32: 4 ulp.
mlir::Value emitExpm1Quotient(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value x);

/// Natural logarithm; NaN below 0. f64 and f32: 1 ulp.
mlir::Value emitLog(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value x);

/// Decimal logarithm. f64 and f32: 2 ulp.
mlir::Value emitLog10(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value x);

/// -expm1(-2|x|) / (expm1(-2|x|) + 2) with the sign of x. f64 and f32: 3 ulp.
mlir::Value emitTanh(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value x);

/// Sine and cosine of an angle in radians up to 2^48 in magnitude, where
/// neighbouring numbers are already 0.06 rad apart; NaN beyond. f64: 2 ulp;
/// f32, computed in double: 1 ulp.
mlir::Value emitSin(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value x);
mlir::Value emitCos(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value x);

/// x^y with the special cases of C's pow. f64, with log(x) in double-double:
/// 1.5 ulp; f32, computed in double: 1 ulp.
mlir::Value emitPow(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value x,
                    mlir::Value y);

/// Emits in front of `op` (math.exp, math.log … or math.powf) what it computes,
/// as above; null if it is none of these. `op` stays.
mlir::Value expandElementary(mlir::Operation *op);

/// How the quotients below are written: in place, or as calls of functions.
struct QuotientFormulas {
  using Formula = std::function<mlir::Value(mlir::OpBuilder &, mlir::Location, mlir::Value)>;
  Formula exprel = emitExprel, expm1Quotient = emitExpm1Quotient;
};

/// Replaces inside `root` what programs and solvers write with math.expm1,
///   b s = 0 ? s : (e^(b s) - 1)/b    by s exprel(b s),
///   e^x - 1 = 0 ? 1 : x/(e^x - 1)    by emitExpm1Quotient(x).
void fuseQuotients(mlir::Operation *root, const QuotientFormulas &formulas = {});

} // namespace neuro::lowering

#endif // NEURO_LOWERING_LOOPSTOLLVM_ELEMENTARY_H
