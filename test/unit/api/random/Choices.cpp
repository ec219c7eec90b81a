//===- Choices.cpp - What was done before the end -----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Choices.h"

#include <csignal>
#include <unistd.h>

// There if a sanitizer is linked.
extern "C" void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

namespace {

thread_local const std::string *textOfThread = nullptr, *sourceOfThread = nullptr;

void print(const std::string &text) {
  for (size_t at = 0; at < text.size();) {
    const ssize_t written = write(2, text.data() + at, text.size() - at);
    if (written <= 0)
      return;
    at += static_cast<size_t>(written);
  }
}

void printCalls() {
  if (!textOfThread)
    return;
  print(*textOfThread);
  print("last program:\n" + *sourceOfThread + "\n");
}

void atSignal(int number) {
  printCalls();
  std::signal(number, SIG_DFL);
  std::raise(number);
}

} // namespace

api_test::Calls::Calls(uint64_t seed) {
  text = "calls of seed " + std::to_string(seed) + " (NEURO_FUZZ_SEED):\n";
  textOfThread = &text;
  sourceOfThread = &source;
  static const bool once = [] {
    if (__sanitizer_set_death_callback)
      __sanitizer_set_death_callback(printCalls);
    else
      for (int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL})
        std::signal(number, atSignal);
    std::signal(SIGABRT, atSignal);
    return true;
  }();
  (void)once;
}

api_test::Calls::~Calls() { textOfThread = sourceOfThread = nullptr; }
