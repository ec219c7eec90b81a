//===- SameValue.h - Whether expressions have one value ---------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_NEURO_ANALYSIS_SAMEVALUE_H
#define NEURO_DIALECTS_NEURO_ANALYSIS_SAMEVALUE_H

#include "dialects/neuro/analysis/Affine.h"

namespace neuro::nir {

/// Compares straight-line expressions over the names of one model by what they
/// are made of. A parameter that nobody sets is its default, so that receptors
/// given the same time constant by number are alike. A null value is zero. "Not
/// known to be" is false.
class SameValue {
public:
  SameValue(ModelOp model, std::function<bool(llvm::StringRef)> isNeverSet)
      : model(model), isNeverSet(std::move(isNeverSet)) {}

  bool equal(mlir::Value a, mlir::Value b) { return compare(a, b, false, 0); }
  /// a = -b
  bool opposite(mlir::Value a, mlir::Value b) { return compare(a, b, true, 0); }
  bool isZero(mlir::Value a) { return equal(a, nullptr); }

private:
  /// The default of a parameter that is never set, through any number of them.
  mlir::Value resolve(mlir::Value value);
  bool compare(mlir::Value a, mlir::Value b, bool negated, unsigned depth);
  bool operands(mlir::Operation *a, mlir::Operation *b, unsigned depth);

  ModelOp model;
  std::function<bool(llvm::StringRef)> isNeverSet;
  unsigned budget = 100000; ///< comparisons; shared subexpressions could make many
};

} // namespace neuro::nir

#endif // NEURO_DIALECTS_NEURO_ANALYSIS_SAMEVALUE_H
