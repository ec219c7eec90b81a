//===- Solve.h - Parts of neuro-solve ---------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pass builds one `neuro.update` per neuron model. Each method of advancing
// states has a file of its own; they share this view of the tick being built.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_NEURO_TRANSFORMS_SOLVE_H
#define NEURO_DIALECTS_NEURO_TRANSFORMS_SOLVE_H

#include "dialects/neuro/analysis/Dynamics.h"

namespace neuro::nir {

/// The update under construction. Values are f64 in coherent units.
class TickBuilder {
public:
  explicit TickBuilder(Dynamics &dynamics);

  Dynamics &dynamics;
  ModelOp model;
  UpdateOp update;
  mlir::OpBuilder builder; ///< at the end of the update
  mlir::Location loc;      ///< of the model
  Arithmetic math;

  /// What each name means at t_n; states, inputs, parameters.
  const llvm::DenseMap<mlir::StringAttr, mlir::Value> &leaves() const {
    return atStart;
  }
  mlir::Value time; ///< t_n, ms
  mlir::Value dt;   ///< ms
  /// True while held states stand still; null if the model holds none.
  mlir::Value held;

  mlir::Value old(unsigned state) const {
    return atStart.lookup(dynamics.equations[state].name);
  }
  /// Values after FLOW, by state; those without an equation keep their value.
  std::vector<mlir::Value> flowed;

  bool isHeld(unsigned state) const { return holds[state]; }
  /// `moved`, or `still` while the state is held.
  mlir::Value unlessHeld(unsigned state, mlir::Value moved, mlir::Value still);

  /// An interpreter of drifts in which every name means its value at t_n.
  AffineInterpreter interpreter() { return interpreterAt(time); }
  /// The same with `t` at another time of the tick.
  AffineInterpreter interpreterAt(mlir::Value atTime);
  /// The derivative of `state` with the states of `values` replaced and at
  /// `atTime`; zero (null) while held.
  mlir::Value derivative(unsigned state,
                         const llvm::DenseMap<unsigned, mlir::Value> &values,
                         mlir::Value atTime);
  /// Keeps every state at or below its spike threshold (upwardThresholds).
  void clampAtThresholds(llvm::DenseMap<unsigned, mlir::Value> &values);

  /// The coefficients of the white noises in the derivative of `state`, with the
  /// states of `values` replaced.
  llvm::SmallVector<mlir::Value, 2>
  noise(unsigned state, const llvm::DenseMap<unsigned, mlir::Value> &values,
        mlir::Value atTime);

  /// A fresh random number in every tick (or run of a handler), made in `at`.
  mlir::Value random(llvm::StringRef distribution, mlir::OpBuilder &at);
  int64_t streams = 0; ///< of the next random number

  /// A symbol of the model that is not taken yet: base0, base1, …
  std::string freshSymbol(llvm::StringRef base);

private:
  llvm::DenseMap<mlir::StringAttr, mlir::Value> atStart;
  std::vector<bool> holds;
  llvm::SmallVector<Threshold, 2> thresholds;
};

/// States solved with one method, sorted.
using States = llvm::ArrayRef<unsigned>;

// FLOW: fill tick.flowed of their states from tick.old of all states.
llvm::LogicalResult solveExact(TickBuilder &tick, States states);
/// Comes last: it also looks at tick.flowed of states solved otherwise. `implicit`
/// are the states that step together by rosenbrockStep.
llvm::LogicalResult solveExponentialEuler(TickBuilder &tick, States states,
                                          States implicit);
/// The values of `block` (sorted states) after one linearly implicit step of length
/// `duration` from `start` at time `from`; `seen` gives the values of other states.
llvm::SmallVector<mlir::Value>
rosenbrockStep(TickBuilder &tick, States block, llvm::ArrayRef<mlir::Value> start,
               llvm::function_ref<mlir::Value(unsigned)> seen, mlir::Value from,
               mlir::Value duration);
void solveEuler(TickBuilder &tick, States states);
/// With its noise; the other explicit methods leave that to addNoise.
void solveHeun(TickBuilder &tick, States states);
void solveRungeKutta4(TickBuilder &tick, States states);

/// Fills tick.flowed of every state that has an equation, by its solver.
llvm::LogicalResult flowStates(TickBuilder &tick);

/// Error bounds of an adaptive step: |error| <= absolute + relative*|x|.
struct Tolerance {
  double relative = 1e-6;
  double absolute = 1e-6; ///< in the coherent unit of each state
};
void solveRungeKutta45(TickBuilder &tick, States states, Tolerance tolerance);

/// Adds the white noise of a tick to the flowed values of explicitly solved states.
void addNoise(TickBuilder &tick, States states);
/// What the noises of `state` add over `duration`: sum_k g_k eta_k with eta_k normal
/// of mean 0 and `variance`, which is `duration` or, for a state that decays
/// meanwhile, less. Ito; null without noise. `values` are the states' values at the
/// start of that time, where they differ from t_n.
mlir::Value noiseIncrement(TickBuilder &tick, unsigned state,
                           const llvm::DenseMap<unsigned, mlir::Value> &values,
                           mlir::Value atTime, mlir::Value duration,
                           mlir::Value variance);

/// A sample of the gamma distribution of that shape (a number above 0; NaN comes of
/// any other) and scale. `random` gives a fresh "normal" or "uniform" number and is
/// called `gammaStreams` times.
inline constexpr unsigned gammaStreams = 17;
mlir::Value gammaVariate(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value shape,
                         mlir::Value scale,
                         llvm::function_ref<mlir::Value(llvm::StringRef)> random);

/// The value of a draw whose arguments are `args`, from fresh random numbers; fails
/// for distributions that no fixed number of them makes.
llvm::FailureOr<mlir::Value> drawValue(TickBuilder &tick, mlir::OpBuilder &builder,
                                       DrawOp draw, llvm::ArrayRef<mlir::Value> args);

// EVERY: periodic updates become handlers with a period.
llvm::LogicalResult solvePeriodic(TickBuilder &tick);
/// Clips the bounded states among `values` at the end of the tick.
llvm::LogicalResult applyBounds(TickBuilder &tick, std::vector<mlir::Value> &values);

// ARRIVE and DETECT/RESET: transform `values`, the states' values by index.
llvm::LogicalResult applyArrivals(TickBuilder &tick,
                                  std::vector<mlir::Value> &values);
llvm::LogicalResult detectEvents(TickBuilder &tick,
                                 std::vector<mlir::Value> &values);

/// Erases operations of `block` that nothing uses and that have no effect but
/// reading.
void eraseUnused(mlir::Block &block);

} // namespace neuro::nir

#endif // NEURO_DIALECTS_NEURO_TRANSFORMS_SOLVE_H
