//===- RandomCallsTest.cpp - Any sequence of calls ----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Random calls with arguments that are right, nearly right or nonsense. Whatever
// the order, nothing crashes, refusals say why, and a refusal never makes a sim
// useless. Worth most under the address sanitizer.
//
//===----------------------------------------------------------------------===//

#include "Harness.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <random>

using namespace api_test;

namespace {

const char *const experimentText = R"neuro(
import std.neurons
network Net(N = 5, f = 900 Hz) {
  population X: Poisson[N] { rate = f }
  population E: LIF[N]
  project X -> E.syn connect one_to_one { w = 150 pA; delay = 1 ms }
  record E.spikes, E[0..2].V every 1 ms
}
experiment main on Net {
  simulate 5 ms
  report rate(E)
  expect rate(E) < 1 Hz
}
experiment swept on Net {
  sweep f in [1 kHz, 5 kHz] {
    simulate 2 ms
    report rate(E)
  }
}
)neuro";

class Player {
public:
  explicit Player(uint64_t seed) : random(seed) { neuro_program_retain(mixed()); }
  ~Player() {
    sim.reset(); // before the memory that it reads
    neuro_program_free(mixed());
  }

  void play(int calls) {
    for (int k = 0; k < calls && !testing::Test::HasFailure(); ++k)
      one();
    ASSERT_TRUE(sim || remake());
    std::fill(memory.begin(), memory.end(), 1.0); // what is bound is to be finite
    EXPECT_EQ(textOf(neuro_sim_reset(sim.get())), "");
    int64_t done = 0;
    EXPECT_EQ(textOf(neuro_sim_run(sim.get(), 10, &done)), "");
  }

private:
  std::mt19937_64 random;
  Sim sim;
  std::vector<neuro_spikes *> spikes;
  std::vector<double> memory = std::vector<double>(64, 1.0);
  std::string checkpoint = testing::TempDir() + "api-random.neurosim";

  size_t below(size_t n) { return random() % n; }
  template <class T, size_t n> T pick(const T (&all)[n]) { return all[below(n)]; }

  const char *path() {
    static const char *const all[] = {
        "E.V", "E.I", "E.syn.I", "I.V", "I.tau_m", "X.rate", "J", "g", "N", "E[0..10].V",
        "E[3].I", "E[0..40 step 7].syn.I", "E[40].V", "E[", "E..V", "", "P.V", "P", "E",
        "I.V_th", "Q.V", "E[0..0].V", "E[10..5].V", "I.nothing", "X[0..5].rate", "mean(E.V)", "inhibition.w", "inhibition.v", "inhibition",
        "X -> E.syn.w", "P -> I.syn.w", "X -> E.syn"};
    return below(50) ? pick(all) : nullptr;
  }
  double value() {
    static const double all[] = {0, 1, -1, 10, 20.5, 300, 1e6, -70, 1e308, NAN, INFINITY, 1e-300};
    return pick(all);
  }
  size_t count() {
    static const size_t all[] = {0, 1, 2, 4, 6, 10, 40, 41, 64};
    return pick(all);
  }

  /// Every refusal has a reason of the caller's, and says it.
  void ended(neuro_error *error) {
    if (!error)
      return;
    const Refused no = refused(error);
    EXPECT_NE(no.status, NEURO_OK);
    EXPECT_NE(no.status, NEURO_INTERNAL) << no.text;
    EXPECT_NE(no.status, NEURO_BUSY) << no.text;
    EXPECT_NE(no.text, "");
  }

  bool remake() {
    neuro_sim_options options = simOptions(below(3));
    options.threads = static_cast<int32_t>(below(3));
    options.dt = below(8) ? 0.1 : value();
    if (options.dt > 1e3)
      options.dt = 0.05; // delays of 1 ms would all be refused
    neuro_setting setting{below(4) ? "J" : "Z", value(), below(2) ? nullptr : "nA"};
    options.settings = &setting;
    options.setting_count = below(3) == 0;
    sim.reset();
    spikes.clear();
    neuro_sim *fresh = nullptr;
    ended(neuro_sim_create(mixed(), &options, &fresh));
    if (!fresh)
      fresh = made(mixed()).release();
    sim.reset(fresh);
    return fresh != nullptr;
  }

