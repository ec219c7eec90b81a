//===- ConstructionTest.cpp - What building synapses takes ----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EdgeModels.h"

#include "runtime/core/Connectivity.h"
#include "runtime/core/RowSlices.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <numeric>

using namespace neuro::rt;
using namespace neuro::rt::test;

namespace {

const Expr drawnWeight = apply(Op::Uniform, {num(1), num(5)}, 3);
const Expr drawnDelay = apply(Op::Uniform, {num(0.1), num(4)}, 0);

/// A rule with about a million synapses between 2000 and 2500 elements.
struct Case {
  const char *name;
  Rule rule;
  Expr argument;
  double sources = 2000, targets = 2500;
};
std::vector<Case> cases() {
  return {{"all", Rule::All, {}, 1000, 1000},
          {"one_to_one", Rule::OneToOne, {}, 1e6, 1e6},
          {"bernoulli", Rule::Bernoulli, num(0.2)},
          {"fixed_indegree", Rule::FixedIndegree, num(400)},
          {"fixed_outdegree", Rule::FixedOutdegree, num(500)},
          {"fixed_total", Rule::FixedTotal, num(1e6)},
          {"pairwise_poisson", Rule::PairwisePoisson, num(0.2)}};
}

} // namespace

TEST(Construction, PeakStaysNearTheTables) {
  for (const Case &c : cases())
    for (Scalar type : {Scalar::F32, Scalar::F64})
      for (bool uniform : {false, true})
        for (bool oneDelay : {false, true})
          for (int threads : {1, 3}) {
            Program p(type);
            const int a = p.source("A", SourceKind::Port, c.sources),
                      b = p.population("B", c.targets);
            p.project(a, b, c.rule, c.argument, uniform ? num(2) : drawnWeight,
                      oneDelay ? num(1) : drawnDelay);
            auto sim = p.create(withThreads(threads));
            ASSERT_TRUE(sim) << sim.error().message;
            const BuildReport &report = (*sim)->report();
            const double kept = static_cast<double>(report.synapseBytes),
                         peak = static_cast<double>(report.synapsePeakBytes);
            EXPECT_GE(peak, kept);
            EXPECT_LE(peak, 1.3 * kept + 4096)
                << c.name << " uniform " << uniform << " one delay " << oneDelay << " threads "
                << threads;
            if (!oneDelay) // others may need no lists at all
              EXPECT_GT(kept, 1e6);
          }
}

TEST(Construction, PeakOfFilesAndSeveralProjections) {
  // Several tables in one group (a source of two parts), and groups one after the other.
  Program p(Scalar::F32);
  const int a = p.source("A", SourceKind::Port, 1500), b = p.source("B", SourceKind::Port, 500),
            n = p.population("N", 2000);
  const int both = p.view({{0, {}, {}, {}}, {1, {}, {}, {}}});
  p.project(both, n, Rule::FixedIndegree, num(200), drawnWeight, drawnDelay);
  p.project(a, n, Rule::Bernoulli, num(0.1), drawnWeight, drawnDelay);
  p.project(b, n, Rule::FixedTotal, num(3e5), num(2), drawnDelay);
  p.project(b, n, Rule::File, {}, apply(Op::Column, {}, 0), apply(Op::Column, {}, 1));
  p.network().projections.back().details.file = "edges.csv";
  auto list = std::make_shared<FileEdges>();
  for (int64_t k = 0; k < 200000; ++k) {
    list->source.push_back(k * 7919 % 500);
    list->target.push_back(k * 104729 % 2000);
    list->weight.push_back(static_cast<double>(k));
    list->delay.push_back(0.1 * static_cast<double>(1 + k % 40));
  }
  for (int threads : {1, 2}) {
    SimOptions options = withThreads(threads);
    options.edgeLists = {nullptr, nullptr, nullptr, list};
    auto sim = p.create(options);
    ASSERT_TRUE(sim) << sim.error().message;
    const BuildReport &report = (*sim)->report();
    EXPECT_EQ(report.projections[3].synapses, 200000);
    EXPECT_LE(static_cast<double>(report.synapsePeakBytes),
              1.3 * static_cast<double>(report.synapseBytes));
  }
}

