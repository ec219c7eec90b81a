//===- EdgeChange.cpp - Periodic changes of edges -------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// After LEARN: periodic blocks, then edges that vanish, then edges that appear,
// then normalisation. Each thread changes the edges onto its own targets. A
// change of which edges there are makes the table anew; events on their way are
// filed again from the histories of their sources, so that an edge sees every
// event of its source a delay later, whenever the edge came to be.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/EdgeBuild.h"
#include "runtime/core/EdgeRun.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace neuro::rt {

// --- Preparation ------------------------------------------------------------------

Result<int64_t> Simulation::State::changeInterval(const EdgeProjection &edge,
                                                  const Expr &every, const char *what) {
  if (every.empty())
    return int64_t(0);
  Result<EdgeDelay> ticks = edgeDelay(edge, every, std::string(what) + " every");
  if (!ticks)
    return ticks.error();
  if (!ticks->constant || ticks->ticks < 1)
    return edge.fail(std::string(what) + " needs an interval of at least one tick of " +
                     numberText(dt) + " ms");
  return ticks->ticks;
}

Result<void> Simulation::State::makeEdgeChanges() {
  auto at = [&](int projection) {
    return projection >= 0 && projection < static_cast<int>(edgeOf.size())
               ? edgeOf[projection]
               : -1;
  };
  for (const NormalizePlan &plan : network->normalizations) {
    NormalizeRun run;
    run.plan = &plan;
    run.edge = at(plan.projection);
    if (run.edge < 0)
      return Error{"normalize needs synapses with state", plan.at};
    const EdgeProjection &edge = *edges[run.edge];
    if (plan.field < 0 || plan.field >= static_cast<int>(edge.stored.size()) ||
        !edge.stored[plan.field])
      return Error{"normalize needs a state of the synapses of " + edge.base->plan->name,
                   plan.at};
    Result<int64_t> every = changeInterval(edge, plan.every, "normalize");
    if (!every)
      return every.error();
    run.every = *every;
    Result<double> total = evaluateScalar(plan.total, scalarScope(0));
    if (!total)
      return Error{"normalize: " + total.error().message, plan.at};
    if (!std::isfinite(*total))
      return Error{"normalize to " + numberText(*total) + " is impossible", plan.at};
    run.total = *total;
    normalizations.push_back(run);
  }
  for (const StructuralPlan &plan : network->structurals) {
    StructuralRun run;
    run.plan = &plan;
    run.edge = at(plan.projection);
    if (run.edge < 0)
      return Error{"structural changes need synapses with state", plan.at};
    EdgeProjection &edge = *edges[run.edge];
    Result<int64_t> prune = changeInterval(edge, plan.pruneEvery, "prune"),
                    grow = changeInterval(edge, plan.growEvery, "grow");
    for (auto *r : {&prune, &grow})
      if (!*r)
        return r->error();
    run.pruneEvery = plan.pruneWhen.empty() ? 0 : *prune;
    run.growEvery = *grow;
    if (!edge.backprop.constant)
      return edge.fail("structural changes of synapses whose backprop delays differ are "
                       "not executed yet");
    if (run.pruneEvery) {
      Result<ExprTraits> traits = checkExpr(plan.pruneWhen, edgeLimits(edge));
      if (!traits)
        return edge.fail("prune: " + traits.error().message);
      run.pruneTraits = *traits;
    }
    if (run.growEvery) {
      auto projection = std::make_unique<ProjectionPlan>(*edge.base->plan);
      projection->rule = plan.growRule;
      projection->ruleArgument = plan.growArgument;
      projection->details = plan.growDetails;
      projection->where = plan.growWhere;
      if (!plan.growDelay.empty())
        projection->delay = plan.growDelay;
      if (plan.growRule == Rule::FixedTotal || plan.growRule == Rule::OneToOne)
        return edge.fail("this rule cannot say which synapses grow; bernoulli, "
                         "fixed_indegree, fixed_outdegree and pairwise_poisson can");
      run.growPlan = std::move(projection);
      run.grow = *edge.base;
      run.grow.plan = run.growPlan.get();
      if (Result<void> r = run.grow.prepare(report.warnings); !r)
        return r;
      run.grow.plan = run.growPlan.get();
      // A table has one delay or many; grown synapses cannot change that.
      if (run.grow.constantDelay != edge.base->constantDelay ||
          (run.grow.constantDelay && run.grow.delayTicks != edge.base->delayTicks))
        edge.mixedDelays = true;
    }
    structurals.push_back(std::move(run));
  }
  return {};
}

