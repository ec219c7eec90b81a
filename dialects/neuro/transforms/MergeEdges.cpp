//===- MergeEdges.cpp - One model per class of edges ------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A class of edges is a synapse together with the set of its parameters that vary
// from edge to edge: those a projection draws or computes from the edge, or an
// experiment assigns so.
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/transforms/Classes.h"

#include "llvm/ADT/MapVector.h"

#include <map>

using namespace mlir;
using namespace neuro::nir;

namespace {

/// Parameters that some experiment gives different values on different edges.
ParameterNames assignedByEdge(ModuleOp module, ProjectOp project) {
  ParameterNames names;
  auto network = project->getParentOfType<NetworkOp>();
  for (ExperimentOp experiment : module.getOps<ExperimentOp>())
    if (experiment.getNetwork() == network.getSymName())
      experiment.walk([&](AssignOp assign) {
        if (assign.getView() == project.getSymName() &&
            (assign.getDraws() ||
             variesByElement(assign.getValue(), ModelOp(), ParameterNames())))
          names.insert(assign.getField().str());
      });
  return names;
}

ParameterNames varyingOf(ModuleOp module, ProjectOp project, ModelOp synapse) {
  ParameterNames varying;
  for (const std::string &name : assignedByEdge(module, project))
    if (synapse.lookup<ParamOp>(name))
      varying.insert(name);
  auto initOf = [&](StringRef name) -> InitOp {
    if (!project.getInits().empty())
      for (InitOp init : project.getInits().front().getOps<InitOp>())
        if (init.getField() == name)
          return init;
    return {};
  };
  auto varies = [&](ParamOp param) {
    if (InitOp init = initOf(param.getSymName()))
      return init.getDraws() || variesByElement(init.getValue(), synapse, varying);
    // A default may be drawn, or computed from parameters that vary.
    WalkResult result = param.getDefaultValue().walk([&](Operation *op) {
      auto get = dyn_cast<GetOp>(op);
      bool found = isa<DrawOp>(op) ||
                   (get && varying.count(get.getVariable().getLeafReference().str()));
      return found ? WalkResult::interrupt() : WalkResult::advance();
    });
    return result.wasInterrupted();
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (ParamOp param : synapse.getItems<ParamOp>())
      if (!varying.count(param.getSymName().str()) && varies(param))
        changed |= varying.insert(param.getSymName().str()).second;
  }
  return varying;
}

/// The runtime keeps one trace a neuron and time constant, not one an edge.
LogicalResult checkTraces(ModelOp synapse, const ParameterNames &varying) {
  LogicalResult result = success();
  for (TraceOp trace : synapse.getItems<TraceOp>())
    trace.getTau().walk([&](GetOp get) {
      StringRef name = get.getVariable().getLeafReference();
      if (!varying.count(name.str()) || failed(result))
        return;
      emitError(trace.getLoc(), "E0936: the time constant of trace '")
          << trace.getSymName() << "' differs from edge to edge, because '" << name
          << "' does";
      result = failure();
    });
  return result;
}

} // namespace

FailureOr<int64_t> neuro::nir::makeEdgeClasses(ModuleOp module) {
  SymbolTable symbols(module);
  llvm::MapVector<ModelOp, std::map<ParameterNames, SmallVector<ProjectOp>>> classes;
  // Sets in the order of their first projection: the first keeps the name.
  llvm::DenseMap<Operation *, std::vector<ParameterNames>> setsOf;
  bool failedAny = false;
  module.walk([&](ProjectOp project) {
    auto synapse =
        project.getVia() ? symbols.lookup<ModelOp>(*project.getVia()) : ModelOp();
    if (!synapse)
      return;
    ParameterNames varying = varyingOf(module, project, synapse);
    failedAny |= failed(checkTraces(synapse, varying));
    SmallVector<ProjectOp> &members = classes[synapse][varying];
    if (members.empty())
      setsOf[synapse].push_back(varying);
    members.push_back(project);
  });
  if (failedAny)
    return failure();

  int64_t copies = 0;
  for (auto &[synapse, members] : classes) {
    const std::vector<ParameterNames> &sets = setsOf[synapse];
    SmallVector<ModelOp> models = {synapse};
    for (size_t n = 1; n < sets.size(); ++n) {
      ModelOp copy = synapse.clone();
      copy.setSymName((synapse.getSymName() + "#" + Twine(n)).str());
      symbols.insert(copy, std::next(Block::iterator(models.back())));
      models.push_back(copy);
      ++copies;
    }
    for (auto [classModel, varying] : llvm::zip(models, sets)) {
      markElements(classModel, varying);
      for (ProjectOp project : members[varying])
        project.setVia(classModel.getSymName());
    }
  }
  return copies;
}
