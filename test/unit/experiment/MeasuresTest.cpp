//===- MeasuresTest.cpp - Statistics against closed forms ------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/experiment/Measures.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

using namespace neuro::rt;

static EventWindow window(size_t elements, int64_t to, double dt = 0.1) {
  EventWindow out;
  out.elements = elements;
  out.to = to;
  out.dt = dt;
  return out;
}

/// Independent Bernoulli trains, in time order.
static EventWindow bernoulli(size_t elements, int64_t ticks, double p, unsigned seed) {
  EventWindow out = window(elements, ticks);
  std::mt19937_64 generator(seed);
  std::bernoulli_distribution draw(p);
  for (int64_t tick = 1; tick <= ticks; ++tick)
    for (size_t e = 0; e < elements; ++e)
      if (draw(generator)) {
        out.tick.push_back(tick);
        out.element.push_back(static_cast<uint32_t>(e));
      }
  return out;
}

TEST(Measures, RateCountsEventsPerElementAndTime) {
  EventWindow events = window(4, 1000);
  for (int64_t tick : {10, 20, 30, 40, 50, 60}) {
    events.tick.push_back(tick);
    events.element.push_back(0);
  }
  EXPECT_DOUBLE_EQ(meanRate(events), 6.0 / (4 * 100.0)); // 15 Hz
  EXPECT_DOUBLE_EQ(eventCount(events), 6);
  EXPECT_DOUBLE_EQ(firstEvent(events), 1.0);
  EXPECT_DOUBLE_EQ(busiestElement(events), 0);
}

TEST(Measures, RegularTrainHasNoIntervalVariation) {
  EventWindow events = window(2, 1000);
  for (int64_t tick = 10; tick <= 1000; tick += 10) {
    events.tick.push_back(tick);
    events.element.push_back(1);
  }
  EXPECT_NEAR(cvOfIntervals(events), 0, 1e-12);
}

TEST(Measures, TwoIntervalsHaveTheirExactVariation) {
  EventWindow events = window(1, 100);
  events.tick = {10, 20, 50}; // intervals 1 and 3 ms: mean 2, sd 1
  events.element = {0, 0, 0};
  EXPECT_DOUBLE_EQ(cvOfIntervals(events), 0.5);
  events.tick.pop_back();
  events.element.pop_back();
  EXPECT_TRUE(std::isnan(cvOfIntervals(events))) << "one interval has no variation";
}

TEST(Measures, GeometricIntervalsOfABernoulliTrain) {
  // CV of a geometric distribution is sqrt(1 - p).
  EventWindow events = bernoulli(20, 100000, 0.02, 3);
  EXPECT_NEAR(cvOfIntervals(events), std::sqrt(0.98), 0.02);
}

TEST(Measures, IndependentTrainsAreAsynchronousAndUncorrelated) {
  EventWindow events = bernoulli(50, 60000, 0.005, 5);
  EXPECT_NEAR(synchrony(events, 3), 1, 0.1);
  EXPECT_NEAR(meanCorrelation(events, 3), 0, 0.01);
  EXPECT_NEAR(branchingRatio(events, 3), 0, 0.1);
}

TEST(Measures, CopiesOfOneTrainAreFullyCorrelated) {
  EventWindow one = bernoulli(1, 20000, 0.02, 7), events = window(8, 20000);
  for (int64_t tick : one.tick)
    for (uint32_t e = 0; e < 8; ++e) {
      events.tick.push_back(tick);
      events.element.push_back(e);
    }
  EXPECT_NEAR(meanCorrelation(events, 1), 1, 1e-9);
  // Var/mean of n copies is n times that of one.
  EXPECT_NEAR(synchrony(events, 1), 8 * synchrony(one, 1), 1e-9);
}

TEST(Measures, NothingRecordedIsUndefinedNotZero) {
  EventWindow silent = window(5, 1000);
  EXPECT_DOUBLE_EQ(meanRate(silent), 0);
  EXPECT_TRUE(std::isnan(cvOfIntervals(silent)));
  EXPECT_TRUE(std::isnan(synchrony(silent, 3)));
  EXPECT_TRUE(std::isnan(meanCorrelation(silent, 3)));
  EXPECT_TRUE(std::isnan(firstEvent(silent)));
  EXPECT_TRUE(std::isnan(busiestElement(silent)));
  EXPECT_TRUE(std::isnan(meanRate(window(0, 1000))));
  EXPECT_TRUE(std::isnan(meanRate(window(3, 0))));
  EXPECT_TRUE(std::isnan(meanOf({})));
  EXPECT_TRUE(std::isnan(largestOf({})));
}

TEST(Measures, HistogramCountsEverySampleOnce) {
  std::vector<double> counts = histogram({0, 0.1, 0.5, 0.99, 1.0}, 2);
  EXPECT_EQ(counts, (std::vector<double>{2, 3}));
  EXPECT_EQ(histogram({4, 4, 4}, 3), (std::vector<double>{3, 0, 0}));
  EXPECT_EQ(histogram({}, 2), (std::vector<double>{0, 0}));
}

TEST(Measures, MeanKeepsItsDigits) {
  // 1e8 + small numbers: a plain sum in f64 loses the small ones' low digits.
  std::vector<double> values(1000001, 1e-8);
  values[0] = 1e16;
  EXPECT_DOUBLE_EQ(meanOf(values) * 1000001, 1e16 + 1e-2);
  EXPECT_DOUBLE_EQ(deviationOf({1, 3}), 1);
}
