//===- Sim.cpp - One network and its life -------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/api/Objects.h"
#include "dialects/units/Dimension.h"
#include "runtime/io/NetworkFiles.h"

#include <cmath>

using namespace neuro;
using namespace neuro::api;

std::pair<int, double> api::settingOf(const rt::NetworkPlan &network,
                                      const neuro_setting &setting) {
  require(setting.name, "a setting has no name (a NULL)");
  std::vector<std::string> known;
  for (size_t p = 0; p < network.parameters.size(); ++p) {
    const rt::ParameterPlan &parameter = network.parameters[p];
    known.push_back(parameter.name);
    if (parameter.name != setting.name)
      continue;
    double value = setting.value * parameter.unit.scale;
    if (setting.unit) {
      std::string why;
      std::optional<units::Unit> unit = units::parseUnit(setting.unit, &why);
      if (!unit)
        throw Failure(NEURO_INVALID, parameter.name + ": " + why);
      if (unit->dimension != units::parseUnit(parameter.unit.text)->dimension)
        throw Failure(NEURO_INVALID, parameter.name + " is in " + parameter.unit.text +
                                         ", which " + setting.unit + " cannot be turned into");
      value = unit->toCoherent(setting.value);
    }
    if (!std::isfinite(value) || (parameter.isInteger && value != std::floor(value)))
      throw Failure(NEURO_INVALID,
                    parameter.name + (parameter.isInteger ? " must be a whole number"
                                                          : " must be a finite number"));
    return {static_cast<int>(p), value};
  }
  throw Failure(NEURO_INVALID, "network " + network.name + " has no parameter '" +
                                   setting.name + "'" + suggestion(setting.name, known));
}

std::optional<rt::Layout> api::layoutCalled(const char *name) {
  if (!name || !std::strcmp(name, "auto"))
    return std::nullopt;
  std::vector<std::string> names{"auto"};
  for (const auto &[text, layout] : rt::layoutNames) {
    if (!std::strcmp(text, name))
      return layout;
    names.push_back(text);
  }
  throw Failure(NEURO_INVALID,
                "there is no layout '" + std::string(name) + "'" + suggestion(name, names));
}

static rt::SimOptions optionsOf(const Program &program, const rt::NetworkPlan &network,
                                const neuro_sim_options &options) {
  rt::SimOptions out;
  if (options.dt != 0)
    out.dt = options.dt;
  if (!(out.dt > 0) || !std::isfinite(out.dt))
    throw Failure(NEURO_INVALID, "dt must be a positive time in ms");
  out.seed = options.seed;
  require(options.threads >= 0 && options.threads <= 4096, "threads must be from 0 to 4096");
  out.threads = options.threads;
  out.exactThreads = options.threads > 0;
  if (options.target && std::strcmp(options.target, "cpu"))
    throw Failure(NEURO_UNSUPPORTED, "there is no target '" + std::string(options.target) +
                                         "'; this version runs on \"cpu\"");
  out.memoryLimit = options.memory_limit;
  out.layout = layoutCalled(options.layout);
  out.without = program.without;
  require(options.settings || options.setting_count == 0, "there are no settings (a NULL)");
  for (size_t k = 0; k < options.setting_count; ++k)
    out.parameters.push_back(settingOf(network, options.settings[k]));
  return out;
}

/// What SpikeFile populations replay.
static void readSourceFiles(neuro_sim &sim, const std::string &directory) {
  const std::vector<rt::PopulationPlan> &all = sim.network().populations;
  for (size_t p = 0; p < all.size(); ++p) {
    const rt::PopulationPlan &plan = all[p];
    if (plan.source != rt::SourceKind::SpikeFile || plan.file.empty())
      continue;
    double pause = 0;
    if (!plan.pause.empty()) {
      rt::Result<double> value = rt::evaluateScalar(plan.pause, sim.simulation->scope());
      if (!value)
        fail(value.error(), NEURO_PROGRAM);
      pause = *value;
    }
    const std::string path = plan.file.front() == '/' || directory.empty()
                                 ? plan.file
                                 : directory + "/" + plan.file;
    rt::Result<rt::FileEvents> events = rt::readSourceEvents(
        path, sim.simulation->populationShape(static_cast<int>(p)), plan.name, pause,
        sim.simulation->dt());
    if (!events)
      fail(events.error(), NEURO_IO);
    if (rt::Result<void> r = sim.simulation->setFile(static_cast<int>(p), *events); !r)
      fail(r.error(), NEURO_IO);
  }
}

