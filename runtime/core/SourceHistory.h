//===- SourceHistory.h - Traces of sources, kept once -----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Projections with the same sources and equal traces of them hear the same events, so
// a thread keeps one history for all of them. One of them, the leader, writes it.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_SOURCEHISTORY_H
#define NEURO_RUNTIME_CORE_SOURCEHISTORY_H

#include "runtime/core/EdgeHistory.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace neuro::rt {

/// What one projection sees of it. The interface is EventHistory's.
class SourceHistory {
public:
  /// `longest`: delay in ticks after which it does not ask for an event any more.
  void make(size_t elements, std::vector<EventHistory::Trace> traces, double dt, size_t spare,
            int64_t longest) {
    shared = std::make_shared<Shared>();
    shared->longest = longest;
    shared->history.make(elements, std::move(traces), dt, spare, EventHistory::Beside::Nothing);
    leads = true;
  }
  /// Sees what `with` sees from now on.
  void share(const SourceHistory &with, int64_t longest) {
    shared = with.shared;
    shared->longest = std::max(shared->longest, longest);
    leads = false;
  }
  bool isShared() const { return shared && shared.use_count() > 1; }

  bool empty() const { return !shared || shared->history.empty(); }
  /// Each of those that share it tells of the same events.
  void push(size_t element, int64_t stamp, double count, int64_t keepFrom) {
    if (!shared->led)
      leads = shared->led = true;
    if (leads)
      shared->history.push(element, stamp, count, std::min(keepFrom, stamp + 1 - shared->longest));
  }
  void clear() {
    if (shared)
      shared->history.clear();
  }
  /// Other time constants from now on. Where the others keep theirs, they part.
  void retune(const std::vector<EventHistory::Trace> &with) {
    if (isShared() && !shared->history.hasTraces(with))
      part();
    shared->history.retune(with);
  }
  /// From a checkpoint: an element's events, newest first, as this projection had them.
  /// The leader comes first; another one may have kept them for longer.
  void set(size_t element, const double *entries, size_t n) {
    if (leads || n > kept(element))
      shared->history.set(element, entries, n);
  }
  /// Asks for what push() of that element will read.
  void prefetch(size_t element) const {
    if (leads)
      shared->history.prefetch(element);
  }
  size_t kept(size_t element) const {
    const double *entry = newest(element);
    size_t n = 0;
    while (n < depth() && std::isfinite(entry[n * entryWidth()]))
      ++n;
    return n;
  }

  const double *find(size_t element, double limit) const {
    return shared->history.find(element, limit);
  }
  const double *newest(size_t element) const { return shared->history.newest(element); }
  size_t depth() const { return shared->history.depth(); }
  size_t entryWidth() const { return shared->history.entryWidth(); }
  /// Of the leader; the others have it for nothing.
  size_t bytes() const { return shared && leads ? shared->history.bytes() : 0; }
  const EventHistory &events() const { return shared->history; }

private:
  struct Shared {
    EventHistory history;
    int64_t longest = 1;
    bool led = true; ///< else the first to push becomes the leader
  };
  /// Goes on with a copy of its own.
  void part() {
    const std::shared_ptr<Shared> others = shared;
    shared = std::make_shared<Shared>(*others);
    shared->led = true;
    others->led &= !leads;
    leads = true;
  }
  std::shared_ptr<Shared> shared;
  bool leads = false;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_SOURCEHISTORY_H
