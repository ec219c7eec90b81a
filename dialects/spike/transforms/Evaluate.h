//===- Evaluate.h - What is known about an expression's value -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_SPIKE_TRANSFORMS_EVALUATE_H
#define NEURO_DIALECTS_SPIKE_TRANSFORMS_EVALUATE_H

#include "mlir/IR/Operation.h"
#include "mlir/IR/Region.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <optional>
#include <vector>

namespace neuro::spike {

/// low <= value <= high; a known value has low == high.
struct Interval {
  double low = 0, high = 0;
  static Interval point(double value) { return {value, value}; }
  bool isPoint() const { return low == high; }
};

/// What an operation without operands (a field, a parameter, dt) is known to be.
using LeafValue = llvm::function_ref<std::optional<Interval>(mlir::Operation *)>;

/// Bounds on what an expression region yields, one entry a value; nothing where
/// the text does not bound it. Draws are bounded by their distribution. Linear
/// in the size of the region.
std::vector<std::optional<Interval>> evaluate(mlir::Region &region, LeafValue leaf);

/// The same for all values that operations of `body` define, but those with regions.
using KnownValues = llvm::DenseMap<mlir::Value, std::optional<Interval>>;
KnownValues evaluateAll(mlir::Block &body, LeafValue leaf);

} // namespace neuro::spike

#endif // NEURO_DIALECTS_SPIKE_TRANSFORMS_EVALUATE_H
