//===- LinearSystem.cpp - Linear equations that are solved together -------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/transforms/LinearSystem.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

#include <algorithm>

using namespace neuro::nir;

void LinearSystem::clear(size_t states) {
  A.assign(states, std::vector<mlir::Value>(states));
  B.assign(states, {});
}

unsigned LinearSystem::input(llvm::StringRef name, llvm::function_ref<mlir::Value()> value) {
  for (auto [n, known] : llvm::enumerate(inputs))
    if (known.name == name)
      return n;
  inputs.push_back({name.str(), value()});
  return inputs.size() - 1;
}

void LinearSystem::setInput(unsigned row, unsigned input, mlir::Value coefficient) {
  B[row].resize(std::max<size_t>(B[row].size(), input + 1));
  B[row][input] = coefficient;
}

std::vector<std::string> LinearSystem::inputNames() const {
  std::vector<std::string> names;
  for (const Input &input : inputs)
    names.push_back(input.name);
  return names;
}

void LinearSystem::findReach() {
  const unsigned size = A.size();
  reach.assign(size, llvm::BitVector(size));
  driven.assign(size, llvm::BitVector(inputs.size()));
  for (unsigned row = 0; row < size; ++row) {
    reach[row].set(row);
    llvm::SmallVector<unsigned> pending{row};
    while (!pending.empty()) {
      const unsigned next = pending.pop_back_val();
      for (unsigned other = 0; other < size; ++other)
        if (A[next][other] && !reach[row].test(other)) {
          reach[row].set(other);
          pending.push_back(other);
        }
    }
    for (unsigned other : reach[row].set_bits())
      for (auto [input, coefficient] : llvm::enumerate(B[other]))
        if (coefficient)
          driven[row].set(input);
  }
}
