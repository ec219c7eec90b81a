//===- Library.cpp - Models of the standard library in random programs ----===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a network may do with each neuron of std.neurons: drives and weights that
// make it fire, ranges of states and parameters in which it stays itself.
//
//===----------------------------------------------------------------------===//

#include "tools/neuro-smith/Generator.h"

#include <fmt/format.h>

using fmt::format;

namespace neuro::smith {

namespace {

struct LibraryNeuron {
  const char *name;
  double longestStep; ///< ms, with which it is still itself
  Variable input;     ///< no name: it has none
  double inputSize;
  std::vector<NeuronModel::Port> ports;
  std::vector<Quantity> parameters, states;
  std::vector<Variable> lets;
  bool spikes = true;
};

constexpr Dim One = Dim::One, mV = Dim::Voltage, pA = Dim::Current, nS = Dim::Conductance,
              ms = Dim::Time, slope = Dim::Slope, Hz = Dim::Frequency, pF = Dim::Capacitance,
              rate = Dim::Rate;

const std::vector<LibraryNeuron> &libraryNeurons() {
  static const std::vector<LibraryNeuron> all = {
      {"LIF", 1, {"I", pA}, 400, {{"syn", pA, 400}},
       {{"tau_m", ms, 12, 25}, {"V_th", mV, 14, 21}, {"t_ref", ms, 0, 4}, {"C", pF, 150, 250}},
       {{"V", mV, 0, 14}}, {}},
      {"IafPscExp", 1, {"I", pA}, 550, {{"ex", pA, 700}, {"inh", pA, 300}},
       {{"tau_m", ms, 8, 20}, {"V_th", mV, -58, -53}, {"tau_ex", ms, 0.5, 5}, {"I_e", pA, 0, 400}},
       {{"V", mV, -72, -58}}, {}},
      {"IafPscAlpha", 1, {"I", pA}, 550, {{"ex", pA, 500}, {"inh", pA, 200}},
       {{"tau_m", ms, 8, 20}, {"V_th", mV, -58, -53}, {"tau_in", ms, 0.5, 5}, {"I_e", pA, 0, 400}},
       {{"V", mV, -72, -58}}, {}},
      {"IafPscDelta", 1, {"I", pA}, 550, {{"", mV, 8}},
       {{"tau_m", ms, 8, 20}, {"V_th", mV, -58, -53}, {"V_reset", mV, -72, -62}, {"I_e", pA, 0, 400}},
       {{"V", mV, -72, -58}}, {}},
      {"IafCondExp", 0.5, {"I", pA}, 400, {{"ex", nS, 120}, {"inh", nS, 20}},
       {{"V_th", mV, -58, -53}, {"tau_ex", ms, 0.2, 3}, {"g_L", nS, 10, 20}, {"E_in", mV, -90, -75}},
       {{"V", mV, -72, -58}}, {}},
      {"IafCondAlpha", 0.5, {"I", pA}, 400, {{"ex", nS, 50}, {"inh", nS, 10}},
       {{"V_th", mV, -58, -53}, {"tau_ex", ms, 0.2, 3}, {"g_L", nS, 10, 20}, {"E_in", mV, -90, -75}},
       {{"V", mV, -72, -58}}, {}},
      {"AdEx", 0.1, {"I", pA}, 900, {{"ex", nS, 100}, {"inh", nS, 20}},
       {{"tau_w", ms, 30, 150}, {"b", pA, 0, 100}, {"t_ref", ms, 0, 3}, {"a", nS, 0, 6}},
       {{"V", mV, -72, -55}, {"w", pA, 0, 50}}, {}},
      {"ExpIF", 0.1, {"I", pA}, 400, {{"syn", pA, 500}},
       {{"V_reset", mV, -75, -66}, {"t_ref", ms, 0, 4}, {"E_L", mV, -68, -63}},
       {{"V", mV, -70, -62}}, {}},
      {"Izhikevich", 0.5, {"I", slope}, 14, {{"", mV, 12}},
       {{"a", rate, 0.02, 0.1}, {"c", mV, -65, -50}, {"d", slope, 2, 8}},
       {{"V", mV, -70, -55}, {"u", slope, -16, -10}}, {}},
      {"HH", 0.1, {"I", pA}, 1000, {{"ex", pA, 1500}, {"inh", pA, 300}},
       {{"t_ref", ms, 0, 3}, {"tau_ex", ms, 0.2, 1}, {"I_e", pA, 0, 600}},
       {{"V", mV, -70, -60}, {"m", One, 0, 0.2}, {"n", One, 0.3, 0.4}}, {}},
      {"HHTraub", 0.1, {"I", pA}, 500, {{"ex", nS, 20}, {"inh", nS, 10}},
       {{"t_ref", ms, 0, 3}, {"V_T", mV, -65, -60}, {"E_L", mV, -65, -58}},
       {{"V", mV, -66, -58}}, {{"v", One}}},
      {"WangBuzsaki", 0.05, {"I", pA}, 200, {{"syn", pA, 200}},
       {{"phi", One, 3, 6}, {"E_L", mV, -66, -62}}, {{"V", mV, -66, -58}, {"h", One, 0.5, 0.9}},
       {{"m_inf", One}}},
      {"ALIF", 1, {"I", pA}, 500, {{"syn", pA, 400}},
       {{"tau_th", ms, 20, 200}, {"d_th", mV, 0, 3}, {"tau_m", ms, 12, 25}},
       {{"V", mV, 0, 14}, {"th", mV, 0, 3}}, {}},
      {"HomeostaticLIF", 1, {"I", pA}, 500, {{"syn", pA, 400}},
       {{"rate", Hz, 5, 50}, {"eta", mV, 0.1, 1}}, {{"V", mV, 0, 14}, {"th", mV, -3, 3}}, {}},
      {"MAT", 1, {"I", pA}, 600, {{"ex", pA, 600}, {"inh", pA, 200}},
       {{"tau_1", ms, 5, 15}, {"alpha_1", mV, 5, 37}, {"omega", mV, -56, -50}},
       {{"V", mV, -72, -58}, {"th1", mV, 0, 5}, {"th2", mV, 0, 2}}, {}},
      {"MihalasNiebur", 1, {"I", slope}, 2.5, {{"", mV, 12}},
       {{"a", rate, 0, 0.01}, {"A_1", slope, -2, 2}, {"g", rate, 0.04, 0.06}},
       {{"V", mV, -72, -58}, {"th", mV, -52, -48}}, {}},
      {"GIF", 1, {"I", pA}, 250, {{"ex", pA, 250}, {"inh", pA, 100}},
       {{"D_V", mV, 1, 3}, {"V_T", mV, -42, -36}, {"t_ref", ms, 2, 5}, {"C", pF, 60, 100}},
       {{"V", mV, -70, -45}, {"xi", One, 0.2, 2}}, {{"hazard", rate}}},
      {"Cuba", 1, {"", One}, 0, {{"syn", pA, 25}}, {{"tau_m", ms, 10, 30}, {"V_th", mV, 0.6, 1.4}},
       {{"V", mV, 0, 0.8}}, {}},
      {"Integrator", 1, {"", One}, 0, {{"syn", pA, 25}}, {{"tau", ms, 10, 30}}, {{"V", mV, 0, 2}},
       {}, false},
      {"QIF", 0.25, {"I", pA}, 200, {{"syn", pA, 400}},
       {{"V_reset", mV, -60, -45}, {"V_t", mV, -45, -38}, {"C", pF, 150, 250}},
       {{"V", mV, -65, -45}}, {}},
      {"Theta", 1, {"I", One}, 0.6, {}, {{"tau", ms, 3, 12}}, {{"th", One, -2, 2}}, {}},
      {"ResonateFire", 0.25, {"I", rate}, 1.5, {{"", One, 1.2}},
       {{"b", rate, 0.05, 0.2}, {"omega", rate, 0.5, 1.5}}, {{"x", One, -0.5, 0.5}, {"y", One, 0, 0.5}},
       {}},
      {"FitzHughNagumo", 0.25, {"I", One}, 1, {}, {{"epsilon", One, 0.06, 0.2}, {"a", One, 0.6, 0.8}},
       {{"v", One, -1.5, 1}, {"w", One, -0.8, 0.5}}, {}},
      {"MorrisLecar", 0.25, {"I", pA}, 150, {{"syn", pA, 250}},
       {{"phi", rate, 0.03, 0.08}, {"V_3", mV, 0, 6}}, {{"V", mV, -65, -20}}, {{"m_inf", One}}},
      {"HindmarshRose", 0.1, {"I", One}, 3, {}, {{"r", One, 0.003, 0.02}, {"tau", ms, 0.5, 2}},
       {{"x", One, -1.6, 1}, {"y", One, -8, 0}, {"z", One, 0, 2}}, {}},
      {"WilsonCowan", 1, {"P", One}, 1.5, {}, {{"tau_e", ms, 5, 12}, {"c1", One, 12, 18}},
       {{"E", One, 0, 0.4}, {"I", One, 0, 0.3}}, {{"s_e", One}}, false},
      {"Rate", 1, {"I", One}, 2, {}, {{"tau", ms, 5, 15}, {"gain", One, 0.5, 1.5}}, {{"r", One, 0, 1}},
       {}, false},
      {"RateTanh", 1, {"I", One}, 2, {}, {{"tau", ms, 5, 15}}, {{"x", One, -1, 1}}, {{"r", One}}, false},
      {"Kuramoto", 1, {"K", Hz}, 20, {}, {{"omega", Hz, 20, 150}}, {{"th", One, 0, 6}}, {}},
  };
  return all;
}

} // namespace

void Generator::libraryReceptors() {
  auto add = [&](const char *name, Dim dim, double charge) -> ReceptorModel & {
    ReceptorModel model;
    model.name = name;
    model.library = "receptors";
    model.dim = dim;
    model.charge = charge;
    receptors.push_back(model);
    return receptors.back();
  };
  add("ExpCurr", Dim::Current, 12);
  add("AlphaCurr", Dim::Current, 12);
  add("DoubleExpCurr", Dim::Current, 12).rises = true;
  add("ExpCond", Dim::Conductance, 250);
  add("AlphaCond", Dim::Conductance, 250);
  add("DoubleExpCond", Dim::Conductance, 250).rises = true;
  add("NMDA", Dim::Conductance, 100).nonlinear = true;
  ReceptorModel &slow = add("GABAB", Dim::One, 1);
  slow.nonlinear = true;
  slow.hasTau = false;
  ReceptorModel &jump = add("Delta", Dim::Voltage, 1);
  jump.current = false;
  jump.hasTau = false;
}

/// One of std.neurons, as it is or made a model of the program's own.
void Generator::libraryNeuron() {
  std::vector<const LibraryNeuron *> fitting;
  for (const LibraryNeuron &one : libraryNeurons())
    if (one.longestStep >= dt)
      fitting.push_back(&one);
  const LibraryNeuron &from = *random.pick(fitting);
  NeuronModel model;
  model.name = from.name;
  for (const NeuronModel &other : neurons)
    if (other.name == model.name)
      return neuron(static_cast<int>(neurons.size()));
  imports["neurons"].insert(from.name);
  model.parameters = from.parameters;
  model.states = from.states;
  model.lets = from.lets;
  model.ports = from.ports;
  if (!from.input.name.empty())
    model.inputs.push_back(from.input);
  model.inputSize = from.inputSize;
  model.spikes = from.spikes;
  model.hasV = from.states[0].name == "V";
  neurons.push_back(std::move(model));
}

/// `neuron B extends A(…) { … }`: other parameters, and what A lacks. The resets
/// and equations of A stay.
void Generator::extended(int index) {
  NeuronModel model = random.pick(neurons);
  if (model.name.rfind("D", 0) == 0) // compartments keep their names to themselves
    return;
  const std::string base = model.name;
  model.name = format("N{}", index);
  std::string arguments;
  if (!model.parameters.empty() && random.chance(0.7)) {
    const Quantity &q = random.pick(model.parameters);
    arguments = format("({} = {})", q.name, value(q));
  }
  open(format("neuron {} extends {}{}", model.name, base, arguments));
  const Quantity first = model.states[0];
  const std::string unit = literal((first.high - first.low) / 2 + 0.1, first.dim);
  if (random.chance(0.5)) {
    line("state seen = 0");
    line(format("seen' = (({} - {})/{} - seen)/{}", first.name, literal(first.low, first.dim), unit,
                literal(random.uniform(3, 20), Dim::Time)));
    model.states.push_back({"seen", Dim::One, 0, 1});
  }
  if (random.chance(0.5)) {
    line(format("let scaled = tanh(({} - {})/{})", first.name, literal(first.low, first.dim), unit));
    model.lets.push_back({"scaled", Dim::One});
    if (random.chance(0.6) && model.events.empty()) {
      line("event up when rising(scaled > 0.6)");
      model.events.push_back("up");
    }
  }
  if (model.own && random.chance(0.4))
    line(format("param th = {}", value(model.parameters[2])));
  close();
  neurons.push_back(std::move(model));
}

} // namespace neuro::smith
