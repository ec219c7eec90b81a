//===- EdgesTest.cpp - Synapses with state --------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EdgeModels.h"

#include <gtest/gtest.h>

#include <map>

using namespace neuro::rt;
using namespace neuro::rt::test;

namespace {

/// Pair STDP by event, all in double: what each edge must have.
struct PairRule {
  double ap, am, max, w, tau = 20;
  bool nearest = false;
  Tie tie = Tie::Ignore;

  /// Events at the synapse: ticks in which it sees pre and post spikes.
  double run(const std::vector<std::pair<int64_t, int>> &pre, std::vector<int64_t> post,
             double dt, std::vector<double> *emitted = nullptr) {
    std::map<int64_t, std::pair<int, int>> events;
    for (auto [t, count] : pre)
      events[t].first += count;
    for (int64_t t : post)
      events[t].second += 1;
    double x = 0, y = 0;
    int64_t last = 0;
    for (auto [t, n] : events) {
      const double decay = std::exp(-static_cast<double>(t - last) * dt / tau);
      x *= decay;
      y *= decay;
      last = t;
      auto seen = [&](double trace, int now) { return nearest && now ? 1 : trace + now; };
      auto depress = [&] {
        for (int k = 0; k < n.first; ++k) {
          if (emitted)
            emitted->push_back(w);
          w -= am * (tie == Tie::PostFirst ? seen(y, n.second) : y);
        }
      };
      auto potentiate = [&] {
        for (int k = 0; k < n.second; ++k)
          w += ap * (tie == Tie::PreFirst ? seen(x, n.first) : x);
      };
      if (tie == Tie::PostFirst) {
        potentiate();
        depress();
      } else {
        depress();
        potentiate();
      }
      x = seen(x, n.first);
      y = seen(y, n.second);
      w = std::clamp(w, 0.0, max);
    }
    return w;
  }
};

const std::vector<double> preTimes = {10, 30, 55, 56, 80, 101, 150, 151.5, 200, 230};
const std::vector<double> postTimes = {12, 28, 57, 58, 79, 110, 149, 152.5, 190, 231, 240};

std::vector<int64_t> ticksOf(const std::vector<double> &times, double delay, double dt = 0.1) {
  std::vector<int64_t> ticks;
  for (double t : times)
    ticks.push_back(std::llround((t + delay) / dt));
  return ticks;
}

std::vector<std::pair<int64_t, int>> once(const std::vector<int64_t> &ticks) {
  std::vector<std::pair<int64_t, int>> events;
  for (int64_t t : ticks)
    events.push_back({t, 1});
  return events;
}

/// One pre and one post neuron, the post one made to spike at `post` (+ 0.1 ms).
struct Pair {
  EdgeProgram program;
  int projection;
  explicit Pair(const StdpOptions &options, const std::vector<double> &pre,
                const std::vector<double> &post, double delay)
      : program(options) {
    const int source = program.spikeTrain("Pre", 1, pre);
    const int train = program.spikeTrain("Train", 1, post);
    const int target = program.parrots("Post", 1);
    program.trigger(train, target);
    program.plastic(source, target, Rule::OneToOne, {}, num(delay));
    projection = 1;
  }
  ProjectionPlan &plan() { return program.network().projections[projection]; }
};

double weightOf(const Simulation &sim, int projection) {
  Result<EdgeList> list = sim.edges(projection, {"w"});
  EXPECT_TRUE(list) << (list ? "" : list.error().message);
  return list->values[0].at(0);
}

TEST(Edges, AdditivePairRule) {
  StdpOptions options;
  Pair pair(options, preTimes, postTimes, 0.1);
  auto sim = pair.program.create(withThreads(1));
  ASSERT_TRUE(sim) << sim.error().message;
  ASSERT_TRUE((*sim)->run(3800));
  PairRule rule{options.ap, options.am, options.max, options.w};
  std::vector<double> emitted;
  const double expected =
      rule.run(once(ticksOf(preTimes, 0.1)), ticksOf(postTimes, 0.1), 0.1, &emitted);
  EXPECT_NEAR(weightOf(**sim, pair.projection), expected, 1e-9);
  // The independent reference of the same protocol without delays.
  EXPECT_NEAR(expected, 53.855565485657884, 1e-9);
  double sum = 0;
  for (double w : emitted)
    sum += w;
  EXPECT_NEAR((*sim)->get(2, "sum")->at(0), sum, 1e-9);
  EXPECT_EQ((*sim)->counters().synapticEvents, 10 + 11);
}

TEST(Edges, EndsSeeSpikesAfterTheirDelays) {
  for (double delay : {0.1, 1.5, 7.0})
    for (double backprop : {0.0, 0.4, 3.0})
      for (bool split : {false, true}) {
        StdpOptions options;
        options.split = split;
        Pair pair(options, preTimes, postTimes, delay);
        pair.plan().edge.backprop = num(backprop);
        auto sim = pair.program.create(withThreads(1));
        ASSERT_TRUE(sim) << sim.error().message;
        ASSERT_TRUE((*sim)->run(4000));
        PairRule rule{options.ap, options.am, options.max, options.w};
        EXPECT_NEAR(weightOf(**sim, pair.projection),
                    rule.run(once(ticksOf(preTimes, delay)),
                             ticksOf(postTimes, 0.1 + backprop), 0.1),
                    1e-9)
            << delay << " " << backprop;
      }
}

TEST(Edges, TiesAndNearestPairs) {
  // Coincide at 20.1 and 60.1 ms.
  const std::vector<double> pre = {20, 33, 60, 61}, post = {20, 40, 60};
  for (Tie tie : {Tie::Ignore, Tie::PreFirst, Tie::PostFirst})
    for (bool nearest : {false, true}) {
      StdpOptions options;
      options.tie = tie;
      options.nearest = nearest;
      options.split = tie == Tie::PostFirst;
      Pair pair(options, pre, post, 0.1);
      auto sim = pair.program.create(withThreads(1));
      ASSERT_TRUE(sim) << sim.error().message;
      ASSERT_TRUE((*sim)->run(1000));
      PairRule rule{options.ap, options.am, options.max, options.w, 20, nearest, tie};
      EXPECT_NEAR(weightOf(**sim, pair.projection),
                  rule.run(once(ticksOf(pre, 0.1)), ticksOf(post, 0.1), 0.1), 1e-9);
    }
}

TEST(Edges, SourceEventsCountAsOftenAsTheyAre) {
  StdpOptions options;
  // Three at once.
  Pair pair(options, {10, 20, 20, 20, 40}, {12, 25}, 1);
  auto sim = pair.program.create(withThreads(1));
  ASSERT_TRUE(sim) << sim.error().message;
  ASSERT_TRUE((*sim)->run(600));
  PairRule rule{options.ap, options.am, options.max, options.w};
  std::vector<double> emitted;
  EXPECT_NEAR(weightOf(**sim, pair.projection),
              rule.run({{110, 1}, {210, 3}, {410, 1}}, {121, 251}, 0.1, &emitted), 1e-9);
  double sum = 0;
  for (double w : emitted)
    sum += w;
  EXPECT_NEAR((*sim)->get(2, "sum")->at(0), sum, 1e-9);
}

TEST(Edges, BoundsClipOncePerTick) {
  StdpOptions options;
  options.ap = 40;
  Pair pair(options, {10, 20}, {12, 22, 23, 24}, 0.1);
  auto sim = pair.program.create(withThreads(1));
  ASSERT_TRUE(sim);
  ASSERT_TRUE((*sim)->run(600));
  PairRule rule{options.ap, options.am, options.max, options.w};
  EXPECT_NEAR(weightOf(**sim, pair.projection),
              rule.run({{101, 1}, {201, 1}}, {121, 221, 231, 241}, 0.1), 1e-9);
  EXPECT_EQ(weightOf(**sim, pair.projection), 100);
}

TEST(Edges, DendriticDelayPostponesTheEffectOnly) {
  StdpOptions options;
  Pair pair(options, {10}, {}, 1);
  pair.plan().edge.dendritic = num(2.5);
  pair.program.record(2, ProbePlan::Values, ParrotSum);
  auto sim = pair.program.create(withThreads(1));
  ASSERT_TRUE(sim) << sim.error().message;
  ASSERT_TRUE((*sim)->run(200));
  const ProbeData &data = (*sim)->probe(0);
  for (size_t r = 0; r < data.sampleTicks.size(); ++r)
    EXPECT_EQ(data.samples[r], data.sampleTicks[r] >= 135 ? 50 : 0) << data.sampleTicks[r];
}

TEST(Edges, PortEventsReachAllEdges) {
  StdpOptions options;
  Pair pair(options, {10}, {12}, 0.1);
  const int da = pair.program.spikeTrain("DA", 1, {50});
  pair.program.reward(da, pair.projection, 2, 1);
  auto sim = pair.program.create(withThreads(1));
  ASSERT_TRUE(sim) << sim.error().message;
  ASSERT_TRUE((*sim)->run(1000));
  const double tag = std::exp(-2.0 / 20);
  const double expected = 50 + tag + 2 * tag * std::exp(-(51.0 - 12.1) / 100);
  EXPECT_NEAR(weightOf(**sim, pair.projection), expected, 1e-9);
  Result<EdgeList> list = (*sim)->edges(pair.projection, {"tag"});
  ASSERT_TRUE(list);
  EXPECT_NEAR(list->values[0][0], tag * std::exp(-(100 - 12.1) / 100), 1e-9);
}

TEST(Edges, LookingChangesNothingAndFreezingKeeps) {
  StdpOptions options;
  Pair pair(options, preTimes, postTimes, 0.1);
  auto a = pair.program.create(withThreads(1)), b = pair.program.create(withThreads(1));
  ASSERT_TRUE(a && b);
  for (int k = 0; k < 38; ++k) {
    ASSERT_TRUE((*a)->run(100));
    ASSERT_TRUE((*b)->run(100));
    weightOf(**a, pair.projection);
  }
  EXPECT_EQ(weightOf(**a, pair.projection), weightOf(**b, pair.projection));
  ASSERT_TRUE((*a)->reset());
  ASSERT_TRUE((*a)->run(600));
  const double before = weightOf(**a, pair.projection);
  EXPECT_NE(before, 50);
  ASSERT_TRUE((*a)->freezeEdges(pair.projection, "w", true));
  ASSERT_TRUE((*a)->run(3200));
  EXPECT_EQ(weightOf(**a, pair.projection), before);
  ASSERT_TRUE((*a)->setEdges(pair.projection, "w", {7}));
  EXPECT_EQ(weightOf(**a, pair.projection), 7);
  EXPECT_FALSE((*a)->freezeEdges(pair.projection, "x", true));
  EXPECT_FALSE((*a)->setEdges(pair.projection, "w", {7, 8}));
  EXPECT_TRUE((*a)->edges(0, {"w"})); // static ones have a weight alone
  EXPECT_FALSE((*a)->edges(0, {"x"}));
}

TEST(Edges, NetworkParametersReachWhatAllEdgesShare) {
  StdpOptions options;
  Pair pair(options, {10, 50}, {12, 52}, 0.1);
  pair.program.network().parameters = {{"a", {"1", 1}, num(1), false},
                                       {"w0", {"1", 1}, num(50), false}};
  pair.plan().edge.inits = {{StdpAp, leaf(Op::Parameter, 0), false},
                            {StdpW, leaf(Op::Parameter, 1), false}};
  auto sim = pair.program.create(withThreads(1));
  ASSERT_TRUE(sim) << sim.error().message;
  ASSERT_TRUE((*sim)->run(400));
  const double before = weightOf(**sim, pair.projection);
  EXPECT_NEAR(before, 50 + std::exp(-2.0 / 20), 1e-9);
  ASSERT_TRUE((*sim)->setParameter(0, 0));
  ASSERT_TRUE((*sim)->run(400));
  const double y = std::exp(-38.0 / 20); // of the spike at 12.1 ms, seen at 50.1 ms
  EXPECT_NEAR(weightOf(**sim, pair.projection), before - options.am * y, 1e-9);
  EXPECT_FALSE((*sim)->setParameter(1, 40));
}

// --- Networks -----------------------------------------------------------------------

/// A recurrent network whose plastic synapses differ in weight and delays.
EdgeProgram recurrent(const StdpOptions &options) {
  EdgeProgram program(options);
  const int cells = program.population("E", 150);
  program.network().populations[0].inits.push_back(
      {V, apply(Op::Uniform, {num(-65), num(-50)}), true});
  const int noise = program.poisson("X", 150, 2);
  program.project(noise, cells, Rule::OneToOne, {}, num(220), num(0.5));
  ProjectionPlan &p = program.plastic(
      cells, cells, Rule::Bernoulli, num(0.2),
      apply(Op::Uniform, {num(0.5), num(3)}), Arrive);
  p.delayDraws = true;
  p.edge.inits.push_back({StdpW, apply(Op::Uniform, {num(10), num(60)}), true});
  p.edge.dendritic = apply(Op::Uniform, {num(0), num(1)}, 1);
  p.edge.backprop = apply(Op::Uniform, {num(0), num(1)}, 2);
  program.reward(program.spikeTrain("DA", 1, {60, 110}), 1, 0.5, 2);
  program.recordSpikes(cells);
  return program;
}

TEST(Edges, SameForAnyNumberOfThreads) {
  for (Scalar real : {Scalar::F64, Scalar::F32})
    for (bool split : {false, true}) {
      StdpOptions options;
      options.real = real;
      options.split = split;
      options.max = 80;
      EdgeProgram program = recurrent(options);
      std::vector<double> weights;
      std::vector<int64_t> ticks;
      std::vector<uint32_t> elements, sources;
      for (int threads : {1, 2, 3}) {
        auto sim = program.create(withThreads(threads, 7));
        ASSERT_TRUE(sim) << sim.error().message;
        ASSERT_EQ((*sim)->threads(), threads);
        ASSERT_TRUE((*sim)->run(1500));
        Result<EdgeList> list = (*sim)->edges(1, {"w"});
        ASSERT_TRUE(list);
        if (threads == 1) {
          weights = list->values[0];
          sources = list->source;
          ticks = (*sim)->probe(0).eventTicks;
          elements = (*sim)->probe(0).eventElements;
          EXPECT_GT(ticks.size(), 500u);
          EXPECT_GT(weights.size(), 4000u);
          EXPECT_NE(std::count(weights.begin(), weights.end(), 0.0), 0);
          continue;
        }
        EXPECT_EQ(list->values[0], weights);
        EXPECT_EQ(list->source, sources);
        EXPECT_EQ((*sim)->probe(0).eventTicks, ticks);
        EXPECT_EQ((*sim)->probe(0).eventElements, elements);
        ASSERT_TRUE((*sim)->reset());
        ASSERT_TRUE((*sim)->run(1500));
        EXPECT_EQ((*sim)->edges(1, {"w"})->values[0], weights);
      }
    }
}

/// Every edge of the recurrent network against the rule by event.
TEST(Edges, EveryEdgeFollowsTheRule) {
  StdpOptions options;
  options.max = 80;
  EdgeProgram program = recurrent(options);
  program.network().projections.pop_back(); // no reward
  ProjectionPlan &p = program.network().projections[1];
  p.edge.backprop = num(0.3);
  auto sim = program.create(withThreads(2, 3));
  ASSERT_TRUE(sim) << sim.error().message;
  Result<EdgeList> before = (*sim)->edges(1, {"w"});
  ASSERT_TRUE((*sim)->run(1500));
  Result<EdgeList> after = (*sim)->edges(1, {"w"});
  ASSERT_TRUE(before && after);
  std::vector<std::vector<int64_t>> spikes(150);
  const ProbeData &data = (*sim)->probe(0);
  for (size_t k = 0; k < data.eventTicks.size(); ++k)
    spikes[data.eventElements[k]].push_back(data.eventTicks[k]);
  for (size_t k = 0; k < after->size(); ++k) {
    std::vector<std::pair<int64_t, int>> pre;
    std::vector<int64_t> post;
    for (int64_t t : spikes[after->source[k]])
      if (t + after->delay[k] <= 1500)
        pre.push_back({t + after->delay[k], 1});
    for (int64_t t : spikes[after->target[k]])
      if (t + 3 <= 1500)
        post.push_back(t + 3);
    PairRule rule{options.ap, options.am, options.max, before->values[0][k]};
    ASSERT_NEAR(after->values[0][k], rule.run(pre, post, 0.1), 1e-9) << k;
  }
}

TEST(Edges, DrawsAreKeyedByEdgeAndTick) {
  StdpOptions options;
  options.noisy = true;
  EdgeProgram program(options);
  const int source = program.spikeTrain("S", 100, {10, 20});
  const int target = program.parrots("T", 200);
  program.plastic(source, target, Rule::FixedIndegree, num(30), num(1));
  std::vector<double> first;
  for (int threads : {1, 3}) {
    auto sim = program.create(withThreads(threads));
    ASSERT_TRUE(sim) << sim.error().message;
    ASSERT_TRUE((*sim)->run(150));
    std::vector<double> early = (*sim)->edges(0, {"tag"})->values[0];
    ASSERT_TRUE((*sim)->run(150));
    std::vector<double> late = (*sim)->edges(0, {"tag"})->values[0];
    double mean = 0, product = 0;
    for (size_t k = 0; k < late.size(); ++k) {
      mean += late[k] / static_cast<double>(late.size());
      product += (late[k] - 0.5) * (early[k] - 0.5) * 12 / static_cast<double>(late.size());
    }
    EXPECT_NEAR(mean, 0.5, 0.02);   // 6000 draws: sd 0.0037
    EXPECT_NEAR(product, 0, 0.06);  // sd 0.013
    if (threads == 1)
      first = late;
    else
      EXPECT_EQ(late, first);
  }
}

// --- Recording and periodic changes ---------------------------------------------------

TEST(Edges, RecordedInOrderOfTargetAndSource) {
  StdpOptions options;
  EdgeProgram program = recurrent(options);
  ProbePlan probe;
  probe.name = "rec.w";
  probe.kind = ProbePlan::Edges;
  probe.view = -1;
  probe.projection = 1;
  probe.fields = {StdpW};
  probe.every = num(50);
  program.network().probes.push_back(probe);
  std::vector<double> samples;
  for (int threads : {1, 3}) {
    auto sim = program.create(withThreads(threads));
    ASSERT_TRUE(sim) << sim.error().message;
    ASSERT_TRUE((*sim)->run(1500));
    const ProbeData &data = (*sim)->probe(1);
    EXPECT_EQ(data.sampleTicks, (std::vector<int64_t>{500, 1000, 1500}));
    Result<EdgeList> list = (*sim)->edges(1, {"w"});
    ASSERT_TRUE(list);
    ASSERT_EQ(data.samples.size(), 3 * list->size());
    EXPECT_EQ(data.edgeSources, list->source);
    EXPECT_EQ(data.edgeTargets, list->target);
    EXPECT_TRUE(std::is_sorted(list->target.begin(), list->target.end()));
    EXPECT_TRUE(std::equal(list->values[0].begin(), list->values[0].end(),
                           data.samples.end() - static_cast<int64_t>(list->size())));
    if (threads == 1)
      samples = data.samples;
    else
      EXPECT_EQ(data.samples, samples);
  }
}

TEST(Edges, NormalizedSumsPerTargetAndPerSource) {
  for (bool perPost : {true, false}) {
    StdpOptions options;
    EdgeProgram program = recurrent(options);
    NormalizePlan plan;
    plan.projection = 1;
    plan.field = StdpW;
    plan.perPost = perPost;
    plan.total = num(300);
    plan.every = num(25);
    program.network().normalizations.push_back(plan);
    std::vector<double> first;
    for (int threads : {1, 2, 3}) {
      auto sim = program.create(withThreads(threads));
      ASSERT_TRUE(sim) << sim.error().message;
      ASSERT_TRUE((*sim)->run(750));
      Result<EdgeList> list = (*sim)->edges(1, {"w"});
      ASSERT_TRUE(list);
      std::vector<double> sums(150, 0);
      for (size_t k = 0; k < list->size(); ++k)
        sums[perPost ? list->target[k] : list->source[k]] += list->values[0][k];
      for (double sum : sums)
        EXPECT_NEAR(sum, 300, 1e-9);
      if (threads == 1)
        first = list->values[0];
      EXPECT_EQ(list->values[0], first);
    }
  }
}

TEST(Edges, StructureChangesAndEventsInFlightStayRight) {
  StdpOptions options;
  options.am = 3;
  EdgeProgram program = recurrent(options);
  StructuralPlan plan;
  plan.projection = 1;
  plan.pruneWhen = apply(Op::Lt, {leaf(Op::Field, StdpW), num(12)});
  plan.pruneEvery = num(20);
  plan.growRule = Rule::Bernoulli;
  plan.growArgument = num(0.02);
  plan.growEvery = num(30);
  plan.growInits = {{StdpW, num(33), false}};
  program.network().projections[1].edge.backprop = num(0.4);
  program.network().structurals.push_back(plan);
  EdgeList first;
  std::vector<int64_t> ticks;
  for (int threads : {1, 2, 3}) {
    auto sim = program.create(withThreads(threads, 5));
    ASSERT_TRUE(sim) << sim.error().message;
    Result<EdgeList> before = (*sim)->edges(1, {"w"});
    ASSERT_TRUE((*sim)->run(600)); // both prune and grow happen at 60 ms
    Result<EdgeList> middle = (*sim)->edges(1, {"w"});
    ASSERT_TRUE(before && middle);
    for (double w : middle->values[0])
      EXPECT_GE(w, 12);
    EXPECT_GT(std::count(middle->values[0].begin(), middle->values[0].end(), 33.0), 200);
    std::vector<std::pair<uint32_t, uint32_t>> pairs;
    for (size_t k = 0; k < middle->size(); ++k)
      pairs.push_back({middle->target[k], middle->source[k]});
    EXPECT_TRUE(std::adjacent_find(pairs.begin(), pairs.end()) == pairs.end());
    ASSERT_TRUE((*sim)->run(900));
    Result<EdgeList> after = (*sim)->edges(1, {"w"});
    ASSERT_TRUE(after);
    EXPECT_EQ((*sim)->counters().synapses, static_cast<int64_t>(after->size()) + 150);
    if (threads == 1) {
      first = *after;
      ticks = (*sim)->probe(0).eventTicks;
      continue;
    }
    EXPECT_EQ(after->source, first.source);
    EXPECT_EQ(after->target, first.target);
    EXPECT_EQ(after->delay, first.delay);
    EXPECT_EQ(after->values, first.values);
    EXPECT_EQ((*sim)->probe(0).eventTicks, ticks);
  }
}

/// A change that changes nothing must not be felt: every edge is kept, tables are
/// made anew because a far pair grows, and events on their way still arrive.
TEST(Edges, AFreshTableKeepsWhatIsOnItsWay) {
  StdpOptions options;
  std::vector<double> weights;
  for (bool structural : {false, true}) {
    EdgeProgram program(options);
    const int pre = program.spikeTrain("Pre", 2, {10, 19.5, 19.9, 30});
    const int train = program.spikeTrain("Train", 1, {12, 19.8, 29});
    const int target = program.parrots("Post", 2);
    program.trigger(train, target);
    ProjectionPlan &p = program.plastic(pre, target, Rule::OneToOne, {}, num(3));
    p.edge.backprop = num(1);
    if (structural) {
      StructuralPlan plan;
      plan.projection = 1;
      plan.growRule = Rule::All;
      plan.growEvery = num(20);
      program.network().structurals.push_back(plan);
    }
    auto sim = program.create(withThreads(1));
    ASSERT_TRUE(sim) << sim.error().message;
    ASSERT_TRUE((*sim)->run(500));
    Result<EdgeList> list = (*sim)->edges(1, {"w"});
    ASSERT_TRUE(list);
    EXPECT_EQ(list->size(), structural ? 4u : 2u);
    for (size_t k = 0; k < list->size(); ++k)
      if (list->source[k] == list->target[k]) {
        if (structural)
          EXPECT_EQ(list->values[0][k], weights[list->source[k]]);
        else
          weights.push_back(list->values[0][k]);
      }
  }
}

/// A synapse that sends half its weight to the element its `ref` refers to.
void refEmit(void *const *a, const double *, const Tick *, int64_t begin, int64_t end) {
  const double *w = static_cast<const double *>(a[0]), *sum = static_cast<const double *>(a[1]);
  double *out = static_cast<double *>(a[2]), *to = static_cast<double *>(a[3]);
  for (int64_t e = begin; e < end; ++e) {
    out[e] = w[e] * (1 + sum[e]);
    to[e] = 0.5 * w[e];
  }
}

TEST(Edges, RefsReceiveAndAreRead) {
  std::vector<double> first;
  for (int threads : {1, 2, 3}) {
    EdgeProgram program;
    ClassPlan c;
    c.name = "Tripartite";
    c.edge = true;
    auto field = [&](const char *name, FieldRole role, int slot) -> FieldPlan & {
      FieldPlan f;
      f.name = name;
      f.role = role;
      f.perElement = true;
      f.slot = slot;
      c.fields.push_back(f);
      return c.fields.back();
    };
    field("w", FieldRole::State, 0).value = num(1);
    FieldPlan &end = field("astro.sum", FieldRole::End, 1);
    end.end = EdgeEnd::Ref;
    end.ref = 0;
    end.of = "sum";
    field("emit0", FieldRole::Emit, 2);
    field("emit1", FieldRole::Emit, 3);
    c.refs = {{"astro", "Parrot"}};
    c.emits.resize(2);
    c.emits[0].field = 2;
    c.emits[1].field = 3;
    c.emits[1].ref = 0;
    c.emits[1].to = "syn";
    KernelPlan k;
    k.phase = KernelPlan::Emit;
    k.symbol = "Tripartite.emit";
    c.kernels = {k};
    c.arraySlots = 4;
    program.plan.classes.push_back(c);
    program.kernels["Tripartite.emit"] = refEmit;
    const int source = program.spikeTrain("S", 90, {1, 2});
    const int target = program.parrots("T", 300);
    const int astro = program.parrots("G", 200);
    ProjectionPlan &p = program.plastic(source, target, Rule::OneToOne, {}, num(0.5));
    p.rule = Rule::FixedIndegree;
    p.ruleArgument = num(3);
    p.edge.classIndex = 3;
    // w = 1 + j/7: sums that rounding would tell apart.
    p.edge.inits = {{0, num(1) + leaf(Op::IndexJ) / num(7), false}};
    p.edge.refs = {{astro, apply(Op::Mod, {leaf(Op::IndexJ) + leaf(Op::IndexI), num(200)})}};
    auto sim = program.create(withThreads(threads));
    ASSERT_TRUE(sim) << sim.error().message;
    EXPECT_EQ((*sim)->report().window, 1);
    Result<EdgeList> list = (*sim)->edges(0, {"w"});
    ASSERT_TRUE((*sim)->run(40));
    std::vector<double> sums = *(*sim)->get(astro, "sum"), got = *(*sim)->get(target, "sum");
    std::vector<double> expected(200, 0), reached(300, 0);
    for (size_t e = 0; e < list->size(); ++e)
      expected[(list->target[e] + list->source[e]) % 200] += list->values[0][e];
    // The first spike finds the reference at 0, the second at what the first left.
    for (size_t e = 0; e < list->size(); ++e)
      reached[list->target[e]] +=
          list->values[0][e] *
          (2 + 0.5 * expected[(list->target[e] + list->source[e]) % 200]);
    for (int g = 0; g < 200; ++g)
      EXPECT_NEAR(sums[g], expected[g], 1e-9);
    for (int j = 0; j < 300; ++j)
      EXPECT_NEAR(got[j], reached[j], 1e-6);
    sums.insert(sums.end(), got.begin(), got.end());
    if (threads == 1)
      first = sums;
    EXPECT_EQ(sums, first);
  }
}

} // namespace
