//===- PoissonKernels.cpp - Inner loops of Poisson counts -----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/PoissonKernels.h"

#include "runtime/core/Machine.h"
#include "runtime/core/PhiloxVector.h"
#include "runtime/core/Random.h"

#include <algorithm>
#include <cstring>

namespace neuro::rt::poissonDraws {

void wholeNumbers(const Stream &stream, const uint8_t *first, const uint16_t *at, int n,
                  uint64_t *out) {
  uint64_t counter[64], tail[64];
  const uint64_t stamp = static_cast<uint64_t>(stream.stamp);
  const uint32_t object = randomObject(Purpose::PoissonTail, stream.population);
  for (int from = 0; from < n; from += 64) {
    const int some = std::min(64, n - from);
    for (int l = 0; l < some; ++l)
      counter[l] = stamp << 32 | static_cast<uint32_t>(stream.element() + at[from + l]);
    philoxLanes(stream.seed, counter, object, static_cast<uint32_t>(stamp >> 32), tail, some);
    for (int l = 0; l < some; ++l)
      out[from + l] = static_cast<uint64_t>(first[from + l]) << 56 | tail[l] >> 8;
  }
}

namespace {

// --- Loops for any processor --------------------------------------------------------

/// The bytes of a block: 0 … 63 are those of words 0 and 1 of each of eight
/// consecutive counters, 64 … 127 those of words 2 and 3, lowest first.
template <int Lanes>
NEURO_INLINE void bytesOf(const Stream &s, int blocks, uint8_t *out) {
  for (int b = 0; b < blocks; ++b, out += block) {
    Philox8<Lanes> p;
    p.count(p.x0, static_cast<uint32_t>((s.block + b) * 8));
    p.splat(p.x1, static_cast<uint32_t>(s.stamp));
    p.splat(p.x2, randomObject(Purpose::Poisson, s.population));
    p.splat(p.x3, static_cast<uint32_t>(static_cast<uint64_t>(s.stamp) >> 32));
    p.rounds(s.seed);
    uint64_t words[16];
    p.store01(words);
    p.store23(words + 8);
    std::memcpy(out, words, sizeof words);
  }
}

NEURO_INLINE void lookUp(const uint8_t *byte, int n, const uint8_t *look, uint8_t *count,
                         Open &open) {
  int listed = 0;
  for (int e = 0; e < n; ++e) {
    const uint8_t c = look[byte[e]];
    count[e] = c;
    open.at[listed] = static_cast<uint16_t>(e);
    open.byte[listed] = byte[e];
    listed += PoissonSampler::isOpen(c);
  }
  open.n = listed;
}

void decideBySearch(const Stream &s, const Open &open, const uint64_t *thresholds, int n, int,
                    uint8_t *count) {
  uint64_t numbers[room];
  wholeNumbers(s, open.byte, open.at, open.n, numbers);
  for (int k = 0; k < open.n; ++k)
    count[open.at[k]] = static_cast<uint8_t>(
        std::upper_bound(thresholds, thresholds + n, numbers[k]) - thresholds);
}

NEURO_INLINE uint64_t notBelowOf(const uint8_t *r, const uint8_t *bound) {
  uint64_t bits = 0;
  for (int part = 0; part < 8; ++part) {
    uint8_t reached[8];
    for (int l = 0; l < 8; ++l)
      reached[l] = r[8 * part + l] >= bound[8 * part + l] ? 1 : 0;
    uint64_t word;
    std::memcpy(&word, reached, 8);
    // Gathers the lowest bits of eight bytes.
    bits |= (word * 0x0102040810204080u >> 56) << (8 * part);
  }
  return bits;
}

template <class Real>
NEURO_INLINE int64_t addOf(const uint8_t *__restrict count, int64_t n, uint32_t base, Real weight,
                           const double *__restrict weights, Real *__restrict target) {
#pragma clang fp contract(off) // the same bits on every machine
  // As signed numbers, which vectors convert faster.
  const int32_t least = static_cast<int32_t>(base);
  if (weights)
    for (int64_t l = 0; l < n; ++l)
      target[l] += static_cast<Real>(weights[l]) * static_cast<Real>(least + count[l]);
  else
    for (int64_t l = 0; l < n; ++l)
      target[l] += weight * static_cast<Real>(least + count[l]);
  uint32_t sum = 0;
  for (int64_t l = 0; l < n; ++l)
    sum += count[l];
  return sum;
}

void bytesPlain(const Stream &s, int blocks, uint8_t *out) { bytesOf<2>(s, blocks, out); }
void drawPlain(const Stream &s, int blocks, const uint8_t *look, uint8_t *count, Open &open) {
  uint8_t byte[maxBlocks * block];
  bytesPlain(s, blocks, byte);
  lookUp(byte, blocks * block, look, count, open);
}
uint64_t notBelowPlain(const uint8_t *r, const uint8_t *bound) { return notBelowOf(r, bound); }
template <class Real>
int64_t addPlain(const uint8_t *count, int64_t n, uint32_t base, Real weight,
                 const double *weights, Real *target) {
  return addOf(count, n, base, weight, weights, target);
}

#if defined(__x86_64__)
// --- AVX2 ---------------------------------------------------------------------------

#define NEURO_AVX2 __attribute__((target("avx2")))
NEURO_AVX2 void bytesAvx2(const Stream &s, int blocks, uint8_t *out) {
  bytesOf<4>(s, blocks, out);
}
NEURO_AVX2 void drawAvx2(const Stream &s, int blocks, const uint8_t *look, uint8_t *count,
                         Open &open) {
  uint8_t byte[maxBlocks * block];
  bytesAvx2(s, blocks, byte);
  lookUp(byte, blocks * block, look, count, open);
}
NEURO_AVX2 uint64_t notBelowAvx2(const uint8_t *r, const uint8_t *bound) {
  uint64_t bits = 0;
  for (int part = 0; part < 2; ++part) {
    // a >= b where max(a, b) = a
    const __m256i a = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(r + 32 * part)),
                  b = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(bound + 32 * part));
    const __m256i reached = _mm256_cmpeq_epi8(a, _mm256_max_epu8(a, b));
    bits |= static_cast<uint64_t>(static_cast<uint32_t>(_mm256_movemask_epi8(reached)))
            << (32 * part);
  }
  return bits;
}
template <class Real>
NEURO_AVX2 int64_t addAvx2(const uint8_t *count, int64_t n, uint32_t base, Real weight,
                           const double *weights, Real *target) {
  return addOf(count, n, base, weight, weights, target);
}

