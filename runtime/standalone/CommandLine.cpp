//===- CommandLine.cpp - What a compiled program is told ------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/standalone/CommandLine.h"

#include "dialects/units/Quantity.h"
#include "runtime/core/ExprEval.h"

#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <optional>

using namespace neuro;
using namespace neuro::standalone;

namespace {

struct Option {
  const char *name, *value, *text; ///< no value: a flag
};
constexpr Option options[] = {
    {"experiment", "NAME", "run this experiment; --list shows those there are"},
    {"seed", "NUMBER", "seed of every random draw (default: the experiment's)"},
    {"dt", "TIME", "time step, with its unit: --dt=0.05ms (default: the experiment's)"},
    {"stop", "TIME", "end after this much biological time at the latest: --stop=2s"},
    {"threads", "NUMBER", "1 to 4096 (default: one for each core, where they pay off)"},
    {"out", "DIR", "write one CSV file a recorded target into this directory"},
    {"json", nullptr, "print one JSON object and nothing else on stdout"},
    {"quiet", nullptr, "print reports only"},
    {"set", "NAME=VALUE", "give a parameter another value"},
    {"list", nullptr, "print the experiments"},
    {"about", nullptr, "say what this program was made from, and for which processor"},
    {"help", nullptr, "print this"},
};

const Option *optionCalled(const std::string &name) {
  for (const Option &option : options)
    if (name == option.name)
      return &option;
  return nullptr;
}

int parameterCalled(const rt::NetworkPlan &network, const std::string &name) {
  for (size_t k = 0; k < network.parameters.size(); ++k)
    if (network.parameters[k].name == name)
      return static_cast<int>(k);
  return -1;
}

/// A whole number that fits; `why` says which one is wanted otherwise.
bool wholeNumber(const std::string &text, const std::string &name, uint64_t low, uint64_t high,
                 uint64_t &value, std::string &why) {
  char *end = nullptr;
  errno = 0;
  value = std::strtoull(text.c_str(), &end, 10);
  if (!text.empty() && text[0] >= '0' && text[0] <= '9' && *end == 0 && errno == 0 &&
      value >= low && value <= high)
    return true;
  why = fmt::format("--{}: '{}' is not a whole number from {} to {}", name, text, low, high);
  return false;
}

/// `--NAME`, `--NAME=VALUE` or `--NAME VALUE`. What is no flag takes a value, also what is
/// no option at all: which experiment's parameters there are is known only afterwards.
struct Given {
  std::string name;
  std::optional<std::string> value;
  bool glued = false; ///< with '='
};

class Parser {
public:
  Parser(const std::vector<std::string> &arguments, const std::vector<Held> &held, CommandLine &out,
         std::string &why)
      : arguments(arguments), held(held), out(out), why(why) {}

  bool parse() {
    if (!split() || !choose())
      return false;
    network = held[out.experiment].network;
    for (const Given &option : given)
      if (!one(option))
        return false;
    return true;
  }

private:
  const std::vector<std::string> &arguments;
  const std::vector<Held> &held;
  const rt::NetworkPlan *network = nullptr;
  CommandLine &out;
  std::string &why;
  std::vector<Given> given;

  bool split() {
    for (size_t at = 0; at < arguments.size(); ++at) {
      const std::string &argument = arguments[at];
      if (argument == "-h") {
        given.push_back({"help", std::nullopt});
        continue;
      }
      if (argument.compare(0, 2, "--") != 0 || argument.size() == 2)
        return fail(fmt::format("'{}' is not an option; --help lists them", argument));
      const size_t equals = argument.find('=');
      Given next;
      next.name = argument.substr(2, equals == std::string::npos ? equals : equals - 2);
      const Option *option = optionCalled(next.name);
      if (equals != std::string::npos) {
        next.value = argument.substr(equals + 1);
        next.glued = true;
      } else if ((!option || option->value) && at + 1 < arguments.size()) {
        next.value = arguments[++at];
      }
      given.push_back(std::move(next));
    }
    return true;
  }

  bool choose() {
    out.experiment = usualExperiment(held);
    for (const Given &option : given) {
      if (option.name != "experiment" || !option.value)
        continue;
      std::string known;
      size_t k = 0;
      for (; k < held.size() && held[k].experiment->name != *option.value; ++k)
        known += (known.empty() ? "" : ", ") + held[k].experiment->name;
      if (k == held.size())
        return fail(fmt::format("--experiment: there is no '{}'; there is {}", *option.value, known));
      out.experiment = k;
    }
    return true;
  }

  /// A sentence end that says whose parameter it is; empty if nobody's.
  std::string elsewhere(const std::string &name) const {
    for (const Held &other : held)
      if (parameterCalled(*other.network, name) >= 0)
        return fmt::format("; it is a parameter of --experiment={}", other.experiment->name);
    return "";
  }

  bool one(const Given &option) {
    const std::string &name = option.name;
    const Option *known = optionCalled(name);
    const int parameter = parameterCalled(*network, name);
    if (!known && parameter < 0) {
      const std::string where = elsewhere(name);
      return fail(fmt::format("there is no option --{}{}", name,
                              where.empty() ? "; --help lists them" : where));
    }
    if (known && !known->value && option.glued)
      return fail(fmt::format("--{} takes no value", name));
    if ((!known || known->value) && !option.value)
      return fail(fmt::format("--{0} wants a value: --{0}={1}", name, known ? known->value : "VALUE"));
    const std::string value = option.value.value_or("");
    return known ? set(name, value) : assign(parameter, value, "--" + name);
  }

