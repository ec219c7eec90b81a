//===- EdgeSettings.cpp - Weights, delays and synapses of a projection ---===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Checker.h"

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

void Checker::checkEdgeSettings(ProjectDecl &project, ModelInfo *synapse, const Target &target,
                                const Context &outer, bool signal) {
  Context ctx = outer;
  if (synapse) {
    ctx.fallback = &synapse->members;
    ctx.fallbackBase = &project;
  }
  // Values of a continuous edge are names of their own, for its signal.
  if (signal && !synapse)
    for (DeclPtr &item : project.inits.items)
      if (auto *assign = dynCast<AssignDecl>(item.get()))
        if (auto *name = dynCast<NameExpr>(assign->target.get()); name && assign->value)
          if (name->name == "w") {
            registerDecl(*assign, ctx);
            Ref ref;
            ref.kind = Ref::Declaration;
            ref.decl = assign;
            ctx.scope->names.emplace("w", Symbol{ref, assign->range, nullptr});
          }
  std::set<std::string> seen;
  size_t before = diagnostics.errorCount();
  for (DeclPtr &item : project.inits.items) {
    auto *assign = dynCast<AssignDecl>(item.get());
    if (!assign || !assign->target || !assign->value)
      continue;
    auto *name = dynCast<NameExpr>(assign->target.get());
    if (!name) {
      diagnostics.error(Code::E0410, assign->target->range,
                        "a name such as 'w' or 'delay' is expected");
      checkValueOrDraw(*assign->value, assign->op == AssignDecl::Draw, ctx, {});
      continue;
    }
    if (assign->op != AssignDecl::Set && assign->op != AssignDecl::Draw)
      diagnostics.error(Code::E0410, assign->range,
                        "the settings of a projection are given with '=' or '~'");
    if (!seen.insert(name->name).second)
      diagnostics.error(Code::E0111, name->range, quoted(name->name) + " is set twice");
    ctx.latestWhat = quoted(name->name) + " of a projection";
    checkEdgeSetting(project, *assign, name->name, synapse, target, ctx, signal);
  }
  // A weight that is misspelt is not missing as well.
  if (synapse || signal || project.via || target.ports.empty() || seen.count("w") ||
      diagnostics.errorCount() != before)
    return;
  if (portType(target.ports[0]).kind == Type::Void)
    return;
  // A file may say it.
  if (auto *rule = dynCast<CallExpr>(project.rule.get()))
    if (auto *name = dynCast<NameExpr>(rule->callee.get()); name && name->name == "file")
      return;
  auto &d = diagnostics.error(Code::E0415, project.nameRange,
                              "this projection has no weight: set 'w'");
  notePlace(d, target.ports[0].decl,
            "its port takes " + needText(portType(target.ports[0])));
  d.suggest("{ w = 1 " +
            (portType(target.ports[0]).dimension.isDimensionless()
                 ? std::string()
                 : portType(target.ports[0]).dimension.str()) +
            "; delay = 1 ms }");
}

