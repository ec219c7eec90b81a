//===- LayoutCost.h - What representations of synapses cost -----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Nanoseconds on one thread of a Zen 4 with 1 MB of second-level cache, as
// tools/bench/RuntimeBench.cpp measures them. What is listed comes from memory; rows
// of bits are read once for all that spiked in a tick.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_LAYOUTCOST_H
#define NEURO_RUNTIME_CORE_LAYOUTCOST_H

namespace neuro::rt::cost {

constexpr double listed = 0.9;    ///< a synapse in a list
constexpr double bit = 0.012;     ///< a possible pair
constexpr double counted = 0.085; ///< a count turned into what arrives, once a tick
constexpr double densePair = 0.2; ///< a pair of a matrix of weights

} // namespace neuro::rt::cost

#endif // NEURO_RUNTIME_CORE_LAYOUTCOST_H
