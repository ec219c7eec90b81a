//===- HistoryTest.cpp - Recent events of the ends of edges -----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/SharedHistory.h"

#include "gtest/gtest.h"

#include <cmath>
#include <deque>
#include <random>

using namespace neuro::rt;

namespace {

struct Event {
  int64_t stamp;
  double count, trace;
};

/// What a history of one trace says of an element, against all its events, newest first.
void expectSame(const EventHistory &history, size_t element, const std::deque<Event> &events,
                int64_t keepFrom) {
  const double *entry = history.newest(element);
  for (const Event &event : events) {
    EXPECT_EQ(entry[0], static_cast<double>(event.stamp));
    EXPECT_EQ(entry[1], event.count);
    EXPECT_EQ(entry[2], event.trace);
    if (event.stamp < keepFrom)
      break; // older ones may be gone
    EXPECT_EQ(history.find(element, static_cast<double>(event.stamp) + 1), entry);
    entry += history.entryWidth();
  }
  if (events.empty())
    EXPECT_EQ(entry[0], neverStamp);
}

void expectRecent(const EventHistory &history, size_t element, const std::deque<Event> &events,
                  size_t known) {
  uint64_t word = 0;
  for (size_t k = 0; k < std::min(events.size(), known); ++k) {
    const int64_t stamp = std::max<int64_t>(events[k].stamp - history.base(), 0);
    EXPECT_EQ(history.recentStamps()[element * EventHistory::recentEvents + k], stamp);
    if (k < 4)
      word |= static_cast<uint64_t>(stamp) << 16 * k;
  }
  EXPECT_EQ(history.newestWords()[element].recent, word);
}

TEST(History, EventsAreFoundHoweverManyThereWere) {
  constexpr size_t elements = 5;
  constexpr double dt = 0.1, tau = 20;
  EventHistory history;
  history.make(elements, {{tau, false}}, dt, /*spare=*/1, EventHistory::Beside::Recent);
  std::vector<std::deque<Event>> events(elements);
  std::mt19937 random(7);
  int64_t keepFrom = 0;
  size_t most = 0;
  for (int64_t tick = 1; tick < 3000; ++tick) {
    // What nobody asks for any more is far away at times, so that there are many events.
    if (tick % 400 == 0)
      keepFrom = tick - static_cast<int64_t>(random() % 200);
    for (size_t e = 0; e < elements; ++e) {
      if (random() % (10 + 20 * e) != 0)
        continue;
      const double last = events[e].empty() ? 0
                                            : events[e][0].trace *
                                                  std::exp(-static_cast<double>(tick - events[e][0].stamp) * dt / tau);
      const double count = 1 + static_cast<double>(random() % 3);
      history.push(e, tick, count, keepFrom);
      events[e].push_front({tick, count, last + count});
      expectSame(history, e, events[e], keepFrom);
    }
    most = std::max(most, history.depth());
  }
  EXPECT_GE(most, 32u);
  for (size_t e = 0; e < elements; ++e) {
    expectSame(history, e, events[e], keepFrom);
    expectRecent(history, e, events[e], EventHistory::recentEvents);
    EXPECT_EQ(history.newestStamps()[e], static_cast<double>(events[e][0].stamp));
    EXPECT_EQ(history.newestPairs()[e].value, static_cast<float>(events[e][0].trace));
  }
  // Stamps count from another tick.
  history.rebase(2500);
  for (size_t e = 0; e < elements; ++e) {
    size_t later = 0;
    while (later < events[e].size() && events[e][later].stamp > 2500)
      ++later;
    expectRecent(history, e, events[e], std::min(later, EventHistory::recentEvents));
  }
  EXPECT_TRUE(history.isRecentWhole());
}

TEST(History, SaysWhichEventIsInTheWay) {
  EventHistory history;
  history.make(1, {}, 0.1, 0, EventHistory::Beside::Recent);
  int64_t tick = 0;
  while (!history.isFull(0, 1)) {
    history.push(0, ++tick, 1, 1);
    ASSERT_LT(tick, 100);
  }
  const int64_t stamp = history.inTheWay(0);
  EXPECT_TRUE(history.isFull(0, stamp));
  EXPECT_FALSE(history.isFull(0, stamp + 1));
}

TEST(History, EntriesFromACheckpointAreSet) {
  EventHistory history;
  history.make(2, {{20, true}}, 0.1, 0, EventHistory::Beside::Recent);
  for (int64_t tick = 1; tick < 8; ++tick)
    history.push(1, tick, 1, 0);
  const double entries[] = {90, 1, 1, 70, 2, 1, 20, 1, 1};
  history.set(1, entries, 3);
  expectSame(history, 1, {{90, 1, 1}, {70, 2, 1}, {20, 1, 1}}, 0);
  expectRecent(history, 1, {{90, 1, 1}, {70, 2, 1}, {20, 1, 1}}, 3);
  expectSame(history, 0, {}, 0);
  history.push(1, 95, 1, 0);
  expectSame(history, 1, {{95, 1, 1}, {90, 1, 1}, {70, 2, 1}, {20, 1, 1}}, 0);
  history.clear();
  expectSame(history, 1, {}, 0);
}

TEST(History, BytesAreThoseItTakes) {
  for (size_t spare : {0, 1})
    for (EventHistory::Beside beside : {EventHistory::Beside::Nothing, EventHistory::Beside::Newest,
                                        EventHistory::Beside::Recent}) {
      EventHistory history;
      history.make(1000, {{20, false}, {30, true}}, 0.1, spare, beside);
      EXPECT_EQ(history.bytes(), 1000 * EventHistory::bytesOf(2, spare, beside));
    }
}

/// A history that a checkpoint gave room for more events than kernels of rows know of is
/// full when they would miss one.
TEST(History, IsFullBeforeKernelsOfRowsMissAnEvent) {
  EventHistory history;
  history.make(1, {}, 0.1, 0, EventHistory::Beside::Recent);
  std::vector<double> entries;
  for (int64_t k = 0; k < 40; ++k)
    entries.insert(entries.end(), {static_cast<double>(1000 - k), 1});
  history.set(0, entries.data(), 40);
  ASSERT_GT(history.depth(), EventHistory::recentEvents);
  int64_t stamp = 1000;
  size_t pushed = 0;
  while (!history.isFull(0, 1001)) {
    history.push(0, ++stamp, 1, 1001);
    ASSERT_LT(++pushed, EventHistory::recentEvents);
  }
  EXPECT_EQ(history.inTheWay(0), 1001);
  EXPECT_FALSE(history.isFull(0, 1002));
}

HistoryUse useOf(int of, std::vector<EventHistory::Trace> traces, std::vector<size_t> places) {
  HistoryUse use;
  use.of = of;
  use.traces = std::move(traces);
  use.places = std::move(places);
  return use;
}

/// Two projections of the same end: one has a trace of 20 ms, the other one of 50 and one
/// of 20.
struct Pair {
  SharedHistory first, second;
  explicit Pair(bool shared) {
    if (shared) {
      first.make(3, useOf(-1, {{20, false}, {50, true}}, {0}), 2, 0.1, 10);
      second.share(first, 5, useOf(3, {}, {1, 0}), 40);
    } else {
      first.make(3, useOf(-1, {{20, false}}, {0}), 2, 0.1, 10);
      second.make(5, useOf(-1, {{50, true}, {20, false}}, {0, 1}), 2, 0.1, 40);
    }
  }
  void push(size_t element, int64_t stamp, double count) {
    first.push(element, stamp, count, stamp - 9);
    second.push(element, stamp, count, stamp - 39);
  }
};

void expectSaved(const SharedHistory &a, const SharedHistory &b, size_t atLeast) {
  for (size_t element : {0, 1}) {
    const std::vector<double> left = a.saved(element), right = b.saved(element);
    ASSERT_EQ(a.savedWidth(), b.savedWidth());
    const size_t both = std::min(left.size(), right.size());
    EXPECT_GE(both, atLeast * a.savedWidth());
    EXPECT_TRUE(std::equal(left.begin(), left.begin() + static_cast<ptrdiff_t>(both), right.begin()));
  }
}

TEST(History, ProjectionsSeeTheirOwnTracesOfTheEventsTheyShare) {
  Pair shared(true), alone(false);
  for (Pair *pair : {&shared, &alone})
    for (int64_t tick = 1; tick < 60; ++tick) {
      if (tick % 3 == 0)
        pair->push(0, tick, 1);
      if (tick % 7 == 0)
        pair->push(1, tick, 2);
    }
  EXPECT_TRUE(shared.first.leads());
  EXPECT_FALSE(shared.second.leads());
  EXPECT_EQ(shared.second.members(), (std::vector<size_t>{3, 5}));
  EXPECT_EQ(shared.second.bytes(), 0u);
  EXPECT_LT(shared.first.bytes(), alone.first.bytes() + alone.second.bytes());
  expectSaved(shared.first, alone.first, 2);
  expectSaved(shared.second, alone.second, 5);
  const double *entry = shared.second.find(0, 57);
  EXPECT_EQ(entry[0], 54);
  EXPECT_EQ(entry[EventHistory::header + shared.second.place(0)], 1);
}

TEST(History, WhatIsSharedIsSavedAndSetByEach) {
  for (bool from : {false, true})
    for (bool to : {false, true}) {
      Pair saved(from), loaded(to);
      for (int64_t tick = 1; tick < 60; ++tick)
        saved.push(static_cast<size_t>(tick % 2), tick, 1);
      loaded.push(0, 5, 3); // what was before goes away
      for (size_t element : {0, 1})
        loaded.first.set(element, saved.first.saved(element));
      for (size_t element : {0, 1})
        loaded.second.set(element, saved.second.saved(element));
      expectSaved(saved.first, loaded.first, 5);
      expectSaved(saved.second, loaded.second, 20);
      for (Pair *pair : {&saved, &loaded})
        pair->push(1, 64, 1);
      expectSaved(saved.first, loaded.first, 5);
      expectSaved(saved.second, loaded.second, 20);
    }
}

TEST(History, ProjectionsPartWhenOneGetsAnotherTimeConstant) {
  for (bool leader : {true, false}) {
    Pair shared(true), alone(false);
    for (Pair *pair : {&shared, &alone}) {
      for (int64_t tick = 1; tick < 20; ++tick)
        pair->push(0, tick, 1);
      pair->push(1, 19, 1);
      pair->first.retune({{20, false}}); // as it is
      EXPECT_EQ(pair->first.isShared(), pair == &shared);
      if (leader)
        pair->first.retune({{5, false}});
      else
        pair->second.retune({{50, true}, {80, false}});
      EXPECT_TRUE(pair->first.leads());
      EXPECT_TRUE(pair->second.leads());
      EXPECT_FALSE(pair->first.isShared());
      for (int64_t tick = 20; tick < 40; ++tick) {
        pair->push(0, tick, 1);
        pair->push(1, tick, 1);
      }
    }
    expectSaved(shared.first, alone.first, 9);
    expectSaved(shared.second, alone.second, 20);
  }
}

} // namespace
