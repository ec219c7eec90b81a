//===- SolveNonlinearTest.cpp - Orders of convergence and hard cases -*- C++ -*-===//
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

/// Worst error of a spike time in 50 ms, in ticks.
constexpr double HodgkinHuxleyLateness = 6;

/// A state at `time` when simulated with tick dt under constant input.
double stateAt(const std::string &file, const std::string &solver, double dt,
               double time, double input, const std::string &state) {
  Neuron neuron(file, dt, solver);
  EXPECT_TRUE(neuron.valid()) << neuron.errors;
  neuron.inputs["I"] = input;
  int64_t ticks = std::llround(time / dt);
  for (int64_t n = 0; n < ticks; ++n)
    neuron.tick();
  return neuron.states[state];
}

/// log2 of the ratio of successive differences when dt is halved twice.
double order(const std::string &file, const std::string &solver, double dt,
             double time, double input, const std::string &state) {
  double coarse = stateAt(file, solver, dt, time, input, state);
  double middle = stateAt(file, solver, dt / 2, time, input, state);
  double fine = stateAt(file, solver, dt / 4, time, input, state);
  return std::log2(std::abs((coarse - middle) / (middle - fine)));
}

TEST(ExponentialEuler, IsChosenForHodgkinHuxley) {
  Neuron neuron("hodgkin_huxley.mlir", 0.05);
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  for (const char *state : {"V", "m", "h", "n"})
    EXPECT_EQ(neuron.attribute(state, "solver"), "exponential_euler");
  EXPECT_EQ(neuron.attribute("ex.g", "solver"), "exact");
}

// Steps of states that depend on each other are composed symmetrically.
TEST(ExponentialEuler, IsSecondOrder) {
  for (const char *state : {"V", "m", "h", "n"})
    EXPECT_NEAR(order("hodgkin_huxley.mlir", "auto", 0.02, 1.0, 300, state), 2,
                0.1)
        << state;
}

// A conductance with a solution of its own is seen at its mean over the tick.
TEST(ExponentialEuler, IsSecondOrderInWhatItReads) {
  auto at = [](double dt) {
    Neuron neuron("cond_lif.mlir", dt);
    EXPECT_TRUE(neuron.valid()) << neuron.errors;
    neuron.states["ex.g"] = 2;
    while (neuron.time() < 8 - dt / 2)
      neuron.tick();
    return neuron.states["V"];
  };
  double coarse = at(0.5), middle = at(0.25), fine = at(0.125);
  EXPECT_NEAR(std::log2(std::abs((coarse - middle) / (middle - fine))), 2, 0.1);
}

// A conductance that does not change makes V's equation linear with constant
// coefficients, for which the method is exact at any tick.
TEST(ExponentialEuler, IsExactForConstantCoefficients) {
  Neuron neuron("cond_lif.mlir", 5.0);
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  EXPECT_EQ(neuron.attribute("V", "solver"), "exponential_euler");
  EXPECT_EQ(neuron.attribute("th", "solver"), "events");
  neuron.inputs["I"] = 100; // to -55 mV with 20 ms
  for (int n = 1; n <= 10; ++n) {
    neuron.tick();
    EXPECT_NEAR(neuron.states["V"], -55 - 10 * std::exp(-5.0 * n / 20), 1e-12);
  }
}

// b = 0: the slope of V vanishes with all conductances; then V only integrates.
TEST(ExponentialEuler, HasNoSingularityAtZeroSlope) {
  Neuron neuron("cond_lif.mlir", 0.1);
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  neuron.parameters["g_L"] = 0;
  neuron.inputs["I"] = 200;
  for (int n = 0; n < 10; ++n)
    neuron.tick();
  EXPECT_NEAR(neuron.states["V"], -64, 1e-12);
  Neuron tiny("cond_lif.mlir", 0.1);
  tiny.parameters["g_L"] = 1e-300;
  tiny.inputs["I"] = 200;
  for (int n = 0; n < 10; ++n)
    tiny.tick();
  EXPECT_NEAR(tiny.states["V"], -64, 1e-12);
}

// However long the tick, the new value lies between the old one and the goal.
TEST(ExponentialEuler, StaysBoundedForStiffEquations) {
  Neuron neuron("cond_lif.mlir", 10.0);
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  neuron.parameters["V_th"] = 1e9;
  neuron.states["ex.g"] = 1e7;
  neuron.tick();
  EXPECT_LE(neuron.states["V"], 0);
  EXPECT_GE(neuron.states["V"], -65);
}

