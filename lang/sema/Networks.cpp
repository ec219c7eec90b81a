//===- Networks.cpp - Populations, groups and loops ----------------------===//
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

/// A network is unrolled by the importer; this bounds what it may become.
static constexpr double maxIterations = 1e6;

NetworkInfo *Checker::networkInfo(const Decl *decl) {
  auto it = networks.find(decl);
  return it == networks.end() ? nullptr : it->second.get();
}

// --- Declaring -------------------------------------------------------------------

void Checker::declareNetwork(NetworkInfo &network) {
  Context ctx;
  ctx.scope = &network.names;
  ctx.network = &network;
  ctx.latest = Level::Parameter;
  for (auto &p : network.decl->parameters) {
    registerDecl(*p, ctx);
    declare(network.names, *p);
  }
  declareItems(network, network.decl->body, network.names, 0);
}

void Checker::declareItems(NetworkInfo &network, Block &block, Scope &scope, unsigned loops) {
  Context ctx;
  ctx.scope = &scope;
  ctx.network = &network;
  ctx.latest = Level::Parameter;
  for (DeclPtr &owned : block.items) {
    Decl *item = owned.get();
    switch (item->kind) {
    case Decl::DPopulation: {
      auto *population = static_cast<PopulationDecl *>(item);
      resolvePopulationModel(network, *population);
      auto &family = network.families[population->name];
      if (population->familyIndex && !family.empty() && family[0]->familyIndex) {
        family.push_back(population); // a further member
        break;
      }
      if (loops > 0 && !population->familyIndex)
        diagnostics
            .error(Code::E0411, population->nameRange,
                   "population " + quoted(population->name) +
                       " stands in a loop, so it would be declared again and again")
            .suggest("give it the loop's index: population " + population->name + "[k]: …");
      if (declare(network.names, *population))
        family.push_back(population);
      break;
    }
    case Decl::DGroup:
      registerDecl(*item, ctx);
      if (loops > 0)
        diagnostics.error(Code::E0411, item->nameRange,
                          "group " + quoted(item->name) +
                              " stands in a loop, so it would be declared again and again")
            .suggest("declare it behind the loop");
      declare(network.names, *item);
      break;
    case Decl::DProject:
      resolveSynapse(*static_cast<ProjectDecl *>(item));
      [[fallthrough]];
    case Decl::DGap:
      if (!item->name.empty())
        declare(network.names, *item);
      break;
    case Decl::DLet:
    case Decl::DTable:
      registerDecl(*item, ctx);
      declare(scope, *item);
      break;
    case Decl::DFor: {
      auto *loop = static_cast<ForDecl *>(item);
      Context range = ctx;
      range.latest = Level::Constant;
      range.latestWhat = "the range of 'for'";
      registerDecl(*loop, range);
      Scope &inner = newScope(&scope);
      network.loopScope[loop] = &inner;
      declare(inner, *loop, Ref::LoopVariable);
      declareItems(network, loop->body, inner, loops + 1);
      break;
    }
    default:
      break;
    }
  }
}

void Checker::resolvePopulationModel(NetworkInfo &network, PopulationDecl &population) {
  if (!population.modelExpr)
    return;
  ModelInfo *model = resolveModel(*population.modelExpr, "neuron");
  if (!model)
    return;
  ModelKind kind = model->original->modelKind;
  if (kind == ModelKind::Receptor || kind == ModelKind::Synapse) {
    auto &d = diagnostics.error(Code::E0401, population.modelExpr->range,
                                withArticle(kindText(*model->original)) +
                                    " cannot form a population");
    notePlace(d, model->original, quoted(model->original->name) + " is declared here");
    d.suggest(kind == ModelKind::Receptor ? "a neuron uses it: use syn = " +
                                                model->original->name
                                          : "a projection uses it: project A -> B via " +
                                                model->original->name);
    return;
  }
  population.model = model->decl;
}

// --- Checking --------------------------------------------------------------------

void Checker::checkNetwork(NetworkInfo &network) {
  if (network.isChecked)
    return;
  network.isChecked = true;
  std::vector<const VarDecl *> parameters;
  for (auto &p : network.decl->parameters) {
    ensure(p.get());
    parameters.push_back(p.get());
  }
  checkConstraints(parameters, {}, network.decl->nameRange);
  checkItems(network, network.decl->body, network.names, 1);
  findMembers(network);
  checkZeroDelays(network);
}

