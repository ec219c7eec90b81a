//===- ConnectivityTest.cpp - Rules, weights and delays -------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models.h"

#include "runtime/core/FixedPoint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

using namespace neuro::rt;
using namespace neuro::rt::test;

namespace {

using Edges = std::vector<Synapse>;

/// Two populations and one projection between them, or of the first onto itself.
struct Pair {
  Program program;
  int a, b;
  Pair(double na, double nb) {
    a = program.population("A", na);
    b = program.population("B", nb);
  }
  ProjectionPlan &project(Rule rule, Expr argument = {}, bool self = false,
                          Expr weight = num(1), Expr delay = num(1)) {
    return program.project(a, self ? a : b, rule, argument, weight, delay);
  }
  Edges edges(int threads = 1, uint64_t seed = 1) {
    auto sim = program.create(withThreads(threads, seed));
    EXPECT_TRUE(sim) << sim.error().message;
    if (!sim)
      return {};
    auto edges = (*sim)->synapses(0);
    EXPECT_TRUE(edges);
    EXPECT_EQ((*sim)->counters().synapses, static_cast<int64_t>(edges->size()));
    return *edges;
  }
  std::string error() {
    auto sim = program.create();
    return sim ? "" : sim.error().message;
  }
};

std::map<uint32_t, int> inDegrees(const Edges &edges) {
  std::map<uint32_t, int> n;
  for (const Synapse &e : edges)
    ++n[e.target];
  return n;
}
std::map<uint32_t, int> outDegrees(const Edges &edges) {
  std::map<uint32_t, int> n;
  for (const Synapse &e : edges)
    ++n[e.source];
  return n;
}
size_t distinct(const Edges &edges) {
  std::set<std::pair<uint32_t, uint32_t>> pairs;
  for (const Synapse &e : edges)
    pairs.insert({e.source, e.target});
  return pairs.size();
}

/// Chi-squared of counts against a uniform expectation, as a normal deviate
/// (Wilson and Hilferty 1931).
double uniformDeviate(const std::vector<double> &counts, double expected) {
  double chi = 0;
  for (double c : counts)
    chi += (c - expected) * (c - expected) / expected;
  const double k = static_cast<double>(counts.size()) - 1;
  return (std::cbrt(chi / k) - (1 - 2 / (9 * k))) / std::sqrt(2 / (9 * k));
}

} // namespace

TEST(Rules, AllAndOneToOne) {
  Pair p(30, 200);
  p.project(Rule::All);
  Edges e = p.edges();
  EXPECT_EQ(e.size(), 6000u);
  EXPECT_EQ(distinct(e), 6000u);

  Pair self(70, 1);
  self.project(Rule::All, {}, true).autapses = false;
  e = self.edges();
  EXPECT_EQ(e.size(), 70u * 69u);
  for (const Synapse &s : e)
    EXPECT_NE(s.source, s.target);

  Pair one(130, 130);
  one.project(Rule::OneToOne);
  e = one.edges();
  ASSERT_EQ(e.size(), 130u);
  for (const Synapse &s : e)
    EXPECT_EQ(s.source, s.target);

  Pair uneven(130, 131);
  uneven.project(Rule::OneToOne);
  EXPECT_NE(uneven.error().find("130 and 131"), std::string::npos) << uneven.error();
}

TEST(Rules, FixedIndegreeIsExact) {
  Pair p(100, 333);
  p.project(Rule::FixedIndegree, num(40));
  Edges e = p.edges();
  ASSERT_EQ(e.size(), 333u * 40u);
  for (auto [target, n] : inDegrees(e))
    EXPECT_EQ(n, 40) << target;
  EXPECT_LT(distinct(e), e.size()); // repeated pairs happen
  std::vector<double> out(100, 0);
  for (auto [source, n] : outDegrees(e))
    out[source] = n;
  EXPECT_LT(std::fabs(uniformDeviate(out, 133.2)), 4.5);
}