bool Simulation::State::normalizesPerSource(int64_t tick) const {
  for (const NormalizeRun &run : normalizations)
    if (!run.plan->perPost && tick % run.every == 0)
      return true;
  return false;
}

// --- Normalisation ------------------------------------------------------------------

void Simulation::State::normalizePerTarget(Worker &worker, const NormalizeRun &run) {
  const EdgeProjection &edge = *edges[run.edge];
  EdgeTable &table = worker.edges[run.edge];
  const Scalar type = edge.field(run.plan->field).type;
  void *data = table.fields[run.plan->field].data.as<void>();
  for (size_t local = 0; local < table.targetIndex.size(); ++local) {
    const uint32_t begin = table.reverseBegin[local], end = table.reverseBegin[local + 1];
    double sum = 0;
    for (uint32_t k = begin; k < end; ++k)
      sum += loadScalar(data, type, table.reverseEdge[k]);
    if (sum == 0)
      continue;
    const double factor = run.total / sum;
    for (uint32_t k = begin; k < end; ++k) {
      const uint32_t e = table.reverseEdge[k];
      storeScalar(data, type, e, factor * loadScalar(data, type, e));
    }
  }
}

/// Sums over targets of several threads are kept in fixed point (resolution
/// 2^-64), so that the order of addition does not matter.
static constexpr double fixedOne = 0x1p64;

void Simulation::State::sumPerSource(Worker &worker, const NormalizeRun &run,
                                     std::vector<__int128> &sums) {
  const EdgeProjection &edge = *edges[run.edge];
  const EdgeTable &table = worker.edges[run.edge];
  const Scalar type = edge.field(run.plan->field).type;
  const void *data = table.fields[run.plan->field].data.as<void>();
  for (size_t row = 0; row + 1 < table.rowBegin.size(); ++row) {
    __int128 sum = 0;
    for (uint32_t e = table.rowBegin[row]; e < table.rowBegin[row + 1]; ++e)
      sum += static_cast<__int128>(
          std::clamp(loadScalar(data, type, e), -0x1p50, 0x1p50) * fixedOne);
    sums.push_back(sum);
  }
}

void Simulation::State::scalePerSource(Worker &worker, const NormalizeRun &run,
                                       size_t offset) {
  const EdgeProjection &edge = *edges[run.edge];
  EdgeTable &table = worker.edges[run.edge];
  const Scalar type = edge.field(run.plan->field).type;
  void *data = table.fields[run.plan->field].data.as<void>();
  for (size_t row = 0; row + 1 < table.rowBegin.size(); ++row) {
    __int128 sum = 0;
    for (const Worker &other : workers)
      sum += other.sums[offset + row];
    if (sum == 0)
      continue;
    const double factor = run.total / (static_cast<double>(sum) / fixedOne);
    for (uint32_t e = table.rowBegin[row]; e < table.rowBegin[row + 1]; ++e)
      storeScalar(data, type, e, factor * loadScalar(data, type, e));
  }
}

// --- Structure ----------------------------------------------------------------------

namespace {

/// Edges that appear, with all their values.
struct Grown {
  std::vector<uint32_t> source, target; ///< i, j
  std::vector<uint64_t> id;
  std::vector<uint16_t> delay;
  std::vector<std::vector<double>> fields;
  std::vector<std::vector<uint32_t>> refs, after;
  std::vector<uint16_t> dendritic;
  size_t size() const { return source.size(); }
};

} // namespace

