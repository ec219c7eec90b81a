//===- Generator.h - Random valid programs ----------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Programs that the checker accepts, made from the grammar and the types. Their
// neurons relax towards bounded targets, so values stay finite; thresholds lie
// within reach of the drive, so most are neither silent nor always on; runs are
// short, so that a difference in the last bit cannot hide in chaos for long.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TOOLS_SMITH_GENERATOR_H
#define NEURO_TOOLS_SMITH_GENERATOR_H

#include "tools/neuro-smith/Expressions.h"

#include <string>
#include <vector>

namespace neuro::smith {

/// The program of a seed.
std::string generate(uint64_t seed);

/// What a network needs to know about a neuron model.
struct NeuronModel {
  std::string name;
  struct Port {
    std::string name; ///< "" for the neuron's own `on arrive`
    Dim dim = Dim::Current;
    double weight = 100; ///< that does something
  };
  std::vector<Variable> parameters; ///< that may be drawn and assigned
  std::vector<Variable> states, inputs, lets;
  std::vector<Port> ports;
  std::vector<std::string> events; ///< named ones; all models spike
  double inputSize = 300;          ///< of `inputs[0]`, reaches the threshold
};

struct SynapseModel {
  std::string name;
  Dim dim = Dim::Current;
  double weight = 100;        ///< of the port it was made for
  std::vector<Variable> states; ///< beside w
  std::string port;           ///< a port of its own, or ""
  bool needsNeurons = false;  ///< reads states of its source
};

struct PopulationInfo {
  std::string name;
  int model = -1; ///< -1: a source
  int size = 1;
  bool flat = true; ///< of one dimension: ranges of it are its elements
};

class Generator {
public:
  explicit Generator(uint64_t seed) : random(seed) {}
  std::string program();

private:
  Random random;
  std::string text;
  int indent = 0;
  double dt = 0.1;
  int labels = 0;
  std::vector<std::pair<std::string, std::string>> edgeStates; ///< label, state
  std::vector<std::string> receptors; ///< names, as declared
  std::vector<NeuronModel> neurons;
  std::vector<SynapseModel> synapses;
  std::vector<PopulationInfo> populations;
  std::vector<std::pair<std::string, double>> networkParameters;
  std::vector<std::string> poisson; ///< populations with a rate

  void line(const std::string &what);
  void open(const std::string &what);
  void close();

  // Models.cpp
  void receptor(int kind);
  void neuron(int index);

  // Synapses.cpp
  void synapse(int index, Dim dim, double weight);

  // Networks.cpp
  void network();
  void population(int index);
  void source(int index);
  void projection(const PopulationInfo &from, const PopulationInfo &to);
  void continuous(const std::vector<PopulationInfo> &among);
  void stimuli();
  void records();
  std::string rule(const PopulationInfo &from, const PopulationInfo &to, int sourceSize,
                   int targetSize, std::string &where, bool &single);
  std::string drawn(Dim dim, double low, double high);
  std::string ticks(int low, int high);

  // Experiments.cpp
  void experiment();
  void assignment();
  std::string measure(const std::string &phase);
};

} // namespace neuro::smith

#endif // NEURO_TOOLS_SMITH_GENERATOR_H
