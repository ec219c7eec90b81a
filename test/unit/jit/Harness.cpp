//===- Harness.cpp - From kernel text to callable code --------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/unit/jit/Harness.h"

#include "dialects/spike/ir/Spike.h"
#include "lowering/LoopsToLLVM/Passes.h"
#include "lowering/SpikeToLoops/Passes.h"

#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"

namespace neuro::test {

Compiled::Compiled(const std::string &spikeModule, int width,
                   const jit::JitOptions &jitOptions) {
  mlir::DialectRegistry registry;
  registry.insert<mlir::arith::ArithDialect, mlir::cf::ControlFlowDialect,
                  mlir::func::FuncDialect, mlir::LLVM::LLVMDialect, mlir::math::MathDialect,
                  mlir::scf::SCFDialect, mlir::vector::VectorDialect, spike::SpikeDialect>();
  mlir::MLIRContext context(registry, mlir::MLIRContext::Threading::DISABLED);
  auto module = mlir::parseSourceString<mlir::ModuleOp>(spikeModule, &context);
  if (!module) {
    error = "the module does not parse";
    return;
  }
  mlir::PassManager passes(&context);
  lowering::ConvertSpikeToLoopsOptions options;
  options.width = width;
  passes.addPass(lowering::createConvertSpikeToLoops(options));
  passes.addPass(lowering::createExpandMath());
  passes.addPass(mlir::createCanonicalizerPass());
  passes.addPass(mlir::createCSEPass());
  passes.addPass(lowering::createVerifyL0());
  passes.addPass(lowering::createConvertLoopsToLLVM());
  if (mlir::failed(passes.run(*module))) {
    error = "the module does not lower";
    return;
  }
  jit = jit::Jit::create(*module, jitOptions, error);
}

rt::Kernel Compiled::kernel(const std::string &symbol) {
  return jit ? jit->lookup(symbol, error) : nullptr;
}

} // namespace neuro::test
