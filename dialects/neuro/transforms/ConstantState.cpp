//===- ConstantState.cpp - State of synapses that never changes -----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes flat, unit-free synapse models. An `edge` value that no equation and no
// handler changes and that all synapses of a projection start with is a parameter
// in all but name; as one it is kept once a projection instead of once a synapse.
//
//===----------------------------------------------------------------------===//

#include "dialects/neuro/analysis/Affine.h"
#include "dialects/neuro/ir/Mentions.h"
#include "dialects/neuro/transforms/Passes.h"

using namespace mlir;

namespace neuro::nir {
#define GEN_PASS_DEF_NEUROCONSTANTSTATE
#include "dialects/neuro/transforms/Passes.h.inc"

namespace {

/// Whether a value can differ between the synapses of a projection, or later: where
/// the experiment assigns things, a parameter follows what it was computed from, but
/// a state does not.
bool mayVary(Region &value, bool assigns) {
  return value
      .walk([&](Operation *op) {
        auto get = dyn_cast<GetOp>(op);
        return isa<DrawOp, IndexOp, DistanceOp, CoordinateOp, ColumnOp>(op) ||
                       (get && (assigns || !get.getVariable().getNestedReferences().empty()))
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

bool isValueOfProjection(Operation *op) {
  return isa<InitOp>(op) && isa<ProjectOp>(op->getParentOp());
}

struct NeuroConstantState : impl::NeuroConstantStateBase<NeuroConstantState> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    bool checkpoints = false;
    assigns = module->hasAttr(hostNames);
    module.walk([&](Operation *op) {
      checkpoints |= isa<CheckpointOp, RestoreOp>(op);
      assigns |= isa<AssignOp, AssignParamOp>(op);
    });
    if (checkpoints) // of programs that may look at other things
      return;
    // Values that projections give are looked at by themselves; what these read, and
    // all else that names a state, may set or show it.
    Mentions outside(module, [](Operation *op) {
      return isa<ModelOp>(op) || isValueOfProjection(op);
    });
    llvm::StringMap<SmallVector<InitOp>> inits; // by synapse
    module.walk([&](InitOp init) {
      if (!isValueOfProjection(init))
        return;
      init.getValue().walk([&](Operation *op) { outside.addAttributes(op); });
      if (auto via = cast<ProjectOp>(init->getParentOp()).getVia())
        inits[*via].push_back(init);
    });
    for (ModelOp model : module.getOps<ModelOp>())
      if (model.getKind() == ModelKind::Synapse)
        convert(model, outside, inits.lookup(model.getSymName()));
  }

  void convert(ModelOp model, const Mentions &outside, ArrayRef<InitOp> inits) {
    // Not equations, assignments or bounds of it.
    Mentions inside(model, [](Operation *op) { return isa<GetOp>(op); });
    std::string names;
    for (StateOp state : llvm::make_early_inc_range(model.getItems<StateOp>())) {
      StringRef name = state.getSymName();
      if (outside.has(name) || inside.has(name) || mayVary(state.getInit(), assigns) ||
          llvm::any_of(inits, [&](InitOp init) {
            return init.getField() == name && (init.getDraws() || mayVary(init.getValue(), assigns));
          }))
        continue;
      OpBuilder builder(state);
      auto param = ParamOp::create(builder, state.getLoc(), state.getSymNameAttr(),
                                   state.getTypeAttr(), state.getUnitAttr(), StringAttr(),
                                   UnitAttr());
      param.getDefaultValue().takeBody(state.getInit());
      param->setDiscardableAttrs(state->getDiscardableAttrDictionary());
      names += (names.empty() ? "" : ", ") + name.str();
      state.erase();
      ++numConverted;
    }
    if (!names.empty())
      addNote(getOperation(), "constant-weights",
              model.getSymName() + ": " + names + " kept once a projection");
  }

  bool assigns = false; ///< an experiment gives parameters or states other values
};

} // namespace
} // namespace neuro::nir
