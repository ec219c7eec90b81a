//===- Calls.cpp - Calls: functions, built-ins and instances -------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Checker.h"

#include <algorithm>

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

/// "'E.spikes'" is events, "'E.V'" is values; a population stands for its spikes.
static bool isEvents(const Expr &e) {
  if (e.type.kind == Type::Population)
    return true;
  auto *member = dynCast<MemberExpr>(&e);
  return member && (member->ref.kind == Ref::Spikes || member->ref.kind == Ref::Event);
}

Type Checker::checkCall(CallExpr &e, const Context &ctx) {
  auto checkAnyway = [&] { // for the mistakes inside the arguments
    for (Argument &a : e.arguments)
      check(*a.value, ctx);
    return Type();
  };
  auto *name = dynCast<NameExpr>(e.callee.get());
  if (!name) {
    auto *member = dynCast<MemberExpr>(e.callee.get());
    auto *base = member ? dynCast<NameExpr>(member->base.get()) : nullptr;
    const Symbol *module = base ? lookUpFile(base->name, base->range) : nullptr;
    if (module && module->failed)
      return checkAnyway();
    if (!module || !module->module) {
      diagnostics.error(Code::E0212, e.callee->range,
                        quoted(text(*e.callee)) + " is not a function");
      return checkAnyway();
    }
    const Decl *decl = resolveGlobal(*e.callee, "function");
    if (!decl)
      return checkAnyway();
    if (decl->kind != Decl::DFn) {
      diagnostics.error(Code::E0212, e.callee->range,
                        quoted(text(*e.callee)) + " is " + withArticle(kindText(*decl)) +
                            ", not a function");
      return checkAnyway();
    }
    return checkFunctionCall(e, *static_cast<FnDecl *>(const_cast<Decl *>(decl)), ctx);
  }

  const Symbol *symbol = lookUpFile(name->name, name->range);
  if (symbol && symbol->failed)
    return checkAnyway();
  if (symbol && symbol->ref.decl && symbol->ref.decl->kind == Decl::DFn) {
    name->ref = symbol->ref;
    return checkFunctionCall(
        e, *static_cast<FnDecl *>(const_cast<Decl *>(symbol->ref.decl)), ctx);
  }

  // Of several built-ins of one name the one that has a meaning here.
  const Builtin *builtin = nullptr;
  if (ctx.waveform)
    builtin = findBuiltin(name->name, Place::Waveform);
  if (!builtin && ctx.training)
    builtin = findBuiltin(name->name, Place::Training);
  if (!builtin && (ctx.experiment || ctx.recording)) {
    builtin = findBuiltin(name->name, Place::Measure);
    // min(E.V), sum(E.V): functions over a population or over time.
    if (!builtin && e.arguments.size() == 1 &&
        (name->name == "min" || name->name == "max" || name->name == "sum")) {
      Type type = check(*e.arguments[0].value, ctx);
      if (type.kind == Type::Series && !isEvents(*e.arguments[0].value))
        return Type::real(type.dimension);
      if (type.kind == Type::Unknown)
        return {};
      if (type.isNumber() && !type.shape.empty())
        return Type::real(type.dimension);
    }
  }
  if (!builtin)
    builtin = findBuiltin(name->name, Place::Math);
  if (!builtin && (builtin = findBuiltin(name->name, Place::Distribution))) {
    if (ctx.drew)
      *ctx.drew = true;
    if (ctx.function) {
      diagnostics.error(Code::E0213, e.range,
                        "a function is pure: it cannot draw random values");
      return checkAnyway();
    }
    if (!ctx.draws) {
      diagnostics
          .error(Code::E0214, e.range,
                 quoted(name->name) + " draws a random value, which is not possible here")
          .suggest(ctx.drew ? "draw with '~' instead of '='"
                            : "random values are drawn with 'x ~ " + name->name + "(…)'");
      checkAnyway();
      return {};
    }
  }
  if (!builtin) {
    if (const Builtin *elsewhere = findBuiltin(name->name)) {
      diagnostics.error(Code::E0114, e.range,
                        quoted(name->name) + " is " + std::string(placeText(elsewhere->place)));
      return checkAnyway();
    }
    if (symbol && symbol->ref.decl) {
      auto &d = diagnostics.error(Code::E0212, e.callee->range,
                                  quoted(name->name) + " is " +
                                      withArticle(kindText(*symbol->ref.decl)) +
                                      ", not a function");
      notePlace(d, symbol->ref.decl, quoted(name->name) + " is declared here");
      return checkAnyway();
    }
    std::vector<std::string_view> candidates = builtinNames(Place::Math);
    for (auto [allowed, place] : {std::pair{ctx.waveform, Place::Waveform},
                                  std::pair{ctx.experiment || ctx.recording, Place::Measure},
                                  std::pair{ctx.training, Place::Training},
                                  std::pair{ctx.draws, Place::Distribution}})
      if (allowed)
        for (std::string_view n : builtinNames(place))
          candidates.push_back(n);
    if (auto it = fileOf.find(e.range.file); it != fileOf.end())
      for (auto &[key, s] : it->second->names.names)
        if (s.ref.decl && s.ref.decl->kind == Decl::DFn)
          candidates.push_back(key);
    auto &d = diagnostics.error(Code::E0212, e.callee->range,
                                "unknown function " + quoted(name->name));
    if (auto near = nearest(name->name, candidates); !near.empty())
      d.suggest("did you mean " + quoted(std::string(near)) + "?");
    return checkAnyway();
  }
  if (ctx.recording && builtin->place == Place::Measure && builtin->name != "mean" &&
      builtin->name != "std" && builtin->name != "rate" && builtin->name != "order_parameter") {
    diagnostics
        .error(Code::E0414, e.range,
               quoted(name->name) + " looks at a whole simulation and cannot be recorded")
        .suggest("record what it needs and report " + name->name + "(…) in the experiment");
    return checkAnyway();
  }
  bool timeless = ctx.function && (builtin->name == "rising" || builtin->name == "white");
  if (timeless || (builtin->name == "rising" && !ctx.rising) ||
      (builtin->name == "white" && !ctx.white)) {
    diagnostics.error(timeless ? Code::E0213 : Code::E0114, e.range,
                      builtin->name == "rising"
                          ? "'rising' stands in the condition of 'spike' or 'event' only"
                          : "'white' stands on the right of an equation only");
    Context inner = ctx;
    inner.rising = true;
    Type ignored;
    checkArguments(e, *builtin, inner, ignored);
    return builtin->name == "rising" ? Type::of(Type::Bool) : Type();
  }
  Type common;
  if (!checkArguments(e, *builtin, ctx, common))
    return {};
  return resultOf(e, *builtin, common);
}

