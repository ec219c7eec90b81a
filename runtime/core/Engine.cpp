//===- Engine.cpp - What an engine sees of an instance --------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Engine.h"
#include "runtime/core/Draws.h"
#include "runtime/core/State.h"

#include <algorithm>
#include <cmath>

namespace neuro::rt {

const ProgramPlan &Instance::program() const { return *state.program; }
const NetworkPlan &Instance::network() const { return *state.network; }
double Instance::dt() const { return state.dt; }
uint64_t Instance::seed() const { return state.seed; }
int64_t Instance::tick() const { return state.tick; }
void Instance::setTick(int64_t tick) { state.tick = tick; }
int64_t Instance::size(int population) const { return state.populations[population]->size; }
const View &Instance::view(int index) const { return state.views[index]; }
int Instance::probes() const { return static_cast<int>(state.probes.size()); }
ProbeData &Instance::probe(int index) { return state.probes[index].data; }

int64_t &Instance::pendingEvents(int index) { return state.probes[index].pending; }

Scope Instance::scope() const {
  return state.scalarScope(static_cast<double>(state.tick) * state.dt);
}

double Instance::load(int population, int field, int64_t element) const {
  for (const InputRun &input : state.inputs)
    if (input.population == population && input.field == field)
      return input.base[input.base.size() == 1 ? 0 : static_cast<size_t>(element)];
  return state.populations[population]->fields[field].load(element);
}

bool Instance::isFrozenState(int population, int field) const {
  const std::vector<FrozenField> &frozen = state.populations[population]->frozen;
  return std::any_of(frozen.begin(), frozen.end(),
                     [&](const FrozenField &f) { return f.field == field; });
}

void Instance::store(int population, int field, int64_t element, double value) {
  state.populations[population]->fields[field].store(element, value);
}

double Instance::draw(int population, int field, int64_t element, int64_t tick) const {
  return drawAt(*state.populations[population], field, state.seed, tick, element);
}

const std::vector<int64_t> &Instance::periods(int population) const {
  return state.populations[population]->everyTicks;
}

Result<std::vector<Synapse>> Instance::synapses(int projection) const {
  return simulation.synapses(projection);
}

int64_t Instance::synapseCount(int projection) const {
  return state.report.projections[static_cast<size_t>(projection)].synapses;
}

int Instance::group(int projection, size_t sourcePart, size_t targetPart) const {
  const Projection &p = *state.projections[projection];
  if (state.isDrive(p))
    return -1;
  const Population &target = *state.populations[p.target->parts[targetPart].population];
  const Scalar type = target.fieldPlan(p.plan->targetFields[targetPart]).type;
  const int table = state.tableOf[projection][TableBuilder::key(sourcePart, type)];
  // Tables of one kind of event stand together, whenever they were made.
  int rank = 0;
  for (const auto *perChannel : {&state.tablesOfChannel, &state.atOnce.tablesOfChannel})
    for (const std::vector<int> &tables : *perChannel)
      for (int t : tables) {
        if (t == table)
          return rank;
        ++rank;
      }
  return rank;
}

/// Null if there is none.
const TablePlan *Instance::tableOf(int group) const {
  int rank = 0;
  for (const auto *perChannel : {&state.tablesOfChannel, &state.atOnce.tablesOfChannel})
    for (const std::vector<int> &tables : *perChannel)
      for (int t : tables)
        if (rank++ == group)
          return &state.tables[static_cast<size_t>(t)];
  return nullptr;
}

bool Instance::counted(int group) const {
  const TablePlan *table = tableOf(group);
  return table && isCounted(table->layout);
}

bool Instance::sharesWeight(int group) const {
  const TablePlan *table = tableOf(group);
  return table && table->uniformWeight;
}

double Instance::storedWeight(int group, double weight) const {
  const TablePlan *table = tableOf(group);
  return table ? table->fixed.nearest(weight) : weight;
}

int Instance::channelRank(int population, int event) const {
  for (size_t c = 0; c < state.channels.size(); ++c)
    if (state.channels[c].population == population && state.channels[c].event == event)
      return static_cast<int>(c);
  return static_cast<int>(state.channels.size());
}

void Instance::fillDraws(int population, const std::vector<int> &fields, int64_t tick) {
  Population &p = *state.populations[population];
  rt::fillDraws(p, fields, state.seed, tick, 0, p.padded);
}

int Instance::stages() const { return state.atOnce.stages; }

int Instance::stageOf(int population) const {
  return state.atOnce.stageOf[static_cast<size_t>(population)];
}

int64_t Instance::period(int population, size_t n) const {
  return state.populations[population]->everyTicks[n];
}

/// Regular, by definition: round((phase + k period) / dt) for k = 0, 1, …
static bool regularAt(double phase, double period, double dt, int64_t stamp) {
  const double near = std::floor((static_cast<double>(stamp) * dt - phase) / period);
  for (double k = std::max(0.0, near - 1); k <= near + 2; ++k)
    if (std::round((phase + k * period) / dt) == static_cast<double>(stamp))
      return true;
  return false;
}

std::vector<SourceEvents> Instance::sourceEvents(int index, int64_t stamp) const {
  const Population &population = *state.populations[index];
  const Source &source = population.source;
  std::vector<SourceEvents> events;
  constexpr int64_t block = PoissonSampler::blockSize;
  uint32_t counts[block]; // Poisson: of the elements around e
  for (int64_t e = 0; e < population.size; ++e) {
    uint32_t count = 0;
    switch (population.plan->source) {
    case SourceKind::Poisson:
      if (e % block == 0 && (stamp < 1 || !source.poisson->counts(e / block, stamp, counts)))
        std::fill(counts, counts + block, 0);
      count = counts[e % block];
      break;
    case SourceKind::Regular: {
      const double period = source.period[source.period.size() == 1 ? 0 : e];
      const double phase =
          source.phaseGiven ? source.phase[source.phase.size() == 1 ? 0 : e] : period;
      count = regularAt(phase, period, state.dt, stamp);
      break;
    }
    case SourceKind::SpikeTrain:
      count = static_cast<uint32_t>(
          std::count(source.stamps.begin(), source.stamps.end(), stamp));
      [[fallthrough]]; // times of its own
    case SourceKind::Port:
    case SourceKind::SpikeFile:
      for (const Source::Pushed &pushed : source.pushed)
        count += pushed.tick == stamp && pushed.element == e;
      break;
    case SourceKind::None:
      break;
    }
    if (count)
      events.push_back({e, count});
  }
  return events;
}

SourceInstance Instance::source(int index) const {
  const Source &source = state.populations[index]->source;
  SourceInstance out;
  out.period = source.period;
  out.phase = source.phaseGiven ? source.phase : source.period;
  out.stamps = source.stamps;
  for (const Source::Pushed &pushed : source.pushed)
    out.single.push_back({pushed.tick, pushed.element});
  out.poisson = source.poisson.get();
  return out;
}

double Instance::stimulus(int index, int64_t tick, size_t partIndex, int64_t position) const {
  const StimulusRun &stimulus = state.stimuli[index];
  if (stimulus.kind == StimulusRun::Waveform || stimulus.kind == StimulusRun::Samples)
    return state.waveformAt(stimulus, tick);
  const ViewPart &part = state.views[stimulus.plan->view].parts[partIndex];
  if (stimulus.kind == StimulusRun::Noise) {
    const uint64_t interval = static_cast<uint64_t>(tick / stimulus.noiseTicks);
    Random128 r = philox(state.seed,
                         interval << 32 | static_cast<uint32_t>(part.offset + position),
                         randomObject(Purpose::Noise, static_cast<uint32_t>(index)),
                         static_cast<uint32_t>(interval >> 32));
    return stimulus.mean + stimulus.sd * normalSample(r.a);
  }
  BlockInput block = state.scalarInput(static_cast<double>(tick) * state.dt);
  ElementReader reader(*state.populations[part.population]);
  const int64_t element = part.low + position * part.step;
  reader.elements = &element;
  reader.indexFirst = part.offset + position;
  block.reader = &reader;
  double value = 0;
  state.planEvaluator.evaluate(stimulus.value, stimulus.traits, block, &value);
  return value;
}

SamplesInstance Instance::samples(int index) const {
  const StimulusRun &stimulus = state.stimuli[static_cast<size_t>(index)];
  if (stimulus.kind != StimulusRun::Samples)
    return {};
  return {&stimulus.samples, stimulus.samplesDt};
}

bool Instance::probeWhen(int index, int64_t tick) const {
  const ProbeRun &probe = state.probes[index];
  if (probe.plan.when.empty())
    return true;
  double pass = 0;
  state.planEvaluator.evaluate(probe.plan.when, probe.whenTraits,
                               state.scalarInput(static_cast<double>(tick) * state.dt), &pass);
  return pass != 0;
}

void Instance::count(int population, int64_t spikes) {
  state.workers[0].spikes[population] += spikes;
}

void Instance::countEvents(int64_t synaptic, int64_t drives) {
  state.workers[0].events += synaptic;
  state.workers[0].driveEvents += drives;
}

} // namespace neuro::rt
