//===- Coefficients.h - Polynomials of the elementary functions -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Made by tools/coefficients/minimax.py, which states the method. Lowest degree
// first. Values named F32 are exact in single precision.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_LOOPSTOLLVM_COEFFICIENTS_H
#define NEURO_LOWERING_LOOPSTOLLVM_COEFFICIENTS_H

namespace neuro::lowering::coefficients {

/// Cody-Waite parts: HIGH has so many trailing zeros that k * HIGH is exact
/// for every exponent k of the format.
inline constexpr double LN2_F64_HIGH = 0x1.62e42fefa4000p-1;
inline constexpr double LN2_F64_LOW = -0x1.8432a1b0e2634p-43;
inline constexpr double LN2_F32_HIGH = 0x1.62e8000000000p-1;
inline constexpr double LN2_F32_LOW = -0x1.e8082e0000000p-16;

/// pi/2 as an unevaluated sum of doubles, each the nearest to what is left.
inline constexpr double HALF_PI[] = {
    0x1.921fb54442d18p+0,
    0x1.1a62633145c07p-54,
    -0x1.f1976b7ed8fbcp-110,
};

/// The same for log10(e) and for 2/3.
inline constexpr double LOG10_E_HIGH = 0x1.bcb7b1526e50ep-2;
inline constexpr double LOG10_E_LOW = 0x1.95355baaafad3p-57;
inline constexpr double TWO_THIRDS_HIGH = 0x1.5555555555555p-1;
inline constexpr double TWO_THIRDS_LOW = 0x1.5555555555555p-55;

/// e^r = 1 + r + r^2 q(r) for |r| <= ln(2)/2; error relative to e^r - 1.
/// |error| < 2^-60.11.
inline constexpr double EXP_F64[] = {
    0x1.0000000000000p-1,
    0x1.5555555555557p-3,
    0x1.5555555555558p-5,
    0x1.11111111100bep-7,
    0x1.6c16c16c151cap-10,
    0x1.a01a01abf8049p-13,
    0x1.a01a01ad0ca80p-16,
    0x1.71de01fedef37p-19,
    0x1.27e4cca3f50c3p-22,
    0x1.af4e52e041fe7p-26,
    0x1.1f8b916d425cbp-29,
};

/// e^r = 1 + r + r^2 q(r) for |r| <= ln(2)/2; error relative to e^r - 1.
/// |error| < 2^-29.33.
inline constexpr double EXP_F32[] = {
    0x1.0000000000000p-1,
    0x1.5555560000000p-3,
    0x1.5554e80000000p-5,
    0x1.1110ac0000000p-7,
    0x1.6d43b00000000p-10,
    0x1.a17e760000000p-13,
};

/// (e^r - 1)/r = 1 + r q(r) for -2 <= r <= 1/4; relative error.
/// |error| < 2^-55.08.
inline constexpr double EXPREL_F64[] = {
    0x1.0000000000000p-1,
    0x1.5555555555555p-3,
    0x1.5555555555555p-5,
    0x1.1111111111101p-7,
    0x1.6c16c16c16afdp-10,
    0x1.a01a01a01efc4p-13,
    0x1.a01a01a0c99ebp-16,
    0x1.71de3a56bfb4fp-19,
    0x1.27e4fa39b6607p-22,
    0x1.ae6418927145fp-26,
    0x1.1eea7827482a0p-29,
    0x1.60f2abebe56b6p-33,
    0x1.91813d8c67845p-37,
    0x1.9f618a5583bb2p-41,
    0x1.6634bd55f9f34p-45,
    0x1.7b409fe193d07p-50,
};

/// (e^r - 1)/r = 1 + r q(r) for -2 <= r <= 1/4; relative error.
/// |error| < 2^-23.85.
inline constexpr double EXPREL_F32[] = {
    0x1.0000000000000p-1,
    0x1.5555580000000p-3,
    0x1.5555a60000000p-5,
    0x1.110f3e0000000p-7,
    0x1.6b904a0000000p-10,
    0x1.984fbe0000000p-13,
    0x1.6b61920000000p-16,
    0x1.7be5fe0000000p-20,
};

/// log((1+s)/(1-s)) = s (2 + z q(z)), z = s^2, |s| <= 0.1717; relative error.
/// |error| < 2^-57.49.
inline constexpr double LOG_F64[] = {
    0x1.5555555555558p-1,
    0x1.9999999995053p-2,
    0x1.2492492e3722ep-2,
    0x1.c71c628f234f2p-3,
    0x1.7462cc9da5e96p-3,
    0x1.39fb55e0b57fep-3,
    0x1.2b7d2a87a3e2ep-3,
};

/// log((1+s)/(1-s)) = s (2 + z q(z)), z = s^2, |s| <= 0.1717; relative error.
/// |error| < 2^-31.61.
inline constexpr double LOG_F32[] = {
    0x1.5555560000000p-1,
    0x1.9999ee0000000p-2,
    0x1.245b960000000p-2,
    0x1.ddf1c60000000p-3,
};

/// log((1+s)/(1-s)) = s (2 + z (2/3 + z q(z))); relative error.
/// |error| < 2^-66.37.
inline constexpr double LOG_TAIL_F64[] = {
    0x1.999999999999ap-2,
    0x1.2492492492527p-2,
    0x1.c71c71c6e8f2cp-3,
    0x1.745d177c08bddp-3,
    0x1.3b13953aee21bp-3,
    0x1.1118e75eafa2dp-3,
    0x1.df76507b5fe7bp-4,
    0x1.e0710dc104067p-4,
};

/// sin r = r + r z q(z), z = r^2, |r| <= pi/4; relative error.
/// |error| < 2^-55.22.
inline constexpr double SIN_F64[] = {
    -0x1.5555555555554p-3,
    0x1.1111111110acep-7,
    -0x1.a01a019e4e640p-13,
    0x1.71de37527b539p-19,
    -0x1.ae5fc5271414ep-26,
    0x1.5df25087c1b94p-33,
};

/// cos r = 1 - z/2 + z^2 q(z); absolute error.
/// |error| < 2^-59.92.
inline constexpr double COS_F64[] = {
    0x1.5555555555555p-5,
    -0x1.6c16c16c168f4p-10,
    0x1.a01a019f3402ap-16,
    -0x1.27e4f9f5c6781p-22,
    0x1.1eeb45ef515cbp-29,
    -0x1.9064d19eecda9p-37,
};

/// sin r = r + r z q(z), z = r^2, |r| <= pi/4; relative error (evaluated in double).
/// |error| < 2^-35.53.
inline constexpr double SIN_F32[] = {
    -0x1.555555543e06dp-3,
    0x1.11110da23aa16p-7,
    -0x1.a01340fc7ca9bp-13,
    0x1.6d9d3b292157ep-19,
};

/// cos r = 1 - z/2 + z^2 q(z); absolute error (evaluated in double).
/// |error| < 2^-39.76.
inline constexpr double COS_F32[] = {
    0x1.55555554f8186p-5,
    -0x1.6c16bf216da55p-10,
    0x1.a0157fe3b4bf3p-16,
    -0x1.250e6079d7d1bp-22,
};

} // namespace neuro::lowering::coefficients

#endif // NEURO_LOWERING_LOOPSTOLLVM_COEFFICIENTS_H
