//===- NeuroEdgeOps.td - What synapses, glia and periodic updates add
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_EDGE_OPS_TD
#define NEURO_EDGE_OPS_TD

include "dialects/neuro/ir/NeuroModelOps.td"

def Neuro_TraceOp : Neuro_Variable<"trace"> {
  let summary = "an exponential trace of the events of one end of an edge";
  let description = [{
    Decays with `tau`; every event of the end (`pre` or `post`), when it reaches the
    edge, adds 1, or sets it to 1 with `nearest`. Handlers read it as it was just
    before the tick.

    Example:

    ```mlir
    neuro.trace @x of "pre" tau {
      %t = neuro.constant 20.0 "ms" : !neuro.q<"ms">
      neuro.yield %t : !neuro.q<"ms">
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, StrAttr:$end, UnitAttr:$nearest);
  let regions = (region SizedRegion<1>:$tau);
  let assemblyFormat = "$sym_name `of` $end (`nearest` $nearest^)? `tau` $tau attr-dict";
}

def Neuro_RefOp : Neuro_Variable<"ref"> {
  let summary = "a reference from an edge to an element of another population";
  let description = [{
    Its variables are read as `@astro::@ca`; `neuro.emit` may send to its ports.
    Which element it is, the projection says.

    Example:

    ```mlir
    neuro.ref @astro to @Astro
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, FlatSymbolRefAttr:$model);
  let assemblyFormat = "$sym_name `to` $model attr-dict";
}

def Neuro_BoundOp : Neuro_ModelItem<"bound", [DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "the interval a state is kept in";
  let description = [{
    Clips the state once per tick, after all handlers. The region yields the lower
    and the upper end.

    Example:

    ```mlir
    neuro.bound @w {
      %lo = neuro.constant 0.0 "pA" : !neuro.q<"pA">
      %hi = neuro.constant 60.0 "pA" : !neuro.q<"pA">
      neuro.yield %lo, %hi : !neuro.q<"pA">, !neuro.q<"pA">
    }
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$state);
  let regions = (region SizedRegion<1>:$range);
  let assemblyFormat = "$state $range attr-dict";
}

def Neuro_EveryOp : Neuro_ModelItem<"every"> {
  let summary = "a periodic update";
  let description = [{
    Runs its body at every multiple of the period, after learning and before
    recording. In a body `neuro.draw` draws anew each time.

    Example:

    ```mlir
    neuro.every {
      %t = neuro.constant 10.0 "ms" : !neuro.q<"ms">
      neuro.yield %t : !neuro.q<"ms">
    } do {
      %V = neuro.get @V : !neuro.q<"mV">
      neuro.set @V, %V : !neuro.q<"mV">
    }
    ```
  }];
  let regions = (region SizedRegion<1>:$period, SizedRegion<1>:$body);
  let assemblyFormat = "$period `do` $body attr-dict";
}

def Neuro_EmitOp : Neuro_Op<"emit", [MemoryEffects<[MemWrite]>, AttrSizedOperandSegments]> {
  let summary = "delivers a value to the edge's target or to a port of a reference";
  let description = [{
    In a handler of a synapse. With `if`, only when the condition holds. `to` names
    a port of a reference; `after` is a further delay.

    Example:

    ```mlir
    neuro.emit %w : !neuro.q<"pA">
    ```
  }];
  let arguments = (ins Neuro_Value:$value, Optional<I1>:$condition,
                       Optional<AnyType>:$after, OptionalAttr<SymbolRefAttr>:$to);
  let assemblyFormat = [{
    $value (`if` $condition^)? (`to` $to^)? (`after` $after^ `:` type($after))? attr-dict
    `:` type($value)
  }];
}

def Neuro_HandlerOp : Neuro_ModelItem<"handler"> {
  let summary = "a whole kernel of a solved synapse, or a periodic update of a solved neuron";
  let description = [{
    Straight-line code over f64, as `neuro.update` is: names are read with
    `neuro.get` (states, parameters, traces already decayed to this tick being the
    business of the code itself), written with `neuro.set`, delivered with
    `neuro.emit`. `phase` is one of `emit pre post port every step advance signal`;
    `port` names the handler of a port. The block's argument is the event's value.

    Example:

    ```mlir
    neuro.handler "advance" {
    }
    ```
  }];
  let arguments = (ins StrAttr:$phase, OptionalAttr<StrAttr>:$port);
  let regions = (region SizedRegion<1>:$body, MaxSizedRegion<1>:$period);
  let assemblyFormat = "$phase (`port` $port^)? $body (`every` $period^)? attr-dict";
}

class Neuro_EdgeLeaf<string mnemonic, string what> : Neuro_Op<mnemonic, [MemoryEffects<[MemRead]>]> {
  let summary = what;
  let description = what # [{.

    Example:

    ```mlir
    %r = neuro.}] # mnemonic # [{ "pre" : f64
    ```
  }];
  let arguments = (ins StrAttr:$end);
  let results = (outs F64:$result);
  let assemblyFormat = "$end attr-dict `:` type($result)";
}
def Neuro_AgeOp : Neuro_EdgeLeaf<"age", "ticks since the last event of that end that traces speak of">;
def Neuro_ElapsedOp : Neuro_Op<"elapsed", [MemoryEffects<[MemRead]>]> {
  let summary = "ticks since the edge was last touched, 0 if in this tick";
  let description = [{
    What a solved handler completes earlier ticks by.

    Example:

    ```mlir
    %n = neuro.elapsed : f64
    ```
  }];
  let results = (outs F64:$result);
  let assemblyFormat = "attr-dict `:` type($result)";
}
def Neuro_RandomOp : Neuro_Op<"random", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "a fresh random number in a kernel";
  let description = [{
    `"uniform"` in [0, 1) or `"normal"` of mean 0 and variance 1; `stream` tells the
    draws of a model apart. What `neuro.draw` and `neuro.white` become when solved.

    Example:

    ```mlir
    %z = neuro.random "normal" stream 0 : f64
    ```
  }];
  let arguments = (ins StrAttr:$distribution, I64Attr:$stream);
  let results = (outs F64:$result);
  let assemblyFormat = "$distribution `stream` $stream attr-dict `:` type($result)";
}

#endif // NEURO_EDGE_OPS_TD
