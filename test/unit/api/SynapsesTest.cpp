//===- SynapsesTest.cpp - Synapses, lets and sources of a sim -----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Harness.h"

#include <cmath>
#include <cstdio>
#include <fstream>
#include <numeric>

using namespace api_test;

namespace {

/// Static and plastic synapses, of every form that tables take.
const char *const wiredText = R"neuro(
import std.neurons
import std.receptors { ExpCurr }

synapse Learning {
  param rate = 0.5 pA
  edge w: pA = 20 pA
  trace x of pre(tau = 20 ms)
  on pre { emit w }
  on post { w += rate*x }
}

neuron Cell {
  param tau_m = 20 ms, C = 250 pF
  use exc = ExpCurr(tau = 2 ms)
  input I: pA
  state V = 0 mV
  let drive = 2*exc.I + I
  V' = -V/tau_m + (exc.I + I)/C
  spike when V >= 20 mV { V = 0 mV }
}

network Wired(gain = 1) {
  population X: Poisson[30] { rate = 8 kHz }
  population P: Port[3]
  population E: Cell[30]
  population F: Cell[20]
  population T: SpikeTrain[5] { times = [1 ms, 2 ms] }
  drive: project X -> E.exc connect one_to_one { w = 40 pA; delay = 1 ms }
  sparse: project E -> F.exc connect bernoulli(0.3) { w ~ normal(300 pA, 50 pA); delay ~ uniform(0.5 ms, 2 ms) }
  out: project F -> E.exc connect fixed_outdegree(7) { w = 25 pA; delay = 1.2 ms }
  full: project P -> F.exc connect all { w = 300 pA; delay = 0.5 ms }
  learning: project E -> F.exc via Learning connect fixed_indegree(5) { delay = 1 ms }
  project T -> F.exc connect fixed_total(40) { w = 10 pA; delay = 1 ms }
}
)neuro";

neuro_program *wired() {
  static const Program program = compiled(wiredText);
  return program.get();
}

struct Synapses {
  std::vector<uint32_t> source, target;
  std::vector<double> delay;
  size_t size() const { return source.size(); }
};
Synapses synapsesOf(const neuro_sim *sim, const char *name) {
  size_t count = 0;
  EXPECT_EQ(textOf(neuro_sim_synapses(sim, name, nullptr, nullptr, nullptr, 0, &count)), "");
  Synapses out;
  out.source.resize(count);
  out.target.resize(count);
  out.delay.resize(count);
  EXPECT_EQ(textOf(neuro_sim_synapses(sim, name, out.source.data(), out.target.data(),
                                      out.delay.data(), count, &count)),
            "");
  return out;
}

neuro_spikes *heard(neuro_sim *sim, const char *view) {
  neuro_spikes *spikes = nullptr;
  EXPECT_EQ(textOf(neuro_sim_listen(sim, view, nullptr, nullptr, &spikes)), "");
  return spikes;
}

} // namespace

TEST(ApiSynapses, AreDescribed) {
  Sim sim = made(wired());
  neuro_projection p{};
  p.size = sizeof p;
  OK(neuro_sim_projection(sim.get(), 1, &p));
  EXPECT_STREQ(p.name, "sparse");
  EXPECT_STREQ(p.port, "exc");
  EXPECT_STREQ(p.model, "");
  ASSERT_EQ(p.fields, 1u);
  neuro_field field{};
  field.size = sizeof field;
  OK(neuro_sim_projection_field(sim.get(), 1, 0, &field));
  EXPECT_STREQ(field.name, "w");
  EXPECT_STREQ(field.unit, "pA");
  OK(neuro_sim_projection(sim.get(), 4, &p));
  EXPECT_STREQ(p.model, "Learning");
  ASSERT_GE(p.fields, 2u);
  bool state = false, parameter = false;
  for (size_t f = 0; f < p.fields; ++f) {
    OK(neuro_sim_projection_field(sim.get(), 4, f, &field));
    state |= std::string(field.name) == "w" && field.role == NEURO_STATE;
    parameter |= std::string(field.name) == "rate" && field.role == NEURO_PARAMETER;
  }
  EXPECT_TRUE(state && parameter);
  REFUSED(neuro_sim_projection_field(sim.get(), 1, 1, &field), NEURO_INVALID, "number");
  REFUSED(neuro_sim_projection_field(sim.get(), 9, 0, &field), NEURO_INVALID, "number");
}

