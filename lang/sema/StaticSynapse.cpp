//===- StaticSynapse.cpp - Which synapses are a weight and a delay
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/StaticSynapse.h"

#include "lang/ast/Walk.h"

using namespace neuro;
using namespace neuro::ast;

namespace {

bool isEnd(const Expr &e) {
  auto *member = dynCast<MemberExpr>(&e);
  if (!member)
    return false;
  const Expr *root = member->base.get();
  while (auto *inner = dynCast<MemberExpr>(root))
    root = inner->base.get();
  auto *name = dynCast<NameExpr>(root);
  return name && (name->name == "pre" || name->name == "post") &&
         name->ref.kind == Ref::Unresolved;
}

/// What changes from event to event: ends, references, the time.
bool varies(const Expr *e) {
  return anyExpr(e, [](const Expr &part) {
    if (isEnd(part))
      return true;
    if (auto *name = dynCast<NameExpr>(&part))
      return name->ref.kind == Ref::Time;
    if (auto *member = dynCast<MemberExpr>(&part))
      return member->ref.base && member->ref.base->kind == Decl::DRef;
    return false;
  });
}

} // namespace

bool neuro::readsEnds(const Expr *e) { return anyExpr(e, isEnd); }

bool neuro::isStaticSynapse(const CheckedModel &synapse) {
  if (!synapse.traces.empty() || !synapse.odes.empty() || !synapse.periodic.empty() ||
      !synapse.bounds.empty() || !synapse.refs.empty() || !synapse.gates.empty() ||
      synapse.handlers.size() != 1 ||
      synapse.handlers[0]->name != "pre")
    return false;
  bool plain = true;
  unsigned emissions = 0, delayed = 0;
  for (const LetDecl *let : synapse.lets)
    plain &= !varies(let->value.get());
  forEachStatement(synapse.handlers[0]->body, [&](const Decl &item) {
    if (auto *emit = dynCast<EmitDecl>(&item)) {
      ++emissions;
      delayed += emit->after != nullptr;
      plain &= !emit->to && !varies(emit->value.get());
    } else if (auto *let = dynCast<LetDecl>(&item)) {
      plain &= !varies(let->value.get());
    } else if (auto *branch = dynCast<IfDecl>(&item)) {
      plain &= !varies(branch->condition.get());
    } else {
      plain = false;
    }
  });
  return plain && emissions > 0 && (delayed == 0 || emissions == 1);
}
