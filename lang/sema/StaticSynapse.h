//===- StaticSynapse.h - Which synapses are a weight and a delay
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A synapse that only emits what its parameters and initial edge values decide
// needs no state of its own while the simulation runs: its edges are weights and
// delays, the fast representation. All others have an edge class.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_SEMA_STATICSYNAPSE_H
#define NEURO_LANG_SEMA_STATICSYNAPSE_H

#include "lang/sema/Sema.h"

namespace neuro {

/// True if `on pre` of the synapse does nothing but emit, at most once when one
/// of its emissions is delayed, and nothing else ever happens in it.
bool isStaticSynapse(const CheckedModel &synapse);

/// True if an expression of the synapse reads `pre.x` or `post.x`.
bool readsEnds(const ast::Expr *e);

/// Every statement of a handler, those of branches included, in order.
template <typename Visit> void forEachStatement(const ast::Block &block, Visit visit) {
  for (const ast::DeclPtr &item : block.items) {
    visit(*item);
    if (auto *branch = ast::dynCast<ast::IfDecl>(item.get())) {
      forEachStatement(branch->thenBlock, visit);
      forEachStatement(branch->elseBlock, visit);
    }
  }
}

} // namespace neuro

#endif // NEURO_LANG_SEMA_STATICSYNAPSE_H
