//===- RandomCallsTest.cpp - Any sequence of calls ----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// random/World.h, from a few seeds; `./neuro fuzz` gives it NEURO_FUZZ_SECONDS, more than
// tests take. A failure prints its seed, which NEURO_FUZZ_SEED plays alone, and its calls.
//
//===----------------------------------------------------------------------===//

#include "random/World.h"

#include <atomic>
#include <cstdlib>
#include <thread>

using namespace api_test;

namespace {

/// Plays seeds from `first` on: so many, and then until the time is over.
void playFrom(uint64_t first, uint64_t count, int calls, const Commons &commons, std::atomic<uint64_t> &next) {
  const char *given = std::getenv("NEURO_FUZZ_SECONDS");
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(given ? std::atoi(given) : 0);
  for (uint64_t seed = next++;
       (seed < first + count || std::chrono::steady_clock::now() < end) && !testing::Test::HasFailure(); seed = next++) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    World(seed, commons).play(calls);
  }
}

} // namespace

TEST(ApiRandomCalls, NeverBreakAnything) {
  const Commons commons;
  if (const char *one = std::getenv("NEURO_FUZZ_SEED")) {
    World(std::strtoull(one, nullptr, 10), commons).play(400);
    return;
  }
  std::atomic<uint64_t> next{0};
  playFrom(0, 40, 400, commons, next);
  RecordProperty("seeds", static_cast<int>(next));
  std::printf("%d sequences of 400 calls\n", static_cast<int>(next) - 1);
}

// Each thread has sims of its own; programs, an engine and a cache are everybody's.
TEST(ApiRandomCalls, SideBySide) {
  const Commons commons;
  std::atomic<uint64_t> next{1000};
  mixed();
  std::vector<std::thread> hosts;
  for (int t = 0; t < 3; ++t)
    hosts.emplace_back([&] { playFrom(1000, 6, 200, commons, next); });
  for (std::thread &host : hosts)
    host.join();
}
