//===- Poisson.cpp - Counts of Poisson sources ----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Poisson.h"

#include "runtime/core/Machine.h"

#include "runtime/core/PhiloxVector.h"
#include "runtime/core/Random.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>


namespace neuro::rt {

namespace {

constexpr size_t maxTables = 4096;
constexpr double maxThresholds = 4e6;

/// Philox of eight consecutive c0 as 64 16-bit numbers: 0…31 are the quarters of
/// words 0 and 1 of each counter, 32…63 those of words 2 and 3, as they lie in
/// memory.
template <int Lanes>
NEURO_INLINE void philoxBlock(uint64_t seed, uint32_t c0, uint32_t c1, uint32_t c2,
                              uint32_t c3, uint16_t *out) {
  Philox8<Lanes> p;
  p.count(p.x0, c0);
  p.splat(p.x1, c1);
  p.splat(p.x2, c2);
  p.splat(p.x3, c3);
  p.rounds(seed);
  uint64_t words[16];
  p.store01(words);
  p.store23(words + 8);
  std::memcpy(out, words, sizeof words);
}

/// Counts by comparing with ascending thresholds; `tie[l]` is not 0 where an
/// equal top half leaves the count open. Returns whether there is any tie.
NEURO_INLINE bool
scanBlock(const uint16_t *r, const uint16_t *top, int first, int n,
          uint16_t *count, uint16_t *tie) {
  uint16_t open[64];
  for (int l = 0; l < 64; ++l) {
    count[l] = static_cast<uint16_t>(first);
    open[l] = first > 0 && r[l] == 0 ? 1 : 0;
  }
  for (int k = first; k < n; ++k) {
    const uint16_t t = top[k];
    uint16_t any = 0;
    for (int l = 0; l < 64; ++l) {
      uint16_t above = r[l] > t ? 1 : 0;
      count[l] = static_cast<uint16_t>(count[l] + above);
      open[l] = static_cast<uint16_t>(open[l] | (r[l] == t ? 1 : 0));
      any = static_cast<uint16_t>(any | above);
    }
    if (!any)
      break;
  }
  uint16_t anyOpen = 0;
  for (int l = 0; l < 64; ++l) {
    tie[l] = open[l];
    anyOpen = static_cast<uint16_t>(anyOpen | open[l]);
  }
  return anyOpen != 0;
}

struct Words {
  uint64_t seed;
  uint32_t c0, c1, c2, c3;
};

/// Key and first counter of a block of 64 elements in a tick.
Words wordsOf(uint64_t seed, uint32_t population, int64_t block, int64_t stamp) {
  return {seed, static_cast<uint32_t>(block * 8), static_cast<uint32_t>(stamp),
          randomObject(Purpose::Poisson, population),
          static_cast<uint32_t>(static_cast<uint64_t>(stamp) >> 32)};
}

/// target[l] += w[l] * count[l], one w for all if `weights` is null; the sum of
/// the counts.
template <class Real>
NEURO_INLINE int64_t addScaled(const uint16_t *count, int64_t n, Real weight,
                               const double *weights, Real *target) {
#pragma clang fp contract(off) // the same bits on every machine
  uint32_t sum = 0;
  if (weights)
    for (int64_t l = 0; l < n; ++l)
      target[l] += static_cast<Real>(weights[l]) * static_cast<Real>(count[l]);
  else
    for (int64_t l = 0; l < n; ++l)
      target[l] += weight * static_cast<Real>(count[l]);
  for (int64_t l = 0; l < n; ++l)
    sum += count[l];
  return sum;
}

/// Bits of the numbers that are not below their bound.
NEURO_INLINE uint64_t notBelow(const uint16_t *r, const uint16_t *bound) {
  uint64_t bits = 0;
  for (int byte = 0; byte < 8; ++byte) {
    uint8_t open[8];
    for (int l = 0; l < 8; ++l)
      open[l] = r[8 * byte + l] >= bound[8 * byte + l] ? 1 : 0;
    uint64_t word;
    std::memcpy(&word, open, 8);
    // Gathers the lowest bits of eight bytes.
    bits |= (word * 0x0102040810204080u >> 56) << (8 * byte);
  }
  return bits;
}

using BelowFunction = uint64_t (*)(const uint16_t *, const uint16_t *);
using BlockFunction = void (*)(const Words &, uint16_t *);
using ScanFunction = bool (*)(const uint16_t *, const uint16_t *, int, int,
                              uint16_t *, uint16_t *);

void philoxPlain(const Words &w, uint16_t *out) {
  philoxBlock<2>(w.seed, w.c0, w.c1, w.c2, w.c3, out);
}
bool scanPlain(const uint16_t *r, const uint16_t *top, int first, int n,
               uint16_t *count, uint16_t *tie) {
  return scanBlock(r, top, first, n, count, tie);
}

uint64_t notBelowPlain(const uint16_t *r, const uint16_t *bound) { return notBelow(r, bound); }

#if defined(__x86_64__)
__attribute__((target("avx2"))) uint64_t notBelowAvx2(const uint16_t *r,
                                                      const uint16_t *bound) {
  uint64_t bits = 0;
  for (int part = 0; part < 2; ++part) {
    // a >= b where max(a, b) = a
    __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(r + 32 * part)),
            high = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(r + 32 * part + 16));
    auto load = [](const uint16_t *at) {
      return reinterpret_cast<const __m256i *>(at);
    };
    low = _mm256_cmpeq_epi16(low,
                             _mm256_max_epu16(low, _mm256_loadu_si256(load(bound + 32 * part))));
    high = _mm256_cmpeq_epi16(
        high, _mm256_max_epu16(high, _mm256_loadu_si256(load(bound + 32 * part + 16))));
    const __m256i both =
        _mm256_permute4x64_epi64(_mm256_packs_epi16(low, high), 0xD8);
    bits |= static_cast<uint64_t>(static_cast<uint32_t>(_mm256_movemask_epi8(both)))
            << (32 * part);
  }
  return bits;
}
__attribute__((target("avx2"))) void philoxAvx2(const Words &w, uint16_t *out) {
  philoxBlock<4>(w.seed, w.c0, w.c1, w.c2, w.c3, out);
}
__attribute__((target("avx2"))) bool scanAvx2(const uint16_t *r,
                                              const uint16_t *top, int first,
                                              int n, uint16_t *count,
                                              uint16_t *tie) {
  return scanBlock(r, top, first, n, count, tie);
}
#endif

