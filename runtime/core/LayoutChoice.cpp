//===- LayoutChoice.cpp - How each table of synapses is stored ------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The choice depends on the network only, never on the threads or on what was
// drawn: the same program gives the same sums everywhere.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/LayoutCost.h"
#include "runtime/core/State.h"
#include "runtime/core/WeightBounds.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <tuple>

namespace neuro::rt {

namespace {

/// Hz at which neurons are taken to spike.
constexpr double assumedRate = 20;

/// Rounding to fixed point may change a typical weight by this share of it at
/// most: 2^-13, or 1.2e-4. Of one neuron's many synapses it is far less.
constexpr double mostError = 0x1p-13;

std::string percentText(double share) {
  char text[40];
  std::snprintf(text, sizeof text, share < 1 ? "%.2g %%" : "%.0f %%", share * 100);
  return text;
}

} // namespace

/// Of the synapses of a projection, those in tables of one kind of event and type.
double Simulation::State::expectedIn(const Projection &projection, const TablePlan &plan) const {
  int64_t sources = 0, mine = 0, targets = 0, fitting = 0;
  for (size_t sp = 0; sp < projection.source->parts.size(); ++sp) {
    const ViewPart &part = projection.source->parts[sp];
    sources += part.count;
    const Channel &channel = channels[plan.channel];
    if (channel.population == part.population &&
        channel.event == projection.plan->sourceEvents[sp])
      mine += part.count;
  }
  for (size_t tp = 0; tp < projection.target->parts.size(); ++tp) {
    const ViewPart &part = projection.target->parts[tp];
    targets += part.count;
    if (populations[part.population]->fieldPlan(projection.plan->targetFields[tp]).type ==
        plan.type)
      fitting += part.count;
  }
  return sources == 0 || targets == 0
             ? 0
             : projection.expected * (static_cast<double>(mine) / static_cast<double>(sources)) *
                   (static_cast<double>(fitting) / static_cast<double>(targets));
}

/// Bits where they are faster and take no more than twice the memory of 16-bit targets.
bool Simulation::State::fitsBits(const TablePlan &plan, bool always) const {
  const double rows = static_cast<double>(populations[channels[plan.channel].population]->size);
  std::map<std::pair<int, int>, double> columnsOf; // per population and field
  double synapses = 0;
  for (int p : plan.projections) {
    const Projection &projection = *projections[p];
    synapses += expectedIn(projection, plan);
    for (size_t tp = 0; tp < projection.target->parts.size(); ++tp) {
      const ViewPart &part = projection.target->parts[tp];
      const int field = projection.plan->targetFields[tp];
      if (populations[part.population]->fieldPlan(field).type == plan.type)
        columnsOf[{part.population, field}] =
            static_cast<double>(populations[part.population]->size);
    }
  }
  double columns = 0;
  for (auto &[where, size] : columnsOf)
    columns += size;
  if (rows <= 0 || columns <= 0 || always)
    return rows > 0 && columns > 0;
  const double whole = std::ceil(columns / BitRows::columnsOfBlock) * BitRows::columnsOfBlock;
  const double together = std::max(1.0, rows * assumedRate * dt / 1000);
  const double bits = whole * (cost::bit + cost::counted / together),
               listed = cost::listed * synapses / rows;
  return bits < listed && whole / 8 < 2 * 2 * synapses / rows;
}

WeightForm Simulation::State::chooseWeights(const Projection &projection, Scalar type,
                                            std::optional<Layout> forced) const {
  WeightForm form;
  const bool asked = forced == Layout::Rows16 || forced == Layout::Rows8;
  const bool whole = projection.grid.step > 0;
  if (projection.uniformWeight || forced == Layout::Rows ||
      (!asked && type == Scalar::F64 && !whole))
    return form;
  const Bounds bounds = weightBounds(projection);
  const Result<double> typical = typicalWeight(projection);
  // A weight that is refused is so again, with its place, when tables are filled.
  if (!bounds.areFinite() || !typical) {
    form.why = "no bound of weights is known";
    return form;
  }
  const double largest = projection.grid.nearest(bounds.largest());
  if (largest < 0x1p-100) // nothing, or steps that f32 does not have
    return form;
  const Layout layout = asked ? *forced : Layout::Rows16;
  const FixedPoint fixed =
      layout == Layout::Rows8 ? FixedPoint::holding(largest, INT8_MAX)
      : whole                 ? projection.grid
                              : FixedPoint::holding(largest, INT16_MAX);
  form.error = *typical > 0 ? 0.5 * std::max(fixed.step, projection.grid.step) / *typical : 0;
  if (!asked && !whole && form.error > mostError) {
    form.why = "16 bits would round a typical one by up to " + percentText(form.error);
    return form;
  }
  form.layout = layout;
  form.fixed = fixed;
  return form;
}

/// How each projection's weights are stored. Those of one source take the same step where
/// that is good enough for all, so that a spike finds them in one table.
void Simulation::State::chooseWeightForms(std::optional<Layout> forced) {
  using Together = std::tuple<int, int, bool, int64_t, Layout>;
  for (const Scalar type : {Scalar::F32, Scalar::F64}) {
    std::vector<WeightForm> &forms = weightForms[type == Scalar::F64];
    forms.assign(projections.size(), {});
    std::map<Together, double> largest;
    auto eachFixed = [&](auto visit) {
      for (const auto &projection : projections) {
        WeightForm &form = forms[static_cast<size_t>(projection->index)];
        const ViewPart &source = projection->source->parts.front();
        if (form.fixed.step > 0 && projection->grid.step == 0) // else they do already
          visit(form, largest[{source.population, projection->plan->sourceEvents.front(),
                               projection->constantDelay,
                               projection->constantDelay ? projection->delayTicks : 0,
                               form.layout}]);
      }
    };
    for (const auto &projection : projections) {
      if (isDrive(*projection) || !projection->isStatic() || projection->source->parts.empty() ||
          !reaches(*projection, type))
        continue;
      const Layout alone = indexFreeLayout(*projection, forced);
      forms[static_cast<size_t>(projection->index)] =
          isIndexFree(alone) ? WeightForm{alone, {}, 0, ""} : chooseWeights(*projection, type, forced);
    }
    eachFixed([](WeightForm &form, double &step) { step = std::max(step, form.fixed.step); });
    eachFixed([](WeightForm &form, double &step) {
      const double coarser = form.error * (step / form.fixed.step);
      if (coarser > mostError)
        return;
      form.error = coarser;
      form.fixed.step = step;
      form.fixed.steps = 1 / step;
    });
  }
}

bool Simulation::State::reaches(const Projection &projection, Scalar type) const {
  for (size_t tp = 0; tp < projection.target->parts.size(); ++tp)
    if (populations[projection.target->parts[tp].population]
            ->fieldPlan(projection.plan->targetFields[tp])
            .type == type)
      return true;
  return false;
}

void Simulation::State::chooseLayout(TablePlan &plan, std::optional<Layout> forced) const {
  const bool bits = forced == Layout::BitRows;
  if (plan.procedural < 0 && plan.uniformWeight && plan.oneDelay && (!forced || bits) &&
      fitsBits(plan, bits))
    plan.layout = Layout::BitRows;
}

std::string layoutName(Layout layout) {
  for (const auto &[name, named] : layoutNames)
    if (named == layout)
      return name;
  return "";
}

/// Why a projection cannot be stored in the layout that was asked for.
std::string Simulation::State::whyNot(const Projection &projection, Layout layout) const {
  if (isDrive(projection))
    return "its counts are drawn at the targets";
  if (projection.plan->continuous)
    return "it is continuous";
  if (projection.plan->edgesOf >= 0)
    return "it goes to synapses";
  if (layout == Layout::Procedural && projection.isStatic())
    return projection.whyNotGenerated();
  if (isIndexFree(layout) || !projection.isStatic())
    return whyNotIndexFree(projection, layout);
  if (layout == Layout::BitRows)
    return projection.isGenerated()              ? "it is procedural"
           : !projection.uniformWeight         ? "its weights differ"
           : !projection.constantDelay         ? "its delays differ"
                                               : "it has no elements";
  if (projection.uniformWeight)
    return "its weights are all the same";
  for (const std::vector<WeightForm> &forms : weightForms)
    if (const std::string &why = forms[static_cast<size_t>(projection.index)].why; !why.empty())
      return why;
  return "its weights are too small to be told apart";
}

Result<void> Simulation::State::checkForced(std::optional<Layout> forced) const {
  if (!forced || *forced == Layout::Rows || projections.empty())
    return {};
  for (const TablePlan &plan : tables)
    if (plan.procedural >= 0 ? *forced == Layout::Procedural : plan.layout == *forced)
      return {};
  // Of what is generated for each spike weights are rounded as stored ones are.
  for (const std::vector<WeightForm> &forms : weightForms)
    for (const WeightForm &form : forms)
      if (form.layout == *forced && form.fixed.step > 0)
        return {};
  constexpr size_t most = 3;
  std::string reasons;
  for (size_t p = 0; p < std::min(most, projections.size()); ++p)
    reasons += (p > 0 ? "; " : "") + projections[p]->plan->name + ": " +
               whyNot(*projections[p], *forced);
  return Error{std::string("E0937: no projection can have the layout '") + layoutName(*forced) +
                   "' (" + reasons + (projections.size() > most ? "; …" : "") +
                   "); '--layout auto' chooses one for each",
               projections.front()->plan->at};
}

int TablePlan::weightBytes() const {
  if (uniformWeight || layout == Layout::BitRows)
    return 0;
  return layout == Layout::Rows16 ? 2 : layout == Layout::Rows8 ? 1 : type == Scalar::F64 ? 8 : 4;
}

/// For the report.
std::string Simulation::State::weightText(const TablePlan &plan, const WeightForm &form) {
  if (plan.uniformWeight)
    return "uniform weight";
  const std::string real = plan.type == Scalar::F64 ? "f64 weight" : "f32 weight";
  if (form.layout == Layout::Rows)
    return real + (form.why.empty() ? "" : " (" + form.why + ")");
  return std::string(form.layout == Layout::Rows16 ? "i16" : "i8") + " weight (a typical one to " +
         percentText(form.error) + ")";
}

} // namespace neuro::rt
