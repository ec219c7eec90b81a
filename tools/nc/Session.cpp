//===- Session.cpp - From a command line to a compiled program -------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/nc/Session.h"
#include "dialects/units/Quantity.h"
#include "lang/sema/Executable.h"
#include "runtime/cache/CacheDirectory.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <map>

using namespace neuro;
using namespace neuro::tool;

static double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

bool Session::fail(int code, const std::string &message) {
  fmt::print(stderr, "nc: {}\n", message);
  status = code;
  return false;
}

/// One unless `several` are wanted: "main", or else the first of those there are.
bool Session::chooseExperiments() {
  std::vector<std::string> names;
  std::string known;
  for (const ast::ExperimentDecl *decl : program->experiments) {
    names.push_back(decl->name);
    known += fmt::format("{}{}", known.empty() ? "" : ", ", decl->name);
  }
  std::vector<std::string> wanted = named;
  if (!options.experiment.empty())
    wanted.push_back(options.experiment);
  for (const std::string &name : wanted)
    if (std::find(names.begin(), names.end(), name) == names.end())
      return fail(UserError, fmt::format("{} has no experiment '{}'{}", options.file, name,
                                         known.empty() ? "" : "; it has: " + known));
  for (const std::string &name : names)
    if (wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end())
      held.push_back(name);
  if (held.empty())
    return true;
  experiment = std::find(held.begin(), held.end(), "main") != held.end() ? "main" : held.front();
  if (!several)
    held = {experiment};
  return true;
}

bool Session::readSwitches() {
  for (const std::string &name : options.without) {
    if (std::optional<rt::Pass> pass = rt::passCalled(name)) {
      switchedOff.add(*pass);
      continue;
    }
    std::vector<std::string_view> names;
    std::string known;
    for (const rt::PassInfo &info : rt::allPasses) {
      names.push_back(info.name);
      known += fmt::format("{}{}", known.empty() ? "" : ", ", info.name);
    }
    std::string_view close = nearest(name, names);
    return fail(UserError, fmt::format("--without: there is no pass '{}'{}\nknown are {}", name,
                                       close.empty() ? "" : fmt::format("; did you mean '{}'?", close), known));
  }
  return true;
}

bool Session::load(bool mustExecute) {
  if (!readSwitches() || !readTimeStep())
    return false;
  if (const char *size = std::getenv("NEURO_CACHE_SIZE");
      size && *size && !options.noCache && !rt::byteSize(size))
    return fail(UserError, fmt::format("NEURO_CACHE_SIZE is '{}', but wants a size such as 500M or 2G "
                                       "(0: no limit)", size));
  double start = now();
  std::string why;
  std::unique_ptr<SourceFile> source = loadFile(options.file, &why);
  if (!source)
    return fail(UserError, "cannot read '" + options.file + "': " + why);
  LoadOptions loadOptions;
  loadOptions.stdDirectory = standardLibraryDirectory();
  program = check(std::move(source), loadOptions, diagnostics);
  bool good = !diagnostics.hasErrors() && chooseExperiments();
  const bool chosen = good;
  if (good && mustExecute) {
    if (held.empty() || isWhole())
      checkExecutable(*program, "", diagnostics);
    else
      for (const std::string &name : held)
        checkExecutable(*program, name, diagnostics);
    good = !diagnostics.hasErrors();
  }
  fmt::print(stderr, "{}", diagnostics.render(colourOnStderr()));
  if (chosen && !good && named.empty() && held.size() > 1)
    fmt::print(stderr, "nc: all experiments are built; name those wanted to leave others out, "
                       "e.g. nc build {} {}\n", options.file, experiment);
  checkSeconds = now() - start;
  if (!good)
    status = UserError;
  return good;
}

