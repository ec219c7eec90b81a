//===- SolveExactTest.cpp - Linear blocks against closed forms and NEST -*- C++ -*-===//
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

TEST(SolveExact, ChoosesThePropagator) {
  Neuron neuron("lif_psc_exp.mlir", 0.1);
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  EXPECT_EQ(neuron.attribute("V", "solver"), "exact");
  EXPECT_EQ(neuron.attribute("V", "reason"),
            "linear with constant coefficients, together with ex.I and inh.I");
  EXPECT_EQ(neuron.attribute("ex.I", "reason"),
            "linear with constant coefficients");
  EXPECT_EQ(neuron.count("neuro.propagator"), 1u);
}

// With tau_m = tau_syn the closed forms of textbooks divide by zero; the
// response to a current I0 is I0/C t exp(-t/tau).
TEST(SolveExact, EqualTimeConstants) {
  for (double tauSyn : {2.0, 10.0, 10.0 * (1 + 1e-12)}) {
    Neuron neuron("lif_psc_exp.mlir", 0.1);
    ASSERT_TRUE(neuron.valid()) << neuron.errors;
    neuron.parameters["tau_m"] = 10;
    neuron.parameters["tau_ex"] = tauSyn;
    neuron.arrivals["ex"] = 100;
    neuron.tick(); // arrives at the end of this tick
    EXPECT_EQ(neuron.states["ex.I"], 100);
    EXPECT_NEAR(neuron.states["V"], -65, 1e-13 * 65);
    for (int n = 1; n <= 200; ++n) {
      neuron.tick();
      double t = 0.1 * n;
      double expected =
          tauSyn == 2.0
              ? 100 / 250.0 * (std::exp(-t / 10) - std::exp(-t / 2)) /
                    (1 / 2.0 - 1 / 10.0)
              : 100 / 250.0 * t * std::exp(-t / 10);
      EXPECT_NEAR(neuron.states["V"] + 65, expected, 2e-12);
      EXPECT_NEAR(neuron.states["ex.I"], 100 * std::exp(-t / tauSyn), 1e-11);
    }
  }
}

TEST(SolveExact, ConstantInputIsExactForAnyTick) {
  for (double dt : {0.01, 1.0, 25.0}) {
    Neuron neuron("lif_psc_exp.mlir", dt);
    ASSERT_TRUE(neuron.valid()) << neuron.errors;
    neuron.inputs["I"] = 200; // 8 mV in the end, below threshold
    while (neuron.time() < 50 - dt / 2)
      neuron.tick();
    EXPECT_NEAR(neuron.states["V"], -65 + 8 * (1 - std::exp(-5)), 1e-10);
  }
}

// NEST 3.10, iaf_psc_exp, the same input as the reference trace: weights 900 and
// -600 pA, delay 1.0 ms. NEST's table gives 12 digits.
TEST(SolveExact, SpikesAndVoltagesOfNest) {
  const double excitatory[] = {5,  6,  7,  7.5, 8,  12, 20, 20.5, 21, 21.5,
                               22, 22.5, 23, 23.5, 24, 40, 41, 42,  43, 44,
                               45, 46, 47, 48,  49, 50, 65, 70,   75, 80};
  const double inhibitory[] = {30, 44.5, 46.5, 72};
  struct Sample {
    double time, V, excitatory, inhibitory;
  };
  const Sample samples[] = {
      {5.9, -65, 0, 0},
      {6.0, -65, 900, 0},
      {6.1, -64.6506163168, 856.106482051, 0},
      {9.2, -50.2843158252, 2423.79427099, 0},
      {9.3, -65, 2305.5844295, 0},
      {11.3, -65, 848.177111498, 0},
      {11.4, -64.6707341742, 806.811025645, 0},
      {24.8, -63.7628194371, 3031.50476175, 0},
      {44.7, -65, 1393.91456279, -0.635673415745},
      {50.1, -65, 2161.14211757, -223.717102812},
      {60.0, -59.6458775963, 25.306350257, -1.58467972364},
      {79.9, -56.4177935161, 139.421354152, -19.0474574599},
      {99.9, -62.3167328769, 0.0771503284305, -0.000864753230831}};
  Neuron neuron("lif_psc_exp.mlir", 0.1);
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  std::vector<int64_t> spikes;
  const Sample *next = samples;
  for (int64_t n = 1; n <= 999; ++n) {
    for (double time : excitatory)
      if (std::llround((time + 1) / 0.1) == n)
        neuron.arrivals["ex"] += 900;
    for (double time : inhibitory)
      if (std::llround((time + 1) / 0.1) == n)
        neuron.arrivals["inh"] += -600;
    if (neuron.tick().count("spikes"))
      spikes.push_back(n);
    if (next != std::end(samples) && std::llround(next->time / 0.1) == n) {
      EXPECT_NEAR(neuron.states["V"], next->V, 1e-9) << next->time;
      EXPECT_NEAR(neuron.states["ex.I"], next->excitatory, 1e-8);
      EXPECT_NEAR(neuron.states["inh.I"], next->inhibitory, 1e-9);
      ++next;
    }
  }
  EXPECT_EQ(next, std::end(samples));
  EXPECT_EQ(spikes, (std::vector<int64_t>{93, 227, 262, 447, 501}));
}

