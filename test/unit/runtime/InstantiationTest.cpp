//===- InstantiationTest.cpp - Values, limits and hostile input -----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models.h"

#include "runtime/core/Population.h"

#include <gtest/gtest.h>

using namespace neuro::rt;
using namespace neuro::rt::test;

namespace {

std::string errorOf(Program &p, const SimOptions &options = {}) {
  auto sim = p.create(options);
  return sim ? "" : sim.error().message;
}

::testing::AssertionResult contains(const std::string &text, const std::string &part) {
  if (text.find(part) != std::string::npos)
    return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "'" << part << "' is not in: " << text;
}

} // namespace

TEST(Binding, CoefficientsPerElement) {
  Program p(Scalar::F64, /*perElement=*/true);
  int n = p.population("N", 1000);
  p.network().populations[0].inits.push_back(
      {TauM, num(5) + apply(Op::Mod, {leaf(Op::IndexI), num(300)}), true});
  auto sim = p.create();
  ASSERT_TRUE(sim) << sim.error().message;
  auto check = [&](double offset) {
    auto p00 = (*sim)->get(n, "p00");
    ASSERT_TRUE(p00);
    for (size_t e = 0; e < 1000; ++e)
      EXPECT_NEAR((*p00)[e], std::exp(-0.1 / (offset + static_cast<double>(e % 300))), 1e-15);
  };
  check(5);
  // Setting the parameter rebinds the coefficients.
  ASSERT_TRUE((*sim)->set(
      n, "tau_m", num(20) + apply(Op::Mod, {leaf(Op::IndexI), num(300)}), (*sim)->scope()));
  check(20);
}

TEST(Binding, StatesFollowParametersTheyReadWhateverTheOrder) {
  Program p;
  int n = p.population("N", 10);
  p.network().populations[0].inits.push_back({EL, num(-70), false});
  auto sim = p.create();
  ASSERT_TRUE(sim);
  EXPECT_EQ((*(*sim)->get(n, "V"))[7], -70); // V = E_L by default
}

TEST(Binding, DrawsDependOnSeedAndElementOnly) {
  auto values = [](double size, uint64_t seed, int threads) {
    Program p;
    int n = p.population("N", size);
    p.network().populations[0].inits.push_back(
        {V, apply(Op::Uniform, {num(-65), num(-50)}), true});
    auto sim = p.create(withThreads(threads, seed));
    EXPECT_TRUE(sim);
    return *(*sim)->get(n, "V");
  };
  std::vector<double> a = values(5000, 1, 1), b = values(5000, 1, 3), c = values(5000, 2, 1),
                      d = values(100, 1, 1);
  EXPECT_EQ(a, b);
  EXPECT_NE(a, c);
  EXPECT_TRUE(std::equal(d.begin(), d.end(), a.begin()));
}

TEST(Binding, ConstraintsNameElementAndValue) {
  Program p(Scalar::F64, true);
  p.population("Cells", 10);
  p.network().populations[0].inits.push_back({TauM, num(3) - leaf(Op::IndexI), true});
  std::string e = errorOf(p);
  EXPECT_TRUE(contains(e, "Cells"));
  EXPECT_TRUE(contains(e, "tau_m of element 3 is 0 ms"));
  EXPECT_TRUE(contains(e, "tau_m > 0 ms"));

  Program q(Scalar::F64, true);
  int n = q.population("N", 10);
  auto sim = q.create();
  ASSERT_TRUE(sim);
  auto refused = (*sim)->set(n, "tau_m", -1.0);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(contains(refused.error().message, "element 0 is -1 ms"));
  EXPECT_EQ((*(*sim)->get(n, "tau_m"))[0], 10); // as before
  EXPECT_NEAR((*(*sim)->get(n, "p00"))[0], std::exp(-0.01), 1e-15);
}

TEST(Binding, CountsMustFitTheirCounter) {
  Program p;
  FieldPlan &ticks = p.plan.classes[0].fields[RefTicks];
  ASSERT_EQ(ticks.name, "refractory_ticks");
  ticks.limit = 255;
  int n = p.population("Cells", 10);
  auto sim = p.create();
  ASSERT_TRUE(sim) << sim.error().message;
  EXPECT_TRUE((*sim)->set(n, "t_ref", 25.5));
  auto refused = (*sim)->set(n, "t_ref", 25.6);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(contains(refused.error().message, "Cells: 256 ticks of refractoriness"));
  EXPECT_TRUE(contains(refused.error().message, "0 to 255"));
  EXPECT_EQ((*(*sim)->get(n, "t_ref"))[0], 25.5); // as before
  EXPECT_EQ((*(*sim)->get(n, "refractory_ticks"))[0], 255);
  EXPECT_FALSE((*sim)->set(n, "t_ref", -1.0));
}

