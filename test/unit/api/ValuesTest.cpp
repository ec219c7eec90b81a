//===- ValuesTest.cpp - Reading and writing fields -------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Harness.h"

#include <cmath>

using namespace api_test;

TEST(ApiValues, CrossInTheUnitOfTheField) {
  Sim sim = made(mixed());
  EXPECT_EQ(valuesOf(sim.get(), "I.tau_m"), std::vector<double>(10, 10));
  EXPECT_EQ(valuesOf(sim.get(), "I.E_L"), std::vector<double>(10, 25));
  EXPECT_EQ(valuesOf(sim.get(), "X.rate"), std::vector<double>(40, 400)); // Hz
  EXPECT_EQ(valuesOf(sim.get(), "J"), std::vector<double>(1, 30));
  const double rate = 1000;
  OK(neuro_sim_set(sim.get(), "X.rate", &rate, 1));
  EXPECT_EQ(valuesOf(sim.get(), "X.rate"), std::vector<double>(40, 1000));
}

TEST(ApiValues, SelectionsAreHalfOpen) {
  Sim sim = made(mixed());
  const double three[] = {1, 2, 3}, one = 7;
  OK(neuro_sim_set(sim.get(), "E.V", &one, 1));
  OK(neuro_sim_set(sim.get(), "E[2..8 step 2].V", three, 3));
  OK(neuro_sim_set(sim.get(), "E[39].V", &one, 1));
  std::vector<double> wanted(40, 7);
  wanted[2] = 1, wanted[4] = 2, wanted[6] = 3;
  EXPECT_EQ(valuesOf(sim.get(), "E.V"), wanted);
  EXPECT_EQ(valuesOf(sim.get(), "E[..3].V"), (std::vector<double>{7, 7, 1}));
  EXPECT_EQ(valuesOf(sim.get(), "E[38 .. ].V"), (std::vector<double>{7, 7}));
  EXPECT_TRUE(valuesOf(sim.get(), "E[5..5].V").empty());
}

TEST(ApiValues, BadPathsAndSizesAreRefused) {
  Sim sim = made(mixed());
  double v = 0;
  size_t n = 0;
  auto get = [&](const char *path) { return neuro_sim_get(sim.get(), path, &v, 1, &n); };
  REFUSED(get("Q.V"), NEURO_INVALID, "no population 'Q'");
  REFUSED(get("E.Vm"), NEURO_INVALID, "'Vm'");
  REFUSED(get("E.syn.i"), NEURO_INVALID, "did you mean 'syn.I'");
  REFUSED(get("E"), NEURO_INVALID, "E.FIELD");
  REFUSED(get("E[0..41].V"), NEURO_INVALID, "not within its 40");
  REFUSED(get("E[3..2].V"), NEURO_INVALID, "not within");
  REFUSED(get("E[0..4 step 0].V"), NEURO_INVALID, "step");
  for (const char *bad : {"", ".", "E[", "E[0", "E[0..", "E[x].V", "E[-1].V", "E[0].", "E[0]V",
                          "E[99999999999999999999].V", "E[0..4 step].V", "E.", "[0].V"})
    EXPECT_EQ(refused(get(bad)).status, NEURO_INVALID) << bad;
  REFUSED(neuro_sim_get(sim.get(), nullptr, &v, 1, &n), NEURO_INVALID, "NULL");
  REFUSED(get("E.V"), NEURO_INVALID, "room for 1 values, but E.V has 40");
  EXPECT_EQ(n, 40u);
  const double two[] = {1, 2};
  REFUSED(neuro_sim_set(sim.get(), "E.V", two, 2), NEURO_INVALID, "2 values for the 40 elements");
  REFUSED(neuro_sim_set(sim.get(), "E.V", two, 0), NEURO_INVALID, "no values");
  v = NAN;
  REFUSED(neuro_sim_set(sim.get(), "E.V", &v, 1), NEURO_INVALID, "cannot be");
  v = -1;
  REFUSED(neuro_sim_set(sim.get(), "E.tau_m", &v, 1), NEURO_INVALID, "tau_m");
  REFUSED(neuro_sim_set(sim.get(), "g", two, 1), NEURO_INVALID, "only a fresh network");
}