void Checker::checkEdgeSetting(ProjectDecl &project, AssignDecl &assign, const std::string &name,
                               ModelInfo *synapse, const Target &target, const Context &ctx,
                               bool signal) {
  bool draw = assign.op == AssignDecl::Draw;
  auto setTarget = [&](Type type, const Decl *decl) {
    assign.target->type = type;
    if (auto *n = dynCast<NameExpr>(assign.target.get())) {
      n->ref.kind = Ref::Declaration;
      n->ref.decl = decl;
      n->ref.base = &project;
    }
  };
  if (name == "delay" || name == "dendritic" || name == "backprop") {
    Wanted wanted{Type::real(units::Dimension::of(units::Time)), quoted(name)};
    checkValueOrDraw(*assign.value, draw, ctx, wanted);
    assign.target->type = wanted.type;
    return;
  }
  if (name == "multapse" || name == "autapse") {
    Type type = check(*assign.value, ctx);
    if (draw || (type.kind != Type::Unknown && type.kind != Type::Bool))
      diagnostics.error(Code::E0202, assign.value->range, quoted(name) + " is true or false");
    assign.target->type = Type::of(Type::Bool);
    return;
  }
  if (name == "signal") {
    if (synapse)
      checkSignalSynapse(project, *synapse);
    Wanted wanted{target.ports.empty() ? Type() : portType(target.ports[0]), "'signal'"};
    wanted.code = Code::E0419;
    if (!target.ports.empty()) {
      wanted.what = "input " + quoted(text(*project.target));
      wanted.declared = target.ports[0].decl->nameRange;
      wanted.declaredText = describe(*target.ports[0].decl, target.ports[0].decl->name);
    }
    wanted.broadcast = true; // one signal for all components
    Context inner = ctx;
    inner.latest = Level::State;
    checkValueOrDraw(*assign.value, draw, inner, wanted);
    return;
  }
  if (synapse) {
    auto it = synapse->members.names.find(name);
    const Decl *decl = it == synapse->members.names.end() ? nullptr : it->second.ref.decl;
    if (decl && decl->kind == Decl::DRef) {
      checkReference(assign, *static_cast<const RefDecl *>(decl), ctx);
      return;
    }
    if (decl && (decl->kind == Decl::DEdge || decl->kind == Decl::DParam)) {
      Wanted wanted{typeOf(decl), kindText(*decl) + " " + quoted(name)};
      wanted.declared = decl->nameRange;
      wanted.declaredText = describe(*decl, name);
      wanted.broadcast = true;
      checkValueOrDraw(*assign.value, draw, ctx, wanted);
      setTarget(wanted.type, decl);
      return;
    }
    if (!synapse->broken) {
      std::vector<std::string_view> candidates = {"delay", "dendritic", "backprop", "multapse",
                                                  "autapse"};
      for (auto &[key, s] : synapse->members.names)
        if (s.ref.decl &&
            (s.ref.decl->kind == Decl::DEdge || s.ref.decl->kind == Decl::DParam))
          candidates.push_back(key);
      auto &d = diagnostics.error(Code::E0410, assign.target->range,
                                  decl ? quoted(name) + " of " +
                                             quoted(synapse->original->name) + " is " +
                                             withArticle(kindText(*decl)) +
                                             " and cannot be set here"
                                       : "synapse " + quoted(synapse->original->name) +
                                             " has no " + quoted(name));
      if (auto near = nearest(name, candidates); !decl && !near.empty())
        d.suggest("did you mean " + quoted(std::string(near)) + "?");
    }
    checkValueOrDraw(*assign.value, draw, ctx, {});
    return;
  }
  if (name == "w" && signal) { // checked through its registration
    ensure(&assign);
    setTarget(typeOf(&assign), &assign);
    return;
  }
  if (name == "w") {
    if (target.ports.empty()) {
      checkValueOrDraw(*assign.value, draw, ctx, {});
      return;
    }
    Type port = portType(target.ports[0]);
    std::string what = "port " + quoted(text(*project.target));
    if (port.kind == Type::Void) {
      auto &d = diagnostics.error(Code::E0404, assign.target->range,
                                  what + " takes bare events, without a weight");
      notePlace(d, target.ports[0].decl, "it is declared here");
      checkValueOrDraw(*assign.value, draw, ctx, {});
      return;
    }
    Wanted wanted{port, what};
    wanted.code = Code::E0404;
    auto *on = dynCast<OnDecl>(target.ports[0].decl);
    if (on && !on->parameters.empty()) {
      wanted.declared = on->parameters[0]->nameRange;
      wanted.declaredText = "events arrive there as " + needText(port);
    }
    checkValueOrDraw(*assign.value, draw, ctx, wanted);
    setTarget(port, nullptr);
    return;
  }
  std::vector<std::string_view> candidates = {"w",        "delay",    "dendritic",
                                              "backprop", "multapse", "autapse", "signal"};
  auto &d = diagnostics.error(Code::E0410, assign.target->range,
                              "a projection has no " + quoted(name));
  if (!nearest(name, {"weight"}).empty())
    d.suggest("the weight is 'w'");
  else if (auto near = nearest(name, candidates); !near.empty())
    d.suggest("did you mean " + quoted(std::string(near)) + "?");
  else
    d.suggest("a static synapse has w, delay, dendritic, multapse and autapse; state of its own "
              "needs 'via'");
  checkValueOrDraw(*assign.value, draw, ctx, {});
}

/// A synapse between whose ends no events pass: equations, `every`, bounds and ports
/// are what it may have.
void Checker::checkSignalSynapse(const ProjectDecl &project, const ModelInfo &synapse) {
  const char *way = "give the synapse equations or an 'every' block instead, or leave 'signal' "
                    "out and let it emit";
  auto refuse = [&](SourceRange at, const std::string &what) {
    auto &d = diagnostics.error(Code::E0419, project.via->range,
                                "no events pass a connection with a signal, but synapse " +
                                    quoted(synapse.original->name) + " has " + what);
    d.note(at, "it stands here");
    d.suggest(way);
  };
  for (const OnDecl *on : synapse.checked.handlers)
    if (on->name == "pre" || on->name == "post")
      return refuse(on->range, "'on " + on->name + "'");
  if (!synapse.checked.traces.empty())
    return refuse(synapse.checked.traces[0]->range, "a trace");
  if (!synapse.emissions.empty())
    refuse(synapse.emissions[0].decl->range, "'emit' without 'to'");
}

