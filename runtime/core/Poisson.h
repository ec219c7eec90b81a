//===- Poisson.h - Counts of Poisson sources --------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The count of an element in a tick is the number of distribution-function
// values at or below a 64-bit uniform keyed (seed, population, element, tick).
// Its top 16 bits come eight elements to a Philox block and decide nearly
// always; the other 48 are drawn only on a tie. So any part of the program that
// asks for the count of an element gets the same one.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_POISSON_H
#define NEURO_RUNTIME_CORE_POISSON_H

#include <cstdint>
#include <memory>
#include <vector>

namespace neuro::rt {

class PoissonSampler {
public:
  /// Largest expected count of an element in a tick.
  static constexpr double maxMean = 1e9;

  /// Expected counts per tick: one for all elements, or one an element. Each
  /// must be in [0, maxMean].
  PoissonSampler(const std::vector<double> &means, uint64_t seed,
                 uint32_t population);

  /// Counts of elements 64 * block … + 63 in the tick stamped `stamp` into
  /// out[64] (elements past the end included, to be ignored). Returns false if
  /// all are zero.
  bool counts(int64_t block, int64_t stamp, uint32_t *out) const;

  /// Adds weight * count of elements [first, first + n) in the tick stamped
  /// `stamp` to target[0 … n): `weights` has one an element, or is null and all
  /// have `weight`. Returns the sum of the counts.
  int64_t add(int64_t first, int64_t n, int64_t stamp, double weight, const double *weights,
              float *target) const;
  int64_t add(int64_t first, int64_t n, int64_t stamp, double weight, const double *weights,
              double *target) const;

private:
  /// P(X <= base + k) scaled to 2^64, k = 0 …; smaller counts do not occur.
  /// `first`: how many thresholds have no top bits.
  struct Table {
    double mean;
    uint32_t base = 0;
    std::vector<uint64_t> full;
    std::vector<uint16_t> top;
    int first = 0;
    /// The tops, filled up with the largest number, if all but 31 or fewer are
    /// that: what a binary search in one vector needs.
    alignas(64) uint16_t ladder[32];
    bool hasLadder = false, longLadder = false; ///< long: more than 15
    /// Few enough thresholds to compare with all, and counts of 16 bits.
    bool narrow() const { return full.size() <= 400 && base <= UINT16_MAX - 400; }
  };
  static Table makeTable(double mean);
  uint64_t fullBits(uint16_t top, int64_t element, int64_t stamp) const;
  uint32_t countOf(const Table &table, uint16_t top, int64_t element,
                   int64_t stamp) const;
  /// All elements use one table, which is narrow.
  bool isNarrow() const {
    return !tables.empty() && tableOf.empty() && tables[0].narrow();
  }
  bool narrowCounts(const Table &table, int64_t block, int blocks, int64_t stamp,
                    uint16_t *out) const;
  template <class Real>
  int64_t addCounts(int64_t first, int64_t n, int64_t stamp, double weight,
                    const double *weights, Real *target) const;

  uint64_t seed;
  uint32_t population;
  uint64_t keys[20]; ///< of Philox's rounds
  std::vector<Table> tables;     ///< one per distinct mean, if there are few
  std::vector<uint16_t> tableOf; ///< per element; empty: all use tables[0]
  /// Per element, and some more: top bits below this one mean a count of 0. At low
  /// rates that decides nearly all counts, many at a time.
  std::vector<uint16_t> zeroBelow;
  std::vector<double> means;     ///< per element, if there are too many for tables
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_POISSON_H