TEST(Rules, FixedIndegreeWithoutRepeats) {
  for (double k : {0.0, 1.0, 30.0, 80.0, 99.0}) {
    Pair p(100, 130);
    ProjectionPlan &plan = p.project(Rule::FixedIndegree, num(k), true);
    plan.multapses = plan.autapses = false;
    Edges e = p.edges();
    ASSERT_EQ(e.size(), static_cast<size_t>(100 * k));
    EXPECT_EQ(distinct(e), e.size());
    for (const Synapse &s : e)
      EXPECT_NE(s.source, s.target);
    for (auto [target, n] : inDegrees(e))
      EXPECT_EQ(n, static_cast<int>(k)) << target;
  }
  Pair p(100, 100);
  ProjectionPlan &plan = p.project(Rule::FixedIndegree, num(100), true);
  plan.multapses = plan.autapses = false;
  EXPECT_NE(p.error().find("only 99"), std::string::npos) << p.error();
}

TEST(Rules, FixedOutdegreeIsExact) {
  for (bool multapses : {true, false}) {
    Pair p(90, 300);
    p.project(Rule::FixedOutdegree, num(50)).multapses = multapses;
    Edges e = p.edges();
    ASSERT_EQ(e.size(), 4500u);
    for (auto [source, n] : outDegrees(e))
      EXPECT_EQ(n, 50) << source;
    if (!multapses) {
      EXPECT_EQ(distinct(e), e.size());
    }
    std::vector<double> in(300, 0);
    for (auto [target, n] : inDegrees(e))
      in[target] = n;
    EXPECT_LT(std::fabs(uniformDeviate(in, 15)), 4.5);
  }
}

TEST(Rules, FixedTotalIsExact) {
  for (bool multapses : {true, false})
    for (double total : {0.0, 1.0, 5000.0, 19000.0}) {
      Pair p(100, 200);
      p.project(Rule::FixedTotal, num(total)).multapses = multapses;
      Edges e = p.edges();
      ASSERT_EQ(e.size(), static_cast<size_t>(total));
      if (!multapses) {
        EXPECT_EQ(distinct(e), e.size());
      }
      if (total == 5000) {
        std::vector<double> in(200, 0), out(100, 0);
        for (auto [target, n] : inDegrees(e))
          in[target] = n;
        for (auto [source, n] : outDegrees(e))
          out[source] = n;
        EXPECT_LT(std::fabs(uniformDeviate(in, 25)), 4.5);
        EXPECT_LT(std::fabs(uniformDeviate(out, 50)), 4.5);
      }
    }
  Pair p(100, 200);
  p.project(Rule::FixedTotal, num(20001)).multapses = false;
  EXPECT_NE(p.error().find("20000"), std::string::npos) << p.error();
}

TEST(Rules, BernoulliMeanAndVariance) {
  Pair p(400, 500);
  p.project(Rule::Bernoulli, num(0.1));
  Edges e = p.edges();
  EXPECT_EQ(distinct(e), e.size());
  const double n = 200000, sd = std::sqrt(n * 0.1 * 0.9);
  EXPECT_NEAR(static_cast<double>(e.size()), n * 0.1, 4.5 * sd);
  // In-degrees are binomial: variance 36.
  double sum = 0, squares = 0;
  auto in = inDegrees(e);
  for (uint32_t j = 0; j < 500; ++j) {
    sum += in[j];
    squares += double(in[j]) * in[j];
  }
  const double variance = squares / 500 - sum / 500 * sum / 500;
  EXPECT_NEAR(variance, 36, 4.5 * 36 * std::sqrt(2.0 / 500));

  Pair none(400, 500), full(40, 50), wrong(4, 5);
  none.project(Rule::Bernoulli, num(0));
  EXPECT_EQ(none.edges().size(), 0u);
  full.project(Rule::Bernoulli, num(1));
  EXPECT_EQ(full.edges().size(), 2000u);
  wrong.project(Rule::Bernoulli, num(1.5));
  EXPECT_NE(wrong.error().find("1.5"), std::string::npos);
}

TEST(Rules, BernoulliProbabilityOfIndices) {
  // p = 0.4 for i < j and 0.1 otherwise.
  Pair p(300, 300);
  p.project(Rule::Bernoulli,
            apply(Op::Select, {apply(Op::Lt, {leaf(Op::IndexI), leaf(Op::IndexJ)}),
                               num(0.4), num(0.1)}));
  double lower = 0, upper = 0;
  for (const Synapse &s : p.edges())
    ++(s.source < s.target ? upper : lower);
  const double nu = 300 * 299 / 2, nl = 300 * 301 / 2;
  EXPECT_NEAR(upper, 0.4 * nu, 4.5 * std::sqrt(nu * 0.24));
  EXPECT_NEAR(lower, 0.1 * nl, 4.5 * std::sqrt(nl * 0.09));
}

