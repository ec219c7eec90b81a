//===- SpikeClassOps.td - Classes, their fields and propagators -*- tablegen -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_SPIKE_CLASS_OPS_TD
#define NEURO_SPIKE_CLASS_OPS_TD

include "dialects/spike/ir/SpikeDialect.td"

def Spike_ClassOp : Spike_Op<"class", [Symbol, SymbolTable, SingleBlock, NoTerminator,
    NoRegionArguments, IsolatedFromAbove]> {
  let summary = "one state layout and the kernels that work on it";
  let description = [{
    Fields, propagators and kernels shared by every population of the class. The
    class's events are its fields of role `event`, in order; `spikes` comes first
    when the class spikes.

    ```mlir
    spike.class @LIF {
      spike.field @V : f64 role(state) element unit "mV"
      spike.field @spikes : i8 role(event) element
      spike.kernel @LIF.update phase(update) reads [@V] writes [@V, @spikes] {
        %v = spike.load @V : f64
        %th = arith.constant 20.0 : f64
        %fires = arith.cmpf oge, %v, %th : f64
        spike.mark @spikes if %fires
        spike.store @V, %v : f64
      }
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, UnitAttr:$edge,
    DefaultValuedAttr<Spike_Tie, "::neuro::spike::Tie::Ignore">:$tie);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$sym_name (`edge` $edge^)? (`tie` `(` $tie^ `)`)? $body attr-dict";
  let hasRegionVerifier = 1;
  let extraClassDeclaration = [{
    /// The field called `name`, or null.
    FieldOp lookupField(::llvm::StringRef name);
    /// Fields in order; their positions are the plan's field indices.
    ::std::vector<FieldOp> getFields();
    /// Fields of role `event` in order; positions are the plan's event indices.
    ::std::vector<FieldOp> getEvents();
    /// Position of the field called `name` among the fields, or -1.
    int getFieldIndex(::llvm::StringRef name);
    /// Position of the event called `name` among the events, or -1.
    int getEventIndex(::llvm::StringRef name);
  }];
}

def Spike_FieldOp : Spike_Op<"field", [Symbol, HasParent<"ClassOp">, NoRegionArguments]> {
  let summary = "one named value of a class, per element or per instance";
  let description = [{
    `type` is the storage type: f32 or f64 for reals, i32 for `refractory` (or i8 or
    i16, unsigned), i8 for `event` (eight elements a byte). `element` says that every element has its own
    value; without it the instance has one. `slot` is its index among the kernel's
    `arrays` (with `element`) or `uniforms` (without), assigned by `spike-layout`.
    `value` is the default of a parameter, the definition of a derived constant or
    the initial value of a state; it may read fields that come before it.
    `where` is a condition a parameter must satisfy once all have values. Shown values are stored ones
    divided by `scale`. `reason` says why a type was chosen. `into` of an `arrive`
    field names the state to which its events are added after the update, and which
    the field has no storage beside.

    In an edge class: `end` and `of` name the end and its field that an `end` field
    is gathered from (`ref` which reference), `value` of a `trace` is its time
    constant in ms and `nearest` how events count, `ref` of a `ref` field names the
    class it refers to. `distribution` and `stream` say what a `draw` field holds.

    ```mlir
    spike.field @tau : f64 role(parameter) unit "ms" scale 1.0 value {
      %0 = arith.constant 2.0 : f64
      spike.yield %0 : f64
    } where "tau > 0 ms" {
      %tau = spike.read @tau : f64
      %zero = arith.constant 0.0 : f64
      %0 = arith.cmpf ogt, %tau, %zero : f64
      spike.yield %0 : i1
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttr:$type, Spike_FieldRole:$role,
    UnitAttr:$element, OptionalAttr<StrAttr>:$unit, OptionalAttr<F64Attr>:$scale,
    OptionalAttr<I64Attr>:$slot, OptionalAttr<StrAttr>:$reason,
    OptionalAttr<StrAttr>:$constraint_text,
    DefaultValuedAttr<Spike_End, "::neuro::spike::End::None">:$end,
    OptionalAttr<StrAttr>:$ref, OptionalAttr<StrAttr>:$of, UnitAttr:$nearest,
    OptionalAttr<StrAttr>:$distribution, OptionalAttr<I64Attr>:$stream,
    OptionalAttr<StrAttr>:$into);
  let regions = (region MaxSizedRegion<1>:$value, MaxSizedRegion<1>:$constraint);
  let assemblyFormat = [{
    $sym_name `:` $type `role` `(` $role `)` (`element` $element^)? (`unit` $unit^)?
    (`scale` $scale^)? (`slot` $slot^)? (`reason` $reason^)?
    (`end` `(` $end^ `)`)? (`of` $of^)? (`through` $ref^)? (`nearest` $nearest^)?
    (`distribution` $distribution^)? (`stream` $stream^)? (`into` $into^)?
    (`value` $value^)?
    (`where` $constraint_text^ $constraint)? attr-dict
  }];
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
  let builders = [OpBuilder<(ins "::llvm::StringRef":$name, "::mlir::Type":$type,
      "FieldRole":$role, "bool":$perElement, "::mlir::StringAttr":$unit,
      "::mlir::FloatAttr":$scale), [{
    $_state.addAttribute(getSymNameAttrName($_state.name), $_builder.getStringAttr(name));
    $_state.addAttribute(getTypeAttrName($_state.name), ::mlir::TypeAttr::get(type));
    $_state.addAttribute(getRoleAttrName($_state.name),
                         FieldRoleAttr::get($_builder.getContext(), role));
    if (perElement)
      $_state.addAttribute(getElementAttrName($_state.name), $_builder.getUnitAttr());
    if (unit)
      $_state.addAttribute(getUnitAttrName($_state.name), unit);
    if (scale)
      $_state.addAttribute(getScaleAttrName($_state.name), scale);
    $_state.addRegion();
    $_state.addRegion();
  }]>];
}

def Spike_EmitOp : Spike_Op<"emit", [HasParent<"ClassOp">, NoRegionArguments]> {
  let summary = "where what a kernel writes to an emit field goes";
  let description = [{
    To the edge's own target, or to the port `to` of the element that `ref` refers
    to; `after` yields a further delay in ms. `phase` is the kernel that writes it,
    `port` which one if that is a port's.

    ```mlir
    spike.emit @emit0 phase(emit)
    spike.emit @emit1 phase(emit) through "astro" to "glu"
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$field, Spike_Phase:$phase,
    OptionalAttr<StrAttr>:$port, OptionalAttr<StrAttr>:$ref, OptionalAttr<StrAttr>:$to);
  let regions = (region MaxSizedRegion<1>:$after);
  let assemblyFormat = [{
    $field `phase` `(` $phase `)` (`port` $port^)? (`through` $ref^)? (`to` $to^)?
    (`after` $after^)? attr-dict
  }];
}

def Spike_PropagatorOp : Spike_Op<"propagator", [Symbol, HasParent<"ClassOp">,
    NoRegionArguments, SingleBlock]> {
  let summary = "exact one-tick map of a linear block, computed when parameters are bound";
  let description = [{
    `x(t+h) = P x(t) + Q u` for `x' = A x + B u` with `u` constant over the tick.
    `matrix` yields the states*(states+inputs) entries of `[A B]` per ms, row-major;
    `coefficients` are the fields that receive `[P Q]` in the same order; `of` names
    the fields that are the states, in order. With `noises` white noises,
    `matrix` yields rows of `[A B G]` (G per sqrt(ms)) and `noise_coefficients` are
    the fields of the lower triangle of L, row by row: a tick adds `L z` with
    standard normals z. `@_` stands for a coefficient that nobody reads and a state
    that is not kept.

    ```mlir
    spike.propagator @p0 states 1 inputs 0 of [@I] coefficients [@p0_0_0] matrix {
      %tau = spike.read @tau : f64
      %minus = arith.constant -1.0 : f64
      %0 = arith.divf %minus, %tau : f64
      spike.yield %0 : f64
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, I64Attr:$states, I64Attr:$inputs,
    OptionalAttr<FlatSymbolRefArrayAttr>:$fields, FlatSymbolRefArrayAttr:$coefficients,
    OptionalAttr<I64Attr>:$noises, OptionalAttr<FlatSymbolRefArrayAttr>:$noise_coefficients);
  let regions = (region SizedRegion<1>:$matrix);
  let assemblyFormat = [{
    $sym_name `states` $states `inputs` $inputs (`noises` $noises^)? (`of` $fields^)?
    `coefficients` $coefficients (`noise_coefficients` $noise_coefficients^)?
    `matrix` $matrix attr-dict
  }];
  let hasRegionVerifier = 1;
  let extraClassDeclaration = [{
    /// The fields of [P Q], then those of L; without `@_`.
    ::llvm::SmallVector<::mlir::FlatSymbolRefAttr> getAllCoefficients();
  }];
}

def Spike_ReadOp : Spike_Op<"read", [Pure]> {
  let summary = "a field's value, inside an expression region";
  let description = [{
    In a class: another field of it. In a population's `spike.init`: a field of the
    population's class. Example: `%tau = spike.read @tau : f64`.
  }];
  let arguments = (ins FlatSymbolRefAttr:$field);
  let results = (outs Spike_Value:$result);
  let assemblyFormat = "$field attr-dict `:` type($result)";
}

def Spike_YieldOp : Spike_Op<"yield", [Pure, Terminator]> {
  let summary = "results of an expression region";
  let description = "Example: `spike.yield %0 : f64`.";
  let arguments = (ins Variadic<Spike_Value>:$operands);
  let assemblyFormat = "($operands^ `:` type($operands))? attr-dict";
}

#endif // NEURO_SPIKE_CLASS_OPS_TD
