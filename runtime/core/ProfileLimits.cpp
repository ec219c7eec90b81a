//===- ProfileLimits.cpp - What holds a part of the tick back -------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/ProfileLimits.h"

#include "runtime/core/Memory.h"

#include <algorithm>
#include <cmath>

namespace neuro::rt {

/// Below this share of its ceiling something that is in no ceiling holds a row back.
static constexpr double explained = 0.3;

std::string RowLimit::text() const {
  switch (kind) {
  case Bandwidth:
    return level + " bandwidth";
  case Updates:
    return "random updates";
  case Arithmetic:
    return "arithmetic";
  case Synchronisation:
    return "synchronisation";
  case Imbalance:
    return "imbalance";
  case Overhead:
    return "overhead";
  case Unknown:
    return "";
  }
  return "";
}

/// "3", "4.5": for people.
static std::string shortNumber(double value) {
  return numberText(value >= 10 ? std::round(value) : std::round(value * 10) / 10);
}

/// Rows that have no way out get none.
static std::string advise(const ProfileRow &row, const Profile &profile, RowLimit::Kind kind) {
  const double work = static_cast<double>(std::max<int64_t>(row.work, 1));
  const double each = work / static_cast<double>(std::max<int64_t>(row.calls, 1));
  const bool delivers = row.phase == "deliver";
  switch (kind) {
  case RowLimit::Bandwidth:
    if (delivers && !row.isDense && !row.isUniform)
      return "a synapse takes " + shortNumber(row.bytes / work) +
             " bytes; with one weight and one delay for all only its target would be stored";
    if (row.kind == ProfileRow::Population && row.f64)
      return "--precision f32 halves what is moved";
    return "";
  case RowLimit::Updates:
    return row.isUniform ? "--layout bits counts instead of adding, where many pairs are connected"
                         : "";
  case RowLimit::Arithmetic:
    if (row.phase == "draw" || row.phase == "emit")
      return "one Poisson source of the summed rate draws less than several";
    return row.f64 ? "--precision f32 computes twice as many at a time"
                   : "the equations are the work; a larger dt does less of it";
  case RowLimit::Synchronisation:
  case RowLimit::Imbalance: {
    const std::string window =
        shortNumber(static_cast<double>(profile.ticks) /
                    static_cast<double>(std::max<int64_t>(1, profile.windows))) +
        " ticks, the smallest delay";
    if (kind == RowLimit::Synchronisation)
      return "threads meet every " + window + "; a longer one, or --threads 1";
    const auto [low, high] = std::minmax_element(row.seconds.begin(), row.seconds.end());
    if (*low > *high / 2)
      return "all wait alike, since what ticks bring differs by chance, or other programs use "
             "these cores; threads meet every " + window + ", and a longer one evens it out";
    return "one thread has more to do than others";
  }
  case RowLimit::Overhead:
    if (row.kind == ProfileRow::Population && row.unit == "neuron-tick" && each < 2048)
      return shortNumber(each) + " neurons a call are few; populations of one model can be one";
    return "";
  case RowLimit::Unknown:
    return "";
  }
  return "";
}

/// Waiting: for the barrier itself, or for the thread with the most to do.
static RowLimit limitOfWaiting(const ProfileRow &row, const MachineRates &rates) {
  RowLimit limit;
  if (row.seconds.size() < 2)
    return limit;
  const double threads = static_cast<double>(row.seconds.size());
  // Every thread takes part in each meeting; the last one to come counts two laps.
  const double meetings = static_cast<double>(row.calls) / threads;
  limit.floorSeconds = meetings * rates.barrierSeconds * threads;
  const double measured = row.total();
  limit.reached = measured > 0 ? limit.floorSeconds / measured : 0;
  limit.kind = limit.reached >= explained ? RowLimit::Synchronisation : RowLimit::Imbalance;
  return limit;
}

RowLimit limitOf(const ProfileRow &row, const Profile &profile, const MachineProbe &machine) {
  const MachineRates &rates = profile.threads > 1 ? machine.all : machine.one;
  RowLimit limit;
  if (row.kind == ProfileRow::Engine && row.phase == "wait") {
    limit = limitOfWaiting(row, rates);
  } else {
    const double threads = static_cast<double>(rates.threads);
    auto consider = [&](RowLimit::Kind kind, double amount, double rate) {
      if (!(amount > 0) || !(rate > 0))
        return;
      // Rates are of all threads together, seconds are added over threads.
      const double seconds = amount / rate * threads;
      if (seconds > limit.floorSeconds) {
        limit.floorSeconds = seconds;
        limit.kind = kind;
      }
    };
    consider(RowLimit::Bandwidth, row.bytes, rates.bandwidth(row.workingSet, row.writes));
    consider(RowLimit::Updates, row.updates, rates.updates);
    consider(RowLimit::Arithmetic, row.operations, row.f64 ? rates.flops64 : rates.flops32);
    if (limit.kind == RowLimit::Bandwidth)
      limit.level = rates.levelOf(row.workingSet);
    const double measured = row.total();
    if (limit.kind != RowLimit::Unknown && measured > 0) {
      limit.reached = limit.floorSeconds / measured;
      if (limit.reached < explained)
        limit.kind = RowLimit::Overhead;
    }
  }
  limit.suggestion = advise(row, profile, limit.kind);
  return limit;
}

} // namespace neuro::rt
