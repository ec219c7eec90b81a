//===- JsonFacts.h - What JSON results begin with ---------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TOOLS_NC_JSONFACTS_H
#define NEURO_TOOLS_NC_JSONFACTS_H

#include "tools/nc/ResultOutput.h"
#include "tools/nc/RunOutput.h"

namespace neuro::tool {

/// What was run, how, and how long its phases took.
inline Json factsJson(const RunFacts &facts, const rt::ExperimentResult &result, int threads) {
  Json out;
  out["file"] = facts.file;
  addSettings(out, facts, result, threads);
  out["phases"] = {{"check", number(facts.checkSeconds)},
                   {"compile", number(facts.compileSeconds)},
                   {"build", number(result.buildSeconds)},
                   {"simulate", number(result.simulateSeconds)}};
  Json compile = Json::object();
  for (const PhaseTime &phase : facts.compilePhases)
    compile[phase.phase] = number(phase.seconds);
  out["compile_phases"] = std::move(compile);
  static const char *const results[] = {"off", "miss", "hit"};
  out["cache"]["result"] = results[facts.cache.result];
  if (!facts.cache.file.empty())
    out["cache"]["file"] = facts.cache.file;
  if (!facts.cache.problem.empty())
    out["cache"]["problem"] = facts.cache.problem;
  return out;
}

} // namespace neuro::tool

#endif // NEURO_TOOLS_NC_JSONFACTS_H
