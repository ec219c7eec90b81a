//===- Elements.cpp - Populations, selections, and what they have --------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/ast/Walk.h"
#include "lang/sema/Checker.h"

#include <algorithm>
#include <cmath>

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

Elements Checker::elementsOf(const Decl *decl, NetworkInfo &network) {
  auto cached = network.elementsOf.find(decl);
  if (cached != network.elementsOf.end())
    return cached->second;
  Elements result;
  result.named = decl;
  if (decl->kind == Decl::DPopulation) {
    auto &all = network.families[decl->name];
    result.parts.assign(all.begin(), all.end());
  } else if (decl->kind == Decl::DGroup) {
    auto *group = static_cast<const GroupDecl *>(decl);
    if (!network.busyGroups.insert(group).second) {
      diagnostics.error(Code::E0116, group->nameRange,
                        "group " + quoted(group->name) + " contains itself");
    } else {
      // Groups stand outside loops or inside; their names resolve from there.
      auto state = declStates.find(decl);
      if (group->value && state != declStates.end()) {
        Context ctx = state->second.context;
        resolveElements(*group->value, ctx, result);
        result.named = decl;
      }
      network.busyGroups.erase(group);
    }
  }
  network.elementsOf[decl] = result;
  return result;
}

/// E, E[0..10], L[k], E + I, run.E: the elements an expression denotes.
bool Checker::resolveElements(Expr &e, const Context &ctx, Elements &elements) {
  if (auto *b = dynCast<BinaryExpr>(&e); b && b->op == BinaryExpr::Add) {
    Elements left, right;
    bool fine = resolveElements(*b->lhs, ctx, left);
    fine &= resolveElements(*b->rhs, ctx, right);
    elements = left;
    for (const PopulationDecl *p : right.parts)
      if (std::find(elements.parts.begin(), elements.parts.end(), p) == elements.parts.end())
        elements.parts.push_back(p);
    e.type = Type::of(Type::Population);
    return fine;
  }
  Path path;
  if (!resolvePath(e, ctx, path))
    return false;
  if (path.projection || !path.members.empty() || !path.root) {
    diagnostics.error(Code::E0112, e.range,
                      "a population or group is needed here, but " + quoted(text(e)) +
                          " is not one");
    return false;
  }
  elements = path.elements;
  return true;
}

void Checker::checkSelection(IndexExpr &e, const Elements &elements, bool family,
                             const Context &outer) {
  Context ctx = outer;
  ctx.draws = false;
  const PopulationDecl *only = elements.parts.size() == 1 ? elements.parts[0] : nullptr;
  bool whole = elements.named && elements.named->kind == Decl::DPopulation;
  for (size_t i = 0; i < e.subscripts.size(); ++i) {
    Expr &subscript = *e.subscripts[i];
    std::vector<std::pair<Expr *, bool>> bounds; // expression, is an upper bound
    if (auto *range = dynCast<RangeExpr>(&subscript)) {
      Type type = checkRange(*range, ctx);
      if (type.isNumber() && !type.dimension.isDimensionless()) {
        diagnostics.error(Code::E0202, subscript.range,
                          "elements are selected by pure numbers, not by " +
                              type.dimension.str());
        continue;
      }
      bounds = {{range->low.get(), false}, {range->high.get(), true}};
    } else {
      Type type = check(subscript, ctx);
      if (type.kind != Type::Unknown && type.kind != Type::Opaque &&
          (!type.isNumber() || !type.dimension.isDimensionless() || !type.shape.empty())) {
        diagnostics.error(Code::E0202, subscript.range,
                          "an element is selected by a pure number, but this is " +
                              typeText(type));
        continue;
      }
      bounds = {{&subscript, false}};
    }
    // What is constant is checked against what is constant.
    std::optional<double> extent;
    if (!family && only && whole && i < only->shape.size())
      extent = evaluateConstant(*only->shape[i], {});
    for (auto [bound, upper] : bounds) {
      auto value = evaluateConstant(*bound, {});
      if (!value)
        continue;
      if (family && !upper && subscript.kind != Expr::KRange && *value >= 0)
        checkFamilyMember(*ctx.network, {&e, elements.parts.front(), *value});
      bool outside = extent && (upper ? *value > *extent : *value >= *extent);
      if (*value >= 0 && *value == std::floor(*value) && !outside)
        continue;
      auto &d = diagnostics.error(
          Code::E0417, bound->range,
          outside ? quoted(text(e)) + " selects beyond the " +
                        std::to_string(static_cast<int64_t>(*extent)) + " elements of " +
                        quoted(only->name)
                  : "elements are counted by whole numbers from 0");
      if (outside)
        notePlace(d, only, quoted(only->name) + " is declared here");
      break;
    }
  }
  size_t most = family ? 1 : 0;
  if (!family)
    for (const PopulationDecl *p : elements.parts)
      most = std::max(most, whole ? p->shape.size() : size_t(1));
  if (most != 0 && e.subscripts.size() > most)
    diagnostics.error(Code::E0417, e.range,
                      quoted(text(*e.base)) + " has " + std::to_string(most) +
                          (most == 1 ? " dimension" : " dimensions") + ", but " +
                          std::to_string(e.subscripts.size()) + " indices are given");
}

