//===- GivenWeights.cpp - Static synapses read and given other weights ----===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Static synapses are kept in whatever form is fastest to deliver, which may have no
// place for a weight of each. So they are not changed there: they are made again from
// the seed, with the weights that were given, and tables of the form that now suits
// them take the place of the old ones. What is in flight keeps the weight it had.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Archive.h"
#include "runtime/core/State.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <numeric>
#include <tuple>

namespace neuro::rt {

double GivenWeights::of(uint64_t id, size_t &near) const {
  if (near < ids.size() && ids[near] == id)
    return values[near++];
  const auto found = std::lower_bound(ids.begin(), ids.end(), id);
  if (found == ids.end() || *found != id)
    return 0; // of a pair that is not connected, as typicalWeight may ask for
  near = static_cast<size_t>(found - ids.begin());
  return values[near++];
}

void Projection::give(std::shared_ptr<const GivenWeights> weights, bool constants) {
  if (!given)
    programmed = {weightTraits, uniformWeight, weight};
  given = std::move(weights);
  if (!given) {
    weightTraits = programmed.traits;
    uniformWeight = programmed.uniform;
    weight = programmed.weight;
    return;
  }
  const std::vector<double> &values = given->values;
  weightTraits = {};
  weightTraits.draws = true; // by the identity of an edge, as drawn ones are
  uniformWeight = constants && !values.empty() &&
                  std::all_of(values.begin(), values.end(), [&](double v) { return v == values[0]; });
  weight = uniformWeight ? values[0] : 0;
}

std::optional<Error> Simulation::State::changedSince(const Projection &projection,
                                                     bool weights) const {
  const ProjectionPlan &plan = *projection.plan;
  auto changes = [&](const View &view, int field) {
    for (const ViewPart &part : view.parts) {
      const Population &population = *populations[static_cast<size_t>(part.population)];
      const FieldRole role = population.fieldPlan(field).role;
      bool assigned = parameters != builtParameters;
      for (const FieldStore &store : population.fields)
        assigned |= store.assigned;
      if ((role != FieldRole::Parameter && role != FieldRole::Derived) || assigned)
        return true;
    }
    return false;
  };
  std::vector<const Expr *> all{&plan.ruleArgument, &plan.where, &plan.delay};
  if (weights)
    all.push_back(&plan.weight);
  for (const Expr *expr : all)
    for (const Instr &instr : expr->code)
      if ((instr.op == Op::SourceField && changes(*projection.source, instr.a)) ||
          (instr.op == Op::TargetField && changes(*projection.target, instr.a)))
        return Error{"projection " + plan.name +
                         " was made from values of its neurons that may have changed since, so "
                         "its synapses cannot be found again",
                     plan.at};
  return std::nullopt;
}

Result<Simulation::State::StaticEdges> Simulation::State::staticEdges(int index) {
  const Projection &projection = *projections[static_cast<size_t>(index)];
  if (std::optional<Error> changed = changedSince(projection, !projection.given))
    return *changed;
  const size_t total = static_cast<size_t>(report.projections[static_cast<size_t>(index)].synapses);
  // With what sorting them takes; only for as long as they are listed.
  const double bytes = static_cast<double>(total) * 48;
  if (Result<void> r = budget.take(bytes, "a list of the " + std::to_string(total) +
                                              " synapses of " + projection.plan->name);
      !r)
    return r.error();
  budget.give(static_cast<size_t>(bytes));
  StaticEdges edges;
  EdgeList &list = edges.list;
  for (std::vector<uint32_t> *column : {&list.source, &list.target})
    column->reserve(total);
  list.delay.reserve(total);
  edges.ids.reserve(total);
  list.values.resize(1);
  list.values[0].reserve(total);

  auto visit = [&](const EdgeBlock &block, const uint32_t *ticks, const double *weights) {
    list.source.insert(list.source.end(), block.i, block.i + block.count);
    list.target.insert(list.target.end(), block.j, block.j + block.count);
    list.delay.insert(list.delay.end(), ticks, ticks + block.count);
    list.values[0].insert(list.values[0].end(), weights, weights + block.count);
    edges.ids.insert(edges.ids.end(), block.id, block.id + block.count);
  };
  if (Result<void> r =
          TableBuilder::synapses(projection, static_cast<int>(workers.size()), visit);
      !r)
    return r.error();

  // Whatever the rule, and whoever owns the targets: by target, then source.
  std::vector<size_t> order(list.size());
  std::iota(order.begin(), order.end(), size_t(0));
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return std::tie(list.target[a], list.source[a], edges.ids[a]) <
           std::tie(list.target[b], list.source[b], edges.ids[b]);
  });
  auto sort = [&](auto &column) {
    auto sorted = column;
    for (size_t k = 0; k < order.size(); ++k)
      sorted[k] = column[order[k]];
    column = std::move(sorted);
  };
  sort(list.source);
  sort(list.target);
  sort(list.delay);
  sort(list.values[0]);
  sort(edges.ids);
  return edges;
}