  bool set(const std::string &name, const std::string &value) {
    uint64_t number = 0;
    if (name == "experiment")
      return true; // chosen
    if (name == "seed") {
      if (!wholeNumber(value, name, 0, UINT64_MAX, number, why))
        return false;
      out.run.seed = number;
    } else if (name == "threads") {
      if (!wholeNumber(value, name, 1, 4096, number, why))
        return false;
      out.run.threads = static_cast<int>(number);
    } else if (name == "dt" || name == "stop") {
      std::optional<double> time = units::parseQuantity(value, "ms", why);
      if (!time)
        return fail("--" + name + ": " + why);
      if (!(*time > 0))
        return fail("--" + name + ": a positive time is wanted");
      (name == "dt" ? out.run.dt : out.run.untilMs) = time;
    } else if (name == "out") {
      out.out = value;
    } else if (name == "set") {
      const size_t equals = value.find('=');
      std::string parameter = value.substr(0, equals);
      while (!parameter.empty() && parameter.back() == ' ')
        parameter.pop_back();
      if (equals == std::string::npos || parameter.empty())
        return fail(fmt::format("--set wants NAME=VALUE, not '{}'", value));
      const int index = parameterCalled(*network, parameter);
      if (index < 0)
        return fail(fmt::format("--set: network '{}' has no parameter '{}'{}", network->name, parameter,
                                elsewhere(parameter)));
      return assign(index, value.substr(equals + 1), "--set " + parameter);
    } else {
      bool &flag = name == "json"    ? out.json
                   : name == "quiet" ? out.quiet
                   : name == "about" ? out.about
                   : name == "list"  ? out.list
                                     : out.help;
      flag = true;
    }
    return true;
  }

  bool assign(int index, const std::string &text, const std::string &what) {
    const rt::ParameterPlan &parameter = network->parameters[static_cast<size_t>(index)];
    std::optional<double> value = units::parseQuantity(text, parameter.unit.text, why);
    if (!value)
      return fail(what + ": " + why);
    if (parameter.isInteger && *value != std::floor(*value))
      return fail(what + ": a whole number is wanted");
    out.run.parameters.push_back({index, *value});
    return true;
  }

  bool fail(std::string text) {
    why = std::move(text);
    return false;
  }
};

} // namespace

size_t standalone::usualExperiment(const std::vector<Held> &held) {
  for (size_t k = 0; k < held.size(); ++k)
    if (held[k].experiment->name == "main")
      return k;
  return 0;
}

bool standalone::parse(const std::vector<std::string> &arguments, const std::vector<Held> &held,
                       CommandLine &out, std::string &why) {
  return Parser(arguments, held, out, why).parse();
}

std::string standalone::listText(const std::vector<Held> &held) {
  std::string text;
  const size_t usual = usualExperiment(held);
  for (size_t k = 0; k < held.size(); ++k)
    text += fmt::format("{} on {}{}\n", held[k].experiment->name, held[k].network->name,
                        k == usual && held.size() > 1 ? " (default)" : "");
  return text;
}

std::string standalone::helpText(const std::string &program, const std::vector<Held> &held,
                                 size_t chosen) {
  const rt::NetworkPlan &network = *held[chosen].network;
  std::string text = fmt::format("usage: {} [options]\nRuns experiment {} on network {}.\n", program,
                                 held[chosen].experiment->name, network.name);
  if (held.size() > 1) {
    text += "\nexperiments\n";
    std::string line;
    for (char c : listText(held)) {
      line += c;
      if (c == '\n') {
        text += "  " + line;
        line.clear();
      }
    }
  }
  if (!network.parameters.empty())
    text += held.size() > 1 ? fmt::format("\nparameters of {}\n", network.name) : "\nparameters\n";
  rt::Scope scope;
  for (const rt::ParameterPlan &parameter : network.parameters) {
    rt::Result<double> value = rt::evaluateScalar(parameter.value, scope);
    scope.parameters.push_back(value ? *value : std::nan(""));
    const std::string unit = parameter.unit.text == "1" ? "" : " " + parameter.unit.text;
    const std::string option =
        (optionCalled(parameter.name) ? "--set " : "--") + parameter.name + "=VALUE";
    text += fmt::format("  {:<22} {}{}default {:.10g}{}\n", option,
                        unit.empty() ? "" : "in" + unit + ", ",
                        parameter.isInteger ? "a whole number, " : "",
                        scope.parameters.back() / parameter.unit.scale, unit);
  }
  text += "\noptions\n";
  for (const Option &option : options)
    text += fmt::format("  {:<22} {}\n",
                        std::string("--") + option.name + (option.value ? "=" : "") +
                            (option.value ? option.value : ""),
                        option.text);
  return text + "\nStatus: 0 done, 1 the call is wrong, the run failed or an `expect` did, 130 Ctrl-C.\n";
}