// --- AVX-512 with operations on bytes (Ice Lake, Zen 4) -----------------------------

#define NEURO_BYTES                                                                          \
  __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2")))

inline bool hasByteVectors() {
  return hasAvx512() && __builtin_cpu_supports("avx512vbmi") &&
         __builtin_cpu_supports("avx512vbmi2");
}

/// Words of counters in 64-bit lanes, which keep rubbish in their upper halves between
/// rounds, where multiplications do not look. Several groups of eight counters at once,
/// since a round waits for the one before.
template <int Groups> struct Words {
  __m512i x0[Groups], x1[Groups], x2[Groups], x3[Groups];

  NEURO_BYTES NEURO_INLINE void rounds(const uint64_t *keys, int from) {
    const __m512i m0 = _mm512_set1_epi64(0xD2511F53u), m1 = _mm512_set1_epi64(0xCD9E8D57u);
#pragma clang loop unroll(full)
    for (int round = from; round < 10; ++round) {
      const __m512i k0 = _mm512_set1_epi64(static_cast<int64_t>(keys[2 * round])),
                    k1 = _mm512_set1_epi64(static_cast<int64_t>(keys[2 * round + 1]));
#pragma clang loop unroll(full)
      for (int g = 0; g < Groups; ++g) {
        const __m512i p0 = _mm512_mul_epu32(x0[g], m0), p1 = _mm512_mul_epu32(x2[g], m1);
        x0[g] = _mm512_ternarylogic_epi64(_mm512_srli_epi64(p1, 32), x1[g], k0, 0x96);
        x2[g] = _mm512_ternarylogic_epi64(_mm512_srli_epi64(p0, 32), x3[g], k1, 0x96);
        x1[g] = p1;
        x3[g] = p0;
      }
    }
  }
  /// Words 0 and 1 as 64-bit numbers.
  NEURO_BYTES NEURO_INLINE __m512i low(int g) const {
    return _mm512_mask_blend_epi32(0xAAAA, x0[g], _mm512_slli_epi64(x1[g], 32));
  }
  NEURO_BYTES NEURO_INLINE __m512i high(int g) const {
    return _mm512_mask_blend_epi32(0xAAAA, x2[g], _mm512_slli_epi64(x3[g], 32));
  }
};

