//===- Run.cpp - The tick loop --------------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a thread does with its elements in one tick; Windows.cpp says when.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Draws.h"
#include "runtime/core/Engine.h"
#include "runtime/core/FlushDenormals.h"
#include "runtime/core/State.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace neuro::rt {

/// The uniform values kernels see, and a fresh look at all inputs.
static void refreshUniforms(Assignment &a, const Population &population) {
  for (std::vector<double> &last : a.lastInput)
    std::fill(last.begin(), last.end(), std::numeric_limits<double>::quiet_NaN());
  if (!population.model)
    return;
  for (size_t f = 0; f < population.fields.size(); ++f) {
    const int slot = population.fieldPlan(static_cast<int>(f)).slot;
    if (slot >= 0 && !population.fields[f].data &&
        population.fieldPlan(static_cast<int>(f)).role != FieldRole::Arrive)
      a.uniforms[slot] = population.fields[f].uniform;
  }
}

/// Event masks of a thread's elements, in cache lines of its own: the bits of 512
/// elements share a line, and threads that wrote to the same one would take it from
/// each other in every tick. Those of a class are neighbours, as its other arrays are.
Result<void> Simulation::State::layOutMasks(Worker &worker) {
  std::vector<Assignment> &all = worker.assignments;
  auto modelOf = [&](const Assignment &a) { return populations[a.population]->model; };
  auto bytesOf = [](const Assignment &a) { return static_cast<size_t>((a.end - a.begin) / 8); };
  /// Calls `each` with every mask and where it stands; returns the bytes of all.
  auto place = [&](auto &&each) {
    size_t next = 0;
    for (size_t first = 0, last; first < all.size(); first = last) {
      const Model *model = modelOf(all[first]);
      for (last = first + 1; last < all.size() && modelOf(all[last]) == model; ++last)
        ;
      for (size_t event = 0; model && event < model->plan->events.size(); ++event) {
        for (size_t k = first; k < last; ++k) {
          each(all[k], event, next);
          next += bytesOf(all[k]);
        }
        next = (next + 63) / 64 * 64;
      }
    }
    return next;
  };
  const size_t total = place([](Assignment &, size_t, size_t) {});
  if (total != 0 && !worker.masks.allocate(total))
    return outOfMemory("the system has no memory left for event masks");
  place([&](Assignment &a, size_t event, size_t at) {
    const ClassPlan &plan = *modelOf(a)->plan;
    // Addressed as if it began at element 0, as arrive fields are.
    const uintptr_t base = reinterpret_cast<uintptr_t>(worker.masks.as<char>()) + at -
                           static_cast<uintptr_t>(a.begin / 8);
    a.arrays[static_cast<size_t>(plan.fields[plan.events[event].maskField].slot)] =
        reinterpret_cast<void *>(base);
  });
  return {};
}

/// What does not change between runs: who does what. Each thread makes its own part,
/// so that what it writes to in every tick lies in memory of its own.
Result<void> Simulation::State::prepareWorkers() {
  std::vector<std::vector<int>> recordProbes(populations.size());
  for (size_t p = 0; p < probes.size(); ++p)
    if (probes[p].plan.needsRecordKernel && probes[p].edge < 0)
      for (const ViewPart &part : views[probes[p].plan.view].parts)
        recordProbes[part.population].push_back(static_cast<int>(p));
  std::vector<std::optional<Error>> errors(workers.size());
  team.run([&](int thread) {
    const size_t t = static_cast<size_t>(thread);
    if (t >= workers.size())
      return;
    try {
      if (Result<void> r = prepareWorker(thread, recordProbes); !r)
        errors[t] = r.error();
    } catch (const std::bad_alloc &) {
      errors[t] = outOfMemory("the system has no memory left");
    }
  });
  for (const std::optional<Error> &error : errors)
    if (error)
      return *error;
  return {};
}

