//===- Stimuli.cpp - Inputs and random numbers of a tick ------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An input is what it was assigned and the sum of its stimuli, in f64, rounded once
// when it is stored (core/Stimuli.cpp). What does not change with time is summed when
// the source is written, and the input then belongs to the host.
//
//===----------------------------------------------------------------------===//

#include "runtime/ccode/Writer.h"

#include "runtime/core/Random.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace neuro::rt::ccode {

static bool reads(const Expr &expr, Op op) {
  return std::any_of(expr.code.begin(), expr.code.end(), [&](const Instr &i) { return i.op == op; });
}

static bool isNoise(const StimulusPlan &plan) { return !plan.noiseSd.empty(); }
static bool changes(const StimulusPlan &plan) {
  return !plan.samplesFile.empty() || isNoise(plan) || reads(plan.value, Op::Time);
}

/// An expression of the time `t` and the index `index`, as C in f64.
Result<std::string> Writer::waveform(const Expr &expr, const std::string &index,
                                     const std::string &at) {
  std::vector<std::string> stack;
  auto pop = [&] {
    std::string top = std::move(stack.back());
    stack.pop_back();
    return top;
  };
  for (const Instr &instr : expr.code) {
    const int count = operandCount(instr);
    if (count < 0 || static_cast<size_t>(count) > stack.size())
      return Error{"a damaged expression", at};
    std::vector<std::string> x(static_cast<size_t>(count));
    for (int k = count; k-- > 0;)
      x[static_cast<size_t>(k)] = pop();
    auto call = [&](const char *name) {
      std::string list;
      for (const std::string &one : x)
        list += (list.empty() ? "" : ", ") + one;
      stack.push_back(fmt::format("{}({})", name, list));
    };
    auto infix = [&](const char *symbol) { stack.push_back(fmt::format("({} {} {})", x[0], symbol, x[1])); };
    auto test = [&](const char *symbol) {
      stack.push_back(fmt::format("(double)({} {} {})", x[0], symbol, x[1]));
    };
    switch (instr.op) {
    case Op::Const: stack.push_back(instr.imm < 0 ? "(" + real(instr.imm, false) + ")" : real(instr.imm, false)); break;
    case Op::Parameter: {
      const Scope scope = instance.scope();
      if (static_cast<size_t>(instr.a) >= scope.parameters.size())
        return Error{"a damaged expression", at};
      const double value = scope.parameters[static_cast<size_t>(instr.a)];
      stack.push_back(value < 0 ? "(" + real(value, false) + ")" : real(value, false));
      break;
    }
    case Op::Dt: stack.push_back("DT"); break;
    case Op::Time: stack.push_back("t"); break;
    case Op::IndexI: stack.push_back("(double)(" + index + ")"); break;
    case Op::Add: infix("+"); break;
    case Op::Sub: infix("-"); break;
    case Op::Mul: infix("*"); break;
    case Op::Div: infix("/"); break;
    case Op::Neg: stack.push_back("(-" + x[0] + ")"); break;
    case Op::Pow: call("pow"); break;
    case Op::Abs: call("fabs"); break;
    case Op::Floor: call("floor"); break;
    case Op::Ceil: call("ceil"); break;
    case Op::Round: call("round"); break;
    case Op::Exp: call("exp"); break;
    case Op::Expm1: call("expm1"); break;
    case Op::Log: call("log"); break;
    case Op::Log10: call("log10"); break;
    case Op::Sqrt: call("sqrt"); break;
    case Op::Sin: call("sin"); break;
    case Op::Cos: call("cos"); break;
    case Op::Tan: call("tan"); break;
    case Op::Tanh: call("tanh"); break;
    case Op::Atan: call("atan"); break;
    case Op::Sigmoid: stack.push_back("1.0 / (1.0 + exp(-" + x[0] + "))"); stack.back() = "(" + stack.back() + ")"; break;
    case Op::Heaviside: stack.push_back("(double)(" + x[0] + " >= 0)"); break;
    case Op::Lt: test("<"); break;
    case Op::Le: test("<="); break;
    case Op::Gt: test(">"); break;
    case Op::Ge: test(">="); break;
    case Op::Eq: test("=="); break;
    case Op::Ne: test("!="); break;
    case Op::And: stack.push_back(fmt::format("(double)({} != 0 && {} != 0)", x[0], x[1])); break;
    case Op::Or: stack.push_back(fmt::format("(double)({} != 0 || {} != 0)", x[0], x[1])); break;
    case Op::Not: stack.push_back("(double)(" + x[0] + " == 0)"); break;
    case Op::Select: stack.push_back(fmt::format("({} != 0 ? {} : {})", x[0], x[1], x[2])); break;
    default:
      return unsupported("this function of time in a stimulus", at);
    }
    if (stack.back().size() > 4000)
      return unsupported("a stimulus as long as this", at);
  }
  if (stack.size() != 1)
    return Error{"a damaged expression", at};
  return stack.back();
}