/// Both at once for a table with a ladder: counts of some blocks that follow each
/// other, and a bit for each count that a tie leaves open. `keys`: of Philox's rounds.
using LadderFunction = void (*)(const Words &, const uint64_t *keys, const uint16_t *ladder,
                                uint16_t base, uint16_t *r, uint16_t *count, uint64_t *ties);

template <class Real>
using AddFunction = int64_t (*)(const uint16_t *, int64_t, Real, const double *, Real *);

template <class Real>
int64_t addPlain(const uint16_t *count, int64_t n, Real weight, const double *weights,
                 Real *target) {
  return addScaled(count, n, weight, weights, target);
}

#if defined(__x86_64__)
template <class Real>
__attribute__((target("avx2"))) int64_t addAvx2(const uint16_t *count, int64_t n, Real weight,
                                                const double *weights, Real *target) {
  return addScaled(count, n, weight, weights, target);
}

template <class Real>
__attribute__((target(NEURO_AVX512))) int64_t
addAvx512(const uint16_t *count, int64_t n, Real weight, const double *weights,
          Real *target) {
  return addScaled(count, n, weight, weights, target);
}

/// Several blocks at once, since a round waits for the one before. The numbers r below
/// a ladder are counted by binary search: look-ups in a register. Words keep rubbish in
/// their upper halves between rounds, where multiplications do not look.
template <int Blocks, int Steps>
__attribute__((target(NEURO_AVX512))) void ladderAvx512(const Words &w, const uint64_t *keys,
                                                        const uint16_t *ladder, uint16_t base,
                                                        uint16_t *r, uint16_t *count,
                                                        uint64_t *ties) {
  const __m512i lane = _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0);
  __m512i x0[Blocks], x1[Blocks], x2[Blocks], x3[Blocks];
  for (int b = 0; b < Blocks; ++b) {
    x0[b] = _mm512_add_epi32(_mm512_set1_epi64(w.c0 + 8 * static_cast<uint32_t>(b)), lane);
    x1[b] = _mm512_set1_epi64(w.c1);
    x2[b] = _mm512_set1_epi64(w.c2);
    x3[b] = _mm512_set1_epi64(w.c3);
  }
  const __m512i m0 = _mm512_set1_epi64(0xD2511F53u), m1 = _mm512_set1_epi64(0xCD9E8D57u);
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; ++round) {
    const __m512i k0 = _mm512_set1_epi64(static_cast<int64_t>(keys[2 * round])),
                  k1 = _mm512_set1_epi64(static_cast<int64_t>(keys[2 * round + 1]));
#pragma clang loop unroll(full)
    for (int b = 0; b < Blocks; ++b) {
      const __m512i p0 = _mm512_mul_epu32(x0[b], m0), p1 = _mm512_mul_epu32(x2[b], m1);
      x0[b] = _mm512_ternarylogic_epi64(_mm512_srli_epi64(p1, 32), x1[b], k0, 0x96);
      x2[b] = _mm512_ternarylogic_epi64(_mm512_srli_epi64(p0, 32), x3[b], k1, 0x96);
      x1[b] = p1;
      x3[b] = p0;
    }
  }
  const __m512i steps = _mm512_load_si512(ladder);
  __m512i numbers[2 * Blocks], at[2 * Blocks];
  for (int b = 0; b < Blocks; ++b) {
    numbers[2 * b] = _mm512_mask_blend_epi32(0xAAAA, x0[b], _mm512_slli_epi64(x1[b], 32));
    numbers[2 * b + 1] = _mm512_mask_blend_epi32(0xAAAA, x2[b], _mm512_slli_epi64(x3[b], 32));
  }
  // The first step: whether all of the first half are below.
  constexpr int half = 1 << (Steps - 1);
  const __m512i middle = _mm512_set1_epi16(static_cast<short>(ladder[half - 1]));
