//===- Types.cpp - Types of declarations, found on first use -------------===//
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

/// Definitions that lean on later ones, at most this many in a row.
static constexpr unsigned maxChain = 100;

void Checker::registerDecl(Decl &decl, const Context &context) {
  declStates[&decl].context = context;
}

Type Checker::typeOf(const Decl *decl) {
  if (!decl)
    return {};
  switch (decl->kind) {
  case Decl::DPopulation:
  case Decl::DGroup:
    return Type::of(Type::Population);
  case Decl::DProject:
  case Decl::DGap:
    return Type::of(Type::Projection);
  case Decl::DModel:
  case Decl::DNetwork:
    return Type::of(Type::Model);
  case Decl::DData:
  case Decl::DSimulate:
    return Type::of(Type::Opaque);
  default:
    break;
  }
  auto it = declStates.find(decl);
  if (it == declStates.end())
    return {};
  ensure(const_cast<Decl *>(decl));
  return declStates[decl].type;
}

Level Checker::levelOf(const Decl *decl) {
  auto it = declStates.find(decl);
  if (it == declStates.end())
    return Level::State;
  ensure(const_cast<Decl *>(decl));
  return declStates[decl].level;
}

Level Checker::levelOf(const Ref &ref) {
  switch (ref.kind) {
  case Ref::Constant:
  case Ref::Unresolved: // an error was reported
    return Level::Constant;
  case Ref::Argument:
    return ref.decl && levelOf(ref.decl) == Level::State ? Level::State : Level::Constant;
  case Ref::LoopVariable:
    return levelOf(ref.decl);
  case Ref::Dt:
  case Ref::Index:
  case Ref::Distance:
  case Ref::Coordinate:
    return Level::Parameter;
  case Ref::Declaration:
    return levelOf(ref.decl);
  default:
    return Level::State;
  }
}

/// The latest moment any part of a checked expression becomes known.
Level Checker::levelOf(const Expr &e) {
  auto later = [](Level a, Level b) { return a < b ? b : a; };
  switch (e.kind) {
  case Expr::KNumber:
  case Expr::KString:
  case Expr::KBool:
    return Level::Constant;
  case Expr::KName:
    return levelOf(cast<NameExpr>(e).ref);
  case Expr::KMember:
    return levelOf(cast<MemberExpr>(e).ref);
  case Expr::KIndex: {
    auto &i = cast<IndexExpr>(e);
    Level level = levelOf(*i.base);
    for (const ExprPtr &s : i.subscripts)
      level = later(level, levelOf(*s));
    return level;
  }
  case Expr::KCall: {
    auto &c = cast<CallExpr>(e);
    Level level = Level::Constant;
    for (const Argument &a : c.arguments)
      level = later(level, levelOf(*a.value));
    if (!c.function)
      if (auto *name = dynCast<NameExpr>(c.callee.get())) {
        if (findBuiltin(name->name, Place::Distribution))
          level = later(level, Level::Parameter);
        else if (!findBuiltin(name->name, Place::Math) || name->name == "rising" ||
                 name->name == "white")
          level = Level::State;
      }
    return level;
  }
  case Expr::KList: {
    Level level = Level::Constant;
    for (const ExprPtr &x : cast<ListExpr>(e).elements)
      level = later(level, levelOf(*x));
    return level;
  }
  case Expr::KUnary:
    return levelOf(*cast<UnaryExpr>(e).operand);
  case Expr::KBinary:
    return later(levelOf(*cast<BinaryExpr>(e).lhs), levelOf(*cast<BinaryExpr>(e).rhs));
  case Expr::KCompare:
    return later(levelOf(*cast<CompareExpr>(e).lhs), levelOf(*cast<CompareExpr>(e).rhs));
  case Expr::KLogical:
    return later(levelOf(*cast<LogicalExpr>(e).lhs), levelOf(*cast<LogicalExpr>(e).rhs));
  case Expr::KInRange: {
    auto &r = cast<InRangeExpr>(e);
    return later(levelOf(*r.value), later(levelOf(*r.low), levelOf(*r.high)));
  }
  case Expr::KConditional: {
    auto &c = cast<ConditionalExpr>(e);
    return later(levelOf(*c.condition),
                 later(levelOf(*c.thenValue), levelOf(*c.elseValue)));
  }
  case Expr::KRange: {
    auto &r = cast<RangeExpr>(e);
    Level level = later(levelOf(*r.low), levelOf(*r.high));
    return r.step ? later(level, levelOf(*r.step)) : level;
  }
  }
  return Level::State;
}

