//===- Checkpoints.cpp - checkpoint and restore ---------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/experiment/Interpreter.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

using namespace neuro::rt;

Flow Interpreter::checkpoint(const StatementPlan &statement) {
  if (Flow flow = ensureSimulation(); flow != Flow::Go)
    return flow;
  const std::string path = checkpointPath(statement.text);
  if (statement.value.empty()) {
    if (Result<void> r = simulation->save(path); !r)
      return fail(r.error(), statement.at);
    return Flow::Go;
  }
  double every = 0;
  if (Flow flow = scalar(statement.value, every, statement.at); flow != Flow::Go)
    return flow;
  const double ticks = std::round(every / result.dt);
  if (!(ticks >= 1) || ticks > 4e15)
    return fail(fmt::format("a checkpoint every {} ms is impossible: it takes at least one tick "
                            "of {} ms",
                            every, result.dt),
                statement.at);
  periodic.erase(std::remove_if(periodic.begin(), periodic.end(),
                                [&](const Periodic &p) { return p.path == path; }),
                 periodic.end());
  periodic.push_back({path, static_cast<int64_t>(ticks)});
  return Flow::Go;
}

Flow Interpreter::restore(const StatementPlan &statement) {
  if (Flow flow = ensureSimulation(); flow != Flow::Go)
    return flow;
  if (Result<void> r = simulation->load(checkpointPath(statement.text)); !r)
    return fail(r.error(), statement.at);
  // Phases were of another past.
  phases.clear();
  shown = {};
  return Flow::Go;
}

Result<int64_t> Interpreter::runWithCheckpoints(int64_t ticks, RunControl control) {
  if (periodic.empty())
    return simulation->run(ticks, control);
  int64_t done = 0;
  const auto progress = control.progress;
  control.progress = [&](int64_t now) { progress(done + now); };
  while (done < ticks) {
    int64_t step = ticks - done;
    for (const Periodic &p : periodic)
      step = std::min(step, p.every - simulation->tick() % p.every);
    Result<int64_t> ran = simulation->run(step, control);
    if (!ran)
      return ran;
    done += *ran;
    if (*ran < step)
      break;
    for (const Periodic &p : periodic)
      if (simulation->tick() % p.every == 0)
        if (Result<void> r = simulation->save(p.path); !r)
          return r.error();
  }
  return done;
}
