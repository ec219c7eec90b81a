//===- EdgeCheckpoint.cpp - Saving synapses with state --------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pairs are made again from the seed, but for those of a projection whose structure
// changes, which are saved. Saved are what changes: fields and the
// tick of the last touch in the order target, source; histories of the ends by
// element; events on their way to edges as (stamp, element), from which the edges
// they have yet to reach follow. Nothing of it depends on who owns what.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Archive.h"
#include "runtime/core/EdgeStructure.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <new>
#include <tuple>

namespace neuro::rt {

namespace {

/// An event of an end that some edges have yet to see.
struct Flying {
  int64_t stamp;
  int32_t channel, part; ///< the order in which events are filed
  uint32_t element;      ///< i or j
  uint32_t count;
  bool operator<(const Flying &o) const {
    return std::tie(stamp, channel, part, element) <
           std::tie(o.stamp, o.channel, o.part, o.element);
  }
  bool operator==(const Flying &o) const {
    return stamp == o.stamp && part == o.part && element == o.element;
  }
};

void putFlying(ArchiveWriter &out, std::vector<Flying> &events) {
  std::sort(events.begin(), events.end());
  events.erase(std::unique(events.begin(), events.end()), events.end());
  out.put<uint64_t>(events.size());
  for (const Flying &e : events) {
    out.put(e.stamp);
    out.put(e.element);
    out.put(e.count);
  }
}

/// Who the sources of all edges are, which differs once edges are no longer those of
/// the seed.
uint64_t hashOfSources(const std::vector<Worker> &workers, size_t index,
                       const std::vector<std::vector<uint32_t>> &places, size_t total) {
  std::vector<uint32_t> sources(total);
  for (size_t t = 0; t < workers.size(); ++t) {
    const EdgeTable &table = workers[t].edges[index];
    for (size_t row = 0; row + 1 < table.rowBegin.size(); ++row)
      for (uint32_t e = table.rowBegin[row]; e < table.rowBegin[row + 1]; ++e)
        sources[places[t][e]] = static_cast<uint32_t>(row);
  }
  return hashBytes(sources.data(), sources.size() * sizeof(uint32_t));
}

/// Per target: the thread that owns it and its number there.
std::vector<std::pair<size_t, size_t>> ownersOf(const View &target,
                                                const std::vector<Worker> &workers,
                                                size_t index) {
  std::vector<std::pair<size_t, size_t>> owner(static_cast<size_t>(target.size));
  for (size_t t = 0; t < workers.size(); ++t) {
    const std::vector<uint32_t> &own = workers[t].edges[index].targetIndex;
    for (size_t local = 0; local < own.size(); ++local)
      owner[own[local]] = {t, local};
  }
  return owner;
}

/// Values of one column of all threads in the order of `places`.
void putColumn(ArchiveWriter &out, const std::vector<const EdgeColumn *> &columns,
               const std::vector<std::vector<uint32_t>> &places, size_t total) {
  const size_t width = static_cast<size_t>(columns[0]->width);
  std::vector<char> bytes(total * width);
  for (size_t t = 0; t < columns.size(); ++t)
    for (size_t e = 0; e < places[t].size(); ++e)
      std::memcpy(bytes.data() + places[t][e] * width, columns[t]->data.as<char>() + e * width,
                  width);
  out.array(bytes);
}

bool getColumn(ArchiveReader &in, const std::vector<EdgeColumn *> &columns,
               const std::vector<std::vector<uint32_t>> &places, size_t total) {
  const size_t width = static_cast<size_t>(columns[0]->width);
  const std::vector<char> bytes = in.array<char>();
  if (bytes.size() != total * width)
    return false;
  for (size_t t = 0; t < columns.size(); ++t)
    for (size_t e = 0; e < places[t].size(); ++e)
      std::memcpy(columns[t]->data.as<char>() + e * width, bytes.data() + places[t][e] * width,
                  width);
  return true;
}

/// Events of one element, oldest last; those that never were are left out. A projection
/// has its own traces only, whoever else has them too.
void putHistory(ArchiveWriter &out, const SharedHistory &history, size_t element) {
  const std::vector<double> entries = history.saved(element);
  out.put<uint64_t>(entries.size() / history.savedWidth());
  out.raw(entries.data(), entries.size() * sizeof(double));
}

bool getHistory(ArchiveReader &in, std::vector<SharedHistory *> histories,
                const std::vector<size_t> &elements) {
  const uint64_t n = in.get<uint64_t>();
  const size_t width = histories.empty() ? 0 : histories[0]->savedWidth();
  if (!in.ok() || n > (size_t(1) << 32) || width == 0)
    return false;
  std::vector<double> entries;
  for (uint64_t k = 0; k < n && in.ok(); ++k)
    for (size_t w = 0; w < width; ++w)
      entries.push_back(in.get<double>());
  for (size_t h = 0; h < histories.size(); ++h)
    histories[h]->set(elements[h], entries);
  return in.ok();
}

// --- Edges that come and go ---

/// What is fixed of the edges there are, in the order of `places`. `delay` and what
/// follows are there where edges differ in it.
void putStructure(ArchiveWriter &out, const std::vector<Worker> &workers, size_t index,
                  const std::vector<std::vector<uint32_t>> &places, size_t total) {
  const EdgeTable &first = workers[0].edges[index];
  std::vector<uint32_t> sources(total), targets(total);
  for (size_t t = 0; t < workers.size(); ++t) {
    const EdgeTable &table = workers[t].edges[index];
    const EdgeTargets target = table.targets();
    for (size_t row = 0; row + 1 < table.rowBegin.size(); ++row)
      for (uint32_t e = table.rowBegin[row]; e < table.rowBegin[row + 1]; ++e) {
        sources[places[t][e]] = static_cast<uint32_t>(row);
        targets[places[t][e]] = table.targetIndex[target[e]];
      }
  }
  out.array(sources);
  out.array(targets);
  auto column = [&](auto get) {
    std::vector<const EdgeColumn *> columns;
    for (const Worker &worker : workers)
      columns.push_back(&get(worker.edges[index]));
    if (*columns[0])
      putColumn(out, columns, places, total);
  };
  column([](const EdgeTable &t) -> const EdgeColumn & { return t.id; });
  column([](const EdgeTable &t) -> const EdgeColumn & { return t.delay; });
  column([](const EdgeTable &t) -> const EdgeColumn & { return t.dendritic; });
  for (size_t k = 0; k < first.refs.size(); ++k)
    column([k](const EdgeTable &t) -> const EdgeColumn & { return t.refs[k]; });
  for (size_t k = 0; k < first.after.size(); ++k)
    column([k](const EdgeTable &t) -> const EdgeColumn & { return t.after[k]; });
}

/// One column as putColumn wrote it; nothing where the table has none.
template <class T>
bool getValues(ArchiveReader &in, const EdgeColumn &column, size_t total, std::vector<T> &values) {
  values.clear();
  if (!column)
    return true;
  const std::vector<char> bytes = in.array<char>();
  if (!in.ok() || column.width != static_cast<int>(sizeof(T)) ||
      bytes.size() != total * sizeof(T))
    return false;
  values.resize(total);
  if (total)
    std::memcpy(values.data(), bytes.data(), bytes.size());
  return true;
}

/// The edges of all threads; false if there cannot be such.
bool getStructure(ArchiveReader &in, const EdgeProjection &edge, const EdgeTable &table,
                  const Views &views, int64_t longestMixed, EdgeRecords &all) {
  all.source = in.array<uint32_t>();
  all.target = in.array<uint32_t>();
  const size_t total = all.source.size();
  if (!in.ok() || all.target.size() != total)
    return false;
  for (size_t e = 0; e < total; ++e)
    if (all.source[e] >= edge.base->source->size || all.target[e] >= edge.base->target->size)
      return false;
  if (!getValues(in, table.id, total, all.id) || !getValues(in, table.delay, total, all.delay) ||
      !getValues(in, table.dendritic, total, all.dendritic))
    return false;
  for (uint16_t delay : all.delay)
    if (delay < 1 || delay > table.longestPre)
      return false;
  for (uint16_t delay : all.dendritic)
    if (delay > longestMixed)
      return false;
  for (size_t k = 0; k < all.refs.size(); ++k) {
    if (!getValues(in, table.refs[k], total, all.refs[k]))
      return false;
    const View &view = views[static_cast<size_t>(edge.base->plan->edge.refs[k].view)];
    for (uint32_t element : all.refs[k])
      if (element >= view.size)
        return false;
  }
  for (size_t k = 0; k < all.after.size(); ++k) {
    if (!getValues(in, table.after[k], total, all.after[k]))
      return false;
    for (uint32_t delay : all.after[k])
      if (delay > longestMixed)
        return false;
  }
  return true;
}

/// Those of `all` whose targets have a true entry in `own`.
EdgeRecords ownRecords(const EdgeProjection &edge, const EdgeRecords &all,
                       const std::vector<char> &own) {
  EdgeRecords some(edge);
  for (size_t e = 0; e < all.size(); ++e) {
    if (!own[all.target[e]])
      continue;
    auto take = [e](auto &to, const auto &from) {
      if (!from.empty())
        to.push_back(from[e]);
    };
    take(some.source, all.source);
    take(some.target, all.target);
    take(some.id, all.id);
    take(some.delay, all.delay);
    take(some.dendritic, all.dendritic);
    for (size_t k = 0; k < all.refs.size(); ++k)
      take(some.refs[k], all.refs[k]);
    for (size_t k = 0; k < all.after.size(); ++k)
      take(some.after[k], all.after[k]);
  }
  // Values follow in the file.
  for (std::vector<double> &values : some.fields)
    values.assign(some.size(), 0);
  return some;
}

} // namespace

Result<void> Simulation::State::saveEdges(ArchiveWriter &out) {
  out.section("edges");
  out.put<uint64_t>(edges.size());
  for (size_t index = 0; index < edges.size(); ++index) {
    const EdgeProjection &edge = *edges[index];
    const View &source = *edge.base->source, &target = *edge.base->target;
    settleEdges(index, tick);
    out.array(edge.values);
    out.array(edge.frozen);
    out.array(edge.assigned);
    std::vector<std::vector<uint32_t>> places;
    const size_t total = static_cast<size_t>(orderEdges(static_cast<int>(index), places));
    out.put<uint64_t>(total);
    out.put(hashOfSources(workers, index, places, total));
    if (edge.structural)
      putStructure(out, workers, index, places, total);
    auto column = [&](auto get) {
      std::vector<const EdgeColumn *> columns;
      for (const Worker &worker : workers)
        columns.push_back(&get(worker.edges[index]));
      if (*columns[0])
        putColumn(out, columns, places, total);
    };
    column([](const EdgeTable &t) -> const EdgeColumn & { return t.touched; });
    for (size_t f = 0; f < edge.stored.size(); ++f)
      if (edge.stored[f])
        column([f](const EdgeTable &t) -> const EdgeColumn & { return t.fields[f]; });

    // Histories. All threads have the same of the sources.
    const EdgeTable &first = workers[0].edges[index];
    if (!first.pre.empty())
      for (int64_t i = 0; i < source.size; ++i)
        putHistory(out, first.pre, static_cast<size_t>(i));
    if (edge.postHistory)
      for (auto [t, local] : ownersOf(target, workers, index))
        putHistory(out, workers[t].edges[index].post, local);

    // What is on its way.
    std::vector<Flying> pre, post;
    for (Worker &worker : workers) {
      EdgeTable &table = worker.edges[index];
      for (int64_t day = tick + 1; day <= tick + longest + table.longestPre + window; ++day)
        for (const EdgeArrival &a : table.preArrivals.day(day)) {
          const int part = static_cast<int>(source.partOf(a.from));
          pre.push_back({day - a.delay, edge.preChannel[static_cast<size_t>(part)], part,
                         a.from, a.count});
        }
      if (edge.post && !edge.replays)
        for (int64_t day = tick + 1; day <= tick + table.longestPost + 1; ++day)
          for (const EdgeArrival &a : table.postArrivals.day(day)) {
            const uint32_t j = table.targetIndex[a.from];
            post.push_back({day - a.delay, 0, static_cast<int>(target.partOf(j)), j, a.count});
          }
    }
    // A calendar's days repeat after its length: what was counted twice is one.
    pre.erase(std::remove_if(pre.begin(), pre.end(),
                             [&](const Flying &e) { return e.stamp > tick; }),
              pre.end());
    post.erase(std::remove_if(post.begin(), post.end(),
                              [&](const Flying &e) { return e.stamp > tick; }),
               post.end());
    putFlying(out, pre);
    putFlying(out, post);
    const size_t days = first.portDays.size();
    for (int64_t day = tick + 1; day < tick + static_cast<int64_t>(days); ++day) {
      const auto &arrivals = first.portDays[static_cast<size_t>(day) % days];
      if (arrivals.empty())
        continue;
      out.put(day);
      out.array(arrivals);
    }
    out.put<int64_t>(-1);
  }

  // Emissions that wait: one by one, since they are added one by one.
  struct Wait {
    int64_t day;
    int32_t population, field;
    int64_t element;
    double value;
  };
  std::vector<Wait> waiting;
  for (size_t t = 0; t < workers.size(); ++t) {
    Worker &worker = workers[t];
    if (worker.deferred.empty())
      continue;
    // Which element a place in the arrive space belongs to.
    std::map<std::pair<bool, int64_t>, std::pair<int, int>> starts;
    for (const auto &population : populations)
      for (size_t f = 0; f < population->fields.size(); ++f)
        if (population->fieldPlan(static_cast<int>(f)).role == FieldRole::Arrive &&
            population->cuts[t] < population->cuts[t + 1])
          starts[{population->fieldPlan(static_cast<int>(f)).type == Scalar::F64,
                  worker.space.offset[population->index][f]}] = {population->index,
                                                                 static_cast<int>(f)};
    const int64_t days = static_cast<int64_t>(worker.deferred.size());
    for (int64_t day = tick + 1; day < tick + days; ++day)
      for (const Deferred &d : worker.deferredDay(day)) {
        auto found = std::prev(starts.upper_bound({d.wide != 0, d.slot}));
        const auto [population, field] = found->second;
        waiting.push_back({day, population, field,
                           d.slot - found->first.second + populations[population]->cuts[t],
                           d.value});
      }
  }
  std::stable_sort(waiting.begin(), waiting.end(), [](const Wait &a, const Wait &b) {
    return std::tie(a.day, a.population, a.field, a.element) <
           std::tie(b.day, b.population, b.field, b.element);
  });
  out.put<uint64_t>(waiting.size());
  for (const Wait &w : waiting) {
    out.put(w.day);
    out.put(w.population);
    out.put(w.field);
    out.put(w.element);
    out.put(w.value);
  }
  return {};
}

bool Simulation::State::loadEdges(ArchiveReader &in) {
  in.section("edges");
  if (in.get<uint64_t>() != edges.size())
    return false;
  for (size_t index = 0; index < edges.size(); ++index) {
    EdgeProjection &edge = *edges[index];
    const View &source = *edge.base->source, &target = *edge.base->target;
    std::vector<double> values = in.array<double>();
    std::vector<char> frozen = in.array<char>(), assigned = in.array<char>();
    if (values.size() != edge.values.size() || frozen.size() != edge.frozen.size() ||
        assigned.size() != edge.assigned.size())
      return false;
    edge.values = std::move(values);
    edge.frozen = std::move(frozen);
    edge.assigned = std::move(assigned);
    for (size_t f = 0; f < edge.stored.size(); ++f)
      if (const int slot = edge.plan->fields[f].slot;
          !edge.stored[f] && slot >= 0 && slot < static_cast<int>(edge.uniforms.size()) &&
          !edge.plan->fields[f].perElement)
        edge.uniforms[static_cast<size_t>(slot)] = edge.values[f];
    const uint64_t saved = in.get<uint64_t>(), sources = in.get<uint64_t>();
    if (edge.structural) {
      EdgeRecords all(edge);
      const int64_t longestMixed = static_cast<int64_t>(workers[0].deferred.size()) - 2;
      if (!getStructure(in, edge, workers[0].edges[index], views, longestMixed, all))
        return false;
      for (size_t t = 0; t < workers.size(); ++t) {
        EdgeTable &old = workers[t].edges[index];
        std::vector<char> own(static_cast<size_t>(target.size), 0);
        for (uint32_t j : old.targetIndex)
          own[j] = 1;
        EdgeBuilder builder(populations, views, edge, static_cast<int>(t), workers[t].space,
                            budget);
        EdgeTable fresh;
        // Nothing but memory can be missing for edges that were there.
        if (!remakeTable(builder, edge, old, std::vector<char>(static_cast<size_t>(old.edges), 0),
                         ownRecords(edge, all, own), tick, fresh))
          throw std::bad_alloc();
        budget.give(static_cast<size_t>(static_cast<double>(old.edges) * edge.bytesPerEdge()));
        fresh.takeQueues(old);
        old = std::move(fresh);
      }
    }
    std::vector<std::vector<uint32_t>> places;
    const size_t total = static_cast<size_t>(orderEdges(static_cast<int>(index), places));
    for (Worker &worker : workers)
      if (edge.replays) {
        worker.edges[index].startReplays(tick);
        worker.edges[index].post.events().rebase(tick - edge.backprop.ticks);
      }
    if (saved != total || sources != hashOfSources(workers, index, places, total))
      return false;
    auto column = [&](auto get) {
      std::vector<EdgeColumn *> columns;
      for (Worker &worker : workers)
        columns.push_back(&get(worker.edges[index]));
      return !*columns[0] || getColumn(in, columns, places, total);
    };
    if (!column([](EdgeTable &t) -> EdgeColumn & { return t.touched; }))
      return false;
    for (size_t f = 0; f < edge.stored.size(); ++f)
      if (edge.stored[f] && !column([f](EdgeTable &t) -> EdgeColumn & { return t.fields[f]; }))
        return false;
    if (!workers[0].edges[index].pre.empty()) {
      std::vector<SharedHistory *> all;
      for (Worker &worker : workers)
        all.push_back(&worker.edges[index].pre);
      for (int64_t i = 0; i < source.size; ++i)
        if (!getHistory(in, all, std::vector<size_t>(all.size(), static_cast<size_t>(i))))
          return false;
    }
    const std::vector<std::pair<size_t, size_t>> owner = ownersOf(target, workers, index);
    if (edge.postHistory)
      for (auto [t, local] : owner)
        if (!getHistory(in, {&workers[t].edges[index].post}, {local}))
          return false;
    for (bool post : {false, true})
      for (uint64_t n = in.get<uint64_t>(); n > 0; --n) {
        const int64_t stamp = in.get<int64_t>();
        const uint32_t element = in.get<uint32_t>(), count = in.get<uint32_t>();
        if (!in.ok() || stamp > tick || tick - stamp > (int64_t(1) << 32) ||
            element >= (post ? target : source).size)
          return false;
        if (post) {
          auto [t, local] = owner[element];
          if (edge.post && !edge.replays)
            fileTarget(edge, workers[t].edges[index], static_cast<uint32_t>(local), stamp, tick);
        } else {
          for (Worker &worker : workers)
            fileRow(edge, worker.edges[index], element, stamp, count, tick);
        }
      }
    for (int64_t day = in.get<int64_t>(); day >= 0; day = in.get<int64_t>()) {
      const std::vector<PortArrival> arrivals = in.array<PortArrival>();
      const size_t days = workers[0].edges[index].portDays.size();
      if (!in.ok() || day <= tick || day >= tick + static_cast<int64_t>(days))
        return false;
      for (const PortArrival &a : arrivals)
        if (a.projection >= edge.portProjections.size() ||
            a.source >= edge.portProjections[a.projection].projection->source->size)
          return false;
      for (Worker &worker : workers)
        worker.edges[index].portDays[static_cast<size_t>(day) % days] = arrivals;
    }
  }
  for (uint64_t n = in.get<uint64_t>(); n > 0; --n) {
    const int64_t day = in.get<int64_t>();
    const int32_t p = in.get<int32_t>(), f = in.get<int32_t>();
    const int64_t element = in.get<int64_t>();
    const double value = in.get<double>();
    if (!in.ok() || p < 0 || p >= static_cast<int>(populations.size()))
      return false;
    const Population &population = *populations[p];
    if (f < 0 || f >= static_cast<int>(population.fields.size()) || element < 0 ||
        element >= population.size || population.fieldPlan(f).role != FieldRole::Arrive)
      return false;
    const size_t t = static_cast<size_t>(
        std::upper_bound(population.cuts.begin(), population.cuts.end(), element) -
        population.cuts.begin() - 1);
    Worker &worker = workers[t];
    if (day <= tick || day >= tick + static_cast<int64_t>(worker.deferred.size()))
      return false;
    worker.deferredDay(day).push_back(
        {static_cast<uint32_t>(worker.space.offset[p][f] + element - population.cuts[t]),
         population.fieldPlan(f).type == Scalar::F64, value});
  }
  return in.ok();
}

} // namespace neuro::rt
