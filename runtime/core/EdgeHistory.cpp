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
                        bool keepRecent) {
  traces = std::move(of);
  dt = step;
  count = elements;
  spare = more;
  capacity = 2 + spare;
  width = header + traces.size();
  stride = capacity * width;
  words.assign(count * stride, 0);
  latest.assign(count * (1 + traces.size()), 0);
  keepsRecent = keepRecent;
  recent.assign(keepRecent ? count * recentChunks : 0, 0);
  pairs.assign(keepRecent ? count * std::max<size_t>(1, traces.size()) : 0, {ROW_NO_STAMP, 0});
  clear();
}

void EventHistory::clear() {
  recentBase = 0;
  recentWhole = keepsRecent;
  for (size_t k = 0; k < count * capacity; ++k) {
    std::memset(words.data() + k * width, 0, width * sizeof(double));
    words[k * width] = neverStamp;
  }
  for (size_t element = 0; element < count; ++element)
    mirror(element);
}

void EventHistory::mirrorNewest(size_t element) {
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
  for (size_t chunk = 0; chunk < recentChunks; ++chunk) {
    uint64_t word = 0;
    for (size_t k = 0; k < 4; ++k, entry += width) {
      if (4 * chunk + k >= capacity || !(entry[0] > since))
        continue;
      const double stamp = entry[0] - since;
      if (stamp > static_cast<double>(recentTicks))
        recentWhole = false;
      else
        word |= static_cast<uint64_t>(stamp) << 16 * k;
    }
    recent[chunk * count + element] = word;
  }
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
  std::vector<double> wider(2 * words.size(), 0);
  for (size_t e = 0; e < count; ++e) {
    std::memcpy(wider.data() + 2 * e * stride, words.data() + e * stride,
                stride * sizeof(double));
    for (size_t k = capacity; k < 2 * capacity; ++k)
      wider[2 * e * stride + k * width] = neverStamp;
  }
  words = std::move(wider);
  capacity *= 2;
  stride *= 2;
}

void EventHistory::set(size_t element, const double *entries, size_t n) {
  // One entry stays free, so that a search ends.
  while (n + 1 > capacity)
    grow();
  double *words = this->words.data() + element * stride;
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
  if (isFull(element, keepFrom))
    grow();
  double *entry = words.data() + element * stride;
  std::memmove(entry + width, entry, (capacity - 1) * width * sizeof(double));
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
  for (size_t chunk = recentChunks - 1; chunk > 0; --chunk)
    recent[chunk * count + element] = recent[chunk * count + element] << 16 |
                                      recent[(chunk - 1) * count + element] >> 48;
  recent[element] = recent[element] << 16 |
                    static_cast<uint16_t>(std::max<int64_t>(stamp - recentBase, 0));
}

} // namespace neuro::rt
