//===- SpikeKernelOps.td - Kernels and what they do to fields -*- tablegen -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_SPIKE_KERNEL_OPS_TD
#define NEURO_SPIKE_KERNEL_OPS_TD

include "dialects/spike/ir/SpikeDialect.td"

def Spike_KernelOp : Spike_Op<"kernel", [Symbol, HasParent<"ClassOp">, IsolatedFromAbove,
    SingleBlock, NoTerminator, NoRegionArguments]> {
  let summary = "what one element does in one phase of a tick";
  let description = [{
    The body is the straight-line arithmetic of one element (loops of adaptive
    solvers excepted: those need `width 1`). It loads only fields in `reads` and
    stores, clears or marks only fields in `writes`; an `update` kernel marks every
    event of its class exactly once. `width` is the number of elements worked on at
    a time, chosen by `spike-layout`. The symbol is the generated function's name.
    `port` names the handler of a `port` kernel; `every` yields the period in ms of
    an `every` kernel.

    ```mlir
    spike.kernel @Decay.update phase(update) reads [@x, @p] writes [@x] {
      %x = spike.load @x : f64
      %p = spike.load @p : f64
      %0 = arith.mulf %p, %x : f64
      spike.store @x, %0 : f64
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, Spike_Phase:$phase,
    FlatSymbolRefArrayAttr:$reads, FlatSymbolRefArrayAttr:$writes,
    OptionalAttr<I64Attr>:$width, OptionalAttr<StrAttr>:$port);
  let regions = (region SizedRegion<1>:$body, MaxSizedRegion<1>:$period);
  let assemblyFormat = [{
    $sym_name `phase` `(` $phase `)` (`port` $port^)? `reads` $reads `writes` $writes
    (`width` $width^)? $body (`every` $period^)? attr-dict
  }];
  let builders = [OpBuilder<(ins "::llvm::StringRef":$name, "Phase":$phase), [{
    $_state.addAttribute(getSymNameAttrName($_state.name), $_builder.getStringAttr(name));
    $_state.addAttribute(getPhaseAttrName($_state.name),
                         PhaseAttr::get($_builder.getContext(), phase));
    $_state.addAttribute(getReadsAttrName($_state.name), $_builder.getArrayAttr({}));
    $_state.addAttribute(getWritesAttrName($_state.name), $_builder.getArrayAttr({}));
    $_state.addRegion();
    $_state.addRegion();
  }]>];
  let extraClassDeclaration = [{
    /// Makes `reads` and `writes` what the body does, in order of first use.
    void refreshAccesses();
    /// True if the body has loops or branches.
    bool hasControlFlow();
  }];
}

def Spike_LoadOp : Spike_Op<"load", [MemoryEffects<[MemRead]>]> {
  let summary = "the element's (or instance's) value of a field";
  let description = "Its type is the field's storage type. Example: `%V = spike.load @V : f64`.";
  let arguments = (ins FlatSymbolRefAttr:$field);
  let results = (outs Spike_Stored:$result);
  let assemblyFormat = "$field attr-dict `:` type($result)";
}

def Spike_StoreOp : Spike_Op<"store", [MemoryEffects<[MemWrite]>]> {
  let summary = "gives the element a new value of a field";
  let description = "Example: `spike.store @V, %x : f64`.";
  let arguments = (ins FlatSymbolRefAttr:$field, Spike_Stored:$value);
  let assemblyFormat = "$field `,` $value attr-dict `:` type($value)";
}

def Spike_MarkOp : Spike_Op<"mark", [MemoryEffects<[MemWrite]>]> {
  let summary = "says whether the element has an event this tick";
  let description = [{
    Writes the element's bit of the event's mask, set or not.
    Example: `spike.mark @spikes if %fires`.
  }];
  let arguments = (ins FlatSymbolRefAttr:$event, I1:$condition);
  let assemblyFormat = "$event `if` $condition attr-dict";
}

def Spike_ClearOp : Spike_Op<"clear", [MemoryEffects<[MemWrite]>]> {
  let summary = "empties the element's slot of an event port";
  let description = [{
    Sets an `arrive` field to zero once this tick's sum has been read.
    Example: `spike.clear @syn`.
  }];
  let arguments = (ins FlatSymbolRefAttr:$field);
  let assemblyFormat = "$field attr-dict";
}

def Spike_TimeOp : Spike_Op<"time", [Pure]> {
  let summary = "simulated time in ms, always f64";
  let description = [{
    In an `update` kernel and in waveforms the start of the tick's interval, in a
    `record` kernel its end. Example: `%t = spike.time : f64`.
  }];
  let results = (outs F64:$result);
  let assemblyFormat = "attr-dict `:` type($result)";
}

def Spike_DtOp : Spike_Op<"dt", [Pure]> {
  let summary = "length of a tick in ms, always f64";
  let description = "Example: `%h = spike.dt : f64`.";
  let results = (outs F64:$result);
  let assemblyFormat = "attr-dict `:` type($result)";
}

def Spike_ExprelrOp : Spike_Op<"exprelr", [Pure, SameOperandsAndResultType]> {
  let summary = "x / (exp(x) - 1), 1 at 0, without cancellation";
  let description = [{
    The rate functions of ion channels have this form; written out it loses all
    digits near 0. Example: `%y = spike.exprelr %x : f64`.
  }];
  let arguments = (ins Spike_Real:$x);
  let results = (outs Spike_Real:$result);
  let assemblyFormat = "$x attr-dict `:` type($result)";
}

def Spike_DecayOp : Spike_Op<"decay", [Pure, SameOperandsAndResultType]> {
  let summary = "exp(rate * age) of an age in whole ticks";
  let description = [{
    What is left of a trace after `age` ticks. Ages of a network are mostly short and
    `rate` is the same for many edges, so that below 32,768 ticks the value is
    exp(rate * a) * exp(rate * b) * exp(rate * c), where a = age mod 32,
    b = age mod 1024 - a and c = age - b - a: three numbers of 32 each that are known
    beforehand. From there on it is exp(rate * age). Within 3 ulp of it either way.
    `rate` is the same for all elements. Example:
    `%d = spike.decay %rate, %age : f32`.
  }];
  let arguments = (ins Spike_Real:$rate, Spike_Real:$age);
  let results = (outs Spike_Real:$result);
  let assemblyFormat = "$rate `,` $age attr-dict `:` type($result)";
}

#endif // NEURO_SPIKE_KERNEL_OPS_TD