/// Sums up what is constant, and writes what is not.
Result<void> Writer::collectStimuli() {
  for (size_t s = 0; s < network.stimuli.size(); ++s) {
    const StimulusPlan &plan = network.stimuli[s];
    const View &view = instance.view(plan.view);
    for (size_t p = 0; p < view.parts.size(); ++p) {
      const int population = view.parts[p].population, field = plan.inputFields[p];
      const CPopulation &target = populations[static_cast<size_t>(population)];
      CInput &input = inputs[{population, field}];
      if (input.base.empty())
        for (int64_t e = 0; e < target.size; ++e)
          input.base.push_back(instance.load(population, field, e));
      input.changes |= changes(plan);
      input.parts.push_back({static_cast<int>(s), p});
    }
  }
  eachSignalInput([&](int population, int field) {
    CInput &input = inputs[{population, field}];
    if (input.base.empty())
      for (int64_t e = 0; e < populations[static_cast<size_t>(population)].size; ++e)
        input.base.push_back(instance.load(population, field, e));
    input.changes = input.signals = true;
  });
  for (auto &[key, input] : inputs) {
    // Signals of the first tick see inputs as they were before any stimulus.
    input.changes |= needLets.count(key.first) > 0 || readByEnds.count(key) > 0;
    const CPopulation &target = populations[static_cast<size_t>(key.first)];
    for (auto [s, p] : input.parts) {
      const StimulusPlan &plan = network.stimuli[static_cast<size_t>(s)];
      const ViewPart &part = instance.view(plan.view).parts[p];
      if (input.changes) {
        Result<std::string> text = std::string();
        if (instance.samples(s).values) {
          text = fmt::format("samples_{}(t)", s + 1);
        } else if (!isNoise(plan)) {
          std::string index = part.step == 1 ? fmt::format("i - {}", part.low - part.offset)
                                             : fmt::format("(i - {}) / {} + {}", part.low, part.step, part.offset);
          if (part.low == 0 && part.offset == 0 && part.step == 1)
            index = "i";
          text = waveform(plan.value, index, target.plan->where);
          if (!text)
            return text.error();
        }
        input.texts.push_back(*text);
        needsNormal |= isNoise(plan);
        continue;
      }
      for (int64_t q = 0; q < part.count; ++q)
        input.base[static_cast<size_t>(part.low + q * part.step)] += instance.stimulus(s, 0, p, q);
    }
  }
  return {};
}

static const char *const normalText =
    "static double ratio(const double p[8], const double q[8], double r)\n{\n"
    "  double numerator = p[7], denominator = q[7];\n"
    "  for (int i = 6; i >= 0; --i) {\n"
    "    numerator = numerator * r + p[i];\n"
    "    denominator = denominator * r + q[i];\n"
    "  }\n"
    "  return numerator / denominator;\n}\n\n"
    "/* A standard normal number by inversion: M. J. Wichura, Algorithm AS 241, 1988. */\n"
    "static double normal(double p)\n{\n"
    "  static const double centre_p[8] = {\n"
    "    3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,\n"
    "    1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,\n"
    "    3.3430575583588128105e+4, 2.5090809287301226727e+3};\n"
    "  static const double centre_q[8] = {\n"
    "    1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,\n"
    "    2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4,\n"
    "    5.2264952788528545610e+3};\n"
    "  static const double middle_p[8] = {\n"
    "    1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,\n"
    "    3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,\n"
    "    2.27238449892691845833e-2, 7.74545014278341407640e-4};\n"
    "  static const double middle_q[8] = {\n"
    "    1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,\n"
    "    1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,\n"
    "    1.05075007164441684324e-9};\n"
    "  static const double tail_p[8] = {\n"
    "    6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,\n"
    "    2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,\n"
    "    2.71155556874348757815e-5, 2.01033439929228813265e-7};\n"
    "  static const double tail_q[8] = {\n"
    "    1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,\n"
    "    7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,\n"
    "    2.04426310338993978564e-15};\n"
    "  const double q = p - 0.5;\n"
    "  if (fabs(q) <= 0.425)\n"
    "    return q * ratio(centre_p, centre_q, 0.180625 - q * q);\n"
    "  const double r = sqrt(-log(q < 0 ? p : 1 - p));\n"
    "  const double z = r <= 5 ? ratio(middle_p, middle_q, r - 1.6) : ratio(tail_p, tail_q, r - 5);\n"
    "  return copysign(z, q);\n}\n\n";

