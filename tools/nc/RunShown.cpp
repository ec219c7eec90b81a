//===- RunShown.cpp - An experiment run in front of somebody --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/nc/RunOutput.h"

#include <atomic>
#include <csignal>
#include <fmt/format.h>

using namespace neuro;
using namespace neuro::tool;

// Ctrl-C asks for a stop at the next exchange, so that what was recorded is
// kept; a second one ends the process the usual way.
static std::atomic<bool> stopRequested{false};
static void onInterrupt(int) {
  stopRequested.store(true);
  std::signal(SIGINT, SIG_DFL);
}

rt::ExperimentResult tool::runShown(const Session &session, rt::ExperimentOptions experiment,
                                    bool showProgress) {
  ProgressLine progress(showProgress);
  experiment.stop = &stopRequested;
  experiment.progress = [&](const rt::ExperimentProgress &state) { progress.show(state); };
  std::signal(SIGINT, onInterrupt);
  rt::ExperimentResult result =
      rt::runExperiment(session.compiled->plan, session.experimentIndex,
                        session.compiled->kernels, experiment);
  std::signal(SIGINT, SIG_DFL);
  progress.clear();
  for (const rt::Error &warning : result.warnings)
    fmt::print(stderr, "{}warning: {}\n", warning.at.empty() ? "nc: " : warning.at + ": ", warning.message);
  return result;
}
