//===- Probes.cpp - Recording ---------------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Threads stage the samples of their elements; after the exchange the probe's
// owner appends them. Functions are staged as partial results per block of 64
// elements and combined in the order of blocks, so they do not depend on who
// computed them. What is recorded counts against the memory budget.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/State.h"
#include "runtime/core/TickGrid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace neuro::rt {

namespace {

/// Partial results of a block: count, mean, sum of squared deviations, smallest,
/// largest, sum.
constexpr int64_t partialWidth = 6;

/// Of phases: count, sum of cosines, sum of sines.
bool isCircular(const ProbePlan &plan) { return plan.function == "order_parameter"; }

/// Pairwise combination: Chan, Golub and LeVeque (1979).
void combine(double *a, const double *b) {
  if (b[0] == 0)
    return;
  if (a[0] == 0) {
    std::copy(b, b + partialWidth, a);
    return;
  }
  const double n = a[0] + b[0], delta = b[1] - a[1];
  a[2] += b[2] + delta * delta * a[0] * b[0] / n;
  a[1] += delta * b[0] / n;
  a[3] = std::min(a[3], b[3]);
  a[4] = std::max(a[4], b[4]);
  a[5] += b[5];
  a[0] = n;
}

} // namespace

Result<void> Simulation::State::makeProbes(const std::vector<ProbePlan> &extra) {
  std::vector<const ProbePlan *> plans;
  for (const ProbePlan &plan : network->probes)
    plans.push_back(&plan);
  for (const ProbePlan &plan : extra)
    plans.push_back(&plan);
  probes = std::vector<ProbeRun>(plans.size());
  probesOfOwner.assign(workers.size(), {});
  double staged = 0; // bytes per tick of the window
  for (size_t p = 0; p < plans.size(); ++p) {
    ProbeRun &probe = probes[p];
    probe.plan = *plans[p];
    const ProbePlan &plan = probe.plan;
    auto bad = [&](const std::string &what) {
      return Error{"record " + plan.name + ": " + what, ""};
    };
    probe.data.plan = &probe.plan;
    probe.owner = static_cast<int>(p % workers.size());
    probesOfOwner[static_cast<size_t>(probe.owner)].push_back(static_cast<int>(p));
    if (plan.kind == ProbePlan::Edges ||
        (plan.kind == ProbePlan::Function && plan.projection >= 0)) {
      if (Result<void> r = makeEdgeProbe(probe); !r)
        return r;
    } else if (plan.view < 0 || plan.view >= static_cast<int>(views.size()) ||
        plan.fields.size() != views[plan.view].parts.size())
      return bad("has no target");
    static const View none;
    const View &view = probe.edge >= 0 ? none : views[plan.view];
    probe.countsEvents = plan.kind == ProbePlan::Function && plan.function == "rate";
    for (size_t part = 0; part < view.parts.size(); ++part) {
      const Population &population = *populations[view.parts[part].population];
      const int f = plan.fields[part];
      if (plan.kind == ProbePlan::Events || probe.countsEvents) {
        const int events =
            population.model ? static_cast<int>(population.model->plan->events.size()) : 1;
        if (f < 0 || f >= events)
          return bad(population.plan->name + " has no such event");
        channelOf(population.index, f);
      } else {
        if (!population.model || f < 0 ||
            f >= static_cast<int>(population.fields.size()) ||
            population.fieldPlan(f).role == FieldRole::Arrive)
          return bad(population.plan->name + " has no such value");
        if (plan.needsRecordKernel && !population.model->record)
          return bad(population.plan->name + " has no record kernel");
      }
    }
    Scope scope;
    scope.parameters = parameters;
    scope.dt = dt;
    if (!plan.every.empty()) {
      Result<double> every = evaluateScalar(plan.every, scope);
      if (!every)
        return bad(every.error().message);
      const double ticks = std::round(*every / dt);
      if (!(ticks >= 1) || ticks > 4e15)
        return bad("every " + numberText(*every) + " ms is not at least one tick of " +
                   numberText(dt) + " ms");
      if (isOffGrid(*every, ticks, dt))
        report.warnings.push_back(
            bad("every " + numberText(*every) + " ms " + offGridText(ticks, dt)));
      probe.data.every = static_cast<int64_t>(ticks);
    }
    if (!plan.when.empty()) {
      ExprLimits limits;
      limits.parameters = static_cast<int>(parameters.size());
      Result<ExprTraits> traits = checkExpr(plan.when, limits);
      if (!traits)
        return bad(traits.error().message);
      if (traits->perElement() || traits->usesExperiment)
        return bad("its condition depends on time only");
      probe.whenTraits = *traits;
    }
    if (probe.edge < 0)
      probe.data.size = plan.kind == ProbePlan::Function ? 1 : view.size;
    if (plan.kind == ProbePlan::Values) {
      probe.width = view.size;
    } else if (plan.kind == ProbePlan::Function && !probe.countsEvents) {
      static const char *const known[] = {"mean", "std", "min",
                                          "max",  "sum", "order_parameter"};
      if (std::find(std::begin(known), std::end(known), plan.function) == std::end(known))
        return bad("there is no population function " + plan.function);
      for (const ViewPart &part : view.parts) {
        probe.blockOffset.push_back(probe.width);
        if (part.count > 0)
          probe.width +=
              ((part.low + (part.count - 1) * part.step) / 64 - part.low / 64 + 1) *
              partialWidth;
      }
    }
    staged += 8.0 * windowBuffers * static_cast<double>(probe.width) /
              static_cast<double>(probe.data.every);
  }
  // Staged samples must stay in the cache; windows may be shorter than delays
  // allow without changing any result.
  constexpr double stageLimit = 8e6;
  if (staged * static_cast<double>(window) > stageLimit)
    window = std::max<int64_t>(1, static_cast<int64_t>(stageLimit / staged));
  for (ProbeRun &probe : probes) {
    const size_t rows = static_cast<size_t>(
        std::min<int64_t>(window, window / probe.data.every + 1));
    const size_t entries = rows * static_cast<size_t>(probe.width);
    if (Result<void> r = budget.take(static_cast<double>(entries) * 8 * windowBuffers,
                                     "recording " + probe.plan.name);
        !r)
      return r;
    for (std::vector<double> &stage : probe.stage)
      stage.resize(entries);
  }
  return {};
}

