//===- Readout.h - What responses say about presented samples ---*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Measures of presentations (`present`) and of stored patterns. As everywhere,
// what the data leaves undefined is NaN.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_EXPERIMENT_READOUT_H
#define NEURO_RUNTIME_EXPERIMENT_READOUT_H

#include "runtime/experiment/Measures.h"

namespace neuro::rt {

/// Ticks (from, to] during which each sample was shown, without gaps; ascending.
struct Shown {
  std::vector<int64_t> from, to;
  size_t count() const { return from.size(); }
};

/// The class each element responds to most: the label whose samples evoke the
/// highest mean number of events of the element; the smallest label wins ties, an
/// element without events has none (NaN). labels[k] belongs to presentation k
/// (Diehl & Cook 2015, Front. Comput. Neurosci. 9:99, section 2.6). Events
/// beyond the presentations do not count.
std::vector<double> assignClasses(const EventWindow &events, const Shown &shown,
                                  const std::vector<double> &labels);

/// The class predicted for each presentation: the one whose elements (those with
/// classes[element] equal to it) have the highest mean number of events; the
/// smallest class wins ties, a presentation without their events has none (ibid.).
std::vector<double> voteClasses(const EventWindow &events, const Shown &shown,
                                const std::vector<double> &classes);

/// Fraction of answers that equal their label; an undefined answer is wrong.
/// Undefined without answers.
double accuracy(const std::vector<double> &answers, const std::vector<double> &labels);

/// Fraction of the pattern's elements (non-zero entries) that had an event, minus
/// that of the other elements: 1 for a perfect recall, 0 for chance. This is the
/// overlap m = sum_i (p_i - f)(v_i)/(N f (1 - f)) of Tsodyks & Feigel'man 1988
/// (Europhys. Lett. 6:101) with binary p, v. Undefined if there are no elements of
/// one of the two kinds.
double overlap(const EventWindow &events, const std::vector<double> &pattern);

/// Pearson's correlation of two series; undefined when one is constant.
double pearson(const std::vector<double> &a, const std::vector<double> &b);
/// Events of all elements in successive bins of `bin` ms (a shorter rest is left out).
std::vector<double> binnedCounts(const EventWindow &events, double bin);
/// Mean over all pairs of columns of their correlation, columns that vary only.
double meanColumnCorrelation(const ValueWindow &values);
/// Kuramoto's order parameter |mean over elements of exp(i theta)|, averaged over
/// the samples.
double meanOrderParameter(const ValueWindow &phases);
/// Largest value and mean of each column.
std::vector<double> largestByColumn(const ValueWindow &values);
std::vector<double> meanByColumn(const ValueWindow &values);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_EXPERIMENT_READOUT_H
