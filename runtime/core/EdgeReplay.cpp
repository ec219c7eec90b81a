//===- EdgeReplay.cpp - Events of targets made up for ---------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// To run `on post` when a target spikes takes an index by target and a cache miss
// for each of its synapses. Where the handler depends on nothing but the synapse
// and traces (EdgeProjection::replays) it can wait until the source's next event
// touches the synapse, and rows are read in order: the few events of the target
// since then are in its history, and what the synapse saw of its source when each
// came is in the other. They are replayed oldest first by the same kernel, so the
// synapse goes through the same values, bit for bit.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/EdgeRun.h"

#include <cstring>

namespace neuro::rt {

/// The state `on post` changes.
void EdgeRunner::loadForReplay() {
  for (int f : edge.post.scatters)
    for (const Gather &g : edge.post.gathers)
      if (g.field == f)
        gather(g);
}

/// Brings the lanes' state in the scratch arrays up to their runs' `to`. Returns
/// whether there was anything to do; if not, no array is loaded.
bool EdgeRunner::replay() {
  const double back = static_cast<double>(edge.backprop.ticks);
  const EventHistory &targets = table.post.events();
  const size_t width = targets.entryWidth();
  struct Pending {
    int lane, count;
    const double *oldest;
  };
  static thread_local std::vector<Pending> pending;
  pending.clear();
  int rounds = 0;
  for (int r = 0; r < runs; ++r) {
    const double from = run[r].from - back, to = run[r].to - back;
    for (int l = run[r].at; l < run[r].at + static_cast<int>(run[r].length); ++l) {
      const double *entry = targets.newest(local[l]);
      while (entry[0] > to)
        entry += width;
      int n = 0;
      for (; entry[0] > from; entry += width)
        ++n;
      if (n > 0)
        pending.push_back({l, n, entry - width});
      rounds = std::max(rounds, n);
    }
  }
  if (rounds == 0)
    return false;
  loadForReplay();
  for (int round = 0; round < rounds; ++round) {
    int n = 0;
    for (const Pending &p : pending) {
      if (p.count <= round)
        continue;
      replayLane[n] = p.lane;
      replayPost[n] = p.oldest - static_cast<size_t>(round) * width;
      replayStamp[n] = replayPost[n][0];
      ++n;
    }
    replayRound(n);
  }
  return true;
}

/// What lanes `begin` … `end` - 1 of one run see of their source: it is as old as
/// their delay.
void EdgeRunner::seePre(const Run &of, int begin, int end) {
  const double also = edge.plan->tie == Tie::PreFirst ? 1 : 0;
  const double now = preSeen[of.at];
  const double shift = now + (static_cast<double>(edge.backprop.ticks) - static_cast<double>(tick));
  double earliest = now, latest = replayStamp[begin] + shift;
  for (int k = begin; k < end; ++k) {
    replaySeen[k] = replayStamp[k] + shift;
    earliest = std::min(earliest, replaySeen[k]);
    latest = std::max(latest, replaySeen[k]);
  }
  // No event of the source arrives between those made up for but in this very tick:
  // nearly always all see the same, the newest that has arrived before.
  const double *entry = table.pre.find(of.source, now);
  const double *arrived = table.pre.find(of.source, now + 1);
  if (entry[0] < earliest && (arrived == entry || latest < now)) {
    std::fill(replayPre + begin, replayPre + end, entry);
    std::fill(replayTouched + begin, replayTouched + end, false);
    return;
  }
  for (int k = begin; k < end; ++k) {
    replayTouched[k] = entry[0] == replaySeen[k] || arrived[0] == replaySeen[k];
    replayPre[k] = table.pre.find(of.source, replaySeen[k] + also);
  }
}

/// One event of the target of each of `n` lanes.
void EdgeRunner::replayRound(int n) {
  if (worker.profile)
    worker.profile->count(Spent::EdgeReplay, static_cast<size_t>(edge.index), n);
  const double back = static_cast<double>(edge.backprop.ticks);
  if (edge.post.seesPre)
    for (int r = 0, k = 0; k < n; ++r) {
      // Lanes come in order, so those of a run stand together.
      int end = k;
      while (end < n && replayLane[end] < run[r].at + static_cast<int>(run[r].length))
        ++end;
      if (end > k)
        seePre(run[r], k, end);
      k = end;
    }
  for (const Gather &g : edge.post.gathers) {
    if (g.kind == Gather::Column) {
      const void *from = table.arrays[g.slot];
      void *to = table.replayArrays[g.slot];
      const bool own = changedByPost(g.field);
      const EdgeColumn &column = table.fields[g.field];
      if (!own)
        from = column.data.as<void>();
      auto copy = [&](auto *out) {
        auto *in = static_cast<decltype(out)>(const_cast<void *>(from));
        for (int k = 0; k < n; ++k)
          out[k] = in[own ? static_cast<uint32_t>(replayLane[k]) : position[replayLane[k]]];
      };
      if (column.width == 8)
        copy(static_cast<uint64_t *>(to));
      else
        copy(static_cast<uint32_t *>(to));
    } else if (g.type == Scalar::F64) {
      replayReal<double>(g, n);
    } else if (g.type == Scalar::F32) {
      replayReal<float>(g, n);
    } else {
      replayReal<int32_t>(g, n);
    }
  }
  Tick clock{};
  clock.dt = network.dt; // the kernel does not ask for the time
  clock.seed = network.seed;
  clock.object = static_cast<uint64_t>(edge.index);
  edge.post.code(table.replayArrays.data(), table.uniforms.data(), &clock, 0,
                 (n + LANES - 1) / LANES * LANES);
  for (int f : edge.post.scatters) {
    if (edge.frozen[f])
      continue;
    const int slot = edge.plan->fields[f].slot;
    auto copy = [&](auto *out) {
      auto *in = static_cast<decltype(out)>(table.replayArrays[slot]);
      for (int k = 0; k < n; ++k)
        out[replayLane[k]] = in[k];
    };
    if (table.fields[f].width == 8)
      copy(static_cast<uint64_t *>(table.arrays[slot]));
    else
      copy(static_cast<uint32_t *>(table.arrays[slot]));
  }
  if (!edge.post.scatters.empty() && table.touched)
    for (int k = 0; k < n; ++k)
      lastTouched[replayLane[k]] =
          static_cast<uint32_t>(static_cast<int64_t>(replayStamp[k] + back));
}

template <class Real> void EdgeRunner::replayReal(const Gather &g, int n) {
  Real *out = static_cast<Real *>(table.replayArrays[g.slot]);
  size_t at = EventHistory::header; // of the trace in an entry
  if (g.kind == Gather::PreTrace)
    at += table.pre.place(g.index);
  if (g.kind == Gather::PostTrace)
    at += table.post.place(g.index);
  const double back = static_cast<double>(edge.backprop.ticks);
  const size_t older = table.post.entryWidth();
  switch (g.kind) {
  case Gather::Elapsed:
    if (!table.touched) {
      for (int k = 0; k < n; ++k)
        out[k] = replayTouched[k] ? 0 : 1;
      return;
    }
    for (int k = 0; k < n; ++k)
      out[k] = static_cast<Real>(
          static_cast<uint32_t>(static_cast<int64_t>(replayStamp[k] + back)) -
          lastTouched[replayLane[k]]);
    return;
  case Gather::PreTrace:
    for (int k = 0; k < n; ++k)
      out[k] = static_cast<Real>(replayPre[k][at]);
    return;
  case Gather::PreAge:
    for (int k = 0; k < n; ++k)
      out[k] = static_cast<Real>(ageOf(replayPre[k][0], replaySeen[k]));
    return;
  case Gather::PostTrace:
    for (int k = 0; k < n; ++k)
      out[k] = static_cast<Real>(replayPost[k][older + at]);
    return;
  case Gather::PostAge:
    for (int k = 0; k < n; ++k)
      out[k] = static_cast<Real>(ageOf(replayPost[k][older], replayStamp[k]));
    return;
  default: return;
  }
}

} // namespace neuro::rt
