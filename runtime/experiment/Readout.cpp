//===- Readout.cpp - What responses say about presented samples ------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/experiment/Readout.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

using namespace neuro::rt;

static constexpr double Undefined = std::numeric_limits<double>::quiet_NaN();

/// Calls `visit(presentation, element)` for each event of a presentation.
template <typename Visit>
static void forEachShown(const EventWindow &events, const Shown &shown, Visit visit) {
  size_t k = 0;
  for (size_t n = 0; n < events.tick.size(); ++n) {
    while (k < shown.count() && shown.to[k] < events.tick[n])
      ++k;
    if (k == shown.count())
      return;
    if (events.tick[n] > shown.from[k])
      visit(k, events.element[n]);
  }
}

/// The distinct values in ascending order, without NaN.
static std::vector<double> distinct(const std::vector<double> &values) {
  std::vector<double> out;
  std::copy_if(values.begin(), values.end(), std::back_inserter(out),
               [](double v) { return !std::isnan(v); });
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

static size_t indexIn(const std::vector<double> &sorted, double value) {
  return static_cast<size_t>(std::lower_bound(sorted.begin(), sorted.end(), value) -
                             sorted.begin());
}

/// The class of which `counts` has most for each of its `members`; undefined if all
/// counts are zero. The first of equals wins.
static double strongestClass(const double *counts, const std::vector<double> &members,
                             const std::vector<double> &classes) {
  double best = 0, strongest = Undefined;
  for (size_t c = 0; c < classes.size(); ++c) {
    const double mean = counts[c] / members[c];
    if (mean > best) {
      best = mean;
      strongest = classes[c];
    }
  }
  return strongest;
}

std::vector<double> neuro::rt::assignClasses(const EventWindow &events, const Shown &shown,
                                             const std::vector<double> &labels) {
  const std::vector<double> classes = distinct(labels);
  std::vector<double> samples(classes.size(), 0);
  std::vector<size_t> classOf;
  for (double label : labels) {
    classOf.push_back(std::isnan(label) ? classes.size() : indexIn(classes, label));
    if (!std::isnan(label))
      samples[classOf.back()] += 1;
  }
  std::vector<double> responses(classes.size() * events.elements, 0);
  forEachShown(events, shown, [&](size_t k, uint32_t element) {
    if (k < classOf.size() && classOf[k] < classes.size())
      responses[element * classes.size() + classOf[k]] += 1;
  });
  std::vector<double> out;
  for (size_t e = 0; e < events.elements; ++e)
    out.push_back(strongestClass(responses.data() + e * classes.size(), samples, classes));
  return out;
}

std::vector<double> neuro::rt::voteClasses(const EventWindow &events, const Shown &shown,
                                           const std::vector<double> &classes) {
  const std::vector<double> known = distinct(classes);
  std::vector<double> members(known.size(), 0);
  for (double c : classes)
    if (!std::isnan(c))
      members[indexIn(known, c)] += 1;
  std::vector<double> votes(known.size() * shown.count(), 0);
  forEachShown(events, shown, [&](size_t k, uint32_t element) {
    if (element < classes.size() && !std::isnan(classes[element]))
      votes[k * known.size() + indexIn(known, classes[element])] += 1;
  });
  std::vector<double> out;
  for (size_t k = 0; k < shown.count(); ++k)
    out.push_back(strongestClass(votes.data() + k * known.size(), members, known));
  return out;
}

double neuro::rt::accuracy(const std::vector<double> &answers,
                           const std::vector<double> &labels) {
  if (answers.empty())
    return Undefined;
  double right = 0;
  for (size_t k = 0; k < answers.size(); ++k)
    right += k < labels.size() && answers[k] == labels[k];
  return right / static_cast<double>(answers.size());
}

double neuro::rt::overlap(const EventWindow &events, const std::vector<double> &pattern) {
  std::vector<char> active(events.elements, 0);
  for (uint32_t element : events.element)
    active[element] = 1;
  double inside = 0, outside = 0, hits = 0, strays = 0;
  for (size_t e = 0; e < events.elements && e < pattern.size(); ++e) {
    (pattern[e] != 0 ? inside : outside) += 1;
    (pattern[e] != 0 ? hits : strays) += active[e];
  }
  return inside > 0 && outside > 0 ? hits / inside - strays / outside : Undefined;
}

double neuro::rt::pearson(const std::vector<double> &a, const std::vector<double> &b) {
  if (a.size() != b.size() || a.size() < 2)
    return Undefined;
  const double meanA = meanOf(a), meanB = meanOf(b);
  double ab = 0, aa = 0, bb = 0;
  for (size_t k = 0; k < a.size(); ++k) {
    ab += (a[k] - meanA) * (b[k] - meanB);
    aa += (a[k] - meanA) * (a[k] - meanA);
    bb += (b[k] - meanB) * (b[k] - meanB);
  }
  return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : Undefined;
}

std::vector<double> neuro::rt::binnedCounts(const EventWindow &events, double bin) {
  const int64_t ticks = std::max<int64_t>(1, std::llround(bin / events.dt));
  const int64_t bins = std::max<int64_t>(0, (events.to - events.from) / ticks);
  std::vector<double> out(static_cast<size_t>(bins), 0);
  for (int64_t tick : events.tick)
    if (const int64_t b = (tick - events.from - 1) / ticks; b >= 0 && b < bins)
      out[static_cast<size_t>(b)] += 1;
  return out;
}

double neuro::rt::meanColumnCorrelation(const ValueWindow &values) {
  if (values.width < 2)
    return Undefined;
  const size_t rows = values.samples.size() / values.width;
  // With z a standardised column, the mean over ordered pairs is
  // (mean over rows of (sum of z)^2 - n)/(n (n - 1)).
  std::vector<double> total(rows, 0);
  double varying = 0;
  std::vector<double> column(rows);
  for (size_t c = 0; c < values.width; ++c) {
    for (size_t r = 0; r < rows; ++r)
      column[r] = values.samples[r * values.width + c];
    const double mean = meanOf(column), deviation = deviationOf(column);
    if (!(deviation > 1e-12 * std::max(1e-300, std::fabs(mean))))
      continue;
    varying += 1;
    for (size_t r = 0; r < rows; ++r)
      total[r] += (column[r] - mean) / deviation;
  }
  if (varying < 2)
    return Undefined;
  double power = 0;
  for (double z : total)
    power += z * z;
  return (power / static_cast<double>(rows) - varying) / (varying * (varying - 1));
}

double neuro::rt::meanOrderParameter(const ValueWindow &phases) {
  if (phases.width == 0 || phases.samples.empty())
    return Undefined;
  const size_t rows = phases.samples.size() / phases.width;
  double sum = 0;
  for (size_t r = 0; r < rows; ++r) {
    double x = 0, y = 0;
    for (size_t c = 0; c < phases.width; ++c) {
      x += std::cos(phases.samples[r * phases.width + c]);
      y += std::sin(phases.samples[r * phases.width + c]);
    }
    sum += std::hypot(x, y) / static_cast<double>(phases.width);
  }
  return sum / static_cast<double>(rows);
}

std::vector<double> neuro::rt::largestByColumn(const ValueWindow &values) {
  std::vector<double> out(values.width, Undefined);
  for (size_t k = 0; k < values.samples.size(); ++k) {
    double &best = out[k % values.width];
    if (std::isnan(best) || values.samples[k] > best)
      best = values.samples[k];
  }
  return out;
}

std::vector<double> neuro::rt::meanByColumn(const ValueWindow &values) {
  std::vector<double> out(values.width, 0);
  for (size_t k = 0; k < values.samples.size(); ++k)
    out[k % values.width] += values.samples[k];
  const size_t rows = values.width ? values.samples.size() / values.width : 0;
  for (double &value : out)
    value = rows ? value / static_cast<double>(rows) : Undefined;
  return out;
}
