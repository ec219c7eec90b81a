//===- Experiments.cpp - What is done with a network ---------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Checker.h"

#include <cerrno>
#include <cmath>
#include <cstdlib>

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

void Checker::checkExperiment(ExperimentDecl &experiment) {
  if (!experiment.network)
    return;
  const Decl *decl = resolveGlobal(*experiment.network, "network");
  if (!decl)
    return;
  if (decl->kind != Decl::DNetwork) {
    auto &d = diagnostics.error(Code::E0112, experiment.network->range,
                                "an experiment is done on a network, but " +
                                    quoted(decl->name) + " is " + withArticle(kindText(*decl)));
    notePlace(d, decl, quoted(decl->name) + " is declared here");
    return;
  }
  NetworkInfo *network = networkInfo(decl);
  experiment.networkDecl = network->decl;
  checkNetwork(*network);
  std::vector<const VarDecl *> parameters;
  for (auto &p : network->decl->parameters)
    parameters.push_back(p.get());
  Context ctx;
  ctx.latest = Level::Parameter;
  ctx.latestWhat = "a parameter of the network";
  checkParameters(*experiment.network, parameters, ctx, network->decl->name,
                  experiment.network->range, {});
  ctx.latest = Level::State;
  ctx.scope = &newScope(&network->names);
  ctx.network = network;
  ctx.experiment = true;
  settingsSeen.clear();
  phasesSeen.clear();
  collectPhases(experiment.body);
  checkStatements(experiment.body, ctx, 0);
}

void Checker::collectPhases(const Block &block) {
  for (const DeclPtr &item : block.items) {
    if (auto *simulate = dynCast<SimulateDecl>(item.get()); simulate && !simulate->name.empty())
      phasesSeen.emplace(simulate->name, simulate);
    else if (auto *loop = dynCast<ForDecl>(item.get()))
      collectPhases(loop->body);
    else if (auto *sweep = dynCast<SweepDecl>(item.get()))
      collectPhases(sweep->body);
  }
}

void Checker::checkStatements(Block &block, const Context &ctx, unsigned depth) {
  for (DeclPtr &statement : block.items)
    checkStatement(*statement, ctx, depth);
}

