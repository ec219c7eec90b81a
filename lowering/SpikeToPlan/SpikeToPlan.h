//===- SpikeToPlan.h - Placed IR to the runtime's plan -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_SPIKETOPLAN_SPIKETOPLAN_H
#define NEURO_LOWERING_SPIKETOPLAN_SPIKETOPLAN_H

#include "runtime/abi/Plan.h"

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/LogicalResult.h"

#include <string>

namespace neuro::lowering {

/// The data half of a compiled program: classes, networks and experiments of a
/// placed module (contract S2). The module is not changed. What cannot be said
/// in a plan is reported through the context's diagnostics, and fails.
llvm::FailureOr<rt::ProgramPlan> exportPlan(mlir::ModuleOp placed);

/// The plan as text for people and tests: one line a thing, expressions infix.
std::string printPlan(const rt::ProgramPlan &plan);

/// Makes the pass `print-plan` known, which prints a module's plan to the
/// standard output.
void registerPrintPlanPass();

} // namespace neuro::lowering

#endif // NEURO_LOWERING_SPIKETOPLAN_SPIKETOPLAN_H
