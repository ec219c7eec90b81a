//===- StaticSynapse.cpp - Which synapses are a weight and a delay
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/StaticSynapse.h"

using namespace neuro;
using namespace neuro::ast;

namespace {

/// True if `test` holds for the expression or a part of it.
template <typename Test> bool anyPart(const Expr *e, const Test &test) {
  if (!e)
    return false;
  if (test(*e))
    return true;
  switch (e->kind) {
  case Expr::KMember:
    return anyPart(cast<MemberExpr>(*e).base.get(), test);
  case Expr::KIndex:
    for (const ExprPtr &s : cast<IndexExpr>(*e).subscripts)
      if (anyPart(s.get(), test))
        return true;
    return anyPart(cast<IndexExpr>(*e).base.get(), test);
  case Expr::KCall:
    for (const Argument &a : cast<CallExpr>(*e).arguments)
      if (anyPart(a.value.get(), test))
        return true;
    return false;
  case Expr::KList:
    for (const ExprPtr &x : cast<ListExpr>(*e).elements)
      if (anyPart(x.get(), test))
        return true;
    return false;
  case Expr::KUnary:
    return anyPart(cast<UnaryExpr>(*e).operand.get(), test);
  case Expr::KBinary:
    return anyPart(cast<BinaryExpr>(*e).lhs.get(), test) ||
           anyPart(cast<BinaryExpr>(*e).rhs.get(), test);
  case Expr::KCompare:
    return anyPart(cast<CompareExpr>(*e).lhs.get(), test) ||
           anyPart(cast<CompareExpr>(*e).rhs.get(), test);
  case Expr::KLogical:
    return anyPart(cast<LogicalExpr>(*e).lhs.get(), test) ||
           anyPart(cast<LogicalExpr>(*e).rhs.get(), test);
  case Expr::KInRange:
    return anyPart(cast<InRangeExpr>(*e).value.get(), test) ||
           anyPart(cast<InRangeExpr>(*e).low.get(), test) ||
           anyPart(cast<InRangeExpr>(*e).high.get(), test);
  case Expr::KConditional:
    return anyPart(cast<ConditionalExpr>(*e).condition.get(), test) ||
           anyPart(cast<ConditionalExpr>(*e).thenValue.get(), test) ||
           anyPart(cast<ConditionalExpr>(*e).elseValue.get(), test);
  default:
    return false;
  }
}

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
  return anyPart(e, [](const Expr &part) {
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

bool neuro::readsEnds(const Expr *e) { return anyPart(e, isEnd); }

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
