//===- EdgeLook.cpp - Reading and setting edges from outside --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Edges are brought up to date lazily, so a look from outside first runs the
// class's Advance kernel, on a copy: looking changes nothing.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/EdgeBuild.h"
#include "runtime/core/EdgeRun.h"

#include <algorithm>
#include <cmath>

namespace neuro::rt {

Result<void> Simulation::State::checkHasEdges(int projection) const {
  if (projection < 0 || projection >= static_cast<int>(projections.size()))
    return Error{"there is no projection number " + std::to_string(projection), ""};
  const ProjectionPlan &plan = *projections[projection]->plan;
  if (plan.edgesOf >= 0)
    return Error{"projection " + plan.name + " has no synapses of its own: its events reach those of " +
                     network->projections[static_cast<size_t>(plan.edgesOf)].name,
                 plan.at};
  if (edgeOf[projection] < 0 && !isStatic(projection))
    return Error{"projection " + plan.name + " carries a signal and has no synapses", plan.at};
  return {};
}

Result<int> Simulation::State::edgeField(int projection, std::string_view name) const {
  if (Result<void> r = checkHasEdges(projection); !r)
    return r.error();
  if (isStatic(projection))
    return Error{"synapses of projection " + projections[projection]->plan->name +
                     " have a weight, w, and no " + std::string(name),
                 projections[projection]->plan->at};
  const EdgeProjection &edge = *edges[edgeOf[projection]];
  for (size_t f = 0; f < edge.plan->fields.size(); ++f) {
    const FieldRole role = edge.plan->fields[f].role;
    if (edge.plan->fields[f].name == name &&
        (role == FieldRole::State || role == FieldRole::Parameter))
      return static_cast<int>(f);
  }
  return edge.fail("its synapses have no " + std::string(name));
}

int64_t Simulation::State::orderEdges(int index,
                                      std::vector<std::vector<uint32_t>> &places) const {
  const EdgeProjection &edge = *edges[index];
  std::vector<uint32_t> next(static_cast<size_t>(edge.base->target->size) + 1, 0);
  int64_t total = 0;
  for (const Worker &worker : workers) {
    const EdgeTable &table = worker.edges[index];
    const EdgeTargets target = table.targets();
    for (int64_t e = 0; e < table.edges; ++e)
      ++next[table.targetIndex[target[e]]];
    total += table.edges;
  }
  uint32_t before = 0;
  for (uint32_t &n : next)
    before += std::exchange(n, before);
  places.resize(workers.size());
  for (size_t t = 0; t < workers.size(); ++t) {
    const EdgeTable &table = workers[t].edges[index];
    const EdgeTargets target = table.targets();
    places[t].resize(static_cast<size_t>(table.edges));
    for (int64_t e = 0; e < table.edges; ++e)
      places[t][static_cast<size_t>(e)] = next[table.targetIndex[target[e]]]++;
  }
  return total;
}

/// Events of targets up to the end of tick `at` have had their effect.
void Simulation::State::settleEdges(size_t index, int64_t at) {
  for (Worker &worker : workers)
    EdgeRunner({views, dt, seed}, worker, *edges[index], worker.edges[index], 0, at).settle();
}

/// One field of a thread's edges, up to date, each at its place.
void Simulation::State::readEdges(int thread, int index, int field,
                                  const std::vector<uint32_t> &places, int64_t at,
                                  double *out) {
  Worker &worker = workers[static_cast<size_t>(thread)];
  EdgeProjection &edge = *edges[index];
  EdgeTable &table = worker.edges[index];
  if (!edge.stored[field]) {
    for (uint32_t place : places)
      out[place] = edge.values[field];
    return;
  }
  EdgeRunner({views, dt, seed}, worker, edge, table, 0, at).settle();
  const Scalar type = edge.field(field).type;
  const bool state = std::find(edge.advance.scatters.begin(), edge.advance.scatters.end(),
                               field) != edge.advance.scatters.end();
  if (!edge.advance || !state || edge.frozen[field]) {
    const void *data = table.fields[field].data.as<void>();
    for (int64_t e = 0; e < table.edges; ++e)
      out[places[static_cast<size_t>(e)]] = loadScalar(data, type, e);
    return;
  }
  EdgeRunner runner({views, dt, seed}, worker, edge, table, 0, at);
  const int slot = edge.field(field).slot;
  const size_t rows = table.rowBegin.size() - 1;
  auto visit = [&](uint32_t first, int count) {
    for (int l = 0; l < count; ++l)
      out[places[first + static_cast<uint32_t>(l)]] =
          loadScalar(runner.scratch(slot), type, l);
  };
  for (size_t row = 0; row < rows; ++row) {
    uint32_t first = table.rowBegin[row];
    const uint32_t end = table.rowBegin[row + 1];
    const uint32_t source = static_cast<uint32_t>(row);
    if (table.segmentBegin.empty()) {
      runner.look(first, end - first, source,
                  static_cast<uint32_t>(edge.base->delayTicks), visit);
      continue;
    }
    for (uint32_t k = table.segmentBegin[row]; k < table.segmentBegin[row + 1]; ++k) {
      runner.look(first, table.segments[k].length, source, table.segments[k].delay, visit);
      first += table.segments[k].length;
    }
  }
}

Result<EdgeList> Simulation::edges(int projection,
                                   const std::vector<std::string> &fields) const {
  State &s = *state;
  if (Result<void> r = s.checkHasEdges(projection); !r)
    return r.error();
  if (s.isStatic(projection)) {
    for (const std::string &name : fields)
      if (name != "w")
        return s.edgeField(projection, name).error();
    try {
      Result<State::StaticEdges> found = s.staticEdges(projection);
      if (!found)
        return found.error();
      found->list.values.resize(std::min<size_t>(fields.size(), 1));
      while (found->list.values.size() < fields.size()) // asked for twice
        found->list.values.push_back(found->list.values[0]);
      return std::move(found->list);
    } catch (const std::bad_alloc &) {
      return outOfMemory("the system has no memory left");
    }
  }
  std::vector<int> wanted;
  for (const std::string &name : fields) {
    Result<int> f = s.edgeField(projection, name);
    if (!f)
      return f.error();
    wanted.push_back(*f);
  }
  const int index = s.edgeOf[projection];
  const EdgeProjection &edge = *s.edges[index];
  try {
    std::vector<std::vector<uint32_t>> places;
    const size_t total = static_cast<size_t>(s.orderEdges(index, places));
    EdgeList list;
    list.source.resize(total);
    list.target.resize(total);
    list.delay.resize(total);
    list.values.assign(wanted.size(), std::vector<double>(total));
    for (size_t t = 0; t < s.workers.size(); ++t) {
      const EdgeTable &table = s.workers[t].edges[index];
      const EdgeTargets target = table.targets();
      const uint16_t *delay = table.delay ? table.delay.as<uint16_t>() : nullptr;
      for (size_t row = 0; row + 1 < table.rowBegin.size(); ++row)
        for (uint32_t e = table.rowBegin[row]; e < table.rowBegin[row + 1]; ++e) {
          const uint32_t place = places[t][e];
          list.source[place] = static_cast<uint32_t>(row);
          list.target[place] = table.targetIndex[target[e]];
          list.delay[place] = delay ? delay[e] : edge.base->delayTicks;
        }
      for (size_t f = 0; f < wanted.size(); ++f)
        s.readEdges(static_cast<int>(t), index, wanted[f], places[t], s.tick,
                    list.values[f].data());
    }
    return list;
  } catch (const std::bad_alloc &) {
    return outOfMemory("the system has no memory left");
  }
}

Result<void> Simulation::setEdges(int projection, std::string_view field,
                                  const std::vector<double> &values) {
  State &s = *state;
  if (s.isStatic(projection) && field == "w")
    try {
      return s.setStaticWeights(projection, values);
    } catch (const std::bad_alloc &) {
      return outOfMemory("the system has no memory left");
    }
  Result<int> f = s.edgeField(projection, field);
  if (!f)
    return f.error();
  const int index = s.edgeOf[projection];
  EdgeProjection &edge = *s.edges[index];
  const std::string name(field);
  for (double v : values)
    if (!std::isfinite(v))
      return edge.fail(name + " cannot be " + numberText(v));
  try {
    std::vector<std::vector<uint32_t>> places;
    const int64_t total = s.orderEdges(index, places);
    if (static_cast<int64_t>(values.size()) != total)
      return edge.fail(std::to_string(values.size()) + " values of " + name + " for " +
                       std::to_string(total) + " synapses");
    if (!edge.stored[*f]) {
      if (std::any_of(values.begin(), values.end(),
                      [&](double v) { return v != values[0]; }))
        return edge.fail("synapses would differ in " + name + ", but class " +
                         edge.plan->name + " stores one value of it");
      if (values.empty())
        return {};
      s.settleEdges(static_cast<size_t>(index), s.tick);
      const double old = edge.values[*f];
      edge.values[*f] = values[0];
      edge.assigned[*f] = 1;
      if (Result<void> r = s.bindEdgeUniforms(edge); !r) {
        edge.values[*f] = old;
        Result<void> restored = s.bindEdgeUniforms(edge);
        return restored ? r : restored;
      }
      for (Worker &worker : s.workers)
        worker.edges[index].rebind(edge);
      return {};
    }
    s.settleEdges(static_cast<size_t>(index), s.tick);
    // What the other states did until now must not be lost with the old value.
    for (size_t t = 0; t < s.workers.size(); ++t) {
      EdgeTable &table = s.workers[t].edges[index];
      if (edge.advance && edge.completes) {
        EdgeRunner runner({s.views, s.dt, s.seed}, s.workers[t], edge, table, 0, s.tick);
        runner.advanceAll();
      }
      void *data = table.fields[*f].data.as<void>();
      for (int64_t e = 0; e < table.edges; ++e)
        storeScalar(data, edge.field(*f).type, e, values[places[t][static_cast<size_t>(e)]]);
    }
    edge.assigned[*f] = 1;
  } catch (const std::bad_alloc &) {
    return outOfMemory("the system has no memory left");
  }
  return {};
}

Result<void> Simulation::freezeEdges(int projection, std::string_view field, bool on) {
  State &s = *state;
  Result<int> f = s.edgeField(projection, field);
  if (!f)
    return f.error();
  EdgeProjection &edge = *s.edges[s.edgeOf[projection]];
  if (edge.field(*f).role != FieldRole::State)
    return edge.fail(std::string(field) + " does not change and cannot be frozen");
  s.settleEdges(static_cast<size_t>(s.edgeOf[projection]), s.tick);
  // What was due until now still happens.
  if (static_cast<bool>(edge.frozen[*f]) != on && edge.advance && edge.completes)
    for (Worker &worker : s.workers) {
      EdgeRunner runner({s.views, s.dt, s.seed}, worker, edge,
                        worker.edges[s.edgeOf[projection]], 0, s.tick);
      runner.advanceAll();
    }
  edge.frozen[*f] = on;
  return {};
}

/// Initial states again, and the structure the network began with. Parameters
/// that were assigned keep their values.
Result<void> Simulation::State::resetEdges() {
  for (size_t index = 0; index < edges.size(); ++index) {
    EdgeProjection &edge = *edges[index];
    for (size_t t = 0; t < workers.size(); ++t) {
      EdgeTable &old = workers[t].edges[index];
      EdgeTable fresh;
      ProjectionCount count;
      budget.give(static_cast<size_t>(static_cast<double>(old.edges) * edge.bytesPerEdge()));
      EdgeBuilder builder(populations, views, edge, static_cast<int>(t), workers[t].space,
                          budget);
      if (Result<void> r = builder.build(fresh, count); !r)
        return r;
      for (size_t f = 0; f < edge.stored.size(); ++f)
        if (edge.stored[f] && edge.assigned[f] &&
            edge.plan->fields[f].role == FieldRole::Parameter && old.edges == fresh.edges)
          fresh.fields[f] = std::move(old.fields[f]);
      fresh.takeQueues(old);
      if (edge.replays)
        fresh.startReplays(0);
      old = std::move(fresh);
    }
  }
  return {};
}

} // namespace neuro::rt
