//===- BuildC.cpp - nc build --emit=c --------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/nc/BuildC.h"

#include "runtime/ccode/WriteC.h"
#include "tools/nc/ModelFiles.h"
#include "tools/nc/RunOutput.h"
#include "tools/nc/Session.h"
#include "tools/nc/Version.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

using namespace neuro;
using namespace neuro::tool;
namespace fs = std::filesystem;

namespace {

int fail(const std::string &message) {
  fmt::print(stderr, "nc: {}\n", message);
  return UserError;
}

/// "dir/name" of what -o says: a folder, a name, or one with an ending.
fs::path baseOf(const BuildOptions &options) {
  const fs::path stem = fs::path(options.program.file).stem();
  if (options.output.empty())
    return stem;
  fs::path base = options.output;
  std::error_code code;
  if (base.filename().empty() || fs::is_directory(base, code))
    return base / stem;
  if (base.extension() == ".c" || base.extension() == ".h")
    base.replace_extension();
  return base;
}

bool simulates(const std::vector<rt::StatementPlan> &statements) {
  return std::any_of(statements.begin(), statements.end(), [](const rt::StatementPlan &statement) {
    return statement.kind == rt::StatementPlan::Simulate ||
           statement.kind == rt::StatementPlan::Present || simulates(statement.body);
  });
}

/// Statements that a C model does not execute, and that would change what its network
/// does. What stands before the first `simulate` is part of the model.
std::optional<rt::Error> findChange(const std::vector<rt::StatementPlan> &statements, bool &running) {
  for (const rt::StatementPlan &statement : statements) {
    const char *what = nullptr;
    switch (statement.kind) {
    case rt::StatementPlan::Simulate:
      running = true;
      break;
    case rt::StatementPlan::Assign: what = running ? "an assignment after a `simulate`" : nullptr; break;
    case rt::StatementPlan::Freeze: what = running ? "freeze after a `simulate`" : nullptr; break;
    case rt::StatementPlan::For:
      what = running                     ? "a loop after a `simulate`"
             : simulates(statement.body) ? "a loop that simulates"
                                         : nullptr;
      break;
    case rt::StatementPlan::Sweep: what = "a sweep"; break;
    case rt::StatementPlan::Reset: what = "reset"; break;
    case rt::StatementPlan::Present: what = "present"; break;
    case rt::StatementPlan::Restore: what = "restore"; break;
    case rt::StatementPlan::Let:
    case rt::StatementPlan::Report:
    case rt::StatementPlan::Expect:
    case rt::StatementPlan::Checkpoint:
      break;
    }
    if (what)
      return rt::Error{fmt::format("E0462: {} is no part of a model in C, which is the network as it is "
                                   "when the first `simulate` begins; give it an experiment that only "
                                   "sets up and simulates",
                                   what),
                       statement.at};
    if (std::optional<rt::Error> inside = findChange(statement.body, running))
      return inside;
  }
  return std::nullopt;
}

std::optional<rt::Error> findChange(const std::vector<rt::StatementPlan> &statements) {
  bool running = false;
  std::optional<rt::Error> change = findChange(statements, running);
  if (!change && !running)
    return rt::Error{"E0462: this experiment simulates nothing, so there is no network to write; "
                     "add `simulate 1 s`", ""};
  return change;
}

/// The command, to make the same files again.
std::string callOf(const BuildOptions &options) {
  std::string call = "nc build --emit=c " + fs::path(options.program.file).filename().string();
  if (!options.program.experiment.empty())
    call += " " + options.program.experiment;
  for (const std::string &set : options.program.sets)
    call += " --set " + (set.find(' ') == std::string::npos ? set : "\"" + set + "\"");
  if (!options.program.dt.empty())
    call += " --dt " + options.program.dt;
  if (!options.program.precision.empty())
    call += " --precision " + options.program.precision;
  if (!options.program.solver.empty())
    call += " --solver " + options.program.solver;
  if (options.program.accumulate != "auto")
    call += " --accumulate " + options.program.accumulate;
  if (options.program.seed)
    call += fmt::format(" --seed {}", *options.program.seed);
  return call;
}

} // namespace

int tool::buildC(const BuildOptions &options) {
  if (options.exe)
    return fail("--exe makes a program; with --emit=c, --main writes one in C");
  if (options.shared)
    return fail("--shared makes a library of machine code; with --emit=c there is none");
  if (!options.processor.empty())
    return fail("--cpu chooses machine code; the C of --emit=c is for any processor");
  Session session(options.program);
  session.ccode = true;
  if (!session.bind())
    return session.status;
  const rt::ExperimentPlan &plan =
      session.compiled->plan.experiments[static_cast<size_t>(session.experimentIndex)];
  if (std::optional<rt::Error> change = findChange(plan.statements)) {
    fmt::print(stderr, "{}", errorText(session, *change));
    return UserError;
  }
  const fs::path base = baseOf(options);
  rt::COptions model;
  // Not what functions call their own.
  model.name = CNames({"m", "s", "i", "j", "k", "t", "r", "now", "user", "size", "count"}).of(base.filename().string());
  model.file = base.filename().string();
  model.source = fs::path(options.program.file).filename().string();
  model.call = callOf(options);
  model.compiler = VersionText;
  model.main = options.main;
  auto engine = std::make_shared<rt::CEngine>(*session.compiled->ccode, model);
  rt::ExperimentOptions experiment = session.experimentOptions();
  experiment.engine = [&] { return engine; };
  const rt::ExperimentResult result =
      rt::runExperiment(session.compiled->plan, session.experimentIndex,
                        session.compiled->kernels, experiment);
  if (!engine->files) {
    fmt::print(stderr, "{}",
               errorText(session, result.error ? *result.error
                                               : rt::Error{"nothing was simulated", ""}));
    return UserError;
  }
  auto file = [&](const char *ending) { return fs::path(base.string() + ending); };
  std::string why = writeFile(file(".c"), engine->files->source);
  if (why.empty())
    why = writeFile(file(".h"), engine->files->header);
  if (why.empty() && options.main)
    why = writeFile(file("_main.c"), engine->files->main);
  if (!why.empty())
    return fail(why);
  if (!options.quiet)
    fmt::print("{}, {}{} ({}; {} bytes of tables, {} bytes of state)\n", file(".c").string(),
               file(".h").string(), options.main ? ", " + file("_main.c").string() : "",
               session.compiled->precision, engine->files->flash, engine->files->ram);
  return Success;
}
