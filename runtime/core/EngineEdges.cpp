//===- EngineEdges.cpp - What an engine sees of edges with state ----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An instance with another engine has one thread, which therefore holds all
// edges of a projection in one table.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Engine.h"
#include "runtime/core/State.h"

namespace neuro::rt {

bool Instance::hasEdges(int projection) const {
  return projection < static_cast<int>(state.edgeOf.size()) && state.edgeOf[projection] >= 0;
}

std::vector<EdgeInstance> Instance::edges(int projection) const {
  const EdgeProjection &edge = *state.edges[state.edgeOf[projection]];
  const EdgeTable &table = state.workers[0].edges[state.edgeOf[projection]];
  std::vector<EdgeInstance> all(static_cast<size_t>(table.edges));
  auto each = [](const EdgeColumn &column, size_t e) {
    return static_cast<int64_t>(column.as<uint16_t>()[e]);
  };
  for (size_t row = 0; row + 1 < table.rowBegin.size(); ++row) {
    size_t segment = table.segmentBegin.empty() ? 0 : table.segmentBegin[row];
    uint32_t left = table.segmentBegin.empty() || table.rowBegin[row] == table.rowBegin[row + 1]
                        ? 0
                        : table.segments[segment].length;
    for (uint32_t e = table.rowBegin[row]; e < table.rowBegin[row + 1]; ++e) {
      EdgeInstance &one = all[e];
      one.source = static_cast<uint32_t>(row);
      one.target = table.targetIndex[table.targets()[e]];
      one.delay = edge.base->delayTicks;
      if (!table.segmentBegin.empty()) {
        if (left == 0)
          left = table.segments[++segment].length;
        one.delay = table.segments[segment].delay;
        --left;
      }
      one.dendritic = table.dendritic ? each(table.dendritic, e) : edge.dendritic.ticks;
      one.backprop = table.backprop ? each(table.backprop, e) : edge.backprop.ticks;
      for (size_t k = 0; k < edge.emits.size(); ++k)
        one.after.push_back(table.after[k] ? table.after[k].as<uint32_t>()[e]
                                           : edge.emits[k].after.ticks);
      for (const EdgeColumn &ref : table.refs)
        one.refs.push_back(ref.as<uint32_t>()[e]);
      if (table.id)
        one.id = table.id.as<uint64_t>()[e];
    }
  }
  return all;
}

double Instance::loadEdge(int projection, int field, size_t at) const {
  const EdgeProjection &edge = *state.edges[state.edgeOf[projection]];
  if (!edge.stored[field])
    return edge.values[field];
  const EdgeTable &table = state.workers[0].edges[state.edgeOf[projection]];
  return loadScalar(table.fields[field].data.as<void>(), edge.field(field).type,
                    static_cast<int64_t>(at));
}

void Instance::storeEdge(int projection, int field, size_t at, double value) {
  const EdgeProjection &edge = *state.edges[state.edgeOf[projection]];
  EdgeTable &table = state.workers[0].edges[state.edgeOf[projection]];
  if (edge.stored[field])
    storeScalar(table.fields[field].data.as<void>(), edge.field(field).type,
                static_cast<int64_t>(at), value);
}

int64_t Instance::touched(int projection, size_t at) const {
  const EdgeTable &table = state.workers[0].edges[state.edgeOf[projection]];
  return table.touched ? table.touched.as<uint32_t>()[at] : 0;
}

void Instance::setTouched(int projection, size_t at, int64_t tick) {
  EdgeTable &table = state.workers[0].edges[state.edgeOf[projection]];
  if (table.touched)
    table.touched.as<uint32_t>()[at] = static_cast<uint32_t>(tick);
}

bool Instance::isFrozen(int projection, int field) const {
  return state.edges[state.edgeOf[projection]]->frozen[field] != 0;
}

bool Instance::sharesTraces() const { return !state.without.has(Pass::TraceSharing); }

double Instance::traceTau(int projection, int field) const {
  const EdgeProjection &edge = *state.edges[state.edgeOf[projection]];
  return edge.field(field).end == EdgeEnd::Pre
             ? edge.preTraces[static_cast<size_t>(edge.preTraceOf[field])].tau
             : edge.postTraces[static_cast<size_t>(edge.postTraceOf[field])].tau;
}

int64_t Instance::edgePeriod(int projection, size_t n) const {
  return state.edges[state.edgeOf[projection]]->every[n].period;
}

double Instance::edgeDraw(int projection, int field, const EdgeInstance &one, int64_t tick,
                          uint32_t round) const {
  const EdgeProjection &edge = *state.edges[state.edgeOf[projection]];
  const uint32_t object = randomObject(Purpose::EdgeDraw, static_cast<uint32_t>(edge.index));
  const FieldPlan &plan = edge.field(field);
  const uint64_t key = philox(state.seed, one.id, object,
                              static_cast<uint32_t>(plan.stream))
                           .a;
  const uint64_t bits = philox(key, static_cast<uint64_t>(tick), object, round).a;
  return plan.distribution == "normal" ? normalSample(bits) : toUnit(bits);
}

std::vector<PortEvents> Instance::portEvents(int projection) const {
  std::vector<PortEvents> all;
  for (const PortProjection &from :
       state.edges[state.edgeOf[projection]]->portProjections)
    all.push_back({from.projection->index, from.port, from.delay.ticks, from.values});
  return all;
}

bool Instance::reachesTarget(int portProjection, uint32_t source, uint32_t target) const {
  const Projection &projection = *state.projections[portProjection];
  if (projection.plan->where.empty())
    return true;
  std::vector<char> passes(1);
  projection.passing(source, {target}, passes);
  return passes[0] != 0;
}

} // namespace neuro::rt
