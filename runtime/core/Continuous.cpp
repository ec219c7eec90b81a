//===- Continuous.cpp - Building what continuous projections need ---------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Continuous.h"

#include "runtime/core/Tables.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

namespace neuro::rt {

Error Continuous::fail(const Signal &signal, std::string message) const {
  const ProjectionPlan &plan = *signal.projection->plan;
  return {"projection " + plan.name + ": " + std::move(message), plan.at};
}

Error Continuous::noMemoryFor(const Signal &signal) const {
  Error error = fail(signal, "the system has no memory left for its edges");
  error.memory = true;
  return error;
}

const void *Series::at(int64_t tick) const {
  const int64_t slot = tick % depth;
  return data.as<char>() +
         scalarBytes(type, padded) * static_cast<size_t>(slot < 0 ? slot + depth : slot);
}

// --- Checks ------------------------------------------------------------------------

Result<void> Continuous::prepare(const Context &given) {
  context = given;
  letsOf.assign(context.populations->size(), 0);
  for (const auto &projection : *context.projections) {
    if (!projection->plan->continuous)
      continue;
    Signal signal;
    signal.projection = signal.pairs = projection.get();
    if (Result<void> r = prepareSignal(signal); !r)
      return r;
    signals.push_back(std::move(signal));
  }
  return {};
}

Result<std::vector<int>> Continuous::fieldsNamed(const Signal &signal, int view,
                                                 const std::string &name) const {
  std::vector<int> fields;
  for (const ViewPart &part : (*context.views)[static_cast<size_t>(view)].parts) {
    const Population &population = *(*context.populations)[part.population];
    const int f = population.model ? population.findField(name) : -1;
    if (f < 0)
      return fail(signal, population.plan->name + " has no " + name);
    switch (population.fieldPlan(f).role) {
    case FieldRole::Parameter:
    case FieldRole::Derived:
    case FieldRole::State:
    case FieldRole::Input:
    case FieldRole::Let:
      break;
    default:
      return fail(signal, name + " of " + population.plan->name + " is not a value");
    }
    fields.push_back(f);
  }
  return fields;
}

Result<int> Continuous::seriesOf(const Signal &signal, int view, const FieldPlan &field) {
  auto found = std::find_if(series.begin(), series.end(), [&](const Series &s) {
    return s.view == view && s.of == field.of && s.type == field.type;
  });
  if (found == series.end()) {
    Result<std::vector<int>> fields = fieldsNamed(signal, view, field.of);
    if (!fields)
      return fields.error();
    Series made;
    made.view = view;
    made.of = field.of;
    made.type = field.type;
    made.fields = *fields;
    const View &elements = (*context.views)[static_cast<size_t>(view)];
    made.padded = (elements.size + LANES - 1) / LANES * LANES;
    for (size_t p = 0; p < elements.parts.size(); ++p) {
      const Population &population = *(*context.populations)[elements.parts[p].population];
      if (population.fieldPlan(made.fields[p]).role == FieldRole::Let) {
        if (!population.model->record)
          return fail(signal, population.plan->name + " has no record kernel");
        letsOf[static_cast<size_t>(population.index)] = 1;
      }
    }
    series.push_back(std::move(made));
    found = series.end() - 1;
  }
  return static_cast<int>(found - series.begin());
}

Result<void> Continuous::prepareSignal(Signal &signal) {
  const Projection &projection = *signal.projection;
  const ProjectionPlan &plan = *projection.plan;
  const int classes = static_cast<int>(context.program->classes.size());
  if (plan.edge.classIndex < 0 || plan.edge.classIndex >= classes)
    return fail(signal, "has no edge class");
  signal.plan = &context.program->classes[static_cast<size_t>(plan.edge.classIndex)];
  if (plan.mirrorOf >= 0) {
    if (plan.mirrorOf >= projection.index ||
        !(*context.projections)[static_cast<size_t>(plan.mirrorOf)]->plan->continuous)
      return fail(signal, "mirrors no continuous projection before it");
    signal.pairs = (*context.projections)[static_cast<size_t>(plan.mirrorOf)].get();
    signal.mirrored = true;
    if (signal.pairs->source != projection.target || signal.pairs->target != projection.source)
      return fail(signal, "does not exchange the ends of what it mirrors");
  }
  for (const KernelPlan &kernel : signal.plan->kernels)
    if (kernel.phase == KernelPlan::Signal) {
      auto found = context.kernels->find(kernel.symbol);
      if (found != context.kernels->end())
        signal.kernel = found->second;
    }
  for (const EmitPlan &emit : signal.plan->emits)
    if (emit.phase == KernelPlan::Signal)
      signal.emit = emit.field;
  if (!signal.kernel || signal.emit < 0 ||
      signal.emit >= static_cast<int>(signal.plan->fields.size()))
    return fail(signal, "its edge class has no signal");
  if (Result<void> r = prepareInputs(signal); !r)
    return r;
  return prepareFields(signal);
}

Result<void> Continuous::prepareInputs(Signal &signal) {
  const Projection &projection = *signal.projection;
  const ProjectionPlan &plan = *projection.plan;
  if (plan.targetFields.size() != projection.target->parts.size())
    return fail(signal, "does not say the input of each part");
  for (size_t p = 0; p < plan.targetFields.size(); ++p) {
    const Population &target =
        *(*context.populations)[projection.target->parts[p].population];
    const int f = plan.targetFields[p];
    if (!target.model || f < 0 || f >= static_cast<int>(target.fields.size()) ||
        target.fieldPlan(f).role != FieldRole::Input || !target.fields[f].data)
      return fail(signal, "its target " + target.plan->name + " has no such input");
    auto found = std::find_if(targets.begin(), targets.end(), [&](const Input &i) {
      return i.population == target.index && i.field == f;
    });
    if (found == targets.end()) {
      targets.push_back({target.index, f});
      found = targets.end() - 1;
    }
    signal.inputs.push_back(static_cast<size_t>(found - targets.begin()));
  }
  return {};
}

Result<void> Continuous::addEdges(const Projection &projection, const ClassPlan &type,
                                  const std::vector<int> &sources,
                                  std::vector<size_t> &inputsOf, std::vector<int> &seriesOf) {
  Signal signal; // for its messages
  signal.projection = signal.pairs = &projection;
  signal.plan = &type;
  if (Result<void> r = prepareInputs(signal); !r)
    return r;
  inputsOf = signal.inputs;
  for (int f : sources) {
    Result<int> index = this->seriesOf(signal, projection.plan->source,
                                       type.fields[static_cast<size_t>(f)]);
    if (!index)
      return index.error();
    seriesOf.push_back(*index);
  }
  return {};
}

void Continuous::remember(int index, int64_t ticks) {
  Series &of = series[static_cast<size_t>(index)];
  of.depth = std::max(of.depth, ticks + 2);
}

Result<void> Continuous::prepareFields(Signal &signal) {
  const ProjectionPlan &plan = *signal.projection->plan;
  const ClassPlan &cls = *signal.plan;
  signal.dense = plan.rule == Rule::All && plan.where.empty() && !signal.mirrored;
  for (const FieldPlan &field : cls.fields)
    signal.dense &= !(field.role == FieldRole::End && field.end == EdgeEnd::Post &&
                      field.perElement);
  for (size_t f = 0; f < cls.fields.size(); ++f) {
    const FieldPlan &field = cls.fields[f];
    if (field.slot < 0 || field.slot >= (field.perElement ? cls.arraySlots : cls.uniformSlots))
      return fail(signal, "field " + field.name + " has no slot");
    if (field.type != Scalar::F32 && field.type != Scalar::F64)
      return fail(signal, "field " + field.name + " is not a real");
    switch (field.role) {
    case FieldRole::Parameter:
      (field.perElement ? signal.edgeFields : signal.uniformFields)
          .push_back(static_cast<int>(f));
      break;
    case FieldRole::End: {
      const bool post = field.end == EdgeEnd::Post;
      if (post && !field.perElement) {
        if (!signal.dense)
          return fail(signal, field.name + " needs a value for each edge");
        signal.postFields.push_back(static_cast<int>(f));
        Result<std::vector<int>> fields = fieldsNamed(signal, plan.target, field.of);
        if (!fields)
          return fields.error();
        signal.postOf.push_back(*fields);
        break;
      }
      if (!field.perElement || field.end == EdgeEnd::Ref)
        return fail(signal, field.name + " is not of a source or target");
      Result<int> s = seriesOf(signal, post ? plan.target : plan.source, field);
      if (!s)
        return s.error();
      signal.ends.emplace_back(static_cast<int>(f), *s);
      break;
    }
    case FieldRole::Emit:
      if (static_cast<int>(f) != signal.emit || !field.perElement)
        return fail(signal, "emits more than its signal");
      break;
    default:
      return fail(signal, "field " + field.name + " has no place in a signal");
    }
  }
  signal.uniforms.assign(static_cast<size_t>(cls.uniformSlots), 0);
  // Values are those of the edges, whichever way they are looked at.
  const Projection &pairs = *signal.pairs;
  const ExprLimits limits = pairs.edgeLimits();
  for (const InitPlan &init : pairs.plan->edge.inits) {
    if (init.field < 0 || init.field >= static_cast<int>(cls.fields.size()) ||
        cls.fields[static_cast<size_t>(init.field)].role != FieldRole::Parameter)
      return fail(signal, "sets what is not a parameter of its edges");
    Result<ExprTraits> traits = checkExpr(init.value, limits);
    if (!traits)
      return fail(signal, traits.error().message);
    if (traits->usesTime || traits->usesExperiment || traits->usesField)
      return fail(signal, "a value of an edge cannot depend on time or an experiment");
    if (!cls.fields[static_cast<size_t>(init.field)].perElement && traits->perElement())
      return fail(signal, "a value differs between edges, but is stored once");
    signal.traits.push_back(*traits);
  }
  for (const std::vector<int> *fields : {&signal.uniformFields, &signal.edgeFields})
    for (int f : *fields)
      if (!signal.initOf(f, nullptr))
        return fail(signal, cls.fields[static_cast<size_t>(f)].name + " has no value");
  return {};
}

const Expr *Continuous::Signal::initOf(int field, ExprTraits *out) const {
  const std::vector<InitPlan> &inits = pairs->plan->edge.inits;
  for (size_t k = 0; k < inits.size(); ++k)
    if (inits[k].field == field) {
      if (out)
        *out = traits[k];
      return &inits[k].value;
    }
  return nullptr;
}

double Continuous::nanoseconds() const {
  double sum = 0;
  for (const Signal &signal : signals)
    sum += signal.pairs->expected * (signal.dense ? 1.0 : 3.0);
  return sum;
}

Result<void> Continuous::bind() {
  Scope scope;
  scope.parameters = *context.parameters;
  scope.dt = context.dt;
  scope.seed = context.seed;
  for (Signal &signal : signals)
    for (int f : signal.uniformFields) {
      const FieldPlan &field = signal.plan->fields[static_cast<size_t>(f)];
      Result<double> value = evaluateScalar(*signal.initOf(f, nullptr), scope);
      if (!value)
        return fail(signal, value.error().message);
      if (!std::isfinite(*value))
        return fail(signal, field.name + " is " + numberText(*value));
      signal.uniforms[static_cast<size_t>(field.slot)] = *value;
    }
  return {};
}

// --- Threads' shares ---------------------------------------------------------------

void Continuous::divide(int threads) {
  shares = std::vector<Share>(static_cast<size_t>(threads));
  for (Share &share : shares)
    share.parts.resize(signals.size());
}

Result<void> Continuous::build(int thread) {
  Share &share = shares[static_cast<size_t>(thread)];
  for (size_t s = 0; s < signals.size(); ++s) {
    Result<void> r = signals[s].dense ? buildRows(signals[s], share.parts[s], thread)
                                      : buildEdges(signals[s], share.parts[s], thread);
    if (!r)
      return r;
  }
  for (const Input &input : targets) {
    const Population &population = *(*context.populations)[input.population];
    share.sums.emplace_back(
        static_cast<size_t>(population.cuts[thread + 1] - population.cuts[thread]), 0.0);
  }
  return {};
}

Result<void> Continuous::allocate() {
  double bytes = 0;
  for (size_t s = 0; s < signals.size(); ++s) {
    int64_t longest = 0;
    for (const Share &share : shares)
      longest = std::max(longest, share.parts[s].longest);
    for (auto [field, index] : signals[s].ends) {
      Series &of = series[static_cast<size_t>(index)];
      if (signals[s].plan->fields[static_cast<size_t>(field)].end == EdgeEnd::Pre)
        of.depth = std::max(of.depth, longest + 2);
    }
  }
  for (const Series &s : series)
    bytes += static_cast<double>(scalarBytes(s.type, s.padded)) * static_cast<double>(s.depth);
  if (Result<void> r = context.budget->take(bytes, "the values that signals read"); !r)
    return r;
  for (Series &s : series)
    if (!s.data.allocate(scalarBytes(s.type, s.padded) * static_cast<size_t>(s.depth)))
      return outOfMemory("the system has no memory left for the values that signals read");
  for (Share &share : shares) {
    if (!share.emitted.allocate(static_cast<size_t>(longestBlock) * 8))
      return outOfMemory("the system has no memory left");
    for (size_t s = 0; s < signals.size(); ++s) {
      Part &part = share.parts[s];
      part.arrays.assign(static_cast<size_t>(signals[s].plan->arraySlots), nullptr);
      part.gathered.resize(signals[s].ends.size());
      for (Buffer &buffer : part.gathered)
        if (!buffer.allocate(static_cast<size_t>(longestBlock) * 8))
          return outOfMemory("the system has no memory left");
    }
  }
  return bind();
}

/// Values of one per-edge parameter for a block of edges.
Result<void> Continuous::values(const Signal &signal, const EdgeBlock &block, size_t k,
                                Evaluator &evaluator, double *out) const {
  const Projection &pairs = *signal.pairs;
  EdgeReader reader = pairs.edgeReader();
  BlockInput input = pairs.edgeInput(Purpose::Weight, reader, block);
  ExprTraits traits;
  const int f = signal.edgeFields[k];
  const Expr *expr = signal.initOf(f, &traits);
  evaluator.evaluate(*expr, traits, input, out);
  for (int l = 0; l < block.count; ++l)
    if (!std::isfinite(out[l]))
      return fail(signal, signal.plan->fields[static_cast<size_t>(f)].name + " of the edge " +
                              std::to_string(block.i[l]) + " -> " +
                              std::to_string(block.j[l]) + " is " + numberText(out[l]));
  return {};
}

static void put(Buffer &buffer, Scalar type, int64_t place, double value) {
  if (type == Scalar::F32)
    buffer.as<float>()[place] = static_cast<float>(value);
  else
    buffer.as<double>()[place] = value;
}

Result<void> Continuous::buildRows(const Signal &signal, Part &part, int thread) {
  const Projection &projection = *signal.projection;
  const View &source = *projection.source, &target = *projection.target;
  const int64_t padded = (source.size + LANES - 1) / LANES * LANES;
  std::vector<int64_t> rowOf(static_cast<size_t>(target.size), -1);
  for (size_t p = 0; p < target.parts.size(); ++p) {
    const ViewPart &of = target.parts[p];
    const Population &population = *(*context.populations)[of.population];
    int64_t first, last;
    of.within(population.cuts[thread], population.cuts[thread + 1], first, last);
    for (int64_t q = first; q < last; ++q) {
      Row row;
      row.target = static_cast<uint32_t>(of.offset + q);
      row.element = of.low + q * of.step;
      row.part = static_cast<uint32_t>(p);
      row.place = static_cast<uint32_t>(row.element - population.cuts[thread]);
      if (!projection.plan->autapses)
        for (const ViewPart &from : source.parts) {
          if (from.population != of.population)
            continue;
          int64_t low, high;
          from.within(row.element, row.element + 1, low, high);
          for (int64_t k = low; k < high; ++k)
            row.excluded.push_back(static_cast<uint32_t>(from.offset + k));
        }
      part.edges += source.size - static_cast<int64_t>(row.excluded.size());
      rowOf[row.target] = static_cast<int64_t>(part.rows.size());
      part.rows.push_back(std::move(row));
    }
  }
  part.shortest = part.longest = projection.constantDelay ? projection.delayTicks : 0;
  const bool delays = !projection.constantDelay;
  if (!delays && signal.edgeFields.empty())
    return {};
  // What differs between edges: one row of sources a target.
  part.slots = static_cast<int64_t>(part.rows.size()) * padded;
  double bytes = delays ? 4 : 0;
  for (int f : signal.edgeFields)
    bytes += static_cast<double>(
                 scalarBytes(signal.plan->fields[static_cast<size_t>(f)].type, 64)) /
             64;
  if (Result<void> r = context.budget->take(bytes * static_cast<double>(part.slots),
                                            "the edges of " + projection.plan->name);
      !r)
    return r;
  part.values.resize(signal.edgeFields.size());
  for (size_t k = 0; k < part.values.size(); ++k)
    if (!part.values[k].allocate(scalarBytes(
            signal.plan->fields[static_cast<size_t>(signal.edgeFields[k])].type, part.slots)))
      return noMemoryFor(signal);
  if (delays && !part.delay.allocate(static_cast<size_t>(part.slots) * 4))
    return noMemoryFor(signal);
  if (delays)
    part.shortest = INT64_MAX;
  Evaluator evaluator;
  ProjectionCount count;
  double out[EVAL_BLOCK];
  uint32_t ticks[EVAL_BLOCK];
  return projection.edges(thread, [&](const EdgeBlock &block) -> Result<void> {
    auto place = [&](int l) { return rowOf[block.j[l]] * padded + block.i[l]; };
    for (size_t k = 0; k < part.values.size(); ++k) {
      if (Result<void> r = values(signal, block, k, evaluator, out); !r)
        return r;
      const Scalar type = signal.plan->fields[static_cast<size_t>(signal.edgeFields[k])].type;
      for (int l = 0; l < block.count; ++l)
        put(part.values[k], type, place(l), out[l]);
    }
    if (!delays)
      return {};
    if (Result<void> r = TableBuilder::delays(projection, block, evaluator, ticks, count); !r)
      return r;
    for (int l = 0; l < block.count; ++l) {
      part.delay.as<uint32_t>()[place(l)] = ticks[l];
      part.shortest = std::min<int64_t>(part.shortest, ticks[l]);
      part.longest = std::max<int64_t>(part.longest, ticks[l]);
    }
    return {};
  });
}

/// The edges onto the thread's targets. Of a mirrored projection: those of the
/// original whose sources are the thread's.
Result<void> Continuous::forEdges(
    const Signal &signal, int thread,
    const std::function<Result<void>(const EdgeBlock &)> &sink) const {
  if (!signal.mirrored)
    return signal.pairs->edges(thread, sink);
  const View &source = *signal.pairs->source;
  EdgeBlock mine;
  for (int t = 0; t < static_cast<int>(shares.size()); ++t) {
    Result<void> r = signal.pairs->edges(t, [&](const EdgeBlock &block) -> Result<void> {
      mine.count = 0;
      for (int l = 0; l < block.count; ++l) {
        const ViewPart &part = source.parts[source.partOf(block.i[l])];
        const Population &population = *(*context.populations)[part.population];
        const int64_t element = part.element(block.i[l]);
        if (element < population.cuts[thread] || element >= population.cuts[thread + 1])
          continue;
        mine.take(block, l);
      }
      return mine.count ? sink(mine) : Result<void>();
    });
    if (!r)
      return r;
  }
  return {};
}

Result<void> Continuous::buildEdges(const Signal &signal, Part &part, int thread) {
  const Projection &projection = *signal.projection;
  const View &target = *projection.target;
  const bool delays = !signal.pairs->constantDelay;
  struct Edge {
    uint32_t target, source, delay;
  };
  std::vector<Edge> edges;
  std::vector<std::vector<double>> drawn(signal.edgeFields.size());
  Evaluator evaluator;
  ProjectionCount count;
  double out[EVAL_BLOCK];
  uint32_t ticks[EVAL_BLOCK];
  const double perEdge = 12 + 24 * static_cast<double>(drawn.size()) + 16;
  Result<void> built = forEdges(signal, thread, [&](const EdgeBlock &block) -> Result<void> {
    if (Result<void> r = context.budget->take(perEdge * block.count,
                                              "the edges of " + projection.plan->name);
        !r)
      return r;
    for (size_t k = 0; k < drawn.size(); ++k) {
      if (Result<void> r = values(signal, block, k, evaluator, out); !r)
        return r;
      drawn[k].insert(drawn[k].end(), out, out + block.count);
    }
    if (delays)
      if (Result<void> r =
              TableBuilder::delays(*signal.pairs, block, evaluator, ticks, count);
          !r)
        return r;
    for (int l = 0; l < block.count; ++l)
      edges.push_back({signal.mirrored ? block.i[l] : block.j[l],
                       signal.mirrored ? block.j[l] : block.i[l], delays ? ticks[l] : 0});
    return {};
  });
  if (!built)
    return built;
  part.edges = static_cast<int64_t>(edges.size());
  part.shortest = part.longest = delays ? 0 : signal.pairs->delayTicks;
  std::vector<uint32_t> order(edges.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return edges[a].target != edges[b].target ? edges[a].target < edges[b].target
                                              : edges[a].source < edges[b].source;
  });
  // Blocks of whole targets; a target with more edges than a block has several of
  // its own, so that where it is cut depends on it alone.
  std::vector<size_t> firstOf; // per block: in `order`
  int64_t slots = 0;
  for (size_t at = 0; at < order.size();) {
    const uint32_t j = edges[order[at]].target;
    size_t end = at;
    while (end < order.size() && edges[order[end]].target == j)
      ++end;
    const ViewPart &of = target.parts[target.partOf(j)];
    Run run;
    run.input = static_cast<uint32_t>(signal.inputs[target.partOf(j)]);
    run.place = static_cast<uint32_t>(
        of.element(j) - (*context.populations)[of.population]->cuts[thread]);
    for (size_t from = at; from < end;) {
      const int64_t left = static_cast<int64_t>(end - from);
      const bool fits = from == at && !part.blocks.empty() &&
                        part.blocks.back().count + left <= longestBlock;
      if (!fits) {
        Block block;
        block.begin = slots;
        block.firstRun = static_cast<int>(part.runs.size());
        part.blocks.push_back(block);
        firstOf.push_back(from);
      }
      Block &block = part.blocks.back();
      run.length = static_cast<int>(std::min(left, longestBlock));
      block.count += run.length;
      ++block.runs;
      slots = block.begin + (block.count + LANES - 1) / LANES * LANES;
      part.runs.push_back(run);
      from += static_cast<size_t>(run.length);
    }
    at = end;
  }
  part.slots = slots;
  part.values.resize(signal.edgeFields.size());
  bool room = part.source.allocate(static_cast<size_t>(slots) * 4) &&
              part.target.allocate(static_cast<size_t>(slots) * 4) &&
              (!delays || part.delay.allocate(static_cast<size_t>(slots) * 4));
  for (size_t k = 0; k < part.values.size(); ++k)
    room = room &&
           part.values[k].allocate(scalarBytes(
               signal.plan->fields[static_cast<size_t>(signal.edgeFields[k])].type, slots));
  if (!room)
    return noMemoryFor(signal);
  for (size_t b = 0; b < part.blocks.size(); ++b) {
    const Block &block = part.blocks[b];
    const int64_t padded = (block.count + LANES - 1) / LANES * LANES;
    for (int64_t l = 0; l < padded; ++l) {
      // The padding repeats the last edge, so that it computes something ordinary.
      const uint32_t e = order[firstOf[b] + static_cast<size_t>(
                                                std::min<int64_t>(l, block.count - 1))];
      part.source.as<uint32_t>()[block.begin + l] = edges[e].source;
      part.target.as<uint32_t>()[block.begin + l] = edges[e].target;
      if (delays) {
        part.delay.as<uint32_t>()[block.begin + l] = edges[e].delay;
        part.shortest = part.longest == 0 ? edges[e].delay
                                          : std::min<int64_t>(part.shortest, edges[e].delay);
        part.longest = std::max<int64_t>(part.longest, edges[e].delay);
      }
      for (size_t k = 0; k < part.values.size(); ++k)
        put(part.values[k],
            signal.plan->fields[static_cast<size_t>(signal.edgeFields[k])].type,
            block.begin + l, drawn[k][e]);
    }
  }
  return {};
}

