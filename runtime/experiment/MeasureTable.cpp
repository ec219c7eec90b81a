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
#include <numeric>

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
static Result<ProbePlan> neededProbe(const ProgramPlan &program, const NetworkPlan &network,
                                     int viewIndex, const std::string &variable,
                                     const std::string &function) {
  const ViewPlan &view = network.views[static_cast<size_t>(viewIndex)];
  ProbePlan probe;
  probe.name = view.name + "." + variable;
  probe.view = viewIndex;
  probe.kind = ProbePlan::Events;
  for (size_t p = 0; p < view.parts.size(); ++p) {
    const PopulationPlan &population =
        network.populations[static_cast<size_t>(view.parts[p].population)];
    if (population.classIndex < 0) {
      if (variable != "spikes")
        return Error{fmt::format("{}(…): the source '{}' has no '{}'", function,
                                 population.name, variable), population.where};
      probe.fields.push_back(0);
      continue;
    }
    const ClassPlan &model = program.classes[static_cast<size_t>(population.classIndex)];
    int event = eventIndex(model, variable);
    int field = event < 0 ? fieldIndex(model, variable) : -1;
    if (event < 0 && field < 0 &&
        (fieldIndex(model, variable + "[0]") >= 0 || fieldIndex(model, variable + "[0, 0]") >= 0))
      return Error{fmt::format("E0909: {}(…): '{}' is a vector that the network does not record: "
                               "record {}.{}, or measure one component, {}.{}[0]",
                               function, variable, view.name, variable, view.name, variable),
                   ""};
    if (event < 0 && field < 0)
      return Error{fmt::format("{}(…): population '{}' has no '{}'{}", function,
                               population.name, variable,
                               variable == "spikes" ? ", it never spikes" : ""),
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
        probes[k].projection == wanted.projection && probes[k].fields == wanted.fields &&
        probes[k].when.empty())
      return static_cast<int>(k);
  return -1;
}

/// The probe that records a variable of a view: the network's or one of our own.
Result<int> MeasureTable::probeFor(int view, const std::string &variable,
                                   const std::string &function) {
  const NetworkPlan &network = program->networks[static_cast<size_t>(plan->network)];
  const int own = static_cast<int>(network.probes.size());
  // A recorded population function goes by its own name: mean(E.V).
  for (int k = 0; k < own; ++k)
    if (network.probes[static_cast<size_t>(k)].kind == ProbePlan::Function &&
        network.probes[static_cast<size_t>(k)].name == variable)
      return k;
  Result<ProbePlan> wanted = neededProbe(*program, network, view, variable, function);
  if (!wanted) {
    // A vector is measured as it is recorded, all components together.
    if (view >= 0)
      for (int k = 0; k < own; ++k) {
        const ProbePlan &probe = network.probes[static_cast<size_t>(k)];
        if (probe.kind == ProbePlan::Values && probe.when.empty() &&
            probe.name == network.views[static_cast<size_t>(view)].name + "." + variable)
          return k;
      }
    return wanted.error();
  }
  int probe = matchingProbe(network.probes, *wanted);
  if (probe >= 0)
    return probe;
  if ((probe = matchingProbe(extra, *wanted)) >= 0)
    return probe + own;
  extra.push_back(*wanted);
  return own + static_cast<int>(extra.size()) - 1;
}

Result<MeasureTable> MeasureTable::create(const ProgramPlan &program, int experiment) {
  MeasureTable table;
  table.program = &program;
  table.plan = &program.experiments[static_cast<size_t>(experiment)];
  for (const MeasurePlan &measure : table.plan->measures) {
    int probes[2] = {-1, -1};
    for (int k = 0; k < 2; ++k) {
      const int view = k ? measure.withView : measure.view;
      if (view < 0 || measure.function == "now") // looks at the network, not at records
        continue;
      Result<int> probe = table.probeFor(view, k ? measure.withVariable : measure.variable,
                                         measure.function);
      if (!probe)
        return probe.error().at.empty() ? Error{probe.error().message, measure.at}
                                        : probe.error();
      probes[k] = *probe;
    }
    table.probeOf.push_back(probes[0]);
    table.withProbeOf.push_back(probes[1]);
  }
  return table;
}

namespace {

/// The arguments of a measure call by name.
class Arguments {
public:
  Arguments(const MeasurePlan &measure, const MeasureTable::Call &call)
      : measure(measure), call(call) {}

  const Array *array(const char *name) const {
    for (const auto &[key, value] : call.arguments)
      if (key == name)
        return &value;
    return nullptr;
  }
  /// The named argument's value, else `otherwise`.
  double get(const char *name, double otherwise) {
    const Array *value = array(name);
    if (!value)
      return otherwise;
    if (value->data.size() != 1)
      failure = Error{fmt::format("E0508: '{}' of {}(…) is one number, not {}", name,
                                  measure.function, value->text()), ""};
    return value->data.size() == 1 ? value->data[0] : NAN;
  }
  double bin(double otherwise) { return get("bin", otherwise); }
  size_t bins() { return static_cast<size_t>(std::clamp(get("bins", 10), 1.0, 1e6)); }
  std::optional<Error> failure;

private:
  const MeasurePlan &measure;
  const MeasureTable::Call &call;
};

EventWindow eventsOf(const ProbeData &data, MeasureTable::Window window, double dt, int64_t low,
                     int64_t high) {
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

ValueWindow valuesOf(const ProbeData &data, MeasureTable::Window window, int64_t low,
                     int64_t high) {
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

/// Mean over elements of each sample.
std::vector<double> meanByRow(const ValueWindow &values) {
  std::vector<double> out;
  for (size_t k = 0; k + values.width <= values.samples.size(); k += values.width) {
    double sum = 0;
    for (size_t c = 0; c < values.width; ++c)
      sum += values.samples[k + c];
    out.push_back(sum / static_cast<double>(values.width));
  }
  return out;
}

Result<Array> needsAnother(const std::string &function, const char *need, const char *have) {
  return Error{fmt::format("{}(…) needs {}, not {}", function, need, have), ""};
}

/// Bins of 3 ms as in Potjans & Diesmann 2014; correlations use 2 ms as there.
Result<Array> ofEvents(const MeasurePlan &measure, const EventWindow &events,
                       Arguments &arguments, const MeasureTable::Call &call) {
  const std::string &function = measure.function;
  if (function == "rate")
    return Array(meanRate(events));
  if (function == "cv_isi")
    return Array(cvOfIntervals(events));
  if (function == "synchrony")
    return Array(synchrony(events, arguments.bin(3)));
  if (function == "correlation")
    return Array(meanCorrelation(events, arguments.bin(2)));
  if (function == "count")
    return Array(eventCount(events));
  if (function == "first_spike")
    return Array(firstEvent(events));
  if (function == "argmax")
    return Array(busiestElement(events));
  if (function == "branching")
    return Array(branchingRatio(events, arguments.bin(4)));
  if (function == "histogram")
    return Array::vector(histogram(intervals(events), arguments.bins()));
  if (function == "overlap") {
    const Array *pattern = arguments.array("pattern");
    if (!pattern || pattern->data.size() != events.elements)
      return Error{fmt::format("E0508: overlap(…) compares {} elements with {}", events.elements,
                               pattern ? pattern->text() : "nothing"), ""};
    return Array(overlap(events, pattern->data));
  }
  if (function == "assign" || function == "vote") {
    const Array *labels = arguments.array("labels");
    const size_t shown = call.presentations ? call.presentations->count() : 0;
    const bool assign = function == "assign";
    const size_t need = assign ? shown : events.elements;
    if (shown == 0)
      return Error{fmt::format("E0703: {}(…) looks at presented samples, but nothing has been "
                               "presented yet", function), ""};
    if (!labels || labels->data.size() != need)
      return Error{fmt::format("E0703: {}(…) is given {} labels for {} {}", function,
                               labels ? labels->data.size() : 0, need,
                               assign ? "samples of the last 'present'" : "elements"), ""};
    return Array::vector(assign ? assignClasses(events, *call.presentations, labels->data)
                                : voteClasses(events, *call.presentations, labels->data));
  }
  return needsAnother(function, "recorded values", "spikes");
}

Result<Array> ofValues(const std::string &function, const ValueWindow &values,
                       Arguments &arguments) {
  if (function == "mean")
    return Array(meanOf(values.samples));
  if (function == "std")
    return Array(deviationOf(values.samples));
  if (function == "peak" || function == "max")
    return Array(largestOf(values.samples));
  if (function == "min")
    return Array(smallestOf(values.samples));
  if (function == "sum")
    return Array(std::accumulate(values.samples.begin(), values.samples.end(), 0.0));
  if (function == "argmax")
    return Array(strongestColumn(values));
  if (function == "correlation")
    return Array(meanColumnCorrelation(values));
  if (function == "order_parameter")
    return Array(meanOrderParameter(values));
  if (function == "max_over_time")
    return Array::vector(largestByColumn(values));
  if (function == "mean_over_time")
    return Array::vector(meanByColumn(values));
  if (function == "histogram")
    return Array::vector(histogram(values.samples, arguments.bins()));
  return needsAnother(function, "spikes", "recorded values");
}

/// Functions of arrays alone.
Result<Array> ofArguments(const MeasurePlan &measure, Arguments &arguments,
                          const MeasureTable::Call &call) {
  const std::string &function = measure.function;
  auto numbered = [&](const char *prefix) {
    std::vector<Array> out;
    for (const auto &[name, value] : call.arguments)
      if (name.rfind(prefix, 0) == 0)
        out.push_back(value);
    return out;
  };
  if (function == "list")
    return listOf(numbered(""));
  if (function == "random_patterns")
    return randomPatterns(arguments.get("count", NAN), arguments.get("size", NAN),
                          arguments.get("active", NAN), call.seed, call.occasion);
  const Array *of = arguments.array("of");
  if (function == "accuracy") {
    const Array *answers = arguments.array("answers"), *labels = arguments.array("labels");
    if (!answers || !labels || answers->data.size() != labels->data.size())
      return Error{fmt::format("E0703: accuracy(…) compares {} answers with {} labels",
                               answers ? answers->data.size() : 0,
                               labels ? labels->data.size() : 0), ""};
    return Array(accuracy(answers->data, labels->data));
  }
  if (function == "partial") {
    const Array *pattern = arguments.array("pattern");
    return partialPattern(pattern ? *pattern : Array(), arguments.get("fraction", NAN),
                          call.seed, call.occasion);
  }
  if (function == "latency") {
    const Array *image = arguments.array("intensity");
    return latencyOf(image ? *image : Array(), arguments.get("span", NAN), call.now, call.dt);
  }
  if (function == "product" || function == "dot") {
    const Array *a = arguments.array("a"), *b = arguments.array("b");
    if (!a || !b)
      return Error{fmt::format("{}(…) needs two values", function), ""};
    if (function == "product")
      return productOf(*a, *b);
    Result<double> value = dotOf(*a, *b);
    return value ? Result<Array>(Array(*value)) : Result<Array>(value.error());
  }
  if (!of)
    return Error{fmt::format("{}(…) has nothing to measure", function), ""};
  if (function == "index") {
    std::vector<double> at;
    for (const Array &index : numbered("at"))
      at.push_back(index.data.size() == 1 ? index.data[0] : NAN);
    return elementOf(*of, at);
  }
  if (function == "slice")
    return sliceOf(*of, arguments.get("from", NAN), arguments.get("until", NAN));
  if (const Array *with = arguments.array("with")) {
    if (with->data.size() != of->data.size())
      return Error{fmt::format("E0508: {}(…) of {} and {}", function, of->text(), with->text()),
                   ""};
    return Array(pearson(of->data, with->data));
  }
  // A vector is one sample of as many elements: argmax is the largest one's index.
  ValueWindow values{of->data.size(), of->data};
  return ofValues(function, values, arguments);
}

Result<Array> fieldOf(const MeasurePlan &measure, Arguments &arguments,
                      const MeasureTable::Call &call) {
  const bool whole = measure.function == "field";
  const Dataset *data = whole ? call.data : call.sampleData;
  if (!data)
    return Error{fmt::format("E0703: '{}' is a property of a sample, and none is presented here",
                             measure.variable), ""};
  const double count = static_cast<double>(data->samples());
  const double from = whole ? arguments.get("from", 0) : static_cast<double>(call.sample);
  const double until = whole ? arguments.get("until", count) : from + 1;
  if (!(from >= 0 && from <= until && until <= count) || from != std::floor(from) ||
      until != std::floor(until))
    return Error{fmt::format("E0703: {:g}..{:g} is not a range within the {} samples", from, until,
                             data->samples()), ""};
  Array out;
  if (whole)
    out.shape = {static_cast<int64_t>(until - from)};
  if (measure.variable == "index") {
    for (double k = from; k < until; ++k)
      out.data.push_back(k);
    return out;
  }
  if (measure.variable == "label") {
    if (!data->hasLabels())
      return Error{"E0703: the data set has no labels", ""};
    for (double k = from; k < until; ++k)
      out.data.push_back(data->label(static_cast<int64_t>(k)));
    return out;
  }
  if (!data->hasImages())
    return Error{"E0703: the samples of this data set are events, not images", ""};
  const double size = static_cast<double>(data->imageSize());
  if ((until - from) * size > static_cast<double>(MAX_ARRAY))
    return Error{fmt::format("E0703: {:g} images of {:g} numbers are too many for one value; take "
                             "some of them", until - from, size), ""};
  out.shape.push_back(data->imageSize());
  out.data.resize(static_cast<size_t>((until - from) * size));
  for (double k = from; k < until; ++k)
    data->image(static_cast<int64_t>(k), out.data.data() + static_cast<size_t>((k - from) * size));
  return out;
}

} // namespace

Result<Array> MeasureTable::evaluate(int index, const Call &call) const {
  const MeasurePlan &measure = plan->measures[static_cast<size_t>(index)];
  if (measure.function == "real_time_factor")
    return Array(call.realTimeFactor);
  if (measure.projection >= 0)
    return ofEdges(index, call);
  if (measure.view >= 0)
    return ofElements(index, call);
  Arguments arguments(measure, call);
  Result<Array> value = measure.function == "field" || measure.function == "sample"
                            ? fieldOf(measure, arguments, call)
                            : ofArguments(measure, arguments, call);
  return arguments.failure ? Result<Array>(*arguments.failure) : value;
}

Result<Array> MeasureTable::ofEdges(int index, const Call &call) const {
  const MeasurePlan &measure = plan->measures[static_cast<size_t>(index)];
  Arguments arguments(measure, call);
  const NetworkPlan &network = call.simulation->network();
  const ProjectionPlan &projection = network.projections[static_cast<size_t>(measure.projection)];
  const bool delays = measure.variable == "delay";
  ValueWindow values;
  if (projection.edge.classIndex >= 0) { // as they are now
    std::vector<std::string> fields;
    if (!delays)
      fields.push_back(measure.variable);
    Result<EdgeList> edges = call.simulation->edges(measure.projection, fields);
    if (!edges)
      return edges.error();
    if (delays)
      for (int64_t delay : edges->delay)
        values.samples.push_back(static_cast<double>(delay) * call.dt);
    else
      values.samples = std::move(edges->values[0]);
  } else {
    Result<std::vector<Synapse>> synapses = call.simulation->synapses(measure.projection);
    if (!synapses)
      return synapses.error();
    for (const Synapse &synapse : *synapses)
      values.samples.push_back(delays ? static_cast<double>(synapse.delay) * call.dt
                                      : synapse.weight);
  }
  values.width = values.samples.size();
  if (measure.function == "now")
    return Array::vector(std::move(values.samples));
  return ofValues(measure.function, values, arguments);
}

Result<Array> MeasureTable::ofElements(int index, const Call &call) const {
  const MeasurePlan &measure = plan->measures[static_cast<size_t>(index)];
  const Simulation &simulation = *call.simulation;
  Window window{0, simulation.tick()};
  if (!measure.phase.empty()) {
    auto it = call.phases->find(measure.phase);
    if (it == call.phases->end())
      return Error{fmt::format("the phase '{}' has not been simulated yet when {}(…) is asked for",
                               measure.phase, measure.function), ""};
    window = it->second;
  }
  if (measure.function == "now") {
    Result<std::vector<double>> values = simulation.get(measure.view, measure.variable);
    if (!values)
      return values.error();
    return Array::vector(std::move(*values));
  }
  Arguments arguments(measure, call);
  const double dt = simulation.dt();
  double from = arguments.get("from", NAN), until = arguments.get("until", NAN);
  if (arguments.failure)
    return *arguments.failure;
  if (!std::isnan(from))
    window.from = std::max(window.from, static_cast<int64_t>(std::llround(from / dt)));
  if (!std::isnan(until))
    window.to = std::min(window.to, static_cast<int64_t>(std::llround(until / dt)));

  const ProbeData &data = simulation.probe(probeOf[static_cast<size_t>(index)]);
  const bool events = data.plan->kind == ProbePlan::Events;
  if (measure.withView >= 0) {
    const ProbeData &other = simulation.probe(withProbeOf[static_cast<size_t>(index)]);
    if (events != (other.plan->kind == ProbePlan::Events))
      return Error{"correlation(…) compares spikes with spikes or values with values", ""};
    const double bin = arguments.bin(2);
    return Array(events ? pearson(binnedCounts(eventsOf(data, window, dt, 0, data.size), bin),
                                  binnedCounts(eventsOf(other, window, dt, 0, other.size), bin))
                        : pearson(meanByRow(valuesOf(data, window, 0, data.size)),
                                  meanByRow(valuesOf(other, window, 0, other.size))));
  }
  auto measured = [&](int64_t low, int64_t high) -> Result<Array> {
    if (events)
      return ofEvents(measure, eventsOf(data, window, dt, low, high), arguments, call);
    return ofValues(measure.function, valuesOf(data, window, low, high), arguments);
  };

  // A family is reported member by member: rate(run.L) gives one rate a layer.
  const NetworkPlan &network = simulation.network();
  if (network.views[static_cast<size_t>(measure.view)].family) {
    std::vector<double> all;
    int64_t low = 0;
    for (const ViewPlan::Part &part : network.views[static_cast<size_t>(measure.view)].parts) {
      int64_t high = low + simulation.populationSize(part.population);
      Result<Array> value = measured(low, high);
      if (!value)
        return value;
      all.insert(all.end(), value->data.begin(), value->data.end());
      low = high;
    }
    return Array::vector(std::move(all));
  }
  Result<Array> value = measured(0, data.size);
  if (value && arguments.failure)
    return *arguments.failure;
  return value;
}
