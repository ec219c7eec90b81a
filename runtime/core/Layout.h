//===- Layout.h - How synapses are stored -----------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_LAYOUT_H
#define NEURO_RUNTIME_CORE_LAYOUT_H

#include <cstdint>
#include <string>
#include <utility>

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
  Procedural,  ///< nothing: the synapses of a source are generated again for each spike
};

/// What users call them.
constexpr std::pair<const char *, Layout> layoutNames[] = {
    {"rows", Layout::Rows},           {"rows-i16", Layout::Rows16},       {"rows-i8", Layout::Rows8},
    {"bits", Layout::BitRows},        {"dense", Layout::Dense},           {"one-to-one", Layout::OneToOne},
    {"all-to-all", Layout::AllToAll}, {"convolution", Layout::Convolution},
    {"procedural", Layout::Procedural}};
std::string layoutName(Layout layout);

/// Stored without lists of targets (core/IndexFree.h).
inline bool isIndexFree(Layout layout) {
  return layout >= Layout::OneToOne && layout <= Layout::Dense;
}
/// What arrives is weight * number of events, multiplied once.
inline bool isCounted(Layout layout) {
  return layout == Layout::BitRows || layout == Layout::AllToAll;
}

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_LAYOUT_H
