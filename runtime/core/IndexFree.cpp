//===- IndexFree.cpp - Synapses without lists of targets ------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/IndexFree.h"

#include <set>

namespace neuro::rt {

void IndexFree::put(uint32_t, int64_t, double) {}

Result<std::unique_ptr<IndexFree>> makeIndexFree(Layout layout, const IndexFreeInput &input,
                                                 Budget &budget) {
  switch (layout) {
  case Layout::OneToOne: return makeOneToOne(input, budget);
  case Layout::AllToAll: return makeAllToAll(input, budget);
  case Layout::Convolution: return makeConvolution(input, budget);
  default: return makeDense(input, budget);
  }
}

/// Whether an element is on both sides.
static bool meetsItself(const Projection &projection) {
  for (const ViewPart &a : projection.source->parts)
    for (const ViewPart &b : projection.target->parts)
      if (a.population == b.population)
        return true;
  return false;
}

std::string whyNotIndexFree(const Projection &projection, Layout layout) {
  const ProjectionPlan &plan = *projection.plan;
  const Rule rule = plan.rule;
  if (!projection.isStatic())
    return "its synapses have state";
  if (projection.isGenerated())
    return "it is procedural";
  const bool kernel = rule == Rule::Conv2d || rule == Rule::Sumpool || rule == Rule::Toeplitz;
  switch (layout) {
  case Layout::OneToOne:
    if (rule != Rule::OneToOne)
      return "its rule is not one_to_one";
    break;
  case Layout::AllToAll:
    if (rule != Rule::All)
      return "its rule is not all";
    if (!projection.uniformWeight)
      return "its weights differ";
    break;
  case Layout::Convolution:
    if (!kernel)
      return "its rule is not a convolution";
    break;
  case Layout::Dense:
    if (projection.uniformWeight)
      return "its weights are all the same";
    if (kernel || rule == Rule::OneToOne)
      return "its rule connects few of the pairs";
    if (rule != Rule::All && rule != Rule::Bernoulli && rule != Rule::Nearest && plan.multapses)
      return "its rule can connect a pair more than once";
    break;
  default: return "it has lists of targets";
  }
  if (!projection.constantDelay)
    return "its delays differ";
  // Rows are elements and columns places, each there once.
  std::set<std::pair<int, int>> from;
  for (size_t sp = 0; sp < projection.source->parts.size(); ++sp)
    if (!from.insert({projection.source->parts[sp].population, plan.sourceEvents[sp]}).second)
      return "a population is in its source twice";
  std::set<int> to;
  for (const ViewPart &part : projection.target->parts) {
    if (!to.insert(part.population).second)
      return "a population is in its target twice";
    if (part.step != 1 && layout != Layout::OneToOne)
      return "its targets do not follow each other";
  }
  if (layout == Layout::Dense)
    return "";
  if (projection.hasCondition())
    return "a condition takes pairs out";
  if (layout == Layout::Convolution) {
    const ExprTraits &w = projection.weightTraits;
    if (w.usesI || w.usesJ || w.usesSource || w.usesTarget || w.usesPosition || w.usesColumn ||
        w.usesField)
      return "its weights are not the same for all edges of one place in the kernel";
  }
  if (!projection.excludesPairs() || (!meetsItself(projection) && !projection.excludesEqualIndices()))
    return "";
  if (layout != Layout::AllToAll)
    return "a condition takes pairs out";
  for (int64_t i = 0; i < projection.source->size; ++i)
    if (projection.excludedTargets(static_cast<uint32_t>(i)).size() > 1)
      return "a condition takes several targets from a source";
  return "";
}

} // namespace neuro::rt