Type Checker::checkFunctionCall(CallExpr &e, FnDecl &fn, const Context &ctx) {
  e.function = &fn;
  ensure(&fn);
  if (e.arguments.size() != fn.parameters.size()) {
    auto &d = diagnostics.error(Code::E0206, e.range,
                                "function " + quoted(fn.name) + " takes " +
                                    std::to_string(fn.parameters.size()) +
                                    (fn.parameters.size() == 1 ? " argument" : " arguments") +
                                    ", but " + std::to_string(e.arguments.size()) +
                                    (e.arguments.size() == 1 ? " is given" : " are given"));
    notePlace(d, &fn, quoted(fn.name) + " is declared here");
  }
  std::vector<int64_t> elements;
  for (size_t i = 0; i < e.arguments.size(); ++i) {
    Argument &a = e.arguments[i];
    if (!a.name.empty())
      diagnostics.error(Code::E0206, a.nameRange,
                        "arguments of a function are given in order, without names");
    if (i >= fn.parameters.size()) {
      check(*a.value, ctx);
      continue;
    }
    VarDecl &parameter = *fn.parameters[i];
    Wanted wanted{typeOf(&parameter), "argument " + quoted(parameter.name) + " of " +
                                          quoted(fn.name)};
    wanted.code = Code::E0205;
    wanted.declared = parameter.nameRange;
    wanted.declaredText = describe(parameter, parameter.name);
    // A function of numbers acts on each element of a vector.
    wanted.elementwise = wanted.type.isNumber() && wanted.type.shape.empty();
    Type given = checkAs(*a.value, ctx, wanted);
    if (wanted.elementwise && given.isNumber() && !joinShapes(elements, given.shape))
      diagnostics.error(Code::E0208, a.value->range,
                        "the arguments of " + quoted(fn.name) + " are vectors of different sizes");
  }
  Type result = typeOf(&fn);
  if (!result.isNumber() || elements.empty())
    return result;
  if (!result.shape.empty())
    diagnostics.error(Code::E0208, e.range,
                      quoted(fn.name) + " of a number is " + typeText(result) +
                          " already and cannot be taken of each element");
  result.shape = elements;
  return result;
}

