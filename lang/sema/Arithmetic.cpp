//===- Arithmetic.cpp - Sums, products and powers of quantities ----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Checker.h"

#include <algorithm>
#include <cmath>

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

/// True if a value of this type can be computed with; otherwise says so, once.
bool Checker::isArithmetic(const Expr &e, const Type &type, const char *what) {
  switch (type.kind) {
  case Type::Unknown:
  case Type::Real:
  case Type::Int:
  case Type::Series:
  case Type::Opaque:
    return true;
  case Type::List:
    // A list that is written out where a model computes is a vector.
    if (e.kind == Expr::KList)
      return true;
    diagnostics
        .error(Code::E0202, e.range,
               "a list as a whole cannot be " + std::string(what))
        .suggest("take one element: " + text(e) + "[k]");
    return false;
  default: {
    auto &d = diagnostics.error(Code::E0202, e.range,
                                "a number is needed here, but " + quoted(text(e)) + " is " +
                                    typeText(type));
    if (type.kind == Type::Bool)
      d.suggest("write 'if " + text(e) + " then 1 else 0'");
    return false;
  }
  }
}

Type Checker::operandsDiffer(const Expr &a, const Type &ta, const Expr &b, const Type &tb,
                             const char *verb, const Context &ctx) {
  auto unit = [](const Type &t) {
    return t.dimension.isDimensionless() ? std::string("is a pure number")
                                         : "has unit " + t.dimension.str();
  };
  auto &d = diagnostics.error(Code::E0201, join(a.range, b.range),
                              quoted(text(a)) + " " + unit(ta) + ", but " + quoted(text(b)) +
                                  " " + unit(tb) + ": they cannot " + verb);
  noteLeaves(d, a, 1);
  noteLeaves(d, b, 1);
  for (auto [number, other] : {std::pair{&a, &tb}, std::pair{&b, &ta}})
    if (std::string fixed = withUnit(*number, other->dimension); !fixed.empty()) {
      d.suggest("a number needs its unit: " + fixed);
      return {};
    }
  Repair repair = repairOf(b, ta.dimension, ctx);
  d.suggest(repair.help.empty() ? repairOf(a, tb.dimension, ctx).help : repair.help);
  return {};
}

/// Operands act element by element, a number with every element: gives the shape of
/// the result. Extents that are not known yet (-1) agree with any.
bool Checker::joinShapes(std::vector<int64_t> &into, const std::vector<int64_t> &shape) {
  if (into.empty() || shape.empty()) {
    if (into.empty())
      into = shape;
    return true;
  }
  if (into.size() != shape.size())
    return false;
  for (size_t i = 0; i < into.size(); ++i) {
    if (into[i] >= 0 && shape[i] >= 0 && into[i] != shape[i])
      return false;
    into[i] = std::max(into[i], shape[i]);
  }
  return true;
}

/// The type of an operand; a list that is written out is a vector or matrix.
Type Checker::operandType(Expr &e, const Context &ctx) {
  Type type = check(e, ctx);
  if (type.kind == Type::List && e.kind == Expr::KList) {
    bool numbers = true;
    std::function<void(const ListExpr &)> look = [&](const ListExpr &list) {
      for (const ExprPtr &x : list.elements)
        if (auto *inner = dynCast<ListExpr>(x.get()))
          look(*inner);
        else
          numbers &= x->type.isNumber() || x->type.kind == Type::Unknown;
    };
    look(cast<ListExpr>(e));
    if (numbers)
      e.type.kind = type.kind = Type::Real;
  }
  return type;
}

/// The terms of a sum in order, through signs and parentheses.
static void collectTerms(Expr &e, std::vector<Expr *> &terms) {
  if (auto *b = dynCast<BinaryExpr>(&e);
      b && (b->op == BinaryExpr::Add || b->op == BinaryExpr::Sub)) {
    collectTerms(*b->lhs, terms);
    collectTerms(*b->rhs, terms);
    return;
  }
  terms.push_back(&e);
}

