//===- Experiment.h - Running an experiment ---------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An experiment is a script over one simulation: it is interpreted, statement
// by statement, because none of its statements runs per tick. A `sweep` runs
// its body once for each combination of values, each on a fresh network.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_EXPERIMENT_EXPERIMENT_H
#define NEURO_RUNTIME_EXPERIMENT_EXPERIMENT_H

#include "runtime/core/Profile.h"
#include "runtime/core/Simulation.h"
#include "runtime/io/Recording.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace neuro::rt {

/// One value of each swept parameter.
struct Combination {
  struct Item {
    std::string name;
    double value; ///< coherent
    UnitText unit;
  };
  std::vector<Item> items;
  /// "g = 3, nu_x = 9 kHz".
  std::string str() const;
};

struct ExperimentProgress {
  const char *what;      ///< "building" or "simulating"
  double done, total;    ///< building: 0..1; simulating: ms of biological time
  double wallSeconds;    ///< spent simulating up to now
  std::string_view projection = {}; ///< building: what is being connected
  size_t bytes = 0;      ///< building: taken up to now
};

struct ExperimentOptions {
  int threads = 0;              ///< 0: as the experiment says, else all cores
  std::optional<uint64_t> seed; ///< overrides the experiment's
  std::optional<double> dt;     ///< ms
  std::vector<std::pair<int, double>> parameters; ///< override everything else
  size_t memoryLimit = 0;
  std::optional<Layout> layout; ///< of synapses, where there is a choice
  bool integerSums = false;  ///< SimOptions::integerSums
  bool profile = false;      ///< fill ExperimentResult::profile
  PassSet without;              ///< passes over the network to do without
  bool exactThreads = false; ///< `threads`, even where fewer would be faster
  /// Makes the engine of each network (SimOptions::engine); empty: compiled code.
  std::function<std::shared_ptr<Engine>()> engine;
  std::string directory; ///< where relative names of data files start
  /// Where those of checkpoints start; empty: there, too.
  std::string checkpointDirectory;
  const std::atomic<bool> *stop = nullptr;
  /// The experiment ends after this much biological time of a network, ms, if it did not
  /// end before.
  std::optional<double> untilMs;
  std::function<void(const ExperimentProgress &)> progress;
  /// Called with what was recorded when an experiment, or a combination of a
  /// sweep (then not null), is over; also after a stop. An error text ends the run.
  std::function<std::string(const Recording &, const Combination *)> recorded;
};

struct Reported {
  std::string text;
  std::vector<double> values; ///< more than one for a family or a histogram
  UnitText unit;
  int combination = -1; ///< index into `combinations`
  /// "69.4 Hz", "0.903, 2.97 Hz", "undefined (no spikes)".
  std::string shown() const;
};

struct Expectation {
  std::string text, at;
  bool passed = false;
  std::vector<Reported> operands;
  int combination = -1;
};

/// All `simulate` statements of one name together.
struct SimulatedPhase {
  std::string name; ///< empty: those without
  double seconds = 0, biologicalMs = 0;
};

struct ExperimentResult {
  std::vector<Reported> reports;
  std::vector<Expectation> expectations;
  std::vector<Combination> combinations;
  std::vector<Error> warnings;
  BuildReport build;    ///< of the last network built
  Counters counters;    ///< summed over combinations but for sizes
  Profile profile;      ///< summed over combinations
  double buildSeconds = 0, simulateSeconds = 0, biologicalMs = 0;
  std::vector<SimulatedPhase> simulated; ///< in order of their first statement
  uint64_t seed = 0;
  double dt = 0;
  int threads = 1;
  size_t peakMemoryBytes = 0;
  /// Where the last `simulate` began and ended, ms; for pictures.
  double lastFromMs = 0, lastToMs = 0;
  bool interrupted = false;
  bool cut = false; ///< ended by ExperimentOptions::untilMs
  std::optional<Error> error;
};

/// Never throws; what was recorded before an error or a stop has been handed
/// to `recorded`.
ExperimentResult runExperiment(const ProgramPlan &program, int experiment,
                               const KernelTable &kernels,
                               const ExperimentOptions &options);

/// Shows a coherent value in a unit: "69.4 Hz".
std::string shown(double value, const UnitText &unit);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_EXPERIMENT_EXPERIMENT_H