/// Which edges of a table stay.
void Simulation::State::prune(Worker &worker, const StructuralRun &run,
                              std::vector<char> &keep, int64_t tick) {
  const EdgeProjection &edge = *edges[run.edge];
  EdgeTable &table = worker.edges[run.edge];
  std::vector<double> values(edge.plan->fields.size() * EVAL_BLOCK);
  EdgeFieldReader reader(edge, values.data());
  BlockInput input = edge.base->edgeInput(Purpose::EdgeGrow, reader);
  input.time = static_cast<double>(tick) * dt;
  input.seed = philox(seed, static_cast<uint64_t>(tick), input.object, 1).a;
  uint32_t i[EVAL_BLOCK], j[EVAL_BLOCK];
  uint64_t ids[EVAL_BLOCK];
  double vanish[EVAL_BLOCK];
  const uint32_t *target = table.target.as<uint32_t>();
  size_t row = 0;
  for (int64_t first = 0; first < table.edges; first += EVAL_BLOCK) {
    const int n = static_cast<int>(std::min<int64_t>(EVAL_BLOCK, table.edges - first));
    for (int l = 0; l < n; ++l) {
      const uint32_t e = static_cast<uint32_t>(first) + static_cast<uint32_t>(l);
      while (e >= table.rowBegin[row + 1])
        ++row;
      i[l] = static_cast<uint32_t>(row);
      j[l] = table.targetIndex[target[e]];
      ids[l] = table.id.as<uint64_t>()[e];
      for (size_t f = 0; f < edge.stored.size(); ++f)
        if (edge.stored[f])
          values[f * EVAL_BLOCK + static_cast<size_t>(l)] = loadScalar(
              table.fields[f].data.as<void>(), edge.field(static_cast<int>(f)).type, e);
    }
    reader.i = i;
    reader.j = j;
    input.ids = ids;
    input.count = n;
    worker.evaluator.evaluate(run.plan->pruneWhen, run.pruneTraits, input, vanish);
    for (int l = 0; l < n; ++l)
      keep[static_cast<size_t>(first) + static_cast<size_t>(l)] = !(vanish[l] != 0);
  }
}

