//===- EventsTest.cpp - Spikes out, events in -------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Harness.h"

#include <algorithm>
#include <cstdio>

using namespace api_test;

/// What `record I.spikes` has.
static Events recorded(neuro_sim *sim) {
  neuro_record record{};
  record.size = sizeof record;
  EXPECT_EQ(textOf(neuro_sim_record(sim, 0, &record)), "");
  EXPECT_TRUE(record.is_events);
  Events out;
  for (size_t k = 0; k < record.rows; ++k)
    out.push_back({record.ticks[k], record.elements[k]});
  return out;
}

TEST(ApiEvents, ListenersHearWhatTheNetworkRecords) {
  for (int threads : {1, 2, 3}) {
    neuro_sim_options options = simOptions();
    options.threads = threads;
    Sim sim = made(mixed(), options);
    EXPECT_EQ(neuro_sim_threads(sim.get()), threads);
    neuro_spikes *drain = nullptr;
    OK(neuro_sim_listen(sim.get(), "I", nullptr, nullptr, &drain));
    Events heard;
    auto hear = [](const int64_t *ticks, const uint32_t *elements, size_t count, void *user) {
      for (size_t k = 0; k < count; ++k)
        static_cast<Events *>(user)->push_back({ticks[k], elements[k]});
    };
    OK(neuro_sim_listen(sim.get(), "I.spikes", hear, &heard, nullptr));
    Events taken;
    for (int step = 0; step < 10; ++step) {
      OK(neuro_sim_run(sim.get(), 1 + 97 * step, nullptr));
      if (step % 3 == 0) {
        const Events now = drained(drain);
        taken.insert(taken.end(), now.begin(), now.end());
      }
    }
    const Events all = recorded(sim.get());
    ASSERT_GT(all.size(), 50u);
    EXPECT_EQ(heard, all);
    EXPECT_EQ(taken, all);
    EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
  }
}

TEST(ApiEvents, WhoeverListensChangesNothing) {
  Sim silent = made(mixed()), heard = made(mixed());
  OK(neuro_sim_run(silent.get(), 300, nullptr));
  OK(neuro_sim_run(heard.get(), 100, nullptr));
  // E and P had nobody who recorded them, X is folded into what it drives.
  neuro_spikes *e, *x, *p, *part;
  OK(neuro_sim_listen(heard.get(), "E", nullptr, nullptr, &e));
  OK(neuro_sim_listen(heard.get(), "X", nullptr, nullptr, &x));
  OK(neuro_sim_listen(heard.get(), "P", nullptr, nullptr, &p));
  OK(neuro_sim_listen(heard.get(), "E[10..40 step 3]", nullptr, nullptr, &part));
  OK(neuro_sim_run(heard.get(), 200, nullptr));
  EXPECT_EQ(recorded(silent.get()), recorded(heard.get()));
  EXPECT_EQ(valuesOf(silent.get(), "E.V"), valuesOf(heard.get(), "E.V"));
  EXPECT_TRUE(drained(p).empty());
  // 40 sources at 400 Hz for 20 ms: 320 events, give or take 5 standard deviations.
  EXPECT_NEAR(static_cast<double>(neuro_spikes_waiting(x)), 320, 90);
  Events wanted;
  for (auto [tick, element] : drained(e)) {
    EXPECT_GT(tick, 100);
    if (element >= 10 && (element - 10) % 3 == 0)
      wanted.push_back({tick, (element - 10) / 3});
  }
  EXPECT_EQ(drained(part), wanted);
}

TEST(ApiEvents, DrainingInPiecesLosesNothing) {
  Sim whole = made(mixed()), pieces = made(mixed());
  neuro_spikes *a, *b;
  OK(neuro_sim_listen(whole.get(), "I", nullptr, nullptr, &a));
  OK(neuro_sim_listen(pieces.get(), "I", nullptr, nullptr, &b));
  OK(neuro_sim_run(whole.get(), 2000, nullptr));
  Events taken;
  for (int step = 0; step < 40; ++step) {
    OK(neuro_sim_run(pieces.get(), 50, nullptr));
    int64_t ticks[3];
    uint32_t elements[3];
    size_t count = 0;
    OK(neuro_spikes_drain(b, ticks, elements, 3, &count));
    for (size_t k = 0; k < count; ++k)
      taken.push_back({ticks[k], elements[k]});
  }
  for (const auto &event : drained(b))
    taken.push_back(event);
  EXPECT_EQ(taken, drained(a));
  EXPECT_EQ(neuro_spikes_waiting(b), 0u);
}

TEST(ApiEvents, PushedEventsArriveAfterTheirDelay) {
  Sim sim = made(mixed());
  neuro_spikes *port;
  OK(neuro_sim_listen(sim.get(), "P", nullptr, nullptr, &port));
  const uint32_t elements[] = {3, 1};
  const int64_t ticks[] = {20, 10};
  OK(neuro_sim_push_events(sim.get(), "P", elements, ticks, 2));
  OK(neuro_sim_run(sim.get(), 14, nullptr));
  EXPECT_EQ(valuesOf(sim.get(), "I.syn.I"), std::vector<double>(10, 0));
  OK(neuro_sim_run(sim.get(), 1, nullptr)); // tick 10 and 0.5 ms
  EXPECT_GT(valuesOf(sim.get(), "I.syn.I")[0], 1800);
  OK(neuro_sim_run(sim.get(), 15, nullptr));
  EXPECT_EQ(drained(port), (Events{{10, 1}, {20, 3}}));
  REFUSED(neuro_sim_push_events(sim.get(), "P", elements, ticks, 2), NEURO_INVALID, "in the past");
  REFUSED(neuro_sim_push_events(sim.get(), "E", elements, ticks, 2), NEURO_INVALID, "takes no events");
  REFUSED(neuro_sim_push_events(sim.get(), "Q", elements, ticks, 2), NEURO_INVALID, "'Q'");
  const uint32_t beyond = 4;
  const int64_t later = 100;
  REFUSED(neuro_sim_push_events(sim.get(), "P", &beyond, &later, 1), NEURO_INVALID, "element 4");
  OK(neuro_sim_push_events(sim.get(), "P", nullptr, nullptr, 0));
}

