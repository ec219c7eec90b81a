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
#include <set>
#include <vector>

namespace neuro::rt::ccode {

/// Numbers as C writes them, with the digits that give their bits back.
std::string real(double value, bool single);
/// The smallest of uint8_t, uint16_t and uint32_t that holds `largest`.
std::string unsignedType(uint64_t largest);
size_t typeSize(const std::string &type);
/// Whether a name stands in the text, as a word that is no member.
bool hasWord(const std::string &text, const std::string &word);
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
  std::vector<int> frozen; ///< states that every tick leaves as it found them
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
  bool signals = false;     ///< continuous projections act on it
  std::vector<std::pair<int, size_t>> parts; ///< stimulus, part of its view
  std::vector<std::string> texts;            ///< of waveforms, as `parts`
};

/// Synapses with state of one projection, by source, then delay. Sources and targets
/// are counted in the projection's views.
struct CEdges {
  std::string name;
  int projection = 0;
  const ProjectionPlan *plan = nullptr;
  const View *from = nullptr, *to = nullptr;
  const ClassPlan *type = nullptr;
  const CClass *c = nullptr;
  std::vector<uint32_t> row, sources, targets;
  std::vector<int64_t> delays, dendritic, backprops; ///< ticks
  std::vector<std::vector<int64_t>> after;           ///< as ClassPlan::emits
  std::vector<std::vector<uint32_t>> refs;           ///< as ClassPlan::refs
  std::vector<uint64_t> ids;
  std::vector<PortEvents> ports;
  std::vector<uint32_t> byTarget; ///< by target, what it sends back, source
  std::vector<bool> frozen;       ///< as ClassPlan::fields
  int64_t least = 1, most = 1, backprop = 0; ///< ticks; the longest
  bool oneBackprop = true;
  bool looksBack = false;                 ///< asks when it was last touched
  bool seesPre = false, seesPost = false; ///< asks for the last event of an end
  /// Whose record of that end's events they read: of Writer::edgeSets; -1: their own.
  int preOf = -1, postOf = -1;
  bool draws = false;
  bool looks = false; ///< earlier ticks are made up for when somebody looks

  bool oneDelay() const { return least == most; }
};

/// A continuous projection whose edges have no state.
struct CSignal {
  std::string name;
  size_t number = 0; ///< of Instance::signals
  const SignalInstance *made = nullptr;
  const ProjectionPlan *plan = nullptr;
  const View *from = nullptr, *to = nullptr;
  const CClass *c = nullptr;
  size_t edges = 0;
  int64_t longest = 0; ///< delay, ticks
  bool dense = false;  ///< all sources of a target, in order
  bool oneDelay = true;
  bool excludes = false; ///< elements are not connected to themselves
};

/// A handler of synapses, as C.
struct CHandler {
  std::string text;
  bool usesSource = false;
};

/// Sums that emissions may have to wait for.
struct CWaiting {
  std::vector<std::pair<int, int>> sums; ///< population and field
  int64_t longest = 0;   ///< ticks
  uint64_t capacity = 0; ///< how many wait at once, at most
  bool single = true;    ///< all are float
  bool toTargets = false; ///< some go to targets of their synapses
  bool sorted = false;    ///< some to what these refer to
  size_t entry() const { return single ? (sorted ? 28 : 16) : (sorted ? 32 : 24); }
};

