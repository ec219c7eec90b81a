//===- Program.h - A program to compile -------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TEST_UNIT_COMPILER_PROGRAM_H
#define NEURO_TEST_UNIT_COMPILER_PROGRAM_H

#include "lowering/Compiler.h"

#include <memory>
#include <string>

namespace neuro::test {

inline const std::string cellText = R"neuro(
import std.receptors { ExpCurr }

neuron Cell {
  param tau_m = 20 ms, C = 250 pF, V_th = 20 mV
  use syn = ExpCurr(tau = 1 ms)
  state V = 0 mV
  V' = -V/tau_m + syn.I/C
  spike when V >= V_th refractory 2 ms hold V { V = 0 mV }
}

network Small(w = 100 pA) {
  population X: Poisson[20] { rate = 8 kHz }
  population E: Cell[20]
  project X -> E.syn connect one_to_one { w = w; delay = 1.5 ms }
  record E.spikes
}

experiment main on Small {
  dt = 0.1 ms
  simulate 10 ms
}
)neuro";

struct Checked {
  DiagnosticEngine diagnostics;
  std::unique_ptr<CheckedProgram> program;
  explicit Checked(const std::string &text = cellText, const std::string &name = "small.neuro") {
    LoadOptions options;
    options.stdDirectory = NEURO_STD_DIRECTORY;
    program = check(std::make_unique<SourceFile>(name, text), options, diagnostics);
  }
};

} // namespace neuro::test

#endif // NEURO_TEST_UNIT_COMPILER_PROGRAM_H