void Checker::checkStatement(Decl &statement, const Context &ctx, unsigned depth) {
  auto checkFile = [&](ExprPtr &file, const char *what) {
    if (file)
      checkAs(*file, ctx, {Type::of(Type::String), what});
  };
  auto checkDuration = [&](ExprPtr &duration, const char *what) {
    if (!duration)
      return;
    checkQuantity(*duration, ctx, "ms", what, Code::E0502);
    auto value = evaluateConstant(*duration, {});
    if (value && !(*value > 0 && std::isfinite(*value)))
      diagnostics.error(Code::E0502, duration->range, std::string(what) + " needs a positive time");
  };
  switch (statement.kind) {
  case Decl::DAssign:
    if (ctx.training)
      checkTrainingAssign(static_cast<AssignDecl &>(statement), ctx);
    else
      checkExperimentAssign(static_cast<AssignDecl &>(statement), ctx, depth);
    break;
  case Decl::DLet:
    registerDecl(statement, ctx);
    ensure(&statement);
    declare(*ctx.scope, statement);
    break;
  case Decl::DSimulate: {
    auto &simulate = static_cast<SimulateDecl &>(statement);
    checkDuration(simulate.duration, "'simulate'");
    if (!simulate.name.empty())
      declare(*ctx.scope, simulate, Ref::Phase);
    break;
  }
  case Decl::DPresent: {
    auto &present = static_cast<PresentDecl &>(statement);
    if (present.data)
      checkDataSource(*present.data, ctx);
    checkDuration(present.duration, "'for'");
    checkDuration(present.gap, "'gap'");
    Context inner = ctx;
    inner.scope = &newScope(ctx.scope);
    Ref property;
    property.kind = Ref::EventProperty;
    for (const char *name : {"image", "label", "index", "events"})
      inner.scope->names[name] = {property, {}, nullptr};
    checkStatements(present.body, inner, depth + 1);
    break;
  }
  case Decl::DFreeze:
    checkVariables(static_cast<ExprListDecl &>(statement).values, ctx, "'freeze'");
    break;
  case Decl::DReset:
    break;
  case Decl::DRestore:
    for (ExprPtr &file : static_cast<ExprListDecl &>(statement).values)
      checkFile(file, "'restore'");
    break;
  case Decl::DCheckpoint: {
    auto &checkpoint = static_cast<CheckpointDecl &>(statement);
    checkFile(checkpoint.file, "'checkpoint'");
    if (!checkpoint.every)
      break;
    if (ctx.training) // epochs
      checkAs(*checkpoint.every, ctx, {Type::real(), "'every' of a training"});
    else
      checkDuration(checkpoint.every, "'every'");
    break;
  }
  case Decl::DReport:
    for (ExprPtr &value : static_cast<ExprListDecl &>(statement).values) {
      Type type = check(*value, ctx);
      if (type.kind == Type::Population || type.kind == Type::Projection ||
          type.kind == Type::Range || type.kind == Type::Void)
        diagnostics
            .error(Code::E0505, value->range,
                   quoted(text(*value)) + " is " + typeText(type) + ", which cannot be reported")
            .suggest("report a measure of it, such as rate(" + text(*value) + ")");
    }
    break;
  case Decl::DExpect:
    for (ExprPtr &value : static_cast<ExprListDecl &>(statement).values)
      checkCondition(*value, ctx, "'expect'", Code::E0503);
    break;
  case Decl::DTrain:
  case Decl::DTest:
    checkTraining(static_cast<TrainDecl &>(statement), ctx, depth);
    break;
  case Decl::DOptimise: {
    auto &optimise = static_cast<OptimiseDecl &>(statement);
    if (!ctx.training)
      diagnostics.error(Code::E0507, statement.nameRange,
                        "'optimise' stands in a 'train on' block");
    checkVariables(optimise.targets, ctx, "'optimise'");
    if (optimise.method)
      checkMethod(*optimise.method, ctx, "adam|sgd|least_squares");
    break;
  }
  case Decl::DQuantise: {
    auto &quantise = static_cast<QuantiseDecl &>(statement);
    if (quantise.target) {
      Type type = check(*quantise.target, ctx);
      if (type.kind != Type::Unknown && type.kind != Type::Series)
        diagnostics.error(Code::E0507, quantise.target->range,
                          "'quantise' needs a variable, such as rec.w");
    }
    if (quantise.format)
      checkMethod(*quantise.format, ctx, "int|steps");
    break;
  }
  case Decl::DSweep:
    checkSweep(static_cast<SweepDecl &>(statement), ctx, depth);
    break;
  case Decl::DFor:
    checkExperimentFor(static_cast<ForDecl &>(statement), ctx, depth);
    break;
  case Decl::DData: {
    auto &data = static_cast<DataDecl &>(statement);
    if (data.value)
      checkDataSource(*data.value, ctx);
    declare(*ctx.scope, statement);
    break;
  }
  default:
    diagnostics.error(Code::E0507, statement.nameRange,
                      withArticle(kindText(statement)) + " cannot stand in an experiment");
    break;
  }
}

// --- Assignments -----------------------------------------------------------------

void Checker::checkSetting(AssignDecl &assign, const Setting &setting, const Context &ctx,
                           unsigned depth) {
  std::string name(setting.name);
  if (depth > 0)
    diagnostics
        .error(Code::E0501, assign.target->range,
               quoted(name) + " holds for the whole experiment and is set at its top")
        .suggest("move it before the loop");
  if (assign.op != AssignDecl::Set)
    diagnostics.error(Code::E0501, assign.range, "a setting is given with '='");
  if (!settingsSeen.insert(name).second)
    diagnostics.error(Code::E0501, assign.target->range, quoted(name) + " is set twice");
  if (setting.kind.find('|') != std::string_view::npos) {
    auto *call = dynCast<CallExpr>(assign.value.get());
    auto *word = dynCast<NameExpr>(call ? call->callee.get() : assign.value.get());
    if (name == "solver") {
      checkMethod(*assign.value, ctx, setting.kind);
      return;
    }
    std::string value = word ? word->name : "";
    if (auto *quotedWord = dynCast<StringExpr>(assign.value.get()))
      value = quotedWord->value;
    assign.value->type = Type::of(Type::String);
    for (std::string_view w : words(setting.kind))
      if (w == value)
        return;
    std::string list;
    for (std::string_view w : words(setting.kind))
      list += (list.empty() ? "" : ", ") + std::string(w);
    diagnostics.error(Code::E0501, assign.value->range,
                      quoted(name) + " cannot be " + quoted(text(*assign.value)))
        .suggest("one of " + list);
    return;
  }
  Context fixed = ctx;
  if (depth == 0)
    fixed.latest = Level::Parameter;
  fixed.latestWhat = quoted(name);
  Wanted wanted{Type::real(units::parseUnit(setting.kind)->dimension), quoted(name)};
  wanted.code = Code::E0501;
  checkAs(*assign.value, fixed, wanted);
  auto value = evaluateConstant(*assign.value, {});
  if (!value)
    return;
  if (name == "dt") {
    if (!(*value > 0) || !std::isfinite(*value))
      diagnostics.error(Code::E0501, assign.value->range, "'dt' must be positive");
    return;
  }
  double least = name == "seed" ? 0 : 1;
  // A seed written as digits has 64 bits; what is computed has the 53 of a real.
  if (auto *digits = dynCast<NumberExpr>(assign.value.get());
      digits && name == "seed" && digits->isInteger) {
    errno = 0;
    std::strtoull(digits->text.c_str(), nullptr, 10);
    if (errno == ERANGE)
      diagnostics.error(Code::E0501, assign.value->range,
                        "'seed' is a whole number from 0 to 18446744073709551615");
    return;
  }
  if (!(*value >= least) || *value != std::floor(*value) || *value > 9007199254740992.0)
    diagnostics.error(Code::E0501, assign.value->range,
                      quoted(name) + " is a whole number from " +
                          std::to_string(static_cast<int>(least)));
}

