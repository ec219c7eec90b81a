//===- VectorExpr.h - One component of a checked expression -----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Internal to lang/sema. Vectors and matrices exist in the text only: every one
// becomes scalars named m[0], m[1], … or W[0, 1], and an expression becomes one
// scalar expression for each of its components. What comes out is annotated as
// sema would have done, so that nothing behind it knows of vectors.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_SEMA_VECTOREXPR_H
#define NEURO_LANG_SEMA_VECTOREXPR_H

#include "lang/ast/Decl.h"
#include "lang/diag/Diagnostics.h"
#include "lang/sema/ConstEval.h"

#include <functional>

namespace neuro::sema {

using Shape = std::vector<int64_t>;
using Index = std::vector<int64_t>;

/// Components of a shape: 1 for {}.
int64_t componentCount(const Shape &shape);
/// Number `k`, row-major, as subscripts.
Index subscriptsOf(const Shape &shape, int64_t k);
/// "m[3]", "W[0, 1]"; the name itself without subscripts.
std::string componentName(const std::string &name, const Index &index);

/// A declaration with its components: VarDecls, LetDecls or AssignDecls.
struct Components {
  Shape shape;
  std::vector<const ast::Decl *> parts; ///< row-major
};

class VectorExpr {
public:
  /// Values of parameters that decide sizes, and of loop variables.
  ConstEnv env;
  /// What has been made of declarations.
  std::map<const ast::Decl *, Components> known;
  /// Called for a scalar that stands where a vector of `size` is needed (the weight
  /// of an edge in `dot`); null if it is not one of those.
  std::function<const Components *(const ast::Decl *, int64_t size)> spread;
  /// What stands behind a dot: `pre.m`, `syn.m`. Null where nothing was made of it.
  std::function<const Components *(const ast::MemberExpr &)> members;
  /// Instances of receptors that were replaced.
  std::map<const ast::Decl *, const ast::Decl *> bases;

  explicit VectorExpr(DiagnosticEngine &diagnostics) : diagnostics(diagnostics) {}

  /// True if something in the expression is a vector, works on one, or was replaced.
  bool involves(const ast::Expr *e) const;

  /// The shape of an expression's value; nothing after an error.
  std::optional<Shape> shapeOf(const ast::Expr &e);
  /// The shape a declaration says: vec(d), mat(n, m).
  std::optional<Shape> declaredShape(const ast::VarDecl &var);
  /// One component; a scalar counts as each of its components. Null after an error.
  ast::ExprPtr part(const ast::Expr &e, const Index &index);
  /// Subscripts of component `k` of a shape into a value for it: a vector of that
  /// shape or one number for all components.
  Index indexInto(const ast::Expr &value, const Shape &shape, int64_t k);
  /// A scalar expression without vectors in it.
  ast::ExprPtr scalar(const ast::Expr &e) { return part(e, {}); }

  bool failed = false;

private:
  DiagnosticEngine &diagnostics;
  /// Arguments of the function whose body is being written out, and the function
  /// that they stand in.
  struct Frame {
    std::map<const ast::Decl *, const ast::Expr *> arguments;
    const Frame *outer = nullptr;
  };
  const Frame *frame = nullptr;
  unsigned depth = 0;
  size_t nodes = 0;
  /// What `involves` found of bodies: chains of functions would take 2^n looks.
  mutable std::map<const ast::Decl *, bool> bodies;

  ast::ExprPtr error(const ast::Expr &at, std::string message, std::string help = "");
  std::optional<Shape> visitShape(const ast::Expr &e);
  ast::ExprPtr visit(const ast::Expr &e, const Index &index);
  ast::ExprPtr name(const ast::Expr &e, const ast::Ref &ref, const Index &index);
  const Components *componentsOf(const ast::Expr &e, const ast::Ref &ref) const;
  const ast::Expr *argumentOf(const ast::Expr &e) const;
  Frame frameOf(const ast::CallExpr &e) const;
  ast::ExprPtr call(const ast::CallExpr &e, const Index &index);
  ast::ExprPtr product(const ast::BinaryExpr &e, const Index &index);
  ast::ExprPtr dot(const ast::CallExpr &e);
  ast::ExprPtr sum(const ast::CallExpr &e);
  ast::ExprPtr copyCall(const ast::CallExpr &e, const Index &index);
  const Components *spreadOf(const ast::Expr &e, int64_t size);
  bool isConstant(const ast::IndexExpr &e) const;
  ast::ExprPtr chosenByLoop(
      const ast::IndexExpr &e, const Shape &extents,
      const std::function<ast::ExprPtr(const Index &chosen, size_t k)> &component);
  /// Constant subscripts within the extents.
  std::optional<Index> subscripts(const ast::IndexExpr &e, const Shape &shape);
  std::optional<int64_t> sizeOf(const ast::Expr &e);
};

/// The name that is called; empty when it is no plain name.
const std::string &calleeName(const ast::CallExpr &e);
/// A literal without unit.
ast::ExprPtr numberExpr(SourceRange range, double value);
ast::ExprPtr binaryExpr(SourceRange range, ast::BinaryExpr::Op op, ast::ExprPtr lhs,
                        ast::ExprPtr rhs, const units::Dimension &dimension);
/// A name that means `decl`.
ast::ExprPtr nameExpr(SourceRange range, const ast::Decl &decl, const ast::Type &type);

} // namespace neuro::sema

#endif // NEURO_LANG_SEMA_VECTOREXPR_H
