//===- Poisson.h - Counts of Poisson sources --------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The count of an element in a tick is the number of distribution-function
// values at or below a 64-bit uniform keyed (seed, population, element, tick):
// inversion, exact to 2^-64. Its top byte, of which a Philox block has sixteen, is
// looked up in a table of 256 counts and decides nearly always. Where a value of
// the distribution function lies between this byte and the next, the other 56 bits
// are drawn, of a counter of the element's own. So any part of the program that
// asks for the count of an element gets the same one.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_POISSON_H
#define NEURO_RUNTIME_CORE_POISSON_H

#include <cstdint>
#include <memory>
#include <vector>

namespace neuro::rt {

namespace poissonDraws {
struct Kernels; // PoissonKernels.h
}

class PoissonSampler {
public:
  /// Largest expected count of an element in a tick.
  static constexpr double maxMean = 1e9;

  /// Elements whose counts are drawn together.
  static constexpr int64_t blockSize = 128;
  /// What a processor may be asked to do. Counts do not depend on it.
  enum class Vectors { None, Avx2, Avx512 };

  /// Expected counts per tick: one for all elements, or one an element. Each
  /// must be in [0, maxMean].
  PoissonSampler(const std::vector<double> &means, uint64_t seed,
                 uint32_t population, Vectors most = Vectors::Avx512);

  /// Counts of elements blockSize * block … + blockSize - 1 in the tick stamped
  /// `stamp` into out[blockSize] (elements past the end included, to be ignored).
  /// Returns false if all are zero.
  bool counts(int64_t block, int64_t stamp, uint32_t *out) const;

  /// Adds weight * count of elements [first, first + n) in the tick stamped
  /// `stamp` to target[0 … n): `weights` has one an element, or is null and all
  /// have `weight`. Returns the sum of the counts.
  int64_t add(int64_t first, int64_t n, int64_t stamp, double weight, const double *weights,
              float *target) const;
  int64_t add(int64_t first, int64_t n, int64_t stamp, double weight, const double *weights,
              double *target) const;

  /// For who draws the same counts elsewhere: the count of an element is `base` and the
  /// number of thresholds at or below its 64-bit number.
  struct Distribution {
    uint32_t base;
    std::vector<uint64_t> thresholds;
  };
  /// Empty where every element has a rate of its own that is too large for tables.
  std::vector<Distribution> distributions() const;
  size_t distributionOf(size_t element) const {
    return tableOf.empty() ? 0 : tableOf[element];
  }

  /// Whether a count that was looked up is none: the other bits decide.
  static constexpr bool isOpen(uint8_t looked) { return looked == 255; }

private:
  /// P(X <= base + k) scaled to 2^64, k = 0 …; smaller counts do not occur.
  struct Table {
    double mean;
    uint32_t base = 0;
    std::vector<uint64_t> full;
    /// How many are not nearly 1.
    int near = 0;
    /// Number of thresholds at or below all numbers with that top byte; or open.
    alignas(64) uint8_t look[256];
    /// Counts from `base` on fit in a byte that is not open.
    bool narrow() const { return full.size() < 255; }
  };
  static Table makeTable(double mean);
  uint64_t wholeNumber(uint8_t first, int64_t element, int64_t stamp) const;
  uint32_t countOf(const Table &table, uint8_t first, int64_t element, int64_t stamp) const;
  /// All elements use one table, which is narrow.
  bool isNarrow() const {
    return !tables.empty() && tableOf.empty() && tables[0].narrow();
  }
  /// Counts from the table's base on, for a narrow one.
  void narrowCounts(const Table &table, int64_t block, int blocks, int64_t stamp,
                    uint8_t *out) const;
  template <class Real>
  int64_t addCounts(int64_t first, int64_t n, int64_t stamp, double weight,
                    const double *weights, Real *target) const;

  uint64_t seed;
  uint32_t population;
  const poissonDraws::Kernels &kernels;
  uint64_t keys[20]; ///< of Philox's rounds
  std::vector<Table> tables;     ///< one per distinct mean, if there are few
  std::vector<uint16_t> tableOf; ///< per element; empty: all use tables[0]
  /// Per element, and some more: a first byte below this one means a count of 0. At low
  /// rates that decides nearly all counts, many at a time.
  std::vector<uint8_t> zeroBelow;
  std::vector<double> means;     ///< per element, if there are too many for tables
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_POISSON_H
