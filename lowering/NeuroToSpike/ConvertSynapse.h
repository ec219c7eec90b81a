//===- ConvertSynapse.h - What edge classes have beyond others --*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_NEUROTOSPIKE_CONVERTSYNAPSE_H
#define NEURO_LOWERING_NEUROTOSPIKE_CONVERTSYNAPSE_H

#include "lowering/NeuroToSpike/Conversion.h"

namespace neuro::lowering {

/// Gives the class of a solved synapse its traces, references, ends and tie.
/// Fields of parameters and states are there already.
llvm::LogicalResult addEdgeFields(nir::ModelOp synapse, spike::ClassOp cls);

/// The operations of handlers that updates do not have: ages, elapsed ticks,
/// random numbers, emissions. Makes the field each needs. Nothing if `op` is none
/// of these; a null value if it has no result.
llvm::FailureOr<std::optional<mlir::Value>> convertHandlerOp(mlir::Operation *op,
                                                             spike::ClassOp cls);

/// The name and phase of the kernel a handler becomes: "STDP.port.reward".
std::string handlerSymbol(nir::HandlerOp handler, llvm::StringRef cls, unsigned number);
spike::Phase handlerPhase(nir::HandlerOp handler);

/// Replaces the event's value, the body's argument, by a load of its field.
llvm::LogicalResult convertEventValue(nir::HandlerOp handler, spike::KernelOp kernel,
                                      spike::ClassOp cls);

/// The edge half of a projection: `via`, delays of both ends, initial values and
/// references.
llvm::LogicalResult convertEdge(nir::ProjectOp project, spike::ProjectionOp result);
llvm::LogicalResult convertNormalize(mlir::OpBuilder &builder, nir::NormalizeOp normalize);
llvm::LogicalResult convertStructural(mlir::OpBuilder &builder,
                                      nir::StructuralOp structural);

} // namespace neuro::lowering

#endif // NEURO_LOWERING_NEUROTOSPIKE_CONVERTSYNAPSE_H
