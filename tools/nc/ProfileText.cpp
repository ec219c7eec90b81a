//===- ProfileText.cpp - Profiles for people -------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/ProfileLimits.h"
#include "tools/nc/ProfileOutput.h"
#include "tools/nc/Text.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

using namespace neuro;
using namespace neuro::tool;

static double totalOf(const rt::Profile &profile) {
  return std::accumulate(profile.seconds.begin(), profile.seconds.end(), 0.0);
}

static std::string milliseconds(double seconds) { return fmt::format("{:.1f}", seconds * 1e3); }

/// "31.2 + 30.9", or the least and the most where there are many.
static std::string byThread(const std::vector<double> &seconds) {
  if (seconds.size() > 4) {
    auto [low, high] = std::minmax_element(seconds.begin(), seconds.end());
    return milliseconds(*low) + " to " + milliseconds(*high);
  }
  std::string text;
  for (double s : seconds)
    text += (text.empty() ? "" : " + ") + milliseconds(s);
  return text;
}

static std::string where(const rt::ProfileRow &row) {
  switch (row.kind) {
  case rt::ProfileRow::Population:
    return fmt::format("population {} ({})", row.name, row.model);
  case rt::ProfileRow::Projection:
    return "project " + row.name;
  case rt::ProfileRow::Engine:
    return row.name;
  }
  return row.name;
}

static std::string perSecond(double amount, double seconds, const char *unit) {
  return amount > 0 && seconds > 0 ? fmt::format("{:.3g} {}", amount / seconds / 1e9, unit) : "";
}

static void addRow(std::vector<std::vector<std::string>> &cells, const rt::ProfileRow &row,
                   const rt::RowLimit &limit, const rt::Profile &profile) {
  const double time = row.total(), whole = totalOf(profile);
  std::vector<std::string> line = {where(row), row.phase, milliseconds(time),
                                   fmt::format("{:.1f} %", whole > 0 ? 100 * time / whole : 0)};
  if (profile.threads > 1)
    line.push_back(byThread(row.seconds));
  const bool counted = row.work > 0 && !row.unit.empty();
  line.push_back(counted ? fmt::format("{} {}s", thousands(row.work), row.unit) : "");
  line.push_back(counted ? fmt::format("{:.3g} ns", time * 1e9 / static_cast<double>(row.work)) : "");
  line.push_back(row.bytes > 0 ? bytes(row.bytes) : "");
  // Of all threads together.
  line.push_back(perSecond(row.bytes, time / profile.threads, "GB/s"));
  line.push_back(limit.kind == rt::RowLimit::Unknown ? "" : fmt::format("{:.0f} %", 100 * limit.reached));
  line.push_back(limit.text());
  cells.push_back(std::move(line));
}

/// Projections that share a table: their parts of its events.
static void addShares(std::vector<std::vector<std::string>> &cells, const rt::ProfileRow &row,
                      const rt::Profile &profile, bool all) {
  const double time = row.total(), whole = totalOf(profile);
  for (const rt::ProfileShare &share : row.shares) {
    const double part = row.work > 0 ? share.events / static_cast<double>(row.work) : 0;
    if (!all && time * part < 0.005 * whole)
      continue;
    std::vector<std::string> line = {"  " + share.projection, "", milliseconds(time * part),
                                     fmt::format("{:.1f} %", whole > 0 ? 100 * time * part / whole : 0)};
    if (profile.threads > 1)
      line.push_back("");
    line.push_back(thousands(static_cast<long long>(share.events)) + " events");
    cells.push_back(std::move(line));
  }
}

static std::string header(const RunFacts &facts, const rt::ExperimentResult &result) {
  const rt::Profile &profile = result.profile;
  std::string out =
      fmt::format("{} · {} · {}, {} thread{}, {}, seed {}, dt {:.6g} ms\n", facts.file, facts.experiment,
                  facts.target, profile.threads, profile.threads == 1 ? "" : "s", facts.precision,
                  result.seed, result.dt);
  out += fmt::format("  {} neurons, {} synapses, simulated {} in {} (real-time factor {:.3g}): "
                     "{} spikes, {} synaptic events\n",
                     thousands(result.counters.neurons), thousands(result.counters.synapses),
                     duration(result.biologicalMs / 1000), duration(result.simulateSeconds),
                     result.biologicalMs > 0 ? result.simulateSeconds * 1000 / result.biologicalMs : 0,
                     thousands(result.counters.spikes), thousands(result.counters.synapticEvents));
  const double whole = totalOf(profile);
  out += fmt::format("  clocks read in {} of {} windows of ticks, which took {:.1f} % of the time\n\n",
                     thousands(profile.timedWindows), thousands(profile.windows),
                     whole > 0 ? 100 * profile.overheadSeconds / whole : 0);
  return out;
}

