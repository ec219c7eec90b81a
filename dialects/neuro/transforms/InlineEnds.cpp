//===- InlineEnds.cpp - What a synapse reads elsewhere becomes its inputs -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A synapse reads `@pre::@V`, `@post::@"syn.I"` and `@astro::@ca`. Each becomes an
// input of the synapse of that dotted name, which says where its value comes from:
// `end` (pre, post or ref), `of` the name there and `ref` which reference. From here
// on a synapse is a model like any other.
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/transforms/InlineEnds.h"

using namespace mlir;
using namespace neuro::nir;

void neuro::nir::inlineEnds(ModelOp synapse) {
  OpBuilder builder(synapse.getContext());
  synapse.walk([&](GetOp get) {
    SymbolRefAttr name = get.getVariable();
    if (name.getNestedReferences().empty())
      return;
    StringRef root = name.getRootReference().getValue();
    bool isRef = synapse.lookup<RefOp>(root) != nullptr;
    if (!isRef && root != "pre" && root != "post")
      return;
    std::string member;
    for (FlatSymbolRefAttr part : name.getNestedReferences())
      member += (member.empty() ? "" : ".") + part.getValue().str();
    std::string flat = root.str() + "." + member;
    if (!synapse.lookup<InputOp>(flat)) {
      builder.setInsertionPointToStart(&synapse.getBodyBlock());
      auto input = InputOp::create(builder, get.getLoc(), builder.getStringAttr(flat),
                                   TypeAttr::get(get.getType()), StringAttr());
      input->setAttr("end", builder.getStringAttr(isRef ? "ref" : root));
      input->setAttr("of", builder.getStringAttr(member));
      if (isRef)
        input->setAttr("ref", builder.getStringAttr(root));
    }
    get.setVariableAttr(FlatSymbolRefAttr::get(builder.getContext(), flat));
  });
}
