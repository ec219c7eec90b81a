//===- Positions.h - Where elements stand -----------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Layouts give every element of a population a position in space (um). Grids put
// elements into the middle of cubic cells, so that grids of different pitch over
// one volume nest without ties; the last axis runs fastest, as in the shape of a
// population. Boxes draw, keyed by seed, population and element.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_POSITIONS_H
#define NEURO_RUNTIME_CORE_POSITIONS_H

#include "runtime/core/Population.h"
#include "runtime/core/View.h"

#include <array>
#include <optional>

namespace neuro::rt {

using Point = std::array<double, 3>;

/// Positions of `population` by its layout; nothing without one. `fromFile` are
/// the rows of LayoutPlan::File as written, x y z each.
Result<void> placeElements(Population &population, const Scope &scope,
                           const std::vector<double> &fromFile);

/// True if all populations of a view have positions.
bool hasPositions(const Populations &populations, const View &view);
Point positionOf(const Populations &populations, const View &view, int64_t index);

/// The elements of a view in a k-d tree (Bentley 1975).
class PositionIndex {
public:
  PositionIndex(const Populations &populations, const View &view);

  /// Index in the view of the element nearest to `to`, the smallest one of
  /// several; none if the view is empty.
  std::optional<uint32_t> nearest(const Point &to) const;

  /// Calls `accept` with the elements in order of distance (of equal distance: of
  /// index) until it returns false (Hjaltason and Samet 1999).
  void visit(const Point &to, const std::function<bool(uint32_t)> &accept) const;

private:
  struct Node {
    uint32_t begin, end;    ///< of `points`
    int32_t left = -1, right = -1;
    Point low, high;        ///< box around its points
  };
  struct Entry {
    Point at;
    uint32_t index;
  };
  int32_t build(uint32_t begin, uint32_t end);
  static double distanceTo(const Node &node, const Point &to);
  static double distanceTo(const Entry &entry, const Point &to);

  std::vector<Entry> points;
  std::vector<Node> nodes;
};

/// Per element of `to`: the element of `of` (index in the view) nearest to it.
Result<std::vector<uint32_t>> nearestElements(const Populations &populations,
                                              const View &of, const View &to, Team &team);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_POSITIONS_H
