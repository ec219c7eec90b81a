//===- Stimuli.cpp - What is added to input ports -------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An input is its assigned value plus all stimuli of the tick, evaluated at the
// tick's start. It is recomputed only in ticks in which some contribution has
// another value than before.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Random.h"
#include "runtime/core/State.h"
#include "runtime/core/TickGrid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace neuro::rt {

namespace {

Error stimulusError(const StimulusRun &stimulus, std::string message) {
  return {"stimulus " + std::to_string(stimulus.index) + ": " + std::move(message), ""};
}

} // namespace

Result<void> Simulation::State::checkWaveform(StimulusRun &stimulus) const {
  ExprLimits limits;
  limits.parameters = static_cast<int>(parameters.size());
  limits.fields = INT32_MAX;
  for (const ViewPart &part : views[stimulus.plan->view].parts)
    limits.fields = std::min(
        limits.fields, static_cast<int>(populations[part.population]->fields.size()));
  Result<ExprTraits> traits = checkExpr(stimulus.value, limits);
  if (!traits)
    return stimulusError(stimulus, traits.error().message);
  if (traits->draws || traits->usesPosition || traits->usesExperiment ||
      traits->usesJ || traits->usesSource || traits->usesTarget)
    return stimulusError(stimulus, "a waveform depends on time and element only");
  stimulus.traits = *traits;
  stimulus.kind = traits->perElement() ? StimulusRun::ElementWaveform
                                       : StimulusRun::Waveform;
  return {};
}

Result<void> Simulation::State::makeStimuli(const SimOptions &options) {
  const Scope scope = scalarScope(0);
  for (size_t s = 0; s < network->stimuli.size(); ++s) {
    const StimulusPlan &plan = network->stimuli[s];
    StimulusRun stimulus;
    stimulus.plan = &plan;
    stimulus.index = static_cast<int>(s);
    if (plan.view < 0 || plan.view >= static_cast<int>(views.size()) ||
        plan.inputFields.size() != views[plan.view].parts.size())
      return stimulusError(stimulus, "has no target");
    for (size_t p = 0; p < plan.inputFields.size(); ++p) {
      const Population &population = *populations[views[plan.view].parts[p].population];
      const int f = plan.inputFields[p];
      if (!population.model || f < 0 || f >= static_cast<int>(population.fields.size()) ||
          population.fieldPlan(f).role != FieldRole::Input)
        return stimulusError(stimulus, population.plan->name + " has no such input");
    }
    if (!plan.samplesFile.empty()) {
      stimulus.kind = StimulusRun::Samples;
      if (s >= options.stimulusSamples.size() || options.stimulusSamples[s].empty())
        return stimulusError(stimulus, "no samples of " + plan.samplesFile);
      stimulus.samples = options.stimulusSamples[s];
      Result<double> d = evaluateScalar(plan.samplesDt, scope);
      if (!d)
        return stimulusError(stimulus, d.error().message);
      if (!(*d > 0))
        return stimulusError(stimulus, "a sampling interval of " + numberText(*d) +
                                           " ms is impossible");
      stimulus.samplesDt = *d;
    } else if (!plan.noiseSd.empty()) {
      stimulus.kind = StimulusRun::Noise;
      double values[3] = {0, 0, dt};
      const Expr *exprs[3] = {&plan.noiseMean, &plan.noiseSd, &plan.noiseDt};
      for (int k = 0; k < 3; ++k) {
        if (exprs[k]->empty())
          continue;
        Result<double> v = evaluateScalar(*exprs[k], scope);
        if (!v)
          return stimulusError(stimulus, v.error().message);
        values[k] = *v;
      }
      stimulus.mean = values[0];
      stimulus.sd = values[1];
      const double ticks = std::round(values[2] / dt);
      if (!(ticks >= 1) || ticks > 4e15)
        return stimulusError(stimulus, "noise needs an interval of at least one tick, "
                                       "but has " +
                                           numberText(values[2]) + " ms");
      if (isOffGrid(values[2], ticks, dt))
        report.warnings.push_back(stimulusError(
            stimulus, "noise interval " + numberText(values[2]) + " ms " + offGridText(ticks, dt)));
      stimulus.noiseTicks = static_cast<int64_t>(ticks);
    } else {
      if (plan.value.empty())
        return stimulusError(stimulus, "has no waveform");
      stimulus.value = plan.value;
      if (Result<void> r = checkWaveform(stimulus); !r)
        return r;
    }
    stimuli.push_back(std::move(stimulus));
  }
  return makeInputs();
}

/// Groups the stimuli and signals by the field they act on.
Result<void> Simulation::State::makeInputs() {
  auto inputOf = [&](int population, int field) -> InputRun & {
    auto found = std::find_if(inputs.begin(), inputs.end(), [&](const InputRun &i) {
      return i.population == population && i.field == field;
    });
    if (found != inputs.end())
      return *found;
    InputRun input;
    input.population = population;
    input.field = field;
    const FieldStore &store = populations[population]->fields[field];
    const int64_t n = store.data ? populations[population]->size : 1;
    bool equal = true;
    for (int64_t e = 0; e < n; ++e) {
      input.base.push_back(store.load(e));
      equal &= input.base.back() == input.base.front();
    }
    if (equal)
      input.base.resize(n > 0 ? 1 : 0);
    if (input.base.empty())
      input.base.push_back(0);
    inputs.push_back(std::move(input));
    return inputs.back();
  };
  for (const StimulusRun &stimulus : stimuli) {
    const View &view = views[stimulus.plan->view];
    for (size_t p = 0; p < view.parts.size(); ++p) {
      const int population = view.parts[p].population;
      const int field = stimulus.plan->inputFields[p];
      inputOf(population, field).parts.push_back({stimulus.index, view.parts[p]});
      const Population &target = *populations[population];
      const bool whole = view.parts[p].count == target.size;
      if (!target.fields[field].data &&
          (!whole || stimulus.kind == StimulusRun::ElementWaveform ||
           stimulus.kind == StimulusRun::Noise))
        return stimulusError(stimulus, "elements of " + target.plan->name +
                                           " get different input, but its class "
                                           "stores one value of it");
    }
  }
  for (size_t k = 0; k < continuous.inputs().size(); ++k) {
    const Continuous::Input &input = continuous.inputs()[k];
    inputOf(input.population, input.field).signals = static_cast<int>(k);
  }
  return {};
}

