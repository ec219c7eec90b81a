//===- Models.cpp - Random receptors and neurons --------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/neuro-smith/Generator.h"

#include <fmt/format.h>

using fmt::format;

namespace neuro::smith {

/// A pure function of one or two quantities; it may call those before it.
void Generator::function(int index) {
  Function f;
  f.name = format("f{}", index);
  std::vector<Variable> parameters;
  std::string text;
  const int n = random.range(1, 2);
  for (int k = 0; k < n; ++k) {
    const Dim dim = static_cast<Dim>(random.below(dimCount));
    parameters.push_back({format("a{}", k), dim});
    f.parameters.push_back(dim);
    text += format("{}a{}: {}", k ? ", " : "", k, unitOf(dim));
  }
  line(format("fn {}({}): 1 = {}", f.name, text, over(parameters).bounded(Dim::One, 2, 2)));
  functions.push_back(std::move(f));
}

/// One of the receptors that programs write themselves.
void Generator::receptor(int kind) {
  ReceptorModel model;
  switch (kind) {
  case 0:
    model.name = "Cur";
    open("receptor Cur(tau = 2 ms)");
    line("state I: pA = 0 pA");
    line("I' = -I/tau");
    line("on arrive(w: pA) { I += w }");
    break;
  case 1:
    model.name = "Alpha";
    open("receptor Alpha(tau = 2 ms)");
    line("state y: pA = 0 pA, I: pA = 0 pA");
    line("y' = -y/tau");
    line("I' = (y - I)/tau");
    line("on arrive(w: pA) { y += e*w }");
    break;
  case 2:
    model.name = "Cond";
    model.dim = Dim::Conductance;
    model.charge = 250;
    open("receptor Cond(tau = 3 ms, E = 0 mV)");
    line("host V: mV");
    line("state g = 0 nS");
    line("g' = -g/tau");
    line("let I = g*(E - V)");
    line("on arrive(w: nS) { g += w }");
    break;
  default:
    model.name = "Blocked";
    model.dim = Dim::Conductance;
    model.charge = 250;
    model.nonlinear = true;
    open("receptor Blocked(tau = 6 ms, E = 0 mV)");
    line("host V: mV");
    line("state g = 0 nS");
    line("g' = -g/tau");
    line("let I = g*(E - V)/(1 + exp(clip(-V/12 mV, -20, 20)))");
    line("on arrive(w: nS) { g += w }");
    break;
  }
  close();
  receptors.push_back(model);
}

/// `use name = …` of some receptor; `reach`: how far the threshold is, mV, `C` in pF.
/// `before` stands before the names of its ports.
ReceptorModel Generator::use(NeuronModel &model, const std::string &name, double reach, double C,
                             const std::string &before) {
  const ReceptorModel &receptor = random.pick(receptors);
  if (!receptor.library.empty())
    imports[receptor.library].insert(receptor.name);
  std::string arguments;
  auto add = [&](const std::string &what) { arguments += (arguments.empty() ? "" : ", ") + what; };
  if (receptor.rises) {
    const double rise = random.uniform(0.3, 3);
    add(format("tau_rise = {}, tau_decay = {}", literal(rise, Dim::Time),
               literal(rise + random.uniform(1, 8), Dim::Time)));
  } else if (receptor.hasTau) {
    add(format("tau = {}", literal(random.uniform(1, 8), Dim::Time)));
  }
  if (receptor.dim == Dim::Conductance && random.chance(0.5))
    add(format("E = {}", literal(random.pick<double>({0, -80, -20}), Dim::Voltage)));
  if (receptor.dim == Dim::One)
    add(format("g = {}", literal(random.uniform(20, 200), Dim::Conductance)));
  line(format("use {} = {}{}", name, receptor.name, arguments.empty() ? "" : "(" + arguments + ")"));
  NeuronModel::Port port;
  port.name = before + name;
  port.dim = receptor.dim;
  port.weight = receptor.dim == Dim::One       ? 0.3
                : receptor.dim == Dim::Voltage ? 0.5 * reach
                                               : reach * C / receptor.charge;
  model.ports.push_back(port);
  return receptor;
}

void Generator::neuron(int index) {
  NeuronModel model;
  model.name = format("N{}", index);
  model.own = true;
  open("neuron " + model.name);

  // The membrane.
  const double tau = random.uniform(3, 20), rest = random.uniform(-70, -50);
  const double threshold = rest + random.uniform(5, 15), C = random.uniform(100, 300);
  line(format("param tau = {} where tau > 0 ms, C = {} pF", literal(tau, Dim::Time),
              literal(C, Dim::One)));
  line(format("param E = {}, th = {}, res = {}", literal(rest, Dim::Voltage),
              literal(threshold, Dim::Voltage),
              literal(rest - random.uniform(0, 5), Dim::Voltage)));
  model.parameters = {{"tau", Dim::Time, 4, 20},
                      {"E", Dim::Voltage, rest - 4, rest + 3},
                      {"th", Dim::Voltage, threshold - 4, threshold + 4}};
  line(format("state V{} = E", random.chance(0.3) ? ": mV" : ""));
  model.states.push_back({"V", Dim::Voltage, rest - 5, threshold - 1});
  std::vector<Variable> visible{{"V", Dim::Voltage}, {"E", Dim::Voltage}, {"th", Dim::Voltage},
                                {"tau", Dim::Time}};
  model.inputSize = 1.6 * (threshold - rest) * C / tau;
  if (random.chance(0.8)) {
    line("input I: pA");
    model.inputs.push_back({"I", Dim::Current});
    visible.push_back({"I", Dim::Current});
  }

  // Receptors and ports.
  std::string currents;
  bool blocked = false;
  const int uses = random.below(random.chance(0.2) ? 5 : 3);
  for (int k = 0; k < uses; ++k) {
    const ReceptorModel receptor = use(model, format("s{}", k), threshold - rest, C, "");
    if (receptor.current)
      currents += format(" + s{}.I/C", k);
    blocked |= receptor.nonlinear;
  }
  const bool ownPort = model.ports.empty() || random.chance(0.2);
  const bool onArrive = ownPort && model.ports.empty() && random.chance(0.6);
  if (!model.inputs.empty())
    currents += " + I/C";

  // Further states.
  const int more = random.below(4);
  std::vector<std::string> odes;
  std::vector<Variable> extra;
  for (int k = 0; k < more; ++k) {
    const Dim dim = random.pick<Dim>({Dim::One, Dim::Voltage, Dim::Current, Dim::Conductance});
    Variable state{format("x{}", k), dim};
    line(format("state {} = {}", state.name,
                literal(random.uniform(-0.5, 0.5) * sizeOf(dim), dim)));
    extra.push_back(state);
    model.states.push_back({state.name, dim, -0.5 * sizeOf(dim), sizeOf(dim)});
    visible.push_back(state);
  }
  for (const Variable &x : extra) {
    const std::string decay = literal(random.uniform(3, 30), Dim::Time);
    if (random.chance(0.08)) {
      odes.push_back(format("{0}' = -{0}/{1} + {2}*sqrt(2/{1})*white()", x.name, decay,
                            literal(random.uniform(0.1, 0.5) * sizeOf(x.dim), x.dim)));
      continue;
    }
    switch (random.below(5)) {
    case 0: // changed by events only
      break;
    case 1:
      odes.push_back(format("{}' = -{}/{}", x.name, x.name, decay));
      break;
    case 2: { // linear, coupled
      const Variable &y = random.pick(visible);
      if (y.dim == x.dim && y.name != "I" && y.name != x.name)
        odes.push_back(format("{0}' = ({1}*{2} - {0})/{3}", x.name,
                              literal(random.uniform(-0.6, 0.6), Dim::One), y.name, decay));
      else
        odes.push_back(format("{0}' = ({1} - {0})/{2}", x.name,
                              literal(random.uniform(-1, 1) * sizeOf(x.dim), x.dim), decay));
      break;
    }
    default: {
      Expressions e = over(visible);
      odes.push_back(format("{0}' = ({1} - {0})/{2}", x.name,
                            e.bounded(x.dim, 2, 3 * sizeOf(x.dim)), decay));
    }
    }
  }
  std::string gates;
  if (random.chance(0.25)) {
    line("let v = (V - E)/1 mV");
    visible.push_back({"v", Dim::One});
    model.lets.push_back({"v", Dim::One});
    if (random.chance(0.5))
      line(format("gate m(alpha = {} [1/ms]*exprelr(({} - v)/5), beta = {} [1/ms]*exp(-clip(v, -60, 60)/30))",
                  literal(random.uniform(0.05, 0.5), Dim::One), random.range(2, 20),
                  literal(random.uniform(0.05, 0.5), Dim::One)));
    else
      line(format("gate m(inf = 1/(1 + exp(({} - v)/4)), tau = {})", random.range(2, 15),
                  literal(random.uniform(2, 20), Dim::Time)));
    visible.push_back({"m", Dim::One});
    gates = format(" - {}*m*(V - {})/C", literal(random.uniform(1, 10), Dim::Conductance),
                   literal(rest - 10, Dim::Voltage));
  }
  if (random.chance(0.3)) {
    Expressions e = over(visible);
    const Dim dim = random.pick<Dim>({Dim::One, Dim::Voltage, Dim::Current});
    line(format("let y = {}", e.bounded(dim, 2, 2 * sizeOf(dim))));
    visible.push_back({"y", dim});
    model.lets.push_back({"y", dim});
  }

  std::string drive = currents + gates;
  bool linear = true; // in V
  Expressions e = over(visible);
  if (random.chance(0.4)) {
    linear = false;
    drive += format(" + {}/C", e.bounded(Dim::Current, 2, 0.4 * model.inputSize));
  }
  for (const Variable &x : extra)
    if (random.chance(0.4)) {
      if (x.dim == Dim::Current)
        drive += format(" - {}/C", x.name);
      else if (x.dim == Dim::Voltage)
        drive += format(" + 0.3*{}/tau", x.name);
      else if (x.dim == Dim::Conductance)
        drive += format(" + {}*({} - V)/C", format("clip({}, 0 nS, 9 nS)", x.name),
                        literal(rest + random.uniform(-20, 20), Dim::Voltage));
    }
  const bool noisy = random.chance(0.15);
  if (noisy)
    drive += format(" + {}*sqrt(2/tau)*white()", literal(random.uniform(0.2, 3), Dim::Voltage));
  line(format("V' = (E - V)/tau{}", drive));
  for (const std::string &ode : odes)
    line(ode);
  if (!noisy && random.chance(0.12)) {
    std::string method = random.pick({"rk4", "rk45(rtol = 1e-4)", "euler", "exponential_euler"});
    if (!linear || blocked)
      method = "rk4";
    line(format("solve V with {}", method));
  }

  // Events.
  if (ownPort) {
    if (onArrive) {
      line("on arrive(w: mV) { V += w }");
      model.ports.push_back({"", Dim::Voltage, 0.5 * (threshold - rest)});
    } else {
      std::string body = format("V += {}*k", literal(random.uniform(0.5, 4), Dim::Voltage));
      if (!extra.empty()) {
        const Variable &x = random.pick(extra);
        const std::string step = literal(random.uniform(-0.4, 0.4) * sizeOf(x.dim), x.dim);
        body += random.chance(0.3) ? format("; {} = {}*min(k, 2)", x.name, step)
                                   : format("; {} += {}*k", x.name, step);
      }
      line(format("on kick(k: 1) {{ {} }}", body));
      model.ports.push_back({"kick", Dim::One, 1});
    }
  }
  std::string hold, reset = "V = res";
  for (const Variable &x : extra)
    if (random.chance(0.5)) {
      const std::string step = literal(random.uniform(-0.3, 0.3) * sizeOf(x.dim), x.dim);
      if (random.chance(0.12)) {
        reset += format("; {} ~ {}", x.name,
                        random.chance(0.5)
                            ? format("uniform({}, {})", literal(-0.5 * sizeOf(x.dim), x.dim),
                                     literal(sizeOf(x.dim), x.dim))
                            : format("normal({}, {})", literal(0.2 * sizeOf(x.dim), x.dim),
                                     literal(0.3 * sizeOf(x.dim), x.dim)));
        continue;
      }
      reset += random.chance(0.3)
                   ? format("; if {} {{ {} += {} }} else {{ {} *= 0.5 }}",
                            e.condition(1), x.name, step, x.name)
                   : format("; {} {} {}", x.name, random.pick({"=", "+=", "-="}), step);
    }
  std::string spike = "spike when ";
  switch (random.below(4)) {
  case 0: spike += "rising(V > th)"; break;
  case 1: spike += format("V >= th and {}", e.condition(1)); break;
  default: spike += "V >= th";
  }
  if (random.chance(0.7)) {
    const std::string time =
        random.chance(0.2) ? format("{} + tau/8", literal(1, Dim::Time))
                           : literal(random.range(0, 30) * 0.1, Dim::Time);
    spike += " refractory " + time;
    if (random.chance(0.7)) {
      spike += " hold V";
      if (!extra.empty() && random.chance(0.3))
        spike += ", " + random.pick(extra).name;
    }
  }
  line(format("{} {{ {} }}", spike, reset));
  if (!extra.empty() && random.chance(0.15)) {
    const Variable &x = random.pick(extra);
    std::string body;
    switch (random.below(3)) {
    case 0:
      body = format("{} ~ normal({}, {})", x.name, literal(0.1 * sizeOf(x.dim), x.dim),
                    literal(0.5 * sizeOf(x.dim), x.dim));
      break;
    case 1:
      body = format("if {} {{ {} *= 0.5 }}", e.condition(1), x.name);
      break;
    default:
      body = format("{0} += {1}; V -= {2}", x.name, literal(0.1 * sizeOf(x.dim), x.dim),
                    literal(random.uniform(0, 2), Dim::Voltage));
    }
    line(format("every {} {{ {} }}", ticks(3, 40), body));
  }
  if (!extra.empty() && random.chance(0.15)) {
    const Variable &x = random.pick(extra);
    line(format("bound {} in {}..{}", x.name, literal(-sizeOf(x.dim), x.dim),
                literal(0.6 * sizeOf(x.dim), x.dim)));
  }
  if (random.chance(0.3)) {
    const bool edge = random.chance(0.7);
    std::string body;
    if (!extra.empty() && random.chance(0.5)) {
      const Variable &x = random.pick(extra);
      body = format(" {} = {}*0.5 ", x.name, x.name);
    }
    const std::string when = e.condition(1);
    line(format("event up when {} {{{}}}", edge ? "rising(" + when + ")" : when, body));
    if (edge) // otherwise it may happen in every tick
      model.events.push_back("up");
  }
  close();
  neurons.push_back(std::move(model));
}

} // namespace neuro::smith
