//===- Simulation.h - One running instance of a network ---------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A Simulation owns everything one network needs while it runs: state,
// connectivity, queues, threads, recorded data. It is made from a plan (data)
// and a kernel table (code), is used by one host thread at a time, and shares
// nothing with other simulations. All values are in coherent units (ms, mV,
// pA …); ticks are 64-bit.
//
// Same program and seed give the same spikes and samples for any number of
// threads: every draw is keyed by what it is for, never by who makes it, and
// every sum has a fixed order.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_SIMULATION_H
#define NEURO_RUNTIME_CORE_SIMULATION_H

#include "runtime/core/Layout.h"
#include "runtime/abi/Passes.h"
#include "runtime/abi/Plan.h"
#include "runtime/core/ExprEval.h"
#include "runtime/core/Result.h"
#include "runtime/core/View.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace neuro::rt {

/// Symbol of a compiled kernel (KernelPlan::symbol) to its address.
using KernelTable = std::unordered_map<std::string, Kernel>;

class ListedEdges; // FileEdges.h

/// What is being built and how far it is (0..1). Return false to give up.
struct BuildProgress {
  std::string_view what;
  double fraction;
  std::string_view projection; ///< the first thread is at
  size_t bytes;                ///< taken up to now
};

/// Events of a source: element and tick of each, in any order.
struct FileEvents {
  std::vector<uint32_t> elements;
  std::vector<int64_t> ticks; ///< from 1
};

class Engine;
struct Profile; // Profile.h

struct SimOptions {
  double dt = 0.1;   ///< ms
  uint64_t seed = 1; ///< of initial values, connectivity and noise
  int threads = 0;   ///< at most; 0: as many as the machine has cores
  /// Use `threads` threads even where fewer would be faster.
  bool exactThreads = false;
  /// Network parameters that differ from their defaults.
  std::vector<std::pair<int, double>> parameters;
  /// Bytes the simulation may use in all; 0: the machine's memory (or the
  /// container's limit). What would not fit is refused before it is allocated.
  size_t memoryLimit = 0;
  std::function<bool(const BuildProgress &)> progress;
  /// Wherever it is possible; else what is estimated to be fastest.
  std::optional<Layout> layout;
  /// Weights of static synapses are whole numbers of steps, one step (a power of two)
  /// for all that add to the same states, so that sums are the same in any order. The
  /// largest weight takes at most 32,767 steps. Goes with a program compiled for it
  /// (CompileOptions::integerSums).
  bool integerSums = false;
  /// Passes over the network to do without.
  PassSet without;
  /// Probes beyond the network's own (for measures of what is not recorded).
  /// They come after NetworkPlan::probes and live as long as the simulation.
  std::vector<ProbePlan> extraProbes;
  /// Per stimulus with a `samplesFile`: its samples, in coherent units. After
  /// the last sample the stimulus is zero.
  std::vector<std::vector<double>> stimulusSamples;
  /// Per population with a layout file: its rows as written, x y z each.
  std::vector<std::vector<double>> positions;
  /// Per projection with a `file` rule: its edges.
  std::vector<std::shared_ptr<const ListedEdges>> edgeLists;
  /// Advances the simulation in place of the compiled kernels (Engine.h): the
  /// reference interpreter. Its own for each simulation.
  std::shared_ptr<Engine> engine;
  /// Measures where the time of runs goes (compiled kernels only); the spikes are
  /// the same.
  bool profile = false;
  /// Per population: what the file of a SpikeFile source holds. Its events are
  /// there again after a reset.
  std::vector<FileEvents> sourceEvents;
};

struct RunControl {
  /// Set by a signal handler or another thread: the run ends at the next
  /// exchange; everything up to there is kept and the run can go on.
  const std::atomic<bool> *stop = nullptr;
  /// Called now and then (about ten times a second) from the calling thread
  /// with the ticks done in this run.
  std::function<void(int64_t)> progress;
};

/// One synapse of a projection; `source` and `target` are indices in its views.
struct Synapse {
  uint32_t source, target;
  int64_t delay; ///< ticks
  double weight;
};

/// Synapses by target, then source (indices in the projection's views).
/// `values[f][k]` is field f of edge k.
struct EdgeList {
  std::vector<uint32_t> source, target;
  std::vector<int64_t> delay; ///< ticks, axonal
  std::vector<std::vector<double>> values;
  size_t size() const { return source.size(); }
};

/// Where a field of a population is kept. Valid as long as the simulation; between runs
/// it holds the current values.
struct FieldMemory {
  void *data = nullptr; ///< null: one value for all elements
  Scalar type = Scalar::F64;
  bool stimulated = false; ///< an input that stimuli overwrite in every tick
};

