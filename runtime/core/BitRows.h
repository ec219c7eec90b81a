//===- BitRows.h - Synapses as one bit each ---------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a projection is dense and its synapses share weight and delay, a row is
// a set of targets: one bit a target. The rows of all that spiked in a tick are
// added column by column with carry-save adders (bit k of 512 counts is one
// vector), which costs a few instructions for 512 targets and row, and what
// arrives is weight * count, rounded once. Pairs connected more than once keep
// their repetitions in a list.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_BITROWS_H
#define NEURO_RUNTIME_CORE_BITROWS_H

#include "runtime/core/Memory.h"

#include <cstdint>
#include <vector>

namespace neuro::rt {

class BitRows {
public:
  static constexpr int64_t columnsOfBlock = 512;

  /// Adds the places [begin, end) of the arrive space to the columns; before
  /// `layOut`.
  void cover(int64_t begin, int64_t end) { spans.push_back({begin, end, 0}); }
  /// Merges what overlaps and numbers the columns.
  void layOut(int64_t rows);
  /// Of all rows; repetitions are not known yet.
  double bytesNeeded() const {
    return (static_cast<double>(rows) + 1) * static_cast<double>(stride) * 8 +
           static_cast<double>(rows) * 4;
  }
  bool allocate();

  /// Bytes that room for `more` repetitions takes beyond what there is.
  size_t bytesForRepeats(size_t more) const;
  /// Makes that room.
  void reserveRepeats(size_t more);
  void add(uint32_t row, int64_t place);
  /// What finish() takes beside that.
  size_t bytesToFinish() const {
    return repeats.empty() ? 0 : (static_cast<size_t>(rows) + 1) * sizeof(uint64_t);
  }
  /// After the last `add`. Returns the bytes of room that was not needed.
  size_t finish();

  /// Synapses of a row.
  uint32_t length(uint32_t row) const { return lengths[row]; }
  size_t bytes() const {
    return bits.size() + lengths.capacity() * 4 + repeats.bytes() +
           repeatBegin.capacity() * 8;
  }

  struct Event {
    uint32_t row, count;
  };
  /// arrive[place] += weight * (sum of the counts of rows that have the place).
  template <class Real>
  void deliver(const Event *events, size_t n, double weight, Real *arrive) const;

private:
  struct Span {
    int64_t begin, end; ///< places
    int64_t column;     ///< of `begin`
  };
  struct Repeat {
    uint32_t row, column;
  };
  std::vector<Span> spans;
  int64_t rows = 0;
  size_t stride = 0; ///< words of a row
  Buffer bits;       ///< one more row, which is empty
  std::vector<uint32_t> lengths;
  PagedList<Repeat> repeats;   ///< sorted by row
  std::vector<uint64_t> repeatBegin; ///< per row and one more; empty if none
  uint32_t mostOfPair = 1;     ///< synapses of one pair, at most
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_BITROWS_H
