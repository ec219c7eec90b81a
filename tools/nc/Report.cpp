//===- Report.cpp - nc report ----------------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Simulation.h"
#include "runtime/io/NetworkFiles.h"
#include "tools/nc/RunOutput.h"

#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace neuro;
using namespace neuro::tool;

static void reportModels(const CompiledProgram &compiled) {
  std::string model;
  for (const SolverChoice &choice : compiled.solvers) {
    if (choice.model != model)
      fmt::print("{}model {}\n", model.empty() ? "" : "\n", choice.model);
    model = choice.model;
    fmt::print("  {:<14} {:<18} {:<4} {}\n", choice.state, choice.solver, choice.precision, choice.reason);
  }
}

/// What each whole-model pass did, those of the compiler first.
static void reportPasses(const Session &session, const rt::BuildReport &build) {
  fmt::print("\npasses\n");
  for (const rt::PassInfo &info : rt::allPasses) {
    std::string said = session.without().has(info.pass) ? "off" : "";
    for (const std::vector<rt::PassNote> &notes : {session.compiled->passes, build.passes})
      for (const rt::PassNote &note : notes)
        if (note.pass == info.pass)
          said += (said.empty() ? "" : fmt::format("\n  {:<20} ", "")) + note.text;
    fmt::print("  {:<20} {}\n", info.name, said.empty() ? "nothing to do" : said);
  }
}

/// The network as the experiment would build it; nothing is simulated.
static int reportNetwork(const Session &session) {
  const rt::ProgramPlan &plan = session.compiled->plan;
  const rt::ExperimentPlan &experiment = plan.experiments[static_cast<size_t>(session.experimentIndex)];
  rt::SimOptions options;
  options.layout = session.layout();
  options.integerSums = session.integerSums();
  options.without = session.without();
  rt::Scope bare;
  auto value = [&](const rt::Expr &expr, double otherwise) {
    rt::Result<double> result = expr.empty() ? rt::Result<double>(otherwise) : rt::evaluateScalar(expr, bare);
    return result ? *result : otherwise;
  };
  options.dt = session.dt.value_or(value(experiment.dt, 0.1));
  options.seed = experiment.hasWholeSeed ? experiment.wholeSeed
                                         : static_cast<uint64_t>(value(experiment.seed, 1));
  for (const auto &override : experiment.overrides)
    options.parameters.push_back({override.parameter, value(override.value, 0)});
  options.parameters.insert(options.parameters.end(), session.parameters.begin(), session.parameters.end());
  const std::string directory = std::filesystem::path(plan.file).parent_path().string();
  if (auto read = rt::loadNetworkFiles(plan.networks[static_cast<size_t>(experiment.network)], directory, options);
      !read) {
    fmt::print(stderr, "{}", errorText(session, read.error()));
    return UserError;
  }
  auto made = rt::Simulation::create(plan, experiment.network, session.compiled->kernels, options);
  if (!made) {
    fmt::print(stderr, "{}", errorText(session, made.error()));
    return UserError;
  }
  const rt::BuildReport &build = (*made)->report();
  fmt::print("\nnetwork {} (experiment {}, dt {:.6g} ms): built in {:.3g} s, {} thread{}, "
             "spikes exchanged every {} tick{}\n",
             plan.networks[static_cast<size_t>(experiment.network)].name, experiment.name, options.dt,
             build.seconds, build.threads, build.threads == 1 ? "" : "s", build.window,
             build.window == 1 ? "" : "s");
  for (const rt::PopulationReport &population : build.populations) {
    fmt::print("  population {:<12} {:<14} {:>12} elements {:>14} bytes{}{}\n", population.name, population.model,
               population.size, population.bytes, population.layout.empty() ? "" : "  at ", population.layout);
    if (!population.cuts.empty())
      fmt::print("    threads own, by cost, elements from {}\n",
                 fmt::join(population.cuts.begin(), population.cuts.end() - 1, ", "));
  }
  for (const rt::ProjectionReport &projection : build.projections) {
    fmt::print("  project {:<18} {:<24} {:>12} synapses {:>14} bytes  {}\n", projection.name, projection.rule,
               projection.synapses, projection.bytes, projection.representation);
    if (projection.synapses > 0)
      fmt::print("    delays {:.6g} to {:.6g} ms{}\n", projection.minDelay, projection.maxDelay,
                 projection.redrawnDelays
                     ? fmt::format(", {} drawn below one tick and drawn again", projection.redrawnDelays)
                     : "");
  }
  if (build.synapseBytes > 0)
    fmt::print("  synapses take {} bytes, {} while they were built\n", build.synapseBytes, build.synapsePeakBytes);
  for (const rt::Error &warning : build.warnings)
    fmt::print("  {}{}\n", warning.at.empty() ? "" : warning.at + ": ", warning.message);
  reportPasses(session, build);
  return Success;
}

static int report(const ProgramOptions &options) {
  Session session(options);
  if (!session.bind())
    return session.status;
  reportModels(*session.compiled);
  const int status = reportNetwork(session);
  if (status == Success)
    fmt::print("\n{}", phasesText(factsOf(session)));
  return status;
}

extern "C" __attribute__((visibility("default"))) int neuro_driver_report(const ProgramOptions *options) {
  return report(*options);
}
