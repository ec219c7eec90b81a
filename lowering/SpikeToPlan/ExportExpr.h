//===- ExportExpr.h - Expression regions to postfix programs -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_SPIKETOPLAN_EXPORTEXPR_H
#define NEURO_LOWERING_SPIKETOPLAN_EXPORTEXPR_H

#include "runtime/abi/Expr.h"

#include "mlir/IR/Operation.h"
#include "mlir/IR/Region.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/LogicalResult.h"

#include <vector>

namespace neuro::lowering {

/// Instructions of one expression: beyond it, text that was meant for people has
/// become something else (shared values are written out at each use).
constexpr size_t MAX_EXPR_INSTRUCTIONS = 1 << 16;
/// Values on the evaluator's stack.
constexpr int MAX_EXPR_DEPTH = 256;

/// The instruction of an operation that reads a name (a field, a parameter, a
/// measure…). Fails, with a diagnostic, when the name means nothing here.
using ExportLeaf = llvm::function_ref<llvm::FailureOr<rt::Instr>(mlir::Operation *)>;

/// The values an expression region yields; none for an absent region. `stream`
/// numbers draws; pass the same counter to all expressions of one object.
llvm::FailureOr<std::vector<rt::Expr>> exportExprs(mlir::Region &region, ExportLeaf leaf,
                                                   int &stream);

/// The one value a region yields; an empty expression for an absent region.
llvm::FailureOr<rt::Expr> exportExpr(mlir::Region &region, ExportLeaf leaf, int &stream);

/// `a` then `b` then `op`: composes expressions outside of any region.
rt::Expr combine(rt::Op op, const rt::Expr &a, const rt::Expr &b);
rt::Expr combine(rt::Op op, const rt::Expr &a);

} // namespace neuro::lowering

#endif // NEURO_LOWERING_SPIKETOPLAN_EXPORTEXPR_H