TEST(Rules, PairwisePoisson) {
  Pair p(200, 300);
  p.project(Rule::PairwisePoisson, num(0.5));
  Edges e = p.edges();
  EXPECT_NEAR(static_cast<double>(e.size()), 30000, 4.5 * std::sqrt(30000.0));
  // P(at least one) = 1 - exp(-1/2).
  EXPECT_NEAR(static_cast<double>(distinct(e)) / 60000, 1 - std::exp(-0.5), 0.01);
}

TEST(Rules, Conditions) {
  // mod(i + j, 3) == 0
  const Expr third = apply(
      Op::Eq, {apply(Op::Mod, {leaf(Op::IndexI) + leaf(Op::IndexJ), num(3)}), num(0)});
  auto holds = [](const Edges &edges) {
    for (const Synapse &s : edges)
      if ((s.source + s.target) % 3 != 0)
        return false;
    return true;
  };
  Pair all(60, 90), in(60, 90), total(60, 90), out(60, 90), b(60, 90), one(90, 90);
  all.project(Rule::All).where = third;
  EXPECT_EQ(all.edges().size(), 1800u);
  EXPECT_TRUE(holds(all.edges()));
  in.project(Rule::FixedIndegree, num(20)).where = third;
  in.program.network().projections[0].multapses = false;
  EXPECT_EQ(distinct(in.edges()), 1800u);
  EXPECT_TRUE(holds(in.edges()));
  total.project(Rule::FixedTotal, num(700)).where = third;
  EXPECT_EQ(total.edges().size(), 700u);
  EXPECT_TRUE(holds(total.edges()));
  out.project(Rule::FixedOutdegree, num(7)).where = third;
  EXPECT_EQ(out.edges().size(), 420u);
  EXPECT_TRUE(holds(out.edges()));
  b.project(Rule::Bernoulli, num(0.5)).where = third;
  EXPECT_NEAR(static_cast<double>(b.edges().size()), 900, 100);
  EXPECT_TRUE(holds(b.edges()));
  one.project(Rule::OneToOne).where = third;
  EXPECT_EQ(one.edges().size(), 30u);

  Pair never(60, 90);
  never.project(Rule::FixedIndegree, num(1)).where = num(0);
  EXPECT_NE(never.error().find("no pair is allowed"), std::string::npos);

  Pair unequal(60, 60);
  unequal.project(Rule::All).where = apply(Op::Ne, {leaf(Op::IndexI), leaf(Op::IndexJ)});
  Edges e = unequal.edges();
  EXPECT_EQ(e.size(), 60u * 59u);
}

TEST(Rules, AutapsesOfSelections) {
  // A[10..40] -> A: an autapse is a pair of the same neuron, not the same index.
  Program p;
  int a = p.population("A", 100);
  int part = p.view({{0, num(10), num(40), num(2)}});
  p.project(part, a, Rule::All, {}, num(1), num(1)).autapses = false;
  auto sim = p.create();
  ASSERT_TRUE(sim) << sim.error().message;
  auto e = (*sim)->synapses(0);
  EXPECT_EQ(e->size(), 15u * 100u - 15u);
  for (const Synapse &s : *e)
    EXPECT_NE(10 + 2 * s.source, s.target);
}

TEST(Rules, SameForAnyNumberOfThreads) {
  auto sorted = [](Edges e) {
    std::vector<std::tuple<uint32_t, uint32_t, int64_t, double>> t;
    for (const Synapse &s : e)
      t.emplace_back(s.target, s.source, s.delay, s.weight);
    std::sort(t.begin(), t.end());
    return t;
  };
  const Expr weight = apply(Op::Normal, {num(1), num(0.1)}, 0);
  const Expr delay = apply(Op::Normal, {num(1.5), num(0.75)}, 0);
  for (auto [rule, argument] :
       {std::make_pair(Rule::FixedIndegree, num(30)), {Rule::FixedOutdegree, num(30)},
        {Rule::FixedTotal, num(9999)}, {Rule::Bernoulli, num(0.03)},
        {Rule::PairwisePoisson, num(0.03)}, {Rule::All, Expr()}}) {
    Pair p(300, 1000);
    p.project(rule, argument, false, weight, delay);
    auto one = sorted(p.edges(1));
    EXPECT_EQ(one, sorted(p.edges(2)));
    EXPECT_EQ(one, sorted(p.edges(3)));
    EXPECT_NE(one, sorted(p.edges(1, 2))); // another seed
  }
}

