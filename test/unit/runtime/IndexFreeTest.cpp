//===- IndexFreeTest.cpp - Synapses without lists of targets --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each layout brings, bit for bit, what lists of targets bring: sums at a target
// are made in the same order. Where what arrives is counted first, it is what rows
// of bits bring.
//
//===----------------------------------------------------------------------===//

#include "Models.h"

#include <gtest/gtest.h>

#include <functional>

using namespace neuro::rt;
using namespace neuro::rt::test;

namespace {

const Expr drawn = apply(Op::Normal, {num(1), num(0.7)});
const Expr unequal = apply(Op::Ne, {leaf(Op::IndexI), leaf(Op::IndexJ)});

struct Sides {
  std::initializer_list<double> source, target;
};

/// A Port population 0 and a population 1 of neurons, and what `project` connects.
struct Net {
  Program program;
  int a, n;
  Net(Scalar type, const Sides &sides) : program(type) {
    a = program.source("A", SourceKind::Port, 1);
    n = program.population("N", 1);
    shape(0, sides.source);
    shape(1, sides.target);
    program.network().populations[1].inits.push_back({TauS, num(1e-4), false});
    program.record(n, ProbePlan::Values, I);
  }
  void shape(size_t population, std::initializer_list<double> extents) {
    PopulationPlan &plan = program.network().populations[population];
    plan.shape.clear();
    for (double extent : extents)
      plan.shape.push_back(num(extent));
  }
};

using Project = std::function<void(Net &)>;

/// What arrives at each neuron in each tick when the sources spike, some together, some
/// twice in a tick.
std::vector<double> arrivals(Scalar type, const Sides &sides, const Project &project,
                             std::optional<Layout> layout, int threads, std::string &text) {
  Net net(type, sides);
  project(net);
  SimOptions options = withThreads(threads);
  options.layout = layout;
  auto sim = net.program.create(options);
  EXPECT_TRUE(sim) << sim.error().message;
  if (!sim)
    return {};
  text = (*sim)->report().projections[0].representation;
  double sources = 1;
  for (double extent : sides.source)
    sources *= extent;
  std::vector<uint32_t> elements;
  std::vector<int64_t> ticks;
  for (uint32_t k = 0; k < static_cast<uint32_t>(sources); ++k)
    for (int64_t tick : {1 + int64_t(k) / 20, 50 + int64_t(k) % 7, 60 + int64_t(k) % 7 % 4}) {
      elements.push_back(k);
      ticks.push_back(tick);
      if (tick == 53) { // a count of two
        elements.push_back(k);
        ticks.push_back(tick);
      }
    }
  EXPECT_TRUE((*sim)->pushEvents(0, elements, ticks));
  EXPECT_TRUE((*sim)->run(80));
  std::vector<double> samples = (*sim)->probe(0).samples;
  samples.push_back(static_cast<double>((*sim)->counters().synapticEvents));
  samples.push_back(static_cast<double>((*sim)->counters().synapses));
  return samples;
}

/// With the layout that is chosen and the one that is compared with, at one and three
/// threads.
void expectSame(const Sides &sides, const Project &project, const std::string &representation,
                Layout other = Layout::Rows, std::optional<Layout> layout = std::nullopt) {
  for (Scalar type : {Scalar::F32, Scalar::F64})
    for (int threads : {1, 3}) {
      std::string text, none;
      const std::vector<double> mine = arrivals(type, sides, project, layout, threads, text);
      EXPECT_EQ(text.substr(0, representation.size()), representation);
      const std::vector<double> theirs = arrivals(type, sides, project, other, 1, none);
      EXPECT_NE(none.substr(0, representation.size()), representation);
      ASSERT_EQ(mine.size(), theirs.size());
      size_t different = 0, brought = 0;
      for (size_t k = 0; k < mine.size(); ++k) {
        different += mine[k] != theirs[k];
        brought += mine[k] != 0;
      }
      EXPECT_EQ(different, 0u) << representation << ", threads " << threads;
      EXPECT_GT(brought, 20u);
    }
}

Project rule(Rule rule, Expr argument, Expr weight, Expr where = {}) {
  return [=](Net &net) {
    net.program.project(net.a, net.n, rule, argument, weight, num(0.3)).where = where;
  };
}

} // namespace