TEST(ApiSynapses, AreListedByTargetAndSource) {
  Sim sim = made(wired());
  for (const char *name : {"drive", "sparse", "out", "full", "learning", "T -> F.exc"}) {
    SCOPED_TRACE(name);
    const Synapses all = synapsesOf(sim.get(), name);
    ASSERT_GT(all.size(), 0u);
    for (size_t k = 1; k < all.size(); ++k)
      EXPECT_LE(std::make_pair(all.target[k - 1], all.source[k - 1]),
                std::make_pair(all.target[k], all.source[k]));
    EXPECT_EQ(valuesOf(sim.get(), (std::string(name) + ".w").c_str()).size(), all.size());
  }
  const Synapses out = synapsesOf(sim.get(), "out");
  EXPECT_EQ(out.size(), 20u * 7);
  EXPECT_NEAR(out.delay[0], 1.2, 1e-12);
  std::vector<int> fromEach(20);
  for (uint32_t i : out.source)
    ++fromEach.at(i);
  EXPECT_EQ(fromEach, std::vector<int>(20, 7));
  const std::vector<double> w = valuesOf(sim.get(), "sparse.w");
  EXPECT_NEAR(std::accumulate(w.begin(), w.end(), 0.0) / static_cast<double>(w.size()), 300, 20);
  uint32_t one;
  size_t count;
  REFUSED(neuro_sim_synapses(sim.get(), "out", &one, nullptr, nullptr, 1, &count), NEURO_INVALID,
          "has 140");
  REFUSED(neuro_sim_synapses(sim.get(), "ouf", &one, nullptr, nullptr, 1, &count), NEURO_INVALID,
          "did you mean 'out'");
  REFUSED(neuro_sim_get(sim.get(), "out.v", nullptr, 0, nullptr), NEURO_INVALID, "there is w");
}

// The same list for any number of threads.
TEST(ApiSynapses, AreTheSameForAnyNumberOfThreads) {
  neuro_sim_options three = simOptions();
  three.threads = 3;
  Sim a = made(wired()), b = made(wired(), three);
  for (const char *name : {"sparse", "out", "learning"}) {
    EXPECT_EQ(synapsesOf(a.get(), name).source, synapsesOf(b.get(), name).source);
    const std::string path = std::string(name) + ".w";
    EXPECT_EQ(valuesOf(a.get(), path.c_str()), valuesOf(b.get(), path.c_str()));
  }
}

// Setting what is there already changes nothing, whatever the tables were and become.
TEST(ApiSynapses, OwnWeightsChangeNothing) {
  for (int threads : {1, 3}) {
    neuro_sim_options options = simOptions(3);
    options.threads = threads;
    Sim a = made(wired(), options), b = made(wired(), options);
    neuro_spikes *ofA = heard(a.get(), "F"), *ofB = heard(b.get(), "F");
    OK(neuro_sim_run(a.get(), 400, nullptr));
    OK(neuro_sim_run(b.get(), 200, nullptr));
    for (const char *path : {"drive.w", "sparse.w", "out.w", "full.w", "learning.w"}) {
      const std::vector<double> w = valuesOf(b.get(), path);
      OK(neuro_sim_set(b.get(), path, w.data(), w.size()));
      EXPECT_EQ(valuesOf(b.get(), path), w) << path;
    }
    OK(neuro_sim_run(b.get(), 200, nullptr));
    const Events spikes = drained(ofA);
    EXPECT_GT(spikes.size(), 10u);
    EXPECT_EQ(drained(ofB), spikes);
  }
}

