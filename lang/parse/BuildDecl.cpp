//===- BuildDecl.cpp - Statements of the parse tree to AST ----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Files, models and handlers, and the parts all statements are made of;
// networks and experiments are in BuildNetwork.cpp.
//
//===----------------------------------------------------------------------===//
#include "lang/parse/BuildBlocks.h"

using namespace neuro;
using namespace neuro::ast;
using P = antlr::NeuroParser;

// --- Files -------------------------------------------------------------------

std::unique_ptr<File> DeclBuilder::file(P::FileContext *context) {
  auto result = std::make_unique<File>();
  result->source = &source;
  // Comments inside brackets stay where they are; the printer finds them there.
  std::vector<Comment> outer;
  for (const Comment &c : comments)
    if (c.inBrackets)
      result->innerComments.push_back({c.begin, commentText(c)});
    else
      outer.push_back(c);
  comments = std::move(outer);
  uint32_t size = static_cast<uint32_t>(text.size());
  result->items.range = {&source, 0, size};
  fillBlock(result->items, nullptr, context->fileLine(), 0, size,
            [this](P::FileLineContext *line) { return fileItem(line->fileItem()); });
  return result;
}

DeclPtr DeclBuilder::fileItem(P::FileItemContext *c) {
  if (auto *d = c->modelDecl())
    return modelDecl(d);
  if (auto *d = c->importDecl())
    return importDecl(d);
  if (auto *d = c->moduleDecl()) {
    auto decl = start<ModuleDecl>(d);
    decl->nameRange = range(d->path());
    for (antlr4::tree::TerminalNode *part : d->path()->NAME())
      decl->name += (decl->name.empty() ? "" : ".") + string(part);
    return decl;
  }
  if (auto *d = c->constDecl()) {
    auto decl = start<ConstDecl>(d, d->NAME());
    decl->typeSpec = typeSpec(d->typeSpec());
    decl->value = expr(d->expr());
    return decl;
  }
  if (auto *d = c->fnDecl()) {
    auto decl = start<FnDecl>(d, d->NAME());
    decl->parameters = parameters(d->parameters());
    decl->resultSpec = typeSpec(d->typeSpec());
    decl->body = expr(d->expr());
    return decl;
  }
  if (auto *d = c->networkDecl()) {
    auto decl = start<NetworkDecl>(d, d->NAME());
    decl->parameters = parameters(d->parameters());
    networkBody(decl->body, decl.get(), d->networkBody());
    return decl;
  }
  P::ExperimentDeclContext *d = c->experimentDecl();
  auto decl = start<ExperimentDecl>(d, d->NAME());
  decl->network = instance(d->instance());
  experimentBody(decl->body, decl.get(), d->experimentBody());
  return decl;
}

DeclPtr DeclBuilder::importDecl(P::ImportDeclContext *c) {
  auto decl = start<ImportDecl>(c);
  if (c->path()) {
    decl->pathRange = range(c->path());
    for (antlr4::tree::TerminalNode *part : c->path()->NAME())
      decl->path.push_back(string(part));
  } else {
    decl->pathRange = range(c->STRING());
    std::string_view quoted = slice(decl->pathRange);
    quoted.remove_prefix(1);
    if (!quoted.empty() && quoted.back() == '"')
      quoted.remove_suffix(1);
    decl->file = quoted;
  }
  if (c->AS())
    decl->alias = string(c->NAME());
  decl->selective = c->OPEN_BRACE() != nullptr;
  if (decl->selective)
    decl->names = names(c->nameList());
  return decl;
}

// --- Parts ----------------------------------------------------------------------

std::unique_ptr<VarDecl> DeclBuilder::variable(Decl::Kind kind,
                                               P::VariableContext *c) {
  auto decl = std::make_unique<VarDecl>(kind);
  decl->range = range(c);
  decl->nameRange = range(c->NAME());
  decl->name = slice(decl->nameRange);
  decl->typeSpec = typeSpec(c->typeSpec());
  size_t next = 0;
  if (c->ASSIGN() || c->TILDE())
    decl->value = expr(c->expr(next++));
  decl->drawn = c->TILDE() != nullptr;
  if (c->WHERE())
    decl->constraint = expr(c->expr(next));
  return decl;
}

std::vector<Ptr<VarDecl>> DeclBuilder::parameters(P::ParametersContext *c) {
  std::vector<Ptr<VarDecl>> result;
  if (c)
    for (P::VariableContext *v : c->variable())
      result.push_back(variable(Decl::DParam, v));
  return result;
}

std::vector<ImportDecl::Item> DeclBuilder::names(P::NameListContext *c) {
  std::vector<ImportDecl::Item> result;
  if (c)
    for (antlr4::tree::TerminalNode *name : c->NAME())
      result.push_back({string(name), range(name)});
  return result;
}

// --- Models ---------------------------------------------------------------------

