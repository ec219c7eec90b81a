//===- MeasureTable.cpp - From measure calls to recorded data --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/experiment/MeasureTable.h"
#include "runtime/experiment/Measures.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

using namespace neuro::rt;

/// Index of a class's field or event by name, -1 if there is none.
static int fieldIndex(const ClassPlan &model, const std::string &name) {
  for (size_t k = 0; k < model.fields.size(); ++k)
    if (model.fields[k].name == name)
      return static_cast<int>(k);
  return -1;
}
static int eventIndex(const ClassPlan &model, const std::string &name) {
  for (size_t k = 0; k < model.events.size(); ++k)
    if (model.events[k].name == name)
      return static_cast<int>(k);
  return -1;
}

/// The probe a measure would need, with `fields` filled part by part.
static Result<ProbePlan> neededProbe(const ProgramPlan &program,
                                     const NetworkPlan &network,
                                     const MeasurePlan &measure) {
  const ViewPlan &view = network.views[static_cast<size_t>(measure.view)];
  ProbePlan probe;
  probe.name = view.name + "." + measure.variable;
  probe.view = measure.view;
  probe.kind = ProbePlan::Events;
  for (size_t p = 0; p < view.parts.size(); ++p) {
    const PopulationPlan &population =
        network.populations[static_cast<size_t>(view.parts[p].population)];
    if (population.classIndex < 0) {
      if (measure.variable != "spikes")
        return Error{fmt::format("{}(…): the source '{}' has no '{}'", measure.function,
                                 population.name, measure.variable), population.where};
      probe.fields.push_back(0);
      continue;
    }
    const ClassPlan &model = program.classes[static_cast<size_t>(population.classIndex)];
    int event = eventIndex(model, measure.variable);
    int field = event < 0 ? fieldIndex(model, measure.variable) : -1;
    if (event < 0 && field < 0)
      return Error{fmt::format("{}(…): population '{}' has no '{}'{}", measure.function,
                               population.name, measure.variable,
                               measure.variable == "spikes" ? ", it never spikes" : ""),
                   population.where};
    probe.kind = event >= 0 ? ProbePlan::Events : ProbePlan::Values;
    probe.fields.push_back(event >= 0 ? event : field);
    if (field >= 0) {
      const FieldPlan &plan = model.fields[static_cast<size_t>(field)];
      probe.unit = plan.unit;
      probe.needsRecordKernel |= plan.role == FieldRole::Let;
    }
  }
  return probe;
}

/// The network's own probe that already records this, or -1.
static int matchingProbe(const std::vector<ProbePlan> &probes, const ProbePlan &wanted) {
  for (size_t k = 0; k < probes.size(); ++k)
    if (probes[k].kind == wanted.kind && probes[k].view == wanted.view &&
        probes[k].fields == wanted.fields && probes[k].when.empty())
      return static_cast<int>(k);
  return -1;
}

Result<MeasureTable> MeasureTable::create(const ProgramPlan &program, int experiment) {
  MeasureTable table;
  table.program = &program;
  table.plan = &program.experiments[static_cast<size_t>(experiment)];
  const NetworkPlan &network = program.networks[static_cast<size_t>(table.plan->network)];
  const int own = static_cast<int>(network.probes.size());
  for (const MeasurePlan &measure : table.plan->measures) {
    int probe = -1;
    // A recorded population function goes by its own name: mean(E.V).
    for (int k = 0; k < own && probe < 0; ++k)
      if (network.probes[static_cast<size_t>(k)].kind == ProbePlan::Function &&
          network.probes[static_cast<size_t>(k)].name == measure.variable)
        probe = k;
    if (probe < 0 && measure.view >= 0) {
      Result<ProbePlan> wanted = neededProbe(program, network, measure);
      if (!wanted)
        return wanted.error();
      probe = matchingProbe(network.probes, *wanted);
      if (probe < 0 && (probe = matchingProbe(table.extra, *wanted)) >= 0)
        probe += own;
      if (probe < 0) {
        probe = own + static_cast<int>(table.extra.size());
        table.extra.push_back(*wanted);
      }
    }
    table.probeOf.push_back(probe);
  }
  return table;
}

namespace {

/// The arguments of a measure call: named ones and positional ones after the target.
class Arguments {
public:
  Arguments(const MeasurePlan &measure, const Scope &scope)
      : measure(measure), scope(scope) {}

  /// The named argument's value, else `otherwise`.
  double get(const char *name, double otherwise) {
    for (const MeasurePlan::Arg &arg : measure.args)
      if (arg.name == name) {
        Result<double> value = evaluateScalar(arg.value, scope);
        if (value)
          return *value;
        failure = value.error();
      }
    return otherwise;
  }
  std::optional<Error> failure;

private:
  const MeasurePlan &measure;
  const Scope &scope;
};

} // namespace

static EventWindow eventsOf(const ProbeData &data, MeasureTable::Window window,
                            double dt, int64_t low, int64_t high) {
  EventWindow out;
  out.elements = static_cast<size_t>(high - low);
  out.from = window.from;
  out.to = window.to;
  out.dt = dt;
  auto begin = std::upper_bound(data.eventTicks.begin(), data.eventTicks.end(), window.from);
  auto end = std::upper_bound(begin, data.eventTicks.end(), window.to);
  for (auto it = begin; it != end; ++it) {
    uint32_t element = data.eventElements[static_cast<size_t>(it - data.eventTicks.begin())];
    if (element < low || element >= high)
      continue;
    out.element.push_back(element - static_cast<uint32_t>(low));
    out.tick.push_back(*it);
  }
  return out;
}

