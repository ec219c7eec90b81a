//===- IndexFreeChoice.cpp - Which projections need no lists --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Depends on the network only, never on the threads: it decides in which order
// what arrives is added.
//
//===----------------------------------------------------------------------===//

#include "runtime/core/IndexFree.h"
#include "runtime/core/LayoutCost.h"
#include "runtime/core/State.h"

#include <algorithm>

namespace neuro::rt {

namespace {

/// A convolution adds short runs of targets, which takes up to twice the time of a list
/// that is in a cache; it is taken where a list would be too large for one.
constexpr double largestListOfKernel = 32e6; // bytes

/// One to one and all to all cost no more than lists and need no memory. Of a matrix, a
/// pair costs some of what a listed synapse does, and storage of its weight.
bool denseIsFaster(const Projection &projection, double weightBytes) {
  const double pairs = static_cast<double>(projection.source->size) *
                       static_cast<double>(projection.target->size);
  // As much memory as a list of 16-bit targets with their weights.
  return projection.expected > 0 && cost::densePair * pairs < cost::listed * projection.expected &&
         weightBytes * pairs <= (2 + weightBytes) * projection.expected;
}

} // namespace

Layout Simulation::State::indexFreeLayout(const Projection &projection,
                                          std::optional<Layout> forced) const {
  if (forced && !isIndexFree(*forced))
    return Layout::Rows;
  for (Layout layout : {Layout::OneToOne, Layout::AllToAll, Layout::Convolution})
    if (whyNotIndexFree(projection, layout).empty())
      return layout == Layout::Convolution && forced != layout && !projection.uniformWeight &&
                     projection.expected * 4 < largestListOfKernel
                 ? Layout::Rows
                 : layout;
  if (!whyNotIndexFree(projection, Layout::Dense).empty())
    return Layout::Rows;
  double weightBytes = 4;
  for (size_t tp = 0; tp < projection.target->parts.size(); ++tp)
    if (populations[projection.target->parts[tp].population]
            ->fieldPlan(projection.plan->targetFields[tp])
            .type == Scalar::F64)
      weightBytes = 8;
  return forced == Layout::Dense || denseIsFaster(projection, weightBytes) ? Layout::Dense
                                                                           : Layout::Rows;
}

} // namespace neuro::rt
