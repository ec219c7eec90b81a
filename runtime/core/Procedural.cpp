//===- Procedural.cpp - Edges that are generated again for each spike -----===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Instead of a table, the edges of one source are generated when it spikes (Knight
// and Nowotny, "Larger GPU-accelerated brain simulations with procedural
// connectivity", Nature Computational Science 1, 2021). That takes rules whose edges
// can be found from the source: all, one_to_one, fixed_outdegree, conv2d, sumpool and
// toeplitz give the edges, weights and delays of the stored form, in the same order, so
// that any such projection can have this layout (`--layout procedural`).
// bernoulli draws by source instead of by target, so its pairs are others; a chunk of
// targets has a sequence of its own, and a thread draws for its targets only.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/ConnectivityImpl.h"
#include "runtime/core/State.h"

#include <algorithm>
#include <cmath>

namespace neuro::rt {

// --- The edges of a source --------------------------------------------------------

namespace {
constexpr int64_t chunkSize = 1024;
constexpr int gapBits = 10;
constexpr uint8_t severalGaps = 255;

/// Failures before a success, of a number in (0, 1): geometric, by inversion.
double gapOf(double unit, double scale) { return std::floor(std::log(unit) * scale); }
} // namespace

/// A logarithm is not needed where the highest bits of a number say the gap already: of
/// the others, none is as large as that of the least or smaller than that of the most.
void Projection::makeGaps() {
  if (plan->rule != Rule::Bernoulli || argumentTraits.perElement() || argument <= 0 || argument >= 1)
    return;
  const double scale = 1 / std::log1p(-argument);
  gaps.resize(size_t(1) << gapBits);
  for (uint64_t high = 0; high < gaps.size(); ++high) {
    const uint64_t least = high << (64 - gapBits), most = least + ((uint64_t(1) << (64 - gapBits)) - 1);
    const double gap = gapOf(toUnit(most), scale);
    gaps[high] = gap == gapOf(toUnit(least), scale) && gap < severalGaps ? static_cast<uint8_t>(gap)
                                                                         : severalGaps;
  }
}

static bool choosesTargets(Rule rule) {
  switch (rule) {
  case Rule::All:
  case Rule::OneToOne:
  case Rule::FixedOutdegree:
  case Rule::Conv2d:
  case Rule::Sumpool:
  case Rule::Toeplitz:
  case Rule::Bernoulli:
    return true;
  case Rule::FixedIndegree:
  case Rule::FixedTotal:
  case Rule::PairwisePoisson:
  case Rule::Nearest:
  case Rule::File:
    return false;
  }
  return false;
}

/// Draws are keyed by the number of an edge, which is its rank among those of its target.
bool Projection::countsSourcesOfTargets() const {
  return plan->rule == Rule::All && evaluatesWhere() && (weightTraits.draws || delayTraits.draws);
}

Result<void> Projection::prepareProcedural() const {
  if (!choosesTargets(plan->rule))
    return fail("E0911: " + ruleText() +
                " chooses sources for each target, so the edges of one source cannot be "
                "generated alone");
  if (countsSourcesOfTargets())
    return fail("E0911: procedural all with a condition cannot draw weights or delays");
  return {};
}

std::string Projection::whyNotGenerated() const {
  if (plan->details.procedural)
    return "";
  if (!choosesTargets(plan->rule))
    return "its rule chooses sources for each target";
  if (plan->rule == Rule::Bernoulli)
    return "'procedural bernoulli' draws other pairs, so the program must say it";
  if (countsSourcesOfTargets())
    return "it draws weights or delays under a condition";
  return "";
}

std::optional<int64_t> Projection::generatedCount() const {
  const bool excludes = !plan->autapses || !plan->where.empty();
  if (plan->rule == Rule::All && !excludes)
    return source->size * target->size;
  if (plan->rule == Rule::OneToOne && !excludes)
    return source->size;
  if (plan->rule != Rule::FixedOutdegree || evaluatesWhere())
    return std::nullopt;
  int64_t total = 0;
  for (int64_t i = 0; i < source->size; ++i) {
    const int64_t count = countFor(static_cast<uint32_t>(i));
    if (count >= target->size) // may be more than there are
      return std::nullopt;
    total += count;
  }
  return total;
}

/// bernoulli: the targets in [first, last) of source i.
template <class Offer>
Result<void> Projection::drawTargets(uint32_t i, int64_t first, int64_t last, Offer offer) const {
  const uint32_t object = randomObject(Purpose::Connect, static_cast<uint32_t>(index));
  EdgeReader reader = edgeReader();
  BlockInput input = edgeInput(Purpose::Connect, reader);
  Evaluator evaluator;
  uint32_t sources[EVAL_BLOCK], targets[EVAL_BLOCK];
  double p[EVAL_BLOCK];
  auto take = [&](int64_t j) {
    if (j >= first && j < last)
      offer(j, static_cast<uint64_t>(j) << 32 | i);
  };
  for (int64_t chunk = first / chunkSize; chunk * chunkSize < last; ++chunk) {
    const int64_t begin = chunk * chunkSize,
                  end = std::min<int64_t>(begin + chunkSize, target->size);
    RandomSequence draws(seed, static_cast<uint64_t>(chunk) << 32 | i, object);
    if (argumentTraits.perElement()) {
      for (int64_t j = begin; j < end; j += EVAL_BLOCK) {
        input.count = static_cast<int>(std::min<int64_t>(EVAL_BLOCK, end - j));
        for (int l = 0; l < input.count; ++l) {
          sources[l] = i;
          targets[l] = static_cast<uint32_t>(j + l);
        }
        reader.i = sources;
        reader.j = targets;
        evaluator.evaluate(plan->ruleArgument, argumentTraits, input, p);
        for (int l = 0; l < input.count; ++l) {
          if (!(p[l] >= 0 && p[l] <= 1))
            return fail("probability " + numberText(p[l]) + " between source " +
                        std::to_string(i) + " and target " + std::to_string(j + l) +
                        " is not in 0..1");
          if (draws.unit() < p[l])
            take(j + l);
        }
      }
    } else if (argument >= 1) {
      for (int64_t j = begin; j < end; ++j)
        take(j);
    } else if (argument > 0) {
      // The gaps between successes are geometric.
      const double scale = 1 / std::log1p(-argument);
      for (int64_t k = begin;; ++k) {
        const uint64_t bits = draws.next();
        if (const uint8_t gap = gaps[bits >> (64 - gapBits)]; gap != severalGaps) {
          k += gap;
        } else {
          const double computed = gapOf(toUnit(bits), scale);
          if (!(computed < static_cast<double>(end - k)))
            break;
          k += static_cast<int64_t>(computed);
        }
        if (k >= end)
          break;
        take(k);
      }
    }
  }
  return {};
}

/// Of the targets that a thread owns, those of source i, in order.
Result<void> Projection::oneSource(uint32_t i, int thread, Candidates &c,
                                   Emitter &emit) const {
  emit.begin(i, false);
  if (plan->rule == Rule::FixedOutdegree) {
    candidates(i, false, c);
    return choose(static_cast<uint64_t>(countFor(i)), i, false, c, emit);
  }
  c.offered.clear();
  c.offeredIds.clear();
  auto offer = [&](int64_t j, uint64_t id) {
    c.offered.push_back(static_cast<uint32_t>(j));
    c.offeredIds.push_back(id);
  };
  auto pairId = [&](int64_t j, uint64_t k) { return static_cast<uint64_t>(j) << 32 | k; };
  // Where nothing is excluded, targets need not be listed first.
  const bool direct = plan->autapses && plan->where.empty();
  Result<void> emitted;
  auto take = [&](int64_t j, uint64_t id) {
    if (!direct)
      offer(j, id);
    else if (emit.put(static_cast<uint32_t>(j), id))
      if (Result<void> flushed = emit.flush(); emitted)
        emitted = std::move(flushed);
  };
  switch (plan->rule) {
  case Rule::OneToOne:
    offer(i, pairId(i, 0));
    break;
  case Rule::Conv2d:
  case Rule::Sumpool:
  case Rule::Toeplitz: {
    const KernelGeometry &g = geometry;
    const int64_t sx = i % g.in[2], sy = i / g.in[2] % g.in[1], from = i / g.in[2] / g.in[1];
    for (int64_t to = g.sameChannel ? from : 0; to < (g.sameChannel ? from + 1 : g.out[0]); ++to)
      for (int64_t ky = g.size[0] - 1; ky >= 0; --ky) {
        const int64_t y = sy + g.pad[0] - ky * g.dilation[0];
        if (y < 0 || y % g.stride[0] || y / g.stride[0] >= g.out[1])
          continue;
        for (int64_t kx = g.size[1] - 1; kx >= 0; --kx) {
          const int64_t x = sx + g.pad[1] - kx * g.dilation[1];
          if (x < 0 || x % g.stride[1] || x / g.stride[1] >= g.out[2])
            continue;
          offer((to * g.out[1] + y / g.stride[0]) * g.out[2] + x / g.stride[1],
                static_cast<uint64_t>(((to * g.in[0] + from) * g.size[0] + ky) * g.size[1] + kx));
        }
      }
    break;
  }
  default:
    // Over the targets of the thread.
    for (const ViewPart &part : target->parts) {
      const Population &population = *(*populations)[part.population];
      int64_t first, last;
      part.within(population.cuts[thread], population.cuts[thread + 1], first, last);
      if (first == last)
        continue;
      if (plan->rule == Rule::All) {
        for (int64_t q = first; q < last; ++q)
          take(part.offset + q, pairId(part.offset + q, i));
      } else if (Result<void> r = drawTargets(i, part.offset + first, part.offset + last, take);
                 !r) {
        return r;
      }
    }
    if (direct || !emitted)
      return emitted;
  }
  return emitTargets(i, c, emit);
}

/// Those of the offered targets that `where` and autapses allow.
Result<void> Projection::emitTargets(uint32_t i, Candidates &c, Emitter &emit) const {
  const bool excludes = !plan->autapses || whereIsUnequal;
  const bool ranks = plan->rule == Rule::All && excludes &&
                     (weightTraits.draws || delayTraits.draws);
  const bool evaluate = evaluatesWhere();
  // `candidates` writes what it finds into the same lists.
  const std::vector<uint32_t> offered = std::move(c.offered);
  const std::vector<uint64_t> ids = std::move(c.offeredIds);
  std::vector<uint32_t> excluded;
  if (excludes) {
    candidates(i, false, c, /*evaluateWhere=*/false);
    excluded = c.excluded;
  }
  EdgeReader reader = edgeReader();
  BlockInput input = edgeInput(Purpose::Connect, reader);
  c.fixedIndex.assign(EVAL_BLOCK, i);
  double pass[EVAL_BLOCK];
  for (size_t begin = 0; begin < offered.size(); begin += EVAL_BLOCK) {
    input.count = static_cast<int>(std::min<size_t>(EVAL_BLOCK, offered.size() - begin));
    std::fill(pass, pass + input.count, 1.0);
    if (evaluate) {
      reader.i = c.fixedIndex.data();
      reader.j = offered.data() + begin;
      c.evaluator.evaluate(plan->where, whereTraits, input, pass);
    }
    for (int l = 0; l < input.count; ++l) {
      const uint32_t j = offered[begin + static_cast<size_t>(l)];
      uint64_t id = ids[begin + static_cast<size_t>(l)];
      if (pass[l] == 0 || std::binary_search(excluded.begin(), excluded.end(), j))
        continue;
      if (ranks) { // as when its target counts its sources
        candidates(j, true, c, /*evaluateWhere=*/false);
        id -= static_cast<uint64_t>(
            std::lower_bound(c.excluded.begin(), c.excluded.end(), i) - c.excluded.begin());
      }
      if (Result<void> r = emit(j, id); !r)
        return r;
    }
  }
  return {};
}

Result<void>
Projection::edgesOf(uint32_t i, int thread,
                    const std::function<Result<void>(const EdgeBlock &)> &sink) const {
  Emitter emit(*this, thread, sink);
  Candidates c;
  if (Result<void> r = oneSource(i, thread, c, emit); !r)
    return r;
  return emit.flush();
}

// --- Spikes -------------------------------------------------------------------------

Result<void> Simulation::State::fileProcedural(Worker &worker, int thread, int tableIndex,
                                               const uint32_t *elements,
                                               const uint32_t *counts, size_t count,
                                               int64_t stamp) {
  const TablePlan &table = tables[static_cast<size_t>(tableIndex)];
  const Projection &projection = *projections[static_cast<size_t>(table.procedural)];
  const int population = channels[static_cast<size_t>(table.channel)].population;
  // Where target j of each part lies in the arrive space, base + j * step, if its type is
  // that of the table; another delivers the others.
  struct Side {
    int64_t begin, base, step;
    bool reached;
  };
  std::vector<Side> sides;
  const View &view = *projection.target;
  for (const ViewPart &part : view.parts) {
    const int field =
        projection.plan->targetFields[static_cast<size_t>(&part - view.parts.data())];
    const Population &target = *populations[part.population];
    sides.push_back({part.offset,
                     worker.space.offset[part.population][field] - target.cuts[thread] + part.low -
                         part.offset * part.step,
                     part.step, target.fieldPlan(field).type == table.type});
  }
  uint32_t ticks[EVAL_BLOCK];
  double weights[EVAL_BLOCK];
  Calendar::Loose edges[EVAL_BLOCK];
  ProjectionCount ignored;
  for (size_t s = 0; s < count; ++s) {
    const uint32_t times = counts ? counts[s] : 1;
    const std::function<Result<void>(const EdgeBlock &)> sink =
        [&](const EdgeBlock &block) -> Result<void> {
      if (!projection.uniformWeight)
        if (Result<void> r =
                TableBuilder::weights(projection, block, worker.evaluator, weights);
            !r)
          return r;
      if (!projection.constantDelay)
        if (Result<void> r =
                TableBuilder::delays(projection, block, worker.evaluator, ticks, ignored);
            !r)
          return r;
      int reached = 0;
      for (int l = 0; l < block.count; ++l) {
        size_t p = 0;
        while (p + 1 < sides.size() && sides[p + 1].begin <= block.j[l])
          ++p; // as View::partOf
        const Side &side = sides[p];
        if (!side.reached)
          continue;
        edges[reached].place = static_cast<uint32_t>(side.base + block.j[l] * side.step);
        edges[reached].weight = projection.uniformWeight ? projection.weight
                                                         : table.fixed.nearest(weights[l]);
        ticks[reached] = ticks[l];
        ++reached;
      }
      if (projection.constantDelay) {
        if (reached > 0)
          worker.calendar.addLoose(stamp + projection.delayTicks, static_cast<uint32_t>(tableIndex),
                                   times, edges, static_cast<size_t>(reached));
      } else {
        for (int l = 0; l < reached; ++l)
          worker.calendar.addLoose(stamp + ticks[l], static_cast<uint32_t>(tableIndex), times,
                                   edges[l]);
      }
      worker.events += int64_t(reached) * times;
      return {};
    };
    for (const ViewPart &part : projection.source->parts) {
      if (part.population != population ||
          projection.plan->sourceEvents[static_cast<size_t>(
              &part - projection.source->parts.data())] !=
              channels[static_cast<size_t>(table.channel)].event)
        continue;
      int64_t first, last;
      part.within(elements[s], int64_t(elements[s]) + 1, first, last);
      for (int64_t q = first; q < last; ++q)
        if (Result<void> r = projection.edgesOf(static_cast<uint32_t>(part.offset + q), thread,
                                                sink);
            !r)
          return r;
    }
  }
  return {};
}

} // namespace neuro::rt
