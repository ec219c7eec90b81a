//===- Merge.cpp - One model per class of elements --------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes solved models, populations that set their parameters, and experiments
// that assign them. Leaves one model per class: a body together with the set of
// parameters that vary from element to element, which are marked `element` with
// all that is computed from them; populations refer to their class.
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/neuro/transforms/Classes.h"
#include "dialects/neuro/transforms/Passes.h"

#include "mlir/IR/OperationSupport.h"
#include "llvm/ADT/StringSet.h"

namespace neuro::nir {
#define GEN_PASS_DEF_NEUROMERGE
#include "dialects/neuro/transforms/Passes.h.inc"
} // namespace neuro::nir

using namespace mlir;
using namespace neuro::nir;

namespace {

using Names = ParameterNames;

// --- Equal models -----------------------------------------------------------------

bool equal(ModelOp a, ModelOp b) {
  return a.getKind() == b.getKind() &&
         a->getDiscardableAttrDictionary() ==
             b->getDiscardableAttrDictionary() &&
         OperationEquivalence::isRegionEquivalentTo(
             &a.getBody(), &b.getBody(), OperationEquivalence::IgnoreLocations);
}

/// Populations of a model that equals an earlier one become that one's.
int64_t mergeEqual(ModuleOp module, ArrayRef<PopulationOp> populations) {
  SmallVector<ModelOp> distinct;
  llvm::DenseMap<StringAttr, StringAttr> keeper;
  for (ModelOp model :
       llvm::make_early_inc_range(module.getOps<ModelOp>())) {
    auto same = llvm::find_if(distinct,
                              [&](ModelOp other) { return equal(other, model); });
    if (same == distinct.end()) {
      distinct.push_back(model);
      continue;
    }
    keeper[model.getSymNameAttr()] = same->getSymNameAttr();
    model.erase();
  }
  for (PopulationOp population : populations)
    if (FlatSymbolRefAttr model = population.getModelAttr())
      if (StringAttr kept = keeper.lookup(model.getAttr()))
        population.setModelAttr(FlatSymbolRefAttr::get(kept));
  module.walk([&](ProjectOp project) {
    if (FlatSymbolRefAttr synapse = project.getViaAttr())
      if (StringAttr kept = keeper.lookup(synapse.getAttr()))
        project.setViaAttr(FlatSymbolRefAttr::get(kept));
  });
  module.walk([&](RefOp ref) {
    if (StringAttr kept = keeper.lookup(ref.getModelAttr().getAttr()))
      ref.setModelAttr(FlatSymbolRefAttr::get(kept));
  });
  return keeper.size();
}

// --- What varies --------------------------------------------------------------------

/// True if `view` selects elements of a population instead of all of them.
bool selects(NetworkOp network, StringRef view, llvm::StringSet<> &seen) {
  auto op = network.lookup<ViewOp>(view);
  if (!op || !seen.insert(view).second)
    return false;
  if (!op.getRange().empty())
    return true;
  for (auto part : op.getParts().getAsRange<FlatSymbolRefAttr>())
    if (selects(network, part.getValue(), seen))
      return true;
  return false;
}

/// Collects, for every population, the parameters that vary between its elements.
class Variation {
public:
  explicit Variation(ModuleOp module) : symbols(module) {}

  void addExperiment(ExperimentOp experiment);
  Names of(PopulationOp population, ModelOp model);

private:
  void addAssignment(NetworkOp network, AssignOp assign);

  SymbolTable symbols;
  llvm::DenseMap<Operation *, Names> assigned;
};

void Variation::addExperiment(ExperimentOp experiment) {
  auto network = symbols.lookup<NetworkOp>(experiment.getNetwork());
  if (network)
    experiment.walk([&](AssignOp assign) { addAssignment(network, assign); });
}

/// A drawn value differs between elements, and so does any value that only some
/// of them are given.
void Variation::addAssignment(NetworkOp network, AssignOp assign) {
  llvm::StringSet<> seen;
  bool varies = assign.getDraws() || assign.getPerElement() ||
                variesByElement(assign.getValue(), ModelOp(), Names()) ||
                selects(network, assign.getView(), seen);
  if (varies)
    for (PopulationOp population : network.populationsOf(assign.getView()))
      assigned[population].insert(assign.getField().str());
}

Names Variation::of(PopulationOp population, ModelOp model) {
  return varyingParameters(model, assigned.lookup(population), [&](ParamOp param) {
    return population.lookupInit(param.getSymName());
  });
}

// --- Classes ----------------------------------------------------------------------

/// Gives every population the model of its class; returns how many were copied.
int64_t makeClasses(ModuleOp module, ArrayRef<PopulationOp> populations) {
  SymbolTable symbols(module);
  Variation variation(module);
  for (ExperimentOp experiment : module.getOps<ExperimentOp>())
    variation.addExperiment(experiment);

  ModelClasses classes;
  for (PopulationOp population : populations)
    if (population.getModelAttr()) {
      auto model = symbols.lookup<ModelOp>(*population.getModel());
      classes.add(model, variation.of(population, model), population);
    }
  return classes.make(symbols, [](Operation *member, ModelOp classModel) {
    auto population = cast<PopulationOp>(member);
    population.setModelAttr(FlatSymbolRefAttr::get(classModel.getSymNameAttr()));
    population.setClassNameAttr(classModel.getSymNameAttr());
  });
}

void eraseUnused(ModuleOp module, ArrayRef<PopulationOp> populations) {
  llvm::StringSet<> used;
  for (PopulationOp population : populations)
    if (population.getModel())
      used.insert(*population.getModel());
  module.walk([&](ProjectOp project) {
    if (project.getVia())
      used.insert(*project.getVia());
  });
  for (ModelOp model : llvm::make_early_inc_range(module.getOps<ModelOp>()))
    if (!used.contains(model.getSymName()))
      model.erase();
}

struct MergePass : neuro::nir::impl::NeuroMergeBase<MergePass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    SmallVector<PopulationOp> populations;
    module.walk([&](PopulationOp op) { populations.push_back(op); });
    numMerged += mergeEqual(module, populations);
    if (populations.empty()) // a library of models: nothing to specialise for
      return;
    numCloned += makeClasses(module, populations);
    FailureOr<int64_t> edges = makeEdgeClasses(module);
    if (failed(edges))
      return signalPassFailure();
    numCloned += *edges;
    eraseUnused(module, populations);
  }
};

} // namespace
