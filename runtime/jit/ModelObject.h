//===- ModelObject.h - An object file of a whole program --------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_JIT_MODELOBJECT_H
#define NEURO_RUNTIME_JIT_MODELOBJECT_H

#include "runtime/jit/Jit.h"
#include "runtime/model/Model.h"

#include <string>
#include <vector>

namespace neuro::jit {

/// What goes into runtime/model/Model.h's struct beside the code.
struct ModelImage {
  std::string name; ///< a C identifier
  std::string plan; ///< rt::planToBytes
  std::vector<std::string> kernels;
  std::string precision, without;
  rt::ModelForm form = rt::ModelForm::Object;
};

/// The kernels of `module` (LLVM dialect) for the processor of the options, position-
/// independent, optimised as the JIT does and so the same to the bit; empty with `error`
/// set on failure.
std::string modelObject(mlir::ModuleOp module, const JitOptions &options, const ModelImage &image,
                        std::string &error);

} // namespace neuro::jit

#endif // NEURO_RUNTIME_JIT_MODELOBJECT_H
