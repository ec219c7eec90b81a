//===- NeuroExprOps.td - Expressions: literals, names, arithmetic, draws
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_EXPR_OPS_TD
#define NEURO_EXPR_OPS_TD

include "dialects/neuro/ir/NeuroTypes.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def Neuro_YieldOp : Neuro_Op<"yield", [Pure, Terminator]> {
  let summary = "the value of an expression region";
  let description = [{
    Ends an expression region and gives its value. Ranges yield two or three
    values (low, high, step), shapes one per dimension, lists one per element.

    Example:

    ```mlir
    neuro.yield %0 : !neuro.q<"mV">
    ```
  }];
  let arguments = (ins Variadic<AnyType>:$values);
  let assemblyFormat = "($values^ `:` type($values))? attr-dict";
  let builders = [OpBuilder<(ins), [{ build($_builder, $_state, ::mlir::ValueRange()); }]>];
}

def Neuro_ConstantOp : Neuro_Op<"constant", [Pure]> {
  let summary = "a quantity literal as written";
  let description = [{
    A number in the unit the scientist wrote; the type says the dimension, in its
    coherent unit. `neuro-units` converts the value, once, and leaves an
    `arith.constant`.

    Example:

    ```mlir
    %a = neuro.constant 0.8 "nA" : !neuro.q<"pA">
    ```
  }];
  let arguments = (ins F64Attr:$value, StrAttr:$unit);
  let results = (outs Neuro_Quantity:$result);
  let assemblyFormat = "$value $unit attr-dict `:` type($result)";
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// The value in the coherent unit of its dimension, correctly rounded.
    double getCoherentValue();
  }];
}

def Neuro_GetOp : Neuro_Op<"get", [MemoryEffects<[MemRead]>,
    DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "reads a name";
  let description = [{
    The value a name has at this point: a parameter, state, `let`, host variable
    or input of the enclosing model, a parameter of the enclosing network or of
    the experiment's network. After a `neuro.set` of the same name in the same
    body it is the new value.

    A nested name reads through something: `@syn::@I` a member of a receptor,
    `@self::@E_L` of the element being initialised (in `neuro.init`), `@pre::@x`
    and `@post::@x` of an edge's two ends.

    Example:

    ```mlir
    %V = neuro.get @V : !neuro.q<"mV">
    %I = neuro.get @syn::@I : !neuro.q<"pA">
    ```
  }];
  let arguments = (ins SymbolRefAttr:$variable);
  let results = (outs Neuro_Value:$result);
  let assemblyFormat = "$variable attr-dict `:` type($result)";
  let builders = [OpBuilder<(ins "::mlir::Type":$type, "::llvm::StringRef":$name), [{
    build($_builder, $_state, type, ::mlir::FlatSymbolRefAttr::get($_builder.getContext(), name));
  }]>];
}

def Neuro_SetOp : Neuro_Op<"set", [MemoryEffects<[MemWrite]>,
    DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "assigns a state";
  let description = [{
    Gives a state its new value in a handler, a reset or an update. Sets read as
    assignments, in order: a `neuro.get` after a set sees the new value.

    Example:

    ```mlir
    neuro.set @V, %reset : !neuro.q<"mV">
    ```
  }];
  let arguments = (ins SymbolRefAttr:$variable, Neuro_Value:$value);
  let assemblyFormat = "$variable `,` $value attr-dict `:` type($value)";
  let builders = [OpBuilder<(ins "::llvm::StringRef":$name, "::mlir::Value":$value), [{
    build($_builder, $_state, ::mlir::FlatSymbolRefAttr::get($_builder.getContext(), name), value);
  }]>];
}

// --- Arithmetic on quantities -------------------------------------------------

