//===- Continuous.h - Signals between neurons -------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In each tick a continuous projection computes its signal for every edge from
// the values its neurons have at t_n (a source's with a delay: that much earlier)
// and adds the sum of a target's edges to an input of it. Signals of a target are
// summed in the order of its sources, in f64, in pieces whose size depends on the
// edges alone: results do not depend on the number of threads.
//
// What is read of sources is copied, once a tick and by whoever owns them, into
// series that remember as many ticks as the longest delay. While one tick's values
// are read the next tick's are written beside them, so threads meet once a tick.
//
// Edges with state are kept in tables of their own (EdgeTable.h); what their signals
// read of sources and add to targets is kept here all the same (EdgeSignals.cpp).
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_CONTINUOUS_H
#define NEURO_RUNTIME_CORE_CONTINUOUS_H

#include "runtime/core/Connectivity.h"
#include "runtime/core/Memory.h"

#include <unordered_map>

namespace neuro::rt {

class ArchiveReader;
class ArchiveWriter;

/// Values of one field of a view's elements in the last ticks, in order of the view.
struct Series {
  int view = 0;
  std::string of;          ///< the field's name in the classes of the view
  std::vector<int> fields; ///< per part of the view
  Scalar type = Scalar::F64;
  int64_t padded = 0; ///< entries of a tick, a multiple of LANES
  int64_t depth = 2;  ///< ticks kept
  Buffer data;

  const void *at(int64_t tick) const;
  void *at(int64_t tick) { return const_cast<void *>(std::as_const(*this).at(tick)); }
};

class Continuous {
public:
  /// Edges a kernel works on at once: their values stay in the first cache.
  static constexpr int64_t longestBlock = 1024;
  static_assert(longestBlock % LANES == 0);

  struct Context {
    const ProgramPlan *program = nullptr;
    const Populations *populations = nullptr;
    const Views *views = nullptr;
    const std::vector<std::unique_ptr<Projection>> *projections = nullptr;
    const std::unordered_map<std::string, Kernel> *kernels = nullptr;
    const std::vector<double> *parameters = nullptr;
    Budget *budget = nullptr;
    double dt = 0.1;
    uint64_t seed = 1;
  };

  /// Checks the continuous projections, before threads are chosen.
  Result<void> prepare(const Context &context);
  bool empty() const { return signals.empty() && targets.empty(); }
  /// A tick's work on one thread, about.
  double nanoseconds() const;
  /// What the signals of edges with state need: per part of the target view one of
  /// `inputs()`, and per field in `sources`, which is of the source, a series.
  Result<void> addEdges(const Projection &projection, const ClassPlan &type,
                        const std::vector<int> &sources, std::vector<size_t> &inputsOf,
                        std::vector<int> &seriesOf);
  /// A `let` of an end that is read as it is now.
  void needLets(int population) { letsOf[static_cast<size_t>(population)] = 1; }
  const Series &seriesAt(int index) const { return series[static_cast<size_t>(index)]; }
  /// Lets a series remember that many ticks; before `allocate`.
  void remember(int index, int64_t ticks);
  /// Populations whose `let`s must be computed in every tick.
  bool needsLets(int population) const { return letsOf[static_cast<size_t>(population)]; }

  /// Makes room for `threads`; then `build` of each, in any order or at once, then
  /// `allocate`.
  void divide(int threads);
  Result<void> build(int thread);
  Result<void> allocate();

  /// Evaluates what an edge computes from parameters of the network alone.
  Result<void> bind();
  /// Copies what is read of the thread's elements: their values at `tick`. With
  /// `always`, also as those of all earlier ticks.
  void publish(int thread, int64_t tick, bool always = false);
  /// Sums the signals of the thread's targets for the interval that starts at `tick`.
  void sum(int thread, const Tick &tick);

  /// The past that delayed signals see, for checkpoints (Checkpoint.cpp).
  void save(ArchiveWriter &out) const;
  bool load(ArchiveReader &in);

  /// Inputs that signals act on.
  struct Input {
    int population = 0, field = 0;
  };
  const std::vector<Input> &inputs() const { return targets; }
  /// The sums of input `k` for the thread's elements, from its first one on.
  const double *sums(int thread, size_t k) const {
    return shares[static_cast<size_t>(thread)].sums[k].data();
  }
  double *sums(int thread, size_t k) {
    return shares[static_cast<size_t>(thread)].sums[k].data();
  }

