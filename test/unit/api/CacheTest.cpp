//===- CacheTest.cpp - Compiled code is kept for later --------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/unit/api/Harness.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

using namespace api_test;

namespace {

std::vector<std::string> phasesOf(const neuro_program *program) {
  neuro_phase_time times[32];
  const size_t count = std::min<size_t>(neuro_program_phases(program, times, 32), 32);
  std::vector<std::string> names;
  for (size_t k = 0; k < count; ++k)
    names.push_back(times[k].phase);
  return names;
}

bool has(const std::vector<std::string> &names, const char *name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Program compiledWith(const neuro_engine_options &options) {
  neuro_engine *engine = nullptr;
  EXPECT_EQ(textOf(neuro_engine_create(&options, &engine)), "");
  neuro_program *program = nullptr;
  EXPECT_EQ(textOf(neuro_program_compile(engine, mixedText, "test.neuro", nullptr, nullptr, nullptr, &program)), "");
  neuro_engine_free(engine);
  return Program(program);
}

Events spikesOf(neuro_program *program) {
  Sim sim = made(program);
  neuro_spikes *spikes = nullptr;
  EXPECT_EQ(textOf(neuro_sim_listen(sim.get(), "E", nullptr, nullptr, &spikes)), "");
  EXPECT_EQ(textOf(neuro_sim_run(sim.get(), 500, nullptr)), "");
  return drained(spikes);
}

} // namespace

TEST(ApiCache, SecondProgramIsNotCompiled) {
  std::string folder = (std::filesystem::temp_directory_path() / "neuro-api-XXXXXX").string();
  ASSERT_TRUE(mkdtemp(folder.data()));
  neuro_engine_options options{};
  options.size = sizeof options;
  options.cache_directory = folder.c_str();

  neuro_engine_options off = options;
  off.no_cache = 1;
  Program never = compiledWith(off);
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  EXPECT_FALSE(has(phasesOf(never.get()), "store"));

  Program first = compiledWith(options), second = compiledWith(options);
  EXPECT_FALSE(std::filesystem::is_empty(folder));
  EXPECT_TRUE(has(phasesOf(first.get()), "generate") && has(phasesOf(first.get()), "store"));
  EXPECT_EQ(phasesOf(second.get()), (std::vector<std::string>{"parse", "check", "cache", "link"}));

  // The file may go while its program is used.
  std::filesystem::remove_all(folder);
  const Events spikes = spikesOf(never.get());
  EXPECT_GT(spikes.size(), 10u);
  EXPECT_EQ(spikesOf(first.get()), spikes);
  EXPECT_EQ(spikesOf(second.get()), spikes);
}

TEST(ApiCache, NoPlaceIsNoError) {
  neuro_engine_options options{};
  options.size = sizeof options;
  options.cache_directory = "/dev/null/none";
  Program program = compiledWith(options);
  EXPECT_GT(spikesOf(program.get()).size(), 10u);
}
