//===- PhiloxVector.h - Philox over vector lanes ----------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Philox4x32-10 on eight counters at once. Each 32-bit word sits in a 64-bit
// lane, so that a product of two words is one multiplication and its halves are
// a shift and a mask: no shuffles. Private to runtime/core; the scalar form of
// Random.h gives the same numbers.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_PHILOXVECTOR_H
#define NEURO_RUNTIME_CORE_PHILOXVECTOR_H

#include <cstdint>
#include <cstring>

#define NEURO_INLINE inline __attribute__((always_inline))

namespace neuro::rt {

/// Eight counters in vectors of `Lanes` 64-bit lanes.
template <int Lanes> struct Philox8 {
  typedef uint64_t V __attribute__((vector_size(Lanes * 8)));
  static constexpr int groups = 8 / Lanes;
  V x0[groups], x1[groups], x2[groups], x3[groups];

  NEURO_INLINE static void splat(V *x, uint32_t value) {
    for (int g = 0; g < groups; ++g)
      for (int l = 0; l < Lanes; ++l)
        x[g][l] = value;
  }
  /// value, value + 1, … (modulo 2^32)
  NEURO_INLINE static void count(V *x, uint32_t value) {
    for (int g = 0; g < groups; ++g)
      for (int l = 0; l < Lanes; ++l)
        x[g][l] = static_cast<uint32_t>(value + static_cast<uint32_t>(g * Lanes + l));
  }
  /// Words 0 and 1 from eight 64-bit numbers.
  NEURO_INLINE void load01(const uint64_t *c01) {
    for (int g = 0; g < groups; ++g) {
      V c;
      std::memcpy(&c, c01 + g * Lanes, sizeof c);
      x0[g] = c & 0xffffffffu;
      x1[g] = c >> 32;
    }
  }
  NEURO_INLINE void rounds(uint64_t seed) {
    const uint64_t mask = 0xffffffffu;
    uint32_t k0 = static_cast<uint32_t>(seed), k1 = static_cast<uint32_t>(seed >> 32);
    for (int round = 0; round < 10; ++round) {
      for (int g = 0; g < groups; ++g) {
        const V p0 = (x0[g] & mask) * uint64_t(0xD2511F53u);
        const V p1 = (x2[g] & mask) * uint64_t(0xCD9E8D57u);
        x0[g] = (p1 >> 32) ^ x1[g] ^ uint64_t(k0);
        x2[g] = (p0 >> 32) ^ x3[g] ^ uint64_t(k1);
        x1[g] = p1 & mask;
        x3[g] = p0 & mask;
      }
      k0 += 0x9E3779B9u;
      k1 += 0xBB67AE85u;
    }
  }
  /// Words 0 and 1 (or 2 and 3) of the eight results as 64-bit numbers.
  NEURO_INLINE void store01(uint64_t *out) const {
    for (int g = 0; g < groups; ++g) {
      const V r = x1[g] << 32 | x0[g];
      std::memcpy(out + g * Lanes, &r, sizeof r);
    }
  }
  NEURO_INLINE void store23(uint64_t *out) const {
    for (int g = 0; g < groups; ++g) {
      const V r = x3[g] << 32 | x2[g];
      std::memcpy(out + g * Lanes, &r, sizeof r);
    }
  }
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_PHILOXVECTOR_H
