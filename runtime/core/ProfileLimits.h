//===- ProfileLimits.h - What holds a part of the tick back -----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A roofline (Williams, Waterman & Patterson 2009, CACM 52): what a row of a
// profile moves, adds in random order and computes, each over the rate this machine
// does that at, is the time it takes at least; the longest of them is the ceiling.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_PROFILELIMITS_H
#define NEURO_RUNTIME_CORE_PROFILELIMITS_H

#include "runtime/core/MachineProbe.h"
#include "runtime/core/Profile.h"

namespace neuro::rt {

struct RowLimit {
  enum Kind : uint8_t {
    Bandwidth,  ///< memory bandwidth of the level the arrays fit
    Updates,    ///< additions in random order
    Arithmetic,
    Synchronisation, ///< meeting takes as long as the barrier does
    Imbalance,  ///< some threads wait for others
    Overhead,   ///< none of these: calls, short runs, branches
    Unknown     ///< nothing is known about what the row does
  } kind = Unknown;
  double floorSeconds = 0; ///< of all threads: what it takes at least
  /// floorSeconds over the time measured; up to 1 or, as ceilings are measured too,
  /// somewhat above. 0 if unknown.
  double reached = 0;
  std::string level;      ///< Bandwidth: "L2"
  std::string suggestion; ///< what may help; empty if nothing is known

  /// "L2 bandwidth", "random updates", …
  std::string text() const;
};

RowLimit limitOf(const ProfileRow &row, const Profile &profile, const MachineProbe &machine);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_PROFILELIMITS_H
