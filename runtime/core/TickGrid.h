//===- TickGrid.h - Times that become whole ticks ---------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_TICKGRID_H
#define NEURO_RUNTIME_CORE_TICKGRID_H

#include "runtime/core/Memory.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace neuro::rt {

/// Whether a user must be told that a time (ms) was rounded to `ticks` ticks of `dt`.
inline bool isOffGrid(double time, double ticks, double dt) {
  return std::fabs(time - ticks * dt) > 1e-9 * std::max(1.0, time);
}

/// What to tell, behind the time: "is not a multiple of dt = 0.1 ms and becomes 1.5 ms".
inline std::string offGridText(double ticks, double dt) {
  return "is not a multiple of dt = " + numberText(dt) + " ms and becomes " +
         numberText(ticks * dt) + " ms";
}

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_TICKGRID_H
