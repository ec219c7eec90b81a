//===- Deliver.cpp - From spikes to what arrives --------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Deliver.h"

#include <cstring>

namespace neuro::rt {

void Calendar::resize(int64_t longest, int64_t window) {
  size_t need = static_cast<size_t>(longest + window + 2), size = 1;
  while (size < need)
    size *= 2;
  days.clear();
  days.resize(size);
  looseDays.clear();
  looseDays.resize(size);
  mask = size - 1;
}

void Calendar::clear() {
  for (std::vector<Entry> &day : days)
    day.clear();
  for (std::vector<Loose> &day : looseDays)
    day.clear();
}

void Calendar::addLoose(int64_t tick, uint32_t table, uint32_t count, Loose edge) {
  std::vector<Entry> &entries = day(tick);
  std::vector<Loose> &edges = loose(tick);
  if (entries.empty() || entries.back().table != table || entries.back().count != count ||
      entries.back().first + entries.back().length != edges.size())
    entries.push_back({edges.size(), table, 0, count});
  edges.push_back(edge);
  ++entries.back().length;
}

size_t Calendar::bytes() const {
  size_t bytes = days.capacity() * sizeof(days[0]);
  for (const std::vector<Entry> &day : days)
    bytes += day.capacity() * sizeof(Entry);
  for (const std::vector<Loose> &day : looseDays)
    bytes += day.capacity() * sizeof(Loose);
  return bytes;
}

int64_t fileSpikes(Calendar &calendar, const Table &table, uint32_t tableIndex,
                   const TablePlan &plan, const uint32_t *elements,
                   const uint32_t *counts, size_t count, int64_t stamp) {
  constexpr size_t ahead = 6;
  const uint64_t *rowBegin = table.rowBegin.as<uint64_t>();
  int64_t reached = 0;
  if (plan.layout == Layout::BitRows) {
    std::vector<Calendar::Entry> &day = calendar.day(stamp + plan.delay);
    for (size_t s = 0; s < count; ++s) {
      const uint32_t length = table.bits.length(elements[s]);
      if (length == 0)
        continue;
      const uint32_t times = counts ? counts[s] : 1;
      day.push_back({elements[s], tableIndex, length, times});
      reached += static_cast<int64_t>(length) * times;
    }
    return reached;
  }
  if (plan.oneDelay) {
    std::vector<Calendar::Entry> &day = calendar.day(stamp + plan.delay);
    for (size_t s = 0; s < count; ++s) {
      if (s + ahead < count)
        __builtin_prefetch(rowBegin + elements[s + ahead]);
      const uint64_t first = rowBegin[elements[s]];
      const uint32_t length = static_cast<uint32_t>(rowBegin[elements[s] + 1] - first);
      if (length == 0)
        continue;
      const uint32_t times = counts ? counts[s] : 1;
      day.push_back({first, tableIndex, length, times});
      reached += static_cast<int64_t>(length) * times;
    }
    return reached;
  }
  const uint64_t *segmentBegin = table.segmentBegin.as<uint64_t>();
  const Segment *segments = table.segments.data();
  for (size_t s = 0; s < count; ++s) {
    if (s + ahead < count) {
      __builtin_prefetch(rowBegin + elements[s + ahead]);
      __builtin_prefetch(segmentBegin + elements[s + ahead]);
    }
    if (s + 2 < count)
      __builtin_prefetch(segments + segmentBegin[elements[s + 2]]);
    uint64_t first = rowBegin[elements[s]];
    const uint64_t last = segmentBegin[elements[s] + 1];
    const uint32_t times = counts ? counts[s] : 1;
    const uint64_t begin = first;
    for (uint64_t k = segmentBegin[elements[s]]; k < last; ++k) {
      const Segment segment = segments[k];
      calendar.day(stamp + segment.delay)
          .push_back({first, tableIndex, segment.length, times});
      first += segment.length;
    }
    reached += static_cast<int64_t>(first - begin) * times;
  }
  return reached;
}

namespace {

template <class Target, class Real>
void addUniform(Real *arrive, const Target *targets, uint32_t n, Real w) {
  for (uint32_t k = 0; k < n; ++k)
    arrive[targets[k]] += w;
}

template <class Target, class Real>
void addWeighted(Real *arrive, const Target *targets, const Real *weights, uint32_t n) {
  for (uint32_t k = 0; k < n; ++k)
    arrive[targets[k]] += weights[k];
}

template <class Target, class Real>
void addCounted(Real *arrive, const Target *targets, const Real *weights, uint32_t n,
                Real count) {
  for (uint32_t k = 0; k < n; ++k)
    arrive[targets[k]] += count * weights[k];
}

template <class Target, class Real>
void addEntry(const Calendar::Entry &entry, const Table &table, const TablePlan &plan,
              Real *arrive) {
  const Target *targets = table.targets.as<Target>() + entry.first;
  if (plan.uniformWeight) {
    addUniform(arrive, targets, entry.length,
               static_cast<Real>(plan.weight * entry.count));
    return;
  }
  const Real *weights = table.weights.as<Real>() + entry.first;
  if (entry.count == 1)
    addWeighted(arrive, targets, weights, entry.length);
  else
    addCounted(arrive, targets, weights, entry.length, static_cast<Real>(entry.count));
}

/// With the roundings of stored weights.
template <class Real>
void addGenerated(const Calendar::Entry &entry, const TablePlan &plan,
                  const Calendar::Loose *edges, Real *arrive) {
  for (uint32_t k = 0; k < entry.length; ++k) {
    const Real w = plan.uniformWeight ? static_cast<Real>(edges[k].weight * entry.count)
                                      : static_cast<Real>(edges[k].weight);
    arrive[edges[k].place] +=
        plan.uniformWeight || entry.count == 1 ? w : static_cast<Real>(entry.count) * w;
  }
}

/// All that one stamp brought, which stands together.
template <class Real>
size_t addBitRows(const std::vector<Calendar::Entry> &day, size_t from, const Table &table,
                  const TablePlan &plan, std::vector<BitRows::Event> &events, Real *arrive) {
  size_t k = from;
  events.clear();
  for (; k < day.size() && day[k].table == day[from].table; ++k)
    events.push_back({static_cast<uint32_t>(day[k].first), day[k].count});
  table.bits.deliver(events.data(), events.size(), plan.weight, arrive);
  return k;
}

void prefetchEntry(const Calendar::Entry &entry, const Table &table) {
  const char *targets =
      table.targets.as<char>() + entry.first * (table.wide ? 4 : 2);
  __builtin_prefetch(targets);
  __builtin_prefetch(targets + 64);
  if (table.weights.size() > 0) {
    const size_t real = table.weights.size() / static_cast<size_t>(table.synapses);
    const char *weights = table.weights.as<char>() + entry.first * real;
    __builtin_prefetch(weights);
    __builtin_prefetch(weights + 64);
    __builtin_prefetch(weights + 128);
  }
}

/// `Timed`: a lap where the entries of another table begin.
template <bool Timed>
void deliverEntries(Calendar &calendar, int64_t tick, const std::vector<Table> &tables,
                    const std::vector<TablePlan> &plans, ArriveSpace &space,
                    ThreadProfile *profile) {
  std::vector<Calendar::Entry> &day = calendar.day(tick);
  const size_t n = day.size();
  constexpr size_t ahead = 8;
  float *f32 = space.f32.as<float>();
  double *f64 = space.f64.as<double>();
  static thread_local std::vector<BitRows::Event> events;
  for (size_t k = 0; k < n; ++k) {
    if (k + ahead < n && plans[day[k + ahead].table].procedural < 0 &&
        plans[day[k + ahead].table].layout == Layout::Rows)
      prefetchEntry(day[k + ahead], tables[day[k + ahead].table]);
    const Calendar::Entry &entry = day[k];
    if (Timed && k > 0 && day[k - 1].table != entry.table)
      profile->lap(Spent::Deliver, day[k - 1].table);
    const Table &table = tables[entry.table];
    const TablePlan &plan = plans[entry.table];
    if (plan.layout == Layout::BitRows) {
      k = (plan.type == Scalar::F64 ? addBitRows(day, k, table, plan, events, f64)
                                    : addBitRows(day, k, table, plan, events, f32)) -
          1;
      continue;
    }
    if (plan.procedural >= 0) {
      const Calendar::Loose *edges = calendar.loose(tick).data() + entry.first;
      if (plan.type == Scalar::F64)
        addGenerated(entry, plan, edges, f64);
      else
        addGenerated(entry, plan, edges, f32);
      continue;
    }
    if (plan.type == Scalar::F64)
      table.wide ? addEntry<uint32_t>(entry, table, plan, f64)
                 : addEntry<uint16_t>(entry, table, plan, f64);
    else
      table.wide ? addEntry<uint32_t>(entry, table, plan, f32)
                 : addEntry<uint16_t>(entry, table, plan, f32);
  }
  if (Timed && n > 0)
    profile->lap(Spent::Deliver, day[n - 1].table);
  day.clear();
  calendar.loose(tick).clear();
}

} // namespace

void deliverDay(Calendar &calendar, int64_t tick, const std::vector<Table> &tables,
                const std::vector<TablePlan> &plans, ArriveSpace &space,
                ThreadProfile *profile) {
  if (profile && profile->timing())
    deliverEntries<true>(calendar, tick, tables, plans, space, profile);
  else
    deliverEntries<false>(calendar, tick, tables, plans, space, nullptr);
}

void compactMask(const uint8_t *mask, int64_t begin, int64_t end, int64_t size,
                 std::vector<uint32_t> &out) {
  if (end > size)
    end = (size + 63) / 64 * 64;
  for (int64_t e = begin; e < end; e += 64) {
    uint64_t word;
    std::memcpy(&word, mask + e / 8, sizeof word);
    if (e + 64 > size)
      word &= ~uint64_t(0) >> (e + 64 - size);
    while (word) {
      out.push_back(static_cast<uint32_t>(e + __builtin_ctzll(word)));
      word &= word - 1;
    }
  }
}

} // namespace neuro::rt