class Neuro_SameTypeBinary<string mnemonic, string what, list<Trait> traits = []>
    : Neuro_Op<mnemonic, !listconcat([Pure, SameOperandsAndResultType], traits)> {
  let summary = what # " of two quantities of one dimension";
  let arguments = (ins Neuro_Quantity:$lhs, Neuro_Quantity:$rhs);
  let results = (outs Neuro_Quantity:$result);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` type($result)";
  let description = "The " # what # [{ of two quantities, which must have the same
    dimension, as must the result.

    Example:

    ```mlir
    %r = neuro.}] # mnemonic # [{ %a, %b : !neuro.q<"mV">
    ```
  }];
}
def Neuro_AddOp : Neuro_SameTypeBinary<"add", "sum", [Commutative]>;
def Neuro_SubOp : Neuro_SameTypeBinary<"sub", "difference">;
def Neuro_MinOp : Neuro_SameTypeBinary<"min", "smaller", [Commutative]> { let hasFolder = 1; }
def Neuro_MaxOp : Neuro_SameTypeBinary<"max", "larger", [Commutative]> { let hasFolder = 1; }

class Neuro_ProductLike<string mnemonic, string what, list<Trait> traits = []>
    : Neuro_Op<mnemonic, !listconcat([Pure], traits)> {
  let summary = what # " of two quantities";
  let arguments = (ins Neuro_Quantity:$lhs, Neuro_Quantity:$rhs);
  let results = (outs Neuro_Quantity:$result);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` type($lhs) `,` type($rhs) `->` type($result)";
  let hasVerifier = 1;
  let builders = [OpBuilder<(ins "::mlir::Value":$lhs, "::mlir::Value":$rhs)>];
}
def Neuro_MulOp : Neuro_ProductLike<"mul", "product", [Commutative]> {
  let description = [{
    The product; its dimension is the product of the operands' dimensions.

    Example:

    ```mlir
    %I = neuro.mul %g, %V : !neuro.q<"nS">, !neuro.q<"mV"> -> !neuro.q<"pA">
    ```
  }];
}
def Neuro_DivOp : Neuro_ProductLike<"div", "quotient"> {
  let description = [{
    The quotient; its dimension is the quotient of the operands' dimensions.

    Example:

    ```mlir
    %dV = neuro.div %V, %tau : !neuro.q<"mV">, !neuro.q<"ms"> -> !neuro.q<"mV/ms">
    ```
  }];
}

def Neuro_NegOp : Neuro_Op<"neg", [Pure, SameOperandsAndResultType]> {
  let summary = "the negative of a quantity";
  let description = [{
    The quantity with its sign changed.

    Example:

    ```mlir
    %n = neuro.neg %I : !neuro.q<"pA">
    ```
  }];
  let arguments = (ins Neuro_Quantity:$operand);
  let results = (outs Neuro_Quantity:$result);
  let assemblyFormat = "$operand attr-dict `:` type($result)";
  let hasFolder = 1;
}

def Neuro_PowOp : Neuro_Op<"pow", [Pure]> {
  let summary = "a power";
  let description = [{
    A quantity to a power. With a constant exponent (`to`) the base may have a
    dimension, which is raised to that power; the exponent must then be a ratio of
    small integers. With a computed exponent both must be dimensionless.

    Example:

    ```mlir
    %m3 = neuro.pow %m to 3.0 : !neuro.q<"1"> -> !neuro.q<"1">
    %xy = neuro.pow %x, %y : !neuro.q<"1">, !neuro.q<"1"> -> !neuro.q<"1">
    ```
  }];
  let arguments = (ins Neuro_Quantity:$base, Optional<Neuro_Quantity>:$power,
                       OptionalAttr<F64Attr>:$exponent);
  let results = (outs Neuro_Quantity:$result);
  let assemblyFormat = [{
    $base (`,` $power^)? (`to` $exponent^)? attr-dict `:` type($base)
    (`,` type($power)^)? `->` type($result)
  }];
  let hasVerifier = 1;
  let builders = [OpBuilder<(ins "::mlir::Value":$base, "double":$exponent)>];
}

