//===- Measures.cpp - Statistics of recorded activity ----------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/experiment/Measures.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace neuro::rt;

static constexpr double Undefined = std::numeric_limits<double>::quiet_NaN();

double neuro::rt::meanOf(const std::vector<double> &values) {
  if (values.empty())
    return Undefined;
  // Pairs of (sum, compensation): samples of a membrane potential share most of
  // their digits, and there may be 1e8 of them (Neumaier 1974).
  double sum = 0, compensation = 0;
  for (double value : values) {
    double next = sum + value;
    compensation += std::fabs(sum) >= std::fabs(value) ? (sum - next) + value
                                                       : (value - next) + sum;
    sum = next;
  }
  return (sum + compensation) / static_cast<double>(values.size());
}

double neuro::rt::deviationOf(const std::vector<double> &values) {
  double mean = meanOf(values);
  if (std::isnan(mean))
    return Undefined;
  double squares = 0;
  for (double value : values)
    squares += (value - mean) * (value - mean);
  return std::sqrt(squares / static_cast<double>(values.size()));
}

double neuro::rt::largestOf(const std::vector<double> &values) {
  auto it = std::max_element(values.begin(), values.end());
  return it == values.end() ? Undefined : *it;
}

double neuro::rt::smallestOf(const std::vector<double> &values) {
  auto it = std::min_element(values.begin(), values.end());
  return it == values.end() ? Undefined : *it;
}

double neuro::rt::eventCount(const EventWindow &events) {
  return static_cast<double>(events.tick.size());
}

double neuro::rt::meanRate(const EventWindow &events) {
  if (events.elements == 0 || events.to <= events.from)
    return Undefined;
  return eventCount(events) /
         (static_cast<double>(events.elements) * events.duration());
}

double neuro::rt::firstEvent(const EventWindow &events) {
  if (events.tick.empty())
    return Undefined;
  return static_cast<double>(
             *std::min_element(events.tick.begin(), events.tick.end())) *
         events.dt;
}

/// Calls `visit(interval in ms, element)` for each pair of successive events.
template <typename Visit>
static void forEachInterval(const EventWindow &events, Visit visit) {
  std::vector<int64_t> last(events.elements, INT64_MIN);
  for (size_t k = 0; k < events.tick.size(); ++k) {
    int64_t &previous = last[events.element[k]];
    if (previous != INT64_MIN)
      visit(static_cast<double>(events.tick[k] - previous) * events.dt,
            events.element[k]);
    previous = events.tick[k];
  }
}

std::vector<double> neuro::rt::intervals(const EventWindow &events) {
  std::vector<double> out;
  forEachInterval(events, [&](double interval, uint32_t) { out.push_back(interval); });
  return out;
}

double neuro::rt::cvOfIntervals(const EventWindow &events) {
  // Welford's recurrence, one accumulator an element.
  struct Moments {
    double n = 0, mean = 0, squares = 0;
  };
  std::vector<Moments> moments(events.elements);
  forEachInterval(events, [&](double interval, uint32_t element) {
    Moments &m = moments[element];
    m.n += 1;
    double delta = interval - m.mean;
    m.mean += delta / m.n;
    m.squares += delta * (interval - m.mean);
  });
  double sum = 0, counted = 0;
  for (const Moments &m : moments)
    if (m.n >= 2) {
      sum += std::sqrt(m.squares / m.n) / m.mean;
      counted += 1;
    }
  return counted > 0 ? sum / counted : Undefined;
}

/// Bins of a whole number of ticks that cover the window from its start; a rest
/// shorter than a bin is left out.
namespace {
struct Bins {
  Bins(const EventWindow &events, double bin)
      : ticks(std::max<int64_t>(1, std::llround(bin / events.dt))),
        count(static_cast<size_t>(std::max<int64_t>(0, events.to - events.from) / ticks)),
        from(events.from) {}
  /// The bin of a tick, or `count` when it lies in the rest.
  size_t of(int64_t tick) const {
    return std::min(count, static_cast<size_t>((tick - from - 1) / ticks));
  }
  int64_t ticks;
  size_t count;
  int64_t from;
};
} // namespace

static std::vector<double> populationCounts(const EventWindow &events,
                                            const Bins &bins) {
  std::vector<double> counts(bins.count + 1, 0.0);
  for (int64_t tick : events.tick)
    counts[bins.of(tick)] += 1;
  counts.resize(bins.count);
  return counts;
}