#pragma clang loop unroll(full)
  for (int h = 0; h < 2 * Blocks; ++h)
    at[h] = _mm512_maskz_set1_epi16(_mm512_cmplt_epu16_mask(middle, numbers[h]),
                                    static_cast<short>(half));
#pragma clang loop unroll(full)
  for (int step = half / 2; step > 0; step /= 2)
#pragma clang loop unroll(full)
    for (int h = 0; h < 2 * Blocks; ++h) {
      const __m512i probe =
          _mm512_add_epi16(at[h], _mm512_set1_epi16(static_cast<short>(step - 1)));
      const __mmask32 below =
          _mm512_cmplt_epu16_mask(_mm512_permutexvar_epi16(probe, steps), numbers[h]);
      at[h] = _mm512_mask_add_epi16(at[h], below, at[h],
                                    _mm512_set1_epi16(static_cast<short>(step)));
    }
  for (int h = 0; h < 2 * Blocks; ++h) {
    const __mmask32 tie =
        _mm512_cmpeq_epu16_mask(_mm512_permutexvar_epi16(at[h], steps), numbers[h]);
    ties[h / 2] = (h % 2 ? ties[h / 2] : 0) | static_cast<uint64_t>(tie) << (32 * (h % 2));
    _mm512_storeu_si512(r + 32 * h, numbers[h]);
    _mm512_storeu_si512(count + 32 * h,
                        _mm512_add_epi16(at[h], _mm512_set1_epi16(static_cast<short>(base))));
  }
}
#endif