extern "C" {

neuro_error *neuro_sim_create(neuro_program *program, const neuro_sim_options *given,
                              neuro_sim **sim) {
  return guarded([&] {
    require(sim, "there is nowhere to write the sim to (a NULL)");
    *sim = nullptr;
    require(program, "there is no program (a NULL)");
    const neuro_sim_options chosen = take(given);
    const Program &content = program->content;
    const int network = networkCalled(content, chosen.network);
    const rt::NetworkPlan &plan = content.plan->networks[static_cast<size_t>(network)];
    rt::SimOptions options = optionsOf(content, plan, chosen);
    const std::string directory =
        chosen.data_directory ? chosen.data_directory : content.directory;
    if (rt::Result<void> r = rt::loadNetworkFiles(plan, directory, options); !r)
      fail(r.error(), NEURO_IO);
    bool cancelled = false;
    if (chosen.progress) {
      auto shown = [&](const char *what, double fraction) {
        cancelled |= !chosen.progress(what, fraction, chosen.user);
        return !cancelled;
      };
      // Small networks are made without a further word.
      if (!shown("building", 0))
        throw Failure(NEURO_CANCELLED, "building was stopped");
      options.progress = [shown](const rt::BuildProgress &at) {
        return shown(std::string(at.what).c_str(), at.fraction);
      };
    }
    auto made = std::make_unique<neuro_sim>(program);
    rt::Result<std::unique_ptr<rt::Simulation>> created =
        rt::Simulation::create(*content.plan, network, *content.kernels, options);
    if (cancelled)
      throw Failure(NEURO_CANCELLED, "building was stopped");
    if (!created)
      fail(created.error(), NEURO_PROGRAM);
    made->simulation = std::move(*created);
    readSourceFiles(*made, directory);
    *sim = made.release();
  });
}

void neuro_sim_free(neuro_sim *sim) { delete sim; }

int64_t neuro_sim_tick(const neuro_sim *sim) {
  return sim ? sim->tick.load(std::memory_order_acquire) : 0;
}
double neuro_sim_dt(const neuro_sim *sim) { return sim ? sim->simulation->dt() : 0; }
double neuro_sim_time(const neuro_sim *sim) {
  return static_cast<double>(neuro_sim_tick(sim)) * neuro_sim_dt(sim);
}
int32_t neuro_sim_threads(const neuro_sim *sim) { return sim ? sim->simulation->threads() : 0; }

static void runFor(neuro_sim &sim, int64_t ticks, int64_t *done) {
  require(ticks >= 0 && ticks <= INT64_MAX / 4 - sim.simulation->tick(),
          "a run takes 0 ticks or more, and time must not overflow");
  applyBindings(sim);
  rt::RunControl control;
  control.stop = &sim.stop;
  bool ended = false;
  if (sim.progress)
    control.progress = [&](int64_t at) {
      if (!ended && !sim.progress(at, ticks, sim.progressUser)) {
        ended = true;
        sim.stop.store(true, std::memory_order_relaxed);
      }
    };
  rt::Result<int64_t> result = sim.simulation->run(ticks, control);
  sim.tick.store(sim.simulation->tick(), std::memory_order_release);
  if (!result)
    fail(result.error(), NEURO_PROGRAM);
  if (*result < ticks || ended) // the wish is granted
    sim.stop.store(false, std::memory_order_relaxed);
  if (done)
    *done = *result;
  callListeners(sim);
}

neuro_error *neuro_sim_run(neuro_sim *sim, int64_t ticks, int64_t *done) {
  return guarded([&] {
    if (done)
      *done = 0;
    Use use(sim);
    runFor(*sim, ticks, done);
  });
}

neuro_error *neuro_sim_run_until(neuro_sim *sim, double time, int64_t *done) {
  return guarded([&] {
    if (done)
      *done = 0;
    Use use(sim);
    // A time that means a tick may be off it by rounding.
    const double exact = time / sim->simulation->dt(), nearest = std::round(exact);
    const double last = std::fabs(exact - nearest) <= 1e-9 * std::max(1.0, std::fabs(exact))
                            ? nearest
                            : std::ceil(exact);
    require(last < 4e15, "the time to run until must be a number of ms");
    runFor(*sim, std::max<int64_t>(0, static_cast<int64_t>(std::max(last, 0.0)) -
                                          sim->simulation->tick()),
           done);
  });
}

void neuro_sim_cancel(neuro_sim *sim) {
  if (sim)
    sim->stop.store(true, std::memory_order_relaxed);
}

neuro_error *neuro_sim_on_progress(neuro_sim *sim, neuro_on_progress progress, void *user) {
  return guarded([&] {
    Use use(sim);
    sim->progress = progress;
    sim->progressUser = user;
  });
}

/// What was recorded is not there any more, or is another's.
static void afterJump(neuro_sim &sim) {
  for (const std::unique_ptr<neuro_spikes> &spikes : sim.spikes)
    spikes->taken = 0;
  sim.tick.store(sim.simulation->tick(), std::memory_order_release);
}

neuro_error *neuro_sim_reset(neuro_sim *sim) {
  return guarded([&] {
    Use use(sim);
    rt::Result<void> r = sim->simulation->reset();
    afterJump(*sim);
    if (!r)
      fail(r.error(), NEURO_PROGRAM);
  });
}

neuro_error *neuro_sim_checkpoint(neuro_sim *sim, const char *path) {
  return guarded([&] {
    Use use(sim);
    require(path, "there is no path (a NULL)");
    if (rt::Result<void> r = sim->simulation->save(path); !r)
      fail(r.error(), NEURO_IO);
  });
}

neuro_error *neuro_sim_restore(neuro_sim *sim, const char *path) {
  return guarded([&] {
    Use use(sim);
    require(path, "there is no path (a NULL)");
    rt::Result<void> r = sim->simulation->load(path);
    afterJump(*sim);
    // Spikes that are not recorded by the network itself are new from here on.
    for (const std::unique_ptr<neuro_spikes> &spikes : sim->spikes)
      sim->simulation->clearProbe(spikes->probe);
    if (!r)
      fail(r.error(), r.error().message.rfind("E0441", 0) == 0 ? NEURO_IO : NEURO_INVALID);
  });
}
}
