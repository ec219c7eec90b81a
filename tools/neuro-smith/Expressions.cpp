//===- Expressions.cpp - Random expressions with units --------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/neuro-smith/Expressions.h"

#include <fmt/format.h>

using fmt::format;

namespace neuro::smith {

const char *unitOf(Dim dim) {
  static const char *const units[] = {"1",       "mV", "pA",      "nS", "ms",
                                      "[mV/ms]", "Hz", "[1/ms]", "pF"};
  return units[static_cast<int>(dim)];
}

double sizeOf(Dim dim) {
  static const double sizes[] = {1, 10, 100, 5, 10, 5, 10, 1, 100};
  return sizes[static_cast<int>(dim)];
}

std::string literal(double value, Dim dim) {
  // Never an exponent: the language reads 1e-3, but people write 0.001.
  std::string number = format("{:.3f}", value);
  while (number.back() == '0')
    number.pop_back();
  if (number.back() == '.')
    number.pop_back();
  if (number == "-0")
    number = "0";
  return dim == Dim::One ? number : number + " " + unitOf(dim);
}

std::string Expressions::leaf(Dim dim) {
  std::vector<const Variable *> fitting;
  for (const Variable &v : variables)
    if (v.dim == dim)
      fitting.push_back(&v);
  if (!fitting.empty() && random.chance(0.75))
    return random.pick(fitting)->name;
  const double size = sizeOf(dim);
  std::string text = literal(random.uniform(0.1, 2) * size, dim);
  return random.chance(0.2) ? "(-" + text + ")" : text;
}

/// Dimensionless.
std::string Expressions::plain(int depth) {
  if (depth <= 0)
    return leaf(Dim::One);
  auto sub = [&] { return of(Dim::One, depth - 1); };
  if (functions && !functions->empty() && random.chance(0.15)) {
    const Function &f = random.pick(*functions);
    std::string arguments;
    for (Dim dim : f.parameters)
      arguments += (arguments.empty() ? "" : ", ") + of(dim, depth - 1);
    return format("{}({})", f.name, arguments);
  }
  switch (random.below(19)) {
  case 0: return format("tanh({})", sub());
  case 1: return format("sin({})", sub());
  case 2: return format("cos({})", sub());
  case 3: return format("atan({})", sub());
  case 4: return format("sigmoid({})", sub());
  case 5: return format("exp(-abs({}))", sub());
  case 6: return format("log(1 + abs({}))", sub());
  case 7: return format("log10(1 + abs({}))", sub());
  case 8: return format("sqrt(abs({}))", sub());
  case 9: return format("exprelr(clip({}, -20, 20))", sub());
  case 10: return format("tan(clip({}, -1, 1))", sub());
  case 11: return format("mod({}, {})", sub(), literal(random.uniform(0.5, 4), Dim::One));
  case 12: return format("{}({})", random.pick({"floor", "ceil", "round", "sign", "heaviside"}), sub());
  case 13: return format("clip({}, -3, 3)^{}", sub(), random.pick({"2", "3", "4"}));
  case 14: return format("(0.1 + abs({}))^{}", sub(), random.pick({"0.5", "-1", "1.7", "-0.3", "-2"}));
  case 15: return format("exp(clip({}, -5, 5))", sub());
  default: {
    const Dim dim = static_cast<Dim>(random.range(1, dimCount - 1));
    const double size = sizeOf(dim) * random.uniform(0.3, 2);
    return format("{}/{}", of(dim, depth - 1), literal(size, dim));
  }
  }
}

std::string Expressions::of(Dim dim, int depth) {
  if (depth <= 0)
    return leaf(dim);
  auto same = [&] { return of(dim, depth - 1); };
  auto one = [&] { return of(Dim::One, depth - 1); };
  switch (random.below(dim == Dim::One ? 16 : 11)) {
  case 0: return leaf(dim);
  case 1: return format("({} + {})", same(), same());
  case 2: return format("({} - {})", same(), same());
  case 3: return format("{}*clip({}, -2, 2)", leaf(dim), one());
  case 4: return format("{}/(1 + abs({}))", leaf(dim), one());
  case 5: return format("(if {} then {} else {})", condition(depth - 1), same(), same());
  case 6: return format("min({}, {})", same(), same());
  case 7: return format("max({}, {})", same(), same());
  case 8: return format("abs({})", same());
  case 9: return format("(-{})", same());
  case 10: {
    const double size = sizeOf(dim) * 2;
    return format("clip({}, {}, {})", same(), literal(-size, dim), literal(size, dim));
  }
  default: return plain(depth);
  }
}

std::string Expressions::condition(int depth) {
  const Dim dim = static_cast<Dim>(random.below(dimCount));
  const int d = depth - 1;
  switch (depth > 0 ? random.below(8) : 0) {
  default:
    return format("{} {} {}", of(dim, d), random.pick({"<", "<=", ">", ">="}), of(dim, d));
  case 5:
    return format("({} and {})", condition(d), condition(d));
  case 6:
    return format("({} or not ({}))", condition(d), condition(d));
  case 7: {
    const double size = sizeOf(dim);
    return format("{} in {}..{}", of(dim, d), literal(-size, dim), literal(size, dim));
  }
  }
}

std::string Expressions::bounded(Dim dim, int depth, double size) {
  return random.chance(0.5)
             ? format("clip({}, {}, {})", of(dim, depth), literal(-size, dim), literal(size, dim))
             : format("{}*tanh({})", literal(size, dim), of(Dim::One, depth));
}

} // namespace neuro::smith