/// What a probe has recorded so far.
struct ProbeData {
  /// The probe as planned; `kind` says which of the members below are used.
  const ProbePlan *plan = nullptr;
  int64_t size = 0; ///< elements of its view = columns of `samples` (Function: 1)
  int64_t every = 1; ///< ticks between samples

  /// Events: sorted by tick, then element (index in the view). An element that
  /// emits several times in a tick (Poisson) appears as often.
  std::vector<int64_t> eventTicks;
  std::vector<uint32_t> eventElements;

  /// Values and Function: row r belongs to sampleTicks[r] and has `size`
  /// entries starting at samples[r * size].
  std::vector<int64_t> sampleTicks;
  std::vector<double> samples;

  /// Edges: source and target of each (indices in the projection's views), by
  /// target, then source. Where edges come and go every row has its own: those
  /// of row r are entries rowBegin[r] … rowBegin[r + 1] of edgeSources,
  /// edgeTargets and samples; else rowBegin is empty and all rows are alike.
  std::vector<uint32_t> edgeSources, edgeTargets;
  std::vector<int64_t> rowBegin;
};

struct PopulationReport {
  std::string name;
  std::string model;
  std::string layout; ///< "grid(8, 8, 10 um)"; empty without positions
  int64_t size = 0;
  size_t bytes = 0;
  /// Where elements do not cost alike: thread t owns [cuts[t], cuts[t + 1]). Empty if
  /// threads own equal parts.
  std::vector<int64_t> cuts;
  int64_t spikes = 0; ///< events of the first kind since the last reset
};

struct ProjectionReport {
  std::string name;
  std::string rule;           ///< "fixed_indegree(800)"
  std::string representation; ///< "rows: u16 target, uniform weight"
  int64_t synapses = 0;
  double minDelay = 0, maxDelay = 0; ///< ms; 0 when there are no synapses
  int64_t redrawnDelays = 0; ///< drawn below one tick and drawn again
  size_t bytes = 0;          ///< its share of the tables
  std::string at;
};

struct BuildReport {
  std::vector<PopulationReport> populations;
  std::vector<ProjectionReport> projections;
  /// Things a user must know, each with its numbers and place: delays moved to
  /// the grid, arguments rounded to whole numbers.
  std::vector<Error> warnings;
  /// What passes over the network did.
  std::vector<PassNote> passes;
  int threads = 1;
  int64_t window = 1; ///< ticks between exchanges of spikes
  double seconds = 0; ///< spent in create()
  size_t synapseBytes = 0;     ///< of all synapses, as they are kept
  size_t synapsePeakBytes = 0; ///< and with what was needed while they were built
};

struct Counters {
  int64_t neurons = 0;  ///< elements of model populations
  int64_t sources = 0;  ///< elements of built-in sources
  int64_t synapses = 0; ///< with one-to-one drives
  int64_t spikes = 0;   ///< of model populations
  int64_t synapticEvents = 0; ///< deliveries to a target
  int64_t driveEvents = 0;    ///< Poisson events added to their one target
  size_t memoryBytes = 0;     ///< held now, recorded data included
};

class Simulation {
public:
  /// The plan and the kernels must outlive the simulation.
  static Result<std::unique_ptr<Simulation>>
  create(const ProgramPlan &program, int network, const KernelTable &kernels,
         const SimOptions &options);
  ~Simulation();
  Simulation(const Simulation &) = delete;
  Simulation &operator=(const Simulation &) = delete;

  /// Advances by up to `ticks` ticks and returns how many were done (fewer only
  /// after a stop). On an error the simulation stays readable but cannot go on.
  Result<int64_t> run(int64_t ticks, const RunControl &control = {});

  /// Ticks since the start or the last reset.
  int64_t tick() const;
  double dt() const;
  double time() const { return static_cast<double>(tick()) * dt(); }
  uint64_t seed() const;
  int threads() const;

  // --- Changing things between runs ------------------------------------------

  /// Gives a network parameter another value and rebinds what depends on it:
  /// parameters of populations, source settings, stimuli. An error when it
  /// decides a size, a rule, a weight or a delay, which only a fresh network
  /// can have.
  Result<void> setParameter(int parameter, double value);
  const std::vector<double> &parameters() const;

