//===- CommandLine.h - What a compiled program is told ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program holds experiments, each with its network. The parameters of the network of
// the chosen one are options: `--N=1000`, `--J "200 pA"`, with the units of the language.
// One that is called like a built-in option is given as `--set NAME=VALUE`, which takes
// all of them.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_STANDALONE_COMMANDLINE_H
#define NEURO_RUNTIME_STANDALONE_COMMANDLINE_H

#include "runtime/experiment/Experiment.h"

#include <string>
#include <vector>

namespace neuro::standalone {

/// An experiment of the program, in the plan of the model that was made for it.
struct Held {
  const rt::ExperimentPlan *experiment;
  const rt::NetworkPlan *network;
};

struct CommandLine {
  size_t experiment = 0; ///< of those held
  rt::ExperimentOptions run; ///< parameters, seed, dt, untilMs, threads
  std::string out; ///< directory of CSV files; empty: none
  bool json = false, quiet = false, help = false, about = false, list = false;
};

/// The experiment that is run unless another is named, as `nc run` chooses it: "main",
/// or else the first.
size_t usualExperiment(const std::vector<Held> &held);

/// Arguments without the program's name. False with one sentence in `why` if they make no
/// sense.
bool parse(const std::vector<std::string> &arguments, const std::vector<Held> &held,
           CommandLine &out, std::string &why);

/// What --help prints: experiments, all options, parameters of the chosen experiment's
/// network with units and defaults.
std::string helpText(const std::string &program, const std::vector<Held> &held, size_t chosen);

/// What --list prints: "main on Balanced (default)", one experiment a line.
std::string listText(const std::vector<Held> &held);

} // namespace neuro::standalone

#endif // NEURO_RUNTIME_STANDALONE_COMMANDLINE_H
