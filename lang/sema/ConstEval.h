//===- ConstEval.h - Values known before instantiation ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Evaluates checked expressions over literals, `const`, `table`, `let` of a
// network, loop variables and pure functions, in coherent units. Sema uses it
// for ranges, exponents, probabilities and delays; the importer for unrolling
// `for`.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_SEMA_CONSTEVAL_H
#define NEURO_LANG_SEMA_CONSTEVAL_H

#include "lang/ast/Decl.h"

#include <map>
#include <optional>

namespace neuro {

struct ConstEnv {
  /// Values of loop variables (key: the ForDecl), and of any other declaration
  /// whose own value is to be overridden, in coherent units.
  std::map<const ast::Decl *, double> values;
  /// Also evaluate parameters of networks and models by their defaults.
  bool parameterDefaults = false;
  /// The tick, when it is known: value of `dt`.
  std::optional<double> dt;
  /// Nodes visited before giving up, so that hostile definitions end.
  size_t budget = 1u << 20;
};

/// The value of a scalar expression (conditions are 0 or 1), or nothing when it
/// depends on what only instantiation or simulation knows, when it is not a
/// number, or when a table is indexed outside its extent.
std::optional<double> evaluateConstant(const ast::Expr &expr, const ConstEnv &env);

/// The values a `for` runs over: `a..b step s` (half open) or a list. Nothing
/// when a bound is not constant, the step is zero or leads away, or there are
/// more than `limit` values.
std::optional<std::vector<double>> evaluateRange(const ast::Expr &range,
                                                 const ConstEnv &env,
                                                 size_t limit = 1000000);

/// The number of values evaluateRange would give, without making them; it may
/// exceed any limit.
std::optional<double> rangeCount(const ast::Expr &range, const ConstEnv &env);

} // namespace neuro

#endif // NEURO_LANG_SEMA_CONSTEVAL_H
