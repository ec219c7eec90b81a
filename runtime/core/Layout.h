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
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_LAYOUT_H