/// Makes the table anew of the edges kept and those grown.
Result<void> Simulation::State::changeStructure(Worker &worker, int thread,
                                                const StructuralRun &run, int64_t tick,
                                                bool pruning, bool growing) {
  EdgeProjection &edge = *edges[run.edge];
  EdgeTable &old = worker.edges[run.edge];
  const size_t rows = old.rowBegin.size() - 1;
  std::vector<char> keep(static_cast<size_t>(old.edges), 1);
  if (pruning)
    prune(worker, run, keep, tick);

  EdgeBuilder builder(populations, views, edge, thread, worker.space, budget);
  Grown grown;
  const size_t fields = edge.stored.size(), refs = old.refs.size();
  grown.fields.resize(fields);
  grown.refs.resize(refs);
  grown.after.resize(old.after.size());
  if (growing) {
    // Pairs that are connected already are left alone.
    std::vector<uint64_t> pairs;
    const uint32_t *target = old.target.as<uint32_t>();
    for (size_t row = 0; row < rows; ++row)
      for (uint32_t e = old.rowBegin[row]; e < old.rowBegin[row + 1]; ++e)
        if (keep[e])
          pairs.push_back(static_cast<uint64_t>(row) << 32 |
                          old.targetIndex[target[e]]);
    std::sort(pairs.begin(), pairs.end());
    Projection grow = run.grow; // draws of this occasion have a seed of their own
    grow.seed = philox(seed, static_cast<uint64_t>(tick),
                       randomObject(Purpose::EdgeGrow, static_cast<uint32_t>(edge.index)), 0)
                    .a;
    ProjectionCount count;
    uint32_t ticks[EVAL_BLOCK];
    double index[EVAL_BLOCK];
    const std::function<Result<void>(const EdgeBlock &)> sink =
        [&](const EdgeBlock &all) -> Result<void> {
      EdgeBlock block;
      for (int l = 0; l < all.count; ++l) {
        const uint64_t pair = static_cast<uint64_t>(all.i[l]) << 32 | all.j[l];
        auto found = std::lower_bound(pairs.begin(), pairs.end(), pair);
        if (found != pairs.end() && *found == pair)
          continue;
        block.i[block.count] = all.i[l];
        block.j[block.count] = all.j[l];
        block.id[block.count++] = philox(grow.seed, all.id[l], 0, 0).a;
      }
      if (block.count == 0)
        return {};
      if (Result<void> r = builder.fieldValues(block, &run.plan->growInits); !r)
        return r;
      if (grow.constantDelay)
        std::fill_n(ticks, block.count, static_cast<uint32_t>(grow.delayTicks));
      else if (Result<void> r =
                   TableBuilder::delays(grow, block, worker.evaluator, ticks, count);
               !r)
        return r;
      for (int l = 0; l < block.count; ++l) {
        if (ticks[l] > old.longestPre)
          return edge.fail("a synapse grew with a delay of " +
                           numberText(ticks[l] * dt) + " ms; events are kept for " +
                           numberText(static_cast<double>(old.longestPre) * dt) + " ms");
        grown.source.push_back(block.i[l]);
        grown.target.push_back(block.j[l]);
        grown.id.push_back(block.id[l]);
        grown.delay.push_back(static_cast<uint16_t>(ticks[l]));
      }
      for (size_t f = 0; f < fields; ++f)
        if (edge.stored[f])
          grown.fields[f].insert(grown.fields[f].end(), builder.valuesOf(static_cast<int>(f)),
                                 builder.valuesOf(static_cast<int>(f)) + block.count);
      for (size_t k = 0; k < refs; ++k) {
        if (Result<void> r = builder.refIndices(block, k, index); !r)
          return r;
        for (int l = 0; l < block.count; ++l)
          grown.refs[k].push_back(static_cast<uint32_t>(index[l]));
      }
      const EdgePlan &ends = edge.base->plan->edge;
      if (!edge.dendritic.constant) {
        if (Result<void> r = builder.delayValues(block, edge.dendritic, ends.dendritic,
                                                 Purpose::EdgeDelay, 0, "dendritic", ticks);
            !r)
          return r;
        grown.dendritic.insert(grown.dendritic.end(), ticks, ticks + block.count);
      }
      for (size_t e = 0; e < edge.emits.size(); ++e) {
        if (edge.emits[e].after.constant)
          continue;
        if (Result<void> r = builder.delayValues(
                block, edge.emits[e].after, edge.emits[e].plan->after, Purpose::EdgeDelay,
                static_cast<uint32_t>(2 + e), "after", ticks);
            !r)
          return r;
        grown.after[e].insert(grown.after[e].end(), ticks, ticks + block.count);
      }
      return {};
    };
    if (Result<void> r = grow.edges(thread, sink); !r)
      return r;
  }
  const int64_t kept = std::count(keep.begin(), keep.end(), 1);
  if (kept == old.edges && grown.size() == 0)
    return {};

  EdgeTable fresh;
  builder.layOutTargets(fresh);
  std::vector<uint32_t> cursor(rows + 1, 0);
  for (size_t row = 0; row < rows; ++row)
    for (uint32_t e = old.rowBegin[row]; e < old.rowBegin[row + 1]; ++e)
      cursor[row] += keep[e] != 0;
  for (uint32_t i : grown.source)
    ++cursor[i];
  uint32_t before = 0;
  for (uint32_t &c : cursor)
    before += std::exchange(c, before);
  fresh.rowBegin = cursor;
  if (Result<void> r = builder.allocateColumns(
          fresh, kept + static_cast<int64_t>(grown.size()));
      !r)
    return r;
  const std::vector<EdgeColumn *> from = EdgeBuilder::columns(old),
                                  to = EdgeBuilder::columns(fresh);
  for (size_t row = 0; row < rows; ++row)
    for (uint32_t e = old.rowBegin[row]; e < old.rowBegin[row + 1]; ++e) {
      if (!keep[e])
        continue;
      const size_t at = cursor[row]++;
      for (size_t c = 0; c < to.size(); ++c) {
        const size_t width = static_cast<size_t>(to[c]->width);
        std::memcpy(to[c]->as<char>() + at * width, from[c]->as<char>() + e * width, width);
      }
    }
  for (size_t g = 0; g < grown.size(); ++g) {
    const size_t at = cursor[grown.source[g]]++;
    const size_t part = edge.base->target->partOf(grown.target[g]);
    fresh.target.as<uint32_t>()[at] = static_cast<uint32_t>(
        fresh.partFirst[part] + grown.target[g] - edge.base->target->parts[part].offset -
        fresh.partFrom[part]);
    if (fresh.touched)
      fresh.touched.as<uint32_t>()[at] = static_cast<uint32_t>(tick);
    if (fresh.delay)
      fresh.delay.as<uint16_t>()[at] = grown.delay[g];
    if (fresh.dendritic)
      fresh.dendritic.as<uint16_t>()[at] = grown.dendritic[g];
    fresh.id.as<uint64_t>()[at] = grown.id[g];
    for (size_t f = 0; f < fields; ++f)
      if (edge.stored[f])
        storeScalar(fresh.fields[f].data.as<void>(), edge.field(static_cast<int>(f)).type,
                    static_cast<int64_t>(at), grown.fields[f][g]);
    for (size_t k = 0; k < refs; ++k)
      fresh.refs[k].as<uint32_t>()[at] = grown.refs[k][g];
    for (size_t e = 0; e < fresh.after.size(); ++e)
      if (fresh.after[e])
        fresh.after[e].as<uint32_t>()[at] = grown.after[e][g];
  }
  std::vector<uint16_t> delays;
  if (fresh.delay)
    delays.assign(fresh.delay.as<uint16_t>(), fresh.delay.as<uint16_t>() + fresh.edges);
  builder.sortRows(fresh, delays);
  if (Result<void> r = builder.finish(fresh); !r)
    return r;
  budget.give(static_cast<size_t>(static_cast<double>(old.edges) * edge.bytesPerEdge()));
  fresh.takeQueues(old);
  old = std::move(fresh);
  fileAgain(edge, old, tick);
  return {};
}

