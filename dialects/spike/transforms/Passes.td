//===- Passes.td - Passes over spike IR -*- tablegen -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_SPIKE_PASSES_TD
#define NEURO_SPIKE_PASSES_TD

include "mlir/Pass/PassBase.td"

def Delays : Pass<"spike-delays", "::mlir::ModuleOp"> {
  let summary = "find out what is known about each projection's delays";
  let description = [{
    Gives every projection its `delay_structure`: `constant` when all edges have
    one delay written in the program, `bounded` when a smallest and a largest
    delay follow from the text, `at_instantiation` when network parameters,
    distances or unbounded distributions decide.
  }];
}

def Schedule : Pass<"spike-schedule", "::mlir::ModuleOp"> {
  let summary = "fix the order of phases in a tick";
  let description = [{
    Adds one `spike.schedule` to every network: the phases it needs, in the order
    the language defines, and the exchange window, the smallest delay of all
    projections when it is known.
  }];
}

def Fuse : Pass<"spike-fuse", "::mlir::ModuleOp"> {
  let summary = "one kernel per class and phase, without dead work";
  let description = [{
    Kernels of one class and phase become one; a field is loaded once; arithmetic,
    `let`s and derived constants that nothing uses go away. The lists of what a
    kernel reads and writes are made exact.
  }];
  let options = [
    Option<"keepLets", "keep-lets", "bool", /*default=*/"false",
           "compute every `let`, also those that nobody looks at">];
  let statistics = [
    Statistic<"numKernelsFused", "kernels-fused", "kernels merged into another">,
    Statistic<"numFieldsRemoved", "fields-removed", "fields removed as dead">];
}

