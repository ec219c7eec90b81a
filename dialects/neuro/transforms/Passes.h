//===- Passes.h - Passes from imported to solved
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_NEURO_TRANSFORMS_PASSES_H
#define NEURO_DIALECTS_NEURO_TRANSFORMS_PASSES_H

#include "dialects/neuro/ir/NeuroDialect.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Pass/Pass.h"

namespace neuro::nir {

#define GEN_PASS_DECL
#include "dialects/neuro/transforms/Passes.h.inc"

/// Makes the passes known by their flags (registerNeuroPasses).
#define GEN_PASS_REGISTRATION
#include "dialects/neuro/transforms/Passes.h.inc"

} // namespace neuro::nir

#endif // NEURO_DIALECTS_NEURO_TRANSFORMS_PASSES_H
