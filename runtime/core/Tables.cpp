//===- Tables.cpp - Building the synapse tables ---------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two passes over the same counter-based edges: count rows, then fill them.
// Besides the final table only the delays of the tables being filled are kept
// (two bytes a synapse, one group of tables at a time); rows are then put in
// order of delay.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Tables.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstring>

namespace neuro::rt {

namespace {

std::string pairText(const EdgeBlock &block, int lane) {
  return std::to_string(block.i[lane]) + " -> " + std::to_string(block.j[lane]);
}

Error projectionError(const Projection &p, std::string message) {
  return {"projection " + p.plan->name + ": " + std::move(message), p.plan->at};
}

} // namespace

Result<void> TableBuilder::weights(const Projection &projection,
                                   const EdgeBlock &block, Evaluator &evaluator,
                                   double *values) {
  EdgeReader reader = projection.edgeReader();
  BlockInput input = projection.edgeInput(Purpose::Weight, reader, block);
  evaluator.evaluate(projection.plan->weight, projection.weightTraits, input, values);
  for (int l = 0; l < block.count; ++l)
    if (!(std::fabs(values[l]) <= FLT_MAX))
      return projectionError(projection, "weight of " + pairText(block, l) + " is " +
                                             numberText(values[l]));
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
      one.i = block.i + l;
      one.j = block.j + l;
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

/// A table while it is filled.
struct TableBuilder::Fill {
  Table *table = nullptr;
  const TablePlan *plan = nullptr;
  std::vector<uint64_t> cursor; ///< per row: count, then next free place
  Buffer delays;                ///< uint16_t per synapse, if they differ
  size_t taken = 0;             ///< of the budget, for what goes away again

  // Bases of the table's arrays, null where there is none.
  uint16_t *narrow = nullptr;
  uint32_t *wide = nullptr;
  float *single = nullptr;
  double *twofold = nullptr;
  uint16_t *delayOf = nullptr;

  void bindArrays() {
    if (table->wide)
      wide = table->targets.as<uint32_t>();
    else
      narrow = table->targets.as<uint16_t>();
    if (!plan->uniformWeight) {
      if (plan->type == Scalar::F64)
        twofold = table->weights.as<double>();
      else
        single = table->weights.as<float>();
    }
    if (!plan->oneDelay)
      delayOf = delays.as<uint16_t>();
  }
  void prefetch(uint64_t at) const {
    if (narrow)
      __builtin_prefetch(narrow + at, 1);
    else
      __builtin_prefetch(wide + at, 1);
    if (single)
      __builtin_prefetch(single + at, 1);
    else if (twofold)
      __builtin_prefetch(twofold + at, 1);
    if (delayOf)
      __builtin_prefetch(delayOf + at, 1);
  }
  void put(uint64_t at, uint32_t target, double weight, uint32_t delay) {
    if (narrow)
      narrow[at] = static_cast<uint16_t>(target);
    else
      wide[at] = target;
    if (single)
      single[at] = static_cast<float>(weight);
    else if (twofold)
      twofold[at] = weight;
    if (delayOf)
      delayOf[at] = static_cast<uint16_t>(delay);
  }

  /// Puts the synapses of each row in order of delay (stable) and cuts it.
  void sortRows();

private:
  template <class Target, class Weight> void sortRowsOf();
};

template <class Target, class Weight> void TableBuilder::Fill::sortRowsOf() {
  Target *targets = table->targets.as<Target>();
  Weight *weights = plan->uniformWeight ? nullptr : table->weights.as<Weight>();
  const uint16_t *delay = delays.as<uint16_t>();
  const uint64_t *rowBegin = table->rowBegin.as<uint64_t>();
  uint64_t *segmentBegin = table->segmentBegin.as<uint64_t>();
  const size_t rows = table->rowBegin.size() / sizeof(uint64_t) - 1;
  std::vector<Target> rowTargets;
  std::vector<Weight> rowWeights;
  std::vector<uint32_t> count, place;
  for (size_t row = 0; row < rows; ++row) {
    segmentBegin[row] = table->segments.size();
    const uint64_t begin = rowBegin[row];
    const size_t n = static_cast<size_t>(rowBegin[row + 1] - begin);
    if (n == 0)
      continue;
    auto [low, high] = std::minmax_element(delay + begin, delay + begin + n);
    const uint32_t first = *low, span = *high - first + 1u;
    if (span > 1 && span <= 4 * n + 64) {
      // Counting sort.
      count.assign(span + 1, 0);
      for (size_t k = 0; k < n; ++k)
        ++count[delay[begin + k] - first + 1];
      for (uint32_t d = 0; d < span; ++d) {
        if (uint32_t length = count[d + 1])
          table->segments.push_back({length, first + d});
        count[d + 1] += count[d];
      }
      rowTargets.assign(targets + begin, targets + begin + n);
      if (weights)
        rowWeights.assign(weights + begin, weights + begin + n);
      for (size_t k = 0; k < n; ++k) {
        uint64_t to = begin + count[delay[begin + k] - first]++;
        targets[to] = rowTargets[k];
        if (weights)
          weights[to] = rowWeights[k];
      }
    } else if (span > 1) {
      // Few synapses with far apart delays.
      place.resize(n);
      for (size_t k = 0; k < n; ++k)
        place[k] = static_cast<uint32_t>(k);
      std::sort(place.begin(), place.end(), [&](uint32_t a, uint32_t b) {
        return std::make_pair(delay[begin + a], a) < std::make_pair(delay[begin + b], b);
      });
      rowTargets.assign(targets + begin, targets + begin + n);
      if (weights)
        rowWeights.assign(weights + begin, weights + begin + n);
      for (size_t k = 0; k < n; ++k) {
        const uint32_t d = delay[begin + place[k]];
        if (k == 0 || table->segments.back().delay != d)
          table->segments.push_back({0, d});
        ++table->segments.back().length;
        targets[begin + k] = rowTargets[place[k]];
        if (weights)
          weights[begin + k] = rowWeights[place[k]];
      }
    } else {
      table->segments.push_back({static_cast<uint32_t>(n), first});
    }
  }
  segmentBegin[rows] = table->segments.size();
  table->segments.shrink_to_fit();
}

void TableBuilder::Fill::sortRows() {
  const bool f64 = plan->type == Scalar::F64;
  if (table->wide)
    f64 ? sortRowsOf<uint32_t, double>() : sortRowsOf<uint32_t, float>();
  else
    f64 ? sortRowsOf<uint16_t, double>() : sortRowsOf<uint16_t, float>();
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
  double expected = 0, done = 0;
  for (const auto &p : projections)
    expected += p->expected + 1;

  for (int group = 0; group < groups; ++group) {
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

    auto forEdges = [&](auto &&wanted, auto &&visit) -> Result<void> {
      for (int p : sources) {
        const Projection &projection = *projections[p];
        if (!wanted(p)) {
          done += 0.5 * (projection.expected + 1);
          continue;
        }
        PartCursor sourceCursor(*projection.source), targetCursor(*projection.target);
        std::function<Result<void>(const EdgeBlock &)> sink =
            [&](const EdgeBlock &block) -> Result<void> {
          return visit(p, projection, block, sourceCursor, targetCursor);
        };
        if (Result<void> r = projection.edges(thread, sink); !r)
          return r;
        done += 0.5 * (projection.expected + 1);
        if (!progress(done / expected))
          return Error{"building was stopped", ""};
      }
      return {};
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
      fill.cursor.assign(
          static_cast<size_t>(populations[channels[plans[t].channel].population]->size) + 1, 0);
    }
    // Bits need no counting.
    auto countsFirst = [&](int p) {
      return std::any_of(tableOf[p].begin(), tableOf[p].end(), [&](int t) {
        return t >= 0 && plans[t].layout == Layout::Rows;
      });
    };
    auto countBlock = [&](int p, const Projection &projection, const EdgeBlock &block,
                          PartCursor &sourceCursor, PartCursor &targetCursor) -> Result<void> {
      for (int l = 0; l < block.count; ++l) {
        size_t sp = sourceCursor.part(block.i[l]), tp = targetCursor.part(block.j[l]);
        const int t = tableOf[p][key(sp, sides[p][tp].type)];
        ++fills[t].cursor[static_cast<size_t>(
            projection.source->parts[sp].element(block.i[l]))];
      }
      return {};
    };
    if (Result<void> counted = forEdges(countsFirst, countBlock); !counted)
      return counted;

    // Allocate.
    for (int t : members) {
      if (plans[t].procedural >= 0)
        continue;
      Fill &fill = fills[t];
      Table &table = tables[t];
      const TablePlan &plan = plans[t];
      const std::string &name = projections[plan.projections[0]]->plan->name;
      const bool f64 = plan.type == Scalar::F64;
      if (plan.layout == Layout::BitRows) {
        for (int p : plan.projections)
          for (size_t tp = 0; tp < sides[p].size(); ++tp) {
            const TargetSide &side = sides[p][tp];
            const ViewPart &part = projections[p]->target->parts[tp];
            const Population &target = *populations[part.population];
            int64_t first, last;
            part.within(target.cuts[thread], target.cuts[thread + 1], first, last);
            if (side.type == plan.type && first < last)
              table.bits.cover(side.base + (part.offset + first) * side.step,
                               side.base + (part.offset + last - 1) * side.step + 1);
          }
        table.bits.layOut(static_cast<int64_t>(fill.cursor.size()) - 1);
        if (Result<void> r =
                budget.take(table.bits.bytesNeeded(), "the synapses of " + name + ", one bit a pair");
            !r)
          return r;
        if (!table.bits.allocate())
          return Error{"the system has no memory left for the synapses of " + name, ""};
        continue;
      }
      table.wide = (f64 ? space.count64 : space.count32) > 65536;
      uint64_t total = 0;
      for (uint64_t &c : fill.cursor) {
        uint64_t n = c;
        c = total;
        total += n;
      }
      table.synapses = static_cast<int64_t>(total);
      const double rowBytes = static_cast<double>(fill.cursor.size()) * sizeof(uint64_t);
      const double n = static_cast<double>(total);
      const double keep = n * ((table.wide ? 4 : 2) +
                               (plan.uniformWeight ? 0 : f64 ? 8 : 4)) +
                          rowBytes * (plan.oneDelay ? 1 : 2);
      const double scratch = plan.oneDelay ? 0 : 2 * n;
      if (Result<void> r = budget.take(keep + scratch, "the " + numberText(n) +
                                                           " synapses of " + name);
          !r)
        return r;
      fill.taken = static_cast<size_t>(scratch);
      bool ok = table.targets.allocate(total * (table.wide ? 4 : 2)) &&
                table.rowBegin.allocate(fill.cursor.size() * sizeof(uint64_t));
      if (!plan.uniformWeight)
        ok = ok && table.weights.allocate(total * (f64 ? 8 : 4));
      if (!plan.oneDelay)
        ok = ok && fill.delays.allocate(total * 2) &&
             table.segmentBegin.allocate(fill.cursor.size() * sizeof(uint64_t));
      if (!ok)
        return Error{"the system has no memory left for the " + numberText(n) +
                         " synapses of " + name,
                     ""};
      fill.bindArrays();
      // cursor[row] is the row's begin now; its last entry is the total.
      std::memcpy(table.rowBegin.as<uint64_t>(), fill.cursor.data(),
                  fill.cursor.size() * sizeof(uint64_t));
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
      if (projection.plan->details.procedural)
        return {};
      for (int l = 0; l < block.count; ++l) {
        const size_t sp = sourceCursor.part(block.i[l]), tp = targetCursor.part(block.j[l]);
        const TargetSide &side = sides[p][tp];
        const int t = tableOf[p][key(sp, side.type)];
        Fill &fill = fills[t];
        tableAt[l] = t;
        place[l] = static_cast<uint32_t>(side.base + int64_t(block.j[l]) * side.step);
        const size_t row =
            static_cast<size_t>(projection.source->parts[sp].element(block.i[l]));
        if (plans[t].layout == Layout::BitRows) {
          tables[t].bits.add(static_cast<uint32_t>(row), place[l]);
          tableAt[l] = -1;
          continue;
        }
        at[l] = fill.cursor[row]++;
        fill.prefetch(at[l]);
      }
      for (int l = 0; l < block.count; ++l)
        if (tableAt[l] >= 0)
          fills[tableAt[l]].put(at[l], place[l],
                              projection.uniformWeight ? projection.weight : values[l],
                              projection.constantDelay
                                  ? static_cast<uint32_t>(projection.delayTicks)
                                  : ticks[l]);
      return {};
    };
    if (Result<void> filled = forEdges([](int) { return true; }, fillBlock); !filled)
      return filled;

    for (int t : members) {
      if (plans[t].layout == Layout::BitRows)
        tables[t].bits.finish();
      if (plans[t].oneDelay || plans[t].procedural >= 0)
        continue;
      fills[t].sortRows();
      fills[t].delays.release();
      budget.give(fills[t].taken);
      if (Result<void> r = budget.take(
              static_cast<double>(tables[t].segments.capacity() * sizeof(Segment)),
              "the rows of " + projections[plans[t].projections[0]]->plan->name);
          !r)
        return r;
    }
  }
  return {};
}

} // namespace neuro::rt
