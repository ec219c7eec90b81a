//===- BuildExpr.cpp - Expressions of the parse tree to AST ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The left spine of an expression (`a + b + c + …`, `a.b[c].d`) may be as long
// as the file and is walked by a loop; recursion follows right operands and
// brackets, whose depth the token pass has bounded. Every tree that leaves here
// is at most ParseLimits::maxHeight operators high, so the passes that come
// after may recurse.
//
//===----------------------------------------------------------------------===//
#include "lang/parse/Build.h"

#include <charconv>

using namespace neuro;
using namespace neuro::ast;
using P = antlr::NeuroParser;

SourceRange ExprBuilder::range(antlr4::Token *token) const {
  return {&source, static_cast<uint32_t>(token->getStartIndex()),
          static_cast<uint32_t>(token->getStopIndex() + 1)};
}

SourceRange ExprBuilder::range(antlr4::ParserRuleContext *context) const {
  SourceRange r = range(context->getStart());
  if (antlr4::Token *stop = context->getStop())
    r.end = std::max(r.end, static_cast<uint32_t>(stop->getStopIndex() + 1));
  return r;
}

static SourceRange upTo(SourceRange from, SourceRange end) {
  return {from.file, from.begin, std::max(from.end, end.end)};
}

/// The expression, or a zero in its place when it is too high: the file is
/// refused then, and nothing deeper may reach the passes that follow.
ExprBuilder::Built ExprBuilder::bounded(ExprPtr e, unsigned height) {
  if (!tooHigh(height, e->range))
    return {std::move(e), height};
  auto zero = std::make_unique<NumberExpr>();
  zero->range = e->range;
  zero->text = "0";
  zero->isInteger = true;
  return {std::move(zero), 1};
}

bool ExprBuilder::tooHigh(unsigned height, SourceRange where) {
  if (height <= limits.maxHeight)
    return false;
  if (!reportedHeight)
    error(Code::E0002, where,
          "this expression chains more than " +
              std::to_string(limits.maxHeight) + " operators")
        .suggest("name its parts with 'let', or put the numbers into a table");
  reportedHeight = true;
  return true;
}

// --- Entry points ------------------------------------------------------------

ExprPtr ExprBuilder::expr(P::ExprContext *context) {
  reportedHeight = false;
  return build(context).expr;
}

std::vector<ExprPtr>
ExprBuilder::exprs(const std::vector<P::ExprContext *> &contexts) {
  std::vector<ExprPtr> result;
  result.reserve(contexts.size());
  for (P::ExprContext *c : contexts)
    result.push_back(expr(c));
  return result;
}

ExprPtr ExprBuilder::rangeValue(P::RangeValueContext *context) {
  reportedHeight = false;
  return buildRange(context).expr;
}

std::vector<Argument> ExprBuilder::arguments(P::ArgumentsContext *context) {
  reportedHeight = false;
  unsigned height = 0;
  return arguments(context, height);
}

ExprPtr ExprBuilder::reference(P::ReferenceContext *context) {
  reportedHeight = false;
  auto name = std::make_unique<NameExpr>();
  name->range = range(context->getStart());
  name->name = slice(name->range);
  Built built{std::move(name), 1};
  for (size_t i = 1; i < context->children.size(); ++i) {
    antlr4::tree::ParseTree *child = context->children[i];
    if (auto *m = dynamic_cast<P::MemberContext *>(child))
      built = member(std::move(built), m);
    else if (auto *s = dynamic_cast<P::SubscriptsContext *>(child))
      built = index(std::move(built), s,
                    range(static_cast<antlr4::tree::TerminalNode *>(
                        context->children[i + 1])));
  }
  return std::move(built.expr);
}

ExprPtr ExprBuilder::instance(P::InstanceContext *context) {
  reportedHeight = false;
  Built built{nullptr, 1};
  for (antlr4::tree::TerminalNode *node : context->path()->NAME()) {
    SourceRange at = range(node);
    if (!built.expr) {
      auto name = std::make_unique<NameExpr>();
      name->name = slice(at);
      name->range = at;
      built.expr = std::move(name);
      continue;
    }
    auto m = std::make_unique<MemberExpr>();
    m->name = slice(at);
    m->nameRange = at;
    m->range = upTo(built.expr->range, at);
    m->base = std::move(built.expr);
    built = bounded(std::move(m), built.height + 1);
  }
  if (antlr4::tree::TerminalNode *close = context->CLOSE_PAREN())
    built = call(std::move(built), context->arguments(), range(close));
  return std::move(built.expr);
}

// --- Literals ------------------------------------------------------------------

