//===- EdgeLanes.h - Loops over the lanes of a block ------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The loops of EdgeRunner and RowRunner that look something up for each lane, for the
// best machine there is.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_EDGELANES_H
#define NEURO_RUNTIME_CORE_EDGELANES_H

#include <cstdint>

namespace neuro::rt::lanes {

/// out[l] = values[local[l]]
void lookUp(const double *values, const uint32_t *local, uint32_t n, float *out);
void lookUp(const double *values, const uint32_t *local, uint32_t n, double *out);

/// Ticks from stamps[local[l]] to `seen`; 0 where the stamp is neverStamp.
void agesOf(const double *stamps, const uint32_t *local, double seen, uint32_t n, float *out);
void agesOf(const double *stamps, const uint32_t *local, double seen, uint32_t n, double *out);

} // namespace neuro::rt::lanes

#endif // NEURO_RUNTIME_CORE_EDGELANES_H
