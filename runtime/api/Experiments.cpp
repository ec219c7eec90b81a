//===- Experiments.cpp - Running a program's own experiments -----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/api/Results.h"

#include <cmath>

using namespace neuro;
using namespace neuro::api;

/// NULL: "main", or the first.
static int experimentCalled(const rt::ProgramPlan &plan, const char *name) {
  const std::vector<rt::ExperimentPlan> &all = plan.experiments;
  if (all.empty())
    throw Failure(NEURO_INVALID, "the program has no experiment to run; add e.g. experiment main "
                                 "on " +
                                     (plan.networks.empty() ? "Network" : plan.networks[0].name) +
                                     " { simulate 1 s }");
  std::vector<std::string> known;
  for (size_t k = 0; k < all.size(); ++k) {
    if (all[k].name == (name ? name : "main"))
      return static_cast<int>(k);
    known.push_back(all[k].name);
  }
  if (!name)
    return 0;
  throw Failure(NEURO_INVALID,
                "there is no experiment '" + std::string(name) + "'" + suggestion(name, known));
}

static rt::ExperimentOptions optionsOf(const Program &program, const rt::NetworkPlan &network,
                                       const neuro_experiment_options &options) {
  rt::ExperimentOptions out;
  if (options.dt != 0)
    out.dt = options.dt;
  if (out.dt && !(*out.dt > 0 && std::isfinite(*out.dt)))
    throw Failure(NEURO_INVALID, "dt must be a positive time in ms");
  if (options.seed)
    out.seed = *options.seed;
  require(options.threads >= 0 && options.threads <= 4096, "threads must be from 0 to 4096");
  out.threads = options.threads;
  require(options.settings || options.setting_count == 0, "there are no settings (a NULL)");
  for (size_t k = 0; k < options.setting_count; ++k)
    out.parameters.push_back(settingOf(network, options.settings[k]));
  out.memoryLimit = options.memory_limit;
  out.layout = layoutCalled(options.layout);
  out.without = program.without;
  out.directory = options.data_directory ? options.data_directory : program.directory;
  return out;
}

extern "C" {

size_t neuro_program_experiments(const neuro_program *program) {
  return program ? program->content.plan->experiments.size() : 0;
}

neuro_error *neuro_program_experiment(const neuro_program *program, size_t index,
                                      neuro_experiment *experiment) {
  return guarded([&] {
    require(program, "there is no program (a NULL)");
    const rt::ProgramPlan &plan = *program->content.plan;
    require(index < plan.experiments.size(), "there is no experiment of that number");
    const rt::ExperimentPlan &found = plan.experiments[index];
    neuro_experiment out{};
    out.name = found.name.c_str();
    out.network = plan.networks[static_cast<size_t>(found.network)].name.c_str();
    give(experiment, out);
  });
}

neuro_error *neuro_experiment_run(neuro_program *program, const neuro_experiment_options *given,
                                  neuro_result **result) {
  return guarded([&] {
    require(result, "there is nowhere to write the result to (a NULL)");
    *result = nullptr;
    require(program, "there is no program (a NULL)");
    const neuro_experiment_options chosen = take(given);
    const ProgramReference kept(program);
    const Program &content = program->content;
    const int index = experimentCalled(*content.plan, chosen.experiment);
    const rt::ExperimentPlan &plan = content.plan->experiments[static_cast<size_t>(index)];
    const rt::NetworkPlan &network = content.plan->networks[static_cast<size_t>(plan.network)];
    rt::ExperimentOptions options = optionsOf(content, network, chosen);

    auto made = std::make_unique<neuro_result>();
    made->experiment = plan.name;
    made->network = network.name;
    std::atomic<bool> stop{false};
    options.stop = &stop;
    if (chosen.progress)
      options.progress = [&](const rt::ExperimentProgress &at) {
        if (!stop.load(std::memory_order_relaxed) &&
            !chosen.progress(at.what, at.done, at.total, chosen.user))
          stop.store(true, std::memory_order_relaxed);
      };
    int64_t combinations = 0;
    options.recorded = [&](const rt::Recording &recording, const rt::Combination *combination) {
      keep(*made, recording, combination ? combinations++ : -1);
      return std::string();
    };
    made->outcome = rt::runExperiment(*content.plan, index, *content.kernels, options);
    if (made->outcome.error)
      fail(*made->outcome.error, NEURO_PROGRAM);
    for (const rt::Error &warning : made->outcome.warnings)
      made->warnings.push_back((warning.at.empty() ? "" : warning.at + ": ") + warning.message);
    showInUnits(*made);
    *result = made.release();
  });
}
}