void DeclBuilder::modelBody(Block &block, Decl *owner, P::ModelBodyContext *c) {
  braces(block, owner, c, c->modelLine(), [this](P::ModelLineContext *line) {
    return modelItem(line->modelItem());
  });
}

DeclPtr DeclBuilder::modelDecl(P::ModelDeclContext *c) {
  auto decl = start<ModelDecl>(c, c->NAME());
  decl->modelKind = c->NEURON()     ? ModelKind::Neuron
                    : c->RECEPTOR() ? ModelKind::Receptor
                    : c->SYNAPSE()  ? ModelKind::Synapse
                    : c->GLIA()     ? ModelKind::Glia
                                    : ModelKind::Source;
  decl->parameters = parameters(c->parameters());
  if (c->instance())
    decl->extends = instance(c->instance());
  modelBody(decl->body, decl.get(), c->modelBody());
  return decl;
}

DeclPtr DeclBuilder::modelItem(P::ModelItemContext *c) {
  if (auto *d = c->variableDecl())
    return variableDecl(d);
  if (auto *d = c->odeDecl())
    return odeDecl(d);
  if (auto *d = c->letDecl())
    return letDecl(d);
  if (auto *d = c->useDecl())
    return useDecl(d);
  if (auto *d = c->spikeDecl())
    return spikeDecl(d);
  if (auto *d = c->boundDecl())
    return boundDecl(d);
  if (auto *d = c->onDecl()) {
    auto decl = start<OnDecl>(d);
    decl->nameRange = range(static_cast<antlr4::tree::TerminalNode *>(d->children[1]));
    decl->name = slice(decl->nameRange);
    decl->parameters = parameters(d->parameters());
    handlerBody(decl->body, decl.get(), d->handlerBody());
    return decl;
  }
  if (auto *d = c->traceDecl()) {
    auto decl = start<TraceDecl>(d, d->NAME());
    decl->ofPost = d->POST() != nullptr;
    decl->arguments = arguments(d->arguments());
    return decl;
  }
  if (auto *d = c->gateDecl()) {
    auto decl = start<GateDecl>(d, d->NAME());
    decl->arguments = arguments(d->arguments());
    return decl;
  }
  if (auto *d = c->refDecl()) {
    auto decl = start<RefDecl>(d, d->NAME(0));
    decl->modelRange = range(d->NAME(1));
    decl->modelName = slice(decl->modelRange);
    return decl;
  }
  if (auto *d = c->eventDecl()) {
    auto decl = start<EventDecl>(d, d->NAME());
    decl->condition = expr(d->expr());
    decl->hasBody = d->handlerBody() != nullptr;
    if (decl->hasBody)
      handlerBody(decl->body, decl.get(), d->handlerBody());
    return decl;
  }
  if (auto *d = c->everyDecl()) {
    auto decl = start<EveryDecl>(d);
    decl->period = expr(d->expr());
    handlerBody(decl->body, decl.get(), d->handlerBody());
    return decl;
  }
  if (auto *d = c->tieDecl())
    return start<TieDecl>(d, d->NAME());
  if (auto *d = c->solveDecl()) {
    auto decl = start<SolveDecl>(d);
    decl->states = names(d->nameList());
    decl->method = expr(d->expr());
    return decl;
  }
  if (auto *d = c->compartmentDecl()) {
    auto decl = start<CompartmentDecl>(d, d->NAME());
    modelBody(decl->body, decl.get(), d->modelBody());
    return decl;
  }
  if (auto *d = c->coupleDecl()) {
    auto decl = start<CoupleDecl>(d);
    decl->aRange = range(d->NAME(0));
    decl->bRange = range(d->NAME(1));
    decl->a = slice(decl->aRange);
    decl->b = slice(decl->bRange);
    decl->conductance = expr(d->expr());
    return decl;
  }
  P::ExposeDeclContext *d = c->exposeDecl();
  auto decl = start<ExposeDecl>(d);
  decl->names = names(d->nameList());
  return decl;
}

DeclPtr DeclBuilder::variableDecl(P::VariableDeclContext *c) {
  Decl::Kind kind = c->PARAM()   ? Decl::DParam
                    : c->STATE() ? Decl::DState
                    : c->EDGE()  ? Decl::DEdge
                    : c->INPUT() ? Decl::DInput
                                 : Decl::DHost;
  auto decl = std::make_unique<VarListDecl>(kind);
  decl->range = range(c);
  decl->nameRange = range(c->getStart());
  for (P::VariableContext *v : c->variables()->variable())
    decl->vars.push_back(variable(kind, v));
  return decl;
}

DeclPtr DeclBuilder::useDecl(P::UseDeclContext *c) {
  auto decl = start<UseListDecl>(c);
  for (P::UseContext *u : c->use()) {
    auto use = start<UseDecl>(u, u->NAME());
    use->receptor = instance(u->instance());
    decl->uses.push_back(std::move(use));
  }
  return decl;
}

