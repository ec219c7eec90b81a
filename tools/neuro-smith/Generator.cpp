//===- Generator.cpp - Random valid programs ------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/neuro-smith/Generator.h"

namespace neuro::smith {

void Generator::line(const std::string &what) {
  text += std::string(static_cast<size_t>(indent) * 2, ' ') + what + "\n";
}

void Generator::open(const std::string &what) {
  line(what + " {");
  ++indent;
}

void Generator::close() {
  --indent;
  line("}");
}

std::string Generator::program() {
  dt = random.pick<double>({0.1, 0.1, 0.1, 0.05, 0.2, 0.25, 0.5, 1});
  for (int kind = 0; kind < 4; ++kind)
    receptor(kind);
  libraryReceptors();
  const int helpers = random.chance(0.3) ? random.range(1, 2) : 0;
  for (int k = 0; k < helpers; ++k)
    function(k);
  const int models = random.range(1, 3);
  for (int k = 0; k < models; ++k) {
    const double which = random.uniform(0, 1);
    if (which < 0.2)
      libraryNeuron();
    else if (which < 0.32)
      compartments(k);
    else if (which < 0.42)
      vectorNeuron(k);
    else
      neuron(k);
  }
  if (random.chance(0.15))
    extended(models);
  // For a port of some neuron each.
  const int plastic = random.chance(0.7) ? random.range(1, 3) : 0;
  for (int k = 0; k < plastic; ++k) {
    const NeuronModel &model = random.pick(neurons);
    if (model.ports.empty())
      continue;
    const NeuronModel::Port &port = random.pick(model.ports);
    const int index = static_cast<int>(synapses.size());
    if (random.chance(0.35))
      librarySynapse(index, port.dim, port.weight);
    else
      synapse(index, port.dim, port.weight);
  }
  if (random.chance(0.2))
    gliaModels();
  network();
  experiment();
  std::string imported;
  for (const auto &[file, names] : imports) {
    std::string list;
    for (const std::string &name : names)
      list += (list.empty() ? "" : ", ") + name;
    imported += "import std." + file + " { " + list + " }\n";
  }
  return imported + text;
}

std::string generate(uint64_t seed) { return Generator(seed).program(); }

} // namespace neuro::smith
