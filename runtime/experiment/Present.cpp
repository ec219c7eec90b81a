//===- Present.cpp - Data sets, presentations, events from files -----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/experiment/Interpreter.h"
#include "runtime/io/NetworkFiles.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

using namespace neuro::rt;

Flow Interpreter::openData(size_t index, const std::string &at) {
  if (data[index])
    return Flow::Go;
  const DataPlan &description = plan.data[index];
  Result<std::shared_ptr<Dataset>> opened =
      openDataset(description.reader, description.arguments, options.directory);
  if (!opened)
    return fail(opened.error(), description.at.empty() ? at : description.at);
  data[index] = std::move(*opened);
  return Flow::Go;
}

// --- present ----------------------------------------------------------------------------

Flow Interpreter::sampleRange(const StatementPlan &statement, const Dataset &set, int64_t &low,
                              int64_t &high) {
  low = 0;
  high = set.samples();
  if (statement.low.empty())
    return Flow::Go;
  double from, until;
  if (Flow flow = scalar(statement.low, from, statement.at); flow != Flow::Go)
    return flow;
  if (Flow flow = scalar(statement.high, until, statement.at); flow != Flow::Go)
    return flow;
  if (!(from >= 0 && from <= until && until <= static_cast<double>(high)) ||
      from != std::floor(from) || until != std::floor(until))
    return fail(fmt::format("E0703: {:g}..{:g} is not a range within the {} samples of '{}'", from,
                            until, high, plan.data[static_cast<size_t>(statement.index)].name),
                statement.at);
  low = static_cast<int64_t>(from);
  high = static_cast<int64_t>(until);
  return Flow::Go;
}

/// The settings, parameters and inputs that the body gives values; states, times
/// and events go their own way.
void Interpreter::collectAssigned(const std::vector<StatementPlan> &body,
                                  std::vector<Saved> &saved) {
  for (const StatementPlan &statement : body) {
    collectAssigned(statement.body, saved);
    if (statement.kind != StatementPlan::Assign || statement.view < 0 || isEvents(statement))
      continue;
    const ViewPlan &view = network.views[static_cast<size_t>(statement.view)];
    bool isState = false;
    for (const ViewPlan::Part &part : view.parts) {
      const int cls = network.populations[static_cast<size_t>(part.population)].classIndex;
      if (cls >= 0)
        for (const FieldPlan &field : program.classes[static_cast<size_t>(cls)].fields)
          isState |= field.name == statement.variable && field.role == FieldRole::State;
    }
    if (isState)
      continue;
    if (Result<std::vector<double>> values = simulation->get(statement.view, statement.variable))
      saved.push_back({&statement, std::move(*values)});
  }
}

Flow Interpreter::putBack(const std::vector<Saved> &saved) {
  for (const Saved &entry : saved)
    if (Result<void> done = simulation->set(entry.assignment->view, entry.assignment->variable,
                                            entry.values);
        !done)
      return fail(done.error(), entry.assignment->at);
  return Flow::Go;
}

Flow Interpreter::present(const StatementPlan &statement) {
  const size_t index = static_cast<size_t>(statement.index);
  if (Flow flow = openData(index, statement.at); flow != Flow::Go)
    return flow;
  const Dataset &set = *data[index];
  double duration, gap = 0;
  if (Flow flow = scalar(statement.value, duration, statement.at); flow != Flow::Go)
    return flow;
  if (!statement.gap.empty())
    if (Flow flow = scalar(statement.gap, gap, statement.at); flow != Flow::Go)
      return flow;
  int64_t low, high;
  if (Flow flow = sampleRange(statement, set, low, high); flow != Flow::Go)
    return flow;
  if (Flow flow = ensureSimulation(); flow != Flow::Go)
    return flow;
  planned = std::max(planned, result.biologicalMs) +
            static_cast<double>(high - low) * (duration + gap);

  std::vector<Saved> saved;
  collectAssigned(statement.body, saved);
  shown = {};
  const std::optional<Sample> outer = sample;
  Flow flow = Flow::Go;
  for (int64_t k = low; k < high && flow == Flow::Go; ++k) {
    sample = Sample{&set, k};
    flow = execute(statement.body);
    if (flow != Flow::Go)
      break;
    int64_t from, to;
    flow = advance(duration, statement.at, from, to);
    shown.from.push_back(from);
    shown.to.push_back(to);
    if (flow == Flow::Go && gap > 0) {
      flow = putBack(saved);
      if (flow == Flow::Go)
        flow = advance(gap, statement.at, from, to);
    }
  }
  sample = outer;
  return flow == Flow::Go ? putBack(saved) : flow;
}

// --- Assignments that bring events --------------------------------------------------------

/// X.events = events: the value is nothing but the sample's events.
bool Interpreter::isEvents(const StatementPlan &assignment) const {
  return assignment.view >= 0 && assignment.value.code.size() == 1 &&
         assignment.value.code[0].op == Op::Measure &&
         plan.measures[static_cast<size_t>(assignment.value.code[0].a)].function == "sample" &&
         plan.measures[static_cast<size_t>(assignment.value.code[0].a)].variable == "events";
}