DeclPtr DeclBuilder::odeDecl(P::OdeDeclContext *c) {
  auto decl = start<OdeDecl>(c, c->NAME());
  SourceRange primes = range(c->PRIMES());
  decl->order = static_cast<int>(std::min<uint32_t>(primes.end - primes.begin, 3));
  if (decl->order > 2) {
    error(Code::E0001, primes, "an equation may have at most two primes")
        .suggest("give the second derivative a name of its own");
    decl->order = 2;
  }
  decl->value = expr(c->expr());
  return decl;
}

DeclPtr DeclBuilder::spikeDecl(P::SpikeDeclContext *c) {
  auto decl = start<SpikeDecl>(c);
  decl->condition = expr(c->expr(0));
  if (c->REFRACTORY())
    decl->refractory = expr(c->expr(1));
  for (ImportDecl::Item &item : names(c->nameList()))
    decl->hold.push_back({std::move(item.name), item.range, nullptr});
  handlerBody(decl->reset, decl.get(), c->handlerBody());
  return decl;
}

DeclPtr DeclBuilder::boundDecl(P::BoundDeclContext *c) {
  auto decl = start<BoundDecl>(c, c->NAME());
  if (!c->rangeValue()->RANGE() || c->rangeValue()->STEP()) {
    error(Code::E0001, range(c->rangeValue()), "'bound' needs a range a..b")
        .suggest("bound " + decl->name.substr(0, 40) + " in 0..1");
    return nullptr;
  }
  decl->range = rangeValue(c->rangeValue());
  return decl;
}

DeclPtr DeclBuilder::letDecl(P::LetDeclContext *c) {
  auto decl = start<LetDecl>(c, c->NAME());
  decl->typeSpec = typeSpec(c->typeSpec());
  decl->value = expr(c->expr());
  return decl;
}

// --- Handlers ---------------------------------------------------------------------

void DeclBuilder::handlerBody(Block &block, Decl *owner, P::HandlerBodyContext *c) {
  braces(block, owner, c, c->handlerLine(), [this](P::HandlerLineContext *line) {
    return handlerItem(line->handlerItem());
  });
}

DeclPtr DeclBuilder::handlerItem(P::HandlerItemContext *c) {
  if (auto *d = c->assignment())
    return assignment(d);
  if (auto *d = c->letDecl())
    return letDecl(d);
  if (auto *d = c->ifDecl())
    return ifDecl(d);
  P::EmitDeclContext *d = c->emitDecl();
  auto decl = start<EmitDecl>(d);
  decl->value = expr(d->expr(0));
  if (d->TO())
    decl->to = reference(d->reference());
  if (d->AFTER())
    decl->after = expr(d->expr(1));
  return decl;
}

DeclPtr DeclBuilder::assignment(P::AssignmentContext *c) {
  auto decl = start<AssignDecl>(c);
  decl->target = reference(c->reference());
  decl->nameRange = decl->target->range;
  decl->op = c->ADD_ASSIGN()   ? AssignDecl::Add
             : c->SUB_ASSIGN() ? AssignDecl::Sub
             : c->MUL_ASSIGN() ? AssignDecl::Mul
             : c->DIV_ASSIGN() ? AssignDecl::Div
             : c->TILDE()      ? AssignDecl::Draw
                               : AssignDecl::Set;
  decl->value = expr(c->expr());
  return decl;
}

/// `if … else if … else …` is nested: each `else if` is the only statement of
/// the else block before it.
DeclPtr DeclBuilder::ifDecl(P::IfDeclContext *c) {
  std::vector<P::ExprContext *> conditions = c->expr();
  std::vector<P::HandlerBodyContext *> bodies = c->handlerBody();
  if (conditions.size() > limits.maxDepth) {
    error(Code::E0002, range(conditions[limits.maxDepth]),
          "more than " + std::to_string(limits.maxDepth) + " 'else if' in a row");
    return nullptr;
  }
  auto whole = start<IfDecl>(c);
  IfDecl *at = whole.get();
  for (size_t i = 0;; ++i) {
    at->condition = expr(conditions[i]);
    handlerBody(at->thenBlock, at, bodies[i]);
    if (i + 1 == bodies.size())
      break;
    at->hasElse = true;
    if (i + 1 == conditions.size()) { // the last block is a plain else
      handlerBody(at->elseBlock, at, bodies[i + 1]);
      break;
    }
    auto next = std::make_unique<IfDecl>();
    next->range = {&source, range(c->IF(i + 1)).begin, whole->range.end};
    next->nameRange = range(c->IF(i + 1));
    at->elseBlock.range = next->range;
    IfDecl *following = next.get();
    at->elseBlock.items.push_back(std::move(next));
    at = following;
  }
  return whole;
}
