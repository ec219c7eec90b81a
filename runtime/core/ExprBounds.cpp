//===- ExprBounds.cpp - Between what an expression lies -------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/ExprBounds.h"

#include "runtime/core/ExprEval.h"
#include "runtime/core/Random.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace neuro::rt {

static constexpr double infinity = std::numeric_limits<double>::infinity();

Bounds Bounds::unknown() { return {-infinity, infinity}; }
bool Bounds::areFinite() const { return std::isfinite(low) && std::isfinite(high); }
double Bounds::largest() const { return std::max(std::fabs(low), std::fabs(high)); }

namespace {

/// Around some of the values of a function that takes its extremes there.
Bounds around(std::initializer_list<double> values) {
  Bounds b{infinity, -infinity};
  for (double v : values) {
    if (std::isnan(v))
      return Bounds::unknown();
    b.low = std::min(b.low, v);
    b.high = std::max(b.high, v);
  }
  return b;
}

Bounds hull(Bounds a, Bounds b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

Bounds product(Bounds a, Bounds b) {
  // Here 0 * infinity is 0: a bound of infinity stands for numbers that are finite.
  auto times = [](double x, double y) { return x == 0 || y == 0 ? 0 : x * y; };
  return around({times(a.low, b.low), times(a.low, b.high), times(a.high, b.low),
                 times(a.high, b.high)});
}

/// What the evaluator makes of points.
Bounds ofPoints(const Instr &instr, const std::vector<Bounds> &operands) {
  Expr expr;
  for (const Bounds &b : operands)
    expr.code.push_back({Op::Const, 0, 0, b.low});
  expr.code.push_back(instr);
  Result<double> value = evaluateScalar(expr, Scope());
  return value && !std::isnan(*value) ? Bounds{*value, *value} : Bounds::unknown();
}

/// The largest standard normal there is. At the other end uniform numbers come less
/// close to 1 than these to 0.
double largestNormal() {
  static const double z = std::fabs(normalSample(0));
  return z;
}

template <class Function> Bounds monotone(Bounds a, Function function) {
  return around({function(a.low), function(a.high)});
}

Bounds unary(Op op, Bounds a) {
  switch (op) {
  case Op::Neg: return {-a.high, -a.low};
  case Op::Abs:
    return {a.low > 0 ? a.low : a.high < 0 ? -a.high : 0, a.largest()};
  case Op::Sign: return {-1, 1};
  case Op::Floor: return monotone(a, [](double x) { return std::floor(x); });
  case Op::Ceil: return monotone(a, [](double x) { return std::ceil(x); });
  case Op::Round: return monotone(a, [](double x) { return std::round(x); });
  case Op::Exp: return monotone(a, [](double x) { return std::exp(x); });
  case Op::Expm1: return monotone(a, [](double x) { return std::expm1(x); });
  case Op::Log: return a.low > 0 ? monotone(a, [](double x) { return std::log(x); }) : Bounds::unknown();
  case Op::Log10: return a.low > 0 ? monotone(a, [](double x) { return std::log10(x); }) : Bounds::unknown();
  case Op::Sqrt: return a.low >= 0 ? monotone(a, [](double x) { return std::sqrt(x); }) : Bounds::unknown();
  case Op::Sin: case Op::Cos: return {-1, 1};
  case Op::Tanh: return monotone(a, [](double x) { return std::tanh(x); });
  case Op::Atan: return monotone(a, [](double x) { return std::atan(x); });
  case Op::Sigmoid: case Op::Heaviside: case Op::Not: return {0, 1};
  default: return Bounds::unknown();
  }
}

Bounds binary(Op op, Bounds a, Bounds b) {
  switch (op) {
  case Op::Add: return around({a.low + b.low, a.high + b.high});
  case Op::Sub: return around({a.low - b.high, a.high - b.low});
  case Op::Mul: return product(a, b);
  case Op::Div:
    return b.low > 0 || b.high < 0 ? product(a, around({1 / b.low, 1 / b.high}))
                                   : Bounds::unknown();
  case Op::Pow:
    // Extremes lie in the corners where the base is positive.
    return a.low > 0 ? around({std::pow(a.low, b.low), std::pow(a.low, b.high),
                               std::pow(a.high, b.low), std::pow(a.high, b.high)})
           : b.isPoint() && b.low == 2
               ? Bounds{0, a.largest() * a.largest()}
               : Bounds::unknown();
  case Op::Mod: return {-b.largest(), b.largest()};
  case Op::Min: return {std::min(a.low, b.low), std::min(a.high, b.high)};
  case Op::Max: return {std::max(a.low, b.low), std::max(a.high, b.high)};
  case Op::Lt: case Op::Le: case Op::Gt: case Op::Ge: case Op::Eq: case Op::Ne: case Op::And:
  case Op::Or:
    return {0, 1};
  default: return Bounds::unknown();
  }
}

Bounds drawn(const Instr &instr, const std::vector<Bounds> &of) {
  const double z = largestNormal();
  switch (instr.op) {
  case Op::Uniform: return hull(of[0], of[1]);
  case Op::Normal: return binary(Op::Add, of[0], product(of[1], {-z, z}));
  case Op::LogNormal: {
    if (!of[0].isPoint() || !of[1].isPoint() || !(of[0].low > 0))
      return Bounds::unknown();
    const double ratio = of[1].low / of[0].low, variance = std::log1p(ratio * ratio);
    const double mu = std::log(of[0].low) - 0.5 * variance, sd = std::sqrt(variance);
    return around({std::exp(mu - sd * z), std::exp(mu + sd * z)});
  }
  case Op::Exponential: return product(of[0], {0, -std::log(toUnit(0))});
  case Op::Choice: {
    Bounds all = of[0];
    for (const Bounds &one : of)
      all = hull(all, one);
    return all;
  }
  default: return Bounds::unknown(); // Gamma
  }
}

} // namespace

Bounds boundsOf(const Expr &expr, const BoundsInput &input) {
  std::vector<Bounds> stack;
  for (const Instr &instr : expr.code) {
    switch (instr.op) {
    case Op::Const: stack.push_back({instr.imm, instr.imm}); continue;
    case Op::Parameter:
      stack.push_back({input.parameters[instr.a], input.parameters[instr.a]});
      continue;
    case Op::Dt: stack.push_back({input.dt, input.dt}); continue;
    case Op::FanIn: stack.push_back({input.fanIn, input.fanIn}); continue;
    case Op::Distance: case Op::Coordinate: case Op::Column: case Op::Field:
    case Op::SourceField: case Op::TargetField: case Op::IndexI: case Op::IndexJ:
      stack.push_back(input.leaf ? input.leaf(instr) : Bounds::unknown());
      continue;
    case Op::Time: case Op::Variable: case Op::Measure:
      stack.push_back(Bounds::unknown());
      continue;
    default: break;
    }
    const int count = operandCount(instr);
    const std::vector<Bounds> of(stack.end() - count, stack.end());
    stack.resize(stack.size() - static_cast<size_t>(count));
    const bool points = std::all_of(of.begin(), of.end(), [](const Bounds &b) { return b.isPoint(); });
    Bounds result = instr.op >= Op::Uniform && instr.op <= Op::Choice ? drawn(instr, of)
                    : points                                         ? ofPoints(instr, of)
                    : count == 1                                     ? unary(instr.op, of[0])
                    : count == 2                                     ? binary(instr.op, of[0], of[1])
                    : of[0].isPoint()                                ? of[of[0].low != 0 ? 1 : 2]
                                                                     : hull(of[1], of[2]);
    if (std::isnan(result.low) || std::isnan(result.high))
      result = Bounds::unknown();
    // Rounding of the evaluator's own arithmetic.
    if (!result.isPoint())
      result = {result.low - 1e-12 * std::fabs(result.low), result.high + 1e-12 * std::fabs(result.high)};
    stack.push_back(result);
  }
  return stack.empty() ? Bounds::unknown() : stack.back();
}

} // namespace neuro::rt
