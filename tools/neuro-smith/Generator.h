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

#include <map>
#include <set>
#include <string>
#include <vector>

namespace neuro::smith {

/// The program of a seed.
std::string generate(uint64_t seed);

/// A variable and what it may sensibly be set to.
struct Quantity : Variable {
  Quantity(std::string name, Dim dim, double low, double high)
      : Variable{std::move(name), dim}, low(low), high(high) {}
  double low, high;
};

/// What a network needs to know about a neuron model.
struct NeuronModel {
  std::string name;
  struct Port {
    std::string name; ///< "" for the neuron's own `on arrive`
    Dim dim = Dim::Current;
    double weight = 100; ///< that does something
  };
  std::vector<Quantity> parameters; ///< that may be drawn and assigned
  std::vector<Quantity> states;     ///< the first is its potential
  std::vector<Variable> inputs, lets;
  std::vector<Port> ports;
  std::vector<std::string> events; ///< named ones
  std::string vector;              ///< the state that is one, if any
  double inputSize = 300;          ///< of `inputs[0]`, reaches the threshold
  bool spikes = true;
  bool own = false;       ///< made by `neuron`: V, E, th, tau, C
  bool hasV = true;       ///< a state V in mV
  bool hasVector = false; ///< a state x of several dimensions
};

struct SynapseModel {
  std::string name;
  Dim dim = Dim::Current;
  double weight = 100;            ///< of the port it was made for
  std::vector<Quantity> states;   ///< beside w
  std::vector<Quantity> parameters;
  std::string port;               ///< a port of its own, or ""
  std::string fixed;              ///< parameters that every use sets
  bool hasWeight = true;          ///< a state w
  bool isStatic = false;          ///< stored as a weight and a delay
  bool readsPre = false;          ///< needs V in mV there
  bool readsPost = false;
};

struct PopulationInfo {
  std::string name;
  int model = -1; ///< -1: a source
  int size = 1;
  bool flat = true;    ///< of one dimension: ranges of it are its elements
  bool early = false;  ///< a source that may have events at t = 0
  bool placed = false; ///< has positions, within about 1 mm
};

/// A receptor and what its neuron needs to know.
struct ReceptorModel {
  std::string name, library; ///< library: "" for one of the program
  Dim dim = Dim::Current;
  double charge = 12; ///< a weight of 1/charge of C reaches the threshold, in ms or mV
  bool current = true; ///< has a current I
  bool nonlinear = false;
  bool hasTau = true;
  bool rises = false; ///< tau_rise and tau_decay instead
};

/// A projection whose synapses have a state.
struct PlasticProjection {
  std::string label;
  SynapseModel synapse;
  PopulationInfo from, to;
  bool atOnce = false; ///< without a delay, which those that grow share
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
  std::map<std::string, std::set<std::string>> imports; ///< library file, names
  std::vector<ReceptorModel> receptors;
  std::vector<NeuronModel> neurons;
  std::vector<SynapseModel> synapses;
  std::vector<PopulationInfo> populations;
  std::vector<PlasticProjection> plastic;
  SynapseModel gliaSynapse; ///< without a name: none
  std::vector<std::pair<std::string, double>> networkParameters;
  std::vector<std::string> poisson; ///< populations with a rate
  std::vector<PopulationInfo> groups;
  std::vector<Function> functions;
  bool shows = false; ///< samples of a file

  void line(const std::string &what);
  void open(const std::string &what);
  void close();

  const NeuronModel &modelOf(const PopulationInfo &p) const {
    return neurons[static_cast<size_t>(p.model)];
  }
  bool emits(const PopulationInfo &p) const {
    return p.model < 0 || modelOf(p).spikes || !modelOf(p).events.empty();
  }
  bool spikes(const PopulationInfo &p) const { return p.model < 0 || modelOf(p).spikes; }

  Expressions over(std::vector<Variable> variables) {
    return Expressions(random, std::move(variables), &functions);
  }
  void function(int index);

  // Models.cpp
  void receptor(int kind);
  ReceptorModel use(NeuronModel &model, const std::string &name, double reach, double C,
                    const std::string &before);
  void neuron(int index);

  // Library.cpp
  void libraryReceptors();
  void libraryNeuron();
  void extended(int index);

  // LibrarySynapses.cpp
  void librarySynapse(int index, Dim dim, double weight);

  // Compartments.cpp
  void compartments(int index);

  // Vectors.cpp
  void vectorNeuron(int index);

  // Space.cpp
  std::string layout(PopulationInfo &population);
  std::string byDistance(int sourceSize, std::string &where);

  // Shapes.cpp
  void convolution();
  void toeplitz();

  // Families.cpp
  void family(int index);

  // Files.cpp
  void edgesFromFile();
  void shown();
  void present();

  // Signals.cpp
  void junctions(const std::vector<PopulationInfo> &among);
  std::vector<PopulationInfo> withInput(const std::vector<PopulationInfo> &among) const;
  void continuous(const std::vector<PopulationInfo> &among);
  void wave(const std::vector<PopulationInfo> &among);
  void stimuli();
  std::string waveform(Dim dim, double size);

  // Synapses.cpp
  void synapse(int index, Dim dim, double weight);

  // Structure.cpp
  void gliaModels();
  void gliaNetwork(const std::vector<PopulationInfo> &sources,
                   const std::vector<PopulationInfo> &sinks);
  void changes();

  // Networks.cpp
  void network();
  void population(int index);
  std::string modelWith(const NeuronModel &model);
  void newPopulation(PopulationInfo info, const std::string &shape, const std::string &more);
  void source(int index);
  void projection(const PopulationInfo &from, const PopulationInfo &to);
  void records();
  std::string portOf(const std::string &name, const NeuronModel::Port &port) {
    return port.name.empty() ? name : name + "." + port.name;
  }
  std::string inits(const PopulationInfo &p);
  std::string rule(const PopulationInfo &from, const PopulationInfo &to, int sourceSize,
                   int targetSize, std::string &where);
  std::string drawn(Dim dim, double low, double high);
  std::string drawnWithin(Dim dim, double low, double high);
  std::string value(const Quantity &q) { return literal(random.uniform(q.low, q.high), q.dim); }
  std::string ticks(int low, int high);

  // Experiments.cpp
  void experiment();
  void assignment();
  std::string measure(const std::string &phase);
};

} // namespace neuro::smith

#endif // NEURO_TOOLS_SMITH_GENERATOR_H
