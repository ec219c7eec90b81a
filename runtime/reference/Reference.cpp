//===- Reference.cpp - A simulation advanced the obvious way --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clarity before speed, everywhere.
//
//===----------------------------------------------------------------------===//

#include "runtime/reference/ReferenceState.h"

#include "runtime/core/FlushDenormals.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace neuro::rt::reference {

Result<void> Network::build(Instance &instance) {
  const NetworkPlan &plan = instance.network();
  for (size_t p = 0; p < plan.populations.size(); ++p) {
    Population population;
    const int index = static_cast<int>(p);
    population.size = instance.size(index);
    if (plan.populations[p].classIndex >= 0) {
      population.type = &instance.program().classes[plan.populations[p].classIndex];
      for (const KernelPlan &kernel : population.type->kernels) {
        const int number = kernels.find(kernel.symbol);
        if (number < 0)
          return Error{"the reference engine has no kernel " + kernel.symbol, ""};
        std::vector<int> draws;
        for (int f : kernel.reads)
          if (population.type->fields[f].role == FieldRole::Draw)
            draws.push_back(f);
        if (kernel.phase == KernelPlan::Update) {
          population.update = number;
          population.updateDraws = draws;
        } else if (kernel.phase == KernelPlan::Record)
          population.record = number;
        else if (kernel.phase == KernelPlan::Every)
          population.every.push_back({number, draws});
        else
          return Error{"the reference engine cannot run kernel " + kernel.symbol, ""};
      }
      population.elements.assign(static_cast<size_t>(population.size),
                                 std::vector<double>(population.type->fields.size(), 0));
      population.fired.resize(population.type->events.size());
      for (const FieldPlan &field : population.type->fields)
        late |= field.into >= 0;
    } else {
      population.fired.resize(1);
    }
    populations.push_back(std::move(population));
  }
  for (size_t p = 0; p < plan.projections.size(); ++p) {
    const int index = static_cast<int>(p);
    if (plan.projections[p].edgesOf >= 0 || plan.projections[p].continuous)
      continue; // events to the edges of another: with those
    Result<void> made =
        instance.hasEdges(index) ? makeEdges(instance, index) : connect(instance, index);
    if (!made)
      return made;
  }
  signals = instance.signals();
  for (const SignalInstance &signal : signals)
    for (const SignalSum &sum : signal.sums)
      for (const std::vector<SignalEdge> &piece : sum.pieces)
        for (const SignalEdge &edge : piece)
          longestSignal = std::max(longestSignal, edge.delay);
  return {};
}

Result<void> Network::connect(Instance &instance, int index) {
  const ProjectionPlan &plan = instance.network().projections[index];
  Result<std::vector<Synapse>> synapses = instance.synapses(index);
  if (!synapses)
    return synapses.error();
  const View &source = instance.view(plan.source), &target = instance.view(plan.target);
  for (const Synapse &synapse : *synapses) {
    const size_t sp = source.partOf(synapse.source), tp = target.partOf(synapse.target);
    const int rank = instance.group(index, sp, tp);
    const int from = source.parts[sp].population, event = plan.sourceEvents[sp];
    auto same = [&](const Group &g) {
      return g.rank == rank && g.population == from && g.event == event &&
             (rank >= 0 || g.projection == index);
    };
    auto group = std::find_if(groups.begin(), groups.end(), same);
    if (group == groups.end()) {
      Group fresh;
      fresh.rank = rank;
      fresh.population = from;
      fresh.event = event;
      fresh.projection = index;
      fresh.rows.resize(static_cast<size_t>(populations[from].size));
      group = std::upper_bound(groups.begin(), groups.end(), rank,
                               [](int r, const Group &g) { return r < g.rank; });
      group = groups.insert(group, std::move(fresh));
    }
    Target edge;
    edge.population = target.parts[tp].population;
    edge.element = target.parts[tp].element(synapse.target);
    edge.field = plan.targetFields[tp];
    edge.delay = synapse.delay;
    edge.weight = instance.storedWeight(rank, synapse.weight);
    group->rows[static_cast<size_t>(source.parts[sp].element(synapse.source))].push_back(edge);
  }
  return {};
}

