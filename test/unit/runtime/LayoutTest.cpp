//===- LayoutTest.cpp - What decides how synapses are stored --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models.h"

#include "runtime/core/ExprBounds.h"
#include "runtime/core/FixedPoint.h"
#include "runtime/core/Random.h"

#include <gtest/gtest.h>

using namespace neuro::rt;
using namespace neuro::rt::test;

TEST(FixedPoint, RoundsToNearestAndKeepsWholeSteps) {
  const FixedPoint f = FixedPoint::holding(5, INT16_MAX);
  EXPECT_EQ(f.step, 0x1p-12);
  for (double exact : {0.0, 1.0, -5.0, 0.5, 3.25, -0x1p-12})
    EXPECT_EQ(f.nearest(exact), exact);
  EXPECT_EQ(f.nearest(1 + 0x1p-13), 1.0); // ties to even
  EXPECT_EQ(f.nearest(1 + 3 * 0x1p-13), 1 + 0x1p-11);
  EXPECT_TRUE(f.holds(7.9));
  EXPECT_FALSE(f.holds(8));
  for (double bound : {1e-290, 1e-9, 0.1, 1.0, 32767.0, 32768.0, 1e30}) {
    const FixedPoint g = FixedPoint::holding(bound, INT16_MAX);
    EXPECT_TRUE(g.holds(bound) && g.holds(-bound)) << bound;
    EXPECT_LE(std::abs(g.count(bound)), INT16_MAX) << bound;
    EXPECT_GT(g.count(bound), INT16_MAX / 2) << bound;
    EXPECT_LE(std::fabs(g.nearest(bound / 3) - bound / 3), g.step / 2) << bound;
  }
  EXPECT_EQ(FixedPoint().nearest(0.1), 0.1);
}

TEST(ExprBounds, EncloseWhatIsDrawn) {
  const double z = std::fabs(normalSample(0));
  EXPECT_NEAR(z, 8.3, 0.1);
  auto of = [](const Expr &expr) { return boundsOf(expr, BoundsInput()); };
  auto near = [](Bounds b, double low, double high) {
    EXPECT_NEAR(b.low, low, 1e-9 * (1 + std::fabs(low)));
    EXPECT_NEAR(b.high, high, 1e-9 * (1 + std::fabs(high)));
  };
  near(of(num(3)), 3, 3);
  near(of(apply(Op::Uniform, {num(-1), num(2)})), -1, 2);
  near(of(apply(Op::Normal, {num(10), num(2)})), 10 - 2 * z, 10 + 2 * z);
  near(of(-apply(Op::Normal, {num(10), num(-2)})), -10 - 2 * z, -10 + 2 * z);
  near(of(apply(Op::Max, {apply(Op::Normal, {num(1), num(1)}), num(0)})), 0, 1 + z);
  near(of(apply(Op::Choice, {num(4), num(-7), num(1)}, 0, 3)), -7, 4);
  near(of(apply(Op::Select, {apply(Op::Gt, {num(1), num(0)}), num(5), num(1e9)})), 5, 5);
  near(of(apply(Op::Exp, {-apply(Op::Uniform, {num(0), num(1)})})), std::exp(-1), 1);
  near(of(apply(Op::Uniform, {num(1), num(2)}) / apply(Op::Uniform, {num(2), num(4)})), 0.25, 1);
  const double sd = std::sqrt(std::log(1.25));
  near(of(apply(Op::LogNormal, {num(2), num(1)})), 2 / std::sqrt(1.25) * std::exp(-sd * z),
       2 / std::sqrt(1.25) * std::exp(sd * z));
  for (const Expr &open : {apply(Op::Gamma, {num(2), num(1)}), num(1) / apply(Op::Uniform, {num(-1), num(1)}),
                           apply(Op::Log, {apply(Op::Uniform, {num(0), num(1)})}), leaf(Op::Time),
                           leaf(Op::SourceField)})
    EXPECT_FALSE(of(open).areFinite());
}

/// What is reported of a projection with these weights.
static std::string representation(Expr weight, std::optional<Layout> layout = {},
                                  Scalar type = Scalar::F32) {
  Program p(type);
  int a = p.source("A", SourceKind::Port, 50), n = p.population("N", 60, 0);
  p.project(a, n, Rule::FixedIndegree, num(20), weight, num(1));
  SimOptions options = withThreads(1);
  options.layout = layout;
  auto sim = p.create(options);
  EXPECT_TRUE(sim) << sim.error().message;
  return sim ? (*sim)->report().projections[0].representation : "";
}

TEST(Layout, SixteenBitsWhereTheyHoldTypicalWeights) {
  auto starts = [](const std::string &text, const char *with) {
    return text.find(std::string("rows: u16 target, ") + with) == 0;
  };
  const Expr even = apply(Op::Normal, {num(5), num(0.5)}), heavy = apply(Op::LogNormal, {num(1), num(3)}),
             gamma = apply(Op::Gamma, {num(2), num(1)}), mixed = apply(Op::Choice, {num(1), num(1e4)}, 0, 2);
  EXPECT_TRUE(starts(representation(even), "i16 weight (a typical one to 0.0"));
  EXPECT_TRUE(starts(representation(even, {}, Scalar::F64), "f64 weight, "));
  EXPECT_TRUE(starts(representation(even, Layout::Rows), "f32 weight, "));
  EXPECT_TRUE(starts(representation(even, Layout::Rows8), "i8 weight (a typical one to "));
  EXPECT_TRUE(starts(representation(heavy), "f32 weight (16 bits would round a typical one by up to "));
  EXPECT_TRUE(starts(representation(heavy, Layout::Rows16), "i16 weight"));
  EXPECT_TRUE(starts(representation(gamma), "f32 weight (no bound of weights is known)"));
  EXPECT_FALSE(starts(representation(mixed), "f64"));
}

