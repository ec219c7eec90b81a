//===- EdgeStructure.cpp - Edges that vanish and grow ---------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A change of which edges there are makes a thread's table anew; events on their
// way are filed again from the histories of their sources, so that an edge sees
// every event of its source a delay later, whenever the edge came to be.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/EdgeStructure.h"

#include "runtime/core/EdgeRun.h"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace neuro::rt {

/// Which edges of a table stay.
void Simulation::State::prune(Worker &worker, const StructuralRun &run,
                              std::vector<char> &keep, int64_t tick) {
  const EdgeProjection &edge = *edges[run.edge];
  EdgeTable &table = worker.edges[run.edge];
  std::vector<double> values(edge.plan->fields.size() * EVAL_BLOCK);
  EdgeFieldReader reader(edge, values.data());
  BlockInput input = edge.base->edgeInput(Purpose::EdgeGrow, reader);
  input.time = static_cast<double>(tick) * dt;
  input.seed = philox(seed, static_cast<uint64_t>(tick), input.object, 1).a;
  uint32_t i[EVAL_BLOCK], j[EVAL_BLOCK];
  uint64_t ids[EVAL_BLOCK];
  double vanish[EVAL_BLOCK];
  const EdgeTargets target = table.targets();
  size_t row = 0;
  for (int64_t first = 0; first < table.edges; first += EVAL_BLOCK) {
    const int n = static_cast<int>(std::min<int64_t>(EVAL_BLOCK, table.edges - first));
    for (int l = 0; l < n; ++l) {
      const uint32_t e = static_cast<uint32_t>(first) + static_cast<uint32_t>(l);
      while (e >= table.rowBegin[row + 1])
        ++row;
      i[l] = static_cast<uint32_t>(row);
      j[l] = table.targetIndex[target[e]];
      ids[l] = table.id.as<uint64_t>()[e];
      for (size_t f = 0; f < edge.stored.size(); ++f)
        if (edge.stored[f])
          values[f * EVAL_BLOCK + static_cast<size_t>(l)] = loadScalar(
              table.fields[f].data.as<void>(), edge.field(static_cast<int>(f)).type, e);
    }
    reader.i = i;
    reader.j = j;
    input.ids = ids;
    input.count = n;
    worker.evaluator.evaluate(run.plan->pruneWhen, run.pruneTraits, input, vanish);
    for (int l = 0; l < n; ++l)
      keep[static_cast<size_t>(first) + static_cast<size_t>(l)] = !(vanish[l] != 0);
  }
}

