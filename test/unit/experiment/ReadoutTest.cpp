//===- ReadoutTest.cpp - Classes, votes, overlaps against hand counts -------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/experiment/Array.h"
#include "runtime/experiment/Readout.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace neuro::rt;

namespace {

/// Events as (tick, element), in order of time.
EventWindow events(size_t elements, std::vector<std::pair<int64_t, uint32_t>> list) {
  EventWindow out;
  out.elements = elements;
  out.to = 1000;
  out.dt = 1;
  for (auto [tick, element] : list) {
    out.tick.push_back(tick);
    out.element.push_back(element);
  }
  return out;
}

const Shown three{{0, 20, 40}, {10, 30, 50}};

} // namespace

TEST(Readout, AnElementBelongsToTheClassItRespondsToMostOnTheMean) {
  // Labels 5, 7, 7. Element 0: two events for 5, three in all for 7 (1.5 a sample).
  // Element 1: one each for 5 and for both 7s: a tie of 1, the smaller label wins.
  // Element 2: only in a gap. Element 3: once, for the last 7 (its first tick is 41).
  EventWindow e = events(4, {{1, 0}, {2, 0}, {3, 1}, {15, 2}, {21, 0}, {22, 0}, {30, 1},
                             {41, 0}, {41, 3}, {50, 1}});
  std::vector<double> classes = assignClasses(e, three, {5, 7, 7});
  EXPECT_EQ(classes[0], 5);
  EXPECT_EQ(classes[1], 5);
  EXPECT_TRUE(std::isnan(classes[2]));
  EXPECT_EQ(classes[3], 7);
}

TEST(Readout, WindowsOfPresentationsAreRightClosed) {
  EventWindow e = events(1, {{20, 0}, {31, 0}, {40, 0}, {51, 0}});
  EXPECT_TRUE(std::isnan(assignClasses(e, three, {1, 1, 1})[0]));
}

TEST(Readout, TheClassWithTheHighestMeanAnswers) {
  // Class 1: elements 0, 1; class 2: element 2. Sample 0: 1.5 to 1; sample 1: 0.5 to 1.
  EventWindow e = events(4, {{1, 0}, {2, 0}, {3, 1}, {4, 2}, {21, 0}, {22, 2}, {23, 3}});
  std::vector<double> votes = voteClasses(e, three, {1, 1, 2, NAN});
  EXPECT_EQ(votes[0], 1);
  EXPECT_EQ(votes[1], 2);
  EXPECT_TRUE(std::isnan(votes[2])) << "nobody answered";
}

TEST(Readout, AnAbsentAnswerIsWrong) {
  EXPECT_DOUBLE_EQ(accuracy({1, 2, NAN, 4}, {1, 2, 3, 5}), 0.5);
  EXPECT_TRUE(std::isnan(accuracy({}, {})));
}

TEST(Readout, OverlapIsHitsMinusStrays) {
  // Pattern of 2 in 5: one of two hit, one of three strays.
  EventWindow e = events(5, {{1, 0}, {2, 0}, {3, 4}});
  EXPECT_DOUBLE_EQ(overlap(e, {1, 1, 0, 0, 0}), 0.5 - 1.0 / 3);
  EXPECT_DOUBLE_EQ(overlap(e, {1, 0, 0, 0, 1}), 1);
  EXPECT_TRUE(std::isnan(overlap(e, {1, 1, 1, 1, 1})));
}

TEST(Readout, OrderParameterOfAntiphaseIsZero) {
  EXPECT_NEAR(meanOrderParameter({2, {0, M_PI, 1, 1}}), 0.5, 1e-12);
}

TEST(Readout, CorrelationOfColumns) {
  // Columns: x, 2x, -x: pairs 1, -1, -1.
  EXPECT_NEAR(meanColumnCorrelation({3, {1, 2, -1, 2, 4, -2, 4, 8, -4}}), -1.0 / 3, 1e-12);
  EXPECT_NEAR(pearson({1, 2, 4}, {-1, -2, -4}), -1, 1e-12);
  EXPECT_TRUE(std::isnan(pearson({1, 1, 1}, {1, 2, 3})));
}

