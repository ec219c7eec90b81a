//===- UniformValues.h - What is the same for all elements ------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_SPIKE_TRANSFORMS_UNIFORMVALUES_H
#define NEURO_SPIKE_TRANSFORMS_UNIFORMVALUES_H

#include "dialects/spike/ir/Spike.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/DenseMap.h"

namespace neuro::spike {

/// Tells which values of a class's kernels are the same for all elements: made of
/// constants, time and uniform fields.
class UniformValues {
public:
  explicit UniformValues(ClassOp cls) : cls(cls) {}

  bool has(mlir::Value value) {
    auto [known, isNew] = uniform.try_emplace(value, false);
    if (!isNew)
      return known->second;
    bool result = false;
    mlir::Operation *op = value.getDefiningOp();
    if (auto load = llvm::dyn_cast_or_null<LoadOp>(op))
      result = !cls.lookupField(load.getField()).getElement();
    else if (op && op->getNumRegions() == 0 &&
             (llvm::isa<TimeOp, DtOp>(op) || mlir::isPure(op)))
      result = llvm::all_of(op->getOperands(), [&](mlir::Value v) { return has(v); });
    return uniform[value] = result;
  }

  /// Before the operation that makes it is erased.
  void forget(mlir::Value value) { uniform.erase(value); }

private:
  ClassOp cls;
  llvm::DenseMap<mlir::Value, bool> uniform;
};

} // namespace neuro::spike

#endif // NEURO_SPIKE_TRANSFORMS_UNIFORMVALUES_H