static const char *const unitText =
    "/* Uniform in (0, 1) of 64 random bits. */\n"
    "static double unit(uint32_t low, uint32_t high)\n{\n"
    "  const double u = ((double)(((uint64_t)high << 32 | low) >> 11) + 0.5) * 1.1102230246251565e-16;\n"
    "  return u < 1 ? u : 0.9999999999999999;\n}\n\n";

static const char *const unitTextF32 =
    "/* Uniform in (0, 1) of 64 random bits, 23 of them. */\n"
    "static float unit_f32(uint32_t high)\n{\n"
    "  return ((float)(high >> 9) + 0.5f) * 1.1920928955078125e-07f;\n}\n\n";

std::string Writer::randomFunctions() const {
  return std::string(needsNormal ? normalText : "") + (needsNormal || needsUnit ? unitText : "") +
         (needsUnitF32 ? unitTextF32 : "");
}

static std::string hex(Purpose purpose, int index) {
  return fmt::format("0x{:08x}u", randomObject(purpose, static_cast<uint32_t>(index)));
}

/// A stimulus from a file.
std::string Writer::sampleFunction(int stimulus, const SamplesInstance &samples) {
  const View &view = instance.view(network.stimuli[static_cast<size_t>(stimulus)].view);
  // Onto nobody.
  if (view.size == 0 || samples.values->empty())
    return view.size == 0 ? ""
                          : fmt::format("static double samples_{}(double t)\n{{\n  (void)t;\n  return 0;\n}}\n\n",
                                        stimulus + 1);
  const std::string &file = network.stimuli[static_cast<size_t>(stimulus)].samplesFile;
  const std::string name = fmt::format("samples_{}", stimulus + 1);
  return fmt::format("/* {}: a value every {} ms, 0 after the last. */\n",
                     comment(file.substr(file.rfind('/') + 1)), real(samples.dt, false)) +
         array("double", name + "_values", samples.values->size(),
               [&](size_t k) { return real((*samples.values)[k], false); }) +
         fmt::format("static double {0}(double t)\n{{\n"
                     "  const double k = floor(t / {1} + 1e-9);\n"
                     "  return k < {2} ? {0}_values[(int32_t)k] : 0;\n}}\n\n",
                     name, real(samples.dt, false), real(static_cast<double>(samples.values->size()), false));
}