// The smallest interval between spikes is t_ref + dt, however strong the drive.
TEST(SolveExact, RefractoryTimeIsAWholeNumberOfTicks) {
  Neuron neuron("lif_psc_exp.mlir", 0.1);
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  neuron.inputs["I"] = 1e6;
  std::vector<int64_t> spikes;
  for (int64_t n = 1; n <= 100; ++n)
    if (neuron.tick().count("spikes"))
      spikes.push_back(n);
  EXPECT_EQ(spikes, (std::vector<int64_t>{1, 22, 43, 64, 85}));
}

// w' = (a (V - E) - w)/tau_w while V is held is relaxation to a (V_reset - E).
TEST(SolveExact, HeldStateStandsStillForOthersToo) {
  Neuron neuron("adaptive_lif.mlir", 0.1);
  ASSERT_TRUE(neuron.valid()) << neuron.errors;
  EXPECT_EQ(neuron.count("neuro.propagator"), 2u);
  neuron.inputs["I"] = 500;
  while (!neuron.tick().count("spikes"))
    ASSERT_LT(neuron.ticks, 10000);
  double afterSpike = neuron.states["w"], goal = 2 * (-60.0 + 70.0);
  neuron.inputs["I"] = 1234; // must not matter while V is held
  for (int n = 1; n <= 10; ++n) {
    neuron.tick();
    EXPECT_EQ(neuron.states["V"], -60);
    EXPECT_NEAR(neuron.states["w"],
                goal + (afterSpike - goal) * std::exp(-0.1 * n / 100), 1e-11);
  }
  neuron.tick();
  EXPECT_GT(neuron.states["V"], -60);
}

// Two ticks of h are one of 2h for any linear system with constant input.
TEST(SolveExact, StepsCompose) {
  Neuron fine("adaptive_lif.mlir", 0.5), coarse("adaptive_lif.mlir", 1.0);
  ASSERT_TRUE(fine.valid() && coarse.valid());
  for (Neuron *neuron : {&fine, &coarse}) {
    neuron->inputs["I"] = 150;
    neuron->states["w"] = 30;
  }
  for (int n = 0; n < 40; ++n) {
    fine.tick();
    fine.tick();
    coarse.tick();
    EXPECT_NEAR(fine.states["V"], coarse.states["V"], 1e-11);
    EXPECT_NEAR(fine.states["w"], coarse.states["w"], 1e-11);
  }
}

TEST(SolveExact, RefusesWhatIsNotLinear) {
  Neuron neuron("adex.mlir", 0.1, "exact");
  EXPECT_FALSE(neuron.valid());
  EXPECT_NE(neuron.errors.find("E0351: no exact solution for 'V': its term "
                               "exp((V - V_T)/D_T) is not linear in V"),
            std::string::npos)
      << neuron.errors;
}

} // namespace
