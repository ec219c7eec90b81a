//===- ProfileOutput.h - How nc profile shows its results -------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TOOLS_NC_PROFILEOUTPUT_H
#define NEURO_TOOLS_NC_PROFILEOUTPUT_H

#include "runtime/core/MachineProbe.h"
#include "tools/nc/RunOutput.h"

namespace neuro::tool {

/// For people: a table of what took more than half a percent of the time, or of
/// everything if `all`, what may help, and the machine.
std::string profileText(const RunFacts &facts, const rt::ExperimentResult &result,
                        const rt::MachineProbe &machine, bool all);
std::string machineText(const rt::MachineProbe &machine);

/// One JSON object; seconds, bytes, and rates per second.
std::string profileJson(const RunFacts &facts, const rt::ExperimentResult &result,
                        const rt::MachineProbe &machine);
std::string machineJson(const rt::MachineProbe &machine);

} // namespace neuro::tool

#endif // NEURO_TOOLS_NC_PROFILEOUTPUT_H
