//===- Deliver.h - From spikes to what arrives ------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// When a spike is exchanged, each thread files the segments of its row in a
// calendar under the tick they arrive in; before that tick's update it adds the
// day's segments to its arrive space, which is one tick wide and stays in the
// cache. Segments of a day are added in the order they were filed: by emission
// tick, channel, source element, so sums do not depend on the threads.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_DELIVER_H
#define NEURO_RUNTIME_CORE_DELIVER_H

#include "runtime/core/ProfileClock.h"
#include "runtime/core/Tables.h"

namespace neuro::rt {

/// Events of one channel in one thread's range, for the ticks of a window:
/// those of tick w are [begin[w], begin[w + 1]).
struct SpikeList {
  std::vector<uint32_t> elements;
  std::vector<uint32_t> counts; ///< built-in sources: how often each
  std::vector<uint32_t> begin;
  void clear() {
    elements.clear();
    counts.clear();
    begin.assign(1, 0);
  }
  void endTick() { begin.push_back(static_cast<uint32_t>(elements.size())); }
};

class Calendar {
public:
  struct Entry {
    uint64_t first : 40;  ///< where the segment begins: half its address in the table
    uint64_t table : 24;
    uint32_t length;      ///< synapses
    uint32_t count; ///< events of the source in that tick
  };
  /// An edge that was generated for a spike.
  struct Loose {
    uint32_t place; ///< in the arrive space
    double weight;
  };
  static constexpr uint64_t maxHalves = uint64_t(1) << 40;
  static constexpr size_t maxTables = size_t(1) << 24;

  /// Days for delays up to `longest` ticks beyond a window.
  void resize(int64_t longest, int64_t window);
  std::vector<Entry> &day(int64_t tick) {
    return days[static_cast<size_t>(tick) & mask];
  }
  std::vector<Loose> &loose(int64_t tick) {
    return looseDays[static_cast<size_t>(tick) & mask];
  }
  /// Files an edge of a procedural table, of which Entry::first counts in `loose`.
  void addLoose(int64_t tick, uint32_t table, uint32_t count, Loose edge) {
    std::vector<Loose> &edges = loose(tick);
    Entry &entry = looseEntry(tick, table, count, edges.size());
    edges.push_back(edge);
    ++entry.length;
  }
  /// The same of several with one delay.
  void addLoose(int64_t tick, uint32_t table, uint32_t count, const Loose *begin, size_t n) {
    std::vector<Loose> &edges = loose(tick);
    Entry &entry = looseEntry(tick, table, count, edges.size());
    edges.insert(edges.end(), begin, begin + n);
    entry.length += static_cast<uint32_t>(n);
  }
  void clear();
  size_t bytes() const;

  size_t segmentBytes = 160; ///< of a segment, in the mean of the last day

private:
  Entry &looseEntry(int64_t tick, uint32_t table, uint32_t count, size_t end) {
    std::vector<Entry> &entries = day(tick);
    if (entries.empty() || entries.back().table != table || entries.back().count != count ||
        entries.back().first + entries.back().length != end)
      entries.push_back({end, table, 0, count});
    return entries.back();
  }

  std::vector<std::vector<Entry>> days;
  std::vector<std::vector<Loose>> looseDays;
  size_t mask = 0;
};

/// Asks for what fileSpikes will read of the rows of a few elements: first where the
/// rows are, then, after all tables have been asked for that, what they are cut into.
void expectRows(const Table &table, const uint32_t *elements, size_t count);
void expectSegments(const Table &table, const uint32_t *elements, size_t count);

/// Files the events `elements[0..count)` of one channel stamped `stamp`.
/// Returns the number of synapses they reach.
int64_t fileSpikes(Calendar &calendar, const Table &table, uint32_t tableIndex,
                   const TablePlan &plan, const uint32_t *elements,
                   const uint32_t *counts, size_t count, int64_t stamp);

/// Adds a day's segments to the arrive space and forgets them. Time goes to the
/// tables, if `profile` is given.
void deliverDay(Calendar &calendar, int64_t tick, const std::vector<Table> &tables,
                const std::vector<TablePlan> &plans, ArriveSpace &space,
                ThreadProfile *profile = nullptr);

/// Elements whose bit is set among [begin, end), appended in order.
void compactMask(const uint8_t *mask, int64_t begin, int64_t end, int64_t size,
                 std::vector<uint32_t> &out);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_DELIVER_H
