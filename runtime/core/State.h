//===- State.h - What a simulation is made of -------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to runtime/core. Create.cpp and CreateTables.cpp build it, Run.cpp
// advances it, Simulation.cpp is the interface.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_STATE_H
#define NEURO_RUNTIME_CORE_STATE_H

#include "runtime/core/Continuous.h"
#include "runtime/core/Deliver.h"
#include "runtime/core/EdgeTable.h"
#include "runtime/core/Poisson.h"
#include "runtime/core/ProfileClock.h"
#include "runtime/core/Simulation.h"

#include <algorithm>
#include <chrono>
#include <map>

namespace neuro::rt {

class ArchiveReader;
class ArchiveWriter;
class EdgeBuilder;
class EdgeRunner;
struct EdgeRecords;
class Instance;

constexpr int maxWindow = 32; ///< ticks between exchanges, at most (below 64)
/// Windows whose spikes and samples are kept: threads may be two apart (Run.cpp).
constexpr int windowBuffers = 4;

/// A stimulus with what was evaluated of it.
struct StimulusRun {
  const StimulusPlan *plan = nullptr;
  int index = 0;
  Expr value;       ///< current waveform
  ExprTraits traits;
  enum Kind { Waveform, ElementWaveform, Samples, Noise } kind = Waveform;
  std::vector<double> samples;
  double samplesDt = 0;
  double mean = 0, sd = 0;
  int64_t noiseTicks = 1;
};

/// All that acts on one Input field of one population.
struct InputRun {
  int population = 0, field = 0;
  std::vector<double> base; ///< one value, or one an element
  struct Part {
    int stimulus;
    ViewPart part;
  };
  std::vector<Part> parts;
  int signals = -1; ///< index into Continuous::inputs, or -1
};

struct ProbeRun {
  ProbeData data;
  ProbePlan plan;
  ExprTraits whenTraits;
  static constexpr int nobody = -1;
  int owner = 0; ///< the thread that appends to `data`; nobody: it has ended
  /// Rows of the samples of a window; a row has `width` entries.
  std::vector<double> stage[windowBuffers];
  int64_t width = 0;
  /// Function: first row slot of each view part's first 64-element block.
  std::vector<int64_t> blockOffset;
  /// rate(E): counts events instead of combining samples; `pending` are those
  /// since the last sample.
  bool countsEvents = false;
  int64_t pending = 0;
  /// Edges: of State::edges, and where each edge of each thread stands in a row.
  int edge = -1;
  std::vector<std::vector<uint32_t>> places;
  /// Edges that come and go: what each thread has of the samples of a window.
  struct EdgeSample {
    int row;
    uint32_t target, source;
    double value;
  };
  std::vector<std::vector<EdgeSample>> edgeStage[windowBuffers];
};

/// One population's share of a thread.
struct Assignment {
  int population = 0;
  int64_t begin = 0, end = 0;
  std::vector<void *> arrays;
  std::vector<double> uniforms;
  Tick tick{};
  std::vector<int> channels;      ///< per event: channel or -1
  std::vector<int> inputs;        ///< indices into State::inputs
  std::vector<std::vector<double>> lastInput; ///< per input and part: value now applied
  std::vector<int> recordProbes;  ///< probes that need the record kernel
  /// Assignments from this one on that one call of its kernel updates, up to
  /// element `fusedEnd` of its arrays; 0: an earlier one's call does.
  int together = 1;
  int64_t fusedEnd = 0;
};

struct alignas(64) Worker {
  ArriveSpace space;
  Buffer masks; ///< of events, of all its elements
  std::vector<Table> tables;
  std::vector<Drive> drives;
  Calendar calendar;
  std::vector<Assignment> assignments;
  std::vector<SpikeList> lists[windowBuffers]; ///< per channel
  std::vector<int64_t> portCursor; ///< per population
  std::vector<int64_t> spikes;     ///< per population
  std::vector<double> scratch;
  std::vector<uint32_t> scratchElements;
  Evaluator evaluator;
  int64_t events = 0, driveEvents = 0;
  ThreadProfile *profile = nullptr; ///< of State::profiler
  std::vector<EdgeTable> edges; ///< as State::edges
  std::vector<std::vector<Deferred>> deferred; ///< a ring of days
  std::vector<RefEmission> refOut[windowBuffers], refIn;
  /// Of normalisations per source, in fixed point: two each, used in turn, since
  /// others may still read those of the last time.
  std::vector<std::vector<__int128>> sums;
  std::vector<Deferred> &deferredDay(int64_t tick) {
    return deferred[static_cast<size_t>(tick) % deferred.size()];
  }
  /// From a checkpoint: what is due in a tick, the first terms of its sums.
  struct Restored {
    int64_t place; ///< in the arrive space
    bool wide;     ///< f64
    double value;
  };
  std::map<int64_t, std::vector<Restored>> restored;
  std::optional<Error> error;
  bool failed = false; ///< takes no part in ticks any more, but meets the others
};

/// Where all threads must have come before any goes on: only in networks in
/// which elements read what other threads own (windows are one tick long then).
struct Meetings {
  bool beforeUpdate = false; ///< what runs before FLOW reads states of others
  bool afterUpdate = false;  ///< LEARN reads states of others
  bool afterLearn = false;   ///< LEARN reads what EVERY writes
  bool afterEvery = false;   ///< periodic blocks of edges read what those of neurons write
  bool any() const { return beforeUpdate || afterUpdate || afterLearn || afterEvery; }
};

/// What happens in the window to come; made by the last thread to finish the
/// previous one.
struct Window {
  int64_t first = 0; ///< tick n of its first interval
  int ticks = 0;     ///< 0: the run is over
  std::vector<double> waveforms; ///< [stimulus][tick], Kind::Waveform and Samples
  std::vector<uint64_t> sampled; ///< per probe: bit w set if tick w is sampled
  bool timed = false; ///< by State::profiler
  uint64_t settles = 0; ///< State::toSettle; in its first tick
};

struct Simulation::State {
  explicit State(size_t limit) : budget(limit) {}

