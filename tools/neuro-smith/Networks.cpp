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

void Generator::population(int index) {
  PopulationInfo info;
  info.name = format("P{}", index);
  info.model = random.below(static_cast<int>(neurons.size()));
  info.size = random.chance(0.35) ? random.range(65, 140) : random.range(1, 40);
  const NeuronModel &model = neurons[static_cast<size_t>(info.model)];
  std::string shape = format("{}", info.size);
  if (random.chance(0.1)) {
    const int rows = random.range(2, 8), columns = random.range(2, 12);
    info.size = rows * columns;
    shape = format("{}, {}", rows, columns);
    info.flat = false;
  }
  std::string inits;
  auto add = [&](const std::string &what) { inits += (inits.empty() ? "" : "; ") + what; };
  if (random.chance(0.6))
    add(format("V ~ {}", drawn(Dim::Voltage, -75, -52)));
  else if (random.chance(0.3))
    add("V = E + 0.5*(th - E)");
  if (random.chance(0.3))
    add(format("tau ~ {}", drawn(Dim::Time, 4, 20)));
  if (random.chance(0.2))
    add("th ~ normal(-50 mV, 2 mV)");
  for (const Variable &x : model.states)
    if (x.name != "V" && random.chance(0.25))
      add(format("{} ~ {}", x.name, drawn(x.dim, -0.5 * sizeOf(x.dim), sizeOf(x.dim))));
  std::string arguments;
  if (random.chance(0.2))
    arguments = format("(C = {} pF)", random.range(100, 300));
  line(format("population {}: {}{}[{}]{}", info.name, model.name, arguments, shape,
              inits.empty() ? "" : " { " + inits + " }"));
  populations.push_back(info);
}

void Generator::source(int index) {
  PopulationInfo info;
  info.name = format("S{}", index);
  info.size = random.chance(0.3) ? random.range(65, 100) : random.range(1, 30);
  switch (random.below(4)) {
  case 0:
    line(format("population {}: Regular[{}] {{ period = {}{} }}", info.name, info.size,
                ticks(3, 60), random.chance(0.5) ? "; phase = " + ticks(0, 40) : ""));
    break;
  case 1: {
    std::string times;
    const int n = random.range(1, 6);
    for (int k = 0; k < n; ++k)
      times += (k ? ", " : "") + ticks(0, 150);
    line(format("population {}: SpikeTrain[{}] {{ times = [{}] }}", info.name, info.size, times));
    break;
  }
  default:
    line(format("population {}: Poisson[{}] {{ rate {} }}", info.name, info.size,
                random.chance(0.3)
                    ? format("~ uniform({} Hz, {} Hz)", random.range(0, 200), random.range(300, 3000))
                    : format("= {} Hz", random.range(1, 4000))));
    poisson.push_back(info.name);
  }
  populations.push_back(info);
}