TEST(Binding, CountersOfFewBytes) {
  for (auto [type, most] : {std::pair(Scalar::U8, 255.0), std::pair(Scalar::U16, 65535.0)}) {
    std::vector<uint16_t> memory(64);
    FieldStore store;
    store.type = type;
    store.data = memory.data();
    EXPECT_EQ(scalarBytes(type, 64), type == Scalar::U8 ? 64u : 128u);
    for (double value : {0.0, 1.0, most}) {
      store.store(5, value);
      EXPECT_EQ(store.load(5), value);
    }
    store.store(6, most + 1); // the largest there is, never a remainder
    EXPECT_EQ(store.load(6), most);
    EXPECT_EQ(store.load(7), 0);
  }
}

TEST(Binding, OneValueCannotDiffer) {
  Program p;
  p.population("N", 10);
  p.network().populations[0].inits.push_back({C, num(1) + leaf(Op::IndexI), true});
  EXPECT_TRUE(contains(errorOf(p), "stores one value"));
  Program q;
  int n = q.population("N", 10);
  int part = q.view({{0, num(0), num(5), {}}});
  auto sim = q.create();
  ASSERT_TRUE(sim);
  EXPECT_TRUE((*sim)->set(n, "C", 100.0));
  EXPECT_FALSE((*sim)->set(part, "C", 50.0));
  EXPECT_TRUE((*sim)->set(part, "V", -60.0));
  EXPECT_EQ((*(*sim)->get(n, "V"))[4], -60);
  EXPECT_EQ((*(*sim)->get(n, "V"))[5], -65);
  EXPECT_FALSE((*sim)->set(n, "p00", 1.0));
  EXPECT_FALSE((*sim)->set(n, "nothing", 1.0));
  EXPECT_FALSE((*sim)->set(n, "V", (double)NAN));
  EXPECT_FALSE((*sim)->set(99, "V", 1.0));
}

TEST(Binding, NetworkParameters) {
  Program p;
  p.network().parameters = {{"N", {}, num(20), true},
                            {"E", {}, -num(60), false},
                            {"J", {}, num(1), false}};
  int n = p.population("N", 1);
  int s = p.spikeTrain("S", 1, {1});
  p.network().populations[0].shape = {leaf(Op::Parameter, 0), num(2)};
  p.network().populations[0].inits.push_back({EL, leaf(Op::Parameter, 1), false});
  p.project(s, n, Rule::All, {}, leaf(Op::Parameter, 2), num(1));
  SimOptions o;
  o.parameters = {{0, 30}};
  auto sim = p.create(o);
  ASSERT_TRUE(sim) << sim.error().message;
  EXPECT_EQ((*sim)->viewSize(n), 60);
  EXPECT_EQ((*(*sim)->get(n, "E_L"))[0], -60);
  ASSERT_TRUE((*sim)->setParameter(1, -70));
  EXPECT_EQ((*(*sim)->get(n, "E_L"))[0], -70);
  EXPECT_NEAR((*(*sim)->get(n, "p02"))[0], 70 * std::expm1(-0.01), 1e-12);
  auto size = (*sim)->setParameter(0, 10), weight = (*sim)->setParameter(2, 5);
  ASSERT_FALSE(size || weight);
  EXPECT_TRUE(contains(size.error().message, "decides the size of N"));
  EXPECT_TRUE(contains(weight.error().message, "decides the weight of p0"));
  o.parameters = {{0, 2.5}};
  EXPECT_TRUE(contains(errorOf(p, o), "integer"));
  o.parameters = {{9, 1}};
  EXPECT_TRUE(contains(errorOf(p, o), "no parameter number 9"));
}

TEST(Binding, AssignedDrawsAreNewEachTime) {
  Program p;
  int n = p.population("N", 100);
  auto sim = p.create();
  ASSERT_TRUE(sim);
  const Expr draw = apply(Op::Normal, {num(-60), num(1)});
  ASSERT_TRUE((*sim)->set(n, "V", draw, (*sim)->scope()));
  auto first = *(*sim)->get(n, "V");
  ASSERT_TRUE((*sim)->set(n, "V", draw, (*sim)->scope()));
  EXPECT_NE(first, *(*sim)->get(n, "V"));
}

TEST(Hostile, Sizes) {
  for (double size : {1e15, 1e300, 5e9}) {
    Program p;
    p.population("Huge", size);
    std::string e = errorOf(p);
    EXPECT_TRUE(contains(e, "Huge"));
    EXPECT_TRUE(contains(e, size == 1e300 ? "EB" : size == 1e15 ? "PB" : "GB")) << e;
  }
  for (double size : {-1.0, 2.5, (double)NAN, (double)INFINITY}) {
    Program p;
    p.population("Odd", size);
    EXPECT_TRUE(contains(errorOf(p), "Odd"));
  }
  Program zero;
  int z = zero.population("Z", 0), n = zero.population("N", 5);
  zero.project(z, n, Rule::FixedTotal, num(0), num(1), num(1));
  zero.project(z, n, Rule::All, {}, num(1), num(1));
  zero.project(n, z, Rule::Bernoulli, num(0.5), num(1), num(1));
  zero.recordSpikes(z);
  zero.record(z, ProbePlan::Values, V);
  zero.record(z, ProbePlan::Function, V);
  zero.network().probes.back().function = "mean";
  auto sim = zero.create(withThreads(2));
  ASSERT_TRUE(sim) << sim.error().message;
  ASSERT_TRUE((*sim)->run(10));
  EXPECT_TRUE(std::isnan((*sim)->probe(2).samples[0]));
}

