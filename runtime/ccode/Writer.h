//===- Writer.h - What the parts of a C model have in common ------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to runtime/ccode.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CCODE_WRITER_H
#define NEURO_RUNTIME_CCODE_WRITER_H

#include "runtime/ccode/WriteC.h"

#include <functional>
#include <map>
#include <vector>

namespace neuro::rt::ccode {

/// Numbers as C writes them, with the digits that give their bits back.
std::string real(double value, bool single);
/// The smallest of uint8_t, uint16_t and uint32_t that holds `largest`.
std::string unsignedType(uint64_t largest);
size_t typeSize(const std::string &type);
/// Text that cannot end the comment it stands in.
std::string comment(std::string text);

/// What the source needs of a compiler, as the end of its first comment.
const char *requirements();

/// Events of one kind of one population.
struct CEvent {
  std::string name;    ///< member of the population's struct
  int64_t slots = 1;   ///< of the ring of ticks that are remembered
  bool counts = false; ///< an element may have several events in a tick
  bool used = false;   ///< by synapses with state
};

struct CPopulation {
  int index = 0;
  std::string name;
  const PopulationPlan *plan = nullptr;
  const ClassPlan *type = nullptr; ///< null: a built-in source
  const CClass *c = nullptr;
  int64_t size = 0;
  std::vector<CEvent> events;
  SourceInstance source; ///< of a built-in one
};

/// A Poisson source whose events are counted at their targets: element from + k of the
/// source reaches element to + k.
struct CDrive {
  std::string name;
  int projection = 0, source = 0, target = 0, field = 0;
  int64_t from = 0, to = 0, delay = 0;
  std::vector<double> weights;
};

/// Synapses from one population to one sum of another, by source element, then delay.
struct CTable {
  std::string name;
  int projection = 0, source = 0, target = 0, field = 0;
  std::vector<uint32_t> row; ///< first synapse of each source element, and the end
  std::vector<uint32_t> targets;
  std::vector<int64_t> delays;
  std::vector<double> weights;
  bool oneDelay = true, oneWeight = true;
  size_t counter = 0;  ///< counted: where its targets' counters begin
  bool counts = false; ///< and whether they are its own to apply
};

/// Tables that what one event brings is sent through in one go (Instance::group).
struct CGroup {
  int rank = 0, population = 0, event = 0;
  std::string name;
  bool counted = false;      ///< events are counted before their weight is applied
  bool sharesWeight = false; ///< Instance::sharesWeight
  std::vector<CTable> tables; ///< in order of projection
  int64_t least = 0, most = 0; ///< delay, ticks
};

/// An input that stimuli act on.
struct CInput {
  std::vector<double> base; ///< as assigned; with all stimuli if they are constant
  bool changes = false;     ///< with time
  std::vector<std::pair<int, size_t>> parts; ///< stimulus, part of its view
  std::vector<std::string> texts;            ///< of waveforms, as `parts`
};

/// Synapses with state of one projection, by source element, then delay.
struct CEdges {
  std::string name;
  int projection = 0, source = 0, sourceEvent = 0, target = 0, field = 0;
  const ClassPlan *type = nullptr;
  const CClass *c = nullptr;
  std::vector<uint32_t> row, sources, targets;
  std::vector<int64_t> delays;
  int64_t least = 1, most = 1, backprop = 0; ///< ticks
  bool looksBack = false;                    ///< asks when it was last touched
  bool seesPre = false, seesPost = false;    ///< asks for the last event of an end
};

/// Whether a population is a built-in source; only those have events stamped 0.
inline bool isSource(const CPopulation &population) { return !population.type; }
/// A loop over the elements `i` of a population that have events in tick `stamp`.
std::string eachEvent(const CPopulation &sender, const CEvent &event, const std::string &inner);

/// Of an element of a population in one tick.
uint64_t mostEvents(const CPopulation &population);

class Writer {
public:
  Writer(Instance &instance, const CCode &code, const COptions &options);
  Result<CFiles> write();

private:
  Instance &instance;
  const CCode &code;
  const COptions &options;
  const NetworkPlan &network;
  const ProgramPlan &program;
  std::vector<CPopulation> populations;
  std::vector<CGroup> groups; ///< in order of rank
  std::vector<CDrive> drives; ///< in order of projection
  bool draws = false; ///< some population draws numbers in every tick
  bool late = false;  ///< events are added to states, after the update
  size_t counters = 0; ///< of targets, for counted groups
  size_t flash = 0, ram = 0;
  CNames names; ///< of file scope

  Error unsupported(const std::string &what, const std::string &at) const;

  // Populations.cpp: what there is, its state and constants.
  Result<void> collectPopulations();
  Result<void> collectPopulation(int index);
  std::string stateStruct();
  std::string constants();
  std::string initial();
  std::string kernelCall(const CPopulation &population, const KernelPlan &kernel,
                         const std::string &time);
  bool isTable(const CPopulation &population, int field) const;
  bool isState(const CPopulation &population, int field) const;
  std::string array(const std::string &type, const std::string &name, size_t n,
                    const std::function<std::string(size_t)> &value);

  // Synapses.cpp
  Result<void> collectSynapses();
  Result<void> collectProjection(int index);
  std::string synapseTables();
  std::string deliveries();
  std::string arrivals(bool atOnce, int stage);
  std::string delivery(const CGroup &group);
  std::string counting(const CGroup &group);

  // Edges.cpp
  std::vector<CEdges> edgeSets; ///< in order of projection
  Result<void> collectEdges(int index);
  bool hasKernel(const CEdges &set, KernelPlan::Phase phase) const;
  std::vector<size_t> tracesOf(const CEdges &set, bool pre) const;
  std::string edgeTypes();
  std::string edgeMembers();
  std::string edgeTables();
  /// The constants of a class as one of its populations or projections has them.
  std::string constantsOf(const CClass &own, const std::string &name,
                          const std::function<double(int field)> &value);
  std::string edgeConstants(const ClassPlan &type, const CClass &own);
  std::string edgeInitial(std::string &tables);
  std::string edgeEnd(const CEdges &set, bool pre);
  std::string edgeHandler(const CEdges &set, const KernelPlan &kernel);
  std::string edgePhase(const CEdges &set, KernelPlan::Phase phase);
  std::string edgeFunctions();
  std::string edgeArrivals();
  std::string edgeLearning();

  // Stimuli.cpp
  struct NoiseInstance {
    double mean = 0, sd = 0;
    int64_t ticks = 1;
  };
  std::map<std::pair<int, int>, CInput> inputs; ///< by population and field
  bool needsNormal = false, needsUnit = false;
  Result<void> collectStimuli();
  Result<std::string> waveform(const Expr &expr, const std::string &index, const std::string &at);
  NoiseInstance noiseOf(int stimulus) const;
  std::string randomFunctions() const;
  std::string inputFunctions();
  std::string inputCalls();
  std::string drawCalls(const CPopulation &population, const KernelPlan &kernel,
                        const std::string &tick, const std::string &indent);

  // Sources.cpp
  Result<void> collectSource(CPopulation &population);
  bool isSent(const CPopulation &population) const;
  std::string sourceTables();
  std::string sourceFunctions();
  std::string sourceCalls(int stage, const std::string &stamp);
  std::string driveCalls();

  // Text.cpp: files
  std::string header();
  std::string source();
  std::string tick();
  std::string mainProgram();
  std::string head(const std::string &what) const;
};

} // namespace neuro::rt::ccode

#endif // NEURO_RUNTIME_CCODE_WRITER_H
