//===- Experiment.cpp - Running an experiment ------------------------------===//
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

// --- Showing values -----------------------------------------------------------

std::string neuro::rt::shown(double value, const UnitText &unit) {
  if (std::isnan(value))
    return "undefined";
  std::string text = fmt::format("{:.4g}", value / unit.scale);
  return unit.text == "1" || unit.text.empty() ? text : text + " " + unit.text;
}

std::string Combination::str() const {
  std::string out;
  for (const Item &item : items)
    out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", item.name,
                       neuro::rt::shown(item.value, item.unit));
  return out;
}

std::string Reported::shown() const {
  if (values.size() == 1)
    return neuro::rt::shown(values[0], unit);
  constexpr size_t most = 100; // a whole data set is for --json
  std::string out;
  for (size_t k = 0; k < values.size() && k < most; ++k)
    out += fmt::format("{}{}", out.empty() ? "" : " ",
                       std::isnan(values[k]) ? "undefined"
                                             : fmt::format("{:.4g}", values[k] / unit.scale));
  if (values.size() > most)
    out += fmt::format(" … ({} values)", values.size());
  return unit.text == "1" || unit.text.empty() ? out : out + " " + unit.text;
}

// --- The interpreter ------------------------------------------------------------

/// What a setting says, with `names`; `otherwise` if it says nothing.
Flow Interpreter::setting(const Expr &expr, double otherwise, const Scope &names, double &out) {
  if (expr.empty()) {
    out = otherwise;
    return Flow::Go;
  }
  Result<double> value = evaluateScalar(expr, names);
  if (!value)
    return fail(value.error());
  out = *value;
  return Flow::Go;
}

/// The time step of the network that is made next, which may follow from its parameters.
Flow Interpreter::bindTimeStep() {
  double dt;
  if (Flow flow = setting(plan.dt, 0.1, scope(), dt); flow != Flow::Go)
    return flow;
  result.dt = options.dt.value_or(dt);
  if (!(result.dt > 0) || !std::isfinite(result.dt))
    return fail(fmt::format("dt must be a positive time, not {} ms", result.dt), "");
  return Flow::Go;
}

Flow Interpreter::bindSettings() {
  for (const ExperimentPlan::Override &override : plan.overrides) {
    double value;
    if (setting(override.value, 0, Scope(), value) != Flow::Go)
      return Flow::Fail;
    parameters.push_back({override.parameter, value});
  }
  // The command line has the last word, also over sweeps (see sweep()).
  parameters.insert(parameters.end(), options.parameters.begin(), options.parameters.end());
  double seed, threads;
  if (setting(plan.seed, 1, scope(), seed) != Flow::Go ||
      setting(plan.threads, 0, scope(), threads) != Flow::Go)
    return Flow::Fail;
  if (!plan.hasWholeSeed && !(seed >= 0 && seed < 18446744073709551616.0))
    return fail(fmt::format("seed must be a whole number from 0 to 2^64-1, not {}", seed), "");
  result.seed = options.seed.value_or(plan.hasWholeSeed ? plan.wholeSeed
                                                        : static_cast<uint64_t>(seed));
  result.threads = options.threads > 0 ? options.threads
                                       : static_cast<int>(std::clamp(threads, 0.0, 4096.0));
  if (bindTimeStep() != Flow::Go)
    return Flow::Fail;
  variables.assign(static_cast<size_t>(plan.variables), Array(NAN));
  data.resize(plan.data.size());
  Result<MeasureTable> table = MeasureTable::create(program, experiment);
  if (!table)
    return fail(table.error());
  measures = std::move(*table);
  return Flow::Go;
}

