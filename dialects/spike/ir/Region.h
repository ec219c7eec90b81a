//===- Region.h - Checks of expression regions -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_SPIKE_IR_REGION_H
#define NEURO_DIALECTS_SPIKE_IR_REGION_H

#include "dialects/spike/ir/Spike.h"

namespace neuro::spike {

/// What the yield of an expression region must look like.
struct YieldShape {
  int64_t atLeast = 1, atMost = 1;
  bool condition = false; ///< i1 instead of numbers
};

/// An absent region passes; a present one must be one block that ends in a
/// spike.yield of the wanted form. `name` is the region's keyword.
llvm::LogicalResult verifyYield(mlir::Operation *op, mlir::Region &region,
                                llvm::StringRef name, YieldShape shape = {});

} // namespace neuro::spike

#endif // NEURO_DIALECTS_SPIKE_IR_REGION_H
