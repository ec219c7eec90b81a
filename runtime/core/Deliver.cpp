//===- Deliver.cpp - From spikes to what arrives --------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Deliver.h"

#include "runtime/core/Machine.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

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

size_t Calendar::bytes() const {
  size_t bytes = days.capacity() * sizeof(days[0]);
  for (const std::vector<Entry> &day : days)
    bytes += day.capacity() * sizeof(Entry);
  for (const std::vector<Loose> &day : looseDays)
    bytes += day.capacity() * sizeof(Loose);
  return bytes;
}

/// Lists longer than this ask for their own.
static constexpr size_t few = 24;

void expectRows(const Table &table, const uint32_t *elements, size_t count) {
  if (count > few || table.rowBegin.size() == 0) // no rows
    return;
  const uint64_t *rowBegin = table.rowBegin.as<uint64_t>();
  const uint64_t *segmentBegin = table.segmentBegin.as<uint64_t>();
  for (size_t s = 0; s < count; ++s) {
    __builtin_prefetch(rowBegin + elements[s]);
    if (segmentBegin)
      __builtin_prefetch(segmentBegin + elements[s]);
  }
}

static void prefetchSegments(const Segment *begin, const Segment *end) {
  for (const char *at = reinterpret_cast<const char *>(begin);
       at < reinterpret_cast<const char *>(end); at += 64)
    __builtin_prefetch(at);
}

void expectSegments(const Table &table, const uint32_t *elements, size_t count) {
  const uint64_t *segmentBegin = table.segmentBegin.as<uint64_t>();
  if (count > few || !segmentBegin)
    return;
  const Segment *segments = table.segments.data();
  for (size_t s = 0; s < count; ++s)
    prefetchSegments(segments + segmentBegin[elements[s]], segments + segmentBegin[elements[s] + 1]);
}