Result<void> Simulation::State::growEdges(const StructuralRun &run, EdgeBuilder &builder,
                                          Evaluator &evaluator, int thread, int64_t tick,
                                          const std::vector<uint64_t> &connected,
                                          EdgeRecords &grown) const {
  const EdgeProjection &edge = *edges[run.edge];
  const int64_t longest = workers[static_cast<size_t>(thread)].edges[run.edge].longestPre;
  Projection grow = run.grow; // draws of this occasion have a seed of their own
  grow.seed = philox(seed, static_cast<uint64_t>(tick),
                     randomObject(Purpose::EdgeGrow, static_cast<uint32_t>(edge.index)), 0)
                  .a;
  ProjectionCount count;
  uint32_t ticks[EVAL_BLOCK];
  double index[EVAL_BLOCK];
  const std::function<Result<void>(const EdgeBlock &)> sink =
      [&](const EdgeBlock &all) -> Result<void> {
    EdgeBlock block;
    for (int l = 0; l < all.count; ++l) {
      if (std::binary_search(connected.begin(), connected.end(),
                             static_cast<uint64_t>(all.i[l]) << 32 | all.j[l]))
        continue;
      block.i[block.count] = all.i[l];
      block.j[block.count] = all.j[l];
      block.id[block.count++] = philox(grow.seed, all.id[l], 0, 0).a;
    }
    if (block.count == 0)
      return {};
    if (Result<void> r = builder.fieldValues(block, &run.plan->growInits); !r)
      return r;
    if (grow.constantDelay)
      std::fill_n(ticks, block.count, static_cast<uint32_t>(grow.delayTicks));
    else if (Result<void> r =
                 TableBuilder::delays(grow, block, evaluator, ticks, count);
             !r)
      return r;
    for (int l = 0; l < block.count; ++l) {
      if (ticks[l] > longest)
        return edge.fail("a synapse grew with a delay of " +
                         numberText(ticks[l] * dt) + " ms; events are kept for " +
                         numberText(static_cast<double>(longest) * dt) + " ms");
      grown.source.push_back(block.i[l]);
      grown.target.push_back(block.j[l]);
      grown.id.push_back(block.id[l]);
      grown.delay.push_back(static_cast<uint16_t>(ticks[l]));
    }
    for (size_t f = 0; f < grown.fields.size(); ++f)
      if (edge.stored[f])
        grown.fields[f].insert(grown.fields[f].end(), builder.valuesOf(static_cast<int>(f)),
                               builder.valuesOf(static_cast<int>(f)) + block.count);
    for (size_t k = 0; k < grown.refs.size(); ++k) {
      if (Result<void> r = builder.refIndices(block, k, index); !r)
        return r;
      for (int l = 0; l < block.count; ++l)
        grown.refs[k].push_back(static_cast<uint32_t>(index[l]));
    }
    const EdgePlan &ends = edge.base->plan->edge;
    if (!edge.dendritic.constant) {
      if (Result<void> r = builder.delayValues(block, edge.dendritic, ends.dendritic,
                                               Purpose::EdgeDelay, 0, "dendritic", ticks);
          !r)
        return r;
      grown.dendritic.insert(grown.dendritic.end(), ticks, ticks + block.count);
    }
    for (size_t e = 0; e < edge.emits.size(); ++e) {
      if (edge.emits[e].after.constant)
        continue;
      if (Result<void> r = builder.delayValues(
              block, edge.emits[e].after, edge.emits[e].plan->after, Purpose::EdgeDelay,
              static_cast<uint32_t>(2 + e), "after", ticks);
          !r)
        return r;
      grown.after[e].insert(grown.after[e].end(), ticks, ticks + block.count);
    }
    return {};
  };
  return grow.edges(thread, sink);
}

Result<void> remakeTable(EdgeBuilder &builder, const EdgeProjection &edge,
                         const EdgeTable &old, const std::vector<char> &keep,
                         const EdgeRecords &more, int64_t tick, EdgeTable &fresh) {
  const int64_t kept = std::count(keep.begin(), keep.end(), 1);
  const size_t rows = old.rowBegin.size() - 1;
  builder.layOutTargets(fresh);
  std::vector<uint32_t> cursor(rows + 1, 0);
  for (size_t row = 0; row < rows; ++row)
    for (uint32_t e = old.rowBegin[row]; e < old.rowBegin[row + 1]; ++e)
      cursor[row] += keep[e] != 0;
  for (uint32_t i : more.source)
    ++cursor[i];
  uint32_t before = 0;
  for (uint32_t &c : cursor)
    before += std::exchange(c, before);
  fresh.rowBegin = cursor;
  if (Result<void> r = builder.allocateColumns(
          fresh, kept + static_cast<int64_t>(more.size()));
      !r)
    return r;
  const std::vector<EdgeColumn *> from = EdgeBuilder::columns(const_cast<EdgeTable &>(old)),
                                  to = EdgeBuilder::columns(fresh);
  for (size_t row = 0; row < rows; ++row)
    for (uint32_t e = old.rowBegin[row]; e < old.rowBegin[row + 1]; ++e) {
      if (!keep[e])
        continue;
      const size_t at = cursor[row]++;
      for (size_t c = 0; c < to.size(); ++c) {
        const size_t width = static_cast<size_t>(to[c]->width);
        std::memcpy(to[c]->as<char>() + at * width, from[c]->as<char>() + e * width, width);
      }
    }
  for (size_t g = 0; g < more.size(); ++g) {
    const size_t at = cursor[more.source[g]]++;
    const size_t part = edge.base->target->partOf(more.target[g]);
    fresh.setTarget(at, static_cast<uint32_t>(fresh.partFirst[part] + more.target[g] -
                                              edge.base->target->parts[part].offset -
                                              fresh.partFrom[part]));
    if (fresh.touched)
      fresh.touched.as<uint32_t>()[at] = static_cast<uint32_t>(tick);
    if (fresh.delay)
      fresh.delay.as<uint16_t>()[at] = more.delay[g];
    if (fresh.dendritic)
      fresh.dendritic.as<uint16_t>()[at] = more.dendritic[g];
    fresh.id.as<uint64_t>()[at] = more.id[g];
    for (size_t f = 0; f < more.fields.size(); ++f)
      if (edge.stored[f])
        storeScalar(fresh.fields[f].data.as<void>(), edge.field(static_cast<int>(f)).type,
                    static_cast<int64_t>(at), more.fields[f][g]);
    for (size_t k = 0; k < more.refs.size(); ++k)
      fresh.refs[k].as<uint32_t>()[at] = more.refs[k][g];
    for (size_t e = 0; e < fresh.after.size(); ++e)
      if (fresh.after[e])
        fresh.after[e].as<uint32_t>()[at] = more.after[e][g];
  }
  builder.sortRows(fresh);
  return builder.finish(fresh);
}

