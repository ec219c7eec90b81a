//===- WeightBounds.cpp - How large weights are ---------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/WeightBounds.h"

#include "runtime/core/Positions.h"
#include "runtime/core/Tables.h"

#include <algorithm>
#include <cmath>

namespace neuro::rt {

namespace {

/// The hull of numbers; unknown once one is not finite.
class Hull {
public:
  void add(double value) {
    known &= std::isfinite(value);
    bounds.low = std::min(bounds.low, value);
    bounds.high = std::max(bounds.high, value);
    empty = false;
  }
  Bounds get() const { return known && !empty ? bounds : Bounds::unknown(); }

private:
  Bounds bounds{Bounds::unknown().high, Bounds::unknown().low};
  bool known = true, empty = true;
};

Bounds fieldBounds(const Populations &populations, const View &view, int field) {
  Hull hull;
  for (const ViewPart &part : view.parts) {
    const FieldStore &store = populations[part.population]->fields[static_cast<size_t>(field)];
    for (int64_t k = 0; k < part.count; ++k) {
      hull.add(store.load(part.element(part.offset + k)));
      if (!store.data)
        break; // one value for all
    }
  }
  return hull.get();
}

Bounds coordinateBounds(const Populations &populations, const View &view, int axis) {
  Hull hull;
  for (int64_t k = 0; k < view.size; ++k)
    hull.add(positionOf(populations, view, k)[static_cast<size_t>(axis)]);
  return hull.get();
}

/// Between any element of one view and any of the other: of the boxes around them.
Bounds distanceBounds(const Projection &projection) {
  double least = 0, most = 0; // squared
  for (int axis = 0; axis < 3; ++axis) {
    const Bounds a = coordinateBounds(*projection.populations, *projection.source, axis),
                 b = coordinateBounds(*projection.populations, *projection.target, axis);
    const double apart = std::max({a.low - b.high, b.low - a.high, 0.0}),
                 across = std::max(a.high - b.low, b.high - a.low);
    least += apart * apart;
    most += across * across;
  }
  // Rounding of the distances themselves.
  return {std::sqrt(least) * (1 - 1e-12), std::sqrt(most) * (1 + 1e-12)};
}

} // namespace

Bounds weightBounds(const Projection &projection) {
  if (projection.given) {
    const std::vector<double> &values = projection.given->values;
    if (values.empty())
      return {0, 0};
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    return {*low, *high};
  }
  BoundsInput input;
  input.parameters = projection.parameters->data();
  input.dt = projection.dt;
  input.fanIn = projection.fanIn;
  input.leaf = [&](const Instr &instr) -> Bounds {
    const Populations &populations = *projection.populations;
    switch (instr.op) {
    case Op::IndexI: return {0, static_cast<double>(projection.source->size)};
    case Op::IndexJ: return {0, static_cast<double>(projection.target->size)};
    case Op::SourceField: return fieldBounds(populations, *projection.source, instr.a);
    case Op::TargetField: return fieldBounds(populations, *projection.target, instr.a);
    case Op::Coordinate:
      return coordinateBounds(populations, instr.b != 0 ? *projection.target : *projection.source,
                              instr.a);
    case Op::Distance: return distanceBounds(projection);
    case Op::Column: {
      const ListSummary *listed = projection.listed.get();
      if (!listed || listed->sample.count == 0)
        return Bounds::unknown();
      return {listed->low[instr.a], listed->high[instr.a]};
    }
    default: return Bounds::unknown();
    }
  };
  return boundsOf(projection.plan->weight, input);
}

/// The median magnitude of those that are not zero; reorders them.
static double medianOf(std::vector<double> &magnitudes) {
  if (magnitudes.empty())
    return 0;
  const auto middle = magnitudes.begin() + static_cast<std::ptrdiff_t>(magnitudes.size() / 2);
  std::nth_element(magnitudes.begin(), middle, magnitudes.end());
  return *middle;
}

Result<double> typicalWeight(const Projection &projection) {
  std::vector<double> magnitudes;
  if (projection.given) {
    for (double value : projection.given->values)
      if (value != 0)
        magnitudes.push_back(std::fabs(value));
    return medianOf(magnitudes);
  }
  EdgeBlock block;
  const int64_t sources = projection.source->size, targets = projection.target->size;
  if (sources == 0 || targets == 0)
    return 0.0;
  if (projection.listed)
    block = projection.listed->sample;
  else
    block.count = EVAL_BLOCK;
  for (int l = 0; l < block.count && !projection.listed; ++l) {
    const uint64_t spread = static_cast<uint64_t>(l) * 0x9E3779B97F4A7C15u;
    block.i[l] = static_cast<uint32_t>(toBelow(spread, static_cast<uint64_t>(sources)));
    block.j[l] = static_cast<uint32_t>(l * targets / block.count);
    block.id[l] = static_cast<uint64_t>(block.j[l]) << 32 | static_cast<uint32_t>(l);
  }
  Evaluator evaluator;
  double values[EVAL_BLOCK];
  if (Result<void> r = TableBuilder::weights(projection, block, evaluator, values); !r)
    return r.error();
  for (int l = 0; l < block.count; ++l)
    if (values[l] != 0)
      magnitudes.push_back(std::fabs(values[l]));
  return medianOf(magnitudes);
}

} // namespace neuro::rt
