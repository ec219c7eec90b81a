//===- MeasureTable.h - From measure calls to recorded data -----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_EXPERIMENT_MEASURETABLE_H
#define NEURO_RUNTIME_EXPERIMENT_MEASURETABLE_H

#include "runtime/core/Simulation.h"

#include <map>

namespace neuro::rt {

/// The measures of one experiment and the probes they read. What a measure
/// needs and the network does not record is recorded by a probe of its own
/// (SimOptions::extraProbes).
class MeasureTable {
public:
  /// An error when a measure names something that its population does not have.
  static Result<MeasureTable> create(const ProgramPlan &program, int experiment);

  const std::vector<ProbePlan> &extraProbes() const { return extra; }

  /// Ticks (from, to] of a named phase or of everything simulated.
  struct Window {
    int64_t from = 0, to = 0;
  };
  using Phases = std::map<std::string, Window>;

  /// The value of a measure; several for a family or a histogram.
  Result<std::vector<double>> evaluate(int measure, const Simulation &simulation,
                                       const Phases &phases, const Scope &scope,
                                       double realTimeFactor) const;

private:
  const ProgramPlan *program = nullptr;
  const ExperimentPlan *plan = nullptr;
  std::vector<int> probeOf; ///< per measure; -1: needs none
  std::vector<ProbePlan> extra;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_EXPERIMENT_MEASURETABLE_H
