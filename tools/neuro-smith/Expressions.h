//===- Expressions.h - Random expressions with units ------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TOOLS_SMITH_EXPRESSIONS_H
#define NEURO_TOOLS_SMITH_EXPRESSIONS_H

#include "tools/neuro-smith/Random.h"

namespace neuro::smith {

/// The dimensions programs are made of. Expressions are made of the first five.
enum class Dim { One, Voltage, Current, Conductance, Time, Slope, Frequency, Rate, Capacitance };
constexpr int dimCount = 5;

const char *unitOf(Dim dim);
/// A value of ordinary size: 10 mV, 100 pA, …
double sizeOf(Dim dim);
/// "12.5 mV", or "0.3" without a dimension.
std::string literal(double value, Dim dim);

struct Variable {
  std::string name;
  Dim dim = Dim::One;
};

/// A function of the program, of no dimension.
struct Function {
  std::string name;
  std::vector<Dim> parameters;
};

/// Makes expressions over some variables. All functions used are total and
/// bounded, or grow no faster than their argument, so nothing overflows.
class Expressions {
public:
  Expressions(Random &random, std::vector<Variable> variables,
              const std::vector<Function> *functions = nullptr)
      : random(random), variables(std::move(variables)), functions(functions) {}

  std::string of(Dim dim, int depth);
  std::string condition(int depth);
  /// Within ±`size` of zero.
  std::string bounded(Dim dim, int depth, double size);

private:
  Random &random;
  std::vector<Variable> variables;
  const std::vector<Function> *functions;

  std::string leaf(Dim dim);
  std::string plain(int depth);
};

} // namespace neuro::smith

#endif // NEURO_TOOLS_SMITH_EXPRESSIONS_H