Result<void>
Simulation::State::prepareWorker(int thread,
                                 const std::vector<std::vector<int>> &recordProbes) {
  const size_t t = static_cast<size_t>(thread);
  Worker &worker = workers[t];
  worker.spikes.assign(populations.size(), 0);
  worker.portCursor.assign(populations.size(), 0);
  for (std::vector<SpikeList> &lists : worker.lists) {
    lists.resize(channels.size());
    for (SpikeList &list : lists) {
      list.begin.reserve(maxWindow + 2);
      list.clear();
    }
  }
  // Those of a class stand together, so that one kernel call may do for several.
  std::vector<Population *> order;
  for (auto &population : populations)
    if (!population->model)
      order.push_back(population.get());
  for (const std::vector<Population *> &group : classMates())
    order.insert(order.end(), group.begin(), group.end());
  for (Population *population : order) {
    Assignment a;
    a.population = population->index;
    a.begin = population->cuts[t];
    a.end = population->cuts[t + 1];
    if (a.begin >= a.end)
      continue;
    const size_t events = population->model ? population->model->plan->events.size() : 1;
    a.channels.assign(events, -1);
    for (size_t c = 0; c < channels.size(); ++c)
      if (channels[c].population == population->index)
        a.channels[channels[c].event] = static_cast<int>(c);
    for (size_t n = 0; n < inputs.size(); ++n)
      if (inputs[n].population == population->index) {
        a.inputs.push_back(static_cast<int>(n));
        a.lastInput.emplace_back(inputs[n].parts.size());
      }
    a.recordProbes = recordProbes[population->index];
    a.tick.dt = dt;
    a.tick.seed = seed;
    a.tick.object = static_cast<uint64_t>(population->index);
    if (population->model) {
      const ClassPlan &plan = *population->model->plan;
      a.arrays.assign(static_cast<size_t>(plan.arraySlots), nullptr);
      a.uniforms.assign(static_cast<size_t>(plan.uniformSlots), 0);
      for (size_t f = 0; f < plan.fields.size(); ++f) {
        const FieldPlan &field = plan.fields[f];
        if (field.slot < 0)
          continue;
        if (field.role == FieldRole::Arrive) {
          // The thread's part, addressed as if it began at element 0.
          const int64_t shift =
              worker.space.offset[population->index][f] - a.begin;
          const bool f64 = field.type == Scalar::F64;
          uintptr_t base = reinterpret_cast<uintptr_t>(
              f64 ? worker.space.f64.as<void>() : worker.space.f32.as<void>());
          base += static_cast<uintptr_t>(shift * (f64 ? 8 : 4));
          a.arrays[field.slot] = reinterpret_cast<void *>(base);
          if (field.into >= 0) // Receptors.cpp
            a.arrays[plan.fields[static_cast<size_t>(field.into)].slot] =
                reinterpret_cast<void *>(base);
        } else if (population->fields[f].data && !a.arrays[field.slot]) {
          a.arrays[field.slot] = population->fields[f].data;
        }
      }
    }
    refreshUniforms(a, *population);
    worker.assignments.push_back(std::move(a));
  }
  return layOutMasks(worker);
}

// --- One tick ---------------------------------------------------------------------

/// A thread that has no memory left does no more, but others go on until they meet it.
template <class F> static void guarded(Worker &worker, F &&what) {
  if (worker.failed)
    return;
  try {
    what();
  } catch (const std::bad_alloc &) {
    worker.failed = true;
  }
}

/// What one thread does in the interval (t_n, t_n+1], n = window.first + w: the
/// order of phases of the language, and nothing else.
void Simulation::State::runTick(Worker &worker, const Window &now, int buffer, int w) {
  auto phase = [&](auto what, auto... more) {
    guarded(worker, [&] { (this->*what)(worker, now, buffer, w, more...); });
  };
  auto meet = [&](bool needed) {
    if (!needed)
      return;
    barrier->arrive([] {});
    lap(worker.profile, Spent::Wait);
  };
  if (!late)
    phase(&State::deliver); // what is due at t_n+1, with states as at t_n
  meet(meetings.beforeUpdate);
  for (int stage = 0; stage < atOnce.stages; ++stage) {
    phase(&State::update, stage); // FLOW, ARRIVE, DETECT, RESET
    if (!atOnce.sends[static_cast<size_t>(stage)])
      continue;
    if (worker.failed)
      closeLists(worker, buffer, w + 1); // others look at them now
    meet(true);
    if (!late)
      phase(&State::deliverAtOnce, stage);
  }
  if (late) { // ARRIVE where the update left it out
    phase(&State::deliver);
    for (int stage = 0; stage < atOnce.stages; ++stage)
      if (atOnce.sends[static_cast<size_t>(stage)])
        phase(&State::deliverAtOnce, stage);
  }
  meet(meetings.afterUpdate);
  phase(&State::learn); // LEARN
  meet(meetings.afterLearn);
  phase(&State::every); // EVERY
  meet(meetings.afterEvery);
  phase(&State::change);
  // Normalisations in their order; sums per source are of targets of all threads.
  const int64_t tick = now.first + w + 1;
  for (size_t n = 0; n < normalizations.size(); ++n) {
    if (!normalizesAt(normalizations[n], tick))
      continue;
    const auto lapOf = [&] {
      lap(worker.profile, Spent::EdgeNormalize,
          static_cast<size_t>(normalizations[n].plan->projection));
    };
    guarded(worker, [&] { normalize(worker, n, tick, buffer); });
    lapOf();
    meet(!normalizations[n].plan->perPost);
    if (normalizations[n].plan->perPost)
      continue;
    guarded(worker, [&] { scalePerSource(worker, n, tick); });
    lapOf();
  }
  phase(&State::record); // RECORD
}

