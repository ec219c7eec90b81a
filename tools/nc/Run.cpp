//===- Run.cpp - nc run ----------------------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/experiment/Experiment.h"
#include "tools/nc/ResultOutput.h"
#include "tools/nc/RunOutput.h"
#include "tools/nc/Session.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

using namespace neuro;
using namespace neuro::tool;

/// "raster.svg" or, within a sweep, "raster_001.svg".
static std::string plotPath(const std::string &path, const rt::Combination *combination, int number) {
  if (!combination)
    return path;
  std::filesystem::path file(path);
  std::string name = fmt::format("{}_{:03}{}", file.stem().string(), number, file.extension().string());
  return (file.parent_path() / name).string();
}

/// "brunel.svg", or "brunel.phase_diagram.svg" for an experiment of another name.
static std::string implicitPlotPath(const std::string &file, const std::string &experiment) {
  std::string stem = std::filesystem::path(file).stem().string();
  return stem + (experiment == "main" ? "" : "." + experiment) + ".svg";
}

/// Whether all there is to draw after `fromMs` can be told apart in one picture.
static bool isSparse(const rt::Recording &recording, double fromMs) {
  const int64_t from = static_cast<int64_t>(fromMs / recording.dt);
  size_t marks = 0;
  auto after = [&](const std::vector<int64_t> &ticks) {
    return static_cast<size_t>(ticks.end() - std::lower_bound(ticks.begin(), ticks.end(), from));
  };
  for (const rt::EventSeries &series : recording.events)
    marks += after(series.tick);
  for (const rt::ValueSeries &series : recording.values)
    if (after(series.tick) > 4000)
      return false;
  return marks <= 1500;
}

static int run(const RunOptions &options) {
  Session session(options.program);
  const bool reference = options.engine == "reference";
  session.reference = reference;
  if (!session.bind())
    return session.status;

  rt::ExperimentOptions experiment = session.experimentOptions();
  if (reference)
    experiment.engine = [&] { return rt::makeReferenceEngine(session.compiled->elements); };

  // A run that a person looks at leaves a picture, unless told otherwise. A sweep
  // would leave many, so it draws only on request.
  const bool implicitPlot = options.plot.empty() && !options.noPlot && !options.json &&
                            !options.quiet && options.out.empty();
  std::string drawn;
  const std::string title = std::filesystem::path(options.program.file).stem().string() + " · " + session.experiment;
  int combinations = 0;
  experiment.recorded = [&](const rt::Recording &recording, const rt::Combination *combination) -> std::string {
    int number = combination ? ++combinations : 0;
    if (!options.out.empty()) {
      std::string directory = outputDirectory(options.out, combination, number);
      std::string why = options.format == "npz" ? rt::writeNpz(recording, directory)
                                                : rt::writeCsv(recording, directory);
      if (!why.empty())
        return why;
    }
    const bool anything = !recording.events.empty() || !recording.values.empty();
    if (!options.plot.empty() || (implicitPlot && anything && !combination)) {
      std::string path = implicitPlot ? implicitPlotPath(options.program.file, session.experiment)
                                      : plotPath(options.plot, combination, number);
      // The end of the run: half a second of it, more where there is little to draw.
      int64_t last = 0;
      for (const rt::EventSeries &series : recording.events)
        if (!series.tick.empty())
          last = std::max(last, series.tick.back());
      for (const rt::ValueSeries &series : recording.values)
        if (!series.tick.empty())
          last = std::max(last, series.tick.back());
      double to = static_cast<double>(last) * recording.dt;
      if (implicitPlot && !(to > 0))
        return "";
      double window = 500;
      while (window < to && isSparse(recording, to - 2 * window))
        window *= 2;
      std::string why = rt::writeRaster(recording, path,
                                        combination ? title + " · " + combination->str() : title,
                                        std::max(0.0, to - window), to);
      if (!why.empty() && !implicitPlot)
        return why;
      if (!why.empty()) { // nobody asked for it: the run itself is fine
        fmt::print(stderr, "nc: no picture: {}\n", why);
        return "";
      }
      drawn += (drawn.empty() ? "" : ", ") + path;
    }
    return "";
  };

  rt::ExperimentResult result = runShown(session, experiment, !options.quiet && !options.json);
  const RunFacts facts = factsOf(session);
  if (options.json)
    fmt::print("{}", jsonOf(facts, result));
  else if (!result.error)
    fmt::print("{}", textOf(facts, result, options.quiet));
  if (options.time && !options.json && !result.error)
    fmt::print("\n{}", phasesText(facts));
  if (!drawn.empty() && !options.json && !options.quiet)
    fmt::print("\n  picture: {}\n", drawn);
  std::fflush(stdout);

  if (result.error) {
    fmt::print(stderr, "{}", errorText(session, *result.error));
    return UserError;
  }
  if (result.interrupted) {
    fmt::print(stderr, "nc: interrupted after {:.6g} ms of biological time; what was recorded is kept\n",
               result.biologicalMs);
    return Interrupted;
  }
  bool failed = std::any_of(result.expectations.begin(), result.expectations.end(),
                            [](const rt::Expectation &e) { return !e.passed; });
  return failed ? UserError : Success;
}

extern "C" __attribute__((visibility("default"))) int neuro_driver_run(const RunOptions *options) {
  return run(*options);
}