// --- Signatures -----------------------------------------------------------------

bool Checker::checkArguments(CallExpr &e, const Builtin &builtin, const Context &ctx,
                             Type &common) {
  std::vector<Parameter> parameters = builtin.signature();
  std::vector<Expr *> values(parameters.size(), nullptr);
  std::string name(builtin.name);
  bool fine = true;
  size_t position = 0;
  for (Argument &a : e.arguments) {
    size_t index = parameters.size();
    if (a.name.empty()) {
      index = position++;
    } else {
      for (size_t i = 0; i < parameters.size(); ++i)
        if (parameters[i].name == a.name)
          index = i;
      if (index == parameters.size()) {
        std::vector<std::string_view> candidates;
        for (const Parameter &p : parameters)
          candidates.push_back(p.name);
        auto &d = diagnostics.error(Code::E0206, a.nameRange,
                                    quoted(name) + " has no argument " + quoted(a.name));
        auto near = nearest(a.name, candidates);
        d.suggest(near.empty() ? "it is written " + builtin.usage()
                               : "did you mean " + quoted(std::string(near)) + "?");
        check(*a.value, ctx);
        fine = false;
        continue;
      }
    }
    if (index >= parameters.size()) {
      if (fine)
        diagnostics
            .error(Code::E0206, a.value->range,
                   parameters.empty()
                       ? quoted(name) + " takes no arguments"
                       : quoted(name) + " takes at most " + std::to_string(parameters.size()) +
                             (parameters.size() == 1 ? " argument" : " arguments"))
            .suggest("it is written " + builtin.usage());
      check(*a.value, ctx);
      fine = false;
      continue;
    }
    if (values[index]) {
      diagnostics.error(Code::E0206, a.value->range,
                        quoted(std::string(parameters[index].name)) + " is given twice");
      fine = false;
      continue;
    }
    values[index] = a.value.get();
  }
  const Expr *commonAt = nullptr;
  for (size_t i = 0; i < parameters.size(); ++i) {
    if (values[i]) {
      fine &= checkArgument(*values[i], builtin, parameters[i], ctx, common, commonAt);
    } else if (!parameters[i].optional && fine) {
      diagnostics
          .error(Code::E0206, e.range,
                 quoted(name) + " needs " + quoted(std::string(parameters[i].name)))
          .suggest("it is written " + builtin.usage());
      fine = false;
    }
  }
  return fine;
}