/// Whether stimuli or signals make input `f` of population `p`.
bool Network::isDriven(const Instance &instance, int p, int f) const {
  for (const StimulusPlan &stimulus : instance.network().stimuli) {
    const View &view = instance.view(stimulus.view);
    for (size_t part = 0; part < view.parts.size(); ++part)
      if (view.parts[part].population == p && stimulus.inputFields[part] == f)
        return true;
  }
  for (const SignalInstance &signal : signals)
    for (const SignalSum &sum : signal.sums)
      if (sum.population == p && sum.field == f)
        return true;
  for (const ProjectionPlan &projection : instance.network().projections) {
    if (!projection.signal)
      continue;
    const View &view = instance.view(projection.target);
    for (size_t part = 0; part < view.parts.size(); ++part)
      if (view.parts[part].population == p && projection.targetFields[part] == f)
        return true;
  }
  return false;
}

/// What the host may have changed since the last run.
void Network::load(const Instance &instance) {
  for (size_t p = 0; p < populations.size(); ++p) {
    Population &population = populations[p];
    population.assigned = population.elements;
    population.driven.clear();
    for (size_t f = 0; population.type && f < population.type->fields.size(); ++f) {
      const FieldRole role = population.type->fields[f].role;
      if (role == FieldRole::Arrive)
        continue;
      // Stimuli are added to assigned inputs in every tick; until the next one the
      // sum is what it was, as if the run had not ended.
      const bool driven = role == FieldRole::Input &&
                          isDriven(instance, static_cast<int>(p), static_cast<int>(f));
      if (driven)
        population.driven.push_back(f);
      for (size_t e = 0; e < population.elements.size(); ++e) {
        const double value = instance.load(static_cast<int>(p), static_cast<int>(f),
                                           static_cast<int64_t>(e));
        population.assigned[e][f] = value;
        if (!driven || instance.tick() == 0)
          population.elements[e][f] = value;
      }
    }
    population.frozen.clear();
    for (size_t f = 0; population.type && f < population.type->fields.size(); ++f)
      if (instance.isFrozenState(static_cast<int>(p), static_cast<int>(f)))
        population.frozen.push_back(static_cast<int>(f));
  }
  loadEdges(instance);
}

/// What the host may look at until the next run.
Result<void> Network::save(Instance &instance) {
  savePopulations(instance);
  return saveEdges(instance);
}

void Network::savePopulations(Instance &instance) const {
  for (size_t p = 0; p < populations.size(); ++p) {
    const Population &population = populations[p];
    for (size_t e = 0; e < population.elements.size(); ++e)
      for (size_t f = 0; f < population.type->fields.size(); ++f)
        switch (population.type->fields[f].role) {
        case FieldRole::State:
        case FieldRole::Refractory:
        case FieldRole::Previous:
        case FieldRole::Let:
          instance.store(static_cast<int>(p), static_cast<int>(f), static_cast<int64_t>(e),
                         population.elements[e][f]);
          break;
        default:
          break;
        }
  }
}

/// To the sum of a port, or to the state that its events are added to.
void Network::add(const Arrival &arrival) {
  Population &population = populations[arrival.population];
  const int into = population.type->fields[static_cast<size_t>(arrival.field)].into;
  population.elements[static_cast<size_t>(arrival.element)]
                     [static_cast<size_t>(into >= 0 ? into : arrival.field)] += arrival.value;
}

/// What static synapses brought, in the order in which it was sent.
void Network::arrive(Instance &, int64_t now) {
  for (const Arrival &arrival : inFlight[now])
    if (arrival.drive < 0)
      add(arrival);
}

/// Drives come last, in order of projection.
void Network::arriveFromDrives(Instance &instance, int64_t now) {
  for (size_t p = 0; p < instance.network().projections.size(); ++p)
    for (const Arrival &arrival : inFlight[now])
      if (arrival.drive == static_cast<int>(p)) {
        add(arrival);
        instance.countEvents(0, arrival.count);
      }
  inFlight.erase(now);
}

/// All that is due in a tick.
void Network::arriveAll(Instance &instance, int64_t now) {
  arrive(instance, now);
  arriveFromEdges(instance, now);
  driveAtOnce(instance, now);
  arriveFromDrives(instance, now);
}

