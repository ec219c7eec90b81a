//===- Compartments.cpp - Compartments and their axial coupling
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A compartment is a prefix: V of dend is the neuron's state "dend.V", like the
// members of a receptor. `couple a -- b: g` makes the input `axial` of each side
// the sum of what drives it from outside and of g times the difference of voltage
// over all its couplings:
//
//   dend.axial = dend.axial.external + g*(soma.V - dend.V) + …
//
// a `let` that equations read and recordings may name.
//
//===----------------------------------------------------------------------===//
#include "lang/import/Importer.h"

using namespace mlir;
using namespace neuro;
using namespace neuro::importer;

static const ast::VarDecl *find(llvm::ArrayRef<const ast::VarDecl *> variables,
                                StringRef name) {
  for (const ast::VarDecl *variable : variables)
    if (variable->name == name)
      return variable;
  return nullptr;
}

const CheckedModel *Importer::itemsOf(const CheckedModel &model, StringRef compartment) {
  for (auto [decl, items] : llvm::zip_equal(model.compartments, model.compartmentItems))
    if (decl->name == compartment)
      return &items;
  return nullptr;
}

void Importer::namePlaces(const CheckedModel &model) {
  for (auto [compartment, items] :
       llvm::zip_equal(model.compartments, model.compartmentItems)) {
    std::string prefix = compartment->name + ".";
    auto place = [&](const auto &list) {
      for (const ast::Decl *decl : list)
        placeOf[decl] = prefix;
    };
    place(items.parameters);
    place(items.states);
    place(items.inputs);
    place(items.uses);
    place(items.lets);
    place(items.gates);
    place(items.handlers);
    place(items.events);
  }
  for (const ast::CoupleDecl *couple : model.couples)
    for (const std::string &side : {couple->a, couple->b})
      if (const CheckedModel *items = itemsOf(model, side)) {
        if (const ast::VarDecl *axial = find(items->inputs, "axial"))
          coupledInputs.insert(axial);
        if (const ast::VarDecl *V = find(items->states, "V"))
          coupledStates.insert(V);
      }
}

std::string Importer::localName(const ast::Decl &decl) const {
  return placeOf.lookup(&decl) + decl.name;
}

std::string Importer::inputName(const ast::VarDecl &input) const {
  return localName(input) + (coupledInputs.contains(&input) ? ".external" : "");
}

std::string Importer::inputSymbol(const Path &path) {
  const ast::Decl *decl = memberOf(path);
  bool coupled = decl && coupledInputs.contains(decl);
  return path.member + (coupled ? ".external" : "");
}

SymbolRefAttr Importer::memberSymbol(const ast::MemberExpr &e) {
  if (e.ref.base->kind == ast::Decl::DCompartment && e.ref.decl)
    return symbol(localName(*e.ref.decl));
  return SymbolRefAttr::get(str(localName(*e.ref.base)), {symbol(e.name)});
}

LogicalResult Importer::importCompartments(const CheckedModel &model) {
  for (size_t n = 0; n < model.compartments.size(); ++n) {
    scopePrefix = model.compartments[n]->name + ".";
    LogicalResult result = importItems(model.compartmentItems[n]);
    scopePrefix.clear();
    if (failed(result) || failed(importAxial(model, n)))
      return failure();
  }
  return success();
}

LogicalResult Importer::importAxial(const CheckedModel &model, size_t compartment) {
  const CheckedModel &own = model.compartmentItems[compartment];
  const std::string &name = model.compartments[compartment]->name;
  const ast::VarDecl *axial = find(own.inputs, "axial");
  if (!axial || !coupledInputs.contains(axial))
    return success();
  Type current = typeOf(axial->type);
  auto let = create<nir::LetOp>(axial->range, str(localName(*axial)), TypeAttr::get(current),
                                str(unitOf(*axial)));
  return region(let.getValue(), [&]() -> LogicalResult {
    Value sum = create<nir::GetOp>(axial->range, current, symbol(inputName(*axial)));
    for (const ast::CoupleDecl *couple : model.couples) {
      if (couple->a != name && couple->b != name)
        continue;
      const CheckedModel *other = itemsOf(model, couple->a == name ? couple->b : couple->a);
      const ast::VarDecl *here = find(own.states, "V");
      const ast::VarDecl *there = other ? find(other->states, "V") : nullptr;
      if (!here || !there)
        return error(couple->range) << "a coupled compartment has no V";
      Type voltage = typeOf(here->type);
      auto read = [&](const ast::VarDecl &V) -> Value {
        return create<nir::GetOp>(couple->range, voltage, symbol(localName(V)));
      };
      Value difference = create<nir::SubOp>(couple->range, read(*there), read(*here));
      Value conductance = convert(*couple->conductance);
      if (!conductance)
        return failure();
      Value flow = create<nir::MulOp>(couple->range, conductance, difference);
      if (!agree(couple->range, sum, flow))
        return failure();
      sum = create<nir::AddOp>(couple->range, sum, flow);
    }
    return yield(axial->range, sum);
  });
}
