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
#include <vector>

namespace neuro::rt::reference {

struct Population {
  const ClassPlan *type = nullptr; ///< null: a built-in source
  int64_t size = 0;
  int update = -1, record = -1; ///< kernels
  std::vector<int> every;       ///< kernels, in the order of the class
  /// Draw fields that `update`, and each of `every`, reads.
  std::vector<int> updateDraws;
  std::vector<std::vector<int>> everyDraws;
  /// elements[e][f]: value of the class's field f.
  std::vector<std::vector<double>> elements;
  std::vector<std::vector<double>> assigned; ///< as the host left them
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

class Network {
public:
  explicit Network(const ElementKernels &kernels) : kernels(kernels) {}

  Result<void> build(Instance &instance);
  Result<int64_t> run(Instance &instance, int64_t ticks, const RunControl &control);
  void reset();

private:
  Result<void> connect(Instance &instance, int projection);
  void load(const Instance &instance);
  void save(Instance &instance) const;

  // A tick, in this order; `now` and `stamp` are its end.
  void arrive(Instance &instance, int64_t now);
  void stimulate(const Instance &instance, int64_t tick);
  void update(Instance &instance, int64_t tick);
  void every(Instance &instance, int64_t now);
  void computeLets(Instance &instance, int64_t now);
  void record(Instance &instance, int64_t now);
  void send(Instance &instance, int64_t stamp);

  void sendStampZero(Instance &instance);

  // ReferenceRecord.cpp
  void recordEvents(Instance &instance, int probe, int64_t now);
  void recordValues(Instance &instance, int probe, int64_t now);
  void recordFunction(Instance &instance, int probe, int64_t now);
  int64_t countEvents(Instance &instance, int probe);

  const ElementKernels &kernels;
  std::vector<Population> populations;
  std::vector<Group> groups; ///< in order of rank
  std::map<int64_t, std::vector<Arrival>> inFlight; ///< by the tick they are due in
  std::vector<int64_t> eventsSinceSample; ///< per probe: of `rate`
};

} // namespace neuro::rt::reference

#endif // NEURO_RUNTIME_REFERENCE_REFERENCESTATE_H