void Checker::ensure(Decl *decl) {
  auto found = declStates.find(decl);
  if (found == declStates.end() || found->second.status == Status::Done)
    return;
  if (found->second.status == Status::Busy) {
    diagnostics
        .error(Code::E0116, decl->nameRange,
               decl->kind == Decl::DFn
                   ? "function " + quoted(decl->name) + " calls itself"
                   : "the value of " + quoted(decl->name) + " depends on itself")
        .suggest(decl->kind == Decl::DFn ? "functions are inlined, so they cannot be recursive"
                                         : "");
    found->second.status = Status::Done;
    return;
  }
  if (declDepth >= maxChain) {
    diagnostics.error(Code::E0002, decl->nameRange,
                      quoted(decl->name) + " stands at the end of a chain of more than " +
                          std::to_string(maxChain) +
                          " definitions, each of which uses a later one");
    found->second.status = Status::Done;
    return;
  }
  found->second.status = Status::Busy;
  ++declDepth;
  // The table may grow meanwhile, so nothing of it is held by reference.
  Context ctx = found->second.context;
  Type type;
  Level level = Level::State;
  switch (decl->kind) {
  case Decl::DParam:
  case Decl::DState:
  case Decl::DEdge:
  case Decl::DInput:
  case Decl::DHost: {
    auto &var = *static_cast<VarDecl *>(decl);
    type = typeOfVariable(var, found->second);
    var.type = type;
    level = decl->kind != Decl::DParam ? Level::State
            : ctx.latest == Level::State ? Level::State // a handler's argument
                                         : Level::Parameter;
    break;
  }
  case Decl::DConst: {
    auto &constant = *static_cast<ConstDecl *>(decl);
    ctx.latest = Level::Constant;
    ctx.latestWhat = "a constant";
    type = typeOfDefinition(*decl, constant.typeSpec.get(), constant.value.get(), ctx,
                            "constant " + quoted(decl->name));
    constant.type = type;
    level = Level::Constant;
    break;
  }
  case Decl::DTable: {
    auto &table = *static_cast<TableDecl *>(decl);
    ctx.latest = Level::Constant;
    ctx.latestWhat = "a table";
    type = typeOfDefinition(*decl, nullptr, table.value.get(), ctx,
                            "table " + quoted(decl->name));
    table.type = type;
    level = Level::Constant;
    break;
  }
  case Decl::DLet: {
    auto &let = *static_cast<LetDecl *>(decl);
    type = typeOfDefinition(*decl, let.typeSpec.get(), let.value.get(), ctx,
                            quoted(decl->name));
    // let now = E.V: what the elements have at that moment is a vector.
    if (ctx.experiment && type.kind == Type::Series &&
        (let.value->kind == Expr::KMember || let.value->kind == Expr::KIndex))
      type = {Type::Real, type.dimension, {-1}};
    let.type = type;
    level = let.value ? levelOf(*let.value) : Level::Constant;
    break;
  }
  case Decl::DGate:
    type = typeOfGate(*static_cast<GateDecl *>(decl), ctx);
    break;
  case Decl::DTrace:
    type = typeOfTrace(*static_cast<TraceDecl *>(decl), ctx);
    break;
  case Decl::DFn:
    type = typeOfFunction(*static_cast<FnDecl *>(decl), ctx);
    break;
  case Decl::DFor:
    type = typeOfLoop(*static_cast<ForDecl *>(decl), ctx);
    level = ctx.experiment ? Level::State : Level::Constant;
    break;
  case Decl::DAssign: { // a value of a continuous edge
    auto &assign = *static_cast<AssignDecl *>(decl);
    type = checkValueOrDraw(*assign.value, assign.op == AssignDecl::Draw, ctx, {});
    break;
  }
  default:
    break;
  }
  --declDepth;
  DeclState &state = declStates[decl];
  // A cycle reported meanwhile leaves the type unknown.
  if (state.status == Status::Busy)
    state.type = type;
  state.level = level;
  state.status = Status::Done;

  // Constraints may name the parameter itself, so they come after its type.
  if (VarDecl::classof(decl->kind) && !decl->isList) {
    auto &var = *static_cast<VarDecl *>(decl);
    if (var.constraint) {
      Context inner = ctx;
      inner.latest = Level::Parameter;
      inner.latestWhat = "a constraint";
      checkCondition(*var.constraint, inner, "the constraint of " + quoted(var.name));
    }
  }
}