void Checker::checkItems(NetworkInfo &network, Block &block, Scope &scope, double iterations) {
  Context ctx;
  ctx.scope = &scope;
  ctx.network = &network;
  ctx.latest = Level::Parameter;
  ctx.latestWhat = "the structure of a network";
  for (DeclPtr &owned : block.items) {
    Decl *item = owned.get();
    switch (item->kind) {
    case Decl::DPopulation:
      checkPopulation(network, *static_cast<PopulationDecl *>(item), scope);
      break;
    case Decl::DGroup:
      elementsOf(item, network);
      break;
    case Decl::DProject:
      checkProject(network, *static_cast<ProjectDecl *>(item), scope);
      break;
    case Decl::DGap:
      checkGap(network, *static_cast<GapDecl *>(item), scope);
      break;
    case Decl::DStimulate:
      checkStimulate(*static_cast<StimulateDecl *>(item), ctx);
      break;
    case Decl::DNormalize:
      checkNormalize(*static_cast<NormalizeDecl *>(item), ctx);
      break;
    case Decl::DStructural:
      checkStructural(network, *static_cast<StructuralDecl *>(item), scope);
      break;
    case Decl::DRecord:
      network.records.push_back(static_cast<RecordDecl *>(item));
      checkRecord(*static_cast<RecordDecl *>(item), ctx);
      break;
    case Decl::DLet:
    case Decl::DTable:
      ensure(item);
      break;
    case Decl::DFor:
      checkFor(network, *static_cast<ForDecl *>(item), scope, iterations);
      break;
    default:
      diagnostics.error(Code::E0507, item->nameRange,
                        withArticle(kindText(*item)) + " cannot stand in a network");
      break;
    }
  }
}

/// The number of passes of a loop, with those of the loops around it.
void Checker::checkCount(const Expr &range, SourceRange at, double iterations) {
  auto count = rangeCount(range, {});
  if (!count) {
    auto *r = dynCast<RangeExpr>(&range);
    auto step = r && r->step ? evaluateConstant(*r->step, {}) : std::nullopt;
    diagnostics.error(Code::E0412, at,
                      step && *step == 0 ? "the step of this range is zero"
                                         : "the range of a loop must be constant");
    return;
  }
  if (*count * iterations > maxIterations)
    diagnostics
        .error(Code::E0412, at,
               "this loop would run " +
                   std::to_string(static_cast<int64_t>(std::min(*count * iterations, 9e18))) +
                   " times; at most 1000000 are possible")
        .suggest("one population of many elements takes the place of many populations");
}

/// Walks the loops as the importer will, to learn which members families have.
void Checker::collectMembers(NetworkInfo &network, const Block &block, ConstEnv &env,
                             std::set<std::string> &open, size_t &budget) {
  for (const DeclPtr &item : block.items) {
    if (auto *population = dynCast<PopulationDecl>(item.get())) {
      if (!population->familyIndex)
        continue;
      auto index = budget > 0 ? evaluateConstant(*population->familyIndex, env) : std::nullopt;
      if (index) {
        --budget;
        network.members[population->name].insert(*index);
      } else {
        open.insert(population->name);
      }
    } else if (auto *loop = dynCast<ForDecl>(item.get())) {
      auto values = loop->range ? evaluateRange(*loop->range, env, budget) : std::nullopt;
      if (!values) {
        collectMembers(network, loop->body, env, open, budget); // without its value
        continue;
      }
      for (double value : *values) {
        if (budget > 0)
          --budget;
        env.values[loop] = value;
        collectMembers(network, loop->body, env, open, budget);
        if (budget == 0)
          break; // everything below is open by now
      }
      env.values.erase(loop);
    }
  }
}

void Checker::findMembers(NetworkInfo &network) {
  ConstEnv env;
  std::set<std::string> open;
  size_t budget = 100000;
  collectMembers(network, network.decl->body, env, open, budget);
  if (budget == 0)
    network.members.clear();
  for (const std::string &name : open)
    network.members.erase(name);
  network.membersKnown = true;
  for (const NetworkInfo::Selection &selection : network.selections)
    checkFamilyMember(network, selection);
}

