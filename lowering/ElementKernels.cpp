//===- ElementKernels.cpp - Kernels for the reference engine --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/ElementKernels.h"

#include "dialects/spike/interpreter/KernelInterpreter.h"
#include "lowering/LoopsToLLVM/Elementary.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;

namespace neuro::lowering {

namespace {

class Interpreted : public rt::ElementKernels {
public:
  std::vector<std::string> symbols;
  std::vector<std::unique_ptr<spike::KernelInterpreter>> kernels;

  int find(const std::string &symbol) const override {
    auto found = std::find(symbols.begin(), symbols.end(), symbol);
    return found == symbols.end() ? -1 : static_cast<int>(found - symbols.begin());
  }
  void run(int kernel, const rt::Tick &tick, double *fields) const override {
    kernels[static_cast<size_t>(kernel)]->run(fields, tick.time, tick.dt);
  }
};

/// What `op` computes in compiled code, or null if that is one instruction or a
/// call of the C library.
Value expansion(Operation *op) {
  if (auto exprelr = dyn_cast<spike::ExprelrOp>(op)) {
    OpBuilder builder(op);
    return emitExprelr(builder, op->getLoc(), exprelr.getX());
  }
  return isa_and_nonnull<math::MathDialect>(op->getDialect()) ? expandElementary(op) : Value();
}

} // namespace

std::shared_ptr<const rt::ElementKernels> elementKernels(ModuleOp placed, std::string &error) {
  OwningOpRef<ModuleOp> copy = placed.clone();
  auto result = std::make_shared<Interpreted>();
  for (auto owner : copy->getOps<spike::ClassOp>())
    for (auto kernel : owner.getOps<spike::KernelOp>()) {
      fuseQuotients(kernel);
      SmallVector<Operation *> work;
      kernel.getBody().walk([&](Operation *op) { work.push_back(op); });
      for (Operation *op : work)
        if (Value replacement = expansion(op)) {
          op->getResult(0).replaceAllUsesWith(replacement);
          op->erase();
        }
      auto interpreter = spike::KernelInterpreter::create(kernel, error);
      if (!interpreter)
        return nullptr;
      result->symbols.push_back(kernel.getSymName().str());
      result->kernels.push_back(std::move(interpreter));
    }
  return result;
}

} // namespace neuro::lowering