/// The update of a tick in which threads do not meet.
void Simulation::State::updateAlone(Worker &worker, const Window &now, int buffer, int w) {
  guarded(worker, [&] {
    for (int stage = 0; stage < atOnce.stages; ++stage)
      update(worker, now, buffer, w, stage);
  });
}

/// The rest of it.
void Simulation::State::endTickAlone(Worker &worker, const Window &now, int buffer, int w) {
  guarded(worker, [&] {
    deliver(worker, now, buffer, w);
    every(worker, now, buffer, w);
    record(worker, now, buffer, w);
  });
}

/// Adds what is due in this tick to Arrive arrays, or to states.
void Simulation::State::deliver(Worker &worker, const Window &now, int buffer, int w) {
  const int64_t n = now.first + w;
  if (!worker.restored.empty())
    addRestored(worker, n + 1, /*keep=*/false);
  lap(worker.profile, Spent::Restored);
  deliverDay(worker.calendar, n + 1, worker.tables, tables, worker.space, worker.profile);
  if (!continuous.empty()) {
    continuous.sum(static_cast<int>(&worker - workers.data()),
                   Tick{n, static_cast<double>(n) * dt, dt, seed, 0});
    lap(worker.profile, Spent::Signals);
  }
  if (!edges.empty())
    deliverEdges(worker, n + 1, buffer);
  addDrives(worker, n + 1);
}

void Simulation::State::update(Worker &worker, const Window &now, int buffer, int w,
                               int stage) {
  const int64_t n = now.first + w;
  std::vector<SpikeList> &lists = worker.lists[buffer];
  for (size_t k = 0; k < worker.assignments.size(); ++k) {
    Assignment &a = worker.assignments[k];
    if (atOnce.stageOf[a.population] != stage)
      continue;
    Population &population = *populations[a.population];
    const size_t index = static_cast<size_t>(a.population);
    if (!population.model) {
      if (a.channels[0] >= 0) {
        emitSource(worker, a, n + 1, lists[a.channels[0]]);
        lap(worker.profile, Spent::Emit, index);
      }
      continue;
    }
    if (!a.inputs.empty()) {
      applyInputs(worker, a, now, w);
      lap(worker.profile, Spent::Stimuli, index);
    }
    a.tick.index = n;
    a.tick.time = static_cast<double>(n) * dt;
    if (!population.model->draws.empty() && a.together > 0) {
      for (int m = 0; m < a.together; ++m) {
        const Assignment &mate = worker.assignments[k + static_cast<size_t>(m)];
        fillDraws(*populations[mate.population], population.model->draws, seed, n, mate.begin,
                  mate.end);
      }
      lap(worker.profile, Spent::Draws, index);
    }
    if (a.together > 0)
      population.model->update(a.arrays.data(), a.uniforms.data(), &a.tick, a.begin,
                               a.fusedEnd);
    keepFrozen(a);
    lap(worker.profile, Spent::Update, index);
    const ClassPlan &plan = *population.model->plan;
    for (size_t event = 0; event < plan.events.size(); ++event) {
      const uint8_t *mask = static_cast<const uint8_t *>(
          a.arrays[static_cast<size_t>(plan.fields[plan.events[event].maskField].slot)]);
      const bool spikes = event == 0 && std::string_view(plan.events[0].name) == "spikes";
      std::vector<uint32_t> *out;
      if (a.channels[event] >= 0) {
        out = &lists[a.channels[event]].elements;
      } else if (spikes) {
        out = &worker.scratchElements;
        out->clear();
      } else {
        continue;
      }
      const size_t before = out->size();
      compactMask(mask, a.begin, a.end, population.size, *out);
      if (spikes)
        worker.spikes[a.population] += static_cast<int64_t>(out->size() - before);
    }
    lap(worker.profile, Spent::Compact, index);
  }
  for (size_t c = 0; c < channels.size(); ++c)
    if (atOnce.stageOf[channels[c].population] == stage)
      lists[c].endTick();
}

