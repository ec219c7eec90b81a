//===- Decays.cpp - Decays of traces by tables of factors -----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes and leaves placed IR. An edge that sees an event asks what traces have
// decayed to since: an exponential of a whole number of ticks, the greater part of
// what a rule of plasticity computes.
//
//===----------------------------------------------------------------------===//
#include "dialects/spike/ir/Spike.h"
#include "dialects/spike/transforms/Passes.h"
#include "dialects/spike/transforms/UniformValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Builders.h"

namespace neuro::spike {
#define GEN_PASS_DEF_DECAYS
#include "dialects/spike/transforms/Passes.h.inc"
} // namespace neuro::spike

using namespace neuro::spike;
using mlir::Operation;
using mlir::Value;

namespace {

bool isAge(ClassOp cls, Value value) {
  auto load = value.getDefiningOp<LoadOp>();
  return load && cls.lookupField(load.getField()).getRole() == FieldRole::Age;
}

struct DecaysPass : impl::DecaysBase<DecaysPass> {
  void runOnOperation() override {
    for (ClassOp cls : getOperation().getOps<ClassOp>())
      if (cls.getEdge())
        cls.walk([&](mlir::math::ExpOp exp) {
          if (exp->getParentOfType<KernelOp>())
            replace(cls, exp);
        });
  }

  void replace(ClassOp cls, mlir::math::ExpOp exp) {
    auto product = exp.getOperand().getDefiningOp<mlir::arith::MulFOp>();
    if (!product)
      return;
    Value rate = product.getLhs(), age = product.getRhs();
    if (!isAge(cls, age))
      std::swap(rate, age);
    if (!isAge(cls, age) || !UniformValues(cls).has(rate))
      return;
    mlir::OpBuilder builder(exp);
    exp.replaceAllUsesWith(
        DecayOp::create(builder, exp.getLoc(), exp.getType(), rate, age).getResult());
    exp.erase();
    if (product->use_empty())
      product.erase();
    ++numDecays;
  }
};

} // namespace
