//===- Synapses.cpp - Random synapses with state --------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/neuro-smith/Generator.h"

#include <fmt/format.h>

using fmt::format;

namespace neuro::smith {

/// A synapse whose weight has the dimension of a port; `weight` does something
/// there. Its state stays within bounds or decays.
void Generator::synapse(int index, Dim dim, double weight) {
  SynapseModel model;
  model.name = format("Y{}", index);
  model.dim = dim;
  model.weight = weight;
  model.parameters = {{"a", Dim::One, 0, 0.5}, {"b", Dim::One, 0, 0.5}};
  auto time = [&](double low, double high) { return literal(random.uniform(low, high), Dim::Time); };
  auto q = [&](double x) { return literal(x * weight, dim); };

  open(format("synapse {}(a = {}, b = {})", model.name, literal(random.uniform(0.05, 0.4), Dim::One),
              literal(random.uniform(0.05, 0.4), Dim::One)));
  line(format("edge w{} = {}", random.chance(0.5) ? format(": {}", unitOf(dim)) : "",
              q(random.uniform(0.3, 1))));
  std::vector<Variable> visible{{"w", dim}, {"a", Dim::One}, {"b", Dim::One}};

  // Traces, some of which other synapses have too.
  const int traces = random.below(4);
  auto decay = [&]() -> std::string {
    return random.chance(0.4) ? random.pick({"10 ms", "20 ms"}) : time(2, 30);
  };
  bool anyPost = false;
  for (int k = 0; k < traces; ++k) {
    const bool post = random.chance(0.5);
    anyPost |= post;
    line(format("trace x{} of {}(tau = {}{})", k, post ? "post" : "pre", decay(),
                random.chance(0.3) ? ", pair = nearest" : ""));
    visible.push_back({format("x{}", k), Dim::One});
  }

  // Further state with or without equations of its own.
  const int more = random.below(4);
  std::vector<std::string> states;
  for (int k = 0; k < more; ++k) {
    states.push_back(format("e{}", k));
    line(format("edge e{} = {}", k, literal(random.uniform(-0.5, 1), Dim::One)));
    visible.push_back({states.back(), Dim::One});
    model.states.push_back({states.back(), Dim::One, -0.5, 1});
  }
  const bool readsPost = random.chance(0.2), readsPre = random.chance(0.12);
  std::vector<Variable> inHandlers = visible;
  model.readsPost = readsPost;
  if (readsPost)
    inHandlers.push_back({"post.V", Dim::Voltage});
  if (readsPre) {
    inHandlers.push_back({"pre.V", Dim::Voltage});
    model.readsPre = true;
  }
  Expressions e = over(inHandlers);
  const bool stepped = random.chance(0.15);
  for (int k = 0; k < more; ++k) {
    switch (random.below(stepped ? 5 : 4)) {
    case 0:
      break; // changed by handlers only
    case 1:
      line(format("e{0}' = -e{0}/{1}", k, time(3, 60)));
      break;
    case 2:
      line(format("e{0}' = ({1} - e{0})/{2}", k, literal(random.uniform(-0.5, 1), Dim::One),
                  time(3, 60)));
      break;
    case 3:
      if (k > 0)
        line(format("e{0}' = ({1}*e{2} - e{0})/{3}", k, literal(random.uniform(-0.8, 0.8), Dim::One),
                    k - 1, time(3, 60)));
      else
        line(format("e{0}' = -e{0}/{1}", k, time(3, 60)));
      break;
    default:
      line(format("e{0}' = ({1} - e{0})/{2}", k, e.bounded(Dim::One, 1, 2), time(3, 60)));
    }
  }
  if (more > 0 && random.chance(0.3))
    line(format("w' = {}*e{}/1 ms", q(0.01), more - 1));

  // What handlers do.
  auto change = [&]() -> std::string {
    if (!states.empty() && random.chance(0.5)) {
      const std::string &s = random.pick(states);
      switch (random.below(4)) {
      case 0: return format("{} += {}", s, e.bounded(Dim::One, 1, 0.5));
      case 1: return format("{} -= a*{}", s, s);
      case 2: return format("{} = {}", s, e.bounded(Dim::One, 1, 1));
      default: return format("{} += b*(1 - {})", s, s);
      }
    }
    return format("w {} {}*{}", random.pick({"+=", "-="}), q(0.3),
                  format("clip({}, -1, 1)", e.of(Dim::One, 1)));
  };
  auto changes = [&](int n) {
    std::string text;
    for (int k = 0; k < n; ++k) {
      const std::string one = change();
      text += (text.empty() ? "" : "; ") +
              (random.chance(0.2) ? format("if {} {{ {} }}", e.condition(1), one) : one);
    }
    return text;
  };
  auto emission = [&]() -> std::string {
    std::string value = "w";
    if (random.chance(0.4))
      value = format("w*clip({}, 0, 2)", e.of(Dim::One, 1));
    std::string text = "emit " + value;
    if (random.chance(0.15))
      text += " after " + ticks(1, 20);
    return random.chance(0.15) ? format("if {} {{ {} }}", e.condition(1), text) : text;
  };
  std::string pre = emission();
  if (random.chance(0.15))
    pre += "; " + emission();
  if (random.chance(0.8)) {
    const std::string what = changes(random.range(1, 2));
    pre = random.chance(0.5) ? pre + "; " + what : what + "; " + pre;
  }
  line(format("on pre {{ {} }}", pre));
  if (anyPost || random.chance(0.5)) {
    std::string post = changes(random.range(1, 2));
    if (random.chance(0.08))
      post += "; " + emission();
    line(format("on post {{ {} }}", post));
  }
  if (random.chance(0.25)) {
    model.port = "reward";
    line(format("on reward(r: 1) {{ {}; w += r*{} }}", changes(1), q(0.1)));
  }
  if (random.chance(0.1))
    line(format("every {} {{ {} }}", ticks(5, 60), changes(1)));
  line(format("bound w in {}..{}", q(random.chance(0.3) ? -1 : 0), q(2)));
  for (const std::string &s : states)
    if (random.chance(0.3))
      line(format("bound {} in {}..{}", s, literal(random.uniform(-2, 0), Dim::One),
                  literal(random.uniform(0.5, 2), Dim::One)));
  if (random.chance(0.5))
    line("tie " + random.pick({"ignore", "pre_first", "post_first"}));
  close();
  synapses.push_back(std::move(model));
}

} // namespace neuro::smith
