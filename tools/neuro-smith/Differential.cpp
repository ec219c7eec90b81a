//===- Differential.cpp - One program, run in several ways ----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/neuro-smith/Differential.h"

#include "lang/sema/Executable.h"
#include "lowering/Compiler.h"
#include "runtime/experiment/Experiment.h"
#include "tools/neuro-smith/Variants.h"

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

using fmt::format;

namespace neuro::smith {

namespace {

/// Everything an experiment tells.
struct Observed {
  std::vector<rt::Recording> recordings; ///< one, or one a combination
  rt::ExperimentResult result;
};

/// min(expression, limit)
void cap(rt::Expr &expr, double limit) {
  expr.code.push_back({rt::Op::Const, 0, 0, limit});
  expr.code.push_back({rt::Op::Min});
}

void capDurations(std::vector<rt::StatementPlan> &statements, double limit) {
  for (rt::StatementPlan &statement : statements) {
    if (statement.kind == rt::StatementPlan::Simulate ||
        statement.kind == rt::StatementPlan::Present)
      cap(statement.value, limit);
    capDurations(statement.body, limit);
  }
}

void makeSmall(rt::ProgramPlan &plan, const RunChoice &choice) {
  if (choice.atMost > 0)
    for (rt::ExperimentPlan &experiment : plan.experiments)
      capDurations(experiment.statements, choice.atMost);
  if (choice.elements > 0)
    for (rt::NetworkPlan &network : plan.networks)
      for (rt::PopulationPlan &population : network.populations)
        for (rt::Expr &dimension : population.shape)
          cap(dimension, choice.elements);
}

/// How a program is run.
/// Each has checkpoints of its own.
enum class Way { Compiled, Interpreted, Optimised, Plain, Rounded };

Observed observe(const CompiledProgram &program, int experiment, int threads, Way way,
                 const RunChoice &choice) {
  Observed observed;
  rt::ExperimentOptions options;
  options.threads = threads;
  options.exactThreads = true;
  options.without = program.without;
  options.directory = choice.directory;
  if (!choice.checkpoints.empty()) {
    static const char *const names[] = {"compiled", "interpreted", "optimised",
                                        "plain", "rounded"};
    options.checkpointDirectory = choice.checkpoints + "/" + names[static_cast<int>(way)];
    std::filesystem::create_directories(options.checkpointDirectory);
  }
  const rt::NetworkPlan &network =
      program.plan.networks[static_cast<size_t>(program.plan.experiments[static_cast<size_t>(experiment)].network)];
  for (const auto &[name, value] : choice.sets)
    for (size_t p = 0; p < network.parameters.size(); ++p)
      if (network.parameters[p].name == name)
        options.parameters.push_back({static_cast<int>(p), value});
  if (way == Way::Interpreted)
    options.engine = [&] { return rt::makeReferenceEngine(program.elements); };
  options.recorded = [&](const rt::Recording &recording, const rt::Combination *) {
    observed.recordings.push_back(recording);
    return std::string();
  };
  observed.result = rt::runExperiment(program.plan, experiment, program.kernels, options);
  // Where a file is, is no difference.
  if (const std::string &at = options.checkpointDirectory; !at.empty() && observed.result.error)
    for (std::string &message = observed.result.error->message;
         message.find(at) != std::string::npos;)
      message.replace(message.find(at), at.size(), choice.checkpoints);
  return observed;
}

/// The same bits, or both not a number.
bool same(double a, double b) {
  return std::memcmp(&a, &b, sizeof a) == 0 || (std::isnan(a) && std::isnan(b));
}

std::string differing(const std::vector<double> &a, const std::vector<double> &b) {
  for (size_t k = 0; k < a.size() && k < b.size(); ++k)
    if (!same(a[k], b[k]))
      return format("{:.17g} and {:.17g}", a[k], b[k]);
  return format("{} and {} values", a.size(), b.size());
}

bool same(const std::vector<double> &a, const std::vector<double> &b) {
  if (a.size() != b.size())
    return false;
  for (size_t k = 0; k < a.size(); ++k)
    if (!same(a[k], b[k]))
      return false;
  return true;
}

std::string difference(const rt::EventSeries &a, const rt::EventSeries &b) {
  if (a.tick == b.tick && a.element == b.element)
    return "";
  for (size_t k = 0; k < a.tick.size() || k < b.tick.size(); ++k) {
    auto event = [k](const rt::EventSeries &s) {
      return k < s.tick.size() ? format("element {} at tick {}", s.element[k], s.tick[k])
                               : std::string("nothing more");
    };
    if (event(a) != event(b))
      return format("{}: event {} is {} and {}", a.name, k, event(a), event(b));
  }
  return a.name;
}

std::string difference(const rt::ValueSeries &a, const rt::ValueSeries &b) {
  if (a.tick != b.tick)
    return format("{}: samples at other ticks ({} and {} of them)", a.name, a.tick.size(),
                  b.tick.size());
  const size_t width = std::max<size_t>(1, a.width());
  for (size_t k = 0; k < a.samples.size() && k < b.samples.size(); ++k)
    if (!same(a.samples[k], b.samples[k]))
      return format("{}: element {} at tick {} is {:.17g} and {:.17g}", a.name, k % width,
                    a.tick[k / width], a.samples[k], b.samples[k]);
  return a.samples.size() == b.samples.size() ? "" : a.name + ": other numbers of samples";
}

/// Of what was recorded, and of errors. The first difference in time would be best; the first in
/// order of targets is simple.
std::string recorded(const Observed &a, const Observed &b) {
  if (a.result.error.has_value() != b.result.error.has_value())
    return format("only one fails: {}", a.result.error ? a.result.error->message
                                                       : b.result.error->message);
  if (a.result.error && a.result.error->message != b.result.error->message)
    return format("errors '{}' and '{}'", a.result.error->message, b.result.error->message);
  if (a.result.error) // how much of a tick that fails is recorded is not said
    return "";
  if (a.recordings.size() != b.recordings.size())
    return "other numbers of recordings";
  for (size_t r = 0; r < a.recordings.size(); ++r) {
    const rt::Recording &x = a.recordings[r], &y = b.recordings[r];
    for (size_t k = 0; k < x.values.size(); ++k)
      if (std::string d = difference(x.values[k], y.values[k]); !d.empty())
        return d;
    for (size_t k = 0; k < x.events.size(); ++k)
      if (std::string d = difference(x.events[k], y.events[k]); !d.empty())
        return d;
  }
  return "";
}

std::string difference(const Observed &a, const Observed &b) {
  if (std::string d = recorded(a, b); !d.empty())
    return d;
  if (a.result.reports.size() != b.result.reports.size())
    return "other numbers of reports";
  for (size_t k = 0; k < a.result.reports.size(); ++k)
    if (a.result.reports[k].text.find("real_time_factor") == std::string::npos &&
        !same(a.result.reports[k].values, b.result.reports[k].values))
      return format("report {}: {}", a.result.reports[k].text,
                    differing(a.result.reports[k].values, b.result.reports[k].values));
  for (size_t k = 0; k < a.result.expectations.size() && k < b.result.expectations.size(); ++k)
    if (a.result.expectations[k].passed != b.result.expectations[k].passed)
      return format("expect {}: {} and {}", a.result.expectations[k].text,
                    a.result.expectations[k].passed, b.result.expectations[k].passed);
  const rt::Counters &c = a.result.counters, &d = b.result.counters;
  if (c.spikes != d.spikes || c.synapticEvents != d.synapticEvents ||
      c.driveEvents != d.driveEvents)
    return format("counts of spikes, synaptic and drive events {} {} {} and {} {} {}", c.spikes,
                  c.synapticEvents, c.driveEvents, d.spikes, d.synapticEvents, d.driveEvents);
  return "";
}

/// Numbers that differ by rounding at most, as sums in another order do.
bool near(double a, double b) {
  return same(a, b) || std::fabs(a - b) <= 1e-7 * std::max({std::fabs(a), std::fabs(b), 1e-3});
}

/// As `recorded`, but values may differ by rounding.
std::string roughly(const Observed &a, const Observed &b) {
  if (a.result.error.has_value() != b.result.error.has_value())
    return format("only one fails: {}", a.result.error ? a.result.error->message
                                                       : b.result.error->message);
  if (a.result.error)
    return "";
  for (size_t r = 0; r < a.recordings.size() && r < b.recordings.size(); ++r) {
    const rt::Recording &x = a.recordings[r], &y = b.recordings[r];
    for (size_t k = 0; k < x.events.size(); ++k)
      if (std::string d = difference(x.events[k], y.events[k]); !d.empty())
        return d;
    for (size_t k = 0; k < x.values.size(); ++k) {
      const rt::ValueSeries &s = x.values[k], &t = y.values[k];
      if (s.tick != t.tick || s.samples.size() != t.samples.size())
        return difference(s, t);
      for (size_t n = 0; n < s.samples.size(); ++n)
        if (!near(s.samples[n], t.samples[n]))
          return format("{}: {:.17g} and {:.17g}", s.name, s.samples[n], t.samples[n]);
    }
  }
  return "";
}

/// All passes that change no bit, or those that may round otherwise.
rt::PassSet passesThat(bool round) {
  rt::PassSet set;
  for (const rt::PassInfo &info : rt::allPasses)
    if (info.rounds == round)
      set.add(info.pass);
  return set;
}

/// A name nobody else uses; the file is gone in the end.
struct TemporaryFile {
  const std::string path = (std::filesystem::temp_directory_path() /
                            format("neuro-smith-{}.nck", static_cast<long>(getpid())))
                               .string();
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  }
};

} // namespace

