//===- World.h - All that a host may have at a time ----------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Random calls of neuro.h with arguments that are right, nearly right or nonsense, on
// several engines, programs, sims and results that live side by side and go in any
// order. Whatever the order, nothing crashes, refusals say why, and a refusal never
// makes a sim useless. Worth most under the address sanitizer.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TEST_UNIT_API_RANDOM_WORLD_H
#define NEURO_TEST_UNIT_API_RANDOM_WORLD_H

#include "Choices.h"

#include <chrono>

namespace api_test {

/// What worlds of several threads have in common.
struct Commons {
  Commons();
  ~Commons();
  std::string folder; ///< of this process, removed with it: "cache", and files of worlds
  neuro_engine *engine = nullptr;
};

/// One thread's calls.
class World {
public:
  World(uint64_t seed, const Commons &commons);
  ~World();
  void play(int calls);

private:
  struct Program {
    neuro_program *handle;
    bool mixed; ///< mixed.neuro
  };
  /// What a sim has of the host, in an order in which it may be destroyed.
  struct Running {
    std::vector<double> memory = std::vector<double>(64, 1.0); ///< that inputs are bound to
    Sim sim;
    bool mixed = false;
    bool ends = false; ///< its progress callback says stop
    std::vector<std::string> paths;
    std::vector<neuro_spikes *> spikes, called;
    neuro_view view{};
    std::chrono::steady_clock::time_point begun;
  };

  const Commons &commons;
  const std::string folder; ///< of this world's own files
  Choices choose;
  Calls calls;
  std::vector<neuro_engine *> engines;
  std::vector<Program> programs;
  std::vector<std::unique_ptr<Running>> sims;
  std::vector<neuro_result *> results;
  size_t heard = 0; ///< spikes that callbacks were given

  void one();
  void log(const std::string &call) { calls.add(call); }

  // Programs.cpp
  neuro_engine *engine();
  void engineCalls();
  void cacheIsDamaged();
  std::string text();
  std::string mutated(std::string text);
  void compile();
  void load();
  void lookAt(const neuro_program *program);
  void programCalls();
  // Sims.cpp
  void create();
  void learnPaths(Running &at);
  const char *path(Running &at);
  const char *view(Running &at);
  std::string checkpointFile();
  void simCalls(Running &at);
  void values(Running &at);
  void events(Running &at);
  void time(Running &at);
  void looks(Running &at);
  void lives(Running &at);
  // Results.cpp
  void experiment();
  void resultCalls(const neuro_result *result);
  void units();
};

} // namespace api_test

#endif // NEURO_TEST_UNIT_API_RANDOM_WORLD_H
