//===- PoissonKernels.h - Inner loops of Poisson counts ---------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Many counts at a time, written for several kinds of processors; all give the
// same. Private to runtime/core.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_POISSONKERNELS_H
#define NEURO_RUNTIME_CORE_POISSONKERNELS_H

#include "runtime/core/Poisson.h"

namespace neuro::rt::poissonDraws {

/// Elements whose first bytes come from eight Philox counters.
constexpr int block = static_cast<int>(PoissonSampler::blockSize);
/// Blocks drawn together, at most.
constexpr int maxBlocks = 8;
/// A kernel may write counts of two blocks at a time, and lists 64 entries at a time.
constexpr int room = (maxBlocks + 1) * block;

/// What Philox takes for a tick of a population. Blocks are counted from `block`.
struct Stream {
  uint64_t seed;
  const uint64_t *keys; ///< of Philox's rounds
  uint32_t population;
  int64_t block;
  int64_t stamp;
  uint64_t element() const { return static_cast<uint64_t>(block) * poissonDraws::block; }
};

/// Elements (counted from Stream::element) that their first bytes leave open.
struct Open {
  int n = 0;
  alignas(64) uint16_t at[room + 64];
  alignas(64) uint8_t byte[room + 64];
};

struct Kernels {
  /// First bytes of the elements of some blocks.
  void (*bytes)(const Stream &, int blocks, uint8_t *out);
  /// Counts by the first bytes: count[e] = look[byte of e]; lists those that are
  /// PoissonSampler::isOpen.
  void (*draw)(const Stream &, int blocks, const uint8_t *look, uint8_t *count, Open &open);
  /// Decides what is open: count[e] = number of thresholds (ascending) that are at most
  /// the 64-bit number of e; there are fewer than 255. `near`: how many of them matter
  /// nearly always.
  void (*decide)(const Stream &, const Open &open, const uint64_t *thresholds, int n, int near,
                 uint8_t *count);
  /// Bits of the bytes among 64 that are not below their bound.
  uint64_t (*notBelow)(const uint8_t *bytes, const uint8_t *bound);
  /// target[l] += w[l] * (base + count[l]), one w for all if `weights` is null; returns
  /// the sum of count[l].
  int64_t (*addF32)(const uint8_t *count, int64_t n, uint32_t base, float weight,
                    const double *weights, float *target);
  int64_t (*addF64)(const uint8_t *count, int64_t n, uint32_t base, double weight,
                    const double *weights, double *target);
  auto add(float) const { return addF32; }
  auto add(double) const { return addF64; }
};

/// The fastest that this processor can run, and that are allowed.
const Kernels &kernels(PoissonSampler::Vectors most);

/// 64-bit numbers of elements: `first` bytes on top, then what Philox gives for the
/// element.
void wholeNumbers(const Stream &stream, const uint8_t *first, const uint16_t *at, int n,
                  uint64_t *out);

} // namespace neuro::rt::poissonDraws

#endif // NEURO_RUNTIME_CORE_POISSONKERNELS_H
