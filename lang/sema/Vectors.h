//===- Vectors.h - Vectors and matrices become scalars ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_SEMA_VECTORS_H
#define NEURO_LANG_SEMA_VECTORS_H

#include "lang/sema/Sema.h"

namespace neuro {

/// Gives every population of a model with vectors a model of its own in which there
/// are none: `state m: vec(3)` becomes the states m[0], m[1] and m[2], equations and
/// handlers are written out, and what the network says of `m` follows. The sizes are
/// numbers by then: parameters of the model with the values the population gives them.
/// Reports E0909 for what is not known or not executed. The program must have been
/// checked without errors.
void expandVectors(CheckedProgram &program, DiagnosticEngine &diagnostics);

} // namespace neuro

#endif // NEURO_LANG_SEMA_VECTORS_H
