//===- BitRows.cpp - Synapses as one bit each -----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Carry-save adders over many inputs: Warren, Hacker's Delight (2nd ed. 2013),
// section 5-1; Muła, Kurz and Lemire, "Faster population counts using AVX2
// instructions", Computer Journal 61 (2018). There the counts of all columns are
// added in the end; here each column keeps its own.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/BitRows.h"

#include "runtime/core/Machine.h"

#include <algorithm>
#include <array>
#include <cstring>


namespace neuro::rt {

namespace {

typedef uint64_t Block __attribute__((vector_size(64)));
static_assert(sizeof(Block) * 8 == BitRows::columnsOfBlock);

/// Bytes 0 or 1 from the bits of a byte.
constexpr std::array<uint64_t, 256> makeSpread() {
  std::array<uint64_t, 256> spread{};
  for (size_t byte = 0; byte < 256; ++byte)
    for (size_t bit = 0; bit < 8; ++bit)
      spread[byte] |= static_cast<uint64_t>(byte >> bit & 1) << (8 * bit);
  return spread;
}
constexpr std::array<uint64_t, 256> spread = makeSpread();

#define NEURO_EACH_MACHINE "runtime/core/BitRowsCount.inc"
#include "runtime/core/EachMachine.inc"

struct Functions {
  void (*count)(const uint64_t *, size_t, const uint32_t *, size_t, size_t, size_t, uint8_t *);
  void (*addF32)(const uint8_t *, int64_t, float, float *);
  void (*addF64)(const uint8_t *, int64_t, double, double *);
  void add(const uint8_t *counts, int64_t n, float weight, float *arrive) const {
    addF32(counts, n, weight, arrive);
  }
  void add(const uint8_t *counts, int64_t n, double weight, double *arrive) const {
    addF64(counts, n, weight, arrive);
  }
};

Functions pickFunctions() {
#define NEURO_OF(machine)                                                                    \
  Functions{machine::countAny, machine::addCounted<uint8_t, float>,                          \
            machine::addCounted<uint8_t, double>}
  return NEURO_PICK_MACHINE(NEURO_OF);
#undef NEURO_OF
}

const Functions &functions() {
  static const Functions picked = pickFunctions();
  return picked;
}

/// How often each row of a tick stands in what is counted at once.
constexpr size_t chunkRows = 248;
static_assert(chunkRows % 8 == 0 && chunkRows <= UINT8_MAX);

/// How many of `n` rows, n <= 255, have each of the columns.
void countColumns(const uint64_t *bits, size_t stride, uint32_t zeroRow, const uint32_t *rows,
                  size_t n, uint8_t *counts) {
  // Eight at a time, filled up with an empty row.
  uint32_t padded[UINT8_MAX + 8];
  std::copy_n(rows, n, padded);
  const size_t whole = (n + 7) / 8 * 8;
  std::fill(padded + n, padded + whole, zeroRow);
  functions().count(bits, stride, padded, whole, n, stride, counts);
}

} // namespace

void BitRows::layOut(int64_t rowCount) {
  rows = rowCount;
  std::sort(spans.begin(), spans.end(),
            [](const Span &a, const Span &b) { return a.begin < b.begin; });
  std::vector<Span> merged;
  int64_t column = 0;
  for (const Span &span : spans) {
    if (span.begin >= span.end)
      continue;
    // What lies between is cheaper than a block that is not full.
    if (!merged.empty() && span.begin <= merged.back().end + columnsOfBlock / 2)
      merged.back().end = std::max(merged.back().end, span.end);
    else
      merged.push_back(span);
  }
  for (Span &span : merged) {
    span.column = column;
    column += (span.end - span.begin + columnsOfBlock - 1) / columnsOfBlock * columnsOfBlock;
  }
  spans = std::move(merged);
  stride = static_cast<size_t>(column / 64);
}

bool BitRows::allocate() {
  lengths.assign(static_cast<size_t>(rows), 0);
  return bits.allocate((static_cast<size_t>(rows) + 1) * stride * 8);
}

void BitRows::add(uint32_t row, int64_t place) {
  auto span = std::upper_bound(spans.begin(), spans.end(), place,
                               [](int64_t p, const Span &s) { return p < s.begin; }) -
              1;
  const int64_t column = span->column + (place - span->begin);
  uint64_t &word = bits.as<uint64_t>()[row * stride + static_cast<size_t>(column / 64)];
  const uint64_t bit = uint64_t(1) << (column % 64);
  ++lengths[row];
  if (word & bit)
    repeats.push_back({row, static_cast<uint32_t>(column)});
  word |= bit;
}

size_t BitRows::bytesForRepeats(size_t more) const {
  return repeats.size() + more <= repeats.bytes() / sizeof(Repeat)
             ? 0
             : std::max(more, repeats.size() / 4 + 64) * sizeof(Repeat);
}

void BitRows::reserveRepeats(size_t more) {
  if (const size_t bytes = bytesForRepeats(more))
    repeats.reserve((repeats.bytes() + bytes) / sizeof(Repeat));
}

size_t BitRows::finish() {
  const size_t room = repeats.bytes();
  repeats.shrink_to_fit();
  if (repeats.empty())
    return room;
  auto order = [](const Repeat &a, const Repeat &b) {
    return a.row != b.row ? a.row < b.row : a.column < b.column;
  };
  std::sort(repeats.data(), repeats.data() + repeats.size(), order);
  repeatBegin.assign(static_cast<size_t>(rows) + 1, 0);
  uint32_t run = 0;
  for (size_t k = 0; k < repeats.size(); ++k) {
    run = k > 0 && !order(repeats[k - 1], repeats[k]) ? run + 1 : 1;
    mostOfPair = std::max(mostOfPair, run + 1);
    ++repeatBegin[repeats[k].row + 1];
  }
  for (size_t row = 0; row < static_cast<size_t>(rows); ++row)
    repeatBegin[row + 1] += repeatBegin[row];
  return room - repeats.bytes();
}

template <class Real>
void BitRows::deliver(const Event *events, size_t n, double weight, Real *arrive) const {
  const Functions &f = functions();
  const size_t columns = stride * 64;
  const uint64_t *base = bits.as<uint64_t>();
  const Real w = static_cast<Real>(weight);
  // Kept by each thread; as large as its largest table needs.
  static thread_local std::vector<uint8_t> counts;
  static thread_local std::vector<uint32_t> sums, chunk;
  counts.resize(columns);
  auto countChunk = [&] {
    countColumns(base, stride, static_cast<uint32_t>(rows), chunk.data(), chunk.size(),
                 counts.data());
    if (!repeatBegin.empty())
      for (uint32_t row : chunk)
        for (uint64_t k = repeatBegin[row]; k < repeatBegin[row + 1]; ++k)
          ++counts[repeats[k].column];
  };
  bool single = true;
  for (size_t k = 0; k < n; ++k)
    single &= events[k].count == 1;
  const size_t most = std::min<size_t>(chunkRows, UINT8_MAX / mostOfPair);
  if (single && n <= most) {
    chunk.clear();
    for (size_t k = 0; k < n; ++k)
      chunk.push_back(events[k].row);
    countChunk();
    for (const Span &span : spans)
      f.add(counts.data() + span.column, span.end - span.begin, w, arrive + span.begin);
    return;
  }
  // Counts beyond a byte.
  sums.assign(columns, 0);
  auto addChunk = [&](uint32_t times) {
    countChunk();
    for (size_t c = 0; c < columns; ++c)
      sums[c] += times * counts[c];
    chunk.clear();
  };
  chunk.clear();
  for (size_t k = 0; k < n; ++k) {
    if (most == 0) { // so many synapses of one pair that a byte does not hold them
      const uint64_t *row = base + events[k].row * stride;
      for (size_t c = 0; c < columns; ++c)
        sums[c] += events[k].count * static_cast<uint32_t>(row[c / 64] >> (c % 64) & 1);
      for (uint64_t r = repeatBegin[events[k].row]; r < repeatBegin[events[k].row + 1]; ++r)
        sums[repeats[r].column] += events[k].count;
      continue;
    }
    if (events[k].count != 1) {
      if (!chunk.empty())
        addChunk(1);
      chunk.push_back(events[k].row);
      addChunk(events[k].count);
      continue;
    }
    chunk.push_back(events[k].row);
    if (chunk.size() == most)
      addChunk(1);
  }
  if (!chunk.empty())
    addChunk(1);
  for (const Span &span : spans)
    plain::addCounted(sums.data() + span.column, span.end - span.begin, w, arrive + span.begin);
}

template void BitRows::deliver(const Event *, size_t, double, float *) const;
template void BitRows::deliver(const Event *, size_t, double, double *) const;

} // namespace neuro::rt
