//===- Members.cpp - What stands before and after a dot ------------------===//
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

ModelInfo *Checker::modelOf(const Decl *decl) {
  auto it = modelByDecl.find(decl);
  return it == modelByDecl.end() ? nullptr : it->second;
}

ModelInfo *Checker::modelOf(const PopulationDecl *population) {
  return population ? modelOf(static_cast<const Decl *>(population->model)) : nullptr;
}

// --- Members of a model -------------------------------------------------------------

/// The port of a neuron, a receptor or a compartment that has no name of its own.
const OnDecl *Checker::arrivesAt(const Member &member) {
  const CheckedModel *items = &member.owner->checked;
  if (member.compartment && !member.use) {
    auto found = member.owner->compartmentItems.find(member.compartment);
    if (found == member.owner->compartmentItems.end())
      return nullptr;
    items = &found->second;
  }
  for (const OnDecl *on : items->handlers)
    if (on->name == "arrive")
      return on;
  return nullptr;
}

/// Follows `names` from a model inwards: dend.nmda.I. `found` counts the names
/// that were understood.
Member Checker::findMember(ModelInfo &model, const std::vector<MemberExpr *> &names,
                           size_t *found) {
  Member member;
  member.owner = &model;
  Scope *scope = &model.members;
  size_t i = 0;
  for (; i < names.size(); ++i) {
    auto it = scope->names.find(names[i]->name);
    if (it == scope->names.end()) {
      bool spikes = names[i]->name == "spikes" &&
                    (member.owner->spike || member.owner->isBuiltinSource);
      if (spikes && i + 1 == names.size() && !member.use) {
        member.kind = Member::Spikes;
        member.decl = member.owner->spike;
        ++i;
      } else if (const OnDecl *arrive = names[i]->name == "arrive" ? arrivesAt(member) : nullptr) {
        member.kind = Member::Port;
        member.decl = arrive;
        ++i;
        if (i < names.size())
          member.kind = Member::None;
      } else {
        member.kind = Member::None;
      }
      break;
    }
    const Decl *decl = it->second.ref.decl;
    member.decl = decl;
    if (decl->kind == Decl::DUse) {
      member.use = static_cast<const UseDecl *>(decl);
      member.kind = Member::Receptor;
      ModelInfo *receptor = modelOf(static_cast<const Decl *>(member.use->model));
      if (!receptor) {
        ++i;
        if (i < names.size())
          member.kind = Member::None;
        member.owner = nullptr;
        break;
      }
      member.owner = receptor;
      scope = &receptor->members;
    } else if (decl->kind == Decl::DCompartment) {
      member.compartment = static_cast<const CompartmentDecl *>(decl);
      member.kind = Member::Compartment;
      scope = model.compartments[member.compartment].get();
    } else {
      member.kind = decl->kind == Decl::DEvent ? Member::Event
                    : decl->kind == Decl::DOn  ? Member::Port
                                               : Member::Value;
      ++i;
      if (i < names.size()) // V.x: a variable has no members
        member.kind = Member::None;
      break;
    }
  }
  if (found)
    *found = i;
  return member;
}

std::vector<std::string_view> Checker::memberNames(ModelInfo &model) {
  std::vector<std::string_view> names;
  for (auto &[name, symbol] : model.members.names)
    names.push_back(name);
  if (model.spike || model.isBuiltinSource)
    names.push_back("spikes");
  return names;
}

Type Checker::typeOfMember(const Member &member) {
  return member.kind == Member::Value ? typeOf(member.decl) : Type();
}

// --- x.y in expressions ----------------------------------------------------------------