void Checker::checkFamilyMember(NetworkInfo &network, const NetworkInfo::Selection &selection) {
  if (!network.membersKnown) {
    network.selections.push_back(selection);
    return;
  }
  auto family = network.members.find(selection.family->name);
  if (family == network.members.end() || family->second.count(selection.index))
    return;
  auto &d = diagnostics.error(Code::E0417, selection.expr->range,
                              "there is no population " + quoted(text(*selection.expr)));
  notePlace(d, selection.family,
            "the family " + quoted(selection.family->name) + " is declared here");
  if (!family->second.empty()) {
    auto index = [](double k) { return std::to_string(static_cast<int64_t>(k)); };
    d.suggest("its members are " + selection.family->name + "[" +
              index(*family->second.begin()) + "] to " + selection.family->name + "[" +
              index(*family->second.rbegin()) + "]");
  }
}

void Checker::checkFor(NetworkInfo &network, ForDecl &loop, Scope &scope, double iterations) {
  size_t before = diagnostics.errorCount();
  ensure(&loop);
  double count = 1;
  if (loop.range && diagnostics.errorCount() == before) {
    checkCount(*loop.range, loop.range->range, iterations);
    if (auto n = rangeCount(*loop.range, {}))
      count = std::max(1.0, *n);
  }
  checkItems(network, loop.body, *network.loopScope[&loop], iterations * count);
}

Scope &Checker::elementScope(Scope &parent) {
  Scope &scope = newScope(&parent);
  Ref index;
  index.kind = Ref::Index;
  scope.names["i"] = {index, {}, nullptr};
  return scope;
}

void Checker::checkPopulation(NetworkInfo &network, PopulationDecl &population, Scope &scope) {
  Context ctx;
  ctx.scope = &scope;
  ctx.network = &network;
  ctx.latest = Level::Parameter;
  std::string who = quoted(population.name);
  if (population.familyIndex) {
    Context constant = ctx;
    constant.latest = Level::Constant;
    constant.latestWhat = "the index of " + who;
    checkAs(*population.familyIndex, constant, {Type::real(), "the index of " + who});
    if (auto k = evaluateConstant(*population.familyIndex, {});
        k && (*k < 0 || *k != std::floor(*k)))
      diagnostics.error(Code::E0411, population.familyIndex->range,
                        "the members of a family are counted by whole numbers from 0");
  }
  ctx.latestWhat = "the size of " + who;
  for (ExprPtr &extent : population.shape) {
    Wanted wanted{Type::real(), "the size of " + who};
    wanted.code = Code::E0402;
    checkAs(*extent, ctx, wanted);
    auto n = evaluateConstant(*extent, {});
    if (n && !(*n >= 0 && *n == std::floor(*n)))
      diagnostics
          .error(Code::E0402, extent->range,
                 *n < 0 ? "the size of " + who + " is negative"
                        : "the size of " + who + " is not a whole number")
          .suggest(*n > 0 ? "round it: round(" + text(*extent) + ")" : "");
  }
  if (population.layout)
    checkLayout(population, ctx);
  ModelInfo *model = modelOf(&population);
  if (!model) {
    return;
  }
  useModel(model);
  std::set<std::string> set;
  for (const DeclPtr &item : population.inits.items)
    if (auto *assign = dynCast<AssignDecl>(item.get()))
      if (auto *name = dynCast<NameExpr>(assign->target.get()))
        set.insert(name->name);
  ctx.latestWhat = "an argument of " + quoted(model->original->name);
  checkParameters(*population.modelExpr, model->checked.parameters, ctx, model->original->name,
                  population.nameRange, set);
  checkSettings(population, *model, scope, ctx);
}

