//===- Models.cpp - What each kind of model may say ----------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Checker.h"

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

static constexpr std::string_view solvers =
    "auto|exact|exponential_euler|rosenbrock|euler|heun|euler_maruyama|rk4|rk45";

// --- Members -------------------------------------------------------------------

Context Checker::contextOf(ModelInfo &model, Scope &scope) {
  Context ctx;
  ctx.scope = &scope;
  ctx.model = &model;
  ctx.pre = model.pre;
  ctx.post = model.post;
  return ctx;
}

void Checker::declareMembers(ModelInfo &model) {
  Context ctx = contextOf(model, model.members);
  Context parameters = ctx;
  parameters.latest = Level::Parameter;
  for (auto &p : model.decl->parameters) {
    registerDecl(*p, parameters);
    if (declare(model.members, *p))
      model.checked.parameters.push_back(p.get());
  }
  declareItems(model, model.decl->body, model.members, model.checked);
  model.checked.decl = model.decl;
}

void Checker::declareItems(ModelInfo &model, Block &block, Scope &scope, CheckedModel &into) {
  Context ctx = contextOf(model, scope);
  std::map<std::string, const Decl *> unnamed; // handlers of fixed names, tie
  auto once = [&](const std::string &what, const Decl &item, Code code) {
    auto [it, fresh] = unnamed.try_emplace(what, &item);
    if (!fresh)
      diagnostics
          .error(code, item.nameRange,
                 code == Code::E0310 ? "a model has one spike condition only"
                                     : quoted(what) + " is declared twice")
          .note(it->second->nameRange, "the first one stands here");
    return fresh;
  };
  for (DeclPtr &owned : block.items) {
    Decl *item = owned.get();
    if (auto *list = dynCast<VarListDecl>(item)) {
      for (auto &v : list->vars) {
        Context own = ctx;
        if (v->kind == Decl::DParam)
          own.latest = Level::Parameter;
        registerDecl(*v, own);
        if (!declare(scope, *v))
          continue;
        (v->kind == Decl::DParam   ? into.parameters
         : v->kind == Decl::DState ? into.states
         : v->kind == Decl::DEdge  ? into.edges
         : v->kind == Decl::DInput ? into.inputs
                                   : into.hosts)
            .push_back(v.get());
      }
      continue;
    }
    if (auto *list = dynCast<UseListDecl>(item)) {
      for (auto &u : list->uses) {
        if (u->receptor)
          if (ModelInfo *receptor = resolveModel(*u->receptor, "receptor")) {
            if (receptor->original->modelKind != ModelKind::Receptor) {
              auto &d = diagnostics.error(
                  Code::E0112, u->receptor->range,
                  "'use' needs a receptor, but " + quoted(receptor->original->name) + " is " +
                      withArticle(kindText(*receptor->original)));
              notePlace(d, receptor->original, "it is declared here");
            } else {
              u->model = receptor->decl;
            }
          }
        if (declare(scope, *u))
          into.uses.push_back(u.get());
      }
      continue;
    }
    switch (item->kind) {
    case Decl::DRef: {
      auto *ref = static_cast<RefDecl *>(item);
      Context nowhere;
      const Symbol *symbol = lookUpFile(ref->modelName, ref->modelRange);
      if (symbol && symbol->failed) {
        // its import was reported
      } else if (!symbol || !symbol->ref.decl) {
        unknownName(ref->modelName, ref->modelRange, nowhere, "model");
      } else if (symbol->ref.decl->kind != Decl::DModel) {
        diagnostics.error(Code::E0112, ref->modelRange,
                          quoted(ref->modelName) + " is " +
                              withArticle(kindText(*symbol->ref.decl)) + ", not a model");
      } else if (ModelInfo *other = modelOf(symbol->ref.decl)) {
        flatten(*other);
        ref->model = other->decl;
      }
      if (declare(scope, *ref))
        into.refs.push_back(ref);
      break;
    }
    case Decl::DGate:
      registerDecl(*item, ctx);
      if (declare(scope, *item))
        into.gates.push_back(static_cast<GateDecl *>(item));
      break;
    case Decl::DTrace:
      registerDecl(*item, ctx);
      if (declare(scope, *item))
        into.traces.push_back(static_cast<TraceDecl *>(item));
      break;
    case Decl::DLet:
      registerDecl(*item, ctx);
      if (declare(scope, *item))
        into.lets.push_back(static_cast<LetDecl *>(item));
      break;
    case Decl::DEvent:
      if (item->name == "spikes") {
        diagnostics.error(Code::E0111, item->nameRange,
                          "'spikes' are the events of 'spike when'; choose another name");
        break;
      }
      if (declare(scope, *item))
        into.events.push_back(static_cast<EventDecl *>(item));
      break;
    case Decl::DOn:
      if (item->name == "pre" || item->name == "post" || item->name == "arrive") {
        if (!once("on " + item->name, *item, Code::E0111))
          break;
      } else if (!declare(scope, *item)) {
        break;
      }
      into.handlers.push_back(static_cast<OnDecl *>(item));
      break;
    case Decl::DOde:
      into.odes.push_back(static_cast<OdeDecl *>(item));
      break;
    case Decl::DSpike:
      if (model.spike) {
        diagnostics
            .error(Code::E0310, item->nameRange, "a model has one spike condition only")
            .note(model.spike->nameRange, "the first one stands here")
            .suggest("further conditions are events: event name when …");
        break;
      }
      model.spike = static_cast<SpikeDecl *>(item);
      into.spike = model.spike;
      break;
    case Decl::DEvery:
      into.periodic.push_back(static_cast<EveryDecl *>(item));
      break;
    case Decl::DSolve:
      into.solves.push_back(static_cast<SolveDecl *>(item));
      break;
    case Decl::DBound:
      if (once("bound " + item->name, *item, Code::E0111))
        into.bounds.push_back(static_cast<BoundDecl *>(item));
      break;
    case Decl::DTie:
      if (once("tie", *item, Code::E0111))
        into.tie = static_cast<TieDecl *>(item);
      break;
    case Decl::DCompartment: {
      auto *compartment = static_cast<CompartmentDecl *>(item);
      if (!declare(scope, *item))
        break;
      into.compartments.push_back(compartment);
      auto &inner = model.compartments[compartment] = std::make_unique<Scope>();
      inner->parent = &scope;
      // A compartment inside a compartment is refused by checkAllowed.
      CheckedModel &items = model.compartmentItems[compartment];
      items.decl = model.decl;
      declareItems(model, compartment->body, *inner, items);
      break;
    }
    case Decl::DCouple:
      into.couples.push_back(static_cast<CoupleDecl *>(item));
      break;
    default:
      break;
    }
  }
}

