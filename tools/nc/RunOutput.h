//===- RunOutput.h - How nc run shows its results ---------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TOOLS_NC_RUNOUTPUT_H
#define NEURO_TOOLS_NC_RUNOUTPUT_H

#include "runtime/experiment/Experiment.h"
#include "tools/nc/ResultOutput.h"
#include "tools/nc/Session.h"

#include <string>

namespace neuro::tool {

/// What a run is about, beside its result.
struct RunFacts : RunHead {
  double checkSeconds = 0, compileSeconds = 0;
  std::vector<PhaseTime> compilePhases; ///< parse, check and those of `compile`
  CacheUse cache;
};

RunFacts factsOf(const Session &session);

/// Runs the session's experiment until it ends or Ctrl-C asks for that; progress (if
/// wanted) and warnings go to standard error.
rt::ExperimentResult runShown(const Session &session, rt::ExperimentOptions experiment,
                              bool showProgress);

/// "at: error[E0703]: …", with the line of the program and a caret, for a message that
/// begins with its code; else "at: error: …". Whole lines.
std::string errorText(const Session &session, const rt::Error &error);

/// The human form; `quiet` leaves out everything but reports and failures.
std::string textOf(const RunFacts &facts, const rt::ExperimentResult &result, bool quiet);

/// The phases of compiling, a line each, and what the cache did.
std::string phasesText(const RunFacts &facts);

/// One JSON object; values are in the unit that stands beside them.
std::string jsonOf(const RunFacts &facts, const rt::ExperimentResult &result);

/// A line on the terminal that is redrawn. Building: the projection and the memory
/// taken; simulating: biological time, real-time factor, time left. Silent when standard error is not a terminal.
class ProgressLine {
public:
  explicit ProgressLine(bool enabled);
  ~ProgressLine() { clear(); }
  void show(const rt::ExperimentProgress &progress);
  void clear();

private:
  bool enabled, drawn = false;
  double lastShown = -1;
};

} // namespace neuro::tool

#endif // NEURO_TOOLS_NC_RUNOUTPUT_H