ExprPtr ExprBuilder::number(antlr4::Token *token) {
  auto n = std::make_unique<NumberExpr>();
  n->range = range(token);
  std::string_view all = slice(n->range);
  // The number ends before its unit: it is the longest text that a number has.
  size_t digits = 0;
  auto run = [&] {
    while (digits < all.size() && all[digits] >= '0' && all[digits] <= '9')
      ++digits;
  };
  run();
  n->isInteger = true;
  if (digits + 1 < all.size() && all[digits] == '.' && all[digits + 1] >= '0' &&
      all[digits + 1] <= '9') {
    n->isInteger = false;
    ++digits;
    run();
  }
  if (digits < all.size() && (all[digits] == 'e' || all[digits] == 'E')) {
    size_t sign = digits + 1;
    if (sign < all.size() && (all[sign] == '+' || all[sign] == '-'))
      ++sign;
    if (sign < all.size() && all[sign] >= '0' && all[sign] <= '9') {
      n->isInteger = false;
      digits = sign;
      run();
    }
  }
  n->text = all.substr(0, digits);
  // from_chars, not strtod: it does not depend on the locale. It wants a digit
  // before the point nowhere, and reports both overflow and underflow.
  auto parsed = std::from_chars(n->text.data(), n->text.data() + n->text.size(),
                                n->value);
  if (parsed.ec != std::errc()) {
    std::string shown = n->text.size() > 40 ? n->text.substr(0, 37) + "…" : n->text;
    error(Code::E0005, n->range,
          "the number " + shown + " does not fit a 64-bit floating-point number");
    n->value = 0;
  }
  std::string_view unit = all.substr(digits);
  while (!unit.empty() && (unit.front() == ' ' || unit.front() == '\t'))
    unit.remove_prefix(1);
  if (unit.empty())
    return n;
  if (unit.front() == '[') {
    n->bracketed = true;
    unit = unit.substr(1, unit.size() - 2);
  }
  for (char c : unit)
    if (c != ' ' && c != '\t')
      n->unitText += c;
  std::string why;
  if (auto parsedUnit = units::parseUnit(n->unitText, &why)) {
    n->unit = *parsedUnit;
  } else {
    SourceRange at = n->range;
    at.begin += static_cast<uint32_t>(digits);
    while (at.begin < at.end && (text[at.begin] == ' ' || text[at.begin] == '\t'))
      ++at.begin;
    error(Code::E0006, at, why.empty() ? "this is not a unit" : why);
  }
  return n;
}

static std::unique_ptr<NameExpr> nameExpr(std::string_view name, SourceRange at) {
  auto e = std::make_unique<NameExpr>();
  e->name = name;
  e->range = at;
  return e;
}

// --- Expressions ----------------------------------------------------------------

ExprBuilder::Built ExprBuilder::build(P::ExprContext *context) {
  std::vector<P::ExprContext *> spine; // outermost first
  for (;;) {
    auto *left = context->children.empty()
                     ? nullptr
                     : dynamic_cast<P::ExprContext *>(context->children.front());
    if (!left)
      break;
    spine.push_back(context);
    context = left;
  }
  Built built = buildPrimary(context);
  for (auto it = spine.rbegin(); it != spine.rend(); ++it) {
    built = extend(std::move(built), *it);
    // Past the limit the rest of the chain is dropped: the file is refused.
    if (reportedHeight)
      break;
  }
  return built;
}

template <typename T> static std::unique_ptr<T> binary(ExprPtr l, ExprPtr r) {
  auto e = std::make_unique<T>();
  e->range = upTo(l->range, r->range);
  e->lhs = std::move(l);
  e->rhs = std::move(r);
  return e;
}