  /// An experiment with options good and bad, and looks at what came of it.
  void experiment() {
    // Without a compiler there is the loaded program alone.
    static const Program fresh = neuro_can_compile() ? compiled(experimentText) : nullptr;
    neuro_program *program = fresh ? fresh.get() : mixed();
    neuro_experiment_options options{};
    // Or as somebody knows it who knows less; never part of a member.
    options.size = below(10) ? sizeof options
                             : 8 * below(offsetof(neuro_experiment_options, progress) / 8 + 1);
    static const char *const names[] = {"main", "swept", "no", "", nullptr};
    options.experiment = pick(names);
    options.dt = below(3) ? 0 : value();
    if (options.dt > 0 && options.dt < 1e-3)
      options.dt = 1e-2; // more ticks than there is time for
    const uint64_t seed = random();
    options.seed = below(2) ? &seed : nullptr;
    options.threads = static_cast<int32_t>(below(4)) - 1;
    static const char *const known[] = {"N", "f", "Z"};
    const neuro_setting setting{pick(known), below(2) ? 7 : value(), below(3) ? nullptr : "kHz"};
    options.settings = &setting;
    options.setting_count = below(3) == 0;
    options.progress = [](const char *, double, double, void *user) {
      return static_cast<Player *>(user)->below(20) ? 1 : 0;
    };
    options.user = this;
    neuro_result *result = nullptr;
    ended(neuro_experiment_run(program, below(30) ? &options : nullptr, &result));
    neuro_outcome outcome{};
    outcome.size = sizeof outcome;
    ended(neuro_result_outcome(result, &outcome));
    for (int k = 0; k < 5; ++k) {
      neuro_report report{};
      report.size = below(10) ? sizeof report : below(sizeof report);
      ended(neuro_result_report(result, below(4), &report));
      ended(neuro_result_operand(result, below(3), below(3), &report));
      neuro_expectation expectation{};
      expectation.size = sizeof expectation;
      ended(neuro_result_expectation(result, below(3), &expectation));
      neuro_record record{};
      record.size = sizeof record;
      int64_t combination = 0;
      ended(neuro_result_record(result, below(5), &record, below(2) ? &combination : nullptr));
      neuro_parameter swept{};
      swept.size = sizeof swept;
      ended(neuro_result_swept_value(result, below(3), below(3), &swept));
      neuro_result_warning(result, below(3));
    }
    neuro_result_free(result);
  }

