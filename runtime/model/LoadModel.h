//===- LoadModel.h - Programs compiled ahead of time ------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `nc build` made, ready for Simulation::create and runExperiment, without LLVM.
// Loading a library runs nothing but the system's loader; it is as trustworthy as any
// library. What is cut off, of another version, or for another processor is refused.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_MODEL_LOADMODEL_H
#define NEURO_RUNTIME_MODEL_LOADMODEL_H

#include "runtime/abi/Passes.h"
#include "runtime/abi/Plan.h"
#include "runtime/core/Result.h"
#include "runtime/core/Simulation.h"

#include <memory>
#include <string>

struct neuro_model;

namespace neuro::rt {

/// Immutable; simulations may share it and must not outlive it.
struct LoadedModel {
  std::string name;
  ProgramPlan plan;
  KernelTable kernels;
  std::string precision; ///< f32 or f64
  PassSet without;       ///< whole-model passes not run
  std::shared_ptr<void> library; ///< holds the code; null if it is linked in
};

/// A shared library of `nc build --shared`. Errors: E0451 (cannot be read), E0452 (not a
/// model, or damaged: checksums cover plan and code), E0453 (of another version or for
/// another processor).
Result<std::shared_ptr<const LoadedModel>> loadModel(const std::string &path);

/// A model that is linked in, called `what` in messages.
Result<std::shared_ptr<const LoadedModel>> loadModel(const neuro_model &model,
                                                     const std::string &what);

/// The first of `features` ("+avx2,-sse4a,+fma") that generated code might use and this
/// processor lacks; empty if there is none.
std::string missingFeature(const std::string &features);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_MODEL_LOADMODEL_H
