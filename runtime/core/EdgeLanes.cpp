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

template <class Real>
void add(const uint32_t *at, uint32_t n, const Real *values, Real *arrive) {
  uint32_t l = 0;
  for (; l + 4 <= n; l += 4) {
    arrive[at[l]] += values[l];
    arrive[at[l + 1]] += values[l + 1];
    arrive[at[l + 2]] += values[l + 2];
    arrive[at[l + 3]] += values[l + 3];
  }
  for (; l < n; ++l)
    arrive[at[l]] += values[l];
}
template void add(const uint32_t *, uint32_t, const float *, float *);
template void add(const uint32_t *, uint32_t, const double *, double *);

} // namespace neuro::rt::lanes