/// The type of the vector that a path has come to; a number's or nothing otherwise.
Type Checker::vectorAt(const Path &path) {
  ModelInfo *model = nullptr;
  if (path.projection)
    model = modelOf(static_cast<const Decl *>(path.projection->synapse));
  else if (!path.elements.parts.empty())
    model = modelOf(path.elements.parts.front());
  Type type = model ? typeOfMember(findMember(*model, path.members)) : Type();
  return type.isNumber() ? type : Type();
}

/// Whether nothing but loop variables and constants decides a checked expression.
bool Checker::followsFromLoops(const Expr &e) {
  if (levelOf(e) == Level::Constant)
    return true;
  if (auto *name = dynCast<NameExpr>(&e)) {
    if (name->ref.kind == Ref::LoopVariable)
      return true;
    auto *let = dynCast<LetDecl>(name->ref.decl);
    return let && let->value && followsFromLoops(*let->value);
  }
  bool parts = false, all = true;
  forEachPart(e, [&](const Expr &part) {
    parts = true;
    all = all && followsFromLoops(part);
  });
  return parts && all && e.kind != Expr::KMember;
}

/// P.m[1], P.W[0, 1]: one component of a vector, for all elements.
bool Checker::checkComponent(IndexExpr &e, const Type &type, const Context &outer) {
  if (e.subscripts.size() != type.shape.size()) {
    diagnostics.error(Code::E0208, e.range,
                      quoted(text(*e.base)) + " is " + typeText(type) + ", but " +
                          std::to_string(e.subscripts.size()) +
                          (e.subscripts.size() == 1 ? " index is given" : " indices are given"));
    return false;
  }
  Context constant = outer;
  constant.draws = false;
  constant.latest = Level::Constant;
  constant.latestWhat = "the index of a vector";
  Context ctx = constant;
  ctx.latest = outer.latest;
  size_t before = diagnostics.errorCount();
  for (size_t axis = 0; axis < e.subscripts.size(); ++axis) {
    Expr &subscript = *e.subscripts[axis];
    if (subscript.kind == Expr::KRange) {
      diagnostics.error(Code::E0202, subscript.range,
                        "a range selects elements of a population; of a vector one component "
                        "is named");
      continue;
    }
    // A loop of an experiment that chooses components is written out.
    size_t errors = diagnostics.errorCount();
    checkAs(subscript, ctx, {Type::real(), "the index of a vector"});
    if (diagnostics.errorCount() != errors)
      continue;
    if (levelOf(subscript) > Level::Constant && !followsFromLoops(subscript)) {
      checkAs(subscript, constant, {Type::real(), "the index of a vector"});
      continue;
    }
    auto value = evaluateConstant(subscript, {});
    const int64_t extent = type.shape[axis];
    if (value && (*value < 0 || *value != std::floor(*value) ||
                  (extent >= 0 && *value >= static_cast<double>(extent))))
      diagnostics.error(Code::E0209, subscript.range,
                        extent >= 0 ? "index " + text(subscript) + " is outside 0.." +
                                          std::to_string(extent)
                                    : "an index is a whole number from 0");
  }
  e.type = Type::real(type.dimension);
  return diagnostics.errorCount() == before;
}

