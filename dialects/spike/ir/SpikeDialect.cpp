//===- SpikeDialect.cpp - Registration of the dialect -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "dialects/spike/ir/Region.h"
#include "dialects/spike/ir/Spike.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/FoldInterfaces.h"

using namespace neuro::spike;

#include "dialects/spike/ir/SpikeDialect.cpp.inc"
#include "dialects/spike/ir/SpikeEnums.cpp.inc"

#define GET_OP_CLASSES
#include "dialects/spike/ir/SpikeOps.cpp.inc"

namespace {

/// Constants stay in the expression or kernel they belong to: the bodies of
/// classes and networks hold declarations only.
struct SpikeFoldInterface : mlir::DialectFoldInterface {
  using DialectFoldInterface::DialectFoldInterface;
  bool shouldMaterializeInto(mlir::Region *region) const final {
    return llvm::isa_and_nonnull<SpikeDialect>(region->getParentOp()->getDialect());
  }
};

} // namespace

void SpikeDialect::initialize() {
  addInterfaces<SpikeFoldInterface>();
  addOperations<
#define GET_OP_LIST
#include "dialects/spike/ir/SpikeOps.cpp.inc"
      >();
}

llvm::LogicalResult neuro::spike::verifyYield(mlir::Operation *op, mlir::Region &region,
                                              llvm::StringRef name, YieldShape shape) {
  if (region.empty())
    return mlir::success();
  YieldOp yield;
  if (!region.front().empty())
    yield = llvm::dyn_cast<YieldOp>(region.front().back());
  if (!yield)
    return op->emitOpError("region '") << name << "' must end in spike.yield";
  int64_t count = yield.getNumOperands();
  if (count < shape.atLeast || (shape.atMost >= 0 && count > shape.atMost)) {
    auto diagnostic = yield.emitOpError("region '") << name << "' must yield ";
    if (shape.atMost == shape.atLeast)
      diagnostic << shape.atLeast;
    else if (shape.atMost < 0)
      diagnostic << "at least " << shape.atLeast;
    else
      diagnostic << shape.atLeast << " to " << shape.atMost;
    return diagnostic << (shape.atLeast == 1 ? " value" : " values") << ", not " << count;
  }
  for (mlir::Type type : yield.getOperandTypes())
    if (type.isInteger(1) != shape.condition)
      return yield.emitOpError("region '")
             << name << "' must yield "
             << (shape.condition ? "a condition (i1)" : "numbers (f64 or i64)")
             << ", not " << type;
  return mlir::success();
}
