//===- ConvertSpikeToLoops.cpp - Placed kernels to functions ----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes placed spike IR (S2: types, slots and widths chosen); leaves a module of
// functions in upstream dialects, one for each kernel.
//
//===----------------------------------------------------------------------===//

#include "lowering/SpikeToLoops/KernelLowering.h"
#include "lowering/SpikeToLoops/Passes.h"
#include "lowering/SpikeToLoops/RowLowering.h"

#include "mlir/IR/BuiltinOps.h"

using namespace mlir;

namespace neuro::lowering {

#define GEN_PASS_DEF_CONVERTSPIKETOLOOPS
#include "lowering/SpikeToLoops/Passes.h.inc"

namespace {

bool hasControlFlow(spike::KernelOp kernel) {
  return llvm::any_of(kernel.getBody().front(),
                      [](Operation &op) { return op.getNumRegions() != 0; });
}

struct ConvertSpikeToLoops : impl::ConvertSpikeToLoopsBase<ConvertSpikeToLoops> {
  using ConvertSpikeToLoopsBase::ConvertSpikeToLoopsBase;

  FailureOr<int64_t> chooseWidth(spike::KernelOp kernel) {
    if (hasControlFlow(kernel))
      return 1;
    int64_t chosen = kernel.getWidth() ? *kernel.getWidth() : static_cast<int64_t>(width);
    if (chosen != 1 && (chosen % 8 != 0 || chosen < 8 || 64 % chosen != 0))
      return kernel.emitError() << "width " << chosen
                                << " is not 1, 8, 16, 32 or 64";
    return chosen;
  }

  void runOnOperation() override {
    ModuleOp module = getOperation();
    SmallVector<spike::KernelOp> kernels;
    module.walk([&](spike::KernelOp kernel) { kernels.push_back(kernel); });
    SmallVector<Operation *> old;
    for (Operation &op : *module.getBody())
      old.push_back(&op);

    OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
    for (spike::KernelOp kernel : kernels) {
      FailureOr<int64_t> chosen = chooseWidth(kernel);
      if (failed(chosen) || failed(lowerKernel(builder, kernel, *chosen)))
        return signalPassFailure();
    }
    for (auto cls : module.getOps<spike::ClassOp>()) {
      spike::RowKernels rows = spike::rowKernelsOf(cls);
      if (!rows)
        continue;
      FailureOr<int64_t> post = chooseWidth(rows.post), emit = chooseWidth(rows.emit);
      if (failed(post) || failed(emit) ||
          failed(lowerRows(builder, cls, rows, std::min(*post, *emit))))
        return signalPassFailure();
    }
    for (Operation *op : llvm::reverse(old))
      op->erase();
  }
};

} // namespace
} // namespace neuro::lowering
