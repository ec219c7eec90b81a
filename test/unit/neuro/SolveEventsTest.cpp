//===- SolveEventsTest.cpp - Arrivals, thresholds, resets, their order -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Evaluator.h"
#include <cmath>
#include <gtest/gtest.h>

using neuro::test::Neuron;

namespace {

TEST(Arrive, ComesAfterFlowAndBeforeDetection) {
  Neuron neuron("izhikevich.mlir", 0.1);
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  neuron.arrivals["arrive"] = 200; // far above 30 mV
  EXPECT_TRUE(neuron.tick().count("spikes"));
  EXPECT_EQ(neuron.states["V"], -65);
}

TEST(Arrive, IsDroppedByAHeldState) {
  Neuron neuron("held_delta.mlir", 0.1);
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  neuron.arrivals["arrive"] = 20;
  EXPECT_TRUE(neuron.tick().count("spikes"));
  EXPECT_EQ(neuron.states["V"], 0);
  EXPECT_EQ(neuron.states["seen"], 20);
  for (int n = 0; n < 3; ++n) { // 0.3 ms refractory
    neuron.arrivals["arrive"] = 20;
    EXPECT_TRUE(neuron.tick().empty());
    EXPECT_EQ(neuron.states["V"], 0);
  }
  // `seen` is not held and takes them all.
  EXPECT_EQ(neuron.states["seen"], 80);
  neuron.arrivals["arrive"] = 20;
  EXPECT_TRUE(neuron.tick().count("spikes"));
}

TEST(Reset, AssignmentsAreSequential) {
  Neuron neuron("events.mlir", 0.1);
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  neuron.inputs["I"] = 100;
  EXPECT_TRUE(neuron.tick().count("spikes"));
  EXPECT_EQ(neuron.states["n"], 1);
  EXPECT_EQ(neuron.states["m"], 2); // reads the new n
  neuron.tick();
  EXPECT_EQ(neuron.states["n"], 1); // refractory
}

TEST(Events, RiseOncePerCrossing) {
  Neuron neuron("events.mlir", 0.1);
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  std::vector<int> rises;
  for (int n = 1; n <= 60; ++n) {
    neuron.inputs["I"] = n <= 10 || n > 30 ? 0.8 : -0.8;
    if (neuron.tick().count("up"))
      rises.push_back(n);
  }
  // x passes 0.5 upwards in tick 7 (0.56), sinks from tick 11, and rises again.
  ASSERT_EQ(rises.size(), 2u);
  EXPECT_EQ(rises[0], 7);
  EXPECT_EQ(neuron.states["k"], 2);
}

TEST(Events, WhatHoldsAtTheStartHasNotRisen) {
  Neuron neuron("events.mlir", 0.1);
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  neuron.states["x"] = 0.7;
  for (int n = 0; n < 10; ++n)
    EXPECT_FALSE(neuron.tick().count("up"));
}

TEST(Events, AreNotSuppressedByRefractoriness) {
  Neuron neuron("events.mlir", 0.1);
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  neuron.inputs["I"] = 100;
  auto events = neuron.tick(); // x = 10: both at once
  EXPECT_TRUE(events.count("spikes") && events.count("up"));
  neuron.inputs["I"] = -100;
  neuron.tick();
  neuron.inputs["I"] = 100;
  events = neuron.tick();
  EXPECT_TRUE(events.count("up"));
  EXPECT_FALSE(events.count("spikes"));
}

// Conditions see the time at the end of the tick they are tested in.
TEST(Events, SeeTheEndOfTheTick) {
  Neuron neuron("events.mlir", 0.1);
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  for (int n = 1; n <= 6; ++n)
    EXPECT_EQ(neuron.tick().count("late"), n >= 5 ? 1u : 0u) << n;
}

// A rising condition goes on being watched while refractory: the crossing that
// happens then is over when the neuron may spike again.
TEST(Events, RisingIsWatchedWhileRefractory) {
  Neuron neuron("hodgkin_huxley.mlir", 0.05);
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  neuron.inputs["I"] = 500;
  std::vector<double> spikes;
  double last = -100;
  int crossings = 0;
  for (int n = 0; n < 1000; ++n) {
    if (neuron.tick().count("spikes"))
      spikes.push_back(neuron.time());
    crossings += last <= -20 && neuron.states["V"] > -20;
    last = neuron.states["V"];
  }
  EXPECT_EQ(static_cast<int>(spikes.size()), crossings);
  EXPECT_GE(crossings, 4);
}

// A handler that does not add runs once, with the sum, when there is one.
TEST(Handlers, RunOnceWithTheSum) {
  Neuron sets("handler_sets.mlir", 0.1), squares("handler_squares.mlir", 0.1);
  ASSERT_TRUE(sets.valid()) << sets.errors;
  ASSERT_TRUE(squares.valid()) << squares.errors;
  sets.states["g"] = squares.states["g"] = 4;
  sets.tick();
  squares.tick();
  const double decayed = 4 * std::exp(-0.1 / 5);
  EXPECT_NEAR(sets.states["g"], decayed, 1e-15) << "nothing arrived";
  EXPECT_NEAR(squares.states["g"], decayed, 1e-15) << "nothing arrived";
  sets.arrivals["arrive"] = squares.arrivals["arrive"] = 1.5;
  sets.tick();
  squares.tick();
  EXPECT_EQ(sets.states["g"], 1.5);
  EXPECT_NEAR(squares.states["g"], decayed * std::exp(-0.1 / 5) + 2.25, 1e-14);
}

// What every event would do alike cannot be done with a sum.
TEST(Handlers, MustDependOnWhatArrives) {
  Neuron neuron("handler_counts.mlir", 0.1);
  EXPECT_FALSE(neuron.valid());
  EXPECT_NE(neuron.errors.find("E0931: 'n' changes by every event alike"), std::string::npos)
      << neuron.errors;
}

// A factor may depend on the state it changes: g += w (1 - g).
TEST(Handlers, MayScaleByStates) {
  Neuron neuron("handler_saturates.mlir", 0.1);
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  neuron.arrivals["arrive"] = 0.5;
  neuron.tick();
  EXPECT_EQ(neuron.states["g"], 0.5);
  neuron.arrivals["arrive"] = 0.5;
  neuron.tick();
  double decayed = 0.5 * std::exp(-0.1 / 5);
  EXPECT_NEAR(neuron.states["g"], decayed + 0.5 * (1 - decayed), 1e-15);
}

} // namespace
