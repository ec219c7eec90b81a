//===- Files.cpp - Random programs that read files ------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The files are those in tools/neuro-smith/data: places.csv of 12 elements, edges.csv
// between ends of at least 12, digits.csv with six numbers a sample, wave.csv with 40 numbers
// about 1, current.csv with 40 about 300.
//
//===----------------------------------------------------------------------===//

#include "tools/neuro-smith/Generator.h"

#include <fmt/format.h>

using fmt::format;

namespace neuro::smith {

/// Edges from a file, where both ends have the elements it names.
void Generator::edgesFromFile() {
  std::vector<PopulationInfo> sources, targets;
  for (const PopulationInfo &p : populations) {
    if (p.size >= 12 && p.flat && spikes(p))
      sources.push_back(p);
    if (p.size >= 12 && p.flat && p.model >= 0 && !modelOf(p).ports.empty())
      targets.push_back(p);
  }
  if (sources.empty() || targets.empty())
    return;
  const PopulationInfo &from = random.pick(sources), &to = random.pick(targets);
  const NeuronModel::Port &port = random.pick(modelOf(to).ports);
  line(format("project {} -> {} connect file(\"edges.csv\"){} {{ w {}{} }}", from.name,
              portOf(to.name, port), random.chance(0.3) ? " where i != j + 1" : "",
              random.chance(0.5) ? "= " + literal(port.weight, port.dim)
                                 : format("~ uniform({}, {})", literal(0.2 * port.weight, port.dim),
                                          literal(port.weight, port.dim)),
              random.chance(0.5) ? "; delay = " + ticks(1, 20) : ""));
}

/// A population that shows samples of digits.csv, and whom it excites.
void Generator::shown() {
  std::vector<PopulationInfo> targets;
  for (const PopulationInfo &p : populations)
    if (p.model >= 0 && !modelOf(p).ports.empty())
      targets.push_back(p);
  if (targets.empty())
    return;
  PopulationInfo sources;
  sources.name = "Dg";
  sources.size = 6;
  line("population Dg: Poisson[6] { rate = 20 Hz }");
  const PopulationInfo &to = random.pick(targets);
  const NeuronModel::Port &port = random.pick(modelOf(to).ports);
  line(format("project Dg -> {} connect all {{ w ~ uniform({}, {}); delay = {} }}", portOf(to.name, port),
              literal(0.1 * port.weight, port.dim), literal(port.weight, port.dim), ticks(1, 6)));
  populations.push_back(sources);
  shows = true;
}

/// What shows them.
void Generator::present() {
  const int low = random.below(4), high = low + random.range(1, 2);
  line(format("present digits[{}..{}] for {}{} {{ Dg.rate = {} Hz*image/255 }}", low, high, ticks(20, 60),
              random.chance(0.5) ? " gap " + ticks(1, 20) : "", random.range(100, 900)));
  if (random.chance(0.3))
    line("report count(Dg), argmax(Dg)");
}

} // namespace neuro::smith