struct Functions {
  BlockFunction philox = philoxPlain;
  ScanFunction scan = scanPlain;
  BelowFunction notBelow = notBelowPlain;
  /// Of one and of two blocks; for ladders of at most 15 and of 31 thresholds.
  LadderFunction ladder[2][2] = {};
  AddFunction<float> addF32 = addPlain<float>;
  AddFunction<double> addF64 = addPlain<double>;
  AddFunction<float> add(float) const { return addF32; }
  AddFunction<double> add(double) const { return addF64; }
};

Functions pickFunctions() {
#if defined(__x86_64__)
  if (hasAvx512())
    return {philoxAvx2,
            scanAvx2,
            notBelowAvx2,
            {{ladderAvx512<1, 4>, ladderAvx512<1, 5>}, {ladderAvx512<2, 4>, ladderAvx512<2, 5>}},
            addAvx512<float>,
            addAvx512<double>};
  if (hasAvx2())
    return {philoxAvx2, scanAvx2, notBelowAvx2, {}, addAvx2<float>, addAvx2<double>};
#endif
  return {};
}

const Functions &functions() {
  static const Functions picked = pickFunctions();
  return picked;
}

} // namespace

PoissonSampler::Table PoissonSampler::makeTable(double mean) {
  Table table;
  table.mean = mean;
  // Probabilities outwards from the mode by their recurrences, then summed
  // upwards; both tails are cut where a term is below 2^-70.
  const double cut = 0x1p-70;
  const double dm = std::floor(mean);
  int sign;
  const double atMode =
      mean > 0 ? std::exp(dm * std::log(mean) - mean - lgamma_r(dm + 1, &sign)) : 1;
  std::vector<double> below, above;
  double p = atMode;
  for (double k = dm; k > 0; k -= 1) {
    p *= k / mean;
    below.push_back(p);
    if (p < cut * 1e-3)
      break;
  }
  p = atMode;
  for (double k = dm; mean > 0; k += 1) {
    p *= mean / (k + 1);
    if (p < cut)
      break;
    above.push_back(p);
  }
  const int64_t lowest = static_cast<int64_t>(dm) - static_cast<int64_t>(below.size());
  std::vector<double> terms(below.rbegin(), below.rend());
  terms.push_back(atMode);
  terms.insert(terms.end(), above.begin(), above.end());
  // Sums from both ends keep both tails exact.
  std::vector<double> upper(terms.size() + 1, 0);
  for (size_t k = terms.size(); k-- > 0;)
    upper[k] = upper[k + 1] + terms[k];
  const double total = upper[0];
  auto scaled = [](double probability) -> uint64_t {
    double v = std::floor(probability * 0x1p64);
    return v >= 0x1p64 ? UINT64_MAX : static_cast<uint64_t>(v);
  };
  table.base = static_cast<uint32_t>(lowest);
  double lower = 0;
  for (size_t k = 0; k + 1 < terms.size(); ++k) {
    lower += terms[k];
    uint64_t threshold = lower < 0.5 * total
                             ? scaled(lower / total)
                             : ~scaled(upper[k + 1] / total);
    table.full.push_back(threshold);
  }
  table.top.resize(table.full.size());
  for (size_t k = 0; k < table.full.size(); ++k)
    table.top[k] = static_cast<uint16_t>(table.full[k] >> 48);
  while (static_cast<size_t>(table.first) < table.top.size() &&
         table.top[table.first] == 0)
    ++table.first;
  // At most 31, so that the search ends on a number that is not counted.
  const size_t useful = static_cast<size_t>(
      std::lower_bound(table.top.begin(), table.top.end(), UINT16_MAX) - table.top.begin());
  table.hasLadder = useful < 32 && table.base <= UINT16_MAX - 32;
  table.longLadder = useful >= 16;
  std::fill_n(table.ladder, 32, UINT16_MAX);
  if (table.hasLadder)
    std::copy_n(table.top.begin(), useful, table.ladder);
  return table;
}

