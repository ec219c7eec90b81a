//===- EdgeBuild.h - Building the tables of edges with state ----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two passes over the same counter-based edges: count rows, then fill them.
// Fields are evaluated a block of edges at a time, in order of what they read.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_EDGEBUILD_H
#define NEURO_RUNTIME_CORE_EDGEBUILD_H

#include "runtime/core/Positions.h"
#include "runtime/core/EdgeTable.h"

#include <map>
#include <memory>

namespace neuro::rt {

/// Values of a block of edges while they are made.
class EdgeFieldReader : public EdgeReader {
public:
  EdgeFieldReader(const EdgeProjection &edge, const double *values)
      : EdgeReader(edge.base->edgeReader()),
        edge(edge), values(values) {}
  bool field(int f, double *out, int n) override;

private:
  const EdgeProjection &edge;
  const double *values; ///< [field][EVAL_BLOCK]
};

class EdgeBuilder {
public:
  EdgeBuilder(const Populations &populations, const Views &views,
              const EdgeProjection &edge, int thread, const ArriveSpace &space,
              Budget &budget)
      : populations(populations), views(views), edge(edge), thread(thread),
        space(space), budget(budget) {}

  /// Makes the thread's table. `count` gets what the report says.
  Result<void> build(EdgeTable &table, ProjectionCount &count);

  /// Called by `build` now and then with the share done; false gives up.
  std::function<bool(double)> progress;
  /// Everything that is computed from the rows: the index by target.
  Result<void> finish(EdgeTable &table);
  /// Queues (for delays up to `longestPre` on any thread), histories, scratch of the
  /// thread's table `e`. Those before it are prepared: it may share their histories.
  Result<void> prepare(std::vector<EdgeTable> &tables, size_t e, int64_t longestPre,
                       int64_t window);
  /// Field values of a block of edges into `values` ([field][EVAL_BLOCK]).
  /// `inits`, if any, replace the projection's.
  Result<void> fieldValues(const EdgeBlock &block,
                           const std::vector<InitPlan> *inits = nullptr);
  const double *valuesOf(int f) const {
    return values.data() + static_cast<size_t>(f) * EVAL_BLOCK;
  }
  /// Ticks of a delay of each edge of a block, `least` or more.
  Result<void> delayValues(const EdgeBlock &block, const EdgeDelay &delay, const Expr &expr,
                           Purpose purpose, uint32_t redraw, const char *what,
                           uint32_t *ticks);
  /// Which elements a block's references refer to.
  /// Of refs that are the nearest of their view.
  std::map<size_t, std::unique_ptr<PositionIndex>> nearest;
  Result<void> refIndices(const EdgeBlock &block, size_t ref, double *out);
  void layOutTargets(EdgeTable &table) const;
  Result<void> allocateColumns(EdgeTable &table, int64_t edges);
  /// Puts each row's edges in order of their target (stable).
  void sortRowsByTarget(EdgeTable &table) const;
  /// Puts each row's edges in order of delay (stable) and cuts rows.
  void sortRows(EdgeTable &table) const;
  /// All columns of a table.
  static std::vector<EdgeColumn *> columns(EdgeTable &table);

private:
  const Populations &populations;
  const Views &views;
  const EdgeProjection &edge;
  const int thread;
  const ArriveSpace &space;
  Budget &budget;
  Evaluator evaluator;
  std::vector<double> values;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_EDGEBUILD_H
