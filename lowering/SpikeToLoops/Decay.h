//===- Decay.h - spike.decay by look-ups ------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_SPIKETOLOOPS_DECAY_H
#define NEURO_LOWERING_SPIKETOLOOPS_DECAY_H

#include "mlir/IR/Builders.h"

namespace neuro::lowering {

/// exp(rate * n) for n = 0 … 31, for n = 0, 32, … 992 and for n = 0, 1024, … 31744, in two
/// vectors of sixteen of the type of `rate` each. Made once a call of a kernel.
struct DecayTables {
  mlir::Value digits[3][2];
  explicit operator bool() const { return static_cast<bool>(digits[0][0]); }
  static DecayTables make(mlir::OpBuilder &b, mlir::Location loc, mlir::Value rate);
};

/// exp(rate * age), of reals or vectors of them, as `spike.decay` is defined. `rate` is
/// the one of the tables, of the type of `age`.
mlir::Value emitDecay(mlir::OpBuilder &b, mlir::Location loc, const DecayTables &tables,
                      mlir::Value rate, mlir::Value age);
/// The same of ages known to be whole numbers from 0 to below shortDecay.
constexpr int64_t shortDecay = 32 * 32;
/// Ages from here on are computed, not looked up.
constexpr int64_t longDecay = 32 * shortDecay;
mlir::Value emitShortDecay(mlir::OpBuilder &b, mlir::Location loc, const DecayTables &tables,
                           mlir::Value ticks);

} // namespace neuro::lowering

#endif // NEURO_LOWERING_SPIKETOLOOPS_DECAY_H
