//===- Simulation.cpp - The interface of a simulation ---------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Simulation.h"

#include "runtime/core/Engine.h"
#include "runtime/core/State.h"

#include <algorithm>
#include <cmath>

namespace neuro::rt {

Simulation::Simulation(std::unique_ptr<State> state) : state(std::move(state)) {}
Simulation::~Simulation() = default;

Result<std::unique_ptr<Simulation>>
Simulation::create(const ProgramPlan &program, int network, const KernelTable &kernels,
                   const SimOptions &options) {
  const auto begin = std::chrono::steady_clock::now();
  try {
    auto state = std::make_unique<State>(options.memoryLimit ? options.memoryLimit
                                                             : availableMemory());
    state->program = &program;
    state->engine = options.engine;
    if (Result<void> r = state->create(network, kernels, options); !r)
      return r.error();
    if (options.profile && !state->engine)
      state->startProfile();
    state->report.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return std::unique_ptr<Simulation>(new Simulation(std::move(state)));
  } catch (const std::bad_alloc &) {
    return outOfMemory("the system has no memory left for the network");
  }
}

int64_t Simulation::tick() const { return state->tick; }
double Simulation::dt() const { return state->dt; }
uint64_t Simulation::seed() const { return state->seed; }
int Simulation::threads() const { return static_cast<int>(state->workers.size()); }
const std::vector<double> &Simulation::parameters() const { return state->parameters; }
const NetworkPlan &Simulation::network() const { return *state->network; }
int64_t Simulation::populationSize(int p) const { return state->populations[p]->size; }
int64_t Simulation::viewSize(int v) const { return state->views[v].size; }
int Simulation::probeCount() const { return static_cast<int>(state->probes.size()); }
const ProbeData &Simulation::probe(int index) const { return state->probes[index].data; }

const View &Simulation::view(int v) const { return state->views[v]; }

const std::vector<int64_t> &Simulation::populationShape(int p) const {
  return state->populations[p]->shape;
}

Result<View> Simulation::slice(int index, int64_t low, int64_t high, int64_t step) const {
  if (index < 0 || index >= static_cast<int>(state->populations.size()))
    return Error{"there is no population number " + std::to_string(index), ""};
  const Population &population = *state->populations[index];
  if (step < 1)
    return state->at(population, "a step must be at least 1, but is " + std::to_string(step));
  if (low < 0 || low > high || high > population.size)
    return state->at(population, "elements " + std::to_string(low) + ".." + std::to_string(high) +
                                     " are not within its " + std::to_string(population.size));
  View view;
  view.size = (high - low) / step + ((high - low) % step != 0);
  view.parts.push_back({index, low, step, view.size, 0});
  return view;
}

FieldMemory Simulation::memory(int p, int f) {
  const FieldStore &store = state->populations[p]->fields[f];
  FieldMemory memory{store.data, store.type, false};
  for (const InputRun &input : state->inputs)
    memory.stimulated |= input.population == p && input.field == f;
  return memory;
}

Scope Simulation::scope() const {
  Scope scope = state->scalarScope(time());
  scope.occasion = state->occasions;
  return scope;
}

void Simulation::clearProbe(int index) {
  ProbeData &data = state->probes[index].data;
  if (!state->engine) // another engine's records are not paid for
    state->budget.give(data.eventTicks.capacity() * sizeof(int64_t) +
                       data.eventElements.capacity() * sizeof(uint32_t) +
                       data.sampleTicks.capacity() * sizeof(int64_t) +
                       data.samples.capacity() * sizeof(double));
  if (!data.rowBegin.empty()) {
    if (!state->engine)
      state->budget.give((data.edgeSources.capacity() + data.edgeTargets.capacity()) *
                             sizeof(uint32_t) +
                         data.rowBegin.capacity() * sizeof(int64_t));
    data.edgeSources = std::vector<uint32_t>();
    data.edgeTargets = std::vector<uint32_t>();
    data.rowBegin = std::vector<int64_t>();
  }
  // Assigning {} would keep the memory, which would be given back again.
  data.eventTicks = std::vector<int64_t>();
  data.eventElements = std::vector<uint32_t>();
  data.sampleTicks = std::vector<int64_t>();
  data.samples = std::vector<double>();
}

void Simulation::clearProbes() {
  for (int p = 0; p < probeCount(); ++p)
    clearProbe(p);
}

Counters Simulation::counters() const {
  Counters c;
  for (const auto &population : state->populations)
    (population->model ? c.neurons : c.sources) += population->size;
  c.synapses = state->synapses;
  // Structural changes since the network was built.
  for (size_t e = 0; e < state->edges.size(); ++e) {
    c.synapses -= state->report.projections[state->edges[e]->index].synapses;
    for (const Worker &worker : state->workers)
      c.synapses += worker.edges[e].edges;
  }
  c.memoryBytes = state->budget.inUse();
  for (const auto &projection : state->projections)
    c.memoryBytes += projection->listBytes();
  for (const Worker &worker : state->workers) {
    c.synapticEvents += worker.events;
    c.driveEvents += worker.driveEvents;
    c.memoryBytes += worker.calendar.bytes();
    for (const auto &population : state->populations)
      if (population->model)
        c.spikes += worker.spikes[population->index];
  }
  return c;
}

const BuildReport &Simulation::report() const {
  for (size_t p = 0; p < state->report.populations.size(); ++p) {
    int64_t spikes = 0;
    for (const Worker &worker : state->workers)
      spikes += worker.spikes[p];
    state->report.populations[p].spikes = spikes;
  }
  return state->report;
}

Result<std::vector<Synapse>> Simulation::synapses(int index) const {
  const State &s = *state;
  if (Result<void> r = s.checkHasEdges(index); !r)
    return r.error();
  const Projection &projection = *s.projections[index];
  std::vector<Synapse> all;
  if (s.edgeOf[index] >= 0) {
    // With state they are where they are now; a weight is what they call `w`.
    std::vector<std::string> weight;
    if (s.edgeField(index, "w"))
      weight.push_back("w");
    Result<EdgeList> list = edges(index, weight);
    if (!list)
      return list.error();
    for (size_t k = 0; k < list->size(); ++k)
      all.push_back({list->source[k], list->target[k], list->delay[k],
                     weight.empty() ? 0 : list->values[0][k]});
    return all;
  }
  auto visit = [&](const EdgeBlock &block, const uint32_t *ticks, const double *weights) {
    for (int l = 0; l < block.count; ++l)
      all.push_back({block.i[l], block.j[l], ticks[l], weights[l]});
  };
  try {
    if (Result<void> r = TableBuilder::synapses(projection, threads(), visit); !r)
      return r.error();
    if (projection.list) // by target, as those of other rules are
      std::stable_sort(all.begin(), all.end(), [](const Synapse &a, const Synapse &b) {
        return a.target < b.target;
      });
  } catch (const std::bad_alloc &) {
    return outOfMemory("the system has no memory left");
  }
  return all;
}

// --- Setting -----------------------------------------------------------------------

/// One view part's values of a field, set as a whole or not at all.
static Result<void> setField(Population &population, const BindContext &context,
                             std::vector<InputRun> &inputs, const ViewPart &part,
                             int f, const double *values) {
  const FieldPlan &plan = population.fieldPlan(f);
  FieldStore &store = population.fields[f];
  auto fail = [&](std::string message) {
    return Error{"population " + population.plan->name + ": " + std::move(message),
                 population.plan->where};
  };
  if (plan.role != FieldRole::Parameter && plan.role != FieldRole::State &&
      plan.role != FieldRole::Input)
    return fail(plan.name + " is computed and cannot be set");
  for (int64_t q = 0; q < part.count; ++q)
    if (!std::isfinite(values[q]))
      return fail(plan.name + " cannot be " + numberText(values[q]));
  if (part.count == 0)
    return {};
  if (!store.data) {
    const bool equal = std::all_of(values, values + part.count,
                                   [&](double v) { return v == values[0]; });
    if (!equal || (part.count != population.size && values[0] != store.uniform))
      return fail("elements would differ in " + plan.name + ", but class " +
                  population.model->plan->name + " stores one value of it");
  }
  // A stimulated input keeps its assigned part apart.
  for (InputRun &input : inputs) {
    if (input.population != population.index || input.field != f)
      continue;
    if (!store.data) {
      input.base = {values[0]};
      return {};
    }
    if (input.base.size() == 1)
      input.base.assign(static_cast<size_t>(population.size), input.base[0]);
    for (int64_t q = 0; q < part.count; ++q)
      input.base[static_cast<size_t>(part.low + q * part.step)] = values[q];
    return {};
  }
  std::vector<double> old;
  const bool parameter = plan.role == FieldRole::Parameter;
  if (parameter)
    for (int64_t q = 0; q < part.count; ++q)
      old.push_back(store.load(part.low + q * part.step));
  auto write = [&](const double *from) {
    for (int64_t q = 0; q < part.count; ++q)
      store.store(part.low + q * part.step, from[q]);
    store.fillPadding(population.size, population.padded);
  };
  write(values);
  if (!parameter) {
    store.assigned = true;
    population.takeFrozen();
    return {};
  }
  Result<void> result;
  for (size_t g = 0; g < population.fields.size() && result; ++g)
    result = checkConstraint(population, context, static_cast<int>(g));
  if (result)
    result = bind(population, context, BindScope::Derived);
  if (!result) {
    write(old.data());
    Result<void> restored = bind(population, context, BindScope::Derived);
    return restored ? result : restored;
  }
  store.assigned = true;
  return {};
}

Result<void> Simulation::set(int view, std::string_view name,
                             const std::vector<double> &perElement) {
  if (view < 0 || view >= static_cast<int>(state->views.size()))
    return Error{"there is no view number " + std::to_string(view), ""};
  return set(state->views[view], name, perElement);
}

Result<void> Simulation::set(const View &v, std::string_view name,
                             const std::vector<double> &perElement) {
  State &s = *state;
  if (static_cast<int64_t>(perElement.size()) != v.size)
    return Error{"there are " + std::to_string(perElement.size()) + " values for " +
                     std::to_string(v.size) + " elements",
                 ""};
  try {
    for (const ViewPart &part : v.parts) {
      Population &population = *s.populations[part.population];
      const double *values = perElement.data() + part.offset;
      if (population.model) {
        const int f = population.findField(name);
        if (f < 0)
          return s.at(population, "has no " + std::string(name));
        if (Result<void> r =
                setField(population, s.bindContext(), s.inputs, part, f, values);
            !r)
          return r;
        continue;
      }
      Source &source = population.source;
      const SourceKind kind = population.plan->source;
      std::vector<double> *setting =
          kind == SourceKind::Poisson && name == "rate"     ? &source.rate
          : kind == SourceKind::Regular && name == "period" ? &source.period
          : kind == SourceKind::Regular && name == "phase"  ? &source.phase
                                                            : nullptr;
      if (!setting)
        return s.at(population, "has no " + std::string(name));
      if (part.count == 0)
        continue;
      const std::vector<double> old = *setting;
      const bool oldGiven = source.phaseGiven;
      const bool equal = std::all_of(values, values + part.count,
                                     [&](double x) { return x == values[0]; });
      if (name == "phase" && !source.phaseGiven) {
        source.phase = source.period;
        source.phaseGiven = true;
      }
      if (equal && part.count == population.size) {
        *setting = {values[0]};
      } else {
        if (setting->size() == 1)
          setting->assign(static_cast<size_t>(population.size), setting->front());
        for (int64_t q = 0; q < part.count; ++q)
          (*setting)[static_cast<size_t>(part.low + q * part.step)] = values[q];
      }
      if (Result<void> r = s.sourceChanged(population, name); !r) {
        *setting = old;
        source.phaseGiven = oldGiven;
        Result<void> restored = s.sourceChanged(population, name);
        return restored ? r : restored;
      }
      source.assigned = true;
    }
  } catch (const std::bad_alloc &) {
    return outOfMemory("the system has no memory left");
  }
  return {};
}

Result<void> Simulation::set(int view, std::string_view name, double value) {
  if (view < 0 || view >= static_cast<int>(state->views.size()))
    return Error{"there is no view number " + std::to_string(view), ""};
  try {
    return set(view, name,
               std::vector<double>(static_cast<size_t>(viewSize(view)), value));
  } catch (const std::bad_alloc &) {
    return outOfMemory("the system has no memory left");
  }
}

Result<void> Simulation::set(int view, std::string_view name, const Expr &value,
                             const Scope &scope) {
  State &s = *state;
  if (view < 0 || view >= static_cast<int>(s.views.size()))
    return Error{"there is no view number " + std::to_string(view), ""};
  const View &v = s.views[view];
  const uint64_t occasion = ++s.occasions;
  try {
    std::vector<double> values(static_cast<size_t>(v.size));
    Evaluator evaluator;
    for (const ViewPart &part : v.parts) {
      const Population &population = *s.populations[part.population];
      ExprLimits limits = limitsOf(scope);
      limits.fields = static_cast<int>(population.fields.size());
      Result<ExprTraits> traits = checkExpr(value, limits);
      if (!traits)
        return s.at(population, std::string(name) + ": " + traits.error().message);
      if (traits->usesPosition && !population.hasPositions())
        return s.at(population, std::string(name) +
                                    " reads positions, but the population has no layout");
      if (value.empty() || traits->usesColumn || traits->usesFanIn || traits->usesJ ||
          traits->usesSource || traits->usesTarget)
        return s.at(population,
                    std::string(name) + " cannot be set to what only an edge has");
      ElementReader reader(population);
      BlockInput input = inputOf(
          scope, randomObject(Purpose::Assign, static_cast<uint32_t>(population.index)));
      input.dt = s.dt;
      input.time = time();
      input.seed = s.seed;
      input.reader = &reader;
      int64_t elements[EVAL_BLOCK];
      uint64_t ids[EVAL_BLOCK];
      for (int64_t q = 0; q < part.count; q += EVAL_BLOCK) {
        input.count = static_cast<int>(std::min<int64_t>(EVAL_BLOCK, part.count - q));
        for (int l = 0; l < input.count; ++l) {
          elements[l] = part.low + (q + l) * part.step;
          ids[l] = occasion << 32 | static_cast<uint64_t>(elements[l]);
        }
        reader.elements = elements;
        reader.indexFirst = part.offset + q;
        input.ids = ids;
        evaluator.evaluate(value, *traits, input, values.data() + part.offset + q);
      }
    }
    return set(view, name, values);
  } catch (const std::bad_alloc &) {
    return outOfMemory("the system has no memory left");
  }
}

Result<void> Simulation::setTimes(int view, const std::vector<double> &times) {
  if (view < 0 || view >= static_cast<int>(state->views.size()))
    return Error{"there is no view number " + std::to_string(view), ""};
  return setTimes(state->views[view], times);
}

Result<void> Simulation::setTimes(int view, const std::vector<uint32_t> &elements,
                                  const std::vector<double> &times) {
  if (view < 0 || view >= static_cast<int>(state->views.size()))
    return Error{"there is no view number " + std::to_string(view), ""};
  return setTimes(state->views[view], elements, times);
}

Result<void> Simulation::setTimes(const View &view, const std::vector<double> &times) {
  State &s = *state;
  for (const ViewPart &part : view.parts) {
    Population &population = *s.populations[part.population];
    if (population.plan->source != SourceKind::SpikeTrain || population.model)
      return s.at(population, "has no times");
    if (part.count != population.size)
      return s.at(population, "all elements of a SpikeTrain have the same times");
    std::vector<double> old = std::move(population.source.times);
    population.source.times = times;
    population.source.pushed.clear();
    if (Result<void> r = s.sourceChanged(population, "times"); !r) {
      population.source.times = std::move(old);
      Result<void> restored = s.sourceChanged(population, "times");
      return restored ? r : restored;
    }
    population.source.assigned = true;
  }
  return {};
}

Result<void> Simulation::setTimes(const View &view, const std::vector<uint32_t> &elements,
                                  const std::vector<double> &times) {
  // Checks the view and takes the times that all elements shared.
  if (Result<void> r = setTimes(view, {}); !r)
    return r;
  State &s = *state;
  if (elements.size() != times.size())
    return Error{"times need as many elements", ""};
  try {
    for (const ViewPart &part : view.parts) {
      Population &population = *s.populations[part.population];
      for (size_t k = 0; k < times.size(); ++k) {
        const int64_t e = static_cast<int64_t>(elements[k]) - part.offset;
        if (e < 0 || e >= part.count)
          continue;
        const double stamp = std::round(times[k] / s.dt);
        if (!(stamp >= 0) || stamp > 4e15)
          return s.at(population, "a spike time of " + numberText(times[k]) + " ms is impossible");
        population.source.pushed.push_back(
            {static_cast<int64_t>(stamp), static_cast<uint32_t>(e)});
      }
      std::sort(population.source.pushed.begin(), population.source.pushed.end());
      for (Worker &worker : s.workers)
        worker.portCursor[part.population] = 0;
    }
  } catch (const std::bad_alloc &) {
    return outOfMemory("the system has no memory left");
  }
  return {};
}

Result<void> Simulation::freeze(int view, std::string_view name) {
  State &s = *state;
  if (view < 0 || view >= static_cast<int>(s.views.size()))
    return Error{"there is no view number " + std::to_string(view), ""};
  for (const ViewPart &part : s.views[view].parts) {
    Population &population = *s.populations[part.population];
    const int f = population.model ? population.findField(name) : -1;
    if (f < 0 || population.fieldPlan(f).role != FieldRole::State)
      return s.at(population, "has no state " + std::string(name) + " to freeze");
    if (part.count != population.size)
      return s.at(population, "states are frozen for a whole population");
    if (std::any_of(population.frozen.begin(), population.frozen.end(),
                    [&](const FrozenField &known) { return known.field == f; }))
      continue;
    FrozenField frozen;
    frozen.field = f;
    frozen.width = scalarBytes(population.fields[f].type, 1);
    try {
      const char *from = static_cast<const char *>(population.fields[f].data);
      frozen.bytes.assign(from, from + static_cast<size_t>(population.padded) * frozen.width);
      population.frozen.push_back(std::move(frozen));
    } catch (const std::bad_alloc &) {
      return outOfMemory("the system has no memory left");
    }
  }
  return {};
}

Result<std::vector<double>> Simulation::get(int view, std::string_view name) const {
  if (view < 0 || view >= static_cast<int>(state->views.size()))
    return Error{"there is no view number " + std::to_string(view), ""};
  return get(state->views[view], name);
}

Result<std::vector<double>> Simulation::get(const View &v, std::string_view name) const {
  State &s = *state;
  std::vector<double> values(static_cast<size_t>(v.size));
  for (const ViewPart &part : v.parts) {
    const Population &population = *s.populations[part.population];
    double *out = values.data() + part.offset;
    if (population.model) {
      const int f = population.findField(name);
      if (f < 0 || population.fieldPlan(f).role == FieldRole::Arrive)
        return s.at(population, "has no " + std::string(name));
      if (population.fieldPlan(f).role == FieldRole::Let)
        s.updateLets(population.index);
      for (int64_t q = 0; q < part.count; ++q)
        out[q] = population.fields[f].load(part.low + q * part.step);
      // Of an input, what was assigned: the stimuli come on top each tick.
      for (const InputRun &input : s.inputs)
        if (input.population == population.index && input.field == f)
          for (int64_t q = 0; q < part.count; ++q)
            out[q] = input.base[input.base.size() == 1
                                    ? 0
                                    : static_cast<size_t>(part.low + q * part.step)];
      continue;
    }
    const Source &source = population.source;
    const std::vector<double> &setting = name == "rate"     ? source.rate
                                         : name == "period" ? source.period
                                                            : source.phase;
    if (setting.empty() || (name != "rate" && name != "period" && name != "phase"))
      return s.at(population, "has no " + std::string(name));
    for (int64_t q = 0; q < part.count; ++q)
      out[q] = setting[setting.size() == 1 ? 0 : part.low + q * part.step];
  }
  return values;
}

Result<void> Simulation::setStimulus(int stimulus, const Expr &value) {
  State &s = *state;
  if (stimulus < 0 || stimulus >= static_cast<int>(s.stimuli.size()))
    return Error{"there is no stimulus number " + std::to_string(stimulus), ""};
  StimulusRun fresh = s.stimuli[stimulus];
  fresh.value = value;
  if (value.empty())
    return Error{"a stimulus needs a waveform", ""};
  if (Result<void> r = s.checkWaveform(fresh); !r)
    return r;
  if (fresh.kind == StimulusRun::ElementWaveform)
    for (const InputRun &input : s.inputs)
      for (const InputRun::Part &part : input.parts)
        if (part.stimulus == stimulus &&
            !s.populations[input.population]->fields[input.field].data)
          return s.at(*s.populations[input.population],
                      "its class stores one input value for all elements");
  s.stimuli[stimulus] = std::move(fresh);
  return {};
}

Result<void> Simulation::pushEvents(int population,
                                    const std::vector<uint32_t> &elements,
                                    const std::vector<int64_t> &ticks) {
  State &s = *state;
  if (population < 0 || population >= static_cast<int>(s.populations.size()))
    return Error{"there is no population number " + std::to_string(population), ""};
  Population &p = *s.populations[population];
  if (p.model || (p.plan->source != SourceKind::Port && p.plan->source != SourceKind::SpikeFile))
    return s.at(p, "takes no events from the host");
  if (elements.size() != ticks.size())
    return s.at(p, "events need as many ticks as elements");
  for (size_t k = 0; k < ticks.size(); ++k) {
    if (elements[k] >= static_cast<uint64_t>(p.size))
      return s.at(p, "there is no element " + std::to_string(elements[k]));
    if (ticks[k] <= s.tick)
      return s.at(p, "an event at tick " + std::to_string(ticks[k]) +
                         " is in the past of tick " + std::to_string(s.tick));
  }
  try {
    std::vector<Source::Pushed> &pushed = p.source.pushed;
    pushed.erase(std::remove_if(pushed.begin(), pushed.end(),
                                [&](const Source::Pushed &e) { return e.tick <= s.tick; }),
                 pushed.end());
    pushed.reserve(pushed.size() + ticks.size());
    for (size_t k = 0; k < ticks.size(); ++k)
      pushed.push_back({ticks[k], elements[k]});
    std::sort(pushed.begin(), pushed.end());
  } catch (const std::bad_alloc &) {
    return outOfMemory("population " + p.plan->name +
                       ": the system has no memory left for the events", p.plan->where);
  }
  for (Worker &worker : s.workers)
    worker.portCursor[population] = 0;
  return {};
}

Result<void> Simulation::setFile(int population, const FileEvents &events) {
  State &s = *state;
  if (population < 0 || population >= static_cast<int>(s.populations.size()))
    return Error{"there is no population number " + std::to_string(population), ""};
  try {
    return s.fileSource(*s.populations[population], events);
  } catch (const std::bad_alloc &) {
    return outOfMemory("the system has no memory left for the events of " +
                       s.populations[population]->plan->name);
  }
}

Result<void> Simulation::setParameter(int parameter, double value) {
  State &s = *state;
  const std::vector<ParameterPlan> &plans = s.network->parameters;
  if (parameter < 0 || parameter >= static_cast<int>(plans.size()))
    return Error{"there is no parameter number " + std::to_string(parameter), ""};
  if (!std::isfinite(value) || (plans[parameter].isInteger && value != std::round(value)))
    return Error{"parameter " + plans[parameter].name + " cannot be " + numberText(value),
                 ""};
  auto reads = [&](const Expr &expr) { return readsParameter(expr, parameter); };
  auto fixed = [&](const std::string &what, const std::string &at) {
    return Error{"parameter " + plans[parameter].name + " decides " + what +
                     ", which only a fresh network can change",
                 at};
  };
  for (const PopulationPlan &p : s.network->populations)
    if (std::any_of(p.shape.begin(), p.shape.end(), reads))
      return fixed("the size of " + p.name, p.where);
  for (const ViewPlan &v : s.network->views)
    for (const ViewPlan::Part &part : v.parts)
      if (reads(part.low) || reads(part.high) || reads(part.step))
        return fixed("the elements of " + v.name, "");
  // Values of signals that all edges share are bound anew when a run starts.
  for (const ProjectionPlan &p : s.network->projections)
    for (const InitPlan &init : p.edge.inits)
      if (p.continuous && reads(init.value) &&
          s.program->classes[static_cast<size_t>(p.edge.classIndex)]
              .fields[static_cast<size_t>(init.field)]
              .perElement)
        return fixed("the values of the edges of " + p.name, p.at);
  for (const ProjectionPlan &p : s.network->projections)
    for (auto [expr, what] : {std::make_pair(&p.ruleArgument, "the rule of "),
                              std::make_pair(&p.where, "the condition of "),
                              std::make_pair(&p.weight, "the weight of "),
                              std::make_pair(&p.delay, "the delay of ")})
      if (reads(*expr))
        return fixed(what + p.name, p.at);
  // What all synapses with state have in common is bound again; the rest of them is not.
  for (const auto &edge : s.edges) {
    const ProjectionPlan &p = *edge->base->plan;
    bool decides = reads(p.edge.dendritic) || reads(p.edge.backprop);
    for (size_t f = 0; f < edge->stored.size(); ++f)
      decides |= edge->stored[f] && reads(edge->fieldValue(static_cast<int>(f)));
    for (const NormalizeRun &run : s.normalizations)
      decides |= s.edges[run.edge] == edge &&
                 (reads(run.plan->total) || reads(run.plan->every));
    for (const StructuralRun &run : s.structurals)
      for (const Expr *expr :
           {&run.plan->pruneWhen, &run.plan->pruneEvery, &run.plan->growArgument,
            &run.plan->growWhere, &run.plan->growEvery, &run.plan->growDelay})
        decides |= s.edges[run.edge] == edge && reads(*expr);
    if (decides)
      return fixed("values of the synapses of " + p.name, p.at);
  }
  for (size_t p = static_cast<size_t>(parameter) + 1; p < plans.size(); ++p)
    if (reads(plans[p].value))
      return fixed("the default of parameter " + plans[p].name, "");
  for (const ProbePlan &p : s.network->probes)
    if (reads(p.every))
      return fixed("the sampling interval of " + p.name, "");
  for (size_t e = 0; e < s.edges.size(); ++e)
    s.settleEdges(e, s.tick);
  const double old = s.parameters[parameter];
  s.parameters[parameter] = value;
  if (Result<void> r = s.checkParameters(); !r) {
    s.parameters[parameter] = old;
    return r;
  }
  auto apply = [&]() -> Result<void> {
    for (auto &population : s.populations) {
      if (population->model) {
        if (Result<void> r = rebindParameter(*population, s.bindContext(), parameter); !r)
          return r;
        continue;
      }
      const PopulationPlan &plan = *population->plan;
      const bool any = reads(plan.rate) || reads(plan.period) || reads(plan.phase) ||
                       std::any_of(plan.times.begin(), plan.times.end(), reads);
      if (any && !population->source.assigned)
        if (Result<void> r = s.bindSource(*population); !r)
          return r;
    }
    for (size_t e = 0; e < s.edges.size(); ++e) {
      if (Result<void> r = s.bindEdgeUniforms(*s.edges[e]); !r)
        return r;
      for (Worker &worker : s.workers)
        worker.edges[e].rebind(*s.edges[e]);
    }
    return {};
  };
  try {
    Result<void> result = apply();
    if (!result) {
      s.parameters[parameter] = old;
      Result<void> restored = apply();
      return restored ? result : restored;
    }
  } catch (const std::bad_alloc &) {
    return outOfMemory("the system has no memory left");
  }
  return {};
}

Result<void> Simulation::reset() {
  State &s = *state;
  s.tick = 0;
  s.failed = s.broken = false;
  s.clearQueues();
  if (s.engine)
    s.engine->reset();
  clearProbes();
  for (ProbeRun &probe : s.probes)
    probe.pending = 0;
  try {
    for (auto &population : s.populations) {
      if (population->model) {
        if (Result<void> r = bind(*population, s.bindContext(), BindScope::States); !r)
          return r;
        population->keepFrozen(0, population->padded);
        continue;
      }
      population->source.earlier.clear();
      // Times of a SpikeTrain are those of the simulation and stay.
      if (population->plan->source != SourceKind::SpikeTrain)
        population->source.pushed = population->source.file;
      if (population->plan->source == SourceKind::Regular)
        if (Result<void> r = s.sourceChanged(*population, "period"); !r)
          return r;
    }
    if (!s.edges.empty())
      if (Result<void> r = s.resetEdges(); !r)
        return r;
  } catch (const std::bad_alloc &) {
    return outOfMemory("the system has no memory left");
  }
  return {};
}

} // namespace neuro::rt
