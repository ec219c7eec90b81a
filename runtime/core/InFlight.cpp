//===- InFlight.cpp - What is on its way, for checkpoints -----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is due at an element in a later tick, in the order in which it will be added.
// Where ports have a sum of their own, the sum of what is known of it says all. Where
// events are added to states, each is rounded into the state by itself, and all are
// kept. Threads, tables and layouts are no part of a checkpoint.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/State.h"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace neuro::rt {

using Entries = std::vector<Calendar::Entry>;

namespace {

/// Numbers of a day as they are added to a sum of type Real, one by one.
template <class Real> class Terms {
public:
  explicit Terms(std::function<void(int64_t place, double value)> visit)
      : visit(std::move(visit)) {}

  void generated(const Calendar::Entry &entry, const TablePlan &plan,
                 const Calendar::Loose *edges) {
    for (uint32_t k = 0; k < entry.length; ++k)
      visit(edges[k].place, valueOf(static_cast<Real>(edges[k].weight), entry, plan, edges[k].weight));
  }

  void listed(const Calendar::Entry &entry, const Table &table, const TablePlan &plan) {
    const char *const at = table.at(entry.first);
    const char *const weights = at + size_t(entry.length) * table.targetBytes;
    for (uint32_t k = 0; k < entry.length; ++k) {
      const int64_t place =
          table.origin + (table.wide ? int64_t(read<uint32_t>(at, k)) : read<uint16_t>(at, k));
      visit(place, valueOf(stored(weights, k, table.weightBytes, plan), entry, plan, plan.weight));
    }
  }

private:
  template <class T> static T read(const char *at, uint32_t k) {
    T value;
    std::memcpy(&value, at + size_t(k) * sizeof value, sizeof value);
    return value;
  }
  static Real stored(const char *weights, uint32_t k, int bytes, const TablePlan &plan) {
    switch (bytes) {
    case 0: return 0;
    case 1: return static_cast<Real>(read<int8_t>(weights, k)) * static_cast<Real>(plan.fixed.step);
    case 2: return static_cast<Real>(read<int16_t>(weights, k)) * static_cast<Real>(plan.fixed.step);
    default: return read<Real>(weights, k);
    }
  }
  /// With the roundings of Deliver.cpp.
  static double valueOf(Real weight, const Calendar::Entry &entry, const TablePlan &plan,
                        double uniform) {
    if (plan.uniformWeight)
      return static_cast<Real>(uniform * entry.count);
    return entry.count == 1 ? weight : static_cast<Real>(entry.count) * weight;
  }

  std::function<void(int64_t, double)> visit;
};

/// Calls `visit` for all that a day adds to the sums of type Real. `space` is all 0.
template <class Real>
void eachTerm(const Entries &day, const std::vector<Calendar::Loose> &loose, const Worker &worker,
              const std::vector<TablePlan> &plans, Real *space, int64_t places,
              const std::function<void(int64_t, double)> &visit) {
  Terms<Real> terms(visit);
  const Scalar type = sizeof(Real) == 8 ? Scalar::F64 : Scalar::F32;
  for (size_t k = 0; k < day.size();) {
    const Table &table = worker.tables[day[k].table];
    const TablePlan &plan = plans[day[k].table];
    const bool counted = plan.layout == Layout::BitRows;
    size_t next = k + 1;
    if (plan.type != type) {
      k = next;
      continue;
    }
    if (plan.procedural >= 0) {
      terms.generated(day[k], plan, loose.data() + day[k].first);
    } else if (!counted && !table.free) {
      terms.listed(day[k], table, plan);
    } else {
      // What is added together is one term; else one event at a time.
      std::vector<BitRows::Event> events;
      if (counted || table.free->addsTogether())
        while (next < day.size() && day[next].table == day[k].table)
          ++next;
      for (size_t e = k; e < next; ++e)
        events.push_back({static_cast<uint32_t>(day[e].first), day[e].count});
      if (counted)
        table.bits.deliver(events.data(), events.size(), plan.weight, space);
      else
        table.free->deliver(events.data(), events.size(), space);
      for (int64_t place = 0; place < places; ++place)
        if (space[place] != 0) {
          visit(place, space[place]);
          space[place] = 0;
        }
    }
    k = next;
  }
}

} // namespace

