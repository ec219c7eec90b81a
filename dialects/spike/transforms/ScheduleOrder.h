//===- ScheduleOrder.h - Which phases a tick has -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_SPIKE_TRANSFORMS_SCHEDULEORDER_H
#define NEURO_DIALECTS_SPIKE_TRANSFORMS_SCHEDULEORDER_H

#include "dialects/spike/ir/Spike.h"

#include <optional>
#include <vector>

namespace neuro::spike {

/// The phases of a tick that the network needs, in the order of the language:
/// stimuli are added, states flow, take arrivals and are tested, spikes are
/// compacted and stamped, delivered, and what is recorded is copied.
std::vector<llvm::StringRef> neededPhases(NetworkOp network);

/// Smallest delay of all projections in ms; nothing without projections or if
/// one is known only at instantiation.
std::optional<double> smallestDelay(NetworkOp network);

} // namespace neuro::spike

#endif // NEURO_DIALECTS_SPIKE_TRANSFORMS_SCHEDULEORDER_H