/// First bytes of `2 * Groups * 64` elements from block s.block + b on.
template <int Groups>
NEURO_BYTES NEURO_INLINE void firstBytes(const Stream &s, int b, __m512i *byte) {
  const __m512i lane = _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0);
  const uint32_t c0 = static_cast<uint32_t>((s.block + b) * 8);
  const uint64_t c1 = static_cast<uint32_t>(s.stamp),
                 c2 = randomObject(Purpose::Poisson, s.population),
                 c3 = static_cast<uint32_t>(static_cast<uint64_t>(s.stamp) >> 32);
  // Of the first rounds only what depends on the counter is done for each.
  const uint64_t p1 = c2 * 0xCD9E8D57u, x0 = (p1 >> 32) ^ c1 ^ s.keys[0];
  const uint64_t p0 = static_cast<uint32_t>(x0) * uint64_t(0xD2511F53u);
  const __m512i m0 = _mm512_set1_epi64(0xD2511F53u), m1 = _mm512_set1_epi64(0xCD9E8D57u);
  const __m512i first = _mm512_set1_epi64(static_cast<int64_t>(c3 ^ s.keys[1])),
                second0 = _mm512_set1_epi64(static_cast<int64_t>(p1 ^ s.keys[2])),
                second2 = _mm512_set1_epi64(static_cast<int64_t>((p0 >> 32) ^ s.keys[3])),
                third = _mm512_set1_epi64(static_cast<int64_t>(p0));
  Words<Groups> w;
#pragma clang loop unroll(full)
  for (int g = 0; g < Groups; ++g) {
    const __m512i counter =
        _mm512_add_epi32(_mm512_set1_epi64(c0 + 8 * static_cast<uint32_t>(g)), lane);
    const __m512i q0 = _mm512_mul_epu32(counter, m0);
    const __m512i x2 = _mm512_xor_si512(_mm512_srli_epi64(q0, 32), first);
    const __m512i q1 = _mm512_mul_epu32(x2, m1);
    w.x0[g] = _mm512_xor_si512(_mm512_srli_epi64(q1, 32), second0);
    w.x1[g] = q1;
    w.x2[g] = _mm512_xor_si512(q0, second2);
    w.x3[g] = third;
  }
  w.rounds(s.keys, 2);
#pragma clang loop unroll(full)
  for (int g = 0; g < Groups; ++g) {
    byte[2 * g] = w.low(g);
    byte[2 * g + 1] = w.high(g);
  }
}

NEURO_BYTES void bytesAvx512(const Stream &s, int blocks, uint8_t *out) {
  for (int b = 0; b < blocks; ++b) {
    __m512i byte[2];
    firstBytes<1>(s, b, byte);
    _mm512_storeu_si512(out + b * block, byte[0]);
    _mm512_storeu_si512(out + b * block + 64, byte[1]);
  }
}

