//===- neuro-opt.cpp - Run passes on .mlir text -----------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/neuro/transforms/Passes.h"
#include "dialects/spike/transforms/Passes.h"
#include "lowering/LoopsToLLVM/Passes.h"
#include "lowering/NeuroToSpike/Passes.h"
#include "lowering/Pipelines.h"
#include "lowering/SpikeToLoops/Passes.h"
#include "lowering/SpikeToPlan/SpikeToPlan.h"

#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Transforms/Passes.h"

int main(int argc, char **argv) {
  // Only what the pipelines use: registering everything MLIR has costs more
  // time than most tests take.
  mlir::DialectRegistry registry;
  neuro::lowering::registerDialects(registry);
  mlir::registerCanonicalizerPass();
  mlir::registerCSEPass();
  mlir::registerSymbolDCEPass();
  mlir::registerLoopInvariantCodeMotionPass();
  mlir::registerSCCPPass();
  neuro::nir::registerNeuroPasses();
  neuro::nir::registerNeuroPasses();
  neuro::spike::registerSpikePasses();
  neuro::lowering::registerNeuroToSpikePasses();
  neuro::lowering::registerNeuroToSpikePasses();
  neuro::lowering::registerSpikeToLoopsPasses();
  neuro::lowering::registerPrintPlanPass();
  neuro::lowering::registerLoopsToLLVMPasses();
  neuro::lowering::registerPipelines();
  return mlir::asMainReturnCode(mlir::MlirOptMain(
      argc, argv, "Neuro pass driver\n", registry));
}
