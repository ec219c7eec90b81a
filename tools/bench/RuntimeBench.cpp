//===- RuntimeBench.cpp - Time of the parts of a tick ---------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the choice between representations of synapses rests on (chooseLayout), and
// draws of Poisson counts. One thread; `ns_each` is nanoseconds per synaptic event,
// per pair of a bit row, or per draw.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/BitRows.h"
#include "runtime/core/IndexFree.h"
#include "runtime/core/Poisson.h"

#include <benchmark/benchmark.h>

#include <random>
#include <vector>

using namespace neuro::rt;

static benchmark::Counter each(double n) {
  return benchmark::Counter(1e-9 * n, benchmark::Counter::kIsIterationInvariantRate |
                                          benchmark::Counter::kInvert);
}

/// Arguments: targets, rows that arrive together, connected pairs in a thousand.
static void bitRows(benchmark::State &state) {
  const int64_t targets = state.range(0), rows = 10000;
  const uint32_t together = static_cast<uint32_t>(state.range(1));
  BitRows bits;
  bits.cover(0, targets);
  bits.layOut(rows);
  if (!bits.allocate())
    return state.SkipWithError("no memory");
  std::mt19937 random(1);
  for (uint32_t row = 0; row < rows; ++row)
    for (int64_t t = 0; t < targets; ++t)
      if (random() % 1000 < static_cast<uint32_t>(state.range(2)))
        bits.add(row, t);
  bits.finish();
  std::vector<float> arrive(static_cast<size_t>(targets));
  std::vector<BitRows::Event> events(together);
  for (auto _ : state) {
    for (BitRows::Event &event : events)
      event = {static_cast<uint32_t>(random() % rows), 1};
    bits.deliver(events.data(), events.size(), 0.5, arrive.data());
    benchmark::ClobberMemory();
  }
  const double pairs = static_cast<double>(targets) * together;
  state.counters["ns_each_pair"] = each(pairs);
  state.counters["ns_each"] = each(pairs * static_cast<double>(state.range(2)) / 1000);
}
BENCHMARK(bitRows)->ArgsProduct({{6250, 40000}, {1, 4, 16, 64}, {20, 100}});

/// The same as lists: arguments as above.
static void listedRows(benchmark::State &state) {
  const int64_t targets = state.range(0), rows = 10000;
  std::mt19937 random(1);
  std::vector<uint16_t> list;
  std::vector<size_t> begin;
  for (int64_t row = 0; row < rows; ++row) {
    begin.push_back(list.size());
    for (int64_t t = 0; t < targets; ++t)
      if (random() % 1000 < static_cast<uint32_t>(state.range(2)))
        list.push_back(static_cast<uint16_t>(t));
  }
  begin.push_back(list.size());
  std::vector<float> arrive(static_cast<size_t>(targets));
  for (auto _ : state) {
    for (int64_t k = 0; k < state.range(1); ++k) {
      const size_t row = random() % rows;
      for (size_t e = begin[row]; e < begin[row + 1]; ++e)
        arrive[list[e]] += 0.5f;
    }
    benchmark::ClobberMemory();
  }
  state.counters["ns_each"] =
      each(static_cast<double>(targets * state.range(1)) * static_cast<double>(state.range(2)) / 1000);
}
BENCHMARK(listedRows)->ArgsProduct({{6250, 40000}, {1, 4, 16, 64}, {20, 100}});

/// A weight for every pair: targets, rows that arrive together, rows.
static void denseRows(benchmark::State &state) {
  const int64_t targets = state.range(0), rows = state.range(2);
  const uint32_t together = static_cast<uint32_t>(state.range(1));
  ProjectionPlan plan;
  Projection projection;
  projection.plan = &plan;
  Budget budget(size_t(1) << 34);
  auto made = makeDense({projection, {}, rows, Scalar::F32, {{0, targets, 0, 1}}}, budget);
  if (!made)
    return state.SkipWithError("no memory");
  for (uint32_t row = 0; row < rows; ++row)
    for (int64_t t = 0; t < targets; ++t)
      (*made)->put(row, t, 0.5);
  std::mt19937 random(1);
  std::vector<float> arrive(static_cast<size_t>(targets));
  std::vector<BitRows::Event> events(together);
  for (auto _ : state) {
    for (BitRows::Event &event : events)
      event = {static_cast<uint32_t>(random() % rows), 1};
    (*made)->deliver(events.data(), events.size(), arrive.data());
    benchmark::ClobberMemory();
  }
  state.counters["ns_each_pair"] = each(static_cast<double>(targets) * together);
}
BENCHMARK(denseRows)->ArgsProduct({{2000, 20000}, {1, 4, 16}, {500, 5000}});

/// Argument: thousandths of the expected count of a draw.
static void poisson(benchmark::State &state) {
  const int64_t n = 4096;
  PoissonSampler sampler({static_cast<double>(state.range(0)) / 1000}, 1, 0);
  std::vector<float> target(n);
  int64_t stamp = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(sampler.add(0, n, ++stamp, 0.5, nullptr, target.data()));
    benchmark::ClobberMemory();
  }
  state.counters["ns_each"] = each(n);
}
BENCHMARK(poisson)->Arg(5)->Arg(500)->Arg(1280)->Arg(2000)->Arg(20000);

/// Each element has a rate of its own, low as where images drive a population.
static void poissonOfEach(benchmark::State &state) {
  const int64_t n = 784;
  std::vector<double> means;
  for (int64_t e = 0; e < n; ++e)
    means.push_back(0.03 * static_cast<double>(e % 256) / 255);
  PoissonSampler sampler(means, 1, 0);
  uint32_t counts[PoissonSampler::blockSize];
  int64_t stamp = 0;
  for (auto _ : state) {
    ++stamp;
    for (int64_t block = 0; block * PoissonSampler::blockSize < n; ++block)
      benchmark::DoNotOptimize(sampler.counts(block, stamp, counts));
  }
  state.counters["ns_each"] = each(n);
}
BENCHMARK(poissonOfEach);

BENCHMARK_MAIN();