// Weights that were set do what the same weights in the program do.
TEST(ApiSynapses, WeightsAreDelivered) {
  std::string text = wiredText;
  for (auto [from, to] : {std::pair<const char *, const char *>{"w = 25 pA", "w = 75 pA"},
                          {"w ~ normal(300 pA, 50 pA)", "w ~ normal(500 pA, 0 pA)"},
                          {"w = 40 pA", "w = 20 pA + 2 pA*i"}})
    text.replace(text.find(from), std::string(from).size(), to);
  const Program other = compiled(text.c_str());
  Sim programmed = made(other.get()), set = made(wired());
  const double most = 500, seventyFive = 75;
  OK(neuro_sim_set(set.get(), "sparse.w", &most, 1));
  OK(neuro_sim_set(set.get(), "out.w", &seventyFive, 1));
  std::vector<double> each(30);
  for (size_t k = 0; k < 30; ++k)
    each[k] = 20 + 2 * static_cast<double>(k);
  OK(neuro_sim_set(set.get(), "drive.w", each.data(), each.size()));
  EXPECT_EQ(valuesOf(set.get(), "drive.w"), each);
  neuro_spikes *a = heard(programmed.get(), "F"), *b = heard(set.get(), "F");
  OK(neuro_sim_run(programmed.get(), 1000, nullptr));
  OK(neuro_sim_run(set.get(), 1000, nullptr));
  const Events spikes = drained(a);
  EXPECT_GT(spikes.size(), 20u);
  EXPECT_EQ(drained(b), spikes);
  // Back to the start they stay.
  OK(neuro_sim_reset(set.get()));
  EXPECT_EQ(valuesOf(set.get(), "sparse.w").at(0), 500);
  OK(neuro_sim_run(set.get(), 1000, nullptr));
  EXPECT_EQ(drained(b), spikes);
}

// One weight at a time: an event of one source moves one target by what was set.
TEST(ApiSynapses, EachWeightIsThatOfItsSynapse) {
  Sim sim = made(wired());
  const Synapses all = synapsesOf(sim.get(), "full");
  ASSERT_EQ(all.size(), 60u);
  std::vector<double> w(all.size());
  for (size_t k = 0; k < w.size(); ++k)
    w[k] = 10.0 * (1 + all.source[k]) + all.target[k];
  OK(neuro_sim_set(sim.get(), "full.w", w.data(), w.size()));
  const double silent = 0;
  OK(neuro_sim_set(sim.get(), "X.rate", &silent, 1));
  const uint32_t element = 1;
  const int64_t tick = 40;
  OK(neuro_sim_push_events(sim.get(), "P", &element, &tick, 1));
  const double none = 0;
  OK(neuro_sim_set_times(sim.get(), "T", nullptr, &none, 0));
  // It arrives within the tick 0.5 ms later; what it brings does not decay before the next.
  OK(neuro_sim_run(sim.get(), 45, nullptr));
  const std::vector<double> current = valuesOf(sim.get(), "F.exc.I");
  for (size_t j = 0; j < current.size(); ++j)
    EXPECT_NEAR(current[j], 20.0 + static_cast<double>(j), 0.01) << j;
}

TEST(ApiSynapses, PlasticWeightsAreReadAndSet) {
  Sim sim = made(wired());
  const std::vector<double> before = valuesOf(sim.get(), "learning.w");
  EXPECT_EQ(before, std::vector<double>(100, 20.0));
  OK(neuro_sim_run(sim.get(), 3000, nullptr));
  EXPECT_NE(valuesOf(sim.get(), "learning.w"), before);
  std::vector<double> w(100);
  std::iota(w.begin(), w.end(), 0.0);
  OK(neuro_sim_set(sim.get(), "learning.w", w.data(), w.size()));
  EXPECT_EQ(valuesOf(sim.get(), "learning.w"), w);
  REFUSED(neuro_sim_set(sim.get(), "learning.w", w.data(), 7), NEURO_INVALID, "100 synapses");
  const double bad = NAN;
  REFUSED(neuro_sim_set(sim.get(), "out.w", &bad, 1), NEURO_INVALID, "cannot be");
  REFUSED(neuro_sim_set(sim.get(), "learning.w", &bad, 1), NEURO_INVALID, "cannot be");
}

