//===- Trigonometric.cpp - sin and cos --------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// x = n pi/2 + r. With pi/2 in three doubles and fused multiply-add the first
// step is exact (both x and n P1 are multiples of 2^-52 and their difference is
// below 2), and each later one rounds relative to what is left, so r keeps its
// relative accuracy however close x is to a multiple of pi/2.
//
//===----------------------------------------------------------------------===//

#include "lowering/LoopsToLLVM/Coefficients.h"
#include "lowering/LoopsToLLVM/Elementary.h"
#include "lowering/LoopsToLLVM/FloatEmitter.h"

#include <limits>

using namespace mlir;

namespace neuro::lowering {

/// sin(x + quarterTurns pi/2) in double; `narrow`: the result is about to be
/// rounded to single.
static Value sineInDouble(FloatEmitter &f, Value x, unsigned quarterTurns, bool narrow) {
  Value magic = f.c(0x1.8p52);
  Value shifted = f.fma(x, f.c(0x1.45f306dc9c883p-1), magic);
  Value n = f.sub(shifted, magic);
  Value r = x;
  for (double part : coefficients::HALF_PI)
    r = f.fma(n, f.c(-part), r);
  Value quadrant = f.iadd(f.bits(shifted), f.ci(quarterTurns));

  Value z = f.mul(r, r), one = f.c(1);
  Value sine = narrow ? f.polynomial(coefficients::SIN_F32, z)
                      : f.polynomial(coefficients::SIN_F64, z);
  sine = f.fma(f.mul(r, z), sine, r);
  Value cosine = narrow ? f.polynomial(coefficients::COS_F32, z)
                        : f.polynomial(coefficients::COS_F64, z);
  // 1 - z/2 and what its rounding lost.
  Value half = f.mul(z, f.c(0.5));
  Value top = f.sub(one, half);
  Value lost = f.sub(f.sub(one, top), half);
  cosine = f.add(top, f.fma(f.mul(z, z), cosine, lost));

  Value even = f.isZero(f.iand(quadrant, f.ci(1)));
  Value y = f.select(even, sine, cosine);
  Value sign = f.shl(f.iand(quadrant, f.ci(2)), 62);
  y = f.fromBits(f.ixor(f.bits(y), sign));
  if (quarterTurns == 0) // keeps the sign of 0
    y = f.select(f.lt(f.abs(x), f.c(0x1p-27)), x, y);
  Value inRange = f.lt(f.abs(x), f.c(0x1p48));
  return f.select(inRange, y, f.c(std::numeric_limits<double>::quiet_NaN()));
}

static Value emitSine(OpBuilder &builder, Location loc, Value x, unsigned quarterTurns) {
  return computedInDouble(builder, loc, {x},
                          [&](FloatEmitter &f, ArrayRef<Value> wide, bool narrow) {
                            return sineInDouble(f, wide[0], quarterTurns, narrow);
                          });
}

Value emitSin(OpBuilder &builder, Location loc, Value x) {
  return emitSine(builder, loc, x, 0);
}

Value emitCos(OpBuilder &builder, Location loc, Value x) {
  return emitSine(builder, loc, x, 1);
}

} // namespace neuro::lowering