/// Splits `run.L[k][0..3].dend.V` into phase, elements and members. Reports
/// what is unknown and gives false then.
bool Checker::resolvePath(Expr &e, const Context &ctx, Path &path) {
  std::vector<Expr *> nodes; // root first
  for (Expr *at = &e;;) {
    nodes.push_back(at);
    if (auto *member = dynCast<MemberExpr>(at))
      at = member->base.get();
    else if (auto *index = dynCast<IndexExpr>(at))
      at = index->base.get();
    else
      break;
  }
  std::reverse(nodes.begin(), nodes.end());
  auto *root = dynCast<NameExpr>(nodes[0]);
  if (!root || !ctx.network) {
    if (root)
      unknownName(root->name, root->range, ctx, "population");
    else
      diagnostics.error(Code::E0112, e.range, "a population is needed here");
    return false;
  }
  const Symbol *symbol = lookUp(root->name, root->range, ctx);
  if (!symbol) {
    unknownName(root->name, root->range, ctx, "population");
    return false;
  }
  size_t next = 1;
  const Decl *decl = symbol->ref.decl;
  root->ref = symbol->ref;
  Expr *at = root;
  if (symbol->ref.kind == Ref::Phase) {
    path.phase = static_cast<const SimulateDecl *>(decl);
    auto *member = nodes.size() > 1 ? dynCast<MemberExpr>(nodes[1]) : nullptr;
    if (!member) {
      diagnostics.error(Code::E0112, root->range,
                        quoted(root->name) + " is a phase of the simulation, not a population")
          .suggest("name what happened in it: " + root->name + ".E");
      return false;
    }
    auto it = ctx.network->names.names.find(member->name);
    if (it == ctx.network->names.names.end()) {
      std::vector<std::string_view> candidates;
      for (auto &[name, s] : ctx.network->names.names)
        candidates.push_back(name);
      auto &d = diagnostics.error(Code::E0113, member->nameRange,
                                  "network " + quoted(ctx.network->decl->name) + " has no " +
                                      quoted(member->name));
      if (auto near = nearest(member->name, candidates); !near.empty())
        d.suggest("did you mean " + quoted(std::string(near)) + "?");
      return false;
    }
    root->type = Type::of(Type::Opaque);
    decl = it->second.ref.decl;
    member->ref = it->second.ref;
    member->ref.base = path.phase;
    at = member;
    next = 2;
  }
  if (!decl || (decl->kind != Decl::DPopulation && decl->kind != Decl::DGroup &&
                decl->kind != Decl::DProject)) {
    auto &d = diagnostics.error(Code::E0112, at->range,
                                "a population or group is needed here, but " +
                                    quoted(text(*at)) + " is " +
                                    (decl ? withArticle(kindText(*decl)) : "a constant"));
    if (decl)
      notePlace(d, decl, quoted(decl->name) + " is declared here");
    return false;
  }
  bool family = false;
  if (decl->kind == Decl::DProject) {
    path.projection = static_cast<const ProjectDecl *>(decl);
    at->type = Type::of(Type::Projection);
  } else {
    path.elements = elementsOf(decl, *ctx.network);
    family = decl->kind == Decl::DPopulation &&
             static_cast<const PopulationDecl *>(decl)->familyIndex != nullptr;
    at->type = Type::of(Type::Population);
  }
  path.root = at;
  for (; next < nodes.size(); ++next) {
    Expr *node = nodes[next];
    if (auto *member = dynCast<MemberExpr>(node)) {
      path.members.push_back(member);
      continue;
    }
    auto *index = static_cast<IndexExpr *>(node);
    if (Type vector = path.members.empty() ? Type() : vectorAt(path); !vector.shape.empty()) {
      if (next + 1 != nodes.size()) {
        diagnostics.error(Code::E0113, e.range, "a component of a vector has no members");
        return false;
      }
      path.members.back()->type = Type::of(Type::Opaque);
      path.component = index;
      return checkComponent(*index, vector, ctx);
    }
    if (path.projection || !path.members.empty()) {
      diagnostics
          .error(Code::E0417, index->range,
                 path.projection ? "a projection has no elements to select"
                                 : "elements are selected before the variable")
          .suggest(path.projection ? "" : "write " + text(*path.root) + "[…]." +
                                              path.members.back()->name);
      return false;
    }
    checkSelection(*index, path.elements, family, ctx);
    family = false;
    // A selection of a family, then of its elements; never deeper.
    path.elements.named = decl;
    index->type = Type::of(Type::Population);
    path.root = index;
  }
  return true;
}

