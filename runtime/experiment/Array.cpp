//===- Array.cpp - Values of experiments -----------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/experiment/Array.h"

#include "runtime/core/Random.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numeric>

using namespace neuro::rt;

static Error misfit(std::string message) { return {"E0508: " + std::move(message), ""}; }

std::string Array::text() const {
  if (shape.empty())
    return "a number";
  if (shape.size() == 1)
    return fmt::format("a vector of {}", shape[0]);
  std::string out;
  for (int64_t extent : shape)
    out += fmt::format("{}{}", out.empty() ? "" : " x ", extent);
  return "a " + out + " matrix";
}

// --- Element by element ---------------------------------------------------------------

namespace {

/// Lanes of a block are successive elements; "fields" are the arrays.
class ArrayReader : public BlockReader {
public:
  std::vector<const double *> arrays;
  size_t first = 0;
  bool field(int f, double *out, int n) override {
    std::copy_n(arrays[static_cast<size_t>(f)] + first, n, out);
    return false;
  }
  bool indexI(double *out, int n) override {
    for (int l = 0; l < n; ++l)
      out[l] = static_cast<double>(first) + l;
    return false;
  }
};

} // namespace

Result<Array> neuro::rt::evaluateArray(const Expr &expr, const Scope &names,
                                       const ArrayLeaves &leaves) {
  Expr code = expr;
  Scope scope = names;
  if (leaves.variables)
    scope.variables.assign(leaves.variables->size(), NAN);
  if (leaves.measures)
    scope.measures.assign(leaves.measures->size(), NAN);
  ArrayReader reader;
  const Array *first = nullptr;
  for (Instr &instr : code.code) {
    const std::vector<Array> *table = instr.op == Op::Variable  ? leaves.variables
                                      : instr.op == Op::Measure ? leaves.measures
                                                                : nullptr;
    if (!table || instr.a < 0 || static_cast<size_t>(instr.a) >= table->size())
      continue;
    const Array &value = (*table)[static_cast<size_t>(instr.a)];
    if (value.shape.empty()) {
      (instr.op == Op::Variable ? scope.variables : scope.measures)[static_cast<size_t>(instr.a)] =
          value.data.empty() ? NAN : value.data[0];
      continue;
    }
    if (first && first->shape != value.shape)
      return misfit(fmt::format("{} and {} are combined element by element", first->text(),
                                value.text()));
    first = first ? first : &value;
    instr = {Op::Field, static_cast<int32_t>(reader.arrays.size())};
    reader.arrays.push_back(value.data.data());
  }
  if (!first) {
    Result<double> value = evaluateScalar(code, scope);
    return value ? Result<Array>(Array(*value)) : Result<Array>(value.error());
  }
  ExprLimits limits = limitsOf(scope);
  limits.fields = static_cast<int>(reader.arrays.size());
  Result<ExprTraits> traits = checkExpr(code, limits);
  if (!traits)
    return traits.error();
  Array out;
  out.shape = first->shape;
  out.data.resize(first->data.size());
  // 0xfffffe is no population's number.
  BlockInput input = inputOf(scope, randomObject(Purpose::Assign, 0xfffffe));
  input.reader = &reader;
  Evaluator evaluator;
  uint64_t ids[EVAL_BLOCK];
  for (size_t k = 0; k < out.data.size(); k += EVAL_BLOCK) {
    input.count = static_cast<int>(std::min<size_t>(EVAL_BLOCK, out.data.size() - k));
    for (int l = 0; l < input.count; ++l)
      ids[l] = scope.occasion << 32 | (k + static_cast<size_t>(l));
    input.ids = ids;
    reader.first = k;
    evaluator.evaluate(code, *traits, input, out.data.data() + k);
  }
  return out;
}

// --- Parts ---------------------------------------------------------------------------

