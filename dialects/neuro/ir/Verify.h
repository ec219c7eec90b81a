//===- Verify.h - Checks shared by the dialect's verifiers
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_NEURO_IR_VERIFY_H
#define NEURO_DIALECTS_NEURO_IR_VERIFY_H

#include "dialects/neuro/ir/NeuroDialect.h"

namespace neuro::nir {

/// An expression region: absent, or ending in neuro.yield of `count` values
/// (any number if -1) of type `type` (any if null). `what` names it in errors.
mlir::LogicalResult verifyExpression(mlir::Operation *op, mlir::Region &region,
                                     llvm::StringRef what, mlir::Type type = {},
                                     int count = 1);
/// An expression that yields a time (after neuro-units, an f64).
mlir::LogicalResult verifyTime(mlir::Operation *op, mlir::Region &region,
                               llvm::StringRef what);
/// An expression that yields a dimensionless number.
mlir::LogicalResult verifyNumber(mlir::Operation *op, mlir::Region &region,
                                 llvm::StringRef what, int count = 1);
/// An expression that yields an i1.
mlir::LogicalResult verifyCondition(mlir::Operation *op, mlir::Region &region,
                                    llvm::StringRef what);
/// low, high and optionally step of one type.
mlir::LogicalResult verifyRange(mlir::Operation *op, mlir::Region &region,
                                llvm::StringRef what);
/// A handler or update: statements without a yield.
mlir::LogicalResult verifyBody(mlir::Operation *op, mlir::Region &region,
                               llvm::StringRef what);
/// `type` is an f64 or a quantity of that dimension.
bool isRealOf(mlir::Type type, const units::Dimension &dimension);
/// A `unit` attribute parses and has the dimension of a quantity type.
mlir::LogicalResult verifyUnit(mlir::Operation *op,
                               std::optional<llvm::StringRef> unit, mlir::Type type);
/// A type a name may have: quantity, f64, i64 or i1.
mlir::LogicalResult verifyVariableType(mlir::Operation *op, mlir::Type type);

} // namespace neuro::nir

#endif // NEURO_DIALECTS_NEURO_IR_VERIFY_H
