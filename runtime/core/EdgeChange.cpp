//===- EdgeChange.cpp - Periodic changes of edges -------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// After LEARN: periodic blocks, then edges that vanish, then edges that appear,
// then normalisation. Each thread changes the edges onto its own targets. A
// change of which edges there are makes the table anew (EdgeStructure.cpp).
//
//===----------------------------------------------------------------------===//

#include "runtime/core/EdgeRun.h"

#include <algorithm>
#include <cmath>

namespace neuro::rt {

/// Whether an expression of edges reads states of neurons that another thread may
/// own: of sources, and `alsoTargets`.
static bool readsOthers(const Expr &expr, const Projection &projection, bool alsoTargets,
                        const Populations &populations) {
  for (const Instr &instr : expr.code) {
    const bool source = instr.op == Op::SourceField;
    if (!source && !(alsoTargets && instr.op == Op::TargetField))
      continue;
    for (const ViewPart &part : (source ? projection.source : projection.target)->parts)
      switch (populations[part.population]->fieldPlan(instr.a).role) {
      case FieldRole::Parameter:
      case FieldRole::Derived:
      case FieldRole::Coefficient:
        break;
      default:
        return true;
      }
  }
  return false;
}

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
      if (plan.growRule == Rule::FixedTotal)
        return edge.fail("this rule cannot say which synapses grow; bernoulli, "
                         "fixed_indegree, fixed_outdegree, pairwise_poisson and one_to_one can");
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
    // Neurons' states as they are after EVERY of all threads.
    bool reads = run.pruneEvery && readsOthers(plan.pruneWhen, *edge.base, false, populations);
    if (run.growEvery) {
      for (const Expr *expr : {&plan.growArgument, &plan.growWhere, &plan.growDelay})
        reads |= readsOthers(*expr, *edge.base, true, populations);
      for (const InitPlan &init : plan.growInits)
        reads |= readsOthers(init.value, *edge.base, true, populations);
      for (size_t f = 0; f < edge.stored.size(); ++f)
        reads |= readsOthers(edge.fieldValue(static_cast<int>(f)), *edge.base, true, populations);
    }
    meetings.afterEvery |= reads;
    structurals.push_back(std::move(run));
  }
  return {};
}

/// Brings a thread's edges of a projection up to date.
void Simulation::State::advanceEdges(Worker &worker, int e, int64_t tick, int buffer) {
  EdgeRunner runner({views, dt, seed}, worker, *edges[e], worker.edges[e], buffer, tick);
  if (edges[e]->advance)
    runner.advanceAll();
  else
    runner.settle();
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
    for (uint32_t e = table.rowBegin[row]; e < table.rowBegin[row + 1]; ++e) {
      const double value = loadScalar(data, type, e);
      if (!std::isnan(value)) // which no whole number is
        sum += static_cast<__int128>(std::clamp(value, -0x1p50, 0x1p50) * fixedOne);
    }
    sums.push_back(sum);
  }
}

static size_t sumsOf(const NormalizeRun &run, size_t n, int64_t tick) {
  return 2 * n + static_cast<size_t>(tick / run.every % 2);
}

/// All of a normalisation per target, or the thread's share of the sums per source.
void Simulation::State::normalize(Worker &worker, size_t n, int64_t tick, int buffer) {
  const NormalizeRun &run = normalizations[n];
  advanceEdges(worker, run.edge, tick, buffer);
  if (run.plan->perPost)
    return normalizePerTarget(worker, run);
  worker.sums.resize(2 * normalizations.size());
  std::vector<__int128> &sums = worker.sums[sumsOf(run, n, tick)];
  sums.clear();
  sumPerSource(worker, run, sums);
}

/// Second half of a normalisation over targets of several threads.
void Simulation::State::scalePerSource(Worker &worker, size_t n, int64_t tick) {
  const NormalizeRun &run = normalizations[n];
  const size_t at = sumsOf(run, n, tick);
  const EdgeProjection &edge = *edges[run.edge];
  EdgeTable &table = worker.edges[run.edge];
  const Scalar type = edge.field(run.plan->field).type;
  void *data = table.fields[run.plan->field].data.as<void>();
  for (size_t row = 0; row + 1 < table.rowBegin.size(); ++row) {
    __int128 sum = 0;
    for (const Worker &other : workers)
      if (at < other.sums.size() && row < other.sums[at].size()) // not of one that failed
        sum += other.sums[at][row];
    if (sum == 0)
      continue;
    const double factor = run.total / (static_cast<double>(sum) / fixedOne);
    for (uint32_t e = table.rowBegin[row]; e < table.rowBegin[row + 1]; ++e)
      storeScalar(data, type, e, factor * loadScalar(data, type, e));
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
        lap(worker.profile, Spent::EdgeEvery, static_cast<size_t>(edges[e]->index));
      }
  for (const StructuralRun &run : structurals) {
    const bool pruning = run.pruneEvery && tick % run.pruneEvery == 0,
               growing = run.growEvery && tick % run.growEvery == 0;
    if (!pruning && !growing)
      continue;
    advanceEdges(worker, run.edge, tick, buffer);
    if (Result<void> r = changeStructure(worker, thread, run, tick, pruning, growing); !r) {
      worker.error = r.error();
      worker.failed = true;
      return;
    }
    lap(worker.profile, Spent::EdgeStructure, static_cast<size_t>(edges[run.edge]->index));
  }
}

} // namespace neuro::rt
