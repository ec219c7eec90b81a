//===- IndexFree.h - Synapses without lists of targets ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where the rule says which targets a source has, no target is stored: one to one,
// all to all and convolutions are loops. A dense matrix has a weight for every pair
// and is read without indices. A table in such a layout is of one projection; at any
// one target it adds in the order of the sources, as lists do.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_INDEXFREE_H
#define NEURO_RUNTIME_CORE_INDEXFREE_H

#include "runtime/core/BitRows.h"
#include "runtime/core/Connectivity.h"
#include "runtime/core/Layout.h"
#include "runtime/core/Memory.h"

#include <memory>

namespace neuro::rt {

/// Targets of a thread: those with indices [first, first + count) in the view lie at
/// place, place + step, … of the arrive space.
struct TargetRun {
  int64_t first, count, place, step;
};

class IndexFree {
public:
  virtual ~IndexFree() = default;
  /// Synapses of a source element onto targets of this thread.
  virtual uint32_t length(uint32_t row) const = 0;
  /// What events of one kind and stamp bring, in the order given. `arrive`: the sums
  /// of the table's type.
  virtual void deliver(const BitRows::Event *events, size_t n, void *arrive) const = 0;
  /// Whether events of one stamp are added as one number, not one after the other.
  virtual bool addsTogether() const { return false; }
  /// Layout::Dense: a synapse, when the table is filled.
  virtual void put(uint32_t row, int64_t place, double weight);
  virtual size_t bytes() const = 0;
  /// For the report: "dense matrix, f32 weight".
  virtual std::string text() const = 0;
};

/// What such a table is made of.
struct IndexFreeInput {
  const Projection &projection;
  const ViewPart &source; ///< the part of the source view that the rows are
  int64_t rows;           ///< elements of its population
  Scalar type;            ///< of the sums
  std::vector<TargetRun> targets;
};

/// Makes a table; of Dense one that is to be filled. Takes its memory from the budget.
Result<std::unique_ptr<IndexFree>> makeOneToOne(const IndexFreeInput &input, Budget &budget);
Result<std::unique_ptr<IndexFree>> makeAllToAll(const IndexFreeInput &input, Budget &budget);
Result<std::unique_ptr<IndexFree>> makeConvolution(const IndexFreeInput &input, Budget &budget);
Result<std::unique_ptr<IndexFree>> makeDense(const IndexFreeInput &input, Budget &budget);
Result<std::unique_ptr<IndexFree>> makeIndexFree(Layout layout, const IndexFreeInput &input,
                                                 Budget &budget);

/// Why a projection cannot be stored in an index-free layout; empty if it can.
std::string whyNotIndexFree(const Projection &projection, Layout layout);

/// Memory that failed, in words.
inline Error noMemoryFor(const Projection &projection) {
  return outOfMemory("the system has no memory left for the synapses of " +
                     projection.plan->name);
}

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_INDEXFREE_H
