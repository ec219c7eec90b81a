//===- LayoutTypes.h - Storage types and the arithmetic that follows them -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_SPIKE_TRANSFORMS_LAYOUTTYPES_H
#define NEURO_DIALECTS_SPIKE_TRANSFORMS_LAYOUTTYPES_H

#include "dialects/spike/ir/Spike.h"

namespace neuro::spike {

enum class Precision { F32, F64, Auto };

/// Gives every field of a class in f64 its storage type under `precision`, with a
/// `reason` where `auto` keeps f64. `dt` in ms is the tick that `auto` assumes. With
/// `integerSums` what arrives is summed in f64, which holds whole numbers up to 2^53.
void chooseTypes(ClassOp cls, Precision precision, double dt, bool integerSums);

/// Makes the kernel's loads, stores and arithmetic follow its fields' types. What
/// depends on a field kept in f64 or on time is computed in f64, the rest of a
/// kernel on f32 fields in f32; constants and uniforms adapt to their use. A
/// kernel with loops (error control) is computed in f64 throughout. Integer sums turn
/// into f32 once, where they are read.
void followTypes(ClassOp cls, KernelOp kernel, bool integerSums);

} // namespace neuro::spike

#endif // NEURO_DIALECTS_SPIKE_TRANSFORMS_LAYOUTTYPES_H
