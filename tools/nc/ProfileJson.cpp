//===- ProfileJson.cpp - Profiles for programs -----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/ProfileLimits.h"
#include "tools/nc/JsonFacts.h"
#include "tools/nc/ProfileOutput.h"

#include <numeric>

using namespace neuro;
using namespace neuro::tool;

static Json numbers(const std::vector<double> &values) {
  Json out = Json::array();
  for (double value : values)
    out.push_back(number(value));
  return out;
}

static Json ratesOf(const rt::MachineRates &rates) {
  Json out;
  out["threads"] = rates.threads;
  Json levels = Json::array();
  for (const rt::MachineRates::Level &level : rates.levels)
    levels.push_back({{"name", level.name},
                      {"bytes_per_thread", number(level.bytes)},
                      {"read_bytes_per_s", number(level.read)},
                      {"update_bytes_per_s", number(level.update)}});
  out["levels"] = std::move(levels);
  out["random_updates_per_s"] = number(rates.updates);
  out["flops_f32_per_s"] = number(rates.flops32);
  out["flops_f64_per_s"] = number(rates.flops64);
  out["barrier_s"] = number(rates.barrierSeconds);
  return out;
}

static Json machineOf(const rt::MachineProbe &machine) {
  Json out;
  out["seconds"] = number(machine.seconds);
  out["one_thread"] = ratesOf(machine.one);
  out["all_threads"] = ratesOf(machine.all);
  return out;
}

static Json rowOf(const rt::ProfileRow &row, const rt::Profile &profile, const rt::MachineProbe &machine,
                  double whole) {
  static const char *const kinds[] = {"population", "projection", "engine"};
  const double time = row.total();
  const rt::RowLimit limit = rt::limitOf(row, profile, machine);
  Json out;
  out["kind"] = kinds[row.kind];
  out["name"] = row.name;
  out["model"] = row.model;
  out["phase"] = row.phase;
  out["thread_seconds"] = number(time);
  out["seconds_by_thread"] = numbers(row.seconds);
  out["share"] = whole > 0 ? number(time / whole) : Json(nullptr);
  out["unit"] = row.unit;
  out["work"] = row.work;
  out["ns_each"] = row.work > 0 ? number(time * 1e9 / static_cast<double>(row.work)) : Json(nullptr);
  out["calls"] = row.calls;
  out["bytes"] = number(row.bytes);
  out["random_updates"] = number(row.updates);
  out["operations"] = number(row.operations);
  out["working_set_bytes"] = number(row.workingSet);
  if (row.replayed > 0)
    out["replayed_events"] = row.replayed;
  const bool known = limit.kind != rt::RowLimit::Unknown;
  out["floor_seconds"] = known ? number(limit.floorSeconds) : Json(nullptr);
  out["of_ceiling"] = known ? number(limit.reached) : Json(nullptr);
  out["limit"] = known ? Json(limit.text()) : Json(nullptr);
  out["suggestion"] = limit.suggestion.empty() ? Json(nullptr) : Json(limit.suggestion);
  if (!row.shares.empty()) {
    Json shares = Json::array();
    for (const rt::ProfileShare &share : row.shares)
      shares.push_back({{"projection", share.projection}, {"events", number(share.events)}});
    out["shared_by"] = std::move(shares);
  }
  return out;
}

std::string tool::profileJson(const RunFacts &facts, const rt::ExperimentResult &result,
                              const rt::MachineProbe &machine) {
  const rt::Profile &profile = result.profile;
  const double whole = std::accumulate(profile.seconds.begin(), profile.seconds.end(), 0.0);
  Json out = factsJson(facts, result, profile.threads);
  out["biological_s"] = number(result.biologicalMs / 1000);
  out["neurons"] = result.counters.neurons;
  out["synapses"] = result.counters.synapses;
  out["spikes"] = result.counters.spikes;
  out["synaptic_events"] = result.counters.synapticEvents;
  out["drive_events"] = result.counters.driveEvents;
  out["ticks"] = profile.ticks;
  out["windows"] = profile.windows;
  out["windows_timed"] = profile.timedWindows;
  out["thread_seconds"] = number(whole);
  out["seconds_by_thread"] = numbers(profile.seconds);
  out["overhead_share"] = whole > 0 ? number(profile.overheadSeconds / whole) : Json(nullptr);
  Json rows = Json::array();
  for (const rt::ProfileRow &row : profile.rows)
    rows.push_back(rowOf(row, profile, machine, whole));
  out["rows"] = std::move(rows);
  out["machine"] = machineOf(machine);
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string tool::machineJson(const rt::MachineProbe &machine) {
  Json out;
  out["machine"] = machineOf(machine);
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}
