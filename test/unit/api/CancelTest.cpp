//===- CancelTest.cpp - Compiling that is given up ----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Harness.h"

#include <atomic>
#include <thread>

using namespace api_test;

namespace {

struct FreeEngine {
  void operator()(neuro_engine *engine) const { neuro_engine_free(engine); }
};
using Engine = std::unique_ptr<neuro_engine, FreeEngine>;

/// Without a cache, so that every compilation is a whole one.
Engine engineAlone() {
  neuro_engine_options options{};
  options.size = sizeof options;
  options.no_cache = 1;
  neuro_engine *engine = nullptr;
  EXPECT_EQ(textOf(neuro_engine_create(&options, &engine)), "");
  return Engine(engine);
}

/// What a callback sees and says.
struct Watch {
  std::vector<std::string> phases;
  std::string stopAt; ///< a phase
  std::atomic<bool> begun{false}, over{false};

  neuro_compile_options options() {
    neuro_compile_options out{};
    out.size = sizeof out;
    out.user = this;
    out.progress = [](const char *phase, void *user) -> int {
      Watch &self = *static_cast<Watch *>(user);
      if (self.phases.empty() || self.phases.back() != phase)
        self.phases.push_back(phase);
      self.begun = true;
      return phase != self.stopAt;
    };
    return out;
  }
};

neuro_error *compileMixed(const Engine &engine, Watch &watch, Program &out) {
  const neuro_compile_options options = watch.options();
  neuro_program *program = nullptr;
  neuro_error *error = neuro_program_compile(engine.get(), mixedText, "test.neuro", &options,
                                             nullptr, nullptr, &program);
  out.reset(program);
  return error;
}

} // namespace

TEST(ApiCancel, CompilingEndsInWhateverPhaseTheCallbackSaysSo) {
  const Engine engine = engineAlone();
  Watch whole;
  Program program;
  OK(compileMixed(engine, whole, program));
  ASSERT_TRUE(program);
  EXPECT_EQ(whole.phases, (std::vector<std::string>{"parse", "check", "neuro", "solved", "spike", "placed", "plan",
                                                    "loops", "llvm", "generate", "link"}));
  for (const std::string &phase : whole.phases) {
    Watch watch;
    watch.stopAt = phase;
    Program none;
    REFUSED(compileMixed(engine, watch, none), NEURO_CANCELLED, "stopped");
    EXPECT_FALSE(none);
    EXPECT_EQ(watch.phases.back(), phase);
  }
  Watch again;
  OK(compileMixed(engine, again, program)); // the engine goes on
}

TEST(ApiCancel, AnotherThreadEndsWhatItsEngineCompilesNow) {
  const Engine engine = engineAlone(), other = engineAlone();
  // Before one begins it has no effect; nor on other engines.
  neuro_engine_cancel(nullptr);
  neuro_engine_cancel(engine.get());
  Watch watch, aside;
  // Gives up only when the other thread has asked it to: it waits in its first callback.
  neuro_compile_options options = watch.options();
  options.progress = [](const char *, void *user) -> int {
    Watch &self = *static_cast<Watch *>(user);
    self.begun = true;
    while (!self.over)
      std::this_thread::yield();
    return 1;
  };
  std::thread canceller([&] {
    while (!watch.begun)
      std::this_thread::yield();
    neuro_engine_cancel(engine.get());
    watch.over = true;
  });
  neuro_program *program = nullptr;
  const Refused no = refused(neuro_program_compile(engine.get(), mixedText, "test.neuro", &options,
                                                   nullptr, nullptr, &program));
  canceller.join();
  EXPECT_EQ(no.status, NEURO_CANCELLED) << no.text;
  EXPECT_EQ(program, nullptr);
  Program made;
  OK(compileMixed(other, aside, made));
  OK(compileMixed(engine, watch, made));
}
