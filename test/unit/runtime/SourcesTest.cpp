//===- SourcesTest.cpp - Sources, stimuli and probes ----------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models.h"

#include <gtest/gtest.h>

using namespace neuro::rt;
using namespace neuro::rt::test;

namespace {

using Ticks = std::vector<int64_t>;
using Elements = std::vector<uint32_t>;

std::unique_ptr<Simulation> make(Program &p, const SimOptions &options = {}) {
  auto sim = p.create(options);
  EXPECT_TRUE(sim) << sim.error().message;
  return sim ? std::move(*sim) : nullptr;
}

} // namespace

TEST(Sources, SpikeTrainStampsAreRounded) {
  Program p;
  int s = p.spikeTrain("S", 2, {3, 0, 1.04, 1.06, 3});
  p.recordSpikes(s);
  auto sim = make(p);
  ASSERT_TRUE(sim->run(100));
  EXPECT_EQ(sim->probe(0).eventTicks, (Ticks{0, 0, 10, 10, 11, 11, 30, 30, 30, 30}));
  EXPECT_EQ(sim->probe(0).eventElements, (Elements{0, 1, 0, 1, 0, 1, 0, 0, 1, 1}));
  ASSERT_TRUE(sim->setTimes(s, {10.5}));
  ASSERT_TRUE(sim->run(100));
  EXPECT_EQ(sim->probe(0).eventTicks.back(), 105);
  EXPECT_FALSE(sim->setTimes(s, {-1}));
  EXPECT_FALSE(sim->setTimes(s, {NAN}));
}

TEST(Sources, RegularWithPhase) {
  Program p;
  int r = p.source("R", SourceKind::Regular, 3);
  PopulationPlan &plan = p.network().populations[0];
  plan.period = num(1) + leaf(Op::IndexI); // 1, 2, 3 ms
  plan.phase = num(0.25);                  // off the grid: rounds half away
  p.recordSpikes(r);
  auto sim = make(p, withThreads(1));
  ASSERT_TRUE(sim->run(45));
  std::map<uint32_t, Ticks> trains;
  const ProbeData &d = sim->probe(0);
  for (size_t k = 0; k < d.eventTicks.size(); ++k)
    trains[d.eventElements[k]].push_back(d.eventTicks[k]);
  EXPECT_EQ(trains[0], (Ticks{3, 13, 23, 33, 43}));
  EXPECT_EQ(trains[1], (Ticks{3, 23, 43}));
  EXPECT_EQ(trains[2], (Ticks{3, 33}));
  ASSERT_TRUE(sim->set(r, "period", 0.5));
  ASSERT_TRUE(sim->run(10));
  EXPECT_EQ(sim->probe(0).eventTicks.back(), 53);
  EXPECT_FALSE(sim->set(r, "period", 0.01));

  Program q; // without a phase the first spike comes after one period
  int s = q.source("R", SourceKind::Regular, 1);
  q.network().populations[0].period = num(0.7);
  q.recordSpikes(s);
  auto other = make(q);
  ASSERT_TRUE(other->run(22));
  EXPECT_EQ(other->probe(0).eventTicks, (Ticks{7, 14, 21}));
}

TEST(Sources, PortEvents) {
  Program p;
  int port = p.source("P", SourceKind::Port, 200);
  p.recordSpikes(port);
  auto sim = make(p, withThreads(2));
  ASSERT_TRUE(sim->pushEvents(0, {150, 3, 3}, {7, 7, 2}));
  ASSERT_TRUE(sim->run(5));
  EXPECT_FALSE(sim->pushEvents(0, {1}, {5}));
  EXPECT_FALSE(sim->pushEvents(0, {200}, {9}));
  EXPECT_FALSE(sim->pushEvents(0, {1, 2}, {9}));
  EXPECT_FALSE(sim->pushEvents(7, {1}, {9}));
  ASSERT_TRUE(sim->pushEvents(0, {9}, {6}));
  ASSERT_TRUE(sim->run(50));
  EXPECT_EQ(sim->probe(0).eventTicks, (Ticks{2, 6, 7, 7}));
  EXPECT_EQ(sim->probe(0).eventElements, (Elements{3, 9, 3, 150}));
}

