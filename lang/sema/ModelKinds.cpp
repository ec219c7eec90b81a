//===- ModelKinds.cpp - Which construct belongs in which kind of model ---===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Checker.h"

using namespace neuro;
using namespace neuro::ast;
using namespace neuro::sema;

namespace {
enum : unsigned { N = 1, R = 2, S = 4, G = 8, O = 16, All = 31 };

unsigned bitOf(ModelKind kind) {
  switch (kind) {
  case ModelKind::Neuron:
    return N;
  case ModelKind::Receptor:
    return R;
  case ModelKind::Synapse:
    return S;
  case ModelKind::Glia:
    return G;
  case ModelKind::Source:
    return O;
  }
  return 0;
}

/// Kinds of model in which an item may stand.
unsigned allowedIn(const Decl &item) {
  switch (item.kind) {
  case Decl::DState:
  case Decl::DGate:
    return N | R | G | O;
  case Decl::DEdge:
  case Decl::DRef:
  case Decl::DTrace:
  case Decl::DTie:
    return S;
  case Decl::DInput:
    return N | G | O;
  case Decl::DHost:
    return R;
  case Decl::DUse:
  case Decl::DCompartment:
  case Decl::DCouple:
  case Decl::DExpose:
    return N;
  case Decl::DSpike:
    return N | O;
  case Decl::DEvent:
    return N | G | O;
  case Decl::DOn:
    if (item.name == "pre" || item.name == "post")
      return S;
    if (item.name == "arrive")
      return N | R | G;
    return All;
  default:
    return All;
  }
}

/// What to write instead.
std::string_view wayOut(const Decl &item, ModelKind kind) {
  if (kind == ModelKind::Synapse && (item.kind == Decl::DState || item.kind == Decl::DGate))
    return "state of a synapse is declared with 'edge'";
  if (item.kind == Decl::DEdge)
    return "write 'state': only synapses have edge state";
  if (kind == ModelKind::Receptor && item.kind == Decl::DInput)
    return "inputs belong to the neuron; a receptor takes events 'on arrive'";
  if (kind == ModelKind::Receptor && (item.kind == Decl::DSpike || item.kind == Decl::DEvent))
    return "a receptor is part of a neuron, and the neuron spikes";
  if (kind == ModelKind::Synapse && item.kind == Decl::DSpike)
    return "a synapse delivers with 'emit' in 'on pre'";
  if (item.kind == Decl::DOn && kind != ModelKind::Synapse)
    return "only a synapse sees 'pre' and 'post'; a neuron or receptor takes events 'on arrive'";
  if (item.kind == Decl::DHost)
    return "only a receptor reads variables of its neuron with 'host'";
  return "";
}
} // namespace

void Checker::checkAllowed(ModelInfo &model, const Decl &item) {
  ModelKind kind = model.original->modelKind;
  if (allowedIn(item) & bitOf(kind))
    return;
  std::string what = item.kind == Decl::DOn ? "'on " + item.name + "'" : kindText(item);
  if (item.kind != Decl::DOn)
    what = withArticle(what);
  diagnostics
      .error(Code::E0301, item.nameRange,
             what + " cannot stand in " + withArticle(kindText(*model.original)))
      .suggest(std::string(wayOut(item, kind)));
}