/// All terms of a thread's day, or what they add up to.
void Simulation::State::listDue(Worker &worker, int64_t day,
                                const std::function<void(int64_t, bool, double)> &visit) {
  const Entries entries = worker.calendar.day(day);
  const std::vector<Calendar::Loose> loose = worker.calendar.loose(day);
  const auto restored = worker.restored.find(day);
  if (entries.empty() && restored == worker.restored.end())
    return;
  float *f32 = worker.space.f32.as<float>();
  double *f64 = worker.space.f64.as<double>();
  if (late) {
    if (restored != worker.restored.end())
      for (const Worker::Restored &r : restored->second)
        visit(r.place, r.wide, r.value);
    eachTerm(entries, loose, worker, tables, f32, worker.space.count32,
             [&](int64_t place, double value) { visit(place, false, value); });
    eachTerm(entries, loose, worker, tables, f64, worker.space.count64,
             [&](int64_t place, double value) { visit(place, true, value); });
    return;
  }
  // The space is zero between runs; what this day adds is read off it.
  addRestored(worker, day, /*keep=*/true);
  deliverDay(worker.calendar, day, worker.tables, tables, worker.space);
  worker.calendar.day(day) = entries;
  worker.calendar.loose(day) = loose;
  for (int64_t place = 0; place < worker.space.count32; ++place)
    if (f32[place] != 0)
      visit(place, false, f32[place]);
  for (int64_t place = 0; place < worker.space.count64; ++place)
    if (f64[place] != 0)
      visit(place, true, f64[place]);
  if (worker.space.count32)
    std::memset(f32, 0, worker.space.f32.size());
  if (worker.space.count64)
    std::memset(f64, 0, worker.space.f64.size());
}

std::vector<Simulation::State::Due> Simulation::State::inFlight() {
  std::vector<Due> all;
  for (size_t t = 0; t < workers.size(); ++t) {
    Worker &worker = workers[t];
    // Whose places are whose: the first of each field, in order, for each type.
    struct Owner {
      int64_t first;
      int32_t population, field;
    };
    std::vector<Owner> owners[2];
    for (const auto &population : populations)
      for (size_t f = 0; f < population->fields.size(); ++f) {
        const FieldPlan &field = population->fieldPlan(static_cast<int>(f));
        if (field.role == FieldRole::Arrive && population->cuts[t] < population->cuts[t + 1])
          owners[field.type == Scalar::F64].push_back(
              {worker.space.offset[population->index][f], population->index,
               static_cast<int32_t>(f)});
      }
    for (std::vector<Owner> &list : owners)
      std::sort(list.begin(), list.end(),
                [](const Owner &a, const Owner &b) { return a.first < b.first; });
    for (int64_t day = tick + 1; day <= tick + longest + window; ++day)
      listDue(worker, day, [&](int64_t place, bool wide, double value) {
        const std::vector<Owner> &list = owners[wide];
        const Owner &owner = *(std::upper_bound(list.begin(), list.end(), place,
                                                [](int64_t p, const Owner &o) {
                                                  return p < o.first;
                                                }) -
                               1);
        const Population &population = *populations[static_cast<size_t>(owner.population)];
        const int64_t element = population.cuts[t] + place - owner.first;
        if (element < population.size)
          all.push_back({day, owner.population, owner.field, element, value});
      });
  }
  // Threads are no part of it; an element is one thread's.
  std::stable_sort(all.begin(), all.end(), [](const Due &a, const Due &b) {
    return std::tie(a.tick, a.population, a.field, a.element) <
           std::tie(b.tick, b.population, b.field, b.element);
  });
  return all;
}

void Simulation::State::takeDue(const Due &due) {
  const Population &population = *populations[static_cast<size_t>(due.population)];
  const size_t t = static_cast<size_t>(
      std::upper_bound(population.cuts.begin(), population.cuts.end(), due.element) -
      population.cuts.begin() - 1);
  Worker &worker = workers[t];
  const int64_t first =
      worker.space.offset[static_cast<size_t>(due.population)][static_cast<size_t>(due.field)];
  worker.restored[due.tick].push_back({first + due.element - population.cuts[t],
                                       population.fieldPlan(due.field).type == Scalar::F64,
                                       due.value});
}

void Simulation::State::addRestored(Worker &worker, int64_t day, bool keep) {
  const auto found = worker.restored.find(day);
  if (found == worker.restored.end())
    return;
  for (const Worker::Restored &r : found->second)
    worker.space.add(r.place, r.wide, r.value);
  if (!keep)
    worker.restored.erase(found);
}

} // namespace neuro::rt
