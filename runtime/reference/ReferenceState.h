//===- ReferenceState.h - What the reference engine keeps -------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to runtime/reference.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_REFERENCE_REFERENCESTATE_H
#define NEURO_RUNTIME_REFERENCE_REFERENCESTATE_H

#include "runtime/reference/Reference.h"

#include <map>
#include <tuple>
#include <vector>

namespace neuro::rt::reference {

struct Population {
  const ClassPlan *type = nullptr; ///< null: a built-in source
  int64_t size = 0;
  int update = -1, record = -1; ///< kernels
  std::vector<int> updateDraws; ///< Draw fields that `update` reads
  struct Periodic {
    int kernel = -1;
    std::vector<int> draws;
  };
  std::vector<Periodic> every;
  /// elements[e][f]: value of the class's field f.
  std::vector<std::vector<double>> elements;
  std::vector<std::vector<double>> assigned; ///< as the host left them
  std::vector<size_t> driven;                ///< inputs to which stimuli or signals are added
  std::vector<int> frozen;                   ///< states that keep these values
  /// Per event: who has it in this tick, in order.
  std::vector<std::vector<SourceEvents>> fired;
};

/// Where a synapse of a given source ends.
struct Target {
  int population = 0, field = 0;
  int64_t element = 0, delay = 1; ///< ticks
  double weight = 0;
};

/// Synapses of one kind of event that are added to sums in one go.
struct Group {
  int rank = -1; ///< Instance::group
  int population = 0, event = 0;
  int projection = 0;
  std::vector<std::vector<Target>> rows; ///< by source element
};

struct Arrival {
  int population = 0, field = 0;
  int64_t element = 0;
  double value = 0;
  int drive = -1; ///< projection of a drive, which is added after all others
  uint32_t count = 1;
};

/// An element.
struct Place {
  int population = 0;
  int64_t element = 0;
};

/// A synapse with state.
struct Edge {
  EdgeInstance made;
  Place source, target;
  int sourceEvent = 0, targetField = 0;
  size_t targetPart = 0;
  std::vector<Place> refs;
  std::vector<double> fields; ///< as ClassPlan::fields
  int64_t touched = 0;        ///< tick
};

/// The edges with state of one projection.
struct EdgeSet {
  int projection = 0;
  const ClassPlan *type = nullptr;
  std::vector<int> kernels; ///< as ClassPlan::kernels
  std::vector<Edge> edges;
  std::vector<PortEvents> ports;
  bool signals = false; ///< act on an input in every tick instead of by events
  bool structural = false; ///< edges come and go
  bool changed = false;    ///< they did since the instance was told

  /// What the instance gives values; the rest is gathered for each kernel.
  bool isStored(int f) const {
    switch (type->fields[f].role) {
    case FieldRole::Parameter:
    case FieldRole::Derived:
    case FieldRole::Coefficient:
    case FieldRole::State:
      return true;
    default:
      return false;
    }
  }
};

/// What kernels are told of the interval that begins at `tick`.
inline Tick clockAt(const Instance &instance, int64_t tick) {
  Tick clock{};
  clock.index = tick;
  clock.dt = instance.dt();
  clock.time = static_cast<double>(tick) * clock.dt;
  clock.seed = instance.seed();
  return clock;
}

class Network {
public:
  explicit Network(const ElementKernels &kernels) : kernels(kernels) {}

  Result<void> build(Instance &instance);
  Result<int64_t> run(Instance &instance, int64_t ticks, const RunControl &control);
  void reset();

  // ReferenceCheckpoint.cpp
  void dump(ArchiveWriter &out) const;
  bool restore(const Instance &instance, ArchiveReader &in);

  struct Event {
    int64_t stamp;
    double count;
  };

private:
  Result<void> connect(Instance &instance, int projection);
  void load(const Instance &instance);
  bool isDriven(const Instance &instance, int p, int f) const;
  Result<void> save(Instance &instance);
  void savePopulations(Instance &instance) const;
  bool isArrival(const Arrival &arrival) const;

  // A tick, in this order; `now` and `stamp` are its end.
  void arriveAll(Instance &instance, int64_t now);
  void arrive(Instance &instance, int64_t now);
  void arriveFromEdges(Instance &instance, int64_t now);
  void driveAtOnce(Instance &instance, int64_t now);
  void arriveFromDrives(Instance &instance, int64_t now);
  void stimulate(Instance &instance, int64_t tick);
  void update(Instance &instance, int64_t tick, int stage);
  void arriveAtOnce(Instance &instance, int64_t now, int stage);
  void learn(Instance &instance, int64_t now);
  void every(Instance &instance, int64_t now);
  void everyOfEdges(Instance &instance, int64_t now);
  Result<void> changeStructure(Instance &instance, int64_t now);
  void normalize(Instance &instance, int64_t now);
  void computeLets(Instance &instance, int64_t now);
  void record(Instance &instance, int64_t now);
  void send(Instance &instance, int64_t stamp);
  std::vector<std::pair<int64_t, Arrival>> count(Instance &instance, const Group &group,
                                                 bool atOnce);
  void sendToRefs();