  const ProgramPlan *program = nullptr;
  const NetworkPlan *network = nullptr;
  std::shared_ptr<Engine> engine; ///< null: compiled kernels
  PassSet without;                ///< passes not to run
  double dt = 0.1;
  uint64_t seed = 1;
  std::vector<double> parameters;
  std::vector<double> builtParameters; ///< values the network was made with
  Budget budget;
  Team team;
  std::unique_ptr<Barrier> barrier;

  std::vector<Model> models;
  Populations populations;
  Views views;
  std::vector<Channel> channels;
  std::vector<std::shared_ptr<const ListedEdges>> edgeLists;
  std::vector<std::unique_ptr<Projection>> projections;
  Continuous continuous; ///< those of them that have a signal
  std::vector<TablePlan> tables;
  std::vector<std::vector<int>> tableOf;
  std::vector<WeightForm> weightForms[2]; ///< per projection, of F32 and F64
  std::optional<Layout> forcedLayout;     ///< SimOptions::layout
  size_t tableBytes = 0;                  ///< of the budget, for tables and drives
  std::vector<std::vector<int>> tablesOfChannel;
  std::vector<std::unique_ptr<EdgeProjection>> edges;
  std::vector<int> edgeOf; ///< per projection: of `edges`, or -1
  /// Who hears a channel: part of the source view of an edge projection, or of
  /// one onto a port of its edges.
  struct EdgeUse {
    int edge, port, part;
  };
  std::vector<std::vector<EdgeUse>> edgesOfChannel;
  /// What arrives in the tick it was emitted in (ZeroDelay.cpp).
  struct AtOnce {
    int stages = 1;           ///< in which populations take their tick
    std::vector<int> stageOf; ///< per population
    std::vector<char> sends;  ///< per stage: someone hears it within the tick
    /// As tablesOfChannel and edgesOfChannel, which do not have these.
    std::vector<std::vector<int>> tablesOfChannel;
    std::vector<std::vector<EdgeUse>> edgesOfChannel;
  } atOnce;
  bool refEmissions = false;
  std::vector<NormalizeRun> normalizations;
  std::vector<StructuralRun> structurals;
  std::vector<StimulusRun> stimuli;
  std::vector<InputRun> inputs;
  std::vector<ProbeRun> probes;
  std::vector<std::vector<int>> probesOfOwner;
  std::vector<Worker> workers;