// --- The body -----------------------------------------------------------------------

void Checker::checkModel(ModelInfo &model) {
  for (auto &p : model.decl->parameters)
    ensure(p.get());
  checkItems(model, model.decl->body, model.members, model.checked);
  if (!model.broken)
    checkConstraints(model.checked.parameters, {}, model.original->nameRange);
  for (auto &[compartment, items] : model.compartmentItems)
    checkConstraints(items.parameters, {}, compartment->nameRange);
}

void Checker::checkItems(ModelInfo &model, Block &block, Scope &scope, CheckedModel &items) {
  Context ctx = contextOf(model, scope);
  bool inCompartment = &scope != &model.members;
  for (DeclPtr &owned : block.items) {
    Decl *item = owned.get();
    checkAllowed(model, *item);
    if (inCompartment && (item->kind == Decl::DCompartment || item->kind == Decl::DCouple))
      diagnostics.error(Code::E0301, item->nameRange,
                        withArticle(kindText(*item)) + " cannot stand in a compartment");
    if (auto *list = dynCast<VarListDecl>(item)) {
      for (auto &v : list->vars)
        ensure(v.get());
      continue;
    }
    if (auto *list = dynCast<UseListDecl>(item)) {
      for (auto &u : list->uses)
        checkUse(model, *u, ctx);
      continue;
    }
    switch (item->kind) {
    case Decl::DLet:
    case Decl::DGate:
    case Decl::DTrace:
      ensure(item);
      break;
    case Decl::DOde:
      checkOde(model, *static_cast<OdeDecl *>(item), ctx, items);
      break;
    case Decl::DSpike:
      checkSpike(model, *static_cast<SpikeDecl *>(item), ctx);
      break;
    case Decl::DEvent: {
      auto *event = static_cast<EventDecl *>(item);
      Context condition = ctx;
      condition.rising = true;
      if (event->condition)
        checkCondition(*event->condition, condition, "event " + quoted(event->name));
      checkHandler(model, event->body, ctx, *event);
      break;
    }
    case Decl::DOn:
      checkOn(model, *static_cast<OnDecl *>(item), ctx);
      break;
    case Decl::DEvery: {
      auto *every = static_cast<EveryDecl *>(item);
      Context period = ctx;
      period.latest = Level::Parameter;
      period.latestWhat = "the period of 'every'";
      if (every->period)
        checkQuantity(*every->period, period, "ms", "'every'");
      checkHandler(model, every->body, ctx, *every);
      break;
    }
    case Decl::DBound:
      checkBound(model, *static_cast<BoundDecl *>(item), ctx);
      break;
    case Decl::DTie:
      if (item->name != "ignore" && item->name != "pre_first" && item->name != "post_first")
        diagnostics.error(Code::E0316, item->nameRange, "'tie' is ignore, pre_first or post_first");
      break;
    case Decl::DSolve:
      checkSolve(model, *static_cast<SolveDecl *>(item), ctx);
      break;
    case Decl::DCompartment: {
      auto *compartment = static_cast<CompartmentDecl *>(item);
      auto it = model.compartments.find(compartment);
      if (it != model.compartments.end())
        checkItems(model, compartment->body, *it->second, model.compartmentItems[compartment]);
      break;
    }
    case Decl::DCouple:
      checkCouple(model, *static_cast<CoupleDecl *>(item), ctx);
      break;
    case Decl::DExpose:
      for (auto &name : static_cast<ExposeDecl *>(item)->names)
        if (!lookUp(name.name, name.range, ctx))
          unknownName(name.name, name.range, ctx);
      break;
    default:
      break;
    }
  }
}

