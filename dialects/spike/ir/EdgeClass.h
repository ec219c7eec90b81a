//===- EdgeClass.h - Checks of edge classes ---------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_SPIKE_IR_EDGECLASS_H
#define NEURO_DIALECTS_SPIKE_IR_EDGECLASS_H

#include "dialects/spike/ir/Spike.h"

namespace neuro::spike {

/// Roles that only fields of edge classes have.
bool isEdgeRole(FieldRole role);

/// Roles, routes of emissions and phases agree with whether the class is one of
/// edges. Part of the class's verifier.
llvm::LogicalResult verifyEdgeClass(ClassOp cls);

} // namespace neuro::spike

#endif // NEURO_DIALECTS_SPIKE_IR_EDGECLASS_H