TEST(Construction, ListsOfFilesTakeWhatTheirValuesNeed) {
  // A million edges: indices of 32 bits, forty delays, weights of single precision or not.
  for (bool single : {true, false}) {
    Program p(Scalar::F32);
    const int a = p.source("A", SourceKind::Port, 1000), n = p.population("N", 2000);
    p.project(a, n, Rule::File, {}, apply(Op::Column, {}, 0), apply(Op::Column, {}, 1));
    p.network().projections.back().details.file = "edges.csv";
    auto list = std::make_shared<FileEdges>();
    const int64_t edges = 1000000;
    list->source.reserve(edges);
    list->target.reserve(edges);
    for (int64_t k = 0; k < edges; ++k) {
      list->source.push_back(k * 7919 % 1000);
      list->target.push_back(k * 104729 % 2000);
      list->weight.push_back(single ? static_cast<double>(k) : 0.1 * static_cast<double>(k));
      list->delay.push_back(0.1 * static_cast<double>(1 + k % 40));
    }
    list->weight.finish();
    list->delay.finish();
    EXPECT_LT(list->bytes(), (single ? 14 : 18) * edges + 4096);
    SimOptions options = withThreads(2);
    options.edgeLists = {list};
    auto sim = p.create(options);
    ASSERT_TRUE(sim) << sim.error().message;
    const BuildReport &report = (*sim)->report();
    EXPECT_EQ(report.projections[0].synapses, edges);
    EXPECT_GT(report.synapseBytes, list->bytes()); // which is kept and counted
    EXPECT_LE(static_cast<double>(report.synapsePeakBytes),
              1.3 * static_cast<double>(report.synapseBytes));
  }
}

namespace {

/// Edges that are computed again each time, as those of a file are read.
class ComputedEdges final : public ListedEdges {
public:
  explicit ComputedEdges(size_t edges) : edges(edges) {}
  size_t size() const override { return edges; }
  bool hasWeight() const override { return true; }
  bool hasDelay() const override { return true; }
  size_t bytes() const override { return 0; }
  Result<void> read(const Visit &visit) const override {
    auto buffer = std::make_unique<ChunkBuffer>();
    for (size_t first = 0; first < edges; first += EDGE_CHUNK) {
      const int count = static_cast<int>(std::min<size_t>(EDGE_CHUNK, edges - first));
      for (int l = 0; l < count; ++l) {
        const int64_t k = static_cast<int64_t>(first) + l;
        const uint64_t mixed = static_cast<uint64_t>(k) * 0x9E3779B97F4A7C15u;
        buffer->source[l] = static_cast<int64_t>((mixed >> 40) % 1000);
        buffer->target[l] = static_cast<int64_t>((mixed >> 20) % 2000);
        buffer->weight[l] = 0.01 * static_cast<double>(1 + k % 1000);
        buffer->delay[l] = 0.1 * static_cast<double>(1 + k % 40);
      }
      if (Result<void> r = visit(buffer->chunk(first, count, true, true)); !r)
        return r;
    }
    return {};
  }

private:
  size_t edges;
};

} // namespace

TEST(Construction, ListsThatAreNotHeldTakeNothing) {
  // Two million edges: beyond their bare tables little is kept, and little is taken while
  // they are built.
  constexpr size_t edges = 2000000;
  const auto list = std::make_shared<ComputedEdges>(edges);
  for (Scalar type : {Scalar::F32, Scalar::F64})
    for (bool weights : {false, true})
      for (bool delays : {false, true})
        for (bool multapses : {true, false})
          for (int threads : {1, 3}) {
            Program p(type);
            const int a = p.source("A", SourceKind::Port, 1000), n = p.population("N", 2000);
            ProjectionPlan &plan =
                p.project(a, n, Rule::File, {}, weights ? Expr{{{Op::Column, 0, 0, 0}}} : num(2),
                          delays ? Expr{{{Op::Column, 1, 0, 0}}} : num(1));
            plan.details.file = "edges.csv";
            plan.multapses = multapses;
            SimOptions options = withThreads(threads);
            options.edgeLists = {list};
            auto sim = p.create(options);
            if (!multapses) {
              ASSERT_FALSE(sim);
              EXPECT_NE(sim.error().message.find("connect the same pair"), std::string::npos);
              continue;
            }
            ASSERT_TRUE(sim) << sim.error().message;
            const BuildReport &report = (*sim)->report();
            EXPECT_EQ(report.projections[0].synapses, static_cast<int64_t>(edges));
            const double peak = static_cast<double>(report.synapsePeakBytes),
                         each = static_cast<double>(report.synapseBytes) / edges;
            EXPECT_LE(peak, 1.3 * static_cast<double>(report.synapseBytes) + 4096)
                << weights << delays << threads;
            // A target and a weight, rows and segments; where neither weights nor delays
            // differ a bit, and of the many pairs that repeat both ends.
            const double synapse = !weights && !delays         ? 4
                                   : !weights                  ? 2
                                   : type == Scalar::F64 ? 10 : 6;
            EXPECT_LE(each, synapse + (delays ? 1 : 0.1)) << weights << delays << threads;
          }
}

