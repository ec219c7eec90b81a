//===- Evaluator.h - Runs a solved neuron model, for tests ------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A slow interpreter of `neuro.update` in f64, one element, with propagators by
// Eigen's matrix exponential: what neuro-solve built can be checked against
// closed forms without any of the lowerings that follow.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TEST_UNIT_NEURO_EVALUATOR_H
#define NEURO_TEST_UNIT_NEURO_EVALUATOR_H

#include "dialects/neuro/ir/NeuroDialect.h"
#include "mlir/IR/OwningOpRef.h"
#include <map>
#include <set>
#include <string>
#include <vector>

namespace neuro::test {

/// One neuron of the only model of test/neuro/transforms/Inputs/<file>, solved.
class Neuron {
public:
  /// `solver` is neuro-classify's option. Diagnostics of a failure go to
  /// `errors`; the neuron is then not usable.
  explicit Neuron(const std::string &file, double dt,
                  const std::string &solver = "auto");
  ~Neuron();

  bool valid() const { return ok; }
  std::string errors;

  /// Parameters may be changed before the first tick, states and inputs always.
  std::map<std::string, double> parameters, states, inputs;
  /// Sets states to their initial values for the parameters as they are now.
  void initialise();
  /// What arrives in the next tick, by port; forgotten after it.
  std::map<std::string, double> arrivals;
  /// One tick; returns the names of the events in it.
  std::set<std::string> tick();

  int64_t ticks = 0;
  double time() const { return static_cast<double>(ticks) * dt; }
  const double dt;
  std::string attribute(const std::string &state, const std::string &name);
  size_t count(const std::string &operation);

private:
  struct Context;
  double number(mlir::Value value);
  void bindPropagators();
  void evaluate(mlir::Operation *op);
  void evaluate(mlir::Block &block);
  double read(const std::string &name);

  std::unique_ptr<Context> context;
  nir::ModelOp model;
  bool ok = false;
  int64_t refractory = 0;
  std::map<std::string, double> hidden; ///< neuro.previous
  std::map<std::string, std::vector<std::vector<double>>> propagators;
  llvm::DenseMap<mlir::Value, double> values;
  std::map<std::string, double> written;
  std::set<std::string> events;
  int64_t loaded = -1; ///< refractory ticks loaded in this tick
};

} // namespace neuro::test

#endif // NEURO_TEST_UNIT_NEURO_EVALUATOR_H