TEST(IndexFree, OneToOne) {
  expectSame({{300}, {300}}, rule(Rule::OneToOne, {}, num(0.37)), "one to one");
  expectSame({{300}, {300}}, rule(Rule::OneToOne, {}, drawn), "one to one");
  // Selections on both sides, in steps that differ.
  expectSame({{300}, {300}},
             [](Net &net) {
               const int from = net.program.view({{0, num(3), num(273), num(3)}}),
                         to = net.program.view({{1, num(120), num(210), {}}});
               net.program.project(from, to, Rule::OneToOne, {}, drawn, num(0.3));
             },
             "one to one");
  expectSame({{300}, {300}},
             [](Net &net) {
               const int from = net.program.view({{0, num(5), num(95), {}}}),
                         to = net.program.view({{1, num(1), num(271), num(3)}});
               net.program.project(from, to, Rule::OneToOne, {}, num(3), num(0.3));
             },
             "one to one");
}

TEST(IndexFree, AllToAll) {
  expectSame({{90}, {150}}, rule(Rule::All, {}, num(0.37)), "all to all", Layout::BitRows);
  expectSame({{150}, {150}}, rule(Rule::All, {}, num(0.37), unequal), "all to all",
             Layout::BitRows);
  expectSame({{90}, {150}},
             [](Net &net) {
               const int from = net.program.view({{0, num(5), num(85), num(4)}}),
                         to = net.program.view({{1, num(11), num(131), {}}});
               net.program.project(from, to, Rule::All, {}, num(0.1), num(0.3)).where = unequal;
             },
             "all to all", Layout::BitRows);
}

TEST(IndexFree, Dense) {
  expectSame({{90}, {700}}, rule(Rule::All, {}, drawn), "dense");
  expectSame({{90}, {150}}, rule(Rule::Bernoulli, num(0.9), drawn), "dense");
  expectSame({{150}, {150}}, rule(Rule::All, {}, drawn, unequal), "dense");
  expectSame({{90}, {150}},
             [](Net &net) {
               net.program.project(net.a, net.n, Rule::FixedIndegree, num(80), drawn, num(0.3))
                   .multapses = false;
             },
             "dense");
  // Sparse: only if it is asked for.
  expectSame({{90}, {150}}, rule(Rule::Bernoulli, num(0.2), drawn), "dense", Layout::Rows,
             Layout::Dense);
}

TEST(IndexFree, SelfConnectionsAreLeftOut) {
  // Neurons that excite each other, with themselves left out: the spikes are those of
  // rows of bits and of lists.
  for (bool uniform : {true, false}) {
    auto spikes = [&](std::optional<Layout> layout, int threads) {
      Program p(Scalar::F32);
      const int n = p.population("N", 300);
      ProjectionPlan &plan = p.project(n, n, Rule::All, {}, uniform ? num(30) : drawn, num(0.5));
      plan.autapses = false;
      p.network().populations[0].inits.push_back(
          {V, apply(Op::Uniform, {num(-65), num(-49)}, 1), false});
      const int probe = p.recordSpikes(n);
      SimOptions options = withThreads(threads);
      options.layout = layout;
      auto sim = p.create(options);
      EXPECT_TRUE(sim) << sim.error().message;
      EXPECT_EQ((*sim)->counters().synapses, 300 * 299);
      EXPECT_TRUE((*sim)->run(300));
      std::vector<double> all;
      for (uint32_t e : (*sim)->probe(probe).eventElements)
        all.push_back(e);
      for (int64_t t : (*sim)->probe(probe).eventTicks)
        all.push_back(static_cast<double>(t));
      all.push_back(static_cast<double>((*sim)->counters().synapticEvents));
      return all;
    };
    const std::vector<double> mine = spikes(std::nullopt, 1);
    EXPECT_GT(mine.back(), 1000);
    EXPECT_EQ(mine, spikes(std::nullopt, 3));
    EXPECT_EQ(mine, spikes(uniform ? Layout::BitRows : Layout::Rows, 1));
  }
}

