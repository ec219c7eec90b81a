//===- Receptors.cpp - States that arriving events are added to -----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where the compiler found that a port does nothing but add (FieldPlan::into), the
// thread's part of the arrive space is the state: during a run kernels flow it and
// deliveries add to it, in memory that only this thread writes to. Between runs its
// values are with all other states, where hosts look at them.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/State.h"

#include <cstring>

namespace neuro::rt {

/// Calls `visit(place in the arrive space, place among the states, bytes)` for all
/// states of a thread that events are added to.
template <class F>
static void eachReceptor(Worker &worker, const Populations &populations, F visit) {
  for (const Assignment &a : worker.assignments) {
    const Population &population = *populations[a.population];
    if (!population.model)
      continue;
    for (size_t f = 0; f < population.fields.size(); ++f) {
      const FieldPlan &field = population.fieldPlan(static_cast<int>(f));
      if (field.into < 0)
        continue;
      const size_t width = scalarBytes(field.type, 1);
      const char *space = field.type == Scalar::F64 ? worker.space.f64.as<char>()
                                                    : worker.space.f32.as<char>();
      visit(const_cast<char *>(space) +
                static_cast<size_t>(worker.space.offset[population.index][f]) * width,
            static_cast<char *>(population.fields[static_cast<size_t>(field.into)].data) +
                static_cast<size_t>(a.begin) * width,
            static_cast<size_t>(a.end - a.begin) * width);
    }
  }
}

/// Before a run: states may have been assigned.
void Simulation::State::takeReceptors(Worker &worker) {
  eachReceptor(worker, populations,
               [](char *space, const char *state, size_t n) { std::memcpy(space, state, n); });
}

/// After a run. Nothing stays behind: what a port holds between runs is 0.
void Simulation::State::giveReceptors(Worker &worker) {
  eachReceptor(worker, populations, [](char *space, char *state, size_t n) {
    std::memcpy(state, space, n);
    std::memset(space, 0, n);
  });
}

/// Puts the frozen states of a thread's elements back.
void Simulation::State::keepFrozen(const Assignment &a) const {
  const Population &population = *populations[a.population];
  for (const FrozenField &f : population.frozen) {
    const int slot = population.fieldPlan(f.field).slot;
    const size_t from = static_cast<size_t>(a.begin) * f.width;
    std::memcpy(static_cast<char *>(a.arrays[static_cast<size_t>(slot)]) + from,
                f.bytes.data() + from, static_cast<size_t>(a.end - a.begin) * f.width);
  }
}

/// A field as it is during a run, at the elements of a thread.
FieldStore Simulation::State::seenBy(const Worker &worker, const Population &population,
                                     int field) const {
  FieldStore store = population.fields[static_cast<size_t>(field)];
  const FieldPlan &plan = population.fieldPlan(field);
  if (late && plan.role == FieldRole::State)
    for (const Assignment &a : worker.assignments)
      if (a.population == population.index)
        store.data = a.arrays[static_cast<size_t>(plan.slot)];
  return store;
}

} // namespace neuro::rt