  int64_t tick = 0;
  int64_t window = 1; ///< ticks between exchanges, at most
  int64_t ahead = 0;  ///< ticks of a window a thread may take before it knows of the last one
  int64_t longest = 1; ///< largest delay
  Window windows[windowBuffers];
  int64_t runStart = 0, runEnd = 0;
  struct {
    std::chrono::steady_clock::time_point shown, looked; ///< at the clock
    int every = 1, windows = 1; ///< between two looks, and until the next
  } progress; ///< thread 0's
  bool samplesStates = false; ///< some probe does
  Meetings meetings;
  /// Edges of which a thread will have to bring rows up to date soon (EdgePhases.cpp): all
  /// do in the same tick, or each would wait for the others at a time of its own. Bit
  /// e mod 64 is that of the e-th.
  std::atomic<uint64_t> toSettle{0};
  /// Events are added to states themselves, after the update (FieldPlan::into).
  bool late = false;
  bool broken = false;
  std::atomic<bool> failed{false};
  uint64_t occasions = 0; ///< assignments so far
  Evaluator planEvaluator;

  BuildReport report;
  int64_t synapses = 0;
  std::unique_ptr<Profiler> profiler; ///< null: nobody wants to know

  BindContext bindContext() { return {&parameters, dt, seed, &team}; }
  /// What expressions that have one value see at `time` (ms).
  BlockInput scalarInput(double time) const;
  Scope scalarScope(double time) const;
  Error at(const Population &population, std::string message) const {
    return {"population " + population.plan->name + ": " + std::move(message),
            population.plan->where};
  }

  // Create.cpp
  Result<void> create(int network, const KernelTable &kernels, const SimOptions &options);
  Result<void> makeParameters(const SimOptions &options);
  Result<void> checkParameters() const;
  Result<void> checkStep();
  Result<void> makeModels(const KernelTable &kernels);
  Result<void> makePopulations(const SimOptions &options);
  Result<void> makeViews();
  Result<View> makeView(const ViewPlan &plan) const;
  Result<void> makeProjections(const SimOptions &options);
  int chooseThreads(const SimOptions &options) const;
  void partition();
  // Partition.cpp
  double expectedRate(const Projection &projection) const;
  double synapseCost(const Projection &projection) const;
  std::vector<double> blockCosts(const Population &population) const;
  void balance(Population &population);
  void layOutArrivals();
  // Fusion.cpp
  /// Populations by class, in order; by themselves without population-fusion.
  std::vector<std::vector<Population *>> classMates() const;
  void fuseAssignments(Worker &worker);
  void noteFusion();
  Result<void> allocateArrivals();

  // Checkpoint.cpp, InFlight.cpp
  using Facts = std::vector<std::pair<std::string, std::string>>;
  /// What must be the same where a checkpoint is restored.
  Facts facts() const;
  /// One sum of what is in flight.
  struct Due {
    int64_t tick;
    int32_t population, field;
    int64_t element;
    double value;
  };
  std::vector<Due> inFlight();
  /// What is due from now on, on a network with nothing in flight.
  void takeDue(const Due &due);
  void listDue(Worker &worker, int64_t day,
               const std::function<void(int64_t place, bool wide, double value)> &visit);
  // EdgeCheckpoint.cpp: false when it makes no sense.
  Result<void> saveEdges(ArchiveWriter &out);
  bool loadEdges(ArchiveReader &in);
  /// Adds what a checkpoint left for that tick; forgets it unless `keep`.
  void addRestored(Worker &worker, int64_t tick, bool keep);

  // Procedural.cpp: fileSpikes for a table that is not stored.
  Result<void> fileProcedural(Worker &worker, int thread, int table, const uint32_t *elements,
                              const uint32_t *counts, size_t count, int64_t stamp);

  // CreateTables.cpp
  int channelOf(int population, int event);
  bool isDrive(const Projection &projection) const;
  Result<void> makeTablePlans(std::optional<Layout> forced);

  // IntegerSums.cpp
  Result<void> chooseGrids();

