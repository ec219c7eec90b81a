//===- CheckpointTest.cpp - Saving and going on ---------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A run of a + b ticks equals a run of a, saved and restored into a fresh
// simulation, and a run of b: spikes, samples and every bit of the states.
//
//===----------------------------------------------------------------------===//

#include "EdgeModels.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <sstream>

using namespace neuro::rt;
using namespace neuro::rt::test;

namespace {

std::string scratch(const char *name) { return ::testing::TempDir() + name; }

/// Recurrent populations with delays drawn from a wide range, Poisson and regular
/// input, a port, a noisy current and recordings.
struct Busy : Program {
  int e, port;
  explicit Busy(Scalar real = Scalar::F64) : Program(real) {
    e = population("E", 200);
    const int i = population("I", 50);
    const int x = poisson("X", 200, 6), far = poisson("Y", 20, 0.1);
    const int beat = source("Beat", SourceKind::Regular, 10);
    network().populations.back().period = num(7.3);
    port = source("Port", SourceKind::Port, 5);
    auto drawn = [](double low, double high) {
      return apply(Op::Uniform, {num(low), num(high)});
    };
    project(x, e, Rule::OneToOne, {}, num(60), num(0.1));
    project(far, e, Rule::Bernoulli, num(0.2), drawn(50, 200), drawn(0.5, 20)).weightDraws = true;
    project(beat, i, Rule::All, {}, num(300), num(1.5));
    project(port, i, Rule::All, {}, num(500), num(12));
    project(e, i, Rule::Bernoulli, num(0.1), drawn(20, 90), drawn(0.3, 6)).weightDraws = true;
    project(i, e, Rule::FixedIndegree, num(10), num(-80), num(0.7));
    project(e, e, Rule::Bernoulli, num(0.1), drawn(10, 50), drawn(0.1, 3)).weightDraws = true;
    StimulusPlan noise;
    noise.view = i;
    noise.inputFields = {Current};
    noise.noiseMean = num(100);
    noise.noiseSd = num(50);
    noise.noiseDt = num(0.5);
    network().stimuli.push_back(noise);
    recordSpikes(e);
    recordSpikes(i);
    record(e, ProbePlan::Values, V, 0.7);
    record(i, ProbePlan::Function, V, 0.3);
    network().probes.back().function = "mean";
    ProbePlan rate = network().probes.front();
    rate.name = "rate";
    rate.kind = ProbePlan::Function;
    rate.function = "rate";
    rate.every = num(1.1);
    network().probes.push_back(rate);
  }
};

/// Everything that can be seen of a simulation.
struct Seen {
  std::vector<std::vector<int64_t>> ticks;
  std::vector<std::vector<uint32_t>> elements;
  std::vector<std::vector<double>> samples;
  std::vector<double> states;
  int64_t spikes, events;
  explicit Seen(const Simulation &sim) {
    for (int p = 0; p < sim.probeCount(); ++p) {
      const ProbeData &data = sim.probe(p);
      ticks.push_back(data.eventTicks);
      ticks.push_back(data.sampleTicks);
      elements.push_back(data.eventElements);
      samples.push_back(data.samples);
    }
    for (int view : {0, 1})
      for (const char *name : {"V", "syn.I", "I"}) {
        auto values = sim.get(view, name);
        EXPECT_TRUE(values) << name;
        states.insert(states.end(), values->begin(), values->end());
      }
    spikes = sim.counters().spikes;
    events = sim.counters().synapticEvents;
  }
  bool operator==(const Seen &o) const {
    return ticks == o.ticks && elements == o.elements && samples == o.samples &&
           states == o.states && spikes == o.spikes && events == o.events;
  }
};

std::unique_ptr<Simulation> make(Program &program, int threads, uint64_t seed = 3) {
  SimOptions options = withThreads(threads, seed);
  auto sim = program.create(options);
  EXPECT_TRUE(sim) << sim.error().message;
  return sim ? std::move(*sim) : nullptr;
}

void push(Simulation &sim, int port) {
  ASSERT_TRUE(sim.pushEvents(port, {0, 1, 4, 2}, {100, 333, 350, 900}));
}

std::string contents(const std::string &path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

} // namespace

TEST(Checkpoint, GoingOnEqualsNeverHavingStopped) {
  for (Scalar real : {Scalar::F64, Scalar::F32})
    for (auto [before, after] : {std::make_pair(1, 2), {2, 1}}) {
      Busy program(real);
      auto whole = make(program, 2);
      push(*whole, program.port);
      ASSERT_TRUE(whole->run(700));
      ASSERT_TRUE(whole->set(program.e, "V_th", -52.0));
      ASSERT_TRUE(whole->run(800));
      const Seen wanted(*whole);
      ASSERT_GT(wanted.spikes, 100);

      const std::string path = scratch("going-on.nck");
      auto first = make(program, before);
      push(*first, program.port);
      ASSERT_TRUE(first->run(341)); // in the middle of everything
      ASSERT_TRUE(first->save(path));
      // Saving changes nothing.
      ASSERT_TRUE(first->run(359));
      ASSERT_TRUE(first->set(program.e, "V_th", -52.0));
      ASSERT_TRUE(first->run(800));
      EXPECT_TRUE(Seen(*first) == wanted);

      auto second = make(program, after);
      auto loaded = second->load(path);
      ASSERT_TRUE(loaded) << loaded.error().message;
      EXPECT_EQ(second->tick(), 341);
      ASSERT_TRUE(second->run(359));
      ASSERT_TRUE(second->set(program.e, "V_th", -52.0));
      ASSERT_TRUE(second->run(100));
      // A checkpoint of what was restored a moment ago.
      ASSERT_TRUE(second->save(path));
      auto third = make(program, before);
      ASSERT_TRUE(third->load(path));
      ASSERT_TRUE(third->run(700));
      EXPECT_TRUE(Seen(*third) == wanted);
    }
}

TEST(Checkpoint, SynapsesWithStateGoOn) {
  for (bool split : {false, true})
    for (auto [before, after] : {std::make_pair(1, 1), {1, 3}, {2, 1}}) {
      StdpOptions stdp;
      stdp.split = split;
      stdp.w = 200;
      stdp.max = 500;
      stdp.ap = 4;
      stdp.am = 3;
      EdgeProgram program(stdp);
      const int x = program.poisson("X", 30, 0.1), e = program.population("E", 90),
                da = program.poisson("DA", 2, 0.05);
      auto drawn = [](double low, double high) {
        return apply(Op::Uniform, {num(low), num(high)});
      };
      program.plastic(x, e, Rule::All, {}, drawn(0.3, 9), Arrive).edge.inits = {
          {StdpW, drawn(100, 300), true}};
      ProjectionPlan &rec = program.plastic(e, e, Rule::Bernoulli, num(0.3), drawn(0.2, 5), Arrive);
      rec.edge.dendritic = drawn(0, 3);
      rec.edge.dendriticDraws = true;
      rec.edge.backprop = drawn(0, 2);
      rec.edge.backpropDraws = true;
      program.reward(da, 0, 0.5, 4.2);
      program.recordSpikes(e);
      auto look = [&](Simulation &sim) {
        std::vector<double> all;
        for (int p : {0, 1}) {
          auto list = sim.edges(p, {"w", "tag"});
          EXPECT_TRUE(list);
          for (auto &values : list->values)
            all.insert(all.end(), values.begin(), values.end());
        }
        for (int64_t t : sim.probe(0).eventTicks)
          all.push_back(static_cast<double>(t));
        for (uint32_t n : sim.probe(0).eventElements)
          all.push_back(n);
        return all;
      };
      auto whole = make(program, 2);
      ASSERT_TRUE(whole->run(1500));
      const std::vector<double> wanted = look(*whole);
      ASSERT_GT(whole->counters().spikes, 200);
      const std::string path = scratch("edges.nck"), again = scratch("edges2.nck");
      auto first = make(program, before);
      ASSERT_TRUE(first->run(613));
      auto saved = first->save(path);
      ASSERT_TRUE(saved) << saved.error().message;
      auto second = make(program, after);
      auto loaded = second->load(path);
      ASSERT_TRUE(loaded) << loaded.error().message;
      // What was restored is what was saved.
      ASSERT_TRUE(second->save(again));
      EXPECT_EQ(contents(path), contents(again));
      ASSERT_TRUE(second->run(887));
      EXPECT_EQ(look(*second), wanted) << split << before << after;
      ASSERT_TRUE(first->run(887));
      EXPECT_EQ(look(*first), wanted);
    }
}

TEST(Checkpoint, BackToItWithinOneSimulation) {
  Busy program;
  const std::string path = scratch("back.nck");
  auto sim = make(program, 1);
  ASSERT_TRUE(sim->run(200));
  ASSERT_TRUE(sim->save(path));
  ASSERT_TRUE(sim->run(300));
  const Seen wanted(*sim);
  ASSERT_TRUE(sim->load(path));
  ASSERT_TRUE(sim->run(300));
  EXPECT_TRUE(Seen(*sim) == wanted);
}

TEST(Checkpoint, TheSameFileFromAnyNumberOfThreads) {
  Busy program;
  const std::string one = scratch("one.nck"), three = scratch("three.nck");
  for (auto [threads, path] : {std::make_pair(1, one), {3, three}}) {
    auto sim = make(program, threads);
    ASSERT_TRUE(sim->run(300));
    ASSERT_TRUE(sim->save(path));
  }
  EXPECT_EQ(contents(one), contents(three));
}

TEST(Checkpoint, AnotherNetworkIsRefusedWithTheReason) {
  Busy program;
  const std::string path = scratch("other.nck");
  auto sim = make(program, 1);
  ASSERT_TRUE(sim->run(50));
  ASSERT_TRUE(sim->save(path));
  auto why = [&](Program &other, uint64_t seed = 3, double dt = 0.1) {
    SimOptions options = withThreads(1, seed);
    options.dt = dt;
    auto fresh = other.create(options);
    EXPECT_TRUE(fresh);
    auto loaded = (*fresh)->load(path);
    EXPECT_FALSE(loaded);
    // It can still be used.
    EXPECT_TRUE((*fresh)->run(10));
    return loaded ? "" : loaded.error().message;
  };
  EXPECT_NE(why(program, 4).find("E0443"), std::string::npos);
  EXPECT_NE(why(program, 4).find("seed is 3 there and 4 here"), std::string::npos);
  EXPECT_NE(why(program, 3, 0.05).find("dt (ms)"), std::string::npos);
  Busy larger;
  larger.network().populations[0].shape = {num(201)};
  larger.network().populations[2].shape = {num(201)};
  EXPECT_NE(why(larger).find("population E is LIF, 200 elements there and LIF, 201 elements here"),
            std::string::npos)
      << why(larger);
  Busy single(Scalar::F32);
  EXPECT_NE(why(single).find("model LIF"), std::string::npos) << why(single);
  Busy denser;
  denser.network().projections[4].ruleArgument = num(0.2);
  EXPECT_NE(why(denser).find("connections p4"), std::string::npos) << why(denser);
}

TEST(Checkpoint, DamagedFilesAreErrors) {
  Busy program;
  const std::string path = scratch("good.nck"), bad = scratch("bad.nck");
  auto sim = make(program, 1);
  ASSERT_TRUE(sim->run(100));
  ASSERT_TRUE(sim->save(path));
  const std::string good = contents(path);
  auto error = [&](const std::string &bytes) {
    std::ofstream(bad, std::ios::binary) << bytes;
    auto loaded = make(program, 1)->load(bad);
    return loaded ? "" : loaded.error().message;
  };
  EXPECT_EQ(error(good), "");
  for (size_t length : {size_t(0), size_t(7), size_t(31), size_t(32), good.size() / 2,
                        good.size() - 1})
    EXPECT_NE(error(good.substr(0, length)).find("E0442"), std::string::npos) << length;
  for (size_t at = 0; at < good.size(); at += good.size() / 97) {
    std::string bytes = good;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x20);
    // The reserved word of the header says nothing.
    if (at < 12 || at >= 16)
      EXPECT_NE(error(bytes).find("E0442"), std::string::npos) << at;
  }
  auto nowhere = make(program, 1)->load(scratch("nowhere.nck"));
  ASSERT_FALSE(nowhere);
  EXPECT_NE(nowhere.error().message.find("E0441"), std::string::npos);
  auto unwritable = sim->save("/nonexistent/x.nck");
  ASSERT_FALSE(unwritable);
  EXPECT_NE(unwritable.error().message.find("E0441"), std::string::npos);
}
