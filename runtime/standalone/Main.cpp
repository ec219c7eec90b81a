//===- Main.cpp - A program that was compiled ahead of time ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `nc build --exe` links this with an object that holds one model: plan and machine
// code of one experiment. It runs that experiment as `nc run` does, to the bit.
//
//===----------------------------------------------------------------------===//

#include "runtime/experiment/Experiment.h"
#include "runtime/io/Recording.h"
#include "runtime/model/LoadModel.h"
#include "runtime/model/Model.h"
#include "runtime/standalone/CommandLine.h"
#include "tools/nc/ResultOutput.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <exception>
#include <fmt/format.h>

using namespace neuro;
using namespace neuro::standalone;

extern "C" const neuro_model *const neuro_model_here;

namespace {

enum Status { Success = 0, Failed = 1, OurError = 2, Interrupted = 130 };

// Ctrl-C asks for a stop at the next exchange, so that what was recorded is kept; a
// second one ends the process the usual way.
std::atomic<bool> stopRequested{false};
void onInterrupt(int) {
  stopRequested.store(true);
  std::signal(SIGINT, SIG_DFL);
}

int fail(const std::string &program, const std::string &why) {
  fmt::print(stderr, "{}: {}\n", program, why);
  return Failed;
}

std::string jsonOf(const rt::LoadedModel &model, const std::string &experiment,
                   const rt::ExperimentResult &result) {
  tool::Json out;
  out["model"] = model.name;
  out["experiment"] = experiment;
  out["target"] = "cpu";
  out["processor"] = neuro_model_here->processor;
  out["threads"] = result.threads;
  out["precision"] = model.precision;
  out["seed"] = result.seed;
  out["dt_ms"] = tool::number(result.dt);
  out["phases"] = {{"build", tool::number(result.buildSeconds)},
                   {"simulate", tool::number(result.simulateSeconds)}};
  tool::addResult(out, result);
  return out.dump(2, ' ', false, tool::Json::error_handler_t::replace) + "\n";
}

int run(const std::string &program, const std::vector<std::string> &arguments) {
  auto loaded = rt::loadModel(*neuro_model_here, program);
  if (!loaded)
    return fail(program, loaded.error().message);
  const rt::LoadedModel &model = **loaded;
  if (model.plan.experiments.size() != 1)
    return fail(program, "this model was not built with --exe");
  const rt::ExperimentPlan &experiment = model.plan.experiments.front();
  const rt::NetworkPlan &network = model.plan.networks[static_cast<size_t>(experiment.network)];

  CommandLine line;
  std::string why;
  if (!parse(arguments, network, line, why))
    return fail(program, why);
  if (line.help) {
    fmt::print("{}", helpText(program, network, experiment.name));
    return Success;
  }
  if (line.about) {
    fmt::print("{}: experiment {} of {}, {}, made for {} ({})\n", model.name, experiment.name,
               model.plan.file, model.precision, neuro_model_here->processor,
               neuro_model_here->features);
    return Success;
  }

  rt::ExperimentOptions options;
  options.threads = line.threads;
  options.seed = line.seed;
  options.dt = line.dt;
  options.untilMs = line.stop;
  options.parameters = line.parameters;
  options.without = model.without;
  options.stop = &stopRequested;
  int number = 0;
  if (!line.out.empty())
    options.recorded = [&](const rt::Recording &recording, const rt::Combination *combination) {
      number += combination != nullptr;
      return rt::writeCsv(recording, tool::outputDirectory(line.out, combination, number));
    };
  std::signal(SIGINT, onInterrupt);
  const rt::ExperimentResult result = rt::runExperiment(model.plan, 0, model.kernels, options);
  std::signal(SIGINT, SIG_DFL);
  for (const rt::Error &warning : result.warnings)
    fmt::print(stderr, "{}: warning: {}\n", warning.at.empty() ? program : warning.at, warning.message);
  if (line.json) {
    fmt::print("{}", jsonOf(model, experiment.name, result));
  } else if (!result.error) {
    if (!line.quiet)
      fmt::print("{} · {} · cpu, {} thread{}, {}, seed {}, dt {:.6g} ms\n{}\n", model.name,
                 experiment.name, result.threads, result.threads == 1 ? "" : "s", model.precision,
                 result.seed, result.dt, tool::countsText(result, ""));
    fmt::print("{}", tool::resultText(result, line.quiet));
  }
  std::fflush(stdout);
  if (result.error) {
    const std::string &at = result.error->at;
    fmt::print(stderr, "{}: error: {}\n", at.empty() ? program : at, result.error->message);
    return Failed;
  }
  if (result.interrupted) {
    fmt::print(stderr, "{}: interrupted after {:.6g} ms of biological time; what was recorded is kept\n",
               program, result.biologicalMs);
    return Interrupted;
  }
  if (result.cut && !line.json && !line.quiet)
    fmt::print("  ended by --stop\n");
  const bool failed = std::any_of(result.expectations.begin(), result.expectations.end(),
                                  [](const rt::Expectation &e) { return !e.passed; });
  return failed ? Failed : Success;
}

} // namespace

int main(int argc, char **argv) {
  const std::string path = argc > 0 ? argv[0] : "model";
  const std::string program = path.substr(path.rfind('/') + 1);
  try {
    return run(program, std::vector<std::string>(argv + std::min(argc, 1), argv + argc));
  } catch (const std::exception &error) {
    fmt::print(stderr, "{}: {}\n", program, error.what());
    return OurError;
  }
}