  // LayoutChoice.cpp
  double expectedIn(const Projection &projection, const TablePlan &plan) const;
  bool fitsBits(const TablePlan &plan, bool always) const;
  void chooseLayout(TablePlan &plan, std::optional<Layout> forced) const;
  void chooseWeightForms(std::optional<Layout> forced);
  /// Whether it adds to Arrive fields of that type.
  bool reaches(const Projection &projection, Scalar type) const;
  WeightForm chooseWeights(const Projection &projection, Scalar type,
                           std::optional<Layout> forced) const;
  static std::string weightText(const TablePlan &plan, const WeightForm &form);
  std::string whyNot(const Projection &projection, Layout layout) const;
  /// Whether a layout that was asked for is that of any projection.
  Result<void> checkForced(std::optional<Layout> forced) const;

  // IndexFreeChoice.cpp
  /// The index-free layout for a projection, or Layout::Rows if others are better.
  Layout indexFreeLayout(const Projection &projection, std::optional<Layout> forced) const;

  // CreateTables.cpp
  using ShowBuild = std::function<bool(const BuildProgress &)>;
  Result<void> buildDrives(int thread, std::vector<ProjectionCount> &counts);
  /// Shows how far a thread is, and says whether it is to go on.
  BuildWatch buildWatch(int thread, const ShowBuild &show, std::atomic<bool> &stop);
  /// Work of each thread; `stop` is set when one has failed.
  Result<void> onAllThreads(std::atomic<bool> &stop,
                            const std::function<Result<void>(int thread)> &work);
  /// Tables and drives of all threads.
  Result<void> fillTables(std::vector<std::vector<ProjectionCount>> &counts, const ShowBuild &show);
  void describeTable(const Projection &projection, ProjectionReport &report) const;
  Result<void> buildTables(const SimOptions &options);
  void notePasses();
  void makeReport(const std::vector<std::vector<ProjectionCount>> &counts);

  // GivenWeights.cpp
  /// Why the same synapses cannot be made again; null if they can.
  std::optional<Error> changedSince(const Projection &projection, bool weights) const;
  /// Edges of a projection without state, in the order of EdgeList.
  struct StaticEdges {
    EdgeList list; ///< one column of values: the weights
    std::vector<uint64_t> ids;
  };
  Result<StaticEdges> staticEdges(int projection);
  Result<void> setStaticWeights(int projection, const std::vector<double> &values);
  Result<void> giveWeights(int projection, std::shared_ptr<const GivenWeights> weights);
  /// Takes the weights of a checkpoint; false when they make no sense.
  Result<bool> loadWeights(ArchiveReader &in);
  /// Tables as the projections are now; what is in flight stays as it is.
  Result<void> remakeTables();

  // EdgeProjection.cpp
  Result<void> makeEdges();
  Result<void> makeEdgeProjection(Projection &base);
  Result<void> makePortProjection(Projection &base);
  Result<void> bindEdgeUniforms(EdgeProjection &edge);
  ExprLimits edgeLimits(const EdgeProjection &edge) const;
  Result<EdgeDelay> edgeDelay(const EdgeProjection &edge, const Expr &expr,
                              const std::string &what);
  Result<EdgeKernel> edgeKernel(const EdgeProjection &edge, size_t kernel);

  // EdgeSharing.cpp
  void shareHistories();
  /// Lets edge projection e keep events of its ends with those of an earlier one, if it may.
  bool sharePre(size_t leader, size_t e);
  bool sharePost(size_t leader, size_t e);

  // EdgePhases.cpp
  Result<void> buildEdges(int thread, std::vector<ProjectionCount> &counts,
                          const BuildWatch &watch);
  Result<void> prepareEdges(const std::vector<std::vector<ProjectionCount>> &counts);
  static void fileRow(const EdgeProjection &edge, EdgeTable &table, uint32_t i,
                      int64_t stamp, uint32_t times, int64_t after);
  static void fileTarget(const EdgeProjection &edge, EdgeTable &table, uint32_t local,
                         int64_t stamp, int64_t after);
  void fileEdges(Worker &worker, const EdgeUse &use, const uint32_t *elements,
                 const uint32_t *counts, size_t count, int64_t stamp);
  void deliverDeferred(Worker &worker, int64_t tick);
  void deliverEdges(Worker &worker, int64_t tick, int buffer);
  /// Emissions of the pre events due in a tick, from the `first` one on.
  void emitEdges(Worker &worker, size_t edge, int64_t tick, int buffer, size_t first);
  void hearTargets(Worker &worker, size_t e, int64_t tick, int buffer, int w, bool settles);
  int64_t keepFrom(const Worker &worker, size_t leader, int64_t tick) const;
  /// Brings rows up to date that keep a history long, which is to take in targets' events.
  void makeRoom(Worker &worker, size_t leader, const std::vector<uint32_t> &heard, int64_t tick,
                int buffer, bool settles);
  void learnEdges(Worker &worker, const Window &now, int buffer, int w);
  void takeRefEmissions(Worker &worker, int thread, int buffer);
  void clearEdges();

