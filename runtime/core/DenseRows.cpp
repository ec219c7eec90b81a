//===- DenseRows.cpp - A weight for every pair ----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Pairs that are not connected have weight zero. Adding it changes nothing: sums
// begin as +0, and no sum of numbers that begins so is -0.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/IndexFree.h"

#include "runtime/core/Machine.h"
#include "runtime/core/Tables.h"

#include <algorithm>

namespace neuro::rt {

namespace {

#define NEURO_EACH_MACHINE "runtime/core/DenseAdd.inc"
#include "runtime/core/EachMachine.inc"

template <class Real>
using AddRows = void (*)(const Real *const *, const Real *, size_t, bool, int64_t, Real *);

template <class Real> AddRows<Real> pick() {
#define NEURO_OF(machine) machine::addRows<Real>
  return NEURO_PICK_MACHINE(NEURO_OF);
#undef NEURO_OF
}

template <class Real> class DenseRows : public IndexFree {
public:
  std::vector<TargetRun> targets; ///< `first`: of the run's first target in a row
  size_t stride = 0;              ///< values of a row, whole cache lines
  Buffer weights;
  std::vector<uint32_t> lengths;

  uint32_t length(uint32_t row) const override { return lengths[row]; }

  void put(uint32_t row, int64_t place, double weight) override {
    for (const TargetRun &run : targets)
      if (place >= run.place && place < run.place + run.count) {
        weights.as<Real>()[row * stride + static_cast<size_t>(run.first + place - run.place)] =
            static_cast<Real>(weight);
        ++lengths[row];
        return;
      }
  }

  void deliver(const BitRows::Event *events, size_t n, void *out) const override {
    static const AddRows<Real> add = pick<Real>();
    static thread_local std::vector<const Real *> rows;
    static thread_local std::vector<Real> counts;
    rows.resize(n);
    counts.resize(n);
    bool counted = false;
    for (size_t k = 0; k < n; ++k) {
      counts[k] = static_cast<Real>(events[k].count);
      counted |= events[k].count != 1;
    }
    // So many columns that their sums stay in the first-level cache.
    constexpr int64_t columns = 16384 / sizeof(Real);
    for (const TargetRun &run : targets)
      for (int64_t begin = 0; begin < run.count; begin += columns) {
        for (size_t k = 0; k < n; ++k)
          rows[k] = weights.as<Real>() + events[k].row * stride + run.first + begin;
        add(rows.data(), counts.data(), n, counted, std::min(columns, run.count - begin),
            static_cast<Real *>(out) + run.place + begin);
      }
  }

  size_t bytes() const override {
    return weights.size() + lengths.capacity() * sizeof(uint32_t) +
           targets.capacity() * sizeof(TargetRun);
  }
  std::string text() const override {
    return std::string("dense matrix, ") + (sizeof(Real) == 8 ? "f64" : "f32") + " weight";
  }
};

template <class Real>
Result<std::unique_ptr<IndexFree>> dense(const IndexFreeInput &input, Budget &budget) {
  auto rows = std::make_unique<DenseRows<Real>>();
  rows->targets = input.targets;
  constexpr int64_t line = 64 / sizeof(Real);
  int64_t column = 0;
  for (TargetRun &run : rows->targets) {
    run.first = column;
    column += (run.count + line - 1) / line * line;
  }
  rows->stride = static_cast<size_t>(column);
  const double bytes = static_cast<double>(input.rows) * static_cast<double>(column) * sizeof(Real);
  if (Result<void> r = budget.take(bytes + static_cast<double>(input.rows) * 4,
                                   "the weights of all pairs of " + input.projection.plan->name);
      !r)
    return r.error();
  if (!rows->weights.allocate(static_cast<size_t>(input.rows) * rows->stride * sizeof(Real)))
    return noMemoryFor(input.projection);
  rows->lengths.assign(static_cast<size_t>(input.rows), 0);
  return std::unique_ptr<IndexFree>(std::move(rows));
}

} // namespace

Result<std::unique_ptr<IndexFree>> makeDense(const IndexFreeInput &input, Budget &budget) {
  return input.type == Scalar::F64 ? dense<double>(input, budget) : dense<float>(input, budget);
}

} // namespace neuro::rt
