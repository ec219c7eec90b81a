//===- EdgeLanes.cpp - Loops over the lanes of a block --------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/EdgeLanes.h"

#include "runtime/core/EdgeHistory.h"
#include "runtime/core/Machine.h"

namespace neuro::rt::lanes {

NEURO_CLONES void lookUp(const double *values, const uint32_t *local, uint32_t n, float *out) {
  for (uint32_t l = 0; l < n; ++l)
    out[l] = static_cast<float>(values[local[l]]);
}

NEURO_CLONES void lookUp(const double *values, const uint32_t *local, uint32_t n, double *out) {
  for (uint32_t l = 0; l < n; ++l)
    out[l] = values[local[l]];
}

NEURO_CLONES void agesOf(const double *stamps, const uint32_t *local, double seen, uint32_t n,
                         float *out) {
  for (uint32_t l = 0; l < n; ++l)
    out[l] = static_cast<float>(ageOf(stamps[local[l]], seen));
}

NEURO_CLONES void agesOf(const double *stamps, const uint32_t *local, double seen, uint32_t n,
                         double *out) {
  for (uint32_t l = 0; l < n; ++l)
    out[l] = ageOf(stamps[local[l]], seen);
}

} // namespace neuro::rt::lanes