/// After a failure: readers rely on one entry a tick, the space of which was
/// reserved.
void Simulation::State::closeLists(Worker &worker, int buffer, int ticks) {
  for (SpikeList &list : worker.lists[buffer]) {
    list.counts.resize(std::min(list.counts.size(), list.elements.size()));
    if (!list.counts.empty())
      list.elements.resize(list.counts.size());
    while (list.begin.size() < static_cast<size_t>(ticks) + 1)
      list.endTick();
  }
}

/// Handlers of edges, with neurons' states as at t_n+1.
void Simulation::State::learn(Worker &worker, const Window &now, int buffer, int w) {
  if (!edges.empty())
    learnEdges(worker, now, buffer, w);
}

/// Periodic blocks of neurons.
void Simulation::State::every(Worker &worker, const Window &now, int, int w) {
  for (Assignment &a : worker.assignments)
    if (const Model *model = populations[a.population]->model; model && !model->every.empty()) {
      runPeriodic(a, now.first + w + 1);
      lap(worker.profile, Spent::Every, static_cast<size_t>(a.population));
    }
}

/// Periodic blocks of edges, then changes of which edges there are.
void Simulation::State::change(Worker &worker, const Window &now, int buffer, int w) {
  if (!edges.empty())
    changeEdges(worker, now.first + w + 1, buffer);
}

void Simulation::State::record(Worker &worker, const Window &now, int buffer, int w) {
  const int64_t n = now.first + w;
  for (Assignment &a : worker.assignments) {
    if (populations[a.population]->model)
      keepFrozen(a);
    bool wanted = continuous.needsLets(a.population);
    for (int p : a.recordProbes)
      wanted |= (now.sampled[p] >> w & 1) != 0;
    if (!wanted)
      continue;
    a.tick.index = n + 1;
    a.tick.time = static_cast<double>(n + 1) * dt;
    populations[a.population]->model->record(a.arrays.data(), a.uniforms.data(), &a.tick,
                                             a.begin, a.end);
    lap(worker.profile, Spent::Lets, static_cast<size_t>(a.population));
  }
  if (!continuous.empty()) {
    continuous.publish(static_cast<int>(&worker - workers.data()), n + 1);
    lap(worker.profile, Spent::Signals);
  }
  stageSamples(worker, now, buffer, w);
  lap(worker.profile, Spent::Sample);
}

void Simulation::State::updateLets(int population) {
  if (engine)
    return; // which computes them in every tick
  if (tick == 0)
    applyBaseInputs();
  for (Worker &worker : workers) {
    // Kernels find receptors where they are during a run.
    if (late)
      takeReceptors(worker);
    for (Assignment &a : worker.assignments) {
      if (population < 0 ? !continuous.needsLets(a.population) : a.population != population)
        continue;
      refreshUniforms(a, *populations[a.population]);
      a.tick.index = tick;
      a.tick.time = static_cast<double>(tick) * dt;
      populations[a.population]->model->record(a.arrays.data(), a.uniforms.data(), &a.tick,
                                               a.begin, a.end);
    }
    if (late)
      giveReceptors(worker);
  }
}

/// Before the first tick, also after a reset, no stimulus has been added yet.
void Simulation::State::applyBaseInputs() {
  for (const InputRun &input : inputs) {
    Population &population = *populations[input.population];
    FieldStore &store = population.fields[input.field];
    for (int64_t e = 0; e < (store.data ? population.size : 1); ++e)
      store.store(e, input.base[input.base.size() == 1 ? 0 : static_cast<size_t>(e)]);
  }
}

/// States and parameters may have been assigned since the last run. Before the
/// beginning of time everything was as it is then.
Result<void> Simulation::State::startSignals() {
  if (continuous.empty())
    return {};
  if (Result<void> r = continuous.bind(); !r)
    return r;
  if (tick == 0)
    applyBaseInputs();
  updateLets(-1);
  for (size_t t = 0; t < workers.size(); ++t)
    continuous.publish(static_cast<int>(t), tick, /*always=*/tick == 0);
  return {};
}

