//===- KernelInterpreter.h - Kernels, one operation at a time ---*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Executes the body of a spike.kernel for one element: each operation of the IR
// is one C++ expression on f64, i1, i32 or i64. It has no opinion on elementary
// functions; those must have been expanded into arithmetic, or are the C
// library's (which is accurate, but not the same bits as compiled code).
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_SPIKE_INTERPRETER_KERNELINTERPRETER_H
#define NEURO_DIALECTS_SPIKE_INTERPRETER_KERNELINTERPRETER_H

#include "dialects/spike/ir/Spike.h"

#include <memory>
#include <string>

namespace neuro::spike {

/// Copies what it needs of the kernel, so the IR may go away. Immutable.
class KernelInterpreter {
public:
  /// Null, with the reason in `error`, if the kernel contains something that
  /// has no meaning here (f32, an unknown operation).
  static std::unique_ptr<KernelInterpreter> create(KernelOp kernel, std::string &error);
  ~KernelInterpreter();

  /// `fields[k]` is the element's value of the class's field k (ClassOp::
  /// getFields); i32 fields and events hold whole numbers. `time` and `dt` in ms.
  void run(double *fields, double time, double dt) const;

private:
  struct Program;
  explicit KernelInterpreter(std::unique_ptr<Program> program);
  std::unique_ptr<Program> program;
};

} // namespace neuro::spike

#endif // NEURO_DIALECTS_SPIKE_INTERPRETER_KERNELINTERPRETER_H
