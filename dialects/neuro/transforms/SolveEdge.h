//===- SolveEdge.h - Parts of neuro-solve for synapses ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A synapse becomes one `neuro.handler` for each occasion on which an edge is
// worked on. Between two occasions nothing is computed for it when its equations
// can be completed afterwards (`flow = "lazy"`); otherwise a `step` handler
// advances every edge in every tick (`flow = "step"`).
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_NEURO_TRANSFORMS_SOLVEEDGE_H
#define NEURO_DIALECTS_NEURO_TRANSFORMS_SOLVEEDGE_H

#include "dialects/neuro/analysis/Dynamics.h"

namespace neuro::nir {

/// Leaves handlers and propagators instead of equations, statements and bounds.
llvm::LogicalResult solveSynapse(ModelOp synapse);

/// Decides, once its states have solvers, whether a synapse's edges are lazy:
/// every equation is solved exactly, reads nothing but the edge's own states and
/// parameters, and no bound can be met on the way between two events (see
/// ClassifyEdge.cpp). Writes the model's attribute `flow` and completes the
/// states' reasons.
void classifyEdge(ModelOp synapse);
bool isStepped(ModelOp synapse);

/// True if all projections through the synapse have ends of which `input` is a
/// parameter: it does not change within a tick.
bool isParameterOfEnds(ModelOp synapse, InputOp input);

/// A trace now: its value right after the last event times exp(-age dt/tau).
mlir::Value decayedTrace(mlir::OpBuilder &builder, TraceOp trace, mlir::Value dt,
                         AffineInterpreter interpreter);

/// Where a handler's code is built. Names mean what the interpreter binds them to.
class EdgeBuilder {
public:
  /// Appends a handler of that phase to the model.
  EdgeBuilder(ModelOp synapse, llvm::StringRef phase, mlir::StringAttr port = {});
  /// Appends to a handler there is.
  explicit EdgeBuilder(HandlerOp handler);
  EdgeBuilder(const EdgeBuilder &) = delete;

  ModelOp model;
  HandlerOp handler;
  mlir::OpBuilder builder; ///< at the end of the handler's body
  mlir::Location loc;
  Arithmetic math;
  AffineInterpreter interpreter;

  /// The value a state has now.
  mlir::Value state(mlir::StringAttr name);
  void setState(mlir::StringAttr name, mlir::Value value);
  /// The value of an expression region, or of its n-th operand.
  mlir::Value evaluate(mlir::Region &region, unsigned n = 0);
  mlir::Value dt();
  /// Ticks since the edge was last touched.
  mlir::Value elapsed();
  /// Runs the statements of a handler.
  void run(mlir::Block &body) { interpreter.run(body); }
  /// Writes every state that changed, and removes what nothing uses.
  void finish();

private:
  std::optional<AffineForm> read(mlir::Operation *op);
  mlir::Value trace(TraceOp trace);
  mlir::Value draw(DrawOp draw);

  llvm::DenseMap<mlir::StringAttr, mlir::Value> traces;
  mlir::Value tick, since;
};

/// Keeps every bounded state in its interval; with `when`, only where it holds.
void clipToBounds(EdgeBuilder &edge, mlir::Value when = {});
/// Advances all states with an equation by `elapsed` ticks.
llvm::LogicalResult flowLazily(EdgeBuilder &edge);

} // namespace neuro::nir

#endif // NEURO_DIALECTS_NEURO_TRANSFORMS_SOLVEEDGE_H