/// Weights of those edges by identity; an error where edges of one identity differ.
static Result<GivenWeights> byIdentity(const EdgeList &list, const std::vector<uint64_t> &ids,
                                       const std::vector<double> &values,
                                       const ProjectionPlan &plan) {
  std::vector<size_t> order(ids.size());
  std::iota(order.begin(), order.end(), size_t(0));
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return ids[a] < ids[b]; });
  GivenWeights given;
  size_t last = 0;
  for (size_t k : order) {
    if (given.ids.empty() || given.ids.back() != ids[k]) {
      given.ids.push_back(ids[k]);
      given.values.push_back(values[k]);
      last = k;
      continue;
    }
    if (given.values.back() != values[k]) {
      auto pair = [&](size_t e) {
        return std::to_string(list.source[e]) + " -> " + std::to_string(list.target[e]);
      };
      return Error{"projection " + plan.name + ": synapses " + pair(last) + " and " + pair(k) +
                       " share one weight of the kernel and cannot have " +
                       numberText(given.values.back()) + " and " + numberText(values[k]),
                   plan.at};
    }
  }
  return given;
}

Result<void> Simulation::State::remakeTables() {
  const std::vector<Due> due = inFlight();
  struct Kept {
    std::vector<Table> tables;
    std::vector<Drive> drives;
  };
  std::vector<Kept> kept(workers.size());
  for (size_t t = 0; t < workers.size(); ++t) {
    kept[t].tables = std::move(workers[t].tables);
    kept[t].drives = std::move(workers[t].drives);
    workers[t].tables.clear();
    workers[t].drives.clear();
  }
  std::vector<TablePlan> plans = std::exchange(tables, {});
  std::vector<std::vector<int>> of = std::exchange(tableOf, {});
  std::vector<WeightForm> forms[2] = {weightForms[0], weightForms[1]};
  const size_t before = tableBytes;

  std::vector<std::vector<ProjectionCount>> counts(workers.size());
  Result<void> made = makeTablePlans(forcedLayout);
  tableBytes = 0;
  if (made)
    made = fillTables(counts, {});
  if (!made) {
    budget.give(tableBytes);
    for (size_t t = 0; t < workers.size(); ++t) {
      workers[t].tables = std::move(kept[t].tables);
      workers[t].drives = std::move(kept[t].drives);
    }
    tables = std::move(plans);
    tableOf = std::move(of);
    for (int type : {0, 1})
      weightForms[type] = std::move(forms[type]);
    tableBytes = before;
    return made;
  }
  budget.give(before);
  for (auto *lists : {&tablesOfChannel, &atOnce.tablesOfChannel})
    lists->assign(channels.size(), {});
  for (size_t t = 0; t < tables.size(); ++t)
    (tables[t].oneDelay && tables[t].delay == 0 ? atOnce.tablesOfChannel
                                                : tablesOfChannel)[static_cast<size_t>(
        tables[t].channel)].push_back(static_cast<int>(t));
  for (Worker &worker : workers) {
    worker.calendar.clear();
    worker.restored.clear();
  }
  for (const Due &d : due)
    takeDue(d);
  for (const auto &projection : projections)
    if (projection->isStatic())
      describeTable(*projection, report.projections[static_cast<size_t>(projection->index)]);
  return {};
}

