//===- ExprEval.h - Evaluating expressions over blocks ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Postfix programs (abi/Expr.h) are checked once and then evaluated over up to
// BLOCK elements or edges at a time in f64. A value that is the same for the
// whole block is computed once. Draws are keyed (seed, object, element or edge,
// stream), so a sample does not depend on blocks, order or threads.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_EXPREVAL_H
#define NEURO_RUNTIME_CORE_EXPREVAL_H

#include "runtime/abi/Expr.h"
#include "runtime/core/Result.h"

#include <cstdint>
#include <vector>

namespace neuro::rt {

constexpr int EVAL_BLOCK = 256;

/// What the leaves of a scalar expression refer to.
struct Scope {
  std::vector<double> parameters; ///< of the network
  std::vector<double> variables;  ///< of the experiment
  std::vector<double> measures;
  double dt = 0.1;  ///< ms
  double time = 0;  ///< ms
  uint64_t seed = 1;
  /// Distinguishes draws of one expression in successive evaluations.
  uint64_t occasion = 0;
};

/// Evaluates an expression that has one value (no element leaves).
Result<double> evaluateScalar(const Expr &expr, const Scope &scope);

/// What an expression looks at; which decides how often it must be evaluated.
struct ExprTraits {
  int depth = 0; ///< stack slots needed
  bool draws = false, usesTime = false, usesDt = false;
  bool usesField = false, usesSource = false, usesTarget = false;
  bool usesI = false, usesJ = false, usesPosition = false;
  bool usesColumn = false, usesFanIn = false;
  bool usesExperiment = false; ///< variables or measures
  bool perElement() const {
    return draws || usesField || usesSource || usesTarget || usesI || usesJ ||
           usesPosition || usesColumn;
  }
};

/// Checks that the stack never under- or overflows and that leaves are within
/// the given counts.
struct ExprLimits {
  int parameters = 0, fields = 0, sourceFields = 0, targetFields = 0;
  int variables = 0, measures = 0;
};
Result<ExprTraits> checkExpr(const Expr &expr, const ExprLimits &limits);
/// True if the expression reads network parameter `parameter`.
bool readsParameter(const Expr &expr, int parameter);
/// True if it draws random numbers.
bool drawsAny(const Expr &expr);

/// What a scope gives an expression; leaves of elements and edges are the caller's.
ExprLimits limitsOf(const Scope &scope);

/// Gives the values of element leaves for the block being evaluated.
class BlockReader {
public:
  virtual ~BlockReader() = default;
  /// Writes `n` values. Return true if all are equal (then one is enough).
  virtual bool field(int, double *out, int n) { return absent(out, n); }
  virtual bool sourceField(int, double *out, int n) { return absent(out, n); }
  virtual bool targetField(int, double *out, int n) { return absent(out, n); }
  virtual bool indexI(double *out, int n) { return absent(out, n); }
  virtual bool indexJ(double *out, int n) { return absent(out, n); }
  virtual bool distance(double *out, int n) { return absent(out, n); }
  /// Axis of the element's position; in an edge of its source's or target's.
  virtual bool coordinate(int /*axis*/, bool /*ofTarget*/, double *out, int n) {
    return absent(out, n);
  }
  /// What their file says of edges in a column.
  virtual bool column(int /*column*/, double *out, int n) {
    return absent(out, n);
  }

private:
  static bool absent(double *out, int n);
};

/// Everything of a block but the element leaves.
struct BlockInput {
  const double *parameters = nullptr;
  const double *variables = nullptr;
  const double *measures = nullptr;
  double dt = 0.1, time = 0;
  uint64_t seed = 0;
  uint32_t object = 0;     ///< RNG identity: randomObject(purpose, index)
  uint32_t redraw = 0;     ///< how often this sample was refused before
  const uint64_t *ids = nullptr; ///< element or edge of each lane; draws and columns only
  BlockReader *reader = nullptr;
  double fanIn = 0; ///< of the projection whose edges these are
  int count = 0; ///< lanes, 1..EVAL_BLOCK
};

/// What a scope gives an expression; it must outlive the input. `object` says whose
/// draws they are.
BlockInput inputOf(const Scope &scope, uint32_t object);

/// Scratch memory of one thread.
class Evaluator {
public:
  /// Evaluates a checked, non-empty expression into out[0..count). Returns true
  /// if all values are equal; all `count` entries are written either way.
  bool evaluate(const Expr &expr, const ExprTraits &traits,
                const BlockInput &input, double *out);

private:
  std::vector<double> stack;
  std::vector<char> same; ///< per slot: only its first value is written
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_EXPREVAL_H
