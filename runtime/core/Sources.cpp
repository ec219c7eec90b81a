//===- Sources.cpp - Built-in sources of events ---------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/State.h"

#include <algorithm>
#include <cmath>

namespace neuro::rt {

namespace {

constexpr double farthest = 4e15; ///< ticks; beyond, doubles are not whole

/// Values of a source setting: one if equal for all elements.
Result<std::vector<double>> settingValues(const Population &population,
                                          const Expr &expr,
                                          const std::vector<double> &parameters,
                                          double dt, uint64_t seed, uint32_t setting) {
  ExprLimits limits;
  limits.parameters = static_cast<int>(parameters.size());
  Result<ExprTraits> traits = checkExpr(expr, limits);
  if (!traits)
    return traits.error();
  if (traits->usesPosition && !population.hasPositions())
    return Error{"reads positions, but the population has no layout", ""};
  BlockInput input;
  input.parameters = parameters.data();
  input.dt = dt;
  input.seed = seed;
  input.object =
      randomObject(Purpose::Initial, static_cast<uint32_t>(population.index));
  ElementReader reader(population);
  input.reader = &reader;
  const bool varies = traits->perElement();
  std::vector<double> values(varies ? static_cast<size_t>(population.size) : 1);
  uint64_t ids[EVAL_BLOCK];
  double block[EVAL_BLOCK];
  Evaluator evaluator;
  for (size_t e = 0; e < values.size(); e += EVAL_BLOCK) {
    input.count = static_cast<int>(std::min<size_t>(EVAL_BLOCK, values.size() - e));
    reader.first = reader.indexFirst = static_cast<int64_t>(e);
    for (int l = 0; l < input.count; ++l)
      ids[l] = static_cast<uint64_t>(setting) << 40 | (e + static_cast<size_t>(l));
    input.ids = ids;
    evaluator.evaluate(expr, *traits, input, block);
    std::copy(block, block + input.count, values.begin() + static_cast<int64_t>(e));
  }
  return values;
}

} // namespace

Result<void> Simulation::State::bindSource(Population &population, const char *only) {
  const PopulationPlan &plan = *population.plan;
  Source &source = population.source;
  auto setting = [&](const Expr &expr, const char *name, uint32_t number,
                     std::vector<double> &out) -> Result<void> {
    if (only && name != std::string_view(only))
      return {};
    Result<std::vector<double>> values =
        settingValues(population, expr, parameters, dt, seed, number);
    if (!values)
      return at(population, std::string(name) + ": " + values.error().message);
    out = std::move(*values);
    return {};
  };
  Result<void> result;
  switch (plan.source) {
  case SourceKind::Poisson:
    if (plan.rate.empty())
      source.rate = {0};
    else
      result = setting(plan.rate, "rate", 1, source.rate);
    return result ? sourceChanged(population, "rate") : result;
  case SourceKind::Regular:
    if (plan.period.empty())
      return at(population, "a Regular source needs a period");
    result = setting(plan.period, "period", 2, source.period);
    if (!result)
      return result;
    source.phaseGiven = !plan.phase.empty();
    if (source.phaseGiven) {
      result = setting(plan.phase, "phase", 3, source.phase);
      if (!result)
        return result;
    }
    return sourceChanged(population, "period");
  case SourceKind::SpikeTrain: {
    source.times.clear();
    Scope scope = scalarScope(0);
    for (const Expr &time : plan.times) {
      Result<double> t = evaluateScalar(time, scope);
      if (!t)
        return at(population, "times: " + t.error().message);
      source.times.push_back(*t);
      ++scope.occasion;
    }
    return sourceChanged(population, "times");
  }
  case SourceKind::Port:
    return {}; // its events come from the host
  case SourceKind::SpikeFile:
  case SourceKind::None:
    return {};
  }
  return {};
}

/// Takes the events a file holds.
Result<void> Simulation::State::fileSource(Population &population, const FileEvents &events) {
  if (population.plan->source != SourceKind::SpikeFile || events.elements.empty())
    return {};
  const size_t bytes = events.elements.size() * 2 * sizeof(Source::Pushed);
  if (!budget.tryTake(bytes))
    return outOfMemory("population " + population.plan->name + ": the " +
                           std::to_string(events.elements.size()) +
                           " events of its file do not fit into memory",
                       population.plan->where);
  std::vector<Source::Pushed> &file = population.source.file;
  file.reserve(events.elements.size());
  for (size_t k = 0; k < events.elements.size(); ++k) {
    if (events.elements[k] >= static_cast<uint64_t>(population.size))
      return Error{"E0703: the file of population " + population.plan->name +
                       " has events of element " + std::to_string(events.elements[k]) +
                       ", but there are " + std::to_string(population.size),
                   population.plan->where};
    file.push_back({events.ticks[k], events.elements[k]});
  }
  std::sort(file.begin(), file.end());
  population.source.pushed = file;
  return {};
}

/// Remakes what is computed from a setting.
Result<void> Simulation::State::sourceChanged(Population &population,
                                              std::string_view setting) {
  Source &source = population.source;
  auto element = [](size_t count, size_t e) {
    return count == 1 ? std::string() : " of element " + std::to_string(e);
  };
  if (setting == "rate") {
    std::vector<double> means(source.rate.size());
    for (size_t e = 0; e < means.size(); ++e) {
      means[e] = source.rate[e] * dt;
      if (!(means[e] >= 0))
        return at(population, "rate" + element(means.size(), e) + " is " +
                                  numberText(source.rate[e] * 1000) +
                                  " Hz; a rate cannot be negative");
      if (means[e] > PoissonSampler::maxMean)
        return at(population, "rate" + element(means.size(), e) + " is " +
                                  numberText(source.rate[e] * 1000) + " Hz, " +
                                  numberText(means[e]) + " events a tick; at most " +
                                  numberText(PoissonSampler::maxMean) +
                                  " are possible");
    }
    // What was emitted before the change and is on its way stays as it was.
    int64_t longestDrive = 0;
    for (const Worker &worker : workers)
      for (const Drive &d : worker.drives)
        if (d.population == population.index)
          longestDrive = std::max(longestDrive, d.delay);
    std::vector<Source::Earlier> &earlier = source.earlier;
    if (source.poisson && tick > 0 && (earlier.empty() || earlier.back().until < tick))
      earlier.push_back({tick, source.poisson});
    earlier.erase(std::remove_if(earlier.begin(), earlier.end(),
                                 [&](const Source::Earlier &e) {
                                   return e.until <= tick - longestDrive || tick == 0;
                                 }),
                  earlier.end());
    source.poisson = std::make_shared<PoissonSampler>(
        means, seed, static_cast<uint32_t>(population.index));
    return {};
  }
  if (setting == "times") {
    source.stamps.clear();
    for (double time : source.times) {
      const double stamp = std::round(time / dt);
      if (!(stamp >= 0) || stamp > farthest)
        return at(population, "a spike time of " + numberText(time) +
                                  " ms is impossible");
      source.stamps.push_back(static_cast<int64_t>(stamp));
    }
    std::sort(source.stamps.begin(), source.stamps.end());
    return {};
  }
  // Regular: the next stamp of each element from the current tick on.
  for (size_t e = 0; e < source.period.size(); ++e)
    if (!(source.period[e] >= dt * (1 - 1e-9)) || source.period[e] / dt > farthest)
      return at(population, "period" + element(source.period.size(), e) + " is " +
                                numberText(source.period[e]) +
                                " ms; it must be at least one tick of " +
                                numberText(dt) + " ms");
  for (size_t e = 0; e < source.phase.size(); ++e)
    if (!(source.phase[e] >= 0) || source.phase[e] / dt > farthest)
      return at(population, "phase" + element(source.phase.size(), e) + " is " +
                                numberText(source.phase[e]) +
                                " ms; it cannot be negative");
  source.nextStamp.assign(static_cast<size_t>(population.padded), INT64_MAX);
  for (int64_t e = 0; e < population.size; ++e) {
    const double period = source.period[source.period.size() == 1 ? 0 : e];
    const double phase =
        source.phaseGiven ? source.phase[source.phase.size() == 1 ? 0 : e] : period;
    const int64_t after = tick == 0 ? -1 : tick;
    double k = std::max(0.0, std::floor((static_cast<double>(after) * dt - phase) / period) - 1);
    while (std::round((phase + k * period) / dt) <= static_cast<double>(after))
      k += 1;
    source.nextStamp[e] = static_cast<int64_t>(std::round((phase + k * period) / dt));
  }
  return {};
}

void Simulation::State::emitSource(Worker &worker, const Assignment &assignment,
                                   int64_t stamp, SpikeList &list) {
  Population &population = *populations[assignment.population];
  Source &source = population.source;
  const int64_t end = std::min(assignment.end, population.size);
  auto emit = [&](int64_t e, uint32_t count) {
    list.elements.push_back(static_cast<uint32_t>(e));
    list.counts.push_back(count);
  };
  auto emitPushed = [&] {
    int64_t &cursor = worker.portCursor[assignment.population];
    const std::vector<Source::Pushed> &pushed = source.pushed;
    const int64_t n = static_cast<int64_t>(pushed.size());
    while (cursor < n && pushed[cursor].tick < stamp)
      ++cursor;
    for (; cursor < n && pushed[cursor].tick == stamp; ++cursor)
      if (pushed[cursor].element >= assignment.begin && pushed[cursor].element < end) {
        emit(pushed[cursor].element, 1);
        ++worker.spikes[assignment.population];
      }
  };
  switch (population.plan->source) {
  case SourceKind::Poisson: {
    constexpr int64_t blockSize = PoissonSampler::blockSize;
    uint32_t counts[blockSize];
    for (int64_t e = assignment.begin, next; e < end; e = next) {
      const int64_t block = e / blockSize, first = block * blockSize;
      next = std::min(first + blockSize, end);
      if (!source.poisson->counts(block, stamp, counts))
        continue;
      for (; e < next; ++e)
        if (const uint32_t count = counts[e - first]) {
          emit(e, count);
          worker.spikes[assignment.population] += count;
        }
    }
    return;
  }
  case SourceKind::SpikeTrain: {
    emitPushed();
    auto [low, high] =
        std::equal_range(source.stamps.begin(), source.stamps.end(), stamp);
    if (low == high)
      return;
    for (int64_t e = assignment.begin; e < end; ++e)
      emit(e, static_cast<uint32_t>(high - low));
    worker.spikes[assignment.population] +=
        (high - low) * std::max<int64_t>(0, end - assignment.begin);
    return;
  }
  case SourceKind::Regular:
    for (int64_t e = assignment.begin; e < end; ++e) {
      if (source.nextStamp[e] != stamp)
        continue;
      emit(e, 1);
      ++worker.spikes[assignment.population];
      const double period = source.period[source.period.size() == 1 ? 0 : e];
      const double phase =
          source.phaseGiven ? source.phase[source.phase.size() == 1 ? 0 : e] : period;
      double k = std::max(0.0, std::round((static_cast<double>(stamp) * dt - phase) / period));
      int64_t next;
      do {
        k += 1;
        next = static_cast<int64_t>(std::round((phase + k * period) / dt));
      } while (next <= stamp);
      source.nextStamp[e] = next;
    }
    return;
  case SourceKind::Port:
  case SourceKind::SpikeFile:
    emitPushed();
    return;
  case SourceKind::None:
    return;
  }
}

/// Counts stamped so that they arrive at `arrival`, after all spikes of that
/// day, in the order of projections.
void Simulation::State::addDrives(Worker &worker, int64_t arrival) {
  for (const Drive &d : worker.drives) {
    const int64_t stamp = arrival - d.delay;
    if (stamp < 1)
      continue;
    const PoissonSampler &sampler = populations[d.population]->source.poissonAt(stamp);
    const double *weights = d.weights.empty() ? nullptr : d.weights.data();
    const int64_t events =
        d.type == Scalar::F64
            ? sampler.add(d.source, d.count, stamp, d.weight, weights,
                          worker.space.f64.as<double>() + d.target)
            : sampler.add(d.source, d.count, stamp, d.weight, weights,
                          worker.space.f32.as<float>() + d.target);
    worker.driveEvents += events;
    if (worker.profile) {
      worker.profile->count(Spent::Drive, static_cast<size_t>(d.projection), d.count, events);
      worker.profile->lap(Spent::Drive, static_cast<size_t>(d.projection));
    }
  }
}

} // namespace neuro::rt