TEST(Sources, PoissonIsOneTrainHoweverUsed) {
  // Recorded, projected by rows and drawn at the target: the same counts. The
  // sources' elements are shifted against the targets' blocks.
  for (int threads : {1, 2, 3}) {
    Program p;
    int x = p.poisson("X", 300, 3);
    int a = p.population("A", 200), b = p.population("B", 200);
    int xs = p.view({{0, num(50), num(250), {}}});
    p.project(xs, a, Rule::OneToOne, {}, num(1), num(0.3)); // a drive
    p.project(xs, b, Rule::OneToOne, {}, num(1), num(0.3)).where = num(1); // rows
    p.recordSpikes(x);
    p.record(a, ProbePlan::Values, I);
    p.record(b, ProbePlan::Values, I);
    for (int n : {1, 2})
      p.network().populations[n].inits.push_back({TauS, num(1e-4), false});
    auto sim = make(p, withThreads(threads));
    EXPECT_NE(sim->report().projections[0].representation.find("drawn"), std::string::npos);
    EXPECT_NE(sim->report().projections[1].representation.find("rows"), std::string::npos);
    ASSERT_TRUE(sim->run(200));
    std::vector<double> want(200 * 200, 0);
    const ProbeData &d = sim->probe(0);
    EXPECT_NEAR(static_cast<double>(d.eventTicks.size()), 18000, 4.5 * std::sqrt(18000.0));
    for (size_t k = 0; k < d.eventTicks.size(); ++k) {
      const int64_t row = d.eventTicks[k] + 3 - 1, column = int64_t(d.eventElements[k]) - 50;
      if (row < 200 && column >= 0 && column < 200)
        want[row * 200 + column] += 1;
    }
    EXPECT_EQ(sim->probe(1).samples, want);
    EXPECT_EQ(sim->probe(2).samples, want);
    EXPECT_EQ(sim->counters().synapticEvents + 0, [&] {
      int64_t n = 0;
      for (size_t k = 0; k < d.eventTicks.size(); ++k)
        n += d.eventElements[k] >= 50 && d.eventElements[k] < 250;
      return n;
    }());
  }
}

TEST(Sources, RatesCanChange) {
  Program p;
  int x = p.poisson("X", 1000, 1);
  int part = p.view({{0, num(0), num(500), {}}});
  p.recordSpikes(x);
  auto sim = make(p);
  ASSERT_TRUE(sim->run(100));
  EXPECT_NEAR(static_cast<double>(sim->probe(0).eventTicks.size()), 10000, 500);
  sim->clearProbes();
  ASSERT_TRUE(sim->set(x, "rate", 0.0));
  ASSERT_TRUE(sim->run(100));
  EXPECT_EQ(sim->probe(0).eventTicks.size(), 0u);
  ASSERT_TRUE(sim->set(part, "rate", 2.0));
  ASSERT_TRUE(sim->run(100));
  EXPECT_NEAR(static_cast<double>(sim->probe(0).eventTicks.size()), 10000, 500);
  for (uint32_t e : sim->probe(0).eventElements)
    ASSERT_LT(e, 500u);
  auto rates = sim->get(x, "rate");
  ASSERT_TRUE(rates);
  EXPECT_EQ((*rates)[499], 2);
  EXPECT_EQ((*rates)[500], 0);
  EXPECT_FALSE(sim->set(x, "rate", -1.0));
  EXPECT_FALSE(sim->set(x, "rate", 1e20));
  EXPECT_FALSE(sim->set(x, "tau", 1.0));
  EXPECT_EQ((*sim->get(x, "rate"))[499], 2);
}