/// The type a `: spec` denotes. `needsDimension` is set when it leaves the
/// dimension of its elements open: `vec(6)`.
Type Checker::resolveType(TypeSpec &spec, const Context &ctx, bool *needsDimension) {
  *needsDimension = false;
  if (spec.isUnit)
    return Type::real(spec.unit.dimension);
  auto isUnit = [&](const ExprPtr &e, units::Dimension &dimension) {
    std::string why;
    auto unit = e->range.valid() ? units::parseUnit(text(*e), &why) : std::nullopt;
    if (unit)
      dimension = unit->dimension;
    else
      diagnostics.error(Code::E0211, e->range, why);
    return unit.has_value();
  };
  auto extent = [&](Expr &e) -> int64_t {
    Context inner = ctx;
    inner.latest = Level::Parameter;
    inner.latestWhat = "the extent of a vector";
    checkAs(e, inner, {Type::real(), "the extent of a vector"});
    auto value = evaluateConstant(e, {});
    if (!value)
      return -1;
    if (*value < 1 || *value > 1e6 || *value != std::floor(*value)) {
      diagnostics.error(Code::E0208, e.range,
                        "the extent of a vector is a whole number from 1 to 1000000");
      return -1;
    }
    return static_cast<int64_t>(*value);
  };
  size_t n = spec.arguments.size();
  if (spec.text == "int" && n == 0)
    return Type::of(Type::Int);
  if (spec.text == "bool" && n == 0)
    return Type::of(Type::Bool);
  if (spec.text == "string" && n == 0)
    return Type::of(Type::String);
  if (spec.text == "list" && n <= 1) {
    Type type = Type::of(Type::List);
    if (n == 1 && !isUnit(spec.arguments[0], type.dimension))
      return {};
    *needsDimension = n == 0;
    return type;
  }
  size_t rank = spec.text == "vec" ? 1 : spec.text == "mat" ? 2 : 0;
  if (rank != 0 && (n == rank || n == rank + 1)) {
    Type type = Type::real();
    for (size_t i = 0; i < rank; ++i)
      type.shape.push_back(extent(*spec.arguments[i]));
    if (n == rank + 1 && !isUnit(spec.arguments[rank], type.dimension))
      return {};
    *needsDimension = n == rank;
    return type;
  }
  std::string near(nearest(spec.text, {"int", "bool", "string", "vec", "mat", "list"}));
  std::string why;
  if (near.empty() && n == 0)
    units::parseUnit(spec.text, &why);
  auto &d = diagnostics.error(Code::E0211, spec.range,
                              why.empty() ? "unknown type " + quoted(spec.text)
                                          : "unknown type " + quoted(spec.text) + ": " + why);
  if (!near.empty())
    d.suggest("did you mean " + quoted(near) + "?");
  else
    d.suggest("a type is a unit (mV, 1/s, 1), int, bool, string, vec(n), mat(n, m) or list(unit)");
  return {};
}

/// A value that may be drawn: `=` forbids distributions, `~` asks for one.
Type Checker::checkValueOrDraw(Expr &value, bool draw, Context ctx, const Wanted &wanted) {
  bool drew = false;
  ctx.draws = draw;
  ctx.drew = &drew;
  size_t before = diagnostics.errorCount();
  Type type = wanted.type.kind == Type::Unknown ? check(value, ctx)
                                                : checkAs(value, ctx, wanted);
  if (draw && !drew && diagnostics.errorCount() == before)
    diagnostics
        .error(Code::E0214, value.range,
               "'~' draws a random value, but there is no distribution here")
        .suggest("use '=' to set a value, or a distribution such as uniform(low, high)");
  return type;
}

