//===- ProceduralTest.cpp - Generated edges against stored ones -----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models.h"

#include "runtime/core/Connectivity.h"

#include <gtest/gtest.h>

#include <tuple>

using namespace neuro::rt;
using namespace neuro::rt::test;

namespace {

using Train = std::pair<std::vector<int64_t>, std::vector<uint32_t>>;

/// Poisson input onto A, which projects onto B by the rule under test.
struct Chain : Program {
  int a, b;
  explicit Chain(std::vector<double> shapeA, std::vector<double> shapeB, Scalar real = Scalar::F32)
      : Program(real) {
    a = population("A", 1);
    b = population("B", 1);
    for (auto [p, shape] : {std::make_pair(0, shapeA), {1, shapeB}}) {
      network().populations[static_cast<size_t>(p)].shape.clear();
      for (double n : shape)
        network().populations[static_cast<size_t>(p)].shape.push_back(num(n));
    }
    double n = 1;
    for (double e : shapeA)
      n *= e;
    const int x = poisson("X", n, 8);
    project(x, a, Rule::OneToOne, {}, num(110), num(0.1));
    recordSpikes(a);
    recordSpikes(b);
    record(b, ProbePlan::Values, V, 1);
  }
  ProjectionPlan &rule(Rule rule, Expr argument = {}, bool self = false) {
    ProjectionPlan &p =
        project(a, self ? a : b, rule, argument, apply(Op::Uniform, {num(700), num(1500)}),
                apply(Op::Uniform, {num(0.2), num(4)}, 1));
    p.weightDraws = p.delayDraws = true;
    return p;
  }
  struct Outcome {
    std::vector<Train> trains;
    std::vector<double> samples;
    int64_t synapses, events;
    std::vector<Synapse> edges;
    bool operator==(const Outcome &o) const {
      return trains == o.trains && samples == o.samples && synapses == o.synapses &&
             events == o.events;
    }
  };
  Outcome outcome(int threads, std::shared_ptr<const FileEdges> list = nullptr,
                  std::optional<Layout> layout = std::nullopt) {
    SimOptions options = withThreads(threads, 11);
    options.edgeLists = {nullptr, list};
    options.layout = layout;
    auto sim = create(options);
    Outcome out{};
    EXPECT_TRUE(sim) << sim.error().message;
    if (!sim)
      return out;
    EXPECT_TRUE((*sim)->run(500));
    EXPECT_TRUE((*sim)->run(500));
    for (int p = 0; p < 2; ++p)
      out.trains.push_back({(*sim)->probe(p).eventTicks, (*sim)->probe(p).eventElements});
    out.samples = (*sim)->probe(2).samples;
    out.synapses = (*sim)->counters().synapses;
    out.events = (*sim)->counters().synapticEvents;
    auto edges = (*sim)->synapses(1);
    EXPECT_TRUE(edges);
    out.edges = *edges;
    // Something is there to be compared.
    EXPECT_GT(out.trains[network().projections[1].target == b].first.size(), 20u);
    return out;
  }
};

} // namespace

TEST(Procedural, EqualsTheStoredForm) {
  struct Case {
    std::vector<double> a, b;
    Rule rule;
    Expr argument;
    std::vector<std::pair<std::string, std::vector<Expr>>> arguments;
    std::string text;
    bool self;
  };
  for (const Case &c :
       {Case{{30}, {40}, Rule::All, {}, {}, "", false},
        Case{{30}, {40}, Rule::All, {}, {}, "", true},
        Case{{40}, {40}, Rule::OneToOne, {}, {}, "", false},
        Case{{30}, {200}, Rule::FixedOutdegree, num(40), {}, "", false},
        Case{{2, 6, 7}, {3, 6, 7}, Rule::Conv2d, {}, {{"kernel", {num(3), num(3)}}}, "same", false},
        Case{{2, 9, 8},
             {2, 3, 2},
             Rule::Conv2d,
             {},
             {{"kernel", {num(2)}}, {"stride", {num(3)}}, {"dilation", {num(2)}}},
             "valid",
             false},
        Case{{2, 8, 8}, {2, 4, 4}, Rule::Sumpool, {}, {{"k", {num(2)}}}, "", false},
        Case{{50}, {50}, Rule::Toeplitz, {}, {{"kernel", {num(5)}}}, "", false}}) {
    Chain chain(c.a, c.b);
    ProjectionPlan &p = chain.rule(c.rule, c.argument, c.self);
    p.details.arguments = c.arguments;
    p.details.text = c.text;
    p.autapses = !c.self;
    auto stored = chain.outcome(2);
    EXPECT_TRUE(chain.outcome(2, nullptr, Layout::Procedural) == stored) << static_cast<int>(c.rule) << c.self;
    p.details.procedural = true;
    EXPECT_TRUE(chain.outcome(1) == stored) << static_cast<int>(c.rule) << c.self;
    EXPECT_TRUE(chain.outcome(3) == stored) << static_cast<int>(c.rule) << c.self;
    // One weight and one delay for all.
    p.weight = num(900);
    p.delay = num(1.5);
    auto again = chain.outcome(2);
    p.details.procedural = false;
    EXPECT_TRUE(chain.outcome(1) == again) << static_cast<int>(c.rule) << c.self;
    EXPECT_TRUE(chain.outcome(3, nullptr, Layout::Procedural) == again) << static_cast<int>(c.rule) << c.self;
  }
}