Flow Interpreter::ensureSimulation() {
  if (simulation)
    return Flow::Go;
  if (Flow flow = bindTimeStep(); flow != Flow::Go) // a sweep may have changed it
    return flow;
  SimOptions sim;
  sim.dt = result.dt;
  sim.seed = result.seed;
  sim.threads = result.threads;
  sim.parameters = parameters;
  sim.memoryLimit = options.memoryLimit;
  sim.layout = options.layout;
  sim.integerSums = options.integerSums;
  sim.without = options.without;
  sim.exactThreads = options.exactThreads;
  sim.profile = options.profile;
  if (options.engine)
    sim.engine = options.engine();
  sim.extraProbes = measures.extraProbes();
  if (Result<void> r = loadNetworkFiles(network, options.directory, sim); !r)
    return fail(r.error());
  if (Flow flow = loadEvents(sim); flow != Flow::Go)
    return flow;
  sim.progress = [this](const BuildProgress &progress) {
    if (options.progress)
      options.progress({"building", progress.fraction, 1, result.simulateSeconds,
                        progress.projection, progress.bytes});
    return !(options.stop && options.stop->load(std::memory_order_relaxed));
  };
  auto start = Clock::now();
  Result<std::unique_ptr<Simulation>> made =
      Simulation::create(program, plan.network, kernels, sim);
  result.buildSeconds += since(start);
  if (!made) {
    if (options.stop && options.stop->load()) {
      result.interrupted = true;
      return Flow::Stop;
    }
    return fail(made.error());
  }
  simulation = std::move(*made);
  result.build = simulation->report();
  // Each combination of a sweep would repeat them.
  for (const Error &warning : result.build.warnings)
    warn(warning);
  phases.clear();
  shown = {};
  simulatedHere = biologicalHere = 0;
  return Flow::Go;
}

/// Once for each place: loops and sweeps would repeat it.
void Interpreter::warn(const Error &warning) {
  auto same = [&](const Error &known) {
    return known.message == warning.message && known.at == warning.at;
  };
  if (std::none_of(result.warnings.begin(), result.warnings.end(), same))
    result.warnings.push_back(warning);
}

Recording Interpreter::recording() const {
  Recording out;
  out.dt = result.dt;
  for (int k = 0; k < static_cast<int>(network.probes.size()); ++k) {
    const ProbeData &data = simulation->probe(k);
    if (data.plan->kind == ProbePlan::Edges) {
      ValueSeries series;
      series.name = data.plan->name;
      series.unit = data.plan->unit.text;
      series.scale = data.plan->unit.scale;
      series.tick = data.sampleTicks;
      series.samples = data.samples;
      series.synapses = true;
      series.source.assign(data.edgeSources.begin(), data.edgeSources.end());
      series.target.assign(data.edgeTargets.begin(), data.edgeTargets.end());
      series.rowBegin = data.rowBegin;
      out.values.push_back(std::move(series));
      continue;
    }
    std::vector<int64_t> columns;
    if (data.plan->kind != ProbePlan::Function) {
      const ViewPlan &view = network.views[static_cast<size_t>(data.plan->view)];
      // A selection's columns keep the numbers of the population.
      int64_t low = 0, step = 1;
      if (view.parts.size() == 1) {
        Scope names = simulation->scope();
        auto bound = [&](const Expr &expr, int64_t otherwise) {
          Result<double> value = expr.empty() ? Result<double>(static_cast<double>(otherwise))
                                              : evaluateScalar(expr, names);
          return value ? static_cast<int64_t>(std::llround(*value)) : otherwise;
        };
        low = bound(view.parts[0].low, 0);
        step = bound(view.parts[0].step, 1);
      }
      for (int64_t e = 0; e < data.size; ++e)
        columns.push_back(low + e * step);
    }
    if (data.plan->kind == ProbePlan::Events)
      out.events.push_back({data.plan->name, std::move(columns), data.eventElements,
                            data.eventTicks});
    else
      out.values.push_back({data.plan->name, data.plan->unit.text, data.plan->unit.scale,
                            std::move(columns), data.sampleTicks, data.samples, {}, {}, {},
                            false});
  }
  return out;
}

Flow Interpreter::handOver() {
  if (!simulation || !options.recorded)
    return Flow::Go;
  std::string why = options.recorded(recording(), combination ? &*combination : nullptr);
  return why.empty() ? Flow::Go : fail(std::move(why), "");
}