void Network::stimulate(Instance &instance, int64_t tick) {
  for (size_t p = 0; p < populations.size(); ++p) {
    Population &population = populations[p];
    for (size_t f : population.driven)
      for (size_t e = 0; e < population.elements.size(); ++e)
        population.elements[e][f] = population.assigned[e][f];
  }
  const NetworkPlan &plan = instance.network();
  for (size_t s = 0; s < plan.stimuli.size(); ++s) {
    const View &view = instance.view(plan.stimuli[s].view);
    for (size_t part = 0; part < view.parts.size(); ++part)
      for (int64_t q = 0; q < view.parts[part].count; ++q) {
        Population &population = populations[view.parts[part].population];
        const size_t element =
            static_cast<size_t>(view.parts[part].low + q * view.parts[part].step);
        population.elements[element][static_cast<size_t>(plan.stimuli[s].inputFields[part])] +=
            instance.stimulus(static_cast<int>(s), tick, part, q);
      }
  }
  addSignals(instance, tick);
}

void Network::update(Instance &instance, int64_t tick, int stage) {
  Tick clock = clockAt(instance, tick);
  for (size_t p = 0; p < populations.size(); ++p) {
    if (instance.stageOf(static_cast<int>(p)) != stage)
      continue;
    Population &population = populations[p];
    clock.object = p;
    for (std::vector<SourceEvents> &fired : population.fired)
      fired.clear();
    if (!population.type) {
      population.fired[0] = instance.sourceEvents(static_cast<int>(p), tick + 1);
      for (const SourceEvents &event : population.fired[0])
        instance.count(static_cast<int>(p), event.count);
      remember(tick + 1, p);
      continue;
    }
    draw(instance, static_cast<int>(p), population.updateDraws, tick);
    for (size_t e = 0; e < population.elements.size(); ++e) {
      kernels.run(population.update, clock, population.elements[e].data());
      for (size_t event = 0; event < population.type->events.size(); ++event)
        if (population.elements[e][population.type->events[event].maskField] != 0) {
          population.fired[event].push_back({static_cast<int64_t>(e), 1});
          if (event == 0 && population.type->events[0].name == "spikes")
            instance.count(static_cast<int>(p), 1);
        }
    }
    remember(tick + 1, p);
  }
}

void Network::keepFrozen() {
  for (Population &population : populations)
    for (int f : population.frozen)
      for (size_t e = 0; e < population.elements.size(); ++e)
        population.elements[e][static_cast<size_t>(f)] =
            population.assigned[e][static_cast<size_t>(f)];
}

/// A population's events of this tick, for the edges with state.
void Network::remember(int64_t stamp, size_t p) {
  if (edgeSets.empty())
    return;
  for (size_t event = 0; event < populations[p].fired.size(); ++event)
    for (const SourceEvents &fired : populations[p].fired[event])
      past[{static_cast<int>(p), static_cast<int>(event), fired.element}].push_back(
          {stamp, static_cast<double>(fired.count)});
}

/// Random numbers that kernels are about to read.
void Network::draw(Instance &instance, int index, const std::vector<int> &fields, int64_t tick) {
  instance.fillDraws(index, fields, tick);
  Population &population = populations[index];
  for (int f : fields)
    for (size_t e = 0; e < population.elements.size(); ++e)
      population.elements[e][static_cast<size_t>(f)] =
          instance.load(index, f, static_cast<int64_t>(e));
}

void Network::every(Instance &instance, int64_t now) {
  Tick clock = clockAt(instance, now);
  for (size_t p = 0; p < populations.size(); ++p)
    for (size_t k = 0; k < populations[p].every.size(); ++k) {
      if (now % instance.period(static_cast<int>(p), k) != 0)
        continue;
      const Population::Periodic &periodic = populations[p].every[k];
      clock.object = p;
      draw(instance, static_cast<int>(p), periodic.draws, now);
      for (std::vector<double> &element : populations[p].elements)
        kernels.run(periodic.kernel, clock, element.data());
    }
}

