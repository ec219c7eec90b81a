//===- Reference.h - A simulation advanced the obvious way ------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The reference engine: one thread, f64, one element at a time, everything in
// flight in one list that is searched every tick. It takes the instantiated
// network from the runtime (values, synapses, random numbers by key) and shares
// nothing else with it: what a tick means is written down here a second time,
// to be compared with what the compiled program does.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_REFERENCE_REFERENCE_H
#define NEURO_RUNTIME_REFERENCE_REFERENCE_H

#include "runtime/core/Engine.h"

#include <memory>
#include <string>

namespace neuro::rt {

/// Kernels that work on one element.
class ElementKernels {
public:
  virtual ~ElementKernels() = default;
  /// Number of the kernel called KernelPlan::symbol, or -1.
  virtual int find(const std::string &symbol) const = 0;
  /// Runs a kernel. fields[f] is the element's value of ClassPlan::fields[f];
  /// events are 0 or 1, refractory counters whole numbers.
  virtual void run(int kernel, const Tick &tick, double *fields) const = 0;
};

/// An engine for one simulation.
std::shared_ptr<Engine> makeReferenceEngine(std::shared_ptr<const ElementKernels> kernels);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_REFERENCE_REFERENCE_H
