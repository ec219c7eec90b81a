//===- NeuroToSpike.cpp - The pass convert-neuro-to-spike -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes solved models and networks. Leaves classes with kernels and explicit
// networks; experiments stay as they are.
//
//===----------------------------------------------------------------------===//
#include "lowering/NeuroToSpike/Conversion.h"
#include "lowering/NeuroToSpike/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

namespace neuro::lowering {
#define GEN_PASS_DEF_CONVERTNEUROTOSPIKE
#include "lowering/NeuroToSpike/Passes.h.inc"
} // namespace neuro::lowering

using namespace neuro;
using namespace neuro::lowering;

namespace {

/// True if the value differs between elements: drawn, or of the element's index
/// or own parameters.
bool variesByElement(nir::InitOp init) {
  if (init.getDraws())
    return true;
  auto walk = init.getValue().walk([](mlir::Operation *op) {
    auto get = llvm::dyn_cast<nir::GetOp>(op);
    bool own = get && get.getVariable().getRootReference() == "self";
    return own || llvm::isa<nir::DrawOp, nir::IndexOp, nir::CoordinateOp>(op)
               ? mlir::WalkResult::interrupt()
               : mlir::WalkResult::advance();
  });
  return walk.wasInterrupted();
}

VaryingParameters findVarying(mlir::ModuleOp module) {
  VaryingParameters varying;
  module.walk([&](nir::PopulationOp population) {
    for (nir::InitOp init : population.getBody().front().getOps<nir::InitOp>())
      if (variesByElement(init))
        varying[className(population)].insert(init.getField());
  });
  return varying;
}

/// Synapses of which continuous projections get copies.
llvm::StringSet<> readBySignals(mlir::ModuleOp module) {
  llvm::StringSet<> names;
  module.walk([&](nir::ProjectOp project) {
    if (!project.getSignal().empty() && project.getVia())
      names.insert(*project.getVia());
  });
  return names;
}

/// Erases those whose copies are all there was need of.
void eraseUnused(mlir::ModuleOp module, llvm::StringSet<> &names) {
  module.walk([&](spike::ProjectionOp projection) {
    if (projection.getVia())
      names.erase(*projection.getVia());
  });
  for (auto cls : llvm::make_early_inc_range(module.getOps<spike::ClassOp>()))
    if (names.contains(cls.getSymName()))
      cls.erase();
}

struct ConvertNeuroToSpikePass
    : neuro::lowering::impl::ConvertNeuroToSpikeBase<ConvertNeuroToSpikePass> {
  void runOnOperation() override {
    VaryingParameters varying = findVarying(getOperation());
    llvm::StringSet<> copied = readBySignals(getOperation());
    for (auto model : llvm::make_early_inc_range(getOperation().getOps<nir::ModelOp>()))
      if (mlir::failed(convertModel(model, varying[model.getSymName()])))
        return signalPassFailure();
    for (auto network : llvm::make_early_inc_range(getOperation().getOps<nir::NetworkOp>()))
      if (mlir::failed(convertNetwork(network)))
        return signalPassFailure();
    eraseUnused(getOperation(), copied);
  }
};

} // namespace