  /// Sets a parameter, state or input of a view's elements, or a setting of a
  /// source ("rate", "period", "phase"). Constants derived from it are bound
  /// again, constraints checked. In the expression IndexI is the index in the
  /// view; draws of successive assignments are independent.
  Result<void> set(int view, std::string_view name, double value);
  Result<void> set(int view, std::string_view name,
                   const std::vector<double> &perElement);
  Result<void> set(int view, std::string_view name, const Expr &value,
                   const Scope &scope);
  /// Spike times (ms) of the SpikeTrain populations in a view.
  Result<void> setTimes(int view, const std::vector<double> &times);
  Result<void> setTimes(const View &view, const std::vector<double> &times);
  /// The same with times of their own: times[k] (ms) is one of elements[k], an
  /// index in the view. Other elements are silent.
  Result<void> setTimes(int view, const std::vector<uint32_t> &elements,
                        const std::vector<double> &times);
  Result<void> setTimes(const View &view, const std::vector<uint32_t> &elements,
                        const std::vector<double> &times);
  /// From now on a state of a view's populations (whole ones) is put back to the
  /// value it has now at the end of every tick; an assignment still changes it, and
  /// a reset leaves it.
  Result<void> freeze(int view, std::string_view state);
  /// Current values of a parameter, derived value, state, input, `let` or source
  /// setting, one an element. Lets are as a recording of this tick would have them.
  Result<std::vector<double>> get(int view, std::string_view name) const;
  /// The same of elements chosen while it runs (slice()).
  Result<void> set(const View &view, std::string_view name,
                   const std::vector<double> &perElement);
  Result<std::vector<double>> get(const View &view, std::string_view name) const;

  /// Another waveform for a stimulus, from now on.
  Result<void> setStimulus(int stimulus, const Expr &value);

  /// Events of a Port or SpikeFile population, stamped at `ticks` (> tick()). Any
  /// order.
  Result<void> pushEvents(int population, const std::vector<uint32_t> &elements,
                          const std::vector<int64_t> &ticks);
  /// What the file of a SpikeFile population holds, in place of SimOptions::sourceEvents;
  /// at tick 0.
  Result<void> setFile(int population, const FileEvents &events);

  /// Back to tick 0: initial states (parameters keep their values), nothing in
  /// flight, recorded data and counters dropped.
  Result<void> reset();

  /// Writes everything that is not the same in a fresh network of the same program
  /// to a file, as a whole or not at all. Errors begin with a code: E0441.
  Result<void> save(const std::string &path);
  /// Takes everything from such a file and goes on from there, bit for bit, with any
  /// number of threads. An error when the file cannot be read (E0441) or is damaged
  /// (E0442; the simulation may then be unusable), or when it was saved by a network
  /// that differs in dt, seed, parameters it was made with, models, sizes or
  /// connections (E0443; nothing is changed then). Recorded data are restored where
  /// the same is recorded here.
  Result<void> load(const std::string &path);

  // --- Looking at things ----------------------------------------------------

  const NetworkPlan &network() const;
  int64_t populationSize(int population) const;
  int64_t viewSize(int view) const;
  const std::vector<int64_t> &populationShape(int population) const;
  const View &view(int view) const;
  /// Elements low, low + step, … below `high` of a population.
  Result<View> slice(int population, int64_t low, int64_t high, int64_t step = 1) const;
  /// `field` as in the plan of the population's class.
  FieldMemory memory(int population, int field);
  /// Scope with this simulation's parameters, dt and time, for evaluating
  /// expressions of an experiment.
  Scope scope() const;

  /// All synapses of a projection, by target (by source for fixed_outdegree):
  /// generated again from the seed, so tables need not be searched.
  Result<std::vector<Synapse>> synapses(int projection) const;

  /// The edges of a projection, brought up to date, with the values of the named states
  /// and parameters; of static synapses, which are made again for it, `w`.
  Result<EdgeList> edges(int projection, const std::vector<std::string> &fields) const;
  /// Gives a state or per-edge parameter, or the weights `w` of static synapses, other
  /// values, in the order of edges(). Static weights stay when the simulation is reset;
  /// tables are made again for them. What is in flight brings what it would have brought.
  Result<void> setEdges(int projection, std::string_view field,
                        const std::vector<double> &values);
  /// From now on the state does not change (or does again).
  Result<void> freezeEdges(int projection, std::string_view field, bool on);

  /// The network's probes, then SimOptions::extraProbes.
  int probeCount() const;
  /// One more probe, of the events of that name ("" or "spikes": the first kind) of
  /// a view, from now on. Returns its number.
  Result<int> listen(const View &view, std::string_view event);
  /// Ends a probe that `listen` made: it records no more, and its number may be another's.
  void unlisten(int probe);
  const ProbeData &probe(int index) const;
  /// Forgets what was recorded up to now (after it was written out, say).
  void clearProbes();
  void clearProbe(int index);

  Counters counters() const;
  const BuildReport &report() const;
  /// Of all runs up to now; no rows unless SimOptions::profile was set.
  Profile profile() const;

private:
  friend class Instance;
  struct State;
  explicit Simulation(std::unique_ptr<State> state);
  std::unique_ptr<State> state;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_SIMULATION_H