Result<Array> neuro::rt::elementOf(const Array &of, const std::vector<double> &at) {
  if (at.size() > of.shape.size())
    return misfit(fmt::format("{} {} given for {}", at.size(),
                              at.size() == 1 ? "index is" : "indices are", of.text()));
  size_t position = 0, stride = of.data.size();
  for (size_t d = 0; d < at.size(); ++d) {
    const double index = at[d], extent = static_cast<double>(of.shape[d]);
    if (!(index >= 0 && index < extent) || index != std::floor(index))
      return misfit(fmt::format("index {:g} is outside 0..{} of {}", index, of.shape[d], of.text()));
    stride /= static_cast<size_t>(of.shape[d]);
    position += static_cast<size_t>(index) * stride;
  }
  Array out;
  out.shape.assign(of.shape.begin() + static_cast<ptrdiff_t>(at.size()), of.shape.end());
  out.data.assign(of.data.begin() + static_cast<ptrdiff_t>(position),
                  of.data.begin() + static_cast<ptrdiff_t>(position + stride));
  return out;
}

Result<Array> neuro::rt::sliceOf(const Array &of, double from, double until) {
  if (of.shape.empty())
    return misfit("a number has no range of elements");
  const double extent = static_cast<double>(of.shape[0]);
  if (!(from >= 0 && from <= until && until <= extent) || from != std::floor(from) ||
      until != std::floor(until))
    return misfit(fmt::format("{:g}..{:g} is not a range within 0..{}", from, until, of.shape[0]));
  const size_t stride = of.shape[0] ? of.data.size() / static_cast<size_t>(of.shape[0]) : 0;
  Array out;
  out.shape = of.shape;
  out.shape[0] = static_cast<int64_t>(until - from);
  out.data.assign(of.data.begin() + static_cast<ptrdiff_t>(from) * static_cast<ptrdiff_t>(stride),
                  of.data.begin() + static_cast<ptrdiff_t>(until) * static_cast<ptrdiff_t>(stride));
  return out;
}

Result<Array> neuro::rt::listOf(const std::vector<Array> &rows) {
  Array out;
  out.shape = {static_cast<int64_t>(rows.size())};
  for (const Array &row : rows) {
    if (row.shape != rows[0].shape)
      return misfit(fmt::format("a list of {} and {}", rows[0].text(), row.text()));
    out.data.insert(out.data.end(), row.data.begin(), row.data.end());
  }
  if (!rows.empty())
    out.shape.insert(out.shape.end(), rows[0].shape.begin(), rows[0].shape.end());
  return out;
}

Result<Array> neuro::rt::productOf(const Array &a, const Array &b) {
  if (a.shape.size() != 2 || b.shape.empty() || b.shape.size() > 2 || a.shape[1] != b.shape[0])
    return misfit(fmt::format("{} cannot be multiplied by {}", a.text(), b.text()));
  const size_t rows = static_cast<size_t>(a.shape[0]), inner = static_cast<size_t>(a.shape[1]);
  const size_t columns = b.shape.size() == 2 ? static_cast<size_t>(b.shape[1]) : 1;
  if (static_cast<double>(rows) * static_cast<double>(columns) > static_cast<double>(MAX_ARRAY))
    return misfit(fmt::format("a product of {} x {} numbers is too large", rows, columns));
  Array out;
  out.shape = {a.shape[0]};
  if (b.shape.size() == 2)
    out.shape.push_back(b.shape[1]);
  out.data.assign(rows * columns, 0);
  for (size_t r = 0; r < rows; ++r)
    for (size_t k = 0; k < inner; ++k)
      for (size_t c = 0; c < columns; ++c)
        out.data[r * columns + c] += a.data[r * inner + k] * b.data[k * columns + c];
  return out;
}

Result<double> neuro::rt::dotOf(const Array &a, const Array &b) {
  if (a.shape.size() != 1 || a.shape != b.shape)
    return misfit(fmt::format("dot(…) of {} and {}", a.text(), b.text()));
  return std::inner_product(a.data.begin(), a.data.end(), b.data.begin(), 0.0);
}

// --- Patterns --------------------------------------------------------------------------

