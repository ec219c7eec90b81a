//===- Networks.cpp - Random networks -------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/neuro-smith/Generator.h"

#include <algorithm>
#include <fmt/format.h>

using fmt::format;

namespace neuro::smith {

/// A time of so many ticks.
std::string Generator::ticks(int low, int high) {
  return literal(random.range(low, high) * dt, Dim::Time);
}

/// " ~ …": a distribution of about low … high.
std::string Generator::drawn(Dim dim, double low, double high) {
  auto q = [&](double x) { return literal(x, dim); };
  const double middle = (low + high) / 2, spread = (high - low) / 4;
  switch (random.below(dim == Dim::Time ? 2 : 7)) {
  case 0: return format("uniform({}, {})", q(low), q(high));
  case 1: return format("choice([{}, {}, {}])", q(low), q(middle), q(high));
  case 2: return format("normal({}, {} %)", q(middle), random.range(2, 20));
  case 3:
    return middle > 0 ? format("lognormal({}, {})", q(middle), q(spread))
                      : format("uniform({}, {})", q(low), q(high));
  case 4:
    return middle > 0 ? format("exponential({})", q(middle))
                      : format("normal({}, {})", q(middle), q(spread));
  case 5:
    return middle > 0 ? format("gamma({}, {})", random.range(1, 4), q(middle / 2))
                      : format("normal({}, {})", q(middle), q(spread));
  default: return format("normal({}, {})", q(middle), q(spread));
  }
}

/// A distribution that stays near low … high, whatever it is of.
std::string Generator::drawnWithin(Dim dim, double low, double high) {
  auto q = [&](double x) { return literal(x, dim); };
  switch (random.below(3)) {
  case 0: return format("normal({}, {})", q((low + high) / 2), q((high - low) / 12));
  case 1: return format("choice([{}, {}, {}])", q(low), q((low + high) / 2), q(high));
  default: return format("uniform({}, {})", q(low), q(high));
  }
}

/// " { … }": initial values and parameters, or nothing.
std::string Generator::inits(const PopulationInfo &p) {
  const NeuronModel &model = modelOf(p);
  std::string text;
  auto add = [&](const std::string &what) { text += (text.empty() ? "" : "; ") + what; };
  const Quantity &potential = model.states[0];
  if (random.chance(0.6))
    add(format("{} ~ {}", potential.name,
               model.own ? drawn(Dim::Voltage, potential.low, potential.high)
                         : drawnWithin(potential.dim, potential.low, potential.high)));
  else if (model.own && random.chance(0.3))
    add("V = E + 0.5*(th - E)");
  for (const Quantity &x : model.parameters) {
    if (p.placed && random.chance(0.3))
      add(format("{} = {} + {}*clip(position.x/1 mm, -1, 1)", x.name, literal((x.low + x.high) / 2, x.dim),
                 literal((x.high - x.low) / 2, x.dim)));
    else if (random.chance(0.2))
      add(format("{} ~ {}", x.name, drawnWithin(x.dim, x.low, x.high)));
  }
  for (size_t k = 1; k < model.states.size(); ++k)
    if (const Quantity &x = model.states[k]; random.chance(0.25))
      add(format("{} ~ {}", x.name,
                 model.own ? drawn(x.dim, x.low, x.high) : drawnWithin(x.dim, x.low, x.high)));
  return text.empty() ? "" : " { " + text + " }";
}

/// The model, perhaps with another parameter.
std::string Generator::modelWith(const NeuronModel &model) {
  if (!random.chance(0.2))
    return model.name;
  if (model.own && random.chance(0.5))
    return format("{}(C = {} pF)", model.name, random.range(100, 300));
  std::vector<const Quantity *> plain; // those of compartments have no name there
  for (const Quantity &x : model.parameters)
    if (x.name.find('.') == std::string::npos)
      plain.push_back(&x);
  if (plain.empty())
    return model.name;
  const Quantity &x = *random.pick(plain);
  return format("{}({} = {})", model.name, x.name, value(x));
}

/// `more` follows the shape.
void Generator::newPopulation(PopulationInfo info, const std::string &shape, const std::string &more) {
  line(format("population {}: {}[{}]{}{}", info.name, modelWith(modelOf(info)), shape, more, inits(info)));
  populations.push_back(std::move(info));
}

void Generator::population(int index) {
  PopulationInfo info;
  info.name = format("P{}", index);
  info.model = random.below(static_cast<int>(neurons.size()));
  info.size = random.chance(0.35) ? random.range(65, 140) : random.range(1, 40);
  std::string shape = format("{}", info.size);
  if (random.chance(0.1)) {
    const int rows = random.range(2, 8), columns = random.range(2, 12);
    info.size = rows * columns;
    shape = format("{}, {}", rows, columns);
    info.flat = false;
  }
  const std::string place = layout(info);
  if (info.flat)
    shape = format("{}", info.size);
  newPopulation(info, shape, place);
}

void Generator::source(int index) {
  PopulationInfo info;
  info.name = format("S{}", index);
  info.size = random.chance(0.3) ? random.range(65, 100) : random.range(1, 30);
  info.early = random.chance(0.3);
  const std::string place = layout(info);
  switch (random.below(4)) {
  case 0:
    line(format("population {}: Regular[{}]{} {{ period = {}{} }}", info.name, info.size, place,
                ticks(3, 60), info.early ? "" : "; phase = " + ticks(1, 40)));
    break;
  case 1: {
    std::string times;
    const int n = random.range(1, 6);
    for (int k = 0; k < n; ++k)
      times += (k ? ", " : "") + ticks(info.early ? 0 : 1, 150);
    line(format("population {}: SpikeTrain[{}]{} {{ times = [{}] }}", info.name, info.size, place,
                times));
    break;
  }
  default:
    line(format("population {}: Poisson[{}]{} {{ rate {} }}", info.name, info.size, place,
                random.chance(0.3)
                    ? format("~ uniform({} Hz, {} Hz)", random.range(0, 200), random.range(300, 3000))
                    : format("= {} Hz", random.range(1, 4000))));
    poisson.push_back(info.name);
  }
  populations.push_back(info);
}

std::string Generator::rule(const PopulationInfo &from, const PopulationInfo &to, int sourceSize,
                            int targetSize, std::string &where) {
  if (random.chance(0.25))
    where = " where " + random.pick({"i != j", "mod(i + j, 2) == 0", "i < j + 5", "i > 0 or j > 0",
                                     "abs(i - j) <= 10"});
  if (from.placed && to.placed && random.chance(0.6))
    return byDistance(sourceSize, where);
  switch (random.below(8)) {
  case 0:
    if (sourceSize * targetSize <= 1500)
      return "all";
    break;
  case 1:
    if (sourceSize == targetSize)
      return "one_to_one";
    break;
  case 2:
    where.clear();
    return format("fixed_indegree({})", random.range(1, std::max(1, std::min(10, sourceSize))));
  case 3:
    where.clear();
    return format("fixed_outdegree({})", random.range(1, std::max(1, std::min(10, targetSize))));
  case 4:
    where.clear();
    return format("fixed_total({})", random.range(1, 8 * targetSize));
  case 5:
    return format("pairwise_poisson({})",
                  literal(random.uniform(0.2, 1) * std::min(1.0, 8.0 / sourceSize), Dim::One));
  default:
    break;
  }
  return format("bernoulli({})", literal(std::min(1.0, random.uniform(2, 12) / sourceSize), Dim::One));
}

void Generator::projection(const PopulationInfo &from, const PopulationInfo &to) {
  const NeuronModel &model = modelOf(to);
  if (model.ports.empty() || !emits(from))
    return;
  const NeuronModel::Port &port = random.pick(model.ports);
  std::string source = from.name, target = to.name;
  int sourceSize = from.size, targetSize = to.size;
  auto select = [&](std::string &name, int &size, bool flat) {
    if (size < 4 || !flat || !random.chance(0.2))
      return;
    const int low = random.below(size / 2), high = random.range(low + 1, size);
    if (random.chance(0.3)) {
      name += format("[{}..{} step 2]", low, high);
      size = (high - low + 1) / 2;
    } else {
      name += format("[{}..{}]", low, high);
      size = high - low;
    }
  };
  select(source, sourceSize, from.flat);
  select(target, targetSize, to.flat);
  if (from.model >= 0 && !modelOf(from).events.empty() &&
      (!modelOf(from).spikes || random.chance(0.4)))
    source += "." + random.pick(modelOf(from).events);
  target = portOf(target, port);
  std::string where;
  std::string how = rule(from, to, sourceSize, targetSize, where);
  const bool near = from.placed && to.placed;
  const double sign = random.chance(0.3) && port.dim != Dim::Conductance ? -1 : 1;
  const double w = sign * port.weight;
  std::string weight, delay;
  // A synapse with state, where one fits.
  const SynapseModel *via = nullptr;
  for (const SynapseModel &synapse : synapses)
    if (synapse.dim == port.dim &&
        (!synapse.readsPre || (from.model >= 0 && modelOf(from).hasV)) &&
        (!synapse.readsPost || model.hasV) && random.chance(0.5))
      via = &synapse;
  switch (random.below(via ? 4 : 5)) {
  case 0:
    weight = "w ~ " + drawn(port.dim, std::min(0.2 * w, w), std::max(0.2 * w, w));
    break;
  case 1:
    weight = near && random.chance(0.5)
                 ? format("w = {}*exp(-distance/{} um)", literal(w, port.dim), random.range(50, 500))
                 : format("w = {}*(1 + 0.1*mod(i + 2*j, 7))", literal(w * 0.5, port.dim));
    break;
  case 2:
    if (!networkParameters.empty()) {
      weight = format("w = {}*{}", random.pick(networkParameters).first, literal(w * 0.4, port.dim));
      break;
    }
    [[fallthrough]];
  default:
    weight = "w = " + literal(w * random.uniform(0.3, 1.2), port.dim);
  }
  switch (random.below(5)) {
  case 0:
    delay = format("delay ~ uniform({}, {})", ticks(1, 3), ticks(5, 40));
    break;
  case 1:
    delay = near ? format("delay = {} + distance/{} m/s", ticks(1, 5), literal(random.uniform(0.1, 1), Dim::One))
                 : format("delay = {}*(1 + mod(i + j, {}))", literal(dt, Dim::Time), random.range(2, 9));
    break;
  default:
    delay = "delay = " + ticks(1, random.chance(0.5) ? 3 : 30);
  }
  // None at all, from populations to later ones: no circle.
  const auto place = [&](const PopulationInfo &p) {
    size_t k = 0;
    while (k < populations.size() && populations[k].name != p.name)
      ++k;
    return k;
  };
  const bool forward = place(to) < populations.size() && !(via && via->readsPre) &&
                       (from.model < 0 ? !from.early : place(from) < place(to));
  const bool atOnce = forward && random.chance(0.3);
  if (atOnce)
    delay = "delay = 0 ms";
  if (random.chance(via ? 0.3 : 0.1))
    delay += "; dendritic = " + ticks(1, 5);
  if (!via) {
    const bool bySource = how == "all" || how == "one_to_one" || how.rfind("bernoulli", 0) == 0 ||
                          how.rfind("fixed_outdegree", 0) == 0;
    // The rank of an edge among those that pass is known only once all are looked at.
    const bool drawsRanked = how == "all" && !where.empty() &&
                             (weight.find('~') != std::string::npos ||
                              delay.find('~') != std::string::npos);
    if (bySource && !drawsRanked && random.chance(0.15))
      how = "procedural " + how;
    line(format("project {} -> {} connect {}{} {{ {}; {} }}", source, target, how, where, weight, delay));
    return;
  }
  if (random.chance(0.3))
    weight = "w ~ uniform(" + literal(0, port.dim) + ", " + literal(via->weight, port.dim) + ")";
  if (!via->hasWeight)
    weight.clear();
  for (const Quantity &state : via->states)
    if (random.chance(0.25))
      weight += format("; {} ~ uniform({}, {})", state.name, literal(state.low, state.dim),
                       literal(state.high, state.dim));
  if (weight.rfind("; ", 0) == 0)
    weight.erase(0, 2);
  if (!weight.empty())
    weight += "; ";
  if (!via->isStatic && random.chance(0.3))
    delay += "; backprop = " + ticks(0, 6);
  const std::string label = format("l{}", labels++);
  if (via->hasWeight && !via->isStatic)
    edgeStates.push_back({label, "w"});
  for (const Quantity &state : via->states)
    edgeStates.push_back({label, state.name});
  std::string arguments = via->fixed;
  if (arguments.empty() && !via->parameters.empty() && random.chance(0.3)) {
    const Quantity &x = random.pick(via->parameters);
    arguments = x.name + " = " + value(x);
  }
  if (!arguments.empty())
    arguments = "(" + arguments + ")";
  if (!via->isStatic)
    plastic.push_back({label, *via, from, to, atOnce});
  line(format("{}: project {} -> {} via {}{} connect {}{} {{ {}{} }}", label, source, target,
              via->name, arguments, how, where, weight, delay));
  if (!via->port.empty() && random.chance(0.7)) {
    const std::string reward = format("R{}", labels);
    line(random.chance(0.5)
             ? format("population {}: Regular[{}] {{ period = {}; phase = {} }}", reward, random.range(1, 3),
                      ticks(10, 60), ticks(1, 60))
             : format("population {}: SpikeTrain[1] {{ times = [{}, {}] }}", reward, ticks(5, 60), ticks(61, 150)));
    line(format("project {} -> {}.{} connect all {{ w = {}; delay = {} }}", reward, label, via->port,
                literal(random.uniform(-1, 2), Dim::One),
                random.chance(0.3) ? "0 ms" : ticks(1, 8)));
  }
}

void Generator::records() {
  for (const PopulationInfo &g : groups)
    if (random.chance(0.3))
      line(format("record {0}.{1} every {2}, mean({0}.{1}) every {2}", g.name, modelOf(g).states[0].name,
                  ticks(2, 20)));
  for (const auto &[label, state] : edgeStates)
    if (random.chance(0.6))
      line(format("record {}.{} every {}", label, state, ticks(3, 40)));
  for (const PopulationInfo &p : populations) {
    if (spikes(p))
      line(format("record {}.spikes{}", p.name, random.chance(0.05) ? format(", {}.spikes", p.name) : ""));
    if (p.model < 0)
      continue;
    const NeuronModel &model = modelOf(p);
    const std::string potential = model.states[0].name;
    for (const std::string &event : model.events)
      line(format("record {}.{}", p.name, event));
    for (const Quantity &x : model.states)
      line(format("record {}.{} every {}", p.name, x.name, ticks(1, x.name == potential ? 4 : 20)));
    for (const Variable &x : model.lets)
      if (random.chance(0.5))
        line(format("record {}.{} every {}", p.name, x.name, ticks(1, 10)));
    if (random.chance(0.4))
      line(format("record {}({}.{}) every {}{}", random.pick({"mean", "std", "min", "max", "sum"}),
                  p.name, potential, ticks(1, 20),
                  random.chance(0.3) ? format(" when t > {}", ticks(5, 60)) : ""));
    if (model.spikes && random.chance(0.3))
      line(format("record rate({}) every {}", p.name, ticks(5, 40)));
    if (p.size > 4 && p.flat && random.chance(0.3))
      line(format("record {}[1..{} step 2].{} every {}", p.name, random.range(3, p.size), potential,
                  ticks(1, 9)));
  }
}

void Generator::network() {
  std::string parameters;
  const int n = random.below(3);
  for (int k = 0; k < n; ++k) {
    networkParameters.push_back({format("g{}", k), random.uniform(0.5, 2)});
    parameters += format("{}{} = {}", k ? ", " : "", networkParameters.back().first,
                         literal(networkParameters.back().second, Dim::One));
    if (random.chance(0.2))
      parameters += format(" where g{} > 0", k);
  }
  open(parameters.empty() ? "network Net" : format("network Net({})", parameters));
  const int count = random.range(1, 4);
  for (int k = 0; k < count; ++k)
    population(k);
  if (random.chance(0.15))
    family(0);
  const int sources = random.below(3);
  for (int k = 0; k < sources; ++k)
    source(k);

  const std::vector<PopulationInfo> plain = populations;
  std::vector<PopulationInfo> sinks;
  for (const PopulationInfo &p : plain)
    if (p.model >= 0)
      sinks.push_back(p);
  // Groups of equal models; with an eye to sums over several populations.
  std::vector<PopulationInfo> sourcesOf = plain;
  for (size_t a = 0; a < plain.size(); ++a)
    for (size_t b = 0; b < plain.size(); ++b)
      if (a != b && plain[a].model >= 0 && plain[a].model == plain[b].model && random.chance(0.4) &&
          sinks.size() < 8) {
        PopulationInfo group{format("G{}", sinks.size()), plain[a].model,
                             plain[a].size + plain[b].size, true,
                             plain[a].placed && plain[b].placed};
        line(format("group {} = {} + {}", group.name, plain[a].name, plain[b].name));
        sinks.push_back(group);
        groups.push_back(group);
        sourcesOf.push_back(group);
      }
  // A drive with one Poisson source a neuron.
  for (const PopulationInfo &p : plain) {
    if (p.model < 0 || modelOf(p).ports.empty() || !random.chance(0.4))
      continue;
    const NeuronModel::Port &port = random.pick(modelOf(p).ports);
    std::string name = "X" + p.name; // of F[1] X F_1
    name.erase(std::remove(name.begin(), name.end(), ']'), name.end());
    std::replace(name.begin(), name.end(), '[', '_');
    line(format("population {}: Poisson[{}] {{ rate = {} Hz }}", name, p.size,
                random.range(50, 3000)));
    poisson.push_back(name);
    if (random.chance(0.5))
      line(format("record {}.spikes", name));
    line(format("project {} -> {}{} connect one_to_one {{ w {}; delay = {} }}", name, p.name,
                port.name.empty() ? "" : "." + port.name,
                random.chance(0.3) ? "~ " + drawn(port.dim, 0.1 * port.weight, 0.5 * port.weight)
                                   : "= " + literal(0.4 * port.weight, port.dim),
                random.chance(0.3) ? "0 ms" : ticks(1, 4)));
  }
  const int projections = random.range(1, 7);
  for (int k = 0; k < projections; ++k)
    projection(random.pick(sourcesOf), random.pick(sinks));
  if (random.chance(0.12))
    continuous(plain);
  if (random.chance(0.06))
    junctions(plain);
  if (random.chance(0.06))
    edgesFromFile();
  if (random.chance(0.06))
    shown();
  if (random.chance(0.08))
    wave(plain);
  if (random.chance(0.12))
    toeplitz();
  if (random.chance(0.12))
    convolution();
  if (!gliaSynapse.name.empty())
    gliaNetwork(sourcesOf, sinks);
  changes();
  stimuli();
  records();
  close();
}

} // namespace neuro::smith