TEST(Stimuli, AreEvaluatedAtTheStartOfTheTick) {
  for (int threads : {1, 3}) {
    Program p;
    int n = p.population("N", 150);
    int half = p.view({{0, num(0), num(150), num(2)}});
    // A pulse of 100 pA in [1, 2) ms on every second element, a ramp on all and
    // an assigned 10 pA.
    StimulusPlan pulse;
    pulse.view = half;
    pulse.inputFields = {Current};
    pulse.value = num(100) * apply(Op::And, {apply(Op::Ge, {leaf(Op::Time), num(0.95)}),
                                             apply(Op::Lt, {leaf(Op::Time), num(1.95)})});
    StimulusPlan ramp = pulse;
    ramp.view = n;
    ramp.value = leaf(Op::Time) * leaf(Op::IndexI);
    ramp.dependsOnElement = true;
    p.network().stimuli = {pulse, ramp};
    p.network().populations[0].inits.push_back({Current, num(10), false});
    p.record(n, ProbePlan::Values, Current);
    auto sim = make(p, withThreads(threads));
    ASSERT_TRUE(sim->run(30));
    for (int64_t row = 0; row < 30; ++row)
      for (int64_t e = 0; e < 150; ++e) {
        const double t = static_cast<double>(row) * 0.1; // start of the interval
        const double want = 10 + (e % 2 == 0 && row >= 10 && row < 20 ? 100 : 0) +
                            t * static_cast<double>(e);
        ASSERT_NEAR(sim->probe(0).samples[row * 150 + e], want, 1e-9) << row << " " << e;
      }
    // Another assigned value; the stimulus goes on.
    ASSERT_TRUE(sim->set(n, "I", 20.0));
    ASSERT_TRUE(sim->setStimulus(1, num(0)));
    ASSERT_TRUE(sim->run(1));
    EXPECT_EQ(sim->probe(0).samples.back(), 20);
    EXPECT_FALSE(sim->setStimulus(1, apply(Op::Uniform, {num(0), num(1)})));
  }
}

TEST(Stimuli, NoiseHoldsItsValueForItsInterval) {
  Program p;
  int n = p.population("N", 400);
  StimulusPlan noise;
  noise.view = n;
  noise.inputFields = {Current};
  noise.noiseMean = num(5);
  noise.noiseSd = num(2);
  noise.noiseDt = num(0.5);
  p.network().stimuli = {noise};
  p.record(n, ProbePlan::Values, Current);
  auto sim = make(p, withThreads(2)), one = make(p, withThreads(1));
  ASSERT_TRUE(sim->run(500));
  ASSERT_TRUE(one->run(500));
  const std::vector<double> &v = sim->probe(0).samples;
  EXPECT_EQ(v, one->probe(0).samples);
  double sum = 0, squares = 0, lag = 0;
  int64_t count = 0;
  for (int64_t interval = 0; interval < 100; ++interval)
    for (int64_t e = 0; e < 400; ++e) {
      const double x = v[interval * 5 * 400 + e];
      for (int64_t k = 1; k < 5; ++k)
        ASSERT_EQ(v[(interval * 5 + k) * 400 + e], x);
      sum += x;
      squares += (x - 5) * (x - 5);
      if (interval > 0)
        lag += (x - 5) * (v[(interval - 1) * 5 * 400 + e] - 5);
      ++count;
    }
  const double c = static_cast<double>(count);
  EXPECT_NEAR(sum / c, 5, 4.5 * 2 / std::sqrt(c));
  EXPECT_NEAR(squares / c, 4, 4.5 * 4 * std::sqrt(2 / c));
  EXPECT_NEAR(lag / c, 0, 4.5 * 4 / std::sqrt(c));
}

TEST(Stimuli, SamplesAreHeldAndEnd) {
  Program p;
  int n = p.population("N", 1);
  StimulusPlan s;
  s.view = n;
  s.inputFields = {Current};
  s.samplesFile = "x.csv";
  s.samplesDt = num(0.2);
  p.network().stimuli = {s};
  p.record(n, ProbePlan::Values, Current);
  EXPECT_FALSE(p.create());
  SimOptions o;
  o.stimulusSamples = {{1, 2, 3}};
  auto sim = make(p, o);
  ASSERT_TRUE(sim->run(8));
  EXPECT_EQ(sim->probe(0).samples, (std::vector<double>{1, 1, 2, 2, 3, 3, 0, 0}));
}

