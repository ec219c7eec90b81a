//===- Expressions.cpp - Types and dimensions of expressions -------------===//
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

/// The parser bounds nesting well below this; definitions that lean on each
/// other add to it.
static constexpr unsigned maxNesting = 1200;

Type Checker::check(Expr &e, const Context &ctx) {
  if (exprDepth >= maxNesting) {
    diagnostics.error(Code::E0002, e.range, "this expression is nested too deeply");
    return e.type = {};
  }
  ++exprDepth;
  e.type = visit(e, ctx);
  --exprDepth;
  return e.type;
}

Type Checker::visit(Expr &e, const Context &ctx) {
  switch (e.kind) {
  case Expr::KNumber: {
    auto &n = cast<NumberExpr>(e);
    if (n.isInteger && n.unitText.empty())
      return Type::of(Type::Int);
    return Type::real(n.unit.dimension);
  }
  case Expr::KString:
    return Type::of(Type::String);
  case Expr::KBool:
    return Type::of(Type::Bool);
  case Expr::KName:
    return checkName(cast<NameExpr>(e), ctx);
  case Expr::KMember:
    return checkMember(cast<MemberExpr>(e), ctx);
  case Expr::KIndex:
    return checkIndex(cast<IndexExpr>(e), ctx);
  case Expr::KCall:
    return checkCall(cast<CallExpr>(e), ctx);
  case Expr::KList:
    return checkList(cast<ListExpr>(e), ctx);
  case Expr::KUnary: {
    auto &u = cast<UnaryExpr>(e);
    if (u.op == UnaryExpr::Not) {
      checkCondition(*u.operand, ctx, "'not'");
      return Type::of(Type::Bool);
    }
    Type type = check(*u.operand, ctx);
    return isArithmetic(*u.operand, type, "negated") ? type : Type();
  }
  case Expr::KBinary: {
    auto &b = cast<BinaryExpr>(e);
    switch (b.op) {
    case BinaryExpr::Add:
    case BinaryExpr::Sub:
      return checkSum(e, ctx, nullptr);
    case BinaryExpr::Mul:
    case BinaryExpr::Div:
      return checkProduct(b, ctx);
    case BinaryExpr::Pow:
      return checkPower(b, ctx);
    }
    return {};
  }
  case Expr::KCompare:
    return checkComparison(cast<CompareExpr>(e), ctx);
  case Expr::KInRange:
    return checkInRange(cast<InRangeExpr>(e), ctx);
  case Expr::KLogical: {
    auto &l = cast<LogicalExpr>(e);
    const char *what = l.op == LogicalExpr::And ? "'and'" : "'or'";
    checkCondition(*l.lhs, ctx, what);
    checkCondition(*l.rhs, ctx, what);
    return Type::of(Type::Bool);
  }
  case Expr::KConditional: {
    auto &c = cast<ConditionalExpr>(e);
    checkCondition(*c.condition, ctx, "'if'");
    Type a = check(*c.thenValue, ctx), b = check(*c.elseValue, ctx);
    if (a.kind == Type::Unknown || b.kind == Type::Unknown)
      return a.kind == Type::Unknown ? b : a;
    bool numbers = a.isNumber() && b.isNumber();
    if (numbers && a.dimension != b.dimension)
      return operandsDiffer(*c.thenValue, a, *c.elseValue, b,
                            "be the two values of one 'if'", ctx);
    if (!numbers && a.kind != b.kind) {
      diagnostics.error(Code::E0202, e.range,
                        "the two values of 'if' are " + typeText(a) + " and " + typeText(b));
      return {};
    }
    if (numbers && a.kind != b.kind)
      a.kind = Type::Real;
    return a;
  }
  case Expr::KRange:
    checkRange(cast<RangeExpr>(e), ctx);
    return Type::of(Type::Range);
  }
  return {};
}

Type Checker::checkRange(RangeExpr &range, const Context &ctx) {
  Type low = check(*range.low, ctx), high = check(*range.high, ctx);
  Type step = range.step ? check(*range.step, ctx) : low;
  range.type = Type::of(Type::Range);
  struct Part {
    Expr *expr;
    Type *type;
  } parts[] = {{range.low.get(), &low}, {range.high.get(), &high}, {range.step.get(), &step}};
  for (Part &p : parts)
    if (p.expr && (!isArithmetic(*p.expr, *p.type, "the bound of a range") ||
                   p.type->kind == Type::Unknown))
      return {};
  for (const Part &p : {parts[1], parts[2]})
    if (p.expr && p.type->dimension != low.dimension)
      return operandsDiffer(*p.expr, *p.type, *range.low, low, "belong to one range", ctx);
  range.type.dimension = low.dimension;
  Type type = Type::real(low.dimension);
  if (low.kind == Type::Int && high.kind == Type::Int && step.kind == Type::Int)
    type.kind = Type::Int;
  // `0..n` with a step of 1 counts, whatever n is.
  if (low.kind == Type::Int && !range.step && low.dimension.isDimensionless())
    type.kind = Type::Int;
  return type;
}

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

