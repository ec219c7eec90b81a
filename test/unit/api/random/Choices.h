//===- Choices.h - A seed's choices, and what was done --------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TEST_UNIT_API_RANDOM_CHOICES_H
#define NEURO_TEST_UNIT_API_RANDOM_CHOICES_H

#include "test/unit/api/Harness.h"

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace api_test {

/// Says on stderr, should the process end by a signal or a sanitizer's finding, which calls
/// its thread has made. Of one thread at a time each.
class Calls {
public:
  explicit Calls(uint64_t seed);
  ~Calls();
  Calls(const Calls &) = delete;
  Calls &operator=(const Calls &) = delete;

  void add(const std::string &call) { text += call + "\n"; }
  /// The text of the program that is compiled last, to be printed whole.
  void compiles(const std::string &program) { source = program; }
  std::string all() const { return text + "last program:\n" + source + "\n"; }

private:
  std::string text, source;
};

class Choices {
public:
  explicit Choices(uint64_t seed) : random(seed) {}

  size_t below(size_t n) { return random() % n; }
  bool one(size_t in) { return below(in) == 0; }
  template <class T, size_t n> T pick(const T (&all)[n]) { return all[below(n)]; }
  template <class T> T &pick(std::vector<T> &all) { return all[below(all.size())]; }
  template <class T> const T &pick(const std::vector<T> &all) { return all[below(all.size())]; }
  uint64_t word() { return random(); }

  double value() {
    static const double all[] = {0, 1, -1, 10, 20.5, 300, 1e6, -70, 1e308, NAN, INFINITY, 1e-300};
    return pick(all);
  }
  size_t count() {
    static const size_t all[] = {0, 1, 2, 4, 6, 10, 40, 41, 64};
    return pick(all);
  }
  /// Of a struct as somebody knows it who knows less; never part of a member of 8 bytes.
  size_t sizeOf(size_t whole) { return below(10) ? whole : 8 * below(whole / 8 + 1); }

private:
  std::mt19937_64 random;
};

/// Reads all of what the library handed out, so that memory which is not there shows.
inline void read(const char *text) {
  if (text)
    EXPECT_LT(std::string(text).size(), size_t(1) << 30);
}

/// Every refusal has a reason of the caller's, and says it.
inline bool ended(neuro_error *error) {
  if (!error)
    return true;
  const Refused no = refused(error);
  EXPECT_NE(no.status, NEURO_OK);
  EXPECT_NE(no.status, NEURO_INTERNAL) << no.text;
  EXPECT_NE(no.status, NEURO_BUSY) << no.text;
  EXPECT_NE(no.text, "");
  return false;
}

} // namespace api_test

#endif // NEURO_TEST_UNIT_API_RANDOM_CHOICES_H
