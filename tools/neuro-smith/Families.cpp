//===- Families.cpp - Random indexed families -----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/neuro-smith/Generator.h"

#include <fmt/format.h>

using fmt::format;

namespace neuro::smith {

/// Populations F[0], F[1], … made and connected by `for`; each may be used as any
/// other population afterwards.
void Generator::family(int index) {
  PopulationInfo member;
  member.model = random.below(static_cast<int>(neurons.size()));
  const NeuronModel &model = modelOf(member);
  const std::string name = format("F{}", index);
  const int count = random.range(2, 4);
  std::vector<int> sizes;
  std::string table;
  for (int k = 0; k < count; ++k) {
    sizes.push_back(random.chance(0.15) ? random.range(65, 90) : random.range(1, 20));
    table += format("{}{}", k ? ", " : "", sizes.back());
  }
  const bool equal = random.chance(0.3);
  std::string extent = format("n{}[k]", name);
  if (equal) {
    std::fill(sizes.begin(), sizes.end(), sizes[0]);
    extent = format("{}", sizes[0]);
  } else {
    line(format("table n{} = [{}]", name, table));
  }
  open(format("for k in 0..{}", count));
  line(format("population {}[k]: {}[{}]{}", name, modelWith(model), extent, inits(member)));
  if (!model.inputs.empty() && random.chance(0.8))
    line(format("stimulate {}[k].{} with {}*(1 + {}*k)", name, model.inputs[0].name,
                literal(model.inputSize * random.uniform(0.4, 1.1), model.inputs[0].dim),
                literal(random.uniform(-0.2, 0.3), Dim::One)));
  if (!model.ports.empty() && random.chance(0.5)) {
    const NeuronModel::Port &port = random.pick(model.ports);
    line(format("population X{}[k]: Poisson[{}] {{ rate = {} Hz*(k + 1) }}", name, extent,
                random.range(50, 800)));
    line(format("project X{0}[k] -> {1} connect one_to_one {{ w = {2}; delay = {3} }}", name,
                portOf(name + "[k]", port), literal(0.4 * port.weight, port.dim), ticks(1, 4)));
  }
  close();
  if (!model.ports.empty() && model.spikes) {
    const NeuronModel::Port &port = random.pick(model.ports);
    std::string factor = random.pick({"(if a == b then 1 else 0.4)", "(1 + a - b)/2", "1/(1 + abs(a - b))"});
    if (port.dim == Dim::Conductance)
      factor = "1/(1 + abs(a - b))";
    open(format("for a in 0..{}", count));
    open(format("for b in 0..{}", count));
    line(format("project {0}[b] -> {1} connect {2} {{ w = {3}*{4}; delay = {5}*(1 + a) }}", name,
                portOf(name + "[a]", port),
                random.chance(0.7) ? format("bernoulli({})", literal(random.uniform(0.05, 0.5), Dim::One))
                                   : "fixed_indegree(1 + a)",
                literal(0.6 * port.weight, port.dim), factor, ticks(1, 6)));
    close();
    close();
  }
  if (random.chance(0.3) && model.spikes)
    line(format("record {}.spikes", name));
  for (int k = 0; k < count; ++k) {
    member.name = format("{}[{}]", name, k);
    member.size = sizes[static_cast<size_t>(k)];
    populations.push_back(member);
  }
}

} // namespace neuro::smith
