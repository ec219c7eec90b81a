//===- Logarithm.cpp - log, log10 and pow -----------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// x = 2^k m with m in [sqrt(1/2), sqrt(2)), and with s = (m-1)/(m+1)
// log m = log((1+s)/(1-s)) = s (2 + z q(z)), z = s^2.
//
//===----------------------------------------------------------------------===//

#include "lowering/LoopsToLLVM/Coefficients.h"
#include "lowering/LoopsToLLVM/Elementary.h"
#include "lowering/LoopsToLLVM/Exponential.h"
#include "lowering/LoopsToLLVM/FloatEmitter.h"

#include <limits>

using namespace mlir;

namespace neuro::lowering {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

struct Decomposed {
  Value k; ///< exponent, as a float
  Value f; ///< m - 1, exact
};

/// For positive finite x; garbage (but no trap) for others.
Decomposed decompose(FloatEmitter &f, Value x) {
  // Denormals are scaled into the normal range first.
  Value denormal = f.lt(x, f.c(0x1p-1022, 0x1p-126));
  Value normal = f.select(denormal, f.mul(x, f.c(0x1p54, 0x1p25)), x);
  Value bits = f.bits(normal);

  // Adding 1 - sqrt(1/2) to the bits carries into the exponent where m would be
  // above sqrt(2); the exponent field is then k + bias.
  Value one = f.ci(0x3ff0000000000000, 0x3f800000);
  Value carried = f.iadd(bits, f.ci(0x3ff0000000000000 - 0x3fe6a09e667f3bcd,
                                    0x3f800000 - 0x3f3504f3));
  Value exponentMask = f.ci(0xfff0000000000000, 0xff800000);
  Value m = f.fromBits(f.iadd(f.isub(bits, f.iand(carried, exponentMask)), one));

  // The integer k + bias becomes a float as the low bits of 2^52 (2^23).
  Value biased = f.fromBits(
      f.ior(f.shr(carried, f.mantissaBits()), f.ci(0x4330000000000000, 0x4b000000)));
  Value offset = f.select(denormal, f.c(0x1p52 + 1023 + 54, 0x1p23 + 127 + 25),
                          f.c(0x1p52 + 1023, 0x1p23 + 127));
  return {f.sub(biased, offset), f.sub(m, f.c(1))};
}

/// log x for positive finite x.
Value logOfPositive(FloatEmitter &f, Value x) {
  auto [k, g] = decompose(f, x);
  Value s = f.div(g, f.add(g, f.c(2)));
  Value z = f.mul(s, s);
  Value q = f.single() ? f.polynomial(coefficients::LOG_F32, z)
                       : f.polynomial(coefficients::LOG_F64, z);
  // With 2 s = g - s g, log m = g - (g^2/2 - s (g^2/2 + z q)): the large terms
  // are exact or small against the last bit of g.
  Value halfSquare = f.mul(f.mul(g, f.c(0.5)), g);
  Value low = f.fma(s, f.add(halfSquare, f.mul(z, q)),
                    f.mul(k, f.c(coefficients::LN2_F64_LOW, coefficients::LN2_F32_LOW)));
  Value small = f.sub(g, f.sub(halfSquare, low));
  return f.fma(k, f.c(coefficients::LN2_F64_HIGH, coefficients::LN2_F32_HIGH), small);
}

/// `y` where 0 < x < infinity, else the logarithm's limit.
Value withLogLimits(FloatEmitter &f, Value x, Value y) {
  Value limit = f.select(f.lt(x, f.c(0)), f.c(notANumber), x);
  limit = f.select(f.eq(x, f.c(0)), f.c(-infinity), limit);
  return f.select(f.both(f.gt(x, f.c(0)), f.lt(x, f.c(infinity))), y, limit);
}

/// An unevaluated sum, |low| far below |high|.
struct DoubleDouble {
  Value high, low;
};

/// x + y for |x| >= |y| or x = 0 (T. J. Dekker, 1971).
DoubleDouble fastTwoSum(FloatEmitter &f, Value x, Value y) {
  Value sum = f.add(x, y);
  return {sum, f.add(f.sub(x, sum), y)};
}

DoubleDouble product(FloatEmitter &f, DoubleDouble x, DoubleDouble y) {
  Value high = f.mul(x.high, y.high);
  Value low = f.fma(x.high, y.high, f.neg(high));
  return {high, f.add(low, f.fma(x.high, y.low, f.mul(x.low, y.high)))};
}

/// log x for positive finite x with a relative error of about 2^-64: the terms
/// 2 and 2/3 z of the series are kept in double-double, the rest is below 2^-11.
DoubleDouble logDoubleDouble(FloatEmitter &f, Value x) {
  auto [k, g] = decompose(f, x);
  // s = g / (2 + g), both parts.
  DoubleDouble divisor = fastTwoSum(f, f.c(2), g);
  Value reciprocal = f.div(f.c(1), divisor.high);
  Value sHigh = f.mul(g, reciprocal);
  Value remainder = f.sub(f.fma(f.neg(sHigh), divisor.high, g), f.mul(sHigh, divisor.low));
  DoubleDouble s = {sHigh, f.mul(remainder, reciprocal)};

  DoubleDouble z = product(f, s, s);
  Value tail = f.mul(z.high, f.polynomial(coefficients::LOG_TAIL_F64, z.high));
  DoubleDouble inner = fastTwoSum(f, f.c(coefficients::TWO_THIRDS_HIGH), tail);
  inner.low = f.add(inner.low, f.c(coefficients::TWO_THIRDS_LOW));
  DoubleDouble scaled = product(f, z, inner);
  DoubleDouble outer = fastTwoSum(f, f.c(2), scaled.high);
  outer.low = f.add(outer.low, scaled.low);
  DoubleDouble logM = product(f, s, outer);

  DoubleDouble sum = fastTwoSum(f, f.mul(k, f.c(coefficients::LN2_F64_HIGH)), logM.high);
  Value low = f.fma(k, f.c(coefficients::LN2_F64_LOW), logM.low);
  return {sum.high, f.add(sum.low, low)};
}

/// In double. `narrow`: the result is about to be rounded to single, so the
/// plain logarithm suffices.
Value powInDouble(FloatEmitter &f, Value x, Value y, bool narrow) {
  Value magnitude = f.abs(x);
  Value zero = f.c(0), one = f.c(1);
  DoubleDouble log = narrow ? DoubleDouble{logOfPositive(f, magnitude), zero}
                            : logDoubleDouble(f, magnitude);
  log.high = withLogLimits(f, magnitude, log.high);

  // exp(y log x), y log x = high + low.
  Value high = f.mul(y, log.high);
  Value limited = f.atLeast(f.atMost(high, 710, 710), -750, -750);
  ReducedExponent reduced = reduceExponent(f, limited);
  Value r = reduced.r;
  if (!narrow) {
    Value low = f.fma(y, log.low, f.fma(y, log.high, f.neg(high)));
    r = f.add(r, f.select(f.lt(f.abs(high), f.c(1000)), low, zero));
  }
  Value power = scaleByPowerOfTwo(f, f.add(expm1OfRemainder(f, r), one), reduced.n);

  // A negative base takes whole exponents only; an odd one keeps the sign.
  Value half = f.mul(y, f.c(0.5));
  Value whole = f.eq(f.floor(y), y);
  Value odd = f.both(whole, f.lt(f.floor(half), half));
  power = f.select(odd, f.copysign(power, x), power);
  Value negative = f.both(f.lt(x, zero), f.gt(x, f.c(-infinity)));
  power = f.select(f.both(negative, f.lt(f.floor(y), y)), f.c(notANumber), power);
  // (-1)^inf = 1; x^0 = 1 and 1^y = 1 even for NaN.
  Value unit = f.both(f.eq(magnitude, one), f.eq(f.abs(y), f.c(infinity)));
  unit = f.either(unit, f.either(f.eq(y, zero), f.eq(x, one)));
  return f.select(unit, one, power);
}

} // namespace

Value emitLog(OpBuilder &builder, Location loc, Value x) {
  FloatEmitter f(builder, loc, x.getType());
  return withLogLimits(f, x, logOfPositive(f, x));
}

Value emitLog10(OpBuilder &builder, Location loc, Value x) {
  FloatEmitter f(builder, loc, x.getType());
  float singleHigh = static_cast<float>(coefficients::LOG10_E_HIGH);
  float singleLow = static_cast<float>(coefficients::LOG10_E_HIGH - singleHigh);
  Value y = logOfPositive(f, x);
  y = f.fma(y, f.c(coefficients::LOG10_E_HIGH, singleHigh),
            f.mul(y, f.c(coefficients::LOG10_E_LOW, singleLow)));
  return withLogLimits(f, x, y);
}

Value emitPow(OpBuilder &builder, Location loc, Value x, Value y) {
  return computedInDouble(builder, loc, {x, y},
                          [](FloatEmitter &f, ArrayRef<Value> wide, bool narrow) {
                            return powInDouble(f, wide[0], wide[1], narrow);
                          });
}

} // namespace neuro::lowering
