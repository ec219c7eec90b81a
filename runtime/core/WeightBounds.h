//===- WeightBounds.h - How large weights are -------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the choice of a fixed point rests on. Depends on the network alone: on its
// expressions, on the values its elements begin with and on where they lie.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_WEIGHTBOUNDS_H
#define NEURO_RUNTIME_CORE_WEIGHTBOUNDS_H

#include "runtime/core/Connectivity.h"
#include "runtime/core/ExprBounds.h"

namespace neuro::rt {

/// Between what the weights of a prepared projection lie; infinite if there is no
/// saying. Reads each element's fields and position once.
Bounds weightBounds(const Projection &projection);

/// The median magnitude of weights that pairs all over the projection would have,
/// zeros left out; 0 if there is none.
Result<double> typicalWeight(const Projection &projection);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_WEIGHTBOUNDS_H