void Checker::checkExperimentAssign(AssignDecl &assign, const Context &ctx, unsigned depth) {
  if (!assign.target || !assign.value)
    return;
  auto *name = dynCast<NameExpr>(assign.target.get());
  if (name)
    if (const Setting *setting = findSetting(name->name)) {
      checkSetting(assign, *setting, ctx, depth);
      return;
    }
  bool draw = assign.op == AssignDecl::Draw;
  if (assign.op != AssignDecl::Set && !draw)
    diagnostics.error(Code::E0307, assign.range,
                      "between simulations a value is set with '=' or '~'");
  Wanted wanted;
  wanted.broadcast = true;
  if (name) {
    const Symbol *symbol = lookUp(name->name, name->range, ctx);
    const Decl *decl = symbol ? symbol->ref.decl : nullptr;
    if (!symbol) {
      std::vector<std::string_view> candidates = settingNames();
      for (auto &p : ctx.network->decl->parameters)
        candidates.push_back(p->name);
      auto &d = diagnostics.error(Code::E0501, name->range,
                                  quoted(name->name) +
                                      " is neither a setting nor a parameter of the network");
      if (auto near = nearest(name->name, candidates); !near.empty())
        d.suggest("did you mean " + quoted(std::string(near)) + "?");
      else
        d.suggest("settings are dt, seed, batch, threads, target, precision and solver; a new "
                  "name is made with 'let'");
    } else if (!decl || decl->kind != Decl::DParam) {
      auto &d = diagnostics.error(Code::E0307, name->range,
                                  quoted(name->name) + " is " +
                                      (decl ? withArticle(kindText(*decl)) : "a constant") +
                                      " and cannot be assigned");
      if (decl) {
        notePlace(d, decl, quoted(name->name) + " is declared here");
        if (decl->kind == Decl::DPopulation || decl->kind == Decl::DGroup)
          d.suggest("name one of its variables: " + name->name + ".…");
      }
    } else {
      name->ref = symbol->ref;
      name->type = typeOf(decl);
      wanted.type = name->type;
      wanted.what = "parameter " + quoted(name->name);
      wanted.declared = decl->nameRange;
      wanted.declaredText = describe(*decl, name->name);
    }
  } else {
    size_t before = diagnostics.errorCount();
    Type type = check(*assign.target, ctx);
    auto *component = dynCast<IndexExpr>(assign.target.get());
    auto *member = dynCast<MemberExpr>(component ? component->base.get() : assign.target.get());
    const Decl *decl = member ? member->ref.decl : nullptr;
    bool assignable = member && decl &&
                      (decl->kind == Decl::DParam || decl->kind == Decl::DState ||
                       decl->kind == Decl::DGate || decl->kind == Decl::DInput ||
                       decl->kind == Decl::DEdge || decl->kind == Decl::DAssign);
    bool events = member && (member->ref.kind == Ref::Spikes || member->ref.kind == Ref::Event);
    if (events) {
      diagnostics.error(Code::E0307, assign.target->range,
                        quoted(text(*assign.target)) + " are events and cannot be assigned")
          .suggest("a SpikeTrain emits given spikes");
    } else if (!assignable && diagnostics.errorCount() == before && type.kind != Type::Unknown) {
      auto &d = diagnostics.error(Code::E0307, assign.target->range,
                                  quoted(text(*assign.target)) +
                                      (decl ? " is " + withArticle(kindText(*decl)) + " and" : "") +
                                      " cannot be assigned");
      if (decl)
        notePlace(d, decl, "it is declared here");
      if (type.kind == Type::Population)
        d.suggest("name one of its parameters, states or inputs");
    } else if (assignable) {
      wanted.type = typeOf(decl);
      // Of a vector, a value fills all components or gives each its own.
      if (component)
        wanted.type.shape.clear();
      if (wanted.type.kind == Type::Real)
        wanted.perElement = wanted.broadcast = wanted.type.shape.empty();
      if (!wanted.type.shape.empty())
        wanted.broadcast = true;
      wanted.what = quoted(text(*assign.target));
      wanted.declared = decl->nameRange;
      wanted.declaredText = decl->kind == Decl::DAssign ? "" : describe(*decl, decl->name);
    }
  }
  checkValueOrDraw(*assign.value, draw, ctx, wanted);
}

