//===- LifecycleTest.cpp - Engines, programs, sims, and their ends -----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Harness.h"

#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>

using namespace api_test;

TEST(ApiVersion, OfLibraryAndHeaderAgree) {
  EXPECT_EQ(neuro_abi_version(), uint32_t(NEURO_ABI_MAJOR << 16 | NEURO_ABI_MINOR));
  EXPECT_NE(std::strchr(neuro_version(), '.'), nullptr);
}

// A change of these is a change of the ABI: raise NEURO_ABI_MAJOR, or, where only
// the end grew, NEURO_ABI_MINOR.
#if defined(__LP64__)
static_assert(NEURO_ABI_MAJOR == 1 && NEURO_ABI_MINOR == 2, "update the sizes below");
static_assert(sizeof(neuro_diagnostic) == 88, "");
static_assert(sizeof(neuro_engine_options) == 24, "");
static_assert(sizeof(neuro_compile_options) == 80, "");
static_assert(sizeof(neuro_phase_time) == 16, "");
static_assert(sizeof(neuro_parameter) == 32, "");
static_assert(sizeof(neuro_setting) == 24, "");
static_assert(sizeof(neuro_sim_options) == 104, "");
static_assert(sizeof(neuro_population) == 64, "");
static_assert(sizeof(neuro_field) == 48, "");
static_assert(sizeof(neuro_projection) == 96, "");
static_assert(sizeof(neuro_counters) == 48, "");
static_assert(sizeof(neuro_view) == 120, "");
static_assert(sizeof(neuro_record) == 112, "");
static_assert(sizeof(neuro_note) == 32, "");
static_assert(sizeof(neuro_place) == 56, "");
static_assert(sizeof(neuro_experiment) == 24, "");
static_assert(sizeof(neuro_experiment_options) == 96, "");
static_assert(sizeof(neuro_outcome) == 160, "");
static_assert(sizeof(neuro_report) == 48, "");
static_assert(sizeof(neuro_expectation) == 48, "");
#endif

TEST(ApiLifecycle, EverythingMayBeFreedInAnyOrder) {
  neuro_engine *engine = nullptr;
  OK(neuro_engine_create(nullptr, &engine));
  neuro_program *program = nullptr;
  OK(neuro_program_compile(engine, mixedText, nullptr, nullptr, nullptr, nullptr, &program));
  neuro_engine_free(engine);
  neuro_program *second = neuro_program_retain(program);
  neuro_program_free(program);
  Sim a = made(second), b = made(second);
  neuro_program_free(second);
  OK(neuro_sim_run(a.get(), 10, nullptr));
  a.reset();
  OK(neuro_sim_run(b.get(), 10, nullptr));
  neuro_engine_free(nullptr);
  neuro_program_free(nullptr);
  neuro_sim_free(nullptr);
  neuro_error_free(nullptr);
  EXPECT_EQ(neuro_program_retain(nullptr), nullptr);
}

TEST(ApiLifecycle, NullsAreErrorsNotCrashes) {
  neuro_sim *sim = nullptr;
  neuro_program *program = nullptr;
  neuro_engine *engine = nullptr;
  double v = 0;
  size_t n = 0;
  int64_t tick = 1;
  REFUSED(neuro_engine_create(nullptr, nullptr), NEURO_INVALID, "NULL");
  REFUSED(neuro_program_compile(nullptr, "", "", nullptr, nullptr, nullptr, &program), NEURO_INVALID,
          "NULL");
  OK(neuro_engine_create(nullptr, &engine));
  REFUSED(neuro_program_compile(engine, nullptr, "", nullptr, nullptr, nullptr, &program),
          NEURO_INVALID, "NULL");
  REFUSED(neuro_program_compile(engine, "", "", nullptr, nullptr, nullptr, nullptr), NEURO_INVALID,
          "NULL");
  neuro_engine_free(engine);
  REFUSED(neuro_sim_create(nullptr, nullptr, &sim), NEURO_INVALID, "NULL");
  REFUSED(neuro_sim_create(mixed(), nullptr, nullptr), NEURO_INVALID, "NULL");
  REFUSED(neuro_sim_run(nullptr, 1, &tick), NEURO_INVALID, "NULL");
  EXPECT_EQ(tick, 0);
  REFUSED(neuro_sim_run_until(nullptr, 1, nullptr), NEURO_INVALID, "NULL");
  REFUSED(neuro_sim_reset(nullptr), NEURO_INVALID, "NULL");
  REFUSED(neuro_sim_checkpoint(nullptr, "x"), NEURO_INVALID, "NULL");
  REFUSED(neuro_sim_restore(nullptr, "x"), NEURO_INVALID, "NULL");
  REFUSED(neuro_sim_get(nullptr, "E.V", &v, 1, &n), NEURO_INVALID, "NULL");
  REFUSED(neuro_sim_set(nullptr, "E.V", &v, 1), NEURO_INVALID, "NULL");
  REFUSED(neuro_sim_listen(nullptr, "E", nullptr, nullptr, nullptr), NEURO_INVALID, "NULL");
  REFUSED(neuro_spikes_drain(nullptr, nullptr, nullptr, 0, &n), NEURO_INVALID, "NULL");
  REFUSED(neuro_sim_population(nullptr, 0, nullptr), NEURO_INVALID, "NULL");
  REFUSED(neuro_program_parameter(nullptr, 0, 0, nullptr), NEURO_INVALID, "NULL");
  EXPECT_EQ(neuro_sim_tick(nullptr), 0);
  EXPECT_EQ(neuro_sim_populations(nullptr), 0u);
  EXPECT_EQ(neuro_program_network(mixed(), 9), nullptr);
  EXPECT_EQ(neuro_spikes_waiting(nullptr), 0u);
  neuro_sim_cancel(nullptr);
}

