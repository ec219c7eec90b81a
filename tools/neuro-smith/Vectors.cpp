//===- Vectors.cpp - Random neurons with vectors --------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/neuro-smith/Generator.h"

#include <fmt/format.h>

using fmt::format;

namespace neuro::smith {

/// A neuron that spikes on a projection of a damped linear system of 2 to 5
/// dimensions, or of a Legendre delay line.
void Generator::vectorNeuron(int index) {
  NeuronModel model;
  model.name = format("M{}", index);
  model.hasV = true;
  const int d = random.range(2, 5);
  auto list = [&](double low, double high) {
    std::string text;
    for (int k = 0; k < d; ++k)
      text += (k ? ", " : "") + literal(random.uniform(low, high), Dim::One);
    return "[" + text + "]";
  };
  open("neuron " + model.name);
  const bool legendre = random.chance(0.3);
  const std::string time = literal(random.uniform(8, 40), Dim::Time);
  line(format("param d = {}", d));
  if (legendre) {
    line("param A: mat(d, d) = legendre_A(d), B: vec(d) = legendre_B(d)");
  } else {
    // Diagonally dominant: damped.
    std::string rows;
    for (int r = 0; r < d; ++r) {
      std::string row;
      for (int c = 0; c < d; ++c)
        row += (c ? ", " : "") + literal(r == c ? -random.uniform(1, 2) : random.uniform(-0.9, 0.9) / (d - 1) * 2, Dim::One);
      rows += (r ? ", [" : "[") + row + "]";
    }
    line(format("param A: mat({0}, {0}) = [{1}], B: vec({0}) = {2}", d, rows, list(0.3, 1.5)));
  }
  line("param R: vec(d) = " + list(0.2, 1));
  line("input I: 1");
  model.inputs.push_back({"I", Dim::One});
  model.inputSize = 2;
  line("state V = 0 mV");
  model.states.push_back({"V", Dim::Voltage, -5, 8});
  line(format("state x: vec(d) = {}", random.chance(0.5) ? "0" : list(-0.5, 0.5)));
  model.states.push_back({"x", Dim::One, -0.5, 0.5});
  model.vector = "x";
  model.hasVector = true;
  const bool bent = random.chance(0.3);
  line(format("x' = (A*x + B*{})/{}", bent ? "tanh(I - 0.2*x[0])" : "I", time));
  line("let y = dot(R, x)");
  model.lets.push_back({"y", Dim::One});
  if (random.chance(0.4)) {
    line("let n = sum(x)/d");
    model.lets.push_back({"n", Dim::One});
  }
  line(format("V' = ({}*{} - V)/{}", literal(random.uniform(15, 30), Dim::Voltage),
              random.chance(0.5) ? "y" : "tanh(y)", literal(random.uniform(2, 12), Dim::Time)));
  if (random.chance(0.6)) {
    line(random.chance(0.5) ? "on kick(k: 1) { x[0] += k }"
                            : format("on kick(k: 1) {{ x += k*R }}"));
    model.ports.push_back({"kick", Dim::One, 0.8});
  }
  std::string reset = "V = 0 mV";
  if (random.chance(0.4))
    reset += random.pick({"; x[1] *= 0.5", "; x = 0.5*x", "; x -= 0.2*B"});
  line(format("spike when V >= {} refractory {} {{ {} }}", literal(random.uniform(4, 9), Dim::Voltage),
              literal(random.range(0, 20) * 0.1, Dim::Time), reset));
  if (random.chance(0.2))
    line(format("every {} {{ {} }}", ticks(5, 40), random.pick({"x = 0.8*x", "x[0] += 0.3", "x += 0.1*R"})));
  close();
  neurons.push_back(std::move(model));
}

} // namespace neuro::smith