  void one() {
    for (double &v : memory)
      if (below(20) == 0)
        v = value();
    if (!sim) {
      remake();
      return;
    }
    switch (below(23)) {
    case 0:
      if (below(10) == 0)
        remake();
      break;
    case 1:
      ended(neuro_sim_set(sim.get(), path(), memory.data(), count()));
      break;
    case 2: {
      std::vector<double> out(64);
      size_t n = 0;
      ended(neuro_sim_get(sim.get(), path(), below(4) ? out.data() : nullptr, count(), &n));
      break;
    }
    case 3: {
      neuro_view view{};
      view.size = below(10) ? sizeof view : below(sizeof view);
      ended(neuro_sim_view(sim.get(), path(), &view));
      break;
    }
    case 4:
      ended(neuro_sim_bind(sim.get(), path(), below(3) ? memory.data() : nullptr, count()));
      break;
    case 5: {
      static const char *const all[] = {"P", "E", "X", "Z", ""};
      uint32_t elements[3];
      int64_t ticks[3];
      for (int k = 0; k < 3; ++k) {
        elements[k] = static_cast<uint32_t>(below(5));
        ticks[k] = neuro_sim_tick(sim.get()) + static_cast<int64_t>(below(40)) - 1;
      }
      ended(neuro_sim_push_events(sim.get(), pick(all), elements, ticks, below(4)));
      break;
    }
    case 6: {
      static const char *const all[] = {"E", "I", "X", "P", "E[3..9]", "E.spikes", "E.V", "Z", ""};
      neuro_spikes *heard = nullptr;
      if (spikes.size() < 8)
        ended(neuro_sim_listen(sim.get(), pick(all), nullptr, nullptr, &heard));
      if (heard)
        spikes.push_back(heard);
      break;
    }
    case 7:
      if (!spikes.empty()) {
        int64_t ticks[40];
        uint32_t elements[40];
        size_t n = 0;
        ended(neuro_spikes_drain(spikes[below(spikes.size())], ticks, below(3) ? elements : nullptr,
                                 below(41), &n));
      }
      break;
    case 8: {
      int64_t done = 0;
      static const int64_t all[] = {0, 1, 1, 2, 17, 100, -1, INT64_MAX, INT64_MIN};
      ended(neuro_sim_run(sim.get(), pick(all), &done));
      break;
    }
    case 9: {
      static const double later[] = {0, 0.1, 0.25, 3, -5, NAN, INFINITY, -INFINITY};
      ended(neuro_sim_run_until(sim.get(), neuro_sim_time(sim.get()) + pick(later), nullptr));
      break;
    }
    case 10:
      ended(neuro_sim_reset(sim.get()));
      break;
    case 11:
      ended(neuro_sim_checkpoint(sim.get(), below(9) ? checkpoint.c_str() : "/no/such/file"));
      break;
    case 12:
      ended(neuro_sim_restore(sim.get(), below(9) ? checkpoint.c_str() : "/no/such/file"));
      break;
    case 13: {
      neuro_population population{};
      population.size = sizeof population;
      ended(neuro_sim_population(sim.get(), below(6), &population));
      neuro_field field{};
      field.size = sizeof field;
      ended(neuro_sim_field(sim.get(), below(6), below(20), &field));
      break;
    }
    case 14: {
      neuro_record record{};
      record.size = sizeof record;
      ended(neuro_sim_record(sim.get(), below(5), &record));
      break;
    }
    case 15:
      ended(neuro_sim_clear_records(sim.get()));
      break;
    case 16: {
      static const char *const all[] = {"inhibition", "X -> E.syn", "P -> I.syn", "E", "", "Z"};
      uint32_t ends[400];
      double delays[400];
      size_t n = 0;
      ended(neuro_sim_synapses(sim.get(), pick(all), below(2) ? ends : nullptr, nullptr,
                               below(2) ? delays : nullptr, below(2) ? 400 : below(400), &n));
      break;
    }
    case 17: {
      neuro_projection projection{};
      projection.size = sizeof projection;
      ended(neuro_sim_projection(sim.get(), below(5), &projection));
      neuro_field field{};
      field.size = sizeof field;
      ended(neuro_sim_projection_field(sim.get(), below(5), below(3), &field));
      neuro_place place{};
      place.size = sizeof place;
      ended(neuro_sim_place(sim.get(), path(), &place));
      break;
    }
    case 18: {
      static const char *const all[] = {"T", "T[1..2]", "E", "X", "P", "T.x", ""};
      const uint32_t elements[] = {static_cast<uint32_t>(below(4)), 0, 1};
      ended(neuro_sim_set_times(sim.get(), pick(all), below(2) ? elements : nullptr, memory.data(),
                                below(4)));
      break;
    }
    case 19: {
      static const char *const all[] = {"mV", "V", "pA", "", "1", "degC", "K", "mV/", "Hz", "m^9^9"};
      double out = 0;
      ended(neuro_convert(value(), below(20) ? pick(all) : nullptr, pick(all), &out));
      break;
    }
    case 20:
      ended(neuro_sim_on_progress(
          sim.get(), below(2) ? [](int64_t, int64_t, void *) { return 0; } : neuro_on_progress{},
          nullptr));
      break;
    case 21:
      experiment();
      break;
    default:
      if (below(5) == 0)
        neuro_sim_cancel(sim.get());
      neuro_counters counters{};
      counters.size = sizeof counters;
      ended(neuro_sim_counters(sim.get(), &counters));
    }
  }
};

} // namespace

TEST(ApiRandomCalls, NeverBreakAnything) {
  // `./neuro fuzz` gives it more time than tests take.
  const char *given = std::getenv("NEURO_FUZZ_SECONDS");
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(given ? std::atoi(given) : 0);
  for (uint64_t seed = 0;
       (seed < 40 || std::chrono::steady_clock::now() < end) && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Player(seed).play(400);
  }
  std::remove((testing::TempDir() + "api-random.neurosim").c_str());
}