TEST(ApiCompile, DiagnosticsComeOneByOneWithTheirPlaces) {
  neuro_engine *engine = nullptr;
  OK(neuro_engine_create(nullptr, &engine));
  struct Said {
    neuro_severity severity;
    std::string code, message, file, text;
    uint32_t line, column;
    std::string help;
    std::vector<std::string> notes;
  };
  std::vector<Said> said;
  auto take = [](const neuro_diagnostic *d, void *user) {
    EXPECT_EQ(d->size, sizeof *d);
    EXPECT_TRUE(d->end_line > d->line || (d->end_line == d->line && d->end_column >= d->column));
    std::vector<std::string> notes;
    for (size_t k = 0; k < d->note_count; ++k)
      notes.push_back(std::string(d->notes[k].file) + ":" + std::to_string(d->notes[k].line) + ": " +
                      d->notes[k].message);
    static_cast<std::vector<Said> *>(user)->push_back({d->severity, d->code, d->message, d->file,
                                                       d->text, d->line, d->column, d->help, notes});
  };
  neuro_program *program = nullptr;
  const char *const text = "neuron A {\n  param tau = 10 ms\n  state V = 0 mV\n  V' = -V/tau + W\n"
                           "  spike when V >= 1 mS { V = 0 mV }\n}\nnetwork N {\n"
                           "  population E: A[3]\n}\n";
  neuro_error *error =
      neuro_program_compile(engine, text, "dir/a.neuro", nullptr, take, &said, &program);
  ASSERT_NE(error, nullptr);
  EXPECT_EQ(program, nullptr);
  ASSERT_EQ(said.size(), 2u);
  EXPECT_EQ(said[0].line, 4u);
  EXPECT_EQ(said[0].column, 17u);
  EXPECT_EQ(said[1].line, 5u);
  for (const Said &one : said) {
    EXPECT_EQ(one.severity, NEURO_ERROR);
    EXPECT_EQ(one.file, "dir/a.neuro");
    EXPECT_EQ(one.code.size(), 5u);
    EXPECT_NE(one.text.find("^"), std::string::npos);
    EXPECT_NE(one.text.find(one.message), std::string::npos);
    EXPECT_NE(one.text.find(one.help), std::string::npos);
    for (const std::string &note : one.notes)
      EXPECT_NE(one.text.find(note.substr(note.rfind(": "))), std::string::npos) << note;
    // The error holds all of them, and is of the kind of the first.
    EXPECT_NE(std::string(neuro_error_message(error)).find(one.message), std::string::npos);
  }
  EXPECT_EQ(neuro_error_code(error), said[0].code);
  EXPECT_EQ(neuro_error_status(error), NEURO_PROGRAM);
  neuro_error_free(error);

  REFUSED(neuro_program_compile_file(engine, "/no/such.neuro", nullptr, nullptr, nullptr, &program),
          NEURO_IO, "/no/such.neuro");
  neuro_engine_free(engine);
}

