//===- Random.h - The choices of neuro-smith --------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TOOLS_SMITH_RANDOM_H
#define NEURO_TOOLS_SMITH_RANDOM_H

#include <cstdint>
#include <string>
#include <vector>

namespace neuro::smith {

/// SplitMix64 (Steele, Lea, Flood 2014): the same choices for a seed everywhere.
class Random {
public:
  explicit Random(uint64_t seed) : state(seed * 0x9e3779b97f4a7c15u + 1) {}

  uint64_t next() {
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
  }
  /// 0 … n - 1.
  int below(int n) { return static_cast<int>(next() % static_cast<uint64_t>(n)); }
  /// low … high.
  int range(int low, int high) { return low + below(high - low + 1); }
  double uniform(double low, double high) {
    return low + (high - low) * static_cast<double>(next() >> 11) * 0x1p-53;
  }
  bool chance(double p) { return uniform(0, 1) < p; }
  template <class T> const T &pick(const std::vector<T> &from) {
    return from[static_cast<size_t>(below(static_cast<int>(from.size())))];
  }
  std::string pick(std::initializer_list<const char *> from) {
    return from.begin()[below(static_cast<int>(from.size()))];
  }

private:
  uint64_t state;
};

} // namespace neuro::smith

#endif // NEURO_TOOLS_SMITH_RANDOM_H
