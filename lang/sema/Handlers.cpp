//===- Handlers.cpp - What happens at an event ---------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Checker.h"

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

void Checker::checkHandler(ModelInfo &model, Block &block, const Context &outer,
                           const Decl &in) {
  Context ctx = outer;
  ctx.scope = &newScope(outer.scope);
  for (DeclPtr &owned : block.items) {
    Decl *item = owned.get();
    switch (item->kind) {
    case Decl::DAssign:
      checkAssignment(*static_cast<AssignDecl *>(item), ctx);
      break;
    case Decl::DEmit:
      checkEmit(model, *static_cast<EmitDecl *>(item), ctx, in);
      break;
    case Decl::DLet:
      // A local name is visible from here on only.
      registerDecl(*item, ctx);
      ensure(item);
      declare(*ctx.scope, *item);
      break;
    case Decl::DIf: {
      auto *branch = static_cast<IfDecl *>(item);
      if (branch->condition)
        checkCondition(*branch->condition, ctx, "'if'");
      checkHandler(model, branch->thenBlock, ctx, in);
      checkHandler(model, branch->elseBlock, ctx, in);
      break;
    }
    default:
      diagnostics.error(Code::E0507, item->nameRange,
                        withArticle(kindText(*item)) + " cannot stand in a handler");
      break;
    }
  }
}

void Checker::checkAssignment(AssignDecl &assign, const Context &ctx) {
  if (!assign.target || !assign.value)
    return;
  size_t before = diagnostics.errorCount();
  Type type = check(*assign.target, ctx);
  const Expr *target = assign.target.get();
  while (auto *index = dynCast<IndexExpr>(target))
    target = index->base.get();
  const Ref *ref = nullptr;
  if (auto *name = dynCast<NameExpr>(target))
    ref = &name->ref;
  else if (auto *member = dynCast<MemberExpr>(target))
    ref = &member->ref;
  const Decl *decl = ref ? ref->decl : nullptr;
  if (diagnostics.errorCount() == before) {
    bool assignable = false;
    std::string help;
    if (decl && ref->kind == Ref::Declaration)
      switch (decl->kind) {
      case Decl::DState:
      case Decl::DEdge:
      case Decl::DGate:
      case Decl::DHost:
        assignable = !ref->base || ref->base->kind == Decl::DUse ||
                     ref->base->kind == Decl::DCompartment;
        if (!assignable)
          help = "deliver a value to one of its ports instead: emit … to port";
        break;
      case Decl::DParam:
        help = "what changes is a state: declare it with 'state'";
        break;
      case Decl::DLet:
        help = "a 'let' follows its definition";
        break;
      case Decl::DTrace:
        help = "a trace follows the spikes";
        break;
      default:
        break;
      }
    if (!assignable) {
      auto &d = diagnostics.error(
          Code::E0307, assign.target->range,
          quoted(text(*assign.target)) +
              (decl ? " is " + withArticle(kindText(*decl)) + " and" : "") +
              " cannot be assigned");
      if (decl)
        notePlace(d, decl, quoted(decl->name) + " is declared here");
      if (!decl && target->kind == Expr::KMember)
        help = "a synapse changes its own edge state only";
      d.suggest(help);
    }
  }
  Wanted wanted{type, quoted(text(*assign.target))};
  wanted.broadcast = true;
  if (assign.op == AssignDecl::Mul || assign.op == AssignDecl::Div) {
    if (type.kind != Type::Unknown)
      wanted.type = Type::real();
    wanted.what = std::string("the right side of '") +
                  (assign.op == AssignDecl::Mul ? "*='" : "/='");
  } else if (decl) {
    wanted.declared = decl->nameRange;
    if (type.isNumber())
      wanted.declaredText = describe(*decl, decl->name);
  }
  checkValueOrDraw(*assign.value, assign.op == AssignDecl::Draw, ctx, wanted);
}

void Checker::checkEmit(ModelInfo &model, EmitDecl &emit, const Context &ctx, const Decl &in) {
  if (!emit.value)
    return;
  if (model.original->modelKind != ModelKind::Synapse) {
    diagnostics
        .error(Code::E0309, emit.range,
               "only a synapse emits values; this is " + withArticle(kindText(*model.original)))
        .suggest("spikes come from 'spike when', further events from 'event name when'");
    check(*emit.value, ctx);
    return;
  }
  if (emit.after) {
    Context time = ctx;
    time.latest = Level::Parameter;
    time.latestWhat = "the delay of 'emit … after'";
    checkQuantity(*emit.after, time, "ms", "'after'");
  }
  if (!emit.to) {
    Type type = checkNumber(*emit.value, ctx, "'emit'");
    model.emissions.push_back({&emit, type});
    return;
  }
  auto *member = dynCast<MemberExpr>(emit.to.get());
  auto *root = member ? dynCast<NameExpr>(member->base.get()) : nullptr;
  const Symbol *symbol = root ? lookUp(root->name, root->range, ctx) : nullptr;
  const Decl *decl = symbol ? symbol->ref.decl : nullptr;
  if (!decl || decl->kind != Decl::DRef) {
    if (root && !symbol)
      unknownName(root->name, root->range, ctx);
    else
      diagnostics.error(Code::E0309, emit.to->range,
                        "'emit … to' needs a port of a reference, such as astro.glu")
          .suggest("declare the receiver: ref astro: Astro");
    check(*emit.value, ctx);
    return;
  }
  root->ref = symbol->ref;
  ModelInfo *receiver = modelOf(static_cast<const Decl *>(static_cast<const RefDecl *>(decl)->model));
  if (!receiver) {
    check(*emit.value, ctx);
    return;
  }
  Member port = findMember(*receiver, {member});
  if (port.kind != Member::Port) {
    std::vector<std::string_view> candidates;
    for (const OnDecl *on : receiver->checked.handlers)
      candidates.push_back(on->name);
    auto &d = diagnostics.error(Code::E0309, member->nameRange,
                                quoted(receiver->original->name) + " has no event port " +
                                    quoted(member->name));
    if (auto near = nearest(member->name, candidates); !near.empty())
      d.suggest("did you mean " + quoted(std::string(near)) + "?");
    notePlace(d, receiver->original, "it is declared here");
    check(*emit.value, ctx);
    return;
  }
  member->ref.kind = Ref::Declaration;
  member->ref.decl = port.decl;
  member->ref.base = decl;
  auto *on = static_cast<const OnDecl *>(port.decl);
  if (on->parameters.empty()) {
    check(*emit.value, ctx);
    return;
  }
  // The port's own check comes with its model; its type is written out.
  VarDecl &parameter = *on->parameters[0];
  Context there;
  there.scope = &receiver->members;
  there.model = receiver;
  if (!declStates.count(&parameter))
    registerDecl(parameter, there);
  Wanted wanted{typeOf(&parameter), "port " + quoted(text(*emit.to))};
  wanted.code = Code::E0309;
  wanted.declared = parameter.nameRange;
  wanted.declaredText = describe(parameter, parameter.name);
  checkAs(*emit.value, ctx, wanted);
}