double neuro::rt::synchrony(const EventWindow &events, double bin) {
  std::vector<double> counts = populationCounts(events, Bins(events, bin));
  double mean = meanOf(counts), deviation = deviationOf(counts);
  return mean > 0 && counts.size() > 1 ? deviation * deviation / mean : Undefined;
}

double neuro::rt::meanCorrelation(const EventWindow &events, double bin) {
  Bins bins(events, bin);
  if (bins.count < 2)
    return Undefined;
  // With z the standardised count of an element, the mean over ordered pairs of
  // corr(i, j) is (E[(sum z)^2] - n)/(n(n - 1)); so one pass over bins is enough.
  const double count = static_cast<double>(bins.count);
  std::vector<double> sum(events.elements, 0), squares(events.elements, 0);
  std::vector<std::pair<size_t, uint32_t>> entries; // (bin, element), one an event
  entries.reserve(events.tick.size());
  for (size_t k = 0; k < events.tick.size(); ++k)
    if (size_t b = bins.of(events.tick[k]); b < bins.count)
      entries.push_back({b, events.element[k]});
  std::sort(entries.begin(), entries.end());
  auto forEachCell = [&](auto visit) {
    for (size_t k = 0; k < entries.size();) {
      size_t end = k;
      while (end < entries.size() && entries[end] == entries[k])
        ++end;
      visit(entries[k].first, entries[k].second, static_cast<double>(end - k));
      k = end;
    }
  };
  forEachCell([&](size_t, uint32_t element, double n) {
    sum[element] += n;
    squares[element] += n * n;
  });
  double varying = 0, offset = 0;
  std::vector<double> inverse(events.elements, 0);
  for (size_t e = 0; e < events.elements; ++e) {
    double mean = sum[e] / count, variance = squares[e] / count - mean * mean;
    if (variance <= 1e-12 * std::max(1.0, mean * mean))
      continue;
    inverse[e] = 1 / std::sqrt(variance);
    offset += mean * inverse[e];
    varying += 1;
  }
  if (varying < 2)
    return Undefined;
  std::vector<double> z(bins.count, -offset);
  forEachCell([&](size_t b, uint32_t element, double n) { z[b] += n * inverse[element]; });
  double power = 0;
  for (double value : z)
    power += value * value;
  return (power / count - varying) / (varying * (varying - 1));
}

double neuro::rt::busiestElement(const EventWindow &events) {
  if (events.elements == 0 || events.tick.empty())
    return Undefined;
  std::vector<size_t> counts(events.elements, 0);
  for (uint32_t element : events.element)
    ++counts[element];
  return static_cast<double>(std::max_element(counts.begin(), counts.end()) -
                             counts.begin());
}

double neuro::rt::branchingRatio(const EventWindow &events, double bin) {
  std::vector<double> counts = populationCounts(events, Bins(events, bin));
  if (counts.size() < 3)
    return Undefined;
  std::vector<double> now(counts.begin(), counts.end() - 1), next(counts.begin() + 1, counts.end());
  double meanNow = meanOf(now), meanNext = meanOf(next), covariance = 0, variance = 0;
  for (size_t k = 0; k < now.size(); ++k) {
    covariance += (now[k] - meanNow) * (next[k] - meanNext);
    variance += (now[k] - meanNow) * (now[k] - meanNow);
  }
  return variance > 0 ? covariance / variance : Undefined;
}

std::vector<double> neuro::rt::histogram(const std::vector<double> &values,
                                         size_t bins) {
  std::vector<double> out(std::max<size_t>(1, bins), 0.0);
  double low = smallestOf(values), high = largestOf(values);
  if (std::isnan(low))
    return out;
  double width = (high - low) / static_cast<double>(out.size());
  for (double value : values) {
    size_t bin = width > 0 ? static_cast<size_t>((value - low) / width) : 0;
    out[std::min(bin, out.size() - 1)] += 1;
  }
  return out;
}

double neuro::rt::strongestColumn(const ValueWindow &values) {
  if (values.width == 0 || values.samples.empty())
    return Undefined;
  std::vector<double> sums(values.width, 0.0);
  for (size_t k = 0; k < values.samples.size(); ++k)
    sums[k % values.width] += values.samples[k];
  return static_cast<double>(std::max_element(sums.begin(), sums.end()) - sums.begin());
}
