//===- ConstEvalTest.cpp - Values known before instantiation -------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Checking.h"

#include "lang/sema/ConstEval.h"

#include <cmath>

using namespace neuro;
using namespace neuro::ast;

/// The value of `const x = expr`, with further declarations before it.
static std::optional<double> value(const std::string &expr, const std::string &before = "",
                                   const ConstEnv &env = {}) {
  auto checked = checkText(before + "\nconst x = " + expr + "\n");
  EXPECT_EQ(checked->codes(), "") << checked->text();
  for (const DeclPtr &item : checked->program->files[0]->items.items)
    if (item->name == "x")
      return evaluateConstant(*static_cast<ConstDecl &>(*item).value, env);
  return std::nullopt;
}

TEST(ConstEval, ArithmeticInCoherentUnits) {
  EXPECT_EQ(value("1 + 2*3"), 7);
  EXPECT_EQ(value("-2^2"), -4);
  EXPECT_EQ(value("2^3^2"), 512);
  EXPECT_EQ(value("1 V + 1 mV"), 1001);
  EXPECT_EQ(value("10 %"), 0.1);
  EXPECT_EQ(value("7/2"), 3.5) << "whole numbers divide as numbers do";
  EXPECT_EQ(value("mod(-1, 3)"), 2);
  EXPECT_EQ(value("round(2.5)"), 3);
  EXPECT_EQ(value("exprelr(0)"), 1);
  EXPECT_DOUBLE_EQ(*value("exprelr(1)"), 1/(std::exp(1.0) - 1));
  EXPECT_EQ(value("clip(5, 0, 3)"), 3);
  EXPECT_DOUBLE_EQ(*value("cos(pi)"), -1);
  EXPECT_EQ(value("min(3, 1, 2)"), 1);
}

TEST(ConstEval, Conditions) {
  EXPECT_EQ(value("if 1 < 2 and not (3 == 4) then 10 else 20"), 10);
  EXPECT_EQ(value("if 3 in 0..3 then 1 else 0"), 0) << "half open";
  EXPECT_EQ(value("if true or 1 > 2 then 5 mV else 6 mV"), 5);
}

TEST(ConstEval, TablesAndFunctions) {
  const char *before = "const n = [[1, 2], [3, 4]]\nfn sq(y: 1): 1 = y*y\n"
                       "fn twice(y: 1): 1 = sq(y) + sq(y)\nconst two = 2";
  EXPECT_EQ(value("n[1][0]", before), 3);
  EXPECT_EQ(value("n[0, 1]", before), 2);
  EXPECT_EQ(value("twice(two + 1)", before), 18);
}

TEST(ConstEval, LoopVariablesAndParameters) {
  auto checked = checkText(R"(
network N(n = 3, m = 2*n) {
  table a = [5, 6, 7]
  for k in 0..3 { let y = a[k]*k + m }
}
)");
  ASSERT_EQ(checked->codes(), "");
  const NetworkDecl *network = checked->program->networks[0];
  auto *loop = static_cast<const ForDecl *>(network->body.items[1].get());
  auto *let = static_cast<const LetDecl *>(loop->body.items[0].get());
  ConstEnv env;
  EXPECT_FALSE(evaluateConstant(*let->value, env));
  env.values[loop] = 2;
  EXPECT_FALSE(evaluateConstant(*let->value, env)) << "m is a parameter";
  env.parameterDefaults = true;
  EXPECT_EQ(evaluateConstant(*let->value, env), 7*2 + 6);
  env.values[network->parameters[0].get()] = 10;
  EXPECT_EQ(evaluateConstant(*let->value, env), 7*2 + 20);
  env.values[loop] = 3;
  EXPECT_FALSE(evaluateConstant(*let->value, env)) << "outside the table";
}

TEST(ConstEval, Ranges) {
  auto checked = checkText("import std.neurons { LIF }\n"
                           "network N {\n"
                           "  for a in 0..3 { let x = a }\n"
                           "  for b in 0..1 step 0.1 { let x = b }\n"
                           "  for c in 5..0 step -2 { let x = c }\n"
                           "  for d in [10 mV, 30 mV] { let x = d }\n"
                           "  for f in 3..0 { let x = f }\n"
                           "}\n");
  ASSERT_EQ(checked->codes(), "") << checked->text();
  auto range = [&](size_t i) {
    auto &items = checked->program->networks[0]->body.items;
    return evaluateRange(*static_cast<const ForDecl &>(*items[i]).range, {});
  };
  EXPECT_EQ(*range(0), (std::vector<double>{0, 1, 2}));
  EXPECT_EQ(range(1)->size(), 10u) << "a bound reached up to rounding is not passed";
  EXPECT_EQ(*range(2), (std::vector<double>{5, 3, 1}));
  EXPECT_EQ(*range(3), (std::vector<double>{10, 30}));
  EXPECT_TRUE(range(4)->empty());
}

TEST(ConstEval, GivesUpOnHostileDefinitions) {
  // Each function calls the one before twice: 2^60 calls.
  std::string text = "fn f0(x: 1): 1 = x\n";
  for (int i = 1; i <= 60; ++i)
    text += "fn f" + std::to_string(i) + "(x: 1): 1 = f" + std::to_string(i - 1) + "(x) + f" +
            std::to_string(i - 1) + "(x)\n";
  EXPECT_FALSE(value("f60(1)", text));
  // Constants are evaluated once each, so their value is found.
  text = "const c0 = 1\n";
  for (int i = 1; i <= 60; ++i)
    text += "const c" + std::to_string(i) + " = c" + std::to_string(i - 1) + " + c" +
            std::to_string(i - 1) + "\n";
  EXPECT_EQ(value("c60", text), std::ldexp(1.0, 60));
}
