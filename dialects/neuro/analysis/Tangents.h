//===- Tangents.h - Partial derivatives of straight-line bodies -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_NEURO_ANALYSIS_TANGENTS_H
#define NEURO_DIALECTS_NEURO_ANALYSIS_TANGENTS_H

#include "dialects/neuro/analysis/Affine.h"

namespace neuro::nir {

/// Forward differentiation (Griewank & Walther, Evaluating Derivatives, 2008, ch.
/// 3) of a body that `interpreter` has run with no variables: the partial
/// derivatives of what it yields first with respect to the names `variables`, as
/// values of `builder`; null where zero. Comparisons, floor, ceil and round are
/// constant almost everywhere and count as such; so does an operation whose
/// derivative is not known here, which an approximate Jacobian may do.
llvm::SmallVector<mlir::Value, 4>
partialDerivatives(mlir::Block &body, const AffineInterpreter &interpreter,
                   llvm::ArrayRef<mlir::StringAttr> variables, mlir::OpBuilder &builder);

} // namespace neuro::nir

#endif // NEURO_DIALECTS_NEURO_ANALYSIS_TANGENTS_H
