//===- EdgeBuild.cpp - Building the tables of edges with state ------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/EdgeBuild.h"

#include "runtime/numerics/MatrixExponential.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstring>
#include <numeric>

namespace neuro::rt {

bool EdgeFieldReader::field(int f, double *out, int n) {
  if (!edge.stored[f]) {
    out[0] = edge.values[f];
    return true;
  }
  std::copy_n(values + static_cast<size_t>(f) * EVAL_BLOCK, n, out);
  return false;
}

size_t EdgeTable::bytes() const {
  size_t bytes = (rowBegin.size() + segmentBegin.size() + targetIndex.size() * 4 +
                  reverseBegin.size() + reverseEdge.size() + reverseSource.size() +
                  reverseSegmentBegin.size()) *
                     sizeof(uint32_t) +
                 (segments.size() + reverseSegments.size()) * sizeof(Segment) +
                 pre.bytes() + post.bytes() + block.size();
  for (const EdgeColumn *c : {&target, &touched, &delay, &dendritic, &backprop, &id})
    bytes += c->data.size();
  for (const std::vector<EdgeColumn> *list : {&fields, &refs, &after})
    for (const EdgeColumn &c : *list)
      bytes += c.data.size();
  return bytes;
}

void ArrivalCalendar::resize(int64_t longest) {
  size_t size = 1;
  while (size < static_cast<size_t>(longest + 2))
    size *= 2;
  days.clear();
  days.resize(size);
  mask = size - 1;
}

void ArrivalCalendar::clear() {
  for (std::vector<EdgeArrival> &day : days)
    day.clear();
}

size_t ArrivalCalendar::bytes() const {
  size_t bytes = days.capacity() * sizeof(days[0]);
  for (const std::vector<EdgeArrival> &day : days)
    bytes += day.capacity() * sizeof(EdgeArrival);
  return bytes;
}

void EdgeTable::takeQueues(EdgeTable &old) {
  pre = std::move(old.pre);
  post = std::move(old.post);
  preArrivals = std::move(old.preArrivals);
  postArrivals = std::move(old.postArrivals);
  portDays = std::move(old.portDays);
  longestPre = old.longestPre;
  longestPost = old.longestPost;
  longestPort = old.longestPort;
  block = std::move(old.block);
  arrays = std::move(old.arrays);
  uniforms = std::move(old.uniforms);
  replayBlock = std::move(old.replayBlock);
  replayArrays = std::move(old.replayArrays);
  rowArrays = std::move(old.rowArrays);
  rowUniforms = std::move(old.rowUniforms);
}

std::vector<EdgeColumn *> EdgeBuilder::columns(EdgeTable &table) {
  std::vector<EdgeColumn *> all;
  for (EdgeColumn *c : {&table.target, &table.touched, &table.delay, &table.dendritic,
                        &table.backprop, &table.id})
    if (*c)
      all.push_back(c);
  for (std::vector<EdgeColumn> *list : {&table.fields, &table.refs, &table.after})
    for (EdgeColumn &c : *list)
      if (c)
        all.push_back(&c);
  return all;
}

void EdgeBuilder::layOutTargets(EdgeTable &table) const {
  const View &view = *edge.base->target;
  table.targetIndex.clear();
  table.targetElement.clear();
  table.targetPart.clear();
  table.targetSlot.clear();
  table.targetWide.clear();
  table.partFirst.clear();
  table.partFrom.clear();
  for (size_t p = 0; p < view.parts.size(); ++p) {
    const ViewPart &part = view.parts[p];
    const Population &population = *populations[part.population];
    const int field = edge.base->plan->targetFields[p];
    const int64_t cut = population.cuts[thread];
    int64_t first, last;
    part.within(cut, population.cuts[thread + 1], first, last);
    table.partFirst.push_back(static_cast<int64_t>(table.targetIndex.size()));
    table.partFrom.push_back(first);
    for (int64_t q = first; q < last; ++q) {
      const int64_t element = part.low + q * part.step;
      table.targetIndex.push_back(static_cast<uint32_t>(part.offset + q));
      table.targetElement.push_back(static_cast<uint32_t>(element));
      table.targetPart.push_back(static_cast<uint32_t>(p));
      const int64_t place =
          edge.signal ? 0 : space.offset[part.population][field];
      table.targetSlot.push_back(static_cast<uint32_t>(place + element - cut));
      table.targetWide.push_back(population.fieldPlan(field).type == Scalar::F64);
    }
  }
  table.slotsInOrder = true;
  for (size_t k = 0; k < table.targetSlot.size(); ++k)
    table.slotsInOrder &= table.targetSlot[k] == table.targetSlot[0] + k;
}

Result<void> EdgeBuilder::allocateColumns(EdgeTable &table, int64_t edges) {
  const ClassPlan &plan = *edge.plan;
  table.fields.resize(plan.fields.size());
  table.refs.resize(edge.base->plan->edge.refs.size());
  table.after.resize(edge.emits.size());
  table.target.width = edge.narrow ? 2 : 4;
  table.touched.width = edge.elapsed ? 4 : 0;
  table.delay.width = edge.oneDelay() ? 0 : 2;
  table.dendritic.width = edge.dendritic.constant ? 0 : 2;
  table.backprop.width = edge.backprop.constant ? 0 : 2;
  table.id.width = edge.needsIds ? 8 : 0;
  for (size_t f = 0; f < plan.fields.size(); ++f)
    if (edge.stored[f])
      table.fields[f].width =
          plan.fields[f].type == Scalar::F64 ? 8 : 4;
  for (EdgeColumn &ref : table.refs)
    ref.width = 4;
  for (size_t e = 0; e < edge.emits.size(); ++e)
    table.after[e].width = edge.emits[e].after.constant ? 0 : 4;
  double each = edge.reverse ? 8 : 0;
  for (EdgeColumn *c : columns(table))
    each += c->width;
  const double n = static_cast<double>(edges);
  if (n >= UINT32_MAX)
    return edge.fail(numberText(n) + " synapses on one thread; at most 2^32 are possible");
  if (Result<void> r = budget.take(n * each, "the " + numberText(n) + " synapses of " +
                                                 edge.base->plan->name);
      !r)
    return r;
  for (EdgeColumn *c : columns(table))
    if (!c->data.allocate(static_cast<size_t>(edges) * static_cast<size_t>(c->width)))
      return outOfMemory("the system has no memory left for the " + numberText(n) +
                             " synapses of " + edge.base->plan->name,
                         edge.base->plan->at);
  table.edges = edges;
  return {};
}

Result<void> EdgeBuilder::fieldValues(const EdgeBlock &block,
                                      const std::vector<InitPlan> *inits) {
  const ClassPlan &plan = *edge.plan;
  values.resize(plan.fields.size() * EVAL_BLOCK);
  EdgeFieldReader reader(edge, values.data());
  BlockInput input = edge.base->edgeInput(Purpose::Edge, reader, block);
  std::vector<char> done(plan.propagators.size(), 0);
  auto bad = [&](int f, int l, const std::string &what) {
    return edge.fail(plan.fields[f].name + " of " + std::to_string(block.i[l]) + " -> " +
                     std::to_string(block.j[l]) + " is " + what);
  };
  for (int f : edge.order) {
    if (!edge.stored[f])
      continue;
    double *out = values.data() + static_cast<size_t>(f) * EVAL_BLOCK;
    if (const int p = edge.model->propagatorOf[f]; p >= 0) {
      if (done[p])
        continue;
      done[p] = 1;
      const PropagatorPlan &propagator = plan.propagators[p];
      const size_t entries = propagator.matrix.size();
      std::vector<double> each(entries * EVAL_BLOCK), matrix(entries), result(entries);
      for (size_t k = 0; k < entries; ++k) {
        Result<ExprTraits> traits =
            checkExpr(propagator.matrix[k],
                      {INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, 0, 0});
        if (!traits)
          return edge.fail(traits.error().message);
        evaluator.evaluate(propagator.matrix[k], *traits, input, &each[k * EVAL_BLOCK]);
      }
      for (int l = 0; l < block.count; ++l) {
        for (size_t k = 0; k < entries; ++k)
          matrix[k] = each[k * EVAL_BLOCK + static_cast<size_t>(l)];
        if (!numerics::propagator(matrix.data(), propagator.states, propagator.inputs,
                                  edge.base->dt, result.data()))
          return edge.fail("propagator " + propagator.name + " has no finite value");
        for (size_t k = 0; k < entries; ++k)
          if (propagator.coefficients[k] >= 0)
            values[static_cast<size_t>(propagator.coefficients[k]) * EVAL_BLOCK +
                   static_cast<size_t>(l)] = result[k];
      }
      continue;
    }
    const Expr *expr = &edge.fieldValue(f);
    const ExprTraits *traits = &edge.traits[f];
    ExprTraits own;
    if (inits)
      for (const InitPlan &init : *inits)
        if (init.field == f) {
          Result<ExprTraits> checked = checkExpr(
              init.value, {INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, 0, 0});
          if (!checked)
            return edge.fail(checked.error().message);
          own = *checked;
          expr = &init.value;
          traits = &own;
        }
    if (expr->empty()) {
      std::fill_n(out, block.count, 0.0);
      continue;
    }
    // Each field has its own draws.
    input.redraw = static_cast<uint32_t>(plan.fields[static_cast<size_t>(f)].drawKey(f));
    evaluator.evaluate(*expr, *traits, input, out);
    for (int l = 0; l < block.count; ++l)
      if (!(std::fabs(out[l]) <= FLT_MAX))
        return bad(f, l, numberText(out[l]));
  }
  double holds[EVAL_BLOCK];
  for (size_t f = 0; f < plan.fields.size(); ++f) {
    const FieldPlan &field = plan.fields[f];
    if (field.constraint.empty() || !edge.stored[f])
      continue;
    evaluator.evaluate(field.constraint, edge.constraints[f], input, holds);
    for (int l = 0; l < block.count; ++l)
      if (!(holds[l] != 0))
        return bad(static_cast<int>(f), l,
                   numberText(valuesOf(static_cast<int>(f))[l] / field.unit.scale) +
                       (field.unit.text == "1" ? "" : " " + field.unit.text) + ", but " +
                       (field.constraintText.empty() ? "its constraint"
                                                     : field.constraintText) +
                       " must hold");
  }
  return {};
}

Result<void> EdgeBuilder::delayValues(const EdgeBlock &block, const EdgeDelay &delay,
                                      const Expr &expr, Purpose purpose, uint32_t redraw,
                                      const char *what, uint32_t *ticks) {
  EdgeFieldReader reader(edge, values.data());
  BlockInput input = edge.base->edgeInput(purpose, reader, block);
  input.redraw = redraw;
  double ms[EVAL_BLOCK];
  evaluator.evaluate(expr, delay.traits, input, ms);
  for (int l = 0; l < block.count; ++l) {
    const double t = std::round(ms[l] / edge.base->dt);
    if (!(t >= 0) || t > static_cast<double>(longestMixedDelay))
      return edge.fail(std::string(what) + " of " + std::to_string(block.i[l]) + " -> " +
                       std::to_string(block.j[l]) + " is " + numberText(ms[l]) +
                       " ms; it must lie between 0 and " +
                       numberText(static_cast<double>(longestMixedDelay) * edge.base->dt) +
                       " ms");
    ticks[l] = static_cast<uint32_t>(t);
  }
  return {};
}

/// Puts the edges of each row in the order of `before`, a pair of places in the row; those
/// that are equal stay as they are.
template <class Before>
static void orderRows(EdgeTable &table, const std::vector<EdgeColumn *> &columns,
                      const Before &before) {
  std::vector<uint32_t> place;
  std::vector<char> old;
  for (size_t row = 0; row + 1 < table.rowBegin.size(); ++row) {
    const uint32_t begin = table.rowBegin[row], n = table.rowBegin[row + 1] - begin;
    place.resize(n);
    std::iota(place.begin(), place.end(), begin);
    if (std::is_sorted(place.begin(), place.end(), before))
      continue;
    std::stable_sort(place.begin(), place.end(), before);
    for (EdgeColumn *c : columns) {
      const size_t width = static_cast<size_t>(c->width);
      char *data = c->as<char>();
      old.assign(data + begin * width, data + (begin + n) * width);
      for (uint32_t k = 0; k < n; ++k)
        std::memcpy(data + (begin + k) * width, old.data() + (place[k] - begin) * width, width);
    }
  }
}

void EdgeBuilder::sortRowsByTarget(EdgeTable &table) const {
  const EdgeTargets target = table.targets();
  orderRows(table, columns(table),
            [&](uint32_t a, uint32_t b) { return target[a] < target[b]; });
}

void EdgeBuilder::sortRows(EdgeTable &table) const {
  table.segments.clear();
  table.segmentBegin.clear();
  if (edge.oneDelay())
    return;
  const size_t rows = table.rowBegin.size() - 1;
  table.segmentBegin.assign(rows + 1, 0);
  const uint16_t *delay = table.delay.as<uint16_t>();
  orderRows(table, columns(table), [&](uint32_t a, uint32_t b) { return delay[a] < delay[b]; });
  size_t segments = 0; // counted first: the list does not grow
  for (size_t row = 0; row < rows; ++row)
    for (uint32_t e = table.rowBegin[row]; e < table.rowBegin[row + 1]; ++e)
      segments += e == table.rowBegin[row] || delay[e] != delay[e - 1];
  table.segments.reserve(segments);
  for (size_t row = 0; row < rows; ++row) {
    table.segmentBegin[row] = static_cast<uint32_t>(table.segments.size());
    for (uint32_t e = table.rowBegin[row]; e < table.rowBegin[row + 1]; ++e) {
      if (e == table.rowBegin[row] || delay[e] != delay[e - 1])
        table.segments.push_back({0, delay[e]});
      ++table.segments.back().length;
    }
  }
  table.segmentBegin[rows] = static_cast<uint32_t>(table.segments.size());
}

Result<void> EdgeBuilder::build(EdgeTable &table, ProjectionCount &count) {
  const Projection &base = *edge.base;
  const ClassPlan &plan = *edge.plan;
  layOutTargets(table);
  const size_t rows = static_cast<size_t>(base.source->size);
  std::vector<uint32_t> cursor(rows + 1, 0);
  int64_t total = 0;
  // Edges are made twice: to be counted, and to be stored.
  double seen = 0, shown = 0;
  const double onThread =
      (base.expected + 1) / static_cast<double>(populations[0]->cuts.size() - 1);
  auto goesOn = [&](int count) {
    seen += count;
    if (!progress || seen - shown < 500000)
      return true;
    shown = seen;
    return progress(std::min(1.0, seen / (2 * onThread)));
  };
  const Error stopped{"building was stopped", ""};
  const std::function<Result<void>(const EdgeBlock &)> counter =
      [&](const EdgeBlock &block) -> Result<void> {
    for (int l = 0; l < block.count; ++l)
      ++cursor[block.i[l]];
    total += block.count;
    if (!goesOn(block.count))
      return stopped;
    if (total >= UINT32_MAX)
      return edge.fail("more than 2^32 synapses on one thread");
    return {};
  };
  if (Result<void> r = base.edges(thread, counter); !r)
    return r;
  uint32_t before = 0;
  for (uint32_t &c : cursor)
    before += std::exchange(c, before);
  table.rowBegin = cursor;
  if (Result<void> r = allocateColumns(table, total); !r)
    return r;

  uint32_t ticks[EVAL_BLOCK], extra[EVAL_BLOCK];
  double index[EVAL_BLOCK];
  const std::function<Result<void>(const EdgeBlock &)> filler =
      [&](const EdgeBlock &block) -> Result<void> {
    if (!goesOn(block.count))
      return stopped;
    if (Result<void> r = fieldValues(block); !r)
      return r;
    if (!base.constantDelay)
      if (Result<void> r = TableBuilder::delays(base, block, evaluator, ticks, count); !r)
        return r;
    uint32_t at[EVAL_BLOCK];
    size_t part = 0;
    for (int l = 0; l < block.count; ++l) {
      at[l] = cursor[block.i[l]]++;
      const std::vector<ViewPart> &parts = base.target->parts;
      if (block.j[l] < parts[part].offset ||
          block.j[l] >= parts[part].offset + parts[part].count)
        part = base.target->partOf(block.j[l]);
      table.setTarget(at[l], static_cast<uint32_t>(table.partFirst[part] + block.j[l] -
                                                   parts[part].offset - table.partFrom[part]));
      const int64_t d = base.constantDelay ? base.delayTicks : ticks[l];
      count.minDelay = std::min(count.minDelay, d);
      count.maxDelay = std::max(count.maxDelay, d);
      if (!edge.oneDelay())
        table.delay.as<uint16_t>()[at[l]] = static_cast<uint16_t>(d);
      if (table.id)
        table.id.as<uint64_t>()[at[l]] = block.id[l];
    }
    for (size_t f = 0; f < plan.fields.size(); ++f)
      if (table.fields[f])
        for (int l = 0; l < block.count; ++l)
          storeScalar(table.fields[f].data.as<void>(), plan.fields[f].type, at[l],
                      valuesOf(static_cast<int>(f))[l]);
    auto spread = [&](const EdgeDelay &delay, const Expr &expr, Purpose purpose,
                      uint32_t redraw, const char *what, EdgeColumn &column) -> Result<void> {
      if (delay.constant)
        return {};
      if (Result<void> r = delayValues(block, delay, expr, purpose, redraw, what, extra); !r)
        return r;
      for (int l = 0; l < block.count; ++l)
        if (column.width == 4)
          column.as<uint32_t>()[at[l]] = extra[l];
        else
          column.as<uint16_t>()[at[l]] = static_cast<uint16_t>(extra[l]);
      return {};
    };
    const EdgePlan &ends = base.plan->edge;
    if (Result<void> r = spread(edge.dendritic, ends.dendritic, Purpose::EdgeDelay, 0,
                                "dendritic", table.dendritic);
        !r)
      return r;
    if (Result<void> r = spread(edge.backprop, ends.backprop, Purpose::EdgeDelay, 1,
                                "backprop", table.backprop);
        !r)
      return r;
    for (size_t e = 0; e < edge.emits.size(); ++e)
      if (Result<void> r = spread(edge.emits[e].after, edge.emits[e].plan->after,
                                  Purpose::EdgeDelay, static_cast<uint32_t>(2 + e), "after",
                                  table.after[e]);
          !r)
        return r;
    for (size_t k = 0; k < ends.refs.size(); ++k) {
      if (Result<void> r = refIndices(block, k, index); !r)
        return r;
      for (int l = 0; l < block.count; ++l)
        table.refs[k].as<uint32_t>()[at[l]] = static_cast<uint32_t>(index[l]);
    }
    count.synapses += block.count;
    return {};
  };
  if (Result<void> r = base.edges(thread, filler); !r)
    return r;
  if (base.list) // in whose order they came
    sortRowsByTarget(table);
  sortRows(table);
  return finish(table);
}

Result<void> EdgeBuilder::refIndices(const EdgeBlock &block, size_t k, double *out) {
  const EdgePlan::Ref &ref = edge.base->plan->edge.refs[k];
  const std::string &name = edge.plan->refs[k].name;
  const View &view = views[ref.view];
  if (ref.index.empty()) {
    const View &target = *edge.base->target;
    if (!nearest[k]) {
      if (!hasPositions(populations, view) || !hasPositions(populations, target))
        return edge.fail("E0431: " + name + " = nearest(…) needs populations with layouts");
      if (view.size == 0)
        return edge.fail(name + " = nearest(…) has no element to refer to");
      nearest[k] = std::make_unique<PositionIndex>(populations, view);
    }
    for (int l = 0; l < block.count; ++l)
      out[l] = *nearest[k]->nearest(positionOf(populations, target, block.j[l]));
    return {};
  }
  EdgeFieldReader reader(edge, values.data());
  BlockInput input = edge.base->edgeInput(Purpose::Edge, reader, block);
  input.redraw = 255 - static_cast<uint32_t>(k);
  ExprLimits limits{INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, 0, 0};
  Result<ExprTraits> traits = checkExpr(ref.index, limits);
  if (!traits)
    return edge.fail(name + ": " + traits.error().message);
  evaluator.evaluate(ref.index, *traits, input, out);
  for (int l = 0; l < block.count; ++l)
    if (!(out[l] >= 0) || out[l] >= static_cast<double>(view.size) ||
        out[l] != std::floor(out[l]))
      return edge.fail(name + " of " + std::to_string(block.i[l]) + " -> " +
                       std::to_string(block.j[l]) + " is element " + numberText(out[l]) +
                       " of " + std::to_string(view.size));
  return {};
}

Result<void> EdgeBuilder::finish(EdgeTable &table) {
  const size_t n = static_cast<size_t>(table.edges);
  const size_t targets = table.targetIndex.size();
  const size_t rows = table.rowBegin.size() - 1;
  table.reverseBegin.clear();
  table.reverseSegmentBegin.clear();
  table.reverseSegments.clear();
  table.longestPost = edge.backprop.ticks;
  if (!edge.backprop.constant)
    for (size_t e = 0; e < n; ++e)
      table.longestPost =
          std::max<int64_t>(table.longestPost, table.backprop.as<uint16_t>()[e]);
  if (edge.reverse) {
    table.reverseBegin.assign(targets + 1, 0);
    const EdgeTargets target = table.targets();
    for (size_t e = 0; e < n; ++e)
      ++table.reverseBegin[target[e] + 1];
    for (size_t t = 0; t < targets; ++t)
      table.reverseBegin[t + 1] += table.reverseBegin[t];
    std::vector<uint32_t> cursor(table.reverseBegin.begin(), table.reverseBegin.end() - 1);
    table.reverseEdge.resize(n);
    table.reverseSource.resize(n);
    for (size_t row = 0; row < rows; ++row)
      for (uint32_t e = table.rowBegin[row]; e < table.rowBegin[row + 1]; ++e) {
        const uint32_t at = cursor[target[e]]++;
        table.reverseEdge[at] = e;
        table.reverseSource[at] = static_cast<uint32_t>(row);
      }
    if (!edge.backprop.constant) {
      table.reverseSegmentBegin.assign(targets + 1, 0);
      const uint16_t *back = table.backprop.as<uint16_t>();
      struct Place {
        uint32_t edge, source, at;
      };
      std::vector<Place> order;
      for (size_t t = 0; t < targets; ++t) {
        table.reverseSegmentBegin[t] = static_cast<uint32_t>(table.reverseSegments.size());
        order.clear();
        for (uint32_t k = table.reverseBegin[t]; k < table.reverseBegin[t + 1]; ++k)
          order.push_back({table.reverseEdge[k], table.reverseSource[k], k});
        std::sort(order.begin(), order.end(), [&](const Place &a, const Place &b) {
          return std::make_pair(back[a.edge], a.at) < std::make_pair(back[b.edge], b.at);
        });
        for (size_t k = 0; k < order.size(); ++k) {
          table.reverseEdge[table.reverseBegin[t] + k] = order[k].edge;
          table.reverseSource[table.reverseBegin[t] + k] = order[k].source;
          if (k == 0 || table.reverseSegments.back().delay != back[order[k].edge])
            table.reverseSegments.push_back({0, back[order[k].edge]});
          ++table.reverseSegments.back().length;
        }
      }
      table.reverseSegmentBegin[targets] =
          static_cast<uint32_t>(table.reverseSegments.size());
    }
  }
  return {};
}

/// Queues, histories and scratch: not touched by a change of the edges.
Result<void> EdgeBuilder::prepare(std::vector<EdgeTable> &tables, size_t e, int64_t longestPre,
                                  int64_t window) {
  EdgeTable &table = tables[e];
  table.longestPre = longestPre;
  const size_t sources = table.rowBegin.size() - 1, targets = table.targetIndex.size();
  auto historyBytes = [](const HistoryUse &use, size_t elements) {
    return static_cast<double>(use.of >= 0 ? 0 : elements) *
           static_cast<double>(EventHistory::bytesOf(use.traces.size(), use.spare, use.beside));
  };
  const double bytes =
      historyBytes(edge.sources, edge.preHistory || edge.structural ? sources : 0) +
      historyBytes(edge.targets, edge.postHistory ? targets : 0) +
      static_cast<double>(edge.plan->arraySlots) * EDGE_BLOCK * 8 * (edge.replays ? 2 : 1) +
      static_cast<double>(edge.replays ? table.rowBegin.size() + table.segments.size() : 0) * 8 +
      static_cast<double>(longestPre + window + table.longestPost) * 48;
  if (Result<void> r = budget.take(bytes, "the traces of " + edge.base->plan->name); !r)
    return r;
  auto keep = [&](SharedHistory EdgeTable::*history, const HistoryUse &use, size_t elements,
                  int64_t longest) {
    if (use.of >= 0)
      (table.*history).share(tables[static_cast<size_t>(use.of)].*history, e, use, longest);
    else
      (table.*history).make(e, use, elements, edge.base->dt, longest);
  };
  if (edge.preHistory || edge.structural)
    keep(&EdgeTable::pre, edge.sources, sources, longestPre);
  if (edge.postHistory)
    keep(&EdgeTable::post, edge.targets, targets, table.longestPost);
  table.preArrivals.resize(longestPre + window);
  table.postArrivals.resize(table.longestPost);
  table.longestPort = 0;
  for (const PortProjection &port : edge.portProjections)
    table.longestPort = std::max(table.longestPort, port.delay.ticks);
  table.portDays.assign(static_cast<size_t>(table.longestPort + window + 1), {});
  const size_t slots = static_cast<size_t>(edge.plan->arraySlots);
  if (!table.block.allocate(slots * EDGE_BLOCK * 8))
    return outOfMemory("the system has no memory left");
  table.arrays.resize(slots);
  for (size_t s = 0; s < slots; ++s)
    table.arrays[s] = table.block.as<char>() + s * EDGE_BLOCK * 8;
  if (edge.replays) {
    if (!table.replayBlock.allocate(slots * EDGE_BLOCK * 8))
      return outOfMemory("the system has no memory left");
    table.replayArrays.resize(slots);
    for (size_t s = 0; s < slots; ++s)
      table.replayArrays[s] = table.replayBlock.as<char>() + s * EDGE_BLOCK * 8;
    table.startReplays(0);
  }
  table.uniforms = edge.uniforms;
  if (edge.rows) {
    table.rowArrays.assign(slots + rowArrays + static_cast<size_t>(edge.plan->targetValues),
                           nullptr);
    table.rowUniforms.assign(edge.uniforms.size() + rt::rowUniforms +
                                 edge.preTraces.size() * rowTraces,
                             0);
  }
  return {};
}

} // namespace neuro::rt