std::string tool::profileText(const RunFacts &facts, const rt::ExperimentResult &result,
                              const rt::MachineProbe &machine, bool all) {
  const rt::Profile &profile = result.profile;
  const double whole = totalOf(profile);
  std::string out = header(facts, result);
  std::vector<std::string> titles = {"where", "what", "ms", "share"};
  if (profile.threads > 1)
    titles.push_back("by thread");
  for (const char *title : {"work", "each", "moved", "rate", "of ceiling", "limit"})
    titles.push_back(title);
  std::vector<std::vector<std::string>> cells = {titles};

  // What belongs to one object stands together, objects by what they take.
  std::vector<const rt::ProfileRow *> rows;
  for (const rt::ProfileRow &row : profile.rows)
    rows.push_back(&row);
  auto ofObject = [&](const rt::ProfileRow *row) {
    double sum = 0;
    for (const rt::ProfileRow &other : profile.rows)
      if (other.kind == row->kind && other.name == row->name)
        sum += other.total();
    return sum;
  };
  std::sort(rows.begin(), rows.end(), [&](const rt::ProfileRow *a, const rt::ProfileRow *b) {
    if (a->kind != b->kind)
      return a->kind < b->kind;
    if (a->name != b->name)
      return std::make_pair(-ofObject(a), a->name) < std::make_pair(-ofObject(b), b->name);
    return a < b; // as they come
  });
  double shown = 0, others = 0, replayed = 0;
  int more = 0;
  struct Advice {
    double time;
    std::string places, text;
  };
  std::vector<Advice> advice;
  for (const rt::ProfileRow *row : rows) {
    const double time = row->total();
    const rt::RowLimit limit = rt::limitOf(*row, profile, machine);
    replayed += static_cast<double>(row->replayed);
    if (!all && time < 0.005 * whole) {
      others += time;
      ++more;
      continue;
    }
    shown += time;
    addRow(cells, *row, limit, profile);
    addShares(cells, *row, profile, all);
    if (time < 0.03 * whole || limit.suggestion.empty())
      continue;
    const std::string place = fmt::format("{}, {}", where(*row), row->phase);
    auto same = std::find_if(advice.begin(), advice.end(),
                             [&](const Advice &known) { return known.text == limit.suggestion; });
    if (same == advice.end()) {
      advice.push_back({time, place, limit.suggestion});
    } else {
      same->time += time;
      same->places += "; " + place;
    }
  }
  const auto sumLine = [&](std::string what, double time) {
    cells.push_back({std::move(what), "", milliseconds(time),
                     fmt::format("{:.1f} %", whole > 0 ? 100 * time / whole : 0)});
  };
  if (more > 0)
    sumLine(fmt::format("{} more, each below 0.5 %", more), others);
  sumLine(fmt::format("all of {}", profile.threads == 1 ? "one thread" : fmt::format("{} threads", profile.threads)),
          shown + others);
  if (profile.threads > 1)
    out += table(cells, {2, 3, 5, 6, 7, 8, 9});
  else
    out += table(cells, {2, 3, 4, 5, 6, 7, 8});
  const bool shares = std::any_of(profile.rows.begin(), profile.rows.end(),
                                  [](const rt::ProfileRow &row) { return !row.shares.empty(); });
  if (shares)
    out += "\n  Projections that share a table are given its time by their synapses.\n";
  if (replayed > 0)
    out += fmt::format("\n  {} events of targets were made up for when an edge was touched.\n",
                       thousands(static_cast<long long>(replayed)));
  if (!advice.empty()) {
    std::sort(advice.begin(), advice.end(), [](const Advice &a, const Advice &b) { return a.time > b.time; });
    out += "\n  What may help, the largest first:\n";
    for (const Advice &one : advice)
      out += fmt::format("    {} ({})\n", one.text, one.places);
  }
  return out + "\n" + machineText(machine);
}

std::string tool::machineText(const rt::MachineProbe &machine) {
  const bool both = machine.all.threads > 1;
  std::vector<const rt::MachineRates *> columns = {&machine.one};
  if (both)
    columns.push_back(&machine.all);
  std::vector<std::vector<std::string>> cells;
  auto line = [&](std::string what, auto value) {
    std::vector<std::string> cell = {std::move(what)};
    for (const rt::MachineRates *rates : columns)
      cell.push_back(value(*rates));
    cells.push_back(std::move(cell));
  };
  line(fmt::format("this machine, measured in {}", duration(machine.seconds)),
       [](const rt::MachineRates &rates) {
         return fmt::format("{} thread{}", rates.threads, rates.threads == 1 ? "" : "s");
       });
  for (size_t l = 0; l < machine.one.levels.size(); ++l) {
    auto rate = [&](const rt::MachineRates &rates, bool update) {
      return l < rates.levels.size()
                 ? fmt::format("{:.3g} GB/s", (update ? rates.levels[l].update : rates.levels[l].read) / 1e9)
                 : std::string();
    };
    const bool whole = both && l < machine.all.levels.size() &&
                       machine.all.levels[l].bytes < machine.one.levels[l].bytes;
    const std::string name = fmt::format("{} ({}{})", machine.one.levels[l].name,
                                         bytes(machine.one.levels[l].bytes),
                                         !both ? "" : whole ? " in all" : " a thread");
    line("read, " + name, [&](const rt::MachineRates &rates) { return rate(rates, false); });
    line("read and write, " + name, [&](const rt::MachineRates &rates) { return rate(rates, true); });
  }
  line("random updates", [](const rt::MachineRates &rates) { return fmt::format("{:.3g} G/s", rates.updates / 1e9); });
  line("arithmetic, f32", [](const rt::MachineRates &rates) { return fmt::format("{:.3g} GFLOP/s", rates.flops32 / 1e9); });
  line("arithmetic, f64", [](const rt::MachineRates &rates) { return fmt::format("{:.3g} GFLOP/s", rates.flops64 / 1e9); });
  if (both)
    line("a meeting of threads", [](const rt::MachineRates &rates) {
      return rates.threads > 1 ? fmt::format("{:.3g} us", rates.barrierSeconds * 1e6) : std::string();
    });
  return table(cells, {1, 2});
}