TEST(Construction, TheOrderOfAListIsThatOfItsTargets) {
  // A list and the same put in order by target (stable): synapses, with state or without,
  // are the same ones in the same order, so sums are the same bits.
  const ComputedEdges mixed(20000);
  auto held = std::make_shared<FileEdges>(), sorted = std::make_shared<FileEdges>();
  EXPECT_TRUE(mixed.read([&](const EdgeChunk &chunk) -> Result<void> {
    held->append(chunk);
    return {};
  }));
  std::vector<size_t> order(held->size());
  std::iota(order.begin(), order.end(), size_t(0));
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return held->target[a] < held->target[b]; });
  for (size_t k : order) {
    const int64_t source = held->source[k], target = held->target[k];
    const double weight = held->weight[k], delay = held->delay[k];
    sorted->append({0, 1, &source, &target, &weight, &delay});
  }
  for (bool oneDelay : {false, true}) {
    std::vector<std::vector<Synapse>> synapses;
    std::vector<std::vector<double>> sums;
    for (const std::shared_ptr<const ListedEdges> &list :
         std::vector<std::shared_ptr<const ListedEdges>>{held, sorted})
      for (int threads : {1, 3}) {
        Program p(Scalar::F32);
        const int a = p.poisson("A", 1000, 0.05), n = p.population("N", 2000);
        p.project(a, n, Rule::File, {}, Expr{{{Op::Column, 0, 0, 0}}},
                  oneDelay ? num(1) : Expr{{{Op::Column, 1, 0, 0}}});
        p.network().projections.back().details.file = "edges.csv";
        p.record(n, ProbePlan::Values, V, 1);
        SimOptions options = withThreads(threads);
        options.edgeLists = {list};
        auto sim = p.create(options);
        ASSERT_TRUE(sim) << sim.error().message;
        ASSERT_TRUE((*sim)->run(200));
        auto found = (*sim)->synapses(0);
        ASSERT_TRUE(found);
        synapses.push_back(*found);
        sums.push_back((*sim)->probe(0).samples);
        EXPECT_GT((*sim)->counters().synapticEvents, 1000);
      }
    for (size_t k = 1; k < sums.size(); ++k) {
      EXPECT_EQ(sums[k], sums[0]) << oneDelay << k;
      ASSERT_EQ(synapses[k].size(), synapses[0].size());
      for (size_t e = 0; e < synapses[0].size(); ++e) {
        const Synapse &x = synapses[k][e], &y = synapses[0][e];
        ASSERT_TRUE(x.source == y.source && x.target == y.target && x.delay == y.delay &&
                    x.weight == y.weight)
            << k << ' ' << e;
      }
    }
  }
}

