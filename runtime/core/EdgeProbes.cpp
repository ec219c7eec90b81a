//===- EdgeProbes.cpp - Recording fields of edges -------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each thread brings its edges up to date on a copy and writes each value where
// the edge stands in the order target, source. Where structural changes make
// edges come and go, every row carries its own list of edges.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/State.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

namespace neuro::rt {

namespace {

/// A function of the values of all edges in the order target, source. They are added
/// up one after the other, so the result does not depend on which thread has which;
/// deviations are from the mean (a second pass).
double functionOf(const std::string &function, const double *values, size_t n) {
  const double count = static_cast<double>(n);
  if (function == "order_parameter") { // of phases; NaN where there are none
    double cosines = 0, sines = 0;
    for (size_t e = 0; e < n; ++e) {
      cosines += std::cos(values[e]);
      sines += std::sin(values[e]);
    }
    return std::hypot(cosines, sines) / count;
  }
  double sum = 0;
  for (size_t e = 0; e < n; ++e)
    sum += values[e];
  if (function == "sum")
    return sum;
  if (n == 0)
    return std::numeric_limits<double>::quiet_NaN();
  if (function == "mean")
    return sum / count;
  if (function == "std") {
    const double mean = sum / count;
    double squares = 0;
    for (size_t e = 0; e < n; ++e)
      squares += (values[e] - mean) * (values[e] - mean);
    return std::sqrt(squares / count);
  }
  return function == "min" ? *std::min_element(values, values + n)
                           : *std::max_element(values, values + n);
}

} // namespace

Result<void> Simulation::State::makeEdgeProbe(ProbeRun &probe) {
  const ProbePlan &plan = probe.plan;
  auto bad = [&](const std::string &what) {
    return Error{"record " + plan.name + ": " + what, ""};
  };
  if (plan.projection < 0 || plan.projection >= static_cast<int>(edgeOf.size()) ||
      edgeOf[plan.projection] < 0 || plan.fields.size() != 1)
    return bad("its projection has no synapses with state");
  probe.edge = edgeOf[plan.projection];
  const EdgeProjection &edge = *edges[probe.edge];
  const int f = plan.fields[0];
  if (f < 0 || f >= static_cast<int>(edge.stored.size()) ||
      (edge.field(f).role != FieldRole::State && edge.field(f).role != FieldRole::Parameter))
    return bad("its synapses have no such value");
  if (plan.function == "rate")
    return bad("synapses have values, not events");
  if (!edge.structural) {
    int64_t total = 0;
    for (const Worker &worker : workers)
      total += worker.edges[probe.edge].edges;
    if (Result<void> r = budget.take(static_cast<double>(total) * 12,
                                     "recording " + plan.name);
        !r)
      return r;
    listEdges(probe);
  }
  if (plan.kind == ProbePlan::Function)
    probe.data.size = 1;
  for (auto &stage : probe.edgeStage)
    stage.resize(workers.size());
  return {};
}

/// The edges there are, once, and where each stands.
void Simulation::State::listEdges(ProbeRun &probe) {
  const int64_t total = orderEdges(probe.edge, probe.places);
  probe.width = probe.data.size = total;
  if (probe.plan.kind == ProbePlan::Function)
    return; // nobody asks which edges they are
  probe.data.edgeSources.resize(static_cast<size_t>(total));
  probe.data.edgeTargets.resize(static_cast<size_t>(total));
  for (size_t t = 0; t < workers.size(); ++t) {
    const EdgeTable &table = workers[t].edges[probe.edge];
    const EdgeTargets target = table.targets();
    for (size_t row = 0; row + 1 < table.rowBegin.size(); ++row)
      for (uint32_t e = table.rowBegin[row]; e < table.rowBegin[row + 1]; ++e) {
        probe.data.edgeSources[probe.places[t][e]] = static_cast<uint32_t>(row);
        probe.data.edgeTargets[probe.places[t][e]] = table.targetIndex[target[e]];
      }
  }
}

void Simulation::State::stageEdges(ProbeRun &probe, Worker &worker, int thread,
                                   int64_t at, int buffer, int row) {
  const int field = probe.plan.fields[0];
  if (!edges[probe.edge]->structural) {
    readEdges(thread, probe.edge, field, probe.places[static_cast<size_t>(thread)], at,
              probe.stage[buffer].data() + row * probe.width);
    return;
  }
  const EdgeTable &table = worker.edges[probe.edge];
  std::vector<ProbeRun::EdgeSample> &stage =
      probe.edgeStage[buffer][static_cast<size_t>(thread)];
  std::vector<uint32_t> own(static_cast<size_t>(table.edges));
  std::iota(own.begin(), own.end(), 0u);
  std::vector<double> values(own.size());
  readEdges(thread, probe.edge, field, own, at, values.data());
  const EdgeTargets target = table.targets();
  for (size_t i = 0; i + 1 < table.rowBegin.size(); ++i)
    for (uint32_t e = table.rowBegin[i]; e < table.rowBegin[i + 1]; ++e)
      stage.push_back({row, table.targetIndex[target[e]], static_cast<uint32_t>(i), values[e]});
}

bool Simulation::State::appendEdges(ProbeRun &probe, int buffer, int rows) {
  ProbeData &data = probe.data;
  const bool reduces = probe.plan.kind == ProbePlan::Function;
  if (reduces && !makeRoom(data.samples, static_cast<size_t>(rows)))
    return false;
  if (!edges[probe.edge]->structural) {
    if (reduces) {
      for (int row = 0; row < rows; ++row)
        data.samples.push_back(functionOf(probe.plan.function,
                                          probe.stage[buffer].data() + row * probe.width,
                                          static_cast<size_t>(probe.width)));
      return true;
    }
    const size_t entries = static_cast<size_t>(rows) * static_cast<size_t>(probe.width);
    if (!makeRoom(data.samples, entries))
      return false;
    const double *in = probe.stage[buffer].data();
    data.samples.insert(data.samples.end(), in, in + entries);
    return true;
  }
  std::vector<ProbeRun::EdgeSample> all;
  for (std::vector<ProbeRun::EdgeSample> &stage : probe.edgeStage[buffer]) {
    all.insert(all.end(), stage.begin(), stage.end());
    stage.clear();
  }
  // Edges of one pair stay in the order of their one thread.
  std::vector<uint32_t> order(all.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return std::tie(all[a].row, all[a].target, all[a].source, a) <
           std::tie(all[b].row, all[b].target, all[b].source, b);
  });
  if (reduces) {
    std::vector<double> values;
    size_t next = 0;
    for (int row = 0; row < rows; ++row) {
      values.clear();
      for (; next < order.size() && all[order[next]].row == row; ++next)
        values.push_back(all[order[next]].value);
      data.samples.push_back(functionOf(probe.plan.function, values.data(), values.size()));
    }
    return true;
  }
  if (!makeRoom(data.samples, all.size()) || !makeRoom(data.edgeSources, all.size()) ||
      !makeRoom(data.edgeTargets, all.size()) ||
      !makeRoom(data.rowBegin, static_cast<size_t>(rows) + 1))
    return false;
  if (data.rowBegin.empty())
    data.rowBegin.push_back(0);
  size_t next = 0;
  for (int row = 0; row < rows; ++row) {
    for (; next < order.size() && all[order[next]].row == row; ++next) {
      const ProbeRun::EdgeSample &sample = all[order[next]];
      data.edgeSources.push_back(sample.source);
      data.edgeTargets.push_back(sample.target);
      data.samples.push_back(sample.value);
    }
    data.rowBegin.push_back(static_cast<int64_t>(data.samples.size()));
  }
  if (data.rowBegin.size() > 1) // there may be no row yet
    data.size = data.rowBegin.back() - data.rowBegin[data.rowBegin.size() - 2];
  return true;
}

} // namespace neuro::rt
