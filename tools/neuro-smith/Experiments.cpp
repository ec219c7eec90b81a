//===- Experiments.cpp - Random experiments -------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/neuro-smith/Generator.h"

#include <fmt/format.h>

using fmt::format;

namespace neuro::smith {

std::string Generator::measure(const std::string &phase) {
  if (!edgeStates.empty() && random.chance(0.25)) {
    const auto &state = random.pick(edgeStates);
    return format("{}({}.{})", random.pick({"mean", "std"}), state.first, state.second);
  }
  const PopulationInfo &p = random.pick(populations);
  const std::string of = phase.empty() ? p.name : phase + "." + p.name;
  if (p.model < 0)
    return format("{}({})", random.pick({"rate", "count"}), of);
  const NeuronModel &model = modelOf(p);
  const std::string potential = of + "." + model.states[0].name;
  switch (random.below(model.spikes ? 9 : 4)) {
  case 0: return format("mean({})", potential);
  case 1: return format("std({})", potential);
  case 2: return format("peak({})", potential);
  case 3: return format("histogram({})", potential);
  case 4: return format("cv_isi({})", of);
  case 5: return format("count({}.spikes)", of);
  case 6: return format("first_spike({})", of);
  case 7: return format("synchrony({})", of);
  default: return format("rate({})", of);
  }
}

/// What an experiment may do between simulations.
void Generator::assignment() {
  if (!edgeStates.empty() && random.chance(0.2)) {
    const auto &state = random.pick(edgeStates);
    line(format("freeze {}.{}", state.first, state.second));
    return;
  }
  const PopulationInfo &p = random.pick(populations);
  if (!poisson.empty() && random.chance(0.3)) {
    line(format("{}.rate = {} Hz", random.pick(poisson), random.range(0, 3000)));
    return;
  }
  if (p.model < 0)
    return;
  const NeuronModel &model = modelOf(p);
  if (random.chance(0.1)) {
    line(format("freeze {}.{}", p.name, random.pick(model.states).name));
    return;
  }
  if (!model.inputs.empty() && random.chance(0.3)) {
    line(format("{}.{} = {}", p.name, model.inputs[0].name,
                literal(model.inputSize * random.uniform(0, 1.3), model.inputs[0].dim)));
    return;
  }
  const bool state = model.parameters.empty() || random.chance(0.25);
  const Quantity &x = random.pick(state ? model.states : model.parameters);
  std::string set = value(x);
  // One for each; of a vector it would be one for each component.
  if (p.size <= 6 && p.flat && x.name != model.vector && random.chance(0.4)) {
    for (int k = 1; k < p.size; ++k)
      set += ", " + value(x);
    set = "[" + set + "]";
  }
  line(format("{}.{} = {}", p.name, x.name, set));
}

void Generator::experiment() {
  open("experiment main on Net");
  line(format("dt = {}; seed = {}", literal(dt, Dim::Time), random.below(1000000)));
  if (random.chance(0.05))
    line("solver = " + random.pick({"rk4", "euler", "rk45(rtol = 1e-5)"}));
  if (shows)
    line("data digits = csv(\"digits.csv\")");
  const bool swept = !networkParameters.empty() && random.chance(0.1);
  if (swept)
    open(format("sweep {} in [0.5, 1.5]", networkParameters[0].first));
  const int phases = random.range(1, 4);
  for (int k = 0; k < phases; ++k) {
    if (k > 0) {
      const int n = random.below(3);
      for (int a = 0; a < n; ++a)
        assignment();
      if (random.chance(0.1))
        line("reset");
    }
    line(format("simulate {} as ph{}", ticks(20, 200 / phases), k));
    if (shows && random.chance(0.6))
      present();
    if (random.chance(0.08)) {
      open(format("for k in 1..{}", random.range(2, 4)));
      assignment();
      line(format("simulate {}*k", ticks(2, 20)));
      close();
    }
    if (random.chance(0.5))
      line("report " + measure(random.chance(0.7) ? format("ph{}", k) : ""));
  }
  // The same stretch twice, with what was in flight.
  if (random.chance(0.12)) {
    line("checkpoint \"state.nck\"");
    line(format("simulate {}", ticks(5, 60)));
    line("restore \"state.nck\"");
    line(format("simulate {}", ticks(5, 80)));
  }
  line("report " + measure("") + ", " + measure(""));
  if (random.chance(0.2)) {
    line("let seen = " + measure(""));
    line("report 2*seen");
  }
  if (swept)
    close();
  close();
}

} // namespace neuro::smith
