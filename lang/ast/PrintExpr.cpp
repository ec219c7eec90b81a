//===- PrintExpr.cpp - Text of expressions --------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/ast/Printer.h"
#include "lang/ast/Writer.h"

using namespace neuro;
using namespace neuro::ast;

namespace {
/// Operators by rising strength, as in the grammar.
enum Strength {
  Weakest,
  Or,
  And,
  Not,
  Comparison,
  Sum,
  Product,
  Negation,
  Power,
  Postfix
};

Strength strengthOf(const Expr &e) {
  switch (e.kind) {
  case Expr::KConditional:
  case Expr::KRange:
    return Weakest;
  case Expr::KLogical:
    return cast<LogicalExpr>(e).op == LogicalExpr::Or ? Or : And;
  case Expr::KUnary:
    return cast<UnaryExpr>(e).op == UnaryExpr::Not ? Not : Negation;
  case Expr::KCompare:
  case Expr::KInRange:
    return Comparison;
  case Expr::KBinary:
    switch (cast<BinaryExpr>(e).op) {
    case BinaryExpr::Add:
    case BinaryExpr::Sub:
      return Sum;
    case BinaryExpr::Mul:
    case BinaryExpr::Div:
      return Product;
    case BinaryExpr::Pow:
      return Power;
    }
    return Weakest;
  default:
    return Postfix;
  }
}

/// The name an expression's text begins with; empty when it begins otherwise.
std::string_view firstName(const Expr *e) {
  while (e && !e->parenthesised) {
    switch (e->kind) {
    case Expr::KName: return cast<NameExpr>(*e).name;
    case Expr::KMember: e = cast<MemberExpr>(*e).base.get(); break;
    case Expr::KIndex: e = cast<IndexExpr>(*e).base.get(); break;
    case Expr::KCall: e = cast<CallExpr>(*e).callee.get(); break;
    case Expr::KBinary: e = cast<BinaryExpr>(*e).lhs.get(); break;
    default: return {};
    }
  }
  return {};
}
} // namespace

void Writer::expr(const Expr &e, int minimum, enum Space before) {
  // A minus sign may stand behind '^' without parentheses.
  bool negatedExponent = minimum == Power && strengthOf(e) == Negation;
  bool parens =
      e.parenthesised || (strengthOf(e) < minimum && !negatedExponent);
  if (!parens)
    return node(e, before);
  open("(", before);
  node(e, NoSpace);
  close(")");
}

void Writer::exprList(const std::vector<ExprPtr> &list) {
  for (size_t i = 0; i < list.size(); ++i) {
    if (i)
      token(",");
    expr(*list[i], 0, i ? Space : NoSpace);
  }
}

void Writer::arguments(const std::vector<Argument> &list) {
  for (size_t i = 0; i < list.size(); ++i) {
    if (i)
      token(",");
    const Argument &a = list[i];
    if (!a.name.empty()) {
      token(a.name, i ? Space : NoSpace);
      token("=", Space);
    }
    expr(*a.value, 0, i || !a.name.empty() ? Space : NoSpace);
  }
}

void Writer::operatorBetween(const Expr &l, std::string_view op, const Expr &r,
                             int left, int right, bool spaced) {
  expr(l, left);
  // `3 mV / m` must not become `3 mV/m`, nor `(3 mV) ^ 2` without blanks.
  if (afterUnit && ((op == "/" && units::isUnitName(firstName(&r))) || op == "^"))
    spaced = true;
  enum Space space = spaced ? Space : NoSpace;
  token(op, space);
  expr(r, right, space);
}

/// The expression without its own parentheses.
void Writer::node(const Expr &e, enum Space before) {
  // What begins with an operand passes the blank on to it.
  auto first = [&](const Expr &operand, int minimum) {
    expr(operand, minimum, before);
  };
  switch (e.kind) {
  case Expr::KNumber:
    return number(cast<NumberExpr>(e), before);
  case Expr::KString:
    return token('"' + cast<StringExpr>(e).value + '"', before);
  case Expr::KBool:
    return token(cast<BoolExpr>(e).value ? "true" : "false", before);
  case Expr::KName:
    return token(cast<NameExpr>(e).name, before);
  case Expr::KMember: {
    auto &m = cast<MemberExpr>(e);
    first(*m.base, Postfix);
    token(".");
    return token(m.name);
  }
  case Expr::KIndex: {
    auto &i = cast<IndexExpr>(e);
    first(*i.base, Postfix);
    open("[");
    exprList(i.subscripts);
    return close("]");
  }
  case Expr::KCall: {
    auto &c = cast<CallExpr>(e);
    first(*c.callee, Postfix);
    open("(");
    arguments(c.arguments);
    return close(")");
  }
  case Expr::KList:
    open("[", before);
    exprList(cast<ListExpr>(e).elements);
    return close("]");
  case Expr::KUnary: {
    auto &u = cast<UnaryExpr>(e);
    if (u.op == UnaryExpr::Not) {
      token("not", before);
      return expr(*u.operand, Not, Space);
    }
    token("-", before);
    // `--` would be read as the sign of a coupling where one may stand.
    bool again = isa<UnaryExpr>(u.operand.get()) && !u.operand->parenthesised;
    return expr(*u.operand, Negation, again ? Space : NoSpace);
  }
  case Expr::KBinary: {
    auto &b = cast<BinaryExpr>(e);
    static constexpr std::string_view ops[] = {"+", "-", "*", "/", "^"};
    Strength s = strengthOf(e);
    int left = s == Power ? Postfix : s, right = s == Power ? Power : s + 1;
    if (before)
      out += ' ';
    return operatorBetween(*b.lhs, ops[b.op], *b.rhs, left, right, s == Sum);
  }
  default:
    break;
  }
  // Operators written with words or compared: always with blanks.
  switch (e.kind) {
  case Expr::KCompare: {
    auto &c = cast<CompareExpr>(e);
    static constexpr std::string_view ops[] = {"<", "<=", ">", ">=", "==", "!="};
    first(*c.lhs, Sum);
    token(ops[c.op], Space);
    return expr(*c.rhs, Sum, Space);
  }
  case Expr::KInRange: {
    auto &r = cast<InRangeExpr>(e);
    first(*r.value, Sum);
    token("in", Space);
    expr(*r.low, Sum, Space);
    token("..");
    return expr(*r.high, Sum);
  }
  case Expr::KLogical: {
    auto &l = cast<LogicalExpr>(e);
    bool isAnd = l.op == LogicalExpr::And;
    first(*l.lhs, isAnd ? And : Or);
    token(isAnd ? "and" : "or", Space);
    return expr(*l.rhs, isAnd ? Not : And, Space);
  }
  case Expr::KConditional: {
    auto &c = cast<ConditionalExpr>(e);
    token("if", before);
    expr(*c.condition, Or, Space);
    token("then", Space);
    expr(*c.thenValue, Or, Space);
    token("else", Space);
    return expr(*c.elseValue, Weakest, Space);
  }
  default: { // KRange
    auto &r = cast<RangeExpr>(e);
    first(*r.low, Sum);
    token("..");
    expr(*r.high, Sum);
    if (r.step) {
      token("step", Space);
      expr(*r.step, Sum, Space);
    }
    return;
  }
  }
}

std::string ast::print(const Expr &expr) {
  Writer writer(nullptr);
  writer.expr(expr);
  return std::move(writer.out);
}
