//===- Positions.cpp - Where elements stand -------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Positions.h"

#include "runtime/core/Random.h"

#include <algorithm>
#include <cmath>
#include <queue>

namespace neuro::rt {

// --- Layouts ----------------------------------------------------------------------

namespace {

constexpr double pi = 3.14159265358979323846;

void placeOnGrid(Population &population, int64_t ny, int64_t nz, double pitch) {
  for (int64_t e = 0; e < population.size; ++e) {
    const int64_t cell[3] = {e / nz / ny, e / nz % ny, e % nz};
    for (int axis = 0; axis < 3; ++axis)
      population.positions[axis][e] = (static_cast<double>(cell[axis]) + 0.5) * pitch;
  }
  // A flat grid lies in the plane z = 0.
  if (nz == 1)
    std::fill(population.positions[2].begin(), population.positions[2].end(), 0.0);
}

void placeInBox(Population &population, const double *length, uint64_t seed) {
  const uint32_t object =
      randomObject(Purpose::Position, static_cast<uint32_t>(population.index));
  for (int64_t e = 0; e < population.size; ++e) {
    const Random128 xy = philox(seed, static_cast<uint64_t>(e), object, 0);
    const Random128 z = philox(seed, static_cast<uint64_t>(e), object, 1);
    const uint64_t bits[3] = {xy.a, xy.b, z.a};
    for (int axis = 0; axis < 3; ++axis)
      population.positions[axis][e] = length[axis] * toUnit(bits[axis]);
  }
}

void placeOnRing(Population &population, double radius) {
  for (int64_t e = 0; e < population.size; ++e) {
    const double angle =
        2 * pi * static_cast<double>(e) / static_cast<double>(population.size);
    population.positions[0][e] = radius * std::cos(angle);
    population.positions[1][e] = radius * std::sin(angle);
    population.positions[2][e] = 0;
  }
}

/// As in a program; what it leaves out is left out.
std::string layoutText(const LayoutPlan &plan, const std::vector<double> &values) {
  auto length = [](double x) { return numberText(x) + " um"; };
  switch (plan.kind) {
  case LayoutPlan::None: return "";
  case LayoutPlan::Grid:
    return "grid(" + numberText(values[0]) + ", " + numberText(values[1]) + ", " +
           (values[2] == 1 ? "" : numberText(values[2]) + ", ") + length(values[3]) + ")";
  case LayoutPlan::Box:
    return "box(" + length(values[0]) + ", " + length(values[1]) +
           (values[2] == 0 ? "" : ", " + length(values[2])) + ")";
  case LayoutPlan::Ring: return "ring(" + length(values[0]) + ")";
  case LayoutPlan::File: return "file(\"" + plan.file + "\")";
  }
  return "";
}

} // namespace

Result<void> placeElements(Population &population, const Scope &scope,
                           const std::vector<double> &fromFile) {
  const LayoutPlan &plan = population.plan->layout;
  if (plan.kind == LayoutPlan::None)
    return {};
  auto fail = [&](std::string message) {
    return Error{"population " + population.plan->name + ": " + std::move(message),
                 population.plan->where};
  };
  const size_t wanted = plan.kind == LayoutPlan::Grid ? 4 : plan.kind == LayoutPlan::Box ? 3 : 1;
  if (plan.arguments.size() != wanted)
    return fail("its layout has a wrong number of arguments");
  std::vector<double> values;
  for (const Expr &argument : plan.arguments) {
    Result<double> value = evaluateScalar(argument, scope);
    if (!value)
      return fail("layout: " + value.error().message);
    if (!std::isfinite(*value) || *value < 0)
      return fail("layout: a length or number of " + numberText(*value) + " is impossible");
    values.push_back(*value);
  }
  population.layout = layoutText(plan, values);
  const size_t size = static_cast<size_t>(population.size);
  auto allocate = [&] {
    for (std::vector<double> &axis : population.positions)
      axis.resize(size);
  };
  switch (plan.kind) {
  case LayoutPlan::None:
    return {};
  case LayoutPlan::Grid: {
    double places = 1;
    for (int axis = 0; axis < 3; ++axis) {
      if (values[axis] != std::round(values[axis]))
        return fail("a grid has a whole number of places along an axis, not " +
                    numberText(values[axis]));
      places *= values[axis];
    }
    if (places != static_cast<double>(population.size))
      return fail("its grid has " + numberText(places) + " places for " +
                  std::to_string(population.size) + " elements");
    if (size == 0)
      return {};
    allocate();
    placeOnGrid(population, static_cast<int64_t>(values[1]), static_cast<int64_t>(values[2]),
                values[3]);
    return {};
  }
  case LayoutPlan::Box:
    allocate();
    placeInBox(population, values.data(), scope.seed);
    return {};
  case LayoutPlan::Ring:
    allocate();
    placeOnRing(population, values[0]);
    return {};
  case LayoutPlan::File:
    if (fromFile.size() != size * 3)
      return fail("'" + plan.file + "' has " + std::to_string(fromFile.size() / 3) +
                  " positions for " + std::to_string(size) + " elements");
    allocate();
    for (size_t e = 0; e < size; ++e)
      for (int axis = 0; axis < 3; ++axis) {
        const double x = fromFile[e * 3 + static_cast<size_t>(axis)] * values[0];
        if (!std::isfinite(x))
          return fail("position " + std::to_string(e) + " of '" + plan.file + "' is " +
                      numberText(x));
        population.positions[axis][e] = x;
      }
    return {};
  }
  return {};
}

bool hasPositions(const Populations &populations, const View &view) {
  return std::all_of(view.parts.begin(), view.parts.end(), [&](const ViewPart &part) {
    return part.count == 0 || populations[part.population]->hasPositions();
  });
}

Point positionOf(const Populations &populations, const View &view, int64_t index) {
  const ViewPart &part = view.parts[view.partOf(index)];
  return populations[part.population]->position(part.element(index));
}

// --- The tree ---------------------------------------------------------------------

PositionIndex::PositionIndex(const Populations &populations, const View &view) {
  points.reserve(static_cast<size_t>(view.size));
  for (const ViewPart &part : view.parts)
    for (int64_t q = 0; q < part.count; ++q)
      points.push_back({populations[part.population]->position(part.low + q * part.step),
                        static_cast<uint32_t>(part.offset + q)});
  if (!points.empty())
    build(0, static_cast<uint32_t>(points.size()));
}

int32_t PositionIndex::build(uint32_t begin, uint32_t end) {
  constexpr uint32_t leaf = 8;
  Node node;
  node.begin = begin;
  node.end = end;
  node.low = node.high = points[begin].at;
  for (uint32_t p = begin; p < end; ++p)
    for (int axis = 0; axis < 3; ++axis) {
      node.low[axis] = std::min(node.low[axis], points[p].at[axis]);
      node.high[axis] = std::max(node.high[axis], points[p].at[axis]);
    }
  const int32_t self = static_cast<int32_t>(nodes.size());
  nodes.push_back(node);
  int widest = 0;
  for (int axis = 1; axis < 3; ++axis)
    if (node.high[axis] - node.low[axis] > node.high[widest] - node.low[widest])
      widest = axis;
  // Points that coincide cannot be told apart by splitting.
  if (end - begin <= leaf || !(node.high[widest] > node.low[widest]))
    return self;
  // Halves by rank: the depth is logarithmic for any points.
  const uint32_t middle = begin + (end - begin) / 2;
  std::nth_element(points.begin() + begin, points.begin() + middle, points.begin() + end,
                   [widest](const Entry &a, const Entry &b) {
                     return std::make_pair(a.at[widest], a.index) <
                            std::make_pair(b.at[widest], b.index);
                   });
  const int32_t left = build(begin, middle);
  const int32_t right = build(middle, end);
  nodes[self].left = left;
  nodes[self].right = right;
  return self;
}

// Both are squares of distances, computed in the same way: rounding is monotone, so
// that of a box never exceeds that of a point in it, and ties are seen as ties.
static double squares(double x, double y, double z) {
  const double xx = x * x, yy = y * y, zz = z * z;
  const double sum = xx + yy;
  return sum + zz;
}

double PositionIndex::distanceTo(const Node &node, const Point &to) {
  double away[3];
  for (int axis = 0; axis < 3; ++axis)
    away[axis] = std::max({node.low[axis] - to[axis], to[axis] - node.high[axis], 0.0});
  return squares(away[0], away[1], away[2]);
}

double PositionIndex::distanceTo(const Entry &entry, const Point &to) {
  return squares(entry.at[0] - to[0], entry.at[1] - to[1], entry.at[2] - to[2]);
}

std::optional<uint32_t> PositionIndex::nearest(const Point &to) const {
  if (points.empty())
    return std::nullopt;
  std::pair<double, uint32_t> best{HUGE_VAL, UINT32_MAX};
  struct Open {
    int32_t node;
    double distance;
  };
  Open stack[128]; // twice the depth of 2^32 points
  int top = 0;
  stack[top++] = {0, distanceTo(nodes[0], to)};
  while (top > 0) {
    const Open open = stack[--top];
    if (open.distance > best.first)
      continue;
    const Node &node = nodes[open.node];
    if (node.left < 0) {
      for (uint32_t p = node.begin; p < node.end; ++p)
        best = std::min(best, std::make_pair(distanceTo(points[p], to), points[p].index));
      continue;
    }
    Open near{node.left, distanceTo(nodes[node.left], to)},
        far{node.right, distanceTo(nodes[node.right], to)};
    if (far.distance < near.distance)
      std::swap(near, far);
    stack[top++] = far;
    stack[top++] = near;
  }
  return best.second;
}

void PositionIndex::visit(const Point &to,
                          const std::function<bool(uint32_t)> &accept) const {
  if (points.empty())
    return;
  // Nodes come before points of equal distance: they may hold one of smaller index.
  struct Item {
    double distance;
    bool isPoint;
    uint32_t which;
    bool operator>(const Item &o) const {
      return std::tie(distance, isPoint, which) > std::tie(o.distance, o.isPoint, o.which);
    }
  };
  std::priority_queue<Item, std::vector<Item>, std::greater<Item>> queue;
  queue.push({distanceTo(nodes[0], to), false, 0});
  while (!queue.empty()) {
    const Item item = queue.top();
    queue.pop();
    if (item.isPoint) {
      if (!accept(item.which))
        return;
      continue;
    }
    const Node &node = nodes[item.which];
    if (node.left < 0)
      for (uint32_t p = node.begin; p < node.end; ++p)
        queue.push({distanceTo(points[p], to), true, points[p].index});
    else
      for (int32_t child : {node.left, node.right})
        queue.push({distanceTo(nodes[child], to), false, static_cast<uint32_t>(child)});
  }
}

Result<std::vector<uint32_t>> nearestElements(const Populations &populations,
                                              const View &of, const View &to,
                                              Team &team) {
  if (!hasPositions(populations, of) || !hasPositions(populations, to))
    return Error{"'nearest' needs positions, but not all populations have a layout", ""};
  if (of.size == 0 && to.size > 0)
    return Error{"there is no element to be nearest", ""};
  PositionIndex index(populations, of);
  std::vector<uint32_t> result(static_cast<size_t>(to.size));
  Result<void> done = forRanges(
      team, to.size, [&](int, int64_t begin, int64_t end) -> Result<void> {
        for (int64_t q = begin; q < end; ++q)
          result[static_cast<size_t>(q)] = *index.nearest(positionOf(populations, to, q));
        return {};
      });
  if (!done)
    return done.error();
  return result;
}

} // namespace neuro::rt