/// Whether a population is a built-in source; only those have events stamped 0.
inline bool isSource(const CPopulation &population) { return !population.type; }
/// A loop over the elements `i` of a population that have events in tick `stamp`.
std::string eachEvent(const CPopulation &sender, const CEvent &event, const std::string &inner);
/// The element of a population that has a number in a view.
std::string elementOf(const ViewPart &part, const std::string &index);

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
  std::string frozenName(const CPopulation &population, int field) const;
  std::string takeFrozen() const;
  std::string keepFrozen(const CPopulation &population) const;
  std::string kernelCall(const CPopulation &population, const KernelPlan &kernel,
                         const std::string &time);
  bool isTable(const CPopulation &population, int field) const;
  bool isState(const CPopulation &population, int field) const;
  std::string array(const std::string &type, const std::string &name, size_t n,
                    const std::function<std::string(size_t)> &value);

  // Synapses.cpp
  Result<void> checkSize() const;
  Result<void> collectSynapses();
  Result<void> collectProjection(int index);
  std::string synapseTables();
  std::string deliveries(const std::string &functions);
  std::string arrivals(bool atOnce, int stage);
  std::string delivery(const CGroup &group);
  std::string counting(const CGroup &group);

  // EdgeCollect.cpp
  std::vector<CEdges> edgeSets; ///< in order of projection
  Result<void> collectEdges(int index);
  Result<void> collectEnds(const CEdges &set);
  void collectWaiting(const CEdges &set);
  bool hasKernel(const CEdges &set, KernelPlan::Phase phase) const;

  // EdgeTables.cpp
  std::string edgeMembers();
  std::string edgeTables(const std::string &functions);
  /// The constants of a class as one of its populations or projections has them.
  std::string constantsOf(const CClass &own, const std::string &name,
                          const std::function<double(int field)> &value);
  std::string edgeConstants(const ClassPlan &type, const CClass &own);
  std::string edgeInitial(std::string &tables);
  std::string edgeLooks(bool bodies);

  // EdgeEnds.cpp
  std::set<std::pair<int, int>> readByEnds; ///< fields of populations
  std::vector<size_t> tracesOf(const CEdges &set, bool pre) const;
  int eventOf(const CEdges &set, bool pre, size_t part) const;
  void shareEnds();
  /// Whether these synapses have a record of their own of what an end did.
  bool keepsEnd(const CEdges &set, bool pre) const {
    return pre ? set.seesPre && set.preOf < 0 : set.seesPost && set.postOf < 0;
  }
  const CEdges &keeperOf(const CEdges &set, bool pre) const;
  int keptTrace(const CEdges &keeper, const CEdges &set, int field) const;
  std::string edgeTypes();
  std::string edgeEnd(const CEdges &set, bool pre);
  std::string edgeForget();
  int fieldNamed(int population, const std::string &name) const;
  std::string select(const View &view, const std::string &index,
                     const std::function<std::string(const ViewPart &, size_t,
                                                     const std::string &element)> &text) const;
  std::string branch(const View &view, const std::string &index, const std::string &indent,
                     const std::function<std::string(const ViewPart &, size_t,
                                                     const std::string &element)> &text) const;
  std::string elementValue(int population, int field, const std::string &element) const;
  std::string endValue(const CEdges &set, const FieldPlan &field) const;

  // EdgeHandlers.cpp
  CHandler edgeHandler(const CEdges &set, const KernelPlan &kernel);
  std::string handlerName(const CEdges &set, const KernelPlan &kernel) const;
  std::string kernelOn(const CEdges &set, const KernelPlan &kernel, bool looks,
                       std::string &locals, std::string &changed) const;
  std::string emissions(const CEdges &set, const KernelPlan &kernel, const std::string &indent);
  std::string ticksOf(const CEdges &set, const char *table,
                      const std::vector<int64_t> &ticks) const;
  bool repeats(const CEdges &set, const KernelPlan &kernel) const;

  // EdgePhases.cpp
  std::string edgeFunctions();
  std::string edgePhase(const CEdges &set, const KernelPlan &kernel, const CHandler &handler);
  std::string prePhase(const CEdges &set, const KernelPlan &kernel);
  std::string postPhase(const CEdges &set, const KernelPlan &kernel, const CHandler &handler);
  std::string portPhase(const CEdges &set, const KernelPlan &kernel, const CHandler &handler);
  std::string portTables(const CEdges &set);
  std::string allEdges(const CEdges &set, const KernelPlan &kernel, const CHandler &handler) const;
  std::string edgeArrivals();
  std::string edgeArrivalsAtOnce(int stage);
  std::string edgeLearning();
  std::string edgeEvery();
  std::string eachEventOf(const ViewPart &part, int event, const std::string &stamp,
                          const std::string &inner) const;

  // Signals.cpp: continuous projections
  std::vector<SignalInstance> signalInstances;
  std::vector<CSignal> signals;
  std::map<std::pair<int, int>, int64_t> pasts; ///< of fields that are seen later: slots
  std::set<int> needLets;                       ///< populations
  Result<void> collectSignals();
  Result<void> collectSignalEnd(const ProjectionPlan &plan, const FieldPlan &field, int64_t longest);
  void eachSignalInput(const std::function<void(int population, int field)> &visit) const;
  std::string signalEnd(const ProjectionPlan &plan, const FieldPlan &field, const std::string &delay) const;
  std::string signalTables(const CSignal &signal, const std::string &functions);
  std::string signalFunctions(const CSignal &signal);
  std::string signalText();
  std::string edgeSignalPhase(const CEdges &set, const KernelPlan &kernel);
  std::string signalSums();
  std::string remember(bool start);

  // Normalize.cpp
  std::vector<NormalizeInstance> normalizations; ///< in the order in which they happen
  std::string normalizeFunctions();
  std::string normalizeCalls();

  // Waiting.cpp: what arrives later than it was sent
  CWaiting waiting;
  size_t waitingSum(int population, int field);
  std::string waitingMembers();
  std::string waitingFunctions();

  // Stimuli.cpp
  struct NoiseInstance {
    double mean = 0, sd = 0;
    int64_t ticks = 1;
  };
  std::map<std::pair<int, int>, CInput> inputs; ///< by population and field
  bool needsNormal = false, needsUnit = false, needsUnitF32 = false;
  Result<void> collectStimuli();
  Result<std::string> waveform(const Expr &expr, const std::string &index, const std::string &at);
  NoiseInstance noiseOf(int stimulus) const;
  std::string randomFunctions() const;
  std::string sampleFunction(int stimulus, const SamplesInstance &samples);
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