/// Makes the table anew of the edges kept and those grown.
Result<void> Simulation::State::changeStructure(Worker &worker, int thread,
                                                const StructuralRun &run, int64_t tick,
                                                bool pruning, bool growing) {
  EdgeProjection &edge = *edges[run.edge];
  EdgeTable &old = worker.edges[run.edge];
  std::vector<char> keep(static_cast<size_t>(old.edges), 1);
  if (pruning)
    prune(worker, run, keep, tick);

  EdgeBuilder builder(populations, views, edge, thread, worker.space, budget);
  EdgeRecords grown(edge);
  if (growing) {
    // Pairs that are connected already are left alone.
    std::vector<uint64_t> connected;
    const EdgeTargets target = old.targets();
    for (size_t row = 0; row + 1 < old.rowBegin.size(); ++row)
      for (uint32_t e = old.rowBegin[row]; e < old.rowBegin[row + 1]; ++e)
        if (keep[e])
          connected.push_back(static_cast<uint64_t>(row) << 32 | old.targetIndex[target[e]]);
    std::sort(connected.begin(), connected.end());
    if (Result<void> r = growEdges(run, builder, worker.evaluator, thread, tick,
                                   connected, grown);
        !r)
      return r;
  }
  if (grown.size() == 0 && std::count(keep.begin(), keep.end(), 0) == 0)
    return {};
  EdgeTable fresh;
  if (Result<void> r = remakeTable(builder, edge, old, keep, grown, tick, fresh); !r)
    return r;
  budget.give(static_cast<size_t>(static_cast<double>(old.edges) * edge.bytesPerEdge()));
  fresh.takeQueues(old);
  old = std::move(fresh);
  fileAgain(edge, old, tick);
  return {};
}

/// Events on their way when the structure changed at the end of `tick`.
void Simulation::State::fileAgain(const EdgeProjection &edge, EdgeTable &table,
                                  int64_t tick) {
  struct Event {
    int64_t stamp;
    int channel;
    uint32_t from, count;
  };
  std::vector<Event> events;
  // In the order in which they were filed when they happened.
  auto collect = [&](const EventHistory &history, size_t elements, int64_t longest,
                     auto channelOf) {
    events.clear();
    for (size_t k = 0; k < elements; ++k) {
      const double *entry = history.newest(k);
      for (size_t d = 0; d < history.depth(); ++d, entry += history.entryWidth()) {
        if (!(entry[0] > static_cast<double>(tick - longest)))
          break;
        events.push_back({static_cast<int64_t>(entry[0]), channelOf(k), static_cast<uint32_t>(k),
                          static_cast<uint32_t>(entry[1])});
      }
    }
    std::sort(events.begin(), events.end(), [](const Event &a, const Event &b) {
      return std::tie(a.stamp, a.channel, a.from) < std::tie(b.stamp, b.channel, b.from);
    });
  };
  if (edge.emit || edge.pre) {
    table.preArrivals.clear();
    collect(table.pre.events(), table.rowBegin.size() - 1, table.longestPre, [&](size_t i) {
      return edge.preChannel[edge.base->source->partOf(static_cast<int64_t>(i))];
    });
    for (const Event &event : events)
      fileRow(edge, table, event.from, event.stamp, event.count, tick);
  }
  if (edge.post && edge.backprop.ticks > 0) {
    table.postArrivals.clear();
    collect(table.post.events(), table.targetIndex.size(), table.longestPost, [](size_t) { return 0; });
    for (const Event &event : events)
      fileTarget(edge, table, event.from, event.stamp, tick);
  }
}

} // namespace neuro::rt
