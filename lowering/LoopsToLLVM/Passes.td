//===- Passes.td - From loops to the LLVM dialect ------------*- tablegen -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_LOOPSTOLLVM_PASSES_TD
#define NEURO_LOWERING_LOOPSTOLLVM_PASSES_TD

include "mlir/Pass/PassBase.td"

def ExpandMath : Pass<"expand-neuro-math", "::mlir::ModuleOp"> {
  let summary = "replaces elementary functions by polynomials with stated error bounds";
  let description = [{
    `math.exp expm1 log log10 tanh sin cos powf` become straight-line arithmetic
    (Elementary.h states the errors); small whole powers become products. The
    functions of LibraryCalls.h become one call an element. Quotients of `expm1` as
    solvers and rates of gates have them become functions of their own.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::func::FuncDialect",
                           "::mlir::math::MathDialect", "::mlir::scf::SCFDialect",
                           "::mlir::vector::VectorDialect"];
}

def ConvertLoopsToLLVM : Pass<"convert-loops-to-llvm", "::mlir::ModuleOp"> {
  let summary = "func, scf, vector, arith and math to the LLVM dialect in one conversion";
  let dependentDialects = ["::mlir::cf::ControlFlowDialect", "::mlir::LLVM::LLVMDialect"];
}

def VerifyL0 : Pass<"loops-verify-l0", "::mlir::ModuleOp"> {
  let summary = "upstream operations and listed calls only; what is public is a kernel";
  let description = [{
    After `convert-spike-to-loops` and `expand-neuro-math`: every function with a
    body is public and has the signature of runtime/abi/Kernel.h; every other one
    is in LibraryCalls.h; no operation of `neuro` or `spike`, and no elementary
    function, is left.
  }];
}

#endif // NEURO_LOWERING_LOOPSTOLLVM_PASSES_TD
