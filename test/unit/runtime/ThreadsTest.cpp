//===- ThreadsTest.cpp - The same for any number of threads ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models.h"
#include "runtime/core/Team.h"

#include <gtest/gtest.h>

using namespace neuro::rt;
using namespace neuro::rt::test;

namespace {

/// A balanced network with drawn weights and delays, several projections and
/// populations, Poisson drive and a Poisson population that is projected.
Program network(Scalar real) {
  Program p(real, /*perElement=*/true);
  int e = p.population("E", 640), i = p.population("I", 170);
  p.network().populations[e].inits = {
      {V, apply(Op::Uniform, {num(-65), num(-50)}, 0), true},
      {TauM, apply(Op::Choice, {num(9), num(10), num(11)}, 0, 3), true}};
  p.network().populations[i].inits = {
      {V, apply(Op::Normal, {num(-60), num(3)}, 0), true}};
  int x = p.poisson("X", 810, 8), y = p.poisson("Y", 50, 0.02);
  int a = p.view({{e, {}, {}, {}}, {i, {}, {}, {}}});
  const Expr delay = apply(Op::Normal, {num(1.5), num(0.75)}, 1);
  p.project(e, a, Rule::Bernoulli, num(0.1), apply(Op::Normal, {num(60), num(6)}, 0), delay);
  p.project(i, a, Rule::FixedIndegree, num(20), num(-240), num(0.8));
  p.project(y, e, Rule::FixedOutdegree, num(40), num(100), num(2));
  p.project(x, a, Rule::OneToOne, {}, num(45), num(0.1));
  p.recordSpikes(a);
  p.recordSpikes(y);
  p.record(a, ProbePlan::Values, V, 1.7);
  for (const char *function : {"mean", "std", "min", "max", "sum"}) {
    p.record(a, ProbePlan::Function, V, 0.5);
    p.network().probes.back().function = function;
  }
  return p;
}

} // namespace

TEST(Threads, SameSpikesAndSamples) {
  for (Scalar real : {Scalar::F64, Scalar::F32}) {
    Program p = network(real);
    std::vector<std::unique_ptr<Simulation>> sims;
    for (int threads : {1, 2, 3, 7}) {
      auto sim = p.create(withThreads(threads, 5));
      ASSERT_TRUE(sim) << sim.error().message;
      EXPECT_EQ((*sim)->threads(), threads);
      // Different pieces, too.
      ASSERT_TRUE((*sim)->run(50 * threads));
      ASSERT_TRUE((*sim)->run(600 - 50 * threads));
      sims.push_back(std::move(*sim));
    }
    const Counters one = sims[0]->counters();
    EXPECT_GT(one.spikes, 200);
    EXPECT_GT(one.synapticEvents, 10000);
    for (size_t k = 1; k < sims.size(); ++k) {
      const Counters c = sims[k]->counters();
      EXPECT_EQ(c.spikes, one.spikes);
      EXPECT_EQ(c.synapticEvents, one.synapticEvents);
      EXPECT_EQ(c.driveEvents, one.driveEvents);
      for (int probe = 0; probe < sims[0]->probeCount(); ++probe) {
        const ProbeData &a = sims[0]->probe(probe), &b = sims[k]->probe(probe);
        EXPECT_EQ(a.eventTicks, b.eventTicks);
        EXPECT_EQ(a.eventElements, b.eventElements);
        EXPECT_EQ(a.sampleTicks, b.sampleTicks);
        EXPECT_EQ(a.samples, b.samples) << "probe " << probe; // bit for bit
      }
    }
  }
}

TEST(Threads, FewAreUsedWhereMoreWouldBeSlower) {
  Program p;
  p.population("N", 50);
  SimOptions o;
  o.threads = 2;
  auto sim = p.create(o);
  ASSERT_TRUE(sim);
  EXPECT_EQ((*sim)->threads(), 1);
}

TEST(Threads, StopAndGoOn) {
  Program p = network(Scalar::F64);
  auto a = p.create(withThreads(2)), b = p.create(withThreads(2));
  ASSERT_TRUE(a && b);
  ASSERT_TRUE((*a)->run(500));
  std::atomic<bool> stop{true};
  RunControl control;
  control.stop = &stop;
  auto none = (*b)->run(500, control);
  ASSERT_TRUE(none);
  EXPECT_LT(*none, 500);
  int64_t done = *none;
  stop = false;
  auto rest = (*b)->run(500 - done, control);
  ASSERT_TRUE(rest);
  EXPECT_EQ((*b)->tick(), 500);
  EXPECT_EQ((*a)->probe(0).eventTicks, (*b)->probe(0).eventTicks);
  EXPECT_EQ((*a)->probe(0).eventElements, (*b)->probe(0).eventElements);
}

TEST(Barrier, NobodyPassesEarly) {
  for (int parties : {1, 2, 3, 5}) {
    Team team;
    ASSERT_TRUE(team.start(parties));
    Barrier barrier(parties);
    const int rounds = 300;
    std::vector<std::atomic<int>> at(parties);
    std::atomic<int> lastCalls{0}, wrong{0};
    const std::function<void(int)> work = [&](int t) {
      for (int r = 0; r < rounds; ++r) {
        at[t] = r + 1;
        if (r % 97 == t) // some are late, so that others fall asleep
          std::this_thread::sleep_for(std::chrono::microseconds(200));
        barrier.arrive([&] { ++lastCalls; });
        for (int other = 0; other < parties; ++other)
          if (at[other] < r + 1)
            ++wrong;
        barrier.arrive([] {});
      }
    };
    team.run(work);
    team.run(work);
    EXPECT_EQ(lastCalls, 2 * rounds);
    EXPECT_EQ(wrong, 0);
  }
}
