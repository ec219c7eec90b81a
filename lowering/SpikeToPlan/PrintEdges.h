//===- PrintEdges.h - Edge classes of a plan as text ------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_SPIKETOPLAN_PRINTEDGES_H
#define NEURO_LOWERING_SPIKETOPLAN_PRINTEDGES_H

#include "runtime/abi/Plan.h"

#include <string>

namespace neuro::lowering {

/// " of post.V", " of pre nearest", " uniform stream 0"; empty for other fields.
std::string edgeText(const rt::FieldPlan &field, const rt::ClassPlan &cls);
/// "emit0 of emit to astro.glu".
std::string emitText(const rt::EmitPlan &emit, const rt::ClassPlan &cls);
/// " tie pre_first"; empty for the default.
std::string tieText(rt::Tie tie);
const char *phaseName(rt::KernelPlan::Phase phase);
/// The name of a field of a projection's edges.
std::string edgeField(const rt::ProgramPlan &plan, const rt::NetworkPlan &network,
                      int projection, int field);

} // namespace neuro::lowering

#endif // NEURO_LOWERING_SPIKETOPLAN_PRINTEDGES_H
