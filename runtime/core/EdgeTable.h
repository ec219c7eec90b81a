//===- EdgeTable.h - Edges with state ---------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A projection whose synapses have state, handlers or further delays. What is
// the same for all threads is an EdgeProjection; each thread holds an EdgeTable
// of the edges onto the targets it owns: rows by source, a row cut into
// segments of equal delay, fields as one array each in the precision the kernels
// compute in, and an index by target for what comes from there.
//
//   j  index in the target view        local  position among the thread's targets
//   i  index in the source view        edge   position in the table
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_EDGETABLE_H
#define NEURO_RUNTIME_CORE_EDGETABLE_H

#include "runtime/core/SharedHistory.h"
#include "runtime/core/Tables.h"

#include <algorithm>

namespace neuro::rt {

struct Series; // Continuous.h

constexpr int EDGE_BLOCK = 256; ///< edges a kernel call works on, at most
static_assert(EDGE_BLOCK % LANES == 0 && EDGE_BLOCK <= EVAL_BLOCK);

/// A per-edge array; 0 bytes a value: there is none.
struct EdgeColumn {
  Buffer data;
  int width = 0; ///< bytes of one value
  template <class T> T *as() { return data.as<T>(); }
  template <class T> const T *as() const { return data.as<T>(); }
  explicit operator bool() const { return width != 0; }
};

void storeScalar(void *data, Scalar type, int64_t at, double value);

/// A delay that is the same for all edges, or one of each.
struct EdgeDelay {
  bool constant = true;
  int64_t ticks = 0;
  ExprTraits traits;
};

/// What an Emit field's value becomes (EmitPlan, with delays in ticks).
struct EmitRun {
  const EmitPlan *plan = nullptr;
  EdgeDelay after;
  int refView = -1; ///< receiver's view, or -1: the target
  std::vector<int> refFields; ///< Arrive field there, per part of that view
};

/// Where a kernel's input comes from.
struct Gather {
  enum Kind : uint8_t {
    Column, Elapsed, PreTrace, PreAge, PostTrace, PostAge, PreEnd, PostEnd, RefEnd,
    RefIndex, Random,
    PreSeries ///< of the source as it was a delay ago
  } kind;
  int field;      ///< in the class
  int slot;
  Scalar type;
  int index = 0;  ///< trace, reference, stream
  std::vector<const FieldStore *> ends; ///< per part of that end's view
  const Series *series = nullptr;
};

struct EdgeKernel {
  Kernel code = nullptr;
  const KernelPlan *plan = nullptr;
  std::vector<Gather> gathers;
  bool seesPre = false, seesPost = false; ///< gathers traces or ages of that end
  std::vector<int> scatters; ///< State fields it may change
  std::vector<int> emits;    ///< of EdgeProjection::emits
  int64_t period = 0;        ///< Every, ticks
  explicit operator bool() const { return code != nullptr; }
};

/// Events that reach a port of all edges of this projection.
struct PortProjection {
  const Projection *projection = nullptr;
  int port = 0;
  std::vector<double> values; ///< one, or per source
  bool filtered = false;      ///< only edges that pass `where`
  EdgeDelay delay;
};

struct EdgeProjection {
  int index = 0; ///< in NetworkPlan::projections
  Projection *base = nullptr;
  const ClassPlan *plan = nullptr;
  const Model *model = nullptr;

  /// Per field: stored one an edge; else one value for all in `values`.
  std::vector<char> stored;
  std::vector<double> values;
  std::vector<double> uniforms; ///< the kernels' view of `values`
  std::vector<int> order;       ///< stored fields in order of dependency
  std::vector<ExprTraits> traits, constraints;
  std::vector<char> frozen;     ///< State fields that do not change
  std::vector<char> assigned;   ///< set by the user

  EdgeKernel emit, pre, post, step, advance, signal;
  std::vector<size_t> inputs; ///< per target part: of Continuous::inputs, if `signal`
  std::vector<EdgeKernel> ports, every;
  std::vector<EmitRun> emits;
  std::vector<PortProjection> portProjections;

