//===- NeuroModelOps.td - Models, and what solving makes of them
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_MODEL_OPS_TD
#define NEURO_MODEL_OPS_TD

include "dialects/neuro/ir/NeuroTypes.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/IR/RegionKindInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

/// An item of a model: holds single-block regions, of which expression regions
/// end in neuro.yield (the item's verifier says so) and bodies end in nothing.
class Neuro_ModelItem<string mnemonic, list<Trait> traits = []>
    : Neuro_Op<mnemonic, !listconcat([SingleBlock, NoTerminator,
                                      HasParent<"::neuro::nir::ModelOp">], traits)> {
  let hasVerifier = 1;
}

/// A symbol with a value that neuro.get reads.
class Neuro_Variable<string mnemonic, list<Trait> traits = []>
    : Neuro_ModelItem<mnemonic, !listconcat([Symbol], traits)>;

def Neuro_ModelOp : Neuro_Op<"model", [Symbol, SymbolTable, IsolatedFromAbove, SingleBlock,
                                       NoTerminator, HasParent<"::mlir::ModuleOp">]> {
  let summary = "a neuron, receptor, synapse, glia or source";
  let description = [{
    The dynamics of one element, stated. Its symbols are the model's names; those
    of an inlined receptor `syn` are `@"syn.I"`. `class` names the class the model
    became when `neuro-merge` split it by which parameters vary per element.

    Example:

    ```mlir
    neuro.model @Decay kind(receptor) {
      neuro.param @tau : !neuro.q<"ms"> unit "ms" default {
        %0 = neuro.constant 2.0 "ms" : !neuro.q<"ms">
        neuro.yield %0 : !neuro.q<"ms">
      }
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, Neuro_ModelKind:$kind);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$sym_name `kind` `(` $kind `)` attr-dict-with-keyword $body";
  let extraClassDeclaration = [{
    /// The item of that name, or null.
    ::mlir::Operation *lookup(::llvm::StringRef name);
    template <typename T> T lookup(::llvm::StringRef name) {
      return ::llvm::dyn_cast_or_null<T>(lookup(name));
    }
    template <typename T> auto getItems() { return getBody().getOps<T>(); }
    ::mlir::Block &getBodyBlock() { return getBody().front(); }
    /// The update of a solved model, or null.
    UpdateOp getUpdate();
  }];
}

def Neuro_ParamOp : Neuro_Variable<"param"> {
  let summary = "a parameter of a model";
  let description = [{
    A quantity that stays constant between assignments, with its default. A
    constraint (`where`) is checked when parameters are bound; `text` is its
    source, for the message. `element` says that it varies from element to element.

    Example:

    ```mlir
    neuro.param @C : !neuro.q<"pF"> unit "pF" default {
      %0 = neuro.constant 250.0 "pF" : !neuro.q<"pF">
      neuro.yield %0 : !neuro.q<"pF">
    } where {
      %C = neuro.get @C : !neuro.q<"pF">
      %z = neuro.constant 0.0 "pF" : !neuro.q<"pF">
      %c = neuro.cmp "gt" %C, %z : !neuro.q<"pF">
      neuro.yield %c : i1
    } text "C > 0 pF"
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttr:$type, OptionalAttr<StrAttr>:$unit,
                       OptionalAttr<StrAttr>:$text, UnitAttr:$element);
  let regions = (region MaxSizedRegion<1>:$defaultValue, MaxSizedRegion<1>:$constraint);
  let assemblyFormat = [{
    $sym_name `:` $type (`unit` $unit^)? (`element` $element^)? (`default` $defaultValue^)?
    (`where` $constraint^)? (`text` $text^)? attr-dict
  }];
}

def Neuro_StateOp : Neuro_Variable<"state"> {
  let summary = "a state variable and its initial value";
  let description = [{
    What an element remembers from tick to tick. `solver` and `reason` are written
    by `neuro-classify`: the method that advances it, and why.

    Example:

    ```mlir
    neuro.state @I : !neuro.q<"pA"> unit "pA" init {
      %0 = neuro.constant 0.0 "pA" : !neuro.q<"pA">
      neuro.yield %0 : !neuro.q<"pA">
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttr:$type, OptionalAttr<StrAttr>:$unit,
                       OptionalAttr<StrAttr>:$solver, OptionalAttr<StrAttr>:$reason);
  let regions = (region MaxSizedRegion<1>:$init);
  let assemblyFormat = "$sym_name `:` $type (`unit` $unit^)? (`init` $init^)? attr-dict";
}

def Neuro_LetOp : Neuro_Variable<"let"> {
  let summary = "a derived value";
  let description = [{
    A name for an expression. It can be read and recorded; `neuro-inline` puts the
    expression where it is read.

    Example:

    ```mlir
    neuro.let @I : !neuro.q<"pA"> unit "pA" {
      %g = neuro.get @g : !neuro.q<"nS">
      %V = neuro.get @V : !neuro.q<"mV">
      %I = neuro.mul %g, %V : !neuro.q<"nS">, !neuro.q<"mV"> -> !neuro.q<"pA">
      neuro.yield %I : !neuro.q<"pA">
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttr:$type, OptionalAttr<StrAttr>:$unit);
  let regions = (region SizedRegion<1>:$value);
  let assemblyFormat = "$sym_name `:` $type (`unit` $unit^)? $value attr-dict";
}

def Neuro_HostOp : Neuro_Variable<"host"> {
  let summary = "a variable of the neuron a receptor belongs to";
  let description = [{
    A receptor reads it under this name; the neuron that uses the receptor must have
    a state, `let`, parameter or input of that name and dimension.

    Example:

    ```mlir
    neuro.host @V : !neuro.q<"mV"> unit "mV"
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttr:$type, OptionalAttr<StrAttr>:$unit);
  let assemblyFormat = "$sym_name `:` $type (`unit` $unit^)? attr-dict";
}

def Neuro_InputOp : Neuro_Variable<"input"> {
  let summary = "a continuous input port";
  let description = [{
    The sum of what all stimuli and continuous edges contribute, constant over a
    tick.

    Example:

    ```mlir
    neuro.input @I : !neuro.q<"pA"> unit "pA"
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttr:$type, OptionalAttr<StrAttr>:$unit);
  let assemblyFormat = "$sym_name `:` $type (`unit` $unit^)? attr-dict";
}

def Neuro_DdtOp : Neuro_ModelItem<"ddt", [DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "an ordinary differential equation";
  let description = [{
    The time derivative of a state. Equations of second order are imported as two
    states.

    Example:

    ```mlir
    neuro.ddt @I {
      %I = neuro.get @I : !neuro.q<"pA">
      %tau = neuro.get @tau : !neuro.q<"ms">
      %n = neuro.neg %I : !neuro.q<"pA">
      %d = neuro.div %n, %tau : !neuro.q<"pA">, !neuro.q<"ms"> -> !neuro.q<"pA/ms">
      neuro.yield %d : !neuro.q<"pA/ms">
    }
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$state);
  let regions = (region SizedRegion<1>:$value);
  let assemblyFormat = "$state $value attr-dict";
}

def Neuro_GateOp : Neuro_Variable<"gate"> {
  let summary = "a first-order gating variable between 0 and 1";
  let description = [{
    Declares a dimensionless state m with m' = alpha*(1 - m) - beta*m, or
    m' = (inf - m)/tau. Without `init` it starts at its steady state,
    alpha/(alpha + beta) or inf, for the initial values of the other states.

    Example:

    ```mlir
    neuro.gate @q inf {
      %0 = neuro.constant 0.5 "1" : !neuro.q<"1">
      neuro.yield %0 : !neuro.q<"1">
    } tau {
      %1 = neuro.constant 15.0 "ms" : !neuro.q<"ms">
      neuro.yield %1 : !neuro.q<"ms">
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name);
  let regions = (region MaxSizedRegion<1>:$alpha, MaxSizedRegion<1>:$beta,
                        MaxSizedRegion<1>:$inf, MaxSizedRegion<1>:$tau,
                        MaxSizedRegion<1>:$init);
  let assemblyFormat = [{
    $sym_name (`alpha` $alpha^)? (`beta` $beta^)? (`inf` $inf^)? (`tau` $tau^)?
    (`init` $init^)? attr-dict
  }];
}

def Neuro_UseOp : Neuro_ModelItem<"use", [Symbol,
                                          DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "an instance of a receptor in a neuron";
  let description = [{
    Gives the neuron its own copy of a receptor's states, under the instance's
    name. Binds override the receptor's parameter defaults.

    Example:

    ```mlir
    neuro.use @syn = @ExpCurr {
      neuro.bind @tau {
        %0 = neuro.constant 2.0 "ms" : !neuro.q<"ms">
        neuro.yield %0 : !neuro.q<"ms">
      }
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, FlatSymbolRefAttr:$receptor);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$sym_name `=` $receptor $body attr-dict";
}

def Neuro_BindOp : Neuro_Op<"bind", [SingleBlock, NoTerminator, HasParent<"::neuro::nir::UseOp">]> {
  let summary = "an argument of a receptor instance";
  let description = [{
    Replaces the default of one parameter of the receptor. The expression reads the
    neuron's names.

    Example: see `neuro.use`.
  }];
  let arguments = (ins FlatSymbolRefAttr:$param);
  let regions = (region SizedRegion<1>:$value);
  let assemblyFormat = "$param $value attr-dict";
  let hasVerifier = 1;
}

def Neuro_OnOp : Neuro_Variable<"on"> {
  let summary = "what an arriving event does";
  let description = [{
    The handler of an event port. `@arrive` is the port events reach without being
    asked for; others have the name the model gives them (`@pre` and `@post` in a
    synapse). The block's arguments are the event's values, first the weight.

    Example:

    ```mlir
    neuro.on @arrive {
    ^bb0(%w: !neuro.q<"pA">):
      %I = neuro.get @I : !neuro.q<"pA">
      %s = neuro.add %I, %w : !neuro.q<"pA">
      neuro.set @I, %s : !neuro.q<"pA">
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$sym_name $body attr-dict";
}

def Neuro_SolverOp : Neuro_ModelItem<"solver", []> {
  let summary = "a solver the scientist asked for";
  let description = [{
    Overrides the automatic choice for the named states; other attributes are the
    method's options (`rtol`, `atol`).

    Example:

    ```mlir
    neuro.solver ["V", "w"] method "rk45" {rtol = 1.0e-6 : f64}
    ```
  }];
  let arguments = (ins StrArrayAttr:$states, StrAttr:$method);
  let assemblyFormat = "$states `method` $method attr-dict";
}

def Neuro_SpikeOp : Neuro_ModelItem<"spike", [DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "when a neuron spikes and what follows";
  let description = [{
    The condition is tested at the end of each tick, after arrivals. A spike runs
    the reset and forbids further spikes for the refractory time, during which the
    held states neither flow nor take arrivals.

    Example:

    ```mlir
    neuro.spike when {
      %V = neuro.get @V : !neuro.q<"mV">
      %th = neuro.get @V_th : !neuro.q<"mV">
      %c = neuro.cmp "ge" %V, %th : !neuro.q<"mV">
      neuro.yield %c : i1
    } refractory {
      %t = neuro.get @t_ref : !neuro.q<"ms">
      neuro.yield %t : !neuro.q<"ms">
    } hold [@V] reset {
      %r = neuro.get @V_reset : !neuro.q<"mV">
      neuro.set @V, %r : !neuro.q<"mV">
    }
    ```
  }];
  let arguments = (ins OptionalAttr<FlatSymbolRefArrayAttr>:$hold);
  let regions = (region SizedRegion<1>:$condition, MaxSizedRegion<1>:$refractory,
                        MaxSizedRegion<1>:$reset);
  let assemblyFormat = [{
    `when` $condition (`refractory` $refractory^)? (`hold` $hold^)? (`reset` $reset^)? attr-dict
  }];
  let extraClassDeclaration = [{
    bool holds(::llvm::StringRef state);
  }];
}

def Neuro_EventOp : Neuro_ModelItem<"event", [Symbol]> {
  let summary = "a further event of a model";
  let description = [{
    Something that can be projected and recorded besides spikes, with what it does
    to its own element.

    Example:

    ```mlir
    neuro.event @plateau when {
      %V = neuro.get @V : !neuro.q<"mV">
      %th = neuro.constant -30.0 "mV" : !neuro.q<"mV">
      %c = neuro.cmp "gt" %V, %th : !neuro.q<"mV">
      %r = neuro.rising %c
      neuro.yield %r : i1
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name);
  let regions = (region SizedRegion<1>:$condition, MaxSizedRegion<1>:$body);
  let assemblyFormat = "$sym_name `when` $condition (`do` $body^)? attr-dict";
}

// --- Solved models ---------------------------------------------------------------

def Neuro_DerivedOp : Neuro_Variable<"derived"> {
  let summary = "a value computed when parameters are bound";
  let description = [{
    An expression over parameters, `dt` and earlier derived values only: evaluated
    once per instance (or element), not per tick.

    Example:

    ```mlir
    neuro.derived @d0 : f64 {
      %t = neuro.get @t_ref : f64
      %h = neuro.dt : f64
      %n = arith.divf %t, %h : f64
      %r = math.roundeven %n : f64
      neuro.yield %r : f64
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttr:$type, UnitAttr:$element);
  let regions = (region SizedRegion<1>:$value);
  let assemblyFormat = "$sym_name `:` $type (`element` $element^)? $value attr-dict";
}

def Neuro_PropagatorOp : Neuro_ModelItem<"propagator", [Symbol,
                                         DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "the exact solution of a linear block over one tick";
  let description = [{
    For x' = A x + B u with constant A, B and u over the tick,
    x(t + dt) = P x(t) + Q u with [P Q] the upper rows of exp([A B; 0 0] dt).
    The region yields the entries of [A B], row by row, per ms; the runtime
    evaluates the exponential in f64 when parameters are bound. Entry (r, c) of
    [P Q] is read by `neuro.coefficient`. `inputs` names what the columns after
    the states multiply: `"1"` is the constant 1. See Rotter and Diesmann,
    Biol. Cybern. 81 (1999).

    With `noises` the equations are x' = A x + B u + G xi with that many white
    noises; the region yields the rows of [A B G]. The tick then adds L z with
    standard normals z, and entry (r, cols + k), k <= r, is L's.

    Example:

    ```mlir
    neuro.propagator @p0 states [@V] inputs ["1"] rows 1 cols 2 {
      %a = arith.constant -0.1 : f64
      %b = arith.constant 0.5 : f64
      neuro.yield %a, %b : f64, f64
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, FlatSymbolRefArrayAttr:$states,
                       StrArrayAttr:$inputs, I64Attr:$rows, I64Attr:$cols,
                       OptionalAttr<StrAttr>:$reason, OptionalAttr<I64Attr>:$noises);
  let regions = (region SizedRegion<1>:$matrix);
  let assemblyFormat = "$sym_name `states` $states `inputs` $inputs `rows` $rows `cols` $cols (`noises` $noises^)? $matrix attr-dict";
}

def Neuro_PortOp : Neuro_ModelItem<"port", [Symbol]> {
  let summary = "an event port of a solved model";
  let description = [{
    The sum of what arrives in a tick is read by `neuro.arrival`; what it does was
    folded into the update.

    Example:

    ```mlir
    neuro.port @syn unit "pA"
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, OptionalAttr<StrAttr>:$unit);
  let assemblyFormat = "$sym_name (`unit` $unit^)? attr-dict";
}

def Neuro_PreviousOp : Neuro_Variable<"previous"> {
  let summary = "the value of a rising condition at the end of the last tick";
  let description = [{
    0 or 1, per element. The update reads it with `neuro.get` and writes it with
    `neuro.set`. `init` is its value before the first tick: whether the condition
    holds for the initial values of the states, 0 without it.

    Example:

    ```mlir
    neuro.previous @r0 : f64
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttr:$type);
  let regions = (region MaxSizedRegion<1>:$init);
  let assemblyFormat = "$sym_name `:` $type (`init` $init^)? attr-dict";
}

def Neuro_UpdateOp : Neuro_ModelItem<"update"> {
  let summary = "a whole tick of one element";
  let description = [{
    Straight-line code in the order of the language reference: flow from t_n to
    t_{n+1}, arrivals, detection, reset. A `neuro.get` before any set reads the
    value at t_n.

    Example:

    ```mlir
    neuro.update {
      %V = neuro.get @V : f64
      %p = neuro.coefficient @p0[0, 0] : f64
      %n = arith.mulf %p, %V : f64
      %w = neuro.arrival @syn : f64
      %a = arith.addf %n, %w : f64
      neuro.set @V, %a : f64
    }
    ```
  }];
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$body attr-dict";
}

def Neuro_RecordLetOp : Neuro_Variable<"record_let"> {
  let summary = "a derived value that someone records";
  let description = [{
    Evaluated after the tick, on the ticks that record it.

    Example:

    ```mlir
    neuro.record_let @v : f64 unit "1" {
      %V = neuro.get @V : f64
      neuro.yield %V : f64
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttr:$type, OptionalAttr<StrAttr>:$unit);
  let regions = (region SizedRegion<1>:$value);
  let assemblyFormat = "$sym_name `:` $type (`unit` $unit^)? $value attr-dict";
}

def Neuro_CoefficientOp : Neuro_Op<"coefficient", [Pure,
                                   DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "an entry of a propagator";
  let description = [{
    Entry (row, column) of [P Q] of a `neuro.propagator`.

    Example:

    ```mlir
    %p = neuro.coefficient @p0[0, 1] : f64
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$propagator, I64Attr:$row, I64Attr:$column);
  let results = (outs F64:$result);
  let assemblyFormat = "$propagator `[` $row `,` $column `]` attr-dict `:` type($result)";
}

def Neuro_ArrivalOp : Neuro_Op<"arrival", [MemoryEffects<[MemRead]>,
                               DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "the sum of what arrives at a port in this tick";
  let description = [{
    Weights of all events due at the end of the tick, summed in a fixed order; 0
    when there are none.

    Example:

    ```mlir
    %w = neuro.arrival @syn : f64
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$port);
  let results = (outs F64:$result);
  let assemblyFormat = "$port attr-dict `:` type($result)";
}

def Neuro_RefractoryOp : Neuro_Op<"refractory", [MemoryEffects<[MemRead]>]> {
  let summary = "true while the element is refractory";
  let description = [{
    True if the integer refractory counter is above 0 at the start of the tick.

    Example:

    ```mlir
    %held = neuro.refractory : i1
    ```
  }];
  let results = (outs I1:$result);
  let assemblyFormat = "attr-dict `:` type($result)";
}

def Neuro_DetectOp : Neuro_Op<"detect", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "records an event if its condition holds";
  let description = [{
    Marks the element for the event and returns whether it fired. With
    `refractory`, nothing fires while the element is refractory, and firing loads
    the counter with that many ticks (an integral f64).

    Example:

    ```mlir
    %hit = neuro.detect "spikes" if %c refractory %ticks
    ```
  }];
  let arguments = (ins StrAttr:$event, I1:$condition, Optional<F64>:$refractory);
  let results = (outs I1:$fired);
  let assemblyFormat = "$event `if` $condition (`refractory` $refractory^)? attr-dict";
}

#endif // NEURO_MODEL_OPS_TD
