//===- SharedHistory.h - Events of an end, kept once ------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Projections with the same sources, or the same targets, hear the same events of them.
// A thread keeps one history for all of these, with the traces that any of them has. The
// first of them, the leader, writes it. Which projections these are is decided in
// EdgeSharing.cpp.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_SHAREDHISTORY_H
#define NEURO_RUNTIME_CORE_SHAREDHISTORY_H

#include "runtime/core/EdgeHistory.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace neuro::rt {

/// How a projection keeps the events of one of its ends.
struct HistoryUse {
  int of = -1; ///< the edge projection whose history it shares; -1: it has its own
  /// Of its own history: the traces that it and those that share it have.
  std::vector<EventHistory::Trace> traces;
  std::vector<size_t> places; ///< of each trace of this projection among them
  size_t spare = 0;
  EventHistory::Beside beside = EventHistory::Beside::Nothing;
};

/// What one projection sees of it. The interface is EventHistory's; traces are numbered as
/// in the history, and `place` says where those of the projection are.
class SharedHistory {
public:
  /// `edge`: the projection's number; `longest`: delay in ticks after which it does not ask
  /// for an event any more.
  void make(size_t edge, const HistoryUse &use, size_t elements, double dt, int64_t longest) {
    shared = std::make_shared<Shared>();
    shared->longest = longest;
    shared->members = {edge};
    shared->history.make(elements, use.traces, dt, use.spare, use.beside);
    self = edge;
    places = use.places;
  }
  /// Sees what `with` sees from now on; that of an earlier projection.
  void share(const SharedHistory &with, size_t edge, const HistoryUse &use, int64_t longest) {
    shared = with.shared;
    shared->longest = std::max(shared->longest, longest);
    shared->members.push_back(edge);
    self = edge;
    places = use.places;
  }
  bool isShared() const { return shared && shared->members.size() > 1; }
  bool leads() const { return shared && shared->members.front() == self; }
  /// The edge projections that share it, in order.
  const std::vector<size_t> &members() const { return shared->members; }

  bool empty() const { return !shared || shared->history.empty(); }
  size_t place(int trace) const { return places[static_cast<size_t>(trace)]; }
  /// Each of those that share it tells of the same events.
  void push(size_t element, int64_t stamp, double count, int64_t keepFrom) {
    if (leads())
      shared->history.push(element, stamp, count, std::min(keepFrom, stamp + 1 - shared->longest));
  }
  void clear() {
    if (shared)
      shared->history.clear();
  }
  /// Other time constants from now on, of the projection's traces in order. Where the
  /// others keep theirs, they part.
  void retune(const std::vector<EventHistory::Trace> &with) {
    bool same = true;
    for (size_t k = 0; k < with.size(); ++k)
      same &= shared->history.trace(places[k]) == with[k];
    if (same)
      return;
    if (isShared())
      part();
    for (size_t k = 0; k < with.size(); ++k)
      shared->history.retune(places[k], with[k]);
  }

  /// Doubles of an event as a checkpoint has it: stamp, count, the projection's traces.
  size_t savedWidth() const { return EventHistory::header + places.size(); }
  /// Of an element, newest first.
  std::vector<double> saved(size_t element) const {
    std::vector<double> all;
    const double *entry = newest(element);
    for (size_t n = kept(element); n > 0; --n, entry += entryWidth()) {
      all.insert(all.end(), entry, entry + EventHistory::header);
      for (size_t place : places)
        all.push_back(entry[EventHistory::header + place]);
    }
    return all;
  }
  /// From a checkpoint: an element's events, as this projection had them. The leader comes
  /// first; another one may have kept them for longer.
  void set(size_t element, const std::vector<double> &entries) {
    const size_t n = entries.size() / savedWidth(), had = leads() ? 0 : kept(element);
    const size_t width = entryWidth();
    std::vector<double> all(std::max(n, had) * width, 0.0);
    std::copy_n(newest(element), had * width, all.begin());
    for (size_t k = 0; k < n; ++k) {
      const double *from = entries.data() + k * savedWidth();
      double *to = all.data() + k * width;
      std::copy_n(from, EventHistory::header, to);
      for (size_t t = 0; t < places.size(); ++t)
        to[EventHistory::header + places[t]] = from[EventHistory::header + t];
    }
    shared->history.set(element, all.data(), all.size() / width);
  }
  /// Asks for what push() of that element will read.
  void prefetch(size_t element) const {
    if (leads())
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
  size_t bytes() const { return leads() ? shared->history.bytes() : 0; }
  const EventHistory &events() const { return shared->history; }
  EventHistory &events() { return shared->history; }

private:
  struct Shared {
    EventHistory history;
    int64_t longest = 1;
    std::vector<size_t> members; ///< ascending; the first leads
  };
  /// Goes on with a copy of its own.
  void part() {
    const std::shared_ptr<Shared> others = shared;
    shared = std::make_shared<Shared>(*others);
    shared->members = {self};
    others->members.erase(std::find(others->members.begin(), others->members.end(), self));
  }
  std::shared_ptr<Shared> shared;
  size_t self = 0;
  std::vector<size_t> places;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_SHAREDHISTORY_H
