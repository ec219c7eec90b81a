//===- Poisson.cpp - Counts of Poisson sources ----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Poisson.h"

#include "runtime/core/PoissonKernels.h"
#include "runtime/core/Random.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>

namespace neuro::rt {

using poissonDraws::Open;
using poissonDraws::Stream;

namespace {

constexpr size_t maxTables = 4096;
constexpr double maxThresholds = 4e6;
constexpr int wholeBlock = static_cast<int>(PoissonSampler::blockSize);

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
  table.near = static_cast<int>(
      std::lower_bound(table.full.begin(), table.full.end(), ~uint64_t(0) << 44) -
      table.full.begin());
  size_t k = 0;
  for (int byte = 0; byte < 256; ++byte) {
    const uint64_t lowest = static_cast<uint64_t>(byte) << 56;
    while (k < table.full.size() && table.full[k] <= lowest)
      ++k;
    const bool inside = k < table.full.size() && table.full[k] >> 56 == lowest >> 56;
    table.look[byte] = inside || !table.narrow() ? 255 : static_cast<uint8_t>(k);
  }
  return table;
}

PoissonSampler::PoissonSampler(const std::vector<double> &values, uint64_t seed,
                               uint32_t population, Vectors most)
    : seed(seed), population(population), kernels(poissonDraws::kernels(most)) {
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
  zeroBelow.assign((values.size() + wholeBlock - 1) / wholeBlock * wholeBlock, UINT8_MAX);
  for (size_t e = 0; e < values.size(); ++e) {
    const Table &table = tables[tableOf[e]];
    zeroBelow[e] = table.base > 0 ? 0
                   : table.full.empty()
                       ? UINT8_MAX
                       : static_cast<uint8_t>(table.full[0] >> 56);
  }
}

std::vector<PoissonSampler::Distribution> PoissonSampler::distributions() const {
  std::vector<Distribution> all;
  for (const Table &table : tables)
    all.push_back({table.base, table.full});
  return all;
}

uint64_t PoissonSampler::wholeNumber(uint8_t first, int64_t element, int64_t stamp) const {
  const Random128 r = philox(seed,
                             static_cast<uint64_t>(stamp) << 32 |
                                 static_cast<uint32_t>(element),
                             randomObject(Purpose::PoissonTail, population),
                             static_cast<uint32_t>(static_cast<uint64_t>(stamp) >> 32));
  return static_cast<uint64_t>(first) << 56 | r.a >> 8;
}

uint32_t PoissonSampler::countOf(const Table &table, uint8_t first, int64_t element,
                                 int64_t stamp) const {
  if (const uint8_t looked = table.look[first]; !isOpen(looked))
    return table.base + looked;
  return table.base + static_cast<uint32_t>(
                          std::upper_bound(table.full.begin(), table.full.end(),
                                           wholeNumber(first, element, stamp)) -
                          table.full.begin());
}

void PoissonSampler::narrowCounts(const Table &table, int64_t block, int blocks, int64_t stamp,
                                  uint8_t *out) const {
  Open open;
  const Stream stream{seed, keys, population, block, stamp};
  kernels.draw(stream, blocks, table.look, out, open);
  if (open.n > 0)
    kernels.decide(stream, open, table.full.data(), static_cast<int>(table.full.size()),
                   table.near, out);
}

bool PoissonSampler::counts(int64_t block, int64_t stamp, uint32_t *out) const {
  const int64_t first = block * blockSize;
  uint32_t any = 0;
  if (isNarrow()) {
    alignas(64) uint8_t count[poissonDraws::room];
    narrowCounts(tables[0], block, 1, stamp, count);
    for (int l = 0; l < wholeBlock; ++l)
      any |= out[l] = tables[0].base + count[l];
    return any != 0;
  }
  const Stream stream{seed, keys, population, block, stamp};
  alignas(64) uint8_t byte[wholeBlock];
  kernels.bytes(stream, 1, byte);
  std::memset(out, 0, wholeBlock * sizeof *out);
  if (!tableOf.empty()) {
    // Elements past the end are below the largest byte, or have no table.
    const int64_t size = static_cast<int64_t>(tableOf.size());
    for (int part = 0; part < wholeBlock; part += 64)
      for (uint64_t left = kernels.notBelow(byte + part, zeroBelow.data() + first + part); left;
           left &= left - 1) {
        const int l = part + __builtin_ctzll(left);
        if (first + l < size)
          any |= out[l] = countOf(tables[tableOf[static_cast<size_t>(first + l)]], byte[l],
                                  first + l, stamp);
      }
    return any != 0;
  }
  // All bits of all elements.
  const int n = static_cast<int>(
      tables.empty() ? std::min<int64_t>(blockSize, static_cast<int64_t>(means.size()) - first)
                     : blockSize);
  uint16_t at[wholeBlock];
  uint64_t number[wholeBlock];
  for (int l = 0; l < n; ++l)
    at[l] = static_cast<uint16_t>(l);
  poissonDraws::wholeNumbers(stream, byte, at, n, number);
  for (int l = 0; l < n; ++l)
    any |= out[l] =
        tables.empty()
            ? static_cast<uint32_t>(
                  poissonSample(toUnit(number[l]), means[static_cast<size_t>(first + l)]))
            : tables[0].base +
                  static_cast<uint32_t>(std::upper_bound(tables[0].full.begin(),
                                                         tables[0].full.end(), number[l]) -
                                        tables[0].full.begin());
  return any != 0;
}

template <class Real>
int64_t PoissonSampler::addCounts(int64_t first, int64_t n, int64_t stamp, double weight,
                                  const double *weights, Real *target) const {
  const bool narrow = isNarrow();
  const int64_t last = first + n;
  int64_t events = 0;
  for (int64_t block = first / blockSize; block * blockSize < last;) {
    const int blocks =
        narrow ? static_cast<int>(std::min<int64_t>(
                     poissonDraws::maxBlocks, (last - block * blockSize + blockSize - 1) / blockSize))
               : 1;
    const int64_t from = std::max(block * blockSize, first),
                  to = std::min((block + blocks) * blockSize, last);
    const int64_t skip = from - block * blockSize;
    Real *out = target + (from - first);
    const double *w = weights ? weights + (from - first) : nullptr;
    if (narrow) {
      alignas(64) uint8_t count[poissonDraws::room];
      narrowCounts(tables[0], block, blocks, stamp, count);
      const int64_t base = tables[0].base;
      events += base * (to - from) +
                kernels.add(Real())(count + skip, to - from, tables[0].base,
                                    static_cast<Real>(weight), w, out);
    } else {
      uint32_t count[blockSize];
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