// --- Report -------------------------------------------------------------------------

int64_t Continuous::edges(int projection) const {
  int64_t sum = 0;
  for (size_t s = 0; s < signals.size(); ++s)
    if (signals[s].projection->index == projection)
      for (const Share &share : shares)
        sum += share.parts[s].edges;
  return sum;
}

std::string Continuous::representation(int projection) const {
  for (const Signal &signal : signals)
    if (signal.projection->index == projection)
      return std::string("continuous: ") +
             (signal.dense ? signal.edgeFields.empty() && signal.projection->constantDelay
                                 ? "all pairs, nothing stored"
                                 : "all pairs, values by target"
                           : "edges by target") +
             (signal.mirrored ? ", those of " + signal.pairs->plan->name + " reversed" : "");
  return "";
}

size_t Continuous::bytes(int projection) const {
  size_t sum = 0;
  for (size_t s = 0; s < signals.size(); ++s)
    if (signals[s].projection->index == projection)
      for (const Share &share : shares) {
        const Part &part = share.parts[s];
        sum += part.source.size() + part.target.size() + part.delay.size() +
               part.runs.size() * sizeof(Run) + part.rows.size() * sizeof(Row);
        for (const Buffer &buffer : part.values)
          sum += buffer.size();
      }
  return sum;
}

double Continuous::longestDelay(int projection, bool shortest) const {
  int64_t low = INT64_MAX, high = 0;
  for (size_t s = 0; s < signals.size(); ++s)
    if (signals[s].projection->index == projection)
      for (const Share &share : shares) {
        low = std::min(low, share.parts[s].shortest);
        high = std::max(high, share.parts[s].longest);
      }
  return static_cast<double>(shortest ? std::min(low, high) : high) * context.dt;
}

} // namespace neuro::rt
