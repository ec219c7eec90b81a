//===- Passes.td - From what is true to what is done -*- tablegen -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_NEUROTOSPIKE_PASSES_TD
#define NEURO_LOWERING_NEUROTOSPIKE_PASSES_TD

include "mlir/Pass/PassBase.td"

def ConvertNeuroToSpike : Pass<"convert-neuro-to-spike", "::mlir::ModuleOp"> {
  let summary = "solved models become classes with kernels, networks explicit";
  let description = [{
    A model's parameters, states, derived constants, propagator coefficients,
    ports and events become fields; `neuro.update` becomes the update kernel and
    each recorded `let` a record kernel. Networks are converted one operation to
    one. `neuro.experiment` stays: it is a host script.

    A spike sets the refractory counter to the number of ticks; a tick that starts
    with the counter above zero lowers it by one and detects nothing.
  }];
  let dependentDialects = ["::neuro::spike::SpikeDialect", "::mlir::arith::ArithDialect"];
}

#endif // NEURO_LOWERING_NEUROTOSPIKE_PASSES_TD
