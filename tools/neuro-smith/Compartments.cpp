//===- Compartments.cpp - Random neurons with dendrites -------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/neuro-smith/Generator.h"

#include <fmt/format.h>

using fmt::format;

namespace neuro::smith {

/// A soma that spikes and one to three dendrites, coupled as a random tree.
void Generator::compartments(int index) {
  NeuronModel model;
  model.name = format("D{}", index);
  model.hasV = false; // by that name
  open("neuron " + model.name);
  const int count = random.range(2, 4);
  const bool passive = random.chance(0.3); // then exact
  const double rest = random.uniform(-75, -60), threshold = rest + random.uniform(6, 14);
  double total = 0; // conductance that a current into the soma meets
  for (int k = 0; k < count; ++k) {
    const std::string name = k == 0 ? "soma" : format("d{}", k), prefix = name + ".";
    open("compartment " + name);
    const double C = random.uniform(40, 150), leak = random.uniform(2, 8);
    total += leak;
    line(format("param C = {} where C > 0 pF, gl = {}, E = {}", literal(C, Dim::Capacitance),
                literal(leak, Dim::Conductance), literal(rest, Dim::Voltage)));
    model.parameters.push_back({prefix + "E", Dim::Voltage, rest - 3, rest + 3});
    if (random.chance(0.5))
      model.parameters.push_back({prefix + "gl", Dim::Conductance, 2, 8});
    std::string current = "gl*(E - V) + axial";
    std::string inputs = "input axial: pA";
    if (k == 0 || random.chance(0.5)) {
      inputs += ", I: pA";
      current += " + I";
      model.inputs.push_back({prefix + "I", Dim::Current});
    }
    line(inputs);
    if (k > 0 || random.chance(0.4)) {
      const ReceptorModel receptor = use(model, "s", threshold - rest, C, prefix);
      if (receptor.current)
        current += " + s.I";
    }
    line("state V = E");
    model.states.push_back({prefix + "V", Dim::Voltage, rest - 5, threshold - 1});
    if (!passive && random.chance(0.5)) {
      line(format("gate m(inf = 1/(1 + exp(({} - V)/3 mV)), tau = {})",
                  literal(rest + random.uniform(2, 15), Dim::Voltage),
                  literal(random.uniform(2, 20), Dim::Time)));
      model.states.push_back({prefix + "m", Dim::One, 0, 0.3});
      current += format(" + {}*m{}*({} - V)", literal(random.uniform(0.5, 4), Dim::Conductance),
                        random.pick({"", "^2", "^3"}),
                        literal(rest + random.pick<double>({-15, 40}), Dim::Voltage));
    }
    if (!passive && random.chance(0.25)) {
      line("state Ca = 0");
      line(format("Ca' = (max(V - E, 0 mV)/10 mV - Ca)/{}", literal(random.uniform(5, 40), Dim::Time)));
      model.states.push_back({prefix + "Ca", Dim::One, 0, 0.5});
      current += format(" - {}*Ca*(V - E)", literal(random.uniform(0.2, 2), Dim::Conductance));
    }
    line(format("V' = ({})/C", current));
    if (k == 0) {
      std::string spike = format("spike when V {} {}", random.pick({">", ">="}),
                                 literal(threshold, Dim::Voltage));
      if (random.chance(0.7))
        spike += " refractory " + literal(random.range(0, 30) * 0.1, Dim::Time) +
                 (random.chance(0.6) ? " hold V" : "");
      line(format("{} {{ V = {} }}", spike, literal(rest - random.uniform(0, 4), Dim::Voltage)));
    } else if (random.chance(0.4)) {
      const std::string event = "up";
      const std::string body = random.chance(0.3) ? " V -= 1 mV " : "";
      line(format("event {} when rising(V > {}) {{{}}}", event,
                  literal(rest + random.uniform(1, 8), Dim::Voltage), body));
      model.events.push_back(prefix + event);
    }
    if (random.chance(0.1))
      line(format("every {} {{ V += {} }}", ticks(5, 40), literal(random.uniform(-2, 3), Dim::Voltage)));
    close();
  }
  // Recordable: what flows in along the dendrites.
  if (random.chance(0.5))
    model.lets.push_back({"soma.axial", Dim::Current});
  for (int k = 1; k < count; ++k) {
    const int to = random.below(k);
    line(format("couple {} -- d{}: {}", to == 0 ? std::string("soma") : format("d{}", to), k,
                literal(random.uniform(1, 20), Dim::Conductance)));
  }
  close();
  model.inputSize = 1.6 * (threshold - rest) * total;
  neurons.push_back(std::move(model));
}

} // namespace neuro::smith
