//===- Stoppable.h - Code generation that can be given up -------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_JIT_STOPPABLE_H
#define NEURO_RUNTIME_JIT_STOPPABLE_H

#include "llvm/IR/LegacyPassManager.h"

#include <functional>

namespace neuro::jit {

/// The passes of code generation, which LLVM runs function by function and never asks in
/// between whether to go on. This asks, by a pass of its own before each group of function
/// passes, and takes their bodies from the functions that are still to come once the answer
/// is no. What comes out then is to be thrown away.
class StoppablePasses : public llvm::legacy::PassManagerBase {
public:
  /// An empty `goesOn` asks nothing.
  explicit StoppablePasses(const std::function<bool()> &goesOn) : goesOn(goesOn) {}

  void add(llvm::Pass *pass) override;
  void run(llvm::Module &module) { passes.run(module); }

private:
  const std::function<bool()> &goesOn;
  llvm::legacy::PassManager passes;
  bool inFunctions = false; ///< the last pass was one over functions
};

} // namespace neuro::jit

#endif // NEURO_RUNTIME_JIT_STOPPABLE_H
