//===- ResultJson.cpp - The results of an experiment as JSON --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/nc/ResultOutput.h"

#include <cmath>
#include <sys/resource.h>

using namespace neuro;
using namespace neuro::tool;

static Json reported(const rt::Reported &report) {
  Json values = Json::array();
  for (double value : report.values)
    values.push_back(number(value / report.unit.scale));
  Json out;
  out["value"] = report.values.size() == 1 ? values[0] : values;
  out["unit"] = report.unit.text;
  return out;
}

static Json coordinates(const rt::Combination &combination) {
  Json out = Json::object();
  for (const auto &item : combination.items)
    out[item.name] = {{"value", number(item.value / item.unit.scale)}, {"unit", item.unit.text}};
  return out;
}

/// The most memory the process has had since it began, code and compiler included.
static size_t residentPeak() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<size_t>(usage.ru_maxrss) * 1024;
}

void tool::addSettings(Json &out, const RunHead &head, const rt::ExperimentResult &result, int threads) {
  out["experiment"] = head.experiment;
  out["target"] = head.target;
  out["threads"] = threads;
  out["precision"] = head.precision;
  out["seed"] = result.seed;
  out["dt_ms"] = number(result.dt);
}

void tool::addResult(Json &out, const rt::ExperimentResult &result) {
  Json simulated = Json::array();
  for (const rt::SimulatedPhase &phase : result.simulated)
    simulated.push_back({{"name", phase.name},
                         {"seconds", number(phase.seconds)},
                         {"biological_s", number(phase.biologicalMs / 1000)}});
  out["simulated"] = std::move(simulated);
  out["biological_s"] = number(result.biologicalMs / 1000);
  out["real_time_factor"] =
      result.biologicalMs > 0 ? number(result.simulateSeconds * 1000 / result.biologicalMs) : Json(nullptr);
  out["neurons"] = result.counters.neurons;
  out["synapses"] = result.counters.synapses;
  out["spikes"] = result.counters.spikes;
  out["synaptic_events"] = result.counters.synapticEvents;
  out["memory_bytes"] = result.peakMemoryBytes;
  out["synapse_bytes"] = result.build.synapseBytes;
  out["synapse_peak_bytes"] = result.build.synapsePeakBytes;
  out["resident_peak_bytes"] = residentPeak();
  out["interrupted"] = result.interrupted;
  Json reports = Json::object();
  for (const rt::Reported &report : result.reports)
    if (report.combination < 0)
      reports[report.text] = reported(report);
  out["reports"] = std::move(reports);
  if (!result.combinations.empty()) {
    Json sweep = Json::array();
    for (size_t c = 0; c < result.combinations.size(); ++c) {
      Json entry;
      entry["at"] = coordinates(result.combinations[c]);
      entry["reports"] = Json::object();
      for (const rt::Reported &report : result.reports)
        if (report.combination == static_cast<int>(c))
          entry["reports"][report.text] = reported(report);
      sweep.push_back(std::move(entry));
    }
    out["sweep"] = std::move(sweep);
  }
  Json expectations = Json::array();
  for (const rt::Expectation &expectation : result.expectations) {
    Json entry;
    entry["text"] = expectation.text;
    entry["passed"] = expectation.passed;
    if (!expectation.at.empty())
      entry["at"] = expectation.at;
    Json operands = Json::object();
    for (const rt::Reported &operand : expectation.operands)
      operands[operand.text] = reported(operand);
    entry["operands"] = std::move(operands);
    if (expectation.combination >= 0)
      entry["sweep"] = coordinates(result.combinations[static_cast<size_t>(expectation.combination)]);
    expectations.push_back(std::move(entry));
  }
  out["expectations"] = std::move(expectations);
  Json warnings = Json::array();
  for (const rt::Error &warning : result.warnings)
    warnings.push_back({{"message", warning.message}, {"at", warning.at}});
  out["warnings"] = std::move(warnings);
  if (result.error)
    out["error"] = {{"message", result.error->message}, {"at", result.error->at}};
}