/// L.w, E.th, A.tau_m: variables of projections and populations.
void Checker::checkVariables(std::vector<ExprPtr> &targets, const Context &ctx,
                             const char *what) {
  for (ExprPtr &target : targets) {
    Type type = check(*target, ctx);
    auto *member = dynCast<MemberExpr>(target.get());
    bool events = member && (member->ref.kind == Ref::Spikes || member->ref.kind == Ref::Event);
    if (type.kind == Type::Unknown || (type.kind == Type::Series && !events))
      continue;
    diagnostics
        .error(Code::E0507, target->range,
               std::string(what) + " needs variables of projections or populations, but this is " +
                   typeText(type))
        .suggest("for instance " + text(*target) + ".w");
  }
}

// --- Loops -------------------------------------------------------------------------

void Checker::checkSweep(SweepDecl &sweep, const Context &ctx, unsigned depth) {
  double combinations = 1;
  std::set<std::string> seen;
  for (SweepDecl::Axis &axis : sweep.axes) {
    std::vector<std::string_view> candidates;
    for (auto &p : ctx.network->decl->parameters) {
      candidates.push_back(p->name);
      if (p->name == axis.name)
        axis.parameter = p.get();
    }
    if (!axis.parameter) {
      auto &d = diagnostics.error(Code::E0506, axis.range,
                                  quoted(axis.name) + " is not a parameter of network " +
                                      quoted(ctx.network->decl->name));
      d.note(ctx.network->decl->nameRange, "the network is declared here");
      if (auto near = nearest(axis.name, candidates); !near.empty())
        d.suggest("did you mean " + quoted(std::string(near)) + "?");
      else
        d.suggest("'sweep' runs over parameters of the network; 'for' over any values");
    }
    if (!seen.insert(axis.name).second)
      diagnostics.error(Code::E0111, axis.range, quoted(axis.name) + " is swept twice");
    if (!axis.values)
      continue;
    size_t before = diagnostics.errorCount();
    Type type;
    if (auto *range = dynCast<RangeExpr>(axis.values.get())) {
      type = checkRange(*range, ctx);
    } else {
      type = check(*axis.values, ctx);
      if (type.kind != Type::List && type.kind != Type::Unknown &&
          !(type.isNumber() && type.shape.size() == 1)) {
        diagnostics.error(Code::E0412, axis.values->range,
                          "'sweep' runs over a range 'a..b' or a list, but this is " +
                              typeText(type));
        type = {};
      }
    }
    Type wanted = axis.parameter ? typeOf(axis.parameter) : Type();
    if (type.kind != Type::Unknown && wanted.isNumber() && type.dimension != wanted.dimension) {
      auto &d = diagnostics.error(Code::E0204, axis.values->range,
                                  "these values " +
                                      (type.dimension.isDimensionless()
                                           ? std::string("are pure numbers")
                                           : "have unit " + type.dimension.str()) +
                                      ", but parameter " + quoted(axis.name) + " needs " +
                                      needText(wanted));
      notePlace(d, axis.parameter, describe(*axis.parameter, axis.name));
    }
    if (diagnostics.errorCount() != before)
      continue;
    if (auto count = rangeCount(*axis.values, {})) {
      checkCount(*axis.values, axis.values->range, combinations);
      combinations *= std::max(1.0, *count);
    }
  }
  Context inner = ctx;
  inner.scope = &newScope(ctx.scope);
  checkStatements(sweep.body, inner, depth + 1);
}

