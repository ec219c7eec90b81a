//===- Stoppable.cpp - Code generation that can be given up ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/jit/Stoppable.h"

#include "llvm/IR/Module.h"
#include "llvm/Pass.h"

namespace neuro::jit {

namespace {

/// Within a group of passes the pass manager takes one function after the other through all
/// of them and passes over those that have no body.
class AskPass : public llvm::FunctionPass {
public:
  static char ID;
  explicit AskPass(const std::function<bool()> &goesOn) : FunctionPass(ID), goesOn(goesOn) {}

  llvm::StringRef getPassName() const override { return "Ask whether to go on"; }
  void getAnalysisUsage(llvm::AnalysisUsage &usage) const override { usage.setPreservesAll(); }
  bool runOnFunction(llvm::Function &function) override {
    if (goesOn())
      return false;
    // The one at hand goes on: passes behind this one may hold what they know of it.
    bool changed = false;
    for (auto next = std::next(function.getIterator()); next != function.getParent()->end();
         ++next)
      if (!next->isDeclaration()) {
        next->deleteBody();
        changed = true;
      }
    return changed;
  }

private:
  const std::function<bool()> &goesOn;
};

char AskPass::ID = 0;

} // namespace

void StoppablePasses::add(llvm::Pass *pass) {
  const bool ofFunctions = pass->getPassKind() == llvm::PT_Function;
  if (goesOn && ofFunctions && !inFunctions)
    passes.add(new AskPass(goesOn));
  inFunctions = ofFunctions;
  passes.add(pass);
}

} // namespace neuro::jit
