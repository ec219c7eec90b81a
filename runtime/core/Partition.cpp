//===- Partition.cpp - Cuts by cost where elements differ -----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Threads own equal parts of a population, since elements of one usually cost alike.
// They do not where projections go to some of them only, or where a file says who is
// connected: then a thread's part has an equal share of neurons' updates and of
// synapses, each at its cost. Which thread owns an element changes nothing but time.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/State.h"

#include <algorithm>
#include <numeric>

namespace neuro::rt {

/// What the elements of each block of LANES cost in a tick, in nanoseconds, about.
std::vector<double> Simulation::State::blockCosts(const Population &population) const {
  std::vector<double> costs(static_cast<size_t>(population.padded / LANES), 0);
  double each = 0;
  for (const KernelPlan &kernel : population.model->plan->kernels)
    if (kernel.phase == KernelPlan::Update)
      each += kernel.cost;
  auto add = [&](int64_t element, double cost) {
    costs[static_cast<size_t>(element / LANES)] += cost;
  };
  for (const auto &projection : projections) {
    if (projection->plan->edgesOf >= 0 || projection->target->size == 0)
      continue;
    const double synapse = synapseCost(*projection);
    const View &target = *projection->target;
    if (projection->listed) {
      for (const ViewPart &part : target.parts)
        if (part.population == population.index)
          for (int64_t j = part.offset; j < part.offset + part.count; ++j)
            for (uint32_t n = projection->listed->inDegree[static_cast<size_t>(j)]; n > 0; --n)
              add(part.element(j), synapse);
      continue;
    }
    const double ofTarget = synapse * projection->expected / static_cast<double>(target.size);
    for (const ViewPart &part : target.parts) {
      if (part.population != population.index)
        continue;
      if (part.count == population.size)
        each += ofTarget;
      else
        for (int64_t q = 0; q < part.count; ++q)
          add(part.element(part.offset + q), ofTarget);
    }
  }
  for (int64_t e = 0; e < population.size; e += LANES)
    add(e, each * static_cast<double>(std::min<int64_t>(LANES, population.size - e)));
  return costs;
}

/// Events of an element of its source in a ms, on average: as the text says, or 5 Hz.
double Simulation::State::expectedRate(const Projection &projection) const {
  constexpr double ofNeurons = 0.005;
  double sum = 0;
  for (const ViewPart &part : projection.source->parts) {
    const Population &source = *populations[part.population];
    const std::vector<double> &rate = source.source.rate;
    double mean = ofNeurons;
    if (!source.model && source.plan->source == SourceKind::Poisson && !rate.empty())
      mean = std::accumulate(rate.begin(), rate.end(), 0.0) / static_cast<double>(rate.size());
    sum += mean * static_cast<double>(part.count);
  }
  return sum / static_cast<double>(std::max<int64_t>(projection.source->size, 1));
}

/// Of a tick, in nanoseconds on one thread, about (what `nc profile` shows of the programs in
/// tools/bench): an event at a synapse without state is one of many in a row of them.
double Simulation::State::synapseCost(const Projection &projection) const {
  constexpr double signal = 10, draw = 0.35, event = 1, plasticEvent = 4;
  if (projection.plan->signal)
    return signal;
  if (projection.plan->continuous)
    return 0; // advanced by who owns the source, too
  if (isDrive(projection))
    return draw;
  return (projection.isStatic() ? event : plasticEvent) * expectedRate(projection) * dt;
}

/// Cuts a large population anew where its blocks do not cost alike.
void Simulation::State::balance(Population &population) {
  if (!population.model)
    return;
  const std::vector<double> costs = blockCosts(population);
  // The last block may not be full.
  const auto [least, most] = std::minmax_element(costs.begin(), costs.end() - 1);
  constexpr double alike = 1.05;
  if (*most <= alike * *least)
    return;
  const double all = std::accumulate(costs.begin(), costs.end(), 0.0);
  const size_t threads = population.cuts.size() - 1;
  double before = 0;
  size_t block = 0;
  for (size_t t = 1; t < threads; ++t) {
    const double share = all * static_cast<double>(t) / static_cast<double>(threads);
    // The block that the share ends in goes to where its middle is.
    while (block < costs.size() && before + costs[block] / 2 <= share)
      before += costs[block++];
    population.cuts[t] = static_cast<int64_t>(block) * LANES;
  }
  population.cutByCost = true;
}

} // namespace neuro::rt
