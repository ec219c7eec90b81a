//===- Spike.h - The spike dialect -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What happens each tick, in what order, over which storage.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_SPIKE_IR_SPIKE_H
#define NEURO_DIALECTS_SPIKE_IR_SPIKE_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/RegionKindInterface.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include <vector>

namespace neuro::spike {
class FieldOp;
} // namespace neuro::spike

#include "dialects/spike/ir/SpikeDialect.h.inc"
#include "dialects/spike/ir/SpikeEnums.h.inc"

#define GET_OP_CLASSES
#include "dialects/spike/ir/SpikeOps.h.inc"

#endif // NEURO_DIALECTS_SPIKE_IR_SPIKE_H
