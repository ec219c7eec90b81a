//===- ExperimentsTest.cpp - Experiments and their results by neuro.h --------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Harness.h"

#include <cmath>
#include <set>

using namespace api_test;

namespace {

const char *const measuredText = R"neuro(
import std.neurons

network Net(N = 20, f = 900 Hz) {
  population X: Poisson[N] { rate = f }
  population E: LIF[N]
  project X -> E.syn connect one_to_one { w = 150 pA; delay = 1 ms }
  record E[5..20].spikes
  record E[2..4].V every 1 ms
  record mean(E.V) every 2 ms
}
experiment other on Net(f = 2 kHz) {
  seed = 7
  simulate 50 ms
  report rate(E)
  expect rate(E) > 10 kHz
}
experiment main on Net {
  sweep f in [500 Hz, 1 kHz, 4 kHz] {
    simulate 20 ms
    report rate(E)
  }
}
)neuro";

neuro_program *measured() {
  static const Program program = compiled(measuredText);
  return program.get();
}

struct FreeResult {
  void operator()(neuro_result *result) const { neuro_result_free(result); }
};
using Result = std::unique_ptr<neuro_result, FreeResult>;

template <class Struct> Struct sized() {
  Struct out{};
  out.size = sizeof out;
  return out;
}

Result ran(const neuro_experiment_options &options) {
  neuro_result *result = nullptr;
  EXPECT_EQ(textOf(neuro_experiment_run(measured(), &options, &result)), "");
  return Result(result);
}

} // namespace

TEST(ApiExperiments, AreListedAndGiveTheirResults) {
  ASSERT_EQ(neuro_program_experiments(measured()), 2u);
  auto listed = sized<neuro_experiment>();
  OK(neuro_program_experiment(measured(), 0, &listed));
  EXPECT_STREQ(listed.name, "other");
  EXPECT_STREQ(listed.network, "Net");
  REFUSED(neuro_program_experiment(measured(), 2, &listed), NEURO_INVALID, "no experiment");

  auto options = sized<neuro_experiment_options>();
  options.experiment = "other";
  const Result result = ran(options);
  auto outcome = sized<neuro_outcome>();
  OK(neuro_result_outcome(result.get(), &outcome));
  EXPECT_STREQ(outcome.experiment, "other");
  EXPECT_EQ(outcome.seed, 7u);
  EXPECT_EQ(outcome.biological, 50);
  EXPECT_EQ(outcome.neurons, 20);
  EXPECT_EQ(outcome.combinations, 0u);
  EXPECT_EQ(outcome.failed, 1u);
  ASSERT_EQ(outcome.reports, 1u);
  ASSERT_EQ(outcome.expectations, 1u);
  ASSERT_EQ(outcome.records, 3u);

  auto report = sized<neuro_report>();
  OK(neuro_result_report(result.get(), 0, &report));
  EXPECT_STREQ(report.text, "rate(E)");
  EXPECT_STREQ(report.unit, "Hz");
  ASSERT_EQ(report.count, 1u);
  EXPECT_EQ(report.combination, -1);
  const double rate = static_cast<double>(outcome.spikes) / 20 / 50e-3;
  EXPECT_NEAR(report.values[0], rate, 1e-9);
  auto expectation = sized<neuro_expectation>();
  OK(neuro_result_expectation(result.get(), 0, &expectation));
  EXPECT_FALSE(expectation.passed);
  EXPECT_NE(std::string(expectation.at).find("test.neuro:16"), std::string::npos);
  ASSERT_GE(expectation.operands, 1u);
  OK(neuro_result_operand(result.get(), 0, 0, &report));
  EXPECT_NEAR(report.values[0], rate, 1e-9);

  int64_t combination = 5;
  auto record = sized<neuro_record>();
  OK(neuro_result_record(result.get(), 0, &record, &combination));
  EXPECT_EQ(combination, -1);
  EXPECT_TRUE(record.is_events);
  EXPECT_EQ(record.columns, 15);
  EXPECT_EQ(record.indices[0], 5);
  OK(neuro_result_record(result.get(), 1, &record, nullptr));
  EXPECT_STREQ(record.unit, "mV");
  EXPECT_EQ(record.rows, 50u);
  ASSERT_EQ(record.columns, 2);
  EXPECT_EQ(record.indices[1], 3);
  EXPECT_EQ(record.ticks[49], 500);
  OK(neuro_result_record(result.get(), 2, &record, nullptr));
  EXPECT_EQ(record.rows, 25u);
  EXPECT_EQ(record.columns, 1);
  EXPECT_EQ(record.indices, nullptr);

  // A sim of the same network and seed records the same.
  neuro_setting f{"f", 2, "kHz"};
  neuro_sim_options same = simOptions(7);
  same.settings = &f;
  same.setting_count = 1;
  const Sim sim = made(measured(), same);
  OK(neuro_sim_run(sim.get(), 500, nullptr));
  auto lived = sized<neuro_record>();
  OK(neuro_sim_record(sim.get(), 2, &lived));
  ASSERT_EQ(lived.rows, record.rows);
  for (size_t row = 0; row < record.rows; ++row)
    EXPECT_EQ(lived.values[row] / lived.scale, record.values[row] / record.scale);
}