/// Moves `kept` of the entries, drawn without replacement, to the front.
static void drawFront(std::vector<int64_t> &entries, int64_t kept, uint64_t seed,
                      uint64_t occasion, uint32_t object, uint32_t stream) {
  const int64_t n = static_cast<int64_t>(entries.size());
  for (int64_t k = 0; k < kept; ++k) {
    uint64_t bits;
    const uint64_t lane = occasion << 32 | static_cast<uint64_t>(k);
    philoxLanes(seed, &lane, object, stream, &bits, 1);
    const int64_t other = k + static_cast<int64_t>(toBelow(bits, static_cast<uint64_t>(n - k)));
    std::swap(entries[static_cast<size_t>(k)], entries[static_cast<size_t>(other)]);
  }
}

Result<Array> neuro::rt::randomPatterns(double count, double size, double active, uint64_t seed,
                                        uint64_t occasion) {
  auto whole = [](double x) { return x >= 1 && x == std::floor(x) && x < 4294967296.0; };
  if (!whole(count) || !whole(size) || count * size > static_cast<double>(MAX_ARRAY))
    return misfit(fmt::format("random_patterns: {:g} patterns of {:g} elements are not possible",
                              count, size));
  if (!(active >= 0 && active <= 1))
    return misfit(fmt::format("random_patterns: {:g} is not a fraction from 0 to 1", active));
  Array out;
  out.shape = {static_cast<int64_t>(count), static_cast<int64_t>(size)};
  out.data.assign(static_cast<size_t>(count * size), 0);
  const int64_t ones = static_cast<int64_t>(std::llround(active * size));
  std::vector<int64_t> places(static_cast<size_t>(size));
  for (int64_t k = 0; k < out.shape[0]; ++k) {
    std::iota(places.begin(), places.end(), 0);
    drawFront(places, ones, seed, occasion, randomObject(Purpose::Assign, 0xfffffd),
              static_cast<uint32_t>(k));
    for (int64_t a = 0; a < ones; ++a)
      out.data[static_cast<size_t>(k * out.shape[1] + places[static_cast<size_t>(a)])] = 1;
  }
  return out;
}

Result<Array> neuro::rt::partialPattern(const Array &pattern, double fraction, uint64_t seed,
                                        uint64_t occasion) {
  if (pattern.shape.size() != 1)
    return misfit("partial(…) needs one pattern, but this is " + pattern.text());
  if (!(fraction >= 0 && fraction <= 1))
    return misfit(fmt::format("partial: {:g} is not a fraction from 0 to 1", fraction));
  std::vector<int64_t> places;
  for (size_t k = 0; k < pattern.data.size(); ++k)
    if (pattern.data[k] != 0)
      places.push_back(static_cast<int64_t>(k));
  const int64_t kept =
      static_cast<int64_t>(std::llround(fraction * static_cast<double>(places.size())));
  drawFront(places, kept, seed, occasion, randomObject(Purpose::Assign, 0xfffffc), 0);
  Array out = Array::vector(std::vector<double>(pattern.data.size(), 0));
  for (int64_t k = 0; k < kept; ++k) {
    const size_t place = static_cast<size_t>(places[static_cast<size_t>(k)]);
    out.data[place] = pattern.data[place];
  }
  return out;
}

Result<Array> neuro::rt::latencyOf(const Array &intensity, double span, double now, double dt) {
  if (!(span >= 0) || !std::isfinite(span))
    return misfit(fmt::format("latency: {:g} ms is not a time", span));
  Array out;
  out.shape = {static_cast<int64_t>(intensity.data.size()), 1};
  out.data.reserve(intensity.data.size());
  for (size_t k = 0; k < intensity.data.size(); ++k) {
    const double x = intensity.data[k];
    if (!(x >= 0 && x <= 1))
      return misfit(fmt::format("latency: the intensity of element {} is {:g}; intensities go "
                                "from 0 to 1", k, x));
    out.data.push_back(x == 0 ? std::numeric_limits<double>::quiet_NaN()
                              : now + std::max(dt, (1 - x) * span));
  }
  return out;
}
