//===- EdgeLanes.cpp - Vector code over the lanes of a block --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/EdgeLanes.h"

#include "runtime/core/EdgeHistory.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define NEURO_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define NEURO_CLONES
#endif

namespace neuro::rt::lanes {

namespace {

uint32_t newerPlain(const uint32_t *stamps, const uint32_t *local, uint32_t from,
                    uint32_t begin, uint32_t end, uint32_t *out) {
  uint32_t n = 0;
  for (uint32_t l = begin; l < end; ++l) {
    out[n] = l;
    n += stamps[local[l]] > from ? 1 : 0;
  }
  return n;
}

using Newer = decltype(&newerPlain);

#if defined(__x86_64__)
// Stores go through a register: compressing into memory is slow on some machines.
__attribute__((target("avx512f"))) uint32_t
newerAvx512(const uint32_t *stamps, const uint32_t *local, uint32_t from, uint32_t begin,
            uint32_t end, uint32_t *out) {
  uint32_t n = 0;
  const __m512i limit = _mm512_set1_epi32(static_cast<int>(from));
  __m512i lane = _mm512_add_epi32(
      _mm512_set1_epi32(static_cast<int>(begin)),
      _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
  for (uint32_t l = begin; l < end; l += 16) {
    const __mmask16 valid =
        end - l < 16 ? static_cast<__mmask16>((1u << (end - l)) - 1) : static_cast<__mmask16>(-1);
    const __m512i at = _mm512_maskz_loadu_epi32(valid, local + l);
    const __m512i stamp = _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), valid, at, stamps, 4);
    const __mmask16 newer = _mm512_mask_cmpgt_epu32_mask(valid, stamp, limit);
    _mm512_storeu_si512(out + n, _mm512_maskz_compress_epi32(newer, lane));
    n += static_cast<uint32_t>(__builtin_popcount(newer));
    lane = _mm512_add_epi32(lane, _mm512_set1_epi32(16));
  }
  return n;
}

#endif

Newer pickNewer() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f"))
    return newerAvx512;
#endif
  return newerPlain;
}

} // namespace

uint32_t listNewer(const uint32_t *stamps, const uint32_t *local, uint32_t from,
                   uint32_t begin, uint32_t end, uint32_t *out) {
  static const Newer newer = pickNewer();
  return newer(stamps, local, from, begin, end, out);
}

uint32_t listStillNewer(const uint32_t *stamps, const uint32_t *local, const uint32_t *from,
                        const uint32_t *lanes, uint32_t n, uint32_t *counts, uint32_t *out) {
  uint32_t kept = 0;
  for (uint32_t k = 0; k < n; ++k) {
    const uint32_t l = lanes[k];
    const uint32_t more = stamps[local[l]] > from[l] ? 1 : 0;
    out[kept] = l;
    kept += more;
    counts[l] += more;
  }
  return kept;
}

NEURO_CLONES void lookUp(const double *values, const uint32_t *local, int n, float *out) {
  for (int l = 0; l < n; ++l)
    out[l] = static_cast<float>(values[local[l]]);
}

NEURO_CLONES void lookUp(const double *values, const uint32_t *local, int n, double *out) {
  for (int l = 0; l < n; ++l)
    out[l] = values[local[l]];
}

NEURO_CLONES void agesOf(const double *stamps, const uint32_t *local, double seen, int n,
                         float *out) {
  for (int l = 0; l < n; ++l)
    out[l] = static_cast<float>(ageOf(stamps[local[l]], seen));
}

NEURO_CLONES void agesOf(const double *stamps, const uint32_t *local, double seen, int n,
                         double *out) {
  for (int l = 0; l < n; ++l)
    out[l] = ageOf(stamps[local[l]], seen);
}

} // namespace neuro::rt::lanes
