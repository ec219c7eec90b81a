//===- Kernel.h - What a compiled kernel looks like to the runtime *- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Generated code and runtime meet here and nowhere else; ABI_VERSION changes
// with any change of meaning. A kernel works on elements [begin, end) of one
// instance of a class. Both bounds are multiples of LANES; arrays are padded to
// a multiple of LANES and aligned to ALIGNMENT bytes, so a kernel may load and
// store whole vectors. Elements past the instance's size are computed and
// ignored. Different threads call the same kernel on disjoint ranges.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_ABI_KERNEL_H
#define NEURO_RUNTIME_ABI_KERNEL_H

#include <cstddef>
#include <cstdint>

namespace neuro::rt {

constexpr uint32_t ABI_VERSION = 1;
constexpr int64_t LANES = 64;
/// Kernels of edges take bounds that are multiples of this.
constexpr int64_t EDGE_LANES = 16;
constexpr size_t ALIGNMENT = 64;

/// Constant over a tick. `time` is the time at the START of the interval
/// (t_n, t_n+1] for `update`, and t_n+1 for `record` kernels. Coherent units (ms).
struct Tick {
  int64_t index;   ///< n
  double time;     ///< ms
  double dt;       ///< ms
  uint64_t seed;
  uint64_t object; ///< the instance's RNG identity
};
static_assert(sizeof(Tick) == 40 && offsetof(Tick, time) == 8 &&
              offsetof(Tick, dt) == 16 && offsetof(Tick, seed) == 24 &&
              offsetof(Tick, object) == 32);

/// arrays[k]: base of the class's k-th array field (FieldPlan::slot). Event
/// masks are uint8_t arrays, bit e%8 of byte e/8 for element e.
/// uniforms[k]: value of the class's k-th uniform field, always f64.
using Kernel = void (*)(void *const *arrays, const double *uniforms,
                        const Tick *tick, int64_t begin, int64_t end);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_ABI_KERNEL_H
