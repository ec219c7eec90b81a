//===- LooksTest.cpp - Hosts that say what they will look at ----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Harness.h"

#include <algorithm>
#include <cmath>

using namespace api_test;

namespace {

/// Two receptors of equal dynamics, a state and a `let` that nothing depends on.
const char *const richText = R"neuro(
import std.receptors { ExpCurr }

neuron Cell {
  param tau_m = 20 ms, C = 250 pF
  use exc = ExpCurr(tau = 2 ms), inh = ExpCurr(tau = 2 ms)
  input I: pA
  state V = 0 mV
  state smooth = 0 mV
  let total = exc.I + inh.I
  V' = -V/tau_m + (exc.I + inh.I + I)/C
  smooth' = (V - smooth)/50 ms
  spike when V >= 20 mV { V = 0 mV }
}

network Rich {
  population X: Poisson[40] { rate = 6 kHz }
  population E: Cell[40]
  project X -> E.exc connect one_to_one { w = 60 pA; delay = 1 ms }
  inhibition: project E -> E.inh connect bernoulli(0.3) { w = -40 pA; delay = 1.5 ms }
}
)neuro";

Program looking(const char *paths) {
  neuro_compile_options options{};
  options.size = sizeof options;
  options.precision = "f64";
  options.looks = paths;
  return compiled(richText, &options);
}

/// Spikes of a second.
Events spikesOf(neuro_sim *sim) {
  neuro_spikes *spikes = nullptr;
  EXPECT_EQ(textOf(neuro_sim_listen(sim, "E", nullptr, nullptr, &spikes)), "");
  EXPECT_EQ(textOf(neuro_sim_run(sim, 5000, nullptr)), "");
  return drained(spikes);
}

void expectNear(const std::vector<double> &a, const std::vector<double> &b) {
  ASSERT_EQ(a.size(), b.size());
  for (size_t k = 0; k < a.size(); ++k)
    EXPECT_NEAR(a[k], b[k], 1e-9 * (1 + std::fabs(b[k])));
}

} // namespace

TEST(ApiLooks, WhatNobodyLooksAtGoesAwayAndNothingElse) {
  const Program all = looking(nullptr), some = looking("E.V, E.total"), none = looking("");
  Sim a = made(all.get()), b = made(some.get()), c = made(none.get());
  const Events spikes = spikesOf(a.get());
  EXPECT_GT(spikes.size(), 100u);
  EXPECT_EQ(spikesOf(b.get()), spikes);
  EXPECT_EQ(spikesOf(c.get()), spikes);
  // The rounding of sums may differ: receptors were merged.
  expectNear(valuesOf(b.get(), "E.V"), valuesOf(a.get(), "E.V"));
  expectNear(valuesOf(b.get(), "E.total"), valuesOf(a.get(), "E.total"));
  EXPECT_EQ(valuesOf(a.get(), "E.smooth").size(), 40u);
  for (const char *gone : {"E.smooth", "E.inh.I"})
    REFUSED(neuro_sim_get(b.get(), gone, nullptr, 0, nullptr), NEURO_INVALID, "has no '");
  REFUSED(neuro_sim_get(c.get(), "E.total", nullptr, 0, nullptr), NEURO_INVALID, "looks");
  // Inputs, parameters and rates are always there.
  const double value = 10;
  for (const char *path : {"E.I", "E.tau_m", "X.rate", "inhibition.w"})
    OK(neuro_sim_set(c.get(), path, &value, 1));
}

TEST(ApiLooks, WhatIsNamedStays) {
  const Program named = looking("E.smooth, E.inh.I");
  Sim sim = made(named.get());
  const Events spikes = spikesOf(sim.get());
  EXPECT_FALSE(spikes.empty());
  const Program all = looking(nullptr);
  Sim other = made(all.get());
  EXPECT_EQ(spikesOf(other.get()), spikes);
  expectNear(valuesOf(sim.get(), "E.smooth"), valuesOf(other.get(), "E.smooth"));
  expectNear(valuesOf(sim.get(), "E.inh.I"), valuesOf(other.get(), "E.inh.I"));
}

TEST(ApiLooks, WhatThereIsNotIsRefused) {
  neuro_engine *engine = nullptr;
  OK(neuro_engine_create(nullptr, &engine));
  neuro_compile_options options{};
  options.size = sizeof options;
  neuro_program *program = nullptr;
  for (auto [paths, part] : {std::pair<const char *, const char *>{"E.V, E.exc.J", "did you mean 'E.exc.I'"},
                             {"F.V", "'F.V'"},
                             {"E", "'E'"},
                             {"inhibition.x", "'inhibition.x'"}}) {
    options.looks = paths;
    REFUSED(neuro_program_compile(engine, richText, "r.neuro", &options, nullptr, nullptr, &program),
            NEURO_INVALID, part);
  }
  neuro_engine_free(engine);
}

// Where what arrives goes straight into states, lets are computed from those as they lie between runs.
TEST(ApiLooks, LetsOfDirectArrivalsAreReadAtAnyTime) {
  neuro_compile_options options{};
  options.size = sizeof options;
  options.precision = "f64";
  options.without = "receptor-merging";
  const Program direct = compiled(richText, &options);
  options.without = "receptor-merging,direct-arrivals";
  const Program summed = compiled(richText, &options);
  for (int threads : {1, 3}) {
    neuro_sim_options simulated = simOptions();
    simulated.threads = threads;
    Sim a = made(direct.get(), simulated), b = made(summed.get(), simulated);
    double largest = 0;
    for (int step = 0; step < 20; ++step) {
      OK(neuro_sim_run(a.get(), 1 + step % 7, nullptr));
      OK(neuro_sim_run(b.get(), 1 + step % 7, nullptr));
      const std::vector<double> total = valuesOf(a.get(), "E.total"), exc = valuesOf(a.get(), "E.exc.I"),
                                inh = valuesOf(a.get(), "E.inh.I");
      for (size_t k = 0; k < total.size(); ++k) {
        EXPECT_NEAR(total[k], exc[k] + inh[k], 1e-9);
        largest = std::max(largest, total[k]);
      }
      expectNear(total, valuesOf(b.get(), "E.total"));
    }
    EXPECT_GT(largest, 50);
  }
}