TEST(ApiSynapses, WeightsThatWereSetAreInCheckpoints) {
  const std::string path = testing::TempDir() + "api-weights.neurosim";
  Sim a = made(wired());
  const double strong = 80;
  OK(neuro_sim_set(a.get(), "out.w", &strong, 1));
  std::vector<double> w = valuesOf(a.get(), "sparse.w");
  for (double &one : w)
    one += 20;
  OK(neuro_sim_set(a.get(), "sparse.w", w.data(), w.size()));
  OK(neuro_sim_run(a.get(), 300, nullptr));
  OK(neuro_sim_checkpoint(a.get(), path.c_str()));
  neuro_spikes *ofA = heard(a.get(), "F");
  OK(neuro_sim_run(a.get(), 300, nullptr));
  const Events later = drained(ofA);
  EXPECT_GT(later.size(), 10u);
  Sim b = made(wired());
  OK(neuro_sim_restore(b.get(), path.c_str()));
  EXPECT_EQ(valuesOf(b.get(), "sparse.w"), w);
  neuro_spikes *ofB = heard(b.get(), "F");
  OK(neuro_sim_run(b.get(), 300, nullptr));
  EXPECT_EQ(drained(ofB), later);
  // And those of the program again, from a checkpoint that has none.
  Sim c = made(wired());
  OK(neuro_sim_checkpoint(c.get(), path.c_str()));
  OK(neuro_sim_restore(b.get(), path.c_str()));
  EXPECT_EQ(valuesOf(b.get(), "sparse.w"), valuesOf(c.get(), "sparse.w"));
  std::remove(path.c_str());
}

TEST(ApiSynapses, WhatCannotBeSetSaysWhy) {
  const Program program = compiled(R"neuro(
import std.neurons
network N {
  population E: LIF[30] { tau_m ~ uniform(10 ms, 20 ms) }
  far: project E -> E.syn connect procedural bernoulli(0.1) { w = 1 pA; delay = 1 ms }
  own: project E -> E.syn connect all { w = 1 pA*pre.tau_m/1 ms; delay = 1 ms }
  plane: project E -> E.syn connect one_to_one { w = 1 pA; delay = 1 ms }
  project E -> E.syn connect all { w = 0 pA; delay = 1 ms }
  project E -> E.syn connect all { w = 0 pA; delay = 2 ms }
}
)neuro");
  Sim sim = made(program.get());
  const double two = 2;
  REFUSED(neuro_sim_set(sim.get(), "far.w", &two, 1), NEURO_INVALID, "leave 'procedural' out");
  REFUSED(neuro_sim_set(sim.get(), "E -> E.syn.w", &two, 1), NEURO_INVALID, "several projections");
  OK(neuro_sim_set(sim.get(), "plane.w", &two, 1));
  EXPECT_EQ(valuesOf(sim.get(), "plane.w"), std::vector<double>(30, 2.0));
  // Weights of another projection could not be made again.
  const double tau = 15;
  OK(neuro_sim_set(sim.get(), "E.tau_m", &tau, 1));
  REFUSED(neuro_sim_set(sim.get(), "plane.w", &two, 1), NEURO_INVALID, "own");
  REFUSED(neuro_sim_get(sim.get(), "own.w", nullptr, 0, nullptr), NEURO_INVALID, "changed");
}

// What does not fit changes nothing.
TEST(ApiSynapses, AreSetWithinTheMemoryLimit) {
  const Program program = compiled(R"neuro(
import std.neurons
network N {
  population E: LIF[600]
  all: project E -> E.syn connect bernoulli(0.5) { w = 1 pA; delay = 1 ms }
}
)neuro");
  neuro_sim_options options = simOptions();
  options.memory_limit = 3000000;
  Sim sim = made(program.get(), options);
  const double two = 2;
  REFUSED(neuro_sim_set(sim.get(), "all.w", &two, 1), NEURO_MEMORY, "would take");
  OK(neuro_sim_run(sim.get(), 10, nullptr));
}

TEST(ApiLets, AreReadAtAnyTime) {
  for (int threads : {1, 3}) {
    neuro_sim_options options = simOptions();
    options.threads = threads;
    Sim sim = made(wired(), options);
    const double current = 150;
    OK(neuro_sim_set(sim.get(), "E.I", &current, 1));
    auto expected = [&] {
      std::vector<double> out = valuesOf(sim.get(), "E.exc.I");
      for (double &one : out)
        one = 2 * one + current;
      return out;
    };
    EXPECT_EQ(valuesOf(sim.get(), "E.drive"), std::vector<double>(30, current));
    bool moved = false;
    for (int step = 0; step < 5; ++step) {
      OK(neuro_sim_run(sim.get(), 37, nullptr));
      const std::vector<double> now = valuesOf(sim.get(), "E.drive"), wanted = expected();
      for (size_t k = 0; k < now.size(); ++k) {
        EXPECT_NEAR(now[k], wanted[k], 1e-3 * std::fabs(wanted[k]));
        moved |= now[k] != current;
      }
    }
    EXPECT_TRUE(moved);
    REFUSED(neuro_sim_set(sim.get(), "E.drive", &current, 1), NEURO_INVALID, "drive");
  }
  // Looking changes nothing.
  Sim a = made(wired()), b = made(wired());
  neuro_spikes *ofA = heard(a.get(), "F"), *ofB = heard(b.get(), "F");
  for (int step = 0; step < 300; ++step) {
    OK(neuro_sim_run(a.get(), 1, nullptr));
    valuesOf(a.get(), "F.drive");
  }
  OK(neuro_sim_run(b.get(), 300, nullptr));
  EXPECT_EQ(drained(ofA), drained(ofB));
}

