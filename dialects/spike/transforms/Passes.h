//===- Passes.h - Passes over spike IR -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_SPIKE_TRANSFORMS_PASSES_H
#define NEURO_DIALECTS_SPIKE_TRANSFORMS_PASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

#include <memory>

namespace neuro::spike {

#define GEN_PASS_DECL
#include "dialects/spike/transforms/Passes.h.inc"

/// Makes the passes known by their flags (registerSpikePasses).
#define GEN_PASS_REGISTRATION
#include "dialects/spike/transforms/Passes.h.inc"

} // namespace neuro::spike

#endif // NEURO_DIALECTS_SPIKE_TRANSFORMS_PASSES_H
