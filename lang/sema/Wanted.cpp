//===- Wanted.cpp - Values against what a place asks for -----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Checker.h"

#include <cmath>

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

bool Checker::isCompatible(const Type &have, const Wanted &wanted) {
  const Type &want = wanted.type;
  if (have.kind == Type::Unknown || want.kind == Type::Unknown || have.kind == Type::Opaque)
    return true;
  if (want.kind == Type::List)
    return (have.kind == Type::List || (have.isNumber() && !have.shape.empty())) &&
           (have.dimension == want.dimension || have.shape == std::vector<int64_t>{0});
  if (!want.isNumber())
    return have.kind == want.kind;
  // Of an experiment: what the elements have now.
  if (have.kind == Type::Series && wanted.perElement)
    return have.dimension == want.dimension;
  // The components of a vector, one by one.
  const bool components = have.kind == Type::List && !want.shape.empty();
  if ((!have.isNumber() && !components) || have.dimension != want.dimension)
    return false;
  if ((have.shape.empty() && wanted.broadcast) || wanted.elementwise)
    return true;
  if (have.shape.size() == 1 && wanted.perElement)
    return true;
  if (have.shape.size() != want.shape.size())
    return false;
  for (size_t i = 0; i < have.shape.size(); ++i)
    if (have.shape[i] >= 0 && want.shape[i] >= 0 && have.shape[i] != want.shape[i])
      return false;
  return true;
}

Type Checker::mismatch(Expr &e, const Type &have, const Wanted &wanted, const Context &ctx,
                       bool isTerm) {
  const Type &want = wanted.type;
  bool numbers = want.isNumber() && (have.isNumber() || have.kind == Type::Series);
  bool sameShape = wanted.elementwise || have.shape.size() == want.shape.size();
  std::string found;
  if (numbers && sameShape && have.kind != Type::Series)
    found = std::string(isTerm ? "this term " : "this ") +
            (have.dimension.isDimensionless() ? "is a pure number"
                                              : "has unit " + have.dimension.str());
  else
    found = "this is " + typeText(have);
  bool lists = want.kind == Type::List && have.kind == Type::List;
  if (lists)
    found = "this list has " + (have.dimension.isDimensionless() ? std::string("no unit")
                                                                 : "unit " + have.dimension.str());
  Code code = numbers || lists ? wanted.code : Code::E0202;
  if (numbers && !sameShape)
    code = Code::E0208;
  auto &d = diagnostics.error(code, e.range,
                              found + ", but " + wanted.what + " needs " +
                                  (lists ? want.dimension.str() : needText(want)));
  Repair repair;
  if (numbers && have.kind != Type::Series)
    repair = repairOf(e, want.dimension, ctx);
  if (repair.culprit && repair.culprit->ref.decl)
    d.note(repair.culprit->ref.decl->nameRange,
           describe(*repair.culprit->ref.decl, repair.culprit->name));
  else
    noteLeaves(d, e);
  if (wanted.declared.valid() && !wanted.declaredText.empty())
    d.note(wanted.declared, wanted.declaredText);
  if (!numbers || have.kind == Type::Series)
    return {};
  if (std::string fixed = withUnit(e, want.dimension); !fixed.empty())
    d.suggest("a number needs its unit: " + fixed);
  else
    d.suggest(repair.help);
  return {};
}

Type Checker::checkAs(Expr &e, const Context &ctx, const Wanted &wanted) {
  if (auto *u = dynCast<UnaryExpr>(&e); u && u->op == UnaryExpr::Neg && wanted.type.isNumber()) {
    e.type = checkAs(*u->operand, ctx, wanted);
    return e.type;
  }
  if (auto *c = dynCast<ConditionalExpr>(&e)) {
    checkCondition(*c->condition, ctx, "'if'");
    Type a = checkAs(*c->thenValue, ctx, wanted), b = checkAs(*c->elseValue, ctx, wanted);
    if (a.kind == Type::Int && b.kind == Type::Real)
      a.kind = Type::Real;
    if (a.isNumber() && b.isNumber() && !joinShapes(a.shape, b.shape)) {
      diagnostics.error(Code::E0208, e.range,
                        "the two values of 'if' are " + typeText(a) + " and " + typeText(b));
      return e.type = {};
    }
    return e.type = a;
  }
  auto *sum = dynCast<BinaryExpr>(&e);
  size_t before = diagnostics.errorCount();
  Type have;
  if (sum && (sum->op == BinaryExpr::Add || sum->op == BinaryExpr::Sub)) {
    ++exprDepth;
    have = exprDepth > maxNesting ? check(e, ctx) : checkSum(e, ctx, &wanted);
    --exprDepth;
    e.type = have;
  } else {
    have = check(e, ctx);
  }
  if (have.kind == Type::Unknown && diagnostics.errorCount() != before)
    return {};
  if (!isCompatible(have, wanted)) {
    mismatch(e, have, wanted, ctx, false);
    return {};
  }
  if (wanted.type.kind == Type::Int && have.kind == Type::Real) {
    auto value = evaluateConstant(e, {});
    if (value && *value != std::floor(*value)) {
      diagnostics.error(Code::E0202, e.range, wanted.what + " needs a whole number");
      return {};
    }
  }
  return have;
}

Type Checker::checkNumber(Expr &e, const Context &ctx, const std::string &what) {
  Type type = check(e, ctx);
  if (type.kind != Type::Unknown && type.kind != Type::Opaque &&
      (!type.isNumber() || !type.shape.empty())) {
    diagnostics.error(Code::E0202, e.range,
                      what + " needs a number, but this is " + typeText(type));
    return {};
  }
  return type;
}

void Checker::checkCondition(Expr &e, const Context &ctx, const std::string &what, Code code) {
  Type type = check(e, ctx);
  if (type.kind == Type::Unknown || type.kind == Type::Bool || type.kind == Type::Opaque)
    return;
  auto &d = diagnostics.error(code, e.range,
                              what + " needs a condition, but this is " + typeText(type));
  if (type.isNumber())
    d.suggest("compare it with something: " + text(e) + " > …");
}

Type Checker::checkQuantity(Expr &e, const Context &ctx, const char *unit,
                            const std::string &what, Code code) {
  Wanted wanted{Type::real(units::parseUnit(unit)->dimension), what};
  wanted.code = code;
  return checkAs(e, ctx, wanted);
}