/// Adds the finished network's counts to the result.
void Interpreter::closeSimulation() {
  if (!simulation)
    return;
  Counters counts = simulation->counters();
  counts.spikes += result.counters.spikes;
  counts.synapticEvents += result.counters.synapticEvents;
  counts.driveEvents += result.counters.driveEvents;
  result.counters = counts;
  if (options.profile)
    result.profile.add(simulation->profile());
  result.peakMemoryBytes = std::max(result.peakMemoryBytes, counts.memoryBytes);
  result.build = simulation->report();
  result.threads = simulation->threads();
  periodic.clear();
  simulation.reset();
}

Flow Interpreter::execute(const std::vector<StatementPlan> &statements) {
  for (const StatementPlan &statement : statements)
    if (Flow flow = execute(statement); flow != Flow::Go)
      return flow;
  return Flow::Go;
}

Flow Interpreter::execute(const StatementPlan &statement) {
  switch (statement.kind) {
  case StatementPlan::Simulate:
    return simulate(statement);
  case StatementPlan::Assign:
    return assign(statement);
  case StatementPlan::Let: {
    Array value;
    Flow flow = array(statement.value, value, statement.at);
    if (flow == Flow::Go)
      variables[static_cast<size_t>(statement.index)] = std::move(value);
    return flow;
  }
  case StatementPlan::For:
    return loop(statement);
  case StatementPlan::Sweep:
    combination.emplace();
    if (Flow flow = sweep(statement, 0); flow != Flow::Go)
      return flow;
    combination.reset();
    return Flow::Go;
  case StatementPlan::Report:
    return report(statement);
  case StatementPlan::Expect:
    return expect(statement);
  case StatementPlan::Reset: {
    if (Flow flow = ensureSimulation(); flow != Flow::Go)
      return flow;
    phases.clear();
    shown = {};
    Result<void> done = simulation->reset();
    return done ? Flow::Go : fail(done.error(), statement.at);
  }
  case StatementPlan::Present:
    return present(statement);
  case StatementPlan::Freeze:
    return freeze(statement);
  case StatementPlan::Checkpoint:
    return checkpoint(statement);
  case StatementPlan::Restore:
    return restore(statement);
  }
  return Flow::Go;
}

Flow Interpreter::simulate(const StatementPlan &statement) {
  double duration;
  if (Flow flow = scalar(statement.value, duration, statement.at); flow != Flow::Go)
    return flow;
  if (Flow flow = ensureSimulation(); flow != Flow::Go)
    return flow;
  int64_t from = 0, to = 0;
  const double seconds = result.simulateSeconds, biological = result.biologicalMs;
  Flow flow = advance(duration, statement.at, from, to);
  auto phase = std::find_if(result.simulated.begin(), result.simulated.end(),
                            [&](const SimulatedPhase &p) { return p.name == statement.name; });
  if (phase == result.simulated.end())
    phase = result.simulated.insert(phase, {statement.name, 0, 0});
  phase->seconds += result.simulateSeconds - seconds;
  phase->biologicalMs += result.biologicalMs - biological;
  if (!statement.name.empty())
    phases[statement.name] = {from, to};
  return flow;
}

Flow Interpreter::advance(double duration, const std::string &at, int64_t &from, int64_t &to) {
  double exact = duration / result.dt;
  if (!(exact >= 0) || exact > 9e15)
    return fail(fmt::format("cannot simulate {} ms: a time of at most 9e15 ticks, not negative, "
                            "is needed", duration), at);
  int64_t ticks = std::llround(exact);
  if (std::fabs(exact - static_cast<double>(ticks)) > 1e-6 * std::max(1.0, exact))
    warn({fmt::format("{:.10g} ms is not a whole number of ticks of {:.10g} ms; {:.10g} ms are simulated",
                      duration, result.dt, static_cast<double>(ticks) * result.dt),
          at});

  bool cut = false;
  if (options.untilMs) {
    const double left = std::max(0.0, (*options.untilMs - biologicalHere) / result.dt);
    cut = left + 1e-6 < static_cast<double>(ticks);
    if (cut)
      ticks = std::llround(left);
  }
  from = simulation->tick();
  const auto start = Clock::now();
  RunControl control;
  control.stop = options.stop;
  const double before = result.biologicalMs;
  control.progress = [&](int64_t done) {
    if (options.progress)
      options.progress({"simulating", before + static_cast<double>(done) * result.dt,
                        std::max(planned, before + duration),
                        result.simulateSeconds + since(start)});
  };
  Result<int64_t> done = runWithCheckpoints(ticks, control);
  double seconds = since(start);
  result.simulateSeconds += seconds;
  simulatedHere += seconds;
  double simulated = static_cast<double>(simulation->tick() - from) * result.dt;
  result.biologicalMs += simulated;
  biologicalHere += simulated;
  result.lastFromMs = static_cast<double>(from) * result.dt;
  result.lastToMs = simulation->time();
  to = simulation->tick();
  if (!done)
    return fail(done.error(), at);
  if (*done < ticks) {
    result.interrupted = true;
    return Flow::Stop;
  }
  result.cut |= cut;
  return cut ? Flow::Stop : Flow::Go;
}