/// Functions that write inputs and draws for a tick.
std::string Writer::inputFunctions() {
  std::string out;
  for (size_t s = 0; s < network.stimuli.size(); ++s)
    if (const SamplesInstance samples = instance.samples(static_cast<int>(s)); samples.values)
      out += sampleFunction(static_cast<int>(s), samples);
  for (const auto &[key, input] : inputs) {
    if (!input.changes || input.base.empty())
      continue;
    const CPopulation &target = populations[static_cast<size_t>(key.first)];
    const CField &field = target.c->fields[static_cast<size_t>(key.second)];
    const bool same = std::all_of(input.base.begin(), input.base.end(),
                                  [&](double v) { return v == input.base[0]; });
    const std::string base = target.name + "_" + field.name + "_base";
    if (!same)
      out += array("double", base, input.base.size(), [&](size_t k) { return real(input.base[k], false); }) + "\n";
    std::string before, sums;
    bool noisy = false;
    for (size_t k = 0; k < input.parts.size(); ++k) {
      const StimulusPlan &plan = network.stimuli[static_cast<size_t>(input.parts[k].first)];
      const ViewPart &part = instance.view(plan.view).parts[input.parts[k].second];
      std::string inside;
      if (part.low != 0 || part.count != target.size)
        inside = fmt::format("i >= {} && i < {}", part.low, part.low + (part.count - 1) * part.step + 1);
      if (part.step != 1)
        inside += fmt::format("{}(i - {}) % {} == 0", inside.empty() ? "" : " && ", part.low, part.step);
      const std::string condition = inside.empty() ? "" : "if (" + inside + ") ";
      if (isNoise(plan)) {
        noisy = true;
        const NoiseInstance noise = noiseOf(input.parts[k].first);
        sums += fmt::format("    {}{{\n"
                            "      const int64_t interval = m->tick / {};\n"
                            "      philox((uint32_t)({}), (uint32_t)interval, {}, (uint32_t)(interval >> 32), r);\n"
                            "      sum += {} + {} * normal(unit(r[0], r[1]));\n"
                            "    }}\n",
                            condition, noise.ticks,
                            part.step == 1 ? fmt::format("i - {}", part.low - part.offset)
                                           : fmt::format("(i - {}) / {} + {}", part.low, part.step, part.offset),
                            hex(Purpose::Noise, input.parts[k].first), real(noise.mean, false),
                            real(noise.sd, false));
      } else if (reads(plan.value, Op::IndexI)) {
        sums += fmt::format("    {}{{\n      sum += {};\n    }}\n", condition, input.texts[k]);
      } else {
        before += fmt::format("  const double s{} = {};\n", k, input.texts[k]);
        sums += fmt::format("    {}{{\n      sum += s{};\n    }}\n", condition, k);
        if (condition.empty())
          sums.replace(sums.rfind("    {\n"), std::string::npos, fmt::format("    sum += s{};\n", k));
      }
    }
    if (input.signals)
      sums += fmt::format("    sum += m->{}.{}_signal[i];\n", target.name, field.name);
    const std::string body = before + sums;
    out += fmt::format("/* {}.{} in the tick that begins. */\n"
                       "static void stimulate_{}_{}({} *m)\n{{\n{}{}{}"
                       "  for (int32_t i = 0; i < {}; ++i) {{\n"
                       "    double sum = {};\n{}"
                       "    m->{}.{}[i] = ({})sum;\n  }}\n}}\n\n",
                       target.name, field.name, target.name, field.name, options.name,
                       hasWord(body, "t") ? "  const double t = (double)m->tick * DT;\n" : "",
                       noisy ? "  uint32_t r[4];\n" : "", before, target.size,
                       same ? real(input.base[0], false) : base + "[i]", sums, target.name, field.name,
                       field.type);
  }
  for (const CPopulation &population : populations)
    for (size_t f = 0; population.type && f < population.type->fields.size(); ++f) {
      const FieldPlan &field = population.type->fields[f];
      if (field.role != FieldRole::Draw)
        continue;
      const CField &own = population.c->fields[f];
      const bool single = own.type == "float";
      std::string value = field.distribution == "normal"
                              ? std::string(single ? "(float)" : "") + "normal(unit(r[0], r[1]))"
                          : single ? "unit_f32(r[1])"
                                   : "unit(r[0], r[1])";
      out += fmt::format("static void draw_{0}_{1}({2} *m, int64_t tick)\n{{\n"
                         "  for (int32_t i = 0; i < {3}; ++i) {{\n"
                         "    uint32_t r[4];\n"
                         "    philox((uint32_t)i, (uint32_t)tick, {4}, (uint32_t)(tick >> 32) << 12 | {5}u, r);\n"
                         "    m->{0}.{1}[i] = {6};\n  }}\n}}\n\n",
                         population.name, own.name, options.name, population.size,
                         hex(Purpose::Draw, population.index), field.stream & 0xfff, value);
    }
  return out;
}

std::string Writer::inputCalls() {
  std::string out;
  for (const auto &[key, input] : inputs)
    if (input.changes && !input.base.empty()) {
      const CPopulation &target = populations[static_cast<size_t>(key.first)];
      out += fmt::format("  stimulate_{}_{}(m);\n", target.name,
                         target.c->fields[static_cast<size_t>(key.second)].name);
    }
  return out;
}

/// Before a kernel that reads them.
std::string Writer::drawCalls(const CPopulation &population, const KernelPlan &kernel,
                              const std::string &tick, const std::string &indent) {
  std::string out;
  for (int f : code.kernels.at(kernel.symbol).arrays)
    if (population.type->fields[static_cast<size_t>(f)].role == FieldRole::Draw)
      out += fmt::format("{}draw_{}_{}(m, {});\n", indent, population.name,
                         population.c->fields[static_cast<size_t>(f)].name, tick);
  return out;
}

/// Mean, standard deviation and interval as a run has them (Simulation::makeStimuli).
Writer::NoiseInstance Writer::noiseOf(int stimulus) const {
  const StimulusPlan &plan = network.stimuli[static_cast<size_t>(stimulus)];
  const Scope scope = instance.scope();
  auto value = [&](const Expr &expr, double otherwise) {
    Result<double> v = expr.empty() ? Result<double>(otherwise) : evaluateScalar(expr, scope);
    return v ? *v : otherwise;
  };
  NoiseInstance noise;
  noise.mean = value(plan.noiseMean, 0);
  noise.sd = value(plan.noiseSd, 0);
  noise.ticks = static_cast<int64_t>(std::round(value(plan.noiseDt, instance.dt()) / instance.dt()));
  return noise;
}

} // namespace neuro::rt::ccode
