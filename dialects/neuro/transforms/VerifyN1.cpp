//===- VerifyN1.cpp - The contract of unit-free programs --------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes a module after neuro-units and leaves it as it is. Fails if any type is
// still a quantity, if arithmetic on quantities is left, or if a unit has no
// scale.
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/neuro/transforms/Passes.h"

namespace neuro::nir {
#define GEN_PASS_DEF_NEUROVERIFYN1
#include "dialects/neuro/transforms/Passes.h.inc"
} // namespace neuro::nir

using namespace mlir;
using namespace neuro::nir;

namespace {

LogicalResult verifyTypes(Operation *op) {
  auto isQuantity = [](Type type) { return isa<QuantityType>(type); };
  bool found = llvm::any_of(op->getResultTypes(), isQuantity);
  for (Region &region : op->getRegions())
    for (Block &block : region)
      found |= llvm::any_of(block.getArgumentTypes(), isQuantity);
  for (NamedAttribute attr : op->getAttrs())
    attr.getValue().walk([&](TypeAttr type) {
      found |= isQuantity(type.getValue());
    });
  if (found)
    return op->emitOpError("still has a quantity");
  return success();
}

LogicalResult verifyScale(Operation *op) {
  for (auto [unit, scale] : {std::pair("unit", "scale"),
                             std::pair("weight_unit", "weight_scale")})
    if (op->hasAttr(unit) && !op->getAttrOfType<FloatAttr>(scale))
      return op->emitOpError() << "has '" << unit << "' but no '" << scale << "'";
  return success();
}

LogicalResult verifyUnitFree(Operation *op) {
  if (isa<ConstantOp, AddOp, SubOp, MulOp, DivOp, NegOp, MinOp, MaxOp, PowOp,
          CallOp, CmpOp, SelectOp, AndOp, OrOp, NotOp, ToRealOp>(op))
    return op->emitOpError("is arithmetic on quantities");
  if (failed(verifyTypes(op)))
    return failure();
  // A solved port's unit is that of the handler it came from.
  return isa<PortOp>(op) ? success() : verifyScale(op);
}

struct VerifyN1Pass : neuro::nir::impl::NeuroVerifyN1Base<VerifyN1Pass> {
  void runOnOperation() override {
    WalkResult result = getOperation().walk(
        [](Operation *op) { return WalkResult(verifyUnitFree(op)); });
    if (result.wasInterrupted())
      signalPassFailure();
  }
};

} // namespace
