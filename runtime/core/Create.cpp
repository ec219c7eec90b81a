//===- Create.cpp - Building a simulation from a plan ---------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In order: parameters, sizes, memory, values, projections, threads, tables,
// stimuli, probes. Sizes are known and paid for before anything is allocated.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Positions.h"
#include "runtime/core/State.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <thread>

namespace neuro::rt {

BlockInput Simulation::State::scalarInput(double time) const {
  BlockInput input;
  input.parameters = parameters.data();
  input.dt = dt;
  input.time = time;
  input.seed = seed;
  input.count = 1;
  return input;
}

Scope Simulation::State::scalarScope(double time) const {
  Scope scope;
  scope.parameters = parameters;
  scope.dt = dt;
  scope.time = time;
  scope.seed = seed;
  return scope;
}

Result<void> Simulation::State::makeParameters(const SimOptions &options) {
  const std::vector<ParameterPlan> &plans = network->parameters;
  for (size_t p = 0; p < plans.size(); ++p) {
    double value = 0;
    // The last word counts: a command line's over an experiment's.
    auto given = std::find_if(options.parameters.rbegin(), options.parameters.rend(),
                              [&](auto &o) { return o.first == static_cast<int>(p); });
    if (given != options.parameters.rend()) {
      value = given->second;
    } else {
      Scope scope = scalarScope(0); // with the earlier parameters
      scope.occasion = p;
      Result<double> v = evaluateScalar(plans[p].value, scope);
      if (!v)
        return Error{"parameter " + plans[p].name + ": " + v.error().message, ""};
      value = *v;
    }
    if (!std::isfinite(value))
      return Error{"parameter " + plans[p].name + " is " + numberText(value), ""};
    if (plans[p].isInteger && value != std::round(value))
      return Error{"parameter " + plans[p].name + " is an integer and cannot be " +
                       numberText(value),
                   ""};
    parameters.push_back(value);
  }
  for (auto &[index, value] : options.parameters)
    if (index < 0 || index >= static_cast<int>(plans.size()))
      return Error{"network " + network->name + " has no parameter number " +
                       std::to_string(index),
                   ""};
  return checkParameters();
}

/// The constraints (`where`) of the network's parameters.
Result<void> Simulation::State::checkParameters() const {
  const Scope scope = scalarScope(0);
  for (size_t p = 0; p < network->parameters.size(); ++p) {
    const ParameterPlan &plan = network->parameters[p];
    if (plan.constraint.empty())
      continue;
    Result<double> holds = evaluateScalar(plan.constraint, scope);
    if (!holds)
      return Error{"constraint on " + plan.name + ": " + holds.error().message, ""};
    if (*holds != 0)
      continue;
    const std::string unit = plan.unit.text == "1" ? "" : " " + plan.unit.text;
    return Error{"network " + network->name + ": " + plan.name + " is " +
                     numberText(parameters[p] / plan.unit.scale) + unit + ", but " +
                     plan.constraintText + " must hold",
                 ""};
  }
  return {};
}

/// Machine code is for ticks in which its f32 states change by more than f32 rounds.
Result<void> Simulation::State::checkStep() {
  auto check = [&](int index, const std::string &name, const std::string &where) -> Result<void> {
    if (index < 0 || index >= static_cast<int>(program->classes.size()))
      return {}; // what is wrong there is said later
    const ClassPlan &type = program->classes[static_cast<size_t>(index)];
    if (dt >= type.smallestStep * (1 - 1e-9))
      return {};
    return Error{"E0454: a tick of " + numberText(dt) + " ms is too short for '" + name +
                     "': states of " + type.name + " that were stored in f32 need " +
                     numberText(type.smallestStep) +
                     " ms or more; compile for that time step, or with precision f64",
                 where};
  };
  for (const PopulationPlan &population : network->populations)
    if (Result<void> r = check(population.classIndex, population.name, population.where); !r)
      return r;
  for (const ProjectionPlan &projection : network->projections)
    if (Result<void> r = check(projection.edge.classIndex, projection.name, projection.at); !r)
      return r;
  return {};
}

Result<void> Simulation::State::makeModels(const KernelTable &kernels) {
  for (const ClassPlan &plan : program->classes) {
    Model model;
    model.plan = &plan;
    model.propagatorOf.assign(plan.fields.size(), -1);
    auto bad = [&](const std::string &what) {
      return Error{"class " + plan.name + ": " + what, ""};
    };
    for (size_t p = 0; p < plan.propagators.size(); ++p) {
      const PropagatorPlan &propagator = plan.propagators[p];
      const int64_t entries = int64_t(propagator.states) *
                              (int64_t(propagator.states) + propagator.inputs);
      const int64_t noise = int64_t(propagator.states) * propagator.noises;
      const int64_t triangle =
          propagator.noises > 0
              ? int64_t(propagator.states) * (int64_t(propagator.states) + 1) / 2
              : 0;
      if (propagator.states < 0 || propagator.inputs < 0 || propagator.noises < 0 ||
          entries + noise != static_cast<int64_t>(propagator.matrix.size()) ||
          entries != static_cast<int64_t>(propagator.coefficients.size()) ||
          triangle != static_cast<int64_t>(propagator.noiseCoefficients.size()))
        return bad("propagator " + propagator.name + " has a wrong number of entries");
      for (const std::vector<int> *list :
           {&propagator.coefficients, &propagator.noiseCoefficients})
        for (int f : *list) {
          if (f < -1 || f >= static_cast<int>(plan.fields.size()))
            return bad("propagator " + propagator.name + " names no field");
          if (f >= 0)
            model.propagatorOf[f] = static_cast<int>(p);
        }
    }
    for (const FieldPlan &field : plan.fields) {
      if (plan.edge)
        break; // checked where edges are made
      const bool array = field.perElement || field.role >= FieldRole::State;
      // One value for all elements: an input without sources, a port event's value.
      const bool uniform = (field.role == FieldRole::Input || field.role == FieldRole::Value) &&
                           !field.perElement;
      const int slots = array && !uniform ? plan.arraySlots : plan.uniformSlots;
      if (field.slot >= slots)
        return bad("field " + field.name + " has slot " + std::to_string(field.slot) +
                   " of " + std::to_string(slots));
      if (field.role == FieldRole::Arrive && field.type != Scalar::F32 &&
          field.type != Scalar::F64)
        return bad("port " + field.name + " is not a real");
    }
    for (const EventPlan &event : plan.events)
      if (event.maskField < 0 || event.maskField >= static_cast<int>(plan.fields.size()) ||
          plan.fields[event.maskField].type != Scalar::Bits)
        return bad("event " + event.name + " has no mask");
    for (const KernelPlan &kernel : plan.kernels) {
      auto found = kernels.find(kernel.symbol);
      if (found == kernels.end() || !found->second)
        return bad("kernel " + kernel.symbol + " is missing");
      model.kernels.push_back(found->second);
      std::vector<int> draws;
      for (int f : kernel.reads)
        if (f < 0 || f >= static_cast<int>(plan.fields.size()))
          return bad("kernel " + kernel.symbol + " reads what is no field");
        else if (plan.fields[f].role == FieldRole::Draw)
          draws.push_back(f);
      if (kernel.phase == KernelPlan::Update) {
        model.update = found->second;
        model.draws = std::move(draws);
      } else if (kernel.phase == KernelPlan::Record) {
        model.record = found->second;
      } else if (kernel.phase == KernelPlan::Every && !plan.edge) {
        model.every.push_back({&kernel, found->second, std::move(draws)});
      }
    }
    for (auto [symbol, code] : {std::pair(&plan.catchUpKernel, &model.catchUp),
                                std::pair(&plan.rowKernel, &model.row),
                                std::pair(&plan.targetsKernel, &model.targets),
                                std::pair(&plan.seenRowKernel, &model.seenRow)})
      if (auto found = kernels.find(*symbol); !symbol->empty() && found != kernels.end())
        *code = found->second;
    models.push_back(std::move(model));
  }
  return {};
}

Result<void> Simulation::State::makePopulations(const SimOptions &options) {
  const BindContext context = bindContext();
  double total = 0;
  std::string largest;
  double largestBytes = -1;
  if (network->populations.size() >= (1u << 24) ||
      network->projections.size() >= (1u << 24))
    return Error{"more than 2^24 populations or projections", ""};
  for (size_t p = 0; p < network->populations.size(); ++p) {
    auto population = std::make_unique<Population>();
    population->index = static_cast<int>(p);
    population->plan = &network->populations[p];
    const PopulationPlan &plan = *population->plan;
    if (plan.classIndex >= static_cast<int>(models.size()) ||
        (plan.classIndex < 0 && plan.source == SourceKind::None))
      return at(*population, "has neither a class nor a source");
    if (plan.classIndex >= 0)
      population->model = &models[plan.classIndex];
    if (population->model && !population->model->update)
      return at(*population, "its class has no update kernel");
    double size = 1;
    for (const Expr &dimension : plan.shape) {
      Result<double> v = evaluateScalar(dimension, scalarScope(0));
      if (!v)
        return at(*population, "size: " + v.error().message);
      const double whole = std::round(*v);
      if (!(whole >= 0) || !std::isfinite(whole))
        return at(*population, "a size of " + numberText(*v) + " is impossible");
      if (std::fabs(*v - whole) > 1e-6 * std::max(1.0, whole))
        return at(*population, "a size must be a whole number, but is " + numberText(*v));
      size *= whole;
      population->shape.push_back(static_cast<int64_t>(whole));
    }
    const double padded = std::ceil(size / LANES) * LANES;
    double bytes = population->model ? fieldBytes(*population->model->plan, padded)
                                     : padded * 8;
    if (plan.layout.kind != LayoutPlan::None)
      bytes += size * 24;
    if (bytes > largestBytes) {
      largestBytes = bytes;
      largest = plan.name;
    }
    total += bytes;
    if (size > UINT32_MAX - 64) {
      Error error = at(*population, numberText(size) + " elements would take " +
                                        bytesText(bytes) + "; at most 2^32 are possible");
      error.memory = true;
      return error;
    }
    population->size = static_cast<int64_t>(size);
    population->padded = static_cast<int64_t>(padded);
    populations.push_back(std::move(population));
  }
  if (Result<void> r = budget.take(total, "the state of the populations (most of it " +
                                              largest + ")");
      !r)
    return r;
  int64_t elements = 0;
  for (auto &population : populations)
    elements += population->size;
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  if (elements > 20000 && !team.start(static_cast<int>(std::min(cores, 64u))))
    return Error{"the system gives no more threads", ""};
  for (const std::vector<Population *> &group : classMates())
    if (!allocateFields(group))
      return outOfMemory("population " + group.front()->plan->name +
                             ": the system has no memory left",
                         group.front()->plan->where);
  Scope placing;
  placing.parameters = parameters;
  placing.dt = dt;
  placing.seed = seed;
  for (auto &population : populations) {
    population->cuts = {0, population->padded};
    const size_t p = static_cast<size_t>(population->index);
    static const std::vector<double> noRows;
    if (Result<void> r = placeElements(
            *population, placing,
            p < options.positions.size() ? options.positions[p] : noRows);
        !r)
      return r;
    if (!population->model) {
      if (Result<void> r = bindSource(*population); !r)
        return r;
      continue;
    }
    if (Result<void> r =
            checkPopulation(*population, static_cast<int>(parameters.size()));
        !r)
      return r;
    if (Result<void> r = bind(*population, context, BindScope::Everything); !r)
      return r;
  }
  return {};
}

Result<View> Simulation::State::makeView(const ViewPlan &plan) const {
  View view;
  const Scope scope = scalarScope(0);
  auto whole = [&](const Expr &expr, int64_t otherwise) -> Result<int64_t> {
    if (expr.empty())
      return otherwise;
    Result<double> v = evaluateScalar(expr, scope);
    if (!v)
      return Error{plan.name + ": " + v.error().message, ""};
    if (*v != std::round(*v) || std::fabs(*v) > 9e15)
      return Error{plan.name + ": an index must be a whole number, but is " +
                       numberText(*v),
                   ""};
    return static_cast<int64_t>(*v);
  };
  for (const ViewPlan::Part &p : plan.parts) {
    if (p.population < 0 || p.population >= static_cast<int>(populations.size()))
      return Error{plan.name + " names no population", ""};
    const Population &population = *populations[p.population];
    Result<int64_t> low = whole(p.low, 0), high = whole(p.high, population.size),
                    step = whole(p.step, 1);
    for (auto *r : {&low, &high, &step})
      if (!*r)
        return r->error();
    if (*step < 1)
      return Error{plan.name + ": a step must be at least 1, but is " +
                       std::to_string(*step),
                   population.plan->where};
    if (*low < 0 || *high > population.size || *low > *high)
      return Error{plan.name + ": elements " + std::to_string(*low) + ".." +
                       std::to_string(*high) + " are not within the " +
                       std::to_string(population.size) + " of " +
                       population.plan->name,
                   population.plan->where};
    ViewPart part;
    part.population = p.population;
    part.low = *low;
    part.step = *step;
    part.count = (*high - *low + *step - 1) / *step;
    part.offset = view.size;
    view.size += part.count;
    view.parts.push_back(part);
  }
  return view;
}

Result<void> Simulation::State::makeViews() {
  for (const ViewPlan &plan : network->views) {
    Result<View> view = makeView(plan);
    if (!view)
      return view.error();
    views.push_back(std::move(*view));
  }
  return {};
}

Result<void> Simulation::State::makeProjections(const SimOptions &options) {
  const int viewCount = static_cast<int>(views.size());
  for (size_t p = 0; p < network->projections.size(); ++p) {
    const ProjectionPlan &plan = network->projections[p];
    auto bad = [&](const std::string &what) {
      return Error{"projection " + plan.name + ": " + what, plan.at};
    };
    // Events for the edges of another projection go where its targets are.
    int targetView = plan.target;
    if (plan.edgesOf >= 0 && plan.edgesOf < static_cast<int>(network->projections.size()))
      targetView = network->projections[plan.edgesOf].target;
    if (plan.source < 0 || plan.source >= viewCount || targetView < 0 ||
        targetView >= viewCount)
      return bad("has no source or target");
    auto projection = std::make_unique<Projection>();
    projection->index = static_cast<int>(p);
    projection->plan = &plan;
    projection->source = &views[plan.source];
    projection->target = &views[targetView];
    projection->populations = &populations;
    projection->parameters = &parameters;
    projection->dt = dt;
    projection->seed = seed;
    if (p < options.edgeLists.size()) {
      edgeLists.push_back(options.edgeLists[p]);
      projection->list = edgeLists.back().get();
    }
    if (plan.continuous || plan.signal) {
      if (Result<void> r = projection->prepare(report.warnings); !r)
        return r;
      projections.push_back(std::move(projection));
      continue;
    }
    if (plan.sourceEvents.size() != projection->source->parts.size() ||
        (plan.edgesOf < 0 &&
         plan.targetFields.size() != projection->target->parts.size()))
      return bad("does not say the event or port of each part");
    for (size_t part = 0; plan.edgesOf < 0 && part < plan.targetFields.size(); ++part) {
      const Population &target = *populations[projection->target->parts[part].population];
      const int f = plan.targetFields[part];
      if (!target.model || f < 0 || f >= static_cast<int>(target.fields.size()) ||
          target.fieldPlan(f).role != FieldRole::Arrive)
        return bad("its target " + target.plan->name + " has no such port");
    }
    for (size_t part = 0; part < plan.sourceEvents.size(); ++part) {
      const Population &source = *populations[projection->source->parts[part].population];
      const int events =
          source.model ? static_cast<int>(source.model->plan->events.size()) : 1;
      if (plan.sourceEvents[part] < 0 || plan.sourceEvents[part] >= events)
        return bad("its source " + source.plan->name + " has no such event");
    }
    if (Result<void> r = projection->prepare(report.warnings); !r)
      return r;
    if (without.has(Pass::ConstantWeights) && projection->isStatic())
      projection->uniformWeight = false;
    projections.push_back(std::move(projection));
  }
  return {};
}

// --- Threads ------------------------------------------------------------------------

int Simulation::State::chooseThreads(const SimOptions &options) const {
  int64_t blocks = 0;
  double nanoseconds = 0; // a tick's work on one thread, about
  for (const auto &population : populations) {
    blocks += population->padded / LANES;
    double each = 0.8; // a source's draw
    if (population->model) {
      each = 0;
      for (const KernelPlan &kernel : population->model->plan->kernels)
        if (kernel.phase == KernelPlan::Update)
          each += kernel.cost;
    }
    nanoseconds += each * static_cast<double>(population->size);
  }
  int64_t together = maxWindow; // ticks between meetings
  for (const auto &projection : projections) {
    nanoseconds += projection->expected * synapseCost(*projection);
    if (projection->plan->signal || projection->plan->continuous || !projection->constantDelay)
      together = 1;
    else if (!isDrive(*projection))
      together = std::min(together, std::max<int64_t>(1, projection->delayTicks));
  }
  nanoseconds += continuous.nanoseconds();
  nanoseconds *= static_cast<double>(together);
  int64_t most = options.threads > 0
                     ? options.threads
                     : std::max(1u, std::thread::hardware_concurrency());
  most = std::min<int64_t>({most, 1024, std::max<int64_t>(blocks, 1)});
  if (options.engine)
    return 1;
  if (options.exactThreads)
    return static_cast<int>(most);
  // A thread with less than a few microseconds of work between two meetings costs
  // more than it brings.
  return static_cast<int>(
      std::clamp<double>(nanoseconds / 5000, 1, static_cast<double>(most)));
}

/// Each thread owns an equal part of each population: elements of one cost alike, whatever
/// that is, where synapses and rates are alike (else: Partition.cpp). Populations too small for that are cut as
/// if those of a class were one, so that fewer pieces border on another thread's.
void Simulation::State::partition() {
  constexpr int64_t fewBlocks = 8; // of a thread
  const int64_t threads = static_cast<int64_t>(workers.size());
  struct Range {
    int64_t blocks = 0, before = 0, turn = 0;
  };
  std::map<std::pair<const Model *, int>, Range> ranges; // large ones by themselves
  auto isLarge = [&](const Population &population) {
    return population.padded / LANES >= fewBlocks * threads;
  };
  auto rangeOf = [&](const Population &population) -> Range & {
    const bool large = isLarge(population);
    return ranges[{large ? nullptr : population.model, large ? population.index : -1}];
  };
  for (const auto &population : populations)
    rangeOf(*population).blocks += population->padded / LANES;
  int64_t turn = 0; // of the threads, to get an odd block
  for (const auto &population : populations) {
    const int64_t blocks = population->padded / LANES;
    Range &range = rangeOf(*population);
    if (range.before == 0)
      range.turn = std::exchange(turn, turn + range.blocks) % threads;
    population->cuts.assign(static_cast<size_t>(threads) + 1, 0);
    for (int64_t t = 1; t < threads; ++t) {
      const int64_t cut = (range.blocks * t + range.turn) / threads;
      population->cuts[static_cast<size_t>(t)] =
          std::clamp<int64_t>(cut - range.before, 0, blocks) * LANES;
    }
    population->cuts[static_cast<size_t>(threads)] = population->padded;
    range.before += blocks;
    if (threads > 1 && isLarge(*population))
      balance(*population);
  }
}

/// Like fields of populations of one class stand together: what synapses of a
/// group reach lies close, so that short numbers tell it apart.
void Simulation::State::layOutArrivals() {
  std::vector<std::tuple<int, size_t, int>> order; // class, field, population
  for (auto &population : populations)
    for (size_t f = 0; f < population->fields.size(); ++f)
      if (population->fieldPlan(static_cast<int>(f)).role == FieldRole::Arrive)
        order.push_back({population->plan->classIndex, f, population->index});
  std::sort(order.begin(), order.end());
  for (size_t t = 0; t < workers.size(); ++t) {
    ArriveSpace &space = workers[t].space;
    space.offset.resize(populations.size());
    for (auto &population : populations)
      space.offset[population->index].assign(population->fields.size(), 0);
    for (auto [type, f, index] : order) {
      const Population &population = *populations[index];
      int64_t &count = population.fieldPlan(static_cast<int>(f)).type == Scalar::F64
                           ? space.count64
                           : space.count32;
      space.offset[index][f] = count;
      count += population.cuts[t + 1] - population.cuts[t];
    }
  }
}

Result<void> Simulation::State::allocateArrivals() {
  for (Worker &worker : workers) {
    ArriveSpace &space = worker.space;
    const size_t b32 = static_cast<size_t>(space.count32) * 4,
                 b64 = static_cast<size_t>(space.count64) * 8;
    // Already paid for with the fields.
    if (!space.f32.allocate(b32) || !space.f64.allocate(b64))
      return outOfMemory("the system has no memory left for what arrives");
    if (space.count32 > UINT32_MAX || space.count64 > UINT32_MAX)
      return Error{"more than 2^32 targets on one thread", ""};
  }
  return {};
}

Result<void> Simulation::State::create(int index, const KernelTable &kernels,
                                       const SimOptions &options) {
  if (program->abiVersion != ABI_VERSION)
    return Error{"the program was compiled for ABI version " +
                     std::to_string(program->abiVersion) + ", the runtime has " +
                     std::to_string(ABI_VERSION),
                 ""};
  if (index < 0 || index >= static_cast<int>(program->networks.size()))
    return Error{"there is no network number " + std::to_string(index), ""};
  if (!(options.dt > 0) || !std::isfinite(options.dt))
    return Error{"dt must be a positive time, but is " + numberText(options.dt) + " ms",
                 ""};
  network = &program->networks[index];
  dt = options.dt;
  if (Result<void> r = checkStep(); !r)
    return r;
  seed = options.seed;
  without = options.without;
  if (Result<void> r = makeParameters(options); !r)
    return r;
  if (Result<void> r = makeModels(kernels); !r)
    return r;
  if (Result<void> r = makePopulations(options); !r)
    return r;
  for (auto &population : populations)
    if (Result<void> r = makePeriods(*population, true); !r)
      return r;
  if (Result<void> r = makeViews(); !r)
    return r;
  if (Result<void> r = makeProjections(options); !r)
    return r;
  if (Result<void> r = makeEdges(); !r)
    return r;
  if (Result<void> r = makeStages(); !r)
    return r;
  for (size_t p = 0; p < populations.size() && p < options.sourceEvents.size(); ++p)
    if (Result<void> r = fileSource(*populations[p], options.sourceEvents[p]); !r)
      return r;
  Continuous::Context signals;
  signals.program = program;
  signals.populations = &populations;
  signals.views = &views;
  signals.projections = &projections;
  signals.kernels = &kernels;
  signals.parameters = &parameters;
  signals.budget = &budget;
  signals.dt = dt;
  signals.seed = seed;
  if (Result<void> r = continuous.prepare(signals); !r)
    return r;
  if (Result<void> r = makeEdgeSignals(); !r)
    return r;
  const int threads = chooseThreads(options);
  if (threads > team.size() && !team.start(threads))
    return Error{"the system gives no more threads", ""};
  workers = std::vector<Worker>(static_cast<size_t>(threads));
  barrier = std::make_unique<Barrier>(threads);
  partition();
  layOutArrivals();
  if (Result<void> r = buildTables(options); !r)
    return r;
  if (Result<void> r = allocateArrivals(); !r)
    return r;
  if (Result<void> r = makeStimuli(options); !r)
    return r;
  if (Result<void> r = makeProbes(options.extraProbes); !r)
    return r;
  if (!continuous.empty())
    window = 1; // every tick reads what others computed in the last one
  tablesOfChannel.resize(channels.size());
  edgesOfChannel.resize(channels.size());
  takeAtOnce();
  report.threads = threads;
  report.window = window;
  builtParameters = parameters;
  for (const auto &population : populations)
    for (size_t f = 0; f < population->fields.size(); ++f)
      late |= population->fieldPlan(static_cast<int>(f)).into >= 0;
  if (Result<void> r = prepareWorkers(); !r)
    return r;
  noteFusion();
  return {};
}

} // namespace neuro::rt