/// `{ V ~ uniform(…); tau = 5 ms }`: parameters and initial states by name.
void Checker::checkSettings(PopulationDecl &population, ModelInfo &model, Scope &scope,
                            const Context &outer) {
  Context ctx = outer;
  ctx.scope = &elementScope(scope);
  ctx.fallback = &model.members;
  ctx.fallbackBase = &population;
  Elements own;
  own.parts = {&population};
  own.named = &population;
  ctx.own = &own;
  size_t before = diagnostics.errorCount();
  std::map<const Decl *, const Expr *> given;
  if (auto *call = dynCast<CallExpr>(population.modelExpr.get()))
    for (Argument &a : call->arguments)
      for (const VarDecl *p : model.checked.parameters)
        if (p->name == a.name)
          given[p] = a.value.get();
  std::set<const Decl *> seen;
  std::set<std::string> seenComponents; ///< m[0], m[1] set one by one
  bool setsParameter = false;
  for (DeclPtr &item : population.inits.items) {
    auto *assign = dynCast<AssignDecl>(item.get());
    if (!assign || !assign->target || !assign->value)
      continue;
    std::string name = text(*assign->target);
    ctx.latestWhat = "the value of " + quoted(name);
    if (assign->op != AssignDecl::Set && assign->op != AssignDecl::Draw)
      diagnostics.error(Code::E0410, assign->range,
                        "the settings of a population are given with '=' or '~'");
    // The target is a chain of names inside the model.
    std::vector<MemberExpr *> chain;
    MemberExpr own;
    Expr *at = assign->target.get();
    auto *component = dynCast<IndexExpr>(at);
    if (component)
      at = component->base.get();
    while (auto *member = dynCast<MemberExpr>(at)) {
      chain.insert(chain.begin(), member);
      at = member->base.get();
    }
    auto *root = dynCast<NameExpr>(at);
    if (!root) {
      diagnostics.error(Code::E0410, assign->target->range,
                        "a parameter or state of " + quoted(model.original->name) +
                            " is expected");
      check(*assign->value, ctx);
      continue;
    }
    own.name = root->name;
    own.range = own.nameRange = root->range;
    chain.insert(chain.begin(), &own);
    Member member = findMember(model, chain);
    const Decl *decl = member.kind == Member::Value ? member.decl : nullptr;
    bool settable = decl && (decl->kind == Decl::DParam || decl->kind == Decl::DState ||
                             decl->kind == Decl::DGate);
    if (!settable) {
      if (!model.broken) {
        bool known = member.kind != Member::None;
        auto &d = diagnostics.error(Code::E0410, assign->target->range,
                                    known ? quoted(name) + " is " +
                                                withArticle(kindText(*member.decl)) +
                                                " and cannot be set here"
                                          : quoted(model.original->name) +
                                                " has no parameter or state " + quoted(name));
        auto near = nearest(name, memberNames(model));
        if (known) {
          notePlace(d, member.decl, quoted(name) + " is declared here");
          if (member.decl->kind == Decl::DInput)
            d.suggest("inputs are driven by 'stimulate " + population.name + "." + name +
                      " with …'");
        } else if (!near.empty()) {
          d.suggest("did you mean " + quoted(std::string(near)) + "?");
        }
      }
      checkValueOrDraw(*assign->value, assign->op == AssignDecl::Draw, ctx, {});
      continue;
    }
    if (component ? seen.count(decl) || !seenComponents.insert(name).second
                  : !seen.insert(decl).second)
      diagnostics.error(Code::E0111, assign->target->range, quoted(name) + " is set twice");
    Ref ref;
    ref.kind = Ref::Declaration;
    ref.decl = decl;
    ref.base = &population;
    Type type = typeOf(decl);
    Expr *whole = component ? component->base.get() : assign->target.get();
    whole->type = type;
    if (auto *m = dynCast<MemberExpr>(whole))
      m->ref = ref;
    else
      root->ref = ref;
    if (component) {
      if (!type.isNumber() || type.shape.empty()) {
        diagnostics.error(Code::E0202, component->base->range,
                          quoted(text(*component->base)) + " is " + typeText(type) +
                              " and has no elements");
        continue;
      }
      if (!checkComponent(*component, type, ctx))
        continue;
      type.shape.clear();
    }
    Wanted wanted{type, kindText(*decl) + " " + quoted(name)};
    wanted.declared = decl->nameRange;
    wanted.declaredText = describe(*decl, decl->name);
    wanted.broadcast = true;
    checkValueOrDraw(*assign->value, assign->op == AssignDecl::Draw, ctx, wanted);
    if (decl->kind == Decl::DParam && !member.use && !member.compartment && !component) {
      given[decl] = assign->value.get();
      setsParameter = true;
    }
  }
  if (setsParameter && diagnostics.errorCount() == before)
    checkConstraints(model.checked.parameters, given, population.nameRange);
}
