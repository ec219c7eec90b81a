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
#include "llvm/ADT/MapVector.h"
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

} // namespace

// --- What varies --------------------------------------------------------------------

bool neuro::nir::variesByElement(Region &value, ModelOp model, const Names &varying) {
  WalkResult result = value.walk([&](Operation *op) {
    if (isa<DrawOp, IndexOp, DistanceOp, CoordinateOp>(op))
      return WalkResult::interrupt();
    auto get = dyn_cast<GetOp>(op);
    if (!get || get.getVariable().getNestedReferences().empty())
      return WalkResult::advance();
    StringRef root = get.getVariable().getRootReference().getValue();
    if (root == "pre" || root == "post")
      return WalkResult::interrupt();
    if (root != "self")
      return WalkResult::advance();
    // Of the element's members only parameters can be the same for all.
    StringRef member = get.getVariable().getLeafReference();
    bool varies = !model || !model.lookup<ParamOp>(member) ||
                  varying.count(member.str());
    return varies ? WalkResult::interrupt() : WalkResult::advance();
  });
  return result.wasInterrupted();
}

namespace {

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
  bool varies(PopulationOp population, ModelOp model, ParamOp param,
              const Names &varying);

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
  Names varying;
  for (const std::string &name : assigned.lookup(population))
    if (model.lookup<ParamOp>(name))
      varying.insert(name);
  // A parameter may be computed from others that vary.
  for (bool changed = true; changed;) {
    changed = false;
    for (ParamOp param : model.getItems<ParamOp>())
      if (!varying.count(param.getSymName().str()) &&
          varies(population, model, param, varying))
        changed |= varying.insert(param.getSymName().str()).second;
  }
  return varying;
}

bool Variation::varies(PopulationOp population, ModelOp model, ParamOp param,
                       const Names &varying) {
  if (InitOp init = population.lookupInit(param.getSymName()))
    return init.getDraws() ||
           variesByElement(init.getValue(), model, varying);
  WalkResult result = param.getDefaultValue().walk([&](Operation *op) {
    auto get = dyn_cast<GetOp>(op);
    bool varies = isa<DrawOp>(op) ||
                  (get && varying.count(
                              get.getVariable().getLeafReference().str()));
    return varies ? WalkResult::interrupt() : WalkResult::advance();
  });
  return result.wasInterrupted();
}

} // namespace

// --- Classes ----------------------------------------------------------------------

void neuro::nir::markElements(ModelOp model, const Names &varying) {
  llvm::StringSet<> element;
  for (const std::string &name : varying)
    element.insert(name);
  auto readsElement = [&](Operation &item) {
    WalkResult result = item.walk([&](GetOp get) {
      return element.contains(get.getVariable().getLeafReference())
                 ? WalkResult::interrupt()
                 : WalkResult::advance();
    });
    return result.wasInterrupted();
  };
  for (Operation &item : model.getBodyBlock()) {
    if (auto param = dyn_cast<ParamOp>(item)) {
      if (element.contains(param.getSymName()))
        param.setElement(true);
    } else if (auto derived = dyn_cast<DerivedOp>(item)) {
      if (readsElement(item)) {
        derived.setElement(true);
        element.insert(derived.getSymName());
      }
    } else if (isa<PropagatorOp>(item) && readsElement(item)) {
      item.setAttr("element", UnitAttr::get(item.getContext()));
    }
  }
}

namespace {

/// Gives every population the model of its class; returns how many were copied.
int64_t makeClasses(ModuleOp module, ArrayRef<PopulationOp> populations) {
  SymbolTable symbols(module);
  Variation variation(module);
  for (ExperimentOp experiment : module.getOps<ExperimentOp>())
    variation.addExperiment(experiment);

  llvm::MapVector<ModelOp, std::map<Names, SmallVector<PopulationOp>>> classes;
  // Sets in the order of their first population: the first keeps the name.
  llvm::DenseMap<Operation *, std::vector<Names>> setsOf;
  for (PopulationOp population : populations) {
    if (!population.getModelAttr())
      continue;
    auto model = symbols.lookup<ModelOp>(*population.getModel());
    Names varying = variation.of(population, model);
    SmallVector<PopulationOp> &members = classes[model][varying];
    if (members.empty())
      setsOf[model].push_back(varying);
    members.push_back(population);
  }

  int64_t copies = 0;
  for (auto &[model, members] : classes) {
    const std::vector<Names> &sets = setsOf[model];
    SmallVector<ModelOp> models = {model};
    for (size_t n = 1; n < sets.size(); ++n) {
      ModelOp copy = model.clone();
      copy.setSymName((model.getSymName() + "#" + Twine(n)).str());
      symbols.insert(copy, std::next(Block::iterator(models.back())));
      models.push_back(copy);
      ++copies;
    }
    for (auto [classModel, varying] : llvm::zip(models, sets)) {
      markElements(classModel, varying);
      for (PopulationOp population : members[varying]) {
        population.setModelAttr(
            FlatSymbolRefAttr::get(classModel.getSymNameAttr()));
        population.setClassNameAttr(classModel.getSymNameAttr());
      }
    }
  }
  return copies;
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
