//===- RowSlices.cpp - Building tables a few rows at a time ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/RowSlices.h"

#include <algorithm>
#include <cmath>

namespace neuro::rt {

int slicesFor(double scratch, double tables, double before, double later) {
  const double all = before + tables + later;
  // Tables that are not begun leave room for what the ones before them need.
  const double allowed = later + scratchShare * all;
  if (scratch <= allowed)
    return 1;
  constexpr int most = 16;
  return static_cast<int>(std::min<double>(std::ceil(scratch / allowed), most));
}

size_t sliceBegin(const uint64_t *begins, size_t rows, uint64_t total, int slice, int slices) {
  if (slice <= 0)
    return 0;
  if (slice >= slices)
    return rows;
  const uint64_t place = total / static_cast<uint64_t>(slices) * static_cast<uint64_t>(slice);
  return static_cast<size_t>(std::lower_bound(begins, begins + rows, place) - begins);
}

} // namespace neuro::rt