  // EdgeSignals.cpp
  Result<void> makeEdgeSignals();
  /// Lets the past of sources be remembered as long as edges need it.
  void rememberSources(const std::vector<std::vector<ProjectionCount>> &counts);
  void sumSignals(Worker &worker, const EdgeProjection &edge, EdgeRunner &runner);

  // EdgeStructure.cpp
  void prune(Worker &worker, const StructuralRun &run, std::vector<char> &keep,
             int64_t tick);
  /// What `grow` gives a thread in a tick, but for the pairs in `connected`
  /// (source << 32 | target, sorted).
  Result<void> growEdges(const StructuralRun &run, EdgeBuilder &builder, Evaluator &evaluator,
                         int thread, int64_t tick, const std::vector<uint64_t> &connected,
                         EdgeRecords &grown) const;
  Result<void> changeStructure(Worker &worker, int thread, const StructuralRun &run,
                               int64_t tick, bool pruning, bool growing);
  void fileAgain(const EdgeProjection &edge, EdgeTable &table, int64_t tick);

  // ZeroDelay.cpp
  Result<void> makeStages();
  void takeAtOnce();
  void deliverAtOnce(Worker &worker, const Window &window, int buffer, int w, int stage);
  Result<void> checkStampZero(const Instance &instance) const;

  // EdgeChange.cpp
  Result<int64_t> changeInterval(const EdgeProjection &edge, const Expr &every,
                                 const char *what);
  Result<void> makeEdgeChanges();
  void advanceEdges(Worker &worker, int edge, int64_t tick, int buffer);
  bool normalizesAt(const NormalizeRun &run, int64_t tick) const {
    return tick % run.every == 0 && !edges[run.edge]->frozen[run.plan->field];
  }
  void normalize(Worker &worker, size_t n, int64_t tick, int buffer);
  void normalizePerTarget(Worker &worker, const NormalizeRun &run);
  void sumPerSource(Worker &worker, const NormalizeRun &run, std::vector<__int128> &sums);
  void scalePerSource(Worker &worker, size_t n, int64_t tick);
  void changeEdges(Worker &worker, int64_t tick, int buffer);

  /// Whether that is the number of a projection whose synapses are a weight and a delay.
  bool isStatic(int projection) const {
    return projection >= 0 && projection < static_cast<int>(projections.size()) &&
           projections[static_cast<size_t>(projection)]->isStatic() &&
           !projections[static_cast<size_t>(projection)]->plan->signal;
  }
  // EdgeLook.cpp
  void settleEdges(size_t index, int64_t at);
  /// An error unless the projection has synapses.
  Result<void> checkHasEdges(int projection) const;
  Result<int> edgeField(int projection, std::string_view field) const;
  /// Where each edge of each thread stands in the order target, source; their
  /// number.
  int64_t orderEdges(int edge, std::vector<std::vector<uint32_t>> &places) const;
  void readEdges(int thread, int edge, int field, const std::vector<uint32_t> &places,
                 int64_t tick, double *out);
  Result<void> resetEdges();

  // EdgeProbes.cpp
  Result<void> makeEdgeProbe(ProbeRun &probe);
  void listEdges(ProbeRun &probe);
  void stageEdges(ProbeRun &probe, Worker &worker, int thread, int64_t tick, int buffer,
                  int row);
  bool appendEdges(ProbeRun &probe, int buffer, int rows);

  // Sources.cpp
  Result<void> bindSource(Population &population, const char *only = nullptr);
  Result<void> fileSource(Population &population, const FileEvents &events);
  Result<void> sourceChanged(Population &population, std::string_view setting);
  void emitSource(Worker &worker, const Assignment &assignment, int64_t stamp,
                  SpikeList &list);
  Result<void> fileStampZero();
  void addDrives(Worker &worker, int64_t arrival);

