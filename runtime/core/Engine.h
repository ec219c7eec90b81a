//===- Engine.h - Another way to advance a simulation -----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A simulation instantiates a network: sizes, values, connections. What then
// happens tick by tick is the work of an engine. The compiled one is Run.cpp;
// another sees the instance through the functions below and nothing else.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_ENGINE_H
#define NEURO_RUNTIME_CORE_ENGINE_H

#include "runtime/core/Poisson.h"
#include "runtime/core/Simulation.h"
#include "runtime/core/View.h"

namespace neuro::rt {

class ArchiveReader;
class ArchiveWriter;
struct TablePlan;

/// Events of one element of a built-in source in one tick.
struct SourceEvents {
  int64_t element;
  uint32_t count;
};

/// Index of the event called `spikes`, or -1. `type` is null of a built-in source, which
/// has that event alone.
inline int spikesOf(const ClassPlan *type) {
  if (!type)
    return 0;
  for (size_t event = 0; event < type->events.size(); ++event)
    if (type->events[event].name == "spikes")
      return static_cast<int>(event);
  return -1;
}

/// An edge with state, as it was instantiated; delays in ticks.
struct EdgeInstance {
  uint32_t source = 0, target = 0; ///< indices in the projection's views
  int64_t delay = 1, dendritic = 0, backprop = 0;
  std::vector<int64_t> after;  ///< as ClassPlan::emits
  std::vector<uint32_t> refs;  ///< as ClassPlan::refs: indices in their views
  uint64_t id = 0;             ///< what its draws are keyed by, where it draws
};

/// A synapse that grew.
struct GrownEdge {
  EdgeInstance edge;
  std::vector<double> fields; ///< as ClassPlan::fields: those edges differ in
};

/// normalize: each `every` ticks the sum of a field is made `total`.
struct NormalizeInstance {
  int projection = 0, field = 0;
  bool perPost = true;
  int64_t every = 0;
  double total = 0;
};

/// structural: intervals in ticks, 0: never.
struct StructuralInstance {
  int projection = 0;
  int64_t pruneEvery = 0, growEvery = 0;
};

/// Events that reach a port of the edges of a projection.
struct PortEvents {
  int projection = 0, port = 0; ///< where they come from; of ClassPlan::ports
  int64_t delay = 1;
  std::vector<double> values;   ///< one, or one a source
};

/// An edge of a continuous projection; `at` is where its values are.
struct SignalEdge {
  uint32_t source = 0, target = 0; ///< indices in the projection's views
  int64_t delay = 0;
  size_t at = 0;
  bool excluded = false; ///< takes part in the sum as a zero
};

/// The signals that one element gets from a continuous projection. A piece is
/// summed with element k in lane k mod 8; the sums of eight lanes are added
/// pairwise, what is left over of eight last; then pieces in order.
struct SignalSum {
  int population = 0, field = 0; ///< an input
  int64_t element = 0;
  uint32_t target = 0; ///< index in the projection's view
  std::vector<std::vector<SignalEdge>> pieces;
};

/// A continuous projection.
struct SignalInstance {
  int projection = 0;
  const ClassPlan *type = nullptr;
  int emit = 0;                               ///< field
  std::vector<int> uniformFields, edgeFields; ///< parameters
  std::vector<SignalSum> sums;                ///< by target
};

/// What a built-in source emits, as it is bound. Settings: one for all elements or one
/// an element.
struct SourceInstance {
  std::vector<double> period, phase; ///< Regular, ms
  std::vector<int64_t> stamps;       ///< SpikeTrain: of every element, sorted
  /// Of single elements (SpikeTrain, SpikeFile): stamp and element, sorted.
  std::vector<std::pair<int64_t, uint32_t>> single;
  const PoissonSampler *poisson = nullptr;
};

/// A stimulus that was read from a file: value k from k dt on, 0 after the last.
struct SamplesInstance {
  const std::vector<double> *values = nullptr; ///< null: it was not
  double dt = 0;                               ///< ms
};

/// What an engine may see and change of an instantiated network. Elements are
/// counted in their population, fields as in ClassPlan::fields.
class Instance {
public:
  const ProgramPlan &program() const;
  const NetworkPlan &network() const;
  /// Before a run: what depends on parameters that the host may have changed.
  Result<void> bindSignals();
  double dt() const;
  uint64_t seed() const;
  int64_t tick() const;
  void setTick(int64_t tick);
  Scope scope() const;

  int64_t size(int population) const;
  const View &view(int index) const;

  /// Whether a state of a population was told not to change.
  bool isFrozenState(int population, int field) const;
  /// Value of a field; of an Input the assigned part, without stimuli.
  double load(int population, int field, int64_t element) const;
  void store(int population, int field, int64_t element, double value);
  /// What a Draw field holds when a kernel reads it that is keyed by `tick`.
  double draw(int population, int field, int64_t element, int64_t tick) const;
  /// Periods of a population's `every` kernels in ticks, in their order.
  const std::vector<int64_t> &periods(int population) const;