TEST(ApiExperiments, ASweepHasItsCombinations) {
  const Result result = ran(sized<neuro_experiment_options>()); // "main" by default
  auto outcome = sized<neuro_outcome>();
  OK(neuro_result_outcome(result.get(), &outcome));
  EXPECT_STREQ(outcome.experiment, "main");
  ASSERT_EQ(outcome.combinations, 3u);
  ASSERT_EQ(neuro_result_swept(result.get()), 1u);
  const double wanted[] = {500, 1000, 4000};
  double last = -1;
  for (size_t c = 0; c < 3; ++c) {
    auto value = sized<neuro_parameter>();
    OK(neuro_result_swept_value(result.get(), c, 0, &value));
    EXPECT_STREQ(value.name, "f");
    EXPECT_DOUBLE_EQ(neuro_convert(value.value, value.unit, "Hz", &value.value) ? -1 : value.value,
                     wanted[c]);
    auto report = sized<neuro_report>();
    OK(neuro_result_report(result.get(), c, &report));
    EXPECT_EQ(report.combination, static_cast<int64_t>(c));
    EXPECT_GE(report.values[0], last);
    last = report.values[0];
  }
  EXPECT_EQ(outcome.records, 9u);
  int64_t combination = -1;
  auto record = sized<neuro_record>();
  OK(neuro_result_record(result.get(), 8, &record, &combination));
  EXPECT_EQ(combination, 2);
}

TEST(ApiExperiments, OptionsCountAndAreChecked) {
  auto options = sized<neuro_experiment_options>();
  options.experiment = "other";
  options.dt = 0.5;
  const uint64_t seed = UINT64_MAX;
  options.seed = &seed;
  neuro_setting settings[] = {{"N", 7, nullptr}, {"f", 1, "kHz"}};
  options.settings = settings;
  options.setting_count = 1;
  options.threads = 1;
  neuro_result *result = nullptr;
  // E[5..20] is not there with 7 elements.
  REFUSED(neuro_experiment_run(measured(), &options, &result), NEURO_PROGRAM, "");
  EXPECT_EQ(result, nullptr);
  settings[0].value = 30;
  options.setting_count = 2;
  const Result good = ran(options);
  auto outcome = sized<neuro_outcome>();
  OK(neuro_result_outcome(good.get(), &outcome));
  EXPECT_EQ(outcome.neurons, 30);
  EXPECT_EQ(outcome.dt, 0.5);
  EXPECT_EQ(outcome.seed, UINT64_MAX);
  EXPECT_EQ(outcome.threads, 1);
  settings[1].unit = "mV";
  REFUSED(neuro_experiment_run(measured(), &options, &result), NEURO_INVALID, "f is in Hz");
  settings[1].unit = nullptr;
  options.dt = std::nan("");
  REFUSED(neuro_experiment_run(measured(), &options, &result), NEURO_INVALID, "dt");
  options.dt = 0;
  options.experiment = "othr";
  REFUSED(neuro_experiment_run(measured(), &options, &result), NEURO_INVALID, "mean 'other'");
  options.experiment = nullptr;
  options.experiment = "other";
  options.memory_limit = 1;
  REFUSED(neuro_experiment_run(measured(), &options, &result), NEURO_MEMORY, "would take");
  REFUSED(neuro_experiment_run(mixed(), nullptr, &result), NEURO_INVALID, "no experiment");
  REFUSED(neuro_experiment_run(nullptr, nullptr, &result), NEURO_INVALID, "NULL");
  REFUSED(neuro_experiment_run(measured(), nullptr, nullptr), NEURO_INVALID, "NULL");
}

TEST(ApiExperiments, ProgressMayEndThem) {
  auto options = sized<neuro_experiment_options>();
  options.experiment = "other";
  const neuro_setting long_one{"N", 20000, nullptr};
  options.settings = &long_one;
  options.setting_count = 1;
  options.dt = 2.5e-4;
  std::set<std::string> seen;
  options.user = &seen;
  options.progress = [](const char *what, double done, double total, void *user) {
    EXPECT_LE(done, total * 1.0001);
    static_cast<std::set<std::string> *>(user)->insert(what);
    return what == std::string("simulating") ? 0 : 1;
  };
  const Result result = ran(options);
  EXPECT_EQ(seen.count("simulating"), 1u);
  auto outcome = sized<neuro_outcome>();
  OK(neuro_result_outcome(result.get(), &outcome));
  EXPECT_TRUE(outcome.interrupted);
  EXPECT_LT(outcome.biological, 50);
  auto record = sized<neuro_record>();
  OK(neuro_result_record(result.get(), 0, &record, nullptr));
}