TEST(ApiCompile, OptionsAreCheckedAndCount) {
  neuro_engine *engine = nullptr;
  OK(neuro_engine_create(nullptr, &engine));
  neuro_program *program = nullptr;
  neuro_compile_options options{};
  auto compile = [&] {
    return neuro_program_compile(engine, mixedText, "m.neuro", &options, nullptr, nullptr, &program);
  };
  REFUSED(compile(), NEURO_INVALID, "size");
  options.size = sizeof options;
  options.precision = "f23";
  REFUSED(compile(), NEURO_INVALID, "f32");
  options.precision = nullptr;
  options.solver = "magic";
  REFUSED(compile(), NEURO_INVALID, "magic");
  options.solver = nullptr;
  options.without = "population-fusion,nothing";
  REFUSED(compile(), NEURO_INVALID, "nothing");
  options.without = nullptr;
  options.experiment = "main";
  REFUSED(compile(), NEURO_INVALID, "main");
  options.experiment = nullptr;
  options.precision = "f64";
  options.without = "population-fusion,poisson-folding";
  OK(compile());
  Sim sim = made(program);
  neuro_view view{};
  view.size = sizeof view;
  OK(neuro_sim_view(sim.get(), "E.V", &view));
  EXPECT_EQ(view.type, NEURO_F64);
  neuro_phase_time phases[32];
  const size_t count = neuro_program_phases(program, phases, 32);
  ASSERT_GE(count, 3u);
  ASSERT_LE(count, 32u);
  EXPECT_STREQ(phases[0].phase, "parse");
  EXPECT_STREQ(phases[1].phase, "check");
  for (size_t k = 0; k < count; ++k)
    EXPECT_GT(phases[k].seconds, 0);
  neuro_program_free(program);
  neuro_engine_free(engine);
}

TEST(ApiSim, OptionsAreCheckedAndCount) {
  neuro_sim *sim = nullptr;
  neuro_sim_options options = simOptions();
  auto create = [&] { return neuro_sim_create(mixed(), &options, &sim); };
  options.dt = -1;
  REFUSED(create(), NEURO_INVALID, "dt");
  options.dt = NAN;
  REFUSED(create(), NEURO_INVALID, "dt");
  options.dt = 0.05;
  options.network = "Mixd";
  REFUSED(create(), NEURO_INVALID, "did you mean 'Mixed'");
  options.network = "Mixed";
  options.target = "cuda";
  REFUSED(create(), NEURO_UNSUPPORTED, "cuda");
  options.target = "cpu";
  options.threads = -1;
  REFUSED(create(), NEURO_INVALID, "threads");
  options.threads = 1;
  options.layout = "diagonal";
  REFUSED(create(), NEURO_INVALID, "layout");
  options.layout = nullptr;
  neuro_setting setting{"J", 0.04, "pS"};
  options.settings = &setting;
  options.setting_count = 1;
  REFUSED(create(), NEURO_INVALID, "pS");
  setting = {"j", 0.04, "nA"};
  REFUSED(create(), NEURO_INVALID, "'j'");
  setting = {"J", 0.04, "nA"};
  options.memory_limit = 1000;
  REFUSED(create(), NEURO_MEMORY, "");
  options.memory_limit = 0;
  OK(create());
  EXPECT_EQ(valuesOf(sim, "J"), std::vector<double>(1, 40));
  EXPECT_EQ(neuro_sim_dt(sim), 0.05);
  int64_t done = 0;
  OK(neuro_sim_run_until(sim, 1, &done));
  EXPECT_EQ(done, 20);
  OK(neuro_sim_run_until(sim, 1.01, &done)); // the first tick at or after
  EXPECT_EQ(done, 1);
  OK(neuro_sim_run_until(sim, 0.5, &done));
  EXPECT_EQ(done, 0);
  EXPECT_EQ(neuro_sim_tick(sim), 21);
  REFUSED(neuro_sim_run_until(sim, NAN, &done), NEURO_INVALID, "time");
  REFUSED(neuro_sim_run_until(sim, INFINITY, &done), NEURO_INVALID, "time");
  REFUSED(neuro_sim_run(sim, -1, &done), NEURO_INVALID, "0 ticks or more");
  REFUSED(neuro_sim_run(sim, INT64_MAX, &done), NEURO_INVALID, "overflow");
  neuro_sim_free(sim);
}

TEST(ApiSim, BuildingCanBeStopped) {
  neuro_sim_options options = simOptions();
  options.progress = [](const char *, double, void *user) { return ++*static_cast<int *>(user), 0; };
  int calls = 0;
  options.user = &calls;
  neuro_sim *sim = nullptr;
  REFUSED(neuro_sim_create(mixed(), &options, &sim), NEURO_CANCELLED, "stopped");
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(sim, nullptr);
  options.progress = [](const char *what, double fraction, void *) {
    return static_cast<int>(*what && fraction >= 0 && fraction <= 1);
  };
  OK(neuro_sim_create(mixed(), &options, &sim));
  neuro_sim_free(sim);
}

