//===- ElementKernels.h - Kernels for the reference engine ------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_ELEMENTKERNELS_H
#define NEURO_LOWERING_ELEMENTKERNELS_H

#include "runtime/reference/Reference.h"

#include "mlir/IR/BuiltinOps.h"

#include <memory>
#include <string>

namespace neuro::lowering {

/// The kernels of placed IR in f64, to be interpreted. Exponentials and other
/// elementary functions are those of compiled code, so results are the same to
/// the bit. Leaves `placed` as it is. Null with the reason in `error` if a kernel
/// cannot be interpreted.
std::shared_ptr<const rt::ElementKernels> elementKernels(mlir::ModuleOp placed,
                                                         std::string &error);

} // namespace neuro::lowering

#endif // NEURO_LOWERING_ELEMENTKERNELS_H
