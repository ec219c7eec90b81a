//===- NeuroDialect.td - The dialect of what the scientist said
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_DIALECT_TD
#define NEURO_DIALECT_TD

include "mlir/IR/OpBase.td"

def Neuro_Dialect : Dialect {
  let name = "neuro";
  let cppNamespace = "::neuro::nir";
  let summary = "What the scientist said: models, networks, experiments";
  let description = [{
    The `neuro` dialect holds a program as a methods section states it: models
    with their states, differential equations, ports and events; networks of
    populations and projections; experiments. Values have dimensions
    (`!neuro.q<"mV">`), names are symbols, and nothing says in which order or over
    which storage a tick is computed; that is the `spike` dialect's business.

    Expressions live in single-block regions that end in `neuro.yield`. Inside,
    names are read with `neuro.get` and written with `neuro.set`, in order.

    Two stages share these operations. As imported, reals are quantities and
    literals keep the unit they were written in. After `neuro-units` every real is
    an `f64` in the coherent unit of its dimension and arithmetic is `arith` and
    `math`; `neuro-solve` then replaces differential equations by `neuro.update`.
  }];
  let useDefaultTypePrinterParser = 1;
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::math::MathDialect"];
}

class Neuro_Op<string mnemonic, list<Trait> traits = []>
    : Op<Neuro_Dialect, mnemonic, traits>;

#endif // NEURO_DIALECT_TD
