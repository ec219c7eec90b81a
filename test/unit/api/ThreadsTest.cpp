//===- ThreadsTest.cpp - Several hosts at once ------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Harness.h"

#include <atomic>
#include <filesystem>
#include <thread>

using namespace api_test;

/// Runs a new sim and returns its spikes.
static Events spikesOf(neuro_program *program, uint64_t seed, int threads) {
  neuro_sim_options options = simOptions(seed);
  options.threads = threads;
  Sim sim = made(program, options);
  neuro_spikes *spikes = nullptr;
  EXPECT_EQ(textOf(neuro_sim_listen(sim.get(), "E", nullptr, nullptr, &spikes)), "");
  for (int step = 0; step < 20; ++step)
    EXPECT_EQ(textOf(neuro_sim_run(sim.get(), 50, nullptr)), "");
  return drained(spikes);
}

TEST(ApiThreads, EnginesAndSimsSideBySide) {
  const Events one = spikesOf(mixed(), 1, 1), two = spikesOf(mixed(), 2, 1);
  ASSERT_NE(one, two);
  std::atomic<int> wrong{0};
  std::vector<std::thread> hosts;
  for (int t = 0; t < 4; ++t)
    hosts.emplace_back([&, t] {
      // Two share a program, two have engines and programs of their own.
      Program own = t < 2 ? Program(neuro_program_retain(mixed())) : freshMixed();
      const uint64_t seed = 1 + static_cast<uint64_t>(t % 2);
      if (spikesOf(own.get(), seed, 1 + t / 2) != (seed == 1 ? one : two))
        ++wrong;
    });
  for (std::thread &host : hosts)
    host.join();
  EXPECT_EQ(wrong, 0);
}

TEST(ApiThreads, ARunIsCancelledFromAnotherThread) {
  Sim sim = made(mixed());
  std::atomic<bool> over{false};
  std::thread other([&] {
    // While the run is under way the sim belongs to it.
    for (bool seen = false; !seen && !over;) {
      const Refused no = refused(neuro_sim_reset(sim.get()));
      seen = no.status == NEURO_BUSY;
      if (!seen)
        std::this_thread::yield();
    }
    neuro_sim_tick(sim.get()); // may be asked at any time
    neuro_sim_cancel(sim.get());
  });
  int64_t done = -1;
  const int64_t forever = INT64_C(1) << 40;
  Refused first;
  do // the other may have been faster
    first = refused(neuro_sim_run(sim.get(), forever, &done));
  while (first.status == NEURO_BUSY);
  over = true;
  other.join();
  EXPECT_EQ(first.status, NEURO_OK) << first.text;
  EXPECT_GE(done, 0);
  EXPECT_LT(done, forever);
  // The wish is forgotten with the run that it ended.
  OK(neuro_sim_run(sim.get(), 10, &done));
  EXPECT_EQ(done, 10);
  neuro_sim_cancel(sim.get());
  OK(neuro_sim_run(sim.get(), 10, &done));
  EXPECT_EQ(done, 0);
  OK(neuro_sim_run(sim.get(), 10, &done));
  EXPECT_EQ(done, 10);
}

namespace {

/// A network that no other thread compiles, and what it spikes.
std::string textOfItsOwn(int number) {
  const std::string n = std::to_string(number);
  return "import std.neurons\nneuron Own" + n + " {\n  input I: pA\n  state V = 0 mV\n  V' = (" + std::to_string(21 + number) +
         " mV - V)/10 ms + I/(100 pF)\n  spike when V > 20 mV { V = 0 mV }\n}\nnetwork Net" + n +
         " {\n  population E: Own" + n + "[7] { V = 1 mV*i }\n  population L: LIF[5]\n  project E -> L.syn connect all { w = " + n +
         " pA; delay = 1 ms }\n}\n";
}

Events spikesOf(neuro_engine *engine, int number) {
  neuro_program *program = nullptr;
  const std::string text = textOfItsOwn(number);
  EXPECT_EQ(textOf(neuro_program_compile(engine, text.c_str(), nullptr, nullptr, nullptr, nullptr, &program)), "");
  const Program owner(program);
  return program ? spikesOf(program, 1, 1) : Events();
}

} // namespace

// All at once: engines of their own and one that they share, a cache that all of them fill and read, mistakes among
// what they compile, and compilations that are given up.
TEST(ApiThreads, ProgramsAreCompiledSideBySide) {
  if (!neuro_can_compile())
    GTEST_SKIP() << "without a compiler";
  const std::string cache = testing::TempDir() + "api-threads-cache";
  std::filesystem::remove_all(cache);
  neuro_engine_options options{};
  options.size = sizeof options;
  options.cache_directory = cache.c_str();
  auto engineMade = [&] {
    neuro_engine *engine = nullptr;
    EXPECT_EQ(textOf(neuro_engine_create(&options, &engine)), "");
    return engine;
  };
  neuro_engine *const shared = engineMade();
  constexpr int hosts = 4, programs = 6;
  std::vector<std::vector<Events>> spikes(hosts, std::vector<Events>(programs));
  std::vector<std::thread> threads;
  for (int t = 0; t < hosts; ++t)
    threads.emplace_back([&, t] {
      neuro_engine *const own = engineMade();
      for (int k = 0; k < programs; ++k) {
        const int number = (k + t) % programs; // all of them, in an order of its own
        spikes[static_cast<size_t>(t)][static_cast<size_t>(number)] = spikesOf(k % 2 ? own : shared, number);
        neuro_program *none = nullptr;
        REFUSED(neuro_program_compile(own, "network N {\n  population E: Nothing[3]\n}\n", "bad.neuro", nullptr, nullptr,
                                      nullptr, &none),
                NEURO_PROGRAM, "Nothing");
        neuro_compile_options gives{};
        gives.size = sizeof gives;
        gives.progress = [](const char *phase, void *) -> int { return std::string(phase) != "check"; };
        REFUSED(neuro_program_compile(own, mixedText, nullptr, &gives, nullptr, nullptr, &none), NEURO_CANCELLED,
                "stopped");
      }
      neuro_engine_free(own);
    });
  // Engines are told to give up what they do not do, too.
  for (int k = 0; k < 20; ++k) {
    neuro_engine *const idle = engineMade();
    neuro_engine_cancel(idle);
    neuro_engine_free(idle);
  }
  for (std::thread &thread : threads)
    thread.join();
  neuro_engine_free(shared);
  for (int t = 1; t < hosts; ++t)
    EXPECT_EQ(spikes[static_cast<size_t>(t)], spikes[0]);
  for (const Events &some : spikes[0])
    EXPECT_GT(some.size(), 5u);
  std::filesystem::remove_all(cache);
}
