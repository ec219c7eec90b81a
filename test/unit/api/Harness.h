//===- Harness.h - What the tests of neuro.h share --------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TEST_UNIT_API_HARNESS_H
#define NEURO_TEST_UNIT_API_HARNESS_H

#include "neuro.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace api_test {

/// A network with a bit of everything a host can touch: mixed.neuro.
inline const std::string mixedSource = [] {
  std::ifstream file(NEURO_TEST_MIXED ".neuro");
  return std::string(std::istreambuf_iterator<char>(file), {});
}();
inline const char *const mixedText = mixedSource.c_str();

/// The text of an error, "" without one; frees it.
inline std::string textOf(neuro_error *error) {
  std::string text = neuro_error_message(error);
  neuro_error_free(error);
  return text;
}

struct Refused {
  neuro_status status;
  std::string text, code;
};
inline Refused refused(neuro_error *error) {
  Refused out{neuro_error_status(error), neuro_error_message(error), neuro_error_code(error)};
  neuro_error_free(error);
  return out;
}

#define OK(call) ASSERT_EQ(::api_test::textOf(call), "")
/// The call fails with that status and a text that holds `part`.
#define REFUSED(call, wanted, part)                                                      \
  do {                                                                                   \
    const ::api_test::Refused no = ::api_test::refused(call);                            \
    EXPECT_EQ(no.status, wanted) << no.text;                                             \
    EXPECT_NE(no.text.find(part), std::string::npos) << no.text;                         \
  } while (0)

struct FreeSim {
  void operator()(neuro_sim *sim) const { neuro_sim_free(sim); }
};
using Sim = std::unique_ptr<neuro_sim, FreeSim>;
struct FreeProgram {
  void operator()(neuro_program *program) const { neuro_program_free(program); }
};
using Program = std::unique_ptr<neuro_program, FreeProgram>;

inline Program compiled(const char *text, const neuro_compile_options *options = nullptr) {
  neuro_engine *engine = nullptr;
  EXPECT_EQ(textOf(neuro_engine_create(nullptr, &engine)), "");
  neuro_program *program = nullptr;
  EXPECT_EQ(textOf(neuro_program_compile(engine, text, "test.neuro", options, nullptr, nullptr,
                                         &program)),
            "");
  neuro_engine_free(engine);
  return Program(program);
}

/// mixed.neuro as this library gets programs: compiled, or loaded from what `nc build`
/// has made of it.
inline Program freshMixed() {
  if (neuro_can_compile())
    return compiled(mixedText);
  neuro_engine *engine = nullptr;
  EXPECT_EQ(textOf(neuro_engine_create(nullptr, &engine)), "");
  neuro_program *program = nullptr;
  EXPECT_EQ(textOf(neuro_program_load(engine, NEURO_TEST_MODEL, &program)), "");
  neuro_engine_free(engine);
  return Program(program);
}

/// Made once for all tests.
inline neuro_program *mixed() {
  static const Program program = freshMixed();
  return program.get();
}

inline neuro_sim_options simOptions(uint64_t seed = 1) {
  neuro_sim_options options{};
  options.size = sizeof options;
  options.seed = seed;
  return options;
}

inline Sim made(neuro_program *program, const neuro_sim_options &options = simOptions()) {
  neuro_sim *sim = nullptr;
  EXPECT_EQ(textOf(neuro_sim_create(program, &options, &sim)), "");
  return Sim(sim);
}

inline std::vector<double> valuesOf(const neuro_sim *sim, const char *path) {
  size_t count = 0;
  EXPECT_EQ(textOf(neuro_sim_get(sim, path, nullptr, 0, &count)), "");
  std::vector<double> values(count);
  EXPECT_EQ(textOf(neuro_sim_get(sim, path, values.data(), count, &count)), "");
  return values;
}

using Events = std::vector<std::pair<int64_t, uint32_t>>;

/// All that wait.
inline Events drained(neuro_spikes *spikes) {
  const size_t waiting = neuro_spikes_waiting(spikes);
  std::vector<int64_t> ticks(waiting + 1);
  std::vector<uint32_t> elements(waiting + 1);
  size_t count = 0;
  EXPECT_EQ(textOf(neuro_spikes_drain(spikes, ticks.data(), elements.data(), waiting + 1, &count)),
            "");
  EXPECT_EQ(count, waiting);
  Events out;
  for (size_t k = 0; k < count; ++k)
    out.push_back({ticks[k], elements[k]});
  return out;
}

} // namespace api_test

#endif // NEURO_TEST_UNIT_API_HARNESS_H
