//===- Main.cpp - A program that was compiled ahead of time ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `nc build --exe` links this with objects that hold a model each: plan and machine code
// of one experiment. It runs one of them as `nc run` does, to the bit.
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

// The linker's names of the section's ends (runtime/model/Model.h).
extern "C" {
extern const neuro_model *const __start_neuro_models[];
extern const neuro_model *const __stop_neuro_models[];
}

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

std::string jsonOf(const tool::RunHead &head, const std::string &processor,
                   const rt::ExperimentResult &result) {
  tool::Json out;
  out["model"] = head.file;
  tool::addSettings(out, head, result, result.threads);
  out["processor"] = processor;
  out["phases"] = {{"build", tool::number(result.buildSeconds)},
                   {"simulate", tool::number(result.simulateSeconds)}};
  tool::addResult(out, result);
  return out.dump(2, ' ', false, tool::Json::error_handler_t::replace) + "\n";
}

/// "main of net.neuro, f32", or "main (f32), fine (f64) of net.neuro".
std::string contentText(const std::vector<std::shared_ptr<const rt::LoadedModel>> &models) {
  const rt::LoadedModel &first = *models.front();
  if (models.size() == 1)
    return fmt::format("experiment {} of {}, {}", first.plan.experiments.front().name, first.plan.file,
                       first.precision);
  std::string text = "experiments";
  for (const auto &model : models)
    text += fmt::format("{} {} ({})", model == models.front() ? "" : ",",
                        model->plan.experiments.front().name, model->precision);
  return fmt::format("{} of {}", text, first.plan.file);
}

int run(const std::string &program, const std::vector<std::string> &arguments) {
  std::vector<std::shared_ptr<const rt::LoadedModel>> models;
  std::vector<Held> held;
  for (const neuro_model *const *at = __start_neuro_models; at != __stop_neuro_models; ++at) {
    auto loaded = rt::loadModel(**at, program);
    if (!loaded)
      return fail(program, loaded.error().message);
    const rt::ProgramPlan &plan = (*loaded)->plan;
    if (plan.experiments.size() != 1)
      return fail(program, "this model was not built with --exe");
    const rt::ExperimentPlan &experiment = plan.experiments.front();
    held.push_back({&experiment, &plan.networks[static_cast<size_t>(experiment.network)]});
    models.push_back(std::move(*loaded));
  }

  CommandLine line;
  std::string why;
  if (!parse(arguments, held, line, why))
    return fail(program, why);
  if (line.help) {
    fmt::print("{}", helpText(program, held, line.experiment));
    return Success;
  }
  if (line.list) {
    fmt::print("{}", listText(held));
    return Success;
  }
  const rt::LoadedModel &model = *models[line.experiment];
  const neuro_model &raw = *__start_neuro_models[line.experiment];
  const tool::RunHead head{model.name, held[line.experiment].experiment->name, "cpu", model.precision};
  if (line.about) {
    fmt::print("{}: {}, made for {} ({})\n", model.name, contentText(models), raw.processor, raw.features);
    return Success;
  }

  rt::ExperimentOptions options = line.run;
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
    fmt::print("{}", jsonOf(head, raw.processor, result));
  } else if (!result.error) {
    if (!line.quiet)
      fmt::print("{}{}\n", tool::headText(head, result), tool::countsText(result, ""));
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
