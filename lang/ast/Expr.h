//===- Expr.h - Expressions of a .neuro file --------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Plain trees with source ranges. The parser fills the syntactic fields; sema
// fills `type` and `ref` and nothing else, so a tree may be printed back at any
// time. Dispatch is by `kind` and `cast`, as everywhere in LLVM.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_AST_EXPR_H
#define NEURO_LANG_AST_EXPR_H

#include "dialects/units/Dimension.h"
#include "lang/diag/Source.h"

#include <memory>
#include <string>
#include <vector>

namespace neuro::ast {

struct Decl;
struct Expr;
using ExprPtr = std::unique_ptr<Expr>;

/// What sema knows of a value. `shape` is empty for scalars, {n} for vec(n) and
/// {n, m} for mat(n, m); -1 is an extent that is known only at instantiation.
struct Type {
  enum Kind : uint8_t {
    Unknown, ///< not checked yet, or an error was already reported here
    Real,
    Int,
    Bool,
    String,
    List,       ///< nested constant list; `dimension` is that of its leaves
    Population, ///< a population, group, family or selection of elements
    Projection,
    Series, ///< recorded values or spikes, an argument of measures
    Model,
    Range,
    Distribution,
    Opaque, ///< data sets, labels, patterns: values only built-ins look into
    Void
  };
  Kind kind = Unknown;
  units::Dimension dimension;
  std::vector<int64_t> shape;

  static Type real(units::Dimension d = {}) { return {Real, d, {}}; }
  static Type of(Kind k) { return {k, {}, {}}; }
  bool isNumber() const { return kind == Real || kind == Int; }
  bool isScalar() const { return shape.empty(); }
};

/// What a name means. Filled by sema on Name and Member expressions.
struct Ref {
  enum Kind : uint8_t {
    Unresolved,
    Declaration, ///< `decl` says which: param, state, let, population, …
    Dt,
    Time,
    Constant,     ///< pi, e: `value`
    LoopVariable, ///< `decl` is the For/Sweep statement (network or experiment)
    Argument,     ///< parameter of a fn or handler: `decl` is its ParamDecl
    Index,        ///< `i` (source index) or `j` (target index) in a projection,
                  ///< `i` (element index) in a population; `index` is 0 or 1
    Distance,     ///< `distance` in a projection
    Coordinate,   ///< position.x: axis `index` of an element's position; in a
                  ///< projection of its source, or its target if `value` is 1
    Spikes,       ///< P.spikes
    Event,        ///< P.name of a model's event; `decl` is the EventDecl
    Phase,        ///< name of a `simulate … as name`; `decl` is the Simulate
    EventProperty ///< presented data: image, label, …
  };
  Kind kind = Unresolved;
  const Decl *decl = nullptr;
  /// For P.V, pre.x, syn.I: the declaration of the thing before the dot.
  const Decl *base = nullptr;
  double value = 0;
  int index = 0;
};

struct Expr {
  enum Kind : uint8_t {
    KNumber,
    KString,
    KBool,
    KName,
    KMember,
    KIndex,
    KCall,
    KList,
    KUnary,
    KBinary,
    KCompare,
    KInRange,
    KLogical,
    KConditional,
    KRange
  };
  const Kind kind;
  SourceRange range;
  Type type;
  /// Parentheses the user wrote around this expression; the printer keeps them.
  bool parenthesised = false;

