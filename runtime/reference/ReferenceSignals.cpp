//===- ReferenceSignals.cpp - Continuous edges, the obvious way -----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The whole network of the last ticks is kept, and an edge looks up what its ends
// were then.
//
//===----------------------------------------------------------------------===//

#include "runtime/reference/ReferenceState.h"

#include <algorithm>

namespace neuro::rt::reference {

bool Network::hasSignals() const {
  return !signals.empty() || std::any_of(edgeSets.begin(), edgeSets.end(),
                                         [](const EdgeSet &set) { return set.signals; });
}

/// Before the beginning of time everything was as it is then.
Result<void> Network::startSignals(Instance &instance, int64_t now) {
  if (!hasSignals())
    return {};
  if (Result<void> r = instance.bindSignals(); !r)
    return r;
  computeLets(instance, now);
  remindSignals(now);
  return {};
}

void Network::remindSignals(int64_t now) {
  if (!hasSignals())
    return;
  std::vector<std::vector<std::vector<double>>> &all = earlier[now];
  all.clear();
  for (const Population &population : populations)
    all.push_back(population.elements);
  while (!earlier.empty() && earlier.begin()->first < now - longestSignal &&
         earlier.begin()->first != now)
    earlier.erase(earlier.begin());
}

double Network::ofEnd(Instance &instance, const FieldPlan &field, int viewIndex,
                      uint32_t index, int64_t tick) const {
  const View &view = instance.view(viewIndex);
  const ViewPart &part = view.parts[view.partOf(index)];
  const Population &population = populations[part.population];
  auto then = earlier.lower_bound(tick); // the first of all, before it
  for (size_t f = 0; f < population.type->fields.size(); ++f)
    if (population.type->fields[f].name == field.of)
      return then->second[static_cast<size_t>(part.population)]
                         [static_cast<size_t>(part.element(index))][f];
  return 0;
}

/// The order of a sum: SignalSum says it.
static double sumOf(const std::vector<double> &x) {
  double lanes[8] = {};
  const size_t whole = x.size() / 8 * 8;
  for (size_t k = 0; k < whole; ++k)
    lanes[k % 8] += x[k];
  double total = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) +
                 ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
  for (size_t k = whole; k < x.size(); ++k)
    total += x[k];
  return total;
}

/// What edges with state signal, from their variables before these are advanced:
/// edge by edge, those of one source after those of another.
void Network::computeEdgeSignals(Instance &instance, int64_t tick) {
  edgeSignals.clear();
  Tick clock = clockAt(instance, tick);
  for (EdgeSet &set : edgeSets) {
    if (!set.signals)
      continue;
    const ProjectionPlan &plan = instance.network().projections[set.projection];
    int emit = 0;
    for (const EmitPlan &one : set.type->emits)
      if (one.phase == KernelPlan::Signal)
        emit = one.field;
    for (size_t e = 0; e < set.edges.size(); ++e) {
      // Within their bounds, whatever periodic blocks did to them.
      for (size_t k = 0; k < set.kernels.size(); ++k)
        if (set.type->kernels[k].phase == KernelPlan::Advance)
          runKernel(instance, set, e, k, tick + 1, {true, true}, 0, 1);
      const Edge &edge = set.edges[e];
      std::vector<double> frame = gather(instance, set, e, tick + 1, {}, 0);
      for (size_t k = 0; k < set.kernels.size(); ++k) {
        if (set.type->kernels[k].phase != KernelPlan::Signal)
          continue;
        for (int f : set.type->kernels[k].reads) {
          const FieldPlan &field = set.type->fields[static_cast<size_t>(f)];
          if (field.role == FieldRole::End && field.end == EdgeEnd::Pre)
            frame[static_cast<size_t>(f)] =
                ofEnd(instance, field, plan.source, edge.made.source, tick - edge.made.delay);
        }
        clock.object = static_cast<uint64_t>(set.projection);
        kernels.run(set.kernels[k], clock, frame.data());
      }
      Arrival signal;
      signal.population = edge.target.population;
      signal.element = edge.target.element;
      signal.field = edge.targetField;
      signal.value = frame[static_cast<size_t>(emit)];
      edgeSignals.push_back(signal);
    }
  }
}

void Network::addSignals(Instance &instance, int64_t tick) {
  std::map<std::tuple<int, int, int64_t>, double> sums;
  Tick clock = clockAt(instance, tick);
  for (size_t s = 0; s < signals.size(); ++s) {
    const SignalInstance &signal = signals[s];
    const ProjectionPlan &plan = instance.network().projections[signal.projection];
    int kernel = -1;
    for (const KernelPlan &k : signal.type->kernels)
      if (k.phase == KernelPlan::Signal)
        kernel = kernels.find(k.symbol);
    for (const SignalSum &sum : signal.sums) {
      double total = 0;
      for (const std::vector<SignalEdge> &piece : sum.pieces) {
        std::vector<double> values;
        for (const SignalEdge &edge : piece) {
          std::vector<double> frame(signal.type->fields.size(), 0);
          for (int f : signal.uniformFields)
            frame[static_cast<size_t>(f)] = instance.signalUniform(s, f);
          for (size_t k = 0; k < signal.edgeFields.size(); ++k)
            frame[static_cast<size_t>(signal.edgeFields[k])] =
                instance.signalValue(s, k, edge.at);
          for (size_t f = 0; f < frame.size(); ++f) {
            const FieldPlan &field = signal.type->fields[f];
            if (field.role != FieldRole::End)
              continue;
            const bool pre = field.end == EdgeEnd::Pre;
            frame[f] = ofEnd(instance, field, pre ? plan.source : plan.target,
                             pre ? edge.source : edge.target, pre ? tick - edge.delay : tick);
          }
          kernels.run(kernel, clock, frame.data());
          values.push_back(edge.excluded ? 0 : frame[static_cast<size_t>(signal.emit)]);
        }
        total += sumOf(values);
      }
      sums[{sum.population, sum.field, sum.element}] += total;
    }
  }
  for (const Arrival &signal : edgeSignals)
    sums[{signal.population, signal.field, signal.element}] += signal.value;
  for (const auto &entry : sums) {
    const auto &[population, field, element] = entry.first;
    populations[population].elements[static_cast<size_t>(element)][static_cast<size_t>(field)] +=
        entry.second;
  }
}

} // namespace neuro::rt::reference
