//===- SpikeOps.td - All operations of the dialect -*- tablegen -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
include "dialects/spike/ir/SpikeClassOps.td"
include "dialects/spike/ir/SpikeKernelOps.td"
include "dialects/spike/ir/SpikeNetworkOps.td"