Result<int> Simulation::listen(const View &view, std::string_view event) {
  try {
    return state->listen(view, event);
  } catch (const std::bad_alloc &) {
    return outOfMemory("the system has no memory left");
  }
}

Result<int> Simulation::State::listen(const View &view, std::string_view event) {
  ProbeRun probe;
  probe.plan.kind = ProbePlan::Events;
  for (const ViewPart &part : view.parts) {
    const Population &population = *populations[part.population];
    int found = population.model || !(event.empty() || event == "spikes") ? -1 : 0;
    if (population.model) {
      const std::vector<EventPlan> &events = population.model->plan->events;
      for (size_t e = 0; e < events.size() && found < 0; ++e)
        if (event.empty() || events[e].name == event)
          found = static_cast<int>(e);
    }
    if (found < 0)
      return at(population, event.empty() ? "never emits events"
                                          : "has no event " + std::string(event));
    probe.plan.fields.push_back(found);
    probe.plan.name += (probe.plan.name.empty() ? "" : ", ") + population.plan->name + "." +
                       (event.empty() ? "spikes" : std::string(event));
  }
  for (size_t part = 0; part < view.parts.size(); ++part)
    hear(view.parts[part].population, probe.plan.fields[part]);
  probe.data.size = view.size;
  // The place of one that has ended, or a new one.
  size_t index = 0;
  while (index < probes.size() && probes[index].owner != ProbeRun::nobody)
    ++index;
  std::vector<int> &owned = probesOfOwner[index % workers.size()];
  probe.owner = static_cast<int>(index % workers.size());
  owned.reserve(owned.size() + 1);
  if (index < probes.size()) {
    probe.plan.view = probes[index].plan.view;
    views[static_cast<size_t>(probe.plan.view)] = view;
    probes[index] = std::move(probe);
  } else {
    probes.reserve(probes.size() + 1);
    probe.plan.view = static_cast<int>(views.size());
    views.push_back(view);
    probes.push_back(std::move(probe));
  }
  owned.push_back(static_cast<int>(index));
  for (ProbeRun &any : probes) // they have moved
    any.data.plan = &any.plan;
  return static_cast<int>(index);
}

void Simulation::unlisten(int index) {
  clearProbe(index);
  ProbeRun &probe = state->probes[static_cast<size_t>(index)];
  std::vector<int> &owned = state->probesOfOwner[static_cast<size_t>(probe.owner)];
  owned.erase(std::remove(owned.begin(), owned.end(), index), owned.end());
  // Spikes of those populations may still be listed for nobody; that is all that is left.
  state->views[static_cast<size_t>(probe.plan.view)] = View();
  probe.plan.fields.clear();
  probe.plan.name.clear();
  probe.data.size = 0;
  probe.owner = ProbeRun::nobody;
}

