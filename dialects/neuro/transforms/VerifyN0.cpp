//===- VerifyN0.cpp - The contract of imported programs ---------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes what the importer made and leaves it as it is. Fails unless every
// operation has a source range, every name means something, and every state has
// one equation, or none and something that sets it.
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/neuro/transforms/Passes.h"

#include "llvm/ADT/StringMap.h"

namespace neuro::nir {
#define GEN_PASS_DEF_NEUROVERIFYN0
#include "dialects/neuro/transforms/Passes.h.inc"
} // namespace neuro::nir

using namespace mlir;
using namespace neuro::nir;

namespace {

bool hasSourceRange(Location loc) {
  bool found = false;
  loc->walk([&](Location part) {
    found = isa<FileLineColRange>(part);
    return found ? WalkResult::interrupt() : WalkResult::advance();
  });
  return found;
}

LogicalResult verifyRanges(ModuleOp module) {
  LogicalResult result = success();
  module.walk([&](Operation *op) {
    if (op != module && !hasSourceRange(op->getLoc()))
      result = op->emitOpError("has no source range");
  });
  return result;
}

/// Names that sema resolved may still have been lost on the way here. `@self`,
/// `@pre` and `@post` are an element's and resolve when it is known.
LogicalResult verifyNames(ModuleOp module) {
  LogicalResult result = success();
  module.walk([&](Operation *op) {
    SymbolRefAttr name;
    if (auto get = dyn_cast<GetOp>(op))
      name = get.getVariable();
    else if (auto set = dyn_cast<SetOp>(op))
      name = set.getVariable();
    if (!name)
      return;
    StringRef root = name.getRootReference();
    if (root == "self" || root == "pre" || root == "post" || root == "edge")
      return;
    if (!resolve(op, name))
      result = op->emitOpError() << "names " << name << ", which nothing declares";
  });
  return result;
}

LogicalResult verifyEquations(ModelOp model) {
  llvm::StringMap<Operation *> equations;
  for (DdtOp ddt : model.getItems<DdtOp>()) {
    auto [first, isNew] = equations.try_emplace(ddt.getState(), ddt);
    if (isNew)
      continue;
    InFlightDiagnostic error = ddt.emitOpError()
                               << "is a second equation for '" << ddt.getState()
                               << "'";
    error.attachNote(first->second->getLoc()) << "the first is here";
    return error;
  }
  return success();
}

struct VerifyN0Pass : neuro::nir::impl::NeuroVerifyN0Base<VerifyN0Pass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    if (failed(verifyRanges(module)) || failed(verifyNames(module)))
      return signalPassFailure();
    for (ModelOp model : module.getOps<ModelOp>())
      if (failed(verifyEquations(model)))
        return signalPassFailure();
  }
};

} // namespace