// --- Names --------------------------------------------------------------------

Type Checker::checkName(NameExpr &e, const Context &ctx) {
  bool fromFallback = false;
  const Symbol *symbol = lookUp(e.name, e.range, ctx, &fromFallback);
  if (!symbol) {
    if (const Builtin *b = findBuiltin(e.name); b && !b->parameters.empty()) {
      diagnostics.error(Code::E0110, e.range,
                        quoted(e.name) + " is " + std::string(placeText(b->place)))
          .suggest("call it: " + b->usage());
      return {};
    }
    unknownName(e.name, e.range, ctx);
    return {};
  }
  if (symbol->failed)
    return {};
  if (symbol->module) {
    diagnostics.error(Code::E0112, e.range, quoted(e.name) + " is a module, not a value");
    return {};
  }
  e.ref = symbol->ref;
  if (fromFallback)
    e.ref.base = ctx.fallbackBase;
  Type type;
  switch (e.ref.kind) {
  case Ref::Time:
    if (ctx.function) {
      diagnostics.error(Code::E0213, e.range, "a function sees its arguments only, not the time")
          .suggest("pass the time as an argument");
      return {};
    }
    type = Type::real(units::Dimension::of(units::Time));
    break;
  case Ref::Dt:
    type = Type::real(units::Dimension::of(units::Time));
    break;
  case Ref::Constant:
    type = Type::real();
    break;
  case Ref::Index:
    type = Type::of(Type::Int);
    break;
  case Ref::Distance:
    type = Type::real(units::Dimension::of(units::Length));
    break;
  case Ref::EventProperty:
    type = Type::of(Type::Opaque);
    break;
  case Ref::Phase:
    diagnostics.error(Code::E0112, e.range,
                      quoted(e.name) + " is a phase of the simulation, not a value")
        .suggest("name what happened in it: " + e.name + ".E");
    return {};
  default: {
    const Decl *decl = e.ref.decl;
    if (decl)
      switch (decl->kind) {
      case Decl::DModel:
      case Decl::DNetwork:
      case Decl::DFn:
      case Decl::DUse:
      case Decl::DCompartment:
      case Decl::DEvent:
      case Decl::DOn: {
        auto &d = diagnostics.error(Code::E0112, e.range,
                                    quoted(e.name) + " is " + withArticle(kindText(*decl)) +
                                        ", not a value");
        notePlace(d, decl, quoted(e.name) + " is declared here");
        if (decl->kind == Decl::DUse || decl->kind == Decl::DCompartment)
          d.suggest("name one of its variables: " + e.name + ".…");
        else if (decl->kind == Decl::DFn)
          d.suggest("call it: " + e.name + "(…)");
        return {};
      }
      default:
        break;
      }
    type = typeOf(decl);
    break;
  }
  }
  Level level = levelOf(e.ref);
  bool isValue = type.kind != Type::Population && type.kind != Type::Projection;
  if (isValue && level > ctx.latest && type.kind != Type::Unknown) {
    bool runs = level == Level::State;
    auto &d = diagnostics.error(
        Code::E0210, e.range,
        ctx.latestWhat + (ctx.latest == Level::Constant
                              ? " must be known when the program is compiled, but "
                              : " must be known before the simulation, but ") +
            quoted(e.name) +
            (runs ? " changes while it runs" : " is known only at instantiation"));
    if (e.ref.decl)
      notePlace(d, e.ref.decl,
                quoted(e.name) + " is " + withArticle(kindText(*e.ref.decl)) + ", declared here");
  }
  return type;
}

