//===- Passes.h - From what is true to what is done -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_NEUROTOSPIKE_PASSES_H
#define NEURO_LOWERING_NEUROTOSPIKE_PASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

#include <memory>

namespace neuro::lowering {

#define GEN_PASS_DECL
#include "lowering/NeuroToSpike/Passes.h.inc"

/// Makes the pass known by its flag (registerNeuroToSpikePasses).
#define GEN_PASS_REGISTRATION
#include "lowering/NeuroToSpike/Passes.h.inc"

} // namespace neuro::lowering

#endif // NEURO_LOWERING_NEUROTOSPIKE_PASSES_H
