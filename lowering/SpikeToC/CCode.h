//===- CCode.h - Kernels as C ------------------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `nc build --emit=c` knows of a program's kernels: C99 functions on arrays,
// and how fields are called in them. Sizes, values and connections come from an
// instantiated network (runtime/ccode). Free of MLIR.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_SPIKETOC_CCODE_H
#define NEURO_LOWERING_SPIKETOC_CCODE_H

#include <string>
#include <unordered_map>
#include <vector>

namespace neuro {

struct CField {
  std::string name;    ///< identifier, unique in its class: "syn_I"
  std::string type;    ///< "float", "double", "int32_t", "uint8_t", …
  std::string comment; ///< of a constant: "mV", "of V from ge in a tick"; may be empty
};

/// KERNEL void NAME(const struct CLASS_constants *k, double t, int32_t size, arrays…)
struct CKernel {
  std::string name;
  std::string text;
  /// Position in ClassPlan::fields of the array arguments, in order.
  std::vector<int> arrays;
  std::vector<bool> written; ///< which of them it stores to
  bool readsConstants = false, readsTime = false;
};

struct CClass {
  std::string name;
  std::vector<CField> fields; ///< as ClassPlan::fields
  std::vector<int> constants; ///< uniform fields that kernels read
};

struct CCode {
  std::string functions; ///< elementary functions that kernels call, and helpers
  bool marks = false;    ///< kernels call mark()
  std::vector<CClass> classes; ///< as ProgramPlan::classes
  std::unordered_map<std::string, CKernel> kernels; ///< by KernelPlan::symbol
};

/// Identifiers of C, none of them twice and none a word of the language: "syn.I" is
/// syn_I, a second one syn_I_2.
class CNames {
public:
  explicit CNames(std::vector<std::string> taken = {});
  std::string of(const std::string &text);

private:
  std::unordered_map<std::string, int> known;
};

} // namespace neuro

#endif // NEURO_LOWERING_SPIKETOC_CCODE_H
