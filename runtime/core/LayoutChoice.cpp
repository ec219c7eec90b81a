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

#include "runtime/core/ExprBounds.h"
#include "runtime/core/State.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <tuple>

namespace neuro::rt {

namespace {

/// Nanoseconds on one thread of a Zen 4 with 1 MB of second-level cache, as
/// tools/bench/RuntimeBench.cpp measures them. What is listed comes from memory;
/// rows of bits are read once for all that spiked in a tick.
struct Cost {
  static constexpr double listed = 0.9;   ///< a synapse in a list
  static constexpr double bit = 0.012;    ///< a possible pair
  static constexpr double counted = 0.085; ///< a count turned into what arrives, once a tick
  static constexpr double rate = 20;      ///< Hz at which neurons are taken to spike
};

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
  const double together = std::max(1.0, rows * Cost::rate * dt / 1000);
  const double bits = whole * (Cost::bit + Cost::counted / together),
               listed = Cost::listed * synapses / rows;
  return bits < listed && whole / 8 < 2 * 2 * synapses / rows;
}

/// Between what the weights of a projection lie.
static Bounds weightBounds(const Projection &projection, double dt) {
  BoundsInput input;
  input.parameters = projection.parameters->data();
  input.dt = dt;
  input.fanIn = projection.fanIn;
  input.leaf = [&](const Instr &instr) -> Bounds {
    switch (instr.op) {
    case Op::IndexI: return {0, static_cast<double>(projection.source->size)};
    case Op::IndexJ: return {0, static_cast<double>(projection.target->size)};
    case Op::Distance: return {0, Bounds::unknown().high};
    case Op::Column: {
      const std::vector<double> *values =
          !projection.list ? nullptr : instr.a == 0 ? &projection.list->weight : &projection.list->delay;
      if (!values || values->empty())
        return Bounds::unknown();
      const auto [low, high] = std::minmax_element(values->begin(), values->end());
      return {*low, *high};
    }
    default: return Bounds::unknown();
    }
  };
  return boundsOf(projection.plan->weight, input);
}

/// The median magnitude of weights that pairs all over the projection would have,
/// zeros left out; 0 if there is none.
static Result<double> typicalWeight(const Projection &projection) {
  EdgeBlock block;
  const int64_t sources = projection.source->size, targets = projection.target->size;
  const int64_t listed =
      projection.list ? static_cast<int64_t>(projection.list->source.size()) : 0;
  if (sources == 0 || targets == 0 || (projection.list && listed == 0))
    return 0.0;
  block.count = static_cast<int>(
      projection.list ? std::min<int64_t>(EVAL_BLOCK, listed) : EVAL_BLOCK);
  for (int l = 0; l < block.count; ++l) {
    const uint64_t spread = static_cast<uint64_t>(l) * 0x9E3779B97F4A7C15u;
    if (projection.list) {
      const size_t row = static_cast<size_t>(l * listed / block.count);
      block.id[l] = row;
      block.i[l] = static_cast<uint32_t>(projection.list->source[row]);
      block.j[l] = static_cast<uint32_t>(projection.list->target[row]);
      continue;
    }
    block.i[l] = static_cast<uint32_t>(toBelow(spread, static_cast<uint64_t>(sources)));
    block.j[l] = static_cast<uint32_t>(l * targets / block.count);
    block.id[l] = static_cast<uint64_t>(block.j[l]) << 32 | static_cast<uint32_t>(l);
  }
  Evaluator evaluator;
  double values[EVAL_BLOCK];
  if (Result<void> r = TableBuilder::weights(projection, block, evaluator, values); !r)
    return r.error();
  std::vector<double> magnitudes;
  for (int l = 0; l < block.count; ++l)
    if (values[l] != 0)
      magnitudes.push_back(std::fabs(values[l]));
  if (magnitudes.empty())
    return 0.0;
  std::nth_element(magnitudes.begin(), magnitudes.begin() + magnitudes.size() / 2, magnitudes.end());
  return magnitudes[magnitudes.size() / 2];
}

WeightForm Simulation::State::chooseWeights(const Projection &projection, Scalar type,
                                            std::optional<Layout> forced) const {
  WeightForm form;
  const bool asked = forced == Layout::Rows16 || forced == Layout::Rows8;
  if (projection.uniformWeight || forced == Layout::Rows || (!asked && type == Scalar::F64))
    return form;
  const Bounds bounds = weightBounds(projection, dt);
  const Result<double> typical = typicalWeight(projection);
  // A weight that is refused is so again, with its place, when tables are filled.
  if (!bounds.areFinite() || !typical) {
    form.why = "no bound of weights is known";
    return form;
  }
  if (bounds.largest() < 0x1p-100) // nothing, or steps that f32 does not have
    return form;
  const Layout layout = asked ? *forced : Layout::Rows16;
  const FixedPoint fixed =
      FixedPoint::holding(bounds.largest(), layout == Layout::Rows8 ? INT8_MAX : INT16_MAX);
  form.error = *typical > 0 ? 0.5 * fixed.step / *typical : 0;
  if (!asked && form.error > mostError) {
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
        if (form.fixed.step > 0)
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

static const char *layoutName(Layout layout) {
  switch (layout) {
  case Layout::Rows: return "rows";
  case Layout::Rows16: return "rows-i16";
  case Layout::Rows8: return "rows-i8";
  case Layout::BitRows: return "bits";
  case Layout::OneToOne: return "one-to-one";
  case Layout::AllToAll: return "all-to-all";
  case Layout::Convolution: return "convolution";
  case Layout::Dense: return "dense";
  }
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
  if (isIndexFree(layout) || !projection.isStatic())
    return whyNotIndexFree(projection, layout);
  if (layout == Layout::BitRows)
    return projection.plan->details.procedural ? "it is procedural"
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
    if (plan.layout == *forced)
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