Type Checker::checkMember(MemberExpr &e, const Context &ctx) {
  const Expr *root = e.base.get();
  while (root->kind == Expr::KIndex || root->kind == Expr::KMember)
    root = root->kind == Expr::KIndex ? cast<IndexExpr>(*root).base.get()
                                      : cast<MemberExpr>(*root).base.get();
  auto *name = dynCast<NameExpr>(root);
  if (!name) {
    check(*e.base, ctx);
    diagnostics.error(Code::E0113, e.nameRange,
                      quoted(text(*e.base)) + " has no member " + quoted(e.name));
    return {};
  }
  if (name->name == "pre" || name->name == "post") {
    if (const Symbol *s = lookUp(name->name, name->range, ctx); !s)
      return checkEndMember(e, name->name == "post", ctx);
  }
  const Symbol *symbol = lookUp(name->name, name->range, ctx);
  if (!symbol && ctx.own && name->name == "position" && name == e.base.get())
    return checkCoordinate(e, ctx.own, false);
  if (!symbol) {
    unknownName(name->name, name->range, ctx);
    return {};
  }
  if (symbol->failed)
    return {};
  const Decl *decl = symbol->ref.decl;
  if (symbol->module) {
    const Decl *global = resolveGlobal(e, "name");
    if (!global)
      return {};
    e.ref.base = nullptr;
    if (global->kind == Decl::DConst)
      return typeOf(global);
    diagnostics.error(Code::E0112, e.range,
                      quoted(text(e)) + " is " + withArticle(kindText(*global)) +
                          ", not a value");
    return {};
  }
  if (decl)
    switch (decl->kind) {
    case Decl::DPopulation:
    case Decl::DGroup:
    case Decl::DProject:
    case Decl::DSimulate:
      return checkPath(e, ctx);
    case Decl::DUse:
    case Decl::DCompartment:
    case Decl::DRef:
      return checkModelMember(e, ctx);
    case Decl::DData:
      return checkDataMember(e, *static_cast<const DataDecl *>(decl), ctx);
    default:
      break;
    }
  Type base = check(*e.base, ctx);
  if (base.kind == Type::Opaque)
    return base;
  if (base.kind != Type::Unknown) {
    auto &d = diagnostics.error(Code::E0113, e.nameRange,
                                quoted(text(*e.base)) + " is " + typeText(base) +
                                    " and has no member " + quoted(e.name));
    if (decl)
      notePlace(d, decl, quoted(name->name) + " is declared here");
  }
  return {};
}

/// The members of a chain of dots behind its first name, outermost last; false
/// when there are subscripts in between.
static bool chainOf(MemberExpr &e, std::vector<MemberExpr *> &members, NameExpr *&root) {
  Expr *at = &e;
  while (auto *member = dynCast<MemberExpr>(at)) {
    members.push_back(member);
    at = member->base.get();
  }
  std::reverse(members.begin(), members.end());
  root = dynCast<NameExpr>(at);
  return root != nullptr;
}

