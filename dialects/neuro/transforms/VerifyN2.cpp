//===- VerifyN2.cpp - The contract of solved programs -----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes models after neuro-solve and leaves them as they are. Fails unless each
// has one update that reads and writes only what exists at this stage, derived
// values that parameters decide, and a solver and a reason for every state that
// had an equation.
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/neuro/transforms/Passes.h"

#include "llvm/ADT/StringSet.h"

namespace neuro::nir {
#define GEN_PASS_DEF_NEUROVERIFYN2
#include "dialects/neuro/transforms/Passes.h.inc"
} // namespace neuro::nir

using namespace mlir;
using namespace neuro::nir;

namespace {

/// Everything a statement of the model said is in its update.
LogicalResult verifyItems(ModelOp model) {
  UpdateOp update;
  bool synapse = model.getKind() == ModelKind::Synapse;
  for (Operation &item : model.getBodyBlock()) {
    if (isa<DdtOp, GateOp, OnOp, SpikeOp, EventOp, UseOp, HostOp, EveryOp, BoundOp>(item))
      return item.emitOpError("is not solved");
    auto next = dyn_cast<UpdateOp>(item);
    if (!next)
      continue;
    if (update)
      return next.emitOpError("is the model's second");
    update = next;
  }
  if (synapse && update)
    return update.emitOpError("is of a synapse, whose edges have handlers instead");
  if (!update && !synapse)
    return model.emitOpError("has no update");
  return success();
}

/// A state that had an equation says how it is solved and why; one that only
/// handlers and resets set says neither.
LogicalResult verifyStates(ModelOp model) {
  llvm::StringSet<> propagated;
  for (PropagatorOp propagator : model.getItems<PropagatorOp>())
    for (auto state : propagator.getStates().getAsRange<FlatSymbolRefAttr>())
      propagated.insert(state.getValue());
  for (StateOp state : model.getItems<StateOp>()) {
    bool solved = state.getSolver() || propagated.contains(state.getSymName());
    if (solved && !(state.getSolver() && state.getReason()))
      return state.emitOpError() << "'" << state.getSymName()
                                 << "' does not say its solver and the reason";
  }
  return success();
}

LogicalResult verifyUpdate(Operation *update) {
  WalkResult result = update->walk([&](Operation *op) {
    if (auto get = dyn_cast<GetOp>(op)) {
      if (!isa_and_nonnull<ParamOp, StateOp, InputOp, DerivedOp, PreviousOp, TraceOp>(
              resolve(get, get.getVariable())))
        return WalkResult(get.emitOpError()
                          << "reads " << get.getVariable()
                          << ", which an update cannot read");
    } else if (auto set = dyn_cast<SetOp>(op)) {
      if (!isa_and_nonnull<StateOp, PreviousOp>(resolve(set, set.getVariable())))
        return WalkResult(set.emitOpError()
                          << "writes " << set.getVariable()
                          << ", which is no state");
    } else if (isa<RisingOp, WhiteOp, DrawOp>(op)) {
      return WalkResult(op->emitOpError("is not solved"));
    }
    return WalkResult::advance();
  });
  return failure(result.wasInterrupted());
}

/// What is evaluated when parameters are bound reads what is known then.
LogicalResult verifyBindTime(ModelOp model) {
  llvm::StringSet<> earlier;
  for (Operation &item : model.getBodyBlock()) {
    if (!isa<DerivedOp, PropagatorOp>(item))
      continue;
    WalkResult result = item.walk([&](GetOp get) {
      Operation *read = resolve(get, get.getVariable());
      auto derived = dyn_cast_or_null<DerivedOp>(read);
      if (isa_and_nonnull<ParamOp>(read) ||
          (derived && earlier.contains(derived.getSymName())))
        return WalkResult::advance();
      return WalkResult(get.emitOpError()
                        << "reads " << get.getVariable()
                        << ", which is not known when parameters are bound");
    });
    if (result.wasInterrupted())
      return failure();
    if (auto derived = dyn_cast<DerivedOp>(item))
      earlier.insert(derived.getSymName());
  }
  return success();
}

struct VerifyN2Pass : neuro::nir::impl::NeuroVerifyN2Base<VerifyN2Pass> {
  void runOnOperation() override {
    for (ModelOp model : getOperation().getOps<ModelOp>()) {
      if (failed(verifyItems(model)) || failed(verifyStates(model)) ||
          failed(verifyBindTime(model)))
        return signalPassFailure();
      for (Operation &item : model.getBodyBlock())
        if (isa<UpdateOp, HandlerOp>(item) && failed(verifyUpdate(&item)))
          return signalPassFailure();
    }
  }
};

} // namespace
