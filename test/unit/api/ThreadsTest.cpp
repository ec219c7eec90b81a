//===- ThreadsTest.cpp - Several hosts at once ------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Harness.h"

#include <atomic>
#include <thread>

using namespace api_test;

/// Runs a new sim and returns its spikes.
static Events spikesOf(neuro_program *program, uint64_t seed, int threads) {
  neuro_sim_options options = simOptions(seed);
  options.threads = threads;
  Sim sim = made(program, options);
  neuro_spikes *spikes = nullptr;
  EXPECT_EQ(textOf(neuro_sim_listen(sim.get(), "E", nullptr, nullptr, &spikes)), "");
  for (int step = 0; step < 20; ++step)
    EXPECT_EQ(textOf(neuro_sim_run(sim.get(), 50, nullptr)), "");
  return drained(spikes);
}

TEST(ApiThreads, EnginesAndSimsSideBySide) {
  const Events one = spikesOf(mixed(), 1, 1), two = spikesOf(mixed(), 2, 1);
  ASSERT_NE(one, two);
  std::atomic<int> wrong{0};
  std::vector<std::thread> hosts;
  for (int t = 0; t < 4; ++t)
    hosts.emplace_back([&, t] {
      // Two share a program, two have engines and programs of their own.
      Program own = t < 2 ? Program(neuro_program_retain(mixed())) : freshMixed();
      const uint64_t seed = 1 + static_cast<uint64_t>(t % 2);
      if (spikesOf(own.get(), seed, 1 + t / 2) != (seed == 1 ? one : two))
        ++wrong;
    });
  for (std::thread &host : hosts)
    host.join();
  EXPECT_EQ(wrong, 0);
}

TEST(ApiThreads, ARunIsCancelledFromAnotherThread) {
  Sim sim = made(mixed());
  std::atomic<bool> over{false};
  std::thread other([&] {
    // While the run is under way the sim belongs to it.
    for (bool seen = false; !seen && !over;) {
      const Refused no = refused(neuro_sim_reset(sim.get()));
      seen = no.status == NEURO_BUSY;
      if (!seen)
        std::this_thread::yield();
    }
    neuro_sim_tick(sim.get()); // may be asked at any time
    neuro_sim_cancel(sim.get());
  });
  int64_t done = -1;
  const int64_t forever = INT64_C(1) << 40;
  Refused first;
  do // the other may have been faster
    first = refused(neuro_sim_run(sim.get(), forever, &done));
  while (first.status == NEURO_BUSY);
  over = true;
  other.join();
  EXPECT_EQ(first.status, NEURO_OK) << first.text;
  EXPECT_GE(done, 0);
  EXPECT_LT(done, forever);
  // The wish is forgotten with the run that it ended.
  OK(neuro_sim_run(sim.get(), 10, &done));
  EXPECT_EQ(done, 10);
  neuro_sim_cancel(sim.get());
  OK(neuro_sim_run(sim.get(), 10, &done));
  EXPECT_EQ(done, 0);
  OK(neuro_sim_run(sim.get(), 10, &done));
  EXPECT_EQ(done, 10);
}
