//===- Parameters.cpp - Named arguments, and the constraints they meet ---===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/ast/Walk.h"
#include "lang/sema/Checker.h"

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

void Checker::checkParameters(Expr &instance, const std::vector<const VarDecl *> &parameters,
                              const Context &outer, const std::string &of, SourceRange at,
                              const std::set<std::string> &setElsewhere) {
  Context ctx = outer;
  ctx.latest = Level::Parameter;
  std::map<const Decl *, const Expr *> given;
  if (auto *call = dynCast<CallExpr>(&instance))
    for (Argument &a : call->arguments) {
      if (a.name.empty()) {
        diagnostics.error(Code::E0206, a.value->range,
                          "arguments of " + quoted(of) + " are given by name")
            .suggest(parameters.empty() ? "it has no parameters"
                                        : of + "(" + parameters[0]->name + " = " +
                                              text(*a.value) + ")");
        check(*a.value, ctx);
        continue;
      }
      const VarDecl *parameter = nullptr;
      std::vector<std::string_view> candidates;
      for (const VarDecl *p : parameters) {
        candidates.push_back(p->name);
        if (p->name == a.name)
          parameter = p;
      }
      if (!parameter) {
        auto &d = diagnostics.error(Code::E0206, a.nameRange,
                                    quoted(of) + " has no parameter " + quoted(a.name));
        if (auto near = nearest(a.name, candidates); !near.empty())
          d.suggest("did you mean " + quoted(std::string(near)) + "?");
        check(*a.value, ctx);
        continue;
      }
      if (!given.emplace(parameter, a.value.get()).second) {
        diagnostics.error(Code::E0206, a.nameRange, quoted(a.name) + " is given twice");
        continue;
      }
      std::string what = "parameter " + quoted(a.name) + " of " + quoted(of);
      Wanted wanted{typeOf(parameter), what};
      wanted.declared = parameter->nameRange;
      wanted.declaredText = describe(*parameter, parameter->name);
      wanted.broadcast = true;
      ctx.latestWhat = what;
      checkAs(*a.value, ctx, wanted);
    }
  for (const VarDecl *p : parameters)
    if (!p->value && !given.count(p) && !setElsewhere.count(p->name)) {
      auto &d = diagnostics.error(Code::E0206, at,
                                  "parameter " + quoted(p->name) + " of " + quoted(of) +
                                      " has no default and needs a value");
      notePlace(d, p, describe(*p, p->name));
    }
  checkConstraints(parameters, given, at);
}

namespace {
/// Whether a value rests on one of some declarations, through defaults too.
bool restsOn(const Expr &e, const std::set<const Decl *> &decls, std::set<const Decl *> &seen) {
  return anyExpr(&e, [&](const Expr &part) {
    auto *name = dynCast<NameExpr>(&part);
    auto *member = dynCast<MemberExpr>(&part);
    const Decl *decl = name ? name->ref.decl : member ? member->ref.decl : nullptr;
    if (!decl)
      return false;
    if (decls.count(decl))
      return true;
    auto *parameter = decl->kind == Decl::DParam ? dynCast<VarDecl>(decl) : nullptr;
    return parameter && parameter->value && seen.insert(decl).second &&
           restsOn(*parameter->value, decls, seen);
  });
}
} // namespace

/// Evaluates the `where` of each parameter as far as constants go. `given`: the
/// values that replace defaults.
void Checker::checkConstraints(const std::vector<const VarDecl *> &parameters,
                               const std::map<const Decl *, const Expr *> &given,
                               SourceRange at) {
  ConstEnv env;
  env.parameterDefaults = true;
  std::set<const Decl *> open; // given, but not constant
  for (auto &[decl, value] : given) {
    auto v = evaluateConstant(*value, {});
    if (v)
      env.values[decl] = *v;
    else
      open.insert(decl);
  }
  for (const VarDecl *p : parameters) {
    typeOf(p);
    if (!p->constraint || p->constraint->type.kind != Type::Bool)
      continue;
    std::set<const Decl *> seen, touched;
    for (auto &[decl, value] : given)
      touched.insert(decl);
    // With defaults only, the model's own declaration was checked already.
    if (!given.empty() && !restsOn(*p->constraint, touched, seen))
      continue;
    seen.clear();
    if (restsOn(*p->constraint, open, seen))
      continue;
    auto holds = evaluateConstant(*p->constraint, env);
    if (!holds || *holds != 0)
      continue;
    auto it = given.find(p);
    SourceRange where = it != given.end() ? it->second->range
                        : given.empty()   ? p->nameRange
                                          : at;
    auto &d = diagnostics.error(Code::E0315, where,
                                quoted(p->name) + " violates its constraint " +
                                    quoted(text(*p->constraint)));
    if (where.begin != p->nameRange.begin || where.file != p->nameRange.file)
      d.note(p->constraint->range, "the constraint stands here");
  }
}
