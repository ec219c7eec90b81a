//===- CommandLine.h - What a compiled program is told ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The parameters of a program's network are its options: `--N=1000`, `--J "200 pA"`,
// with the units of the language. One that is called like a built-in option is given
// as `--set NAME=VALUE`, which takes all of them.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_STANDALONE_COMMANDLINE_H
#define NEURO_RUNTIME_STANDALONE_COMMANDLINE_H

#include "runtime/abi/Plan.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace neuro::standalone {

struct CommandLine {
  std::vector<std::pair<int, double>> parameters; ///< index in the network, coherent
  std::optional<uint64_t> seed;
  std::optional<double> dt, stop; ///< ms
  int threads = 0;
  std::string out; ///< directory of CSV files; empty: none
  bool json = false, quiet = false, help = false, about = false;
};

/// Arguments without the program's name. False with one sentence in `why` if they make no
/// sense.
bool parse(const std::vector<std::string> &arguments, const rt::NetworkPlan &network,
           CommandLine &out, std::string &why);

/// What --help prints: all options, parameters with units and defaults.
std::string helpText(const std::string &program, const rt::NetworkPlan &network,
                     const std::string &experiment);

} // namespace neuro::standalone

#endif // NEURO_RUNTIME_STANDALONE_COMMANDLINE_H
