//===- FixedPoint.h - Weights as small integers -----------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A weight is a whole number of steps, and the step a power of two: what is
// stored is exact in f32 and f64, numbers such as 0.5 or 3 stay what they are,
// and sums of weights are exact as long as they fit the significand. Rounding is
// to nearest, ties to even; the reference engine rounds the same way.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_FIXEDPOINT_H
#define NEURO_RUNTIME_CORE_FIXEDPOINT_H

#include <cmath>
#include <cstdint>

namespace neuro::rt {

struct FixedPoint {
  double step = 0;   ///< 0: weights are stored as they are
  double steps = 0;  ///< 1 / step
  int32_t largest = 0; ///< number of steps

  /// The smallest step with which `bound` takes at most `largest` of them.
  static FixedPoint holding(double bound, int32_t largest) {
    FixedPoint f;
    f.largest = largest;
    int exponent = bound > 0 ? std::ilogb(largest / bound) : 0;
    exponent = exponent > 1000 ? 1000 : exponent < -1000 ? -1000 : exponent;
    f.step = std::ldexp(1.0, -exponent);
    f.steps = std::ldexp(1.0, exponent);
    return f;
  }
  /// Numbers of steps as they are stored, for |weight| <= largest * step.
  int32_t count(double weight) const {
    constexpr double whole = 0x1.8p52; // adding it leaves no fraction
    return static_cast<int32_t>((weight * steps + whole) - whole);
  }
  bool holds(double weight) const { return std::fabs(weight) <= largest * step; }
  double nearest(double weight) const { return step > 0 ? count(weight) * step : weight; }
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_FIXEDPOINT_H
