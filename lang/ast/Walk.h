//===- Walk.h - Through the parts of expressions and statements -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One place that knows what an expression consists of. The parser bounds the
// nesting, so plain recursion is safe. The callee of a call is a name, not a
// part: it is not visited.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_AST_WALK_H
#define NEURO_LANG_AST_WALK_H

#include "lang/ast/Decl.h"

#include <functional>

namespace neuro::ast {

/// The owners of the direct parts of `e`, in the order in which they are written;
/// `visit` may replace them. A part that is missing (a range's step) is left out.
void forEachPart(Expr &e, const std::function<void(ExprPtr &)> &visit);
/// The direct parts of `e`, in that order.
void forEachPart(const Expr &e, const std::function<void(const Expr &)> &visit);

/// `e` and everything below it, outermost first; nothing for null.
void forEachExpr(const Expr *e, const std::function<void(const Expr &)> &visit);

/// True if `test` holds for `e` or something below it.
bool anyExpr(const Expr *e, const std::function<bool(const Expr &)> &test);

/// The owner of every expression that a network item or an experiment's statement
/// holds, in its blocks too; not those below them. `visit` may replace them.
void forEachExpr(Block &block, const std::function<void(ExprPtr &)> &visit);

} // namespace neuro::ast

#endif // NEURO_LANG_AST_WALK_H
