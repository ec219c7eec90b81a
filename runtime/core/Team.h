//===- Team.h - Threads of one simulation -----------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_TEAM_H
#define NEURO_RUNTIME_CORE_TEAM_H

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace neuro::rt {

/// Spins, then yields, then sleeps: a pure spin is fastest on idle cores and
/// collapses when there are more threads than cores.
class Barrier {
public:
  explicit Barrier(int parties) : parties(parties) {}

  /// Waits for all parties. The last one to arrive first calls `last`, whose
  /// effects all see when they leave.
  template <class F> void arrive(F &&last) {
    wait(announce(last));
  }

  /// What a party that announced its arrival waits for.
  using Token = uint32_t;
  /// Arrives without waiting. The last one to arrive calls `last`.
  template <class F> Token announce(F &&last) {
    if (parties == 1) {
      last();
      return phase.load(std::memory_order_relaxed) - 1;
    }
    const uint32_t now = phase.load(std::memory_order_relaxed);
    if (arrived.fetch_add(1, std::memory_order_acq_rel) + 1 == parties) {
      last();
      arrived.store(0, std::memory_order_relaxed);
      release(now + 1);
    }
    return now;
  }
  /// Waits for all parties to have announced what gave `token`; before that a party
  /// must not announce again.
  void wait(Token token);

private:
  void release(uint32_t next);

  const int parties;
  alignas(64) std::atomic<int> arrived{0};
  alignas(64) std::atomic<uint32_t> phase{0};
  alignas(64) std::atomic<int> sleepers{0};
  std::mutex mutex;
  std::condition_variable wake;
};

/// `size` threads that run the same function together; the caller is thread 0.
/// Between calls the others sleep. Work must not throw.
class Team {
public:
  Team() = default;
  ~Team();
  Team(const Team &) = delete;
  Team &operator=(const Team &) = delete;

  /// Grows the team to `size` (never shrinks). False if the system gives no
  /// more threads. Not while running.
  bool start(int size);
  int size() const { return static_cast<int>(workers.size()) + 1; }
  void run(const std::function<void(int)> &work);

private:
  void loop(int index, uint64_t seen);

  std::vector<std::thread> workers;
  std::mutex mutex;
  std::condition_variable begin, end;
  const std::function<void(int)> *job = nullptr;
  uint64_t generation = 0;
  int running = 0;
  bool quit = false;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_TEAM_H