TEST(ApiSim, OlderCallersKnowShorterStructs) {
  Sim sim = made(mixed());
  neuro_counters counters{};
  std::memset(&counters, 0x55, sizeof counters);
  counters.size = offsetof(neuro_counters, synapses);
  OK(neuro_sim_counters(sim.get(), &counters));
  EXPECT_EQ(counters.neurons, 50);
  EXPECT_EQ(counters.synapses, 0x5555555555555555);
  EXPECT_EQ(counters.size, offsetof(neuro_counters, synapses));
}

TEST(ApiSim, ResetAndRestoreGoBack) {
  const std::string path = testing::TempDir() + "api-checkpoint.neurosim";
  Sim sim = made(mixed());
  neuro_spikes *spikes;
  OK(neuro_sim_listen(sim.get(), "I", nullptr, nullptr, &spikes));
  OK(neuro_sim_run(sim.get(), 400, nullptr));
  OK(neuro_sim_checkpoint(sim.get(), path.c_str()));
  const Events first = drained(spikes);
  OK(neuro_sim_run(sim.get(), 400, nullptr));
  const Events later = drained(spikes);
  const std::vector<double> end = valuesOf(sim.get(), "E.V");
  ASSERT_GT(later.size(), 10u);

  OK(neuro_sim_run(sim.get(), 100, nullptr)); // leaves some undrained
  OK(neuro_sim_reset(sim.get()));
  EXPECT_EQ(neuro_sim_tick(sim.get()), 0);
  EXPECT_EQ(neuro_spikes_waiting(spikes), 0u);
  OK(neuro_sim_run(sim.get(), 400, nullptr));
  EXPECT_EQ(drained(spikes), first);

  Sim other = made(mixed());
  neuro_spikes *heard;
  OK(neuro_sim_listen(other.get(), "I", nullptr, nullptr, &heard));
  OK(neuro_sim_run(other.get(), 33, nullptr));
  OK(neuro_sim_restore(other.get(), path.c_str()));
  EXPECT_EQ(neuro_sim_tick(other.get()), 400);
  EXPECT_EQ(neuro_spikes_waiting(heard), 0u);
  OK(neuro_sim_run(other.get(), 400, nullptr));
  EXPECT_EQ(drained(heard), later);
  EXPECT_EQ(valuesOf(other.get(), "E.V"), end);

  Sim stranger = made(mixed(), simOptions(2));
  const Refused no = refused(neuro_sim_restore(stranger.get(), path.c_str()));
  EXPECT_EQ(no.status, NEURO_INVALID);
  EXPECT_EQ(no.code, "E0443") << no.text;
  EXPECT_EQ(refused(neuro_sim_restore(sim.get(), "/no/such")).status, NEURO_IO);
  EXPECT_EQ(refused(neuro_sim_checkpoint(sim.get(), "/no/such/x")).status, NEURO_IO);
  std::remove(path.c_str());
}

// A state that f32 keeps at 0.1 ms and loses at 0.005 ms.
TEST(Api, TimeStepsAreThoseThatTheProgramWasCompiledFor) {
  const char *slow = "neuron Slow {\n  state a = 1 mV\n  a' = (2 mV - a)/(1 s)\n"
                     "  spike when a > 100 mV { a = 0 mV }\n}\n"
                     "network N { population D: Slow[2] }\n";
  neuro_sim_options sims = simOptions(1);
  sims.dt = 0.005;
  neuro_compile_options options{};
  options.size = sizeof options;
  neuro_sim *sim = nullptr;
  const Program usual = compiled(slow);
  const Refused no = refused(neuro_sim_create(usual.get(), &sims, &sim));
  EXPECT_EQ(no.status, NEURO_PROGRAM);
  EXPECT_EQ(no.code, "E0454") << no.text;
  EXPECT_EQ(sim, nullptr);
  for (double dt : {0.005, 0.001}) {
    options.dt = dt;
    const Program program = compiled(slow, &options);
    Sim made = api_test::made(program.get(), sims);
    OK(neuro_sim_run(made.get(), 10, nullptr));
  }
  options.dt = 0;
  options.precision = "f64";
  const Program wide = compiled(slow, &options);
  Sim made = api_test::made(wide.get(), sims);
  OK(neuro_sim_run(made.get(), 10, nullptr));

  neuro_engine *engine = nullptr;
  OK(neuro_engine_create(nullptr, &engine));
  options.dt = -1;
  neuro_program *program = nullptr;
  REFUSED(neuro_program_compile(engine, slow, "slow.neuro", &options, nullptr, nullptr, &program),
          NEURO_INVALID, "dt");
  neuro_engine_free(engine);
}
