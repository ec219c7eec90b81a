//===- Dynamics.h - The differential equations of a model -------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which state's derivative reads which other state, which groups of states
// depend on each other, and in which of them the equations are linear: what
// neuro-classify decides on and neuro-solve builds from. Works on one flat,
// unit-free neuron model (after neuro-inline and neuro-units).
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_NEURO_ANALYSIS_DYNAMICS_H
#define NEURO_DIALECTS_NEURO_ANALYSIS_DYNAMICS_H

#include "dialects/neuro/analysis/Affine.h"
#include "dialects/neuro/ir/NeuroDialect.h"
#include <optional>
#include <string>

namespace neuro::nir {

/// How a state is advanced over a tick.
enum class Method {
  Exact,
  ExponentialEuler,
  Rosenbrock, ///< linearly implicit, for coupled compartments
  RungeKutta4,
  RungeKutta45,
  Heun,
  Euler
};
std::optional<Method> parseMethod(llvm::StringRef name);
llvm::StringRef methodName(Method method);

/// What a value is made of: the names and other things it reads, transitively.
struct Reads {
  llvm::SmallSetVector<mlir::StringAttr, 8> names;
  bool time = false;
  bool random = false; ///< neuro.white or neuro.draw
};
Reads readsOf(llvm::ArrayRef<mlir::Value> values);

/// One state and its differential equation, if it has one.
struct Equation {
  mlir::StringAttr name;
  // Operations are handles: a const equation still leads to its IR.
  mutable StateOp state;
  mutable DdtOp ddt; ///< null: changes only by events
  /// Indices of the states with an equation that the derivative reads.
  llvm::SmallVector<unsigned, 4> reads;
  Reads allReads;
};

/// Larger linear blocks get no propagator (its size is the square of theirs),
/// and equations that read more states are not searched for linearity.
constexpr size_t MaxLinearBlock = 128;

/// True for models that populations are made of.
inline bool isElementModel(ModelOp model) {
  return model.getKind() == ModelKind::Neuron || model.getKind() == ModelKind::Glia;
}

class Dynamics {
public:
  explicit Dynamics(ModelOp model);

  mutable ModelOp model;
  std::vector<Equation> equations; ///< every state, in the order declared
  llvm::DenseMap<mlir::StringAttr, unsigned> index;
  llvm::SmallSetVector<mlir::StringAttr, 8> inputs;
  llvm::SmallSetVector<mlir::StringAttr, 16> parameters;

  bool hasEquation(mlir::StringAttr name) const {
    auto it = index.find(name);
    return it != index.end() && equations[it->second].ddt;
  }
  /// True for inputs and for states that only events change: both keep their
  /// value while the equations flow.
  bool isConstantOverTick(mlir::StringAttr name) const;
  /// True if the values read parameters and dt only.
  bool isParametric(llvm::ArrayRef<mlir::Value> values) const;

  /// Strongly connected components of the states that have an equation, each
  /// sorted, upstream components first.
  std::vector<llvm::SmallVector<unsigned, 4>> components() const;
  /// All states with an equation that `states` depend on, transitively and
  /// including themselves, sorted.
  llvm::SmallVector<unsigned, 8> closure(llvm::ArrayRef<unsigned> states) const;
  /// Splits `states` into sets that share no equation, each sorted.
  std::vector<llvm::SmallVector<unsigned, 4>>
  weakComponents(llvm::ArrayRef<unsigned> states) const;
};

/// One row of x' = A x + B u: the derivative of one state, decomposed.
struct LinearRow {
  /// Coefficients over the states with an equation and, unless `lumped`, over
  /// inputs and event-driven states; `constant` is the parametric rest.
  AffineForm form;
  /// The part without states is no sum of parametric multiples of inputs: it is
  /// one augmented input of its own (form.constant), evaluated once a tick.
  bool lumped = false;
  /// Coefficients of the equation's white noises, in order; over parameters.
  llvm::SmallVector<mlir::Value, 2> noise;
  /// Empty if the row is linear with coefficients that are constant over the
  /// tick; else the reason it is not, as half a sentence.
  std::string obstacle;
  mlir::Location obstacleLoc;

  explicit LinearRow(mlir::Location loc) : obstacleLoc(loc) {}
  bool isLinear() const { return obstacle.empty(); }
};

/// Decomposes the derivative of `equation` over all states, building into
/// `builder`.
LinearRow linearRow(const Dynamics &dynamics, const Equation &equation,
                    mlir::OpBuilder &builder);

/// The white noises of one equation: x' = … + sum_k g_k xi_k.
struct Noise {
  struct Term {
    mlir::Value coefficient; ///< g_k
    bool ofOwnState;         ///< g_k reads the equation's own state
  };
  llvm::SmallVector<Term, 2> terms;
  mlir::Operation *breaker = nullptr; ///< what makes the noise enter nonlinearly
  bool isMultiplicative() const {
    return llvm::any_of(terms, [](const Term &term) { return term.ofOwnState; });
  }
};

/// The noises of `equation` in the order of their `white()`, with coefficients
/// built into `builder` that read names anew.
Noise noiseOf(const Equation &equation, mlir::OpBuilder &builder);
/// In the interpreter's hook: what a noise is to whoever looks at the drift alone,
/// namely zero.
std::optional<AffineForm> withoutNoise(mlir::Operation *op);
/// The variable that the n-th noise of an equation is in `noiseOf`.
mlir::StringAttr noiseName(mlir::MLIRContext *context, unsigned n);

/// The derivative of `equation` without its noise as c + b x over its own state x
/// only.
AffineForm ownForm(const Dynamics &dynamics, const Equation &equation,
                   mlir::OpBuilder &builder);

/// A threshold that a state cannot be above at the end of a tick without being
/// reset: `spike when x > c { x = … }` (or >=, or one side of an `or`), where c
/// reads no state with an equation.
struct Threshold {
  unsigned state;
  mutable mlir::Value threshold; ///< in the spike's condition region
};
llvm::SmallVector<Threshold, 2> upwardThresholds(const Dynamics &dynamics);

} // namespace neuro::nir

#endif // NEURO_DIALECTS_NEURO_ANALYSIS_DYNAMICS_H
