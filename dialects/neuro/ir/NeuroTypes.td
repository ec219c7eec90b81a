//===- NeuroTypes.td - Quantities and the kinds of values operations take
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TYPES_TD
#define NEURO_TYPES_TD

include "dialects/neuro/ir/NeuroDialect.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"

def Neuro_QuantityType : TypeDef<Neuro_Dialect, "Quantity"> {
  let mnemonic = "q";
  let summary = "a real number with a physical dimension";
  let description = [{
    A scalar whose dimension is a vector of rational exponents over the SI base
    quantities. It is written as the coherent unit of that dimension, the one in
    which values are carried: `!neuro.q<"mV">`, `!neuro.q<"pA/ms">`,
    `!neuro.q<"1">` for a dimensionless number. Two quantities have the same type
    exactly when they may be added.

    Example:

    ```mlir
    %0 = neuro.constant 2.0 "ms" : !neuro.q<"ms">
    ```
  }];
  let parameters = (ins TypeParameter<"::neuro::units::Dimension", "exponents of the base quantities">:$dimension);
  let hasCustomAssemblyFormat = 1;
}

/// A quantity as an operand or result. Not the type definition itself, whose
/// assembly would leave out the `!neuro.q`.
def Neuro_Quantity : Type<Neuro_QuantityType.predicate, "quantity">;
/// A real before (`!neuro.q`) or after (`f64`) neuro-units.
def Neuro_Real : AnyTypeOf<[Neuro_Quantity, F64], "quantity or f64">;
/// Whatever an expression may yield.
def Neuro_Value : AnyTypeOf<[Neuro_Quantity, F64, I1, I64],
                            "quantity, f64, i64 or i1">;

def Neuro_ModelKind : I32EnumAttr<"ModelKind", "what a model describes", [
    I32EnumAttrCase<"Neuron", 0, "neuron">,
    I32EnumAttrCase<"Receptor", 1, "receptor">,
    I32EnumAttrCase<"Synapse", 2, "synapse">,
    I32EnumAttrCase<"Glia", 3, "glia">,
    I32EnumAttrCase<"Source", 4, "source">]> {
  let cppNamespace = "::neuro::nir";
}

def Neuro_RecordKind : I32EnumAttr<"RecordKind", "what a recording holds", [
    I32EnumAttrCase<"Events", 0, "events">,
    I32EnumAttrCase<"Values", 1, "values">,
    I32EnumAttrCase<"Function", 2, "function">]> {
  let cppNamespace = "::neuro::nir";
}

#endif // NEURO_TYPES_TD