bool Checker::checkArgument(Expr &value, const Builtin &builtin, const Parameter &parameter,
                            const Context &ctx, Type &common, const Expr *&commonAt) {
  std::string_view kind = parameter.kind;
  std::string name(builtin.name);
  std::string what = builtin.signature().size() == 1 || parameter.name == "of"
                         ? quoted(name)
                         : quoted(std::string(parameter.name)) + " of " + quoted(name);
  auto wrong = [&](Code code, const std::string &need, const Type &have) {
    diagnostics.error(code, value.range,
                      what + " needs " + need + ", but this is " + typeText(have));
    return false;
  };
  auto joinCommon = [&](Type type, const Expr &at) {
    if (!commonAt) {
      common = type;
      if (common.kind == Type::Int && builtin.place != Place::Math)
        common.kind = Type::Real;
      commonAt = &at;
      return true;
    }
    if (type.dimension != common.dimension) {
      operandsDiffer(*commonAt, common, at, type,
                     ("be arguments of one " + quoted(name)).c_str(), ctx);
      return false;
    }
    if (type.kind == Type::Series || (type.kind == Type::Real && common.kind == Type::Int))
      common.kind = type.kind;
    if (!joinShapes(common.shape, type.shape)) {
      diagnostics.error(Code::E0208, at.range,
                        "the arguments of " + quoted(name) + " are " + typeText(common) +
                            " and " + typeText(type));
      return false;
    }
    return true;
  };

  if (kind == "T" || kind == "T%") {
    Type type = operandType(value, ctx);
    if (type.kind == Type::Unknown)
      return false;
    if (!isArithmetic(value, type, ("an argument of " + quoted(name)).c_str()))
      return false;
    if (type.kind == Type::Opaque)
      return true;
    if (kind == "T%" && type.dimension.isDimensionless())
      return true; // relative to the mean
    return joinCommon(type, value);
  }
  if (kind == "1" || kind == "P") {
    Wanted wanted{Type::real(), what};
    wanted.code = Code::E0205;
    // exp(v) is that of each element; the size of a matrix is one number.
    wanted.elementwise = builtin.place == Place::Math && builtin.result == "1";
    size_t before = diagnostics.errorCount();
    Type type = checkAs(value, ctx, wanted);
    if (diagnostics.errorCount() != before)
      return false;
    common.kind = common.kind == Type::Unknown ? type.kind : common.kind;
    if (wanted.elementwise)
      common.shape = type.shape;
    if (kind == "P")
      if (auto p = evaluateConstant(value, {}); p && !(*p >= 0 && *p <= 1)) {
        diagnostics.error(Code::E0407, value.range,
                          what + " is a probability from 0 to 1, but this is " +
                              text(value));
        return false;
      }
    return true;
  }
  if (kind.front() == '[') {
    std::string_view element = kind.substr(1, kind.size() - 2);
    Type type = check(value, ctx);
    if (type.kind == Type::Unknown || type.kind == Type::Opaque)
      return false;
    if (type.kind != Type::List && !(type.isNumber() && type.shape.size() == 1))
      return wrong(Code::E0202, "a list", type);
    if (element == "T") {
      Type scalar = Type::real(type.dimension);
      return joinCommon(scalar, value);
    }
    units::Dimension wanted = units::parseUnit(element)->dimension;
    if (type.dimension != wanted && !(type.shape.size() == 1 && type.shape[0] == 0)) {
      diagnostics.error(Code::E0205, value.range,
                        what + " needs a list of " +
                            (wanted.isDimensionless() ? "pure numbers" : wanted.str()) +
                            ", but this has " + type.dimension.str());
      return false;
    }
    return true;
  }
  if (kind == "string") {
    Type type = check(value, ctx);
    if (type.kind == Type::Unknown || type.kind == Type::String)
      return type.kind == Type::String;
    return wrong(Code::E0202, "text in quotes", type);
  }
  if (kind == "bool") {
    checkCondition(value, ctx, what);
    return true;
  }
  if (kind == "E" || kind == "V" || kind == "X") {
    Type type = check(value, ctx);
    if (type.kind == Type::Unknown || type.kind == Type::Opaque)
      return type.kind == Type::Opaque;
    bool events = isEvents(value);
    bool series = type.kind == Type::Series || type.kind == Type::Population ||
                  (kind != "E" && type.isNumber());
    if (!series) {
      diagnostics.error(Code::E0505, value.range,
                        what + " needs " +
                            (kind == "E" ? "spikes or events, such as E.spikes"
                                         : "a recorded variable, such as E.V") +
                            ", but this is " + typeText(type));
      return false;
    }
    if (kind == "E" && !events) {
      diagnostics
          .error(Code::E0505, value.range,
                 what + " needs spikes or events, but " + quoted(text(value)) +
                     " is a recorded variable")
          .suggest("name the population or its spikes");
      return false;
    }
    if (kind == "V" && events) {
      diagnostics
          .error(Code::E0505, value.range,
                 what + " needs a recorded variable, but " + quoted(text(value)) +
                     " is spikes")
          .suggest("name a variable, such as E.V");
      return false;
    }
    if (type.kind == Type::Population) {
      Elements elements;
      if (resolveElements(value, ctx, elements))
        for (const PopulationDecl *part : elements.parts)
          if (ModelInfo *model = modelOf(part);
              model && !model->spike && !model->isBuiltinSource && !model->broken) {
            auto &d = diagnostics.error(Code::E0505, value.range,
                                        what + " needs spikes, but " + quoted(part->name) +
                                            " never spikes");
            notePlace(d, model->original,
                      quoted(model->original->name) + " has no 'spike when'");
            return false;
          }
    }
    if (!events)
      common = Type::real(type.dimension);
    return true;
  }
  if (kind == "v") {
    Type type = check(value, ctx);
    if (type.kind == Type::Unknown || type.kind == Type::Opaque ||
        (type.isNumber() && !type.shape.empty()) || type.kind == Type::List)
      return type.kind != Type::Unknown;
    return wrong(Code::E0202, "a vector", type);
  }
  if (kind == "method") {
    checkMethod(value, ctx, "");
    return true;
  }
  if (kind == "*") {
    Type type = check(value, ctx);
    return type.kind != Type::Unknown;
  }
  size_t before = diagnostics.errorCount();
  checkQuantity(value, ctx, std::string(kind).c_str(), what, Code::E0205);
  return diagnostics.errorCount() == before;
}

