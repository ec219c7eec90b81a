//===- Rules.cpp - Rules by position and shape ----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// nearest, conv2d, sumpool and toeplitz know the sources of a target without drawing. A
// convolution's edges share their draws: the identity of an edge is its place in the kernel
// (c_out, c_in, y, x), so that one value is drawn for all.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/ConnectivityImpl.h"
#include "runtime/core/Positions.h"

#include <algorithm>
#include <cmath>

namespace neuro::rt {

// --- Preparation ------------------------------------------------------------------

Result<int64_t> Projection::ruleNumber(const Expr &expr, const std::string &what,
                                       int64_t least) const {
  Result<double> value = constantOf(expr, what.c_str());
  if (!value)
    return value.error();
  const double whole = std::round(*value);
  if (!(whole >= static_cast<double>(least)) || whole > 1e9 ||
      std::fabs(*value - whole) > 1e-6)
    return fail(what + " of " + numberText(*value) + " is impossible; it is a whole number, " +
                std::to_string(least) + " or more");
  return static_cast<int64_t>(whole);
}

/// Named argument of the rule: `count` numbers, or one for all of them.
Result<std::vector<int64_t>> Projection::ruleNumbers(const char *name, size_t count,
                                                     int64_t least,
                                                     int64_t otherwise) const {
  std::vector<int64_t> values;
  for (const auto &[key, exprs] : plan->details.arguments) {
    if (key != name)
      continue;
    if (exprs.size() != count && exprs.size() != 1)
      return fail(std::string(name) + " has " + std::to_string(exprs.size()) +
                  " numbers, but there are " + std::to_string(count) + " axes");
    for (const Expr &expr : exprs) {
      Result<int64_t> value = ruleNumber(expr, name, least);
      if (!value)
        return value.error();
      values.push_back(*value);
    }
  }
  if (values.empty())
    values = {otherwise};
  values.resize(count, values.front());
  return values;
}

/// Extents of a view that is one whole population: channels, height, width.
Result<std::array<int64_t, 3>> Projection::extentsOf(const View &view,
                                                     const char *side) const {
  const bool line = plan->rule == Rule::Toeplitz;
  const std::string wanted =
      line ? "[length] or [channels, length]" : "[channels, height, width] or [height, width]";
  const std::string who = std::string("its ") + side;
  if (view.parts.size() != 1 || view.parts[0].step != 1 ||
      view.parts[0].count != (*populations)[view.parts[0].population]->size)
    return fail("E0433: the rule connects whole populations of shape " + wanted + ", but " + who +
                " is a group or a selection");
  const Population &population = *(*populations)[view.parts[0].population];
  const std::vector<int64_t> &shape = population.shape;
  auto bad = [&] {
    std::string text;
    for (int64_t extent : shape)
      text += (text.empty() ? "" : ", ") + std::to_string(extent);
    return fail("E0433: the rule connects populations of shape " + wanted + ", but " + who + " " +
                population.plan->name + " has shape [" + text + "]");
  };
  if (line) {
    if (shape.size() == 1)
      return std::array<int64_t, 3>{1, 1, shape[0]};
    if (shape.size() == 2)
      return std::array<int64_t, 3>{shape[0], 1, shape[1]};
    return bad();
  }
  if (shape.size() == 2)
    return std::array<int64_t, 3>{1, shape[0], shape[1]};
  if (shape.size() == 3)
    return std::array<int64_t, 3>{shape[0], shape[1], shape[2]};
  return bad();
}

Result<void> Projection::prepareKernel() {
  Result<std::array<int64_t, 3>> in = extentsOf(*source, "source"),
                                 out = extentsOf(*target, "target");
  if (!in)
    return in.error();
  if (!out)
    return out.error();
  KernelGeometry &g = geometry;
  g.in = *in;
  g.out = *out;
  const bool pool = plan->rule == Rule::Sumpool, line = plan->rule == Rule::Toeplitz;
  g.sameChannel = pool;
  const size_t axes = line ? 1 : 2;
  Result<std::vector<int64_t>> size = ruleNumbers(pool ? "k" : "kernel", axes, 1, 1);
  if (!size)
    return size.error();
  Result<std::vector<int64_t>> stride =
      pool ? size : ruleNumbers("stride", axes, 1, 1);
  Result<std::vector<int64_t>> dilation = ruleNumbers("dilation", axes, 1, 1);
  if (!stride)
    return stride.error();
  if (!dilation)
    return dilation.error();
  // A line has height 1 everywhere.
  const size_t first = line ? 1 : 0;
  g.size = g.stride = g.dilation = {1, 1};
  g.pad = {0, 0};
  for (size_t a = 0; a < axes; ++a) {
    g.size[first + a] = (*size)[a];
    g.stride[first + a] = (*stride)[a];
    g.dilation[first + a] = (*dilation)[a];
  }
  const std::string &pad = plan->details.text;
  if (pad != "" && pad != "same" && pad != "valid")
    return fail("pad is \"same\" or \"valid\", not \"" + pad + "\"");
  const bool same = pad == "same" || (pad.empty() && line);
  std::array<int64_t, 3> expect = {pool ? g.in[0] : g.out[0], 0, 0};
  for (size_t a = 0; a < 2; ++a) {
    const int64_t reach = (g.size[a] - 1) * g.dilation[a] + 1;
    if (same) {
      // Of an odd total the smaller part comes first, as in TensorFlow.
      expect[a + 1] = (g.in[a + 1] + g.stride[a] - 1) / g.stride[a];
      g.pad[a] = std::max<int64_t>(
                     (expect[a + 1] - 1) * g.stride[a] + reach - g.in[a + 1], 0) /
                 2;
    } else {
      expect[a + 1] = g.in[a + 1] < reach ? 0 : (g.in[a + 1] - reach) / g.stride[a] + 1;
    }
  }
  if (expect != g.out) {
    auto text = [&](const std::array<int64_t, 3> &e) {
      return line ? "[" + std::to_string(e[0]) + ", " + std::to_string(e[2]) + "]"
                  : "[" + std::to_string(e[0]) + ", " + std::to_string(e[1]) + ", " +
                        std::to_string(e[2]) + "]";
    };
    return fail("E0433: " + ruleText() + " makes " + text(expect) + " of " + text(g.in) +
                ", but the target has shape " + text(g.out));
  }
  fanIn = static_cast<double>(g.size[0] * g.size[1]) *
          static_cast<double>(pool ? 1 : g.in[0]);
  expected = fanIn * static_cast<double>(target->size);
  return {};
}

Result<void> Projection::prepareNearest(std::vector<Error> &warnings) {
  if (!hasPositions(*populations, *source) || !hasPositions(*populations, *target))
    return fail("E0431: nearest needs positions, but not all of its populations have a layout");
  if (Result<void> r = wholeNumbers(true, warnings); !r)
    return r;
  nearestIndex = std::make_shared<PositionIndex>(*populations, *source);
  return {};
}

// --- Edges --------------------------------------------------------------------------

/// Whether edges (i, j) pass `where` and the ban on autapses.
Result<void> Projection::emitAllowed(uint32_t j, Candidates &c, Emitter &emit) const {
  candidates(j, true, c, /*evaluateWhere=*/false);
  const bool evaluate = evaluatesWhere();
  EdgeReader reader = edgeReader();
  BlockInput input = edgeInput(Purpose::Connect, reader);
  c.fixedIndex.assign(EVAL_BLOCK, j);
  double pass[EVAL_BLOCK];
  for (size_t begin = 0; begin < c.offered.size(); begin += EVAL_BLOCK) {
    input.count = static_cast<int>(std::min<size_t>(EVAL_BLOCK, c.offered.size() - begin));
    std::fill(pass, pass + input.count, 1.0);
    if (evaluate) {
      reader.i = c.offered.data() + begin;
      reader.j = c.fixedIndex.data();
      c.evaluator.evaluate(plan->where, whereTraits, input, pass);
    }
    for (int l = 0; l < input.count; ++l) {
      const uint32_t i = c.offered[begin + static_cast<size_t>(l)];
      if (pass[l] == 0 || std::binary_search(c.excluded.begin(), c.excluded.end(), i))
        continue;
      if (Result<void> r = emit(i, c.offeredIds[begin + static_cast<size_t>(l)]); !r)
        return r;
    }
  }
  return {};
}

Result<void> Projection::kernelEdges(uint32_t j, Candidates &c, Emitter &emit) const {
  const KernelGeometry &g = geometry;
  const int64_t x = j % g.out[2], y = j / g.out[2] % g.out[1], channel = j / g.out[2] / g.out[1];
  c.offered.clear();
  c.offeredIds.clear();
  const int64_t first = g.sameChannel ? channel : 0,
                last = g.sameChannel ? channel + 1 : g.in[0];
  for (int64_t from = first; from < last; ++from)
    for (int64_t ky = 0; ky < g.size[0]; ++ky) {
      const int64_t sy = y * g.stride[0] + ky * g.dilation[0] - g.pad[0];
      if (sy < 0 || sy >= g.in[1])
        continue;
      for (int64_t kx = 0; kx < g.size[1]; ++kx) {
        const int64_t sx = x * g.stride[1] + kx * g.dilation[1] - g.pad[1];
        if (sx < 0 || sx >= g.in[2])
          continue;
        c.offered.push_back(static_cast<uint32_t>((from * g.in[1] + sy) * g.in[2] + sx));
        c.offeredIds.push_back(static_cast<uint64_t>(
            ((channel * g.in[0] + from) * g.size[0] + ky) * g.size[1] + kx));
      }
    }
  return emitAllowed(j, c, emit);
}

Result<void> Projection::nearestEdges(uint32_t j, Candidates &c, Emitter &emit) const {
  const int64_t wanted = countFor(j);
  if (wanted == 0)
    return {};
  candidates(j, true, c, /*evaluateWhere=*/false);
  const bool evaluate = evaluatesWhere();
  EdgeReader reader = edgeReader();
  BlockInput input = edgeInput(Purpose::Connect, reader);
  input.count = 1;
  reader.j = &j;
  int64_t found = 0;
  Result<void> result;
  nearestIndex->visit(positionOf(*populations, *target, j), [&](uint32_t i) {
    if (std::binary_search(c.excluded.begin(), c.excluded.end(), i))
      return true;
    if (evaluate) {
      double pass = 0;
      reader.i = &i;
      c.evaluator.evaluate(plan->where, whereTraits, input, &pass);
      if (pass == 0)
        return true;
    }
    result = emit(i);
    return result && ++found < wanted;
  });
  if (result && found < wanted)
    return fail("target " + std::to_string(j) + " has " + std::to_string(found) +
                " sources to choose its " + std::to_string(wanted) + " nearest from");
  return result;
}

} // namespace neuro::rt