int64_t fileSpikes(Calendar &calendar, const Table &table, uint32_t tableIndex,
                   const TablePlan &plan, const uint32_t *elements,
                   const uint32_t *counts, size_t count, int64_t stamp) {
  constexpr size_t ahead = 8, nextLine = 64 + sizeof(Calendar::Entry);
  const uint64_t *rowBegin = table.rowBegin.as<uint64_t>();
  int64_t reached = 0;
  if (plan.layout == Layout::BitRows || table.free) {
    std::vector<Calendar::Entry> &day = calendar.day(stamp + plan.delay);
    for (size_t s = 0; s < count; ++s) {
      const uint32_t length =
          table.free ? table.free->length(elements[s]) : table.bits.length(elements[s]);
      if (length == 0)
        continue;
      const uint32_t times = counts ? counts[s] : 1;
      day.push_back({elements[s], tableIndex, length, times});
      reached += static_cast<int64_t>(length) * times;
    }
    return reached;
  }
  if (plan.oneDelay) {
    const uint64_t bytes = table.synapseBytes();
    std::vector<Calendar::Entry> &day = calendar.day(stamp + plan.delay);
    for (size_t s = 0; s < count; ++s) {
      if (s + ahead < count)
        __builtin_prefetch(rowBegin + elements[s + ahead]);
      const uint64_t first = rowBegin[elements[s]];
      // A byte that fills up is less than a synapse.
      const uint32_t length = static_cast<uint32_t>((rowBegin[elements[s] + 1] - first) * 2 / bytes);
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
    if (s + ahead / 2 < count) {
      const uint32_t next = elements[s + ahead / 2];
      prefetchSegments(segments + segmentBegin[next], segments + segmentBegin[next + 1]);
    }
    uint64_t first = rowBegin[elements[s]];
    const uint64_t last = segmentBegin[elements[s] + 1];
    const uint32_t times = counts ? counts[s] : 1;
    int64_t synapses = 0;
    for (uint64_t k = segmentBegin[elements[s]]; k < last; ++k) {
      const Segment segment = segments[k];
      std::vector<Calendar::Entry> &day = calendar.day(stamp + segment.delay);
      day.push_back({first, tableIndex, segment.length, times});
      // The line that entries of spikes to come go to: days are many, and each was last
      // written to a revolution of the calendar ago.
      __builtin_prefetch(reinterpret_cast<const char *>(&day.back()) + nextLine, 1);
      first += table.halves(segment.length);
      synapses += segment.length;
    }
    reached += synapses * times;
  }
  return reached;
}

namespace {

/// Segments are asked for before they are added, about so many bytes ahead: more would
/// drive sums out of the first-level cache, less would come too late.
constexpr size_t expectedBytes = 1280, mostExpected = 32;
/// Tables beyond this size are not in a cache when they are next needed.
constexpr size_t largeTable = size_t(8) << 20;

namespace plain {
#include "runtime/core/DeliverRows.inc"
} // namespace plain

#if defined(__x86_64__)
NEURO_BEGIN_AVX2
namespace avx2 {
#include "runtime/core/DeliverRows.inc"
} // namespace avx2
NEURO_END
#endif

auto *pickAddRows() {
#if defined(__x86_64__)
  if (hasAvx2())
    return avx2::addRows;
#endif
  return plain::addRows;
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
size_t addTogether(const std::vector<Calendar::Entry> &day, size_t from, const Table &table,
                  const TablePlan &plan, std::vector<BitRows::Event> &events, Real *arrive) {
  size_t k = from;
  events.clear();
  for (; k < day.size() && day[k].table == day[from].table; ++k)
    events.push_back({static_cast<uint32_t>(day[k].first), day[k].count});
  if (table.free)
    table.free->deliver(events.data(), events.size(), arrive);
  else
    table.bits.deliver(events.data(), events.size(), plan.weight, arrive);
  return k;
}

/// `Timed`: a lap where the entries of another table begin.
template <bool Timed>
void deliverEntries(Calendar &calendar, int64_t tick, const std::vector<Table> &tables,
                    const std::vector<TablePlan> &plans, ArriveSpace &space,
                    ThreadProfile *profile) {
  static auto *const addRows = pickAddRows();
  std::vector<Calendar::Entry> &day = calendar.day(tick);
  const size_t n = day.size();
  if (n == 0)
    return;
  float *f32 = space.f32.as<float>();
  double *f64 = space.f64.as<double>();
  static thread_local std::vector<BitRows::Event> events;
  auto holdsSegments = [](const TablePlan &plan) {
    return plan.layout < Layout::BitRows && plan.procedural < 0;
  };
  auto isSegment = [&](const Calendar::Entry &entry) { return holdsSegments(plans[entry.table]); };
  const bool onlySegments = !Timed && plans.size() < n &&
                            std::all_of(plans.begin(), plans.end(), holdsSegments);
  // Segments of a day are about as long as those of the day before.
  const size_t ahead =
      std::clamp<size_t>(expectedBytes / std::max<size_t>(calendar.segmentBytes, 1), 1, mostExpected);
  for (size_t k = 0; k < std::min(ahead, n); ++k)
    if (isSegment(day[k]))
      plain::expect(day[k], tables);
  size_t bytes = 0, segments = 0;
  for (size_t k = 0, next; k < n; k = next) {
    const Calendar::Entry &entry = day[k];
    const TablePlan &plan = plans[entry.table];
    const bool wide = plan.type == Scalar::F64;
    if (isSegment(entry)) {
      for (next = onlySegments ? n : k + 1; next < n; ++next)
        if (Timed ? day[next].table != entry.table : !isSegment(day[next]))
          break;
      bytes += addRows(day, k, next, ahead, tables, plans, f32, f64);
      segments += next - k;
    } else if (plan.procedural >= 0) {
      const Calendar::Loose *edges = calendar.loose(tick).data() + entry.first;
      wide ? addGenerated(entry, plan, edges, f64) : addGenerated(entry, plan, edges, f32);
      next = k + 1;
    } else {
      const Table &table = tables[entry.table];
      next = wide ? addTogether(day, k, table, plan, events, f64)
                  : addTogether(day, k, table, plan, events, f32);
    }
    if (Timed && (next == n || day[next].table != entry.table))
      profile->lap(Spent::Deliver, entry.table);
  }
  if (segments > 0)
    calendar.segmentBytes = bytes / segments;
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
  // Most ticks leave most words empty. Which do is found out without a branch for each,
  // which nobody could foresee.
  constexpr int64_t most = 64;
  for (int64_t e = begin; e < end; e += 64 * most) {
    const uint8_t *const at = mask + e / 8;
    const int64_t words = std::min(most, (end - e) / 64);
    uint64_t filled = 0; // bit k: word k has events
    for (int64_t k = 0; k < words; ++k) {
      uint64_t word;
      std::memcpy(&word, at + 8 * k, sizeof word);
      filled |= uint64_t(word != 0) << k;
    }
    for (; filled; filled &= filled - 1) {
      const int64_t k = __builtin_ctzll(filled), first = e + 64 * k;
      uint64_t word;
      std::memcpy(&word, at + 8 * k, sizeof word);
      if (first + 64 > size)
        word &= ~uint64_t(0) >> (first + 64 - size);
      for (; word; word &= word - 1)
        out.push_back(static_cast<uint32_t>(first + __builtin_ctzll(word)));
    }
  }
}

} // namespace neuro::rt
