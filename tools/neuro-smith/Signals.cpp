//===- Signals.cpp - Random signals, gap junctions, waves and stimuli -----===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/neuro-smith/Generator.h"

#include <fmt/format.h>

using fmt::format;

namespace neuro::smith {

/// Of populations that have an input.
std::vector<PopulationInfo> Generator::withInput(const std::vector<PopulationInfo> &among) const {
  std::vector<PopulationInfo> with;
  for (const PopulationInfo &p : among)
    if (p.model >= 0 && p.flat && !modelOf(p).inputs.empty())
      with.push_back(p);
  return with;
}

/// Gap junctions within a population or between two.
void Generator::junctions(const std::vector<PopulationInfo> &among) {
  std::vector<std::pair<PopulationInfo, std::string>> ends;
  for (const PopulationInfo &p : withInput(among)) {
    const NeuronModel &model = modelOf(p);
    for (const Variable &input : model.inputs) {
      const size_t dot = input.name.find('.');
      if (input.dim == Dim::Current && (model.hasV || dot != std::string::npos))
        ends.push_back({p, p.name + "." + input.name});
    }
  }
  if (ends.empty())
    return;
  const auto &a = random.pick(ends), &b = random.chance(0.6) ? a : random.pick(ends);
  std::string how = format("bernoulli({})", literal(random.uniform(0.05, 0.4), Dim::One));
  if (random.chance(0.5))
    how = random.pick({"all where abs(i - j) == 1", "all where i == j + 2", "all where i == j"});
  if (a.second == b.second && how == "all where i == j")
    how = "all where mod(i - j, 3) == 1";
  line(format("gap {} -- {} connect {} {{ g {} }}", a.second, b.second, how,
              random.chance(0.5) ? "= 0.2 nS" : "~ uniform(0.05 nS, 0.4 nS)"));
}

/// Signals between populations that have an input.
void Generator::continuous(const std::vector<PopulationInfo> &among) {
  const std::vector<PopulationInfo> with = withInput(among);
  if (with.empty())
    return;
  const PopulationInfo &a = random.pick(with), &b = random.pick(with);
  const NeuronModel &from = modelOf(a), &to = modelOf(b);
  std::string where;
  const std::string how = rule(a, b, a.size, b.size, where);
  const std::string delay = random.chance(0.4) ? "; delay = " + ticks(1, 12)
                            : random.chance(0.3)
                                ? format("; delay ~ uniform({}, {})", ticks(1, 2), ticks(4, 20))
                                : "";
  const Quantity &x = from.states[0];
  const double middle = (x.low + x.high) / 2, spread = (x.high - x.low) / 2 + 0.01;
  std::string signal = format("tanh((pre.{} - {})/{})", x.name, literal(middle, x.dim), literal(spread, x.dim));
  if (to.states[0].dim == x.dim && random.chance(0.5))
    signal = format("clip((pre.{} - post.{})/{}, -2, 2)", x.name, to.states[0].name,
                    literal(spread, x.dim));
  else if (!from.lets.empty() && from.lets[0].dim == Dim::One && random.chance(0.4))
    signal = format("clip(pre.{}, -2, 2)", from.lets[0].name);
  const Dim dim = to.inputs[0].dim;
  if (from.hasVector && random.chance(0.5)) {
    line(format("project {} -> {}.{} connect {}{} {{ w ~ normal({}, {}); signal = dot(w, pre.x){} }}",
                a.name, b.name, to.inputs[0].name, how, where, literal(0, dim),
                literal(to.inputSize * random.uniform(0.02, 0.1), dim), delay));
    return;
  }
  line(format("project {} -> {}.{} connect {}{} {{ w ~ normal({}, {}); signal = w*{}{} }}", a.name,
              b.name, to.inputs[0].name, how, where, literal(0, dim),
              literal(to.inputSize * random.uniform(0.02, 0.15), dim), signal, delay));
}

/// Wave sources and whom they drive.
void Generator::wave(const std::vector<PopulationInfo> &among) {
  const std::vector<PopulationInfo> with = withInput(among);
  if (with.empty())
    return;
  const PopulationInfo &to = random.pick(with);
  const NeuronModel &model = modelOf(to);
  const int size = random.chance(0.5) ? to.size : random.range(1, 8);
  line(format("population W: Wave[{}] {{ amplitude {}; frequency {}; offset = {}{} }}", size,
              random.chance(0.5) ? "= 1" : "~ uniform(0.2, 1.5)",
              random.chance(0.5) ? format("= {} Hz", random.range(10, 200))
                                 : format("~ uniform({} Hz, {} Hz)", random.range(5, 20), random.range(30, 200)),
              literal(random.uniform(-0.5, 1.2), Dim::One),
              random.chance(0.3) ? "; phase ~ uniform(0, 6)" : ""));
  if (random.chance(0.3))
    line("stimulate W.drive with " + waveform(Dim::One, 0.5));
  if (random.chance(0.5))
    line(format("record W.x every {}", ticks(1, 10)));
  const std::string w = literal(model.inputSize * random.uniform(0.3, 1) / (size == to.size ? 1 : size),
                                model.inputs[0].dim);
  line(format("project W -> {}.{} connect {} {{ signal = {}*pre.x{} }}", to.name, model.inputs[0].name,
              size == to.size ? "one_to_one" : "all", w, random.chance(0.3) ? "; delay = " + ticks(1, 20) : ""));
}

/// What a stimulus adds to an input of this dimension.
std::string Generator::waveform(Dim dim, double size) {
  auto a = [&] { return literal(size * random.uniform(0.2, 1.3), dim); };
  switch (random.below(10)) {
  case 8: // numbers about 1 and 300, in the unit of the input
    return format("samples(\"{}.csv\", dt = {})",
                  dim == Dim::Current || dim == Dim::Frequency ? "current" : "wave", ticks(1, 6));
  case 0: return format("pulse({}, from = {}, until = {})", a(), ticks(0, 60), ticks(80, 250));
  case 1: return format("sine({}, {} Hz)", a(), random.range(20, 400));
  case 2: return format("ramp({}, {}, from = {}, until = {})", a(), a(), ticks(0, 40), ticks(60, 200));
  case 3: return format("steps([{}, {}], [{}, {}])", ticks(1, 50), ticks(60, 150), a(), a());
  case 4: return format("noise({}, {}, dt = {})", a(), a(), ticks(1, 4));
  case 5: return format("{}*(1 + 0.5*sin(t/{}))", a(), ticks(5, 50));
  case 6: return format("{}*(1 + 0.05*mod(i, 5))", a());
  default: return a();
  }
}

void Generator::stimuli() {
  for (const PopulationInfo &p : populations) {
    if (p.model < 0 || modelOf(p).inputs.empty())
      continue;
    const NeuronModel &model = modelOf(p);
    const int n = random.chance(0.75) ? random.range(1, 2) : 0;
    for (int k = 0; k < n; ++k) {
      std::string target = p.name;
      if (p.size > 3 && p.flat && random.chance(0.2))
        target += format("[{}..{}]", random.below(p.size / 2), p.size / 2 + 1);
      const Variable &input = random.chance(0.8) ? model.inputs[0] : random.pick(model.inputs);
      line(format("stimulate {}.{} with {}", target, input.name, waveform(input.dim, model.inputSize)));
    }
  }
}

} // namespace neuro::smith
