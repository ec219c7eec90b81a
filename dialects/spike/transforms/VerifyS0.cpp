//===- VerifyS0.cpp - Contract S0: explicit -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Checks IR as convert-neuro-to-spike leaves it; changes nothing.
//
//===----------------------------------------------------------------------===//
#include "dialects/spike/ir/Spike.h"
#include "dialects/spike/transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/StringMap.h"

namespace neuro::spike {
#define GEN_PASS_DEF_VERIFYS0
#include "dialects/spike/transforms/Passes.h.inc"
} // namespace neuro::spike

using namespace neuro::spike;
using mlir::Operation;

namespace {

bool isNeuro(Operation *op) { return op->getName().getDialectNamespace() == "neuro"; }

llvm::LogicalResult checkKernel(KernelOp kernel) {
  auto walk = kernel.getBody().walk([&](Operation *op) -> mlir::WalkResult {
    llvm::StringRef dialect = op->getName().getDialectNamespace();
    if (dialect == mlir::arith::ArithDialect::getDialectNamespace() ||
        dialect == mlir::math::MathDialect::getDialectNamespace() ||
        dialect == mlir::scf::SCFDialect::getDialectNamespace())
      return mlir::WalkResult::advance();
    if (llvm::isa<LoadOp, StoreOp, MarkOp, ClearOp, TimeOp, DtOp, ExprelrOp, DecayOp>(op))
      return mlir::WalkResult::advance();
    return op->emitError("[S0] '") << op->getName() << "' does not belong in a kernel";
  });
  return mlir::failure(walk.wasInterrupted());
}

/// Two propagators must not claim one coefficient.
llvm::LogicalResult checkCoefficients(ClassOp cls) {
  llvm::StringMap<PropagatorOp> owner;
  for (auto propagator : cls.getBody().front().getOps<PropagatorOp>())
    for (auto name : propagator.getAllCoefficients())
      if (!owner.try_emplace(name.getValue(), propagator).second)
        return propagator.emitError("[S0] coefficient '")
               << name.getValue() << "' has more than one propagator entry";
  for (FieldOp field : cls.getFields())
    if (field.getRole() == FieldRole::Coefficient && !owner.contains(field.getSymName()))
      return field.emitError("[S0] coefficient '")
             << field.getSymName() << "' belongs to no propagator";
  return mlir::success();
}

struct VerifyS0Pass : impl::VerifyS0Base<VerifyS0Pass> {
  void runOnOperation() override {
    for (Operation &op : getOperation().getBody()->getOperations()) {
      // The experiment is a host script; lowerings leave it alone.
      if (op.getName().getStringRef() == "neuro.experiment")
        continue;
      auto walk = op.walk([](Operation *inner) -> mlir::WalkResult {
        if (isNeuro(inner))
          return inner->emitError("[S0] '")
                 << inner->getName() << "' is left outside neuro.experiment";
        return mlir::WalkResult::advance();
      });
      if (walk.wasInterrupted())
        return signalPassFailure();
    }
    for (ClassOp cls : getOperation().getOps<ClassOp>()) {
      if (mlir::failed(checkCoefficients(cls)))
        return signalPassFailure();
      for (auto kernel : cls.getBody().front().getOps<KernelOp>())
        if (mlir::failed(checkKernel(kernel)))
          return signalPassFailure();
    }
    markAllAnalysesPreserved();
  }
};

} // namespace
