//===- ExprTest.cpp - Expressions at their limits -------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models.h"

#include <gtest/gtest.h>

using namespace neuro::rt;
using namespace neuro::rt::test;

static double value(const Expr &expr, Scope scope = {}) {
  Result<double> v = evaluateScalar(expr, scope);
  EXPECT_TRUE(v) << v.error().message;
  return v ? *v : NAN;
}
static double f(Op op, double x) { return value(apply(op, {num(x)})); }
static double f(Op op, double x, double y) { return value(apply(op, {num(x), num(y)})); }

TEST(Expr, Arithmetic) {
  EXPECT_EQ(value(num(2) + num(3) * num(4) - num(1) / num(8)), 13.875);
  EXPECT_EQ(f(Op::Pow, 2, 10), 1024);
  EXPECT_EQ(f(Op::Mod, 7, 2), 1);
  EXPECT_EQ(f(Op::Mod, -1, 3), 2);
  EXPECT_EQ(f(Op::Mod, 1, -3), -2);
  EXPECT_EQ(f(Op::Min, 3, -4), -4);
  EXPECT_EQ(f(Op::Max, 3, -4), 3);
  EXPECT_EQ(f(Op::Round, 2.5), 3);
  EXPECT_EQ(f(Op::Round, -2.5), -3);
  EXPECT_EQ(f(Op::Sign, -3), -1);
  EXPECT_EQ(f(Op::Sign, 0), 0);
  EXPECT_EQ(f(Op::Heaviside, -1e-300), 0);
  EXPECT_EQ(f(Op::Not, 0), 1);
  EXPECT_EQ(f(Op::Le, 2, 2), 1);
  EXPECT_EQ(f(Op::And, 2, 0), 0);
  EXPECT_EQ(f(Op::Or, 0, -1), 1);
  EXPECT_EQ(value(apply(Op::Select, {num(0), num(1), num(2)})), 2);
  EXPECT_EQ(value(apply(Op::Select, {num(3), num(1), num(2)})), 1);
}

TEST(Expr, FunctionsAtTheirLimits) {
  EXPECT_EQ(f(Op::Exprelr, 0), 1);
  EXPECT_NEAR(f(Op::Exprelr, 1e-12), 1 - 5e-13, 1e-16);
  EXPECT_NEAR(f(Op::Exprelr, -1e-12), 1 + 5e-13, 1e-15);
  EXPECT_NEAR(f(Op::Exprelr, 1), 1 / (std::exp(1.0) - 1), 1e-16);
  EXPECT_EQ(f(Op::Exprelr, 1000), 0);
  EXPECT_EQ(f(Op::Exprelr, INFINITY), 0);
  EXPECT_NEAR(f(Op::Exprelr, -1000), 1000, 1e-12);
  EXPECT_EQ(f(Op::Log, 0), -INFINITY);
  EXPECT_TRUE(std::isnan(f(Op::Log, -1)));
  EXPECT_EQ(f(Op::Expm1, 1e-20), 1e-20);
  EXPECT_EQ(f(Op::Sigmoid, -1000), 0);
  EXPECT_EQ(f(Op::Sigmoid, 1000), 1);
  EXPECT_EQ(f(Op::Sigmoid, 0), 0.5);
  EXPECT_TRUE(std::isnan(f(Op::Sqrt, -1)));
  EXPECT_EQ(f(Op::Div, 1, 0), INFINITY);
  EXPECT_EQ(f(Op::Tanh, 1000), 1);
}

TEST(Expr, BlocksEqualSingles) {
  // f(i) = (mod(i, 7) + 1)^2 / (1 + i), selected for odd i.
  class Reader : public BlockReader {
  public:
    bool indexI(double *out, int n) override {
      for (int l = 0; l < n; ++l)
        out[l] = l;
      return false;
    }
  } reader;
  const Expr i = leaf(Op::IndexI);
  const Expr e = apply(
      Op::Select, {apply(Op::Mod, {i, num(2)}),
                   apply(Op::Pow, {apply(Op::Mod, {i, num(7)}) + num(1), num(2)}) / (num(1) + i),
                   -i});
  Result<ExprTraits> traits = checkExpr(e, {});
  ASSERT_TRUE(traits);
  EXPECT_TRUE(traits->usesI);
  EXPECT_TRUE(traits->perElement());
  BlockInput input;
  input.reader = &reader;
  double out[EVAL_BLOCK];
  for (int n : {1, 2, 255, 256}) {
    input.count = n;
    Evaluator().evaluate(e, *traits, input, out);
    for (int l = 0; l < n; ++l)
      EXPECT_EQ(out[l], l % 2 ? std::pow(l % 7 + 1, 2) / (1 + l) : -l) << l;
  }
}

TEST(Expr, MalformedProgramsAreRefused) {
  EXPECT_FALSE(evaluateScalar({}, {}));
  EXPECT_FALSE(checkExpr(leaf(Op::Add), {}));
  EXPECT_FALSE(checkExpr({{{Op::Const, 0, 0, 1}, {Op::Const, 0, 0, 1}}}, {}));
  EXPECT_FALSE(checkExpr(leaf(Op::Parameter, 0), {}));
  EXPECT_FALSE(checkExpr(leaf(Op::Parameter, -1), {}));
  EXPECT_FALSE(checkExpr(leaf(Op::Field, 1 << 30), {}));
  EXPECT_FALSE(checkExpr(apply(Op::Choice, {num(1)}, 0, -5), {}));
  EXPECT_FALSE(checkExpr(apply(Op::Choice, {}, 0, 0), {}));
  EXPECT_FALSE(checkExpr(apply(Op::Uniform, {num(0), num(1)}, 5000), {}));
  EXPECT_FALSE(checkExpr(leaf(static_cast<Op>(250)), {}));
  Expr deep;
  for (int k = 0; k < 100000; ++k)
    deep.code.push_back({Op::Const, 0, 0, 1});
  EXPECT_FALSE(checkExpr(deep, {}));
}

TEST(Expr, ScopeLeaves) {
  Scope s;
  s.parameters = {5};
  s.variables = {6, 7};
  s.measures = {8};
  s.dt = 0.25;
  s.time = 12;
  EXPECT_EQ(value(leaf(Op::Parameter, 0) + leaf(Op::Variable, 1) + leaf(Op::Measure, 0) +
                      leaf(Op::Dt) + leaf(Op::Time),
                  s),
            32.25);
  const Expr draw = apply(Op::Uniform, {num(0), num(1)});
  const double first = value(draw, s);
  EXPECT_EQ(value(draw, s), first);
  s.occasion = 1;
  EXPECT_NE(value(draw, s), first);
}