TEST(Arrays, PartsAndProducts) {
  Array m = *listOf({Array::vector({1, 2, 3}), Array::vector({4, 5, 6})});
  EXPECT_EQ(m.shape, (std::vector<int64_t>{2, 3}));
  EXPECT_EQ(elementOf(m, {1})->data, (std::vector<double>{4, 5, 6}));
  EXPECT_EQ(elementOf(m, {1, 2})->data, (std::vector<double>{6}));
  EXPECT_EQ(sliceOf(m, 1, 2)->shape, (std::vector<int64_t>{1, 3}));
  EXPECT_EQ(productOf(m, Array::vector({1, 0, 2}))->data, (std::vector<double>{7, 16}));
  EXPECT_EQ(*dotOf(Array::vector({1, 2}), Array::vector({3, 4})), 11);
  // What does not fit is an error with its code, never a read outside.
  for (const auto &bad : {elementOf(m, {2}), elementOf(m, {-1}), elementOf(m, {0.5}),
                          elementOf(m, {0, 0, 0}), sliceOf(m, 1, 3), sliceOf(m, 2, 1),
                          productOf(m, m), listOf({Array(1), m})}) {
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().message.substr(0, 7), "E0508: ");
  }
}

TEST(Arrays, ElementwiseArithmeticKeepsNumbersForAll) {
  // variable 0 * 2 + variable 1
  Expr expr{{{Op::Variable, 0}, {Op::Const, 0, 0, 2}, {Op::Mul}, {Op::Variable, 1}, {Op::Add}}};
  std::vector<Array> variables = {Array::vector({1, 2, 3}), Array(10)};
  Result<Array> sum = evaluateArray(expr, {}, {&variables, nullptr});
  ASSERT_TRUE(sum);
  EXPECT_EQ(sum->data, (std::vector<double>{12, 14, 16}));
  variables[1] = Array::vector({1, 2});
  EXPECT_FALSE(evaluateArray(expr, {}, {&variables, nullptr}));
}

TEST(Arrays, PatternsHaveExactCountsAndFragmentsAreParts) {
  Array p = *randomPatterns(50, 200, 0.05, 3, 1);
  std::vector<double> uses(200, 0);
  for (size_t k = 0; k < 50; ++k) {
    double sum = 0;
    for (size_t e = 0; e < 200; ++e) {
      sum += p.data[k * 200 + e];
      uses[e] += p.data[k * 200 + e];
    }
    EXPECT_EQ(sum, 10);
  }
  // 500 ones over 200 elements: 2.5 each on the mean; Poisson-like spread.
  EXPECT_LT(*std::max_element(uses.begin(), uses.end()), 12);
  EXPECT_EQ(randomPatterns(50, 200, 0.05, 3, 1)->data, p.data);
  EXPECT_NE(randomPatterns(50, 200, 0.05, 4, 1)->data, p.data);

  Array one = *elementOf(p, {0}), part = *partialPattern(one, 0.4, 3, 2);
  EXPECT_EQ(*dotOf(one, part), 4);
  EXPECT_EQ(*dotOf(part, part), 4);
  EXPECT_FALSE(partialPattern(p, 0.4, 3, 2));
  EXPECT_FALSE(partialPattern(one, 1.5, 3, 2));
  EXPECT_FALSE(randomPatterns(1e9, 1e9, 0.1, 1, 1)) << "1e18 numbers are refused";
}

TEST(Arrays, LatencyFallsWithIntensity) {
  Array times = *latencyOf(Array::vector({0, 0.25, 1}), 20, 100, 0.1);
  EXPECT_TRUE(std::isnan(times.data[0]));
  EXPECT_DOUBLE_EQ(times.data[1], 115);
  EXPECT_DOUBLE_EQ(times.data[2], 100.1);
  EXPECT_FALSE(latencyOf(Array::vector({1.5}), 20, 0, 0.1));
}
