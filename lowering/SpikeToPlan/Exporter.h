//===- Exporter.h - What the parts of the plan's exporter share -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_SPIKETOPLAN_EXPORTER_H
#define NEURO_LOWERING_SPIKETOPLAN_EXPORTER_H

#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/spike/ir/Spike.h"
#include "lowering/SpikeToPlan/ExportExpr.h"
#include "runtime/abi/Plan.h"

#include "llvm/ADT/StringMap.h"

namespace neuro::lowering {

/// A network while it is exported, and what an experiment needs of it.
struct NetworkNames {
  spike::NetworkOp op;
  int index = -1;
  llvm::StringMap<int> parameters, populations, views;
  llvm::StringMap<int> projections; ///< by symbol
};

/// Classes of the module by name.
struct ClassNames {
  struct Entry {
    spike::ClassOp op;
    int index;
  };
  llvm::StringMap<Entry> classes;
};

llvm::FailureOr<rt::ClassPlan> exportClass(spike::ClassOp cls);

llvm::FailureOr<rt::NetworkPlan> exportNetwork(spike::NetworkOp network,
                                               const ClassNames &classes,
                                               NetworkNames &names);

llvm::FailureOr<rt::ExperimentPlan> exportExperiment(nir::ExperimentOp experiment,
                                                     const NetworkNames &network,
                                                     const rt::NetworkPlan &plan);

/// "file.neuro:12:3", or "" where the location is not of a file.
std::string sourcePosition(mlir::Location loc);
/// The file a location is in, or "".
std::string sourceFile(mlir::Location loc);

rt::UnitText unitText(std::optional<llvm::StringRef> text,
                      std::optional<llvm::APFloat> scale);

/// The diagnostic for an operation whose name means nothing where it stands.
llvm::FailureOr<rt::Instr> unknownLeaf(mlir::Operation *op);

} // namespace neuro::lowering

#endif // NEURO_LOWERING_SPIKETOPLAN_EXPORTER_H