void Checker::checkExperimentFor(ForDecl &loop, const Context &ctx, unsigned depth) {
  registerDecl(loop, ctx);
  size_t before = diagnostics.errorCount();
  ensure(&loop);
  if (loop.range && diagnostics.errorCount() == before && rangeCount(*loop.range, {}))
    checkCount(*loop.range, loop.range->range, 1);
  Context inner = ctx;
  inner.scope = &newScope(ctx.scope);
  declare(*inner.scope, loop, Ref::LoopVariable);
  checkStatements(loop.body, inner, depth + 1);
}

// --- Data and training ------------------------------------------------------------------

/// What a sample has, or all samples of a data set.
Type Checker::sampleType(const std::string &name, bool all) {
  if (name == "events")
    return Type::of(Type::Opaque);
  Type type = Type::real();
  if (name == "image")
    type.shape = {-1};
  if (all)
    type.shape.insert(type.shape.begin(), -1);
  return type;
}

/// training.label, training[0..100].image.
Type Checker::checkDataMember(MemberExpr &e, const DataDecl &data, const Context &ctx) {
  Type base = check(*e.base, ctx);
  if (base.kind != Type::Opaque)
    return {};
  if (e.name != "image" && e.name != "label" && e.name != "index") {
    auto &d = diagnostics.error(Code::E0113, e.nameRange,
                                "data set " + quoted(data.name) + " has no " + quoted(e.name));
    notePlace(d, &data, quoted(data.name) + " is declared here");
    auto near = nearest(e.name, {"image", "label", "index"});
    d.suggest(near.empty() ? "it has image, label and index"
                           : "did you mean " + quoted(std::string(near)) + "?");
    return {};
  }
  e.ref.kind = Ref::EventProperty;
  e.ref.decl = &data;
  return sampleType(e.name, true);
}

/// A `data` name, some samples of it, or a reader written in place.
void Checker::checkDataSource(Expr &e, const Context &ctx) {
  if (auto *call = dynCast<CallExpr>(&e)) {
    auto *name = dynCast<NameExpr>(call->callee.get());
    const Builtin *reader = name ? findBuiltin(name->name, Place::Data) : nullptr;
    if (!reader) {
      auto &d = diagnostics.error(Code::E0212, e.range,
                                  quoted(text(*call->callee)) + " is not a data reader");
      auto near = name ? nearest(name->name, builtinNames(Place::Data)) : std::string_view();
      d.suggest(near.empty() ? "readers are idx, npz, csv, events and band_limited"
                             : "did you mean " + quoted(std::string(near)) + "?");
      return;
    }
    Type common;
    checkArguments(*call, *reader, ctx, common);
    e.type = Type::of(Type::Opaque);
    return;
  }
  Type type = check(e, ctx);
  if (type.kind != Type::Unknown && type.kind != Type::Opaque)
    diagnostics
        .error(Code::E0507, e.range, "a data set is needed here, but this is " + typeText(type))
        .suggest("data NAME = idx(\"images\", \"labels\")");
}

void Checker::checkTraining(TrainDecl &train, const Context &ctx, unsigned depth) {
  if (train.data)
    checkDataSource(*train.data, ctx);
  Context inner = ctx;
  inner.training = train.kind == Decl::DTrain;
  inner.scope = &newScope(ctx.scope);
  Ref property;
  property.kind = Ref::EventProperty;
  for (const char *name : {"image", "label"})
    inner.scope->names[name] = {property, {}, nullptr};
  checkStatements(train.body, inner, depth + 1);
}

void Checker::checkTrainingAssign(AssignDecl &assign, const Context &ctx) {
  if (!assign.target || !assign.value)
    return;
  auto *name = dynCast<NameExpr>(assign.target.get());
  std::string what = name ? name->name : "";
  if (what == "loss") {
    checkAs(*assign.value, ctx, {Type::real(), "'loss'"});
  } else if (what == "epochs" || what == "batch") {
    checkAs(*assign.value, ctx, {Type::real(), quoted(what)});
    if (auto n = evaluateConstant(*assign.value, {}); n && !(*n >= 1 && *n == std::floor(*n)))
      diagnostics.error(Code::E0507, assign.value->range,
                        quoted(what) + " is a whole number from 1");
  } else if (what == "method") {
    checkMethod(*assign.value, ctx, "bptt|eprop");
  } else {
    auto &d = diagnostics.error(Code::E0507, assign.target->range,
                                "a training has no " + quoted(text(*assign.target)));
    auto near = nearest(what, {"loss", "epochs", "batch", "method"});
    d.suggest(near.empty() ? "it has loss, epochs, batch and method"
                           : "did you mean " + quoted(std::string(near)) + "?");
    check(*assign.value, ctx);
  }
}