static ValueWindow valuesOf(const ProbeData &data, MeasureTable::Window window,
                            int64_t low, int64_t high) {
  ValueWindow out;
  out.width = static_cast<size_t>(high - low);
  const size_t size = static_cast<size_t>(data.size);
  for (size_t row = 0; row < data.sampleTicks.size(); ++row)
    if (data.sampleTicks[row] > window.from && data.sampleTicks[row] <= window.to)
      out.samples.insert(out.samples.end(),
                         data.samples.begin() + static_cast<ptrdiff_t>(row * size) + low,
                         data.samples.begin() + static_cast<ptrdiff_t>(row * size) + high);
  return out;
}

/// Bins of 3 ms as in Potjans & Diesmann 2014; correlations use 2 ms as there.
static Result<std::vector<double>> ofEvents(const std::string &function,
                                            const EventWindow &events,
                                            Arguments &arguments) {
  auto one = [](double value) { return std::vector<double>{value}; };
  if (function == "rate")
    return one(meanRate(events));
  if (function == "cv_isi")
    return one(cvOfIntervals(events));
  if (function == "synchrony")
    return one(synchrony(events, arguments.get("bin", 3)));
  if (function == "correlation")
    return one(meanCorrelation(events, arguments.get("bin", 2)));
  if (function == "count")
    return one(eventCount(events));
  if (function == "first_spike")
    return one(firstEvent(events));
  if (function == "argmax")
    return one(busiestElement(events));
  if (function == "branching")
    return one(branchingRatio(events, arguments.get("bin", 4)));
  if (function == "histogram")
    return histogram(intervals(events), static_cast<size_t>(
                                            std::clamp(arguments.get("bins", 10), 1.0, 1e6)));
  return Error{fmt::format("{}(…) needs recorded values, not spikes", function), ""};
}

static Result<std::vector<double>> ofValues(const std::string &function,
                                            const ValueWindow &values,
                                            Arguments &arguments) {
  auto one = [](double value) { return std::vector<double>{value}; };
  if (function == "mean")
    return one(meanOf(values.samples));
  if (function == "std")
    return one(deviationOf(values.samples));
  if (function == "peak" || function == "max")
    return one(largestOf(values.samples));
  if (function == "min")
    return one(smallestOf(values.samples));
  if (function == "argmax")
    return one(strongestColumn(values));
  if (function == "histogram")
    return histogram(values.samples, static_cast<size_t>(
                                         std::clamp(arguments.get("bins", 10), 1.0, 1e6)));
  return Error{fmt::format("{}(…) needs spikes, not recorded values", function), ""};
}

Result<std::vector<double>>
MeasureTable::evaluate(int index, const Simulation &simulation, const Phases &phases,
                       const Scope &scope, double realTimeFactor) const {
  const MeasurePlan &measure = plan->measures[static_cast<size_t>(index)];
  if (measure.function == "real_time_factor")
    return std::vector<double>{realTimeFactor};
  if (probeOf[static_cast<size_t>(index)] < 0)
    return Error{fmt::format("{}(…) has nothing to measure", measure.function), ""};
  Window window{0, simulation.tick()};
  if (!measure.phase.empty()) {
    auto it = phases.find(measure.phase);
    if (it == phases.end())
      return Error{fmt::format("the phase '{}' has not been simulated yet when {}(…) is asked for",
                               measure.phase, measure.function), ""};
    window = it->second;
  }
  Arguments arguments(measure, scope);
  const double dt = simulation.dt();
  double from = arguments.get("from", NAN), until = arguments.get("until", NAN);
  if (arguments.failure)
    return *arguments.failure;
  if (!std::isnan(from))
    window.from = std::max(window.from, static_cast<int64_t>(std::llround(from / dt)));
  if (!std::isnan(until))
    window.to = std::min(window.to, static_cast<int64_t>(std::llround(until / dt)));

  const ProbeData &data = simulation.probe(probeOf[static_cast<size_t>(index)]);
  auto measured = [&](int64_t low, int64_t high) -> Result<std::vector<double>> {
    if (data.plan->kind == ProbePlan::Events)
      return ofEvents(measure.function, eventsOf(data, window, dt, low, high), arguments);
    return ofValues(measure.function, valuesOf(data, window, low, high), arguments);
  };

  // A family is reported member by member: rate(run.L) gives one rate a layer.
  const NetworkPlan &network = simulation.network();
  if (measure.view >= 0 && network.views[static_cast<size_t>(measure.view)].family) {
    std::vector<double> all;
    int64_t low = 0;
    for (const ViewPlan::Part &part : network.views[static_cast<size_t>(measure.view)].parts) {
      int64_t high = low + simulation.populationSize(part.population);
      Result<std::vector<double>> value = measured(low, high);
      if (!value)
        return value;
      all.insert(all.end(), value->begin(), value->end());
      low = high;
    }
    return all;
  }
  Result<std::vector<double>> value = measured(0, data.size);
  if (value && arguments.failure)
    return *arguments.failure;
  return value;
}
