//===- Classes.h - Parts of neuro-merge -------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_NEURO_TRANSFORMS_CLASSES_H
#define NEURO_DIALECTS_NEURO_TRANSFORMS_CLASSES_H

#include "dialects/neuro/ir/NeuroDialect.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <set>
#include <string>
#include <vector>

namespace neuro::nir {

/// Names of parameters, ordered, so that classes are numbered alike every time.
using ParameterNames = std::set<std::string>;

/// True if a value differs between elements (or edges) whose own `varying`
/// members do. With no model, whatever is the element's own may differ.
bool variesByElement(mlir::Region &value, ModelOp model, const ParameterNames &varying);

/// The parameters of `model` that differ between the elements (or edges) of a
/// population (or projection): those of `assigned` and those that are drawn or
/// computed from what differs. `initOf` gives what it sets a parameter to, or null.
ParameterNames varyingParameters(ModelOp model, const ParameterNames &assigned,
                                 llvm::function_ref<InitOp(ParamOp)> initOf);

/// Those of a synapse that differ between the edges of a projection.
ParameterNames varyingParameters(mlir::ModuleOp module, ProjectOp project, ModelOp synapse);

/// Marks the parameters and, in order, everything computed from them.
void markElements(ModelOp model, const ParameterNames &varying);

/// Users of models, sorted into classes.
class ModelClasses {
public:
  void add(ModelOp model, const ParameterNames &varying, mlir::Operation *user);
  /// Makes a model for each class and tells its users; returns how many models were
  /// copied. The class of a model's first user keeps the model and its name.
  int64_t make(mlir::SymbolTable &symbols,
               llvm::function_ref<void(mlir::Operation *user, ModelOp classModel)> tell);

private:
  struct Class {
    ParameterNames varying;
    llvm::SmallVector<mlir::Operation *> users;
  };
  llvm::MapVector<ModelOp, std::vector<Class>> classes;
};

/// Gives every projection through a synapse the model of its class; returns how
/// many were copied. Fails where a trace would have to be kept for each edge.
mlir::FailureOr<int64_t> makeEdgeClasses(mlir::ModuleOp module);

} // namespace neuro::nir

#endif // NEURO_DIALECTS_NEURO_TRANSFORMS_CLASSES_H