TEST(Construction, ColumnsGiveBackWhatWasPutIn) {
  IndexColumn index;
  std::vector<int64_t> indices;
  auto put = [&](int64_t value) {
    index.push_back(value);
    indices.push_back(value);
  };
  for (int64_t k = 0; k < 1000; ++k)
    put(k * 4000000 % 4294967296);
  EXPECT_LE(index.bytes(), 2000 * sizeof(uint32_t));
  for (int64_t value : {int64_t(4294967295), int64_t(4294967296), int64_t(-3), int64_t(9000000000000000)})
    put(value);
  ASSERT_EQ(index.size(), indices.size());
  for (size_t k = 0; k < indices.size(); ++k)
    EXPECT_EQ(index[k], indices[k]);

  // Few values; many of single precision; a single one that needs double; each with what
  // equality does not tell apart.
  auto bits = [](double value) {
    uint64_t out;
    std::memcpy(&out, &value, sizeof out);
    return out;
  };
  for (int many : {100, 70000, 200000})
    for (double last : {0.5, 0.1, 1e300, double(INFINITY), double(NAN), 1e-310})
      for (bool finished : {false, true}) {
        ValueColumn column;
        std::vector<double> values = {-0.0, 0.0, 1.5};
        for (int k = 0; k < many; ++k)
          values.push_back(0.25 * k);
        for (int k = 0; k < 3; ++k)
          values.push_back(last);
        values.push_back(-0.0);
        for (size_t k = 0; k < values.size(); ++k) {
          if (finished && k == values.size() - 2)
            column.finish(); // more may come all the same
          column.push_back(values[k]);
        }
        ASSERT_EQ(column.size(), values.size());
        for (size_t k = 0; k < values.size(); ++k)
          ASSERT_EQ(bits(column[k]), bits(values[k])) << many << " " << last << " " << k;
      }
}

TEST(Construction, PeakOfEdgesWithState) {
  for (bool oneDelay : {true, false}) {
    EdgeProgram p;
    const int a = p.source("A", SourceKind::Port, 1000), b = p.parrots("B", 1000);
    p.plastic(a, b, Rule::FixedIndegree, num(500), oneDelay ? num(1) : drawnDelay);
    auto sim = p.create(withThreads(2));
    ASSERT_TRUE(sim) << sim.error().message;
    const BuildReport &report = (*sim)->report();
    EXPECT_GT(report.synapseBytes, 500000u * 8);
    EXPECT_LE(static_cast<double>(report.synapsePeakBytes),
              1.3 * static_cast<double>(report.synapseBytes));
  }
}

TEST(Construction, SlicesHaveEqualShares) {
  // Nothing to divide, enough room by tables that are not begun, and neither.
  EXPECT_EQ(slicesFor(0, 6e6, 0, 0), 1);
  EXPECT_EQ(slicesFor(2e6, 6e6, 0, 2e6), 1);
  EXPECT_EQ(slicesFor(2e6, 6e6, 4e6, 0), 1);
  EXPECT_EQ(slicesFor(2e6, 6e6, 0, 0), 2);
  EXPECT_EQ(slicesFor(2e6, 2e6, 0, 0), 5);
  EXPECT_EQ(slicesFor(1e9, 1, 0, 0), 16);
  const std::vector<uint64_t> begins = {0, 10, 10, 10, 90, 95};
  EXPECT_EQ(sliceBegin(begins.data(), 6, 100, 0, 2), 0u);
  EXPECT_EQ(sliceBegin(begins.data(), 6, 100, 1, 2), 4u);
  EXPECT_EQ(sliceBegin(begins.data(), 6, 100, 2, 2), 6u);
  EXPECT_EQ(sliceBegin(begins.data(), 0, 0, 1, 2), 0u);
}