  void keepFrozen();
  void sendStampZero(Instance &instance);
  void remember(int64_t stamp, size_t population);
  void add(const Arrival &arrival);
  void draw(Instance &instance, int population, const std::vector<int> &fields, int64_t tick);

  // ReferenceEdges.cpp
  /// Whether this tick's event of an end is seen already.
  struct Sight {
    bool pre = false, post = false;
  };
  Result<void> makeEdges(Instance &instance, int projection);
  Edge makeEdge(const Instance &instance, const EdgeSet &set, const EdgeInstance &made) const;
  void loadEdges(const Instance &instance);
  Result<void> saveEdges(Instance &instance);
  const std::vector<Event> &history(Place place, int event);
  double endField(const ClassPlan &type, const FieldPlan &field, Place place) const;
  std::vector<double> gather(Instance &instance, EdgeSet &set, size_t edge, int64_t now,
                             Sight sight, double value);
  void deliver(Instance &instance, EdgeSet &set, const Edge &edge, const KernelPlan &kernel,
               const std::vector<double> &frame, int64_t now);
  void runKernel(Instance &instance, EdgeSet &set, size_t edge, size_t kernel, int64_t now,
                 Sight sight, double value, uint32_t times);
  static constexpr int allEdges = -1, delayedEdges = -2;
  /// `stage`: only edges without delay whose source is of that stage.
  void hearPre(Instance &instance, EdgeSet &set, size_t kernel, int64_t now, Sight sight,
               int stage = allEdges);
  void hearPost(Instance &instance, EdgeSet &set, size_t kernel, int64_t now, Sight sight);
  void hearPorts(Instance &instance, EdgeSet &set, size_t kernel, int64_t now);
  void emitAtOnce(Instance &instance, int64_t now, int stage);
  bool completes(const EdgeSet &set) const;
  std::vector<double> completed(Instance &instance, EdgeSet &set, size_t edge, int64_t now);
  std::vector<size_t> byTarget(const EdgeSet &set) const;
  std::vector<double> lookAtEdges(Instance &instance, EdgeSet &set, int field, int64_t now);

  // ReferenceStructure.cpp
  void advance(Instance &instance, EdgeSet &set, int64_t now);
  EdgeSet &edgesOf(int projection);

  // ReferenceSignals.cpp
  Result<void> startSignals(Instance &instance, int64_t now);
  void remindSignals(int64_t now);
  void computeEdgeSignals(Instance &instance, int64_t tick);
  void addSignals(Instance &instance, int64_t tick);
  bool hasSignals() const;
  double ofEnd(Instance &instance, const FieldPlan &field, int view, uint32_t index,
               int64_t tick) const;

  // ReferenceRecord.cpp
  void recordEvents(Instance &instance, int probe, int64_t now);
  void recordValues(Instance &instance, int probe, int64_t now);
  void recordFunction(Instance &instance, int probe, int64_t now);
  void recordEdges(Instance &instance, int probe, int64_t now);
  int64_t countEvents(Instance &instance, int probe);

  const ElementKernels &kernels;
  std::vector<Population> populations;
  std::vector<Group> groups; ///< in order of rank
  std::vector<EdgeSet> edgeSets;
  // In flight, by the tick they are due in; what edges emitted is held apart.
  std::map<int64_t, std::vector<Arrival>> inFlight, held;
  /// Emissions of this tick to elements that references refer to.
  struct ToRef {
    int64_t due;
    int projection;
    uint32_t target, source;
    size_t at; ///< in the order of sending
    Arrival arrival;
  };
  std::vector<ToRef> toRefs;
  /// All events there were: by population, event, element.
  std::map<std::tuple<int, int, int64_t>, std::vector<Event>> past;
  std::vector<SignalInstance> signals;
  int64_t longestSignal = 0; ///< delay, ticks
  bool late = false; ///< events are added to states, after the update
  std::vector<Arrival> edgeSignals; ///< of this tick, in order of their sums
  /// All elements' fields at the end of earlier ticks, by tick and population.
  std::map<int64_t, std::vector<std::vector<std::vector<double>>>> earlier;
};

} // namespace neuro::rt::reference

#endif // NEURO_RUNTIME_REFERENCE_REFERENCESTATE_H
