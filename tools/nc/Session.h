//===- Session.h - From a command line to a compiled program ----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What run, emit and report do first: load, check, choose the experiment, work
// out the compile options, and translate --set and --dt to coherent values.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TOOLS_NC_SESSION_H
#define NEURO_TOOLS_NC_SESSION_H

#include "lang/sema/Sema.h"
#include "lowering/Compiler.h"
#include "runtime/experiment/Experiment.h"
#include "tools/nc/Commands.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace neuro::tool {

class Session {
public:
  explicit Session(const ProgramOptions &options) : options(options) {}

  /// Reads --without and --dt, loads, checks, chooses the experiment and, if asked to, sees that this
  /// version can run it. Prints what is wrong; false then.
  bool load(bool mustExecute = true);
  /// `load` first. Prints what is wrong; the status is then in `status`.
  bool compile();
  /// `compile` first. Sets `parameters` from --set.
  bool bind();

  /// Once loaded: what the command line and the experiment chosen say.
  CompileOptions compileOptions() const;

  /// Once bound: how the command line wants the experiment to be run.
  rt::ExperimentOptions experimentOptions() const;

  /// What --layout asks for.
  std::optional<rt::Layout> layout() const;

  /// What --accumulate asks for.
  bool integerSums() const { return options.accumulate == "integer"; }

  /// The passes that --without names, once loaded.
  rt::PassSet without() const { return switchedOff; }

  /// To be set before `load`: all experiments, or those `named`, not one alone.
  bool several = false;
  /// With `several`, and none named: also networks that no experiment uses.
  bool whole = false;
  std::vector<std::string> named;
  bool reference = false; ///< compile for the reference engine
  bool ccode = false;     ///< also make the kernels as C
  int status = Success;
  DiagnosticEngine diagnostics;
  std::unique_ptr<CheckedProgram> program;
  std::string experiment; ///< chosen; empty when the file has none
  /// In the order of the file; it alone, unless `several` are wanted. It is among them.
  std::vector<std::string> held;
  std::unique_ptr<CompiledProgram> compiled;
  int experimentIndex = -1; ///< in compiled->plan
  std::vector<std::pair<int, double>> parameters;
  std::optional<double> dt;
  double checkSeconds = 0, compileSeconds = 0;
  const ProgramOptions &options;

private:
  bool isWhole() const { return several && whole && named.empty(); }
  bool fail(int code, const std::string &message);
  bool chooseExperiments();
  bool readSwitches();
  bool readTimeStep();
  /// "9 kHz" in coherent units; the dimension must be that of `like`.
  std::optional<double> quantity(const std::string &text, const std::string &like,
                                 const std::string &what);
  rt::PassSet switchedOff;
};

} // namespace neuro::tool

#endif // NEURO_TOOLS_NC_SESSION_H
