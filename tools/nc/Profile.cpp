//===- Profile.cpp - nc profile --------------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/experiment/Experiment.h"
#include "tools/nc/ProfileOutput.h"
#include "tools/nc/Session.h"

#include <algorithm>
#include <fmt/format.h>
#include <thread>

using namespace neuro;
using namespace neuro::tool;

static int profileMachine(const ProfileOptions &options) {
  const int threads = options.program.threads
                          ? options.program.threads
                          : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  const rt::MachineProbe machine = rt::probeMachine(threads);
  fmt::print("{}", options.json ? machineJson(machine) : machineText(machine));
  return Success;
}

static int profile(const ProfileOptions &options) {
  if (options.machine)
    return profileMachine(options);
  Session session(options.program);
  if (!session.bind())
    return session.status;
  rt::ExperimentOptions experiment = session.experimentOptions();
  experiment.profile = true;

  const rt::ExperimentResult result = runShown(session, experiment, !options.json);
  if (result.error) {
    fmt::print(stderr, "{}", errorText(session, *result.error));
    return UserError;
  }
  if (result.profile.ticks == 0) {
    fmt::print(stderr, "nc: experiment '{}' simulated nothing, so there is nothing to profile\n",
               session.experiment);
    return result.interrupted ? Interrupted : UserError;
  }
  const rt::MachineProbe machine = rt::probeMachine(result.profile.threads);
  const RunFacts facts = factsOf(session);
  fmt::print("{}", options.json ? profileJson(facts, result, machine)
                                : profileText(facts, result, machine, options.all));
  std::fflush(stdout);
  if (result.interrupted) {
    fmt::print(stderr, "nc: interrupted after {:.6g} ms of biological time; up to there it was profiled\n",
               result.biologicalMs);
    return Interrupted;
  }
  return Success;
}

extern "C" __attribute__((visibility("default"))) int neuro_driver_profile(const ProfileOptions *options) {
  return profile(*options);
}
