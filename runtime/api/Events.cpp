//===- Events.cpp - Spikes out, events in ---------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/api/Objects.h"

using namespace neuro;
using namespace neuro::api;

void api::callListeners(neuro_sim &sim) {
  for (const std::unique_ptr<neuro_spikes> &spikes : sim.spikes) {
    if (!spikes->callback)
      continue;
    const rt::ProbeData &data = sim.simulation->probe(spikes->probe);
    if (data.eventTicks.empty())
      continue;
    spikes->callback(data.eventTicks.data(), data.eventElements.data(), data.eventTicks.size(),
                     spikes->user);
    sim.simulation->clearProbe(spikes->probe);
  }
}

extern "C" {

neuro_error *neuro_sim_push_events(neuro_sim *sim, const char *population,
                                   const uint32_t *elements, const int64_t *ticks,
                                   size_t count) {
  return guarded([&] {
    Use use(sim);
    require(population, "there is no population (a NULL)");
    require(count == 0 || (elements && ticks), "there are no elements or ticks (a NULL)");
    const std::vector<rt::PopulationPlan> &all = sim->network().populations;
    std::vector<std::string> known;
    for (size_t p = 0; p < all.size(); ++p) {
      if (all[p].name == population) {
        if (rt::Result<void> r = sim->simulation->pushEvents(
                static_cast<int>(p), std::vector<uint32_t>(elements, elements + count),
                std::vector<int64_t>(ticks, ticks + count));
            !r)
          fail(r.error(), NEURO_INVALID);
        return;
      }
      if (all[p].source == rt::SourceKind::Port || all[p].source == rt::SourceKind::SpikeFile)
        known.push_back(all[p].name);
    }
    throw Failure(NEURO_INVALID, "there is no population '" + std::string(population) + "'" +
                                     suggestion(population, known));
  });
}

neuro_error *neuro_sim_set_times(neuro_sim *sim, const char *view, const uint32_t *elements,
                                 const double *times, size_t count) {
  return guarded([&] {
    Use use(sim);
    require(view, "there is no view (a NULL)");
    require(count == 0 || times, "there are no times (a NULL)");
    std::string rest;
    const rt::View where = parseView(*sim, view, rest);
    if (!rest.empty())
      throw Failure(NEURO_INVALID, std::string("'") + view + "' is more than a population");
    const std::vector<double> all(times, times + count);
    for (size_t k = 0; elements && k < count; ++k)
      if (elements[k] >= static_cast<uint64_t>(where.size))
        throw Failure(NEURO_INVALID, std::string(view) + " has no element " +
                                         std::to_string(elements[k]));
    rt::Result<void> r =
        elements ? sim->simulation->setTimes(
                       where, std::vector<uint32_t>(elements, elements + count), all)
                 : sim->simulation->setTimes(where, all);
    if (!r)
      fail(r.error(), NEURO_INVALID);
  });
}

neuro_error *neuro_sim_listen(neuro_sim *sim, const char *view, neuro_on_spikes on_spikes,
                              void *user, neuro_spikes **spikes) {
  return guarded([&] {
    Use use(sim);
    require(view, "there is no view (a NULL)");
    require(on_spikes || spikes, "without a callback there must be somewhere to write the handle");
    std::string event;
    const rt::View elements = parseView(*sim, view, event);
    auto made = std::make_unique<neuro_spikes>();
    made->sim = sim;
    made->callback = on_spikes;
    made->user = user;
    sim->spikes.reserve(sim->spikes.size() + 1);
    rt::Result<int> probe = sim->simulation->listen(elements, event);
    if (!probe)
      fail(probe.error(), NEURO_INVALID);
    made->probe = *probe;
    if (spikes)
      *spikes = made.get();
    sim->spikes.push_back(std::move(made));
  });
}

neuro_error *neuro_sim_unlisten(neuro_sim *sim, neuro_spikes *spikes) {
  return guarded([&] {
    Use use(sim);
    // The handle may be anything: it is looked for, not looked into.
    auto found = std::find_if(sim->spikes.begin(), sim->spikes.end(),
                              [&](const auto &known) { return known.get() == spikes; });
    if (!spikes || found == sim->spikes.end())
      throw Failure(NEURO_INVALID, "these are no spikes that this sim is listened to by");
    sim->simulation->unlisten(spikes->probe);
    sim->spikes.erase(found);
  });
}

size_t neuro_spikes_waiting(const neuro_spikes *spikes) {
  if (!spikes || spikes->sim->busy.exchange(true, std::memory_order_acquire))
    return 0; // a run may be adding to them
  const size_t waiting =
      spikes->sim->simulation->probe(spikes->probe).eventTicks.size() - spikes->taken;
  spikes->sim->busy.store(false, std::memory_order_release);
  return waiting;
}

neuro_error *neuro_spikes_drain(neuro_spikes *spikes, int64_t *ticks, uint32_t *elements,
                                size_t capacity, size_t *count) {
  return guarded([&] {
    require(spikes, "there are no spikes (a NULL)");
    Use use(spikes->sim);
    require(count, "there is nowhere to write the count to (a NULL)");
    require(!spikes->callback, "these spikes go to a callback");
    rt::Simulation &simulation = *spikes->sim->simulation;
    const rt::ProbeData &data = simulation.probe(spikes->probe);
    const size_t waiting = data.eventTicks.size() - spikes->taken;
    const size_t given = std::min(waiting, capacity);
    if (ticks)
      std::copy_n(data.eventTicks.data() + spikes->taken, given, ticks);
    if (elements)
      std::copy_n(data.eventElements.data() + spikes->taken, given, elements);
    *count = given;
    spikes->taken += given;
    if (given == waiting && given > 0) {
      simulation.clearProbe(spikes->probe);
      spikes->taken = 0;
    }
  });
}
}