  EdgeDelay dendritic, backprop;
  std::vector<EventHistory::Trace> preTraces, postTraces;
  std::vector<int> preTraceOf, postTraceOf; ///< per field: trace or -1
  bool preHistory = false, postHistory = false;
  HistoryUse sources, targets; ///< how these are kept
  bool completes = false; ///< kernels first make up for the ticks since the last touch
  bool elapsed = false;   ///< edges know when they were last touched
  /// `on post` of an edge runs when something else touches the edge: what it does
  /// depends on the edge and on traces only, and the histories of both ends still
  /// have what it would have seen. The same kernel sees the same values in the same
  /// order, so nothing differs but when.
  bool replays = false;
  bool rows = false;      ///< RowRunner does it
  bool reverse = false;   ///< an index by target is needed
  std::string whyReverse; ///< for the report
  bool needsIds = false;  ///< edges keep the identity their draws are keyed by
  bool drawsRandom = false;
  bool structural = false;
  bool narrow = false;    ///< 16 bits number all targets
  bool mixedDelays = false; ///< synapses may grow with other delays than the first
  bool oneDelay() const { return base->constantDelay && !mixedDelays; }
  std::vector<int> preChannel;  ///< per source part
  std::vector<int> postChannel; ///< per target part; -1: no spikes
  bool arrivesF64 = false, arrivesF32 = false;

  const FieldPlan &field(int f) const { return plan->fields[f]; }
  /// Of one edge in the table, without what its ends keep.
  double bytesPerEdge() const;
  /// For the report: "rows: w, e f32, index by target".
  std::string representation() const;
  /// The projection's own expression for a field, or the class's.
  const Expr &fieldValue(int f) const;
  Error fail(std::string message) const {
    return {about("projection " + base->plan->name, message), base->plan->at};
  }
};

/// A run of edges of one source (or, from the index by target, of one target)
/// that an event reaches in one tick.
struct EdgeArrival {
  uint32_t from;   ///< source i, or local target
  uint32_t first;  ///< edge, or place in the index by target
  uint32_t length;
  uint32_t delay;  ///< ticks
  uint32_t count;  ///< how often the source had the event
  uint32_t run;    ///< of EdgeTable::replayed
};

/// Arrivals by tick.
class ArrivalCalendar {
public:
  void resize(int64_t longest);
  std::vector<EdgeArrival> &day(int64_t tick) {
    return days[static_cast<size_t>(tick) & mask];
  }
  void clear();
  size_t bytes() const;

private:
  std::vector<std::vector<EdgeArrival>> days;
  size_t mask = 0;
};

/// Events on their way to a port of all edges.
struct PortArrival {
  uint32_t projection; ///< of EdgeProjection::portProjections
  uint32_t source;
  uint32_t count;
};

/// The local target of each edge.
class EdgeTargets {
public:
  EdgeTargets(const uint16_t *narrow, const uint32_t *wide) : narrow(narrow), wide(wide) {}
  uint32_t operator[](size_t edge) const { return narrow ? narrow[edge] : wide[edge]; }
  void copy(size_t first, size_t n, uint32_t *out) const {
    if (narrow)
      std::copy_n(narrow + first, n, out);
    else
      std::copy_n(wide + first, n, out);
  }

private:
  const uint16_t *narrow;
  const uint32_t *wide;
};

struct EdgeTable {
  int64_t edges = 0;
  std::vector<uint32_t> rowBegin;     ///< first edge of each source, and one more
  std::vector<uint32_t> segmentBegin; ///< empty if there is one delay
  std::vector<Segment> segments;

  EdgeColumn target;  ///< u16 or u32: local target
  EdgeColumn touched; ///< u32: tick (modulo 2^32) it was last touched in
  EdgeColumn delay;   ///< u16: ticks, where the index by target must know
  EdgeColumn dendritic, backprop; ///< u16: ticks
  EdgeColumn id;      ///< u64: identity
  std::vector<EdgeColumn> fields; ///< as ClassPlan::fields; those stored
  std::vector<EdgeColumn> refs;   ///< u32: index in the view
  std::vector<EdgeColumn> after;  ///< u32: ticks, as EdgeProjection::emits