/// Events stamped 0 (a spike time of 0 ms) precede the first tick.
Result<void> Simulation::State::fileStampZero() {
  for (size_t c = 0; c < channels.size(); ++c) {
    Population &population = *populations[channels[c].population];
    if (population.model || population.plan->source == SourceKind::Poisson)
      continue;
    Assignment all;
    all.population = population.index;
    all.begin = 0;
    all.end = population.padded;
    SpikeList list;
    list.clear();
    emitSource(workers[0], all, 0, list);
    list.endTick();
    if (list.elements.empty())
      continue;
    for (size_t thread = 0; thread < workers.size(); ++thread) {
      for (const EdgeUse &use : edgesOfChannel[c])
        fileEdges(workers[thread], use, list.elements.data(), list.counts.data(),
                  list.elements.size(), 0);
      for (int t : tablesOfChannel[c])
        fileEvents(static_cast<int>(thread), t, list.elements.data(), list.counts.data(),
                   list.elements.size(), 0);
    }
    for (ProbeRun &probe : probes) {
      if (probe.plan.kind != ProbePlan::Events)
        continue;
      double pass = 1;
      if (!probe.plan.when.empty())
        planEvaluator.evaluate(probe.plan.when, probe.whenTraits, scalarInput(0), &pass);
      if (pass == 0)
        continue;
      for (const ViewPart &part : views[probe.plan.view].parts) {
        if (part.population != population.index)
          continue;
        for (size_t s = 0; s < list.elements.size(); ++s) {
          const int64_t e = list.elements[s];
          if (e < part.low || e >= part.low + part.count * part.step ||
              (e - part.low) % part.step != 0)
            continue;
          for (uint32_t k = 0; k < list.counts[s]; ++k) {
            probe.data.eventTicks.push_back(0);
            probe.data.eventElements.push_back(
                static_cast<uint32_t>(part.offset + (e - part.low) / part.step));
          }
        }
      }
    }
  }
  return {};
}

void Simulation::State::clearQueues() {
  for (Worker &worker : workers) {
    worker.calendar.clear();
    worker.restored.clear();
    if (worker.space.count32)
      std::memset(worker.space.f32.as<char>(), 0, worker.space.f32.size());
    if (worker.space.count64)
      std::memset(worker.space.f64.as<char>(), 0, worker.space.f64.size());
    std::fill(worker.spikes.begin(), worker.spikes.end(), 0);
    std::fill(worker.portCursor.begin(), worker.portCursor.end(), 0);
    worker.events = worker.driveEvents = 0;
    worker.error.reset();
    worker.failed = false;
  }
  clearEdges();
}

Result<int64_t> Simulation::run(int64_t ticks, const RunControl &control) {
  State &s = *state;
  if (s.broken)
    return Error{"the simulation failed before and cannot go on", ""};
  if (ticks < 0 || ticks > INT64_MAX / 4 - s.tick)
    return Error{"a run of " + std::to_string(ticks) + " ticks is impossible", ""};
  if (ticks == 0)
    return int64_t(0);
  for (auto &population : s.populations) // parameters may have changed
    if (Result<void> r = s.makePeriods(*population, false); !r)
      return r.error();
  if (s.tick == 0)
    if (Result<void> r = s.checkStampZero(Instance(*this)); !r)
      return r.error();
  if (s.engine) {
    Instance instance(*this);
    Result<int64_t> done = s.engine->run(instance, ticks, control);
    s.broken = !done;
    return done;
  }
  const int64_t start = s.tick;
  try {
    for (Worker &worker : s.workers) {
      for (Assignment &a : worker.assignments)
        refreshUniforms(a, *s.populations[a.population]);
      s.fuseAssignments(worker);
    }
    if (s.tick == 0)
      if (Result<void> r = s.fileStampZero(); !r)
        return r.error();
    for (Window &window : s.windows) {
      window.sampled.assign(s.probes.size(), 0);
      window.waveforms.assign(s.stimuli.size() * maxWindow, 0);
    }
    if (Result<void> r = s.startSignals(); !r)
      return r.error();
    s.runEnd = s.tick + ticks;
    const std::function<void(int)> work = s.prepareWindows(control);
    if (s.workers.size() == 1)
      work(0);
    else
      s.team.run(work);
  } catch (const std::bad_alloc &) {
    s.broken = true;
    return outOfMemory("the system has no memory left");
  }
  if (s.failed) {
    s.broken = true;
    for (const Worker &worker : s.workers)
      if (worker.error)
        return *worker.error;
    return Error{"the run failed", ""};
  }
  return s.tick - start;
}

} // namespace neuro::rt
