//===- BuildNetwork.cpp - Networks and experiments to AST -----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/parse/BuildBlocks.h"

using namespace neuro;
using namespace neuro::ast;
using P = antlr::NeuroParser;

// --- Networks -----------------------------------------------------------------

void DeclBuilder::networkBody(Block &block, Decl *owner, P::NetworkBodyContext *c) {
  braces(block, owner, c, c->networkLine(), [this](P::NetworkLineContext *line) {
    return networkItem(line->networkItem());
  });
}

/// Initial values, weights, delays: set or drawn, nothing else.
void DeclBuilder::settings(Block &block, Decl *owner, P::SettingsContext *c) {
  braces(block, owner, c, c->settingLine(),
         [this](P::SettingLineContext *line) -> DeclPtr {
           P::AssignmentContext *a = line->assignment();
           if (!a->ASSIGN() && !a->TILDE()) {
             error(Code::E0001,
                   range(static_cast<antlr4::tree::TerminalNode *>(a->children[1])),
                   "a setting is given with '=' or drawn with '~'");
             return nullptr;
           }
           return assignment(a);
         });
}

DeclPtr DeclBuilder::networkItem(P::NetworkItemContext *c) {
  if (auto *d = c->populationDecl())
    return populationDecl(d);
  if (auto *d = c->projectDecl())
    return projectDecl(d);
  if (auto *d = c->recordDecl())
    return recordDecl(d);
  if (auto *d = c->gapDecl())
    return gapDecl(d);
  if (auto *d = c->structuralDecl())
    return structuralDecl(d);
  if (auto *d = c->letDecl())
    return letDecl(d);
  if (auto *d = c->groupDecl()) {
    auto decl = start<GroupDecl>(d, d->NAME());
    decl->value = expr(d->expr());
    return decl;
  }
  if (auto *d = c->tableDecl()) {
    auto decl = start<TableDecl>(d, d->NAME());
    decl->value = expr(d->expr());
    return decl;
  }
  if (auto *d = c->stimulateDecl()) {
    auto decl = start<StimulateDecl>(d);
    decl->target = expr(d->expr(0));
    decl->waveform = expr(d->expr(1));
    return decl;
  }
  if (auto *d = c->normalizeDecl()) {
    auto decl = start<NormalizeDecl>(d);
    decl->target = expr(d->expr(0));
    decl->perPost = d->POST() != nullptr;
    decl->total = expr(d->expr(1));
    decl->period = expr(d->expr(2));
    return decl;
  }
  P::NetworkForContext *d = c->networkFor();
  auto decl = start<ForDecl>(d, d->NAME());
  decl->range = rangeValue(d->rangeValue());
  networkBody(decl->body, decl.get(), d->networkBody());
  return decl;
}

DeclPtr DeclBuilder::populationDecl(P::PopulationDeclContext *c) {
  auto decl = start<PopulationDecl>(c, c->NAME());
  // Brackets before the ':' hold the family's index, those behind it the shape.
  std::vector<P::ExprContext *> all = c->expr();
  uint32_t colon = range(c->COLON()).begin;
  uint32_t at = c->AT() ? range(c->AT()).begin : UINT32_MAX;
  decl->modelExpr = instance(c->instance());
  for (P::ExprContext *e : all) {
    uint32_t begin = range(e).begin;
    if (begin < colon)
      decl->familyIndex = expr(e);
    else if (begin < at)
      decl->shape.push_back(expr(e));
    else
      decl->layout = expr(e);
  }
  decl->hasInits = c->settings() != nullptr;
  if (decl->hasInits)
    settings(decl->inits, decl.get(), c->settings());
  return decl;
}

DeclPtr DeclBuilder::projectDecl(P::ProjectDeclContext *c) {
  auto decl = start<ProjectDecl>(c, c->label() ? c->label()->NAME() : nullptr);
  if (!c->label())
    decl->nameRange = range(c->PROJECT());
  decl->source = expr(c->expr(0));
  decl->target = expr(c->expr(1));
  if (c->instance())
    decl->via = instance(c->instance());
  decl->procedural = c->PROCEDURAL() != nullptr;
  decl->rule = expr(c->expr(2));
  if (c->WHERE())
    decl->where = expr(c->expr(3));
  decl->hasInits = c->settings() != nullptr;
  if (decl->hasInits)
    settings(decl->inits, decl.get(), c->settings());
  return decl;
}

DeclPtr DeclBuilder::gapDecl(P::GapDeclContext *c) {
  auto decl = start<GapDecl>(c, c->label() ? c->label()->NAME() : nullptr);
  if (!c->label())
    decl->nameRange = range(c->GAP());
  decl->a = expr(c->expr(0));
  decl->b = expr(c->expr(1));
  decl->rule = expr(c->expr(2));
  if (c->WHERE())
    decl->where = expr(c->expr(3));
  if (c->settings())
    settings(decl->inits, decl.get(), c->settings());
  return decl;
}

DeclPtr DeclBuilder::structuralDecl(P::StructuralDeclContext *c) {
  auto decl = start<StructuralDecl>(c);
  decl->target = expr(c->expr());
  braces(decl->body, decl.get(), c, c->structuralLine(),
         [this](P::StructuralLineContext *line) {
           return structuralItem(line->structuralItem());
         });
  return decl;
}

