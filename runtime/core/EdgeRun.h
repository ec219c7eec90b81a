//===- EdgeRun.h - Running kernels of edges ---------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Collects edges into blocks, gathers their fields, calls the kernel, delivers
// what it emits and scatters what it changed. Runs of neighbouring edges are
// copied, edges from the index by target are gathered one by one. No edge may be
// twice in a block.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_EDGERUN_H
#define NEURO_RUNTIME_CORE_EDGERUN_H

#include "runtime/core/State.h"

#include <algorithm>

namespace neuro::rt {

class EdgeRunner {
public:
  struct Network {
    const Views &views;
    double dt;
    uint64_t seed;
  };
  /// `tick`: the end of the interval in which the handlers run.
  EdgeRunner(const Network &network, Worker &worker, const EdgeProjection &edge,
             EdgeTable &table, int buffer, int64_t tick)
      : network(network), worker(worker), edge(edge), table(table), buffer(buffer),
        tick(tick) {}

  struct Sight {
    bool pre = false, post = false; ///< this tick's event is seen already
  };
  /// Where signals are added, per part of the target view.
  void collect(std::vector<double *> into) { sums = std::move(into); }
  void begin(const EdgeKernel &kernel, Sight sight, double value = 0);
  /// How often the kernel runs on what is added from now on, one run after the
  /// other: a source that had several events in a tick.
  void repeat(uint32_t often) {
    if (often != times)
      flush();
    times = often;
  }
  /// Edges first … first + length of one source, which has that delay: all of a
  /// run of EdgeTable::replayed, if events of targets are made up for.
  void addRun(uint32_t first, uint32_t length, uint32_t source, uint32_t delay,
              uint32_t replayRun);
  /// Part of such a run, which makes up for events of targets in (since, until].
  void addPiece(uint32_t first, uint32_t length, uint32_t source, uint32_t delay, double since,
                double until) {
    push(first, length, source, delay, since, until);
  }
  /// Places of the index by target.
  void addReverse(uint32_t place, uint32_t length);
  /// Runs what was collected.
  void flush();
  /// The kernel on all edges of the table.
  void runAll(const EdgeKernel &kernel, Sight sight, double value = 0);
  /// Brings all edges up to date, the tick's own bounds included.
  void advanceAll();
  /// Makes up for events of targets seen up to the end of `tick`: before a look from
  /// outside, or anything that does not touch edges through a kernel.
  void settle() { settle(tick); }
  /// The same for rows that were last brought up to date before `limit`.
  void settle(int64_t limit);
  /// As runAll, on edges for which `keep(source, local target)` holds.
  template <class Keep>
  void runSome(const EdgeKernel &kernel, Sight sight, double value, Keep keep);

  /// Brings the edges of a run up to date in the scratch arrays without
  /// changing them; `visit(count)` looks. Nothing else may be collected.
  template <class Visit> void look(uint32_t first, uint32_t length, uint32_t source,
                                   uint32_t delay, Visit visit);
  const void *scratch(int slot) const { return table.arrays[static_cast<size_t>(slot)]; }

private:
  struct Run;
  template <class Visit> void forRows(Visit visit);
  void push(uint32_t first, uint32_t length, uint32_t source, uint32_t delay, double from,
            double to);
  // EdgeReplay.cpp
  bool replay();
  void loadForReplay();
  void replayRound(int n);
  void seePre(const Run &of, int begin, int end);
  template <class Real> void replayReal(const Gather &gather, int n);
  void loadLanes();
  bool changedByPost(int field) const {
    return std::find(edge.post.scatters.begin(), edge.post.scatters.end(), field) !=
           edge.post.scatters.end();
  }
  void gather(const Gather &gather);
  void gatherColumn(const Gather &gather);
  template <class Real> void gatherReal(const Gather &gather);
  void findEntries();
  void draw(const Gather &gather, uint32_t round);
  void deliver(const EdgeKernel &kernel, int from, int to);
  void addSignals(const EdgeKernel &kernel);
  void deliverRounds(const EdgeKernel &kernel);
  void scatter();

  const Network network;
  Worker &worker;
  const EdgeProjection &edge;
  EdgeTable &table;
  const int buffer;
  const int64_t tick;
  const EdgeKernel *kernel = nullptr;
  Sight sight;
  bool newestPost = false; ///< the newest events of targets are what edges see
  double replayTo = 0;     ///< tick up to which events of targets take effect
  bool replayed = false;   ///< any did
  bool looking = false;    ///< nothing is scattered
  bool completing = false; ///< this tick is over: edges touched in it are clipped too
  uint32_t times = 1;
  std::vector<double *> sums;
  std::vector<double> emitted; ///< of several rounds: [round][emission][lane]

  int count = 0;
  bool scattered = false;
  struct Run {
    uint32_t first, length, source;
    int at;
    double from, to; ///< events of targets seen in (from, to] are to be made up for
  };
  int runs = 0;
  Run run[EDGE_BLOCK];
  uint32_t position[EDGE_BLOCK]; ///< edge of each lane
  uint32_t source[EDGE_BLOCK];
  double preSeen[EDGE_BLOCK], postSeen[EDGE_BLOCK]; ///< stamp of an event seen now
  const double *preEntry[EDGE_BLOCK], *postEntry[EDGE_BLOCK];
  uint32_t local[EDGE_BLOCK]; ///< target of each lane
  uint32_t lastTouched[EDGE_BLOCK];

  // One event of each of several lanes.
  int replayLane[EDGE_BLOCK];
  double replayStamp[EDGE_BLOCK], replaySeen[EDGE_BLOCK];
  bool replayTouched[EDGE_BLOCK]; ///< the source's event reached it in the same tick
  const double *replayPre[EDGE_BLOCK], *replayPost[EDGE_BLOCK];
};

template <class Keep>
void EdgeRunner::runSome(const EdgeKernel &which, Sight how, double value, Keep keep) {
  begin(which, how, value);
  const EdgeTargets target = table.targets();
  const bool one = table.segmentBegin.empty();
  const size_t rows = table.rowBegin.size() - 1;
  for (size_t row = 0; row < rows; ++row) {
    uint32_t first = table.rowBegin[row];
    const uint32_t end = table.rowBegin[row + 1];
    for (uint32_t k = one ? 0 : table.segmentBegin[row]; first < end; ++k) {
      const uint32_t length = one ? end - first : table.segments[k].length;
      const uint32_t delay =
          one ? static_cast<uint32_t>(edge.base->delayTicks) : table.segments[k].delay;
      for (uint32_t from = first; from < first + length;) {
        if (!keep(static_cast<uint32_t>(row), target[from])) {
          ++from;
          continue;
        }
        uint32_t to = from + 1;
        while (to < first + length && keep(static_cast<uint32_t>(row), target[to]))
          ++to;
        push(from, to - from, static_cast<uint32_t>(row), delay, 0, 0);
        from = to;
      }
      first += length;
    }
  }
  flush();
}

template <class Visit>
void EdgeRunner::look(uint32_t first, uint32_t length, uint32_t from, uint32_t delay,
                      Visit visit) {
  looking = completing = true;
  for (uint32_t done = 0; done < length; done += EDGE_BLOCK) {
    const uint32_t n = std::min<uint32_t>(EDGE_BLOCK, length - done);
    begin(edge.advance, {true, true});
    push(first + done, n, from, delay, 0, 0);
    // push flushes a full block itself.
    if (count)
      flush();
    visit(first + done, static_cast<int>(n));
  }
  looking = completing = false;
}

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_EDGERUN_H