std::string Generator::rule(const PopulationInfo &from, const PopulationInfo &to, int sourceSize,
                            int targetSize, std::string &where, bool &single) {
  single = false;
  if (random.chance(0.25))
    where = " where " + random.pick({"i != j", "mod(i + j, 2) == 0", "i < j + 5", "i > 0 or j > 0",
                                     "abs(i - j) <= 10"});
  (void)from;
  (void)to;
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
  const NeuronModel &model = neurons[static_cast<size_t>(to.model)];
  if (model.ports.empty())
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
  if (from.model >= 0 && !neurons[static_cast<size_t>(from.model)].events.empty() &&
      random.chance(0.4))
    source += "." + neurons[static_cast<size_t>(from.model)].events[0];
  if (!port.name.empty())
    target += "." + port.name;
  std::string where;
  bool single;
  const std::string how = rule(from, to, sourceSize, targetSize, where, single);
  const double sign = random.chance(0.3) && port.dim != Dim::Conductance ? -1 : 1;
  const double w = sign * port.weight;
  std::string weight, delay;
  // A synapse with state, where one fits.
  const SynapseModel *via = nullptr;
  for (const SynapseModel &synapse : synapses)
    if (synapse.dim == port.dim && (!synapse.needsNeurons || from.model >= 0) && random.chance(0.5))
      via = &synapse;
  switch (random.below(via ? 4 : 5)) {
  case 0:
    weight = "w ~ " + drawn(port.dim, std::min(0.2 * w, w), std::max(0.2 * w, w));
    break;
  case 1:
    weight = format("w = {}*(1 + 0.1*mod(i + 2*j, 7))", literal(w * 0.5, port.dim));
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
    delay = format("delay = {}*(1 + mod(i + j, {}))", literal(dt, Dim::Time), random.range(2, 9));
    break;
  default:
    delay = "delay = " + ticks(1, random.chance(0.5) ? 3 : 30);
  }
  if (random.chance(via ? 0.3 : 0.1))
    delay += "; dendritic = " + ticks(1, 5);
  if (!via) {
    line(format("project {} -> {} connect {}{} {{ {}; {} }}", source, target, how, where, weight, delay));
    return;
  }
  if (random.chance(0.3))
    weight = "w ~ uniform(" + literal(0, port.dim) + ", " + literal(via->weight, port.dim) + ")";
  for (const Variable &state : via->states)
    if (random.chance(0.25))
      weight += format("; {} ~ uniform(-0.5, 1)", state.name);
  if (random.chance(0.3))
    delay += "; backprop = " + ticks(0, 6);
  const std::string label = format("l{}", labels++);
  edgeStates.push_back({label, "w"});
  for (const Variable &state : via->states)
    edgeStates.push_back({label, state.name});
  const std::string arguments = random.chance(0.3) ? format("(a = {})", literal(random.uniform(0, 0.5), Dim::One)) : "";
  line(format("{}: project {} -> {} via {}{} connect {}{} {{ {}; {} }}", label, source, target,
              via->name, arguments, how, where, weight, delay));
  if (!via->port.empty() && random.chance(0.7)) {
    const std::string reward = format("R{}", labels);
    line(random.chance(0.5)
             ? format("population {}: Regular[{}] {{ period = {} }}", reward, random.range(1, 3), ticks(10, 60))
             : format("population {}: SpikeTrain[1] {{ times = [{}, {}] }}", reward, ticks(5, 60), ticks(61, 150)));
    line(format("project {} -> {}.reward connect all {{ w = {}; delay = {} }}", reward, label,
                literal(random.uniform(-1, 2), Dim::One), ticks(1, 8)));
  }
}

/// Signals and gap junctions between populations that have an input.
void Generator::continuous(const std::vector<PopulationInfo> &among) {
  std::vector<PopulationInfo> with;
  for (const PopulationInfo &p : among)
    if (p.model >= 0 && p.flat && !neurons[static_cast<size_t>(p.model)].inputs.empty())
      with.push_back(p);
  if (with.empty())
    return;
  const PopulationInfo &a = random.pick(with), &b = random.pick(with);
  std::string where;
  bool single;
  if (random.chance(0.3)) {
    line(format("gap {} -- {} connect {} {{ g {} }}", a.name, a.name,
                random.chance(0.5) ? "all where abs(i - j) == 1"
                                   : format("bernoulli({})", literal(random.uniform(0.1, 0.6), Dim::One)),
                random.chance(0.5) ? "= 0.2 nS" : "~ uniform(0.05 nS, 0.4 nS)"));
    return;
  }
  const std::string how = rule(a, b, a.size, b.size, where, single);
  const std::string delay = random.chance(0.4) ? "; delay = " + ticks(1, 12)
                            : random.chance(0.3)
                                ? format("; delay ~ uniform({}, {})", ticks(1, 2), ticks(4, 20))
                                : "";
  line(format("project {} -> {}.I connect {}{} {{ w ~ normal(0 pA, {}); signal = w*{}{} }}", a.name,
              b.name, how, where, literal(random.uniform(5, 40), Dim::Current),
              random.chance(0.5) ? "tanh((pre.V + 60 mV)/5 mV)" : "clip((pre.V - post.V)/10 mV, -2, 2)",
              delay));
}

