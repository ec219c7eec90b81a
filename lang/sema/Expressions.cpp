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
    if (numbers && !joinShapes(a.shape, b.shape)) {
      diagnostics.error(Code::E0208, e.range,
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
    if (!requirePositions(e.range, "'distance'", ctx.pre) ||
        !requirePositions(e.range, "'distance'", ctx.post))
      return {};
    type = Type::real(units::Dimension::of(units::Length));
    break;
  case Ref::EventProperty:
    type = sampleType(e.name, false);
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
      return result;
    }
  for (const Expr *part : {e.value.get(), e.low.get(), e.high.get()})
    if (part->type.isNumber() && !part->type.shape.empty()) {
      diagnostics.error(Code::E0208, e.range, "vectors cannot be compared")
          .suggest("compare elements, or sum(…) and dot(…) of them");
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
    bool isList = type.kind == Type::List || (type.isNumber() && !type.shape.empty());
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
  // Experiments compute with their lists: they are vectors and matrices there.
  if (ctx.experiment && first && firstType.isNumber())
    result.kind = Type::Real;
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
                   decl->kind == Decl::DProject || symbol->ref.kind == Ref::Phase))
        return checkPath(e, ctx);
    }
  Type base = check(*e.base, ctx);
  // v[0..3], training[0..100]: a part of an array or data set of an experiment.
  if (auto *range = e.subscripts.size() == 1 ? dynCast<RangeExpr>(e.subscripts[0].get()) : nullptr;
      range && ctx.experiment && !range->step &&
      (base.kind == Type::Opaque || (base.isNumber() && !base.shape.empty()))) {
    Type type = checkRange(*range, ctx);
    if (type.isNumber() && !type.dimension.isDimensionless()) {
      diagnostics.error(Code::E0202, range->range,
                        "elements are selected by pure numbers, not by " + type.dimension.str());
      return {};
    }
    if (!base.shape.empty())
      base.shape[0] = -1;
    return base;
  }
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
