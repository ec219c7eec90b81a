//===- LibrarySynapses.cpp - Synapses of the standard library -------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/neuro-smith/Generator.h"

#include <cmath>
#include <fmt/format.h>

using fmt::format;

namespace neuro::smith {

namespace {

/// A parameter in units of the weight that a port wants.
struct Amplitude {
  const char *name;
  double share;
};

struct LibrarySynapse {
  const char *name;
  std::vector<Amplitude> amplitudes;
  std::vector<Quantity> parameters, states;
  const char *bound = "";  ///< of w, for weights of another dimension
  const char *port = "";
  bool anyDimension = true; ///< no parameter has the dimension of the weight per something
  bool hasWeight = true, readsPost = false;
};

constexpr Dim One = Dim::One, ms = Dim::Time;

const std::vector<LibrarySynapse> &librarySynapses() {
  const char *const full = "0..w_max"; // 0 with the unit
  static const std::vector<LibrarySynapse> all = {
      {"Static", {}, {}, {}},
      {"Stochastic", {}, {{"p", One, 0, 1}}, {{"u", One, 0, 1}}},
      {"STDP", {{"w_max", 2}}, {{"A_p", One, 0, 0.2}, {"A_m", One, 0, 0.2}, {"tau_p", ms, 5, 30}}, {}, full},
      {"NearestSTDP", {{"w_max", 2}}, {{"A_p", One, 0, 0.2}, {"tau_m", ms, 5, 30}}, {}, full},
      {"PowerLawSTDP", {{"w_max", 2}}, {{"eta", One, 0, 0.2}, {"mu", One, 0, 1}}, {}, full},
      {"MultiplicativeSTDP", {{"w_max", 2}}, {{"eta", One, 0, 0.2}, {"alpha", One, 0.5, 1.5}}, {}, full},
      {"VanRossumSTDP", {{"A_p", 0.05}}, {{"A_m", One, 0, 0.1}}, {}},
      {"MorrisonSTDP", {{"w_0", 0.05}}, {{"lambda", One, 0.05, 0.3}}, {}},
      {"SymmetricSTDP", {{"eta", 0.1}, {"w_max", 2}}, {{"tau", ms, 5, 30}}, {}, full},
      {"Triplet", {{"w_max", 2}}, {{"A3_p", One, 0, 0.1}, {"A2_m", One, 0, 0.1}}, {}, full},
      {"TripletNearest", {{"w_max", 2}}, {{"A3_p", One, 0, 0.2}, {"A2_m", One, 0, 0.1}}, {}, full},
      {"Clopath", {{"J", 0.3}, {"w_max", 2}}, {{"tau_x", ms, 5, 30}}, {}, full, "", true, true, true},
      {"Calcium", {{"w_0", 0.3}, {"w_1", 1.2}}, {{"C_post", One, 0.5, 2}},
       {{"rho", One, 0, 1}, {"c", One, 0, 2}}, "", "", true, false},
      {"Dopamine", {{"w_max", 2}}, {{"A_p", One, 0, 2}, {"tau_e", ms, 50, 500}},
       {{"e", One, -0.5, 0.5}}, full, "dopamine", false},
      {"RSTDP", {{"eta", 0.5}, {"w_max", 2}}, {{"A_p", One, 0, 0.3}, {"tau_e", ms, 50, 500}},
       {{"e", One, -0.5, 0.5}}, full, "reward"},
      {"VogelsSTDP", {{"eta", 0.05}, {"w_max", 2}}, {{"tau", ms, 10, 30}}, {}, full},
      {"TsodyksMarkram", {}, {{"U", One, 0.1, 0.9}, {"tau_rec", ms, 20, 400}, {"tau_fac", ms, 10, 100}},
       {{"x", One, 0.5, 1}, {"u", One, 0, 0.5}}},
      {"Depressing", {}, {{"U", One, 0.1, 0.9}, {"tau_rec", ms, 20, 400}}, {{"x", One, 0.5, 1}}},
      {"Facilitating", {}, {{"U", One, 0.02, 0.2}}, {{"x", One, 0.5, 1}, {"u", One, 0, 0.5}}},
      {"Hebb", {{"eta", 0.05}, {"w_max", 2}}, {{"tau", ms, 5, 30}}, {}, full},
      {"AntiHebb", {{"alpha", 0.02}, {"beta", 0.1}, {"w_max", 2}}, {{"tau", ms, 5, 30}}, {}, full},
      {"Oja", {{"J", 1}}, {{"eta", One, 0, 0.1}}, {}},
      {"BCM", {{"eta", 0.05}, {"w_max", 2}}, {{"tau_y", ms, 20, 200}}, {{"th", One, 0, 2}}, full},
      {"PostSTDP", {{"w_max", 2}}, {{"eta", One, 0, 0.2}, {"x_tar", One, 0, 0.8}, {"mu", One, 0, 1}}, {}, full},
      {"Memristive", {{"w_min", 0.05}, {"w_max", 2}}, {{"alpha_p", One, 0, 0.1}, {"alpha_m", One, 0, 0.1}},
       {}, "w_min..w_max"},
      {"Scaling", {{"w_max", 2}}, {{"eta", One, 0, 0.05}}, {}, full},
  };
  return all;
}

} // namespace

/// One of std.synapses for a port; as it is where the port takes currents, else
/// extended by what makes its weight one of the port's.
void Generator::librarySynapse(int index, Dim dim, double weight) {
  const LibrarySynapse &from = random.pick(librarySynapses());
  const bool negative = std::string(from.name) == "VogelsSTDP"; // what it emits
  if ((dim != Dim::Current && !from.anyDimension) || (negative && dim == Dim::Conductance))
    return synapse(index, dim, weight);
  SynapseModel model;
  model.dim = dim;
  model.weight = std::abs(weight);
  model.states = from.states;
  model.port = from.port;
  model.hasWeight = from.hasWeight;
  model.readsPost = from.readsPost;
  model.isStatic = std::string(from.name) == "Static";
  imports["synapses"].insert(from.name);
  std::string set, arguments;
  for (const Amplitude &a : from.amplitudes)
    set += format("{}{} = {}", set.empty() ? "" : ", ", a.name, literal(a.share * model.weight, dim));
  for (const Quantity &q : from.parameters)
    if (random.chance(0.5))
      arguments += format("{}{} = {}", arguments.empty() ? "" : ", ", q.name, value(q));
  // Each use may set other parameters, which the synapse itself must not have set.
  model.parameters = from.parameters;
  model.name = format("Y{}", index);
  if (dim == Dim::Current) {
    const std::string all = set + (set.empty() || arguments.empty() ? "" : ", ") + arguments;
    if (random.chance(0.4)) { // as it is: `via STDP(w_max = …)`
      model.name = from.name;
      model.fixed = all;
    } else {
      open(format("synapse {} extends {}{}", model.name, from.name, all.empty() ? "" : "(" + all + ")"));
      close();
    }
  } else {
    open(format("synapse {} extends {}{}", model.name, from.name,
                arguments.empty() ? "" : "(" + arguments + ")"));
    if (!set.empty())
      line("param " + set);
    if (from.hasWeight)
      line(format("edge w: {} = {}", unitOf(dim), literal(0.6 * model.weight, dim)));
    if (*from.bound) {
      const std::string bound = from.bound;
      line(format("bound w in {}", bound[0] == '0' ? literal(0, dim) + bound.substr(1) : bound));
    }
    close();
  }
  synapses.push_back(std::move(model));
}

} // namespace neuro::smith