  virtual ~Expr();

protected:
  explicit Expr(Kind k) : kind(k) {}
};

/// `-70 mV`'s 70 mV; `10 %`; `0.04 [1/(mV*ms)]`.
struct NumberExpr : Expr {
  static constexpr Kind Tag = KNumber;
  NumberExpr() : Expr(KNumber) {}
  double value = 0;         ///< as written, in `unit`
  bool isInteger = false;   ///< written without point and exponent
  std::string text;         ///< the digits as written
  std::string unitText;     ///< "", "mV", "1/(mV*ms)"
  bool bracketed = false;   ///< unit was written in brackets
  units::Unit unit;         ///< filled by the AST builder; scale 1 if none
};

struct StringExpr : Expr {
  static constexpr Kind Tag = KString;
  StringExpr() : Expr(KString) {}
  std::string value;
};

struct BoolExpr : Expr {
  static constexpr Kind Tag = KBool;
  BoolExpr() : Expr(KBool) {}
  bool value = false;
};

/// A bare name; `pre` and `post` are names here too.
struct NameExpr : Expr {
  static constexpr Kind Tag = KName;
  NameExpr() : Expr(KName) {}
  std::string name;
  Ref ref;
};

/// `base.name`.
struct MemberExpr : Expr {
  static constexpr Kind Tag = KMember;
  MemberExpr() : Expr(KMember) {}
  ExprPtr base;
  std::string name;
  SourceRange nameRange;
  Ref ref;
};

/// `base[a, b..c]`; ranges are RangeExpr.
struct IndexExpr : Expr {
  static constexpr Kind Tag = KIndex;
  IndexExpr() : Expr(KIndex) {}
  ExprPtr base;
  std::vector<ExprPtr> subscripts;
  /// Filled by sema where the variable of a loop that is written out chooses a
  /// component of a vector: all components of `extents`, row-major.
  std::vector<ExprPtr> components;
  std::vector<int64_t> extents;
};

struct Argument {
  std::string name; ///< empty when positional
  SourceRange nameRange;
  ExprPtr value; ///< may be a RangeExpr
};

struct CallExpr : Expr {
  static constexpr Kind Tag = KCall;
  CallExpr() : Expr(KCall) {}
  ExprPtr callee;
  std::vector<Argument> arguments;
  /// Set by sema when the callee is a user `fn`; null for built-ins, measures,
  /// distributions and models.
  const Decl *function = nullptr;
};

struct ListExpr : Expr {
  static constexpr Kind Tag = KList;
  ListExpr() : Expr(KList) {}
  std::vector<ExprPtr> elements;
};

struct UnaryExpr : Expr {
  static constexpr Kind Tag = KUnary;
  enum Op : uint8_t { Neg, Not } op = Neg;
  UnaryExpr() : Expr(KUnary) {}
  ExprPtr operand;
};

struct BinaryExpr : Expr {
  static constexpr Kind Tag = KBinary;
  enum Op : uint8_t { Add, Sub, Mul, Div, Pow } op = Add;
  BinaryExpr() : Expr(KBinary) {}
  ExprPtr lhs, rhs;
};

struct CompareExpr : Expr {
  static constexpr Kind Tag = KCompare;
  enum Op : uint8_t { Lt, Le, Gt, Ge, Eq, Ne } op = Lt;
  CompareExpr() : Expr(KCompare) {}
  ExprPtr lhs, rhs;
};

/// `x in a..b` (half open).
struct InRangeExpr : Expr {
  static constexpr Kind Tag = KInRange;
  InRangeExpr() : Expr(KInRange) {}
  ExprPtr value, low, high;
};

struct LogicalExpr : Expr {
  static constexpr Kind Tag = KLogical;
  enum Op : uint8_t { And, Or } op = And;
  LogicalExpr() : Expr(KLogical) {}
  ExprPtr lhs, rhs;
};

/// `if c then a else b`.
struct ConditionalExpr : Expr {
  static constexpr Kind Tag = KConditional;
  ConditionalExpr() : Expr(KConditional) {}
  ExprPtr condition, thenValue, elseValue;
};

/// `a..b`, `a..b step s`; only in subscripts, arguments, `in` and `bound`.
struct RangeExpr : Expr {
  static constexpr Kind Tag = KRange;
  RangeExpr() : Expr(KRange) {}
  ExprPtr low, high, step; ///< step may be null
};

template <typename T> bool isa(const Expr *e) { return e && e->kind == T::Tag; }
template <typename T> const T *dynCast(const Expr *e) {
  return isa<T>(e) ? static_cast<const T *>(e) : nullptr;
}
template <typename T> T *dynCast(Expr *e) {
  return isa<T>(e) ? static_cast<T *>(e) : nullptr;
}
template <typename T> const T &cast(const Expr &e) {
  return static_cast<const T &>(e);
}
template <typename T> T &cast(Expr &e) { return static_cast<T &>(e); }

/// A deep copy; `type` and `ref` are reset.
ExprPtr clone(const Expr *e);

} // namespace neuro::ast

#endif // NEURO_LANG_AST_EXPR_H