std::vector<std::string> experimentsOf(const std::string &name, const std::string &text,
                                       const RunChoice &choice) {
  DiagnosticEngine diagnostics;
  LoadOptions load;
  load.stdDirectory = choice.standardLibrary;
  std::unique_ptr<CheckedProgram> program =
      check(std::make_unique<SourceFile>(name, text), load, diagnostics);
  std::vector<std::string> names;
  for (const ast::ExperimentDecl *decl : program->experiments)
    names.push_back(decl->name);
  return names;
}

Outcome compare(const std::string &name, const std::string &text, const RunChoice &choice) {
  Outcome outcome;
  DiagnosticEngine diagnostics;
  LoadOptions load;
  load.stdDirectory = choice.standardLibrary;
  std::unique_ptr<CheckedProgram> program =
      check(std::make_unique<SourceFile>(name, text), load, diagnostics);
  std::string experiment = choice.experiment;
  for (const ast::ExperimentDecl *decl : program->experiments)
    if (experiment.empty() && decl->name == "main")
      experiment = "main";
  if (experiment.empty() && !program->experiments.empty())
    experiment = program->experiments.front()->name;
  if (!diagnostics.hasErrors())
    checkExecutable(*program, experiment, diagnostics);
  if (diagnostics.hasErrors())
    return {Outcome::Refused, diagnostics.render()};

  CompileOptions options;
  options.closed = true;
  options.experiment = experiment;
  options.precision = "f64";
  options.reproducerDirectory = "/tmp";
  options.elements = choice.reference;
  for (const auto &[name, value] : choice.sets)
    options.overridden.push_back(name);
  CompileResult first = neuro::compile(*program, options);
  if (!first.program)
    return {first.internal ? Outcome::Broke : Outcome::Refused, first.diagnostics};
  makeSmall(first.program->plan, choice);
  int index = -1;
  for (size_t k = 0; k < first.program->plan.experiments.size(); ++k)
    if (first.program->plan.experiments[k].name == experiment)
      index = static_cast<int>(k);
  if (index < 0)
    return {Outcome::Refused, "there is no experiment to run"};

  const Observed one = observe(*first.program, index, 1, Way::Compiled, choice);
  if (one.result.error)
    outcome.what = one.result.error->message;
  for (const rt::Recording &recording : one.recordings) {
    for (const rt::EventSeries &series : recording.events)
      outcome.spikes += static_cast<int64_t>(series.tick.size());
    for (const rt::ValueSeries &series : recording.values)
      outcome.samples += static_cast<int64_t>(series.samples.size());
  }
  auto against = [&](const Observed &other, const std::string &how) {
    const std::string what = difference(one, other);
    if (what.empty())
      return true;
    outcome.kind = Outcome::Differed;
    outcome.what = format("one thread and {}: {}", how, what);
    return false;
  };
  if (choice.reference) {
    const Observed interpreted = observe(*first.program, index, 1, Way::Interpreted, choice);
    if (!against(interpreted, "the interpreter"))
      return outcome;
  }
  for (int threads = 2; threads <= choice.threads; ++threads)
    if (!against(observe(*first.program, index, threads, Way::Compiled, choice),
                 format("{} threads", threads)))
      return outcome;
  if (choice.variants && !one.result.error) {
    rt::ExperimentPlan &experiment = first.program->plan.experiments[static_cast<size_t>(index)];
    const rt::ExperimentPlan asWritten = experiment;
    auto recordsThe = [&](int threads, const std::string &how) {
      const std::string what = recorded(one, observe(*first.program, index, threads, Way::Compiled, choice));
      if (what.empty())
        return true;
      outcome.kind = Outcome::Differed;
      outcome.what = format("one thread and {}: {}", how, what);
      return false;
    };
    splitSimulations(experiment, 3 * one.result.dt);
    if (!recordsThe(1, "simulations split in two"))
      return outcome;
    experiment = asWritten;
    const TemporaryFile file;
    if (writeCheckpoint(experiment, file.path)) {
      if (!recordsThe(1, "a checkpoint written"))
        return outcome;
      resume(experiment);
      if (!recordsThe(choice.threads, "a checkpoint restored"))
        return outcome;
    }
  }
  if (choice.levels) {
    options.optimization = 3;
    options.elements = false;
    CompileResult second = neuro::compile(*program, options);
    if (!second.program)
      return {Outcome::Broke, second.diagnostics};
    makeSmall(second.program->plan, choice);
    if (!against(observe(*second.program, index, 1, Way::Optimised, choice), "optimisation level 3"))
      return outcome;
  }
  for (bool round : {false, true}) {
    if (!choice.passes)
      break;
    options.optimization = 1;
    options.elements = false;
    options.without = passesThat(round);
    CompileResult plain = neuro::compile(*program, options);
    if (!plain.program)
      return {Outcome::Broke, plain.diagnostics};
    makeSmall(plain.program->plan, choice);
    const Observed other = observe(*plain.program, index, 1, round ? Way::Rounded : Way::Plain, choice);
    const std::string how = "no " + options.without.str();
    if (!round) {
      if (!against(other, how))
        return outcome;
    } else if (std::string what = roughly(one, other); !what.empty()) {
      outcome.kind = Outcome::Differed;
      outcome.what = format("one thread and {}: {}", how, what);
      return outcome;
    }
  }
  if (one.result.error)
    outcome.kind = Outcome::Refused;
  return outcome;
}

