//===- ReferenceRecord.cpp - What the reference engine records ------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/reference/ReferenceState.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace neuro::rt::reference {

namespace {

/// Calls visit(position in the view, times) for each event of the probe's view.
template <class Visit>
void eachEvent(const Instance &instance, const ProbePlan &plan,
               const std::vector<Population> &populations, Visit visit) {
  const View &view = instance.view(plan.view);
  for (size_t k = 0; k < view.parts.size(); ++k) {
    const ViewPart &part = view.parts[k];
    for (const SourceEvents &event :
         populations[part.population].fired[static_cast<size_t>(plan.fields[k])])
      for (int64_t q = 0; q < part.count; ++q)
        if (part.low + q * part.step == event.element)
          visit(part.offset + q, event.count);
  }
}

/// Sums of means and squares are made over runs of 64 elements of a population
/// (element / 64) and these combined in order, which fixes their rounding: Chan,
/// Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing
/// sample variances" (1979).
struct Moments {
  double n = 0, mean = 0, squares = 0, sum = 0;
  double low = std::numeric_limits<double>::infinity(), high = -low;

  static Moments of(const std::vector<double> &values) {
    Moments m;
    m.n = static_cast<double>(values.size());
    for (double v : values) {
      m.sum += v;
      m.low = std::min(m.low, v);
      m.high = std::max(m.high, v);
    }
    m.mean = m.sum / m.n;
    for (double v : values)
      m.squares += (v - m.mean) * (v - m.mean);
    return m;
  }

  void add(const Moments &b) {
    if (n == 0) {
      *this = b;
      return;
    }
    const double total = n + b.n, delta = b.mean - mean;
    squares += b.squares + delta * delta * n * b.n / total;
    mean += delta * b.n / total;
    low = std::min(low, b.low);
    high = std::max(high, b.high);
    sum += b.sum;
    n = total;
  }
};

} // namespace

int64_t Network::countEvents(Instance &instance, int probe) {
  int64_t events = 0;
  eachEvent(instance, *instance.probe(probe).plan, populations,
            [&](int64_t, uint32_t count) { events += count; });
  return events;
}

void Network::recordEvents(Instance &instance, int probe, int64_t now) {
  ProbeData &data = instance.probe(probe);
  eachEvent(instance, *data.plan, populations, [&](int64_t position, uint32_t count) {
    for (uint32_t c = 0; c < count; ++c) {
      data.eventTicks.push_back(now);
      data.eventElements.push_back(static_cast<uint32_t>(position));
    }
  });
}

void Network::recordValues(Instance &instance, int probe, int64_t now) {
  ProbeData &data = instance.probe(probe);
  data.sampleTicks.push_back(now);
  const View &view = instance.view(data.plan->view);
  for (size_t k = 0; k < view.parts.size(); ++k) {
    const ViewPart &part = view.parts[k];
    for (int64_t q = 0; q < part.count; ++q)
      data.samples.push_back(
          populations[part.population].elements[static_cast<size_t>(part.low + q * part.step)]
                                               [static_cast<size_t>(data.plan->fields[k])]);
  }
}

void Network::recordFunction(Instance &instance, int probe, int64_t now) {
  ProbeData &data = instance.probe(probe);
  const std::string &function = data.plan->function;
  const View &view = instance.view(data.plan->view);
  data.sampleTicks.push_back(now);
  if (function == "rate") {
    const double time = static_cast<double>(view.size) * static_cast<double>(data.every) *
                        instance.dt(); // summed over the elements
    data.samples.push_back(
        static_cast<double>(instance.pendingEvents(probe)) / time);
    instance.pendingEvents(probe) = 0;
    return;
  }
  Moments all;
  // Of phases: the length of the mean of unit vectors, summed in the same runs.
  double cosines = 0, sines = 0;
  for (size_t k = 0; k < view.parts.size(); ++k) {
    const ViewPart &part = view.parts[k];
    std::vector<double> run;
    for (int64_t q = 0; q < part.count; ++q) {
      const int64_t e = part.low + q * part.step;
      run.push_back(populations[part.population].elements[static_cast<size_t>(e)]
                                                         [static_cast<size_t>(data.plan->fields[k])]);
      if (q + 1 == part.count || (e + part.step) / 64 != e / 64) {
        all.add(Moments::of(run));
        double runCosines = 0, runSines = 0;
        for (double phase : run) {
          runCosines += std::cos(phase);
          runSines += std::sin(phase);
        }
        cosines += runCosines;
        sines += runSines;
        run.clear();
      }
    }
  }
  double value = std::numeric_limits<double>::quiet_NaN();
  if (function == "order_parameter")
    value = std::hypot(cosines, sines) / all.n;
  else if (function == "sum")
    value = all.sum;
  else if (all.n > 0)
    value = function == "mean"  ? all.mean
            : function == "std" ? std::sqrt(all.squares / all.n)
            : function == "min" ? all.low
                                : all.high;
  data.samples.push_back(value);
}

void Network::record(Instance &instance, int64_t now) {
  for (int p = 0; p < instance.probes(); ++p) {
    const ProbeData &data = instance.probe(p);
    const bool rate =
        data.plan->kind == ProbePlan::Function && data.plan->function == "rate";
    if (rate)
      instance.pendingEvents(p) += countEvents(instance, p);
    if (now % data.every != 0 || !instance.probeWhen(p, now))
      continue;
    if (data.plan->kind == ProbePlan::Events)
      recordEvents(instance, p, now);
    else if (data.plan->kind == ProbePlan::Edges || data.plan->projection >= 0)
      recordEdges(instance, p, now);
    else if (data.plan->kind == ProbePlan::Values)
      recordValues(instance, p, now);
    else
      recordFunction(instance, p, now);
  }
}

} // namespace neuro::rt::reference
