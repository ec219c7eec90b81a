//===- LoadedTest.cpp - Sims of loaded programs -------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Harness.h"

using namespace api_test;

TEST(ApiLoaded, RunsAndIsDescribed) {
  ASSERT_EQ(neuro_program_networks(mixed()), 1u);
  EXPECT_STREQ(neuro_program_network(mixed(), 0), "Mixed");
  EXPECT_EQ(neuro_program_parameters(mixed(), 0), 3u);
  neuro_phase_time phase{};
  ASSERT_EQ(neuro_program_phases(mixed(), &phase, 1), 1u);
  EXPECT_STREQ(phase.phase, "load");
  Sim sim = made(mixed());
  EXPECT_EQ(neuro_sim_populations(sim.get()), 5u);
  neuro_spikes *spikes = nullptr;
  OK(neuro_sim_listen(sim.get(), "E", nullptr, nullptr, &spikes));
  OK(neuro_sim_run(sim.get(), 2000, nullptr));
  EXPECT_GT(drained(spikes).size(), 10u);
}

// A sim keeps the library of its program.
TEST(ApiLoaded, LivesAsLongAsItsSims) {
  Program program = freshMixed();
  Sim sim = made(program.get());
  program.reset();
  OK(neuro_sim_run(sim.get(), 100, nullptr));
  EXPECT_EQ(valuesOf(sim.get(), "E.V").size(), 40u);
}
