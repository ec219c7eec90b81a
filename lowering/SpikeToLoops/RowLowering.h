//===- RowLowering.h - Kernels of rows of synapses --------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_SPIKETOLOOPS_ROWLOWERING_H
#define NEURO_LOWERING_SPIKETOLOOPS_ROWLOWERING_H

#include "dialects/spike/ir/EdgeClass.h"

#include "mlir/IR/Builders.h"

namespace neuro::lowering {

/// Emits both functions (runtime/abi/RowKernel.h) at `builder`'s insertion point.
/// Fields must have slots. `width`: edges at a time, a multiple of 8 up to 64.
mlir::LogicalResult lowerRows(mlir::OpBuilder &builder, spike::ClassOp cls,
                              spike::RowKernels kernels, int64_t width);

} // namespace neuro::lowering

#endif // NEURO_LOWERING_SPIKETOLOOPS_ROWLOWERING_H