def Neuro_CallOp : Neuro_Op<"call", [Pure]> {
  let summary = "a built-in function of the language";
  let description = [{
    Applies a pure function of the language reference: `exp log log10 sqrt abs
    floor ceil round sign sin cos tan tanh atan sigmoid exprelr clip mod
    heaviside min max`. Functions of one dimensionless number take and give
    dimensionless numbers; `abs`, `mod`, `clip`, `min`, `max` keep the dimension
    of their operands, which must agree; `sqrt` halves it; `sign` and `heaviside`
    take any dimension and give a number. `exprelr(x)` is x/(exp(x) - 1), 1 at 0.

    Example:

    ```mlir
    %e = neuro.call "exp" %x : (!neuro.q<"1">) -> !neuro.q<"1">
    ```
  }];
  let arguments = (ins StrAttr:$function, Variadic<Neuro_Quantity>:$args);
  let results = (outs Neuro_Quantity:$result);
  let assemblyFormat = "$function $args attr-dict `:` functional-type($args, $result)";
  let hasVerifier = 1;
}

def Neuro_CmpOp : Neuro_Op<"cmp", [Pure, SameTypeOperands]> {
  let summary = "compares two quantities of one dimension";
  let description = [{
    True if the relation holds: `lt le gt ge eq ne`.

    Example:

    ```mlir
    %c = neuro.cmp "ge" %V, %V_th : !neuro.q<"mV">
    ```
  }];
  let arguments = (ins StrAttr:$predicate, Neuro_Quantity:$lhs, Neuro_Quantity:$rhs);
  let results = (outs I1:$result);
  let assemblyFormat = "$predicate $lhs `,` $rhs attr-dict `:` type($lhs)";
  let hasVerifier = 1;
}

def Neuro_SelectOp : Neuro_Op<"select", [Pure,
    AllTypesMatch<["trueValue", "falseValue", "result"]>]> {
  let summary = "one of two values by a condition";
  let description = [{
    `if c then a else b`; both values are computed.

    Example:

    ```mlir
    %r = neuro.select %c, %a, %b : !neuro.q<"mV">
    ```
  }];
  let arguments = (ins I1:$condition, Neuro_Value:$trueValue, Neuro_Value:$falseValue);
  let results = (outs Neuro_Value:$result);
  let assemblyFormat = "$condition `,` $trueValue `,` $falseValue attr-dict `:` type($result)";
  let hasFolder = 1;
}

class Neuro_LogicalOp<string mnemonic, string what> : Neuro_Op<mnemonic, [Pure, Commutative]> {
  let summary = "true if " # what # " conditions hold";
  let arguments = (ins I1:$lhs, I1:$rhs);
  let results = (outs I1:$result);
  let assemblyFormat = "$lhs `,` $rhs attr-dict";
  let hasFolder = 1;
  let description = "True if " # what # [{ conditions hold.

    Example:

    ```mlir
    %c = neuro.}] # mnemonic # [{ %a, %b
    ```
  }];
}
def Neuro_AndOp : Neuro_LogicalOp<"and", "both">;
def Neuro_OrOp : Neuro_LogicalOp<"or", "one or both">;

def Neuro_NotOp : Neuro_Op<"not", [Pure]> {
  let summary = "true if the condition does not hold";
  let description = [{
    The opposite of a condition.

    Example:

    ```mlir
    %n = neuro.not %c
    ```
  }];
  let arguments = (ins I1:$operand);
  let results = (outs I1:$result);
  let assemblyFormat = "$operand attr-dict";
  let hasFolder = 1;
}

def Neuro_ToRealOp : Neuro_Op<"to_real", [Pure]> {
  let summary = "an integer as a dimensionless real";
  let description = [{
    Converts a count or index to a dimensionless real, exactly for values below
    2^53.

    Example:

    ```mlir
    %x = neuro.to_real %n : !neuro.q<"1">
    ```
  }];
  let arguments = (ins I64:$operand);
  let results = (outs Neuro_Real:$result);
  let assemblyFormat = "$operand attr-dict `:` type($result)";
  let hasVerifier = 1;
}

// --- What an expression may read besides names ----------------------------------

class Neuro_LeafOp<string mnemonic, string what, string unit> : Neuro_Op<mnemonic, [Pure]> {
  let summary = what;
  let results = (outs Neuro_Real:$result);
  let assemblyFormat = "attr-dict `:` type($result)";
  let hasVerifier = 1;
  let description = what # [{.

    Example:

