//===- Tables.h - Synapses as the tick loop reads them ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each thread holds the synapses onto the targets it owns: rows by source
// element, a row cut into segments of equal delay. A segment is one stretch of
// memory, first its targets as places in the thread's arrive space, counted from
// the first one the table reaches (16 bits where they suffice), then its weights
// if they differ: what is read together lies together, and where it lies is known
// ticks before. Projections from one source population share tables, so a row is
// everything a spike of that source does here.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_TABLES_H
#define NEURO_RUNTIME_CORE_TABLES_H

#include "runtime/core/BitRows.h"
#include "runtime/core/Connectivity.h"
#include "runtime/core/FixedPoint.h"
#include "runtime/core/IndexFree.h"
#include "runtime/core/Layout.h"
#include "runtime/core/Memory.h"

#include <atomic>

namespace neuro::rt {

/// A kind of event of a population: where spikes come from.
struct Channel {
  int population = 0;
  int event = 0;
};

/// How weights that differ are stored. Depends on their projection alone, so that
/// stored and generated synapses bring the same.
struct WeightForm {
  Layout layout = Layout::Rows; ///< or Rows16, Rows8
  FixedPoint fixed;             ///< of those two
  double error = 0;    ///< of rounding, at most, as a share of a typical weight
  std::string why;     ///< it is not fixed point, if that was considered
};

/// What tables there are, the same for all threads.
struct TablePlan {
  /// How synapses are stored. BitRows: what arrives is weight * number.
  Layout layout = Layout::Rows;
  int channel = 0;
  Scalar type = Scalar::F64; ///< of the Arrive fields it adds to
  bool uniformWeight = false;
  double weight = 0;
  bool oneDelay = false;
  int64_t delay = 0; ///< ticks, if one
  std::vector<int> projections;
  int procedural = -1; ///< the projection whose edges are generated; nothing is stored
  int group = 0; ///< tables filled by a common projection are built together
  FixedPoint fixed; ///< of weights that are stored or generated

  int weightBytes() const; ///< of a synapse; 0 where no weights are stored
};

/// Where events that arrive at the elements of a thread are summed: one number
/// per element and Arrive field, those of equal type in one array, a field's
/// elements in a row. offset[population][field] is the place of the thread's
/// first element, cuts[thread].
struct ArriveSpace {
  Buffer f32, f64;
  int64_t count32 = 0, count64 = 0;
  std::vector<std::vector<int64_t>> offset;

  /// Adds to a place among the f64 if `wide`, else among the f32.
  void add(int64_t place, bool wide, double value) {
    if (wide)
      f64.as<double>()[place] += value;
    else
      f32.as<float>()[place] += static_cast<float>(value);
  }
};

/// Synapses of a row with one delay; a longer run is cut.
struct Segment {
  uint16_t length, delay;
};

struct Table {
  Layout layout = Layout::Rows;
  bool wide = false;        ///< 32-bit targets
  uint8_t targetBytes = 2, weightBytes = 0; ///< of a synapse
  uint32_t origin = 0;      ///< place that targets are counted from
  Buffer data;              ///< segments, each at an even address
  Buffer rowBegin;          ///< uint64_t per source element and one more: half its address
  Buffer segmentBegin;      ///< same, in `segments`; empty if there is one delay
  PagedList<Segment> segments;
  int64_t synapses = 0;
  BitRows bits;             ///< Layout::BitRows, which has none of the others
  std::unique_ptr<IndexFree> free; ///< index-free layouts

  size_t synapseBytes() const { return size_t(targetBytes) + weightBytes; }
  /// Size of a segment in units of two bytes.
  uint64_t halves(uint64_t length) const { return (length * synapseBytes() + 1) / 2; }
  const char *at(uint64_t halfAddress) const { return data.as<char>() + 2 * halfAddress; }
  size_t bytes() const {
    return bits.bytes() + (free ? free->bytes() : 0) + data.size() + rowBegin.size() +
           segmentBegin.size() + segments.bytes();
  }
};

/// A one-to-one projection of a Poisson population: a run of consecutive
/// sources onto consecutive targets of one thread, whose counts are added where
/// they arrive and never become spikes.
struct Drive {
  int projection = 0;
  int population = 0;   ///< source
  int64_t source = 0;   ///< first source element
  int64_t target = 0;   ///< index in the arrive space
  int64_t count = 0;
  Scalar type = Scalar::F64;
  int64_t delay = 1;
  double weight = 0;           ///< if `weights` is empty
  std::vector<double> weights; ///< per target
};

/// Per projection and thread: for the report.
struct ProjectionCount {
  int64_t synapses = 0, redrawn = 0, offGrid = 0;
  int64_t minDelay = INT64_MAX, maxDelay = 0;
  double offGridExample = 0;
};

class TableBuilder {
public:
  TableBuilder(const Populations &populations, const std::vector<Channel> &channels,
               const std::vector<std::unique_ptr<Projection>> &projections,
               const std::vector<TablePlan> &plans,
               const std::vector<std::vector<int>> &tableOf, Budget &budget)
      : populations(populations), channels(channels), projections(projections),
        plans(plans),
        tableOf(tableOf), budget(budget) {}

  /// Builds the tables of one thread. `progress` is called with the share done
  /// and returns false to give up.
  Result<void> build(int thread, const ArriveSpace &space,
                     std::vector<Table> &tables,
                     std::vector<ProjectionCount> &counts,
                     const std::function<bool(double)> &progress);

  /// Delays (ticks) of a block of edges; refused ones are drawn again.
  static Result<void> delays(const Projection &projection, const EdgeBlock &block,
                             Evaluator &evaluator, uint32_t *ticks,
                             ProjectionCount &count);
  static Result<void> weights(const Projection &projection, const EdgeBlock &block,
                              Evaluator &evaluator, double *values);
  /// Visits the synapses of a projection without state, thread after thread, with their
  /// delays (ticks) and weights.
  static Result<void>
  synapses(const Projection &projection, int threads,
           const std::function<void(const EdgeBlock &, const uint32_t *ticks,
                                    const double *weights)> &visit);

  /// tableOf[projection][source part * 2 + (target type is F64)].
  static size_t key(size_t sourcePart, Scalar type) {
    return sourcePart * 2 + (type == Scalar::F64);
  }

  /// What `build` is at, while it calls `progress`.
  const Projection *current() const { return now; }

private:
  struct Fill;
  const Projection *now = nullptr;
  /// Bytes that the tables of a group that is not begun will take on one thread,
  /// about.
  double expectedBytes(int group) const;
  /// The table of an index-free layout; a dense one is to be filled yet.
  Result<std::unique_ptr<IndexFree>> makeFree(int thread, int t, const ArriveSpace &space,
                                              std::vector<ProjectionCount> &counts) const;
  const Populations &populations;
  const std::vector<Channel> &channels;
  const std::vector<std::unique_ptr<Projection>> &projections;
  const std::vector<TablePlan> &plans;
  const std::vector<std::vector<int>> &tableOf;
  Budget &budget;
};

/// Longest delay of a synapse in a table of mixed delays, in ticks.
constexpr int64_t longestMixedDelay = 65535;

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_TABLES_H