void Generator::stimuli() {
  for (const PopulationInfo &p : populations) {
    if (p.model < 0 || neurons[static_cast<size_t>(p.model)].inputs.empty())
      continue;
    const double size = neurons[static_cast<size_t>(p.model)].inputSize;
    const int n = random.chance(0.75) ? random.range(1, 2) : 0;
    for (int k = 0; k < n; ++k) {
      auto a = [&] { return literal(size * random.uniform(0.2, 1.3), Dim::Current); };
      std::string target = p.name;
      if (p.size > 3 && p.flat && random.chance(0.2))
        target += format("[{}..{}]", random.below(p.size / 2), p.size / 2 + 1);
      std::string waveform;
      switch (random.below(8)) {
      case 0: waveform = format("pulse({}, from = {}, until = {})", a(), ticks(0, 60), ticks(80, 250)); break;
      case 1: waveform = format("sine({}, {} Hz)", a(), random.range(20, 400)); break;
      case 2: waveform = format("ramp({}, {}, from = {}, until = {})", a(), a(), ticks(0, 40), ticks(60, 200)); break;
      case 3: waveform = format("steps([{}, {}], [{}, {}])", ticks(1, 50), ticks(60, 150), a(), a()); break;
      case 4: waveform = format("noise({}, {}, dt = {})", a(), a(), ticks(1, 4)); break;
      case 5: waveform = format("{}*(1 + 0.5*sin(t/{}))", a(), ticks(5, 50)); break;
      case 6: waveform = format("{}*(1 + 0.05*mod(i, 5))", a()); break;
      default: waveform = a();
      }
      line(format("stimulate {}.I with {}", target, waveform));
    }
  }
}

void Generator::records() {
  for (const auto &[label, state] : edgeStates)
    if (random.chance(0.6))
      line(format("record {}.{} every {}", label, state, ticks(3, 40)));
  for (const PopulationInfo &p : populations) {
    line(format("record {}.spikes", p.name));
    if (p.model < 0)
      continue;
    const NeuronModel &model = neurons[static_cast<size_t>(p.model)];
    for (const std::string &event : model.events)
      line(format("record {}.{}", p.name, event));
    for (const Variable &x : model.states)
      line(format("record {}.{} every {}", p.name, x.name, ticks(1, x.name == "V" ? 4 : 20)));
    for (const Variable &x : model.lets)
      if (random.chance(0.5))
        line(format("record {}.{} every {}", p.name, x.name, ticks(1, 10)));
    if (random.chance(0.4))
      line(format("record {}({}.V) every {}{}", random.pick({"mean", "std", "min", "max", "sum"}),
                  p.name, ticks(1, 20),
                  random.chance(0.3) ? format(" when t > {}", ticks(5, 60)) : ""));
    if (random.chance(0.3))
      line(format("record rate({}) every {}", p.name, ticks(5, 40)));
    if (p.size > 4 && p.flat && random.chance(0.3))
      line(format("record {}[1..{} step 2].V every {}", p.name, random.range(3, p.size), ticks(1, 9)));
  }
}

void Generator::network() {
  std::string parameters;
  const int n = random.below(3);
  for (int k = 0; k < n; ++k) {
    networkParameters.push_back({format("g{}", k), random.uniform(0.5, 2)});
    parameters += format("{}{} = {}", k ? ", " : "", networkParameters.back().first,
                         literal(networkParameters.back().second, Dim::One));
  }
  open(parameters.empty() ? "network Net" : format("network Net({})", parameters));
  const int count = random.range(1, 4);
  for (int k = 0; k < count; ++k)
    population(k);
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
                             plain[a].size + plain[b].size};
        line(format("group {} = {} + {}", group.name, plain[a].name, plain[b].name));
        sinks.push_back(group);
        sourcesOf.push_back(group);
      }
  // A drive with one Poisson source a neuron.
  for (const PopulationInfo &p : plain) {
    if (p.model < 0 || neurons[static_cast<size_t>(p.model)].ports.empty() || !random.chance(0.4))
      continue;
    const NeuronModel::Port &port = random.pick(neurons[static_cast<size_t>(p.model)].ports);
    const std::string name = "X" + p.name;
    line(format("population {}: Poisson[{}] {{ rate = {} Hz }}", name, p.size,
                random.range(50, 3000)));
    poisson.push_back(name);
    if (random.chance(0.5))
      line(format("record {}.spikes", name));
    line(format("project {} -> {}{} connect one_to_one {{ w {}; delay = {} }}", name, p.name,
                port.name.empty() ? "" : "." + port.name,
                random.chance(0.3) ? "~ " + drawn(port.dim, 0.1 * port.weight, 0.5 * port.weight)
                                   : "= " + literal(0.4 * port.weight, port.dim),
                ticks(1, 4)));
  }
  const int projections = random.range(1, 7);
  for (int k = 0; k < projections; ++k)
    projection(random.pick(sourcesOf), random.pick(sinks));
  if (random.chance(0.12))
    continuous(plain);
  stimuli();
  records();
  close();
}

} // namespace neuro::smith