/// Events on their way when the structure changed at the end of `tick`.
void Simulation::State::fileAgain(const EdgeProjection &edge, EdgeTable &table,
                                  int64_t tick) {
  struct Event {
    int64_t stamp;
    uint32_t from, count;
  };
  std::vector<Event> events;
  auto collect = [&](const EventHistory &history, size_t elements, int64_t longest) {
    events.clear();
    for (size_t k = 0; k < elements; ++k) {
      const double *entry = history.newest(k);
      for (size_t d = 0; d < history.depth(); ++d, entry += history.entryWidth()) {
        if (!(entry[0] > static_cast<double>(tick - longest)))
          break;
        events.push_back({static_cast<int64_t>(entry[0]), static_cast<uint32_t>(k),
                          static_cast<uint32_t>(entry[1])});
      }
    }
    std::sort(events.begin(), events.end(), [](const Event &a, const Event &b) {
      return a.stamp != b.stamp ? a.stamp < b.stamp : a.from < b.from;
    });
  };
  if (edge.emit || edge.pre) {
    table.preArrivals.clear();
    collect(table.pre, table.rowBegin.size() - 1, table.longestPre);
    for (const Event &event : events)
      fileRow(edge, table, event.from, event.stamp, event.count, tick);
  }
  if (edge.post && edge.backprop.ticks > 0) {
    table.postArrivals.clear();
    collect(table.post, table.targetIndex.size(), table.longestPost);
    for (const Event &event : events)
      fileTarget(edge, table, event.from, event.stamp, tick);
  }
}

// --- A tick -------------------------------------------------------------------------

void Simulation::State::changeEdges(Worker &worker, int64_t tick, int buffer) {
  const int thread = static_cast<int>(&worker - workers.data());
  for (size_t e = 0; e < edges.size(); ++e)
    for (const EdgeKernel &kernel : edges[e]->every)
      if (tick % kernel.period == 0) {
        EdgeRunner runner({views, dt, seed}, worker, *edges[e], worker.edges[e], buffer, tick);
        runner.runAll(kernel, {true, true});
      }
  auto advance = [&](int e) {
    if (!edges[e]->advance)
      return;
    EdgeRunner runner({views, dt, seed}, worker, *edges[e], worker.edges[e], buffer, tick);
    runner.advanceAll();
  };
  for (const StructuralRun &run : structurals) {
    const bool pruning = run.pruneEvery && tick % run.pruneEvery == 0,
               growing = run.growEvery && tick % run.growEvery == 0;
    if (!pruning && !growing)
      continue;
    advance(run.edge);
    if (Result<void> r = changeStructure(worker, thread, run, tick, pruning, growing); !r) {
      worker.error = r.error();
      worker.failed = true;
      return;
    }
  }
  worker.sums.clear();
  for (const NormalizeRun &run : normalizations) {
    if (tick % run.every != 0 || edges[run.edge]->frozen[run.plan->field])
      continue;
    advance(run.edge);
    if (run.plan->perPost)
      normalizePerTarget(worker, run);
    else
      sumPerSource(worker, run, worker.sums);
  }
}

/// Second half of a normalisation over targets of several threads.
void Simulation::State::scaleEdges(Worker &worker, int64_t tick) {
  size_t offset = 0;
  for (const NormalizeRun &run : normalizations) {
    if (tick % run.every != 0 || run.plan->perPost ||
        edges[run.edge]->frozen[run.plan->field])
      continue;
    scalePerSource(worker, run, offset);
    offset += worker.edges[run.edge].rowBegin.size() - 1;
  }
}

} // namespace neuro::rt
