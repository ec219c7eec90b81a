//===- EdgeStructure.h - Edges that vanish and grow -------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to runtime/core.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_EDGESTRUCTURE_H
#define NEURO_RUNTIME_CORE_EDGESTRUCTURE_H

#include "runtime/core/EdgeBuild.h"
#include "runtime/core/State.h"

namespace neuro::rt {

/// Edges with all their values, outside a table.
struct EdgeRecords {
  explicit EdgeRecords(const EdgeProjection &edge)
      : fields(edge.stored.size()), refs(edge.plan->refs.size()), after(edge.emits.size()) {}
  std::vector<uint32_t> source, target; ///< i, j
  std::vector<uint64_t> id;
  std::vector<uint16_t> delay;
  std::vector<std::vector<double>> fields;       ///< those stored
  std::vector<std::vector<uint32_t>> refs, after; ///< `after`: those that differ
  std::vector<uint16_t> dendritic;                ///< if they differ
  size_t size() const { return source.size(); }
};

/// The table of the edges of `old` that `keep` says and `more`, made in `tick`.
Result<void> remakeTable(EdgeBuilder &builder, const EdgeProjection &edge,
                         const EdgeTable &old, const std::vector<char> &keep,
                         const EdgeRecords &more, int64_t tick, EdgeTable &fresh);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_EDGESTRUCTURE_H
