//===- EngineStructure.cpp - What an engine sees of changing structure ----===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which synapses grow and with what values is instantiation, as the first ones
// are; when, and what else happens then, is the engine's.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/EdgeStructure.h"
#include "runtime/core/Engine.h"

#include <algorithm>

namespace neuro::rt {

std::vector<NormalizeInstance> Instance::normalizations() const {
  std::vector<NormalizeInstance> all;
  for (const NormalizeRun &run : state.normalizations)
    all.push_back({state.edges[run.edge]->index, run.plan->field, run.plan->perPost, run.every,
                   run.total});
  return all;
}

std::vector<StructuralInstance> Instance::structurals() const {
  std::vector<StructuralInstance> all;
  for (const StructuralRun &run : state.structurals)
    all.push_back({state.edges[run.edge]->index, run.pruneEvery, run.growEvery});
  return all;
}

bool Instance::isPruned(size_t structural, const EdgeInstance &one,
                        const std::vector<double> &fields, int64_t tick) const {
  const StructuralRun &run = state.structurals[structural];
  const EdgeProjection &edge = *state.edges[run.edge];
  std::vector<double> values(fields.size() * EVAL_BLOCK);
  for (size_t f = 0; f < fields.size(); ++f)
    values[f * EVAL_BLOCK] = fields[f];
  EdgeFieldReader reader(edge, values.data());
  reader.i = &one.source;
  reader.j = &one.target;
  BlockInput input = edge.base->edgeInput(Purpose::EdgeGrow, reader);
  input.time = static_cast<double>(tick) * state.dt;
  input.seed = philox(state.seed, static_cast<uint64_t>(tick), input.object, 1).a;
  input.ids = &one.id;
  input.count = 1;
  double vanishes = 0;
  state.planEvaluator.evaluate(run.plan->pruneWhen, run.pruneTraits, input, &vanishes);
  return vanishes != 0;
}

Result<std::vector<GrownEdge>>
Instance::grow(size_t structural, const std::vector<std::pair<uint32_t, uint32_t>> &connected,
               int64_t tick) const {
  const StructuralRun &run = state.structurals[structural];
  const EdgeProjection &edge = *state.edges[run.edge];
  EdgeBuilder builder(state.populations, state.views, edge, 0, state.workers[0].space,
                      state.budget);
  std::vector<uint64_t> pairs;
  for (auto [source, target] : connected)
    pairs.push_back(static_cast<uint64_t>(source) << 32 | target);
  EdgeRecords grown(edge);
  if (Result<void> r =
          state.growEdges(run, builder, state.planEvaluator, 0, tick, pairs, grown);
      !r)
    return r.error();
  std::vector<GrownEdge> all(grown.size());
  for (size_t g = 0; g < all.size(); ++g) {
    EdgeInstance &one = all[g].edge;
    one.source = grown.source[g];
    one.target = grown.target[g];
    one.delay = grown.delay[g];
    one.dendritic = grown.dendritic.empty() ? edge.dendritic.ticks : grown.dendritic[g];
    one.backprop = edge.backprop.ticks; // of all the same where structure changes
    for (size_t k = 0; k < edge.emits.size(); ++k)
      one.after.push_back(grown.after[k].empty() ? edge.emits[k].after.ticks
                                                 : grown.after[k][g]);
    for (const std::vector<uint32_t> &ref : grown.refs)
      one.refs.push_back(ref[g]);
    one.id = grown.id[g];
    for (size_t f = 0; f < edge.stored.size(); ++f)
      all[g].fields.push_back(edge.stored[f] ? grown.fields[f][g] : edge.values[f]);
  }
  return all;
}

Result<void> Instance::replaceEdges(int projection, const std::vector<EdgeInstance> &all) {
  const int index = state.edgeOf[projection];
  const EdgeProjection &edge = *state.edges[index];
  EdgeTable &old = state.workers[0].edges[index];
  EdgeRecords records(edge);
  for (const EdgeInstance &one : all) {
    records.source.push_back(one.source);
    records.target.push_back(one.target);
    records.id.push_back(one.id);
    records.delay.push_back(static_cast<uint16_t>(one.delay));
    records.dendritic.push_back(static_cast<uint16_t>(one.dendritic));
    for (size_t k = 0; k < edge.emits.size(); ++k)
      records.after[k].push_back(static_cast<uint32_t>(one.after[k]));
    for (size_t k = 0; k < records.refs.size(); ++k)
      records.refs[k].push_back(one.refs[k]);
  }
  for (std::vector<double> &values : records.fields)
    values.assign(all.size(), 0);
  EdgeBuilder builder(state.populations, state.views, edge, 0, state.workers[0].space,
                      state.budget);
  EdgeTable fresh;
  if (Result<void> r = remakeTable(builder, edge, old,
                                   std::vector<char>(static_cast<size_t>(old.edges), 0),
                                   records, state.tick, fresh);
      !r)
    return r;
  state.budget.give(
      static_cast<size_t>(static_cast<double>(old.edges) * edge.bytesPerEdge()));
  fresh.takeQueues(old);
  old = std::move(fresh);
  return {};
}

} // namespace neuro::rt