TEST(ApiSources, SpikeTimesAreSet) {
  Sim sim = made(wired());
  neuro_spikes *spikes = heard(sim.get(), "T");
  const double same[] = {3, 4};
  OK(neuro_sim_set_times(sim.get(), "T", nullptr, same, 2));
  OK(neuro_sim_run(sim.get(), 100, nullptr));
  EXPECT_EQ(drained(spikes).size(), 10u);
  const uint32_t who[] = {4, 0};
  const double when[] = {12, 15.5};
  OK(neuro_sim_set_times(sim.get(), "T", who, when, 2));
  OK(neuro_sim_run(sim.get(), 100, nullptr));
  EXPECT_EQ(drained(spikes), (Events{{120, 4}, {155, 0}}));
  const uint32_t none = 5;
  REFUSED(neuro_sim_set_times(sim.get(), "T", &none, when, 1), NEURO_INVALID, "no element 5");
  REFUSED(neuro_sim_set_times(sim.get(), "E", nullptr, when, 1), NEURO_INVALID, "no times");
  const double never = NAN;
  REFUSED(neuro_sim_set_times(sim.get(), "T", nullptr, &never, 1), NEURO_INVALID, "");
}

TEST(ApiSources, FilesAreReplayed) {
  const std::string folder = testing::TempDir();
  std::ofstream(folder + "api-clicks.csv") << "time_ms,element\n1,0\n2.5,1\n4,0\n";
  const Program program = compiled(R"neuro(
import std.neurons
network N {
  population C: SpikeFile[2] { file = "api-clicks.csv" }
  population E: LIF[2]
  project C -> E.syn connect one_to_one { w = 1 pA; delay = 1 ms }
}
)neuro");
  neuro_sim_options options = simOptions();
  neuro_sim *none = nullptr;
  options.data_directory = "/no/such/folder";
  REFUSED(neuro_sim_create(program.get(), &options, &none), NEURO_IO, "api-clicks.csv");
  options.data_directory = folder.c_str();
  Sim sim = made(program.get(), options);
  neuro_population clicks{};
  clicks.size = sizeof clicks;
  OK(neuro_sim_population(sim.get(), 0, &clicks));
  EXPECT_STREQ(clicks.model, "SpikeFile");
  neuro_spikes *spikes = heard(sim.get(), "C");
  const uint32_t element = 1;
  const int64_t tick = 30;
  OK(neuro_sim_push_events(sim.get(), "C", &element, &tick, 1));
  OK(neuro_sim_run(sim.get(), 100, nullptr));
  EXPECT_EQ(drained(spikes), (Events{{10, 0}, {25, 1}, {30, 1}, {40, 0}}));
  OK(neuro_sim_reset(sim.get()));
  OK(neuro_sim_run(sim.get(), 100, nullptr));
  EXPECT_EQ(drained(spikes), (Events{{10, 0}, {25, 1}, {40, 0}}));
  std::remove((folder + "api-clicks.csv").c_str());
}

TEST(ApiSynapses, ArePlaces) {
  Sim sim = made(wired());
  neuro_place place{};
  place.size = sizeof place;
  OK(neuro_sim_place(sim.get(), "out.w", &place));
  EXPECT_EQ(place.projection, 2);
  EXPECT_EQ(place.population, -1);
  EXPECT_EQ(place.count, 140);
  EXPECT_EQ(place.has_value, 1);
  EXPECT_STREQ(place.unit, "pA");
  OK(neuro_sim_place(sim.get(), "learning.rate", &place));
  EXPECT_EQ(place.projection, 4);
  OK(neuro_sim_place(sim.get(), "E.V", &place));
  EXPECT_EQ(place.projection, -1);
}
