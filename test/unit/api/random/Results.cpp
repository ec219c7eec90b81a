//===- Results.cpp - Random experiments and units -------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "World.h"

using namespace api_test;

/// With options good and bad, and looks at what came of it, now and later.
void World::experiment() {
  if (!results.empty() && (results.size() > 4 || choose.one(3))) {
    const size_t index = choose.below(results.size());
    resultCalls(results[index]);
    if (choose.one(2)) {
      log("result_free");
      neuro_result_free(results[index]);
      results.erase(results.begin() + static_cast<ptrdiff_t>(index));
    }
    return;
  }
  if (choose.one(30))
    resultCalls(nullptr);
  neuro_experiment_options options{};
  options.size = choose.sizeOf(offsetof(neuro_experiment_options, progress));
  if (choose.below(10))
    options.size = sizeof options;
  static const char *const names[] = {nullptr, nullptr, "main", "swept", "no", ""};
  options.experiment = choose.pick(names);
  options.dt = choose.below(3) ? 0 : choose.value();
  if (options.dt > 0 && options.dt < 1e-3)
    options.dt = 1e-2; // more ticks than there is time for
  const uint64_t seed = choose.word();
  options.seed = choose.one(2) ? &seed : nullptr;
  options.threads = static_cast<int32_t>(choose.below(4)) - 1;
  static const char *const known[] = {"N", "f", "Z", "n"};
  const neuro_setting setting{choose.pick(known), choose.one(2) ? 7 : choose.value(), choose.below(3) ? nullptr : "kHz"};
  options.settings = &setting;
  options.setting_count = choose.one(3);
  options.memory_limit = uint64_t(64) << 20;
  struct Patience {
    Choices &choose;
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
  } patience{choose};
  options.progress = [](const char *what, double, double, void *user) -> int {
    read(what);
    const Patience &self = *static_cast<Patience *>(user);
    return std::chrono::steady_clock::now() - self.begun < std::chrono::seconds(2) && self.choose.below(20);
  };
  options.user = &patience;
  log("experiment_run");
  neuro_result *result = nullptr;
  neuro_program *const program = programs.empty() || choose.one(30) ? nullptr : choose.pick(programs).handle;
  const bool good = ended(neuro_experiment_run(program, &options, &result));
  EXPECT_EQ(good, result != nullptr);
  if (!result)
    return;
  resultCalls(result);
  results.push_back(result);
}

void World::resultCalls(const neuro_result *result) {
  log(result ? "looks at a result" : "looks at no result");
  neuro_outcome outcome{};
  outcome.size = choose.sizeOf(sizeof outcome);
  if (ended(neuro_result_outcome(result, &outcome)) && outcome.size >= sizeof outcome) {
    read(outcome.experiment);
    read(outcome.network);
  }
  for (int k = 0; k < 5; ++k) {
    neuro_report report{};
    report.size = choose.below(10) ? sizeof report : choose.below(sizeof report);
    if (ended(neuro_result_report(result, choose.below(4), &report)) && report.size >= sizeof report) {
      read(report.text);
      read(report.unit);
      for (size_t v = 0; v < report.count; ++v)
        heard += report.values[v] > 0;
    }
    ended(neuro_result_operand(result, choose.below(3), choose.below(3), &report));
    neuro_expectation expectation{};
    expectation.size = sizeof expectation;
    if (ended(neuro_result_expectation(result, choose.below(3), &expectation))) {
      read(expectation.text);
      read(expectation.at);
    }
    neuro_record record{};
    record.size = sizeof record;
    int64_t combination = 0;
    if (ended(neuro_result_record(result, choose.below(5), &record, choose.one(2) ? &combination : nullptr))) {
      read(record.name);
      for (size_t row = 0; row < record.rows; ++row)
        heard += record.ticks[row] > 0;
    }
    neuro_parameter swept{};
    swept.size = sizeof swept;
    if (ended(neuro_result_swept_value(result, choose.below(3), choose.below(3), &swept)))
      read(swept.name);
    read(neuro_result_warning(result, choose.below(3)));
    EXPECT_TRUE(result || neuro_result_swept(result) == 0);
  }
}

void World::units() {
  static const char *const all[] = {"mV", "V", "pA", "", "1", "degC", "K", "mV/", "Hz", "m^9^9", "kg*m^2/s^3", "\xff", "(((("};
  double out = 0;
  ended(neuro_convert(choose.value(), choose.below(20) ? choose.pick(all) : nullptr, choose.pick(all),
                      choose.one(30) ? nullptr : &out));
}