/// syn.I, soma.V, astro.ca inside a model.
Type Checker::checkModelMember(MemberExpr &e, const Context &ctx) {
  std::vector<MemberExpr *> names;
  NameExpr *root = nullptr;
  if (!chainOf(e, names, root)) {
    diagnostics.error(Code::E0113, e.range, "subscripts cannot stand before a dot here");
    return {};
  }
  const Symbol *symbol = lookUp(root->name, root->range, ctx);
  root->ref = symbol->ref;
  const Decl *decl = symbol->ref.decl;
  ModelInfo *model = nullptr;
  Member member;
  if (decl->kind == Decl::DCompartment) {
    auto *compartment = static_cast<const CompartmentDecl *>(decl);
    // A compartment's scope plays the model's part.
    if (!ctx.model)
      return {};
    MemberExpr first;
    first.name = compartment->name;
    std::vector<MemberExpr *> all = {&first};
    all.insert(all.end(), names.begin(), names.end());
    model = ctx.model;
    member = findMember(*model, all);
  } else {
    const ModelDecl *modelDecl = decl->kind == Decl::DUse
                                     ? static_cast<const UseDecl *>(decl)->model
                                     : static_cast<const RefDecl *>(decl)->model;
    model = modelOf(static_cast<const Decl *>(modelDecl));
    if (!model) // an unknown model was reported
      return {};
    member = findMember(*model, names);
  }
  if (member.kind == Member::None) {
    if (!member.owner || member.owner->broken)
      return {};
    auto &d = diagnostics.error(Code::E0113, e.nameRange,
                                quoted(text(*e.base)) + " has no " + quoted(e.name));
    std::vector<std::string_view> candidates;
    if (member.owner)
      for (auto &[key, s] : member.owner->members.names)
        candidates.push_back(key);
    if (auto near = nearest(e.name, candidates); !near.empty())
      d.suggest("did you mean " + quoted(std::string(near)) + "?");
    else if (member.owner)
      notePlace(d, member.owner->original,
                quoted(member.owner->original->name) + " is declared here");
    return {};
  }
  if (member.kind != Member::Value) {
    diagnostics.error(Code::E0112, e.range,
                      quoted(text(e)) + " is " +
                          (member.kind == Member::Spikes ? "a train of spikes"
                                                         : withArticle(kindText(*member.decl))) +
                          ", not a value");
    return {};
  }
  e.ref.kind = Ref::Declaration;
  e.ref.decl = member.decl;
  e.ref.base = decl;
  if (names.size() > 1 && member.use)
    e.ref.base = member.use;
  if (ctx.latest != Level::State && levelOf(member.decl) == Level::State) {
    diagnostics.error(Code::E0210, e.range,
                      ctx.latestWhat + " must be known before the simulation, but " +
                          quoted(text(e)) + " changes while it runs");
  }
  return typeOf(member.decl);
}

/// pre.x and post.x: in a synapse they are resolved where it is used, in the
/// settings of a projection at once.
Type Checker::checkEndMember(MemberExpr &e, bool post, const Context &ctx) {
  std::vector<MemberExpr *> names;
  NameExpr *root = nullptr;
  if (!chainOf(e, names, root)) {
    diagnostics.error(Code::E0113, e.range, "subscripts cannot stand before a dot here");
    return {};
  }
  const Elements *elements = post ? ctx.post : ctx.pre;
  if (!elements) {
    if (ctx.model && ctx.model->decl->modelKind == ModelKind::Synapse) {
      ctx.model->ends.push_back({&e, post});
      return {};
    }
    diagnostics
        .error(Code::E0114, root->range,
               quoted(root->name) + " exists in synapses and in the settings of a projection")
        .suggest(ctx.model ? "a neuron sees its own variables only" : "");
    return {};
  }
  Type type;
  const Decl *found = nullptr;
  const bool coordinate = names.size() == 2 && names[0]->name == "position";
  for (const PopulationDecl *part : elements->parts) {
    ModelInfo *model = modelOf(part);
    if (!model || model->broken)
      continue;
    Member member = findMember(*model, names);
    if (coordinate && member.kind == Member::None)
      return checkCoordinate(e, elements, post);
    if (member.kind != Member::Value) {
      auto &d = diagnostics.error(Code::E0113, e.nameRange,
                                  quoted(model->original->name) + " has no variable " +
                                      quoted(e.name));
      d.note(part->nameRange, quoted(part->name) + " is a population of it");
      if (auto near = nearest(e.name, memberNames(*model)); !near.empty())
        d.suggest("did you mean " + quoted(std::string(near)) + "?");
      return {};
    }
    Type partType = typeOf(member.decl);
    if (!found) {
      found = member.decl;
      type = partType;
      e.ref.base = part;
    } else if (partType.dimension != type.dimension) {
      auto &d = diagnostics.error(Code::E0201, e.range,
                                  quoted(text(e)) + " has unit " + type.dimension.str() +
                                      " in one population and " + partType.dimension.str() +
                                      " in another");
      notePlace(d, found, describe(*found, e.name));
      notePlace(d, member.decl, describe(*member.decl, e.name));
      return {};
    }
  }
  e.ref.kind = Ref::Declaration;
  e.ref.decl = found;
  return type;
}
