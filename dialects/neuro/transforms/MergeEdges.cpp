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

ParameterNames neuro::nir::varyingParameters(ModuleOp module, ProjectOp project,
                                             ModelOp synapse) {
  return varyingParameters(synapse, assignedByEdge(module, project), [&](ParamOp param) -> InitOp {
    if (!project.getInits().empty())
      for (InitOp init : project.getInits().front().getOps<InitOp>())
        if (init.getField() == param.getSymName())
          return init;
    return {};
  });
}

FailureOr<int64_t> neuro::nir::makeEdgeClasses(ModuleOp module) {
  SymbolTable symbols(module);
  ModelClasses classes;
  bool failedAny = false;
  module.walk([&](ProjectOp project) {
    auto synapse =
        project.getVia() ? symbols.lookup<ModelOp>(*project.getVia()) : ModelOp();
    if (!synapse)
      return;
    ParameterNames varying = varyingParameters(module, project, synapse);
    failedAny |= failed(checkTraces(synapse, varying));
    classes.add(synapse, varying, project);
  });
  if (failedAny)
    return failure();
  return classes.make(symbols, [](Operation *project, ModelOp classModel) {
    cast<ProjectOp>(project).setVia(classModel.getSymName());
  });
}