/// `astro = nearest(G)`.
void Checker::checkReference(AssignDecl &assign, const RefDecl &ref, const Context &ctx) {
  Expr *population = assign.value.get();
  if (auto *call = dynCast<CallExpr>(population)) {
    auto *name = dynCast<NameExpr>(call->callee.get());
    if (!name || name->name != "nearest" || call->arguments.size() != 1) {
      diagnostics.error(Code::E0416, assign.value->range,
                        "a reference is set to 'nearest(population)' or to one element");
      return;
    }
    call->type = Type::of(Type::Opaque);
    population = call->arguments[0].value.get();
  }
  Elements elements;
  if (!resolveElements(*population, ctx, elements))
    return;
  if (assign.value->kind == Expr::KCall &&
      requirePositions(assign.value->range, "'nearest'", &elements))
    requirePositions(assign.value->range, "'nearest'", ctx.post);
  ModelInfo *wanted = modelOf(static_cast<const Decl *>(ref.model));
  for (const PopulationDecl *part : elements.parts)
    if (ModelInfo *model = modelOf(part); model && wanted && model != wanted) {
      auto &d = diagnostics.error(Code::E0416, population->range,
                                  quoted(ref.name) + " refers to " +
                                      quoted(wanted->original->name) + ", but " +
                                      quoted(part->name) + " consists of " +
                                      quoted(model->original->name));
      notePlace(d, &ref, quoted(ref.name) + " is declared here");
    }
}

/// What a synapse emits against what the port takes, and the variables it
/// reads at both ends.
void Checker::checkSynapseFits(ProjectDecl &project, ModelInfo &synapse, const Target &target,
                               const Elements &source, const Elements &targetElements) {
  std::string name = synapse.original->name;
  if (!target.ports.empty() && !target.projection) {
    Type port = portType(target.ports[0]);
    for (const ModelInfo::Emission &emission : synapse.emissions) {
      if (emission.type.kind == Type::Unknown || port.kind == Type::Unknown)
        continue;
      if (port.kind != Type::Void && emission.type.dimension == port.dimension)
        continue;
      auto &d = diagnostics.error(
          Code::E0416, project.via->range,
          "synapse " + quoted(name) + " emits " + needText(emission.type) + ", but port " +
              quoted(text(*project.target)) + " takes " +
              (port.kind == Type::Void ? "bare events" : needText(port)));
      d.note(emission.decl->value->range, "it is emitted here");
      auto *on = dynCast<OnDecl>(target.ports[0].decl);
      if (on && !on->parameters.empty())
        d.note(on->parameters[0]->nameRange, describe(*on->parameters[0], on->parameters[0]->name));
      break;
    }
  }
  bool fits = true;
  for (const ModelInfo::End &end : synapse.ends) {
    const Elements &elements = end.post ? target.elements : source;
    std::vector<MemberExpr *> chain;
    for (const Expr *at = end.expr; at->kind == Expr::KMember;
         at = cast<MemberExpr>(*at).base.get())
      chain.insert(chain.begin(), const_cast<MemberExpr *>(&cast<MemberExpr>(*at)));
    for (const PopulationDecl *part : elements.parts) {
      ModelInfo *model = modelOf(part);
      if (!model || model->broken || findMember(*model, chain).kind == Member::Value)
        continue;
      auto &d = diagnostics.error(Code::E0416, project.via->range,
                                  "synapse " + quoted(name) + " reads " + quoted(text(*end.expr)) +
                                      ", but " + quoted(model->original->name) + " has no " +
                                      quoted(end.expr->name));
      d.note(end.expr->range, "it is read here");
      notePlace(d, part, quoted(part->name) + " consists of " + quoted(model->original->name));
      fits = false;
      break;
    }
  }
  if (fits && !synapse.ends.empty())
    checkSynapseEnds(synapse, source, targetElements);
}

/// Checks a copy of a synapse with the types that `pre.x` and `post.x` have at
/// the ends of one projection. The copy serves its messages only.
void Checker::checkSynapseEnds(ModelInfo &synapse, const Elements &source,
                               const Elements &target) {
  if (source.parts.empty() || target.parts.empty() || synapse.pre || synapse.post ||
      checkedEnds.size() > 1000)
    return;
  if (!checkedEnds
           .emplace(&synapse, modelOf(source.parts.front()), modelOf(target.parts.front()))
           .second)
    return;
  DeclPtr copy = clone(static_cast<const Decl *>(synapse.decl));
  auto info = std::make_unique<ModelInfo>();
  info->original = synapse.original;
  info->decl = static_cast<ModelDecl *>(copy.get());
  info->file = synapse.file;
  info->pre = &source;
  info->post = &target;
  info->state = ModelInfo::Flattened;
  info->broken = synapse.broken;
  declareMembers(*info);
  checkModel(*info);
  models[copy.get()] = std::move(info);
  program.synthesised.push_back(std::move(copy));
}
