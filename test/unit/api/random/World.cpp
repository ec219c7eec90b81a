//===- World.cpp - Which call comes next ---------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "World.h"

#include <algorithm>
#include <atomic>
#include <filesystem>

using namespace api_test;

Commons::Commons() {
  folder = (std::filesystem::temp_directory_path() / "neuro-random-XXXXXX").string();
  EXPECT_TRUE(mkdtemp(folder.data()));
  const std::string cache = folder + "/cache";
  neuro_engine_options options{};
  options.size = sizeof options;
  options.cache_directory = cache.c_str();
  EXPECT_EQ(textOf(neuro_engine_create(&options, &engine)), "");
}

Commons::~Commons() {
  neuro_engine_free(engine);
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
}

static std::string folderOfItsOwn(const Commons &commons) {
  static std::atomic<int> worlds{0};
  const std::string folder = commons.folder + "/" + std::to_string(worlds++);
  std::filesystem::create_directory(folder);
  return folder;
}

World::World(uint64_t seed, const Commons &commons)
    : commons(commons), folder(folderOfItsOwn(commons)), choose(seed), calls(seed) {
  programs.push_back({neuro_program_retain(mixed()), true});
}

World::~World() {
  for (neuro_engine *engine : engines)
    neuro_engine_free(engine);
  for (const Program &program : programs)
    neuro_program_free(program.handle);
  for (neuro_result *result : results)
    neuro_result_free(result);
  sims.clear();
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
}

void World::play(int count) {
  for (int k = 0; k < count && !testing::Test::HasFailure(); ++k)
    one();
  for (const auto &at : sims) {
    std::fill(at->memory.begin(), at->memory.end(), 1.0); // what is bound is to be finite
    neuro_error *reset = neuro_sim_reset(at->sim.get());
    neuro_error *run = neuro_sim_run(at->sim.get(), 10, nullptr);
    if (!at->mixed) { // other programs may have reasons of their own
      ended(reset);
      ended(run);
      continue;
    }
    EXPECT_EQ(textOf(reset), "");
    EXPECT_EQ(textOf(run), "");
  }
  if (testing::Test::HasFailure()) {
    ADD_FAILURE() << calls.all();
  }
}

void World::one() {
  const size_t kind = choose.below(100);
  if (kind < 1)
    return engineCalls();
  if (kind < 3)
    return compile();
  if (kind < 4)
    return cacheIsDamaged();
  if (kind < 5)
    return load();
  if (kind < 8)
    return programCalls();
  if (kind < 12)
    return experiment();
  if (kind < 15)
    return units();
  if (kind < 18 || sims.empty())
    return create();
  simCalls(*choose.pick(sims));
}