  /// For the report.
  int64_t edges(int projection) const;
  std::string representation(int projection) const;
  size_t bytes(int projection) const;
  double longestDelay(int projection, bool shortest) const;

private:
  friend class Instance; // Engine.h
  /// A continuous projection with its edge class.
  struct Signal {
    const Projection *projection = nullptr;
    const Projection *pairs = nullptr; ///< whose edges these are, if mirrored
    bool mirrored = false;
    const ClassPlan *plan = nullptr;
    Kernel kernel = nullptr;
    /// All sources of a target at a time, nothing stored but what differs.
    bool dense = false;
    int emit = -1;                   ///< field
    std::vector<int> uniformFields, edgeFields; ///< Parameters, by field
    std::vector<std::pair<int, int>> ends;      ///< (End field, series)
    std::vector<int> postFields;                ///< uniform End fields of the target
    std::vector<std::vector<int>> postOf;       ///< their fields, per part
    std::vector<size_t> inputs;                 ///< per part of the target view
    std::vector<double> uniforms;               ///< by slot
    std::vector<ExprTraits> traits;             ///< per `plan.edge.inits`
    const Expr *initOf(int field, ExprTraits *traits) const;
  };

  /// Edges of several targets that the kernel works on together. They begin at a
  /// multiple of LANES in the arrays of values.
  struct Block {
    int64_t begin = 0;
    int count = 0;
    int firstRun = 0, runs = 0;
  };
  /// Consecutive edges of one target.
  struct Run {
    int length = 0;
    uint32_t input = 0;  ///< which of `inputs`
    uint32_t place = 0;  ///< of the target, in its sums
  };
  /// A target of a dense projection.
  struct Row {
    uint32_t target = 0; ///< j
    int64_t element = 0;
    uint32_t part = 0;
    uint32_t place = 0;
    std::vector<uint32_t> excluded; ///< sources that are the target itself
  };

  /// One thread's edges of one projection.
  struct Part {
    std::vector<Row> rows;     ///< dense
    std::vector<Block> blocks; ///< else
    std::vector<Run> runs;
    Buffer source, target; ///< uint32_t, indices in the views
    Buffer delay;          ///< uint32_t ticks, where they differ
    std::vector<Buffer> values; ///< per edgeFields
    int64_t edges = 0, slots = 0;
    int64_t shortest = INT64_MAX, longest = 0;
    std::vector<Buffer> gathered; ///< per `ends`, where values are picked
    std::vector<void *> arrays;
    std::vector<double> uniforms;
  };
  struct alignas(64) Share {
    std::vector<Part> parts; ///< per signal
    std::vector<std::vector<double>> sums; ///< per target
    Buffer emitted;
  };

  Context context;
  std::vector<Signal> signals;
  std::vector<Series> series;
  std::vector<Input> targets;
  std::vector<char> letsOf;
  std::vector<Share> shares;

  Error fail(const Signal &signal, std::string message) const;
  Error noMemoryFor(const Signal &signal) const;
  Result<int> seriesOf(const Signal &signal, int view, const FieldPlan &field);
  Result<void> prepareSignal(Signal &signal);
  Result<void> prepareInputs(Signal &signal);
  Result<void> prepareFields(Signal &signal);
  Result<std::vector<int>> fieldsNamed(const Signal &signal, int view,
                                       const std::string &name) const;
  Result<void> buildRows(const Signal &signal, Part &part, int thread);
  Result<void> buildEdges(const Signal &signal, Part &part, int thread);
  Result<void> values(const Signal &signal, const EdgeBlock &block, size_t field,
                      Evaluator &evaluator, double *out) const;
  Result<void> forEdges(const Signal &signal, int thread,
                        const std::function<Result<void>(const EdgeBlock &)> &sink) const;
  void sumRows(const Signal &signal, Part &part, Share &share, const Tick &tick);
  void sumEdges(const Signal &signal, Part &part, Share &share, const Tick &tick);
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_CONTINUOUS_H
