//===- Harness.h - From kernel text to callable code ------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TEST_UNIT_JIT_HARNESS_H
#define NEURO_TEST_UNIT_JIT_HARNESS_H

#include "runtime/abi/Kernel.h"
#include "runtime/jit/Jit.h"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace neuro::test {

/// Code of a placed spike module, compiled at one width.
class Compiled {
public:
  /// On failure `jit` is null and `error` says why.
  Compiled(const std::string &spikeModule, int width, const jit::JitOptions &options = {});
  rt::Kernel kernel(const std::string &symbol);
  std::unique_ptr<jit::Jit> jit;
  std::string error;
};

/// Storage as the runtime lays it out: aligned, whole blocks of LANES elements.
template <typename T> class Array {
public:
  explicit Array(int64_t elements)
      : count((elements + rt::LANES - 1) / rt::LANES * rt::LANES),
        data(static_cast<T *>(std::aligned_alloc(
            rt::ALIGNMENT, (count * sizeof(T) + rt::ALIGNMENT - 1) / rt::ALIGNMENT * rt::ALIGNMENT))) {
    for (int64_t i = 0; i < count; ++i)
      data[i] = T(0);
  }
  Array(const Array &) = delete;
  ~Array() { std::free(data); }
  T &operator[](int64_t i) { return data[i]; }
  T *get() { return data; }
  int64_t size() const { return count; } ///< padded

private:
  int64_t count;
  T *data;
};

} // namespace neuro::test

#endif // NEURO_TEST_UNIT_JIT_HARNESS_H
