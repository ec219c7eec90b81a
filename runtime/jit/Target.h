//===- Target.h - This processor, and optimised LLVM IR for it --*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_JIT_TARGET_H
#define NEURO_RUNTIME_JIT_TARGET_H

#include "runtime/jit/Jit.h"

#include "llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"
#include "llvm/Target/TargetMachine.h"

namespace neuro::jit {

/// This processor or the one of the options, and strict floating point.
llvm::Expected<llvm::orc::JITTargetMachineBuilder> targetOf(const JitOptions &options);

struct Translated {
  std::unique_ptr<llvm::LLVMContext> context;
  std::unique_ptr<llvm::Module> module;
};
/// `module` as LLVM IR for `machine`, optimised.
llvm::Expected<Translated> translate(mlir::ModuleOp module, llvm::TargetMachine &machine,
                                     const JitOptions &options, JitTimings &timings);

/// The module's object file; `finish`, if any, may change what is translated before its
/// code is generated.
llvm::Expected<std::string>
generate(mlir::ModuleOp module, const JitOptions &options, JitTimings &timings,
         llvm::function_ref<llvm::Error(llvm::Module &, llvm::TargetMachine &)> finish = nullptr);

} // namespace neuro::jit

#endif // NEURO_RUNTIME_JIT_TARGET_H
