//===- Passes.td - From spike kernels to loops ---------------*- tablegen -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_SPIKETOLOOPS_PASSES_TD
#define NEURO_LOWERING_SPIKETOLOOPS_PASSES_TD

include "mlir/Pass/PassBase.td"

def ConvertSpikeToLoops : Pass<"convert-spike-to-loops", "::mlir::ModuleOp"> {
  let summary = "one function over a range of elements for each kernel";
  let description = [{
    Every `spike.kernel` of a placed module (S2) becomes a function with the
    signature of runtime/abi/Kernel.h. Its body is vectorised: `width` elements at
    a time, event masks as whole bytes. What depends on uniform fields alone is
    computed once, before the loop. A body with control flow (an adaptive solver)
    runs one element at a time. Everything else in the module is erased: it has
    gone into the plan.
  }];
  let options = [
    Option<"width", "width", "int64_t", "8",
           "elements at a time for kernels without a width of their own; a multiple of 8">
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::func::FuncDialect",
                           "::mlir::LLVM::LLVMDialect", "::mlir::math::MathDialect",
                           "::mlir::scf::SCFDialect", "::mlir::vector::VectorDialect"];
}

#endif // NEURO_LOWERING_SPIKETOLOOPS_PASSES_TD