Result<void> Simulation::State::giveWeights(int index, std::shared_ptr<const GivenWeights> weights) {
  Projection &projection = *projections[static_cast<size_t>(index)];
  const bool constants = !without.has(Pass::ConstantWeights);
  std::shared_ptr<const GivenWeights> old = projection.given;
  projection.give(std::move(weights), constants);
  Result<void> made = remakeTables();
  if (!made)
    projection.give(std::move(old), constants);
  return made;
}

Result<void> Simulation::State::setStaticWeights(int index, const std::vector<double> &values) {
  const ProjectionPlan &plan = *projections[static_cast<size_t>(index)]->plan;
  auto bad = [&](const std::string &what) {
    return Error{"projection " + plan.name + ": " + what, plan.at};
  };
  if (engine)
    return bad("the reference engine takes weights from the program alone");
  if (profiler)
    return bad("weights cannot be set while the time of runs is measured");
  if (projections[static_cast<size_t>(index)]->grid.step > 0)
    return bad("weights that are summed as whole numbers cannot be set");
  if (projections[static_cast<size_t>(index)]->isGenerated())
    return bad("its synapses are generated for each spike and have no weights of their own; "
               "leave 'procedural' out to set them");
  for (double value : values)
    if (!(std::fabs(value) <= FLT_MAX))
      return bad("a weight cannot be " + numberText(value));
  // All tables are made anew, and must become what they were.
  for (const auto &other : projections)
    if (other->isStatic())
      if (std::optional<Error> changed = changedSince(*other, other->index != index && !other->given))
        return *changed;
  Result<StaticEdges> edges = staticEdges(index);
  if (!edges)
    return edges.error();
  if (values.size() != edges->list.size())
    return bad(std::to_string(values.size()) + " weights for " +
               std::to_string(edges->list.size()) + " synapses");
  Result<GivenWeights> given = byIdentity(edges->list, edges->ids, values, plan);
  if (!given)
    return given.error();
  *edges = {}; // before there are two of all tables
  return giveWeights(index, std::make_shared<const GivenWeights>(std::move(*given)));
}

Result<bool> Simulation::State::loadWeights(ArchiveReader &in) {
  bool differ = false;
  for (const auto &projection : projections) {
    std::shared_ptr<GivenWeights> given;
    if (in.get<uint8_t>()) {
      given = std::make_shared<GivenWeights>();
      given->ids = in.array<uint64_t>();
      given->values = in.array<double>();
      const size_t synapses = static_cast<size_t>(
          report.projections[static_cast<size_t>(projection->index)].synapses);
      if (!in.ok() || !projection->isStatic() || given->ids.size() != given->values.size() ||
          given->ids.size() > synapses ||
          !std::is_sorted(given->ids.begin(), given->ids.end()) ||
          !std::all_of(given->values.begin(), given->values.end(),
                       [](double v) { return std::fabs(v) <= FLT_MAX; }))
        return false;
    }
    const GivenWeights *old = projection->given.get();
    if (old == given.get() ||
        (old && given && old->ids == given->ids && old->values == given->values))
      continue;
    differ = true;
    projection->give(std::move(given), !without.has(Pass::ConstantWeights));
  }
  if (!in.ok())
    return false;
  if (differ)
    if (Result<void> r = remakeTables(); !r)
      return r.error();
  return true;
}

} // namespace neuro::rt
