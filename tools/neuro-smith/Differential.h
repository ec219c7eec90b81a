//===- Differential.h - One program, run in several ways --------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program is compiled in f64 at two optimisation levels and run with compiled
// kernels on one, two and three threads and by the reference interpreter. All
// spikes, samples and reports must be the same bits. So must the samples and spikes
// be when simulations are split, and when the experiment goes on from a checkpoint.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TOOLS_SMITH_DIFFERENTIAL_H
#define NEURO_TOOLS_SMITH_DIFFERENTIAL_H

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace neuro::smith {

struct Outcome {
  enum Kind {
    Agreed,
    Refused,  ///< the program is wrong or cannot run; `what` says why
    Differed, ///< `what` is the first difference
    Broke     ///< a bug of ours: an internal error
  } kind = Agreed;
  std::string what;
  int64_t spikes = 0, samples = 0; ///< recorded by the first run
};

struct RunChoice {
  std::string standardLibrary; ///< directory of std/*.neuro
  std::string directory;       ///< where relative names in the program start
  std::string experiment;      ///< empty: main, else the first
  /// Where checkpoints are written, each way of running its own; empty: `directory`.
  std::string checkpoints;
  bool reference = true;       ///< also the interpreter
  bool levels = true;          ///< also a second optimisation level
  bool passes = true;          ///< also without whole-model passes
  bool variants = true;        ///< also split, and from a checkpoint
  int threads = 2;             ///< most threads
  // To make a program of ordinary size small enough for the interpreter.
  std::vector<std::pair<std::string, double>> sets; ///< network parameters, coherent
  double atMost = 0; ///< ms of one `simulate`; 0: as written
  int elements = 0;  ///< of one dimension of a population; 0: as written
};

/// The experiments of a program, in order.
std::vector<std::string> experimentsOf(const std::string &name, const std::string &text,
                                       const RunChoice &choice);

/// `name` appears in messages.
Outcome compare(const std::string &name, const std::string &text, const RunChoice &choice);

/// The smallest program made by leaving out lines and blocks of `text` that
/// still has an outcome of this kind.
std::string minimise(const std::string &text, Outcome::Kind kind, const RunChoice &choice);

} // namespace neuro::smith

#endif // NEURO_TOOLS_SMITH_DIFFERENTIAL_H
