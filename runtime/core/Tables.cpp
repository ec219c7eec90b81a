//===- Tables.cpp - Building the synapse tables ---------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Passes over the same counter-based edges: count rows, then fill them. A row is
// filled with records that hold the delay as well, which packing leaves out. Where
// that would be too much for all rows of a group of tables, they are filled and packed
// a slice at a time (RowSlices.h).
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Tables.h"

#include "runtime/core/RowSlices.h"
#include "runtime/core/WeightBounds.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstring>
#include <numeric>

namespace neuro::rt {

namespace {

std::string pairText(const EdgeBlock &block, int lane) {
  return std::to_string(block.i[lane]) + " -> " + std::to_string(block.j[lane]);
}

Error projectionError(const Projection &p, std::string message) {
  return {"projection " + p.plan->name + ": " + std::move(message), p.plan->at};
}

Error beyondBound(const Projection &p, const EdgeBlock &block, int lane, double weight) {
  return projectionError(p, "internal error: the weight of " + pairText(block, lane) + ", " +
                                numberText(weight) + ", is beyond the bound that was found");
}

} // namespace

Result<void> TableBuilder::weights(const Projection &projection,
                                   const EdgeBlock &block, Evaluator &evaluator,
                                   double *values) {
  if (projection.given) {
    size_t near = 0;
    for (int l = 0; l < block.count; ++l)
      values[l] = projection.given->of(block.id[l], near);
    return {};
  }
  EdgeReader reader = projection.edgeReader();
  BlockInput input = projection.edgeInput(Purpose::Weight, reader, block);
  evaluator.evaluate(projection.plan->weight, projection.weightTraits, input, values);
  for (int l = 0; l < block.count; ++l)
    if (!(std::fabs(values[l]) <= FLT_MAX))
      return projectionError(projection, "weight of " + pairText(block, l) + " is " +
                                             numberText(values[l]));
  if (projection.grid.step > 0)
    for (int l = 0; l < block.count; ++l) {
      if (!projection.grid.holds(values[l]))
        return beyondBound(projection, block, l, values[l]);
      values[l] = projection.grid.nearest(values[l]);
    }
  return {};
}

Result<void>
TableBuilder::synapses(const Projection &projection, int threads,
                       const std::function<void(const EdgeBlock &, const uint32_t *,
                                                const double *)> &visit) {
  ProjectionCount count;
  Evaluator evaluator;
  uint32_t ticks[EVAL_BLOCK];
  double values[EVAL_BLOCK];
  const std::function<Result<void>(const EdgeBlock &)> sink =
      [&](const EdgeBlock &block) -> Result<void> {
    if (Result<void> r = weights(projection, block, evaluator, values); !r)
      return r;
    if (projection.constantDelay)
      std::fill(ticks, ticks + block.count, static_cast<uint32_t>(projection.delayTicks));
    else if (Result<void> r = delays(projection, block, evaluator, ticks, count); !r)
      return r;
    visit(block, ticks, values);
    return {};
  };
  if (projection.list) // read once
    return projection.edges(Projection::everyThread, sink);
  for (int thread = 0; thread < threads; ++thread)
    if (Result<void> r = projection.edges(thread, sink); !r)
      return r;
  return {};
}

Result<void> TableBuilder::delays(const Projection &projection,
                                  const EdgeBlock &block, Evaluator &evaluator,
                                  uint32_t *ticks, ProjectionCount &count) {
  const double dt = projection.dt;
  EdgeReader reader = projection.edgeReader();
  BlockInput input = projection.edgeInput(Purpose::Delay, reader, block);
  double values[EVAL_BLOCK];
  evaluator.evaluate(projection.plan->delay, projection.delayTraits, input, values);
  const bool drawn = projection.delayTraits.draws;
  for (int l = 0; l < block.count; ++l) {
    double d = values[l];
    // Half a millionth of a tick is how far a value on the grid may be off it.
    for (uint32_t redraw = 1; drawn && d < dt * (1 - 1e-6); ++redraw) {
      if (redraw > 255)
        return projectionError(projection, "the delay of " + pairText(block, l) +
                                               " was below one tick of " +
                                               numberText(dt) +
                                               " ms in 255 draws");
      EdgeReader one = reader;
      one.look(block, l);
      BlockInput again = input;
      again.reader = &one;
      again.ids = block.id + l;
      again.count = 1;
      again.redraw = redraw;
      evaluator.evaluate(projection.plan->delay, projection.delayTraits, again, &d);
      ++count.redrawn;
    }
    const double t = std::round(d / dt);
    if (!(t >= 1))
      return projectionError(projection, "the delay of " + pairText(block, l) +
                                             " is " + numberText(d) +
                                             " ms, below one tick of " +
                                             numberText(dt) + " ms");
    if (t > static_cast<double>(longestMixedDelay))
      return projectionError(projection,
                             "the delay of " + pairText(block, l) + " is " +
                                 numberText(d) + " ms = " + numberText(t) +
                                 " ticks; delays that differ between synapses can "
                                 "have at most " +
                                 std::to_string(longestMixedDelay) + " ticks");
    if (!drawn && std::fabs(d - t * dt) > 1e-6 * dt && count.offGrid++ == 0)
      count.offGridExample = d;
    ticks[l] = static_cast<uint32_t>(t);
  }
  return {};
}

/// A table while it is filled: rows in their order, a row as records of target,
/// weight and delay, so that a synapse is written in one place. `pack` then turns
/// each row into segments, in the same memory.
struct TableBuilder::Fill {
  Table *table = nullptr;
  const TablePlan *plan = nullptr;
  bool listed = false; ///< some edges come in the order of a list, not by target
  size_t rows = 0;
  /// Table::rowBegin from its second entry on: a row's count, then its next free
  /// record. Packing puts there where the row after begins. Null if rows are not lists.
  uint64_t *next = nullptr;
  // The rows of this pass, and the number of the first one's first record.
  size_t firstRow = 0, lastRow = 0;
  uint64_t firstRecord = 0;
  std::vector<size_t> sliceEnds;
  uint64_t halves = 0; ///< packed so far
  size_t taken = 0;    ///< of the budget, for what packing leaves out
  char *records = nullptr;
  unsigned weightAt = 0, delayAt = 0, recordBytes = 0;