TEST(Delays, BelowOneTickAreRedrawnAndCounted) {
  Pair p(200, 500);
  p.project(Rule::FixedIndegree, num(100), false, num(1),
            apply(Op::Normal, {num(0.75), num(0.375)}, 0));
  auto sim = p.program.create();
  ASSERT_TRUE(sim);
  const ProjectionReport &r = (*sim)->report().projections[0];
  EXPECT_EQ(r.synapses, 50000);
  EXPECT_DOUBLE_EQ(r.minDelay, 0.1);
  // P(z < (0.1 - 0.75) / 0.375) = 0.0415 of all draws, redraws included.
  EXPECT_NEAR(static_cast<double>(r.redrawnDelays), 50000 * 0.0415 / (1 - 0.0415), 300);
  double sum = 0;
  auto edges = (*sim)->synapses(0);
  for (const Synapse &s : *edges) {
    EXPECT_GE(s.delay, 1);
    sum += static_cast<double>(s.delay) * 0.1;
  }
  // Mean of the truncated normal: m + s phi(a) / (1 - Phi(a)).
  EXPECT_NEAR(sum / 50000, 0.75 + 0.375 * 0.08889 / (1 - 0.0415), 0.01);

  Pair never(2, 2);
  never.project(Rule::All, {}, false, num(1), apply(Op::Uniform, {num(0), num(0.05)}, 0));
  EXPECT_NE(never.error().find("255 draws"), std::string::npos) << never.error();
}

TEST(Delays, OffTheGridWarnsWithBothValues) {
  Pair p(2, 2);
  p.project(Rule::All, {}, false, num(1), num(1.23));
  auto sim = p.program.create();
  ASSERT_TRUE(sim);
  ASSERT_EQ((*sim)->report().warnings.size(), 1u);
  const Error &w = (*sim)->report().warnings[0];
  EXPECT_NE(w.message.find("1.23 ms"), std::string::npos) << w.message;
  EXPECT_NE(w.message.find("1.2 ms"), std::string::npos);
  EXPECT_EQ(w.at, "net.neuro:2:2");

  Pair of(5, 5);
  of.project(Rule::All, {}, false, num(1),
             num(1) + num(0.03) * apply(Op::Mod, {leaf(Op::IndexI), num(2)}));
  auto some = of.program.create();
  ASSERT_TRUE(some);
  ASSERT_EQ((*some)->report().warnings.size(), 1u);
  EXPECT_NE((*some)->report().warnings[0].message.find("10 delays"), std::string::npos);

  Pair none(2, 2);
  none.project(Rule::All, {}, false, num(1), num(0.01));
  EXPECT_NE(none.error().find("below one tick"), std::string::npos);
}

TEST(Delays, SpikeArrivesExactlyThen) {
  // A spike stamped s with delay d changes I in the update that ends at s + d.
  for (int threads : {1, 2, 3}) {
    Program p;
    int n = p.population("N", 300);
    int s = p.spikeTrain("S", 1, {0, 2.5});
    // delay = 0.1 ms * (1 + j), up to 30 ms; weight = 1 + j.
    p.project(s, n, Rule::All, {}, num(1) + leaf(Op::IndexJ),
              num(0.1) * (num(1) + leaf(Op::IndexJ)));
    p.record(n, ProbePlan::Values, I);
    p.network().populations[0].inits.push_back({TauS, num(1e-4), false}); // I lasts a tick
    auto sim = p.create(withThreads(threads));
    ASSERT_TRUE(sim) << sim.error().message;
    ASSERT_TRUE((*sim)->run(400));
    const ProbeData &d = (*sim)->probe(0);
    for (int64_t row = 0; row < 400; ++row)
      for (int64_t j = 0; j < 300; ++j) {
        const int64_t tick = row + 1;
        const bool due = tick == j + 1 || tick == 25 + j + 1;
        ASSERT_EQ(d.samples[row * 300 + j], due ? 1.0 + j : 0.0) << tick << " " << j;
      }
  }
}

