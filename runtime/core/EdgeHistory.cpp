//===- EdgeHistory.cpp - Recent events of the ends of edges ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/EdgeHistory.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace neuro::rt {

void EventHistory::make(size_t elements, std::vector<Trace> of, double step, size_t more,
                        Beside beside) {
  traces = std::move(of);
  dt = step;
  count = elements;
  spare = more;
  capacity = 2 + spare;
  width = header + traces.size();
  stride = (slack() + capacity) * width;
  words.assign(count * stride, 0);
  heads.assign(count, 0);
  latest.assign(beside != Beside::Nothing ? count * (1 + traces.size()) : 0, 0);
  const bool keepRecent = keepsRecent = beside == Beside::Recent;
  stamps.assign(keepRecent ? count * recentEvents : 0, 0);
  recent.assign(keepRecent ? (count + ROW_PADDING - 1) / ROW_PADDING * ROW_PADDING : 0, {});
  pairs.assign(keepRecent ? count * std::max<size_t>(1, traces.size()) : 0, {ROW_NO_STAMP, 0});
  clear();
}

void EventHistory::clear() {
  recentBase = 0;
  recentWhole = keepsRecent;
  std::fill(heads.begin(), heads.end(), static_cast<uint32_t>(slack()));
  for (size_t k = 0; k < count * (slack() + capacity); ++k) {
    std::memset(words.data() + k * width, 0, width * sizeof(double));
    words[k * width] = neverStamp;
  }
  for (size_t element = 0; element < count; ++element)
    mirror(element);
}

void EventHistory::mirrorNewest(size_t element) {
  if (latest.empty())
    return;
  const double *entry = newest(element);
  latest[element] = entry[0];
  for (size_t k = 0; k < traces.size(); ++k)
    latest[(1 + k) * count + element] = entry[header + k];
  if (!keepsRecent)
    return;
  // Further away than that nothing is left of it.
  const double stamp =
      std::clamp(entry[0] - static_cast<double>(recentBase), -0x1p31 + 1, 0x1p31 - 1);
  Newest pair{entry[0] == neverStamp ? ROW_NO_STAMP : static_cast<int32_t>(stamp), 0};
  pairs[element] = pair;
  for (size_t k = 0; k < traces.size(); ++k) {
    pair.value = static_cast<float>(entry[header + k]);
    pairs[k * count + element] = pair;
  }
}

void EventHistory::mirror(size_t element) {
  mirrorNewest(element);
  if (!keepsRecent)
    return;
  const double *entry = newest(element);
  const double since = static_cast<double>(recentBase);
  uint16_t *of = stamps.data() + element * recentEvents;
  std::fill_n(of, recentEvents, 0);
  for (size_t k = 0; k < std::min(capacity, recentEvents); ++k, entry += width) {
    if (!(entry[0] > since))
      break;
    const double stamp = entry[0] - since;
    if (stamp > static_cast<double>(recentTicks))
      recentWhole = false;
    else
      of[k] = static_cast<uint16_t>(stamp);
  }
  mirrorWord(element);
}

/// The newest stamp in the lowest bits, whatever the order of bytes. If the value is f64 it
/// is computed after this and before any kernel looks.
void EventHistory::mirrorWord(size_t element) {
  const uint16_t *of = stamps.data() + element * recentEvents;
  recent[element].recent = uint64_t(of[0]) | uint64_t(of[1]) << 16 | uint64_t(of[2]) << 32 |
                           uint64_t(of[3]) << 48;
  recent[element].value[1] = of[4] | uint32_t(of[5]) << 16;
}

void EventHistory::rebase(int64_t tick) {
  recentBase = tick;
  recentWhole = keepsRecent;
  for (size_t element = 0; element < count; ++element)
    mirror(element);
}

/// Twice as many entries for every element: one of them has more events in
/// flight than any had before.
void EventHistory::grow() {
  const std::vector<double> old = std::move(words);
  const std::vector<uint32_t> oldHeads = heads;
  const size_t oldCapacity = capacity, oldStride = stride;
  capacity *= 2;
  stride = (slack() + capacity) * width;
  words.assign(count * stride, 0);
  std::fill(heads.begin(), heads.end(), static_cast<uint32_t>(slack()));
  for (size_t e = 0; e < count; ++e) {
    double *to = words.data() + e * stride + slack() * width;
    std::memcpy(to, old.data() + e * oldStride + oldHeads[e] * width,
                oldCapacity * width * sizeof(double));
    for (size_t k = oldCapacity; k < capacity; ++k)
      to[k * width] = neverStamp;
  }
}

void EventHistory::set(size_t element, const double *entries, size_t n) {
  // One entry stays free, so that a search ends.
  while (n + 1 > capacity)
    grow();
  heads[element] = static_cast<uint32_t>(slack());
  double *words = this->words.data() + element * stride + slack() * width;
  for (size_t k = 0; k < capacity; ++k)
    if (k < n) {
      std::memcpy(words + k * width, entries + k * width, width * sizeof(double));
    } else {
      std::memset(words + k * width, 0, width * sizeof(double));
      words[k * width] = neverStamp;
    }
  mirror(element);
}

void EventHistory::push(size_t element, int64_t stamp, double times, int64_t keepFrom) {
  // The last entry must stay older than anything asked for, so that a search ends.
  if (!isBefore(element, capacity - 2 - spare, keepFrom))
    grow();
  uint32_t &head = heads[element];
  if (head == 0) {
    double *begin = words.data() + element * stride;
    head = static_cast<uint32_t>(slack()) + 1;
    std::memmove(begin + head * width, begin, (capacity - 1) * width * sizeof(double));
  }
  --head;
  double *entry = words.data() + element * stride + head * width;
  const double *last = entry + width;
  const double since = static_cast<double>(stamp) - last[0];
  entry[0] = static_cast<double>(stamp);
  entry[1] = times;
  for (size_t k = 0; k < traces.size(); ++k) {
    // Of a source that never had an event the trace is 0, and exp(-inf) too.
    const double before = last[header + k] * std::exp(-since * dt / traces[k].tau);
    entry[header + k] = traces[k].nearest ? 1 : before + times;
  }
  mirrorNewest(element);
  if (!keepsRecent)
    return;
  if (stamp - recentBase > recentTicks)
    recentWhole = false;
  uint16_t *of = stamps.data() + element * recentEvents;
  std::memmove(of + 1, of, (recentEvents - 1) * sizeof *of);
  of[0] = static_cast<uint16_t>(std::max<int64_t>(stamp - recentBase, 0));
  mirrorWord(element);
}

} // namespace neuro::rt