TEST(Procedural, IsALayoutWhereEdgesAreTheSame) {
  Chain chain({30}, {40});
  auto made = [&](Rule rule, Expr argument) {
    ProjectionPlan &p = chain.network().projections.size() > 1 ? chain.network().projections[1]
                                                               : chain.rule(rule);
    p.rule = rule;
    p.ruleArgument = std::move(argument);
    SimOptions options = withThreads(2);
    options.layout = Layout::Procedural;
    auto sim = chain.create(options);
    if (!sim)
      return sim.error().message;
    const auto &report = (*sim)->report().projections[1];
    return report.representation + " " + std::to_string(report.bytes) + " " + std::to_string(report.synapses);
  };
  EXPECT_EQ(made(Rule::FixedOutdegree, num(7)).find("generated for each spike"), 0u) << made(Rule::FixedOutdegree, num(7));
  EXPECT_NE(made(Rule::FixedOutdegree, num(7)).find(" 0 210"), std::string::npos);
  EXPECT_NE(made(Rule::Bernoulli, num(0.1)).find("E0937: no projection can have the layout 'procedural'"), std::string::npos);
  EXPECT_NE(made(Rule::Bernoulli, num(0.1)).find("'procedural bernoulli' draws other pairs"), std::string::npos);
  EXPECT_NE(made(Rule::FixedIndegree, num(3)).find("its rule chooses sources for each target"), std::string::npos);
}

TEST(Procedural, BernoulliHasTheSpikesOfItsOwnEdges) {
  for (bool varying : {false, true}) {
    Chain chain({60}, {1500});
    ProjectionPlan &p = chain.rule(Rule::Bernoulli, num(0.2));
    if (varying)
      p.ruleArgument = apply(Op::Select, {apply(Op::Lt, {leaf(Op::IndexI), num(30)}), num(0.3),
                                          num(0.1)});
    p.where = apply(Op::Ne, {leaf(Op::IndexI), apply(Op::Mod, {leaf(Op::IndexJ), num(60)})});
    p.details.procedural = true;
    auto generated = chain.outcome(1);
    EXPECT_TRUE(chain.outcome(3) == generated);
    // Binomial: 60*1500 pairs less those of `where`, p = 0.2 on average.
    EXPECT_NEAR(static_cast<double>(generated.edges.size()), 0.2 * 59 * 1500,
                4 * std::sqrt(0.16 * 59 * 1500));
    auto list = std::make_shared<FileEdges>();
    for (const Synapse &e : generated.edges) {
      EXPECT_NE(e.source, e.target % 60);
      list->source.push_back(e.source);
      list->target.push_back(e.target);
      list->weight.push_back(e.weight);
      list->delay.push_back(static_cast<double>(e.delay) * 0.1);
    }
    p.details.procedural = false;
    p.where = {};
    p.rule = Rule::File;
    p.ruleArgument = {};
    p.weight = {{{Op::Column, 0, 0, 0}}};
    p.delay = {{{Op::Column, 1, 0, 0}}};
    EXPECT_TRUE(chain.outcome(2, list) == generated);
  }
}

TEST(Procedural, StoresNothingAndRefusesRulesByTarget) {
  Chain chain({30}, {40});
  ProjectionPlan &p = chain.rule(Rule::All);
  p.details.procedural = true;
  auto sim = chain.create(withThreads(1));
  ASSERT_TRUE(sim);
  EXPECT_EQ((*sim)->report().projections[1].bytes, 0u);
  EXPECT_EQ((*sim)->report().projections[1].synapses, 30 * 40);
  EXPECT_EQ((*sim)->report().projections[1].rule, "procedural all");
  p.rule = Rule::FixedIndegree;
  p.ruleArgument = num(3);
  auto refused = chain.create(withThreads(1));
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("E0911"), std::string::npos);
}
