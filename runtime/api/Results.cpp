//===- Results.cpp - Looking at what an experiment left behind ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/api/Results.h"

using namespace neuro;
using namespace neuro::api;

void api::keep(neuro_result &result, const rt::Recording &recording, int64_t combination) {
  for (const rt::EventSeries &from : recording.events) {
    neuro_result::Series series;
    series.name = from.name;
    series.events = true;
    series.combination = combination;
    series.columns = static_cast<int64_t>(from.columns.size());
    series.indices = from.columns;
    series.ticks = from.tick;
    series.elements = from.element;
    result.series.push_back(std::move(series));
  }
  for (const rt::ValueSeries &from : recording.values) {
    neuro_result::Series series;
    series.name = from.name;
    series.unit = from.unit;
    series.scale = from.scale;
    series.synapses = from.synapses;
    series.combination = combination;
    series.columns = from.rowBegin.empty() ? static_cast<int64_t>(from.width()) : 0;
    series.indices = from.columns;
    series.rowBegin = from.rowBegin;
    series.ticks = from.tick;
    series.values = from.samples;
    series.sources.assign(from.source.begin(), from.source.end());
    series.targets.assign(from.target.begin(), from.target.end());
    result.series.push_back(std::move(series));
  }
}

void api::showInUnits(neuro_result &result) {
  auto show = [](rt::Reported &report) {
    for (double &value : report.values)
      value /= report.unit.scale;
  };
  for (rt::Reported &report : result.outcome.reports)
    show(report);
  for (rt::Expectation &expectation : result.outcome.expectations)
    for (rt::Reported &operand : expectation.operands)
      show(operand);
}

static void give(neuro_report *out, const rt::Reported &report) {
  neuro_report shown{};
  shown.text = report.text.c_str();
  shown.values = report.values.data();
  shown.count = report.values.size();
  shown.unit = report.unit.text.c_str();
  shown.combination = report.combination;
  api::give(out, shown);
}

/// Entry `index`, or an error.
template <class Entry>
static const Entry &entryAt(const std::vector<Entry> &all, size_t index, const char *what) {
  if (index >= all.size())
    throw Failure(NEURO_INVALID, std::string("there is no ") + what + " of that number");
  return all[index];
}

/// null for none, as C shows it.
template <class Value> static const Value *orNull(const std::vector<Value> &values) {
  return values.empty() ? nullptr : values.data();
}

extern "C" {

void neuro_result_free(neuro_result *result) { delete result; }

neuro_error *neuro_result_outcome(const neuro_result *result, neuro_outcome *outcome) {
  return guarded([&] {
    require(result, "there is no result (a NULL)");
    const rt::ExperimentResult &all = result->outcome;
    neuro_outcome out{};
    out.experiment = result->experiment.c_str();
    out.network = result->network.c_str();
    out.seed = all.seed;
    out.dt = all.dt;
    out.threads = all.threads;
    out.interrupted = all.interrupted;
    out.build_seconds = all.buildSeconds;
    out.simulate_seconds = all.simulateSeconds;
    out.biological = all.biologicalMs;
    out.neurons = all.counters.neurons;
    out.synapses = all.counters.synapses;
    out.spikes = all.counters.spikes;
    out.synaptic_events = all.counters.synapticEvents;
    out.memory = all.peakMemoryBytes;
    out.reports = all.reports.size();
    out.expectations = all.expectations.size();
    out.records = result->series.size();
    out.warnings = result->warnings.size();
    out.combinations = all.combinations.size();
    for (const rt::Expectation &expectation : all.expectations)
      out.failed += !expectation.passed;
    give(outcome, out);
  });
}

neuro_error *neuro_result_report(const neuro_result *result, size_t index, neuro_report *report) {
  return guarded([&] {
    require(result, "there is no result (a NULL)");
    ::give(report, entryAt(result->outcome.reports, index, "report"));
  });
}

neuro_error *neuro_result_expectation(const neuro_result *result, size_t index,
                                      neuro_expectation *expectation) {
  return guarded([&] {
    require(result, "there is no result (a NULL)");
    const rt::Expectation &found =
        entryAt(result->outcome.expectations, index, "expectation");
    neuro_expectation out{};
    out.text = found.text.c_str();
    out.at = found.at.c_str();
    out.passed = found.passed;
    out.combination = found.combination;
    out.operands = found.operands.size();
    give(expectation, out);
  });
}

neuro_error *neuro_result_operand(const neuro_result *result, size_t expectation, size_t index,
                                  neuro_report *operand) {
  return guarded([&] {
    require(result, "there is no result (a NULL)");
    const rt::Expectation &found =
        entryAt(result->outcome.expectations, expectation, "expectation");
    ::give(operand, entryAt(found.operands, index, "operand"));
  });
}

size_t neuro_result_swept(const neuro_result *result) {
  return result && !result->outcome.combinations.empty()
             ? result->outcome.combinations.front().items.size()
             : 0;
}

neuro_error *neuro_result_swept_value(const neuro_result *result, size_t combination,
                                      size_t index, neuro_parameter *value) {
  return guarded([&] {
    require(result, "there is no result (a NULL)");
    const rt::Combination &found =
        entryAt(result->outcome.combinations, combination, "combination");
    const rt::Combination::Item &item = entryAt(found.items, index, "swept parameter");
    neuro_parameter out{};
    out.name = item.name.c_str();
    out.unit = item.unit.text.c_str();
    out.value = item.value / item.unit.scale;
    give(value, out);
  });
}

neuro_error *neuro_result_record(const neuro_result *result, size_t index, neuro_record *record,
                                 int64_t *combination) {
  return guarded([&] {
    require(result, "there is no result (a NULL)");
    const neuro_result::Series &series = entryAt(result->series, index, "record");
    neuro_record out{};
    out.name = series.name.c_str();
    out.unit = series.unit.c_str();
    out.scale = series.scale;
    out.is_events = series.events;
    out.columns = series.columns;
    out.rows = series.ticks.size();
    out.ticks = series.ticks.data();
    out.values = series.events ? nullptr : series.values.data();
    out.elements = series.events ? series.elements.data() : nullptr;
    out.sources = series.synapses ? series.sources.data() : nullptr;
    out.targets = series.synapses ? series.targets.data() : nullptr;
    out.indices = orNull(series.indices);
    out.row_begin = orNull(series.rowBegin);
    give(record, out);
    if (combination)
      *combination = series.combination;
  });
}

const char *neuro_result_warning(const neuro_result *result, size_t index) {
  return result && index < result->warnings.size() ? result->warnings[index].c_str() : nullptr;
}
}
