//===- Blocks.cpp - The blocks of declarations ----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/ast/Decl.h"

using namespace neuro::ast;

Block *neuro::ast::lastBlock(Decl &d) {
  if (auto *m = dynCast<ModelDecl>(&d))
    return &m->body;
  if (auto *n = dynCast<NetworkDecl>(&d))
    return &n->body;
  if (auto *e = dynCast<ExperimentDecl>(&d))
    return &e->body;
  if (auto *s = dynCast<SpikeDecl>(&d))
    return &s->reset;
  if (auto *e = dynCast<EventDecl>(&d))
    return e->hasBody ? &e->body : nullptr;
  if (auto *o = dynCast<OnDecl>(&d))
    return &o->body;
  if (auto *e = dynCast<EveryDecl>(&d))
    return &e->body;
  if (auto *c = dynCast<CompartmentDecl>(&d))
    return &c->body;
  if (auto *p = dynCast<PopulationDecl>(&d))
    return p->hasInits ? &p->inits : nullptr;
  if (auto *p = dynCast<ProjectDecl>(&d))
    return p->hasInits ? &p->inits : nullptr;
  if (auto *g = dynCast<GapDecl>(&d))
    return g->inits.range.valid() ? &g->inits : nullptr;
  if (auto *s = dynCast<StructuralDecl>(&d))
    return &s->body;
  if (auto *f = dynCast<ForDecl>(&d))
    return &f->body;
  if (auto *p = dynCast<PresentDecl>(&d))
    return p->hasBody ? &p->body : nullptr;
  if (auto *t = dynCast<TrainDecl>(&d))
    return &t->body;
  if (auto *s = dynCast<SweepDecl>(&d))
    return &s->body;
  if (auto *i = dynCast<IfDecl>(&d)) {
    // Down the chain of `else if`, whose blocks have no braces of their own.
    while (i->hasElse && i->elseBlock.items.size() == 1 &&
           i->elseBlock.range.valid() &&
           i->elseBlock.range.begin == i->elseBlock.items[0]->range.begin)
      i = static_cast<IfDecl *>(i->elseBlock.items[0].get());
    return i->hasElse ? &i->elseBlock : &i->thenBlock;
  }
  return nullptr;
}
