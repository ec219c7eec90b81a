//===- ExportViewsTest.cpp - Selections of groups, element by element -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/SpikeToPlan/ExportExpr.h"
#include "lowering/SpikeToPlan/ExportViews.h"
#include "runtime/core/ExprEval.h"

#include <gtest/gtest.h>

#include <vector>

using namespace neuro;
using Part = rt::ViewPlan::Part;
using Element = std::pair<int, int>; ///< population, index in it

namespace {

double number(const rt::Expr &expr) {
  auto result = rt::evaluateScalar(expr, rt::Scope());
  EXPECT_TRUE(static_cast<bool>(result));
  return result ? *result : -1;
}

rt::Expr constant(int value) { return rt::Expr::constant(value); }

/// The elements parts stand for, as the runtime reads them.
std::vector<Element> elements(const std::vector<Part> &parts, const std::vector<int> &sizes) {
  std::vector<Element> result;
  for (const Part &part : parts) {
    int low = part.low.empty() ? 0 : static_cast<int>(number(part.low));
    int high = part.high.empty() ? sizes[part.population] : static_cast<int>(number(part.high));
    int step = part.step.empty() ? 1 : static_cast<int>(number(part.step));
    EXPECT_LE(low, high);
    EXPECT_LE(high, sizes[part.population]);
    for (int k = low; k < high; k += step)
      result.push_back({part.population, k});
  }
  return result;
}

std::vector<Element> slice(const std::vector<Element> &all, int low, int high, int step) {
  std::vector<Element> result;
  for (int k = low; k < high; k += step)
    result.push_back(all[k]);
  return result;
}

const std::vector<int> SIZES{3, 5, 2};

std::vector<rt::Expr> sizeExprs() {
  std::vector<rt::Expr> result;
  for (int size : SIZES)
    result.push_back(constant(size));
  return result;
}

std::vector<Part> group() { return {{0, {}, {}, {}}, {1, {}, {}, {}}, {2, {}, {}, {}}}; }

TEST(ExportViews, EverySelectionOfAGroup) {
  std::vector<Element> all = elements(group(), SIZES);
  ASSERT_EQ(all.size(), 10u);
  for (int low = 0; low <= 10; ++low)
    for (int high = low; high <= 10; ++high)
      for (int step = 1; step <= 4; ++step) {
        auto parts = lowering::select(group(), sizeExprs(), constant(low), constant(high),
                                      step == 1 ? rt::Expr() : constant(step));
        EXPECT_EQ(elements(parts, SIZES), slice(all, low, high, step))
            << low << ".." << high << " step " << step;
      }
}

TEST(ExportViews, SelectionsOfSelections) {
  std::vector<Part> outer =
      lowering::select(group(), sizeExprs(), constant(1), constant(10), constant(2));
  std::vector<Element> chosen = elements(outer, SIZES);
  ASSERT_EQ(chosen.size(), 5u);
  for (int low = 0; low <= 5; ++low)
    for (int high = low; high <= 5; ++high)
      for (int step = 1; step <= 3; ++step) {
        auto parts = lowering::select(outer, sizeExprs(), constant(low), constant(high),
                                      step == 1 ? rt::Expr() : constant(step));
        EXPECT_EQ(elements(parts, SIZES), slice(chosen, low, high, step))
            << low << ".." << high << " step " << step;
      }
}

/// Bounds of one population stay as written: the runtime says when they are wrong.
TEST(ExportViews, OnePopulationKeepsItsBounds) {
  auto parts = lowering::select({{1, {}, {}, {}}}, sizeExprs(), constant(2), constant(99), {});
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(number(parts[0].low), 2);
  EXPECT_EQ(number(parts[0].high), 99);
}

} // namespace