TEST(ApiValues, AViewIsTheMemoryItself) {
  Sim sim = made(mixed());
  neuro_view view{};
  view.size = sizeof view;
  OK(neuro_sim_view(sim.get(), "E.V", &view));
  ASSERT_EQ(view.rank, 2u);
  EXPECT_EQ(view.shape[0], 4);
  EXPECT_EQ(view.shape[1], 10);
  EXPECT_EQ(view.strides[0], 10);
  EXPECT_EQ(view.strides[1], 1);
  EXPECT_STREQ(view.unit, "mV");
  EXPECT_EQ(view.epoch, neuro_sim_epoch(sim.get()));
  auto at = [&](int64_t k) {
    return (view.type == NEURO_F32 ? static_cast<float *>(view.data)[k]
                                   : static_cast<double *>(view.data)[k]) /
           view.scale;
  };
  for (int round = 0; round < 3; ++round) {
    const std::vector<double> values = valuesOf(sim.get(), "E.V");
    for (int64_t k = 0; k < 40; ++k)
      ASSERT_EQ(at(k), values[static_cast<size_t>(k)]);
    OK(neuro_sim_run(sim.get(), 7, nullptr));
  }
  // What is written counts, as if it had been set.
  Sim other = made(mixed());
  OK(neuro_sim_run(other.get(), 21, nullptr));
  const double v = 12.5;
  OK(neuro_sim_set(other.get(), "E[17].V", &v, 1));
  if (view.type == NEURO_F32)
    static_cast<float *>(view.data)[17] = static_cast<float>(v * view.scale);
  else
    static_cast<double *>(view.data)[17] = v * view.scale;
  OK(neuro_sim_run(sim.get(), 50, nullptr));
  OK(neuro_sim_run(other.get(), 50, nullptr));
  EXPECT_EQ(valuesOf(sim.get(), "E.V"), valuesOf(other.get(), "E.V"));

  REFUSED(neuro_sim_view(sim.get(), "E[0..3].V", &view), NEURO_INVALID, "whole population");
  REFUSED(neuro_sim_view(sim.get(), "X.rate", &view), NEURO_INVALID, "whole population");
  REFUSED(neuro_sim_view(sim.get(), "I.tau_m", &view), NEURO_INVALID, "neuro_sim_set");
  view.size = 0;
  REFUSED(neuro_sim_view(sim.get(), "E.V", &view), NEURO_INVALID, "size");
}

TEST(ApiValues, ABoundInputIsReadBeforeEachRun) {
  Sim bound = made(mixed()), set = made(mixed());
  std::vector<double> current(40, 0);
  OK(neuro_sim_bind(bound.get(), "E.I", current.data(), current.size()));
  for (int step = 0; step < 20; ++step) {
    for (size_t k = 0; k < current.size(); ++k)
      current[k] = 100.0 * step + static_cast<double>(k);
    OK(neuro_sim_set(set.get(), "E.I", current.data(), current.size()));
    OK(neuro_sim_run(bound.get(), 10, nullptr));
    OK(neuro_sim_run(set.get(), 10, nullptr));
    ASSERT_EQ(valuesOf(bound.get(), "E.V"), valuesOf(set.get(), "E.V")) << step;
  }
  OK(neuro_sim_bind(bound.get(), "E.I", nullptr, 0));
  current.assign(40, 1e5);
  OK(neuro_sim_run(bound.get(), 10, nullptr));
  OK(neuro_sim_run(set.get(), 10, nullptr));
  EXPECT_EQ(valuesOf(bound.get(), "E.V"), valuesOf(set.get(), "E.V"));
  REFUSED(neuro_sim_bind(bound.get(), "E.V", current.data(), 40), NEURO_INVALID, "not an input");
  REFUSED(neuro_sim_bind(bound.get(), "E.I", current.data(), 39), NEURO_INVALID, "39 values");
}
