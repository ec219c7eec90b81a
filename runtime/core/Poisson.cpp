//===- Poisson.cpp - Counts of Poisson sources ----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Poisson.h"

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
constexpr size_t maxScan = 400; ///< thresholds worth comparing one after another

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

#if defined(__x86_64__)
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

struct Functions {
  BlockFunction philox = philoxPlain;
  ScanFunction scan = scanPlain;
};

Functions pickFunctions() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2"))
    return {philoxAvx2, scanAvx2};
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
  return table;
}

PoissonSampler::PoissonSampler(const std::vector<double> &values, uint64_t seed,
                               uint32_t population)
    : seed(seed), population(population) {
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

bool PoissonSampler::counts(int64_t block, int64_t stamp, uint32_t *out) const {
  const Functions &f = functions();
  alignas(64) uint16_t r[64];
  Words words{seed, static_cast<uint32_t>(block * 8), static_cast<uint32_t>(stamp),
              randomObject(Purpose::Poisson, population),
              static_cast<uint32_t>(static_cast<uint64_t>(stamp) >> 32)};
  f.philox(words, r);
  const int64_t first = block * 64;
  uint32_t any = 0;
  if (!tables.empty() && tableOf.empty()) {
    const Table &table = tables[0];
    if (table.full.size() <= maxScan) {
      alignas(64) uint16_t count[64], tie[64];
      if (f.scan(r, table.top.data(), table.first,
                 static_cast<int>(table.top.size()), count, tie))
        for (int p = 0; p < 64; ++p)
          if (tie[p])
            count[p] = static_cast<uint16_t>(
                countOf(table, r[p], first + p, stamp) - table.base);
      for (int l = 0; l < 64; ++l)
        any |= out[l] = table.base + count[l];
      return any != 0;
    }
    for (int l = 0; l < 64; ++l)
      any |= out[l] = countOf(table, r[l], first + l, stamp);
    return any != 0;
  }
  const int64_t size =
      static_cast<int64_t>(tables.empty() ? means.size() : tableOf.size());
  for (int l = 0; l < 64; ++l) {
    const int64_t e = first + l;
    uint32_t c = 0;
    if (e < size) {
      uint16_t top = r[l];
      if (tables.empty())
        c = static_cast<uint32_t>(
            poissonSample(toUnit(fullBits(top, e, stamp)), means[e]));
      else
        c = countOf(tables[tableOf[e]], top, e, stamp);
    }
    any |= out[l] = c;
  }
  return any != 0;
}

} // namespace neuro::rt