void Network::send(Instance &instance, int64_t stamp) {
  for (const EdgeSet &set : edgeSets) {
    const bool emits = std::any_of(
        set.type->kernels.begin(), set.type->kernels.end(),
        [](const KernelPlan &kernel) { return kernel.phase == KernelPlan::Emit; });
    for (const Edge &edge : set.edges) {
      if (!emits)
        break;
      if (edge.made.delay == 0)
        continue; // reached already
      for (const SourceEvents &event :
           populations[edge.source.population].fired[static_cast<size_t>(edge.sourceEvent)])
        if (event.element == edge.source.element)
          instance.countEvents(event.count, 0);
    }
  }
  for (const Group &group : groups) {
    if (instance.counted(group.rank)) {
      for (const auto &[delay, arrival] : count(instance, group, /*atOnce=*/false))
        inFlight[stamp + delay].push_back(arrival);
      continue;
    }
    for (const SourceEvents &event : populations[group.population].fired[group.event])
      for (const Target &edge : group.rows[static_cast<size_t>(event.element)]) {
        if (edge.delay == 0)
          continue; // arrived already
        Arrival arrival;
        arrival.population = edge.population;
        arrival.element = edge.element;
        arrival.field = edge.field;
        arrival.value = edge.weight * event.count;
        arrival.drive = group.rank < 0 ? group.projection : -1;
        arrival.count = event.count;
        inFlight[stamp + edge.delay].push_back(arrival);
        if (group.rank >= 0)
          instance.countEvents(event.count, 0);
      }
  }
}

/// One sum a target, weight * number of events, and its delay.
std::vector<std::pair<int64_t, Arrival>> Network::count(Instance &instance, const Group &group,
                                                        bool atOnce) {
  std::map<std::tuple<int, int64_t, int>, std::pair<const Target *, uint32_t>> numbers;
  for (const SourceEvents &event : populations[group.population].fired[group.event])
    for (const Target &edge : group.rows[static_cast<size_t>(event.element)]) {
      if ((edge.delay == 0) != atOnce)
        continue;
      auto &[target, number] = numbers[{edge.population, edge.element, edge.field}];
      target = &edge;
      number += event.count;
      instance.countEvents(event.count, 0);
    }
  std::vector<std::pair<int64_t, Arrival>> sums;
  for (const auto &[where, sum] : numbers) {
    const auto &[edge, number] = sum;
    Arrival arrival;
    arrival.population = edge->population;
    arrival.element = edge->element;
    arrival.field = edge->field;
    arrival.value = edge->weight * number;
    arrival.drive = -1;
    arrival.count = number;
    sums.push_back({edge->delay, arrival});
  }
  return sums;
}

/// Drives without delay are due in this tick, among the others.
void Network::driveAtOnce(Instance &instance, int64_t now) {
  for (const Group &group : groups) {
    if (group.rank >= 0)
      continue;
    for (const SourceEvents &event : instance.sourceEvents(group.population, now))
      for (const Target &edge : group.rows[static_cast<size_t>(event.element)])
        if (edge.delay == 0)
          inFlight[now].push_back({edge.population, edge.field, edge.element,
                                   edge.weight * event.count, group.projection, event.count});
  }
}

/// Between stages: what has no delay, from this tick's events of a stage.
void Network::arriveAtOnce(Instance &instance, int64_t now, int stage) {
  for (const Group &group : groups) {
    if (group.rank < 0 || instance.stageOf(group.population) != stage)
      continue;
    if (instance.counted(group.rank)) {
      for (const auto &[delay, arrival] : count(instance, group, /*atOnce=*/true))
        add(arrival);
      continue;
    }
    for (const SourceEvents &event : populations[group.population].fired[group.event])
      for (const Target &edge : group.rows[static_cast<size_t>(event.element)])
        if (edge.delay == 0) {
          add({edge.population, edge.field, edge.element, edge.weight * event.count, -1,
               event.count});
          instance.countEvents(event.count, 0);
        }
  }
  emitAtOnce(instance, now, stage);
}

