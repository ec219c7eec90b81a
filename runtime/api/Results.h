//===- Results.h - What an experiment leaves behind --------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_API_RESULTS_H
#define NEURO_RUNTIME_API_RESULTS_H

#include "runtime/api/Objects.h"
#include "runtime/experiment/Experiment.h"

/// Filled by neuro_experiment_run, then never changed.
struct neuro_result {
  /// One recorded series, in the form in which neuro_record shows it.
  struct Series {
    std::string name, unit = "1";
    double scale = 1;
    bool events = false, synapses = false;
    int64_t columns = 1, combination = -1;
    std::vector<int64_t> ticks, indices, rowBegin;
    std::vector<double> values;
    std::vector<uint32_t> elements, sources, targets;
  };
  std::string experiment, network;
  neuro::rt::ExperimentResult outcome; ///< reports and operands in their units
  std::vector<Series> series;
  std::vector<std::string> warnings;
};

namespace neuro::api {
/// Adds what was recorded in one combination (-1: there is no sweep).
void keep(neuro_result &result, const rt::Recording &recording, int64_t combination);
/// Turns coherent values into those of their units, once.
void showInUnits(neuro_result &result);
} // namespace neuro::api

#endif // NEURO_RUNTIME_API_RESULTS_H
