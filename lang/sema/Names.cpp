//===- Names.cpp - Declaring and looking up names ------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Checker.h"

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

/// t, dt, pi and e: visible everywhere, behind every declaration. Only `e` may
/// be declared anew.
static const std::map<std::string, Symbol, std::less<>> &constants() {
  static const std::map<std::string, Symbol, std::less<>> names = [] {
    std::map<std::string, Symbol, std::less<>> result;
    auto add = [&](const char *name, Ref::Kind kind, double value = 0) {
      Ref ref;
      ref.kind = kind;
      ref.value = value;
      result[name] = {ref, {}, nullptr};
    };
    add("t", Ref::Time);
    add("dt", Ref::Dt);
    add("pi", Ref::Constant, 3.14159265358979323846);
    add("e", Ref::Constant, 2.71828182845904523536);
    return result;
  }();
  return names;
}

std::string_view Checker::nearest(std::string_view name,
                                  const std::vector<std::string_view> &candidates) {
  constexpr size_t most = 500;
  if (diagnostics.errorCount() > 200)
    return {};
  if (candidates.size() <= most)
    return neuro::nearest(name, candidates);
  // Only names of about this length can be near; more than a few hundred of
  // them are generated text, where a suggestion helps nobody.
  std::vector<std::string_view> near;
  for (std::string_view c : candidates)
    if (c.size() <= name.size() + name.size() / 3 && name.size() <= c.size() + name.size() / 3)
      near.push_back(c);
  return near.size() <= most ? neuro::nearest(name, near) : std::string_view();
}

Scope &Checker::newScope(Scope *parent) {
  scopes.push_back(std::make_unique<Scope>());
  scopes.back()->parent = parent;
  return *scopes.back();
}

bool Checker::declare(Scope &scope, const std::string &name, SourceRange range, Ref ref) {
  if (name.empty()) // a syntax error was reported here
    return false;
  if (name == "t" || name == "dt" || name == "pi") {
    diagnostics.error(Code::E0111, range,
                      quoted(name) + (name == "t"    ? " is the time"
                                      : name == "dt" ? " is the tick"
                                                     : " is the circle's number") +
                          " and cannot be declared anew");
    return false;
  }
  auto [it, fresh] = scope.names.try_emplace(name, Symbol{ref, range, nullptr});
  if (fresh)
    return true;
  auto &d = diagnostics.error(Code::E0111, range, quoted(name) + " is declared twice");
  if (it->second.declared.valid())
    d.note(it->second.declared, "it was first declared here");
  return false;
}

bool Checker::declare(Scope &scope, const Decl &decl, Ref::Kind kind) {
  Ref ref;
  ref.kind = kind;
  ref.decl = &decl;
  return declare(scope, decl.name, decl.nameRange, ref);
}

const Symbol *Checker::lookUpFile(std::string_view name, SourceRange at) {
  auto file = fileOf.find(at.file);
  if (file != fileOf.end()) {
    auto it = file->second->names.names.find(name);
    if (it != file->second->names.names.end())
      return &it->second;
  }
  if (prelude) {
    auto it = prelude->names.names.find(name);
    if (it != prelude->names.names.end())
      return &it->second;
  }
  return nullptr;
}

const Symbol *Checker::lookUp(std::string_view name, SourceRange at, const Context &ctx,
                              bool *fromFallback) {
  for (Scope *s = ctx.scope; s; s = s->parent) {
    auto it = s->names.find(name);
    if (it == s->names.end())
      continue;
    // `i` and `j` of an edge hide a loop variable of that name: say so.
    if (it->second.ref.kind == Ref::Index)
      for (Scope *outer = s->parent; outer; outer = outer->parent) {
        auto other = outer->names.find(name);
        if (other == outer->names.end())
          continue;
        diagnostics
            .error(Code::E0115, at,
                   quoted(std::string(name)) + " means both " +
                       (it->second.ref.index == 0 ? "the index of the source element"
                                                  : "the index of the target element") +
                       " and a name of this network")
            .note(other->second.declared, "the other one is declared here")
            .suggest("give that one another name");
        return &it->second;
      }
    return &it->second;
  }
  if (ctx.fallback)
    for (Scope *s = ctx.fallback; s; s = s->parent) {
      auto it = s->names.find(name);
      if (it != s->names.end()) {
        if (fromFallback)
          *fromFallback = true;
        return &it->second;
      }
    }
  if (const Symbol *symbol = lookUpFile(name, at))
    return symbol;
  auto it = constants().find(name);
  return it == constants().end() ? nullptr : &it->second;
}