TEST(Probes, SamplesAtMultiplesOfTheInterval) {
  Program p;
  int n = p.population("N", 100);
  p.network().populations[0].inits.push_back(
      {V, num(-65) + leaf(Op::IndexI) * num(0.1), true});
  int some = p.view({{0, num(10), num(30), num(5)}});
  p.record(some, ProbePlan::Values, V, 0.3);
  p.record(n, ProbePlan::Values, Double, 0.3);
  p.network().probes.back().needsRecordKernel = true;
  p.record(n, ProbePlan::Values, V, 1);
  p.network().probes.back().when = apply(Op::Gt, {leaf(Op::Time), num(2.5)});
  for (const char *function : {"mean", "std", "min", "max", "sum"}) {
    p.record(some, ProbePlan::Function, V, 0.3);
    p.network().probes.back().function = function;
  }
  auto sim = make(p);
  ASSERT_TRUE(sim->run(10));
  ASSERT_TRUE(sim->run(31));
  Ticks ticks;
  for (int64_t t = 3; t <= 41; t += 3)
    ticks.push_back(t);
  const ProbeData &d = sim->probe(0), &twice = sim->probe(1);
  EXPECT_EQ(d.size, 4);
  EXPECT_EQ(d.every, 3);
  EXPECT_EQ(d.sampleTicks, ticks);
  EXPECT_EQ(sim->probe(2).sampleTicks, (Ticks{30, 40}));
  ASSERT_EQ(d.samples.size(), ticks.size() * 4);
  for (size_t r = 0; r < ticks.size(); ++r) {
    double mean = 0, squares = 0, low = 1e9, high = -1e9;
    for (size_t k = 0; k < 4; ++k) {
      const double v = d.samples[r * 4 + k];
      EXPECT_EQ(twice.samples[r * 100 + 10 + 5 * k], 2 * v);
      // V decays to E_L = -65 mV.
      EXPECT_NEAR(v, -65 + (1 + 0.5 * static_cast<double>(k)) *
                              std::exp(-static_cast<double>(ticks[r]) * 0.01),
                  1e-12);
      mean += v / 4;
      low = std::min(low, v);
      high = std::max(high, v);
    }
    for (size_t k = 0; k < 4; ++k)
      squares += (d.samples[r * 4 + k] - mean) * (d.samples[r * 4 + k] - mean);
    EXPECT_NEAR(sim->probe(3).samples[r], mean, 1e-12);
    EXPECT_NEAR(sim->probe(4).samples[r], std::sqrt(squares / 4), 1e-12);
    EXPECT_EQ(sim->probe(5).samples[r], low);
    EXPECT_EQ(sim->probe(6).samples[r], high);
    EXPECT_NEAR(sim->probe(7).samples[r], mean * 4, 1e-10);
  }
}

TEST(Probes, GroupsNumberElementsInOrder) {
  Program p;
  int a = p.spikeTrain("A", 3, {1}), b = p.spikeTrain("B", 2, {1, 2});
  int group = p.view({{1, {}, {}, {}}, {0, {}, {}, {}}}); // B, then A
  (void)a;
  (void)b;
  p.recordSpikes(group);
  auto sim = make(p);
  ASSERT_TRUE(sim->run(50));
  EXPECT_EQ(sim->probe(0).eventTicks, (Ticks{10, 10, 10, 10, 10, 20, 20}));
  EXPECT_EQ(sim->probe(0).eventElements, (Elements{0, 1, 2, 3, 4, 0, 1}));
}

TEST(Probes, FullMemoryIsAnErrorNotACrash) {
  Program p;
  int n = p.population("N", 1000);
  p.record(n, ProbePlan::Values, V);
  SimOptions o;
  o.memoryLimit = 4 << 20;
  auto sim = make(p, o);
  auto done = sim->run(1000000);
  ASSERT_FALSE(done);
  EXPECT_NE(done.error().message.find("probe0"), std::string::npos) << done.error().message;
  EXPECT_GT(sim->probe(0).samples.size(), 1000u); // what was recorded stays
  EXPECT_FALSE(sim->run(1));
}

TEST(Probes, ClearedDataIsNotRecordedAgain) {
  Program p;
  int n = p.population("N", 10);
  p.record(n, ProbePlan::Values, V);
  auto sim = make(p);
  const size_t empty = sim->counters().memoryBytes;
  ASSERT_TRUE(sim->run(5000));
  EXPECT_GT(sim->counters().memoryBytes, empty);
  sim->clearProbes();
  EXPECT_EQ(sim->counters().memoryBytes, empty);
  ASSERT_TRUE(sim->run(3));
  EXPECT_EQ(sim->probe(0).sampleTicks, (Ticks{5001, 5002, 5003}));
}
