//===- Interrupt.h - Ctrl-C while an experiment runs ------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TOOLS_NC_INTERRUPT_H
#define NEURO_TOOLS_NC_INTERRUPT_H

#include <atomic>
#include <csignal>

namespace neuro::tool {

/// While one lives, Ctrl-C asks for a stop at the next exchange, so that what was
/// recorded is kept; a second one ends the process the usual way.
class Interrupt {
public:
  Interrupt() { std::signal(SIGINT, ask); }
  ~Interrupt() { std::signal(SIGINT, SIG_DFL); }
  static inline std::atomic<bool> asked{false};

private:
  static void ask(int) {
    asked.store(true);
    std::signal(SIGINT, SIG_DFL);
  }
};

} // namespace neuro::tool

#endif // NEURO_TOOLS_NC_INTERRUPT_H