def DeadState : Pass<"spike-dead-state", "::mlir::ModuleOp"> {
  let summary = "remove what has no effect that anybody can see";
  let description = [{
    An operation of a kernel matters if an event, an emission of an edge or a field
    that somebody looks at depends on it, through any number of ticks. Somebody looks
    at a field if anything else in the module mentions its name: recordings,
    measures, assignments, initial values, `freeze`, normalisations, conditions on
    edges, synapses that read their ends, connection rules. States, refractory
    counters, memories of `rising`, events, random draws, traces and derived
    constants that do not matter go away; so do ports nobody projects to (what
    arrives there is 0), an `on post` with nothing left to do, and the storage of propagator entries, whose
    coefficient becomes `@_`. Values that stay keep their operations (but which of
    them `spike-contract` fuses may change); `draw_key` keeps
    the random numbers of a field whose position changed. Parameters stay: they can
    be set and have constraints. With `checkpoint` or `restore` in the experiment
    nothing is removed, so that experiments that look at different things can share
    a file.
  }];
  let statistics = [
    Statistic<"numFieldsRemoved", "fields-removed", "fields removed as dead">];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def NarrowCounters : Pass<"spike-narrow-counters", "::mlir::ModuleOp"> {
  let summary = "store refractory counters in as few bytes as they need";
  let description = [{
    A refractory counter becomes i8 or i16 (unsigned) where the text bounds the number
    of ticks a spike loads into it by 255 or 65,535: in all populations of the class,
    with network parameters at their defaults. Where the experiment or `overridden`
    mentions a name that the bound depends on, and in experiments with checkpoints
    (which others may restore), it stays i32. The derived constants that hold numbers of
    ticks get a `limit`, which is checked whenever they are computed.
  }];
  let options = [
    Option<"dt", "dt", "double", /*default=*/"0.1",
           "length of a tick in ms; 0: not known, nothing is done">,
    ListOption<"overridden", "overridden", "std::string",
           "network parameters that are given other values from outside">];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def Layout : Pass<"spike-layout", "::mlir::ModuleOp"> {
  let summary = "choose storage types, slots, vector width and edge representation";
  let description = [{
    Chooses the storage type of every field by `precision`: `f64`, `f32`, or
    `auto`, which is f32 except where f32 would lose the result: states that
    change by less than 1e-5 of themselves in a tick, sums without decay, and states
    integrated with error control (WideStates.h says how that is found out). The choice is explained in the field's `reason`. Kernel
    arithmetic follows the types of the fields it works on; time stays f64, as do
    the values kernels get as uniforms. Numbers the slots of `arrays` and
    `uniforms`.
  }];
  let options = [
    Option<"precision", "precision", "std::string", /*default=*/"\"auto\"",
           "storage of states: f32, f64 or auto">,
    Option<"width", "width", "int64_t", /*default=*/"0",
           "elements a kernel works on at a time; 0: 16 in f32, 8 in f64, two or four times as many "
           "where many exponentials and divisions follow each other or counters take a byte">,
    Option<"dt", "dt", "double", /*default=*/"0.1",
           "length of a tick in ms that `auto` assumes">,
    Option<"integerSums", "integer-sums", "bool", /*default=*/"false",
           "what arrives is summed as whole numbers, in f64">];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def Decays : Pass<"spike-decays", "::mlir::ModuleOp"> {
  let summary = "decays of traces by tables of factors";
  let description = [{
    In kernels of edges, exp(rate * age) with a rate that all edges share and the age
    of an end becomes `spike.decay`. The choice is made here, in the IR, so that all
    kernels of a class round alike.
  }];
  let statistics = [Statistic<"numDecays", "decays", "exponentials replaced">];
}

def Contract : Pass<"spike-contract", "::mlir::ModuleOp"> {
  let summary = "products and sums become fused multiply-adds";
  let description = [{
    In update kernels of neurons, a b + c whose product nothing else uses becomes
    `math.fma`, rounded once instead of twice. Products that are the same for all
    elements stay, since they are computed once a call. The choice is made here, in
    the IR, and never by code generation, so that every engine and every machine
    rounds alike.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::math::MathDialect"];
  let statistics = [
    Statistic<"numContracted", "contracted", "products and sums made one operation">];
}

def DirectArrivals : Pass<"spike-direct-arrivals", "::mlir::ModuleOp"> {
  let summary = "add what arrives to the state it belongs to, after FLOW";
  let description = [{
    Where a port does nothing but `state += value`, which the update kernel shows as
    one sum that it only stores, the port gets `into "state"`: the kernel stores
    what flowed, and whoever delivers adds events to the state itself, after the
    update and before anybody reads it. Each neuron is spared an accumulator that
    would be read and cleared in every tick. Sums are rounded in another order, so
    results may differ in the last digits.

    Done for all ports of a module or for none, and not where synapses with state
    read variables of their ends, which they would see at another moment. Notes say
    which port kept the others from it, and why: most often that what arrives decides
    in the same tick whether the neuron spikes, as with delta synapses.
  }];
  let statistics = [
    Statistic<"numDirect", "direct", "ports whose events are added to a state">];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def VerifyS0 : Pass<"spike-verify-s0", "::mlir::ModuleOp"> {
  let summary = "contract S0: kernels are explicit, no neuro op is left";
  let description = [{
    No operation of the neuro dialect outside `neuro.experiment`; every class has
    at most one propagator entry per coefficient; kernels hold only arith, math,
    scf and spike operations.
  }];
}

def VerifyS1 : Pass<"spike-verify-s1", "::mlir::ModuleOp"> {
  let summary = "contract S1: a total order of phases, delays covered";
  let description = [{
    Every network has one schedule that holds the phases it needs in the order the
    language defines; every projection has a delay structure with its bounds; the
    exchange window is at most the smallest delay.
  }];
}

def VerifyS2 : Pass<"spike-verify-s2", "::mlir::ModuleOp"> {
  let summary = "contract S2: placed";
  let description = [{
    Every field has a slot, dense and unique among arrays and among uniforms;
    every kernel has a vector width and is the only one of its class and phase;
    every projection has a representation.
  }];
}

#endif // NEURO_SPIKE_PASSES_TD
