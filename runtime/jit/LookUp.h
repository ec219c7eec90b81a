//===- LookUp.h - Tables of thirty-two numbers ------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels look numbers up by declaring a function that takes a table as two vectors
// of sixteen reals and one or more i32, and gives table[i mod 32] for each. It is
// defined once the processor is known: some have an instruction for it.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_JIT_LOOKUP_H
#define NEURO_RUNTIME_JIT_LOOKUP_H

#include <cstdint>
#include <string>

namespace llvm {
class Module;
class TargetMachine;
} // namespace llvm

namespace neuro::jit {

inline const std::string lookUpPrefix = "neuro.look_up.";
/// Of the function for so many lanes, 1 being scalars, of f64 or f32.
inline std::string lookUpName(int64_t lanes, bool wide) {
  return lookUpPrefix + (wide ? "f64." : "f32.") + std::to_string(lanes);
}
inline bool isLookUp(const std::string &function) {
  return function.compare(0, lookUpPrefix.size(), lookUpPrefix) == 0;
}

/// Defines those that a module declares, to be inlined.
void defineLookUps(llvm::Module &module, const llvm::TargetMachine &machine);

} // namespace neuro::jit

#endif // NEURO_RUNTIME_JIT_LOOKUP_H