// --- Arithmetic -----------------------------------------------------------------

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
    Type type = check(*term, ctx);
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
  for (Expr *term : terms) {
    if (term->type.isNumber() && !term->type.shape.empty()) {
      if (result.shape.empty())
        result.shape = term->type.shape;
    }
  }
  if (!result.shape.empty())
    for (Expr *term : terms)
      if (term->type.isNumber() && !anySeries &&
          (term->type.shape.size() != result.shape.size())) {
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
  Type a = check(*e.lhs, ctx), b = check(*e.rhs, ctx);
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
  if (e.op == BinaryExpr::Div) {
    if (!b.shape.empty()) {
      diagnostics.error(Code::E0208, e.rhs->range,
                        "nothing can be divided by " + typeText(b));
      return {};
    }
    result.shape = a.shape;
    return result;
  }
  // scalar*x, mat*vec, mat*mat; vec*vec would be ambiguous.
  if (a.shape.empty() || b.shape.empty()) {
    result.shape = a.shape.empty() ? b.shape : a.shape;
    return result;
  }
  int64_t inner = a.shape.back(), other = b.shape.front();
  if (a.shape.size() == 1) {
    diagnostics
        .error(Code::E0208, e.range,
               quoted(text(*e.lhs)) + " is " + typeText(a) + " and " + quoted(text(*e.rhs)) +
                   " is " + typeText(b) + ": they cannot be multiplied")
        .suggest(b.shape.size() == 1 ? "the scalar product is dot(" + text(*e.lhs) + ", " +
                                           text(*e.rhs) + ")"
                                     : "");
    return {};
  }
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
  Type base = check(*e.lhs, ctx), exponent = check(*e.rhs, ctx);
  bool fine = isArithmetic(*e.lhs, base, "raised to a power");
  fine &= isArithmetic(*e.rhs, exponent, "an exponent");
  if (!fine || base.kind == Type::Unknown || exponent.kind == Type::Unknown)
    return {};
  if (!base.shape.empty() || !exponent.shape.empty()) {
    diagnostics.error(Code::E0208, e.range, "a vector cannot be raised to a power");
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
  auto value = evaluateConstant(*e.rhs, {});
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
  if (base.kind == Type::Series)
    result.kind = Type::Series;
  if (!result.dimension.valid()) {
    diagnostics.error(Code::E0215, e.range, "the exponents of this unit are out of range");
    return {};
  }
  return result;
}

// --- Comparisons -------------------------------------------------------------------

Type Checker::checkComparison(CompareExpr &e, const Context &ctx) {
  Type a = check(*e.lhs, ctx), b = check(*e.rhs, ctx);
  Type result = Type::of(Type::Bool);
  if (a.kind == Type::Unknown || b.kind == Type::Unknown)
    return result;
  bool equality = e.op == CompareExpr::Eq || e.op == CompareExpr::Ne;
  if (equality && a.kind == b.kind && (a.kind == Type::Bool || a.kind == Type::String))
    return result;
  bool fine = isArithmetic(*e.lhs, a, "compared");
  fine &= isArithmetic(*e.rhs, b, "compared");
  if (fine && a.kind != Type::Opaque && b.kind != Type::Opaque && a.dimension != b.dimension)
    operandsDiffer(*e.lhs, a, *e.rhs, b, "be compared", ctx);
  else if (fine && a.isNumber() && b.isNumber() && (!a.shape.empty() || !b.shape.empty()))
    diagnostics.error(Code::E0208, e.range, "vectors cannot be compared")
        .suggest("compare elements, or sum(…) and dot(…) of them");
  return result;
}

Type Checker::checkInRange(InRangeExpr &e, const Context &ctx) {
  Type result = Type::of(Type::Bool);
  Type value = check(*e.value, ctx), low = check(*e.low, ctx), high = check(*e.high, ctx);
  bool fine = isArithmetic(*e.value, value, "compared");
  fine &= isArithmetic(*e.low, low, "compared");
  fine &= isArithmetic(*e.high, high, "compared");
  if (!fine || value.kind == Type::Unknown || value.kind == Type::Opaque)
    return result;
  for (auto [expr, type] : {std::pair{e.low.get(), &low}, std::pair{e.high.get(), &high}})
    if (type->kind != Type::Unknown && type->kind != Type::Opaque &&
        type->dimension != value.dimension) {
      operandsDiffer(*e.value, value, *expr, *type, "be compared", ctx);
      break;
    }
  return result;
}

// --- Lists and subscripts ---------------------------------------------------------------

Type Checker::checkList(ListExpr &e, const Context &ctx) {
  Type result = Type::of(Type::List);
  result.shape = {static_cast<int64_t>(e.elements.size())};
  const Expr *first = nullptr;
  Type firstType;
  for (ExprPtr &element : e.elements) {
    Type type = check(*element, ctx);
    if (type.kind == Type::Unknown)
      continue;
    bool isList = type.kind == Type::List;
    if (!isList && type.kind != Type::String && type.kind != Type::Bool &&
        !isArithmetic(*element, type, "an element"))
      continue;
    if (!first) {
      first = element.get();
      firstType = type;
      result.dimension = type.dimension;
      if (isList)
        result.shape.insert(result.shape.end(), type.shape.begin(), type.shape.end());
      continue;
    }
    bool sameKind = firstType.isNumber() ? type.isNumber() : type.kind == firstType.kind;
    if (!sameKind) {
      diagnostics.error(Code::E0202, element->range,
                        "the list begins with " + typeText(firstType) + ", but this is " +
                            typeText(type));
      continue;
    }
    if (type.dimension != result.dimension) {
      operandsDiffer(*first, firstType, *element, type, "stand in one list", ctx);
      continue;
    }
    if (isList && type.shape != std::vector<int64_t>(result.shape.begin() + 1,
                                                     result.shape.end()))
      for (size_t i = 1; i < result.shape.size(); ++i)
        result.shape[i] = -1;
  }
  return result;
}

Type Checker::checkIndex(IndexExpr &e, const Context &ctx) {
  // P[3], L[k], E[0..10]: selections of elements are paths.
  const Expr *root = e.base.get();
  while (root->kind == Expr::KIndex || root->kind == Expr::KMember)
    root = root->kind == Expr::KIndex ? cast<IndexExpr>(*root).base.get()
                                      : cast<MemberExpr>(*root).base.get();
  if (ctx.network)
    if (auto *name = dynCast<NameExpr>(root)) {
      const Symbol *symbol = lookUp(name->name, name->range, ctx);
      const Decl *decl = symbol ? symbol->ref.decl : nullptr;
      if (decl && (decl->kind == Decl::DPopulation || decl->kind == Decl::DGroup ||
                   symbol->ref.kind == Ref::Phase))
        return checkPath(e, ctx);
    }
  Type base = check(*e.base, ctx);
  for (ExprPtr &s : e.subscripts) {
    if (auto *range = dynCast<RangeExpr>(s.get())) {
      checkRange(*range, ctx);
      diagnostics.error(Code::E0202, s->range,
                        "a range selects elements of a population; here one index is needed");
      continue;
    }
    Type type = check(*s, ctx);
    if (type.kind != Type::Unknown && (!type.isNumber() || !type.shape.empty() ||
                                       !type.dimension.isDimensionless()))
      diagnostics.error(Code::E0202, s->range,
                        "an index is a pure number, but this is " + typeText(type));
  }
  if (base.kind == Type::Unknown || base.kind == Type::Opaque)
    return base;
  bool isList = base.kind == Type::List;
  if (!isList && (!base.isNumber() || base.shape.empty())) {
    diagnostics.error(Code::E0202, e.base->range,
                      quoted(text(*e.base)) + " is " + typeText(base) + " and has no elements");
    return {};
  }
  if (e.subscripts.size() > std::max<size_t>(1, base.shape.size())) {
    diagnostics.error(Code::E0208, e.range,
                      quoted(text(*e.base)) + " has " + std::to_string(base.shape.size()) +
                          (base.shape.size() == 1 ? " dimension" : " dimensions") + ", but " +
                          std::to_string(e.subscripts.size()) + " indices are given");
    return {};
  }
  for (size_t i = 0; i < e.subscripts.size() && i < base.shape.size(); ++i) {
    auto value = evaluateConstant(*e.subscripts[i], {});
    if (!value)
      continue;
    int64_t extent = base.shape[i];
    if (*value < 0 || *value != std::floor(*value) || (extent >= 0 && *value >= double(extent))) {
      auto &d = diagnostics.error(
          Code::E0209, e.subscripts[i]->range,
          extent >= 0 ? "index " + text(*e.subscripts[i]) + " is outside 0.." +
                            std::to_string(extent)
                      : "an index is a whole number from 0");
      noteLeaves(d, *e.base);
      return {};
    }
  }
  Type result = base;
  size_t used = std::min(e.subscripts.size(), base.shape.size());
  result.shape.erase(result.shape.begin(), result.shape.begin() + used);
  if (isList && result.shape.empty())
    result.kind = Type::Real;
  return result;
}

// --- Values for a purpose -----------------------------------------------------------------

bool Checker::isCompatible(const Type &have, const Wanted &wanted) {
  const Type &want = wanted.type;
  if (have.kind == Type::Unknown || want.kind == Type::Unknown || have.kind == Type::Opaque)
    return true;
  if (want.kind == Type::List)
    return have.kind == Type::List && (have.dimension == want.dimension || have.shape == std::vector<int64_t>{0});
  if (!want.isNumber())
    return have.kind == want.kind;
  if (!have.isNumber() || have.dimension != want.dimension)
    return false;
  if (have.shape.empty() && wanted.broadcast)
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
  bool sameShape = have.shape.size() == want.shape.size();
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