/// The value of a path in an experiment or a record: spikes, a series, or the
/// population itself.
Type Checker::checkPath(Expr &e, const Context &ctx) {
  Path path;
  if (!resolvePath(e, ctx, path))
    return {};
  if (path.members.empty())
    return Type::of(path.projection ? Type::Projection : Type::Population);
  MemberExpr &outer = *path.members.back();
  outer.ref.base = path.projection;
  if (!ctx.experiment && !ctx.recording) {
    diagnostics
        .error(Code::E0114, e.range,
               quoted(text(e)) + " has a value for each element and cannot be used here")
        .suggest("in the settings of a projection, pre.x and post.x are the values at its ends");
    return {};
  }
  if (path.projection) {
    ModelInfo *synapse = modelOf(static_cast<const Decl *>(path.projection->synapse));
    std::string name = outer.name;
    if (path.members.size() == 1 && (name == "delay" || name == "dendritic" ||
                                     name == "backprop")) {
      outer.ref.kind = Ref::Declaration;
      return {Type::Series, units::Dimension::of(units::Time), {}};
    }
    if (synapse) {
      Member member = findMember(*synapse, path.members);
      if (member.kind == Member::Value) {
        outer.ref.kind = Ref::Declaration;
        outer.ref.decl = member.decl;
        return {Type::Series, typeOf(member.decl).dimension, {}};
      }
    } else if (path.members.size() == 1 && name == "w") {
      outer.ref.kind = Ref::Declaration;
      Type type = Type::of(Type::Series);
      for (const DeclPtr &item : path.projection->inits.items)
        if (auto *assign = dynCast<AssignDecl>(item.get()))
          if (auto *target = dynCast<NameExpr>(assign->target.get());
              target && target->name == "w") {
            type.dimension = assign->value->type.dimension;
            outer.ref.decl = assign;
          }
      return type;
    }
    std::vector<std::string_view> candidates = {"delay"};
    if (synapse)
      for (std::string_view n : memberNames(*synapse))
        candidates.push_back(n);
    else
      candidates.push_back("w");
    auto &d = diagnostics.error(Code::E0113, outer.nameRange,
                                "the synapses of " + quoted(path.projection->name) +
                                    " have no " + quoted(name));
    if (auto near = nearest(name, candidates); !near.empty())
      d.suggest("did you mean " + quoted(std::string(near)) + "?");
    return {};
  }
  Type type;
  bool first = true;
  for (const PopulationDecl *part : path.elements.parts) {
    ModelInfo *model = modelOf(part);
    if (!model || model->broken)
      return {};
    size_t found = 0;
    Member member = findMember(*model, path.members, &found);
    if (member.kind == Member::None) {
      MemberExpr &at = *path.members[std::min(found, path.members.size() - 1)];
      bool spikes = at.name == "spikes";
      auto &d = diagnostics.error(Code::E0113, at.nameRange,
                                  spikes ? quoted(part->name) + " never spikes"
                                         : quoted(text(*at.base)) + " has no " +
                                               quoted(at.name));
      notePlace(d, model->original,
                quoted(part->name) + " consists of " + quoted(model->original->name) +
                    ", declared here");
      if (!spikes) {
        std::vector<std::string_view> candidates =
            member.owner ? memberNames(*member.owner) : memberNames(*model);
        if (auto near = nearest(at.name, candidates); !near.empty())
          d.suggest("did you mean " + quoted(std::string(near)) + "?");
      }
      return {};
    }
    if (member.kind == Member::Port || member.kind == Member::Receptor ||
        member.kind == Member::Compartment) {
      diagnostics
          .error(Code::E0112, e.range,
                 quoted(text(e)) + " is " + withArticle(kindText(*member.decl)) +
                     ", not a variable")
          .suggest(member.kind == Member::Port ? "" : "name one of its variables");
      return {};
    }
    Type partType = Type::of(Type::Series);
    Ref::Kind kind = member.kind == Member::Spikes  ? Ref::Spikes
                     : member.kind == Member::Event ? Ref::Event
                                                    : Ref::Declaration;
    if (kind == Ref::Declaration)
      partType.dimension = typeOf(member.decl).dimension;
    if (first) {
      outer.ref.kind = kind;
      outer.ref.decl = member.decl;
      outer.ref.base = part;
      type = partType;
      first = false;
    } else if (partType.dimension != type.dimension || outer.ref.kind != kind) {
      auto &d = diagnostics.error(Code::E0201, e.range,
                                  quoted(text(e)) +
                                      " means different quantities in the populations of " +
                                      quoted(text(*path.root)));
      notePlace(d, outer.ref.decl, "in one population it is declared here");
      notePlace(d, member.decl, "in another it is declared here");
      return {};
    }
  }
  // The names between population and variable carry no value.
  for (size_t i = 0; i + 1 < path.members.size(); ++i)
    path.members[i]->type = Type::of(Type::Opaque);
  return first ? Type() : type;
}
