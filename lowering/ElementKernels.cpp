//===- ElementKernels.cpp - Kernels for the reference engine --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/ElementKernels.h"

#include "dialects/spike/interpreter/KernelInterpreter.h"
#include "lowering/LoopsToLLVM/Elementary.h"
#include "lowering/SpikeToLoops/Decay.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
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

/// As spike.decay is defined, of three exponentials that compiled code looks up.
Value expandDecay(spike::DecayOp op) {
  OpBuilder b(op);
  Location loc = op.getLoc();
  Value rate = op.getRate(), age = op.getAge();
  Type real = age.getType();
  auto number = [&](double x) -> Value {
    return arith::ConstantOp::create(b, loc, b.getFloatAttr(real, x));
  };
  Value isShort =
      arith::CmpFOp::create(b, loc, arith::CmpFPredicate::OLT, age, number(longDecay));
  Value known = arith::SelectOp::create(b, loc, isShort, age, number(0));
  Value ticks = arith::FPToSIOp::create(b, loc, b.getI32Type(), known);
  auto factor = [&](Value ticks) {
    return emitExp(b, loc, arith::MulFOp::create(b, loc, rate, ticks));
  };
  auto factorOf = [&](int32_t digits) {
    Value mask = arith::ConstantOp::create(b, loc, b.getI32IntegerAttr(digits));
    Value part = arith::AndIOp::create(b, loc, ticks, mask);
    return factor(arith::SIToFPOp::create(b, loc, real, part));
  };
  Value product = arith::MulFOp::create(b, loc, factorOf(31), factorOf(992));
  product = arith::MulFOp::create(b, loc, product, factorOf(~(shortDecay - 1)));
  return arith::SelectOp::create(b, loc, isShort, product, factor(age));
}

/// What `op` computes in compiled code, or null if that is one instruction or a
/// call of the C library.
Value expansion(Operation *op) {
  if (auto exprelr = dyn_cast<spike::ExprelrOp>(op)) {
    OpBuilder builder(op);
    return emitExprelr(builder, op->getLoc(), exprelr.getX());
  }
  if (auto decay = dyn_cast<spike::DecayOp>(op))
    return expandDecay(decay);
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
