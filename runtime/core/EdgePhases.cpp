//===- EdgePhases.cpp - What edges do in the phases of a tick -------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Before ARRIVE: emissions that waited and those of pre events due now. LEARN:
// pre, post and port handlers. All of it by the thread that owns the targets, in
// the order projection, stamp, source, so that no sum depends on the threads.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/EdgeBuild.h"
#include "runtime/core/EdgeRows.h"
#include "runtime/core/EdgeRun.h"

#include <algorithm>
#include <tuple>

namespace neuro::rt {

Result<void> Simulation::State::buildEdges(int thread, std::vector<ProjectionCount> &counts,
                                           const BuildWatch &watch) {
  Worker &worker = workers[thread];
  // Of all connections: as in TableBuilder::build, which comes before.
  double all = 0, done = 0;
  for (const auto &projection : projections)
    all += projection->expected + 1;
  done = all;
  for (const auto &edge : edges)
    done -= edge->base->expected + 1;
  worker.edges.clear();
  worker.edges.resize(edges.size());
  for (size_t e = 0; e < edges.size(); ++e) {
    EdgeBuilder builder(populations, views, *edges[e], thread, worker.space, budget);
    const Projection &base = *edges[e]->base;
    builder.progress = [&](double share) {
      return watch((done + share * (base.expected + 1)) / all, &base);
    };
    if (Result<void> r = builder.build(worker.edges[e], counts[edges[e]->index]); !r)
      return r;
    done += base.expected + 1;
  }
  return {};
}

/// Windows, queues and who hears whom, once all tables are there.
Result<void>
Simulation::State::prepareEdges(const std::vector<std::vector<ProjectionCount>> &counts) {
  edgesOfChannel.assign(channels.size(), {});
  int64_t wait = 1; // longest time an emission is held
  for (size_t e = 0; e < edges.size(); ++e) {
    const EdgeProjection &edge = *edges[e];
    for (size_t part = 0; part < edge.preChannel.size(); ++part)
      edgesOfChannel[edge.preChannel[part]].push_back(
          {static_cast<int>(e), -1, static_cast<int>(part)});
    for (size_t p = 0; p < edge.portProjections.size(); ++p) {
      const Projection &base = *edge.portProjections[p].projection;
      window = std::min(window, edge.portProjections[p].delay.ticks);
      for (size_t part = 0; part < base.source->parts.size(); ++part)
        edgesOfChannel[channelOf(base.source->parts[part].population,
                                 base.plan->sourceEvents[part])]
            .push_back({static_cast<int>(e), static_cast<int>(p), static_cast<int>(part)});
    }
    int64_t dendritic = edge.dendritic.constant ? edge.dendritic.ticks : longestMixedDelay;
    for (const EmitRun &emit : edge.emits)
      wait = std::max(wait, dendritic + (emit.after.constant ? emit.after.ticks
                                                             : longestMixedDelay));
  }
  for (const StructuralRun &run : structurals)
    if (run.growEvery)
      window = std::min(window, run.grow.constantDelay ? run.grow.delayTicks : 1);
  if (meetings.any() || refEmissions)
    window = 1;
  window = std::max<int64_t>(window, 1); // what has no delay is not exchanged
  for (Worker &worker : workers) {
    if (edges.empty())
      break;
    worker.deferred.assign(static_cast<size_t>(wait + 2), {});
    for (size_t e = 0; e < edges.size(); ++e) {
      int64_t longestPre = 1;
      for (const auto &thread : counts)
        longestPre = std::max(longestPre, thread[edges[e]->index].maxDelay);
      // Grown synapses may have somewhat longer delays than the first ones.
      for (const StructuralRun &run : structurals)
        if (run.edge == static_cast<int>(e) && run.growEvery)
          longestPre = run.grow.constantDelay ? std::max(longestPre, run.grow.delayTicks)
                                              : 2 * longestPre + 100;
      EdgeBuilder builder(populations, views, *edges[e],
                          static_cast<int>(&worker - workers.data()), worker.space, budget);
      if (Result<void> r = builder.prepare(worker.edges, e, longestPre, window); !r)
        return r;
    }
  }
  return {};
}

/// Files an event for the edges `run.first` … `end` of one source or local target,
/// `run.from`, one arrival a segment of equal delay. Without segments all have the
/// delay of `run`.
static void fileRun(ArrivalCalendar &calendar, EdgeArrival run, uint32_t end,
                    const std::vector<uint32_t> &segmentBegin,
                    const std::vector<Segment> &segments, int64_t stamp, int64_t after) {
  auto file = [&](uint32_t length, uint32_t delay, uint32_t number) {
    run.length = length;
    run.delay = delay;
    run.run = number;
    if (length > 0 && stamp + delay > after)
      calendar.day(stamp + delay).push_back(run);
    run.first += length;
  };
  if (segmentBegin.empty())
    return file(end - run.first, run.delay, run.from);
  for (uint32_t k = segmentBegin[run.from]; k < segmentBegin[run.from + 1]; ++k)
    file(segments[k].length, segments[k].delay, k);
}

/// Files an event of source i for its edges, where it arrives after tick `after`.
void Simulation::State::fileRow(const EdgeProjection &edge, EdgeTable &table, uint32_t i,
                                int64_t stamp, uint32_t times, int64_t after) {
  fileRun(table.preArrivals,
          {i, table.rowBegin[i], 0, static_cast<uint32_t>(edge.base->delayTicks), times, i},
          table.rowBegin[i + 1], table.segmentBegin, table.segments, stamp, after);
}

/// The same for an event of a local target, by the index by target.
void Simulation::State::fileTarget(const EdgeProjection &edge, EdgeTable &table,
                                   uint32_t local, int64_t stamp, int64_t after) {
  fileRun(table.postArrivals,
          {local, table.reverseBegin[local], 0, static_cast<uint32_t>(edge.backprop.ticks), 1, 0},
          table.reverseBegin[local + 1], table.reverseSegmentBegin, table.reverseSegments,
          stamp, after);
}

/// Events of one part of a projection's sources, stamped `stamp`, which every
/// thread files for its own edges.
void Simulation::State::fileEdges(Worker &worker, const EdgeUse &use,
                                  const uint32_t *elements, const uint32_t *counts,
                                  size_t count, int64_t stamp) {
  const EdgeProjection &edge = *edges[use.edge];
  EdgeTable &table = worker.edges[use.edge];
  const View &source = use.port < 0 ? *edge.base->source
                                    : *edge.portProjections[use.port].projection->source;
  const ViewPart &part = source.parts[use.part];
  const bool history = !table.pre.empty();
  const bool arrives = edge.emit || edge.pre;
  const int64_t before = worker.events;
  constexpr size_t ahead = 4;
  for (size_t s = 0; s < count; ++s) {
    const int64_t element = elements[s];
    if (const int64_t next = elements[std::min(s + ahead, count - 1)];
        use.port < 0 && next >= part.low && next < part.low + part.count * part.step) {
      const size_t i = static_cast<size_t>(part.offset + (next - part.low) / part.step);
      if (history)
        table.pre.prefetch(i);
      __builtin_prefetch(table.rowBegin.data() + i);
    }
    uint32_t times = counts ? counts[s] : 1;
    // The host may send an element several events in one tick.
    while (s + 1 < count && elements[s + 1] == elements[s]) {
      ++s;
      times += counts ? counts[s] : 1;
    }
    if (element < part.low || element >= part.low + part.count * part.step ||
        (element - part.low) % part.step != 0)
      continue;
    const size_t i = static_cast<size_t>(part.offset + (element - part.low) / part.step);
    if (use.port >= 0) {
      const int64_t due = stamp + edge.portProjections[use.port].delay.ticks;
      table.portDays[static_cast<size_t>(due) % table.portDays.size()].push_back(
          {static_cast<uint32_t>(use.port), static_cast<uint32_t>(i), times});
      continue;
    }
    if (history)
      table.pre.push(i, stamp, times, stamp + 1 - table.longestPre);
    if (!arrives)
      continue;
    if (edge.emit)
      worker.events += static_cast<int64_t>(table.rowBegin[i + 1] - table.rowBegin[i]) * times;
    fileRow(edge, table, static_cast<uint32_t>(i), stamp, times, INT64_MIN);
  }
  if (worker.profile) {
    worker.profile->count(Spent::EdgeFile, static_cast<size_t>(edge.index),
                          worker.events - before, static_cast<int64_t>(count));
    worker.profile->lap(Spent::EdgeFile, static_cast<size_t>(edge.index));
  }
}

void Simulation::State::deliverDeferred(Worker &worker, int64_t tick) {
  std::vector<Deferred> &day = worker.deferredDay(tick);
  for (const Deferred &d : day)
    worker.space.add(d.slot, d.wide, d.value);
  day.clear();
}

/// One kernel on a day's arrivals, from the `first` one on.
static void runArrivals(EdgeRunner &runner, const EdgeKernel &kernel,
                        EdgeRunner::Sight sight, const std::vector<EdgeArrival> &day,
                        size_t first = 0) {
  if (!kernel || first >= day.size())
    return;
  runner.begin(kernel, sight);
  for (size_t k = first; k < day.size(); ++k) {
    const EdgeArrival &arrival = day[k];
    runner.repeat(arrival.count);
    runner.addRun(arrival.first, arrival.length, arrival.from, arrival.delay, arrival.run);
  }
  runner.flush();
  runner.repeat(1);
}

/// The same of `emit`, where rows are run.
static void runRows(const EdgeRunner::Network &network, Worker &worker,
                    const EdgeProjection &edge, EdgeTable &table, int64_t tick,
                    const std::vector<EdgeArrival> &day, size_t first, EdgeRunner &rest) {
  rest.begin(edge.emit, {});
  RowRunner rows(network, worker, edge, table, tick, /*arrives=*/true, rest);
  size_t edges = 0;
  for (size_t k = first; k < day.size(); ++k)
    edges += day[k].length;
  if (edges > table.targetIndex.size())
    rows.lookAtTargets();
  for (size_t k = first; k < day.size(); ++k) {
    const EdgeArrival &arrival = day[k];
    if (k + 1 < day.size())
      rows.prefetch(day[k + 1].first, day[k + 1].from, day[k + 1].run);
    if (arrival.count == 1) {
      rows.run(arrival.first, arrival.length, arrival.from, arrival.delay, arrival.run);
      continue;
    }
    rest.repeat(arrival.count);
    rest.addRun(arrival.first, arrival.length, arrival.from, arrival.delay, arrival.run);
    rest.repeat(1);
  }
}

void Simulation::State::deliverEdges(Worker &worker, int64_t tick, int buffer) {
  deliverDeferred(worker, tick);
  lap(worker.profile, Spent::Deferred);
  for (size_t e = 0; e < edges.size(); ++e) {
    const size_t index = static_cast<size_t>(edges[e]->index);
    EdgeTable &table = worker.edges[e];
    EdgeRunner runner({views, dt, seed}, worker, *edges[e], table, buffer, tick);
    if (edges[e]->signal) {
      sumSignals(worker, *edges[e], runner);
      lap(worker.profile, Spent::EdgeSignal, index);
    }
    // Equations that cannot wait: to this tick's end, with the ends as at its start.
    if (edges[e]->step) {
      runner.runAll(edges[e]->step, {});
      lap(worker.profile, Spent::EdgeStep, index);
    }
    emitEdges(worker, e, tick, buffer, 0);
  }
}

void Simulation::State::emitEdges(Worker &worker, size_t e, int64_t tick, int buffer,
                                  size_t first) {
  EdgeTable &table = worker.edges[e];
  std::vector<EdgeArrival> &day = table.preArrivals.day(tick);
  if (first < day.size()) {
    EdgeRunner runner({views, dt, seed}, worker, *edges[e], table, buffer, tick);
    if (RowRunner::isReady(*edges[e], table))
      runRows({views, dt, seed}, worker, *edges[e], table, tick, day, first, runner);
    else
      runArrivals(runner, edges[e]->emit, {}, day, first);
  }
  if (!edges[e]->pre)
    day.clear();
  lap(worker.profile, Spent::EdgeEmit, static_cast<size_t>(edges[e]->index));
}

/// Of State::toSettle.
static uint64_t settleBit(const EdgeProjection &edge) { return uint64_t(1) << (edge.index % 64); }

/// When much is not made up for yet, rows that nothing read for long are brought up to
/// date; there are few of them.
void Simulation::State::makeRoom(Worker &worker, size_t leader, const std::vector<uint32_t> &heard,
                                 int64_t tick, int buffer, bool settles) {
  EventHistory &history = worker.edges[leader].post.events();
  const std::vector<size_t> &members = worker.edges[leader].post.members();
  if (std::none_of(members.begin(), members.end(), [&](size_t e) { return edges[e]->replays; }))
    return;
  auto forReplays = [&](auto visit) {
    for (size_t e : members)
      if (edges[e]->replays)
        visit(*edges[e], worker.edges[e], edges[e]->backprop.ticks);
  };
  int64_t inTheWay = INT64_MIN; // the last stamp that is to be made up for
  bool soon = false;
  if (history.depth() >= EventHistory::recentEvents) {
    const int64_t from = keepFrom(worker, leader, tick);
    for (uint32_t local : heard) {
      if (history.isFull(local, from))
        inTheWay = std::max(inTheWay, history.inTheWay(local));
      soon |= history.isNearlyFull(local, from);
    }
  }
  bool must = settles || tick - history.base() > EventHistory::recentTicks;
  forReplays([&](const EdgeProjection &, EdgeTable &table, int64_t wait) {
    must |= inTheWay > table.settled - wait;
  });
  if (!must) {
    if (soon)
      toSettle.fetch_or(settleBit(*edges[leader]), std::memory_order_relaxed);
    return;
  }
  int64_t base = INT64_MAX;
  forReplays([&](const EdgeProjection &edge, EdgeTable &table, int64_t wait) {
    const int64_t limit = std::max(inTheWay == INT64_MIN ? inTheWay : inTheWay + wait,
                                   table.settled + (tick - table.settled) / 2);
    EdgeRunner({views, dt, seed}, worker, edge, table, buffer, tick - 1).settle(limit);
    base = std::min(base, table.settled - wait);
  });
  history.rebase(base);
}

/// Nobody among those that share a history will look for older events of targets.
int64_t Simulation::State::keepFrom(const Worker &worker, size_t leader, int64_t tick) const {
  int64_t from = tick;
  for (size_t e : worker.edges[leader].post.members()) {
    const EdgeTable &table = worker.edges[e];
    from = std::min(from, edges[e]->replays ? table.settled + 1 - edges[e]->backprop.ticks
                                            : tick - table.longestPost);
  }
  return from;
}

/// This tick's events of the targets: into their histories, and filed for when
/// the edges see them. What shares a history with earlier projections finds them there.
void Simulation::State::hearTargets(Worker &worker, size_t e, int64_t tick, int buffer, int w,
                                    bool settles) {
  const EdgeProjection &edge = *edges[e];
  EdgeTable &table = worker.edges[e];
  const bool leads = table.post.leads(), files = edge.post && !edge.replays;
  if (!leads && !files)
    return;
  const View &view = *edge.base->target;
  std::vector<uint32_t> &heard = worker.scratchElements;
  heard.clear();
  for (size_t p = 0; p < view.parts.size(); ++p) {
    if (edge.postChannel[p] < 0)
      continue;
    const ViewPart &part = view.parts[p];
    const SpikeList &list = worker.lists[buffer][edge.postChannel[p]];
    for (uint32_t s = list.begin[w]; s < list.begin[w + 1]; ++s) {
      const int64_t element = list.elements[s];
      if (element >= part.low && element < part.low + part.count * part.step &&
          (element - part.low) % part.step == 0)
        heard.push_back(static_cast<uint32_t>(
            table.partFirst[p] + (element - part.low) / part.step - table.partFrom[p]));
    }
  }
  if (leads) {
    EventHistory &history = table.post.events();
    makeRoom(worker, e, heard, tick, buffer, settles);
    const int64_t from = keepFrom(worker, e, tick);
    for (uint32_t local : heard)
      history.prefetch(local);
    for (uint32_t local : heard)
      history.push(local, tick, 1, from);
  }
  if (files)
    for (uint32_t local : heard)
      fileTarget(edge, table, local, tick, INT64_MIN);
}

void Simulation::State::learnEdges(Worker &worker, const Window &now, int buffer, int w) {
  const int64_t tick = now.first + w + 1;
  for (size_t e = 0; e < edges.size(); ++e) {
    const EdgeProjection &edge = *edges[e];
    EdgeTable &table = worker.edges[e];
    EdgeRunner runner({views, dt, seed}, worker, edge, table, buffer, tick);
    const auto lapOf = [&](Spent what) {
      lap(worker.profile, what, static_cast<size_t>(edge.index));
    };
    hearTargets(worker, e, tick, buffer, w, w == 0 && (now.settles & settleBit(edge)));
    lapOf(Spent::EdgeHear);
    auto pre = [&] {
      if (!edge.pre)
        return;
      std::vector<EdgeArrival> &day = table.preArrivals.day(tick);
      runArrivals(runner, edge.pre, {false, edge.plan->tie == Tie::PostFirst}, day);
      day.clear();
      lapOf(Spent::EdgePre);
    };
    auto post = [&] {
      std::vector<EdgeArrival> &day = table.postArrivals.day(tick);
      if (!edge.post || day.empty())
        return;
      runner.begin(edge.post, {edge.plan->tie == Tie::PreFirst, false});
      for (const EdgeArrival &arrival : day)
        runner.addReverse(arrival.first, arrival.length);
      runner.flush();
      day.clear();
      lapOf(Spent::EdgePost);
    };
    if (edge.plan->tie == Tie::PostFirst) {
      post();
      pre();
    } else {
      pre();
      post();
    }
    if (!edge.portProjections.empty()) {
      std::vector<PortArrival> &day =
          table.portDays[static_cast<size_t>(tick) % table.portDays.size()];
      for (size_t port = 0; port < edge.ports.size() && !day.empty(); ++port)
        for (const PortArrival &arrival : day) {
          const PortProjection &from = edge.portProjections[arrival.projection];
          if (from.port != static_cast<int>(port))
            continue;
          const double value = from.values[from.values.size() == 1 ? 0 : arrival.source];
          runner.repeat(arrival.count);
          if (!from.filtered) {
            runner.runAll(edge.ports[port], {}, value);
          } else {
            // Which targets pass, for this source.
            std::vector<char> passes(table.targetIndex.size());
            from.projection->passing(arrival.source, table.targetIndex, passes);
            runner.runSome(edge.ports[port], {}, value,
                           [&](uint32_t, uint32_t local) { return passes[local] != 0; });
          }
          runner.repeat(1);
        }
      day.clear();
      lapOf(Spent::EdgePort);
    }
  }
}

/// What other threads' edges sent to elements this thread owns, in an order that
/// does not depend on who sent it.
void Simulation::State::takeRefEmissions(Worker &worker, int thread, int buffer) {
  std::vector<RefEmission> &in = worker.refIn;
  in.clear();
  for (const Worker &other : workers)
    for (const RefEmission &out : other.refOut[buffer]) {
      const Population &population = *populations[out.population];
      if (out.element >= population.cuts[thread] && out.element < population.cuts[thread + 1])
        in.push_back(out);
    }
  // Edges of one pair have one owner, so its list settles their order.
  std::sort(in.begin(), in.end(), [](const RefEmission &a, const RefEmission &b) {
    return std::tie(a.projection, a.j, a.i, a.at) < std::tie(b.projection, b.j, b.i, b.at);
  });
  for (const RefEmission &out : in) {
    const Population &population = *populations[out.population];
    const int64_t slot = worker.space.offset[out.population][out.field] +
                         static_cast<int64_t>(out.element) - population.cuts[thread];
    const bool wide =
        population.fieldPlan(static_cast<int>(out.field)).type == Scalar::F64;
    worker.deferredDay(out.due).push_back({static_cast<uint32_t>(slot), wide, out.value});
  }
}

void Simulation::State::clearEdges() {
  for (Worker &worker : workers) {
    for (std::vector<Deferred> &day : worker.deferred)
      day.clear();
    for (std::vector<RefEmission> &out : worker.refOut)
      out.clear();
    for (EdgeTable &table : worker.edges) {
      table.preArrivals.clear();
      table.postArrivals.clear();
      table.pre.clear();
      table.post.clear();
      for (std::vector<PortArrival> &day : table.portDays)
        day.clear();
      if (!table.replayed.empty())
        table.startReplays(0);
    }
  }
}

} // namespace neuro::rt
