//===- ConnectivityImpl.h - Making the edges of a projection ----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to Connectivity.cpp, ListRules.cpp, Procedural.cpp and Rules.cpp.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_CONNECTIVITYIMPL_H
#define NEURO_RUNTIME_CORE_CONNECTIVITYIMPL_H

#include "runtime/core/Connectivity.h"

namespace neuro::rt {

/// The other ends one target (or source) may be connected to: all but a few, or
/// a list.
struct Projection::Candidates {
  bool listed = false;
  int64_t total = 0;
  std::vector<uint32_t> excluded; ///< sorted
  std::vector<uint32_t> list;
  // Scratch.
  std::vector<uint64_t> taken;
  std::vector<uint32_t> chosen;
  std::vector<uint32_t> fixedIndex;
  std::vector<uint32_t> offered;     ///< sources of one target …
  std::vector<uint64_t> offeredIds;  ///< … and the identities of their edges
  Evaluator evaluator;

  int64_t count() const {
    return listed ? static_cast<int64_t>(list.size())
                  : total - static_cast<int64_t>(excluded.size());
  }
  uint32_t at(int64_t k) const {
    if (listed)
      return list[static_cast<size_t>(k)];
    for (uint32_t e : excluded)
      if (e <= k)
        ++k;
    return static_cast<uint32_t>(k);
  }
};

/// Collects edges into blocks.
class Projection::Emitter {
public:
  Emitter(const Projection &projection, int thread,
          const std::function<Result<void>(const EdgeBlock &)> &sink)
      : projection(projection), sink(sink) {
    for (const ViewPart &part : projection.target->parts) {
      const Population &p = *(*projection.populations)[part.population];
      int64_t first, last;
      part.within(p.cuts[thread], p.cuts[thread + 1], first, last);
      if (first < last)
        owned.push_back({static_cast<uint32_t>(part.offset + first),
                         static_cast<uint32_t>(last - first)});
    }
  }

  void begin(uint32_t fixed, bool fixedIsTarget) {
    this->fixed = fixed;
    this->fixedIsTarget = fixedIsTarget;
    next = static_cast<uint64_t>(fixed) << 32;
  }
  /// One edge between the fixed end and `other`. Every edge gets its number,
  /// also those that belong to another thread.
  Result<void> operator()(uint32_t other) {
    return (*this)(other, next++);
  }
  Result<void> operator()(uint32_t other, uint64_t id) {
    return put(other, id) ? flush() : Result<void>();
  }
  /// The same; true if the block is full then and must be flushed.
  bool put(uint32_t other) { return put(other, next++); }
  bool put(uint32_t other, uint64_t id) {
    if (!fixedIsTarget && !owns(other))
      return false;
    block.i[block.count] = fixedIsTarget ? other : fixed;
    block.j[block.count] = fixedIsTarget ? fixed : other;
    block.id[block.count] = id;
    return ++block.count == EVAL_BLOCK;
  }
  Result<void> flush() {
    if (block.count == 0)
      return {};
    Result<void> result = sink(block);
    block.count = 0;
    return result;
  }

private:
  bool owns(uint32_t j) const {
    for (const Range &range : owned)
      if (j - range.first < range.count)
        return true;
    return false;
  }
  struct Range {
    uint32_t first, count;
  };
  const Projection &projection;
  std::vector<Range> owned; ///< targets of the thread
  const std::function<Result<void>(const EdgeBlock &)> &sink;
  EdgeBlock block;
  uint32_t fixed = 0;
  bool fixedIsTarget = true;
  uint64_t next = 0;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_CONNECTIVITYIMPL_H