  // Stimuli.cpp
  Result<void> makeStimuli(const SimOptions &options);
  Result<void> makeInputs();
  Result<void> checkWaveform(StimulusRun &stimulus) const;
  double waveformAt(const StimulusRun &stimulus, int64_t tick);
  void applyInputs(Worker &worker, Assignment &assignment, const Window &window, int w);

  // Probes.cpp
  Result<void> makeProbes(const std::vector<ProbePlan> &extra);
  Result<int> listen(const View &view, std::string_view event);
  /// Lists that event from now on, if it was not.
  void hear(int population, int event);
  /// Makes room for `extra` more entries within the budget.
  template <class T> bool makeRoom(std::vector<T> &data, size_t extra);
  void stageSamples(Worker &worker, const Window &window, int buffer, int w);
  void appendProbes(Worker &worker, int thread, const Window &window, int buffer);
  /// Events of a view in one tick of a finished window.
  int64_t eventsAt(const View &view, const ProbePlan &plan, int buffer, int w);

  // Profile.cpp
  void startProfile();
  Profile profile() const;

  // Periodic.cpp
  Result<void> makePeriods(Population &population, bool warn);
  void runPeriodic(Assignment &assignment, int64_t tick);

  // Run.cpp
  Result<void> prepareWorkers();
  Result<void> prepareWorker(int thread, const std::vector<std::vector<int>> &recordProbes);
  Result<void> layOutMasks(Worker &worker);
  void runTick(Worker &worker, const Window &window, int buffer, int w);
  void deliver(Worker &worker, const Window &window, int buffer, int w);
  void updateAlone(Worker &worker, const Window &window, int buffer, int w);
  void endTickAlone(Worker &worker, const Window &window, int buffer, int w);
  // Receptors.cpp
  void takeReceptors(Worker &worker);
  void giveReceptors(Worker &worker);
  void keepFrozen(const Assignment &assignment) const;
  FieldStore seenBy(const Worker &worker, const Population &population, int field) const;
  void update(Worker &worker, const Window &window, int buffer, int w, int stage);
  static void closeLists(Worker &worker, int buffer, int ticks);
  void learn(Worker &worker, const Window &window, int buffer, int w);
  void every(Worker &worker, const Window &window, int buffer, int w);
  void change(Worker &worker, const Window &window, int buffer, int w);
  void record(Worker &worker, const Window &window, int buffer, int w);
  /// Computes the `let`s of a population, or, with -1, those that signals read, as they
  /// are now; between runs.
  void updateLets(int population);
  void applyBaseInputs();
  /// What signals read before the first tick of a run.
  Result<void> startSignals();
  void clearQueues();

  // Windows.cpp
  void planWindow(Window &window, int64_t first, const RunControl *control);
  void fileEvents(int thread, int table, const uint32_t *elements, const uint32_t *counts,
                  size_t count, int64_t stamp);
  void expectEvents(const Worker &worker, const Window &now, int buffer) const;
  void exchange(int thread, const Window &window, int buffer);
  void completeLists(Worker &worker, const Window &window, int buffer);
  void finishWindow(Worker &worker, int thread, const Window &window, int buffer,
                    const RunControl &control);
  void showProgress(int64_t ticks, const RunControl &control);
  static void beginWindow(Worker &worker, const Window &window, int buffer);
  void runMeeting(Worker &worker, int thread, const RunControl &control);
  void runOverlapping(Worker &worker, int thread, const RunControl &control);
  /// Whether threads may begin a window while others are still in the last one.
  bool overlaps() const;
  std::function<void(int)> prepareWindows(const RunControl &control);
};

template <class T>
bool Simulation::State::makeRoom(std::vector<T> &data, size_t extra) {
  if (data.size() + extra <= data.capacity())
    return true;
  const size_t old = data.capacity(), need = data.size() + extra;
  for (size_t capacity : {std::max({2 * old, need, size_t(1024)}), need}) {
    if (!budget.tryTake(capacity * sizeof(T)))
      continue;
    try {
      data.reserve(capacity);
    } catch (const std::bad_alloc &) {
      budget.give(capacity * sizeof(T));
      continue;
    }
    budget.give(old * sizeof(T));
    return true;
  }
  return false;
}

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_STATE_H