/// Weights that read positions and what elements begin with.
TEST(WeightBounds, OfFieldsAndPositions) {
  Program p(Scalar::F32);
  int a = p.population("A", 12, 0), n = p.population("N", 30, 0);
  auto placed = [&](int population, double nx, double ny, double pitch) {
    LayoutPlan &layout = p.plan.networks[0].populations[static_cast<size_t>(population)].layout;
    layout.kind = LayoutPlan::Grid;
    for (double v : {nx, ny, 1.0, pitch})
      layout.arguments.push_back(num(v));
  };
  placed(a, 3, 4, 10);
  placed(n, 5, 6, 100);
  p.plan.networks[0].populations[static_cast<size_t>(a)].inits.push_back(
      {V, apply(Op::Uniform, {num(-70), num(-60)})});
  auto stored = [&](const Expr &weight) {
    Program copy = p;
    copy.project(a, n, Rule::FixedIndegree, num(5), weight, num(1));
    SimOptions options = withThreads(1);
    options.layout = Layout::Rows16;
    auto sim = copy.create(options);
    return sim ? (*sim)->report().projections[0].representation : sim.error().message;
  };
  const std::string fixed = "rows: u16 target, i16 weight";
  EXPECT_EQ(stored(leaf(Op::SourceField, V) + leaf(Op::Distance)).find(fixed), 0u);
  EXPECT_EQ(stored(leaf(Op::SourceField, V) * leaf(Op::TargetField, V)).find(fixed), 0u);
  EXPECT_EQ(stored(apply(Op::Exp, {-leaf(Op::Distance) / num(100)})).find(fixed), 0u);
  EXPECT_EQ(stored(leaf(Op::Coordinate, 0) - num(2) * leaf(Op::Coordinate, 1)).find(fixed), 0u);
  EXPECT_NE(stored(num(1) / (leaf(Op::Coordinate, 0) - num(14))).find("no bound of weights is known"),
            std::string::npos); // perhaps by zero, for all that is known
}

/// What is said of a layout asked for a network of one projection; empty if it has it.
static std::string refused(Layout layout, Expr weight, Expr delay = num(1), int64_t targets = 60) {
  Program p(Scalar::F32);
  int a = p.source("A", SourceKind::Port, 50), n = p.population("N", targets, 0);
  p.project(a, n, Rule::FixedIndegree, num(20), std::move(weight), std::move(delay));
  SimOptions options = withThreads(1);
  options.layout = layout;
  auto sim = p.create(options);
  return sim ? "" : sim.error().message;
}

TEST(Layout, ThatNoProjectionCanHaveIsRefused) {
  const Expr normal = apply(Op::Normal, {num(5), num(0.5)}), gamma = apply(Op::Gamma, {num(2), num(1)}),
             drawnDelay = apply(Op::Uniform, {num(1), num(2)});
  auto expectRefused = [&](const std::string &message, const std::string &name, const std::string &why) {
    EXPECT_EQ(message.find("E0937: no projection can have the layout '" + name + "' (p0: " + why + ")"), 0u)
        << message;
  };
  for (Layout layout : {Layout::Rows, Layout::Rows16, Layout::Rows8})
    EXPECT_EQ(refused(layout, normal), "");
  EXPECT_EQ(refused(Layout::Rows, gamma), "");
  EXPECT_EQ(refused(Layout::BitRows, num(5)), "");
  expectRefused(refused(Layout::BitRows, normal), "bits", "its weights differ");
  expectRefused(refused(Layout::BitRows, num(5), drawnDelay), "bits", "its delays differ");
  expectRefused(refused(Layout::BitRows, num(5), num(1), 0), "bits", "it has no elements");
  expectRefused(refused(Layout::Rows16, num(5)), "rows-i16", "its weights are all the same");
  expectRefused(refused(Layout::Rows8, gamma), "rows-i8", "no bound of weights is known");
  expectRefused(refused(Layout::Rows8, apply(Op::Normal, {num(1e-36), num(1e-37)})), "rows-i8",
                "its weights are too small to be told apart");
  expectRefused(refused(Layout::OneToOne, num(5)), "one-to-one", "its rule is not one_to_one");
  expectRefused(refused(Layout::AllToAll, num(5)), "all-to-all", "its rule is not all");
  expectRefused(refused(Layout::Convolution, num(5)), "convolution", "its rule is not a convolution");
  expectRefused(refused(Layout::Dense, num(5)), "dense", "its weights are all the same");
}

TEST(Layout, IsTakenWhereverItIsPossible) {
  Program p(Scalar::F32);
  int a = p.source("A", SourceKind::Port, 50), n = p.population("N", 60, 0);
  p.project(a, n, Rule::FixedIndegree, num(20), num(1), num(1));
  p.project(a, n, Rule::FixedIndegree, num(20), apply(Op::Normal, {num(5), num(0.5)}), num(1));
  SimOptions options = withThreads(1);
  options.layout = Layout::BitRows;
  auto sim = p.create(options);
  ASSERT_TRUE(sim) << sim.error().message;
  EXPECT_EQ((*sim)->report().projections[0].representation.find("bit rows"), 0u);
  EXPECT_EQ((*sim)->report().projections[1].representation.find("rows: "), 0u);
}
