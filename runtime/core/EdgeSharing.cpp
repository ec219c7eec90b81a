//===- EdgeSharing.cpp - Which projections keep events together -----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A history says when the elements of an end had events, and what traces were right after
// each (EdgeHistory.h); by which delay an edge sees them, and in which phase of a tick, is
// the edge's own affair. So one history does for all projections with the same elements at
// that end. Which traces are equal is known here only, where parameters have values.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/State.h"

#include <algorithm>

namespace neuro::rt {

namespace {

using Traces = std::vector<EventHistory::Trace>;

bool sameElements(const View &a, const View &b) {
  return std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(),
                    [](const ViewPart &x, const ViewPart &y) {
                      return x.population == y.population && x.low == y.low &&
                             x.step == y.step && x.count == y.count;
                    });
}

/// Where `own` are among `kept`, to which those are added that are missing. No two have
/// the same place: one may get another time constant later.
std::vector<size_t> placesAmong(Traces &kept, const Traces &own) {
  std::vector<size_t> places;
  for (const EventHistory::Trace &trace : own) {
    size_t at = 0;
    while (at < kept.size() && !(kept[at] == trace &&
                                 std::find(places.begin(), places.end(), at) == places.end()))
      ++at;
    if (at == kept.size())
      kept.push_back(trace);
    places.push_back(at);
  }
  return places;
}

/// The same for kernels of rows, which number traces as their class does.
bool agreeByNumber(const Traces &kept, const Traces &own) {
  return std::equal(own.begin(), own.begin() + static_cast<ptrdiff_t>(std::min(own.size(), kept.size())),
                    kept.begin());
}

void keepAlone(HistoryUse &use, const Traces &own) {
  use.traces.clear();
  use.places = placesAmong(use.traces, own);
}

void keepWith(HistoryUse &leader, HistoryUse &use, const Traces &own) {
  use.places = placesAmong(leader.traces, own);
  leader.spare = std::max(leader.spare, use.spare);
  leader.beside = std::max(leader.beside, use.beside);
}

/// Events of sources that have no delay are filed in another phase than the others.
bool maySharePre(const EdgeProjection &edge) {
  return edge.preHistory && !edge.structural &&
         !(edge.base->constantDelay && edge.base->delayTicks == 0);
}

bool maySharePost(const EdgeProjection &edge) { return edge.postHistory && !edge.structural; }

} // namespace

bool Simulation::State::sharePre(size_t leader, size_t e) {
  EdgeProjection &first = *edges[leader], &edge = *edges[e];
  if (first.sources.of >= 0 || !maySharePre(first) || !maySharePre(edge) ||
      first.preChannel != edge.preChannel ||
      !sameElements(*first.base->source, *edge.base->source))
    return false;
  keepWith(first.sources, edge.sources, edge.preTraces);
  edge.sources.of = static_cast<int>(leader);
  return true;
}

bool Simulation::State::sharePost(size_t leader, size_t e) {
  EdgeProjection &first = *edges[leader], &edge = *edges[e];
  if (first.targets.of >= 0 || !maySharePost(first) || !maySharePost(edge) ||
      first.postChannel != edge.postChannel ||
      !sameElements(*first.base->target, *edge.base->target))
    return false;
  if (edge.rows) {
    if (!agreeByNumber(first.targets.traces, edge.postTraces))
      return false;
    // A value of f64 takes the place of stamps that other kernels look up.
    for (size_t other = leader; other < e; ++other)
      if ((other == leader || edges[other]->targets.of == static_cast<int>(leader)) &&
          edges[other]->rows && edges[other]->plan->wideTargets != edge.plan->wideTargets)
        return false;
  }
  keepWith(first.targets, edge.targets, edge.postTraces);
  edge.targets.of = static_cast<int>(leader);
  return true;
}

/// Each with its own, and then those that may with that of an earlier one.
void Simulation::State::shareHistories() {
  for (auto &edge : edges) {
    keepAlone(edge->sources, edge->preTraces);
    keepAlone(edge->targets, edge->postTraces);
    edge->sources.spare = edge->replays ? 1 : 0;
    edge->targets.beside =
        edge->replays ? EventHistory::Beside::Recent : EventHistory::Beside::Newest;
  }
  if (without.has(Pass::TraceSharing))
    return;
  int pre = 0, post = 0;
  for (size_t e = 0; e < edges.size(); ++e) {
    size_t leader = 0;
    while (leader < e && !sharePre(leader, e))
      ++leader;
    pre += leader < e;
    leader = 0;
    while (leader < e && !sharePost(leader, e))
      ++leader;
    post += leader < e;
  }
  auto note = [&](int sharing, const char *ends) {
    if (sharing > 0)
      report.passes.push_back({Pass::TraceSharing,
                               std::to_string(sharing) + " projection" +
                                   (sharing == 1 ? "" : "s") + " with traces of " + ends +
                                   " that another one keeps"});
  };
  note(pre, "sources");
  note(post, "targets");
}

} // namespace neuro::rt
