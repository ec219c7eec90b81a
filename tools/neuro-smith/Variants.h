//===- Variants.h - The same experiment told otherwise ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Changes of an experiment after which it must record the same. Its reports are
// dropped, since they may be of phases, which these changes end early.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TOOLS_SMITH_VARIANTS_H
#define NEURO_TOOLS_SMITH_VARIANTS_H

#include "runtime/abi/Plan.h"

#include <string>

namespace neuro::smith {

/// Every `simulate` becomes two, of which the first has at most `ms`.
void splitSimulations(rt::ExperimentPlan &experiment, double ms);

/// The experiment writes a checkpoint after its first simulation. False, and
/// nothing is changed, if that is not among its own statements or files of checkpoints
/// or of its own are used.
bool writeCheckpoint(rt::ExperimentPlan &experiment, const std::string &path);

/// What writeCheckpoint made, from the checkpoint on.
void resume(rt::ExperimentPlan &experiment);

} // namespace neuro::smith

#endif // NEURO_TOOLS_SMITH_VARIANTS_H
