//===- RowSlices.h - Building tables a few rows at a time -------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// While a table of mixed delays is filled, the delay of each synapse is kept beside
// it until its row is put in order. Edges come target by target, so all rows fill
// at once; to bound what is kept, the same edges are generated several times, and
// each pass takes those of a slice of rows. Weights and delays are drawn once.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_ROWSLICES_H
#define NEURO_RUNTIME_CORE_ROWSLICES_H

#include <cstddef>
#include <cstdint>

namespace neuro::rt {

/// What building may take beyond the finished tables, as a share of them. Leaves
/// room for what slices cannot divide evenly.
constexpr double scratchShare = 0.2;

/// Passes a group of tables needs: `scratch` bytes in all, `tables` bytes that this
/// group's tables will take, `before` of tables that are finished, `later` expected
/// of those that are not begun.
int slicesFor(double scratch, double tables, double before, double later);

/// The first row of slice `slice` of `slices` that have about equally many synapses.
/// `begins[row]` is where a row begins, `total` the number of synapses.
size_t sliceBegin(const uint64_t *begins, size_t rows, uint64_t total, int slice, int slices);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_ROWSLICES_H
