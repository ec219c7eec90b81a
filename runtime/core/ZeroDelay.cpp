//===- ZeroDelay.cpp - Events that arrive in the tick they happen in ------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where projections have no delay, populations take their tick in stages: what
// one stage emits arrives at the next ones before they take theirs. So there
// must be an order of populations; a circle is an error that names it. What has
// no delay but can change nothing within the tick orders nothing: events for
// ports of synapses, which are handled in LEARN, and synapses that emit later.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/EdgeRun.h"
#include "runtime/core/Engine.h"
#include "runtime/core/State.h"

#include <algorithm>
#include <iterator>

namespace neuro::rt {

namespace {

bool hasNoDelay(const Projection &projection) {
  return projection.constantDelay && projection.delayTicks == 0 &&
         !projection.plan->continuous && !projection.plan->signal;
}

/// Whether an emission of `on pre` can reach the target in the tick of the event.
bool emitsAtOnce(const EdgeProjection &edge) {
  if (!edge.dendritic.constant || edge.dendritic.ticks == 0)
    for (int e : edge.emit.emits)
      if (const EmitRun &emit = edge.emits[static_cast<size_t>(e)];
          emit.refView < 0 && (!emit.after.constant || emit.after.ticks == 0))
        return true;
  return false;
}

/// Whether a value of an element is other after its tick than before.
bool changes(FieldRole role) {
  return role != FieldRole::Parameter && role != FieldRole::Derived &&
         role != FieldRole::Coefficient;
}

struct Link {
  int from, to; ///< populations
  const Projection *by;
};

/// A circle among populations of which `onCircle` says that each is entered from
/// another such one.
std::vector<const Link *> findCircle(const std::vector<Link> &links,
                                     const std::vector<char> &left) {
  std::vector<const Link *> entering(left.size(), nullptr);
  int at = -1;
  for (const Link &link : links)
    if (left[static_cast<size_t>(link.from)] && left[static_cast<size_t>(link.to)] &&
        !entering[static_cast<size_t>(link.to)]) {
      entering[static_cast<size_t>(link.to)] = &link;
      at = link.to;
    }
  std::vector<char> seen(left.size(), 0);
  while (!seen[static_cast<size_t>(at)]) {
    seen[static_cast<size_t>(at)] = 1;
    at = entering[static_cast<size_t>(at)]->from;
  }
  std::vector<const Link *> circle;
  const int start = at;
  do {
    circle.push_back(entering[static_cast<size_t>(at)]);
    at = circle.back()->from;
  } while (at != start);
  std::reverse(circle.begin(), circle.end());
  // Begin with the population that is declared first.
  std::rotate(circle.begin(),
              std::min_element(circle.begin(), circle.end(),
                               [](const Link *a, const Link *b) { return a->from < b->from; }),
              circle.end());
  return circle;
}

} // namespace

/// Stages in which populations take their tick, from the projections that have no
/// delay.
Result<void> Simulation::State::makeStages() {
  std::vector<Link> links;
  auto order = [&](const Projection &projection) {
    for (const ViewPart &from : projection.source->parts)
      for (const ViewPart &to : projection.target->parts)
        if (from.count > 0 && to.count > 0)
          links.push_back({from.population, to.population, &projection});
  };
  for (const auto &projection : projections)
    if (hasNoDelay(*projection) && projection->isStatic() && !isDrive(*projection))
      order(*projection);
  for (const auto &made : edges) {
    const EdgeProjection &edge = *made;
    if (edge.mixedDelays && (hasNoDelay(*edge.base) ||
                             std::any_of(structurals.begin(), structurals.end(), [&](auto &run) {
                               return run.edge == edgeOf[edge.index] && run.growEvery &&
                                      hasNoDelay(run.grow);
                             })))
      return edge.fail("E0918: synapses without delay grow where others have one: events of a "
                       "projection either all arrive in their own tick or all later; give "
                       "'grow' the delay of the projection");
    if (!hasNoDelay(*edge.base))
      continue;
    bool ordered = emitsAtOnce(edge);
    for (const Gather &gather : edge.emit.gathers) {
      const bool ofPost = gather.kind == Gather::PostEnd;
      if (!ofPost && gather.kind != Gather::PreEnd && gather.kind != Gather::RefEnd)
        continue;
      const FieldPlan &field = edge.field(gather.field);
      const View &view = gather.kind == Gather::PreEnd ? *edge.base->source
                         : ofPost                      ? *edge.base->target
                                  : views[edge.base->plan->edge.refs[gather.index].view];
      for (const ViewPart &part : view.parts) {
        const Population &population = *populations[part.population];
        if (!changes(population.fieldPlan(population.findField(field.of)).role))
          continue;
        ordered |= ofPost;
        if (!ofPost)
          return edge.fail(
              "E0918: what its synapses emit depends on " + field.of + " of " +
              population.plan->name +
              " as it was at the start of the tick, but without a delay they see the spike when "
              "that has changed; give the projection a delay of at least one tick of " +
              numberText(dt) + " ms");
      }
    }
    if (ordered)
      order(*edge.base);
  }

  // Remove what nothing enters, again and again; what is left lies on circles or
  // behind them.
  const size_t n = populations.size();
  std::vector<int> entering(n, 0);
  std::vector<char> left(n, 1);
  std::vector<std::vector<int>> next(n);
  for (const Link &link : links) {
    ++entering[static_cast<size_t>(link.to)];
    next[static_cast<size_t>(link.from)].push_back(link.to);
  }
  std::vector<int> free;
  for (size_t p = 0; p < n; ++p)
    if (entering[p] == 0)
      free.push_back(static_cast<int>(p));
  atOnce.stageOf.assign(n, 0);
  atOnce.stages = 1;
  size_t done = 0;
  for (; done < free.size(); ++done) {
    const size_t from = static_cast<size_t>(free[done]);
    left[from] = 0;
    for (int to : next[from]) {
      int &stage = atOnce.stageOf[static_cast<size_t>(to)];
      stage = std::max(stage, atOnce.stageOf[from] + 1);
      atOnce.stages = std::max(atOnce.stages, stage + 1);
      if (--entering[static_cast<size_t>(to)] == 0)
        free.push_back(to);
    }
  }
  if (done == n)
    return {};
  const std::vector<const Link *> circle = findCircle(links, left);
  std::string text, places;
  for (const Link *link : circle) {
    text += populations[static_cast<size_t>(link->from)]->plan->name + " -> ";
    places += (places.empty() ? "" : ", ") + link->by->plan->name +
              (link->by->plan->at.empty() ? "" : " (" + link->by->plan->at + ")");
  }
  text += populations[static_cast<size_t>(circle.front()->from)]->plan->name;
  return Error{"E0408: events run in a circle without delay: " + text + ", by " + places +
                   "; give one of these projections a delay of at least one tick",
               circle.front()->by->plan->at};
}

/// Takes what has no delay out of what the exchange at the end of a window looks
/// at: it is delivered between stages, in windows of one tick.
void Simulation::State::takeAtOnce() {
  atOnce.tablesOfChannel.assign(channels.size(), {});
  atOnce.edgesOfChannel.assign(channels.size(), {});
  atOnce.sends.assign(static_cast<size_t>(atOnce.stages), 0);
  auto move = [&](size_t channel, auto &from, auto &to, auto isAtOnce) {
    std::copy_if(from.begin(), from.end(), std::back_inserter(to), isAtOnce);
    if (to.empty())
      return;
    from.erase(std::remove_if(from.begin(), from.end(), isAtOnce), from.end());
    const int population = channels[channel].population;
    atOnce.sends[static_cast<size_t>(atOnce.stageOf[static_cast<size_t>(population)])] = 1;
    window = 1;
  };
  for (size_t c = 0; c < channels.size(); ++c) {
    move(c, tablesOfChannel[c], atOnce.tablesOfChannel[c],
         [&](int t) { return tables[t].oneDelay && tables[t].delay == 0; });
    move(c, edgesOfChannel[c], atOnce.edgesOfChannel[c], [&](const EdgeUse &use) {
      const EdgeProjection &edge = *edges[use.edge];
      return use.port < 0 ? hasNoDelay(*edge.base)
                          : edge.portProjections[use.port].delay.ticks == 0;
    });
  }
}

/// What the populations of a stage have just emitted, where it has no delay: added
/// to what arrives at later stages, or filed for LEARN. In the order channel,
/// table, source; emissions of synapses with state follow, by projection.
void Simulation::State::deliverAtOnce(Worker &worker, const Window &now, int buffer, int w,
                                      int stage) {
  const int thread = static_cast<int>(&worker - workers.data());
  const int64_t stamp = now.first + w + 1;
  auto eachList = [&](size_t channel, auto visit) {
    for (const Worker &other : workers) {
      const SpikeList &list = other.lists[buffer][channel];
      const uint32_t begin = list.begin[w], end = list.begin[w + 1];
      if (begin != end)
        visit(list.elements.data() + begin,
              list.counts.empty() ? nullptr : list.counts.data() + begin, end - begin);
    }
  };
  std::vector<size_t> waiting(edges.size()); // arrivals that have had their turn
  for (size_t e = 0; e < edges.size(); ++e)
    waiting[e] = worker.edges[e].preArrivals.day(stamp).size();
  for (size_t c = 0; c < channels.size(); ++c) {
    if (atOnce.stageOf[static_cast<size_t>(channels[c].population)] != stage)
      continue;
    for (const EdgeUse &use : atOnce.edgesOfChannel[c])
      eachList(c, [&](const uint32_t *elements, const uint32_t *counts, size_t count) {
        fileEdges(worker, use, elements, counts, count, stamp);
      });
    for (int t : atOnce.tablesOfChannel[c])
      eachList(c, [&](const uint32_t *elements, const uint32_t *counts, size_t count) {
        fileEvents(thread, t, elements, counts, count, stamp);
      });
  }
  deliverDay(worker.calendar, stamp, worker.tables, tables, worker.space, worker.profile);
  for (size_t e = 0; e < edges.size(); ++e)
    if (hasNoDelay(*edges[e]->base))
      emitEdges(worker, e, stamp, buffer, waiting[e]);
}

/// An event stamped 0 precedes the first tick: without a delay it would arrive
/// where nothing happens.
Result<void> Simulation::State::checkStampZero(const Instance &instance) const {
  for (size_t c = 0; c < channels.size(); ++c) {
    const Projection *by = nullptr;
    if (!atOnce.tablesOfChannel[c].empty())
      by = projections[tables[atOnce.tablesOfChannel[c][0]].projections[0]].get();
    else if (!atOnce.edgesOfChannel[c].empty()) {
      const EdgeUse &use = atOnce.edgesOfChannel[c][0];
      by = use.port < 0 ? edges[use.edge]->base : edges[use.edge]->portProjections[use.port].projection;
    }
    const Population &source = *populations[channels[c].population];
    if (!by || source.model || instance.sourceEvents(source.index, 0).empty())
      continue;
    return Error{"E0409: projection " + by->plan->name + ": " + source.plan->name +
                     " has an event at t = 0, which without a delay would arrive before the first "
                     "tick; let it come at dt = " +
                     numberText(dt) + " ms or later" +
                     (source.plan->source == SourceKind::Regular ? " (phase = dt)" : "") +
                     ", or give the projection a delay",
                 by->plan->at};
  }
  return {};
}

} // namespace neuro::rt
