//===- ThreadsTest.cpp - The same for any number of threads ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models.h"
#include "runtime/core/Deliver.h"
#include "runtime/core/Connectivity.h"
#include "runtime/core/Team.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

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

/// Synapses that all go to the first eighth of a population.
static Program lopsided(bool listed, SimOptions &options) {
  Program p(Scalar::F64);
  const int n = p.population("N", 4096), x = p.poisson("X", 100, 0.2);
  const int some = listed ? n : p.view({{n, num(0), num(512), {}}});
  p.network().populations[static_cast<size_t>(n)].inits = {
      {V, apply(Op::Uniform, {num(-65), num(-50)}, 0), true}};
  p.project(x, some, listed ? Rule::File : Rule::FixedIndegree, listed ? Expr() : num(50), num(800),
            num(1));
  p.recordSpikes(n);
  if (listed) {
    auto edges = std::make_shared<FileEdges>();
    for (int64_t k = 0; k < 512 * 50; ++k) {
      edges->source.push_back(k * 37 % 100);
      edges->target.push_back(k % 512);
    }
    options.edgeLists = {edges};
  }
  return p;
}

TEST(Threads, OwnEqualPartsOrEqualCosts) {
  for (bool listed : {false, true}) {
    SimOptions options;
    Program p = lopsided(listed, options);
    std::vector<int64_t> ticks;
    std::vector<uint32_t> elements;
    for (int threads : {1, 2, 3}) {
      options.threads = threads;
      options.exactThreads = true;
      auto sim = p.create(options);
      ASSERT_TRUE(sim) << sim.error().message;
      const std::vector<int64_t> &cuts = (*sim)->report().populations[0].cuts;
      if (threads == 1) {
        EXPECT_TRUE(cuts.empty());
      } else {
        ASSERT_EQ(cuts.size(), static_cast<size_t>(threads) + 1);
        EXPECT_EQ(cuts.front(), 0);
        EXPECT_EQ(cuts.back(), 4096);
        // A neuron is 1 ns, and so are the 50 synapses of each of the first 512 (200 Hz, 0.1 ms):
        // of 4608 ns a half ends after these and 1280 more, a third after 512 more.
        EXPECT_EQ(cuts[1], threads == 2 ? 1792 : 1024) << listed;
      }
      ASSERT_TRUE((*sim)->run(200));
      const ProbeData &data = (*sim)->probe(0);
      if (threads == 1) {
        EXPECT_GT(data.eventTicks.size(), 100u);
        ticks = data.eventTicks;
        elements = data.eventElements;
      }
      EXPECT_EQ(data.eventTicks, ticks);
      EXPECT_EQ(data.eventElements, elements);
    }
  }
  // Elements that cost alike.
  Program even(Scalar::F64);
  const int n = even.population("N", 4096), x = even.poisson("X", 100, 0.2);
  even.project(x, n, Rule::FixedIndegree, num(50), num(800), num(1));
  auto sim = even.create(withThreads(2));
  ASSERT_TRUE(sim) << sim.error().message;
  EXPECT_TRUE((*sim)->report().populations[0].cuts.empty());
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

// Ranges and sizes as populations cut for threads have them; words that are empty,
// full, or in between, alone and in whole empty lines.
TEST(Masks, CompactedInOrder) {
  constexpr int64_t padded = 64 * 40;
  std::vector<uint8_t> mask(padded / 8);
  std::mt19937_64 random(7);
  for (int round = 0; round < 200; ++round) {
    std::fill(mask.begin(), mask.end(), static_cast<uint8_t>(round == 0 ? 0xff : 0));
    for (int64_t k = 0; k < round % 7 * 5; ++k) {
      const size_t e = random() % padded;
      mask[e / 8] = static_cast<uint8_t>(mask[e / 8] | 1u << e % 8);
    }
    const int64_t begin = static_cast<int64_t>(random() % 20) * 64,
                  end = begin + static_cast<int64_t>(random() % 21) * 64,
                  size = end - static_cast<int64_t>(random() % 130);
    std::vector<uint32_t> expected = {99}, found = {99};
    for (int64_t e = begin; e < std::min(end, size); ++e)
      if (mask[static_cast<size_t>(e / 8)] >> e % 8 & 1)
        expected.push_back(static_cast<uint32_t>(e));
    if (size > begin || begin == end) // a thread's range begins inside
      compactMask(mask.data(), begin, end, size, found);
    EXPECT_EQ(found, expected) << "elements " << begin << " to " << end << " of " << size;
  }
}

// Recorded groups cut populations anywhere, and leave elements out.
TEST(Probes, EventsOfParts) {
  Program p;
  int all = p.spikeTrain("S", 1, {1});
  int n = p.population("N", 200);
  p.project(all, n, Rule::All, {}, num(100000), num(1));
  const int of = p.network().views[static_cast<size_t>(n)].parts[0].population;
  int inner = p.view({{of, num(70), num(130), {}}, {of, num(10), num(20), {}}});
  int third = p.view({{of, num(1), num(200), num(3)}});
  p.recordSpikes(n);
  p.recordSpikes(inner);
  p.recordSpikes(third);
  for (int threads : {1, 3}) {
    SimOptions options;
    options.threads = threads;
    options.exactThreads = true;
    auto sim = p.create(options);
    ASSERT_TRUE(sim) << sim.error().message;
    ASSERT_TRUE((*sim)->run(40));
    auto elements = [&](int probe) { return (*sim)->probe(probe).eventElements; };
    ASSERT_EQ(elements(0).size() % 200, 0u);
    ASSERT_GE(elements(0).size(), 200u);
    std::vector<uint32_t> once;
    for (uint32_t e = 0; e < 70; ++e)
      once.push_back(e);
    auto found = elements(1);
    found.resize(70);
    EXPECT_EQ(found, once);
    once.resize(67);
    found = elements(2);
    found.resize(67);
    EXPECT_EQ(found, once);
  }
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

/// A party that announces itself goes on, by at most one round.
TEST(Barrier, AnnouncedPartiesAreAtMostARoundApart) {
  for (int parties : {1, 2, 3, 5}) {
    Team team;
    ASSERT_TRUE(team.start(parties));
    Barrier barrier(parties);
    const int rounds = 300;
    std::vector<std::atomic<int>> announced(parties);
    std::atomic<int> lastCalls{0}, wrong{0};
    const std::function<void(int)> work = [&](int t) {
      Barrier::Token token{};
      const int before = announced[t];
      for (int r = 0; r < rounds; ++r) {
        if (r % 97 == t)
          std::this_thread::sleep_for(std::chrono::microseconds(200));
        if (r > 0)
          barrier.wait(token);
        for (int other = 0; other < parties; ++other)
          if (announced[other] < before + r || announced[other] > before + r + 1)
            ++wrong;
        ++announced[t];
        token = barrier.announce([&] { ++lastCalls; });
      }
      barrier.wait(token);
    };
    team.run(work);
    team.run(work);
    EXPECT_EQ(lastCalls, 2 * rounds);
    EXPECT_EQ(wrong, 0);
  }
}
