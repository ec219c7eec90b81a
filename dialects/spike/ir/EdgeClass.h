//===- EdgeClass.h - Checks of edge classes ---------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_SPIKE_IR_EDGECLASS_H
#define NEURO_DIALECTS_SPIKE_IR_EDGECLASS_H

#include "dialects/spike/ir/Spike.h"

#include <string>

namespace neuro::spike {

/// Roles that only fields of edge classes have.
bool isEdgeRole(FieldRole role);

/// Roles, routes of emissions and phases agree with whether the class is one of
/// edges. Part of the class's verifier.
llvm::LogicalResult verifyEdgeClass(ClassOp cls);

/// Kernels of a class whose `on post` may wait until the source's next event reads
/// the row of synapses: it depends on the synapse and on traces alone, and so does
/// what that event does. Both null if it may not.
struct RowKernels {
  KernelOp emit, post;
  explicit operator bool() { return emit && post; }
};
RowKernels rowKernelsOf(ClassOp cls);

/// Values of `on pre` that depend on the target alone, and on what is the same for all
/// synapses, where something else uses them: traces of the target as they are now.
struct TargetValues {
  llvm::SmallVector<mlir::Value> values;
  llvm::SmallPtrSet<mlir::Operation *, 16> work; ///< what it takes to compute them
};
TargetValues targetValuesOf(KernelOp emit);

/// Symbols of what they become (runtime/abi/RowKernel.h).
inline std::string catchUpSymbol(ClassOp cls) { return (cls.getSymName() + ".catch_up").str(); }
inline std::string rowSymbol(ClassOp cls) { return (cls.getSymName() + ".row").str(); }
inline std::string targetsSymbol(ClassOp cls) { return (cls.getSymName() + ".targets").str(); }
inline std::string seenRowSymbol(ClassOp cls) { return (cls.getSymName() + ".seen_row").str(); }

} // namespace neuro::spike

#endif // NEURO_DIALECTS_SPIKE_IR_EDGECLASS_H
