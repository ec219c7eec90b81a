//===- VerifyL0.cpp - What may reach code generation ------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes and leaves L0 (Passes.td says what that is); reports what breaks it.
//
//===----------------------------------------------------------------------===//

#include "lowering/LoopsToLLVM/LibraryCalls.h"
#include "runtime/jit/LookUp.h"
#include "lowering/LoopsToLLVM/Passes.h"

#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;

namespace neuro::lowering {

#define GEN_PASS_DEF_VERIFYL0
#include "lowering/LoopsToLLVM/Passes.h.inc"

namespace {

bool inLibrary(StringRef function) {
  return llvm::any_of(libraryCalls, [&](const LibraryCall &call) {
    return function == call.f64 || function == call.f32;
  });
}

/// (arrays, uniforms, tick: !llvm.ptr, begin, end: i64) -> ()
bool isKernelType(FunctionType type) {
  if (type.getNumInputs() != 5 || type.getNumResults() != 0)
    return false;
  return llvm::all_of(type.getInputs().take_front(3), llvm::IsaPred<LLVM::LLVMPointerType>) &&
         type.getInput(3).isInteger(64) && type.getInput(4).isInteger(64);
}

LogicalResult verifyFunction(func::FuncOp function) {
  if (function.isExternal()) {
    if (!inLibrary(function.getName()) && !jit::isLookUp(function.getName().str()))
      return function.emitError() << "calls '" << function.getName()
                                  << "', which is not in the table of library calls";
    return success();
  }
  if (!function.isPublic() || !isKernelType(function.getFunctionType()))
    return function.emitError() << "'" << function.getName()
                                << "' is not a kernel (arrays, uniforms, tick, begin, end)";
  return success();
}

LogicalResult verifyOperation(Operation *op) {
  if (auto function = dyn_cast<func::FuncOp>(op))
    return verifyFunction(function);
  // Whatever math operation is one instruction, or a few, on every target.
  if (isa<math::AbsFOp, math::AbsIOp, math::CeilOp, math::CopySignOp, math::FloorOp,
          math::FmaOp, math::RoundOp, math::RoundEvenOp, math::SqrtOp, math::TruncOp>(op))
    return success();
  if (isa<arith::RemFOp>(op))
    return op->emitError() << "'" << op->getName() << "' should have been expanded";
  if (isa<ModuleOp, func::ReturnOp, func::CallOp, LLVM::LoadOp, LLVM::StoreOp, LLVM::GEPOp,
          LLVM::AllocaOp, LLVM::BitcastOp, LLVM::MaskedLoadOp, LLVM::MaskedStoreOp, LLVM::masked_gather,
          LLVM::Prefetch>(op) ||
      isa_and_nonnull<arith::ArithDialect, vector::VectorDialect, scf::SCFDialect,
                      cf::ControlFlowDialect>(op->getDialect()))
    return success();
  return op->emitError() << "'" << op->getName() << "' may not be left in L0";
}

struct VerifyL0 : impl::VerifyL0Base<VerifyL0> {
  void runOnOperation() override {
    WalkResult result = getOperation()->walk([](Operation *op) {
      return failed(verifyOperation(op)) ? WalkResult::interrupt() : WalkResult::advance();
    });
    if (result.wasInterrupted())
      signalPassFailure();
    markAllAnalysesPreserved();
  }
};

} // namespace
} // namespace neuro::lowering