Type Checker::resultOf(CallExpr &e, const Builtin &builtin, const Type &common) {
  std::string_view result = builtin.result;
  if (builtin.name == "sqrt") {
    const Type &x = e.arguments[0].value->type;
    if (!isArithmetic(*e.arguments[0].value, x, "put under a root"))
      return {};
    Type root = Type::real(x.dimension.pow({1, 2}));
    root.shape = x.shape;
    return root;
  }
  if (builtin.name == "dot") {
    const Expr &a = *e.arguments[0].value, &b = *e.arguments[1].value;
    // One value for each edge, drawn anew for each component.
    auto spreads = [](const Expr &x) {
      auto *name = dynCast<NameExpr>(&x);
      return name && name->ref.decl && name->ref.decl->kind == Decl::DAssign;
    };
    for (const Expr *x : {&a, &b})
      if (!x->type.isNumber() || (x->type.shape.size() != 1 && !spreads(*x))) {
        if (x->type.kind != Type::Unknown && x->type.kind != Type::Opaque)
          diagnostics.error(Code::E0208, x->range,
                            "'dot' needs vectors, but this is " + typeText(x->type));
        return {};
      }
    if (a.type.shape.size() == 1 && b.type.shape.size() == 1 && a.type.shape[0] >= 0 &&
        b.type.shape[0] >= 0 && a.type.shape[0] != b.type.shape[0]) {
      diagnostics.error(Code::E0208, e.range,
                        "'dot' of " + typeText(a.type) + " and " + typeText(b.type));
      return {};
    }
    return Type::real(a.type.dimension * b.type.dimension);
  }
  if (builtin.name == "sum") {
    const Expr &x = *e.arguments[0].value;
    if (x.type.kind == Type::List || x.type.kind == Type::Series ||
        (x.type.isNumber() && !x.type.shape.empty()))
      return Type::real(x.type.dimension);
    diagnostics.error(Code::E0208, x.range, "'sum' needs a vector or a list, but this is " +
                                                typeText(x.type));
    return {};
  }
  if (builtin.name == "legendre_A" || builtin.name == "legendre_B") {
    auto d = evaluateConstant(*e.arguments[0].value, {});
    int64_t n = d && *d >= 1 && *d <= 1e6 ? static_cast<int64_t>(*d) : -1;
    Type type = Type::real();
    type.shape = {n};
    if (builtin.name == "legendre_A")
      type.shape.push_back(n);
    return type;
  }
  if (result == "T") {
    Type type = common;
    if (builtin.place == Place::Waveform || builtin.place == Place::Distribution ||
        builtin.place == Place::Measure)
      type.kind = Type::Real;
    // Of [1, 2] a distribution draws, and a waveform makes, two numbers.
    if (builtin.place == Place::Measure)
      type.shape.clear();
    return type;
  }
  if (result == "bool")
    return Type::of(Type::Bool);
  if (result == "data")
    return Type::of(Type::Opaque);
  if (result == "series")
    return {Type::Series, common.dimension, {}};
  if (result == "series1") {
    if (!common.dimension.isDimensionless() && common.kind != Type::Unknown) {
      diagnostics.error(Code::E0205, e.range,
                        "'order_parameter' needs phases, which are pure numbers, but this has "
                        "unit " +
                            common.dimension.str());
      return {};
    }
    return Type::of(Type::Series);
  }
  if (result == "matrix" || result == "v") {
    Type type = Type::real();
    type.shape.assign(result == "v" ? 1 : 2, -1);
    return type;
  }
  if (result == "times")
    return {Type::Real, units::Dimension::of(units::Time), {-1, -1}};
  if (result == "*") // samples(file): whatever the port takes
    return {};
  if (result.empty())
    return Type::of(Type::Void);
  Type type = Type::real(units::parseUnit(result)->dimension);
  if (builtin.place == Place::Math)
    type.shape = common.shape;
  // round(n) of a whole number is one.
  if (builtin.place == Place::Math && common.kind == Type::Int &&
      (builtin.name == "round" || builtin.name == "floor" || builtin.name == "ceil"))
    type.kind = Type::Int;
  return type;
}

