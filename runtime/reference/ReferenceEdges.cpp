//===- ReferenceEdges.cpp - Synapses with state, the obvious way ----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every tick each edge is asked whether an event of its ends is due, by looking
// through all events there ever were. Traces are computed from that history
// each time they are read.
//
//===----------------------------------------------------------------------===//

#include "runtime/reference/ReferenceState.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

namespace neuro::rt::reference {

Result<void> Network::makeEdges(Instance &instance, int projection) {
  const ProjectionPlan &plan = instance.network().projections[projection];
  EdgeSet set;
  set.projection = projection;
  set.type = &instance.program().classes[plan.edge.classIndex];
  for (const KernelPlan &kernel : set.type->kernels) {
    set.kernels.push_back(kernels.find(kernel.symbol));
    if (set.kernels.back() < 0)
      return Error{"the reference engine cannot run kernel " + kernel.symbol, plan.at};
  }
  for (const StructuralInstance &structural : instance.structurals())
    set.structural |= structural.projection == projection;
  for (const EdgeInstance &made : instance.edges(projection))
    set.edges.push_back(makeEdge(instance, set, made));
  set.ports = instance.portEvents(projection);
  set.signals = plan.signal;
  for (const Edge &edge : set.edges)
    if (plan.signal)
      longestSignal = std::max(longestSignal, edge.made.delay);
  edgeSets.push_back(std::move(set));
  return {};
}

Edge Network::makeEdge(const Instance &instance, const EdgeSet &set,
                       const EdgeInstance &made) const {
  const ProjectionPlan &plan = instance.network().projections[set.projection];
  const View &source = instance.view(plan.source), &target = instance.view(plan.target);
  Edge edge;
  edge.made = made;
  const size_t sp = source.partOf(made.source), tp = target.partOf(made.target);
  edge.source = {source.parts[sp].population, source.parts[sp].element(made.source)};
  edge.sourceEvent = plan.signal ? -1 : plan.sourceEvents[sp];
  edge.target = {target.parts[tp].population, target.parts[tp].element(made.target)};
  edge.targetPart = tp;
  edge.targetField = plan.targetFields[tp];
  for (size_t ref = 0; ref < made.refs.size(); ++ref) {
    const View &view = instance.view(plan.edge.refs[ref].view);
    const ViewPart &part = view.parts[view.partOf(made.refs[ref])];
    edge.refs.push_back({part.population, part.element(made.refs[ref])});
  }
  edge.fields.assign(set.type->fields.size(), 0);
  return edge;
}

void Network::loadEdges(const Instance &instance) {
  for (EdgeSet &set : edgeSets) {
    if (set.structural) { // a reset brings back those of the beginning
      set.edges.clear();
      for (const EdgeInstance &made : instance.edges(set.projection))
        set.edges.push_back(makeEdge(instance, set, made));
      set.changed = false;
    }
    for (size_t e = 0; e < set.edges.size(); ++e) {
      set.edges[e].touched = instance.touched(set.projection, e);
      for (size_t f = 0; f < set.type->fields.size(); ++f)
        if (set.isStored(static_cast<int>(f)))
          set.edges[e].fields[f] = instance.loadEdge(set.projection, static_cast<int>(f), e);
    }
  }
}

Result<void> Network::saveEdges(Instance &instance) {
  for (EdgeSet &set : edgeSets) {
    std::vector<EdgeInstance> all;
    for (const Edge &edge : set.edges)
      all.push_back(edge.made);
    if (set.changed)
      if (Result<void> r = instance.replaceEdges(set.projection, all); !r)
        return r;
    for (size_t e = 0; e < set.edges.size(); ++e) {
      instance.setTouched(set.projection, e, set.edges[e].touched);
      for (size_t f = 0; f < set.type->fields.size(); ++f)
        if (set.type->fields[f].role == FieldRole::State ||
            (set.changed && set.isStored(static_cast<int>(f))))
          instance.storeEdge(set.projection, static_cast<int>(f), e, set.edges[e].fields[f]);
    }
    set.changed = false;
  }
  return {};
}

const std::vector<Network::Event> &Network::history(Place place, int event) {
  return past[{place.population, event, place.element}];
}

/// The last event of an end stamped before `limit`, and a trace right after it.
static void lastEvent(const std::vector<Network::Event> &events, double limit, double dt,
                      double tau, bool nearest, const Network::Event *&last, double &trace) {
  last = nullptr;
  trace = 0;
  for (const Network::Event &event : events) {
    if (!(static_cast<double>(event.stamp) < limit))
      break;
    const double since = last ? static_cast<double>(event.stamp - last->stamp) : 0;
    const double decayed = last ? trace * std::exp(-since * dt / tau) : 0;
    trace = nearest ? 1 : decayed + event.count;
    last = &event;
  }
}

double Network::endField(const ClassPlan &type, const FieldPlan &field, Place place) const {
  (void)type;
  const Population &population = populations[place.population];
  for (size_t f = 0; f < population.type->fields.size(); ++f)
    if (population.type->fields[f].name == field.of)
      return population.elements[static_cast<size_t>(place.element)][f];
  return 0;
}

std::vector<double> Network::gather(Instance &instance, EdgeSet &set, size_t e, int64_t now,
                                    Sight sight, double value) {
  Edge &edge = set.edges[e];
  std::vector<double> frame = edge.fields;
  for (size_t f = 0; f < set.type->fields.size(); ++f) {
    const FieldPlan &field = set.type->fields[f];
    switch (field.role) {
    case FieldRole::Elapsed:
      frame[f] = static_cast<double>(now - edge.touched);
      break;
    case FieldRole::Trace:
    case FieldRole::Age: {
      const bool pre = field.end == EdgeEnd::Pre;
      const Place place = pre ? edge.source : edge.target;
      const int event = pre ? edge.sourceEvent : spikesOf(populations[place.population].type);
      const double seen =
          static_cast<double>(now - (pre ? edge.made.delay : edge.made.backprop));
      const double limit = seen + ((pre ? sight.pre : sight.post) ? 1 : 0);
      const double tau = field.role == FieldRole::Trace
                             ? instance.traceTau(set.projection, static_cast<int>(f))
                             : 1;
      const Event *last = nullptr;
      double trace = 0;
      if (event >= 0)
        lastEvent(history(place, event), limit, instance.dt(), tau, field.nearest, last, trace);
      if (field.role == FieldRole::Trace)
        frame[f] = trace;
      else
        frame[f] = last ? seen - static_cast<double>(last->stamp) : 0;
      break;
    }
    case FieldRole::End:
      frame[f] = endField(*set.type, field,
                          field.end == EdgeEnd::Pre    ? edge.source
                          : field.end == EdgeEnd::Post ? edge.target
                                                       : edge.refs[static_cast<size_t>(field.ref)]);
      break;
    case FieldRole::Ref:
      frame[f] = edge.made.refs[static_cast<size_t>(field.ref)];
      break;
    case FieldRole::Value:
      frame[f] = value;
      break;
    default:
      break;
    }
  }
  return frame;
}

/// What a kernel wrote to its Emit fields goes on its way.
void Network::deliver(Instance &instance, EdgeSet &set, const Edge &edge,
                      const KernelPlan &kernel, const std::vector<double> &frame, int64_t now) {
  (void)instance;
  for (size_t k = 0; k < set.type->emits.size(); ++k) {
    const EmitPlan &emit = set.type->emits[k];
    if (emit.phase != kernel.phase ||
        (kernel.phase == KernelPlan::Port && emit.port != kernel.index))
      continue;
    const double value = frame[static_cast<size_t>(emit.field)];
    if (value == 0)
      continue;
    Arrival arrival;
    arrival.value = value;
    const bool pre = kernel.phase == KernelPlan::Emit;
    if (emit.ref >= 0) {
      const Place place = edge.refs[static_cast<size_t>(emit.ref)];
      arrival.population = place.population;
      arrival.element = place.element;
      const ClassPlan &type = *populations[place.population].type;
      for (size_t f = 0; f < type.fields.size(); ++f)
        if (type.fields[f].name == emit.to && type.fields[f].role == FieldRole::Arrive)
          arrival.field = static_cast<int>(f);
      toRefs.push_back({now + std::max<int64_t>(1, edge.made.after[k]), set.projection,
                        edge.made.target, edge.made.source, 0, arrival});
      continue;
    }
    arrival.population = edge.target.population;
    arrival.element = edge.target.element;
    arrival.field = edge.targetField;
    const int64_t wait = edge.made.after[k] + edge.made.dendritic;
    if (pre && wait == 0)
      add(arrival);
    else
      held[now + std::max<int64_t>(1, wait)].push_back(arrival);
  }
}

void Network::runKernel(Instance &instance, EdgeSet &set, size_t e, size_t kernel, int64_t now,
                        Sight sight, double value, uint32_t times) {
  const KernelPlan &plan = set.type->kernels[kernel];
  Edge &edge = set.edges[e];
  Tick clock = clockAt(instance, now - 1); // handlers add dt
  clock.object = static_cast<uint64_t>(set.projection);
  std::vector<double> frame = gather(instance, set, e, now, sight, value);
  for (uint32_t round = 0; round < times; ++round) {
    for (size_t f = 0; f < set.type->fields.size(); ++f) {
      const FieldRole role = set.type->fields[f].role;
      if (role == FieldRole::Draw &&
          std::find(plan.reads.begin(), plan.reads.end(), static_cast<int>(f)) != plan.reads.end())
        frame[f] = instance.edgeDraw(set.projection, static_cast<int>(f), edge.made, now, round);
      else if (role == FieldRole::Emit || (role == FieldRole::Elapsed && round > 0))
        frame[f] = 0;
    }
    kernels.run(set.kernels[kernel], clock, frame.data());
    deliver(instance, set, edge, plan, frame, now);
  }
  for (int f : plan.writes)
    if (set.type->fields[f].role == FieldRole::State) {
      if (!instance.isFrozen(set.projection, f))
        edge.fields[f] = frame[f];
      edge.touched = now;
    }
}

/// Runs a kernel on the edges that a pre event reaches now.
void Network::hearPre(Instance &instance, EdgeSet &set, size_t kernel, int64_t now,
                      Sight sight, int stage) {
  struct Due {
    int64_t stamp;
    int rank;
    uint32_t source; ///< index in the view
    size_t edge;
    uint32_t count;
    bool operator<(const Due &o) const {
      return std::tie(stamp, rank, source, edge) < std::tie(o.stamp, o.rank, o.source, o.edge);
    }
  };
  std::vector<Due> due;
  for (size_t e = 0; e < set.edges.size(); ++e) {
    const Edge &edge = set.edges[e];
    if (stage >= 0 &&
        (edge.made.delay > 0 || instance.stageOf(edge.source.population) != stage))
      continue;
    if (stage == delayedEdges && edge.made.delay == 0)
      continue;
    for (const Event &event : history(edge.source, edge.sourceEvent))
      if (event.stamp + edge.made.delay == now)
        due.push_back({event.stamp,
                       instance.channelRank(edge.source.population, edge.sourceEvent),
                       edge.made.source, e, static_cast<uint32_t>(event.count)});
  }
  std::sort(due.begin(), due.end());
  for (const Due &d : due)
    runKernel(instance, set, d.edge, kernel, now, sight, 0, d.count);
}

void Network::hearPost(Instance &instance, EdgeSet &set, size_t kernel, int64_t now,
                       Sight sight) {
  struct Due {
    int64_t stamp;
    size_t part;
    int64_t element;
    uint32_t source;
    size_t edge;
    bool operator<(const Due &o) const {
      return std::tie(stamp, part, element, source, edge) <
             std::tie(o.stamp, o.part, o.element, o.source, o.edge);
    }
  };
  std::vector<Due> due;
  for (size_t e = 0; e < set.edges.size(); ++e) {
    const Edge &edge = set.edges[e];
    const int spikes = spikesOf(populations[edge.target.population].type);
    if (spikes < 0)
      continue;
    for (const Event &event : history(edge.target, spikes))
      if (event.stamp + edge.made.backprop == now)
        due.push_back({event.stamp, edge.targetPart, edge.target.element, edge.made.source, e});
  }
  std::sort(due.begin(), due.end());
  for (const Due &d : due)
    runKernel(instance, set, d.edge, kernel, now, sight, 0, 1);
}

void Network::hearPorts(Instance &instance, EdgeSet &set, size_t kernel, int64_t now) {
  struct Due {
    int64_t stamp;
    int rank;
    size_t from;
    uint32_t source, count;
  };
  std::vector<Due> due;
  for (size_t k = 0; k < set.ports.size(); ++k) {
    const PortEvents &from = set.ports[k];
    if (from.port != set.type->kernels[kernel].index)
      continue;
    const ProjectionPlan &plan = instance.network().projections[from.projection];
    const View &view = instance.view(plan.source);
    for (uint32_t i = 0; i < view.size; ++i) {
      const size_t sp = view.partOf(i);
      const Place place{view.parts[sp].population, view.parts[sp].element(i)};
      for (const Event &event : history(place, plan.sourceEvents[sp]))
        if (event.stamp + from.delay == now)
          due.push_back({event.stamp,
                         instance.channelRank(place.population, plan.sourceEvents[sp]), k, i,
                         static_cast<uint32_t>(event.count)});
    }
  }
  std::sort(due.begin(), due.end(), [](const Due &a, const Due &b) {
    return std::tie(a.stamp, a.rank, a.from, a.source) <
           std::tie(b.stamp, b.rank, b.from, b.source);
  });
  for (const Due &d : due) {
    const PortEvents &from = set.ports[d.from];
    const double value = from.values[from.values.size() == 1 ? 0 : d.source];
    for (size_t e = 0; e < set.edges.size(); ++e)
      if (instance.reachesTarget(from.projection, d.source, set.edges[e].made.target))
        runKernel(instance, set, e, kernel, now, {}, value, d.count);
  }
}

/// The kernels of a phase, in the order of the class.
template <class Visit>
static void eachKernel(const ClassPlan &type, KernelPlan::Phase phase, Visit visit) {
  for (size_t k = 0; k < type.kernels.size(); ++k)
    if (type.kernels[k].phase == phase)
      visit(k);
}

/// Before ARRIVE: emissions that waited, equations of edges that cannot wait (to this
/// tick's end, with the ends as at its start), then emissions of pre events due now.
void Network::arriveFromEdges(Instance &instance, int64_t now) {
  for (const Arrival &arrival : held[now])
    add(arrival);
  held.erase(now);
  for (EdgeSet &set : edgeSets) {
    eachKernel(*set.type, KernelPlan::Step, [&](size_t kernel) {
      for (size_t e = 0; e < set.edges.size(); ++e)
        runKernel(instance, set, e, kernel, now, {}, 0, 1);
    });
    eachKernel(*set.type, KernelPlan::Emit,
               [&](size_t kernel) { hearPre(instance, set, kernel, now, {}, delayedEdges); });
  }
}

/// Between stages: emissions of this tick's events of a stage, where they reach the
/// edge without delay.
void Network::emitAtOnce(Instance &instance, int64_t now, int stage) {
  for (EdgeSet &set : edgeSets)
    eachKernel(*set.type, KernelPlan::Emit, [&](size_t kernel) {
      hearPre(instance, set, kernel, now, {}, stage);
      for (const Edge &edge : set.edges)
        if (edge.made.delay == 0 && instance.stageOf(edge.source.population) == stage)
          for (const SourceEvents &event : populations[edge.source.population]
                                               .fired[static_cast<size_t>(edge.sourceEvent)])
            if (event.element == edge.source.element)
              instance.countEvents(event.count, 0);
    });
}

void Network::learn(Instance &instance, int64_t now) {
  for (EdgeSet &set : edgeSets) {
    const Tie tie = set.type->tie;
    auto pre = [&] {
      eachKernel(*set.type, KernelPlan::Pre, [&](size_t kernel) {
        hearPre(instance, set, kernel, now, {false, tie == Tie::PostFirst});
      });
    };
    auto post = [&] {
      eachKernel(*set.type, KernelPlan::Post, [&](size_t kernel) {
        hearPost(instance, set, kernel, now, {tie == Tie::PreFirst, false});
      });
    };
    if (tie == Tie::PostFirst) {
      post();
      pre();
    } else {
      pre();
      post();
    }
    for (size_t port = 0; port < set.type->ports.size(); ++port)
      eachKernel(*set.type, KernelPlan::Port, [&](size_t kernel) {
        if (set.type->kernels[kernel].index == static_cast<int>(port))
          hearPorts(instance, set, kernel, now);
      });
  }
}

void Network::everyOfEdges(Instance &instance, int64_t now) {
  for (EdgeSet &set : edgeSets) {
    size_t n = 0;
    eachKernel(*set.type, KernelPlan::Every, [&](size_t kernel) {
      if (now % instance.edgePeriod(set.projection, n++) == 0)
        for (size_t e = 0; e < set.edges.size(); ++e)
          runKernel(instance, set, e, kernel, now, {true, true}, 0, 1);
    });
  }
}

/// Emissions to the elements that references refer to, in order of projection,
/// target, source.
void Network::sendToRefs() {
  for (size_t k = 0; k < toRefs.size(); ++k)
    toRefs[k].at = k;
  std::sort(toRefs.begin(), toRefs.end(), [](const ToRef &a, const ToRef &b) {
    return std::tie(a.projection, a.target, a.source, a.at) <
           std::tie(b.projection, b.target, b.source, b.at);
  });
  for (const ToRef &sent : toRefs)
    held[sent.due].push_back(sent.arrival);
  toRefs.clear();
}

/// Whether edges are brought up to date before a look from outside.
bool Network::completes(const EdgeSet &set) const {
  return std::any_of(set.type->kernels.begin(), set.type->kernels.end(),
                     [](const KernelPlan &k) { return k.phase == KernelPlan::Advance; });
}

/// Fields of an edge with all earlier ticks made up for, this one included.
std::vector<double> Network::completed(Instance &instance, EdgeSet &set, size_t e,
                                       int64_t now) {
  std::vector<double> frame = gather(instance, set, e, now, {true, true}, 0);
  eachKernel(*set.type, KernelPlan::Advance, [&](size_t kernel) {
    for (size_t f = 0; f < set.type->fields.size(); ++f)
      // Also of an edge touched in this tick the handlers are over by now: a
      // time too short to change anything lets its bounds hold.
      if (set.type->fields[f].role == FieldRole::Elapsed && frame[f] == 0)
        frame[f] = 1e-30;
    Tick clock = clockAt(instance, now - 1);
    clock.object = static_cast<uint64_t>(set.projection);
    kernels.run(set.kernels[kernel], clock, frame.data());
  });
  return frame;
}

/// Edges in order of target, source.
std::vector<size_t> Network::byTarget(const EdgeSet &set) const {
  std::vector<size_t> order(set.edges.size());
  std::iota(order.begin(), order.end(), size_t(0));
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return set.edges[a].made.target < set.edges[b].made.target;
  });
  return order;
}

