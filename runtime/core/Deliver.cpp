//===- Deliver.cpp - From spikes to what arrives --------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Deliver.h"

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
  constexpr size_t ahead = 8;
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
      calendar.day(stamp + segment.delay).push_back({first, tableIndex, segment.length, times});
      first += table.halves(segment.length);
      synapses += segment.length;
    }
    reached += synapses * times;
  }
  return reached;
}

namespace {

/// Eight synapses at a time, as vectors of the compiler's.
constexpr uint32_t lanes = 8;
template <class T> struct VectorOf {
  typedef T type __attribute__((vector_size(lanes * sizeof(T))));
};
template <class T> using Vector = typename VectorOf<T>::type;

template <class V> V load(const char *at) {
  V v;
  std::memcpy(&v, at, sizeof v);
  return v;
}

/// Adds values[l] at targets `at` + l. Targets may repeat: one after the other.
template <class Target, class Real>
inline void scatter(Real *arrive, const char *at, const Vector<Real> &values) {
  if constexpr (sizeof(Target) == 2) {
    const uint64_t low = load<uint64_t>(at), high = load<uint64_t>(at + 8);
    arrive[low & 0xffff] += values[0];
    arrive[low >> 16 & 0xffff] += values[1];
    arrive[low >> 32 & 0xffff] += values[2];
    arrive[low >> 48] += values[3];
    arrive[high & 0xffff] += values[4];
    arrive[high >> 16 & 0xffff] += values[5];
    arrive[high >> 32 & 0xffff] += values[6];
    arrive[high >> 48] += values[7];
  } else {
    for (uint32_t l = 0; l < lanes; l += 2) {
      const uint64_t two = load<uint64_t>(at + l * sizeof(Target));
      arrive[two & 0xffffffff] += values[l];
      arrive[two >> 32] += values[l + 1];
    }
  }
}

template <class Target, class Real>
void addUniform(Real *arrive, const char *targets, uint32_t n, Real w) {
  const Vector<Real> values = w - Vector<Real>{};
  uint32_t k = 0;
  for (; k + lanes <= n; k += lanes)
    scatter<Target>(arrive, targets + k * sizeof(Target), values);
  for (; k < n; ++k)
    arrive[load<Target>(targets + k * sizeof(Target))] += w;
}

/// Stored weights times `step`, which is 1 or a power of two, times `count` if
/// Counted.
template <bool Counted, class Target, class Weight, class Real>
void addWeighted(Real *arrive, const char *targets, uint32_t n, Real step, Real count) {
  const char *weights = targets + size_t(n) * sizeof(Target);
  uint32_t k = 0;
  for (; k + lanes <= n; k += lanes) {
    Vector<Real> values = __builtin_convertvector(
        load<Vector<Weight>>(weights + k * sizeof(Weight)), Vector<Real>);
    if constexpr (std::is_integral_v<Weight>)
      values *= step;
    if constexpr (Counted)
      values *= count;
    scatter<Target>(arrive, targets + k * sizeof(Target), values);
  }
  for (; k < n; ++k) {
    Real value = static_cast<Real>(load<Weight>(weights + k * sizeof(Weight)));
    if constexpr (std::is_integral_v<Weight>)
      value *= step;
    if constexpr (Counted)
      value *= count;
    arrive[load<Target>(targets + k * sizeof(Target))] += value;
  }
}

template <class Target, class Weight, class Real>
void addStored(const Calendar::Entry &entry, const char *at, Real step, Real *arrive) {
  if (entry.count == 1)
    addWeighted<false, Target, Weight>(arrive, at, entry.length, step, Real(1));
  else
    addWeighted<true, Target, Weight>(arrive, at, entry.length, step,
                                      static_cast<Real>(entry.count));
}

template <class Target, class Real>
void addEntry(const Calendar::Entry &entry, const Table &table, const TablePlan &plan,
              Real *arrive) {
  const char *at = table.at(entry.first);
  arrive += table.origin;
  const Real step = static_cast<Real>(plan.fixed.step);
  switch (table.weightBytes) {
  case 0:
    return addUniform<Target>(arrive, at, entry.length,
                              static_cast<Real>(plan.weight * entry.count));
  case 1: return addStored<Target, int8_t>(entry, at, step, arrive);
  case 2: return addStored<Target, int16_t>(entry, at, step, arrive);
  default: return addStored<Target, Real>(entry, at, step, arrive);
  }
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

/// Asks for the segments of a day some time before they are added. What is asked
/// for must stay in the first-level cache until then, beside the sums.
class Ahead {
public:
  Ahead(const std::vector<Calendar::Entry> &day, const std::vector<Table> &tables,
        const std::vector<TablePlan> &plans)
      : day(day), tables(tables), plans(plans) {}

  /// Before segment `k` is added.
  void advance(size_t k) {
    if (k > 0)
      bytes -= sizeOf(k - 1);
    if (next < k)
      next = k, bytes = 0;
    while (next < day.size() && next < k + most && bytes < window) {
      const Calendar::Entry &entry = day[next];
      const size_t size = sizeOf(next);
      if (size > 0) {
        // Of long ones the rest comes by itself, since they are read in order.
        const Table &table = tables[entry.table];
        const char *at = table.at(entry.first), *end = at + std::min(size, window);
        // What will not be there any more when it is next needed shall not take the
        // place of states and sums in the second-level cache.
        if (table.data.size() > large) {
          for (; at < end; at += 64)
            __builtin_prefetch(at, 0, 0);
          __builtin_prefetch(end - 1, 0, 0);
        } else {
          for (; at < end; at += 64)
            __builtin_prefetch(at);
          __builtin_prefetch(end - 1);
        }
      }
      bytes += size;
      ++next;
    }
  }

private:
  /// 0 for what is not a segment.
  size_t sizeOf(size_t k) const {
    const Calendar::Entry &entry = day[k];
    const Table &table = tables[entry.table];
    return table.layout == Layout::BitRows || table.free || plans[entry.table].procedural >= 0
               ? 0
               : entry.length * table.synapseBytes();
  }
  static constexpr size_t most = 32, window = 3072, large = size_t(8) << 20;
  const std::vector<Calendar::Entry> &day;
  const std::vector<Table> &tables;
  const std::vector<TablePlan> &plans;
  size_t next = 0, bytes = 0; ///< asked for: up to `next`, of which `bytes` are to be added
};

/// `Timed`: a lap where the entries of another table begin.
template <bool Timed>
void deliverEntries(Calendar &calendar, int64_t tick, const std::vector<Table> &tables,
                    const std::vector<TablePlan> &plans, ArriveSpace &space,
                    ThreadProfile *profile) {
  std::vector<Calendar::Entry> &day = calendar.day(tick);
  const size_t n = day.size();
  if (n == 0)
    return;
  float *f32 = space.f32.as<float>();
  double *f64 = space.f64.as<double>();
  static thread_local std::vector<BitRows::Event> events;
  Ahead ahead(day, tables, plans);
  for (size_t k = 0; k < n; ++k) {
    const Calendar::Entry &entry = day[k];
    if (Timed && k > 0 && day[k - 1].table != entry.table)
      profile->lap(Spent::Deliver, day[k - 1].table);
    const Table &table = tables[entry.table];
    const TablePlan &plan = plans[entry.table];
    ahead.advance(k);
    if (plan.layout == Layout::BitRows || table.free) {
      k = (plan.type == Scalar::F64 ? addTogether(day, k, table, plan, events, f64)
                                    : addTogether(day, k, table, plan, events, f32)) -
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
  constexpr int64_t lineWords = 8;
  for (int64_t e = begin; e < end;) {
    // Most ticks leave most of a mask empty: a line of it is looked at as a whole.
    const int64_t line = std::min(end, e + 64 * lineWords);
    if (line - e == 64 * lineWords) {
      uint64_t words[lineWords], any = 0;
      std::memcpy(words, mask + e / 8, sizeof words);
      for (uint64_t word : words)
        any |= word;
      if (any == 0) {
        e = line;
        continue;
      }
    }
    for (; e < line; e += 64) {
      uint64_t word;
      std::memcpy(&word, mask + e / 8, sizeof word);
      if (e + 64 > size)
        word &= ~uint64_t(0) >> (e + 64 - size);
      for (; word; word &= word - 1)
        out.push_back(static_cast<uint32_t>(e + __builtin_ctzll(word)));
    }
  }
}

} // namespace neuro::rt
