//===- Structure.cpp - Random glia and changes of whole projections -------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What acts on many synapses at once: glia that synapses refer to and that answer
// as a third factor, sums that are held, synapses that vanish and grow.
//
//===----------------------------------------------------------------------===//

#include "tools/neuro-smith/Generator.h"

#include <algorithm>
#include <fmt/format.h>

using fmt::format;

namespace neuro::smith {

/// A glial cell and a synapse that refers to one, for a port of some neuron.
void Generator::gliaModels() {
  std::vector<NeuronModel::Port> ports;
  for (const NeuronModel &model : neurons)
    ports.insert(ports.end(), model.ports.begin(), model.ports.end());
  if (ports.empty())
    return;
  const NeuronModel::Port &port = random.pick(ports);
  auto time = [&](double low, double high) { return literal(random.uniform(low, high), Dim::Time); };
  auto number = [&](double low, double high) { return literal(random.uniform(low, high), Dim::One); };
  auto q = [&](double x) { return literal(x * port.weight, port.dim); };

  open("glia Pool");
  line(format("param tau = {}, th = {}", time(5, 60), number(0.2, 3)));
  line("state c = 0, n = 0");
  line(random.pick({"c' = -c/tau", "c' = -c/tau", "c' = (0.2 - c)/tau", "c' = -c*(1 + 0.5*tanh(c))/tau"}));
  line("on glu(w: 1) { c += w }");
  line(format("event release when rising(c > th) {{ n += 1{} }}", random.pick({"", "; c = 0", "; c = 0.5*c"})));
  close();

  gliaSynapse = {};
  gliaSynapse.name = "Tripartite";
  gliaSynapse.dim = port.dim;
  gliaSynapse.weight = port.weight;
  gliaSynapse.states = {{"e", Dim::One, -0.5, 1}};
  open("synapse Tripartite");
  line("ref pool: Pool");
  line(format("edge w: {} = {}, e = {}", unitOf(port.dim), q(random.uniform(0.3, 1)), number(-0.5, 1)));
  if (random.chance(0.7))
    line(format("e' = -e/{}", time(3, 60)));
  const bool trace = random.chance(0.5);
  if (trace)
    line(format("trace x of {}(tau = {})", random.pick({"pre", "post"}), time(2, 30)));
  const std::string seen = trace ? "x" : "e";
  auto release = [&] {
    return format("emit {} to pool.glu{}", random.pick({"0.3", "0.2*e", "clip(e, 0, 1)"}),
                  random.chance(0.3) ? " after " + ticks(1, 15) : "");
  };
  std::string pre = random.chance(0.5) ? "emit w" : "emit w*clip(0.5 + pool.c, 0, 2)";
  if (random.chance(0.8))
    pre += "; " + release();
  if (random.chance(0.7))
    pre += format("; e += {}", number(-0.5, 0.8));
  line(format("on pre {{ {} }}", pre));
  if (random.chance(0.6))
    line(format("on post {{ w += {}*clip(pool.c - {}, -1, 1){} }}", q(0.2), seen,
                random.chance(0.4) ? "; " + release() : ""));
  if (random.chance(0.7)) {
    gliaSynapse.port = "reward";
    line(format("on reward(r: 1) {{ w += r*e*{}{} }}", q(0.1), random.chance(0.3) ? "; " + release() : ""));
  }
  if (random.chance(0.2))
    line(format("every {} {{ w -= {}*clip(pool.c, 0, 1) }}", ticks(5, 60), q(0.05)));
  line(format("bound w in {}..{}", q(random.chance(0.2) ? -1 : 0), q(2)));
  if (random.chance(0.4))
    line("tie " + random.pick({"ignore", "pre_first", "post_first"}));
  close();
}

/// Pools and projections through them.
void Generator::gliaNetwork(const std::vector<PopulationInfo> &sources,
                            const std::vector<PopulationInfo> &sinks) {
  const int pools = random.range(1, 12);
  line(format("population GL: Pool[{}]{}", pools,
              random.chance(0.5) ? " { th ~ uniform(0.2, 3); tau ~ uniform(5 ms, 40 ms) }" : ""));
  line(format("record GL.c every {}, GL.release, GL.n every {}", ticks(1, 10), ticks(5, 20)));
  const int count = random.range(1, 2);
  for (int k = 0; k < count; ++k) {
    const PopulationInfo &from = random.pick(sources), &to = random.pick(sinks);
    const NeuronModel &model = modelOf(to);
    auto port = std::find_if(model.ports.begin(), model.ports.end(),
                             [&](const auto &p) { return p.dim == gliaSynapse.dim; });
    if (port == model.ports.end() || !spikes(from) || !model.spikes)
      continue;
    std::string where, delay;
    const std::string how = rule(from, to, from.size, to.size, where);
    delay = random.chance(0.5) ? "delay = " + ticks(1, 12)
                               : format("delay ~ uniform({}, {})", ticks(1, 3), ticks(5, 30));
    if (random.chance(0.3))
      delay += "; dendritic = " + ticks(1, 5);
    if (random.chance(0.3))
      delay += "; backprop = " + ticks(0, 6);
    const std::string label = format("l{}", labels++);
    line(format("{}: project {} -> {} via {} connect {}{} {{ pool = GL[mod({}, {})]; {} }}", label, from.name,
                portOf(to.name, *port), gliaSynapse.name, how, where, random.pick({"j", "i", "i + j"}), pools,
                delay));
    edgeStates.push_back({label, "w"});
    edgeStates.push_back({label, "e"});
    plastic.push_back({label, gliaSynapse, from, to});
    if (gliaSynapse.port.empty())
      continue;
    // A third factor, from the glia or from outside, for all synapses or some.
    line(format("project {} -> {}.reward connect all{} {{ w = {}; delay = {} }}",
                random.chance(0.6) ? "GL.release" : spikes(to) ? to.name : "GL.release", label,
                random.pick({"", "", " where j > 2", " where mod(i + j, 2) == 0"}),
                random.chance(0.3) ? "0.1 + 0.1*mod(i, 3)" : literal(random.uniform(-1, 2), Dim::One),
                ticks(1, 8)));
  }
  if (random.chance(0.5)) {
    const PopulationInfo &to = random.pick(sinks);
    if (modelOf(to).ports.empty())
      return;
    const NeuronModel::Port &port = random.pick(modelOf(to).ports);
    line(format("project GL.release -> {} connect all {{ w = {}; delay = {} }}", portOf(to.name, port),
                literal(port.weight * random.uniform(0.2, 0.8), port.dim), ticks(1, 20)));
  }
}

/// Sums that are held and synapses that come and go.
void Generator::changes() {
  for (const PlasticProjection &p : plastic) {
    auto q = [&](double x) { return literal(x * p.synapse.weight, p.synapse.dim); };
    if (!p.synapse.hasWeight)
      continue;
    while (random.chance(0.25))
      line(format("normalize {}.w per {} to {} every {}", p.label, random.pick({"post", "pre"}),
                  q(random.uniform(0.5, 5)), ticks(1, 40)));
    if (!random.chance(0.25))
      continue;
    open("structural " + p.label);
    const bool grows = random.chance(0.7);
    if (!grows || random.chance(0.7)) {
      std::vector<std::string> conditions{format("w < {}", q(random.uniform(0, 0.7))), "mod(i + 2*j, 5) == 0"};
      for (const Quantity &x : p.synapse.states)
        conditions.push_back(format("{} > {}", x.name, literal(random.uniform(x.low, x.high), x.dim)));
      for (auto [end, of] : {std::pair("pre", &p.from), std::pair("post", &p.to)})
        if (of->model >= 0 && modelOf(*of).hasV && modelOf(*of).own)
          conditions.push_back(format("{}.V > {}.th - {}", end, end, literal(random.uniform(0, 10), Dim::Voltage)));
      std::string when = random.pick(conditions);
      if (random.chance(0.5))
        when += random.pick({" and ", " or "}) + random.pick(conditions);
      line(format("prune when {} every {}", when, ticks(2, 60)));
    }
    if (grows) {
      std::string rule;
      // A projection without autapses may leave an element of few with no partner.
      const int rules = std::min(p.from.size, p.to.size) > 1 ? 4 : 2;
      switch (3 - random.below(rules)) {
      case 0: rule = "fixed_indegree(1)"; break;
      case 1: rule = "fixed_outdegree(1)"; break;
      case 2: rule = format("pairwise_poisson({})", literal(0.5 / std::max(1, p.from.size), Dim::One)); break;
      default: rule = format("bernoulli({})", literal(1.0 / std::max(1, p.from.size), Dim::One));
      }
      if (rule.find("fixed") == std::string::npos && random.chance(0.4))
        rule += " where i != j";
      line(format("grow {} {{ w {}; delay {} }} every {}", rule,
                  random.chance(0.5) ? format("~ uniform({}, {})", q(0.1), q(1)) : "= " + q(0.6),
                  p.atOnce             ? "= 0 ms"
                  : random.chance(0.4) ? format("~ uniform({}, {})", ticks(1, 3), ticks(4, 20))
                                       : "= " + ticks(1, 10),
                  ticks(2, 60)));
    }
    close();
  }
}

} // namespace neuro::smith