DeclPtr DeclBuilder::structuralItem(P::StructuralItemContext *c) {
  if (auto *d = c->pruneDecl()) {
    auto decl = start<PruneDecl>(d);
    decl->condition = expr(d->expr(0));
    decl->period = expr(d->expr(1));
    return decl;
  }
  P::GrowDeclContext *d = c->growDecl();
  auto decl = start<GrowDecl>(d);
  decl->rule = expr(d->expr(0));
  if (d->WHERE())
    decl->where = expr(d->expr(1));
  decl->hasInits = d->settings() != nullptr;
  if (decl->hasInits)
    settings(decl->inits, decl.get(), d->settings());
  decl->period = expr(d->expr(d->WHERE() ? 2 : 1));
  return decl;
}

DeclPtr DeclBuilder::recordDecl(P::RecordDeclContext *c) {
  auto decl = start<RecordDecl>(c);
  for (P::RecordTargetContext *t : c->recordTarget()) {
    RecordDecl::Target target;
    size_t next = 0;
    target.what = expr(t->expr(next++));
    if (t->EVERY())
      target.every = expr(t->expr(next++));
    if (t->WHEN())
      target.when = expr(t->expr(next));
    decl->targets.push_back(std::move(target));
  }
  return decl;
}

// --- Experiments -----------------------------------------------------------------

void DeclBuilder::experimentBody(Block &block, Decl *owner,
                                 P::ExperimentBodyContext *c) {
  braces(block, owner, c, c->experimentLine(),
         [this](P::ExperimentLineContext *line) {
           return experimentItem(line->experimentItem());
         });
}

DeclPtr DeclBuilder::exprList(Decl::Kind kind, antlr4::ParserRuleContext *c,
                              const std::vector<P::ExprContext *> &values) {
  auto decl = std::make_unique<ExprListDecl>(kind);
  decl->range = range(c);
  decl->nameRange = range(c->getStart());
  decl->values = exprs(values);
  return decl;
}

DeclPtr DeclBuilder::experimentItem(P::ExperimentItemContext *c) {
  if (auto *d = c->assignment()) {
    if (d->ASSIGN())
      return assignment(d);
    error(Code::E0001,
          range(static_cast<antlr4::tree::TerminalNode *>(d->children[1])),
          "an experiment gives values with '=' only")
        .suggest("draw initial values in the network: population P: M[n] { V ~ … }");
    return nullptr;
  }
  if (auto *d = c->letDecl())
    return letDecl(d);
  if (auto *d = c->simulateDecl()) {
    auto decl = start<SimulateDecl>(d, d->NAME());
    decl->duration = expr(d->expr());
    return decl;
  }
  if (auto *d = c->reportDecl())
    return exprList(Decl::DReport, d, d->expr());
  if (auto *d = c->expectDecl())
    return exprList(Decl::DExpect, d, {d->expr()});
  if (auto *d = c->freezeDecl())
    return exprList(Decl::DFreeze, d, d->expr());
  if (auto *d = c->resetDecl())
    return exprList(Decl::DReset, d, {});
  if (auto *d = c->restoreDecl())
    return exprList(Decl::DRestore, d, {d->expr()});
  if (auto *d = c->checkpointDecl()) {
    auto decl = start<CheckpointDecl>(d);
    decl->file = expr(d->expr(0));
    decl->every = optional(d->expr(1));
    return decl;
  }
  if (auto *d = c->dataDecl()) {
    auto decl = start<DataDecl>(d, d->NAME());
    decl->value = expr(d->expr());
    return decl;
  }
  if (auto *d = c->presentDecl())
    return presentDecl(d);
  if (auto *d = c->sweepDecl())
    return sweepDecl(d);
  if (auto *d = c->experimentFor()) {
    auto decl = start<ForDecl>(d, d->NAME());
    decl->range = rangeValue(d->rangeValue());
    experimentBody(decl->body, decl.get(), d->experimentBody());
    return decl;
  }
  if (auto *d = c->trainDecl()) {
    auto decl = std::make_unique<TrainDecl>(d->TRAIN() ? Decl::DTrain : Decl::DTest);
    decl->range = range(d);
    decl->nameRange = range(d->getStart());
    decl->data = expr(d->expr());
    experimentBody(decl->body, decl.get(), d->experimentBody());
    return decl;
  }
  if (auto *d = c->optimiseDecl()) {
    auto decl = start<OptimiseDecl>(d);
    decl->targets = exprs(d->expr());
    decl->method = std::move(decl->targets.back()); // behind 'with'
    decl->targets.pop_back();
    return decl;
  }
  P::QuantiseDeclContext *d = c->quantiseDecl();
  auto decl = start<QuantiseDecl>(d);
  decl->target = expr(d->expr(0));
  decl->format = expr(d->expr(1));
  return decl;
}

DeclPtr DeclBuilder::presentDecl(P::PresentDeclContext *c) {
  auto decl = start<PresentDecl>(c);
  decl->data = expr(c->expr(0));
  decl->duration = expr(c->expr(1));
  decl->gap = optional(c->expr(2));
  decl->hasBody = c->experimentBody() != nullptr;
  if (decl->hasBody)
    experimentBody(decl->body, decl.get(), c->experimentBody());
  return decl;
}

DeclPtr DeclBuilder::sweepDecl(P::SweepDeclContext *c) {
  auto decl = start<SweepDecl>(c);
  for (P::AxisContext *axis : c->axis()) {
    SourceRange name = range(axis->NAME());
    decl->axes.push_back({std::string(slice(name)), name,
                          rangeValue(axis->rangeValue()), nullptr});
  }
  experimentBody(decl->body, decl.get(), c->experimentBody());
  return decl;
}

std::unique_ptr<File> neuro::buildFile(P::FileContext *context,
                                       const SourceFile &source,
                                       std::vector<Comment> comments,
                                       DiagnosticEngine &diagnostics,
                                       const ParseLimits &limits) {
  return DeclBuilder(source, std::move(comments), diagnostics, limits).file(context);
}
