//===- InlineEnds.h - What a synapse reads elsewhere becomes its inputs -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECTS_NEURO_TRANSFORMS_INLINEENDS_H
#define NEURO_DIALECTS_NEURO_TRANSFORMS_INLINEENDS_H

#include "dialects/neuro/ir/NeuroDialect.h"

namespace neuro::nir {

/// Part of neuro-inline: gives the synapse an input for each variable of an end
/// or reference that it reads.
void inlineEnds(ModelOp synapse);

} // namespace neuro::nir

#endif // NEURO_DIALECTS_NEURO_TRANSFORMS_INLINEENDS_H
