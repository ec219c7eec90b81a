//===- Exponential.cpp - exp, expm1, their quotients, tanh -------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All share x = n ln 2 + r with |r| <= ln(2)/2 and e^r - 1 = r + r^2 q(r).
//
//===----------------------------------------------------------------------===//

#include "lowering/LoopsToLLVM/Coefficients.h"
#include "lowering/LoopsToLLVM/Elementary.h"
#include "lowering/LoopsToLLVM/Exponential.h"
#include "lowering/LoopsToLLVM/FloatEmitter.h"

#include <cmath>
#include <iterator>

using namespace mlir;

namespace neuro::lowering {

ReducedExponent reduceExponent(FloatEmitter &f, Value x) {
  // Adding 1.5 * 2^mantissaBits rounds to an integer and leaves it in the low
  // bits of the sum: no conversion, whose result for NaN would be undefined.
  Value magic = f.c(0x1.8p52, 0x1.8p23);
  Value shifted = f.fma(x, f.c(0x1.71547652b82fep+0), magic);
  Value n = f.sub(shifted, magic);
  Value r = f.fma(n, f.c(-coefficients::LN2_F64_HIGH, -coefficients::LN2_F32_HIGH), x);
  r = f.fma(n, f.c(-coefficients::LN2_F64_LOW, -coefficients::LN2_F32_LOW), r);
  return {r, f.bits(shifted)};
}

Value expm1OfRemainder(FloatEmitter &f, Value r) {
  Value square = f.mul(r, r);
  // In single the last bits of q matter for the bound of exp.
  Value q = f.single() ? f.polynomial(coefficients::EXP_F32, r)
                       : f.polynomial(coefficients::EXP_F64, r, square);
  return f.fma(square, q, r);
}

/// 2^k for the integer in the low bits of `i`, if 2^k is a normal number.
static Value powerOfTwo(FloatEmitter &f, Value i) {
  return f.fromBits(f.shl(f.iadd(i, f.ci(f.bias())), f.mantissaBits()));
}

Value scaleByPowerOfTwo(FloatEmitter &f, Value y, Value n) {
  // Two factors reach every result, denormals and overflow included. The bits
  // above those of n are zero down to the ones that a float's exponent takes.
  Value half = f.shr(n, 1);
  return f.mul(f.mul(y, powerOfTwo(f, half)), powerOfTwo(f, f.isub(n, half)));
}

Value emitExp(OpBuilder &builder, Location loc, Value x) {
  FloatEmitter f(builder, loc, x.getType());
  x = f.atLeast(f.atMost(x, 710, 89), -746, -105);
  ReducedExponent reduced = reduceExponent(f, x);
  Value y = f.add(expm1OfRemainder(f, reduced.r), f.c(1));
  return scaleByPowerOfTwo(f, y, reduced.n);
}

/// 2^n e + (2^n - 1) for -60 <= n <= 1024 (-30 <= n <= 128 in single).
static Value recompose(FloatEmitter &f, Value e, Value n) {
  // With half the power, n = 1024 does not overflow before it must.
  Value half = f.fromBits(f.shl(f.iadd(n, f.ci(f.bias() - 1)), f.mantissaBits()));
  Value y = f.fma(half, e, f.sub(half, f.c(0.5)));
  return f.add(y, y);
}

Value emitExpm1(OpBuilder &builder, Location loc, Value x) {
  FloatEmitter f(builder, loc, x.getType());
  // Below the lower limit the result is -1 to the last bit.
  Value limited = f.atLeast(f.atMost(x, 710, 89), -40, -20);
  ReducedExponent reduced = reduceExponent(f, limited);
  Value y = recompose(f, expm1OfRemainder(f, reduced.r), reduced.n);
  // Keeps denormals, whose halves `recompose` would round, and the sign of 0.
  return f.select(f.lt(f.abs(x), f.c(0x1p-55, 0x1p-26)), x, y);
}

Value emitExprelr(OpBuilder &builder, Location loc, Value x) {
  FloatEmitter f(builder, loc, x.getType());
  Value one = f.c(1);
  // Past the limit x e^-x is below half the smallest denormal.
  Value a = f.neg(f.abs(x));
  Value limited = f.atLeast(a, -760, -115);
  ReducedExponent reduced = reduceExponent(f, limited);
  Value e = expm1OfRemainder(f, reduced.r);
  Value em1 = f.select(f.lt(limited, f.c(-40, -20)), f.c(-1), recompose(f, e, reduced.n));
  Value negative = f.lt(x, f.c(0));
  // a / (e^a - 1) for a = -|x|; on the negative side the answer itself.
  Value ratio = f.div(f.select(negative, x, limited), em1);
  Value positiveSide = scaleByPowerOfTwo(f, f.mul(ratio, f.add(e, one)), reduced.n);
  Value y = f.select(negative, ratio, positiveSide);
  // 1 - x/2 + x^2/12 - …
  Value nearZero = f.fma(x, f.c(-0.5), one);
  return f.select(f.lt(f.abs(x), f.c(0x1p-27, 0x1p-12)), nearZero, y);
}

Value emitExpm1Quotient(OpBuilder &builder, Location loc, Value x) {
  FloatEmitter f(builder, loc, x.getType());
  Value top = f.atMost(x, 710, 89), limited = f.atLeast(top, -40, -20);
  ReducedExponent reduced = reduceExponent(f, limited);
  Value em1 = recompose(f, expm1OfRemainder(f, reduced.r), reduced.n);
  return f.select(f.lt(f.abs(x), f.c(0x1p-55, 0x1p-26)), f.c(1), f.div(top, em1));
}

Value emitExprel(OpBuilder &builder, Location loc, Value x) {
  FloatEmitter f(builder, loc, x.getType());
  // With p = exprel(x/2)/2, exprel(x) = p (2 + x p). Powers of two go into the
  // coefficients, exactly.
  SmallVector<double> scaled;
  if (f.single())
    scaled.append(std::begin(coefficients::EXPREL_F32), std::end(coefficients::EXPREL_F32));
  else
    scaled.append(std::begin(coefficients::EXPREL_F64), std::end(coefficients::EXPREL_F64));
  for (auto [k, coefficient] : llvm::enumerate(scaled))
    coefficient = std::ldexp(coefficient, -static_cast<int>(k) - 2);
  Value p = f.fma(f.polynomial(scaled, x, f.mul(x, x)), x, f.c(0.5));
  Value y = f.mul(p, f.fma(x, p, f.c(2)));
  Value outside = f.either(f.lt(x, f.c(-4)), f.gt(x, f.c(0.5)));
  return f.unlikely(
      outside,
      [&] {
        Value limited = f.atMost(x, 710, 89);
        return f.div(emitExpm1(builder, loc, limited), limited);
      },
      y);
}

Value emitTanh(OpBuilder &builder, Location loc, Value x) {
  FloatEmitter f(builder, loc, x.getType());
  Value em1 = emitExpm1(builder, loc, f.mul(f.abs(x), f.c(-2)));
  return f.copysign(f.div(em1, f.add(em1, f.c(2))), x);
}

} // namespace neuro::lowering