PoissonSampler::PoissonSampler(const std::vector<double> &values, uint64_t seed,
                               uint32_t population)
    : seed(seed), population(population) {
  for (uint32_t round = 0; round < 10; ++round) {
    keys[2 * round] = static_cast<uint32_t>(seed) + round * 0x9E3779B9u;
    keys[2 * round + 1] = static_cast<uint32_t>(seed >> 32) + round * 0xBB67AE85u;
  }
  if (values.size() <= 1) {
    tables.push_back(makeTable(values.empty() ? 0 : values[0]));
    return;
  }
  std::map<double, uint16_t> known;
  double thresholds = 0; // about, in all tables
  for (double v : values) {
    if (known.size() >= maxTables || thresholds > maxThresholds)
      break;
    if (known.emplace(v, static_cast<uint16_t>(known.size())).second)
      thresholds += 24 + 20 * std::sqrt(v);
  }
  if (known.size() >= maxTables || thresholds > maxThresholds) {
    means = values;
    return;
  }
  tables.resize(known.size());
  for (auto &[mean, index] : known)
    tables[index] = makeTable(mean);
  if (known.size() == 1)
    return;
  tableOf.resize(values.size());
  for (size_t e = 0; e < values.size(); ++e)
    tableOf[e] = known[values[e]];
  zeroBelow.assign((values.size() + 63) / 64 * 64, UINT16_MAX);
  for (size_t e = 0; e < values.size(); ++e) {
    const Table &table = tables[tableOf[e]];
    if (table.base > 0)
      zeroBelow[e] = 0;
    else if (!table.top.empty())
      zeroBelow[e] = table.top[0];
  }
}

uint64_t PoissonSampler::fullBits(uint16_t top, int64_t element,
                                  int64_t stamp) const {
  Random128 r = philox(seed,
                       static_cast<uint64_t>(stamp) << 32 |
                           static_cast<uint32_t>(element),
                       randomObject(Purpose::PoissonTail, population),
                       static_cast<uint32_t>(static_cast<uint64_t>(stamp) >> 32));
  return static_cast<uint64_t>(top) << 48 | r.a >> 16;
}

uint32_t PoissonSampler::countOf(const Table &table, uint16_t top,
                                 int64_t element, int64_t stamp) const {
  // Number of thresholds <= the 64-bit number; most are decided by their tops.
  auto low = std::lower_bound(table.top.begin(), table.top.end(), top);
  auto high = std::upper_bound(low, table.top.end(), top);
  if (low == high)
    return table.base + static_cast<uint32_t>(low - table.top.begin());
  uint64_t bits = fullBits(top, element, stamp);
  auto begin = table.full.begin();
  return table.base +
         static_cast<uint32_t>(
             std::upper_bound(begin + (low - table.top.begin()),
                              begin + (high - table.top.begin()), bits) -
             begin);
}

/// As counts(), of `blocks` (1 or 2) blocks, for a table of which no count exceeds
/// 16 bits.
bool PoissonSampler::narrowCounts(const Table &table, int64_t block, int blocks, int64_t stamp,
                                  uint16_t *out) const {
  const Functions &f = functions();
  const Words words = wordsOf(seed, population, block, stamp);
  alignas(64) uint16_t r[128];
  const int64_t first = block * 64;
  if (f.ladder[0][0] && table.hasLadder) {
    uint64_t ties[2];
    f.ladder[blocks - 1][table.longLadder](words, keys, table.ladder,
                                           static_cast<uint16_t>(table.base), r, out, ties);
    for (int b = 0; b < blocks; ++b)
      for (; ties[b]; ties[b] &= ties[b] - 1) {
        const int l = 64 * b + __builtin_ctzll(ties[b]);
        out[l] = static_cast<uint16_t>(countOf(table, r[l], first + l, stamp));
      }
    return true;
  }
  if (blocks == 2) {
    const bool low = narrowCounts(table, block, 1, stamp, out),
               high = narrowCounts(table, block + 1, 1, stamp, out + 64);
    return low || high;
  }
  alignas(64) uint16_t tie[64];
  f.philox(words, r);
  if (f.scan(r, table.top.data(), table.first, static_cast<int>(table.top.size()), out, tie))
    for (int l = 0; l < 64; ++l)
      if (tie[l])
        out[l] = static_cast<uint16_t>(countOf(table, r[l], first + l, stamp) - table.base);
  uint16_t any = 0;
  for (int l = 0; l < 64; ++l)
    any = static_cast<uint16_t>(any | (out[l] = static_cast<uint16_t>(out[l] + table.base)));
  return any != 0;
}

