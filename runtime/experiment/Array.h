//===- Array.h - Values of experiments --------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A value of an experiment is one number or an array whose extents only the run
// knows: a pattern, the labels of a data set, a rate for each layer. Arithmetic
// acts element by element; what looks at an array as a whole is listed below.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_EXPERIMENT_ARRAY_H
#define NEURO_RUNTIME_EXPERIMENT_ARRAY_H

#include "runtime/core/ExprEval.h"
#include "runtime/core/Result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace neuro::rt {

/// Row-major; `shape` is empty for one number. Values are coherent.
struct Array {
  std::vector<int64_t> shape;
  std::vector<double> data;

  Array() = default;
  Array(double value) : data{value} {}
  static Array vector(std::vector<double> values) {
    Array out;
    out.shape = {static_cast<int64_t>(values.size())};
    out.data = std::move(values);
    return out;
  }
  bool isNumber() const { return shape.empty() && data.size() == 1; }
  /// "a number", "a vector of 3", "a 2 x 5 matrix".
  std::string text() const;
};

/// What an array may hold at most; a program that asks for more is refused.
constexpr int64_t MAX_ARRAY = int64_t(1) << 28;

/// Where the leaves of an expression that may be arrays come from; null when
/// there is no such value.
struct ArrayLeaves {
  const std::vector<Array> *variables = nullptr;
  /// Per measure of the experiment; an entry without data was not evaluated.
  const std::vector<Array> *measures = nullptr;
};

/// Evaluates an expression whose leaves may be arrays: one number if none is, else
/// element by element (numbers serve every element). Arrays of different extents
/// are an error (E0508). `names` gives the other leaves; draws are keyed by
/// names.occasion and the element.
Result<Array> evaluateArray(const Expr &expr, const Scope &names, const ArrayLeaves &leaves);

// --- Functions of whole arrays ------------------------------------------------------

/// a[k], a[j, k]: the part of `of` at whole numbers from 0 (E0508 when outside).
Result<Array> elementOf(const Array &of, const std::vector<double> &at);
/// a[from..until] along the first extent.
Result<Array> sliceOf(const Array &of, double from, double until);
/// Rows of equal extents below each other.
Result<Array> listOf(const std::vector<Array> &rows);
/// Matrix times vector or matrix.
Result<Array> productOf(const Array &a, const Array &b);
Result<double> dotOf(const Array &a, const Array &b);

/// `count` patterns of `size` elements, each with exactly round(active*size) ones
/// at places drawn without replacement (Fisher-Yates, keyed by seed, occasion and
/// pattern), the rest zeros.
Result<Array> randomPatterns(double count, double size, double active, uint64_t seed,
                             uint64_t occasion);
/// A fragment of a pattern: round(fraction*n) of its n non-zero elements, drawn
/// without replacement, keep their value; all others are zero.
Result<Array> partialPattern(const Array &pattern, double fraction, uint64_t seed,
                             uint64_t occasion);
/// Time of each element's one spike when intensities x in 0..1 are encoded as
/// latencies: now + (1 - x)*span, at least one tick from now; an element with x = 0
/// does not spike (NaN). Shape (elements, 1).
Result<Array> latencyOf(const Array &intensity, double span, double now, double dt);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_EXPERIMENT_ARRAY_H
