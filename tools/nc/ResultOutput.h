//===- ResultOutput.h - How results of an experiment are shown -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What nc run and programs that were built by nc build --exe show alike.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TOOLS_NC_RESULTOUTPUT_H
#define NEURO_TOOLS_NC_RESULTOUTPUT_H

#include "runtime/experiment/Experiment.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

namespace neuro::tool {

using Json = nlohmann::ordered_json;

/// JSON has no NaN and no infinities: an undefined value is null.
inline Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

/// What was run.
struct RunHead {
  std::string file; ///< the program, or the name of a compiled model
  std::string experiment, target = "cpu", precision;
};

/// "net.neuro · main · cpu, 2 threads, f32, seed 1, dt 0.1 ms", a line.
std::string headText(const RunHead &head, const rt::ExperimentResult &result);

/// What it was run with: experiment, target, threads, precision, seed and time step.
void addSettings(Json &out, const RunHead &head, const rt::ExperimentResult &result, int threads);

/// Counts, reports, expectations, warnings and the error; values are in the unit that
/// stands beside them.
void addResult(Json &out, const rt::ExperimentResult &result);

/// Sizes and times in two lines, `compiling` ("check 12 ms, ") being part of the first.
std::string countsText(const rt::ExperimentResult &result, const std::string &compiling);

/// Reports and expectations; `quiet`: of the latter those that failed.
std::string resultText(const rt::ExperimentResult &result, bool quiet);

/// "DIR" or, for the `number`-th combination of a sweep, "DIR/001_g=3_nu_x=9kHz".
std::string outputDirectory(const std::string &base, const rt::Combination *combination, int number);

} // namespace neuro::tool

#endif // NEURO_TOOLS_NC_RESULTOUTPUT_H
