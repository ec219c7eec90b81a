//===- MeasureTable.h - From measure calls to recorded data -----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_EXPERIMENT_MEASURETABLE_H
#define NEURO_RUNTIME_EXPERIMENT_MEASURETABLE_H

#include "runtime/core/Simulation.h"
#include "runtime/experiment/Array.h"
#include "runtime/experiment/Readout.h"
#include "runtime/io/Dataset.h"

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
  using Presentations = Shown;

  /// Everything a measure may look at.
  struct Call {
    std::vector<std::pair<std::string, Array>> arguments; ///< as MeasurePlan::args
    const Simulation *simulation = nullptr; ///< set if needsSimulation()
    const Phases *phases = nullptr;
    const Presentations *presentations = nullptr; ///< of the latest `present`
    const Dataset *data = nullptr;                ///< of MeasurePlan::data
    const Dataset *sampleData = nullptr;          ///< being presented, or null
    int64_t sample = 0;
    double now = 0, dt = 0.1; ///< ms
    double realTimeFactor = 0;
    uint64_t seed = 1, occasion = 0;
  };
  /// True if the measure looks at a network rather than at its arguments alone.
  static bool draws(const MeasurePlan &measure) {
    return measure.function == "random_patterns" || measure.function == "partial";
  }
  static bool needsSimulation(const MeasurePlan &measure) {
    return measure.view >= 0 || measure.projection >= 0;
  }

  /// The value of a measure: a number, or an array for a family, a histogram and
  /// what works on arrays.
  Result<Array> evaluate(int measure, const Call &call) const;

private:
  Result<Array> ofElements(int measure, const Call &call) const;
  Result<Array> ofEdges(int measure, const Call &call) const;
  Result<int> probeFor(int view, const std::string &variable, const std::string &function);

  const ProgramPlan *program = nullptr;
  const ExperimentPlan *plan = nullptr;
  std::vector<int> probeOf, withProbeOf; ///< per measure; -1: needs none
  std::vector<ProbePlan> extra;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_EXPERIMENT_MEASURETABLE_H
