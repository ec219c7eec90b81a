//===- Recording.cpp - Stimuli, records, and what acts on projections ----===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Checker.h"

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

void Checker::checkStimulate(StimulateDecl &stimulate, const Context &outer) {
  Context ctx = outer;
  ctx.latest = Level::State;
  Wanted wanted;
  wanted.code = Code::E0413;
  Path path;
  if (stimulate.target && resolvePath(*stimulate.target, ctx, path)) {
    Expr &e = *stimulate.target;
    if (path.projection)
      diagnostics.error(Code::E0413, e.range, "a stimulus drives an input of a population");
    for (const PopulationDecl *part : path.elements.parts) {
      ModelInfo *model = modelOf(part);
      if (!model || model->broken)
        continue;
      Member member;
      if (!path.members.empty()) {
        member = findMember(*model, path.members);
      } else if (model->checked.inputs.size() == 1) {
        member.kind = Member::Value;
        member.decl = model->checked.inputs[0];
      }
      if (member.kind != Member::Value || member.decl->kind != Decl::DInput) {
        std::vector<std::string_view> candidates;
        for (const VarDecl *v : model->checked.inputs)
          candidates.push_back(v->name);
        std::string name = path.members.empty() ? "" : path.members.back()->name;
        auto &d = diagnostics.error(
            Code::E0413, path.members.empty() ? e.range : path.members.back()->nameRange,
            member.kind != Member::None && member.decl
                ? quoted(name) + " is " + withArticle(kindText(*member.decl)) +
                      ", but a stimulus drives an input"
                : quoted(model->original->name) +
                      (name.empty() ? " has no single input to drive"
                                    : " has no input " + quoted(name)));
        notePlace(d, model->original, quoted(part->name) + " consists of " +
                                          quoted(model->original->name));
        if (auto near = nearest(name, candidates); !near.empty())
          d.suggest("did you mean " + quoted(std::string(near)) + "?");
        else
          d.suggest("declare one in the neuron: input I: pA");
        wanted.type = {};
        break;
      }
      Type type = typeOf(member.decl);
      if (path.component)
        type.shape.clear();
      if (wanted.type.kind == Type::Unknown) {
        wanted.type = type;
        wanted.what = "input " + quoted(text(e));
        wanted.broadcast = true; // one waveform for all components
        wanted.declared = member.decl->nameRange;
        wanted.declaredText = describe(*member.decl, member.decl->name);
        if (!path.members.empty()) {
          MemberExpr &last = *path.members.back();
          last.ref.kind = Ref::Declaration;
          last.ref.decl = member.decl;
          last.ref.base = part;
          last.type = type;
        }
      } else if (type.kind != Type::Unknown && type.dimension != wanted.type.dimension) {
        auto &d = diagnostics.error(Code::E0413, e.range,
                                    quoted(text(e)) + " takes " + needText(wanted.type) +
                                        " in one population and " + needText(type) +
                                        " in another");
        d.note(wanted.declared, wanted.declaredText);
        notePlace(d, member.decl, describe(*member.decl, member.decl->name));
        break;
      }
    }
  }
  ctx.waveform = true;
  ctx.scope = &elementScope(*outer.scope);
  if (!stimulate.waveform)
    return;
  if (wanted.type.kind == Type::Unknown)
    check(*stimulate.waveform, ctx);
  else
    checkAs(*stimulate.waveform, ctx, wanted);
}

void Checker::checkRecord(RecordDecl &record, const Context &outer) {
  for (RecordDecl::Target &target : record.targets) {
    Context ctx = outer;
    ctx.recording = true;
    ctx.latest = Level::State;
    if (target.what) {
      Type type = check(*target.what, ctx);
      switch (type.kind) {
      case Type::Unknown:
      case Type::Series:
        break;
      case Type::Population:
        diagnostics
            .error(Code::E0414, target.what->range,
                   "a population as a whole cannot be recorded")
            .suggest("say what of it: " + text(*target.what) + ".spikes or " +
                     text(*target.what) + ".V");
        break;
      case Type::Projection:
        diagnostics
            .error(Code::E0414, target.what->range,
                   "a projection as a whole cannot be recorded")
            .suggest("say what of it: " + text(*target.what) + ".w");
        break;
      default: {
        const CallExpr *call = dynCast<CallExpr>(target.what.get());
        bool ofSeries = call && !call->function && !call->arguments.empty() &&
                        (call->arguments[0].value->type.kind == Type::Series ||
                         call->arguments[0].value->type.kind == Type::Population);
        if (!ofSeries)
          diagnostics
              .error(Code::E0414, target.what->range,
                     quoted(text(*target.what)) + " is " + typeText(type) +
                         ", which cannot be recorded")
              .suggest("record spikes, a variable of a population, or a function of it such as "
                       "mean(E.V)");
        break;
      }
      }
    }
    Context fixed = outer;
    fixed.latestWhat = "the interval of a record";
    if (target.every) {
      checkQuantity(*target.every, fixed, "ms", "'every'");
      if (auto value = evaluateConstant(*target.every, {}); value && !(*value > 0))
        diagnostics.error(Code::E0502, target.every->range,
                          "the interval of a record must be positive");
    }
    if (target.when)
      checkCondition(*target.when, ctx, "'when'");
  }
}

