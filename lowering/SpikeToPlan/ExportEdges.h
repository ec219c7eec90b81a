//===- ExportEdges.h - Edge classes in the plan -----------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_SPIKETOPLAN_EXPORTEDGES_H
#define NEURO_LOWERING_SPIKETOPLAN_EXPORTEDGES_H

#include "lowering/SpikeToPlan/Exporter.h"

namespace neuro::lowering {

/// Evaluates an expression region of the class.
using ClassExpr = llvm::function_ref<llvm::FailureOr<rt::Expr>(mlir::Region &)>;

/// Adds what only edge classes have to a plan that has the class's fields and
/// kernels already: ends, time constants, references, routes of emissions, ports.
llvm::LogicalResult exportEdgeClass(spike::ClassOp cls, rt::ClassPlan &plan, ClassExpr expr);

} // namespace neuro::lowering

#endif // NEURO_LOWERING_SPIKETOPLAN_EXPORTEDGES_H