Type Checker::typeOfVariable(VarDecl &var, DeclState &declState) {
  Context ctx = declState.context;
  const VarDecl *inherited = declState.inherited;
  std::string what = kindText(var) + " " + quoted(var.name);
  bool isArgument = ctx.latest == Level::State && var.kind == Decl::DParam;
  if (!isArgument) {
    ctx.latest = var.kind == Decl::DParam ? Level::Parameter : Level::State;
    ctx.latestWhat = "the value of " + what;
  }

  Type declared;
  bool open = false;
  if (var.typeSpec)
    declared = resolveType(*var.typeSpec, ctx, &open);
  if (inherited) {
    Wanted wanted{typeOf(inherited), what};
    wanted.declared = inherited->nameRange;
    wanted.declaredText = describe(*inherited, inherited->name);
    checkValueOrDraw(*var.value, var.drawn, ctx, wanted);
    return wanted.type;
  }
  if (!var.value) {
    if (open && declared.kind == Type::Real)
      return declared; // a vector of pure numbers
    if (!var.typeSpec)
      diagnostics
          .error(Code::E0216, var.nameRange,
                 what + " needs a unit" +
                     (var.kind == Decl::DParam || var.kind == Decl::DState ? " or a value" : ""))
          .suggest("write for instance '" + var.name + ": mV'");
    return declared;
  }
  if (var.kind == Decl::DHost) {
    diagnostics.error(Code::E0202, var.value->range,
                      "a host variable belongs to the neuron and has no value of its own");
    return declared;
  }
  if (var.typeSpec && declared.kind == Type::Unknown) {
    check(*var.value, ctx); // its own mistakes only
    return declared;
  }
  if (var.typeSpec && !open) {
    Wanted wanted{declared, what};
    wanted.declared = var.typeSpec->range;
    wanted.declaredText = "declared as " + typeText(declared);
    wanted.broadcast = true;
    checkValueOrDraw(*var.value, var.drawn, ctx, wanted);
    return declared;
  }
  Type type = checkValueOrDraw(*var.value, var.drawn, ctx, {});
  if (type.kind == Type::Int)
    type.kind = Type::Real; // `g = 5` may become 5.5; a whole number is asked for by `: int`
  if (open) { // vec(6) = 0 mV, list = [1 ms]: the value gives the dimension
    if (declared.kind == Type::List && type.kind != Type::List && type.kind != Type::Unknown)
      diagnostics.error(Code::E0202, var.value->range,
                        what + " needs a list, but this is " + typeText(type));
    const bool components = type.kind == Type::List && !declared.shape.empty() &&
                            isCompatible(type, {Type{Type::Real, type.dimension, declared.shape},
                                                what});
    if (declared.kind == Type::Real && !type.isNumber() && type.kind != Type::Unknown &&
        !components)
      diagnostics.error(Code::E0202, var.value->range,
                        what + " needs a number, but this is " + typeText(type));
    declared.dimension = type.dimension;
    return declared;
  }
  switch (type.kind) {
  case Type::Unknown:
  case Type::Real:
  case Type::Bool:
  case Type::String:
  case Type::List:
    break;
  default:
    diagnostics.error(Code::E0202, var.value->range,
                      what + " needs a value, but this is " + typeText(type));
    return {};
  }
  if (var.kind != Decl::DParam && type.kind != Type::Real && type.kind != Type::Unknown) {
    diagnostics.error(Code::E0202, var.value->range,
                      what + " needs a number, but this is " + typeText(type));
    return {};
  }
  return type;
}

Type Checker::typeOfDefinition(const Decl &decl, TypeSpec *spec, Expr *value,
                               const Context &ctx, std::string what) {
  if (!value)
    return {};
  bool open = false;
  Type declared;
  if (spec)
    declared = resolveType(*spec, ctx, &open);
  if (spec && !open && declared.kind != Type::Unknown) {
    Wanted wanted{declared, std::move(what)};
    wanted.declared = spec->range;
    wanted.declaredText = "declared as " + typeText(declared);
    wanted.broadcast = true;
    checkAs(*value, ctx, wanted);
    return declared;
  }
  Type type = check(*value, ctx);
  if (decl.kind == Decl::DTable && type.kind != Type::List && type.kind != Type::Unknown) {
    diagnostics
        .error(Code::E0202, value->range, what + " needs a list, but this is " + typeText(type))
        .suggest("use 'let' for a single value");
    return {};
  }
  if (type.kind == Type::Void || type.kind == Type::Range || type.kind == Type::Model ||
      type.kind == Type::Distribution) {
    diagnostics.error(Code::E0202, value->range,
                      what + " needs a value, but this is " + typeText(type));
    return {};
  }
  if (open && declared.kind == Type::Real && type.isNumber()) {
    declared.dimension = type.dimension;
    return declared;
  }
  return type;
}