  /// Of a record, for a table whose targets and weights have these sizes. Packing
  /// must not need more: an odd segment is filled up by a byte.
  void layOut() {
    weightAt = table->targetBytes;
    delayAt = weightAt + table->weightBytes;
    recordBytes = delayAt + (plan->oneDelay ? delayAt % 2 : 2);
  }
  bool takes(size_t row) const { return row >= firstRow && row < lastRow; }
  /// Whether records take more than what is packed.
  bool isSliced() const { return next && recordBytes > table->synapseBytes(); }
  /// Begins pass `slice` of `slices`; false if there is no memory for its records.
  bool beginSlice(int slice, int slices) {
    const uint64_t total = static_cast<uint64_t>(table->synapses);
    if (!isSliced())
      slices = 1; // all rows in the first
    if (slice >= slices) {
      firstRow = lastRow = rows;
      return true;
    }
    // Of rows not begun, `next` says where they begin.
    auto begin = [&](size_t row) { return row < rows ? next[row] : total; };
    if (next && slice == 0)
      for (int s = 1; s <= slices; ++s)
        sliceEnds.push_back(sliceBegin(next, rows, total, s, slices));
    firstRow = lastRow;
    lastRow = next ? sliceEnds[static_cast<size_t>(slice)] : rows;
    if (!next)
      return true;
    firstRecord = begin(firstRow);
    const uint64_t n = begin(lastRow) - firstRecord;
    taken = n * (recordBytes - table->synapseBytes());
    if (!table->data.resize(2 * halves + n * recordBytes))
      return false;
    records = table->data.as<char>() + 2 * halves;
    return true;
  }
  void prefetch(uint64_t at) const {
    __builtin_prefetch(records + (at - firstRecord) * recordBytes, 1);
  }
  void put(uint64_t at, uint32_t target, double weight, uint32_t delay) {
    char *record = records + (at - firstRecord) * recordBytes;
    if (table->wide)
      write<uint32_t>(record, target);
    else
      write<uint16_t>(record, target);
    switch (table->weightBytes) {
    case 1: write<int8_t>(record + weightAt, plan->fixed.count(weight)); break;
    case 2: write<int16_t>(record + weightAt, plan->fixed.count(weight)); break;
    case 4: write<float>(record + weightAt, weight); break;
    case 8: write<double>(record + weightAt, weight); break;
    default: break;
    }
    if (!plan->oneDelay)
      write<uint16_t>(record + delayAt, delay);
  }

