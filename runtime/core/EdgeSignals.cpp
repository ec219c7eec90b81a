//===- EdgeSignals.cpp - Signals of edges with state ----------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In the interval (t_n, t_n+1] the signal of an edge is computed from its own
// variables and its target as they are at t_n, and from its source as it was a
// delay before that; then the edge's equations are advanced, from the same values
// of both ends (those of the source without the delay). A target's signals are
// added one by one in order of source, delay and position, in f64, by the thread
// that owns it: the sum does not depend on the number of threads.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/EdgeRun.h"

#include <algorithm>

namespace neuro::rt {

Result<void> Simulation::State::makeEdgeSignals() {
  std::vector<std::pair<Gather *, int>> gathers;
  for (const auto &made : edges) {
    EdgeProjection &edge = *made;
    if (!edge.signal)
      continue;
    std::vector<int> sources, seriesOf;
    std::vector<Gather *> ofSource;
    for (Gather &gather : edge.signal.gathers)
      if (gather.kind == Gather::PreSeries) {
        sources.push_back(gather.field);
        ofSource.push_back(&gather);
      }
    if (Result<void> r =
            continuous.addEdges(*edge.base, *edge.plan, sources, edge.inputs, seriesOf);
        !r)
      return r;
    for (size_t k = 0; k < ofSource.size(); ++k) {
      ofSource[k]->index = seriesOf[k];
      gathers.emplace_back(ofSource[k], seriesOf[k]);
    }
    // A `let` of the target is computed at the end of each tick for the next one.
    for (const Gather &gather : edge.signal.gathers) {
      if (gather.kind != Gather::PostEnd)
        continue;
      for (const ViewPart &part : edge.base->target->parts) {
        const Population &population = *populations[part.population];
        const int f = population.findField(edge.field(gather.field).of);
        if (population.fieldPlan(f).role != FieldRole::Let)
          continue;
        if (!population.model->record)
          return edge.fail(population.plan->name + " has no record kernel");
        continuous.needLets(population.index);
      }
    }
  }
  // Series do not move any more.
  for (auto [gather, index] : gathers)
    gather->series = &continuous.seriesAt(index);
  return {};
}

void Simulation::State::rememberSources(
    const std::vector<std::vector<ProjectionCount>> &counts) {
  for (const auto &edge : edges) {
    if (!edge->signal)
      continue;
    int64_t longestDelay = edge->base->delayTicks;
    for (const auto &thread : counts)
      longestDelay = std::max(longestDelay, thread[edge->index].maxDelay);
    for (const Gather &gather : edge->signal.gathers)
      if (gather.kind == Gather::PreSeries)
        continuous.remember(gather.index, longestDelay);
  }
}

void Simulation::State::sumSignals(Worker &worker, const EdgeProjection &edge,
                                   EdgeRunner &runner) {
  // What periodic blocks and normalisation left out of bounds.
  if (edge.advance)
    runner.advanceAll();
  std::vector<double *> into;
  for (size_t k : edge.inputs)
    into.push_back(continuous.sums(static_cast<int>(&worker - workers.data()), k));
  runner.collect(std::move(into));
  runner.runAll(edge.signal, {});
}

} // namespace neuro::rt
