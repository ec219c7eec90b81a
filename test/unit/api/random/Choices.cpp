//===- Choices.cpp - What was done before the end -----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Choices.h"

#include <atomic>
#include <csignal>
#include <iterator>
#include <unistd.h>

// There if a sanitizer is linked.
extern "C" void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

namespace {

thread_local const std::string *textOfThread = nullptr, *sourceOfThread = nullptr;
/// Of all threads: sims have some of their own, which make no calls.
std::atomic<const std::string *> texts[16], sources[16];

void print(const std::string &text) {
  for (size_t at = 0; at < text.size();) {
    const ssize_t written = write(2, text.data() + at, text.size() - at);
    if (written <= 0)
      return;
    at += static_cast<size_t>(written);
  }
}

void printCalls() {
  if (textOfThread) {
    print(*textOfThread);
    print("last program:\n" + *sourceOfThread + "\n");
    return;
  }
  for (size_t k = 0; k < std::size(texts); ++k)
    if (const std::string *text = texts[k]) {
      print(*text);
      if (const std::string *source = sources[k])
        print("last program:\n" + *source + "\n");
    }
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
  for (size_t k = 0; k < std::size(texts); ++k)
    if (const std::string *none = nullptr; texts[k].compare_exchange_strong(none, &text)) {
      sources[k] = &source;
      break;
    }
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

api_test::Calls::~Calls() {
  textOfThread = sourceOfThread = nullptr;
  for (size_t k = 0; k < std::size(texts); ++k)
    if (const std::string *own = &text; texts[k].compare_exchange_strong(own, nullptr))
      break;
}