/// One step up the left spine: `left` is what the context's first child means.
ExprBuilder::Built ExprBuilder::extend(Built left, P::ExprContext *context) {
  auto two = [&](P::ExprContext *right, unsigned &height) {
    Built r = build(right);
    height = std::max(left.height, r.height) + 1;
    return std::move(r.expr);
  };
  auto opAt = [&](size_t i) {
    return static_cast<antlr4::tree::TerminalNode *>(context->children[i])
        ->getSymbol()
        ->getType();
  };
  unsigned height = 0;
  if (auto *c = dynamic_cast<P::ProductExprContext *>(context)) {
    ExprPtr r = two(c->expr(1), height);
    auto e = binary<BinaryExpr>(std::move(left.expr), std::move(r));
    e->op = opAt(1) == P::STAR ? BinaryExpr::Mul : BinaryExpr::Div;
    return bounded(std::move(e), height);
  }
  if (auto *c = dynamic_cast<P::SumExprContext *>(context)) {
    ExprPtr r = two(c->expr(1), height);
    auto e = binary<BinaryExpr>(std::move(left.expr), std::move(r));
    e->op = opAt(1) == P::PLUS ? BinaryExpr::Add : BinaryExpr::Sub;
    return bounded(std::move(e), height);
  }
  if (auto *c = dynamic_cast<P::MemberExprContext *>(context))
    return member(std::move(left), c->member());
  if (auto *c = dynamic_cast<P::CallExprContext *>(context))
    return call(std::move(left), c->arguments(), range(c->CLOSE_PAREN()));
  if (auto *c = dynamic_cast<P::IndexExprContext *>(context))
    return index(std::move(left), c->subscripts(), range(c->CLOSE_BRACKET()));
  if (auto *c = dynamic_cast<P::PowerExprContext *>(context)) {
    ExprPtr r = two(c->expr(1), height);
    auto e = binary<BinaryExpr>(std::move(left.expr), std::move(r));
    e->op = BinaryExpr::Pow;
    return bounded(std::move(e), height);
  }
  if (auto *c = dynamic_cast<P::CompareExprContext *>(context)) {
    ExprPtr r = two(c->expr(1), height);
    auto compares = [](const Expr *x) {
      return x && (x->kind == Expr::KCompare || x->kind == Expr::KInRange) &&
             !x->parenthesised;
    };
    auto *before = dynCast<CompareExpr>(left.expr.get());
    if (compares(left.expr.get()) && !(before && compares(before->lhs.get())))
      error(Code::E0001, range(static_cast<antlr4::tree::TerminalNode *>(
                             context->children[1])),
            "comparisons do not chain")
          .suggest("write a < b and b < c");
    auto e = binary<CompareExpr>(std::move(left.expr), std::move(r));
    size_t op = opAt(1);
    e->op = op == P::LESS            ? CompareExpr::Lt
            : op == P::LESS_EQUAL    ? CompareExpr::Le
            : op == P::GREATER       ? CompareExpr::Gt
            : op == P::GREATER_EQUAL ? CompareExpr::Ge
            : op == P::EQUAL         ? CompareExpr::Eq
                                     : CompareExpr::Ne;
    return bounded(std::move(e), height);
  }
  if (auto *c = dynamic_cast<P::InRangeExprContext *>(context)) {
    Built low = build(c->expr(1)), high = build(c->expr(2));
    auto e = std::make_unique<InRangeExpr>();
    e->range = upTo(left.expr->range, high.expr->range);
    height = std::max({left.height, low.height, high.height}) + 1;
    e->value = std::move(left.expr);
    e->low = std::move(low.expr);
    e->high = std::move(high.expr);
    return bounded(std::move(e), height);
  }
  auto *conjunction = dynamic_cast<P::AndExprContext *>(context);
  P::ExprContext *right =
      conjunction ? conjunction->expr(1)
                  : static_cast<P::OrExprContext *>(context)->expr(1);
  ExprPtr r = two(right, height);
  auto e = binary<LogicalExpr>(std::move(left.expr), std::move(r));
  e->op = conjunction ? LogicalExpr::And : LogicalExpr::Or;
  return bounded(std::move(e), height);
}

/// An expression whose text does not begin with another expression.
ExprBuilder::Built ExprBuilder::buildPrimary(P::ExprContext *context) {
  SourceRange at = range(context);
  if (dynamic_cast<P::NumberExprContext *>(context))
    return {number(context->getStart()), 1};
  if (dynamic_cast<P::NameExprContext *>(context))
    return {nameExpr(slice(at), at), 1};
  if (auto *c = dynamic_cast<P::GroupExprContext *>(context)) {
    Built inner = build(c->expr());
    inner.expr->range = at;
    inner.expr->parenthesised = true;
    return inner;
  }
  if (auto *c = dynamic_cast<P::ListExprContext *>(context)) {
    auto e = std::make_unique<ListExpr>();
    unsigned height = 0;
    for (P::ExprContext *element : c->expr()) {
      Built b = build(element);
      height = std::max(height, b.height);
      e->elements.push_back(std::move(b.expr));
    }
    e->range = at;
    return bounded(std::move(e), height + 1);
  }
  if (dynamic_cast<P::StringExprContext *>(context)) {
    auto e = std::make_unique<StringExpr>();
    std::string_view quoted = slice(at);
    quoted.remove_prefix(1);
    if (!quoted.empty() && quoted.back() == '"') // else reported: unterminated
      quoted.remove_suffix(1);
    e->value = quoted;
    e->range = at;
    return {std::move(e), 1};
  }
  if (auto *c = dynamic_cast<P::BoolExprContext *>(context)) {
    auto e = std::make_unique<BoolExpr>();
    e->value = c->TRUE() != nullptr;
    e->range = at;
    return {std::move(e), 1};
  }
  if (auto *c = dynamic_cast<P::ConditionalExprContext *>(context)) {
    Built condition = build(c->expr(0)), a = build(c->expr(1)), b = build(c->expr(2));
    auto e = std::make_unique<ConditionalExpr>();
    unsigned height = std::max({condition.height, a.height, b.height}) + 1;
    e->condition = std::move(condition.expr);
    e->thenValue = std::move(a.expr);
    e->elseValue = std::move(b.expr);
    e->range = at;
    return bounded(std::move(e), height);
  }
  auto *negation = dynamic_cast<P::NegateExprContext *>(context);
  Built operand = build(negation ? negation->expr()
                                 : static_cast<P::NotExprContext *>(context)->expr());
  auto e = std::make_unique<UnaryExpr>();
  e->op = negation ? UnaryExpr::Neg : UnaryExpr::Not;
  e->operand = std::move(operand.expr);
  e->range = at;
  return bounded(std::move(e), operand.height + 1);
}