TEST(ApiEvents, BadListenersAreRefused) {
  Sim sim = made(mixed());
  neuro_spikes *spikes = nullptr;
  REFUSED(neuro_sim_listen(sim.get(), "E.V", nullptr, nullptr, &spikes), NEURO_INVALID, "no event V");
  REFUSED(neuro_sim_listen(sim.get(), "Z", nullptr, nullptr, &spikes), NEURO_INVALID, "'Z'");
  REFUSED(neuro_sim_listen(sim.get(), "E", nullptr, nullptr, nullptr), NEURO_INVALID, "callback");
  EXPECT_EQ(spikes, nullptr);
  size_t count;
  auto ignore = [](const int64_t *, const uint32_t *, size_t, void *) {};
  OK(neuro_sim_listen(sim.get(), "E", ignore, nullptr, &spikes));
  REFUSED(neuro_spikes_drain(spikes, nullptr, nullptr, 0, &count), NEURO_INVALID, "callback");
}

TEST(ApiEvents, CallbacksMayNotUseTheSim) {
  Sim sim = made(mixed());
  struct Seen {
    neuro_sim *sim;
    int busy = 0, calls = 0;
  } seen{sim.get()};
  auto nosy = [](const int64_t *, const uint32_t *, size_t, void *user) {
    Seen &seen = *static_cast<Seen *>(user);
    ++seen.calls;
    const Refused no = refused(neuro_sim_run(seen.sim, 1, nullptr));
    seen.busy += no.status == NEURO_BUSY;
  };
  OK(neuro_sim_listen(sim.get(), "I", nosy, &seen, nullptr));
  OK(neuro_sim_run(sim.get(), 1000, nullptr));
  EXPECT_EQ(seen.calls, 1);
  EXPECT_EQ(seen.busy, 1);
}

TEST(ApiEvents, ListeningEnds) {
  Sim sim = made(mixed()), other = made(mixed());
  size_t batches = 0;
  neuro_spikes *counted = nullptr, *kept = nullptr, *gone = nullptr;
  OK(neuro_sim_listen(
      sim.get(), "E", [](const int64_t *, const uint32_t *, size_t, void *user) { ++*static_cast<size_t *>(user); },
      &batches, &counted));
  OK(neuro_sim_listen(sim.get(), "E[0..20]", nullptr, nullptr, &gone));
  OK(neuro_sim_listen(sim.get(), "E", nullptr, nullptr, &kept));
  OK(neuro_sim_run(sim.get(), 500, nullptr));
  EXPECT_EQ(batches, 1u);
  const size_t half = neuro_spikes_waiting(kept);
  EXPECT_GT(half, 0u);

  // Handles of nothing, of another sim and of nobody any more are refused, not looked into.
  REFUSED(neuro_sim_unlisten(sim.get(), nullptr), NEURO_INVALID, "listened");
  REFUSED(neuro_sim_unlisten(other.get(), gone), NEURO_INVALID, "listened");
  REFUSED(neuro_sim_unlisten(nullptr, gone), NEURO_INVALID, "sim");
  OK(neuro_sim_unlisten(sim.get(), counted));
  OK(neuro_sim_unlisten(sim.get(), gone));
  REFUSED(neuro_sim_unlisten(sim.get(), gone), NEURO_INVALID, "listened");

  OK(neuro_sim_run(sim.get(), 500, nullptr));
  EXPECT_EQ(batches, 1u);
  EXPECT_GT(neuro_spikes_waiting(kept), half);
  // Places are used again; what is heard is what one that heard from the start hears.
  neuro_spikes *late = nullptr, *whole = nullptr;
  OK(neuro_sim_listen(sim.get(), "I", nullptr, nullptr, &late));
  OK(neuro_sim_listen(other.get(), "I", nullptr, nullptr, &whole));
  const std::string file = testing::TempDir() + "api-unlisten.neurosim";
  OK(neuro_sim_checkpoint(sim.get(), file.c_str())); // one place of the two is empty
  OK(neuro_sim_restore(sim.get(), file.c_str()));
  std::remove(file.c_str());
  OK(neuro_sim_run(sim.get(), 1000, nullptr));
  OK(neuro_sim_run(other.get(), 2000, nullptr));
  Events heard = drained(late), all = drained(whole);
  EXPECT_GT(heard.size(), 0u);
  all.erase(std::remove_if(all.begin(), all.end(), [](const auto &e) { return e.first <= 1000; }), all.end());
  EXPECT_EQ(heard, all);
}

TEST(ApiEvents, CallbacksMayNotEndListening) {
  Sim sim = made(mixed());
  struct State {
    neuro_sim *sim;
    neuro_spikes *spikes = nullptr;
    neuro_status said = NEURO_OK;
  } state{sim.get()};
  OK(neuro_sim_listen(
      sim.get(), "E",
      [](const int64_t *, const uint32_t *, size_t, void *user) {
        State &state = *static_cast<State *>(user);
        state.said = refused(neuro_sim_unlisten(state.sim, state.spikes)).status;
      },
      &state, &state.spikes));
  OK(neuro_sim_run(sim.get(), 500, nullptr));
  EXPECT_EQ(state.said, NEURO_BUSY);
  OK(neuro_sim_unlisten(sim.get(), state.spikes));
}
