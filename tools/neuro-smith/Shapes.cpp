//===- Shapes.cpp - Random convolutions, pools and diagonals --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/neuro-smith/Generator.h"

#include <fmt/format.h>

using fmt::format;

namespace neuro::smith {

namespace {

struct Axis {
  int kernel, stride, dilation;
  bool same;
  /// Extent of the result; 0: the kernel does not fit.
  int of(int length) const {
    if (same)
      return (length + stride - 1) / stride;
    const int reach = dilation * (kernel - 1) + 1;
    return length < reach ? 0 : (length - reach) / stride + 1;
  }
};

std::string rest(const Axis &axis) {
  std::string text;
  if (axis.stride > 1)
    text += format(", stride = {}", axis.stride);
  if (axis.same)
    text += ", pad = \"same\"";
  if (axis.dilation > 1)
    text += format(", dilation = {}", axis.dilation);
  return text;
}

} // namespace

/// An image of sources, a layer that looks at it through kernels, and perhaps one
/// that pools that.
void Generator::convolution() {
  std::vector<int> fitting;
  for (size_t m = 0; m < neurons.size(); ++m)
    if (!neurons[m].ports.empty())
      fitting.push_back(static_cast<int>(m));
  if (fitting.empty())
    return;
  const bool plane = random.chance(0.3); // no channels
  const int channels = plane ? 1 : random.range(1, 3), height = random.range(2, 9), width = random.range(2, 9);
  const std::string image = plane ? format("{}, {}", height, width)
                                  : format("{}, {}, {}", channels, height, width);
  PopulationInfo in;
  in.name = "Im";
  in.size = channels * height * width;
  in.flat = false;
  line(format("population Im: Poisson[{}] {{ rate ~ uniform({} Hz, {} Hz) }}", image, random.range(0, 50),
              random.range(60, 400)));
  populations.push_back(in);

  const Axis axis{random.range(1, 4), random.range(1, 2), random.range(1, 2), random.chance(0.5)};
  const int h = axis.of(height), w = axis.of(width), c = plane ? 1 : random.range(1, 3);
  if (h == 0 || w == 0)
    return;
  const std::string shape = plane ? format("{}, {}", h, w) : format("{}, {}, {}", c, h, w);
  PopulationInfo layer;
  layer.name = "Cv";
  layer.model = random.pick(fitting);
  layer.size = c * h * w;
  layer.flat = false;
  newPopulation(layer, shape, "");
  const NeuronModel::Port &port = random.pick(modelOf(layer).ports);
  const std::string size = literal(port.weight, port.dim);
  std::string weight;
  switch (random.below(port.dim == Dim::Conductance ? 2 : 4)) {
  case 0: weight = format("w ~ uniform({}, {})", literal(0, port.dim), size); break;
  case 1: weight = "w = " + size; break;
  case 2: weight = format("w ~ kaiming({})", size); break;
  default: weight = format("w ~ normal({}, {})", literal(0.5 * port.weight, port.dim),
                           literal(std::abs(port.weight), port.dim));
  }
  line(format("project Im -> {} connect {}conv2d(kernel = [{}, {}]{}) {{ {}; delay = {} }}",
              portOf("Cv", port), random.chance(0.15) ? "procedural " : "", axis.kernel, axis.kernel,
              rest(axis), weight, ticks(1, 5)));

  const int k = random.range(1, 3);
  if (h < k || w < k || h % k || w % k || !modelOf(layer).spikes || random.chance(0.3))
    return;
  PopulationInfo pool;
  pool.name = "Po";
  pool.model = random.pick(fitting);
  pool.size = c * (h / k) * (w / k);
  pool.flat = false;
  newPopulation(pool, plane ? format("{}, {}", h / k, w / k) : format("{}, {}, {}", c, h / k, w / k), "");
  const NeuronModel::Port &into = random.pick(modelOf(pool).ports);
  line(format("project Cv -> {} connect sumpool({}) {{ w = {}; delay = {} }}", portOf("Po", into), k,
              literal(into.weight, into.dim), ticks(1, 5)));
}

/// Diagonals along a line: k of them, each with one weight, or a profile of i - j.
void Generator::toeplitz() {
  std::vector<PopulationInfo> fitting;
  for (const PopulationInfo &p : populations)
    if (p.model >= 0 && p.flat && p.size > 2 && emits(p) && modelOf(p).spikes && !modelOf(p).ports.empty())
      fitting.push_back(p);
  if (fitting.empty())
    return;
  const PopulationInfo p = random.pick(fitting);
  const NeuronModel::Port &port = random.pick(modelOf(p).ports);
  const int k = random.range(1, 7);
  const std::string size = literal(port.weight, port.dim), where = random.chance(0.4) ? " where i != j" : "";
  line(format("project {} -> {} connect toeplitz({}, pad = \"same\"{}){} {{ w {}; delay = {} }}", p.name,
              portOf(p.name, port), k, random.chance(0.3) ? ", dilation = 2" : "", where,
              random.chance(0.5) ? format("~ uniform({}, {})", literal(0.1 * port.weight, port.dim), size)
                                 : format("= {}*exp(-abs(i - j)/{})", size, random.range(1, 6)),
              ticks(1, 9)));
}

} // namespace neuro::smith