Type Checker::typeOfGate(GateDecl &gate, const Context &ctx) {
  Type rate = Type::real(units::Dimension::of(units::Time, -1));
  Type time = Type::real(units::Dimension::of(units::Time));
  bool seen[4] = {};
  static constexpr const char *names[] = {"alpha", "beta", "inf", "tau"};
  // The gate is a number whatever its arguments are, and they may name it.
  declStates[&gate].type = Type::real();
  declStates[&gate].status = Status::Done;
  for (Argument &a : gate.arguments) {
    int which = -1;
    for (int i = 0; i < 4; ++i)
      if (a.name == names[i])
        which = i;
    if (which < 0) {
      diagnostics
          .error(Code::E0305, a.name.empty() ? a.value->range : a.nameRange,
                 a.name.empty() ? "arguments of a gate are named"
                                : "a gate has no " + quoted(a.name))
          .suggest("gate " + gate.name + "(alpha = …, beta = …) or gate " + gate.name +
                   "(inf = …, tau = …)");
      check(*a.value, ctx);
      continue;
    }
    if (seen[which])
      diagnostics.error(Code::E0111, a.nameRange, quoted(a.name) + " is given twice");
    seen[which] = true;
    std::string what = quoted(a.name) + " of gate " + quoted(gate.name);
    checkAs(*a.value, ctx, {which < 2 ? rate : which == 2 ? Type::real() : time, what});
  }
  bool rates = seen[0] && seen[1] && !seen[2] && !seen[3];
  bool steady = !seen[0] && !seen[1] && seen[2] && seen[3];
  if (!rates && !steady)
    diagnostics.error(Code::E0305, gate.nameRange,
                      "gate " + quoted(gate.name) +
                          " needs either 'alpha' and 'beta' or 'inf' and 'tau'");
  return Type::real();
}

Type Checker::typeOfTrace(TraceDecl &trace, const Context &ctx) {
  declStates[&trace].type = Type::real();
  declStates[&trace].status = Status::Done;
  bool hasTau = false;
  for (Argument &a : trace.arguments) {
    if (a.name == "tau" || a.name.empty()) {
      hasTau = true;
      Context inner = ctx;
      inner.latest = Level::Parameter;
      inner.latestWhat = "the time constant of a trace";
      checkQuantity(*a.value, inner, "ms", "'tau' of trace " + quoted(trace.name));
    } else if (a.name == "pair") {
      auto *name = dynCast<NameExpr>(a.value.get());
      if (!name || (name->name != "all" && name->name != "nearest"))
        diagnostics.error(Code::E0312, a.value->range, "'pair' is 'all' or 'nearest'");
    } else {
      diagnostics.error(Code::E0312, a.nameRange, "a trace has no " + quoted(a.name))
          .suggest("trace " + trace.name + " of pre(tau = …, pair = all|nearest)");
      check(*a.value, ctx);
    }
  }
  if (!hasTau)
    diagnostics.error(Code::E0312, trace.nameRange,
                      "trace " + quoted(trace.name) + " needs a time constant")
        .suggest("trace " + trace.name + " of " + (trace.ofPost ? "post" : "pre") +
                 "(tau = 20 ms)");
  return Type::real();
}

Type Checker::typeOfFunction(FnDecl &fn, const Context &outer) {
  Scope &scope = newScope(nullptr);
  Context ctx = outer;
  ctx.scope = &scope;
  ctx.function = true;
  for (auto &parameter : fn.parameters) {
    registerDecl(*parameter, outer);
    declare(scope, *parameter, Ref::Argument);
    ensure(parameter.get());
  }
  if (!fn.body)
    return {};
  bool open = false;
  Type declared;
  if (fn.resultSpec)
    declared = resolveType(*fn.resultSpec, ctx, &open);
  if (fn.resultSpec && !open && declared.kind != Type::Unknown) {
    Wanted wanted{declared, "the result of " + quoted(fn.name)};
    wanted.declared = fn.resultSpec->range;
    wanted.declaredText = "declared as " + typeText(declared);
    checkAs(*fn.body, ctx, wanted);
    fn.resultType = declared;
  } else {
    fn.resultType = check(*fn.body, ctx);
  }
  return fn.resultType;
}

Type Checker::typeOfLoop(ForDecl &loop, const Context &ctx) {
  Type type;
  if (!loop.range)
    return type;
  if (auto *range = dynCast<RangeExpr>(loop.range.get())) {
    type = checkRange(*range, ctx);
  } else {
    type = check(*loop.range, ctx);
    if (type.kind == Type::List || (type.isNumber() && type.shape.size() == 1)) {
      Type element = Type::real(type.dimension);
      bool whole = false;
      if (auto *list = dynCast<ListExpr>(loop.range.get())) {
        whole = !list->elements.empty();
        for (const ExprPtr &e : list->elements)
          whole &= e->type.kind == Type::Int;
      }
      if (whole)
        element.kind = Type::Int;
      type = element;
    } else if (type.kind != Type::Unknown) {
      diagnostics.error(Code::E0412, loop.range->range,
                        "'for' runs over a range 'a..b' or a list, but this is " +
                            typeText(type));
      type = {};
    }
  }
  return type;
}
