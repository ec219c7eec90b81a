//===- EdgeLanes.h - Vector code over the lanes of a block ------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The loops of EdgeRunner that look something up for each lane, for the best
// machine there is.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_EDGELANES_H
#define NEURO_RUNTIME_CORE_EDGELANES_H

#include <cstdint>

namespace neuro::rt::lanes {

/// Lanes begin … end - 1 with stamps[local[lane]] > from, in order; their number.
/// `out` has room for 16 more.
uint32_t listNewer(const uint32_t *stamps, const uint32_t *local, uint32_t from,
                   uint32_t begin, uint32_t end, uint32_t *out);

/// Those of `lanes` for which stamps[local[lane]] > from[lane] holds; counts[lane]
/// is raised for them.
uint32_t listStillNewer(const uint32_t *stamps, const uint32_t *local, const uint32_t *from,
                        const uint32_t *lanes, uint32_t n, uint32_t *counts, uint32_t *out);

/// out[l] = values[local[l]]
void lookUp(const double *values, const uint32_t *local, int n, float *out);
void lookUp(const double *values, const uint32_t *local, int n, double *out);

/// Ticks from stamps[local[l]] to `seen`; 0 where the stamp is -infinity.
void agesOf(const double *stamps, const uint32_t *local, double seen, int n, float *out);
void agesOf(const double *stamps, const uint32_t *local, double seen, int n, double *out);

} // namespace neuro::rt::lanes

#endif // NEURO_RUNTIME_CORE_EDGELANES_H