static void setSumTypes(Expr &e, const Type &type) {
  if (auto *b = dynCast<BinaryExpr>(&e);
      b && (b->op == BinaryExpr::Add || b->op == BinaryExpr::Sub)) {
    setSumTypes(*b->lhs, type);
    setSumTypes(*b->rhs, type);
    e.type = type;
  }
}

/// A sum: all terms have one dimension. With `wanted`, the terms that differ
/// from it are reported one by one when some agree with it.
Type Checker::checkSum(Expr &e, const Context &ctx, const Wanted *wanted) {
  std::vector<Expr *> terms;
  collectTerms(e, terms);
  Type result;
  const Expr *first = nullptr;
  bool allInt = true, failed = false, anySeries = false, anyUnknown = false;
  for (Expr *term : terms) {
    Type type = operandType(*term, ctx);
    if (!isArithmetic(*term, type, "added")) {
      failed = true;
      continue;
    }
    if (type.kind == Type::Unknown || type.kind == Type::Opaque) {
      anyUnknown = true;
      continue;
    }
    anySeries |= type.kind == Type::Series;
    allInt &= type.kind == Type::Int;
    if (!first) {
      first = term;
      result = type;
      result.kind = Type::Real;
    }
  }
  if (!first || failed) {
    setSumTypes(e, {});
    return {};
  }
  auto differs = [](const Expr &t, const units::Dimension &d) {
    return (t.type.isNumber() || t.type.kind == Type::Series) && t.type.dimension != d;
  };
  bool useWanted = wanted && wanted->type.isNumber();
  if (useWanted) {
    std::vector<Expr *> bad;
    size_t known = 0;
    for (Expr *term : terms) {
      known += term->type.isNumber() || term->type.kind == Type::Series;
      if (differs(*term, wanted->type.dimension))
        bad.push_back(term);
    }
    if (!bad.empty() && bad.size() < known) {
      for (size_t i = 0; i < bad.size() && i < 3; ++i)
        mismatch(*bad[i], bad[i]->type, *wanted, ctx, true);
      setSumTypes(e, wanted->type);
      return {};
    }
  }
  for (Expr *term : terms)
    if (differs(*term, result.dimension)) {
      operandsDiffer(*first, first->type, *term, term->type, "be added", ctx);
      setSumTypes(e, {});
      return {};
    }
  result.shape.clear();
  for (Expr *term : terms)
    if (term->type.isNumber() && !joinShapes(result.shape, term->type.shape)) {
      diagnostics.error(Code::E0208, term->range,
                        quoted(text(*term)) + " is " + typeText(term->type) +
                            " and cannot be added to " + typeText(result));
      setSumTypes(e, {});
      return {};
    }
  if (anySeries)
    result.kind = Type::Series;
  else if (allInt && !anyUnknown)
    result.kind = Type::Int;
  setSumTypes(e, result);
  return result;
}