/// One value for all edges of a projection, or one each, by target, then source.
Flow Interpreter::assignEdges(const StatementPlan &statement) {
  Array value;
  if (Flow flow = array(statement.value, value, statement.at); flow != Flow::Go)
    return flow;
  Result<EdgeList> edges = simulation->edges(statement.projection, {});
  if (!edges)
    return fail(edges.error(), statement.at);
  if (value.data.size() == 1)
    value.data.assign(edges->size(), value.data[0]);
  Result<void> done =
      simulation->setEdges(statement.projection, statement.variable, value.data);
  return done ? Flow::Go : fail(done.error(), statement.at);
}

Flow Interpreter::assign(const StatementPlan &statement) {
  if (Flow flow = ensureSimulation(); flow != Flow::Go)
    return flow;
  Result<void> done;
  if (isEvents(statement))
    return assignEvents(statement);
  if (statement.view >= 0 && statement.variable == "times")
    return assignTimes(statement);
  if (statement.projection >= 0)
    return assignEdges(statement);
  if (statement.view < 0) {
    double value;
    if (Flow flow = scalar(statement.value, value, statement.at); flow != Flow::Go)
      return flow;
    done = simulation->setParameter(statement.index, value);
  } else {
    done = setElements(statement);
  }
  return done ? Flow::Go : fail(done.error(), statement.at);
}

Flow Interpreter::axisValues(const StatementPlan::Axis &axis, std::vector<double> &out,
                             const std::string &at) {
  if (!axis.values.empty()) {
    for (const Expr &expr : axis.values) {
      Array value; // a list is written out or held by one vector
      if (Flow flow = array(expr, value, at); flow != Flow::Go)
        return flow;
      out.insert(out.end(), value.data.begin(), value.data.end());
    }
    return Flow::Go;
  }
  double low, high, step = 1;
  if (Flow flow = scalar(axis.low, low, at); flow != Flow::Go)
    return flow;
  if (Flow flow = scalar(axis.high, high, at); flow != Flow::Go)
    return flow;
  if (!axis.step.empty())
    if (Flow flow = scalar(axis.step, step, at); flow != Flow::Go)
      return flow;
  // Half open; a bound that a step meets up to rounding is not included.
  double count = std::ceil((high - low) / step - 1e-9);
  if (!(step != 0) || !std::isfinite(count) || count > 1e6)
    return fail(fmt::format("the range of '{}' has no end or more than a million values", axis.name), at);
  for (double k = 0; k < count; ++k)
    out.push_back(low + k * step);
  return Flow::Go;
}

Flow Interpreter::loop(const StatementPlan &statement) {
  std::vector<double> values;
  if (Flow flow = axisValues(statement.axes[0], values, statement.at); flow != Flow::Go)
    return flow;
  for (double value : values) {
    variables[static_cast<size_t>(statement.index)] = Array(value);
    if (Flow flow = execute(statement.body); flow != Flow::Go)
      return flow;
  }
  return Flow::Go;
}

