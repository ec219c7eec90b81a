//===- Interpreter.h - The state of a running experiment --------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to runtime/experiment. The methods are spread by concern: Experiment.cpp
// (settings, statements), Values.cpp (expressions), Present.cpp (data).
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_EXPERIMENT_INTERPRETER_H
#define NEURO_RUNTIME_EXPERIMENT_INTERPRETER_H

#include "runtime/experiment/Array.h"
#include "runtime/experiment/Experiment.h"
#include "runtime/experiment/MeasureTable.h"
#include "runtime/io/Dataset.h"

#include <chrono>

namespace neuro::rt {

using Clock = std::chrono::steady_clock;
inline double since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Statements return this; `Stop` unwinds quietly after Ctrl-C.
enum class Flow { Go, Stop, Fail };

class Interpreter {
public:
  Interpreter(const ProgramPlan &program, int experiment, const KernelTable &kernels,
              const ExperimentOptions &options)
      : program(program), experiment(experiment),
        plan(program.experiments[static_cast<size_t>(experiment)]),
        network(program.networks[static_cast<size_t>(plan.network)]),
        kernels(kernels), options(options) {}

  ExperimentResult run();

private:
  // Settings and the network.
  Flow bindSettings();
  Flow bindTimeStep();
  Flow setting(const Expr &expr, double otherwise, const Scope &names, double &out);
  Flow ensureSimulation();
  Flow loadEvents(SimOptions &sim); ///< files of SpikeFile sources (Present.cpp)
  void warn(const Error &warning);
  void closeSimulation();
  Flow handOver();
  Recording recording() const;

  // Statements.
  Flow execute(const std::vector<StatementPlan> &statements);
  Flow execute(const StatementPlan &statement);
  Flow simulate(const StatementPlan &statement);
  /// Advances by `ms`; from and to say which ticks that was.
  Flow advance(double ms, const std::string &at, int64_t &from, int64_t &to);
  Flow assign(const StatementPlan &statement);
  Flow loop(const StatementPlan &statement);
  Flow sweep(const StatementPlan &statement, size_t axis);
  Flow report(const StatementPlan &statement);
  Flow expect(const StatementPlan &statement);
  Flow freeze(const StatementPlan &statement);

  // Checkpoints.cpp
  Flow checkpoint(const StatementPlan &statement);
  Flow restore(const StatementPlan &statement);
  /// Simulation::run that stops at multiples of the intervals of `periodic`.
  Result<int64_t> runWithCheckpoints(int64_t ticks, RunControl control);
  struct Periodic {
    std::string path;
    int64_t every; ///< ticks
  };
  std::vector<Periodic> periodic; ///< checkpoints of the current network

  // Data (Present.cpp).
  Flow openData(size_t index, const std::string &at);
  Flow present(const StatementPlan &statement);
  Flow sampleRange(const StatementPlan &statement, const Dataset &data, int64_t &low,
                   int64_t &high);
  /// What a body assigns and had before: put back for gaps and at the end.
  struct Saved {
    const StatementPlan *assignment;
    std::vector<double> values;
  };
  void collectAssigned(const std::vector<StatementPlan> &body, std::vector<Saved> &saved);
  Flow putBack(const std::vector<Saved> &saved);
  bool isEvents(const StatementPlan &assignment) const;
  Flow assignEvents(const StatementPlan &statement);
  Flow assignTimes(const StatementPlan &statement);
  Flow assignEdges(const StatementPlan &statement);
  Result<void> setElements(const StatementPlan &statement);
  std::vector<int64_t> shapeOf(const PopulationPlan &population);
  Flow checkExtent(const Dataset &set, int population, const std::string &at);

  // Values (Values.cpp).
  Scope scope() const;
  Flow scalar(const Expr &expr, double &value, const std::string &at);
  Flow array(const Expr &expr, Array &value, const std::string &at);
  Flow measured(int index, Array &value, const std::string &at);
  Flow axisValues(const StatementPlan::Axis &axis, std::vector<double> &out,
                  const std::string &at);
  double plannedMs(const std::vector<StatementPlan> &statements);

  Flow fail(Error error, const std::string &at = "") {
    if (error.at.empty())
      error.at = at;
    result.error = std::move(error);
    return Flow::Fail;
  }
  Flow fail(std::string message, const std::string &at) {
    return fail(Error{std::move(message), at});
  }
  std::string pathOf(const std::string &name) const {
    return name.empty() || name.front() == '/' || options.directory.empty()
               ? name
               : options.directory + "/" + name;
  }

  std::string checkpointPath(const std::string &name) const {
    return name.empty() || name.front() == '/' || options.checkpointDirectory.empty()
               ? pathOf(name)
               : options.checkpointDirectory + "/" + name;
  }

  const ProgramPlan &program;
  const int experiment;
  const ExperimentPlan &plan;
  const NetworkPlan &network;
  const KernelTable &kernels;
  const ExperimentOptions &options;

  ExperimentResult result;
  MeasureTable measures;
  std::vector<std::pair<int, double>> parameters; ///< overrides, later ones win
  std::vector<Array> variables;
  std::unique_ptr<Simulation> simulation;
  MeasureTable::Phases phases;
  double simulatedHere = 0, biologicalHere = 0; ///< of the current network
  double planned = 0;
  std::optional<Combination> combination;
  uint64_t occasion = 0; ///< counts evaluations that draw

  std::vector<std::shared_ptr<Dataset>> data; ///< per ExperimentPlan::data; null: not opened
  struct Sample {
    const Dataset *data = nullptr;
    int64_t index = 0; ///< in the data set
  };
  std::optional<Sample> sample;       ///< being presented
  MeasureTable::Presentations shown; ///< of the latest `present`
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_EXPERIMENT_INTERPRETER_H