ExprBuilder::Built ExprBuilder::member(Built base, P::MemberContext *name) {
  auto e = std::make_unique<MemberExpr>();
  e->nameRange = range(name);
  e->name = slice(e->nameRange);
  e->range = upTo(base.expr->range, e->nameRange);
  e->base = std::move(base.expr);
  return bounded(std::move(e), base.height + 1);
}

ExprBuilder::Built ExprBuilder::index(Built base, P::SubscriptsContext *subscripts,
                                      SourceRange end) {
  auto e = std::make_unique<IndexExpr>();
  unsigned height = base.height;
  for (P::RangeValueContext *c : subscripts->rangeValue()) {
    Built b = buildRange(c);
    height = std::max(height, b.height);
    e->subscripts.push_back(std::move(b.expr));
  }
  e->range = upTo(base.expr->range, end);
  e->base = std::move(base.expr);
  return bounded(std::move(e), height + 1);
}

ExprBuilder::Built ExprBuilder::call(Built callee, P::ArgumentsContext *args,
                                     SourceRange end) {
  auto e = std::make_unique<CallExpr>();
  unsigned height = callee.height;
  e->arguments = arguments(args, height);
  e->range = upTo(callee.expr->range, end);
  e->callee = std::move(callee.expr);
  return bounded(std::move(e), height + 1);
}

std::vector<Argument> ExprBuilder::arguments(P::ArgumentsContext *context,
                                             unsigned &height) {
  std::vector<Argument> result;
  if (!context)
    return result;
  for (P::ArgumentContext *c : context->argument()) {
    Argument a;
    if (antlr4::tree::TerminalNode *name = c->NAME()) {
      a.nameRange = range(name);
      a.name = slice(a.nameRange);
    }
    Built b = buildRange(c->rangeValue());
    height = std::max(height, b.height);
    a.value = std::move(b.expr);
    result.push_back(std::move(a));
  }
  return result;
}

ExprBuilder::Built ExprBuilder::buildRange(P::RangeValueContext *context) {
  Built low = build(context->expr(0));
  if (!context->RANGE())
    return low;
  Built high = build(context->expr(1));
  auto e = std::make_unique<RangeExpr>();
  e->range = range(context);
  unsigned height = std::max(low.height, high.height);
  e->low = std::move(low.expr);
  e->high = std::move(high.expr);
  if (context->STEP()) {
    Built step = build(context->expr(2));
    height = std::max(height, step.height);
    e->step = std::move(step.expr);
  }
  return bounded(std::move(e), height + 1);
}

// --- Types ------------------------------------------------------------------------

std::unique_ptr<TypeSpec> ExprBuilder::typeSpec(P::TypeSpecContext *context) {
  if (!context)
    return nullptr;
  P::TypeContext *type = context->type();
  auto t = std::make_unique<TypeSpec>();
  t->range = range(type);
  if (antlr4::tree::TerminalNode *name = type->NAME()) {
    t->text = string(name);
    t->arguments = exprs(type->expr());
    return t;
  }
  t->bracketed = type->OPEN_BRACKET() != nullptr;
  SourceRange unit = range(type->unit());
  for (char c : slice(unit))
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
      t->text += c;
  // A single word that is no unit names a type; sema knows which there are.
  bool oneWord = !t->bracketed && unit.begin == t->range.begin &&
                 type->unit()->getStart() == type->unit()->getStop() &&
                 type->unit()->getStart()->getType() == P::NAME;
  std::string why;
  if (auto parsed = units::parseUnit(t->text, &why)) {
    t->isUnit = true;
    t->unit = *parsed;
  } else if (!oneWord) {
    t->isUnit = true;
    error(Code::E0006, unit, why.empty() ? "this is not a unit" : why);
  }
  return t;
}
