//===- Draws.h - Random numbers that kernels read ---------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_DRAWS_H
#define NEURO_RUNTIME_CORE_DRAWS_H

#include "runtime/core/Population.h"

namespace neuro::rt {

/// Fills the Draw fields `fields` of elements [begin, end), multiples of LANES, for
/// one tick: "uniform" in (0, 1) or "normal" of mean 0 and variance 1. A number
/// depends on seed, population, element, tick and the field's stream alone.
void fillDraws(Population &population, const std::vector<int> &fields, uint64_t seed,
               int64_t tick, int64_t begin, int64_t end);

/// One of these numbers.
double drawAt(const Population &population, int field, uint64_t seed, int64_t tick,
              int64_t element);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_DRAWS_H
