//===- Periodic.cpp - Periodic updates of populations ---------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Draws.h"
#include "runtime/core/State.h"
#include "runtime/core/TickGrid.h"

#include <cmath>

namespace neuro::rt {

/// Periods of a population's `every` kernels in ticks: multiples of dt, the same
/// for all elements.
Result<void> Simulation::State::makePeriods(Population &population, bool warn) {
  if (!population.model)
    return {};
  population.everyTicks.clear();
  ExprLimits limits;
  limits.parameters = static_cast<int>(parameters.size());
  limits.fields = static_cast<int>(population.fields.size());
  for (const PeriodicKernel &kernel : population.model->every) {
    const Expr &expr = kernel.plan->period;
    Result<ExprTraits> traits = checkExpr(expr, limits);
    if (!traits)
      return at(population, "the period of 'every': " + traits.error().message);
    BlockInput input = scalarInput(0);
    ElementReader reader(population);
    input.reader = &reader;
    Evaluator evaluator;
    double values[EVAL_BLOCK];
    double period = 0;
    for (int64_t e = 0; e < std::max<int64_t>(population.size, 1); e += EVAL_BLOCK) {
      input.count = static_cast<int>(
          std::clamp<int64_t>(population.size - e, 1, EVAL_BLOCK));
      reader.first = reader.indexFirst = e;
      const bool equal = evaluator.evaluate(expr, *traits, input, values);
      if (e == 0)
        period = values[0];
      for (int l = 0; l < (equal ? 1 : input.count); ++l)
        if (!(values[l] == period) && std::isfinite(period))
          return at(population, "the period of 'every' is " + numberText(period) +
                                    " ms for one element and " + numberText(values[l]) +
                                    " ms for another, but must be the same for all");
      if (equal)
        break;
    }
    const double ticks = std::round(period / dt);
    if (!(ticks >= 1) || ticks > 4e15)
      return at(population, "'every' needs a period of at least one tick, but has " +
                                numberText(period) + " ms with dt = " + numberText(dt) +
                                " ms");
    if (warn && isOffGrid(period, ticks, dt))
      report.warnings.push_back(at(population, "the period of 'every', " + numberText(period) +
                                                   " ms, " + offGridText(ticks, dt)));
    population.everyTicks.push_back(static_cast<int64_t>(ticks));
  }
  return {};
}

/// EVERY at the end of the tick that ends at `tick`: kernels whose period divides
/// it, in the order of the model.
void Simulation::State::runPeriodic(Assignment &assignment, int64_t tick) {
  Population &population = *populations[assignment.population];
  const std::vector<PeriodicKernel> &kernels = population.model->every;
  for (size_t k = 0; k < kernels.size(); ++k) {
    if (tick % population.everyTicks[k] != 0)
      continue;
    fillDraws(population, kernels[k].draws, seed, tick, assignment.begin,
              assignment.end);
    assignment.tick.index = tick;
    assignment.tick.time = static_cast<double>(tick) * dt;
    kernels[k].kernel(assignment.arrays.data(), assignment.uniforms.data(),
                      &assignment.tick, assignment.begin, assignment.end);
  }
}

} // namespace neuro::rt