/// Sources that fire once, alone: what arrives must be their edges, with weights as
/// `layout` stores them.
static void deliversEveryEdge(std::optional<Layout> layout, Scalar type, int threads, bool uniform,
                              int64_t targets) {
  Program p(type);
  int a = p.source("A", SourceKind::Port, 100), n = p.population("N", targets, 0);
  const Expr weight = uniform ? num(2) : apply(Op::Uniform, {num(1), num(-5)}, 3);
  p.project(a, n, Rule::FixedTotal, num(5000), weight, apply(Op::Uniform, {num(0.1), num(4)}, 0));
  p.project(a, n, Rule::FixedIndegree, num(3), num(7), num(2));
  p.project(a, n, Rule::Bernoulli, num(0.01), weight, num(2));
  p.network().populations[1].inits.push_back({TauS, num(1e-4), false});
  p.record(n, ProbePlan::Values, I);
  SimOptions options = withThreads(threads);
  options.layout = layout;
  auto sim = p.create(options);
  ASSERT_TRUE(sim) << sim.error().message;
  const bool f64 = type == Scalar::F64;
  const Layout stored = layout ? *layout : f64 ? Layout::Rows : Layout::Rows16;
  const FixedPoint fixed = stored == Layout::Rows || uniform
                               ? FixedPoint()
                               : FixedPoint::holding(5, stored == Layout::Rows8 ? INT8_MAX : INT16_MAX);
  if (!uniform)
    EXPECT_EQ((*sim)->report().projections[0].representation.find(
                  std::string("rows: u16 target, ") + (stored == Layout::Rows8    ? "i8"
                                                       : stored == Layout::Rows16 ? "i16"
                                                       : f64                      ? "f64"
                                                                                  : "f32")),
              0u);
  // Source k at tick 1 + 50 k.
  const int64_t ticks = 5100;
  std::vector<uint32_t> elements;
  std::vector<int64_t> at;
  for (uint32_t k = 0; k < 100; ++k) {
    elements.push_back(k);
    at.push_back(1 + 50 * k);
  }
  ASSERT_TRUE((*sim)->pushEvents(0, elements, at));
  std::vector<std::map<int64_t, double>> expected(static_cast<size_t>(ticks));
  int64_t edges = 0;
  for (int projection = 0; projection < 3; ++projection) {
    auto all = (*sim)->synapses(projection);
    edges += static_cast<int64_t>(all->size());
    for (const Synapse &s : *all)
      expected[50 * size_t(s.source) + static_cast<size_t>(s.delay)][s.target] +=
          projection == 1 ? s.weight : fixed.nearest(s.weight);
  }
  double worst = 0;
  for (int64_t tick = 0; tick < ticks; tick += 300) {
    ASSERT_TRUE((*sim)->run(std::min<int64_t>(300, ticks - tick)));
    const ProbeData &d = (*sim)->probe(0);
    for (size_t row = 0; row * static_cast<size_t>(targets) < d.samples.size(); ++row)
      for (int64_t j = 0; j < targets; ++j) {
        const double sample = d.samples[row * static_cast<size_t>(targets) + static_cast<size_t>(j)];
        const auto &due = expected[static_cast<size_t>(tick) + row];
        const auto found = due.find(j);
        worst = std::max(worst, std::fabs(sample - (found == due.end() ? 0 : found->second)));
      }
    (*sim)->clearProbes();
  }
  EXPECT_LT(worst, f64 ? 1e-12 : 1e-5);
  EXPECT_EQ((*sim)->counters().synapticEvents, edges);
}

TEST(Tables, DeliverEveryEdgeOnce) {
  for (Scalar type : {Scalar::F64, Scalar::F32})
    for (int threads : {1, 3})
      for (bool uniform : {true, false})
        deliversEveryEdge(std::nullopt, type, threads, uniform, 700);
}

TEST(Tables, EachLayoutDeliversWhatItStores) {
  for (Layout layout : {Layout::Rows, Layout::Rows16, Layout::Rows8})
    for (Scalar type : {Scalar::F64, Scalar::F32})
      deliversEveryEdge(layout, type, 2, false, 700);
}

