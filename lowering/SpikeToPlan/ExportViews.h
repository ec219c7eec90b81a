//===- ExportViews.h - Groups and selections to parts of populations -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_SPIKETOPLAN_EXPORTVIEWS_H
#define NEURO_LOWERING_SPIKETOPLAN_EXPORTVIEWS_H

#include "runtime/abi/Plan.h"

#include <vector>

namespace neuro::lowering {

/// Elements low <= k < high, step apart (empty: 1), of the concatenation of
/// `parts`, again as parts: each gets the stretch of the selection that falls
/// into it. `sizes` are the numbers of elements of the populations.
std::vector<rt::ViewPlan::Part> select(const std::vector<rt::ViewPlan::Part> &parts,
                                       const std::vector<rt::Expr> &sizes,
                                       const rt::Expr &low, const rt::Expr &high,
                                       const rt::Expr &step);

} // namespace neuro::lowering

#endif // NEURO_LOWERING_SPIKETOPLAN_EXPORTVIEWS_H