// Upward crossings of -20 mV under 500 pA from 10 to 60 ms, of adaptive
// integration. Spikes are found on the grid, late by up to a tick.
TEST(ExponentialEuler, HodgkinHuxleyFollowsTheReference) {
  const double reference[] = {10.7813061, 22.8681341, 34.9484903, 47.0288227,
                              59.1091551};
  double last = 0;
  for (double dt : {0.1, 0.05, 0.025, 0.0125}) {
    Neuron neuron("hodgkin_huxley.mlir", dt);
    ASSERT_TRUE(neuron.valid()) << neuron.errors;
    std::vector<double> spikes;
    for (int64_t n = 0; n < std::llround(60 / dt); ++n) {
      neuron.inputs["I"] = n >= std::llround(10 / dt) ? 500 : 0;
      if (neuron.tick().count("spikes"))
        spikes.push_back(neuron.time());
    }
    ASSERT_EQ(spikes.size(), std::size(reference)) << dt;
    double worst = 0;
    for (size_t n = 0; n < spikes.size(); ++n)
      worst = std::max(worst, std::abs(spikes[n] - reference[n]));
    EXPECT_LT(worst, HodgkinHuxleyLateness * dt) << dt;
    if (last != 0)
      EXPECT_LT(worst, 0.7 * last) << dt;
    last = worst;
  }
}

TEST(RungeKutta4, IsFourthOrder) {
  // Izhikevich and AdEx well below their upstroke; Hodgkin-Huxley on demand.
  EXPECT_NEAR(order("izhikevich.mlir", "auto", 0.25, 5, -5, "V"), 4, 0.3);
  EXPECT_NEAR(order("izhikevich.mlir", "auto", 0.25, 5, -5, "u"), 4, 0.3);
  EXPECT_NEAR(order("adex.mlir", "auto", 0.5, 10, 400, "V"), 4, 0.3);
  EXPECT_NEAR(order("adex.mlir", "auto", 0.5, 10, 400, "w"), 4, 0.3);
  EXPECT_NEAR(order("hodgkin_huxley.mlir", "rk4", 0.02, 1.0, 300, "V"), 4, 0.3);
}

// A linear state that V reads flows along inside V's stages, so that its decay
// does not cost V the order of the method.
TEST(RungeKutta4, KeepsItsOrderWithMovingInput) {
  auto at = [](double dt) {
    Neuron neuron("cond_lif_rk4.mlir", dt);
    EXPECT_TRUE(neuron.valid()) << neuron.errors;
    EXPECT_EQ(neuron.attribute("V", "solver"), "rk4");
    EXPECT_EQ(neuron.attribute("V", "reason"), "asked for by the model");
    EXPECT_EQ(neuron.attribute("ex.g", "solver"), "exact");
    neuron.states["ex.g"] = 5;
    while (neuron.time() < 8 - dt / 2)
      neuron.tick();
    EXPECT_NEAR(neuron.states["ex.g"], 5 * std::exp(-8 / 5.0), 1e-12);
    return neuron.states["V"];
  };
  double coarse = at(1.0), middle = at(0.5), fine = at(0.25);
  EXPECT_NEAR(std::log2(std::abs((coarse - middle) / (middle - fine))), 4, 0.3);
}

// Spikes and trace of the AdEx neuron under 800 pA from 20 to 420 ms, of
// adaptive integration with spikes at the crossing (tolerance far below these
// bounds). A spike on the grid is late by up to a tick, and by up to another one
// when the last step ends just before the blow-up; lateness adds up.
TEST(RungeKutta4, AdExFollowsTheReference) {
  const double reference[] = {37.7194977, 60.4851502, 91.2669442, 134.477525,
                              191.594630, 256.173932, 322.684297, 389.551152};
  double last = 0;
  for (double dt : {0.1, 0.05, 0.025}) {
    Neuron neuron("adex.mlir", dt);
    ASSERT_TRUE(neuron.valid()) << neuron.errors;
    std::vector<double> spikes;
    for (int64_t n = 0; n < std::llround(420 / dt); ++n) {
      neuron.inputs["I"] = n >= std::llround(20 / dt) ? 800 : 0;
      if (neuron.tick().count("spikes"))
        spikes.push_back(neuron.time());
      if (n + 1 == std::llround(30 / dt)) {
        EXPECT_NEAR(neuron.states["V"], -53.0470027546, 2e-8);
        EXPECT_NEAR(neuron.states["w"], 2.78585613835, 2e-8);
      }
      EXPECT_TRUE(std::isfinite(neuron.states["V"]));
    }
    ASSERT_EQ(spikes.size(), std::size(reference));
    for (size_t n = 0; n < spikes.size(); ++n) {
      double interval = n ? spikes[n] - spikes[n - 1] : spikes[n];
      double expected = n ? reference[n] - reference[n - 1] : reference[n];
      EXPECT_GT(interval - expected, -0.1 * dt);
      EXPECT_LT(interval - expected, 2 * dt);
    }
    double late = spikes.back() - reference[7];
    if (last != 0)
      EXPECT_LT(late, 0.8 * last);
    last = late;
  }
}

