//===- ProfileTest.cpp - Where the time goes ------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// No times are compared with anything: only what is counted, what adds up, and what
// follows from made-up times.
//
//===----------------------------------------------------------------------===//

#include "Models.h"
#include "runtime/core/ProfileClock.h"
#include "runtime/core/ProfileLimits.h"

#include <gtest/gtest.h>

#include <numeric>

using namespace neuro::rt;
using namespace neuro::rt::test;

namespace {

Program network() {
  Program p(Scalar::F32, /*perElement=*/true);
  const int e = p.population("E", 640), i = p.population("I", 170);
  p.network().populations[e].inits = {{V, apply(Op::Uniform, {num(-65), num(-50)}, 0), true}};
  const int x = p.poisson("X", 810, 8), y = p.poisson("Y", 50, 0.02);
  const int a = p.view({{e, {}, {}, {}}, {i, {}, {}, {}}});
  // Two projections with one weight and one delay share a table.
  p.project(e, e, Rule::Bernoulli, num(0.2), num(60), num(1.5));
  p.project(e, i, Rule::Bernoulli, num(0.1), num(60), num(1.5));
  p.project(i, a, Rule::FixedIndegree, num(20), apply(Op::Normal, {num(-240), num(6)}, 0), num(0.8));
  p.project(y, e, Rule::FixedOutdegree, num(40), num(100), num(2));
  p.project(x, a, Rule::OneToOne, {}, num(45), num(0.1));
  p.recordSpikes(a);
  p.record(a, ProbePlan::Values, V, 1.7);
  return p;
}

MachineProbe madeUpMachine() {
  MachineProbe machine;
  for (MachineRates *rates : {&machine.one, &machine.all}) {
    rates->threads = rates == &machine.one ? 1 : 2;
    const double n = rates->threads;
    rates->levels = {{"L1", 16e3, 200e9 * n, 100e9 * n},
                     {"L2", 500e3, 100e9 * n, 50e9 * n},
                     {"memory", 50e6, 30e9, 20e9}};
    rates->updates = 1e9 * n;
    rates->flops32 = 100e9 * n;
    rates->flops64 = 50e9 * n;
    rates->barrierSeconds = n > 1 ? 1e-6 : 0;
  }
  return machine;
}

double sumOf(const std::vector<double> &values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace

TEST(Profile, ChangesNothingAndAddsUp) {
  Program p = network();
  for (int threads : {1, 3}) {
    SimOptions options = withThreads(threads, 5);
    auto plain = p.create(options);
    options.profile = true;
    auto profiled = p.create(options);
    ASSERT_TRUE(plain && profiled);
    for (int64_t ticks : {int64_t(700), int64_t(300)}) {
      ASSERT_TRUE((*plain)->run(ticks));
      ASSERT_TRUE((*profiled)->run(ticks));
    }
    EXPECT_TRUE((*plain)->profile().rows.empty());
    for (int k = 0; k < (*plain)->probeCount(); ++k) {
      EXPECT_EQ((*plain)->probe(k).eventTicks, (*profiled)->probe(k).eventTicks);
      EXPECT_EQ((*plain)->probe(k).eventElements, (*profiled)->probe(k).eventElements);
      EXPECT_EQ((*plain)->probe(k).samples, (*profiled)->probe(k).samples);
    }
    const Counters counters = (*profiled)->counters();
    EXPECT_GT(counters.spikes, 0);
    const Profile profile = (*profiled)->profile();
    EXPECT_EQ(profile.threads, threads);
    EXPECT_EQ(profile.ticks, 1000);
    EXPECT_GT(profile.timedWindows, 0);
    EXPECT_LE(profile.timedWindows, profile.windows);
    ASSERT_EQ(profile.seconds.size(), static_cast<size_t>(threads));
    int64_t events = 0, draws = 0;
    std::vector<double> byThread(profile.seconds.size());
    bool shared = false;
    for (const ProfileRow &row : profile.rows) {
      ASSERT_EQ(row.seconds.size(), profile.seconds.size()) << row.name;
      for (size_t t = 0; t < byThread.size(); ++t) {
        EXPECT_GE(row.seconds[t], 0) << row.name << ' ' << row.phase;
        byThread[t] += row.seconds[t];
      }
      if (row.phase == "deliver")
        events += row.work;
      if (row.phase == "draw" && row.kind == ProfileRow::Projection)
        draws += row.work;
      if (row.phase == "update") {
        EXPECT_EQ(row.work, (row.name == "E" ? 640 : 170) * 1000);
        EXPECT_GT(row.bytes, 0);
      }
      if (!row.shares.empty()) {
        shared = true;
        double sum = 0;
        for (const ProfileShare &share : row.shares)
          sum += share.events;
        EXPECT_NEAR(sum, static_cast<double>(row.work), 1e-6 * static_cast<double>(row.work));
      }
    }
    EXPECT_TRUE(shared);
    EXPECT_EQ(events, counters.synapticEvents);
    EXPECT_EQ(draws, 810 * 999); // the first arrive in the second tick
    for (size_t t = 0; t < byThread.size(); ++t)
      EXPECT_NEAR(byThread[t], profile.seconds[t], 1e-9 + 1e-9 * profile.seconds[t]);
  }
}

TEST(Profile, Merges) {
  Profile sum, one;
  one.threads = 2;
  one.ticks = 10;
  one.windows = one.timedWindows = 5;
  one.seconds = {1, 2};
  ProfileRow row;
  row.kind = ProfileRow::Projection;
  row.name = "p";
  row.phase = "deliver";
  row.seconds = {0.25, 0.5};
  row.work = 100;
  row.shares = {{"a", 60}, {"b", 40}};
  one.rows = {row};
  row.phase = "file";
  row.shares = {};
  one.rows.push_back(row);
  sum.add(one);
  sum.add(one);
  EXPECT_EQ(sum.ticks, 20);
  EXPECT_EQ(sum.windows, 10);
  EXPECT_EQ(sum.seconds, (std::vector<double>{2, 4}));
  ASSERT_EQ(sum.rows.size(), 2u);
  EXPECT_EQ(sum.rows[0].work, 200);
  EXPECT_EQ(sumOf(sum.rows[0].seconds), 1.5);
  ASSERT_EQ(sum.rows[0].shares.size(), 2u);
  EXPECT_EQ(sum.rows[0].shares[1].events, 80);
  EXPECT_TRUE(sum.rows[1].shares.empty());
}

TEST(Profile, ClockCountsAlwaysAndTimesWhenTold) {
  std::array<size_t, kindsOfSpent> objects;
  objects.fill(2);
  ThreadProfile clock;
  clock.layOut(objects);
  EXPECT_EQ(clock.objects(Spent::Update), 2u);
  clock.startRun();
  clock.startWindow(false);
  clock.lap(Spent::Update, 1);
  clock.count(Spent::File, 0, 7, 3);
  EXPECT_EQ(clock.slot(Spent::Update, 1).laps, 0);
  clock.startWindow(true);
  clock.lap(Spent::Update, 1);
  clock.lap(Spent::Wait);
  clock.endRun();
  EXPECT_EQ(clock.slot(Spent::Update, 1).calls, 2);
  EXPECT_EQ(clock.slot(Spent::Update, 1).laps, 1);
  EXPECT_EQ(clock.slot(Spent::Update, 0).calls, 0);
  EXPECT_EQ(clock.slot(Spent::File, 0).work, 7);
  EXPECT_EQ(clock.slot(Spent::File, 0).other, 3);
  EXPECT_EQ(clock.windows, 2);
  EXPECT_EQ(clock.timedWindows, 1);
  EXPECT_EQ(clock.timedLaps, 2);
  EXPECT_GE(clock.runSeconds, 0);
}

TEST(Profile, FewerWindowsAreTimedWhereClocksAreDear) {
  std::array<size_t, kindsOfSpent> objects;
  objects.fill(1);
  Profiler profiler(1, objects);
  ThreadProfile &clock = profiler.thread(0);
  clock.startRun();
  int timed = 0;
  constexpr int windows = 2000;
  for (int w = 0; w < windows; ++w) {
    const bool chosen = profiler.choose(w, 1);
    if (w < 16)
      EXPECT_TRUE(chosen) << "the first are all timed";
    timed += chosen;
    clock.startWindow(chosen);
    for (int k = 0; k < 50; ++k) // nothing but readings of the clock
      clock.lap(Spent::Update);
  }
  clock.endRun();
  EXPECT_EQ(profiler.ticks(), windows);
  EXPECT_LT(timed, windows / 2);
  EXPECT_GT(timed, 16);
}

TEST(ProfileLimits, NamesTheLongest) {
  const MachineProbe machine = madeUpMachine();
  Profile profile;
  ProfileRow row;
  row.kind = ProfileRow::Projection;
  row.phase = "deliver";
  row.seconds = {1};
  row.work = row.calls = 1000;
  row.bytes = 80e9;
  row.workingSet = 600e3;
  RowLimit limit = limitOf(row, profile, machine);
  EXPECT_EQ(limit.kind, RowLimit::Bandwidth);
  EXPECT_EQ(limit.text(), "L2 bandwidth");
  EXPECT_DOUBLE_EQ(limit.floorSeconds, 0.8);
  EXPECT_DOUBLE_EQ(limit.reached, 0.8);
  row.writes = true; // takes longer than it took: ceilings are measured, too
  EXPECT_DOUBLE_EQ(limitOf(row, profile, machine).reached, 1.6);
  row.writes = false;
  row.updates = 0.9e9;
  limit = limitOf(row, profile, machine);
  EXPECT_EQ(limit.text(), "random updates");
  EXPECT_DOUBLE_EQ(limit.reached, 0.9);
  EXPECT_TRUE(limit.suggestion.empty());
  row.isUniform = true;
  EXPECT_NE(limitOf(row, profile, machine).suggestion.find("--layout bits"), std::string::npos);
  row.operations = 95e9;
  EXPECT_EQ(limitOf(row, profile, machine).text(), "arithmetic");
  row.f64 = true;
  limit = limitOf(row, profile, machine);
  EXPECT_DOUBLE_EQ(limit.reached, 1.9);
  EXPECT_NE(limit.suggestion.find("f32"), std::string::npos);
  row.seconds = {10};
  EXPECT_EQ(limitOf(row, profile, machine).text(), "overhead");
  // Two threads share the work and have twice the rates.
  profile.threads = 2;
  row.seconds = {0.5, 0.5};
  row.operations = 0;
  EXPECT_DOUBLE_EQ(limitOf(row, profile, machine).floorSeconds, 0.9);
  // Nothing is known.
  row = {};
  row.seconds = {1, 1};
  EXPECT_EQ(limitOf(row, profile, machine).kind, RowLimit::Unknown);
  EXPECT_EQ(limitOf(row, profile, machine).text(), "");
}

TEST(ProfileLimits, TellsMeetingFromWaiting) {
  const MachineProbe machine = madeUpMachine();
  Profile profile;
  profile.threads = 2;
  profile.ticks = 30000;
  profile.windows = 10000;
  ProfileRow row;
  row.name = "threads";
  row.phase = "wait";
  row.calls = 20000;
  row.seconds = {0.01, 0.012};
  RowLimit limit = limitOf(row, profile, machine);
  EXPECT_EQ(limit.text(), "synchronisation");
  EXPECT_NE(limit.suggestion.find("every 3 ticks"), std::string::npos) << limit.suggestion;
  row.seconds = {0.5, 0.6};
  limit = limitOf(row, profile, machine);
  EXPECT_EQ(limit.text(), "imbalance");
  EXPECT_NE(limit.suggestion.find("all wait alike"), std::string::npos);
  row.seconds = {0.01, 1};
  EXPECT_EQ(limitOf(row, profile, machine).suggestion, "one thread has more to do than others");
}

TEST(MachineProbe, IsPlausible) {
  const MachineProbe probe = probeMachine(2);
  EXPECT_GT(probe.seconds, 0);
  EXPECT_EQ(probe.one.threads, 1);
  EXPECT_GE(probe.all.threads, 1);
  EXPECT_LE(probe.all.threads, 2);
  for (const MachineRates *rates : {&probe.one, &probe.all}) {
    ASSERT_FALSE(rates->levels.empty());
    double before = 0;
    for (const MachineRates::Level &level : rates->levels) {
      EXPECT_FALSE(level.name.empty());
      EXPECT_GT(level.bytes, before);
      before = level.bytes;
      EXPECT_GT(level.read, 0) << level.name;
      EXPECT_GT(level.update, 0) << level.name;
    }
    EXPECT_GT(rates->updates, 0);
    EXPECT_GT(rates->flops32, 0);
    EXPECT_GT(rates->flops64, 0);
    if (rates->threads > 1)
      EXPECT_GT(rates->barrierSeconds, 0);
    // An array is served by the smallest level that holds it.
    EXPECT_EQ(rates->levelOf(1), "L1");
    EXPECT_EQ(rates->levelOf(1e15), rates->levels.back().name);
    EXPECT_EQ(rates->bandwidth(1, false), rates->levels[0].read);
    EXPECT_EQ(rates->bandwidth(1e15, true), rates->levels.back().update);
  }
}