    ```mlir
    %r = neuro.}] # mnemonic # " : !neuro.q<\"" # unit # [{">
    ```
  }];
}
def Neuro_TimeOp : Neuro_LeafOp<"time", "the time since the start of the simulation, at the start of the tick", "ms">;
def Neuro_DtOp : Neuro_LeafOp<"dt", "the length of a tick", "ms">;
def Neuro_DistanceOp : Neuro_LeafOp<"distance", "the distance between an edge's source and target", "um">;

def Neuro_CoordinateOp : Neuro_Op<"coordinate", [Pure]> {
  let summary = "a coordinate of an element's position";
  let description = [{
    Axis 0, 1 or 2 of where the element stands: `"i"` in a population's
    initialisers is the element itself, in a projection the source and `"j"` the
    target.

    Example:

    ```mlir
    %x = neuro.coordinate "i" 0 : !neuro.q<"um">
    ```
  }];
  let arguments = (ins StrAttr:$which,
    ConfinedAttr<I64Attr, [IntNonNegative, IntMaxValue<2>]>:$axis);
  let results = (outs Neuro_Real:$result);
  let assemblyFormat = "$which $axis attr-dict `:` type($result)";
  let hasVerifier = 1;
}

def Neuro_ColumnOp : Neuro_Op<"column", [Pure]> {
  let summary = "what the file of a `file` rule says of an edge";
  let description = [{
    The number in column `"weight"` or `"delay"` of the edge's row.

    Example:

    ```mlir
    %w = neuro.column "weight" : !neuro.q<"1">
    ```
  }];
  let arguments = (ins StrAttr:$name);
  let results = (outs Neuro_Real:$result);
  let assemblyFormat = "$name attr-dict `:` type($result)";
  let hasVerifier = 1;
}

def Neuro_IndexOp : Neuro_Op<"index", [Pure]> {
  let summary = "the index of an element, or of an edge's end";
  let description = [{
    In a population's initialisers and in waveforms `"i"` is the element's index.
    In a projection `"i"` is the source's index in the source view and `"j"` the
    target's in the target view. Counted from 0, as a dimensionless real.

    Example:

    ```mlir
    %i = neuro.index "i" : !neuro.q<"1">
    ```
  }];
  let arguments = (ins StrAttr:$which);
  let results = (outs Neuro_Real:$result);
  let assemblyFormat = "$which attr-dict `:` type($result)";
  let hasVerifier = 1;
}

def Neuro_DrawOp : Neuro_Op<"draw", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "a random number of a distribution";
  let description = [{
    One sample: `uniform` low, high; `normal` mean, sd; `lognormal` mean and sd of
    the variable itself; `exponential` mean; `gamma` shape, scale; `choice` one of
    its operands. Every draw of a program is its own stream, so two equal draws
    are not interchangeable.

    Example:

    ```mlir
    %V = neuro.draw "uniform" %lo, %hi : (!neuro.q<"mV">, !neuro.q<"mV">) -> !neuro.q<"mV">
    ```
  }];
  let arguments = (ins StrAttr:$distribution, Variadic<Neuro_Real>:$args);
  let results = (outs Neuro_Real:$result);
  let assemblyFormat = "$distribution $args attr-dict `:` functional-type($args, $result)";
  let hasVerifier = 1;
}

def Neuro_WhiteOp : Neuro_Op<"white", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "Gaussian white noise";
  let description = [{
    Gaussian white noise of unit intensity in the sense of Ito, independent in
    every element; its dimension is 1/sqrt(time).

    Example:

    ```mlir
    %xi = neuro.white : !neuro.q<"1/ms^(1/2)">
    ```
  }];
  let results = (outs Neuro_Real:$result);
  let assemblyFormat = "attr-dict `:` type($result)";
  let hasVerifier = 1;
}

def Neuro_RisingOp : Neuro_Op<"rising", [MemoryEffects<[MemRead]>]> {
  let summary = "true in the first tick in which a condition holds";
  let description = [{
    True if the condition holds now and did not at the end of the last tick. A
    condition that holds for the initial values of the states has not risen.

    Example:

    ```mlir
    %r = neuro.rising %c
    ```
  }];
  let arguments = (ins I1:$condition);
  let results = (outs I1:$result);
  let assemblyFormat = "$condition attr-dict";
}

#endif // NEURO_EXPR_OPS_TD