// --- Minimising ------------------------------------------------------------------

namespace {

std::vector<std::string> linesOf(const std::string &text) {
  std::vector<std::string> lines(1);
  for (char c : text)
    if (c == '\n')
      lines.emplace_back();
    else
      lines.back() += c;
  if (lines.back().empty())
    lines.pop_back();
  return lines;
}

/// One past the line that closes what line `at` opens; at + 1 if it opens nothing.
size_t endOfBlock(const std::vector<std::string> &lines, size_t at) {
  int depth = 0;
  for (size_t k = at; k < lines.size(); ++k) {
    for (char c : lines[k])
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    if (depth <= 0)
      return k + 1;
  }
  return lines.size();
}

std::string join(const std::vector<std::string> &lines) {
  std::string text;
  for (const std::string &line : lines)
    text += line + "\n";
  return text;
}

} // namespace

std::string minimise(const std::string &text, Outcome::Kind kind, const RunChoice &choice) {
  std::vector<std::string> lines = linesOf(text);
  bool smaller = true;
  while (smaller) {
    smaller = false;
    for (size_t at = 0; at < lines.size();) {
      std::vector<std::string> fewer = lines;
      fewer.erase(fewer.begin() + static_cast<int64_t>(at),
                  fewer.begin() + static_cast<int64_t>(endOfBlock(lines, at)));
      if (compare("minimised.neuro", join(fewer), choice).kind == kind) {
        lines = std::move(fewer);
        smaller = true;
      } else {
        ++at;
      }
    }
  }
  return join(lines);
}

} // namespace neuro::smith
