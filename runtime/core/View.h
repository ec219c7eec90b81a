//===- View.h - Elements of populations in order ----------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_VIEW_H
#define NEURO_RUNTIME_CORE_VIEW_H

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace neuro::rt {

/// `count` elements low, low + step, … of a population; the first has index
/// `offset` in the view.
struct ViewPart {
  int population = 0;
  int64_t low = 0, step = 1, count = 0, offset = 0;

  int64_t element(int64_t index) const { return low + (index - offset) * step; }
  /// Positions q in [first, last) within the part whose elements lie in
  /// [begin, end).
  void within(int64_t begin, int64_t end, int64_t &first, int64_t &last) const {
    auto above = [this](int64_t e) { // smallest q with element(q) >= e
      int64_t q = e <= low ? 0 : (e - low + step - 1) / step;
      return q < count ? q : count;
    };
    first = above(begin);
    last = above(end);
    if (last < first)
      last = first;
  }
};

struct View {
  std::vector<ViewPart> parts;
  int64_t size = 0;

  /// The part that holds an index.
  size_t partOf(int64_t index) const {
    size_t p = 0;
    while (p + 1 < parts.size() && parts[p + 1].offset <= index)
      ++p;
    // Empty parts share an offset with the next one.
    return p;
  }
};

/// A deque: projections point to their views while more are added.
using Views = std::deque<View>;

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_VIEW_H