Type Checker::checkProduct(BinaryExpr &e, const Context &ctx) {
  Type a = operandType(*e.lhs, ctx), b = operandType(*e.rhs, ctx);
  const char *what = e.op == BinaryExpr::Mul ? "multiplied" : "divided";
  bool fine = isArithmetic(*e.lhs, a, what);
  fine &= isArithmetic(*e.rhs, b, what);
  if (!fine || a.kind == Type::Unknown || b.kind == Type::Unknown)
    return {};
  if (a.kind == Type::Opaque || b.kind == Type::Opaque)
    return Type::of(Type::Opaque);
  Type result = Type::real(e.op == BinaryExpr::Mul ? a.dimension * b.dimension
                                                   : a.dimension / b.dimension);
  if (!result.dimension.valid()) {
    diagnostics.error(Code::E0215, e.range, "the exponents of this unit are out of range");
    return {};
  }
  if (a.kind == Type::Series || b.kind == Type::Series) {
    result.kind = Type::Series;
    return result;
  }
  if (e.op == BinaryExpr::Mul && a.kind == Type::Int && b.kind == Type::Int)
    result.kind = Type::Int;
  // Element by element, but for a matrix in front: that is the product of algebra.
  if (e.op == BinaryExpr::Div || a.shape.size() != 2 || b.shape.empty()) {
    result.shape = a.shape;
    if (joinShapes(result.shape, b.shape))
      return result;
    auto &d = diagnostics.error(Code::E0208, e.range,
                                quoted(text(*e.lhs)) + " is " + typeText(a) + " and " +
                                    quoted(text(*e.rhs)) + " is " + typeText(b) +
                                    ": they cannot be " + what);
    if (e.op == BinaryExpr::Mul && a.shape.size() == 1 && b.shape.size() == 2)
      d.suggest("a matrix stands in front of a vector: " + text(*e.rhs) + "*" + text(*e.lhs));
    return {};
  }
  int64_t inner = a.shape.back(), other = b.shape.front();
  if (inner >= 0 && other >= 0 && inner != other) {
    diagnostics.error(Code::E0208, e.range,
                      typeText(a) + " times " + typeText(b) + ": the inner extents " +
                          std::to_string(inner) + " and " + std::to_string(other) + " differ");
    return {};
  }
  result.shape = {a.shape[0]};
  if (b.shape.size() == 2)
    result.shape.push_back(b.shape[1]);
  return result;
}

/// The fraction with a small denominator that a constant exponent is.
static std::optional<units::Rational> asFraction(double x) {
  for (int den = 1; den <= 64; ++den) {
    double num = x * den;
    if (std::abs(num) <= 1e6 && std::abs(num - std::round(num)) < 1e-9 * den) {
      return units::mul({static_cast<int32_t>(std::round(num)), 1}, {1, den});
    }
  }
  return std::nullopt;
}

Type Checker::checkPower(BinaryExpr &e, const Context &ctx) {
  Type base = operandType(*e.lhs, ctx), exponent = operandType(*e.rhs, ctx);
  bool fine = isArithmetic(*e.lhs, base, "raised to a power");
  fine &= isArithmetic(*e.rhs, exponent, "an exponent");
  if (!fine || base.kind == Type::Unknown || exponent.kind == Type::Unknown)
    return {};
  if (!joinShapes(base.shape, exponent.shape)) {
    diagnostics.error(Code::E0208, e.range,
                      quoted(text(*e.lhs)) + " is " + typeText(e.lhs->type) + ", but its exponent " +
                          quoted(text(*e.rhs)) + " is " + typeText(exponent));
    return {};
  }
  if (!exponent.dimension.isDimensionless()) {
    auto &d = diagnostics.error(Code::E0207, e.rhs->range,
                                "an exponent is a pure number, but this has unit " +
                                    exponent.dimension.str());
    noteLeaves(d, *e.rhs);
    return {};
  }
  if (base.dimension.isDimensionless()) {
    if (base.kind == Type::Int)
      base.kind = Type::Real;
    return base;
  }
  auto value = exponent.shape.empty() ? evaluateConstant(*e.rhs, {}) : std::nullopt;
  auto fraction = value ? asFraction(*value) : std::nullopt;
  if (!fraction) {
    auto &d = diagnostics.error(Code::E0207, e.rhs->range,
                                quoted(text(*e.lhs)) + " has unit " + base.dimension.str() +
                                    ", so its exponent must be a constant number");
    noteLeaves(d, *e.lhs);
    d.suggest("divide the base by a quantity of the same unit first: (" + text(*e.lhs) + "/1 " +
              base.dimension.str() + ")^…");
    return {};
  }
  Type result = Type::real(base.dimension.pow(*fraction));
  result.shape = base.shape;
  if (base.kind == Type::Series)
    result.kind = Type::Series;
  if (!result.dimension.valid()) {
    diagnostics.error(Code::E0215, e.range, "the exponents of this unit are out of range");
    return {};
  }
  return result;
}