/// The state or edge state of that name; reports what it is otherwise.
const VarDecl *Checker::findState(const std::string &name, SourceRange at, const Context &ctx,
                                  std::string_view what) {
  if (name.empty())
    return nullptr;
  const Symbol *symbol = nullptr;
  for (Scope *s = ctx.scope; s && !symbol; s = s->parent)
    if (auto it = s->names.find(name); it != s->names.end())
      symbol = &it->second;
  const Decl *decl = symbol ? symbol->ref.decl : nullptr;
  if (decl && (decl->kind == Decl::DState || decl->kind == Decl::DEdge))
    return static_cast<const VarDecl *>(decl);
  Code code = what == "an equation" ? Code::E0302 : Code::E0308;
  bool isSynapse = ctx.model && ctx.model->original->modelKind == ModelKind::Synapse;
  std::string keyword = isSynapse ? "edge" : "state";
  if (!decl) {
    if (ctx.model && ctx.model->broken)
      return nullptr;
    auto &d = diagnostics.error(code, at,
                                std::string(what) + " needs a state, but " + quoted(name) +
                                    " is not declared");
    std::string near = nearestName(name, at, ctx, [](const Symbol &s) {
      return s.ref.decl &&
             (s.ref.decl->kind == Decl::DState || s.ref.decl->kind == Decl::DEdge);
    });
    d.suggest(near.empty() ? "declare it: " + keyword + " " + name + " = …"
                           : "did you mean " + quoted(near) + "?");
    return nullptr;
  }
  auto &d = diagnostics.error(code, at,
                              std::string(what) + " needs a state, but " + quoted(name) +
                                  " is " + withArticle(kindText(*decl)));
  notePlace(d, decl, quoted(name) + " is declared here");
  if (decl->kind == Decl::DParam)
    d.suggest("declare it as '" + keyword + " " + name + "'");
  else if (decl->kind == Decl::DGate)
    d.suggest("a gate has its own equation, made of its arguments");
  return nullptr;
}

void Checker::checkOde(ModelInfo &model, OdeDecl &ode, const Context &outer,
                       CheckedModel &items) {
  Context ctx = outer;
  ctx.white = true;
  std::string primes(std::max(1, ode.order), '\'');
  ode.state = findState(ode.name, ode.nameRange, ctx, "an equation");
  if (ode.order > 2)
    diagnostics.error(Code::E0302, ode.nameRange,
                      "an equation is of first or second order, but this is of order " +
                          std::to_string(ode.order))
        .suggest("introduce states for the higher derivatives");
  if (!ode.value)
    return;
  if (!ode.state) {
    check(*ode.value, ctx);
    return;
  }
  auto [first, fresh] = equationOf.try_emplace(ode.state, &ode);
  if (!fresh)
    diagnostics
        .error(Code::E0303, ode.nameRange, "there are two equations for " + quoted(ode.name))
        .note(first->second->nameRange, "the first one stands here");
  Type state = typeOf(ode.state);
  if (state.kind == Type::Unknown) {
    check(*ode.value, ctx);
    return;
  }
  Wanted wanted{state, ode.name + primes};
  wanted.type.dimension =
      state.dimension * units::Dimension::of(units::Time, -std::min(ode.order, 2));
  wanted.code = Code::E0203;
  checkAs(*ode.value, ctx, wanted);
}

