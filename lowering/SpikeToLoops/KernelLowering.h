//===- KernelLowering.h - One kernel to one function ------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_SPIKETOLOOPS_KERNELLOWERING_H
#define NEURO_LOWERING_SPIKETOLOOPS_KERNELLOWERING_H

#include "dialects/spike/ir/Spike.h"

#include "mlir/IR/Builders.h"

namespace neuro::lowering {

/// Emits the function of `kernel` at `builder`'s insertion point. Fields must
/// have slots. `width`: elements at a time, 1 or a multiple of 8 up to 64.
mlir::LogicalResult lowerKernel(mlir::OpBuilder &builder, spike::KernelOp kernel,
                                int64_t width);

} // namespace neuro::lowering

#endif // NEURO_LOWERING_SPIKETOLOOPS_KERNELLOWERING_H
