//===- Fusion.cpp - Populations of a class in one kernel call -------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A kernel call has costs that do not depend on the number of elements, which
// networks of many small populations would pay over and over. The arrays of all
// populations of a class are neighbours, field by field, what arrives included; where
// two populations also have the same uniform values, one call covers both. Kernels
// treat elements one by one, so the results are the same to the bit.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/State.h"

#include <algorithm>
#include <cstring>

namespace neuro::rt {

std::vector<std::vector<Population *>> Simulation::State::classMates() const {
  std::vector<std::vector<Population *>> groups;
  std::map<const Model *, size_t> known;
  for (const auto &population : populations) {
    if (!population->model)
      continue;
    auto [entry, fresh] = known.emplace(population->model, groups.size());
    if (fresh || without.has(Pass::PopulationFusion)) {
      entry->second = groups.size();
      groups.emplace_back();
    }
    groups[entry->second].push_back(population.get());
  }
  return groups;
}

/// Whether the kernel that updates a class uses a field.
static bool updateUses(const ClassPlan &plan, int field) {
  for (const KernelPlan &kernel : plan.kernels)
    if (kernel.phase == KernelPlan::Update) {
      const std::vector<int> &reads = kernel.reads, &writes = kernel.writes;
      return (reads.empty() && writes.empty()) ||
             std::find(reads.begin(), reads.end(), field) != reads.end() ||
             std::find(writes.begin(), writes.end(), field) != writes.end();
    }
  return true;
}

/// Whether the elements of `b` follow those of `a` in every array that the update
/// uses, and both have the same uniform values there.
static bool continues(const Assignment &a, const Assignment &b, const ClassPlan &plan) {
  if (!a.inputs.empty() || !b.inputs.empty())
    return false;
  for (size_t f = 0; f < plan.fields.size(); ++f) {
    const FieldPlan &field = plan.fields[f];
    const size_t slot = static_cast<size_t>(field.slot);
    if (field.slot < 0 || !updateUses(plan, static_cast<int>(f)))
      continue;
    const bool oneValue = field.role == FieldRole::Input || field.role < FieldRole::State;
    if (oneValue && !field.perElement) {
      if (std::memcmp(&a.uniforms[slot], &b.uniforms[slot], sizeof(double)) != 0)
        return false;
      continue;
    }
    if (!a.arrays[slot] || !b.arrays[slot]) {
      if (a.arrays[slot] != b.arrays[slot])
        return false;
      continue;
    }
    auto end = reinterpret_cast<uintptr_t>(a.arrays[slot]) + scalarBytes(field.type, a.end);
    auto begin = reinterpret_cast<uintptr_t>(b.arrays[slot]) + scalarBytes(field.type, b.begin);
    if (end != begin)
      return false;
  }
  return true;
}

void Simulation::State::fuseAssignments(Worker &worker) {
  std::vector<Assignment> &all = worker.assignments;
  for (Assignment &a : all) {
    a.together = 1;
    a.fusedEnd = a.end;
  }
  // A profile tells populations apart.
  if (without.has(Pass::PopulationFusion) || profiler)
    return;
  for (size_t first = 0, last; first < all.size(); first = last) {
    const Population &population = *populations[all[first].population];
    for (last = first + 1; last < all.size(); ++last) {
      const Assignment &a = all[last - 1], &b = all[last];
      if (!population.model || populations[b.population]->model != population.model ||
          atOnce.stageOf[a.population] != atOnce.stageOf[b.population] ||
          !continues(a, b, *population.model->plan))
        break;
      all[first].fusedEnd += b.end - b.begin;
      all[first].together += 1;
      all[last].together = 0;
    }
  }
}

void Simulation::State::noteFusion() {
  std::map<const Model *, std::pair<int, int>> counts; // assignments, calls
  for (Worker &worker : workers) {
    fuseAssignments(worker);
    for (const Assignment &a : worker.assignments)
      if (const Model *model = populations[a.population]->model) {
        counts[model].first += 1;
        counts[model].second += a.together > 0;
      }
  }
  for (const Model &model : models)
    if (auto found = counts.find(&model); found != counts.end())
      if (auto [parts, calls] = found->second; calls < parts)
        report.passes.push_back({Pass::PopulationFusion,
                                 model.plan->name + ": " + std::to_string(parts) +
                                     " parts of populations in " + std::to_string(calls) +
                                     (calls == 1 ? " kernel call" : " kernel calls")});
}

} // namespace neuro::rt
