//===- Measures.h - Statistics of recorded activity -------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The measures an experiment may report. Times are ms, rates 1/ms, everything
// in coherent units. A measure that is undefined for the data at hand (no
// spikes, one neuron, …) is NaN, never a made-up zero.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_EXPERIMENT_MEASURES_H
#define NEURO_RUNTIME_EXPERIMENT_MEASURES_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace neuro::rt {

/// The events of `elements` elements in the window (from, to], in time order.
struct EventWindow {
  size_t elements = 0;
  int64_t from = 0, to = 0; ///< ticks
  double dt = 0;            ///< ms
  std::vector<uint32_t> element;
  std::vector<int64_t> tick;
  double duration() const { return static_cast<double>(to - from) * dt; }
};

/// Samples of a window, row-major (one row a sampled tick).
struct ValueWindow {
  size_t width = 0;
  std::vector<double> samples;
};

/// Mean over elements of events per time, 1/ms.
double meanRate(const EventWindow &events);

/// Mean over elements of sd(ISI)/mean(ISI), over the elements with at least
/// three events. The standard deviation divides by the number of intervals.
double cvOfIntervals(const EventWindow &events);

/// Variance of the population's event count in bins of `bin` ms divided by its
/// mean (Potjans & Diesmann 2014, Cereb. Cortex 24:785, use 3 ms bins): 1 for
/// independent Poisson trains, larger when the population synchronises.
double synchrony(const EventWindow &events, double bin);

/// Mean Pearson correlation of event counts in bins of `bin` ms over all pairs
/// of elements whose count varies.
double meanCorrelation(const EventWindow &events, double bin);

double eventCount(const EventWindow &events);
/// Time of the first event, ms since the start of the simulation.
double firstEvent(const EventWindow &events);
/// Index of the element with the most events; the smallest index wins ties.
double busiestElement(const EventWindow &events);

/// Branching ratio: slope of the regression of the population's count on the
/// count one bin earlier. Sub-sampling biases it downwards (Wilting &
/// Priesemann 2018, Nat. Commun. 9:2325); it is meant for whole populations.
double branchingRatio(const EventWindow &events, double bin);

/// Counts of inter-event intervals or of sampled values in `bins` equal bins
/// between the smallest and the largest one.
std::vector<double> histogram(const std::vector<double> &values, size_t bins);
std::vector<double> intervals(const EventWindow &events);

double meanOf(const std::vector<double> &values);
double deviationOf(const std::vector<double> &values); ///< divides by n
double largestOf(const std::vector<double> &values);
double smallestOf(const std::vector<double> &values);
/// Column whose mean over the window is largest.
double strongestColumn(const ValueWindow &values);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_EXPERIMENT_MEASURES_H
