//===- DirectRows.cpp - One to one and all to all -------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/IndexFree.h"
#include "runtime/core/Tables.h"

#include <algorithm>

namespace neuro::rt {

namespace {

// --- One to one -------------------------------------------------------------------

/// Sources [begin, end), as elements, are `elementStep` apart and reach places that
/// are `placeStep` apart.
struct Piece {
  int64_t begin, end, elementStep, place, placeStep;
  int64_t weight; ///< number of the first one's weight
};

template <class Real> class OneToOneRows : public IndexFree {
public:
  std::vector<Piece> pieces; ///< by element
  double uniform = 0;
  Buffer weights; ///< Real, in order of pieces; empty if they are the same

  uint32_t length(uint32_t row) const override {
    const Piece *piece = find(row);
    return piece && (piece->elementStep == 1 || (row - piece->begin) % piece->elementStep == 0);
  }

  void deliver(const BitRows::Event *events, size_t n, void *out) const override {
#pragma clang fp contract(off)
    Real *arrive = static_cast<Real *>(out);
    const Real *each = weights.as<Real>();
    const Piece *piece = pieces.data(); // of rows without synapses there are no events
    for (size_t k = 0; k < n; ++k) {
      const auto [row, count] = events[k];
      if (row < piece->begin || row >= piece->end)
        piece = find(row);
      int64_t position = row - piece->begin;
      if (piece->elementStep != 1)
        position /= piece->elementStep;
      Real value;
      if (!each)
        value = static_cast<Real>(uniform * count);
      else if (count == 1)
        value = each[piece->weight + position];
      else
        value = static_cast<Real>(count) * each[piece->weight + position];
      arrive[piece->place + position * piece->placeStep] += value;
    }
  }

  size_t bytes() const override {
    return weights.size() + pieces.capacity() * sizeof(Piece);
  }
  std::string text() const override {
    return std::string("one to one, no targets stored, ") +
           (weights.size() == 0     ? "uniform weight"
            : sizeof(Real) == 8     ? "f64 weight"
                                    : "f32 weight");
  }

private:
  /// The piece whose range an element lies in; null if there is none.
  const Piece *find(uint32_t row) const {
    for (const Piece &piece : pieces)
      if (row < piece.end)
        return row >= piece.begin ? &piece : nullptr;
    return nullptr;
  }
};

template <class Real>
Result<std::unique_ptr<IndexFree>> oneToOne(const IndexFreeInput &input, Budget &budget) {
  const Projection &projection = input.projection;
  const ViewPart &source = input.source;
  auto rows = std::make_unique<OneToOneRows<Real>>();
  rows->uniform = projection.weight;
  int64_t total = 0;
  for (const TargetRun &run : input.targets) {
    const int64_t first = std::max(run.first, source.offset),
                  last = std::min(run.first + run.count, source.offset + source.count);
    if (first >= last)
      continue;
    rows->pieces.push_back({source.element(first), source.element(last - 1) + 1, source.step,
                            run.place + (first - run.first) * run.step, run.step, total});
    total += last - first;
  }
  std::sort(rows->pieces.begin(), rows->pieces.end(),
            [](const Piece &a, const Piece &b) { return a.begin < b.begin; });
  if (projection.uniformWeight)
    return std::unique_ptr<IndexFree>(std::move(rows));
  if (Result<void> r = budget.take(static_cast<double>(total) * sizeof(Real),
                                   "the weights of " + projection.plan->name);
      !r)
    return r.error();
  if (!rows->weights.allocate(static_cast<size_t>(total) * sizeof(Real)))
    return noMemoryFor(projection);
  Evaluator evaluator;
  EdgeBlock block;
  double values[EVAL_BLOCK];
  for (const Piece &piece : rows->pieces) {
    const int64_t n = (piece.end - piece.begin + piece.elementStep - 1) / piece.elementStep;
    const int64_t firstIndex = source.offset + (piece.begin - source.low) / source.step;
    for (int64_t k = 0; k < n; k += EVAL_BLOCK) {
      block.count = static_cast<int>(std::min<int64_t>(EVAL_BLOCK, n - k));
      for (int l = 0; l < block.count; ++l) {
        block.i[l] = block.j[l] = static_cast<uint32_t>(firstIndex + k + l);
        block.id[l] = static_cast<uint64_t>(block.j[l]) << 32;
      }
      if (Result<void> r = TableBuilder::weights(projection, block, evaluator, values); !r)
        return r.error();
      for (int l = 0; l < block.count; ++l)
        rows->weights.template as<Real>()[piece.weight + k + l] = static_cast<Real>(values[l]);
    }
  }
  return std::unique_ptr<IndexFree>(std::move(rows));
}

// --- All to all -------------------------------------------------------------------

/// One weight: what arrives at every target is weight * number of events, less those
/// of the one source that does not reach it.
template <class Real> class AllToAllRows : public IndexFree {
public:
  static constexpr uint32_t none = UINT32_MAX;
  int64_t begin = 0, end = 0, step = 1; ///< source elements
  double weight = 0;
  std::vector<TargetRun> targets;
  uint32_t total = 0;           ///< targets
  std::vector<uint32_t> except; ///< per source element: a place it does not reach

  uint32_t length(uint32_t row) const override {
    if (row < begin || row >= end || (row - begin) % step != 0)
      return 0;
    return total - (!except.empty() && except[row] != none);
  }

  bool addsTogether() const override { return true; }

  void deliver(const BitRows::Event *events, size_t n, void *out) const override {
#pragma clang fp contract(off)
    Real *arrive = static_cast<Real *>(out);
    const Real w = static_cast<Real>(weight);
    uint64_t number = 0;
    for (size_t k = 0; k < n; ++k)
      number += events[k].count;
    // The same element may come more than once, so what is at its place is kept
    // until all of its events are known.
    static thread_local std::vector<std::pair<uint32_t, uint64_t>> spared; // place, events
    static thread_local std::vector<Real> before;
    spared.clear();
    before.clear();
    if (!except.empty()) {
      for (size_t k = 0; k < n; ++k)
        if (const uint32_t place = except[events[k].row]; place != none)
          spared.push_back({place, events[k].count});
      std::sort(spared.begin(), spared.end());
      size_t kept = 0;
      for (size_t k = 0; k < spared.size(); ++k)
        if (kept > 0 && spared[kept - 1].first == spared[k].first)
          spared[kept - 1].second += spared[k].second;
        else
          spared[kept++] = spared[k];
      spared.resize(kept);
      for (auto [place, count] : spared)
        before.push_back(arrive[place]);
    }
    const Real value = w * static_cast<Real>(number);
    for (const TargetRun &run : targets) {
      Real *at = arrive + run.place;
      for (int64_t k = 0; k < run.count; ++k)
        at[k] += value;
    }
    for (size_t k = 0; k < spared.size(); ++k)
      arrive[spared[k].first] = before[k] + w * static_cast<Real>(number - spared[k].second);
  }

  size_t bytes() const override {
    return except.capacity() * sizeof(uint32_t) + targets.capacity() * sizeof(TargetRun);
  }
  std::string text() const override { return "all to all, one weight, one sum a tick"; }
};

template <class Real>
Result<std::unique_ptr<IndexFree>> allToAll(const IndexFreeInput &input, Budget &budget) {
  const Projection &projection = input.projection;
  const ViewPart &source = input.source;
  auto rows = std::make_unique<AllToAllRows<Real>>();
  rows->begin = source.low;
  rows->end = source.count == 0 ? source.low : source.element(source.offset + source.count - 1) + 1;
  rows->step = source.step;
  rows->weight = projection.weight;
  rows->targets = input.targets;
  for (const TargetRun &run : input.targets)
    rows->total += static_cast<uint32_t>(run.count);
  if (!projection.excludesPairs())
    return std::unique_ptr<IndexFree>(std::move(rows));
  if (Result<void> r = budget.take(static_cast<double>(input.rows) * 4,
                                   "what sources of " + projection.plan->name + " do not reach");
      !r)
    return r.error();
  rows->except.assign(static_cast<size_t>(input.rows), AllToAllRows<Real>::none);
  for (int64_t q = 0; q < source.count; ++q)
    for (uint32_t j : projection.excludedTargets(static_cast<uint32_t>(source.offset + q)))
      for (const TargetRun &run : input.targets)
        if (j >= run.first && j < run.first + run.count)
          rows->except[static_cast<size_t>(source.element(source.offset + q))] =
              static_cast<uint32_t>(run.place + (j - run.first));
  return std::unique_ptr<IndexFree>(std::move(rows));
}

} // namespace

Result<std::unique_ptr<IndexFree>> makeOneToOne(const IndexFreeInput &input, Budget &budget) {
  return input.type == Scalar::F64 ? oneToOne<double>(input, budget)
                                   : oneToOne<float>(input, budget);
}

Result<std::unique_ptr<IndexFree>> makeAllToAll(const IndexFreeInput &input, Budget &budget) {
  return input.type == Scalar::F64 ? allToAll<double>(input, budget)
                                   : allToAll<float>(input, budget);
}

} // namespace neuro::rt
