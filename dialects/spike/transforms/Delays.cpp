//===- Delays.cpp - What is known about each projection's delays -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes networks of projections with a delay expression. Leaves every projection
// with a `delay_structure` and, where the text bounds them, its delays.
//
//===----------------------------------------------------------------------===//
#include "dialects/spike/ir/Spike.h"
#include "dialects/spike/transforms/Evaluate.h"
#include "dialects/spike/transforms/Passes.h"

namespace neuro::spike {
#define GEN_PASS_DEF_DELAYS
#include "dialects/spike/transforms/Passes.h.inc"
} // namespace neuro::spike

using namespace neuro::spike;

namespace {

/// Sizes, parameters and positions are numbers of an instance, not of the text.
std::optional<Interval> unknown(mlir::Operation *) { return std::nullopt; }

llvm::LogicalResult annotate(ProjectionOp projection) {
  auto bounds = evaluate(projection.getDelay(), unknown);
  if (bounds.empty() || !bounds.front()) {
    projection.setDelayStructure("at_instantiation");
    return mlir::success();
  }
  Interval delay = *bounds.front();
  if (delay.high < 0)
    return projection.emitError("the delay is negative: ") << delay.high << " ms";
  mlir::Builder builder(projection.getContext());
  projection.setDelayStructure(delay.isPoint() ? "constant" : "bounded");
  projection.setSmallestDelayAttr(builder.getF64FloatAttr(delay.low));
  projection.setLargestDelayAttr(builder.getF64FloatAttr(delay.high));
  return mlir::success();
}

struct DelaysPass : impl::DelaysBase<DelaysPass> {
  void runOnOperation() override {
    bool failed = false;
    getOperation().walk([&](ProjectionOp projection) {
      failed |= mlir::failed(annotate(projection));
    });
    if (failed)
      signalPassFailure();
  }
};

} // namespace