  // Local targets.
  std::vector<uint32_t> targetIndex;   ///< j
  std::vector<uint32_t> targetElement;
  std::vector<uint32_t> targetPart;
  std::vector<uint32_t> targetSlot;    ///< in the arrive space, or in a signal's sums
  std::vector<uint8_t> targetWide;     ///< that slot is f64
  bool slotsInOrder = false;           ///< targetSlot[k] == targetSlot[0] + k
  std::vector<int64_t> partFirst;      ///< per part: its first local target …
  std::vector<int64_t> partFrom;       ///< … and that one's position in the part

  // Index by target: edges in order of backprop, then source.
  std::vector<uint32_t> reverseBegin;
  std::vector<uint32_t> reverseEdge, reverseSource;
  std::vector<uint32_t> reverseSegmentBegin; ///< empty if there is one backprop
  std::vector<Segment> reverseSegments;

  SharedHistory pre, post;
  ArrivalCalendar preArrivals, postArrivals;
  std::vector<std::vector<PortArrival>> portDays;
  int64_t longestPre = 1, longestPost = 0, longestPort = 0;

  // EdgeProjection::replays. Per row (per segment, where there are): the tick up to
  // which events of targets have had their effect.
  std::vector<int64_t> replayed;
  int64_t settled = 0; ///< the least of them, or less
  Buffer replayBlock;
  std::vector<void *> replayArrays; ///< per slot
  // EdgeProjection::rows: what their kernels get (abi/RowKernel.h).
  std::vector<void *> rowArrays;
  std::vector<double> rowUniforms;
  std::vector<double> seen; ///< [value][target], of the kernels' types

  // Scratch of the kernels.
  Buffer block;
  std::vector<void *> arrays; ///< per slot
  std::vector<double> uniforms;

  EdgeTargets targets() const {
    return target.width == 2 ? EdgeTargets(target.as<uint16_t>(), nullptr)
                             : EdgeTargets(nullptr, target.as<uint32_t>());
  }
  void setTarget(size_t edge, uint32_t local) {
    if (target.width == 2)
      target.as<uint16_t>()[edge] = static_cast<uint16_t>(local);
    else
      target.as<uint32_t>()[edge] = local;
  }

  size_t bytes() const;
  /// Takes over what all edges share after it was bound again.
  void rebind(const EdgeProjection &edge) {
    uniforms = edge.uniforms;
    if (!pre.empty())
      pre.retune(edge.preTraces);
    if (!post.empty())
      post.retune(edge.postTraces);
  }
  void startReplays(int64_t tick) {
    replayed.assign(segmentBegin.empty() ? rowBegin.size() : segments.size(), tick);
    settled = tick;
  }
  /// Queues, histories and scratch of a table this one replaces.
  void takeQueues(EdgeTable &old);
};

/// normalize L.w per post to X every t.
struct NormalizeRun {
  const NormalizePlan *plan = nullptr;
  int edge = -1;
  int64_t every = 0; ///< ticks
  double total = 0;
};

/// structural L { prune …; grow … }.
struct StructuralRun {
  const StructuralPlan *plan = nullptr;
  int edge = -1;
  int64_t pruneEvery = 0, growEvery = 0; ///< ticks; 0: never
  ExprTraits pruneTraits;
  std::unique_ptr<ProjectionPlan> growPlan;
  Projection grow;
};

/// Something that arrives later than the tick it was sent in, by tick.
struct Deferred {
  uint32_t slot;
  uint32_t wide;
  double value;
};

/// Emissions to the element a `ref` refers to, until its owner has them.
struct RefEmission {
  int64_t due;
  uint32_t projection, emit;
  uint32_t population, field, element;
  uint32_t j, i;
  uint32_t at; ///< in the sender's list
  double value;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_EDGETABLE_H
