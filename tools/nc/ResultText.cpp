//===- ResultText.cpp - The results of an experiment for people -----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/nc/ResultOutput.h"
#include "tools/nc/Text.h"

#include <algorithm>
#include <fmt/format.h>

using namespace neuro;
using namespace neuro::tool;

/// A sweep reads as one table: a column a swept parameter, a column a report. Where
/// reports have other names, as in a sweep within a loop, another table begins.
static std::string sweepTable(const rt::ExperimentResult &result) {
  std::vector<std::vector<std::string>> headers(result.combinations.size()), values(headers);
  for (size_t c = 0; c < result.combinations.size(); ++c)
    for (const auto &item : result.combinations[c].items) {
      headers[c].push_back(item.name);
      values[c].push_back(rt::shown(item.value, item.unit));
    }
  for (const rt::Reported &report : result.reports)
    if (report.combination >= 0) {
      headers[static_cast<size_t>(report.combination)].push_back(report.text);
      values[static_cast<size_t>(report.combination)].push_back(report.shown());
    }
  std::string out;
  for (size_t c = 0; c < headers.size();) {
    std::vector<std::vector<std::string>> rows = {headers[c]};
    for (size_t first = c; c < headers.size() && headers[c] == headers[first]; ++c)
      rows.push_back(values[c]);
    out += table(rows);
  }
  return out;
}

static std::string expectationText(const rt::ExperimentResult &result, const rt::Expectation &expectation) {
  std::string out = fmt::format("{}: {}", expectation.passed ? "as expected" : "NOT AS EXPECTED",
                                expectation.text);
  if (expectation.combination >= 0)
    out += fmt::format("  [{}]", result.combinations[static_cast<size_t>(expectation.combination)].str());
  if (!expectation.passed)
    for (const rt::Reported &operand : expectation.operands)
      out += fmt::format("\n    {} is {}", operand.text, operand.shown());
  if (!expectation.passed && !expectation.at.empty())
    out += fmt::format("\n    at {}", expectation.at);
  return out;
}

std::string tool::outputDirectory(const std::string &base, const rt::Combination *combination, int number) {
  if (!combination)
    return base;
  std::string name = fmt::format("{:03}", number);
  for (const auto &item : combination->items)
    name += "_" + item.name + "=" + rt::shown(item.value, item.unit);
  name.erase(std::remove(name.begin(), name.end(), ' '), name.end());
  std::replace(name.begin(), name.end(), '/', '_');
  return base + "/" + name;
}

std::string tool::headText(const RunHead &head, const rt::ExperimentResult &result) {
  return fmt::format("{} · {} · {}, {} thread{}, {}, seed {}, dt {:.6g} ms\n", head.file, head.experiment,
                     head.target, result.threads, result.threads == 1 ? "" : "s", head.precision,
                     result.seed, result.dt);
}

std::string tool::countsText(const rt::ExperimentResult &result, const std::string &compiling) {
  std::string out =
      fmt::format("  {} neuron{}, {} synapses, {} ({}build {})\n", thousands(result.counters.neurons),
                  result.counters.neurons == 1 ? "" : "s", thousands(result.counters.synapses),
                  bytes(static_cast<double>(result.peakMemoryBytes)), compiling, duration(result.buildSeconds));
  if (result.biologicalMs > 0)
    out += fmt::format("  simulated {} in {} (real-time factor {:.3g}): {} spikes, {} synaptic events\n",
                       duration(result.biologicalMs / 1000), duration(result.simulateSeconds),
                       result.simulateSeconds * 1000 / result.biologicalMs, thousands(result.counters.spikes),
                       thousands(result.counters.synapticEvents));
  return out;
}

std::string tool::resultText(const rt::ExperimentResult &result, bool quiet) {
  std::string out;
  std::vector<std::vector<std::string>> rows;
  for (const rt::Reported &report : result.reports)
    if (report.combination < 0)
      rows.push_back({report.text, report.shown()});
  out += table(rows);
  if (!result.combinations.empty())
    out += sweepTable(result);
  for (const rt::Expectation &expectation : result.expectations)
    if (!quiet || !expectation.passed)
      out += "  " + expectationText(result, expectation) + "\n";
  return out;
}
