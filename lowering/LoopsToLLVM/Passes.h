//===- Passes.h - From loops to the LLVM dialect ----------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_LOOPSTOLLVM_PASSES_H
#define NEURO_LOWERING_LOOPSTOLLVM_PASSES_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Pass/Pass.h"

#include <memory>

namespace neuro::lowering {

#define GEN_PASS_DECL
#include "lowering/LoopsToLLVM/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "lowering/LoopsToLLVM/Passes.h.inc"

} // namespace neuro::lowering

#endif // NEURO_LOWERING_LOOPSTOLLVM_PASSES_H