/// The experiment's own `precision = f64` and `solver = rk4` statements count
/// unless the command line says otherwise.
CompileOptions Session::compileOptions() const {
  CompileOptions out;
  if (!isWhole()) {
    out.experiment = experiment;
    out.held = held;
  }
  out.precision = options.precision;
  out.solver = options.solver;
  out.without = switchedOff;
  out.integerSums = integerSums();
  out.closed = true;
  if (!options.noCache) {
    out.cacheDirectory = options.cache.empty() ? rt::defaultCacheDirectory() : options.cache;
    out.cacheLimit = rt::cacheLimit();
  }
  out.dt = dt.value_or(0);
  for (const std::string &set : options.sets) // whether there are such is seen when bound
    out.overridden.push_back(set.substr(0, set.find_first_of(" =")));
  out.ccode = ccode;
  if (reference) {
    out.precision = "f64";
    out.elements = true;
  }
  return out;
}

std::optional<rt::Layout> Session::layout() const {
  for (const auto &[name, layout] : rt::layoutNames)
    if (options.layout == name)
      return layout;
  return std::nullopt; // auto
}

rt::ExperimentOptions Session::experimentOptions() const {
  rt::ExperimentOptions experiment;
  experiment.threads = options.threads;
  experiment.layout = layout();
  experiment.integerSums = integerSums();
  experiment.without = switchedOff;
  if (options.seed)
    experiment.seed = *options.seed;
  experiment.dt = dt;
  experiment.parameters = parameters;
  experiment.directory = std::filesystem::path(options.file).parent_path().string();
  return experiment;
}

bool Session::compile() {
  if (reference && options.precision == "f32")
    return fail(UserError, "--engine=reference computes in f64; leave --precision f32 out");
  if (!load())
    return false;
  double start = now();
  CompileResult result = neuro::compile(*program, compileOptions());
  compileSeconds = now() - start;
  if (!result.program) {
    status = result.internal ? OurError : UserError;
    fmt::print(stderr, "{}", result.diagnostics);
    return false;
  }
  compiled = std::move(result.program);
  return true;
}

std::optional<double> Session::quantity(const std::string &text, const std::string &like,
                                        const std::string &what) {
  std::string why;
  std::optional<double> value = units::parseQuantity(text, like, why);
  if (!value)
    fail(UserError, what + ": " + why);
  return value;
}

bool Session::readTimeStep() {
  if (options.dt.empty())
    return true;
  dt = quantity(options.dt, "ms", "--dt");
  return dt && (*dt > 0 || fail(UserError, "--dt: the time step must be positive"));
}

bool Session::bind() {
  if (!compile())
    return false;
  const rt::ProgramPlan &plan = compiled->plan;
  for (size_t k = 0; k < plan.experiments.size(); ++k)
    if (plan.experiments[k].name == experiment)
      experimentIndex = static_cast<int>(k);
  if (experimentIndex < 0)
    return fail(UserError, fmt::format("{} has no experiment to run; add e.g.\n"
                                       "    experiment main on {} {{ simulate 1 s }}",
                                       options.file,
                                       plan.networks.empty() ? "Network" : plan.networks[0].name));
  const rt::NetworkPlan &network =
      plan.networks[static_cast<size_t>(plan.experiments[static_cast<size_t>(experimentIndex)].network)];
  for (const std::string &set : options.sets) {
    size_t equals = set.find('=');
    std::string name = set.substr(0, equals);
    while (!name.empty() && name.back() == ' ')
      name.pop_back();
    if (equals == std::string::npos || name.empty())
      return fail(UserError, fmt::format("--set wants NAME=VALUE, not '{}'", set));
    int index = -1;
    std::vector<std::string_view> names;
    for (size_t k = 0; k < network.parameters.size(); ++k) {
      names.push_back(network.parameters[k].name);
      if (network.parameters[k].name == name)
        index = static_cast<int>(k);
    }
    if (index < 0) {
      std::string_view close = nearest(name, names);
      return fail(UserError, fmt::format("--set: network '{}' has no parameter '{}'{}", network.name, name,
                                         close.empty() ? "" : fmt::format("; did you mean '{}'?", close)));
    }
    std::optional<double> value =
        quantity(set.substr(equals + 1), network.parameters[static_cast<size_t>(index)].unit.text,
                 "--set " + name);
    if (!value)
      return false;
    if (network.parameters[static_cast<size_t>(index)].isInteger && *value != std::floor(*value))
      return fail(UserError, fmt::format("--set {}: a whole number is wanted", name));
    parameters.push_back({index, *value});
  }
  return true;
}