void Simulation::State::hear(int population, int event) {
  const size_t known = channels.size();
  const int channel = channelOf(population, event);
  if (channels.size() == known)
    return;
  for (auto *perChannel : {&tablesOfChannel, &atOnce.tablesOfChannel})
    perChannel->resize(channels.size());
  for (auto *perChannel : {&edgesOfChannel, &atOnce.edgesOfChannel})
    perChannel->resize(channels.size());
  for (Worker &worker : workers) {
    for (std::vector<SpikeList> &lists : worker.lists) {
      lists.emplace_back().begin.reserve(maxWindow + 2);
      lists.back().clear();
    }
    for (Assignment &a : worker.assignments)
      if (a.population == population)
        a.channels[static_cast<size_t>(event)] = channel;
  }
}

void Simulation::State::stageSamples(Worker &worker, const Window &window, int buffer,
                                     int w) {
  const size_t self = static_cast<size_t>(&worker - workers.data());
  for (size_t p = 0; p < probes.size(); ++p) {
    const uint64_t mask = window.sampled[p];
    if (!(mask >> w & 1) || probes[p].plan.kind == ProbePlan::Events ||
        probes[p].countsEvents)
      continue;
    ProbeRun &probe = probes[p];
    if (probe.edge >= 0) {
      stageEdges(probe, worker, static_cast<int>(self), window.first + w + 1, buffer,
                 __builtin_popcountll(mask & ((uint64_t(1) << w) - 1)));
      continue;
    }
    const int row = __builtin_popcountll(mask & ((uint64_t(1) << w) - 1));
    double *out = probe.stage[buffer].data() + row * probe.width;
    const View &view = views[probe.plan.view];
    for (size_t k = 0; k < view.parts.size(); ++k) {
      const ViewPart &part = view.parts[k];
      const Population &population = *populations[part.population];
      const FieldStore store = seenBy(worker, population, probe.plan.fields[k]);
      int64_t first, last;
      part.within(population.cuts[self], population.cuts[self + 1], first, last);
      if (probe.plan.kind == ProbePlan::Values) {
        for (int64_t q = first; q < last; ++q)
          out[part.offset + q] = store.load(part.low + q * part.step);
        continue;
      }
      for (int64_t q = first; q < last;) {
        const int64_t block = (part.low + q * part.step) / 64;
        int64_t from, to;
        part.within(block * 64, block * 64 + 64, from, to);
        double *partial =
            out + probe.blockOffset[k] + (block - part.low / 64) * partialWidth;
        if (isCircular(probe.plan)) {
          partial[0] = static_cast<double>(to - from);
          partial[1] = partial[2] = 0;
          for (int64_t e = from; e < to; ++e) {
            const double v = store.load(part.low + e * part.step);
            partial[1] += std::cos(v);
            partial[2] += std::sin(v);
          }
          q = to;
          continue;
        }
        double sum = 0, low = std::numeric_limits<double>::infinity(), high = -low;
        for (int64_t e = from; e < to; ++e) {
          const double v = store.load(part.low + e * part.step);
          sum += v;
          low = std::min(low, v);
          high = std::max(high, v);
        }
        const double n = static_cast<double>(to - from), mean = sum / n;
        double squares = 0;
        for (int64_t e = from; e < to; ++e) {
          const double d = store.load(part.low + e * part.step) - mean;
          squares += d * d;
        }
        const double values[partialWidth] = {n, mean, squares, low, high, sum};
        std::copy(values, values + partialWidth, partial);
        q = to;
      }
    }
  }
}

int64_t Simulation::State::eventsAt(const View &view, const ProbePlan &plan, int buffer,
                                    int w) {
  int64_t events = 0;
  for (size_t k = 0; k < view.parts.size(); ++k) {
    const ViewPart &part = view.parts[k];
    const int channel = channelOf(part.population, plan.fields[k]);
    const int64_t end = part.low + part.count * part.step;
    for (const Worker &other : workers) {
      const SpikeList &list = other.lists[buffer][channel];
      for (uint32_t s = list.begin[w]; s < list.begin[w + 1]; ++s) {
        const int64_t e = list.elements[s];
        if (e >= part.low && e < end && (e - part.low) % part.step == 0)
          events += list.counts.empty() ? 1 : list.counts[s];
      }
    }
  }
  return events;
}

