//===- ReferenceCheckpoint.cpp - What a checkpoint keeps of it ------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// States are the instance's between runs. What is left are inputs with the stimuli
// of the last tick and the lists: everything in flight, all events there were, and
// the network as it was in earlier ticks.
//
//===----------------------------------------------------------------------===//

#include "runtime/reference/ReferenceState.h"

#include "runtime/core/Archive.h"

namespace neuro::rt::reference {

void Network::dump(ArchiveWriter &out) const {
  for (const Population &population : populations)
    for (const std::vector<double> &element : population.elements)
      out.array(element);
  for (const auto *list : {&inFlight, &held}) {
    out.put<uint64_t>(list->size());
    for (const auto &[tick, arrivals] : *list) {
      out.put(tick);
      out.put<uint64_t>(arrivals.size());
      for (const Arrival &a : arrivals) {
        out.put(a.population);
        out.put(a.field);
        out.put(a.element);
        out.put(a.value);
        out.put(a.drive);
        out.put(a.count);
      }
    }
  }
  out.put<uint64_t>(past.size());
  for (const auto &[who, events] : past) {
    out.put(std::get<0>(who));
    out.put(std::get<1>(who));
    out.put(std::get<2>(who));
    out.put<uint64_t>(events.size());
    for (const Event &event : events) {
      out.put(event.stamp);
      out.put(event.count);
    }
  }
  out.put<uint64_t>(earlier.size());
  for (const auto &[tick, all] : earlier) {
    out.put(tick);
    for (const std::vector<std::vector<double>> &population : all)
      for (const std::vector<double> &element : population)
        out.array(element);
  }
}

bool Network::isArrival(const Arrival &a) const {
  if (a.population < 0 || a.population >= static_cast<int>(populations.size()))
    return false;
  const Population &population = populations[a.population];
  return population.type && a.element >= 0 && a.element < population.size && a.field >= 0 &&
         a.field < static_cast<int>(population.type->fields.size()) &&
         population.type->fields[a.field].role == FieldRole::Arrive;
}

bool Network::restore(const Instance &instance, ArchiveReader &in) {
  reset();
  for (Population &population : populations)
    for (std::vector<double> &element : population.elements) {
      std::vector<double> values = in.array<double>();
      if (!in.ok() || values.size() != element.size())
        return false;
      element = std::move(values);
    }
  for (auto *list : {&inFlight, &held})
    for (uint64_t days = in.get<uint64_t>(); days > 0; --days) {
      const int64_t tick = in.get<int64_t>();
      if (!in.ok() || tick <= instance.tick())
        return false;
      for (uint64_t n = in.get<uint64_t>(); n > 0; --n) {
        Arrival a;
        a.population = in.get<int>();
        a.field = in.get<int>();
        a.element = in.get<int64_t>();
        a.value = in.get<double>();
        a.drive = in.get<int>();
        a.count = in.get<uint32_t>();
        if (!in.ok() || !isArrival(a))
          return false;
        (*list)[tick].push_back(a);
      }
    }
  for (uint64_t n = in.get<uint64_t>(); n > 0; --n) {
    const int population = in.get<int>(), event = in.get<int>();
    const int64_t element = in.get<int64_t>();
    std::vector<Event> &events = past[{population, event, element}];
    for (uint64_t k = in.get<uint64_t>(); k > 0; --k) {
      const int64_t stamp = in.get<int64_t>();
      events.push_back({stamp, in.get<double>()});
      if (!in.ok() || stamp > instance.tick())
        return false;
    }
    if (!in.ok())
      return false;
  }
  for (uint64_t n = in.get<uint64_t>(); n > 0; --n) {
    std::vector<std::vector<std::vector<double>>> &all = earlier[in.get<int64_t>()];
    all.clear();
    if (!in.ok())
      return false;
    for (const Population &population : populations) {
      all.emplace_back();
      for (const std::vector<double> &element : population.elements) {
        all.back().push_back(in.array<double>());
        if (!in.ok() || all.back().back().size() != element.size())
          return false;
      }
    }
  }
  return in.ok();
}

} // namespace neuro::rt::reference
