//===- ProfileClock.h - The clock inside the tick loop ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A lap says that what a thread did since its last lap was this. So there is one
// reading of the clock at each border, and no time is lost between. A thread that
// is not profiled has no ThreadProfile, which costs one comparison a lap; one
// that is reads the clock in some windows only, chosen at random so that periodic
// work is met as often as it happens, so that all readings together stay below 2 %
// of the time. What is counted is counted always.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_PROFILECLOCK_H
#define NEURO_RUNTIME_CORE_PROFILECLOCK_H

#include "runtime/abi/Plan.h"
#include "runtime/core/Profile.h"

#include <array>
#include <chrono>
#include <memory>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace neuro::rt {

/// What a tick is made of.
enum class Spent : uint8_t {
  // Of a population.
  Stimuli, Draws, Update, Compact, Emit, Every, Lets,
  // Of a table of synapses without state (State::tables).
  File, Deliver,
  // Of a projection (NetworkPlan::projections): synapses with state, drives.
  EdgeFile, EdgeSignal, EdgeStep, EdgeEmit, EdgeHear, EdgePre, EdgePost, EdgePort,
  EdgeEvery, EdgeStructure, EdgeNormalize, EdgeReplay, Drive,
  // Of nothing in particular.
  Restored, Signals, Deferred, Exchange, Sample, Append, Plan, Wait, Rest,
};
constexpr size_t kindsOfSpent = static_cast<size_t>(Spent::Rest) + 1;

class alignas(64) ThreadProfile {
public:
  struct Slot {
    int64_t cycles = 0; ///< in timed windows
    int64_t laps = 0;   ///< in timed windows
    int64_t calls = 0, work = 0, other = 0; ///< always
  };

  /// `objects[kind]`: how many there are.
  void layOut(const std::array<size_t, kindsOfSpent> &objects) {
    size_t n = 0;
    for (size_t k = 0; k < kindsOfSpent; ++k) {
      begin[k] = n;
      n += objects[k];
    }
    begin[kindsOfSpent] = n;
    slots.assign(n, {});
  }

  void lap(Spent what, size_t object = 0) {
    Slot &s = slot(what, object);
    ++s.calls;
    if (!isTiming)
      return;
    const int64_t now = cycles();
    s.cycles += now - last;
    ++s.laps;
    ++timedLaps;
    last = now;
  }
  /// Also in windows that are not timed; `other` is a second count.
  void count(Spent what, size_t object, int64_t work, int64_t other = 0) {
    Slot &s = slot(what, object);
    s.work += work;
    s.other += other;
  }
  /// Edges a kernel was run on.
  void countEdges(KernelPlan::Phase phase, size_t projection, int64_t edges) {
    switch (phase) {
    case KernelPlan::Emit: return count(Spent::EdgeEmit, projection, edges);
    case KernelPlan::Pre: return count(Spent::EdgePre, projection, edges);
    case KernelPlan::Post: return count(Spent::EdgePost, projection, edges);
    case KernelPlan::Port: return count(Spent::EdgePort, projection, edges);
    case KernelPlan::Step: return count(Spent::EdgeStep, projection, edges);
    case KernelPlan::Signal: return count(Spent::EdgeSignal, projection, edges);
    case KernelPlan::Every: return count(Spent::EdgeEvery, projection, edges);
    case KernelPlan::Update:
    case KernelPlan::Record:
    case KernelPlan::Advance: return; // part of what it is done for
    }
  }
  bool timing() const { return isTiming; }

  void startRun() {
    runBegan = last = cycles();
    isTiming = false;
    startedAt = std::chrono::steady_clock::now();
  }
  /// A window begins, and the one before ends.
  void startWindow(bool timed) {
    const int64_t now = cycles();
    endWindow(now);
    isTiming = timed;
    windowBegan = last = now;
    ++windows;
    timedWindows += timed;
  }
  void endRun() {
    const int64_t now = cycles();
    endWindow(now);
    isTiming = false;
    windowBegan = -1;
    runCycles += now - runBegan;
    runSeconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - startedAt).count();
  }

  Slot &slot(Spent what, size_t object) {
    return slots[begin[static_cast<size_t>(what)] + object];
  }
  const Slot &slot(Spent what, size_t object) const {
    return slots[begin[static_cast<size_t>(what)] + object];
  }
  size_t objects(Spent what) const {
    return begin[static_cast<size_t>(what) + 1] - begin[static_cast<size_t>(what)];
  }
  std::vector<Slot> &all() { return slots; }
  const std::vector<Slot> &all() const { return slots; }

  /// Nanoseconds on some processors, clock ticks on others.
  static int64_t cycles() {
#if defined(__x86_64__)
    return static_cast<int64_t>(__rdtsc());
#else
    return std::chrono::steady_clock::now().time_since_epoch().count();
#endif
  }

  int64_t windows = 0, timedWindows = 0, timedLaps = 0;
  int64_t timedCycles = 0, runCycles = 0;
  double runSeconds = 0;

private:
  void endWindow(int64_t now) {
    if (isTiming) {
      slot(Spent::Rest, 0).cycles += now - last;
      timedCycles += now - windowBegan;
    }
  }

  bool isTiming = false;
  int64_t last = 0, windowBegan = 0, runBegan = 0;
  std::array<size_t, kindsOfSpent + 1> begin{};
  std::vector<Slot> slots;
  std::chrono::steady_clock::time_point startedAt;
};

/// What thread `profile` belongs to did since its last lap was `what`.
inline void lap(ThreadProfile *profile, Spent what, size_t object = 0) {
  if (profile)
    profile->lap(what, object);
}

/// The profiles of all threads.
class Profiler {
public:
  Profiler(int threads, const std::array<size_t, kindsOfSpent> &objects);

  ThreadProfile &thread(int t) { return *profiles[static_cast<size_t>(t)]; }
  const ThreadProfile &thread(int t) const { return *profiles[static_cast<size_t>(t)]; }
  int threads() const { return static_cast<int>(profiles.size()); }

  /// Whether the window of `ticks` that begins at a tick is to be timed. Called by
  /// one thread while the others wait.
  bool choose(int64_t first, int ticks);
  int64_t ticks() const { return allTicks; }
  /// Of one reading of the clock.
  double clockCycles() const { return costOfLap; }

private:
  std::vector<std::unique_ptr<ThreadProfile>> profiles;
  double costOfLap = 0;
  int64_t stride = 1; ///< one window in so many is timed
  int64_t allTicks = 0;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_PROFILECLOCK_H
