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

using namespace neuro;
using namespace neuro::standalone;

namespace {

struct Option {
  const char *name, *value, *text; ///< no value: a flag
};
constexpr Option options[] = {
    {"seed", "NUMBER", "seed of every random draw (default: the experiment's)"},
    {"dt", "TIME", "time step, with its unit: --dt=0.05ms (default: the experiment's)"},
    {"stop", "TIME", "end after this much biological time at the latest: --stop=2s"},
    {"threads", "NUMBER", "1 to 4096 (default: one for each core, where they pay off)"},
    {"out", "DIR", "write one CSV file a recorded target into this directory"},
    {"json", nullptr, "print one JSON object and nothing else on stdout"},
    {"quiet", nullptr, "print reports only"},
    {"set", "NAME=VALUE", "give a parameter another value"},
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

class Parser {
public:
  Parser(const std::vector<std::string> &arguments, const rt::NetworkPlan &network,
         CommandLine &out, std::string &why)
      : arguments(arguments), network(network), out(out), why(why) {}

  bool parse() {
    for (at = 0; at < arguments.size(); ++at)
      if (!one(arguments[at]))
        return false;
    return true;
  }

private:
  const std::vector<std::string> &arguments;
  const rt::NetworkPlan &network;
  CommandLine &out;
  std::string &why;
  size_t at = 0;

  bool one(const std::string &argument) {
    if (argument == "-h")
      return out.help = true;
    if (argument.compare(0, 2, "--") != 0 || argument.size() == 2)
      return fail(fmt::format("'{}' is not an option; --help lists them", argument));
    const size_t equals = argument.find('=');
    const std::string name =
        argument.substr(2, equals == std::string::npos ? equals : equals - 2);
    const Option *option = optionCalled(name);
    const int parameter = parameterCalled(network, name);
    if (!option && parameter < 0)
      return fail(fmt::format("there is no option --{}; --help lists them", name));
    std::string value;
    if (equals != std::string::npos) {
      if (option && !option->value)
        return fail(fmt::format("--{} takes no value", name));
      value = argument.substr(equals + 1);
    } else if (!option || option->value) {
      if (++at == arguments.size())
        return fail(fmt::format("--{0} wants a value: --{0}={1}", name,
                                option ? option->value : "VALUE"));
      value = arguments[at];
    }
    return option ? set(name, value) : assign(parameter, value, "--" + name);
  }

  bool set(const std::string &name, const std::string &value) {
    uint64_t number = 0;
    if (name == "seed") {
      if (!wholeNumber(value, name, 0, UINT64_MAX, number, why))
        return false;
      out.seed = number;
    } else if (name == "threads") {
      if (!wholeNumber(value, name, 1, 4096, number, why))
        return false;
      out.threads = static_cast<int>(number);
    } else if (name == "dt" || name == "stop") {
      std::optional<double> time = units::parseQuantity(value, "ms", why);
      if (!time)
        return fail("--" + name + ": " + why);
      if (!(*time > 0))
        return fail("--" + name + ": a positive time is wanted");
      (name == "dt" ? out.dt : out.stop) = time;
    } else if (name == "out") {
      out.out = value;
    } else if (name == "set") {
      const size_t equals = value.find('=');
      std::string parameter = value.substr(0, equals);
      while (!parameter.empty() && parameter.back() == ' ')
        parameter.pop_back();
      if (equals == std::string::npos || parameter.empty())
        return fail(fmt::format("--set wants NAME=VALUE, not '{}'", value));
      const int index = parameterCalled(network, parameter);
      if (index < 0)
        return fail(fmt::format("--set: network '{}' has no parameter '{}'", network.name, parameter));
      return assign(index, value.substr(equals + 1), "--set " + parameter);
    } else {
      bool &flag = name == "json"    ? out.json
                   : name == "quiet" ? out.quiet
                   : name == "about" ? out.about
                                     : out.help;
      flag = true;
    }
    return true;
  }

  bool assign(int index, const std::string &text, const std::string &what) {
    const rt::ParameterPlan &parameter = network.parameters[static_cast<size_t>(index)];
    std::optional<double> value = units::parseQuantity(text, parameter.unit.text, why);
    if (!value)
      return fail(what + ": " + why);
    if (parameter.isInteger && *value != std::floor(*value))
      return fail(what + ": a whole number is wanted");
    out.parameters.push_back({index, *value});
    return true;
  }

  bool fail(std::string text) {
    why = std::move(text);
    return false;
  }
};

} // namespace

bool standalone::parse(const std::vector<std::string> &arguments, const rt::NetworkPlan &network,
                       CommandLine &out, std::string &why) {
  return Parser(arguments, network, out, why).parse();
}

std::string standalone::helpText(const std::string &program, const rt::NetworkPlan &network,
                                 const std::string &experiment) {
  std::string text = fmt::format("usage: {} [options]\nRuns experiment {} on network {}.\n", program,
                                 experiment, network.name);
  if (!network.parameters.empty())
    text += "\nparameters\n";
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
