//===- Profile.h - Where the time of a simulation goes ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What Simulation::profile() tells: one row for each thing the tick loop does to
// a population, a table of synapses or a projection. All time of the threads that
// run is in some row, so the rows add up to the whole.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_PROFILE_H
#define NEURO_RUNTIME_CORE_PROFILE_H

#include <cstdint>
#include <string>
#include <vector>

namespace neuro::rt {

/// A projection that has synapses in a table, and how many of the table's events
/// are its own: measured for the table, shared out by the number of synapses.
struct ProfileShare {
  std::string projection;
  double events = 0;
};

struct ProfileRow {
  /// Engine: what belongs to no population or projection, such as waiting.
  enum Kind : uint8_t { Population, Projection, Engine } kind = Engine;
  std::string name;   ///< "E", "E -> A.syn", "threads"
  std::string model;  ///< class of a population; storage of a projection
  std::string phase;  ///< "update", "deliver", "wait", …
  std::string unit;   ///< what `work` counts: "neuron-tick", "event", "edge", …
  std::vector<double> seconds; ///< per thread
  int64_t work = 0;   ///< exact, of all threads
  int64_t calls = 0;  ///< how often threads came here
  /// Of all threads, from the layouts: bytes of arrays and tables read and written
  /// in order, read-modify-writes of single numbers in random order, and arithmetic
  /// operations (a function such as exp counts as 16).
  double bytes = 0, updates = 0, operations = 0;
  int64_t replayed = 0; ///< events of targets that edges made up for meanwhile
  double workingSet = 0; ///< bytes a thread goes over
  bool writes = false;   ///< half of the bytes, about, are written
  bool isDense = false;   ///< a table with a bit for each pair
  bool isUniform = false; ///< a table with one weight and one delay
  bool f64 = false;      ///< what the operations compute in
  std::vector<ProfileShare> shares; ///< if several projections are in the table

  double total() const {
    double sum = 0;
    for (double s : seconds)
      sum += s;
    return sum;
  }
};

struct Profile {
  int threads = 1;
  int64_t ticks = 0, windows = 0, timedWindows = 0;
  std::vector<double> seconds; ///< per thread: in run(), start-up left out
  /// What reading clocks took of `seconds`, about.
  double overheadSeconds = 0;
  std::vector<ProfileRow> rows;

  /// Adds the profile of another simulation of the same network.
  void add(const Profile &other);
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_PROFILE_H