/// The table of counts is four registers.
NEURO_BYTES void drawAvx512(const Stream &s, int blocks, const uint8_t *look, uint8_t *count,
                            Open &open) {
  const __m512i t0 = _mm512_loadu_si512(look), t1 = _mm512_loadu_si512(look + 64),
                t2 = _mm512_loadu_si512(look + 128), t3 = _mm512_loadu_si512(look + 192);
  alignas(64) uint8_t numbers[64];
  for (int l = 0; l < 64; ++l)
    numbers[l] = static_cast<uint8_t>(l);
  const __m512i lane = _mm512_load_si512(numbers);
  const __m512i undecided = _mm512_set1_epi8(-1);
  int listed = 0;
  for (int b = 0; b < blocks; b += 2) {
    __m512i byte[4];
    firstBytes<2>(s, b, byte);
#pragma clang loop unroll(full)
    for (int h = 0; h < 4; ++h) {
      const __m512i c = _mm512_mask_blend_epi8(
          _mm512_movepi8_mask(byte[h]), _mm512_permutex2var_epi8(t0, byte[h], t1),
          _mm512_permutex2var_epi8(t2, byte[h], t3));
      const __mmask64 none = _mm512_cmpeq_epi8_mask(c, undecided);
      const int first = b * block + 64 * h;
      _mm512_storeu_si512(count + first, c);
      _mm512_storeu_si512(open.byte + listed, _mm512_maskz_compress_epi8(none, byte[h]));
      const __m512i at = _mm512_maskz_compress_epi8(none, lane);
      const __m512i base = _mm512_set1_epi16(static_cast<short>(first));
      auto half = [&](__m256i x) NEURO_BYTES {
        return _mm512_add_epi16(_mm512_cvtepu8_epi16(x), base);
      };
      const int more = __builtin_popcountll(none);
      _mm512_storeu_si512(open.at + listed, half(_mm512_castsi512_si256(at)));
      if (more > 32)
        _mm512_storeu_si512(open.at + listed + 32, half(_mm512_extracti64x4_epi64(at, 1)));
      listed += more;
    }
  }
  if (blocks % 2) // the last block is beyond
    while (listed > 0 && open.at[listed - 1] >= blocks * block)
      --listed;
  open.n = listed;
}

NEURO_BYTES void decideAvx512(const Stream &s, const Open &open, const uint64_t *thresholds,
                              int n, int near, uint8_t *count) {
  const uint32_t object = randomObject(Purpose::PoissonTail, s.population);
  const __m512i element = _mm512_set1_epi64(static_cast<int64_t>(s.element()));
  for (int k = 0; k < open.n; k += 16) {
    Words<2> w;
    __m512i number[2], below[2];
#pragma clang loop unroll(full)
    for (int g = 0; g < 2; ++g) {
      const __m128i at =
          _mm_loadu_si128(reinterpret_cast<const __m128i *>(open.at + k + 8 * g));
      w.x0[g] = _mm512_add_epi64(_mm512_cvtepu16_epi64(at), element);
      w.x1[g] = _mm512_set1_epi64(s.stamp);
      w.x2[g] = _mm512_set1_epi64(object);
      w.x3[g] = _mm512_set1_epi64(s.stamp >> 32);
    }
    w.rounds(s.keys, 0);
#pragma clang loop unroll(full)
    for (int g = 0; g < 2; ++g) {
      const __m128i first =
          _mm_loadl_epi64(reinterpret_cast<const __m128i *>(open.byte + k + 8 * g));
      number[g] = _mm512_or_si512(_mm512_slli_epi64(_mm512_cvtepu8_epi64(first), 56),
                                  _mm512_srli_epi64(w.low(g), 8));
      below[g] = _mm512_setzero_si512();
    }
    const __m512i one = _mm512_set1_epi64(1);
    auto compare = [&](int t) NEURO_BYTES {
      const __m512i threshold = _mm512_set1_epi64(static_cast<int64_t>(thresholds[t]));
      for (int g = 0; g < 2; ++g)
        below[g] = _mm512_mask_add_epi64(
            below[g], _mm512_cmple_epu64_mask(threshold, number[g]), below[g], one);
    };
    int t = 0;
    for (; t < near; ++t)
      compare(t);
    const int some = std::min(16, open.n - k);
    const __m512i all = _mm512_set1_epi64(near);
    const uint32_t far = _mm512_cmpeq_epi64_mask(below[0], all) |
                         static_cast<uint32_t>(_mm512_cmpeq_epi64_mask(below[1], all)) << 8;
    if (far << (16 - some) & 0xffff)
      for (; t < n; ++t)
        compare(t);
    uint8_t result[16];
    for (int g = 0; g < 2; ++g)
      _mm_storel_epi64(reinterpret_cast<__m128i *>(result + 8 * g),
                       _mm512_cvtepi64_epi8(below[g]));
    for (int l = 0; l < some; ++l)
      count[open.at[k + l]] = result[l];
  }
}

