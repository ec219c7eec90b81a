//===- Checkpoint.cpp - Saving a simulation and going on from it ----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A checkpoint holds what a fresh network of the same program lacks: states and
// parameters, what is in flight, cursors of sources, recorded data. Connections of
// static synapses are not in it: they are made again from the seed. What is in
// flight is kept as sums per tick, port and element. They are sums of the first
// terms, in order, so adding the later ones gives every bit of an uninterrupted run,
// for any number of threads before and after. Weights of static synapses that were set
// are in it, too.
//
// The file begins with what the network is: a list of facts, each with a name. The
// first one that differs is the reason why a checkpoint is refused.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Engine.h"
#include "runtime/core/Archive.h"
#include "runtime/core/State.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <tuple>

namespace neuro::rt {

namespace {

void hashExpr(const Expr &expr, uint64_t &hash) {
  for (const Instr &i : expr.code) {
    const uint8_t op = static_cast<uint8_t>(i.op);
    hash = hashBytes(&op, 1, hash);
    hash = hashBytes(&i.a, sizeof i.a, hash);
    hash = hashBytes(&i.b, sizeof i.b, hash);
    hash = hashBytes(&i.imm, sizeof i.imm, hash);
  }
  const size_t size = expr.code.size();
  hash = hashBytes(&size, sizeof size, hash);
}

std::string hex(uint64_t hash) {
  char text[20];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
  return text;
}

/// Everything the compiler knows of a class that decides its states.
std::string classText(const ClassPlan &plan) {
  uint64_t hash = hashBytes(plan.name.data(), plan.name.size());
  auto add = [&](auto value) { hash = hashBytes(&value, sizeof value, hash); };
  for (const FieldPlan &f : plan.fields) {
    hash = hashBytes(f.name.data(), f.name.size(), hash);
    add(f.role);
    add(f.type);
    add(f.perElement);
    add(f.into);
    hashExpr(f.value, hash);
    hashExpr(f.tau, hash);
  }
  for (const PropagatorPlan &p : plan.propagators)
    for (const Expr &entry : p.matrix)
      hashExpr(entry, hash);
  for (const EventPlan &e : plan.events)
    hash = hashBytes(e.name.data(), e.name.size(), hash);
  for (const KernelPlan &k : plan.kernels) {
    hash = hashBytes(k.symbol.data(), k.symbol.size(), hash);
    add(k.phase);
    add(k.fingerprint);
    hashExpr(k.period, hash);
  }
  return hex(hash);
}

std::string projectionText(const ProjectionPlan &plan) {
  uint64_t hash = hashBytes(plan.name.data(), plan.name.size());
  for (const Expr *expr : {&plan.ruleArgument, &plan.where, &plan.weight, &plan.delay,
                           &plan.edge.dendritic, &plan.edge.backprop})
    hashExpr(*expr, hash);
  for (const InitPlan &init : plan.edge.inits)
    hashExpr(init.value, hash);
  for (const auto &[name, values] : plan.details.arguments)
    for (const Expr &value : values)
      hashExpr(value, hash);
  hash = hashBytes(plan.details.text.data(), plan.details.text.size(), hash);
  hash = hashBytes(plan.details.file.data(), plan.details.file.size(), hash);
  return hex(hash);
}

} // namespace

/// What must be the same where a checkpoint is restored.
Simulation::State::Facts Simulation::State::facts() const {
  const State &s = *this;
  Facts facts;
  if (s.engine) // what is in flight is in a form of its own
    facts.push_back({"engine", "reference"});
  auto number = [](double x) {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", x);
    return std::string(text);
  };
  for (const auto &projection : s.projections)
    if (projection->grid.step > 0) {
      facts.push_back({"sums", "integer"});
      break;
    }
  facts.push_back({"network", s.network->name});
  facts.push_back({"dt (ms)", number(s.dt)});
  facts.push_back({"seed", std::to_string(s.seed)});
  for (size_t p = 0; p < s.network->parameters.size(); ++p)
    facts.push_back(
        {"parameter " + s.network->parameters[p].name, number(s.builtParameters[p])});
  std::vector<char> used(s.models.size(), 0);
  for (const auto &population : s.populations) {
    const PopulationPlan &plan = *population->plan;
    std::string what = population->model
                           ? population->model->plan->name
                           : "source " + std::to_string(static_cast<int>(plan.source));
    what += ", " + std::to_string(population->size) + " elements";
    if (!population->layout.empty())
      what += " at " + population->layout;
    facts.push_back({"population " + plan.name, what});
    if (plan.classIndex >= 0)
      used[static_cast<size_t>(plan.classIndex)] = 1;
  }
  for (const ProjectionPlan &plan : s.network->projections)
    if (plan.edge.classIndex >= 0)
      used[static_cast<size_t>(plan.edge.classIndex)] = 1;
  for (size_t c = 0; c < used.size(); ++c)
    if (used[c])
      facts.push_back({"model " + s.program->classes[c].name, classText(s.program->classes[c])});
  for (size_t p = 0; p < s.report.projections.size(); ++p) {
    const ProjectionReport &r = s.report.projections[p];
    facts.push_back({"connections " + r.name,
                     r.rule + ", " + std::to_string(r.synapses) + " synapses, " +
                         projectionText(s.network->projections[p])});
  }
  facts.push_back({"number of stimuli", std::to_string(s.stimuli.size())});
  return facts;
}

void Continuous::save(ArchiveWriter &out) const {
  out.section("signals");
  out.put<uint64_t>(series.size());
  for (const Series &s : series) {
    out.put<uint64_t>(s.data.size());
    out.raw(s.data.as<char>(), s.data.size());
  }
}

bool Continuous::load(ArchiveReader &in) {
  in.section("signals");
  if (in.get<uint64_t>() != series.size())
    return false;
  for (Series &s : series) {
    if (in.get<uint64_t>() != s.data.size())
      return false;
    in.raw(s.data.as<char>(), s.data.size());
  }
  return in.ok();
}

// --- Saving ------------------------------------------------------------------------------

namespace {

void putExpr(ArchiveWriter &out, const Expr &expr) {
  out.put<uint64_t>(expr.code.size());
  for (const Instr &i : expr.code) {
    out.put(static_cast<uint8_t>(i.op));
    out.put(i.a);
    out.put(i.b);
    out.put(i.imm);
  }
}

Expr getExpr(ArchiveReader &in) {
  Expr expr;
  for (uint64_t n = in.get<uint64_t>(); n > 0 && in.ok(); --n) {
    Instr i{static_cast<Op>(in.get<uint8_t>())};
    i.a = in.get<int32_t>();
    i.b = in.get<int32_t>();
    i.imm = in.get<double>();
    expr.code.push_back(i);
  }
  return expr;
}

} // namespace

Result<void> Simulation::save(const std::string &path) {
  State &s = *state;
  if (s.broken)
    return Error{"E0441: a simulation that failed cannot be saved", ""};
  try {
    ArchiveWriter out;
    out.section("facts");
    const State::Facts facts = s.facts();
    out.put<uint64_t>(facts.size());
    for (const auto &[name, value] : facts) {
      out.text(name);
      out.text(value);
    }
    out.section("time");
    out.put(s.tick);
    out.put(s.occasions);
    out.array(s.parameters);

    out.section("weights");
    for (const auto &projection : s.projections) {
      const GivenWeights *given = projection->given.get();
      out.put<uint8_t>(given != nullptr);
      if (given) {
        out.array(given->ids);
        out.array(given->values);
      }
    }

    out.section("populations");
    for (const auto &population : s.populations) {
      for (const FieldStore &field : population->fields) {
        out.put<uint8_t>(field.assigned);
        out.put(field.uniform);
        if (field.data)
          out.raw(field.data, scalarBytes(field.type, population->padded));
      }
      std::vector<int32_t> frozen;
      for (const FrozenField &f : population->frozen)
        frozen.push_back(f.field);
      out.array(frozen);
      const Source &source = population->source;
      out.array(source.rate);
      out.array(source.period);
      out.array(source.phase);
      out.put<uint8_t>(source.phaseGiven);
      out.array(source.nextStamp);
      out.array(source.times);
      out.put<uint8_t>(source.assigned);
      std::vector<Source::Pushed> pushed;
      for (const Source::Pushed &p : source.pushed)
        if (p.tick > s.tick)
          pushed.push_back(p);
      out.put<uint64_t>(pushed.size());
      for (const Source::Pushed &p : pushed) {
        out.put(p.tick);
        out.put(p.element);
      }
    }

    out.section("inputs");
    out.put<uint64_t>(s.inputs.size());
    for (const InputRun &input : s.inputs)
      out.array(input.base);
    for (const StimulusRun &stimulus : s.stimuli)
      putExpr(out, stimulus.value);

    out.section("in flight");
    const std::vector<State::Due> due = s.inFlight();
    out.put<uint64_t>(due.size());
    for (const State::Due &d : due) {
      out.put(d.tick);
      out.put(d.population);
      out.put(d.field);
      out.put(d.element);
      out.put(d.value);
    }

    out.section("counters");
    std::vector<int64_t> spikes(s.populations.size(), 0);
    int64_t events = 0, driveEvents = 0;
    for (const Worker &worker : s.workers) {
      for (size_t p = 0; p < spikes.size(); ++p)
        spikes[p] += worker.spikes[p];
      events += worker.events;
      driveEvents += worker.driveEvents;
    }
    out.array(spikes);
    out.put(events);
    out.put(driveEvents);

    out.section("recorded");
    auto ended = [](const ProbeRun &probe) { return probe.owner == ProbeRun::nobody; };
    out.put<uint64_t>(s.probes.size() - static_cast<size_t>(std::count_if(
                                            s.probes.begin(), s.probes.end(), ended)));
    for (const ProbeRun &probe : s.probes) {
      if (ended(probe))
        continue;
      out.text(probe.plan.name);
      out.put<uint8_t>(probe.plan.kind);
      out.put(probe.data.size);
      out.put(probe.data.every);
      out.put(probe.pending);
      out.array(probe.data.eventTicks);
      out.array(probe.data.eventElements);
      out.array(probe.data.sampleTicks);
      out.array(probe.data.samples);
      // Of edges that come and go every row has its own.
      const bool each = !probe.data.rowBegin.empty();
      out.put<uint8_t>(each);
      if (each) {
        out.array(probe.data.rowBegin);
        out.array(probe.data.edgeSources);
        out.array(probe.data.edgeTargets);
      }
    }
    if (Result<void> r = s.saveEdges(out); !r)
      return r;
    s.continuous.save(out);
    if (s.engine) {
      out.section("engine");
      Instance instance(*this);
      if (Result<void> r = s.engine->save(instance, out); !r)
        return r;
    }
    out.section("end");
    return out.write(path);
  } catch (const std::bad_alloc &) {
    return outOfMemory("E0441: the system has no memory left to save the simulation");
  }
}

// --- Restoring ---------------------------------------------------------------------------

Result<void> Simulation::load(const std::string &path) {
  State &s = *state;
  auto damaged = [&](const std::string &what) {
    s.broken = true; // half of it may be restored
    return Error{"E0442: '" + path + "' is damaged: " + what, ""};
  };
  try {
    Result<ArchiveReader> opened = ArchiveReader::open(path);
    if (!opened)
      return opened.error();
    ArchiveReader &in = *opened;
    in.section("facts");
    State::Facts there;
    for (uint64_t n = in.get<uint64_t>(); n > 0 && in.ok(); --n) {
      std::string name = in.text();
      there.push_back({std::move(name), in.text()});
    }
    if (!in.ok())
      return Error{"E0442: '" + path + "' is damaged: it does not say what it is of", ""};
    const State::Facts here = s.facts();
    const bool byReference = !there.empty() && there[0].first == "engine";
    if (byReference != (s.engine != nullptr))
      return Error{"E0443: '" + path + "' was saved by the " +
                       (byReference ? "reference" : "compiled") +
                       " engine, which keeps what is in flight in another form; run " +
                       (byReference ? "with" : "without") + " --engine=reference",
                   ""};
    for (size_t k = 0; k < std::max(here.size(), there.size()); ++k) {
      if (k < here.size() && k < there.size() && here[k] == there[k])
        continue;
      const bool same =
          k < here.size() && k < there.size() && here[k].first == there[k].first;
      std::string why;
      if (same)
        why = here[k].first + " is " + there[k].second + " there and " + here[k].second +
              " here";
      else if (k < there.size())
        why = "it has " + there[k].first + " (" + there[k].second + "), which is not here";
      else
        why = "there is " + here[k].first + " (" + here[k].second + ") here, which it has not";
      return Error{"E0443: '" + path + "' was saved by another network: " + why, ""};
    }

    s.clearQueues();
    if (s.engine)
      s.engine->reset();
    in.section("time");
    s.tick = in.get<int64_t>();
    s.occasions = in.get<uint64_t>();
    std::vector<double> parameters = in.array<double>();
    if (!in.ok() || s.tick < 0 || s.tick > INT64_MAX / 4 ||
        parameters.size() != s.parameters.size())
      return damaged("its time or parameters make no sense");
    s.parameters = std::move(parameters);

    in.section("weights");
    if (Result<bool> given = s.loadWeights(in); !given) {
      s.broken = true;
      return given.error();
    } else if (!*given) {
      return damaged("the weights that were set make no sense");
    }

    in.section("populations");
    for (auto &population : s.populations) {
      for (FieldStore &field : population->fields) {
        field.assigned = in.get<uint8_t>() != 0;
        field.uniform = in.get<double>();
        if (field.data)
          in.raw(field.data, scalarBytes(field.type, population->padded));
      }
      population->frozen.clear();
      for (int32_t f : in.array<int32_t>()) {
        if (f < 0 || f >= static_cast<int>(population->fields.size()) ||
            population->fieldPlan(f).role != FieldRole::State || !population->fields[f].data)
          return damaged("what is frozen makes no sense");
        FrozenField frozen;
        frozen.field = f;
        frozen.width = scalarBytes(population->fields[f].type, 1);
        frozen.bytes.resize(static_cast<size_t>(population->padded) * frozen.width);
        population->frozen.push_back(std::move(frozen));
      }
      population->takeFrozen();
      Source &source = population->source;
      source.rate = in.array<double>();
      source.period = in.array<double>();
      source.phase = in.array<double>();
      source.phaseGiven = in.get<uint8_t>() != 0;
      std::vector<int64_t> nextStamp = in.array<int64_t>();
      source.times = in.array<double>();
      source.assigned = in.get<uint8_t>() != 0;
      source.pushed.clear();
      for (uint64_t n = in.get<uint64_t>(); n > 0 && in.ok(); --n) {
        const int64_t tick = in.get<int64_t>();
        source.pushed.push_back({tick, in.get<uint32_t>()});
      }
      if (!in.ok())
        return damaged("the states end too early");
      if (population->model)
        continue;
      // What is computed from the settings; then the cursors as they were.
      const SourceKind kind = population->plan->source;
      const size_t size = static_cast<size_t>(population->size);
      for (const std::vector<double> *setting : {&source.rate, &source.period, &source.phase})
        if (setting->size() > 1 && setting->size() != size)
          return damaged("a setting of " + population->plan->name + " has a wrong size");
      const char *changed = kind == SourceKind::Poisson      ? "rate"
                            : kind == SourceKind::Regular    ? "period"
                            : kind == SourceKind::SpikeTrain ? "times"
                                                             : nullptr;
      if (changed && ((kind == SourceKind::Poisson && source.rate.empty()) ||
                      (kind == SourceKind::Regular &&
                       (source.period.empty() || (source.phaseGiven && source.phase.empty())))))
        return damaged("settings of " + population->plan->name + " are missing");
      if (changed)
        if (Result<void> r = s.sourceChanged(*population, changed); !r)
          return damaged(r.error().message);
      if (kind == SourceKind::Regular) {
        if (nextStamp.size() != source.nextStamp.size())
          return damaged("cursors of " + population->plan->name + " are missing");
        source.nextStamp = std::move(nextStamp);
      }
    }

    in.section("inputs");
    if (in.get<uint64_t>() != s.inputs.size())
      return damaged("its inputs make no sense");
    for (InputRun &input : s.inputs) {
      std::vector<double> base = in.array<double>();
      if (base.size() != 1 &&
          static_cast<int64_t>(base.size()) != s.populations[input.population]->size)
        return damaged("its inputs make no sense");
      input.base = std::move(base);
    }
    for (StimulusRun &stimulus : s.stimuli) {
      Expr value = getExpr(in);
      if (!in.ok())
        return damaged("its stimuli make no sense");
      if (value.empty())
        continue;
      stimulus.value = std::move(value);
      if (Result<void> r = s.checkWaveform(stimulus); !r)
        return damaged(r.error().message);
    }

    in.section("in flight");
    for (uint64_t n = in.get<uint64_t>(); n > 0 && in.ok(); --n) {
      State::Due due;
      due.tick = in.get<int64_t>();
      due.population = in.get<int32_t>();
      due.field = in.get<int32_t>();
      due.element = in.get<int64_t>();
      due.value = in.get<double>();
      if (!in.ok() || due.tick <= s.tick || due.population < 0 ||
          due.population >= static_cast<int>(s.populations.size()))
        return damaged("what is in flight makes no sense");
      const Population &population = *s.populations[due.population];
      if (due.field < 0 || due.field >= static_cast<int>(population.fields.size()) ||
          population.fieldPlan(due.field).role != FieldRole::Arrive || due.element < 0 ||
          due.element >= population.size)
        return damaged("what is in flight makes no sense");
      s.takeDue(due);
    }

    in.section("counters");
    const std::vector<int64_t> spikes = in.array<int64_t>();
    if (spikes.size() != s.populations.size())
      return damaged("its counters make no sense");
    s.workers[0].spikes = spikes;
    s.workers[0].events = in.get<int64_t>();
    s.workers[0].driveEvents = in.get<int64_t>();

    in.section("recorded");
    clearProbes();
    for (ProbeRun &probe : s.probes)
      probe.pending = 0;
    std::vector<bool> filled(s.probes.size(), false); // the same may be recorded twice
    for (uint64_t n = in.get<uint64_t>(); n > 0 && in.ok(); --n) {
      const std::string name = in.text();
      const uint8_t kind = in.get<uint8_t>();
      const int64_t size = in.get<int64_t>(), every = in.get<int64_t>(),
                    pending = in.get<int64_t>();
      std::vector<int64_t> eventTicks = in.array<int64_t>();
      std::vector<uint32_t> eventElements = in.array<uint32_t>();
      std::vector<int64_t> sampleTicks = in.array<int64_t>();
      std::vector<double> samples = in.array<double>();
      const bool each = in.get<uint8_t>() != 0;
      std::vector<int64_t> rowBegin;
      std::vector<uint32_t> edgeSources, edgeTargets;
      if (each) {
        rowBegin = in.array<int64_t>();
        edgeSources = in.array<uint32_t>();
        edgeTargets = in.array<uint32_t>();
        if (rowBegin.size() != sampleTicks.size() + 1 || rowBegin.front() != 0 ||
            rowBegin.back() != static_cast<int64_t>(samples.size()) ||
            !std::is_sorted(rowBegin.begin(), rowBegin.end()) ||
            edgeSources.size() != samples.size() || edgeTargets.size() != samples.size())
          return damaged("the recorded data make no sense");
      }
      if (!in.ok() || eventTicks.size() != eventElements.size())
        return damaged("the recorded data make no sense");
      // What this experiment does not record is left out.
      for (size_t p = 0; p < s.probes.size(); ++p) {
        ProbeRun &probe = s.probes[p];
        // Edges that come and go: what was recorded last had as many as there were.
        const bool comesAndGoes = probe.plan.kind == ProbePlan::Edges && probe.edge >= 0 &&
                                  s.edges[static_cast<size_t>(probe.edge)]->structural;
        if (filled[p] || probe.owner == ProbeRun::nobody || probe.plan.name != name || probe.plan.kind != kind ||
            (probe.data.size != size && !comesAndGoes) || probe.data.every != every)
          continue;
        filled[p] = true;
        if ((each && !comesAndGoes) ||
            (!each && samples.size() != sampleTicks.size() * static_cast<size_t>(size)))
          return damaged("the recorded data make no sense");
        for (uint32_t e : eventElements)
          if (static_cast<int64_t>(e) >= size)
            return damaged("the recorded data make no sense");
        const double bytes = static_cast<double>(eventTicks.size()) * 12 +
                             static_cast<double>(sampleTicks.size() + samples.size() + rowBegin.size()) * 8 +
                             static_cast<double>(edgeSources.size()) * 8;
        // Another engine's records are not paid for.
        if (Result<void> r = s.engine ? Result<void>()
                                      : s.budget.take(bytes, "the recorded data of " + name);
            !r) {
          s.broken = true;
          return r;
        }
        probe.data.eventTicks = eventTicks;
        probe.data.eventElements = eventElements;
        probe.data.sampleTicks = sampleTicks;
        probe.data.samples = samples;
        if (each) {
          probe.data.size = size;
          probe.data.rowBegin = rowBegin;
          probe.data.edgeSources = edgeSources;
          probe.data.edgeTargets = edgeTargets;
        }
        probe.pending = pending;
        break;
      }
    }
    if (!s.loadEdges(in))
      return damaged("its synapses make no sense");
    if (!s.continuous.load(in))
      return damaged("its signals make no sense");
    if (s.engine) {
      in.section("engine");
      Instance instance(*this);
      Result<bool> sense = s.engine->load(instance, in);
      if (!sense)
        return sense.error();
      if (!*sense)
        return damaged("what is in flight makes no sense");
    }
    in.section("end");
    if (!in.ok() || !in.atEnd())
      return damaged("it does not end where it should");
    s.failed = s.broken = false;
    return {};
  } catch (const std::bad_alloc &) {
    s.broken = true;
    return outOfMemory("E0441: the system has no memory left to restore '" + path + "'");
  }
}

} // namespace neuro::rt