TEST(Construction, SlicedRowsAreThoseOfTheRule) {
  // Weights of single precision and drawn delays: rows are filled in several passes.
  // Every source spikes alone; what arrives is what the rule says.
  for (Rule rule : {Rule::FixedIndegree, Rule::FixedOutdegree, Rule::Bernoulli, Rule::FixedTotal})
    for (int threads : {1, 2}) {
      Program p(Scalar::F32);
      const int a = p.source("A", SourceKind::Port, 30), b = p.source("B", SourceKind::Port, 22),
                n = p.population("N", 300, 0);
      (void)b;
      const int both = p.view({{0, {}, {}, {}}, {1, num(10), num(22), num(3)}});
      const double argument = rule == Rule::Bernoulli ? 0.3 : rule == Rule::FixedTotal ? 3000 : 20;
      p.project(both, n, rule, num(argument), drawnWeight, drawnDelay);
      p.project(a, n, rule, num(argument), drawnWeight, drawnDelay);
      p.network().populations[2].inits.push_back({TauS, num(1e-4), false});
      p.record(n, ProbePlan::Values, I);
      SimOptions options = withThreads(threads);
      options.layout = Layout::Rows; // weights in full
      auto sim = p.create(options);
      ASSERT_TRUE(sim) << sim.error().message;
      for (int population : {0, 1}) {
        std::vector<uint32_t> elements;
        std::vector<int64_t> ticks;
        for (uint32_t k = 0; k < (population == 0 ? 30u : 22u); ++k) {
          elements.push_back(k);
          ticks.push_back(1 + 50 * int64_t(k) + (population == 0 ? 0 : 1500));
        }
        ASSERT_TRUE((*sim)->pushEvents(population, elements, ticks));
      }
      ASSERT_TRUE((*sim)->run(2600));
      std::vector<double> expected(2600 * 300, 0.0);
      for (int projection : {0, 1}) {
        auto all = (*sim)->synapses(projection);
        for (const Synapse &s : *all) {
          // Sources beyond the 30 of A are every third of B from 10 on.
          const int64_t spiked = s.source < 30 ? 50 * int64_t(s.source)
                                               : 1500 + 50 * (10 + 3 * (int64_t(s.source) - 30));
          expected[(spiked + s.delay) * 300 + s.target] += s.weight;
        }
      }
      const ProbeData &d = (*sim)->probe(0);
      double worst = 0;
      for (size_t k = 0; k < expected.size(); ++k)
        worst = std::max(worst, std::fabs(d.samples[k] - expected[k]));
      EXPECT_LT(worst, 1e-5);
    }
}

TEST(Construction, RefusedAndStopped) {
  Program p(Scalar::F32);
  const int a = p.population("A", 2000);
  p.project(a, a, Rule::FixedIndegree, num(1000), drawnWeight, drawnDelay);
  SimOptions options = withThreads(2);
  options.memoryLimit = 8 << 20; // 8.0 MB of targets and weights; segments take the rest
  auto refused = p.create(options);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("are left"), std::string::npos) << refused.error().message;

  options = withThreads(2);
  int calls = 0;
  double last = 0;
  options.progress = [&](const BuildProgress &progress) {
    EXPECT_GE(progress.fraction, last);
    EXPECT_LE(progress.fraction, 1);
    last = progress.fraction;
    return ++calls < 2;
  };
  auto stopped = p.create(options);
  ASSERT_FALSE(stopped);
  EXPECT_NE(stopped.error().message.find("stopped"), std::string::npos);
  EXPECT_EQ(calls, 2);
}

TEST(Construction, RepeatedPairsOfBitRowsArePaidFor) {
  Program p(Scalar::F32);
  const int a = p.population("A", 64);
  p.project(a, a, Rule::FixedIndegree, num(30000), num(1), num(1)); // 1.9 million
  SimOptions options = withThreads(1);
  options.layout = Layout::BitRows;
  options.memoryLimit = 8 << 20;
  auto refused = p.create(options);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("pairs that p0 connects more than once"), std::string::npos)
      << refused.error().message;
  options.memoryLimit = 64 << 20;
  auto made = p.create(options);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_GT((*made)->report().synapseBytes, (64u * 30000 - 64 * 64) * 8);
  EXPECT_LT((*made)->report().synapsePeakBytes, 1.3 * static_cast<double>((*made)->report().synapseBytes));
}

TEST(Construction, BuffersGrowInPlace) {
  PagedList<uint64_t> list;
  for (uint64_t k = 0; k < 500000; ++k)
    list.push_back(k * k);
  list.shrink_to_fit();
  EXPECT_EQ(list.size(), 500000u);
  EXPECT_EQ(list.bytes(), 500000u * 8);
  for (uint64_t k = 0; k < 500000; ++k)
    ASSERT_EQ(list[k], k * k);
  Buffer buffer;
  ASSERT_TRUE(buffer.allocate(100));
  std::memset(buffer.as<char>(), 7, 100);
  ASSERT_TRUE(buffer.resize(3 << 20));
  EXPECT_EQ(buffer.as<char>()[99], 7);
  EXPECT_EQ(buffer.as<char>()[100], 0);
  ASSERT_TRUE(buffer.resize(50));
  EXPECT_EQ(buffer.size(), 50u);
  EXPECT_EQ(buffer.as<char>()[49], 7);
}
