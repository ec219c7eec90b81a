//===- Team.cpp - Threads of one simulation -------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Team.h"

#include <system_error>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace neuro::rt {

static void relax() {
#if defined(__x86_64__)
  _mm_pause();
#elif defined(__aarch64__)
  __asm__ __volatile__("yield");
#endif
}

void Barrier::release(uint32_t next) {
  // The order of the store to `phase` and the load of `sleepers` (and the other
  // way round in wait) must hold: seq_cst, or a sleeper could be missed.
  phase.store(next, std::memory_order_seq_cst);
  if (sleepers.load(std::memory_order_seq_cst) > 0) {
    // Taking the lock waits out a sleeper between its check and its sleep.
    { std::lock_guard<std::mutex> lock(mutex); }
    wake.notify_all();
  }
}

void Barrier::wait(uint32_t now) {
  constexpr int spins = 2000, yields = 400; // some 40 and 200 us; waking a sleeper takes 50
  for (int i = 0; i < spins; ++i) {
    if (phase.load(std::memory_order_acquire) != now)
      return;
    relax();
  }
  for (int i = 0; i < yields; ++i) {
    if (phase.load(std::memory_order_acquire) != now)
      return;
    std::this_thread::yield();
  }
  std::unique_lock<std::mutex> lock(mutex);
  sleepers.fetch_add(1, std::memory_order_seq_cst);
  wake.wait(lock, [&] { return phase.load(std::memory_order_seq_cst) != now; });
  sleepers.fetch_sub(1, std::memory_order_seq_cst);
}

bool Team::start(int size) {
  try {
    for (int i = static_cast<int>(workers.size()) + 1; i < size; ++i)
      workers.emplace_back([this, i, now = generation] { loop(i, now); });
  } catch (const std::system_error &) {
    return false;
  } catch (const std::bad_alloc &) {
    return false;
  }
  return true;
}

Team::~Team() {
  {
    std::lock_guard<std::mutex> lock(mutex);
    quit = true;
  }
  begin.notify_all();
  for (std::thread &worker : workers)
    worker.join();
}

void Team::loop(int index, uint64_t seen) {
  for (;;) {
    const std::function<void(int)> *work;
    {
      std::unique_lock<std::mutex> lock(mutex);
      begin.wait(lock, [&] { return quit || generation != seen; });
      if (quit)
        return;
      seen = generation;
      work = job;
    }
    (*work)(index);
    {
      std::lock_guard<std::mutex> lock(mutex);
      --running;
    }
    end.notify_one();
  }
}

void Team::run(const std::function<void(int)> &work) {
  if (!workers.empty()) {
    std::lock_guard<std::mutex> lock(mutex);
    job = &work;
    running = static_cast<int>(workers.size());
    ++generation;
  }
  begin.notify_all();
  work(0);
  if (!workers.empty()) {
    std::unique_lock<std::mutex> lock(mutex);
    end.wait(lock, [&] { return running == 0; });
    job = nullptr;
  }
}

} // namespace neuro::rt
