//===- Conversion.h - The parts of convert-neuro-to-spike -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_NEUROTOSPIKE_CONVERSION_H
#define NEURO_LOWERING_NEUROTOSPIKE_CONVERSION_H

#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/spike/ir/Spike.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace neuro::lowering {

/// Parameters of each model that some population gives different values to its
/// elements.
using VaryingParameters = llvm::StringMap<llvm::StringSet<>>;

/// Replaces the model by a class of the same name; fails with a diagnostic.
llvm::LogicalResult convertModel(nir::ModelOp model, const llvm::StringSet<> &varying);

/// Replaces the network by a spike.network of the same name.
llvm::LogicalResult convertNetwork(nir::NetworkOp network);

/// Where an expression stands decides what its names mean.
enum class Home { Class, Population, Edge, Network };

/// Moves the expression `from` into the empty region `to` and replaces every
/// neuro operation in it. An empty region stays empty.
llvm::LogicalResult moveExpression(mlir::Region &from, mlir::Region &to, Home home);

/// Makes the edge class of a continuous projection, at the place of `classes`, and
/// lets `projection`, whose rule and views are converted already, use it.
llvm::LogicalResult convertSignal(nir::ProjectOp project, spike::ProjectionOp projection,
                                  mlir::OpBuilder &classes);

/// The unit a declaration is shown in and its coherent value, from `unit` and
/// `scale`; nulls when it has none.
struct ShownUnit {
  mlir::StringAttr text;
  mlir::FloatAttr scale;
};
ShownUnit shownUnit(mlir::Operation *op, llvm::StringRef unit = "unit",
                    llvm::StringRef scale = "scale");

/// The class a population is of: what neuro-merge wrote, or its model.
llvm::StringRef className(nir::PopulationOp population);

} // namespace neuro::lowering

#endif // NEURO_LOWERING_NEUROTOSPIKE_CONVERSION_H