void Checker::checkUse(ModelInfo &model, UseDecl &use, const Context &ctx) {
  ModelInfo *receptor = modelOf(static_cast<const Decl *>(use.model));
  if (!receptor)
    return;
  std::string name = receptor->original->name;
  Context arguments = ctx;
  arguments.latest = Level::Parameter;
  arguments.latestWhat = "an argument of " + quoted(name);
  checkParameters(*use.receptor, receptor->checked.parameters, arguments, name,
                  use.nameRange, {});
  for (const VarDecl *host : receptor->checked.hosts) {
    const Symbol *symbol = nullptr;
    for (Scope *s = ctx.scope; s && !symbol; s = s->parent)
      if (auto it = s->names.find(host->name); it != s->names.end())
        symbol = &it->second;
    const Decl *decl = symbol ? symbol->ref.decl : nullptr;
    if (!decl) {
      if (model.broken)
        continue;
      diagnostics
          .error(Code::E0306, use.nameRange,
                 "receptor " + quoted(name) + " reads " + quoted(host->name) +
                     " of its neuron, but " + quoted(model.original->name) + " has none")
          .note(host->nameRange, describe(*host, host->name))
          .suggest("declare it: state " + host->name + ": " + typeOf(host).dimension.str() +
                   " = …");
      continue;
    }
    Type have = typeOf(decl), want = typeOf(host);
    if (have.kind == Type::Unknown || want.kind == Type::Unknown)
      continue;
    if (!have.isNumber() || have.dimension != want.dimension || have.shape != want.shape) {
      diagnostics
          .error(Code::E0306, use.nameRange,
                 "receptor " + quoted(name) + " reads " + quoted(host->name) + " as " +
                     needText(want) + ", but in " + quoted(model.original->name) + " it is " +
                     (have.isNumber() ? needText(have) : withArticle(kindText(*decl))))
          .note(host->nameRange, describe(*host, host->name))
          .note(decl->nameRange, describe(*decl, host->name));
    }
  }
}

void Checker::checkSpike(ModelInfo &model, SpikeDecl &spike, const Context &ctx) {
  Context condition = ctx;
  condition.rising = true;
  if (spike.condition)
    checkCondition(*spike.condition, condition, "'spike when'");
  if (spike.refractory) {
    Context time = ctx;
    time.latest = Level::Parameter;
    time.latestWhat = "the refractory period";
    checkQuantity(*spike.refractory, time, "ms", "'refractory'");
    if (auto value = evaluateConstant(*spike.refractory, {}); value && *value < 0)
      diagnostics.error(Code::E0315, spike.refractory->range,
                        "a refractory period cannot be negative");
  }
  for (SpikeDecl::Held &held : spike.hold)
    held.state = findState(held.name, held.range, ctx, "'hold'");
  checkHandler(model, spike.reset, ctx, spike);
}

void Checker::checkOn(ModelInfo &model, OnDecl &on, const Context &outer) {
  Context ctx = outer;
  Scope &scope = newScope(outer.scope);
  ctx.scope = &scope;
  bool takesNothing = on.name == "pre" || on.name == "post";
  for (size_t i = 0; i < on.parameters.size(); ++i) {
    VarDecl &p = *on.parameters[i];
    if (takesNothing && i == 0)
      diagnostics.error(Code::E0311, p.nameRange,
                        "'on " + on.name + "' is a spike and carries no value")
          .suggest("a value arrives at a named port: on name(x: unit)");
    else if (i == 1)
      diagnostics.error(Code::E0311, p.nameRange, "an event carries one value only");
    if (p.value)
      diagnostics.error(Code::E0311, p.value->range,
                        "the value of an event comes with it and has no default");
    registerDecl(p, outer);
    declare(scope, p, Ref::Argument);
    ensure(&p);
  }
  checkHandler(model, on.body, ctx, on);
}