/// One end of a gap junction: a population, whose V in mV drives a current into its
/// one input of that dimension, or an input named after a dot (A.soma.I, with the V
/// that stands beside it).
void Checker::checkGapEnd(Expr &e, const Context &ctx, Elements &elements) {
  Path path;
  if (e.kind == Expr::KBinary) {
    if (!resolveElements(e, ctx, elements))
      return;
  } else {
    if (!resolvePath(e, ctx, path))
      return;
    if (path.projection) {
      diagnostics.error(Code::E0421, e.range, "a gap junction is between populations");
      return;
    }
    elements = path.elements;
  }
  const units::Dimension current = units::parseUnit("pA")->dimension,
                         voltage = units::parseUnit("mV")->dimension;
  for (const PopulationDecl *part : elements.parts) {
    ModelInfo *model = modelOf(part);
    if (!model || model->broken)
      continue;
    auto fail = [&](const std::string &what) -> Diagnostic & {
      auto &d = diagnostics.error(Code::E0421, e.range, what);
      notePlace(d, model->original,
                quoted(part->name) + " consists of " + quoted(model->original->name));
      return d;
    };
    std::string port;
    std::vector<MemberExpr *> beside;
    if (path.members.empty()) {
      unsigned count = 0;
      for (const VarDecl *input : model->checked.inputs)
        if (typeOf(input).dimension == current) {
          port = input->name;
          ++count;
        }
      if (count != 1) {
        fail(quoted(model->original->name) + " has " + (count ? "several inputs" : "no input") +
             " for the current of a gap junction")
            .suggest(count ? "name one: gap " + text(e) + "." + port + " -- …"
                           : "declare one: input I: pA");
        continue;
      }
    } else {
      Member member = findMember(*model, path.members);
      if (member.kind != Member::Value || member.decl->kind != Decl::DInput ||
          typeOf(member.decl).dimension != current) {
        fail(quoted(text(e)) + " is not an input for a current in pA");
        continue;
      }
      beside.assign(path.members.begin(), path.members.end() - 1);
      path.members.back()->ref.kind = Ref::Declaration;
      path.members.back()->ref.decl = member.decl;
      path.members.back()->ref.base = part;
    }
    MemberExpr v;
    v.name = "V";
    beside.push_back(&v);
    Member potential = findMember(*model, beside);
    if (potential.kind != Member::Value || typeOf(potential.decl).dimension != voltage)
      fail("a gap junction couples variables V in mV, but " +
           quoted(model->original->name) + " has none");
  }
}

void Checker::checkGap(NetworkInfo &network, GapDecl &gap, Scope &scope) {
  Context ctx;
  ctx.scope = &scope;
  ctx.network = &network;
  ctx.latest = Level::Parameter;
  ctx.latestWhat = "a gap junction";
  Elements a, b;
  for (auto [e, elements] : {std::pair{gap.a.get(), &a}, {gap.b.get(), &b}}) {
    if (e)
      checkGapEnd(*e, ctx, *elements);
  }
  Scope &edge = edgeScope(scope);
  ctx.scope = &edge;
  ctx.pre = &a;
  ctx.post = &b;
  if (gap.rule)
    checkRule(*gap.rule, ctx, false);
  if (gap.where)
    checkCondition(*gap.where, ctx, "'where'");
  bool conductance = false;
  for (DeclPtr &item : gap.inits.items) {
    auto *assign = dynCast<AssignDecl>(item.get());
    auto *name = assign ? dynCast<NameExpr>(assign->target.get()) : nullptr;
    if (!assign || !assign->value)
      continue;
    if (name && name->name == "g") {
      conductance = true;
      Wanted wanted{Type::real(units::parseUnit("nS")->dimension), "'g' of a gap junction"};
      checkValueOrDraw(*assign->value, assign->op == AssignDecl::Draw, ctx, wanted);
      continue;
    }
    diagnostics.error(Code::E0410, assign->target->range,
                      "a gap junction has a conductance 'g' only");
  }
  if (!conductance)
    diagnostics.error(Code::E0415, gap.nameRange, "this gap junction has no conductance")
        .suggest("{ g = 1 nS }");
}

