//===- Contract.cpp - Products and sums become fused multiply-adds --------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes and leaves placed IR. Kernels of edges keep their operations: an edge may
// be advanced by one kernel or by another, and must come to the same bits.
//
//===----------------------------------------------------------------------===//
#include "dialects/spike/ir/Spike.h"
#include "dialects/spike/transforms/Passes.h"
#include "dialects/spike/transforms/UniformValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Builders.h"

namespace neuro::spike {
#define GEN_PASS_DEF_CONTRACT
#include "dialects/spike/transforms/Passes.h.inc"
} // namespace neuro::spike

using namespace neuro::spike;
using mlir::Operation;
using mlir::Value;
namespace arith = mlir::arith;

namespace {

class Contractor {
public:
  explicit Contractor(ClassOp cls) : uniform(cls) {}

  unsigned run(KernelOp kernel) {
    llvm::SmallVector<Operation *> sums;
    kernel.getBody().walk([&](Operation *op) {
      if (llvm::isa<arith::AddFOp, arith::SubFOp>(op))
        sums.push_back(op);
    });
    unsigned count = 0;
    for (Operation *sum : sums)
      count += contract(sum);
    return count;
  }

private:
  arith::MulFOp product(Value value) {
    auto mul = value.getDefiningOp<arith::MulFOp>();
    return mul && mul->hasOneUse() && !uniform.has(value) ? mul : arith::MulFOp();
  }

  bool contract(Operation *sum) {
    mlir::OpBuilder builder(sum);
    mlir::Location loc = sum->getLoc();
    bool minus = llvm::isa<arith::SubFOp>(sum);
    Value left = sum->getOperand(0), right = sum->getOperand(1);
    Value a, b, c;
    arith::MulFOp mul = product(left);
    if (mul) {
      a = mul.getLhs(), b = mul.getRhs();
      c = minus ? arith::NegFOp::create(builder, loc, right).getResult() : right;
    } else if ((mul = product(right))) {
      a = minus ? arith::NegFOp::create(builder, loc, mul.getLhs()).getResult() : mul.getLhs();
      b = mul.getRhs(), c = left;
    } else {
      return false;
    }
    Value fused = mlir::math::FmaOp::create(builder, loc, a, b, c);
    uniform.forget(sum->getResult(0));
    uniform.forget(mul.getResult());
    sum->getResult(0).replaceAllUsesWith(fused);
    sum->erase();
    mul->erase();
    return true;
  }

  UniformValues uniform;
};

struct ContractPass : impl::ContractBase<ContractPass> {
  void runOnOperation() override {
    for (ClassOp cls : getOperation().getOps<ClassOp>())
      if (!cls.getEdge())
        for (auto kernel : cls.getBody().front().getOps<KernelOp>())
          if (kernel.getPhase() == Phase::Update)
            numContracted += Contractor(cls).run(kernel);
  }
};

} // namespace