  /// Puts the synapses of each row of this pass in order of delay (stable) and cuts it
  /// into segments.
  void pack();

private:
  template <class To, class From> static void write(char *at, From value) {
    const To stored = static_cast<To>(value);
    std::memcpy(at, &stored, sizeof stored);
  }
  template <class Target, class Weight> void packRows();
};

/// `Weight` is char where there is none.
template <class Target, class Weight> void TableBuilder::Fill::packRows() {
  const bool weighted = table->weightBytes > 0;
  uint64_t *rowBegin = table->rowBegin.as<uint64_t>();
  uint64_t *segmentBegin = table->segmentBegin.as<uint64_t>();
  std::vector<Target> targets;
  std::vector<Weight> weights;
  std::vector<uint16_t> delays;
  std::vector<uint32_t> count, place; // place[k]: of the k-th in order of delay
  auto reorder = [&](auto &column) {
    auto before = column;
    for (size_t k = 0; k < place.size() && !column.empty(); ++k)
      column[k] = before[place[k]];
  };
  uint64_t first = firstRecord;
  for (size_t row = firstRow; row < lastRow; ++row) {
    // After filling, a row's next record is the first of the row after.
    const uint64_t last = next[row];
    rowBegin[row] = halves;
    if (segmentBegin)
      segmentBegin[row] = table->segments.size();
    const size_t n = static_cast<size_t>(last - first);
    targets.resize(n);
    weights.resize(weighted ? n : 0);
    delays.resize(plan->oneDelay ? 0 : n);
    const char *record = records + (first - firstRecord) * recordBytes;
    for (size_t k = 0; k < n; ++k, record += recordBytes) {
      std::memcpy(&targets[k], record, sizeof(Target));
      if (weighted)
        std::memcpy(&weights[k], record + weightAt, sizeof(Weight));
      if (!plan->oneDelay)
        std::memcpy(&delays[k], record + delayAt, 2);
    }
    first = last;
    if (listed && !std::is_sorted(targets.begin(), targets.end())) {
      place.resize(n);
      std::iota(place.begin(), place.end(), 0u);
      std::sort(place.begin(), place.end(), [&](uint32_t a, uint32_t b) {
        return targets[a] != targets[b] ? targets[a] < targets[b] : a < b;
      });
      reorder(targets);
      reorder(weights);
      reorder(delays);
    }
    /// Writes synapses place[from … from + length), or those from `from` on if
    /// they are in order.
    auto segment = [&](size_t from, size_t length, bool ordered) {
      char *at = table->data.as<char>() + 2 * halves;
      char *weightsAt = at + length * sizeof(Target);
      for (size_t k = 0; k < length; ++k) {
        const size_t which = ordered ? from + k : place[from + k];
        std::memcpy(at + k * sizeof(Target), &targets[which], sizeof(Target));
        if (weighted)
          std::memcpy(weightsAt + k * sizeof(Weight), &weights[which], sizeof(Weight));
      }
      halves += table->halves(length);
    };
    if (plan->oneDelay) {
      segment(0, n, true);
      continue;
    }
    if (n == 0)
      continue;
    const auto [low, high] = std::minmax_element(delays.begin(), delays.end());
    const uint32_t least = *low, span = *high - least + 1u;
    place.resize(n);
    if (span <= 4 * n + 64) {
      // Counting sort.
      count.assign(span + 1, 0);
      for (size_t k = 0; k < n; ++k)
        ++count[delays[k] - least + 1];
      for (uint32_t d = 0; d < span; ++d)
        count[d + 1] += count[d];
      for (size_t k = 0; k < n; ++k)
        place[count[delays[k] - least]++] = static_cast<uint32_t>(k);
    } else { // few synapses with far apart delays
      for (size_t k = 0; k < n; ++k)
        place[k] = static_cast<uint32_t>(k);
      std::sort(place.begin(), place.end(), [&](uint32_t a, uint32_t b) {
        return std::make_pair(delays[a], a) < std::make_pair(delays[b], b);
      });
    }
    for (size_t from = 0; from < n;) {
      const uint16_t delay = delays[place[from]];
      size_t to = from + 1;
      while (to < n && to - from < UINT16_MAX && delays[place[to]] == delay)
        ++to;
      table->segments.push_back({static_cast<uint16_t>(to - from), delay});
      segment(from, to - from, false);
      from = to;
    }
  }
  if (lastRow < rows)
    return; // `next` of the rows to come stays
  rowBegin[rows] = halves;
  if (segmentBegin)
    segmentBegin[rows] = table->segments.size();
  table->segments.shrink_to_fit();
  // Where the system cannot, what is too much stays.
  (void)table->data.resize(2 * halves);
}

void TableBuilder::Fill::pack() {
  auto with = [&](auto target) {
    using Target = decltype(target);
    switch (table->weightBytes) {
    case 1: return packRows<Target, int8_t>();
    case 2: return packRows<Target, int16_t>();
    case 4: return packRows<Target, float>();
    case 8: return packRows<Target, double>();
    default: return packRows<Target, char>();
    }
  };
  table->wide ? with(uint32_t()) : with(uint16_t());
}

namespace {

/// Caches the part of a view the last index was in.
class PartCursor {
public:
  explicit PartCursor(const View &view) : view(view) {}
  size_t part(uint32_t index) {
    const ViewPart &now = view.parts[current];
    if (index < now.offset || index >= now.offset + now.count)
      current = view.partOf(index);
    return current;
  }

private:
  const View &view;
  size_t current = 0;
};

} // namespace

double TableBuilder::expectedBytes(int group) const {
  double bytes = 0;
  for (const TablePlan &plan : plans)
    if (plan.group == group && plan.layout < Layout::BitRows && plan.procedural < 0)
      for (int p : plan.projections)
        bytes += projections[p]->expected * (2 + plan.weightBytes()) /
                 static_cast<double>(projections[p]->source->parts.size());
  return populations.empty() ? 0 : bytes / static_cast<double>(populations[0]->cuts.size() - 1);
}

static int64_t synapsesOf(const IndexFree &table, int64_t rows) {
  int64_t synapses = 0;
  for (int64_t row = 0; row < rows; ++row)
    synapses += table.length(static_cast<uint32_t>(row));
  return synapses;
}

Result<std::unique_ptr<IndexFree>>
TableBuilder::makeFree(int thread, int t, const ArriveSpace &space,
                       std::vector<ProjectionCount> &counts) const {
  const TablePlan &plan = plans[static_cast<size_t>(t)];
  const int p = plan.projections[0];
  const Projection &projection = *projections[static_cast<size_t>(p)];
  size_t sp = 0;
  while (tableOf[p][key(sp, plan.type)] != t)
    ++sp;
  const ViewPart &source = projection.source->parts[sp];
  IndexFreeInput input{projection, source, populations[source.population]->size, plan.type, {}};
  for (size_t tp = 0; tp < projection.target->parts.size(); ++tp) {
    const ViewPart &part = projection.target->parts[tp];
    const Population &target = *populations[part.population];
    const int field = projection.plan->targetFields[tp];
    int64_t first, last;
    part.within(target.cuts[thread], target.cuts[thread + 1], first, last);
    if (target.fieldPlan(field).type == plan.type && first < last)
      input.targets.push_back({part.offset + first, last - first,
                               space.offset[part.population][field] - target.cuts[thread] +
                                   part.low + first * part.step,
                               part.step});
  }
  Result<std::unique_ptr<IndexFree>> made = makeIndexFree(plan.layout, input, budget);
  if (!made || plan.layout == Layout::Dense)
    return made;
  ProjectionCount &count = counts[static_cast<size_t>(p)];
  const int64_t synapses = synapsesOf(**made, input.rows);
  count.synapses += synapses;
  if (synapses > 0)
    count.minDelay = count.maxDelay = projection.delayTicks;
  return made;
}

Result<void> TableBuilder::build(int thread, const ArriveSpace &space,
                                 std::vector<Table> &tables,
                                 std::vector<ProjectionCount> &counts,
                                 const std::function<bool(double)> &progress) {
  tables.clear();
  tables.resize(plans.size());
  counts.assign(projections.size(), {});
  int groups = 0;
  for (const TablePlan &plan : plans)
    groups = std::max(groups, plan.group + 1);
  double expected = 0, done = 0, finished = 0, later = 0; // the latter two in bytes
  for (const auto &p : projections)
    expected += p->expected + 1;
  for (int group = 0; group < groups; ++group)
    later += expectedBytes(group);

  for (int group = 0; group < groups; ++group) {
    later -= expectedBytes(group);
    std::vector<int> members, sources; // tables, projections
    for (size_t t = 0; t < plans.size(); ++t)
      if (plans[t].group == group) {
        members.push_back(static_cast<int>(t));
        sources.insert(sources.end(), plans[t].projections.begin(),
                       plans[t].projections.end());
      }
    std::sort(sources.begin(), sources.end());
    sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
    std::vector<Fill> fills(plans.size());

    // `part`: of the work on these projections.
    auto forEdges = [&](double part, auto &&wanted, auto &&visit, auto &&end) -> Result<void> {
      for (int p : sources) {
        const Projection &projection = *projections[p];
        const double work = part * (projection.expected + 1);
        now = &projection;
        if (!wanted(p)) {
          done += work;
          continue;
        }
        PartCursor sourceCursor(*projection.source), targetCursor(*projection.target);
        const double onThread =
            (projection.expected + 1) / static_cast<double>(populations[0]->cuts.size() - 1);
        int64_t seen = 0, shown = 0;
        std::function<Result<void>(const EdgeBlock &)> sink =
            [&](const EdgeBlock &block) -> Result<void> {
          seen += block.count;
          if (seen - shown > 1000000) {
            shown = seen;
            const double share = std::min(1.0, static_cast<double>(seen) / onThread);
            if (!progress((done + work * share) / expected))
              return Error{"building was stopped", ""};
          }
          return visit(p, projection, block, sourceCursor, targetCursor);
        };
        if (Result<void> r = projection.edges(thread, sink); !r)
          return r;
        if (Result<void> r = end(p, projection, sourceCursor, targetCursor); !r)
          return r;
        done += work;
        if (!progress(done / expected))
          return Error{"building was stopped", ""};
      }
      return {};
    };
    auto nothing = [](int, const Projection &, PartCursor &, PartCursor &) {
      return Result<void>();
    };
    // Per projection and target part: the type it adds to and where index j
    // lies in the arrive space, base + j * step.
    struct TargetSide {
      Scalar type;
      int64_t base, step;
    };
    std::vector<std::vector<TargetSide>> sides(projections.size());
    for (int p : sources) {
      const Projection &projection = *projections[p];
      for (size_t tp = 0; tp < projection.target->parts.size(); ++tp) {
        const ViewPart &part = projection.target->parts[tp];
        const Population &target = *populations[part.population];
        const int field = projection.plan->targetFields[tp];
        sides[p].push_back({target.fieldPlan(field).type,
                            space.offset[part.population][field] - target.cuts[thread] +
                                part.low - part.offset * part.step,
                            part.step});
      }
    }
    for (int t : members) {
      Fill &fill = fills[t];
      fill.table = &tables[t];
      fill.plan = &plans[t];
      for (int p : plans[t].projections)
        fill.listed |= projections[p]->list != nullptr;
      fill.rows = static_cast<size_t>(populations[channels[plans[t].channel].population]->size);
      if (plans[t].layout >= Layout::BitRows || plans[t].procedural >= 0)
        continue; // nothing to count
      const std::string &name = projections[plans[t].projections[0]]->plan->name;
      const size_t bytes = (fill.rows + 1) * sizeof(uint64_t);
      if (Result<void> r = budget.take(static_cast<double>(bytes * (plans[t].oneDelay ? 1 : 2)),
                                       "the rows of " + name);
          !r)
        return r;
      if (!tables[t].rowBegin.allocate(bytes) ||
          (!plans[t].oneDelay && !tables[t].segmentBegin.allocate(bytes)))
        return outOfMemory("the system has no memory left for the rows of " + name);
      fill.next = tables[t].rowBegin.as<uint64_t>() + 1;
    }
    // Bits and what is index-free need no counting; of the latter only matrices are
    // filled edge by edge.
    auto countsFirst = [&](int p) {
      return std::any_of(tableOf[p].begin(), tableOf[p].end(),
                         [&](int t) { return t >= 0 && fills[t].next; });
    };
    // Of what is generated again for each spike, only what cannot be known otherwise is
    // looked at: how many edges, and whether each has a weight and a delay.
    auto isKnown = [&](int p) {
      const Projection &projection = *projections[p];
      if (!projection.isGenerated() || !projection.constantDelay ||
          (!projection.uniformWeight && !(weightBounds(projection).largest() <= FLT_MAX)))
        return false;
      const std::optional<int64_t> count = projection.generatedCount();
      if (!count)
        return false;
      if (thread == 0 && *count > 0) {
        counts[p].synapses += *count;
        counts[p].minDelay = counts[p].maxDelay = projection.delayTicks;
      }
      return true;
    };
    auto isFilled = [&](int p) {
      return !isKnown(p) && std::any_of(tableOf[p].begin(), tableOf[p].end(), [&](int t) {
        return t >= 0 && (!isIndexFree(plans[t].layout) || plans[t].layout == Layout::Dense);
      });
    };
    auto countBlock = [&](int p, const Projection &projection, const EdgeBlock &block,
                          PartCursor &sourceCursor, PartCursor &targetCursor) -> Result<void> {
      for (int l = 0; l < block.count; ++l) {
        size_t sp = sourceCursor.part(block.i[l]), tp = targetCursor.part(block.j[l]);
        const Fill &fill = fills[tableOf[p][key(sp, sides[p][tp].type)]];
        if (fill.next)
          ++fill.next[static_cast<size_t>(projection.source->parts[sp].element(block.i[l]))];
      }
      return {};
    };
    if (Result<void> counted = forEdges(0.3, countsFirst, countBlock, nothing); !counted)
      return counted;

    // Allocate.
    double ofGroup = 0, scratch = 0;
    for (int t : members) {
      if (plans[t].procedural >= 0)
        continue;
      Fill &fill = fills[t];
      Table &table = tables[t];
      const TablePlan &plan = plans[t];
      const std::string &name = projections[plan.projections[0]]->plan->name;
      table.layout = plan.layout;
      if (isIndexFree(plan.layout)) {
        Result<std::unique_ptr<IndexFree>> made = makeFree(thread, t, space, counts);
        if (!made)
          return made.error();
        table.free = std::move(*made);
        ofGroup += static_cast<double>(table.free->bytes());
        continue;
      }
      // What of the arrive space it reaches.
      std::vector<std::pair<int64_t, int64_t>> spans;
      for (int p : plan.projections)
        for (size_t tp = 0; tp < sides[p].size(); ++tp) {
          const TargetSide &side = sides[p][tp];
          const ViewPart &part = projections[p]->target->parts[tp];
          const Population &target = *populations[part.population];
          int64_t first, last;
          part.within(target.cuts[thread], target.cuts[thread + 1], first, last);
          if (side.type == plan.type && first < last)
            spans.push_back({side.base + (part.offset + first) * side.step,
                             side.base + (part.offset + last - 1) * side.step + 1});
        }
      if (plan.layout == Layout::BitRows) {
        for (auto [begin, end] : spans)
          table.bits.cover(begin, end);
        table.bits.layOut(static_cast<int64_t>(fill.rows));
        if (Result<void> r =
                budget.take(table.bits.bytesNeeded(), "the synapses of " + name + ", one bit a pair");
            !r)
          return r;
        if (!table.bits.allocate())
          return outOfMemory("the system has no memory left for the synapses of " + name);
        ofGroup += table.bits.bytesNeeded();
        continue;
      }
      int64_t begin = spans.empty() ? 0 : INT64_MAX, end = 0;
      for (auto [from, to] : spans) {
        begin = std::min(begin, from);
        end = std::max(end, to);
      }
      table.origin = static_cast<uint32_t>(begin);
      table.wide = end - begin > 65536;
      table.targetBytes = table.wide ? 4 : 2;
      table.weightBytes = static_cast<uint8_t>(plan.weightBytes());
      fill.layOut();
      uint64_t total = 0;
      for (size_t row = 0; row < fill.rows; ++row)
        total += std::exchange(fill.next[row], total);
      table.synapses = static_cast<int64_t>(total);
      const double n = static_cast<double>(total),
                   keep = n * static_cast<double>(table.synapseBytes());
      if (Result<void> r = budget.take(keep, "the " + numberText(n) + " synapses of " + name); !r)
        return r;
      ofGroup += keep + static_cast<double>(table.rowBegin.size() + table.segmentBegin.size());
      scratch += n * static_cast<double>(fill.recordBytes - table.synapseBytes());
    }

    // Fill.
    Evaluator evaluator;
    uint32_t ticks[EVAL_BLOCK];
    double values[EVAL_BLOCK];
    auto fillBlock = [&](int p, const Projection &projection, const EdgeBlock &block,
                         PartCursor &sourceCursor, PartCursor &targetCursor) -> Result<void> {
      ProjectionCount &count = counts[p];
      count.synapses += block.count;
      if (!projection.uniformWeight)
        if (Result<void> r = weights(projection, block, evaluator, values); !r)
          return r;
      if (projection.constantDelay) {
        count.minDelay = std::min(count.minDelay, projection.delayTicks);
        count.maxDelay = std::max(count.maxDelay, projection.delayTicks);
      } else {
        if (Result<void> r = delays(projection, block, evaluator, ticks, count); !r)
          return r;
        for (int l = 0; l < block.count; ++l) {
          count.minDelay = std::min<int64_t>(count.minDelay, ticks[l]);
          count.maxDelay = std::max<int64_t>(count.maxDelay, ticks[l]);
        }
      }
      // Places first, so that the lines to be written are on their way.
      uint64_t at[EVAL_BLOCK];
      int32_t tableAt[EVAL_BLOCK];
      uint32_t place[EVAL_BLOCK];
      if (projection.isGenerated())
        return {};
      for (int t : tableOf[p])
        if (t >= 0 && plans[t].layout == Layout::BitRows)
          if (const size_t more = tables[t].bits.bytesForRepeats(static_cast<size_t>(block.count))) {
            if (Result<void> r = budget.take(static_cast<double>(more),
                                             "pairs that " + projection.plan->name +
                                                 " connects more than once");
                !r)
              return r;
            tables[t].bits.reserveRepeats(static_cast<size_t>(block.count));
          }
      for (int l = 0; l < block.count; ++l) {
        const size_t sp = sourceCursor.part(block.i[l]), tp = targetCursor.part(block.j[l]);
        const TargetSide &side = sides[p][tp];
        const int t = tableOf[p][key(sp, side.type)];
        Fill &fill = fills[t];
        tableAt[l] = t;
        place[l] = static_cast<uint32_t>(side.base + int64_t(block.j[l]) * side.step);
        const size_t row =
            static_cast<size_t>(projection.source->parts[sp].element(block.i[l]));
        if (plans[t].layout >= Layout::BitRows) {
          if (plans[t].layout == Layout::Dense)
            tables[t].free->put(static_cast<uint32_t>(row), place[l], values[l]);
          else
            tables[t].bits.add(static_cast<uint32_t>(row), place[l]);
          tableAt[l] = -1;
          continue;
        }
        if (fill.plan->fixed.step > 0 && !fill.plan->fixed.holds(values[l]))
          return beyondBound(projection, block, l, values[l]);
        at[l] = fill.next[row]++;
        fill.prefetch(at[l]);
      }
      for (int l = 0; l < block.count; ++l)
        if (tableAt[l] >= 0)
          fills[tableAt[l]].put(at[l], place[l] - tables[tableAt[l]].origin,
                              projection.uniformWeight ? projection.weight : values[l],
                              projection.constantDelay
                                  ? static_cast<uint32_t>(projection.delayTicks)
                                  : ticks[l]);
      return {};
    };
    // Of edges those whose rows are filled in this pass, until they are a block.
    auto kept = std::make_unique<EdgeBlock>();
    auto fillKept = [&](int p, const Projection &projection, PartCursor &sourceCursor,
                        PartCursor &targetCursor) -> Result<void> {
      if (kept->count == 0)
        return {};
      Result<void> filled = fillBlock(p, projection, *kept, sourceCursor, targetCursor);
      kept->count = 0;
      return filled;
    };
    auto selectBlock = [&](int p, const Projection &projection, const EdgeBlock &block,
                           PartCursor &sourceCursor, PartCursor &targetCursor) -> Result<void> {
      for (int l = 0; l < block.count; ++l) {
        const size_t sp = sourceCursor.part(block.i[l]), tp = targetCursor.part(block.j[l]);
        const Fill &fill = fills[tableOf[p][key(sp, sides[p][tp].type)]];
        if (!fill.takes(static_cast<size_t>(projection.source->parts[sp].element(block.i[l]))))
          continue;
        kept->take(block, l);
        if (kept->count == EVAL_BLOCK)
          if (Result<void> r = fillKept(p, projection, sourceCursor, targetCursor); !r)
            return r;
      }
      return {};
    };

    const int slices = slicesFor(scratch, ofGroup, finished, later);
    for (int slice = 0; slice < slices; ++slice) {
      for (int t : members) {
        Fill &fill = fills[t];
        const std::string &name = projections[plans[t].projections[0]]->plan->name;
        fill.taken = 0;
        if (!fill.beginSlice(slice, slices))
          return outOfMemory("the system has no memory left for the " +
                           numberText(static_cast<double>(tables[t].synapses)) + " synapses of " + name);
        if (Result<void> r = budget.take(static_cast<double>(fill.taken),
                                         "the delays of " + name + " while it is built");
            !r)
          return r;
      }
      auto concerned = [&](int p) {
        return slice == 0 ? isFilled(p)
                          : std::any_of(tableOf[p].begin(), tableOf[p].end(), [&](int t) {
                              return t >= 0 && fills[t].isSliced();
                            });
      };
      Result<void> filled = slices == 1
                                ? forEdges(0.7, concerned, fillBlock, nothing)
                                : forEdges(0.7 / slices, concerned, selectBlock, fillKept);
      if (!filled)
        return filled;
      for (int t : members) {
        Fill &fill = fills[t];
        if (!fill.next || fill.firstRow == fill.lastRow)
          continue;
        const size_t segments = tables[t].segments.size();
        const uint64_t halves = fill.halves;
        const uint64_t records = fill.next[fill.lastRow - 1] - fill.firstRecord;
        fill.pack();
        budget.give(fill.taken);
        // Segments, and the bytes that odd ones are filled up with.
        const double more =
            static_cast<double>((tables[t].segments.size() - segments) * sizeof(Segment)) +
            static_cast<double>(2 * (fill.halves - halves) - records * tables[t].synapseBytes());
        if (Result<void> r = budget.take(
                more, "the rows of " + projections[plans[t].projections[0]]->plan->name);
            !r)
          return r;
      }
    }
    for (int t : members) {
      if (plans[t].layout == Layout::BitRows) {
        if (Result<void> r =
                budget.take(static_cast<double>(tables[t].bits.bytesToFinish()),
                            "pairs that " + projections[plans[t].projections[0]]->plan->name +
                                " connects more than once");
            !r)
          return r;
        budget.give(tables[t].bits.finish());
      }
      if (tables[t].free)
        tables[t].synapses = synapsesOf(*tables[t].free, static_cast<int64_t>(fills[t].rows));
      finished += static_cast<double>(tables[t].bytes());
    }
  }
  return {};
}

} // namespace neuro::rt