double Simulation::State::waveformAt(const StimulusRun &stimulus, int64_t at) {
  const double time = static_cast<double>(at) * dt;
  if (stimulus.kind == StimulusRun::Samples) {
    // The small addition keeps multiples of dt on their sample.
    const double k = std::floor(time / stimulus.samplesDt + 1e-9);
    return k < static_cast<double>(stimulus.samples.size())
               ? stimulus.samples[static_cast<size_t>(k)]
               : 0;
  }
  double value = 0;
  planEvaluator.evaluate(stimulus.value, stimulus.traits, scalarInput(time), &value);
  return value;
}

void Simulation::State::applyInputs(Worker &worker, Assignment &assignment,
                                    const Window &window, int w) {
  Population &population = *populations[assignment.population];
  const int64_t tick = window.first + w;
  for (size_t n = 0; n < assignment.inputs.size(); ++n) {
    const InputRun &input = inputs[assignment.inputs[n]];
    std::vector<double> &last = assignment.lastInput[n];
    bool changed = false;
    for (size_t p = 0; p < input.parts.size(); ++p) {
      const StimulusRun &stimulus = stimuli[input.parts[p].stimulus];
      double now = 0;
      switch (stimulus.kind) {
      case StimulusRun::Waveform:
      case StimulusRun::Samples:
        now = window.waveforms[static_cast<size_t>(stimulus.index) * maxWindow + w];
        break;
      case StimulusRun::Noise:
        now = static_cast<double>(tick / stimulus.noiseTicks);
        break;
      case StimulusRun::ElementWaveform:
        changed = true;
        break;
      }
      // `last` starts as NaN, which equals nothing.
      changed |= !(now == last[p]);
      last[p] = now;
    }
    if (!changed && input.signals < 0)
      continue;
    FieldStore &store = population.fields[input.field];
    if (!store.data) {
      double sum = input.base[0];
      for (double value : last)
        sum += value;
      assignment.uniforms[static_cast<size_t>(population.fieldPlan(input.field).slot)] = sum;
      continue;
    }
    const int64_t end = std::min(assignment.end, population.size);
    const int64_t count = std::max<int64_t>(0, end - assignment.begin);
    worker.scratch.resize(static_cast<size_t>(count));
    double *sum = worker.scratch.data();
    for (int64_t k = 0; k < count; ++k)
      sum[k] = input.base.size() == 1 ? input.base[0] : input.base[assignment.begin + k];
    for (size_t p = 0; p < input.parts.size(); ++p) {
      const StimulusRun &stimulus = stimuli[input.parts[p].stimulus];
      const ViewPart &part = input.parts[p].part;
      int64_t firstQ, lastQ;
      part.within(assignment.begin, end, firstQ, lastQ);
      auto place = [&](int64_t q) { return part.low + q * part.step - assignment.begin; };
      if (stimulus.kind == StimulusRun::Waveform ||
          stimulus.kind == StimulusRun::Samples) {
        for (int64_t q = firstQ; q < lastQ; ++q)
          sum[place(q)] += last[p];
      } else if (stimulus.kind == StimulusRun::Noise) {
        const uint64_t interval = static_cast<uint64_t>(tick / stimulus.noiseTicks);
        const uint32_t object =
            randomObject(Purpose::Noise, static_cast<uint32_t>(stimulus.index));
        for (int64_t q = firstQ; q < lastQ; ++q) {
          Random128 r = philox(
              seed, interval << 32 | static_cast<uint32_t>(part.offset + q), object,
              static_cast<uint32_t>(interval >> 32));
          sum[place(q)] += stimulus.mean + stimulus.sd * normalSample(r.a);
        }
      } else {
        BlockInput block = scalarInput(static_cast<double>(tick) * dt);
        ElementReader reader(population);
        block.reader = &reader;
        int64_t elements[EVAL_BLOCK];
        double values[EVAL_BLOCK];
        for (int64_t q = firstQ; q < lastQ; q += EVAL_BLOCK) {
          block.count = static_cast<int>(std::min<int64_t>(EVAL_BLOCK, lastQ - q));
          for (int l = 0; l < block.count; ++l)
            elements[l] = part.low + (q + l) * part.step;
          reader.elements = elements;
          reader.indexFirst = part.offset + q;
          worker.evaluator.evaluate(stimulus.value, stimulus.traits, block, values);
          for (int l = 0; l < block.count; ++l)
            sum[place(q + l)] += values[l];
        }
      }
    }
    if (input.signals >= 0) {
      const double *signals = continuous.sums(static_cast<int>(&worker - workers.data()),
                                              static_cast<size_t>(input.signals));
      for (int64_t k = 0; k < count; ++k)
        sum[k] += signals[k];
    }
    for (int64_t k = 0; k < count; ++k)
      store.store(assignment.begin + k, sum[k]);
  }
}

} // namespace neuro::rt
