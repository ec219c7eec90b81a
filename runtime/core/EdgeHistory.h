//===- EdgeHistory.h - Recent events of the ends of edges -------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A trace of an end is the same for all edges of that end but for the delay with
// which they see it. So it is kept once an element, as its value right after
// each of the last few events; an edge asks for the last event it has seen and
// lets the value decay itself.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_EDGEHISTORY_H
#define NEURO_RUNTIME_CORE_EDGEHISTORY_H

#include "runtime/abi/RowKernel.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace neuro::rt {

/// Stamp of an event that never was.
constexpr double neverStamp = -std::numeric_limits<double>::infinity();

/// Ticks from an event to `seen`; 0 if there was none.
inline double ageOf(double stamp, double seen) {
  return stamp == neverStamp ? 0 : seen - stamp;
}

class EventHistory {
public:
  struct Trace {
    double tau;   ///< ms
    bool nearest; ///< set to 1 by an event, instead of + 1
    bool operator==(const Trace &other) const {
      return tau == other.tau && nearest == other.nearest;
    }
  };
  /// Entry of an event: stamp (ticks), count, then each trace right after it.
  /// Where there is no event the stamp is -infinity and all else 0.
  static constexpr size_t header = 2;
  static constexpr size_t recentChunks = static_cast<size_t>(ROW_CHUNKS),
                          recentEvents = 4 * recentChunks;
  /// The newest event of each element, as the kernels of rows look it up: what a trace
  /// was right after it, and its stamp. Elements without an event have neverStamp,
  /// or ROW_NO_STAMP, and 0.
  struct Newest {
    int32_t stamp; ///< from base() on
    float value;
  };

  /// What is kept beside the entries: nothing, newestStamps() and newestValues(), or all
  /// that kernels of rows look up, too.
  enum class Beside { Nothing, Newest, Recent };
  /// `spare`: how many events older than what push() is told to keep stay.
  void make(size_t elements, std::vector<Trace> traces, double dt, size_t spare, Beside beside);
  /// Bytes of an element as make() makes it.
  static constexpr size_t bytesOf(size_t traces, size_t spare, Beside beside) {
    const size_t entries = (2 + spare + 1) / 2 + 2 + spare;
    const size_t ofRecent = recentEvents * sizeof(uint16_t) + sizeof(RowTarget) +
                            (traces ? traces : 1) * sizeof(Newest);
    return entries * (header + traces) * sizeof(double) + sizeof(uint32_t) +
           (beside != Beside::Nothing ? (1 + traces) * sizeof(double) : 0) +
           (beside == Beside::Recent ? ofRecent : 0);
  }
  void clear();
  const Trace &trace(size_t k) const { return traces[k]; }
  /// Another time constant from now on.
  void retune(size_t k, const Trace &with) { traces[k] = with; }
  bool empty() const { return words.empty(); }

  /// Adds an event newer than all of its element. Nobody will ask again for a
  /// limit below `keepFrom`.
  void push(size_t element, int64_t stamp, double count, int64_t keepFrom);
  /// Whether there are as many events to keep already as kernels of rows know of, or as
  /// there is room for.
  bool isFull(size_t element, int64_t keepFrom) const {
    return !isBefore(element, known() - 2 - spare, keepFrom);
  }
  /// Whether it would after a few more events.
  bool isNearlyFull(size_t element, int64_t keepFrom) const {
    constexpr size_t few = 3;
    return capacity >= recentEvents && !isBefore(element, known() - 2 - spare - few, keepFrom);
  }
  /// The stamp that `keepFrom` must be above for that not to be so.
  int64_t inTheWay(size_t element) const {
    return static_cast<int64_t>(newest(element)[(known() - 2 - spare) * width]);
  }
  /// Asks for what push() of that element will read.
  void prefetch(size_t element) const {
    __builtin_prefetch(newest(element), 1);
    if (!latest.empty())
      __builtin_prefetch(latest.data() + element, 1);
    if (keepsRecent) {
      __builtin_prefetch(stamps.data() + element * recentEvents, 1);
      __builtin_prefetch(recent.data() + element, 1);
      __builtin_prefetch(pairs.data() + element, 1);
    }
  }

  /// Replaces an element's events by these, newest first (from a checkpoint).
  void set(size_t element, const double *entries, size_t n);

  /// The newest event of an element stamped before `limit`.
  const double *find(size_t element, double limit) const {
    const double *entry = newest(element);
    while (entry[0] >= limit)
      entry += width;
    return entry;
  }
  const double *newest(size_t element) const {
    return words.data() + element * stride + heads[element] * width;
  }
  /// All entries, elementWidth() of an element; its newest is the newestEntries()-th.
  const double *entries() const { return words.data(); }
  const uint32_t *newestEntries() const { return heads.data(); }
  const Newest *newestPairs() const { return pairs.data(); }
  const double *newestStamps() const { return latest.data(); }
  const double *newestValues(size_t trace) const {
    return latest.data() + (1 + trace) * count;
  }
  /// Stamps of the last few events after base(), from there on; 0: no event. Four in a
  /// word, the newest in the lowest bits: recentChunks words of each element, the newest
  /// first; and the first of these words of all elements side by side.
  static constexpr int64_t recentTicks = UINT16_MAX;
  const uint16_t *recentStamps() const { return stamps.data(); }
  const RowTarget *newestWords() const { return recent.data(); }
  /// Their values are for kernels to use.
  RowTarget *newestWords() { return recent.data(); }
  /// No event is too far from base() for that.
  bool isRecentWhole() const { return recentWhole; }
  int64_t base() const { return recentBase; }
  void rebase(int64_t tick);
  /// Entries of an element, newest first.
  size_t depth() const { return capacity; }
  size_t entryWidth() const { return width; }
  size_t elementWidth() const { return stride; }
  size_t elements() const { return count; }
  size_t bytes() const {
    return (words.capacity() + latest.capacity()) * sizeof(double) +
           heads.capacity() * sizeof(uint32_t) + (recent.empty() ? 0 : count) * sizeof(RowTarget) +
           stamps.capacity() * sizeof(uint16_t) + pairs.capacity() * sizeof(Newest);
  }

private:
  void grow();
  /// A checkpoint, or another projection that asks for older ones, may have made room for
  /// more events than kernels of rows know of.
  size_t known() const { return keepsRecent ? std::min(capacity, recentEvents) : capacity; }
  bool isBefore(size_t element, size_t entry, int64_t limit) const {
    return newest(element)[entry * width] < static_cast<double>(limit);
  }
  /// Entries there are before the newest one of a full element: room for new ones.
  size_t slack() const { return (capacity + 1) / 2; }
  void mirror(size_t element);
  void mirrorNewest(size_t element);
  void mirrorWord(size_t element);
  std::vector<Trace> traces;
  double dt = 0.1;
  size_t count = 0, capacity = 0, width = 0, stride = 0, spare = 0;
  /// Of each element slack() + capacity entries. The newest is where its head says and
  /// capacity - 1 older ones follow; a new one goes in front of them. At the front of the
  /// element they are moved to its back.
  std::vector<double> words;
  std::vector<uint32_t> heads;
  std::vector<double> latest; ///< [stamp, traces][element]: of the newest events; empty unless wanted
  int64_t recentBase = 0;
  bool keepsRecent = false, recentWhole = false;
  std::vector<uint16_t> stamps; ///< [element][recentEvents]; empty unless wanted
  std::vector<RowTarget> recent; ///< [element]; same, and padding
  std::vector<Newest> pairs;    ///< [trace][element]; same
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_EDGEHISTORY_H