/// True if `target` is a projection with a synapse model (or a variable of
/// one); otherwise says so.
bool Checker::isPlastic(Expr &target, const Context &ctx, bool wantsVariable) {
  Path path;
  if (!resolvePath(target, ctx, path))
    return false;
  if (!path.projection || path.members.empty() == wantsVariable) {
    diagnostics.error(Code::E0420, target.range,
                      wantsVariable ? "a variable of a labelled projection is needed, such as "
                                      "rec.w"
                                    : "the label of a projection is needed");
    return false;
  }
  if (!wantsVariable)
    return true;
  Context recording = ctx;
  recording.recording = true;
  return check(target, recording).kind != Type::Unknown;
}

void Checker::checkNormalize(NormalizeDecl &normalize, const Context &ctx) {
  Wanted wanted;
  if (normalize.target && isPlastic(*normalize.target, ctx, true)) {
    wanted.type = Type::real(normalize.target->type.dimension);
    wanted.what = "the sum of " + quoted(text(*normalize.target));
  }
  if (normalize.total) {
    if (wanted.type.kind == Type::Unknown)
      check(*normalize.total, ctx);
    else
      checkAs(*normalize.total, ctx, wanted);
  }
  if (normalize.period)
    checkQuantity(*normalize.period, ctx, "ms", "'every'");
}

void Checker::checkStructural(NetworkInfo &network, StructuralDecl &structural, Scope &scope) {
  Context ctx;
  ctx.scope = &scope;
  ctx.network = &network;
  ctx.latest = Level::Parameter;
  const ProjectDecl *projection = nullptr;
  if (structural.target && isPlastic(*structural.target, ctx, false))
    if (auto *name = dynCast<NameExpr>(structural.target.get()))
      projection = dynCast<ProjectDecl>(name->ref.decl);
  ModelInfo *synapse =
      projection ? modelOf(static_cast<const Decl *>(projection->synapse)) : nullptr;
  // Edge state is visible by name, as in a handler of the synapse.
  Scope &edge = newScope(synapse ? &synapse->members : &scope);
  Scope &outer = newScope(&scope);
  Ref index;
  index.kind = Ref::Index;
  outer.names["i"] = {index, {}, nullptr};
  index.index = 1;
  outer.names["j"] = {index, {}, nullptr};
  Ref distance;
  distance.kind = Ref::Distance;
  outer.names["distance"] = {distance, {}, nullptr};
  Elements source, target;
  if (projection) {
    source = network.sourceOf[projection];
    target = network.targetOf[projection];
  }
  for (DeclPtr &item : structural.body.items) {
    Context running = ctx;
    running.scope = &outer;
    running.fallback = &edge;
    running.latest = Level::State;
    running.pre = &source;
    running.post = &target;
    running.fallbackBase = projection;
    if (item->kind == Decl::DPrune) {
      auto *prune = static_cast<PruneDecl *>(item.get());
      if (prune->condition)
        checkCondition(*prune->condition, running, "'prune when'");
      if (prune->period)
        checkQuantity(*prune->period, ctx, "ms", "'every'");
    } else if (item->kind == Decl::DGrow) {
      auto *grow = static_cast<GrowDecl *>(item.get());
      if (grow->rule) {
        checkRule(*grow->rule, running, false);
        auto *call = dynCast<CallExpr>(grow->rule.get());
        auto *rule = dynCast<NameExpr>(call ? call->callee.get() : grow->rule.get());
        if (rule && rule->name == "fixed_total")
          diagnostics
              .error(Code::E0422, grow->rule->range,
                     quoted(rule->name) + " cannot say which connections grow")
              .suggest("bernoulli(p), fixed_indegree(k), fixed_outdegree(k), "
                       "pairwise_poisson(lambda) and one_to_one can");
      }
      if (grow->where)
        checkCondition(*grow->where, running, "'where'");
      if (grow->period)
        checkQuantity(*grow->period, ctx, "ms", "'every'");
      for (DeclPtr &init : grow->inits.items)
        if (auto *assign = dynCast<AssignDecl>(init.get()); assign && assign->value) {
          auto *name = dynCast<NameExpr>(assign->target.get());
          Wanted wanted;
          if (name && (name->name == "delay" || name->name == "dendritic")) {
            wanted.type = Type::real(units::Dimension::of(units::Time));
            wanted.what = quoted(name->name);
          } else if (name && synapse) {
            auto it = synapse->members.names.find(name->name);
            if (it != synapse->members.names.end()) {
              wanted.type = typeOf(it->second.ref.decl);
              wanted.what = quoted(name->name);
            } else {
              diagnostics.error(Code::E0410, assign->target->range,
                                "synapse " + quoted(synapse->original->name) + " has no " +
                                    quoted(name->name));
            }
          }
          Context value = running;
          value.latest = Level::Parameter;
          value.latestWhat = "a setting of a new connection";
          checkValueOrDraw(*assign->value, assign->op == AssignDecl::Draw, value, wanted);
        }
    }
  }
}