/// A method by name, with or without arguments: rk45(rtol = 1e-6), atan(2).
/// `allowed`: alternatives "a|b"; empty for any method.
void Checker::checkMethod(Expr &e, const Context &ctx, std::string_view allowed) {
  auto *call = dynCast<CallExpr>(&e);
  auto *name = dynCast<NameExpr>(call ? call->callee.get() : &e);
  if (!name) {
    check(e, ctx); // a plain value, as the sd of gaussian(3 ms)
    return;
  }
  std::vector<std::string_view> candidates =
      allowed.empty() ? builtinNames(Place::Method) : words(allowed);
  const Builtin *method = findBuiltin(name->name, Place::Method);
  bool listed = std::find(candidates.begin(), candidates.end(), name->name) != candidates.end();
  if (!method || !listed) {
    auto &d = diagnostics.error(Code::E0313, e.range, "unknown method " + quoted(name->name));
    std::string list;
    for (std::string_view c : candidates)
      list += (list.empty() ? "" : ", ") + std::string(c);
    auto near = nearest(name->name, candidates);
    d.suggest(near.empty() ? "one of " + list
                           : "did you mean " + quoted(std::string(near)) + "?");
    return;
  }
  e.type = Type::of(Type::Opaque);
  if (call) {
    Type common;
    checkArguments(*call, *method, ctx, common);
  } else {
    for (const Parameter &p : method->signature())
      if (!p.optional) {
        diagnostics.error(Code::E0206, e.range,
                          quoted(name->name) + " needs " + quoted(std::string(p.name)))
            .suggest("it is written " + method->usage());
        break;
      }
  }
}
