//===- Classes.h - Parts of neuro-merge -------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_NEURO_TRANSFORMS_CLASSES_H
#define NEURO_DIALECTS_NEURO_TRANSFORMS_CLASSES_H

#include "dialects/neuro/ir/NeuroDialect.h"

#include <set>
#include <string>

namespace neuro::nir {

/// Names of parameters, ordered, so that classes are numbered alike every time.
using ParameterNames = std::set<std::string>;

/// True if a value differs between elements (or edges) whose own `varying`
/// members do. With no model, whatever is the element's own may differ.
bool variesByElement(mlir::Region &value, ModelOp model, const ParameterNames &varying);

/// Marks the parameters and, in order, everything computed from them.
void markElements(ModelOp model, const ParameterNames &varying);

/// Gives every projection through a synapse the model of its class; returns how
/// many were copied. Fails where a trace would have to be kept for each edge.
mlir::FailureOr<int64_t> makeEdgeClasses(mlir::ModuleOp module);

} // namespace neuro::nir

#endif // NEURO_DIALECTS_NEURO_TRANSFORMS_CLASSES_H
