//===- ConvertLoopsToLLVM.cpp - Upstream dialects to LLVM -------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes L0: func, scf, cf, vector, arith, math and llvm operations; leaves the
// LLVM dialect alone. Memory is already in llvm.load and llvm.store, so no
// memref descriptor appears.
//
//===----------------------------------------------------------------------===//

#include "lowering/LoopsToLLVM/Passes.h"

#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h"
#include "mlir/Conversion/FuncToLLVM/ConvertFuncToLLVM.h"
#include "mlir/Conversion/LLVMCommon/ConversionTarget.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Conversion/MathToLLVM/MathToLLVM.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Conversion/VectorToLLVM/ConvertVectorToLLVM.h"

using namespace mlir;

namespace neuro::lowering {

#define GEN_PASS_DEF_CONVERTLOOPSTOLLVM
#include "lowering/LoopsToLLVM/Passes.h.inc"

namespace {

struct ConvertLoopsToLLVM : impl::ConvertLoopsToLLVMBase<ConvertLoopsToLLVM> {
  void runOnOperation() override {
    MLIRContext &context = getContext();
    LLVMTypeConverter converter(&context);
    RewritePatternSet patterns(&context);
    populateSCFToControlFlowConversionPatterns(patterns);
    cf::populateControlFlowToLLVMConversionPatterns(converter, patterns);
    arith::populateArithToLLVMConversionPatterns(converter, patterns);
    populateMathToLLVMConversionPatterns(converter, patterns);
    populateVectorToLLVMConversionPatterns(converter, patterns);
    populateFuncToLLVMConversionPatterns(converter, patterns);
    LLVMConversionTarget target(context);
    target.addLegalOp<ModuleOp>();
    if (failed(applyFullConversion(getOperation(), target, std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace
} // namespace neuro::lowering