NEURO_BYTES uint64_t notBelowAvx512(const uint8_t *r, const uint8_t *bound) {
  return _mm512_cmpge_epu8_mask(_mm512_loadu_si512(r), _mm512_loadu_si512(bound));
}

NEURO_BYTES int64_t sumAvx512(const uint8_t *count, int64_t n) {
  __m512i sum = _mm512_setzero_si512();
  const __m512i zero = _mm512_setzero_si512();
  int64_t l = 0;
  for (; l + 64 <= n; l += 64)
    sum = _mm512_add_epi64(sum, _mm512_sad_epu8(_mm512_loadu_si512(count + l), zero));
  if (l < n)
    sum = _mm512_add_epi64(
        sum, _mm512_sad_epu8(_mm512_maskz_loadu_epi8(~uint64_t(0) >> (64 - (n - l)), count + l),
                             zero));
  return _mm512_reduce_add_epi64(sum);
}

NEURO_BYTES int64_t addF32Avx512(const uint8_t *count, int64_t n, uint32_t base, float weight,
                                 const double *weights, float *target) {
#pragma clang fp contract(off)
  if (weights)
    return addOf(count, n, base, weight, weights, target);
  const __m512i least = _mm512_set1_epi32(static_cast<int32_t>(base));
  const __m512 w = _mm512_set1_ps(weight);
  auto product = [&](__m128i c) NEURO_BYTES {
    return _mm512_mul_ps(
        w, _mm512_cvtepi32_ps(_mm512_add_epi32(_mm512_cvtepu8_epi32(c), least)));
  };
  int64_t l = 0;
  for (; l + 16 <= n; l += 16)
    _mm512_storeu_ps(
        target + l,
        _mm512_add_ps(
            _mm512_loadu_ps(target + l),
            product(_mm_loadu_si128(reinterpret_cast<const __m128i *>(count + l)))));
  if (l < n) {
    const __mmask16 left = static_cast<__mmask16>((1u << (n - l)) - 1);
    _mm512_mask_storeu_ps(target + l, left,
                          _mm512_add_ps(_mm512_maskz_loadu_ps(left, target + l),
                                        product(_mm_maskz_loadu_epi8(left, count + l))));
  }
  return sumAvx512(count, n);
}

NEURO_BYTES int64_t addF64Avx512(const uint8_t *count, int64_t n, uint32_t base, double weight,
                                 const double *weights, double *target) {
  return addOf(count, n, base, weight, weights, target);
}
#endif

} // namespace

const Kernels &kernels(PoissonSampler::Vectors most) {
  static const Kernels plain = {bytesPlain,    drawPlain,       decideBySearch,
                                notBelowPlain, addPlain<float>, addPlain<double>};
#if defined(__x86_64__)
  using Vectors = PoissonSampler::Vectors;
  static const Kernels avx2 = {bytesAvx2,    drawAvx2,       decideBySearch,
                               notBelowAvx2, addAvx2<float>, addAvx2<double>};
  static const Kernels avx512 = {bytesAvx512,    drawAvx512,   decideAvx512,
                                 notBelowAvx512, addF32Avx512, addF64Avx512};
  static const bool hasBytes = hasByteVectors(), has256 = hasAvx2();
  if (most >= Vectors::Avx512 && hasBytes)
    return avx512;
  if (most >= Vectors::Avx2 && has256)
    return avx2;
#endif
  return plain;
}

} // namespace neuro::rt::poissonDraws
