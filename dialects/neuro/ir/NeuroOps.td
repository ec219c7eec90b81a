//===- NeuroOps.td - All operations of the dialect
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_OPS_TD
#define NEURO_OPS_TD

include "dialects/neuro/ir/NeuroExprOps.td"
include "dialects/neuro/ir/NeuroModelOps.td"
include "dialects/neuro/ir/NeuroEdgeOps.td"
include "dialects/neuro/ir/NeuroNetworkOps.td"
include "dialects/neuro/ir/NeuroExperimentOps.td"

#endif // NEURO_OPS_TD