TEST(Hostile, MemoryIsEstimatedFirst) {
  Program p;
  int n = p.population("N", 100000);
  p.project(n, n, Rule::All, {}, num(1), num(1));
  SimOptions o;
  o.memoryLimit = size_t(1) << 30;
  std::string e = errorOf(p, o);
  EXPECT_TRUE(contains(e, "1e+10"));
  EXPECT_TRUE(contains(e, "20.0 GB"));
  EXPECT_TRUE(contains(e, "1.1 GB"));
  Program q;
  q.population("N", 1e6);
  o.memoryLimit = 1 << 20;
  EXPECT_TRUE(contains(errorOf(q, o), "would take"));
  // A rule whose size the estimate cannot see is caught when it was counted.
  Program r;
  int m = r.population("M", 3000);
  r.project(m, m, Rule::All, {}, leaf(Op::IndexI), num(1) + leaf(Op::IndexI) * num(0.1));
  o.memoryLimit = 80 << 20;
  EXPECT_TRUE(contains(errorOf(r, o), "synapses"));
}

TEST(Hostile, PlansThatDoNotFit) {
  {
    Program p;
    p.plan.abiVersion = 99;
    EXPECT_TRUE(contains(errorOf(p), "ABI"));
  }
  {
    Program p;
    p.population("N", 1);
    p.kernels.clear();
    EXPECT_TRUE(contains(errorOf(p), "kernel"));
  }
  {
    Program p;
    p.population("N", 1);
    for (double dt : {0.0, -1.0, (double)NAN, (double)INFINITY}) {
      SimOptions o;
      o.dt = dt;
      EXPECT_TRUE(contains(errorOf(p, o), "dt"));
    }
  }
  {
    Program p;
    int n = p.population("N", 10);
    p.view({{0, num(5), num(11), {}}});
    EXPECT_TRUE(contains(errorOf(p), "5..11"));
    p.network().views.pop_back();
    p.project(n, n, Rule::All, {}, num(1), num(1)).targetFields = {V};
    EXPECT_TRUE(contains(errorOf(p), "no such port"));
    p.network().projections[0].targetFields = {Arrive};
    p.network().projections[0].weight = num(NAN);
    EXPECT_TRUE(contains(errorOf(p), "weight"));
    p.network().projections[0].weight = num(1) / leaf(Op::IndexI);
    EXPECT_TRUE(contains(errorOf(p), "0 -> 0"));
    p.network().projections[0].weight = num(1);
    p.network().projections[0].delay = num(1e9);
    EXPECT_TRUE(contains(errorOf(p), "at most"));
    p.network().projections[0].delay = num(1e6) * leaf(Op::IndexI) + num(1);
    EXPECT_TRUE(contains(errorOf(p), "at most 65535"));
    p.network().projections[0].delay = leaf(Op::Distance);
    EXPECT_TRUE(contains(errorOf(p), "layout"));
  }
  {
    Program p;
    p.population("N", 10);
    p.network().populations[0].inits.push_back({V, leaf(Op::Field, I), true});
    p.network().populations[0].inits.push_back({I, leaf(Op::Field, V), true});
    EXPECT_TRUE(contains(errorOf(p), "depends on itself"));
  }
  {
    Program p;
    int n = p.population("N", 10);
    p.project(n, n, Rule::FixedIndegree, num(2.5), num(1), num(1));
    auto sim = p.create();
    ASSERT_TRUE(sim);
    EXPECT_TRUE(contains((*sim)->report().warnings[0].message, "2.5"));
    EXPECT_FALSE((*sim)->run(-1));
    EXPECT_FALSE((*sim)->run(INT64_MAX));
  }
}

TEST(Conservation, EventsAreSpikesTimesOutDegree) {
  Program p;
  int n = p.population("N", 500);
  p.network().populations[0].inits.push_back(
      {Current, num(400) + leaf(Op::IndexI), true});
  p.network().populations[0].inits.push_back(
      {V, apply(Op::Uniform, {num(-65), num(-50)}), true});
  p.project(n, n, Rule::FixedOutdegree, num(17), num(0),
            apply(Op::Uniform, {num(1), num(3)}, 0));
  p.recordSpikes(n);
  for (int threads : {1, 2}) {
    auto sim = p.create(withThreads(threads));
    ASSERT_TRUE(sim) << sim.error().message;
    ASSERT_TRUE((*sim)->run(1000));
    const Counters c = (*sim)->counters();
    EXPECT_GT(c.spikes, 1000);
    EXPECT_EQ(c.spikes, static_cast<int64_t>((*sim)->probe(0).eventTicks.size()));
    EXPECT_EQ(c.synapticEvents, c.spikes * 17);
    EXPECT_EQ(c.neurons, 500);
    EXPECT_EQ(c.synapses, 8500);
    EXPECT_EQ((*sim)->report().populations[0].spikes, c.spikes);
  }
}