Flow Interpreter::sweep(const StatementPlan &statement, size_t depth) {
  if (depth == statement.axes.size()) {
    closeSimulation();
    result.combinations.push_back(*combination);
    if (Flow flow = execute(statement.body); flow != Flow::Go)
      return flow;
    return handOver();
  }
  const StatementPlan::Axis &axis = statement.axes[depth];
  auto forced = [&](const std::pair<int, double> &p) { return p.first == axis.parameter; };
  if (std::any_of(options.parameters.begin(), options.parameters.end(), forced))
    return fail(fmt::format("'{}' is swept by this experiment and cannot be set from outside as well",
                            axis.name), statement.at);
  std::vector<double> values;
  if (Flow flow = axisValues(axis, values, statement.at); flow != Flow::Go)
    return flow;
  const auto saved = parameters;
  for (double value : values) {
    parameters = saved;
    parameters.push_back({axis.parameter, value});
    combination->items.push_back({axis.name, value, axis.unit});
    Flow flow = sweep(statement, depth + 1);
    if (flow != Flow::Go)
      return flow; // the combination stays: it names what was being run
    combination->items.pop_back();
  }
  closeSimulation();
  parameters = saved;
  return Flow::Go;
}

Flow Interpreter::report(const StatementPlan &statement) {
  Reported entry;
  entry.text = statement.text;
  entry.unit = statement.unit;
  entry.combination = combination ? static_cast<int>(result.combinations.size()) - 1 : -1;
  Array value;
  Flow flow = array(statement.value, value, statement.at);
  entry.values = std::move(value.data);
  if (flow == Flow::Go)
    result.reports.push_back(std::move(entry));
  return flow;
}

Flow Interpreter::expect(const StatementPlan &statement) {
  Expectation entry;
  entry.text = statement.text;
  entry.at = statement.at;
  entry.combination = combination ? static_cast<int>(result.combinations.size()) - 1 : -1;
  Array held;
  if (Flow flow = array(statement.value, held, statement.at); flow != Flow::Go)
    return flow;
  // NaN is neither true nor false; an expectation about it has not been met.
  entry.passed = std::all_of(held.data.begin(), held.data.end(), [](double v) { return v == 1; });
  for (const StatementPlan::Operand &operand : statement.operands) {
    Reported value;
    value.text = operand.text;
    value.unit = operand.unit;
    Array part;
    if (Flow flow = array(operand.value, part, statement.at); flow != Flow::Go)
      return flow;
    value.values = std::move(part.data);
    entry.operands.push_back(std::move(value));
  }
  result.expectations.push_back(std::move(entry));
  return Flow::Go;
}

/// Biological time of the whole experiment as far as it can be told beforehand;
/// only the progress display uses it.
double Interpreter::plannedMs(const std::vector<StatementPlan> &statements) {
  double total = 0;
  for (const StatementPlan &statement : statements) {
    if (statement.kind == StatementPlan::Simulate) {
      Scope names = scope();
      if (Result<double> value = evaluateScalar(statement.value, names);
          value && std::isfinite(*value))
        total += *value;
      continue;
    }
    double times = 1;
    if (statement.kind == StatementPlan::Present)
      times = 0; // unknown before the data is read; present() adds it
    for (const StatementPlan::Axis &axis : statement.axes) {
      std::vector<double> values;
      if (axisValues(axis, values, statement.at) == Flow::Go)
        times *= static_cast<double>(values.size());
    }
    if (!statement.body.empty())
      total += times * plannedMs(statement.body);
  }
  return total;
}

ExperimentResult Interpreter::run() {
  if (bindSettings() == Flow::Go) {
    planned = plannedMs(plan.statements);
    result.error.reset(); // the estimate may not fail the run
    Flow flow = execute(plan.statements);
    if (flow == Flow::Go && !simulation && result.combinations.empty())
      flow = ensureSimulation(); // an experiment without `simulate` still builds
    // Also after a stop or an error: what was recorded is kept.
    std::optional<Error> error = result.error;
    if (simulation)
      handOver();
    if (error)
      result.error = error;
    closeSimulation();
  }
  return std::move(result);
}

ExperimentResult neuro::rt::runExperiment(const ProgramPlan &program, int experiment,
                                          const KernelTable &kernels,
                                          const ExperimentOptions &options) {
  return Interpreter(program, experiment, kernels, options).run();
}