bool PoissonSampler::counts(int64_t block, int64_t stamp, uint32_t *out) const {
  const Functions &f = functions();
  const int64_t first = block * 64;
  uint32_t any = 0;
  if (isNarrow()) {
    alignas(64) uint16_t count[64];
    narrowCounts(tables[0], block, 1, stamp, count);
    for (int l = 0; l < 64; ++l)
      any |= out[l] = count[l];
    return any != 0;
  }
  alignas(64) uint16_t r[64];
  f.philox(wordsOf(seed, population, block, stamp), r);
  if (!tables.empty() && tableOf.empty()) {
    for (int l = 0; l < 64; ++l)
      any |= out[l] = countOf(tables[0], r[l], first + l, stamp);
    return any != 0;
  }
  const int64_t size =
      static_cast<int64_t>(tables.empty() ? means.size() : tableOf.size());
  std::memset(out, 0, 64 * sizeof *out);
  if (tables.empty()) {
    for (int64_t e = first; e < std::min(first + 64, size); ++e)
      any |= out[e - first] = static_cast<uint32_t>(
          poissonSample(toUnit(fullBits(r[e - first], e, stamp)), means[e]));
    return any != 0;
  }
  for (uint64_t open = f.notBelow(r, zeroBelow.data() + first); open; open &= open - 1) {
    const int l = __builtin_ctzll(open);
    if (first + l < size)
      any |= out[l] = countOf(tables[tableOf[first + l]], r[l], first + l, stamp);
  }
  return any != 0;
}

template <class Real>
int64_t PoissonSampler::addCounts(int64_t first, int64_t n, int64_t stamp, double weight,
                                  const double *weights, Real *target) const {
  const AddFunction<Real> addScaled = functions().add(Real());
  const bool narrow = isNarrow();
  const int64_t last = first + n;
  int64_t events = 0;
  for (int64_t block = first / 64; block * 64 < last;) {
    const int blocks = narrow && (block + 1) * 64 < last ? 2 : 1;
    const int64_t from = std::max(block * 64, first), to = std::min((block + blocks) * 64, last);
    const int64_t skip = from - block * 64;
    Real *out = target + (from - first);
    const double *w = weights ? weights + (from - first) : nullptr;
    if (narrow) {
      alignas(64) uint16_t count[128];
      if (narrowCounts(tables[0], block, blocks, stamp, count))
        events += addScaled(count + skip, to - from, static_cast<Real>(weight), w, out);
    } else {
      uint32_t count[64];
      if (counts(block, stamp, count))
        for (int64_t l = 0; l < to - from; ++l) {
          out[l] += static_cast<Real>(w ? w[l] : weight) * static_cast<Real>(count[skip + l]);
          events += count[skip + l];
        }
    }
    block += blocks;
  }
  return events;
}

int64_t PoissonSampler::add(int64_t first, int64_t n, int64_t stamp, double weight,
                            const double *weights, float *target) const {
  return addCounts(first, n, stamp, weight, weights, target);
}

int64_t PoissonSampler::add(int64_t first, int64_t n, int64_t stamp, double weight,
                            const double *weights, double *target) const {
  return addCounts(first, n, stamp, weight, weights, target);
}

} // namespace neuro::rt