TEST(IndexFree, Convolutions) {
  auto conv = [](std::vector<Expr> kernel, double stride, double dilation, const char *pad,
                 Expr weight) {
    return [=](Net &net) {
      ProjectionPlan &p = net.program.project(net.a, net.n, Rule::Conv2d, {}, weight, num(0.3));
      p.details.arguments = {
          {"kernel", kernel}, {"stride", {num(stride)}}, {"dilation", {num(dilation)}}};
      p.details.text = pad;
    };
  };
  expectSame({{2, 9, 11}, {3, 7, 9}}, conv({num(3), num(3)}, 1, 1, "valid", drawn), "convolution", Layout::Rows, Layout::Convolution);
  expectSame({{2, 9, 11}, {3, 9, 11}}, conv({num(5), num(3)}, 1, 1, "same", drawn), "convolution", Layout::Rows, Layout::Convolution);
  expectSame({{3, 9, 11}, {2, 5, 6}}, conv({num(3), num(3)}, 2, 1, "same", drawn), "convolution", Layout::Rows, Layout::Convolution);
  expectSame({{1, 12, 12}, {4, 8, 8}}, conv({num(3), num(3)}, 1, 2, "valid", drawn),
             "convolution", Layout::Rows, Layout::Convolution);
  expectSame({{1, 12, 12}, {4, 10, 10}}, conv({num(3), num(3)}, 1, 1, "valid", num(0.3)),
             "convolution", Layout::Rows, Layout::Convolution);
  expectSame({{2, 12, 12}, {2, 4, 4}},
             [](Net &net) {
               net.program.project(net.a, net.n, Rule::Sumpool, {}, num(0.7), num(0.3))
                   .details.arguments = {{"k", {num(3)}}};
             },
             "convolution", Layout::Rows, Layout::Convolution);
  expectSame({{200}, {200}},
             [](Net &net) {
               net.program.project(net.a, net.n, Rule::Toeplitz, {}, drawn, num(0.3))
                   .details.arguments = {{"kernel", {num(9)}}};
             },
             "convolution", Layout::Rows, Layout::Convolution);
}

TEST(IndexFree, WhatCannotBeIsList) {
  auto text = [](const Project &project) {
    std::string text;
    arrivals(Scalar::F32, {{60}, {60}}, project, std::nullopt, 1, text);
    return text.substr(0, 4);
  };
  // Delays that differ; pairs twice; a weight that is a function of the pair.
  EXPECT_EQ(text([](Net &net) {
              net.program.project(net.a, net.n, Rule::OneToOne, {}, num(1),
                                  apply(Op::Uniform, {num(0.1), num(1)}, 0));
            }),
            "rows");
  EXPECT_EQ(text([](Net &net) {
              net.program.project(net.a, net.n, Rule::FixedIndegree, num(59), drawn, num(1));
            }),
            "rows");
  EXPECT_EQ(text([](Net &net) {
              net.program
                  .project(net.a, net.n, Rule::Toeplitz, {}, leaf(Op::IndexI) - leaf(Op::IndexJ),
                           num(1))
                  .details.arguments = {{"kernel", {num(9)}}};
            }),
            "rows");
}

TEST(IndexFree, MemoryIsThatOfTheRule) {
  // 10^10 pairs without a list of them.
  Program p(Scalar::F32);
  const int a = p.source("A", SourceKind::Port, 1e5), n = p.population("N", 1e5);
  p.project(a, n, Rule::All, {}, num(1), num(1));
  p.project(a, n, Rule::OneToOne, {}, num(1), num(1));
  auto sim = p.create(withThreads(2));
  ASSERT_TRUE(sim) << sim.error().message;
  EXPECT_EQ((*sim)->counters().synapses, 10000000000 + 100000);
  EXPECT_LT((*sim)->report().synapseBytes, 10000u);
}
