//===- IntegerSums.cpp - Sums that are the same in any order --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Weights are rounded to whole numbers of a step that is a power of two, the same for
// all projections that add to the same states. What arrives in a tick is then a whole
// number of steps, too. It is kept in the 53 bits of an f64, where sums of fewer than
// 2^53 steps are exact: 2^38 events of the largest weight, at one target in one tick.
// So no layout, no order and no number of threads makes a difference, not in the last
// bit either. What synapses with state send is added afterwards, in an order of its own.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/State.h"
#include "runtime/core/WeightBounds.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <map>

namespace neuro::rt {

Result<void> Simulation::State::chooseGrids() {
  // Fields that some projection reaches together share a step: union-find.
  std::map<std::pair<int, int>, size_t> numberOf; // of population and field
  std::vector<size_t> parent;
  std::vector<double> largest; // weight onto what a root stands for
  auto root = [&](size_t f) {
    while (parent[f] != f)
      f = parent[f] = parent[parent[f]];
    return f;
  };
  auto fieldsOf = [&](const Projection &projection, auto &&visit) {
    for (size_t tp = 0; tp < projection.target->parts.size(); ++tp) {
      const std::pair<int, int> field{projection.target->parts[tp].population,
                                      projection.plan->targetFields[tp]};
      auto [found, fresh] = numberOf.emplace(field, parent.size());
      if (fresh) {
        parent.push_back(parent.size());
        largest.push_back(0);
      }
      visit(found->second);
    }
  };
  for (const auto &projection : projections) {
    if (!projection->isStatic() || projection->target->parts.empty())
      continue;
    if (reaches(*projection, Scalar::F32))
      return Error{"integer sums go with a program that was compiled for them", ""};
    const double bound = projection->uniformWeight ? std::fabs(projection->weight)
                                                   : weightBounds(*projection).largest();
    if (!(bound <= FLT_MAX))
      return Error{"E0938: projection " + projection->plan->name +
                       ": no bound of its weights is known, so they cannot be whole numbers of "
                       "a step; draw them from a distribution that has one, or leave "
                       "'--accumulate integer' out",
                   projection->plan->at};
    size_t first = SIZE_MAX;
    fieldsOf(*projection, [&](size_t f) {
      const size_t mine = root(f);
      if (first == SIZE_MAX)
        first = mine;
      const size_t to = root(first);
      largest[to] = std::max({largest[to], largest[mine], bound});
      parent[mine] = to;
    });
  }
  for (auto &projection : projections) {
    if (!projection->isStatic())
      continue;
    fieldsOf(*projection, [&](size_t f) {
      if (const double bound = largest[root(f)]; bound > 0)
        projection->grid = FixedPoint::holding(bound, INT16_MAX);
    });
    projection->weight = projection->grid.nearest(projection->weight);
  }
  return {};
}

} // namespace neuro::rt