/// The visible name nearest to `name`, of those that fit.
std::string Checker::nearestName(std::string_view name, SourceRange at, const Context &ctx,
                                 const std::function<bool(const Symbol &)> &fits) {
  if (diagnostics.errorCount() > 200)
    return "";
  std::vector<std::string_view> candidates;
  auto offer = [&](const Scope &scope) {
    if (scope.names.size() > 5000) // generated text
      return;
    for (auto &[key, symbol] : scope.names)
      if (!fits || fits(symbol))
        candidates.push_back(key);
  };
  for (Scope *s = ctx.scope; s; s = s->parent)
    offer(*s);
  for (Scope *s = ctx.fallback; s; s = s->parent)
    offer(*s);
  if (auto it = fileOf.find(at.file); it != fileOf.end())
    offer(it->second->names);
  if (prelude)
    offer(prelude->names);
  return std::string(nearest(name, candidates));
}

void Checker::unknownName(const std::string &name, SourceRange at, const Context &ctx,
                          std::string_view what) {
  if (name.empty() || (ctx.model && ctx.model->broken))
    return;
  if (auto file = fileOf.find(at.file); file != fileOf.end() && file->second->lacksNames)
    return;
  if (ctx.experiment)
    if (auto phase = phasesSeen.find(name); phase != phasesSeen.end()) {
      diagnostics
          .error(Code::E0504, at, "phase " + quoted(name) + " has not been simulated here")
          .note(phase->second->range, "it is simulated here")
          .suggest("a phase can be used behind its 'simulate', in the same block");
      return;
    }
  auto &d = diagnostics.error(Code::E0110, at, "unknown " + std::string(what) + " " + quoted(name));
  if (units::isUnitName(name)) {
    d.suggest("a unit stands directly after a number: 1 " + name);
    return;
  }
  if (name == "i" || name == "j" || name == "distance") {
    d.suggest("'i', 'j' and 'distance' exist in the rule and the settings of a projection");
    return;
  }
  if (name == "pre" || name == "post") {
    d.suggest("'pre' and 'post' exist in synapses and in the settings of a projection");
    return;
  }
  std::string near = nearestName(name, at, ctx);
  if (!near.empty())
    d.suggest("did you mean " + quoted(near) + "?");
}

/// A model, network or function by `name` or `module.name`; reports what is
/// unknown and gives null then.
const Decl *Checker::resolveGlobal(Expr &e, std::string_view what) {
  Context nowhere;
  if (auto *call = dynCast<CallExpr>(&e))
    return resolveGlobal(*call->callee, what);
  if (auto *name = dynCast<NameExpr>(&e)) {
    const Symbol *symbol = lookUpFile(name->name, e.range);
    if (symbol && symbol->failed)
      return nullptr;
    if (!symbol || symbol->module) {
      unknownName(name->name, e.range, nowhere, what);
      return nullptr;
    }
    name->ref = symbol->ref;
    e.type = Type::of(Type::Model);
    return symbol->ref.decl;
  }
  if (auto *member = dynCast<MemberExpr>(&e)) {
    auto *base = dynCast<NameExpr>(member->base.get());
    const Symbol *module = base ? lookUpFile(base->name, e.range) : nullptr;
    if (module && module->failed)
      return nullptr;
    if (!module || !module->module) {
      diagnostics.error(Code::E0110, member->base->range,
                        "unknown module " + quoted(text(*member->base)));
      return nullptr;
    }
    auto it = module->module->names.names.find(member->name);
    if (it == module->module->names.names.end() ||
        !module->module->own.count(member->name)) {
      std::vector<std::string_view> candidates(module->module->own.begin(),
                                               module->module->own.end());
      auto &d = diagnostics.error(Code::E0103, member->nameRange,
                                  "module " + quoted(base->name) + " has no " +
                                      quoted(member->name));
      if (auto near = nearest(member->name, candidates); !near.empty())
        d.suggest("did you mean " + quoted(std::string(near)) + "?");
      return nullptr;
    }
    member->ref = it->second.ref;
    e.type = Type::of(Type::Model);
    return it->second.ref.decl;
  }
  diagnostics.error(Code::E0112, e.range, "the name of a " + std::string(what) + " is expected");
  return nullptr;
}

ModelInfo *Checker::resolveModel(Expr &e, std::string_view what) {
  const Decl *decl = resolveGlobal(e, what);
  if (!decl)
    return nullptr;
  if (decl->kind != Decl::DModel) {
    auto &d = diagnostics.error(Code::E0112, e.range,
                                "a " + std::string(what) + " is expected, but " +
                                    quoted(decl->name) + " is " + withArticle(kindText(*decl)));
    notePlace(d, decl, quoted(decl->name) + " is declared here");
    return nullptr;
  }
  ModelInfo *model = modelOf(decl);
  if (model)
    flatten(*model);
  return model;
}
