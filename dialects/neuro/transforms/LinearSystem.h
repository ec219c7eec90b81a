//===- LinearSystem.h - Linear equations that are solved together -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_NEURO_TRANSFORMS_LINEARSYSTEM_H
#define NEURO_DIALECTS_NEURO_TRANSFORMS_LINEARSYSTEM_H

#include "mlir/IR/Value.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <string>
#include <vector>

namespace neuro::nir {

/// x' = A x + B u of a block of states, one row a state, and where the propagator
/// x <- P x + Q u that solves it has entries.
struct LinearSystem {
  /// One of u.
  struct Input {
    std::string name;
    mlir::Value value; ///< where the states are advanced; null for the constant 1
  };
  std::vector<Input> inputs;
  /// Entries of A and B; null where zero. A row of B ends with its last entry.
  std::vector<std::vector<mlir::Value>> A, B;
  std::vector<llvm::BitVector> reach;  ///< P's structural nonzeros
  std::vector<llvm::BitVector> driven; ///< Q's

  /// Forgets A and B; inputs stay.
  void clear(size_t states);
  /// The number of the input of that name, which is added with `value` if new.
  unsigned input(llvm::StringRef name, llvm::function_ref<mlir::Value()> value);
  void setInput(unsigned row, unsigned input, mlir::Value coefficient);
  std::vector<std::string> inputNames() const;

  /// Fills `reach` and `driven`: P couples a state to all it depends on, through any
  /// number of others.
  void findReach();
};

} // namespace neuro::nir

#endif // NEURO_DIALECTS_NEURO_TRANSFORMS_LINEARSYSTEM_H