/// Sums of what arrives at each of 700 targets in each tick when 300 sources spike
/// in groups of `together`, `times` each.
static std::vector<double> arrivals(Layout layout, Scalar type, Rule rule, Expr argument,
                                    double weight, int together, uint32_t times, int threads) {
  Program p(type);
  int a = p.source("A", SourceKind::Port, 300), n = p.population("N", 700, 0),
      m = p.population("M", 90, 0);
  p.project(a, n, rule, argument, num(weight), num(0.2));
  p.project(a, m, rule, argument, num(weight), num(0.2));
  for (int population : {1, 2})
    p.network().populations[population].inits.push_back({TauS, num(1e-4), false});
  p.record(n, ProbePlan::Values, I);
  SimOptions options = withThreads(threads);
  options.layout = layout;
  auto sim = p.create(options);
  EXPECT_TRUE(sim) << sim.error().message;
  if (!sim)
    return {};
  EXPECT_EQ((*sim)->report().projections[0].representation.find("bit rows") == 0,
            layout == Layout::BitRows);
  std::vector<uint32_t> elements;
  std::vector<int64_t> ticks;
  for (int first = 0; first < 300; first += together)
    for (uint32_t time = 0; time < times; ++time)
      for (int k = first; k < std::min(300, first + together); ++k) {
        elements.push_back(static_cast<uint32_t>(k));
        ticks.push_back(1 + first / together);
      }
  EXPECT_TRUE((*sim)->pushEvents(0, elements, ticks));
  EXPECT_TRUE((*sim)->run(300 / together + 5));
  std::vector<double> samples = (*sim)->probe(0).samples;
  samples.push_back(static_cast<double>((*sim)->counters().synapticEvents));
  return samples;
}

TEST(Tables, BitRowsBringWhatRowsBring) {
  // The weight is a power of two, so that no order of sums can differ. Groups of
  // 300 make counts of more than a byte; an indegree of 2000 has pairs with
  // several synapses.
  for (Scalar type : {Scalar::F32, Scalar::F64})
    for (int together : {3, 8, 60, 255, 300})
      for (uint32_t times : {1u, 5u})
        for (double indegree : {0.0, 40.0, 2000.0}) {
          const Rule rule = indegree == 0 ? Rule::Bernoulli : Rule::FixedIndegree;
          const Expr argument = num(indegree == 0 ? 0.3 : indegree);
          auto of = [&](Layout layout, int threads) {
            return arrivals(layout, type, rule, argument, 0.5, together, times, threads);
          };
          const std::vector<double> bits = of(Layout::BitRows, 1);
          ASSERT_EQ(bits, of(Layout::Rows, 1)) << together << ' ' << times << ' ' << indegree;
          if (times == 1)
            ASSERT_EQ(bits, of(Layout::BitRows, 3));
        }
}

TEST(Tables, BitRowsAreChosenWhereTheyPay) {
  auto representation = [](double size, double p, Expr weight) {
    Program program;
    int n = program.population("N", size);
    program.project(n, n, Rule::Bernoulli, num(p), weight, num(1));
    auto sim = program.create(withThreads(1));
    EXPECT_TRUE(sim);
    return (*sim)->report().projections[0].representation.substr(0, 4);
  };
  EXPECT_EQ(representation(4000, 0.2, num(1)), "bit ");
  EXPECT_EQ(representation(4000, 0.01, num(1)), "rows");
  EXPECT_EQ(representation(4000, 0.2, leaf(Op::IndexJ)), "rows");
}

TEST(Tables, WideTargets) {
  // More than 65536 targets on one thread need 32-bit indices.
  Program p;
  int s = p.spikeTrain("S", 1, {0.1});
  int n = p.population("N", 70000);
  p.project(s, n, Rule::All, {}, leaf(Op::IndexJ), num(0.1));
  SimOptions options = withThreads(1);
  options.layout = Layout::Rows;
  auto sim = p.create(options);
  ASSERT_TRUE(sim) << sim.error().message;
  EXPECT_NE((*sim)->report().projections[0].representation.find("u32"), std::string::npos);
  ASSERT_TRUE((*sim)->run(2));
  auto i = (*sim)->get(n, "syn.I");
  ASSERT_TRUE(i);
  for (size_t j = 0; j < 70000; ++j)
    ASSERT_EQ((*i)[j], static_cast<double>(j));
}
