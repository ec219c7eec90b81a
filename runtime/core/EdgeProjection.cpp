//===- EdgeProjection.cpp - Preparing projections of edge classes ---------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Checks the plan of each projection of an edge class and settles what is the
// same for all threads: values all edges share, which kernels gather what, which
// ends need a history.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/EdgeRows.h"
#include "runtime/core/FieldOrder.h"
#include "runtime/core/State.h"
#include "runtime/core/TickGrid.h"
#include "runtime/numerics/MatrixExponential.h"

#include <algorithm>
#include <cmath>

namespace neuro::rt {

const Expr &EdgeProjection::fieldValue(int f) const {
  for (const InitPlan &init : base->plan->edge.inits)
    if (init.field == f)
      return init.value;
  return field(f).value;
}

double EdgeProjection::bytesPerEdge() const {
  double bytes = (narrow ? 2 : 4) + (elapsed ? 4 : 0) + (oneDelay() ? 0 : 2) +
                 (dendritic.constant ? 0 : 2) + (backprop.constant ? 0 : 2) +
                 (needsIds ? 8 : 0) + (reverse ? 8 : 0) +
                 4.0 * static_cast<double>(plan->refs.size());
  for (size_t f = 0; f < stored.size(); ++f)
    if (stored[f])
      bytes += field(static_cast<int>(f)).type == Scalar::F64 ? 8 : 4;
  for (const EmitRun &run : emits)
    bytes += run.after.constant ? 0 : 4;
  return bytes;
}

std::string EdgeProjection::representation() const {
  std::string text = narrow ? "rows: u16 target" : "rows: u32 target";
  for (size_t f = 0; f < stored.size(); ++f)
    if (stored[f])
      text += ", " + field(static_cast<int>(f)).name +
              (field(static_cast<int>(f)).type == Scalar::F64 ? " f64" : " f32");
  if (elapsed)
    text += ", last touched";
  text += base->constantDelay ? ", one delay" : ", delay segments";
  if (replays)
    text += std::string("; on post made up for when the row is read next") +
            (rows ? ", in one kernel" : "");
  if (reverse)
    text += "; index by target" + (whyReverse.empty() ? "" : ": " + whyReverse);
  auto count = [&](size_t traces, const std::string &of, const HistoryUse &use) {
    if (traces > 0)
      text += "; " + std::to_string(traces) + (traces == 1 ? " trace per " : " traces per ") + of;
    else if (use.of >= 0)
      text += "; events of " + of + "s";
    if (use.of >= 0)
      text += ", kept with those of another projection";
  };
  count(preTraces.size(), "source", sources);
  count(postTraces.size(), "target", targets);
  if (signal)
    text += "; signals";
  if (step)
    text += "; all edges every tick";
  return text;
}

void storeScalar(void *data, Scalar type, int64_t at, double value) {
  switch (type) {
  case Scalar::F32: static_cast<float *>(data)[at] = static_cast<float>(value); return;
  case Scalar::F64: static_cast<double *>(data)[at] = value; return;
  case Scalar::I32: static_cast<int32_t *>(data)[at] = static_cast<int32_t>(value); return;
  case Scalar::U8: static_cast<uint8_t *>(data)[at] = static_cast<uint8_t>(value); return;
  case Scalar::U16: static_cast<uint16_t *>(data)[at] = static_cast<uint16_t>(value); return;
  case Scalar::Bits: return;
  }
}

namespace {

/// Values of uniform fields, for expressions that have one value.
class UniformReader : public BlockReader {
public:
  explicit UniformReader(const EdgeProjection &edge) : edge(edge) {}
  bool field(int f, double *out, int) override {
    out[0] = edge.values[f];
    return true;
  }

private:
  const EdgeProjection &edge;
};

bool isBound(FieldRole role) {
  return role == FieldRole::Parameter || role == FieldRole::Derived ||
         role == FieldRole::Coefficient || role == FieldRole::State;
}

} // namespace

/// Values all edges have in common.
Result<void> Simulation::State::bindEdgeUniforms(EdgeProjection &edge) {
  const ClassPlan &plan = *edge.plan;
  BlockInput input = scalarInput(0);
  UniformReader reader(edge);
  input.reader = &reader;
  Evaluator evaluator;
  std::vector<char> done(plan.propagators.size(), 0);
  for (int f : edge.order) {
    const FieldPlan &field = plan.fields[f];
    if (edge.stored[f] || !isBound(field.role) || edge.assigned[f])
      continue;
    if (const int p = edge.model->propagatorOf[f]; p >= 0) {
      if (done[p])
        continue;
      done[p] = 1;
      const PropagatorPlan &propagator = plan.propagators[p];
      std::vector<double> matrix(propagator.matrix.size()), result(matrix.size());
      for (size_t k = 0; k < matrix.size(); ++k) {
        Result<ExprTraits> traits = checkExpr(propagator.matrix[k], edgeLimits(edge));
        if (!traits)
          return edge.fail("propagator " + propagator.name + ": " + traits.error().message);
        evaluator.evaluate(propagator.matrix[k], *traits, input, &matrix[k]);
      }
      if (!numerics::propagator(matrix.data(), propagator.states, propagator.inputs, dt,
                                result.data()))
        return edge.fail("propagator " + propagator.name + " has no finite value");
      for (size_t k = 0; k < result.size(); ++k)
        if (propagator.coefficients[k] >= 0)
          edge.values[propagator.coefficients[k]] = result[k];
      continue;
    }
    const Expr &expr = edge.fieldValue(f);
    double value = 0;
    if (!expr.empty())
      evaluator.evaluate(expr, edge.traits[f], input, &value);
    if (!std::isfinite(value))
      return edge.fail(field.name + " is " + numberText(value));
    edge.values[f] = value;
  }
  for (size_t f = 0; f < plan.fields.size(); ++f) {
    const FieldPlan &field = plan.fields[f];
    bool uniform = !field.constraint.empty();
    for (const Instr &instr : field.constraint.code)
      uniform &= instr.op != Op::Field || !edge.stored[instr.a];
    if (!uniform)
      continue;
    double holds = 1;
    evaluator.evaluate(field.constraint, edge.constraints[f], input, &holds);
    if (!(holds != 0))
      return edge.fail(field.name + " is " +
                       numberText(edge.values[f] / field.unit.scale) +
                       (field.unit.text == "1" ? "" : " " + field.unit.text) + ", but " +
                       (field.constraintText.empty() ? "its constraint"
                                                     : field.constraintText) +
                       " must hold");
  }
  for (auto [traces, of] : {std::pair(&edge.preTraces, &edge.preTraceOf),
                            std::pair(&edge.postTraces, &edge.postTraceOf)})
    for (size_t f = 0; f < plan.fields.size(); ++f) {
      const int trace = (*of)[f];
      if (trace < 0)
        continue;
      const FieldPlan &field = plan.fields[f];
      const Expr &tau = field.tau.empty() ? field.value : field.tau;
      double value = 0;
      Result<ExprTraits> traits = checkExpr(tau, edgeLimits(edge));
      if (!traits)
        return edge.fail("trace " + field.name + ": " + traits.error().message);
      for (const Instr &instr : tau.code)
        if ((instr.op == Op::Field && edge.stored[instr.a]) || traits->draws ||
            traits->usesSource || traits->usesTarget || traits->usesI || traits->usesJ)
          return edge.fail("E0925: the time constant of trace " + field.name +
                           " differs between edges; a trace is kept once a neuron, so it "
                           "must be the same for all edges of a projection");
      if (!tau.empty())
        evaluator.evaluate(tau, *traits, input, &value);
      if (!(value > 0) || !std::isfinite(value))
        return edge.fail("the time constant of trace " + field.name + " is " +
                         numberText(value) + " ms");
      (*traces)[static_cast<size_t>(trace)] = {value, field.nearest};
    }
  edge.uniforms.assign(static_cast<size_t>(plan.uniformSlots), 0);
  for (size_t f = 0; f < plan.fields.size(); ++f)
    if (plan.fields[f].slot >= 0 && isBound(plan.fields[f].role) && !edge.stored[f])
      edge.uniforms[plan.fields[f].slot] = edge.values[f];
  return {};
}

ExprLimits Simulation::State::edgeLimits(const EdgeProjection &edge) const {
  ExprLimits limits = edge.base->edgeLimits();
  limits.fields = static_cast<int>(edge.plan->fields.size());
  return limits;
}

/// Whether an expression that is evaluated once gives each edge a value of its own.
static bool variesByEdge(const EdgeProjection &edge, const Expr &expr,
                         const ExprTraits &traits) {
  return traits.draws || traits.usesSource || traits.usesTarget || traits.usesI ||
         traits.usesJ || traits.usesPosition || traits.usesColumn ||
         std::any_of(expr.code.begin(), expr.code.end(), [&](const Instr &instr) {
           return instr.op == Op::Field && edge.stored[instr.a];
         });
}

/// A delay from `least` ticks on; its constant value, or how to evaluate it.
Result<EdgeDelay> Simulation::State::edgeDelay(const EdgeProjection &edge, const Expr &expr,
                                               const std::string &what) {
  EdgeDelay delay;
  if (expr.empty())
    return delay;
  Result<ExprTraits> traits = checkExpr(expr, edgeLimits(edge));
  if (!traits)
    return edge.fail(what + ": " + traits.error().message);
  if (Result<void> r = edge.base->checkLeaves(expr, what); !r)
    return r.error();
  if (traits->usesTime || traits->usesExperiment)
    return edge.fail(what + " cannot depend on time or an experiment");
  delay.traits = *traits;
  delay.constant = !variesByEdge(edge, expr, *traits);
  if (!delay.constant)
    return delay;
  BlockInput input = scalarInput(0);
  UniformReader reader(edge);
  input.reader = &reader;
  double value = 0;
  Evaluator().evaluate(expr, *traits, input, &value);
  const double ticks = std::round(value / dt);
  if (!(ticks >= 0) || ticks > 1 << 24)
    return edge.fail(what + " is " + numberText(value) + " ms, which is impossible");
  if (isOffGrid(value, ticks, dt))
    report.warnings.push_back(
        edge.fail(what + " " + numberText(value) + " ms " + offGridText(ticks, dt)));
  delay.ticks = static_cast<int64_t>(ticks);
  return delay;
}

/// Why `on post` may not run later than its event; empty: it may. Reading what changes
/// meanwhile (states of the ends, time, draws) forbids it, and so does sending anything.
static std::string whyNotLater(const EdgeProjection &edge) {
  if (!edge.post.emits.empty())
    return "on post emits";
  if (edge.post.plan->usesTime)
    return "on post reads the time";
  if (edge.step || edge.signal)
    return "its equations are stepped every tick";
  if (edge.structural)
    return "its synapses come and go";
  if (!edge.backprop.constant)
    return "backprop differs between synapses";
  for (const Gather &g : edge.post.gathers)
    switch (g.kind) {
    case Gather::Column:
    case Gather::Elapsed:
    case Gather::PreTrace:
    case Gather::PreAge:
    case Gather::PostTrace:
    case Gather::PostAge: break;
    case Gather::Random: return "on post draws";
    default: return "on post reads " + edge.field(g.field).name + " as it is then";
    }
  return "";
}

/// Whether edges need not know when they were last touched: nothing is asked but
/// whether it was in this tick, and what may come twice in one is known anyway.
static bool onlyAsksWhetherTouched(const EdgeProjection &edge) {
  if (!edge.post.seesPre || edge.pre || edge.plan->tie == Tie::PostFirst || !edge.every.empty() ||
      !edge.ports.empty() || !edge.emit)
    return false;
  return std::none_of(edge.plan->kernels.begin(), edge.plan->kernels.end(),
                      [](const KernelPlan &kernel) { return kernel.measuresElapsed; });
}

/// What a kernel reads from where, and what it changes.
Result<EdgeKernel> Simulation::State::edgeKernel(const EdgeProjection &edge, size_t k) {
  const ClassPlan &plan = *edge.plan;
  EdgeKernel kernel;
  kernel.plan = &plan.kernels[k];
  kernel.code = edge.model->kernels[k];
  const std::vector<int> &reads = kernel.plan->reads, &writes = kernel.plan->writes;
  const bool all = reads.empty() && writes.empty();
  auto within = [&](const std::vector<int> &list, int f) {
    return all || std::find(list.begin(), list.end(), f) != list.end();
  };
  for (int f = 0; f < static_cast<int>(plan.fields.size()); ++f) {
    const FieldPlan &field = plan.fields[f];
    if (field.slot < 0)
      continue;
    // A field that is written in some lanes only must hold its old value.
    const bool wanted = within(reads, f) || within(writes, f);
    if (!wanted)
      continue;
    Gather gather{Gather::Column, f, field.slot, field.type, 0, {}};
    switch (field.role) {
    case FieldRole::State:
      if (within(writes, f))
        kernel.scatters.push_back(f);
      break;
    case FieldRole::Parameter:
    case FieldRole::Derived:
    case FieldRole::Coefficient:
      if (!edge.stored[f])
        continue;
      break;
    case FieldRole::Elapsed: gather.kind = Gather::Elapsed; break;
    case FieldRole::Trace:
      gather.kind = field.end == EdgeEnd::Pre ? Gather::PreTrace : Gather::PostTrace;
      gather.index = (field.end == EdgeEnd::Pre ? edge.preTraceOf : edge.postTraceOf)[f];
      break;
    case FieldRole::Age:
      gather.kind = field.end == EdgeEnd::Pre ? Gather::PreAge : Gather::PostAge;
      break;
    case FieldRole::End: {
      if (kernel.plan->phase == KernelPlan::Signal && field.end == EdgeEnd::Pre) {
        gather.kind = Gather::PreSeries;
        break;
      }
      const View *view = field.end == EdgeEnd::Pre    ? edge.base->source
                         : field.end == EdgeEnd::Post ? edge.base->target
                                                      : nullptr;
      gather.kind = field.end == EdgeEnd::Pre    ? Gather::PreEnd
                    : field.end == EdgeEnd::Post ? Gather::PostEnd
                                                 : Gather::RefEnd;
      if (field.end == EdgeEnd::Ref) {
        gather.index = field.ref;
        view = &views[edge.base->plan->edge.refs[field.ref].view];
      }
      for (const ViewPart &part : view->parts) {
        const Population &population = *populations[part.population];
        const int at = population.findField(field.of);
        if (at < 0 || population.fieldPlan(at).role == FieldRole::Arrive)
          return edge.fail("reads " + field.of + " of " + population.plan->name +
                           ", which has no such value");
        gather.ends.push_back(&population.fields[at]);
      }
      break;
    }
    case FieldRole::Ref:
      gather.kind = Gather::RefIndex;
      gather.index = field.ref;
      break;
    case FieldRole::Draw:
      gather.kind = Gather::Random;
      gather.index = field.stream;
      if (field.distribution != "uniform" && field.distribution != "normal")
        return edge.fail("draws from the unknown distribution " + field.distribution);
      break;
    default: continue; // Value and Emit are given and taken otherwise
    }
    kernel.seesPre |= gather.kind == Gather::PreTrace || gather.kind == Gather::PreAge;
    kernel.seesPost |= gather.kind == Gather::PostTrace || gather.kind == Gather::PostAge;
    kernel.gathers.push_back(std::move(gather));
  }
  for (size_t e = 0; e < plan.emits.size(); ++e)
    if (plan.emits[e].phase == kernel.plan->phase &&
        (kernel.plan->phase != KernelPlan::Port ||
         plan.emits[e].port == kernel.plan->index))
      kernel.emits.push_back(static_cast<int>(e));
  if (kernel.plan->phase == KernelPlan::Every) {
    Result<EdgeDelay> period = edgeDelay(edge, kernel.plan->period, "every");
    if (!period)
      return period.error();
    if (!period->constant || period->ticks < 1)
      return edge.fail("every must be one interval of at least one tick of " +
                       numberText(dt) + " ms for all edges");
    kernel.period = period->ticks;
  }
  return kernel;
}

Result<void> Simulation::State::makeEdgeProjection(Projection &base) {
  auto made = std::make_unique<EdgeProjection>();
  EdgeProjection &edge = *made;
  edge.index = base.index;
  edge.base = &base;
  const EdgePlan &ends = base.plan->edge;
  if (ends.classIndex >= static_cast<int>(models.size()))
    return edge.fail("has no such class");
  edge.model = &models[ends.classIndex];
  edge.plan = edge.model->plan;
  const ClassPlan &plan = *edge.plan;
  const size_t fields = plan.fields.size();
  if (!plan.edge)
    return edge.fail("its class " + plan.name + " is not of edges");
  if (ends.refs.size() != plan.refs.size())
    return edge.fail("does not say what each ref of " + plan.name + " refers to");
  for (const EdgePlan::Ref &ref : ends.refs)
    if (ref.view < 0 || ref.view >= static_cast<int>(views.size()))
      return edge.fail("a ref has no population");
  edge.narrow = base.target->size <= 1 << 16;
  edge.stored.assign(fields, 0);
  edge.values.assign(fields, 0);
  edge.frozen.assign(fields, 0);
  edge.assigned.assign(fields, 0);
  edge.traits.assign(fields, {});
  edge.constraints.assign(fields, {});
  edge.preTraceOf.assign(fields, -1);
  edge.postTraceOf.assign(fields, -1);
  for (const InitPlan &init : ends.inits)
    if (init.field < 0 || init.field >= static_cast<int>(fields))
      return edge.fail("sets a field its class does not have");
  const ExprLimits limits = edgeLimits(edge);
  for (size_t f = 0; f < fields; ++f) {
    const FieldPlan &field = plan.fields[f];
    const int index = static_cast<int>(f);
    edge.stored[f] =
        field.role == FieldRole::State || (isBound(field.role) && field.perElement);
    if (isBound(field.role)) {
      for (auto [expr, out] : {std::pair(&edge.fieldValue(index), &edge.traits[f]),
                               std::pair(&field.constraint, &edge.constraints[f])}) {
        Result<ExprTraits> traits = checkExpr(*expr, limits);
        if (!traits)
          return edge.fail(field.name + ": " + traits.error().message);
        if (Result<void> r = edge.base->checkLeaves(*expr, field.name); !r)
          return r;
        if (traits->usesTime || traits->usesExperiment)
          return edge.fail(field.name + " cannot depend on time or an experiment");
        *out = *traits;
      }
    }
    const bool pre = field.end == EdgeEnd::Pre;
    if (field.role == FieldRole::Trace) {
      (pre ? edge.preTraceOf : edge.postTraceOf)[f] =
          static_cast<int>((pre ? edge.preTraces : edge.postTraces).size());
      (pre ? edge.preTraces : edge.postTraces).push_back({1, false});
    }
    if (field.role == FieldRole::Trace || field.role == FieldRole::Age)
      (pre ? edge.preHistory : edge.postHistory) = true;
    edge.elapsed |= field.role == FieldRole::Elapsed;
    edge.drawsRandom |= field.role == FieldRole::Draw;
  }
  for (size_t f = 0; f < fields; ++f) {
    if (!isBound(plan.fields[f].role) || edge.stored[f])
      continue;
    if (variesByEdge(edge, edge.fieldValue(static_cast<int>(f)), edge.traits[f]))
      return edge.fail(plan.fields[f].name + " differs between edges, but class " +
                       plan.name + " stores one value of it");
  }
  edge.needsIds = edge.drawsRandom;
  FieldOrder ordering(
      *edge.model, [&](int f) -> const Expr & { return edge.fieldValue(f); },
      [&](int f) { return edge.fail("the value of " + edge.field(f).name + " depends on itself"); },
      edge.order);
  for (size_t f = 0; f < fields; ++f)
    if (isBound(plan.fields[f].role))
      if (Result<void> r = ordering.visit(static_cast<int>(f)); !r)
        return r;
  if (Result<void> r = bindEdgeUniforms(edge); !r)
    return r;

  Result<EdgeDelay> dendritic = edgeDelay(edge, ends.dendritic, "dendritic"),
                    backprop = edgeDelay(edge, ends.backprop, "backprop");
  for (auto *d : {&dendritic, &backprop})
    if (!*d)
      return d->error();
  edge.dendritic = *dendritic;
  edge.backprop = *backprop;
  for (const EmitPlan &emit : plan.emits) {
    EmitRun run;
    run.plan = &emit;
    Result<EdgeDelay> after = edgeDelay(edge, emit.after, "after");
    if (!after)
      return after.error();
    run.after = *after;
    if (emit.field < 0 || emit.field >= static_cast<int>(fields) ||
        plan.fields[emit.field].role != FieldRole::Emit || plan.fields[emit.field].slot < 0)
      return edge.fail("an emission has no field");
    if (emit.ref >= 0) {
      if (emit.ref >= static_cast<int>(ends.refs.size()))
        return edge.fail("an emission has no receiver");
      run.refView = ends.refs[emit.ref].view;
      for (const ViewPart &part : views[run.refView].parts) {
        const Population &population = *populations[part.population];
        const int f = population.findField(emit.to);
        if (f < 0 || population.fieldPlan(f).role != FieldRole::Arrive)
          return edge.fail("emits to " + population.plan->name + "." + emit.to +
                           ", which does not exist");
        run.refFields.push_back(f);
      }
    }
    edge.emits.push_back(std::move(run));
  }
  edge.ports.resize(plan.ports.size());
  for (size_t k = 0; k < plan.kernels.size(); ++k) {
    Result<EdgeKernel> kernel = edgeKernel(edge, k);
    if (!kernel)
      return kernel.error();
    switch (kernel->plan->phase) {
    case KernelPlan::Emit: edge.emit = *kernel; break;
    case KernelPlan::Pre: edge.pre = *kernel; break;
    case KernelPlan::Post: edge.post = *kernel; break;
    case KernelPlan::Step: edge.step = *kernel; break;
    case KernelPlan::Advance: edge.advance = *kernel; break;
    case KernelPlan::Every: edge.every.push_back(*kernel); break;
    case KernelPlan::Port:
      if (kernel->plan->index < 0 ||
          kernel->plan->index >= static_cast<int>(edge.ports.size()))
        return edge.fail("a port's kernel has no port");
      edge.ports[kernel->plan->index] = *kernel;
      break;
    case KernelPlan::Signal: edge.signal = *kernel; break;
    case KernelPlan::Update:
    case KernelPlan::Record:
      return edge.fail("class " + plan.name + " has a kernel edges do not have");
    }
  }
  if (static_cast<bool>(edge.signal) != base.plan->signal ||
      (edge.signal && (edge.emit || edge.pre || edge.signal.emits.size() != 1)))
    return edge.fail("class " + plan.name + " has no signal and nothing but that");
  for (const StructuralPlan &s : network->structurals)
    edge.structural |= s.projection == base.index;
  edge.needsIds |= edge.structural;
  // Events on their way are filed again from the histories.
  edge.postHistory |= edge.structural && edge.backprop.ticks > 0;
  // What only the index by target can tell.
  edge.completes = edge.elapsed;
  if (edge.post)
    edge.whyReverse = whyNotLater(edge);
  edge.replays = edge.post && edge.whyReverse.empty();
  if (edge.replays && onlyAsksWhetherTouched(edge))
    edge.elapsed = false;
  edge.postHistory |= edge.replays;
  edge.reverse = edge.post && !edge.replays;
  for (const NormalizePlan &n : network->normalizations)
    if (n.projection == base.index) {
      edge.reverse = true;
      if (edge.whyReverse.empty())
        edge.whyReverse = "normalize";
    }

  for (size_t part = 0; part < base.plan->sourceEvents.size(); ++part)
    edge.preChannel.push_back(channelOf(base.source->parts[part].population,
                                        base.plan->sourceEvents[part]));
  for (size_t part = 0; part < base.target->parts.size(); ++part) {
    const Population &target = *populations[base.target->parts[part].population];
    int channel = -1;
    for (size_t e = 0; e < target.model->plan->events.size(); ++e)
      if (target.model->plan->events[e].name == "spikes")
        channel = channelOf(target.index, static_cast<int>(e));
    edge.postChannel.push_back(edge.post || edge.postHistory ? channel : -1);
    (target.fieldPlan(base.plan->targetFields[part]).type == Scalar::F64
         ? edge.arrivesF64
         : edge.arrivesF32) = true;
  }
  edge.rows = canRunRows(edge); // knows now what type emissions are added to
  auto looks = [&](const EdgeKernel &kernel) {
    for (const Gather &gather : kernel.gathers)
      if (gather.kind == Gather::PreEnd || gather.kind == Gather::RefEnd)
        return true;
    return false;
  };
  if (looks(edge.emit) || looks(edge.step))
    meetings.beforeUpdate = true;
  bool learns = looks(edge.pre) || looks(edge.post);
  for (const EdgeKernel &kernel : edge.ports)
    learns |= looks(kernel);
  for (const EdgeKernel &kernel : edge.every)
    if (looks(kernel))
      meetings.afterUpdate = meetings.afterEvery = true;
  if (learns)
    meetings.afterUpdate = meetings.afterLearn = true;
  for (const EmitRun &emit : edge.emits)
    refEmissions |= emit.refView >= 0;
  edgeOf[base.index] = static_cast<int>(edges.size());
  edges.push_back(std::move(made));
  return {};
}

/// Projections onto a port of the edges of another one.
Result<void> Simulation::State::makePortProjection(Projection &base) {
  const ProjectionPlan &plan = *base.plan;
  auto fail = [&](const std::string &what) {
    return Error{"projection " + plan.name + ": " + what, plan.at};
  };
  const int at = plan.edgesOf < static_cast<int>(projections.size())
                     ? edgeOf[plan.edgesOf]
                     : -1;
  if (at < 0)
    return fail("its target has no synapses with state");
  EdgeProjection &edge = *edges[at];
  if (plan.edgePort < 0 || plan.edgePort >= static_cast<int>(edge.ports.size()) ||
      !edge.ports[plan.edgePort])
    return fail("class " + edge.plan->name + " has no such port");
  if (plan.rule != Rule::All)
    return fail("events reach all edges of a projection: its rule must be all");
  if (!base.constantDelay)
    return fail("its delay must be the same for all");
  PortProjection port;
  port.projection = &base;
  port.port = plan.edgePort;
  port.filtered = !plan.where.empty();
  if (port.filtered && edge.replays) { // which edges of a row it touches differs
    edge.replays = edge.rows = false;
    edge.reverse = true;
    edge.whyReverse = "events reach some synapses of a row only";
  }
  port.delay.ticks = base.delayTicks;
  const ExprTraits &traits = base.weightTraits;
  if (traits.draws || traits.usesJ || traits.usesTarget || traits.usesPosition)
    return fail("its weight can depend on the source only");
  port.values.assign(1, base.weight);
  if (!base.uniformWeight) {
    port.values.resize(static_cast<size_t>(base.source->size));
    EdgeReader reader = base.edgeReader();
    BlockInput input = base.edgeInput(Purpose::Weight, reader);
    input.count = 1;
    Evaluator evaluator;
    for (int64_t i = 0; i < base.source->size; ++i) {
      const uint32_t index = static_cast<uint32_t>(i);
      reader.i = reader.j = &index;
      evaluator.evaluate(plan.weight, traits, input, &port.values[static_cast<size_t>(i)]);
    }
  }
  for (size_t part = 0; part < base.source->parts.size(); ++part)
    channelOf(base.source->parts[part].population, plan.sourceEvents[part]);
  edge.portProjections.push_back(std::move(port));
  return {};
}

Result<void> Simulation::State::makeEdges() {
  edgeOf.assign(projections.size(), -1);
  for (auto &projection : projections)
    if (projection->isEdges())
      if (Result<void> r = makeEdgeProjection(*projection); !r)
        return r;
  for (auto &projection : projections)
    if (projection->plan->edgesOf >= 0)
      if (Result<void> r = makePortProjection(*projection); !r)
        return r;
  // Nothing but periodic blocks of neurons could get ahead of a reader in LEARN.
  bool periodic = false;
  for (const auto &population : populations)
    if (population->model)
      for (const KernelPlan &kernel : population->model->plan->kernels)
        periodic |= kernel.phase == KernelPlan::Every;
  meetings.afterLearn &= periodic;
  if (Result<void> r = makeEdgeChanges(); !r)
    return r;
  shareHistories();
  return {};
}

} // namespace neuro::rt
