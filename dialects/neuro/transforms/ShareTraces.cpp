//===- ShareTraces.cpp - Equal traces of a synapse are kept once ----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes flat, unit-free synapse models. Traces of the same end with the same time
// constant that count events alike have the same value at all times, to the bit.
//
//===----------------------------------------------------------------------===//

#include "dialects/neuro/analysis/SameValue.h"
#include "dialects/neuro/ir/Mentions.h"
#include "dialects/neuro/transforms/Passes.h"

using namespace mlir;

namespace neuro::nir {
#define GEN_PASS_DEF_NEUROSHARETRACES
#include "dialects/neuro/transforms/Passes.h.inc"

namespace {

struct NeuroShareTraces : impl::NeuroShareTracesBase<NeuroShareTraces> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    Mentions outside(module, [](Operation *op) { return isa<ModelOp>(op); });
    for (ModelOp model : module.getOps<ModelOp>())
      if (model.getKind() == ModelKind::Synapse)
        share(model, outside);
  }

  void share(ModelOp model, const Mentions &outside) {
    // What reads a trace reads it by its name alone.
    Mentions inside(model, [](Operation *op) { return isa<GetOp>(op); });
    SameValue same(model, [&](StringRef name) { return !outside.has(name); });
    SmallVector<TraceOp> kept;
    for (TraceOp trace : llvm::make_early_inc_range(model.getItems<TraceOp>())) {
      auto like = llvm::find_if(kept, [&](TraceOp other) {
        return other.getEnd() == trace.getEnd() && other.getNearest() == trace.getNearest() &&
               same.equal(yieldedValue(other.getTau()), yieldedValue(trace.getTau()));
      });
      if (like == kept.end() || outside.has(trace.getSymName()) ||
          inside.has(trace.getSymName())) {
        kept.push_back(trace);
        continue;
      }
      auto name = FlatSymbolRefAttr::get(like->getSymNameAttr());
      model.walk([&](GetOp get) {
        if (nameOf(get) == trace.getSymNameAttr())
          get.setVariableAttr(name);
      });
      addNote(getOperation(), "trace-sharing",
              model.getSymName() + ": " + trace.getSymName() + " is " + like->getSymName());
      trace.erase();
      ++numShared;
    }
  }
};

} // namespace
} // namespace neuro::nir