void Checker::checkBound(ModelInfo &model, BoundDecl &bound, const Context &ctx) {
  const VarDecl *state = findState(bound.name, bound.nameRange, ctx, "'bound'");
  auto *range = dynCast<RangeExpr>(bound.range.get());
  if (!range) {
    if (bound.range)
      diagnostics.error(Code::E0202, bound.range->range, "'bound' needs a range 'low..high'");
    return;
  }
  Wanted wanted{state ? typeOf(state) : Type(), "the bound of " + quoted(bound.name)};
  if (state) {
    wanted.broadcast = true; // the same for all components
    wanted.declared = state->nameRange;
    wanted.declaredText = describe(*state, state->name);
  }
  range->type = Type::of(Type::Range);
  checkAs(*range->low, ctx, wanted);
  checkAs(*range->high, ctx, wanted);
  if (range->step)
    diagnostics.error(Code::E0202, range->step->range, "a bound has no step");
  auto low = evaluateConstant(*range->low, {}), high = evaluateConstant(*range->high, {});
  if (low && high && *low > *high)
    diagnostics.error(Code::E0315, bound.range->range, "the lower bound lies above the upper");
}

void Checker::checkSolve(ModelInfo &model, SolveDecl &solve, const Context &ctx) {
  for (auto &item : solve.states) {
    const Symbol *symbol = nullptr;
    for (Scope *s = ctx.scope; s && !symbol; s = s->parent)
      if (auto it = s->names.find(item.name); it != s->names.end())
        symbol = &it->second;
    if (symbol && symbol->ref.decl && symbol->ref.decl->kind == Decl::DGate)
      continue;
    findState(item.name, item.range, ctx, "'solve'");
  }
  if (solve.method)
    checkMethod(*solve.method, ctx, solvers);
}

void Checker::checkCouple(ModelInfo &model, CoupleDecl &couple, const Context &outer) {
  Context ctx = outer;
  ctx.latest = Level::Parameter;
  ctx.latestWhat = "an axial conductance";
  if (couple.conductance)
    checkQuantity(*couple.conductance, ctx, "nS", "'couple'");
  struct Side {
    const std::string *name;
    SourceRange range;
  };
  for (Side side : {Side{&couple.a, couple.aRange}, Side{&couple.b, couple.bRange}}) {
    const std::string *name = side.name;
    SourceRange range = side.range;
    auto it = model.members.names.find(*name);
    const Decl *decl = it == model.members.names.end() ? nullptr : it->second.ref.decl;
    if (!decl || decl->kind != Decl::DCompartment) {
      std::vector<std::string_view> candidates;
      for (const CompartmentDecl *c : model.checked.compartments)
        candidates.push_back(c->name);
      auto &d = diagnostics.error(Code::E0314, range,
                                  quoted(*name) + " is not a compartment of " +
                                      quoted(model.original->name));
      if (auto near = nearest(*name, candidates); !near.empty())
        d.suggest("did you mean " + quoted(std::string(near)) + "?");
      continue;
    }
    auto &scope = *model.compartments[static_cast<const CompartmentDecl *>(decl)];
    auto need = [&](const char *variable, Decl::Kind kind, const char *unit, const char *decl2) {
      auto found = scope.names.find(variable);
      const Decl *var = found == scope.names.end() ? nullptr : found->second.ref.decl;
      units::Dimension wanted = units::parseUnit(unit)->dimension;
      if (var && var->kind == kind && typeOf(var).dimension == wanted)
        return;
      if (var && typeOf(var).kind == Type::Unknown)
        return;
      auto &d = diagnostics.error(Code::E0314, range,
                                  "a coupled compartment needs " + std::string(decl2) +
                                      ", but " + quoted(*name) +
                                      (var ? " declares it otherwise" : " has none"));
      notePlace(d, decl, quoted(*name) + " is declared here");
      if (var)
        notePlace(d, var, describe(*var, variable));
    };
    need("axial", Decl::DInput, "pA", "'input axial: pA'");
    need("V", Decl::DState, "mV", "a state V in mV");
  }
  if (couple.a == couple.b && !couple.a.empty())
    diagnostics.error(Code::E0314, couple.bRange, "a compartment cannot be coupled to itself");
}
