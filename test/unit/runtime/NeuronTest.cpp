//===- NeuronTest.cpp - One neuron against reference traces ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

using namespace neuro::rt;
using namespace neuro::rt::test;

namespace {

const std::vector<double> excitatory = {
    5,  6,    7,  7.5,  8,  12, 20, 20.5, 21, 21.5, 22, 22.5, 23, 23.5, 24,
    40, 41,   42, 43,   44, 45, 46, 47,   48, 49,   50, 65,   70, 75,   80};
const std::vector<double> inhibitory = {30, 44.5, 46.5, 72};
const std::vector<double> spikeTimes = {9.3, 22.7, 26.2, 44.7, 50.1};

Program scripted() {
  Program p;
  int n = p.population("n", 1);
  int exc = p.spikeTrain("exc", 1, excitatory), inh = p.spikeTrain("inh", 1, inhibitory);
  p.project(exc, n, Rule::All, {}, num(900), num(1));
  p.project(inh, n, Rule::All, {}, num(-600), num(1));
  p.recordSpikes(n);
  p.record(n, ProbePlan::Values, V);
  p.record(n, ProbePlan::Values, I);
  return p;
}

} // namespace

// The traces of test/oracle/data/nest_iaf_psc_exp_dt0.1: same spike ticks, V and
// I within 1e-9.
TEST(Neuron, ReproducesNestTrace) {
  Program p = scripted();
  auto sim = p.create();
  ASSERT_TRUE(sim) << sim.error().message;
  std::ifstream file(NEURO_ORACLE_DATA "/nest_iaf_psc_exp_dt0.1.csv");
  std::string line;
  ASSERT_TRUE(std::getline(file, line));
  std::vector<std::array<double, 4>> rows;
  while (std::getline(file, line)) {
    std::array<double, 4> row;
    char comma;
    std::istringstream(line) >> row[0] >> comma >> row[1] >> comma >> row[2] >> comma >>
        row[3];
    rows.push_back(row);
  }
  ASSERT_GT(rows.size(), 500u);
  auto done = (*sim)->run(static_cast<int64_t>(rows.size()));
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(*done, static_cast<int64_t>(rows.size()));

  const ProbeData &spikes = (*sim)->probe(0), &v = (*sim)->probe(1), &i = (*sim)->probe(2);
  ASSERT_EQ(spikes.eventTicks.size(), spikeTimes.size());
  for (size_t k = 0; k < spikeTimes.size(); ++k)
    EXPECT_EQ(spikes.eventTicks[k], std::llround(spikeTimes[k] * 10));
  ASSERT_EQ(v.samples.size(), rows.size());
  for (size_t k = 0; k < rows.size(); ++k) {
    ASSERT_EQ(v.sampleTicks[k], std::llround(rows[k][0] * 10));
    EXPECT_NEAR(v.samples[k], rows[k][1], 1e-9) << "t = " << rows[k][0];
    // The file has twelve digits of each of the two currents.
    EXPECT_NEAR(i.samples[k], rows[k][2] + rows[k][3],
                1e-9 + 5e-12 * (rows[k][2] - rows[k][3]))
        << "t = " << rows[k][0];
  }
}

TEST(Neuron, RunsInPiecesAreOneRun) {
  Program p = scripted();
  auto whole = p.create(), pieces = p.create();
  ASSERT_TRUE(whole && pieces);
  ASSERT_TRUE((*whole)->run(1000));
  for (int64_t n : {1, 2, 3, 94, 7, 393, 500})
    ASSERT_TRUE((*pieces)->run(n));
  EXPECT_EQ((*pieces)->tick(), 1000);
  EXPECT_EQ((*whole)->probe(0).eventTicks, (*pieces)->probe(0).eventTicks);
  EXPECT_EQ((*whole)->probe(1).samples, (*pieces)->probe(1).samples);
}

TEST(Neuron, ResetStartsOver) {
  Program p = scripted();
  auto sim = p.create();
  ASSERT_TRUE(sim);
  ASSERT_TRUE((*sim)->run(455)); // spikes are in flight
  auto ticks = (*sim)->probe(0).eventTicks;
  auto v = (*sim)->probe(1).samples;
  ASSERT_TRUE((*sim)->reset());
  EXPECT_EQ((*sim)->tick(), 0);
  EXPECT_TRUE((*sim)->probe(0).eventTicks.empty());
  EXPECT_EQ((*sim)->counters().spikes, 0);
  ASSERT_TRUE((*sim)->run(455));
  EXPECT_EQ((*sim)->probe(0).eventTicks, ticks);
  EXPECT_EQ((*sim)->probe(1).samples, v);
}

TEST(Neuron, SmallestIntervalIsRefractoryPeriodPlusTick) {
  Program p;
  int n = p.population("n", 1);
  p.network().populations[0].inits.push_back({Current, num(1e6), false});
  p.recordSpikes(n);
  auto sim = p.create();
  ASSERT_TRUE(sim) << sim.error().message;
  ASSERT_TRUE((*sim)->run(100));
  const std::vector<int64_t> &ticks = (*sim)->probe(0).eventTicks;
  ASSERT_EQ(ticks.size(), 5u);
  for (size_t k = 0; k < ticks.size(); ++k)
    EXPECT_EQ(ticks[k], 1 + 21 * static_cast<int64_t>(k));
}