/// The addresses of a camera mean nothing in a population of another shape.
std::vector<int64_t> Interpreter::shapeOf(const PopulationPlan &population) {
  std::vector<int64_t> shape;
  for (const Expr &extent : population.shape) {
    Result<double> size = evaluateScalar(extent, scope());
    shape.push_back(size ? std::llround(*size) : 0);
  }
  return shape;
}

Flow Interpreter::checkExtent(const Dataset &set, int population, const std::string &at) {
  const PopulationPlan &target = network.populations[static_cast<size_t>(population)];
  std::optional<Error> wrong = wrongShape(set.extent(), shapeOf(target), target.name);
  return wrong ? fail(*wrong, at) : Flow::Go;
}

Flow Interpreter::assignEvents(const StatementPlan &statement) {
  if (!sample)
    return fail("E0703: 'events' are those of a sample, and none is presented here", statement.at);
  Result<EventRecording> recording = sample->data->events(sample->index);
  if (!recording)
    return fail(recording.error(), statement.at);
  const ViewPlan &view = network.views[static_cast<size_t>(statement.view)];
  if (view.parts.size() != 1 || !view.parts[0].low.empty())
    return fail("E0703: events are given to one whole population", statement.at);
  const int population = view.parts[0].population;
  if (Flow flow = checkExtent(*sample->data, population, statement.at); flow != Flow::Go)
    return flow;
  const int64_t now = simulation->tick();
  std::vector<int64_t> ticks;
  ticks.reserve(recording->time.size());
  for (double time : recording->time) // an event at time 0 is in the first tick
    ticks.push_back(now + std::max<int64_t>(1, std::llround(time / result.dt)));
  Result<void> done = simulation->pushEvents(population, recording->element, ticks);
  return done ? Flow::Go : fail(done.error(), statement.at);
}

/// SpikeTrain.times: a vector serves every element, a matrix has a row for each.
Flow Interpreter::assignTimes(const StatementPlan &statement) {
  Array value;
  if (Flow flow = array(statement.value, value, statement.at); flow != Flow::Go)
    return flow;
  Result<void> done;
  if (value.shape.size() < 2) {
    done = simulation->setTimes(statement.view, value.data);
  } else {
    const int64_t size = simulation->viewSize(statement.view);
    if (value.shape[0] != size)
      return fail(fmt::format("E0508: times for {} elements are given to {}", value.shape[0], size),
                  statement.at);
    std::vector<uint32_t> elements;
    std::vector<double> times;
    const size_t width = size ? value.data.size() / static_cast<size_t>(size) : 0;
    for (size_t k = 0; k < value.data.size(); ++k)
      if (!std::isnan(value.data[k])) {
        elements.push_back(static_cast<uint32_t>(k / width));
        times.push_back(value.data[k]);
      }
    done = simulation->setTimes(statement.view, elements, times);
  }
  return done ? Flow::Go : fail(done.error(), statement.at);
}

/// Parameters, inputs, states and settings of a view's elements.
Result<void> Interpreter::setElements(const StatementPlan &statement) {
  bool arrays = false;
  for (const Instr &instr : statement.value.code)
    arrays |= instr.op == Op::Measure ||
              (instr.op == Op::Variable &&
               !variables[static_cast<size_t>(instr.a)].shape.empty());
  if (!arrays) {
    Scope names = scope();
    for (const Array &variable : variables)
      names.variables.push_back(variable.shape.empty() && !variable.data.empty() ? variable.data[0]
                                                                                 : NAN);
    occasion += drawsAny(statement.value) ? 1 : 0;
    return simulation->set(statement.view, statement.variable, statement.value, names);
  }
  Array value;
  if (array(statement.value, value, statement.at) != Flow::Go)
    return *result.error;
  const int64_t size = simulation->viewSize(statement.view);
  if (value.shape.empty())
    return simulation->set(statement.view, statement.variable, value.data[0]);
  if (static_cast<int64_t>(value.data.size()) != size)
    return Error{fmt::format("E0508: {} is given to the {} elements of {}.{}", value.text(), size,
                             network.views[static_cast<size_t>(statement.view)].name,
                             statement.variable), ""};
  return simulation->set(statement.view, statement.variable, value.data);
}

// --- Sources with files -------------------------------------------------------------------

Flow Interpreter::loadEvents(SimOptions &sim) {
  sim.sourceEvents.resize(network.populations.size());
  const Scope names = scope();
  for (size_t p = 0; p < network.populations.size(); ++p) {
    const PopulationPlan &population = network.populations[p];
    if (population.source != SourceKind::SpikeFile || population.file.empty())
      continue;
    double pause = 0;
    if (!population.pause.empty()) {
      Result<double> value = evaluateScalar(population.pause, names);
      if (!value)
        return fail(value.error(), population.where);
      pause = *value;
    }
    Result<FileEvents> events = readSourceEvents(pathOf(population.file), shapeOf(population),
                                                 population.name, pause, result.dt);
    if (!events)
      return fail(events.error(), population.where);
    sim.sourceEvents[p] = std::move(*events);
  }
  return Flow::Go;
}

Flow Interpreter::freeze(const StatementPlan &statement) {
  if (Flow flow = ensureSimulation(); flow != Flow::Go)
    return flow;
  Result<void> done =
      statement.view < 0
          ? simulation->freezeEdges(statement.index, statement.variable, true)
          : simulation->freeze(statement.view, statement.variable);
  return done ? Flow::Go : fail(done.error(), statement.at);
}
