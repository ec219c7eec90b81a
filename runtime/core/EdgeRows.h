//===- EdgeRows.h - Rows of edges that a spike reaches ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What EdgeRunner does for any kernel, in the one case nearly all time goes to: a
// source's event arrives at its row, the row makes up for what its targets did since
// and emits. All edges of a row see the same of their source, so one generated kernel
// does all of it (abi/RowKernel.h), reading and writing the table's columns in place.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_EDGEROWS_H
#define NEURO_RUNTIME_CORE_EDGEROWS_H

#include "runtime/abi/RowKernel.h"
#include "runtime/core/EdgeRun.h"

#include <optional>

namespace neuro::rt {

/// Whether these edges have such a kernel and nothing stands against it; asked once.
bool canRunRows(const EdgeProjection &edge);

class RowRunner {
public:
  /// `rest` runs what cannot be done here, begun with the edges' own `emit`; or with no
  /// kernel at all if `arrives` is false: then rows are only brought up to date with the
  /// end of `tick`.
  RowRunner(const EdgeRunner::Network &network, Worker &worker, const EdgeProjection &edge,
            EdgeTable &table, int64_t tick, bool arrives, EdgeRunner &rest);

  /// Whether rows can be run now.
  static bool isReady(const EdgeProjection &edge, const EdgeTable &table);

  /// Computes what depends on targets alone, of all of them: worth it if rows run from
  /// now on have more edges than there are targets.
  void lookAtTargets();
  /// As EdgeRunner::addRun, at once.
  void run(uint32_t first, uint32_t length, uint32_t source, uint32_t delay, uint32_t replayRun);
  /// Which row comes after the next run(), which asks for it as it goes.
  void prefetch(uint32_t first, uint32_t source, uint32_t replayRun);

private:
  Worker &worker;
  const EdgeProjection &edge;
  EdgeTable &table;
  const int64_t tick;
  const bool arrives;
  Kernel kernel;
  EdgeRunner &rest;
  const int64_t until; ///< events of targets up to here are made up for
  const int64_t base;  ///< tick stamps of targets count from
  Tick clock;
  std::optional<uint32_t> next; ///< first edge of what run() is called for after this
  double *const row; ///< RowUniform
  uint32_t local[ROW_EDGES], slots[ROW_EDGES];
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_EDGEROWS_H