/// A field of all edges as a look from outside finds it, in order of target: on a
/// copy that is brought up to date.
std::vector<double> Network::lookAtEdges(Instance &instance, EdgeSet &set, int field,
                                         int64_t now) {
  std::vector<double> values;
  for (size_t e : byTarget(set))
    values.push_back(
        completes(set) && !instance.isFrozen(set.projection, field)
            ? completed(instance, set, e, now)[static_cast<size_t>(field)]
            : set.edges[e].fields[static_cast<size_t>(field)]);
  return values;
}

/// Sums go through the edges in order of target, source.
static double functionOfEdges(const std::string &function, const std::vector<double> &values) {
  const double n = static_cast<double>(values.size());
  auto sumOf = [&](auto term) {
    double sum = 0;
    for (double value : values)
      sum += term(value);
    return sum;
  };
  if (function == "order_parameter")
    return std::hypot(sumOf([](double v) { return std::cos(v); }),
                      sumOf([](double v) { return std::sin(v); })) /
           n;
  const double sum = sumOf([](double v) { return v; });
  if (function == "sum")
    return sum;
  if (values.empty())
    return std::numeric_limits<double>::quiet_NaN();
  if (function == "mean")
    return sum / n;
  if (function == "std")
    return std::sqrt(sumOf([mean = sum / n](double v) { return (v - mean) * (v - mean); }) / n);
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return function == "min" ? *low : *high;
}

void Network::recordEdges(Instance &instance, int probe, int64_t now) {
  ProbeData &data = instance.probe(probe);
  EdgeSet &set = edgesOf(data.plan->projection);
  const std::vector<double> values = lookAtEdges(instance, set, data.plan->fields[0], now);
  data.sampleTicks.push_back(now);
  if (data.plan->kind == ProbePlan::Function) {
    data.samples.push_back(functionOfEdges(data.plan->function, values));
    return;
  }
  data.samples.insert(data.samples.end(), values.begin(), values.end());
  if (!set.structural)
    return;
  // Every sample has edges of its own.
  for (size_t e : byTarget(set)) {
    data.edgeSources.push_back(set.edges[e].made.source);
    data.edgeTargets.push_back(set.edges[e].made.target);
  }
  if (data.rowBegin.empty())
    data.rowBegin.push_back(0);
  data.rowBegin.push_back(static_cast<int64_t>(data.samples.size()));
  data.size = static_cast<int64_t>(values.size());
}

} // namespace neuro::rt::reference
