//===- MachineProbe.h - What this machine can do at most --------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Small loops that do one thing each, timed: streaming through arrays that fit the
// first, second or third cache or none; adding to numbers in random order, as
// delivery does; vector arithmetic; meeting at the barrier of the tick loop. Takes
// about half a second for one and for several threads together. What a profile
// calls the ceiling.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_MACHINEPROBE_H
#define NEURO_RUNTIME_CORE_MACHINEPROBE_H

#include <string>
#include <vector>

namespace neuro::rt {

/// Rates of all threads together, the best of some tries.
struct MachineRates {
  int threads = 1;
  struct Level {
    std::string name;   ///< "L1", "L2", "L3", "memory"
    double bytes = 0;   ///< each thread goes over
    double read = 0;    ///< bytes a second, reading
    double update = 0;  ///< bytes a second, read and written back: each counts
  };
  std::vector<Level> levels; ///< ascending
  /// a[index[k]] += w a second, by random 16-bit indices, for `updateBytes` of f32.
  double updates = 0, updateBytes = 0;
  double flops32 = 0, flops64 = 0; ///< vector additions and multiplications a second
  double barrierSeconds = 0;       ///< one meeting of all threads, nobody late

  /// Bytes a second for an array of that size; `written`: half of them writes.
  double bandwidth(double workingSet, bool written) const;
  /// "L2": where an array of that size is.
  const std::string &levelOf(double workingSet) const;
};

struct MachineProbe {
  double seconds = 0; ///< it took
  MachineRates one, all; ///< one thread, `threads` threads
};

/// Measures with that many threads (at least 1). Fewer if the system gives no more;
/// levels for which there is no memory are left out.
MachineProbe probeMachine(int threads);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_MACHINEPROBE_H