void Network::computeLets(Instance &instance, int64_t tick) {
  Tick clock = clockAt(instance, tick);
  for (size_t p = 0; p < populations.size(); ++p) {
    clock.object = p;
    if (populations[p].record >= 0)
      for (std::vector<double> &element : populations[p].elements)
        kernels.run(populations[p].record, clock, element.data());
  }
}

/// Events stamped 0 precede the first tick: only sources have them.
void Network::sendStampZero(Instance &instance) {
  for (size_t p = 0; p < populations.size(); ++p) {
    for (std::vector<SourceEvents> &fired : populations[p].fired)
      fired.clear();
    if (!populations[p].type)
      populations[p].fired[0] = instance.sourceEvents(static_cast<int>(p), 0);
    remember(0, p);
  }
  for (int p = 0; p < instance.probes(); ++p)
    if (instance.probe(p).plan->kind == ProbePlan::Events && instance.probeWhen(p, 0))
      recordEvents(instance, p, 0);
  send(instance, 0);
}

Result<int64_t> Network::run(Instance &instance, int64_t ticks, const RunControl &control) {
  FlushDenormals flush;
  load(instance);
  const int64_t start = instance.tick();
  if (Result<void> r = startSignals(instance, start); !r)
    return r.error();
  if (start == 0)
    sendStampZero(instance);
  int64_t n = start;
  for (; n < start + ticks; ++n) {
    if (control.stop && control.stop->load())
      break;
    computeEdgeSignals(instance, n);
    if (!late)
      arriveAll(instance, n + 1);
    stimulate(instance, n);
    for (int stage = 0; stage < instance.stages(); ++stage) {
      update(instance, n, stage);
      if (!late)
        arriveAtOnce(instance, n + 1, stage);
    }
    if (late) {
      arriveAll(instance, n + 1);
      for (int stage = 0; stage < instance.stages(); ++stage)
        arriveAtOnce(instance, n + 1, stage);
    }
    keepFrozen();
    learn(instance, n + 1);
    every(instance, n + 1);
    everyOfEdges(instance, n + 1);
    if (Result<void> r = changeStructure(instance, n + 1); !r)
      return r.error();
    normalize(instance, n + 1);
    keepFrozen();
    computeLets(instance, n + 1);
    remindSignals(n + 1);
    record(instance, n + 1);
    send(instance, n + 1);
    sendToRefs();
    instance.setTick(n + 1);
    if (control.progress && (n - start) % 100 == 99)
      control.progress(n + 1 - start);
  }
  if (Result<void> r = save(instance); !r)
    return r.error();
  return n - start;
}

void Network::reset() {
  inFlight.clear();
  held.clear();
  past.clear();
  earlier.clear();
  for (Population &population : populations)
    for (std::vector<double> &element : population.elements)
      std::fill(element.begin(), element.end(), 0); // the next run loads them
}

namespace {

class ReferenceEngine : public Engine {
public:
  explicit ReferenceEngine(std::shared_ptr<const ElementKernels> kernels)
      : kernels(std::move(kernels)) {}

  Result<int64_t> run(Instance &instance, int64_t ticks, const RunControl &control) override {
    if (Result<void> r = make(instance); !r)
      return r.error();
    return network->run(instance, ticks, control);
  }

  Result<void> save(Instance &instance, ArchiveWriter &out) override {
    if (Result<void> r = make(instance); !r)
      return r;
    network->dump(out);
    return {};
  }

  Result<bool> load(Instance &instance, ArchiveReader &in) override {
    if (Result<void> r = make(instance); !r)
      return r.error();
    return network->restore(instance, in);
  }

  void reset() override {
    if (network)
      network->reset();
  }

private:
  Result<void> make(Instance &instance) {
    if (network)
      return {};
    auto made = std::make_unique<Network>(*kernels);
    if (Result<void> r = made->build(instance); !r)
      return r;
    network = std::move(made);
    return {};
  }

  std::shared_ptr<const ElementKernels> kernels;
  std::unique_ptr<Network> network;
};

} // namespace
} // namespace neuro::rt::reference

std::shared_ptr<neuro::rt::Engine>
neuro::rt::makeReferenceEngine(std::shared_ptr<const ElementKernels> kernels) {
  return std::make_shared<reference::ReferenceEngine>(std::move(kernels));
}
