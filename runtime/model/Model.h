//===- Model.h - What `nc build` puts into an object file -------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program compiled ahead of time is one constant of this type, neuro_model_NAME,
// with all it points to; kernels are local to the object, so that many models may be
// linked into one program. The compiler writes it (jit/ModelObject.cpp), libneuro-rt
// reads it (LoadModel.cpp). A shared library exports also `neuro_model_here`, a
// constant that points to its model. In programs of `nc build --exe` the models have no
// names, and pointers to them stand one after the other in section `neuro_models`.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_MODEL_MODEL_H
#define NEURO_RUNTIME_MODEL_MODEL_H

#include "runtime/abi/Kernel.h"

#include <cstddef>
#include <cstdint>

extern "C" {

struct neuro_model_kernel {
  const char *symbol; ///< KernelPlan::symbol and its like
  neuro::rt::Kernel code;
};

/// What `nc build` writes into a file once it is linked (Seal.h).
struct neuro_model_seal {
  char mark[16];
  uint64_t sealed;   ///< 1 if there is a checksum
  uint64_t checksum; ///< of everything in the file that is never written
};

struct neuro_model {
  uint64_t magic;      ///< neuro::rt::MODEL_MAGIC
  uint32_t structSize; ///< of this struct
  uint32_t abiVersion; ///< neuro::rt::ABI_VERSION
  const char *name;
  const char *plan; ///< planFromBytes
  uint64_t planSize;
  const neuro_model_kernel *kernels;
  uint64_t kernelCount;
  /// What the kernels need of a processor, as LLVM calls it: "+avx2,+fma,…".
  const char *features;
  const char *processor; ///< what they were made for: "znver4"
  const char *precision; ///< "f32" or "f64"
  const char *without;   ///< whole-model passes not run: PassSet::str()
  const neuro_model_seal *seal;
};

} // extern "C"

static_assert(sizeof(neuro_model) == 96 && offsetof(neuro_model, name) == 16 &&
              offsetof(neuro_model, seal) == 88 &&
              sizeof(neuro_model_seal) == 32 && sizeof(neuro_model_kernel) == 16);

namespace neuro::rt {

constexpr uint64_t MODEL_MAGIC = 0x0a4c444d5255454eu; // "NEURMDL\n"

/// What an object file is to be linked into: anything, a library of its own, or a
/// program of `nc build --exe`.
enum class ModelForm { Object, Library, Program };

} // namespace neuro::rt

#endif // NEURO_RUNTIME_MODEL_MODEL_H
