//===- ReferenceStructure.cpp - Edges that change together ----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// After LEARN and EVERY: edges vanish and grow, then normalisations. The list of
// edges is the structure, and since events are looked up in all there ever were,
// an edge sees those of its source whenever it came to be.
//
//===----------------------------------------------------------------------===//

#include "runtime/reference/ReferenceState.h"

#include <algorithm>
#include <tuple>

namespace neuro::rt::reference {

EdgeSet &Network::edgesOf(int projection) {
  return *std::find_if(edgeSets.begin(), edgeSets.end(),
                       [&](const EdgeSet &set) { return set.projection == projection; });
}

/// Makes up for all earlier ticks.
void Network::advance(Instance &instance, EdgeSet &set, int64_t now) {
  if (!completes(set))
    return;
  for (size_t e = 0; e < set.edges.size(); ++e) {
    const std::vector<double> frame = completed(instance, set, e, now);
    for (size_t f = 0; f < frame.size(); ++f)
      if (set.type->fields[f].role == FieldRole::State &&
          !instance.isFrozen(set.projection, static_cast<int>(f)))
        set.edges[e].fields[f] = frame[f];
    set.edges[e].touched = now;
  }
}

Result<void> Network::changeStructure(Instance &instance, int64_t now) {
  const std::vector<StructuralInstance> all = instance.structurals();
  for (size_t s = 0; s < all.size(); ++s) {
    const bool prunes = all[s].pruneEvery > 0 && now % all[s].pruneEvery == 0,
               grows = all[s].growEvery > 0 && now % all[s].growEvery == 0;
    if (!prunes && !grows)
      continue;
    EdgeSet &set = edgesOf(all[s].projection);
    advance(instance, set, now);
    savePopulations(instance); // conditions may read the ends
    std::vector<Edge> edges;
    for (const Edge &edge : set.edges)
      if (!prunes || !instance.isPruned(s, edge.made, edge.fields, now))
        edges.push_back(edge);
    if (grows) {
      std::vector<std::pair<uint32_t, uint32_t>> connected;
      for (const Edge &edge : edges)
        connected.push_back({edge.made.source, edge.made.target});
      std::sort(connected.begin(), connected.end());
      Result<std::vector<GrownEdge>> grown = instance.grow(s, connected, now);
      if (!grown)
        return grown.error();
      for (const GrownEdge &one : *grown) {
        edges.push_back(makeEdge(instance, set, one.edge));
        edges.back().fields = one.fields;
        edges.back().touched = now;
      }
    }
    std::stable_sort(edges.begin(), edges.end(), [](const Edge &a, const Edge &b) {
      return std::tie(a.made.source, a.made.delay) < std::tie(b.made.source, b.made.delay);
    });
    set.edges = std::move(edges);
    set.changed = true;
  }
  return {};
}

void Network::normalize(Instance &instance, int64_t now) {
  for (const NormalizeInstance &n : instance.normalizations()) {
    if (now % n.every != 0 || instance.isFrozen(n.projection, n.field))
      continue;
    EdgeSet &set = edgesOf(n.projection);
    advance(instance, set, now);
    const size_t field = static_cast<size_t>(n.field);
    // Those that are scaled together, by their target or source.
    std::map<uint32_t, std::vector<Edge *>> together;
    for (Edge &edge : set.edges)
      together[n.perPost ? edge.made.target : edge.made.source].push_back(&edge);
    for (auto &[end, edges] : together) {
      double sum = 0;
      if (n.perPost) {
        std::stable_sort(edges.begin(), edges.end(), [](const Edge *a, const Edge *b) {
          return a->made.backprop < b->made.backprop;
        });
        for (const Edge *edge : edges)
          sum += edge->fields[field];
      } else {
        // In fixed point: no order decides the rounding.
        __int128 fixed = 0;
        for (const Edge *edge : edges)
          if (const double value = edge->fields[field]; value == value) // not of a NaN
            fixed += static_cast<__int128>(
                std::max(-0x1p50, std::min(0x1p50, value)) * 0x1p64);
        sum = static_cast<double>(fixed) / 0x1p64;
      }
      if (sum == 0)
        continue;
      for (Edge *edge : edges)
        edge->fields[field] = n.total / sum * edge->fields[field];
    }
  }
}

} // namespace neuro::rt::reference
