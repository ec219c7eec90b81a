//===- Layout.h - How synapses are stored -----------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_LAYOUT_H
#define NEURO_RUNTIME_CORE_LAYOUT_H

#include <cstdint>

namespace neuro::rt {

/// How static synapses are stored.
enum class Layout : uint8_t {
  Rows,    ///< lists of targets; weights, if they differ, in storage precision
  Rows16,  ///< the same with weights in 16-bit fixed point (core/FixedPoint.h)
  Rows8,   ///< in 8-bit fixed point
  BitRows, ///< a bit for each possible pair, where weight and delay are the same
  OneToOne,    ///< index-free: source k reaches target k
  AllToAll,    ///< one weight: a sum a tick
  Convolution, ///< weights of a kernel
  Dense,       ///< a weight for every pair
};

/// Stored without lists of targets (core/IndexFree.h).
inline bool isIndexFree(Layout layout) { return layout >= Layout::OneToOne; }
/// What arrives is weight * number of events, multiplied once.
inline bool isCounted(Layout layout) {
  return layout == Layout::BitRows || layout == Layout::AllToAll;
}

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_LAYOUT_H