  /// All synapses of a projection. For any one target they come in the order in
  /// which sums are made.
  Result<std::vector<Synapse>> synapses(int projection) const;
  /// How many there were when the network was built.
  int64_t synapseCount(int projection) const;
  /// Contributions to a sum that are due in the same tick are added in order of
  /// stamp, group, source element, projection, synapse; those of group -1
  /// (Poisson sources with one target an element) last, in order of projection.
  int group(int projection, size_t sourcePart, size_t targetPart) const;
  /// Whether what events of that group bring to a target is counted before it is
  /// multiplied with the weight, which all have in common.
  bool counted(int group) const;
  /// Whether all synapses of that group have one weight: of several events at once it is
  /// multiplied in f64 then, and in storage precision where each has its own.
  bool sharesWeight(int group) const;
  /// A weight as synapses of that group store it.
  double storedWeight(int group, double weight) const;

  /// Kinds of events, in the order in which those of a tick are handled.
  int channelRank(int population, int event) const;
  /// Draws the numbers that kernels of a population read in tick `tick` into
  /// fields of role Draw.
  void fillDraws(int population, const std::vector<int> &fields, int64_t tick);
  /// Populations take their tick in stages 0 … stages() - 1: what one emits arrives
  /// at later ones without delay, after all else that is due, by stage.
  int stages() const;
  int stageOf(int population) const;
  /// Ticks between runs of a population's n-th `every` kernel.
  int64_t period(int population, size_t n) const;

  // Edges with state of a projection; `edge` is a position in edges().
  bool hasEdges(int projection) const;
  std::vector<EdgeInstance> edges(int projection) const;
  double loadEdge(int projection, int field, size_t edge) const;
  void storeEdge(int projection, int field, size_t edge, double value);
  /// The tick an edge was last touched in.
  int64_t touched(int projection, size_t edge) const;
  void setTouched(int projection, size_t edge, int64_t tick);
  bool isFrozen(int projection, int field) const;
  /// Whether equal traces of several projections are to be kept once.
  bool sharesTraces() const;
  double traceTau(int projection, int field) const; ///< ms
  int64_t edgePeriod(int projection, size_t n) const;
  /// A number of a Draw field; `round` counts runs of a kernel in one tick.
  double edgeDraw(int projection, int field, const EdgeInstance &edge, int64_t tick,
                  uint32_t round) const;
  std::vector<PortEvents> portEvents(int projection) const;
  /// Whether the events of a projection onto edges reach one from `source`.
  bool reachesTarget(int portProjection, uint32_t source, uint32_t target) const;

  // Periodic changes of edges, each kind in the order in which they happen.
  std::vector<NormalizeInstance> normalizations() const;
  std::vector<StructuralInstance> structurals() const;
  /// Whether `prune` takes an edge with these fields (as ClassPlan::fields).
  bool isPruned(size_t structural, const EdgeInstance &edge, const std::vector<double> &fields,
                int64_t tick) const;
  /// The synapses that `grow` makes in a tick; of pairs in `connected` (source,
  /// target; sorted) none.
  Result<std::vector<GrownEdge>>
  grow(size_t structural, const std::vector<std::pair<uint32_t, uint32_t>> &connected,
       int64_t tick) const;
  /// From now on a projection has these edges, by source, then delay: what
  /// edges() gives and `edge` means above. Their values are stored by storeEdge.
  Result<void> replaceEdges(int projection, const std::vector<EdgeInstance> &edges);

  /// Continuous projections, in the order in which sums are made.
  std::vector<SignalInstance> signals() const;
  double signalUniform(size_t signal, int field) const;
  /// `which`: position in SignalInstance::edgeFields.
  double signalValue(size_t signal, size_t which, size_t at) const;

  /// Elements of a built-in source that have events stamped `stamp`, in order.
  std::vector<SourceEvents> sourceEvents(int population, int64_t stamp) const;
  SourceInstance source(int population) const;
  /// What stimulus `index` adds during the tick that starts at `tick` to the
  /// element with number `position` in part `part` of its view.
  double stimulus(int index, int64_t tick, size_t part, int64_t position) const;
  SamplesInstance samples(int stimulus) const;

  int probes() const;
  ProbeData &probe(int index);
  /// Events since the last sample of a probe of `rate`.
  int64_t &pendingEvents(int index);
  /// What `when` says about a sample at `tick`.
  bool probeWhen(int index, int64_t tick) const;

  /// For Simulation::counters().
  void count(int population, int64_t spikes);
  void countEvents(int64_t synaptic, int64_t drives);

private:
  friend class Simulation;
  const TablePlan *tableOf(int group) const;
  explicit Instance(Simulation &simulation)
      : simulation(simulation), state(*simulation.state) {}
  Simulation &simulation;
  Simulation::State &state;
};

class Engine {
public:
  virtual ~Engine() = default;
  /// As Simulation::run; `ticks` > 0.
  virtual Result<int64_t> run(Instance &instance, int64_t ticks,
                              const RunControl &control) = 0;
  /// Forgets what is in flight.
  virtual void reset() = 0;
  /// Writes what of a simulation only the engine knows, and takes it back; false
  /// when it makes no sense.
  virtual Result<void> save(Instance &instance, ArchiveWriter &out) = 0;
  virtual Result<bool> load(Instance &instance, ArchiveReader &in) = 0;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_ENGINE_H