void Simulation::State::appendProbes(Worker &worker, int thread, const Window &window,
                                     int buffer) {
  auto full = [&](const ProbeRun &probe) {
    worker.error = outOfMemory("recording " + probe.plan.name + " needs more memory than the " +
                               bytesText(static_cast<double>(budget.total())) +
                               " there are; record less, or less often");
    failed = true;
  };
  for (int p : probesOfOwner[static_cast<size_t>(thread)]) {
    ProbeRun &probe = probes[p];
    ProbeData &data = probe.data;
    if (probe.edge >= 0) {
      int rows = 0;
      for (int w = 0; w < window.ticks; ++w)
        if (window.sampled[p] >> w & 1) {
          if (!makeRoom(data.sampleTicks, 1))
            return full(probe);
          data.sampleTicks.push_back(window.first + w + 1);
          ++rows;
        }
      if (!appendEdges(probe, buffer, rows))
        return full(probe);
      continue;
    }
    const View &view = views[probe.plan.view];
    if (probe.plan.kind == ProbePlan::Events) {
      for (int w = 0; w < window.ticks; ++w) {
        if (!(window.sampled[p] >> w & 1))
          continue;
        for (size_t k = 0; k < view.parts.size(); ++k) {
          const ViewPart &part = view.parts[k];
          const int channel = channelOf(part.population, probe.plan.fields[k]);
          const int64_t end = part.low + part.count * part.step;
          for (Worker &other : workers) {
            const SpikeList &list = other.lists[buffer][channel];
            if (list.begin[w] == list.begin[w + 1])
              continue;
            if (list.counts.empty() && part.step == 1) { // of a mask: they ascend
              const uint32_t *const all = list.elements.data();
              const uint32_t *first = std::lower_bound(all + list.begin[w],
                                                       all + list.begin[w + 1], part.low);
              const uint32_t *last = std::lower_bound(first, all + list.begin[w + 1], end);
              const size_t count = static_cast<size_t>(last - first);
              if (!makeRoom(data.eventTicks, count) || !makeRoom(data.eventElements, count))
                return full(probe);
              data.eventTicks.insert(data.eventTicks.end(), count, window.first + w + 1);
              const uint32_t shift = static_cast<uint32_t>(part.offset - part.low);
              for (; first < last; ++first)
                data.eventElements.push_back(*first + shift);
              continue;
            }
            for (uint32_t s = list.begin[w]; s < list.begin[w + 1]; ++s) {
              const int64_t e = list.elements[s];
              if (e < part.low || e >= end || (e - part.low) % part.step != 0)
                continue;
              const uint32_t times = list.counts.empty() ? 1 : list.counts[s];
              if (!makeRoom(data.eventTicks, times) ||
                  !makeRoom(data.eventElements, times))
                return full(probe);
              for (uint32_t c = 0; c < times; ++c) {
                data.eventTicks.push_back(window.first + w + 1);
                data.eventElements.push_back(
                    static_cast<uint32_t>(part.offset + (e - part.low) / part.step));
              }
            }
          }
        }
      }
      continue;
    }
    if (probe.countsEvents) {
      // Events per element and time since the last sample.
      for (int w = 0; w < window.ticks; ++w) {
        probe.pending += eventsAt(view, probe.plan, buffer, w);
        if (!(window.sampled[p] >> w & 1))
          continue;
        if (!makeRoom(data.sampleTicks, 1) || !makeRoom(data.samples, 1))
          return full(probe);
        data.sampleTicks.push_back(window.first + w + 1);
        data.samples.push_back(static_cast<double>(probe.pending) /
                               (static_cast<double>(view.size) *
                                static_cast<double>(data.every) * dt));
        probe.pending = 0;
      }
      continue;
    }
    int row = 0;
    for (int w = 0; w < window.ticks; ++w) {
      if (!(window.sampled[p] >> w & 1))
        continue;
      const double *in = probe.stage[buffer].data() + row++ * probe.width;
      if (!makeRoom(data.sampleTicks, 1) ||
          !makeRoom(data.samples, static_cast<size_t>(data.size)))
        return full(probe);
      data.sampleTicks.push_back(window.first + w + 1);
      if (probe.plan.kind == ProbePlan::Values) {
        data.samples.insert(data.samples.end(), in, in + probe.width);
        continue;
      }
      double total[partialWidth] = {};
      if (isCircular(probe.plan)) {
        for (int64_t k = 0; k < probe.width; k += partialWidth)
          for (int64_t n = 0; n < 3; ++n)
            total[n] += in[k + n];
        data.samples.push_back(std::hypot(total[1], total[2]) / total[0]);
        continue;
      }
      for (int64_t k = 0; k < probe.width; k += partialWidth)
        combine(total, in + k);
      const std::string &function = probe.plan.function;
      double value = std::numeric_limits<double>::quiet_NaN(); // of no elements
      if (function == "sum")
        value = total[5];
      else if (total[0] > 0)
        value = function == "mean"  ? total[1]
                : function == "std" ? std::sqrt(total[2] / total[0])
                : function == "min" ? total[3]
                                    : total[4];
      data.samples.push_back(value);
    }
  }
}

} // namespace neuro::rt
