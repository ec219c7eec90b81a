//===- RulesTest.cpp - Layouts and the rules that use them ----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each rule against a slow enumeration of all pairs.
//
//===----------------------------------------------------------------------===//

#include "Models.h"

#include "runtime/core/Connectivity.h"
#include "runtime/core/Positions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

using namespace neuro::rt;
using namespace neuro::rt::test;

namespace {

using Edges = std::vector<Synapse>;
using Pairs = std::vector<std::pair<uint32_t, uint32_t>>;

LayoutPlan layout(LayoutPlan::Kind kind, std::initializer_list<double> arguments) {
  LayoutPlan plan;
  plan.kind = kind;
  for (double a : arguments)
    plan.arguments.push_back(num(a));
  return plan;
}

struct Net {
  Program program;
  SimOptions options;
  int add(const char *name, std::initializer_list<double> shape, LayoutPlan at = {}) {
    const int p = program.population(name, 1);
    auto &plan = program.plan.networks[0].populations[static_cast<size_t>(p)];
    plan.shape.clear();
    for (double n : shape)
      plan.shape.push_back(num(n));
    plan.layout = at;
    return p;
  }
  ProjectionPlan &project(int from, int to, Rule rule, Expr argument = {},
                          Expr weight = num(1)) {
    return program.project(from, to, rule, argument, weight, num(1));
  }
  Edges edges(int threads = 1) {
    SimOptions o = withThreads(threads, 7);
    o.positions = options.positions;
    o.edgeLists = options.edgeLists;
    auto sim = program.create(o);
    EXPECT_TRUE(sim) << sim.error().message;
    if (!sim)
      return {};
    auto edges = (*sim)->synapses(0);
    EXPECT_TRUE(edges);
    EXPECT_EQ((*sim)->counters().synapses, static_cast<int64_t>(edges->size()));
    return *edges;
  }
  std::string error() {
    SimOptions o = withThreads(1, 7);
    o.positions = options.positions;
    o.edgeLists = options.edgeLists;
    auto sim = program.create(o);
    return sim ? "" : sim.error().message;
  }
};

Pairs pairsOf(const Edges &edges) {
  Pairs pairs;
  for (const Synapse &e : edges)
    pairs.push_back({e.source, e.target});
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

Expr distance() { return leaf(Op::Distance); }
Expr coordinate(int axis, int end) { return {{{Op::Coordinate, axis, end, 0}}}; }

} // namespace

// --- Layouts ------------------------------------------------------------------------

TEST(Layouts, AGridPutsElementsInTheMiddleOfCellsTheLastAxisFastest) {
  Net net;
  const int a = net.add("A", {2, 3, 2}, layout(LayoutPlan::Grid, {2, 3, 2, 10}));
  // The weight of i -> i is the position.
  for (int axis = 0; axis < 3; ++axis) {
    net.program.plan.networks[0].projections.clear();
    net.project(a, a, Rule::OneToOne, {}, coordinate(axis, 0));
    Edges edges = net.edges();
    ASSERT_EQ(edges.size(), 12u);
    for (const Synapse &e : edges) {
      const uint32_t cell[3] = {e.source / 6, e.source / 2 % 3, e.source % 2};
      EXPECT_EQ(e.weight, 5 + 10.0 * cell[axis]);
    }
  }
}

TEST(Layouts, AFlatGridLiesInThePlaneZero) {
  Net net;
  const int a = net.add("A", {6}, layout(LayoutPlan::Grid, {2, 3, 1, 10}));
  net.project(a, a, Rule::All, {}, distance());
  for (const Synapse &e : net.edges()) {
    const double dx = 10 * (double(e.source / 3) - double(e.target / 3)),
                 dy = 10 * (double(e.source % 3) - double(e.target % 3));
    EXPECT_DOUBLE_EQ(e.weight, std::hypot(dx, dy));
  }
}

TEST(Layouts, ABoxIsFilledUniformlyTheSameForAnyThreads) {
  Net net;
  const int a = net.add("A", {4000}, layout(LayoutPlan::Box, {100, 200, 0}));
  net.project(a, a, Rule::OneToOne, {}, coordinate(1, 0));
  Edges one = net.edges(1), three = net.edges(3);
  std::map<uint32_t, double> y;
  double sum = 0, squares = 0;
  for (const Synapse &e : one) {
    EXPECT_GT(e.weight, 0);
    EXPECT_LT(e.weight, 200);
    y[e.source] = e.weight;
    sum += e.weight;
    squares += e.weight * e.weight;
  }
  // Mean 100 with standard error 200/sqrt(12 n), variance 200^2/12.
  EXPECT_NEAR(sum / 4000, 100, 4 * 200 / std::sqrt(12 * 4000.0));
  EXPECT_NEAR(squares / 4000 - sum / 4000 * sum / 4000, 200 * 200 / 12.0, 150);
  for (const Synapse &e : three)
    EXPECT_EQ(e.weight, y[e.source]);
  net.program.plan.networks[0].projections[0].weight = coordinate(2, 1);
  for (const Synapse &e : net.edges())
    EXPECT_EQ(e.weight, 0);
}

TEST(Layouts, ARingHasEqualArcs) {
  Net net;
  const int a = net.add("A", {12}, layout(LayoutPlan::Ring, {50}));
  net.project(a, a, Rule::All, {}, distance());
  for (const Synapse &e : net.edges()) {
    const double turn = std::fabs(double(e.source) - double(e.target)) / 12;
    EXPECT_NEAR(e.weight, 2 * 50 * std::sin(3.14159265358979 * turn), 1e-9);
  }
}

TEST(Layouts, AFileGivesRowsInItsUnit) {
  Net net;
  const int a = net.add("A", {2}, layout(LayoutPlan::File, {1000}));
  net.options.positions = {{0, 0, 0, 0.3, 0, 0.4}};
  net.project(a, a, Rule::All, {}, distance()).where =
      apply(Op::Lt, {leaf(Op::IndexI), leaf(Op::IndexJ)});
  Edges edges = net.edges();
  ASSERT_EQ(edges.size(), 1u);
  EXPECT_DOUBLE_EQ(edges[0].weight, 500);
  net.options.positions = {{0, 0, 0}};
  EXPECT_NE(net.error().find("1 positions for 2 elements"), std::string::npos) << net.error();
}

TEST(Layouts, PlacesAndElementsMustBeEqual) {
  Net net;
  net.add("A", {10}, layout(LayoutPlan::Grid, {3, 3, 1, 10}));
  EXPECT_NE(net.error().find("9 places for 10 elements"), std::string::npos) << net.error();
}

TEST(Layouts, SelectionsAndGroupsKeepPositions) {
  Net net;
  const int a = net.add("A", {10}, layout(LayoutPlan::Grid, {10, 1, 1, 1}));
  const int b = net.add("B", {5}, layout(LayoutPlan::Grid, {5, 1, 1, 2}));
  // A[2..10 step 3] and B, as one view.
  ViewPlan view;
  view.name = "some";
  view.parts = {{a, num(2), num(10), num(3)}, {b, {}, {}, {}}};
  net.program.plan.networks[0].views.push_back(view);
  ProjectionPlan &p = net.project(a, a, Rule::All, {}, coordinate(0, 0));
  p.source = static_cast<int>(net.program.plan.networks[0].views.size()) - 1;
  p.sourceEvents = {0, 0};
  std::map<uint32_t, double> x;
  for (const Synapse &e : net.edges())
    x[e.source] = e.weight;
  const std::map<uint32_t, double> wanted = {{0, 2.5}, {1, 5.5}, {2, 8.5}, {3, 1},
                                             {4, 3},   {5, 5},   {6, 7},   {7, 9}};
  EXPECT_EQ(x, wanted);
}

TEST(Layouts, DistancesWithoutPositionsAreRefused) {
  Net net;
  const int a = net.add("A", {4}, layout(LayoutPlan::Ring, {1})), b = net.add("B", {4});
  net.project(a, b, Rule::All, {}, distance());
  EXPECT_NE(net.error().find("E0431"), std::string::npos) << net.error();
  // What is known of one end may be used.
  net.program.plan.networks[0].projections[0].weight = coordinate(0, 0);
  EXPECT_EQ(net.edges().size(), 16u);
}

// --- nearest --------------------------------------------------------------------------

TEST(Nearest, EqualsASearchThroughAllPairs) {
  Net net;
  const int a = net.add("A", {300}, layout(LayoutPlan::Box, {10, 10, 10}));
  const int b = net.add("B", {64}, layout(LayoutPlan::Grid, {4, 4, 4, 2.5}));
  net.project(a, b, Rule::All, {}, distance());
  std::map<uint32_t, std::set<std::pair<double, uint32_t>>> byDistance;
  for (const Synapse &e : net.edges())
    byDistance[e.target].insert({e.weight, e.source});
  net.program.plan.networks[0].projections.clear();
  net.project(a, b, Rule::Nearest, num(7));
  Pairs wanted;
  for (auto &[target, sources] : byDistance) {
    auto next = sources.begin();
    for (int k = 0; k < 7; ++k)
      wanted.push_back({(next++)->second, target});
  }
  std::sort(wanted.begin(), wanted.end());
  EXPECT_EQ(pairsOf(net.edges(1)), wanted);
  EXPECT_EQ(pairsOf(net.edges(4)), wanted);
}

TEST(Nearest, TiesGoToTheSmallestIndexAndAutapsesDoNotCount) {
  Net net;
  const int a = net.add("A", {3, 3}, layout(LayoutPlan::Grid, {3, 3, 1, 1}));
  net.project(a, a, Rule::Nearest, num(2)).autapses = false;
  Pairs of4;
  for (auto &pair : pairsOf(net.edges()))
    if (pair.second == 4)
      of4.push_back(pair);
  // Four neighbours at distance 1: 1, 3, 5, 7.
  EXPECT_EQ(of4, (Pairs{{1, 4}, {3, 4}}));
  net.program.plan.networks[0].projections[0].where =
      apply(Op::Gt, {leaf(Op::IndexI), num(3)});
  of4.clear();
  for (auto &pair : pairsOf(net.edges()))
    if (pair.second == 4)
      of4.push_back(pair);
  EXPECT_EQ(of4, (Pairs{{5, 4}, {7, 4}}));
  net.program.plan.networks[0].projections[0].ruleArgument = num(6);
  EXPECT_NE(net.error().find("nearest"), std::string::npos);
}

TEST(Nearest, CoincidingPointsEndTheTree) {
  Net net;
  const int a = net.add("A", {100}, layout(LayoutPlan::Box, {0, 0, 0}));
  net.project(a, a, Rule::Nearest, num(3));
  for (auto &[source, target] : pairsOf(net.edges()))
    EXPECT_LT(source, 3u) << target;
}

TEST(Nearest, AMillionQueriesAreFast) {
  Populations populations;
  PopulationPlan plan;
  plan.layout = layout(LayoutPlan::Box, {1000, 1000, 1000});
  View view;
  for (int p = 0; p < 2; ++p) {
    auto population = std::make_unique<Population>();
    population->index = p;
    population->plan = &plan;
    population->size = p == 0 ? 20000 : 1000000;
    Scope scope;
    ASSERT_TRUE(placeElements(*population, scope, {}));
    populations.push_back(std::move(population));
  }
  auto whole = [&](int p) {
    View v;
    v.size = populations[p]->size;
    v.parts = {{p, 0, 1, v.size, 0}};
    return v;
  };
  Team team;
  auto found = nearestElements(populations, whole(0), whole(1), team);
  ASSERT_TRUE(found);
  // A few against all.
  for (int64_t q = 0; q < 1000000; q += 99991) {
    const Point at = populations[1]->position(q);
    std::pair<double, uint32_t> best{HUGE_VAL, 0};
    for (uint32_t k = 0; k < 20000; ++k) {
      const Point p = populations[0]->position(k);
      double d = 0;
      for (int axis = 0; axis < 3; ++axis)
        d += (p[axis] - at[axis]) * (p[axis] - at[axis]);
      best = std::min(best, {d, k});
    }
    EXPECT_EQ((*found)[static_cast<size_t>(q)], best.second);
  }
}

// --- Kernels ----------------------------------------------------------------------------

namespace {

struct Kernel2d {
  int64_t ci, h, w, co, oh, ow, kh, kw, stride, dilation, padY, padX;
};

/// Pairs with the place in the kernel that each edge has.
std::map<std::pair<uint32_t, uint32_t>, int64_t> reference(const Kernel2d &k) {
  std::map<std::pair<uint32_t, uint32_t>, int64_t> edges;
  for (int64_t o = 0; o < k.co; ++o)
    for (int64_t y = 0; y < k.oh; ++y)
      for (int64_t x = 0; x < k.ow; ++x)
        for (int64_t c = 0; c < k.ci; ++c)
          for (int64_t sy = 0; sy < k.h; ++sy)
            for (int64_t sx = 0; sx < k.w; ++sx) {
              const int64_t dy = sy - y * k.stride + k.padY, dx = sx - x * k.stride + k.padX;
              if (dy < 0 || dx < 0 || dy % k.dilation || dx % k.dilation)
                continue;
              const int64_t ky = dy / k.dilation, kx = dx / k.dilation;
              if (ky >= k.kh || kx >= k.kw)
                continue;
              edges[{static_cast<uint32_t>((c * k.h + sy) * k.w + sx),
                     static_cast<uint32_t>((o * k.oh + y) * k.ow + x)}] =
                  ((o * k.ci + c) * k.kh + ky) * k.kw + kx;
            }
  return edges;
}

} // namespace

TEST(Conv2d, ConnectsAndSharesWeightsLikeAConvolution) {
  for (auto [k, pad] : {std::make_pair(Kernel2d{2, 7, 6, 3, 7, 6, 3, 3, 1, 1, 1, 1}, "same"),
                        {Kernel2d{2, 7, 6, 3, 5, 4, 3, 3, 1, 1, 0, 0}, "valid"},
                        {Kernel2d{1, 9, 8, 2, 5, 4, 3, 2, 2, 1, 1, 0}, "same"},
                        {Kernel2d{1, 9, 8, 2, 3, 2, 2, 2, 3, 2, 0, 0}, "valid"}}) {
    Net net;
    const int a = net.add("A", {double(k.ci), double(k.h), double(k.w)});
    const int b = net.add("B", {double(k.co), double(k.oh), double(k.ow)});
    ProjectionPlan &p =
        net.project(a, b, Rule::Conv2d, {}, apply(Op::Normal, {num(0), num(1)}));
    p.weightDraws = true;
    p.details.text = pad;
    p.details.arguments = {{"kernel", {num(double(k.kh)), num(double(k.kw))}},
                           {"stride", {num(double(k.stride))}},
                           {"dilation", {num(double(k.dilation))}}};
    auto wanted = reference(k);
    Edges edges = net.edges();
    ASSERT_EQ(edges.size(), wanted.size()) << pad;
    std::map<int64_t, double> kernel;
    std::set<double> values;
    for (const Synapse &e : edges) {
      auto found = wanted.find({e.source, e.target});
      ASSERT_NE(found, wanted.end());
      auto [place, fresh] = kernel.emplace(found->second, e.weight);
      EXPECT_EQ(place->second, e.weight);
      values.insert(e.weight);
    }
    EXPECT_EQ(kernel.size(), static_cast<size_t>(k.ci * k.co * k.kh * k.kw));
    EXPECT_EQ(values.size(), kernel.size());
    EXPECT_EQ(pairsOf(net.edges(3)), pairsOf(edges));
  }
}

TEST(Conv2d, ShapesMustFit) {
  Net net;
  const int a = net.add("A", {1, 8, 8}), b = net.add("B", {4, 8, 8});
  ProjectionPlan &p = net.project(a, b, Rule::Conv2d);
  p.details.arguments = {{"kernel", {num(3), num(3)}}};
  EXPECT_NE(net.error().find("conv2d(3 x 3) makes [4, 6, 6] of [1, 8, 8], but the "
                             "target has shape [4, 8, 8]"),
            std::string::npos)
      << net.error();
  p.details.text = "same";
  EXPECT_EQ(net.error(), "");
  p.target = net.add("C", {256});
  p.targetFields = {Arrive};
  EXPECT_NE(net.error().find("E0433"), std::string::npos) << net.error();
}

TEST(Sumpool, EachTargetSumsOneBlockOfItsChannel) {
  Net net;
  const int a = net.add("A", {2, 9, 8}), b = net.add("B", {2, 4, 4});
  net.project(a, b, Rule::Sumpool).details.arguments = {{"k", {num(2)}}};
  Pairs wanted;
  for (uint32_t c = 0; c < 2; ++c)
    for (uint32_t y = 0; y < 8; ++y) // the ninth row is left out
      for (uint32_t x = 0; x < 8; ++x)
        wanted.push_back({(c * 9 + y) * 8 + x, (c * 4 + y / 2) * 4 + x / 2});
  std::sort(wanted.begin(), wanted.end());
  EXPECT_EQ(pairsOf(net.edges()), wanted);
}

TEST(Toeplitz, WeightsAreEqualAlongDiagonals) {
  Net net;
  const int a = net.add("A", {20}), b = net.add("B", {20});
  ProjectionPlan &p =
      net.project(a, b, Rule::Toeplitz, {}, apply(Op::Normal, {num(0), num(1)}));
  p.weightDraws = true;
  p.details.arguments = {{"kernel", {num(5)}}};
  std::map<int, double> diagonal;
  Edges edges = net.edges();
  EXPECT_EQ(edges.size(), 5u * 20 - 2 * (1 + 2));
  for (const Synapse &e : edges) {
    const int offset = int(e.source) - int(e.target);
    EXPECT_LE(std::abs(offset), 2);
    EXPECT_EQ(diagonal.emplace(offset, e.weight).first->second, e.weight);
  }
  EXPECT_EQ(diagonal.size(), 5u);
}

// --- Files --------------------------------------------------------------------------------

TEST(FileRule, TakesEdgesWeightsAndDelaysByRow) {
  Net net;
  const int a = net.add("A", {5}), b = net.add("B", {4});
  ProjectionPlan &p = net.project(a, b, Rule::File);
  p.details.file = "edges.csv";
  p.weight = {{{Op::Column, 0, 0, 0}}};
  p.delay = {{{Op::Column, 1, 0, 0}}};
  auto list = std::make_shared<FileEdges>();
  list->source = {4, 0, 4, 2};
  list->target = {3, 1, 0, 3};
  list->weight = {1.5, 2.5, 3.5, 4.5};
  list->delay = {0.1, 0.2, 0.3, 0.4};
  net.options.edgeLists = {list};
  for (int threads : {1, 2}) {
    Edges edges = net.edges(threads);
    ASSERT_EQ(edges.size(), 4u);
    for (const Synapse &e : edges)
      for (size_t r = 0; r < 4; ++r)
        if (list->source[r] == e.source && list->target[r] == e.target) {
          EXPECT_EQ(e.weight, list->weight[r]);
          EXPECT_EQ(e.delay, static_cast<int64_t>(r) + 1);
        }
  }
  list->target = {3, 1, 4, 3};
  EXPECT_NE(net.error().find("edge 2 of 'edges.csv' has target 4, but there are 4"),
            std::string::npos)
      << net.error();
  list->target = {3, 1, 0, 3};
  list->weight = ValueColumn();
  EXPECT_NE(net.error().find("has no column 'weight'"), std::string::npos) << net.error();
  p.weight = num(1);
  EXPECT_EQ(net.error(), "");
  list->source = {4, 0, 2, 2};
  list->target = {3, 1, 3, 3};
  EXPECT_EQ(net.edges().size(), 4u);
  p.multapses = false;
  EXPECT_NE(net.error().find("edges 2 and 3"), std::string::npos) << net.error();
}

// --- Kaiming ------------------------------------------------------------------------------

TEST(Kaiming, TheVarianceIsTwoOverTheFanIn) {
  Net net;
  const int a = net.add("A", {400}), b = net.add("B", {300});
  const Expr sd = num(50) * apply(Op::Sqrt, {num(2) / leaf(Op::FanIn)});
  ProjectionPlan &p =
      net.project(a, b, Rule::Bernoulli, num(0.25), apply(Op::Normal, {num(0), sd}));
  p.weightDraws = true;
  double squares = 0;
  Edges edges = net.edges();
  for (const Synapse &e : edges)
    squares += e.weight * e.weight;
  // 100 edges per target: the sd is 50*sqrt(2/100).
  const double n = static_cast<double>(edges.size());
  EXPECT_NEAR(std::sqrt(squares / n), 50 * std::sqrt(0.02), 4 * 50 * std::sqrt(0.02 / (2 * n)));
}