TEST(ApiExperiments, ResultsRefuseWhatIsNotThere) {
  auto options = sized<neuro_experiment_options>();
  options.experiment = "other";
  const Result result = ran(options);
  auto report = sized<neuro_report>();
  auto record = sized<neuro_record>();
  auto value = sized<neuro_parameter>();
  REFUSED(neuro_result_report(result.get(), 1, &report), NEURO_INVALID, "no report");
  REFUSED(neuro_result_operand(result.get(), 1, 0, &report), NEURO_INVALID, "no expectation");
  REFUSED(neuro_result_operand(result.get(), 0, 99, &report), NEURO_INVALID, "no operand");
  REFUSED(neuro_result_record(result.get(), 3, &record, nullptr), NEURO_INVALID, "no record");
  REFUSED(neuro_result_swept_value(result.get(), 0, 0, &value), NEURO_INVALID, "no combination");
  REFUSED(neuro_result_report(nullptr, 0, &report), NEURO_INVALID, "NULL");
  REFUSED(neuro_result_report(result.get(), 0, nullptr), NEURO_INVALID, "NULL");
  report.size = 0;
  REFUSED(neuro_result_report(result.get(), 0, &report), NEURO_INVALID, "size");
  EXPECT_EQ(neuro_result_warning(result.get(), 0), nullptr);
  EXPECT_EQ(neuro_result_swept(nullptr), 0u);
  EXPECT_EQ(neuro_program_experiments(nullptr), 0u);
  neuro_result_free(nullptr);
}

TEST(ApiProgress, EndsARunOnce) {
  const Sim sim = made(mixed());
  int calls = 0;
  OK(neuro_sim_on_progress(
      sim.get(),
      [](int64_t done, int64_t ticks, void *user) {
        EXPECT_LT(done, ticks);
        ++*static_cast<int *>(user);
        return 0;
      },
      &calls));
  int64_t done = -1;
  const int64_t forever = INT64_C(1) << 40;
  OK(neuro_sim_run(sim.get(), forever, &done));
  EXPECT_EQ(calls, 1);
  EXPECT_GT(done, 0);
  EXPECT_LT(done, forever);
  EXPECT_EQ(neuro_sim_tick(sim.get()), done);
  OK(neuro_sim_on_progress(sim.get(), nullptr, nullptr));
  OK(neuro_sim_run(sim.get(), 10, &done));
  EXPECT_EQ(done, 10); // the wish is forgotten
  REFUSED(neuro_sim_on_progress(nullptr, nullptr, nullptr), NEURO_INVALID, "NULL");
}

TEST(ApiPlaces, AreWhatPathsName) {
  const Sim sim = made(mixed());
  auto at = [&](const char *path) {
    auto place = sized<neuro_place>();
    EXPECT_EQ(textOf(neuro_sim_place(sim.get(), path, &place)), "") << path;
    return place;
  };
  neuro_place place = at("E.V");
  EXPECT_EQ(place.count, 40);
  EXPECT_EQ(place.population, 2);
  EXPECT_TRUE(place.has_value);
  EXPECT_STREQ(place.unit, "mV");
  auto field = sized<neuro_field>();
  OK(neuro_sim_field(sim.get(), 2, static_cast<size_t>(place.field), &field));
  EXPECT_STREQ(field.name, "V");
  place = at("E[3..7].V");
  EXPECT_EQ(place.count, 4);
  EXPECT_EQ(place.population, -1);
  EXPECT_EQ(place.field, -1);
  EXPECT_STREQ(place.unit, "mV");
  place = at("I"); // to listen to
  EXPECT_EQ(place.count, 10);
  EXPECT_FALSE(place.has_value);
  EXPECT_STREQ(place.unit, "");
  EXPECT_FALSE(at("I.spikes").has_value);
  EXPECT_STREQ(at("X.rate").unit, "Hz");
  place = at("J");
  EXPECT_TRUE(place.is_parameter);
  EXPECT_STREQ(place.unit, "pA");
  REFUSED(neuro_sim_place(sim.get(), "F.V", &place), NEURO_INVALID, "no population 'F'");
  REFUSED(neuro_sim_place(sim.get(), nullptr, &place), NEURO_INVALID, "NULL");
}

TEST(ApiUnits, AreConverted) {
  double out = 0;
  OK(neuro_convert(0.2, "nA", "pA", &out));
  EXPECT_DOUBLE_EQ(out, 200);
  OK(neuro_convert(3, "1", "", &out));
  EXPECT_DOUBLE_EQ(out, 3);
  REFUSED(neuro_convert(1, "mV", "pA", &out), NEURO_INVALID, "mV cannot be turned into pA");
  REFUSED(neuro_convert(1, "mX", "pA", &out), NEURO_INVALID, "mX");
  REFUSED(neuro_convert(1, nullptr, "pA", &out), NEURO_INVALID, "NULL");
  REFUSED(neuro_convert(1, "mV", "mV", nullptr), NEURO_INVALID, "NULL");
}