// Stage values past the spike threshold would make exp((V - V_T)/D_T) overflow:
// 10 nA for a whole millisecond carries V by 36 mV, and a stage by far more.
TEST(RungeKutta4, UpstrokeCannotOverflow) {
  for (const char *solver : {"rk4", "rk45"})
    for (double input : {800.0, 1e4, 1e6}) {
      Neuron neuron("adex.mlir", 1.0, solver);
      ASSERT_TRUE(neuron.valid()) << neuron.errors;
      EXPECT_NE(neuron.attribute("V", "reason").find("overflow"),
                std::string::npos);
      neuron.inputs["I"] = input;
      int spikes = 0;
      for (int n = 0; n < 100; ++n) {
        spikes += neuron.tick().count("spikes");
        ASSERT_TRUE(std::isfinite(neuron.states["V"])) << solver << input;
        ASSERT_TRUE(std::isfinite(neuron.states["w"])) << solver << input;
        ASSERT_LT(std::abs(neuron.states["w"]), 1e5);
      }
      EXPECT_GT(spikes, 0);
    }
}

// A spike condition that rises, or does not reset V, bounds nothing: action
// potentials overshoot -20 mV.
TEST(RungeKutta4, DoesNotClampWithoutReset) {
  Neuron neuron("hodgkin_huxley.mlir", 0.02, "rk4");
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  EXPECT_EQ(neuron.attribute("V", "reason").find("overflow"),
            std::string::npos);
  neuron.inputs["I"] = 500;
  double peak = -100;
  for (int n = 0; n < 500; ++n) {
    neuron.tick();
    peak = std::max(peak, neuron.states["V"]);
  }
  EXPECT_GT(peak, 30);
}

TEST(RungeKutta45, MeetsItsTolerance) {
  // Fixed-step RK4 at a 40th of the tick is exact to 1e-9 here.
  double reference =
      stateAt("hodgkin_huxley.mlir", "rk4", 0.0025, 4.0, 500, "V");
  for (double dt : {0.1, 0.5, 1.0})
    EXPECT_NEAR(stateAt("hodgkin_huxley.mlir", "rk45", dt, 4.0, 500, "V"),
                reference, 2e-2);
  EXPECT_NEAR(stateAt("adex.mlir", "rk45", 1.0, 10, 400, "V"),
              stateAt("adex.mlir", "rk4", 0.01, 10, 400, "V"), 1e-4);
}

TEST(RungeKutta45, EndsForEveryInput) {
  Neuron neuron("adex.mlir", 1.0, "rk45");
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  neuron.inputs["I"] = NAN;
  neuron.tick();
  neuron.inputs["I"] = INFINITY;
  neuron.tick();
}

TEST(Euler, IsFirstOrder) {
  Neuron neuron("hodgkin_huxley.mlir", 0.01, "euler");
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  EXPECT_EQ(neuron.attribute("V", "solver"), "euler");
  EXPECT_EQ(neuron.attribute("V", "reason"),
            "asked for by the setting 'solver'");
  EXPECT_NEAR(order("hodgkin_huxley.mlir", "euler", 0.01, 1.0, 300, "V"), 1,
              0.1);
}

// All methods converge to one trajectory.
TEST(AllMethods, Agree) {
  double exact = stateAt("hodgkin_huxley.mlir", "rk4", 0.005, 2.0, 300, "V");
  for (const char *solver : {"auto", "euler", "rk45"})
    EXPECT_NEAR(stateAt("hodgkin_huxley.mlir", solver, 0.0005, 2.0, 300, "V"),
                exact, 0.02)
        << solver;
}

} // namespace
