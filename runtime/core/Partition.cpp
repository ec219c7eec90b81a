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
    if (projection->list) {
      for (int64_t j : projection->list->target) {
        const ViewPart &part = target.parts[target.partOf(j)];
        if (part.population == population.index)
          add(part.element(j), synapse);
      }
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

/// Of a tick, in nanoseconds on one thread, about; events come at 5 Hz.
double Simulation::State::synapseCost(const Projection &projection) const {
  return projection.plan->signal       ? 10
         : projection.plan->continuous ? 0 // advanced by who owns the source, too
                                       : 0.005 * dt;
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
