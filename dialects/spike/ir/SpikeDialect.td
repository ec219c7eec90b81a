//===- SpikeDialect.td - What happens each tick, over which storage -*- tablegen -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_SPIKE_DIALECT_TD
#define NEURO_SPIKE_DIALECT_TD

include "mlir/IR/OpBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/IR/RegionKindInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"

def Spike_Dialect : Dialect {
  let name = "spike";
  let cppNamespace = "::neuro::spike";
  let summary = "what happens each tick, in what order, over which storage";
  let description = [{
    A `spike.class` is one state layout with the kernels that work on it; a
    `spike.network` makes populations of classes and connects them. Kernels are
    isolated, say what they read and write, and hold the arithmetic of one
    element. Everything numeric that is fixed only when a network is built
    (sizes, parameters, initial values, weights, delays, derived constants) is an
    expression region over f64 that the plan carries to the runtime.

    Times are in ms, all values in the coherent units of dialects/units.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::math::MathDialect",
                           "::mlir::scf::SCFDialect"];
}

class Spike_Op<string mnemonic, list<Trait> traits = []>
    : Op<Spike_Dialect, mnemonic, traits>;

/// A keyword enumeration kept as an i32, printed as its word.
class Spike_Enum<string name, string summary, list<I32EnumAttrCase> cases>
    : I32EnumAttr<name, summary, cases> {
  let cppNamespace = "::neuro::spike";
}

def Spike_FieldRole : Spike_Enum<"FieldRole", "what a field is for (rt::FieldRole)", [
  I32EnumAttrCase<"Parameter", 0, "parameter">,
  I32EnumAttrCase<"Derived", 1, "derived">,
  I32EnumAttrCase<"Coefficient", 2, "coefficient">,
  I32EnumAttrCase<"State", 3, "state">,
  I32EnumAttrCase<"Refractory", 4, "refractory">,
  I32EnumAttrCase<"Previous", 5, "previous">,
  I32EnumAttrCase<"Arrive", 6, "arrive">,
  I32EnumAttrCase<"Input", 7, "input">,
  I32EnumAttrCase<"Event", 8, "event">,
  I32EnumAttrCase<"Let", 9, "let">,
  I32EnumAttrCase<"Draw", 10, "draw">,
  I32EnumAttrCase<"Elapsed", 11, "elapsed">,
  I32EnumAttrCase<"Trace", 12, "trace">,
  I32EnumAttrCase<"Age", 13, "age">,
  I32EnumAttrCase<"End", 14, "end">,
  I32EnumAttrCase<"Value", 15, "value">,
  I32EnumAttrCase<"Emit", 16, "emit">,
  I32EnumAttrCase<"Ref", 17, "ref">]>;

def Spike_End : Spike_Enum<"End", "an end of an edge (rt::EdgeEnd)", [
  I32EnumAttrCase<"None", 0, "none">,
  I32EnumAttrCase<"Pre", 1, "pre">,
  I32EnumAttrCase<"Post", 2, "post">,
  I32EnumAttrCase<"Ref", 3, "ref">]>;

def Spike_Tie : Spike_Enum<"Tie", "what coinciding events of both ends do (rt::Tie)", [
  I32EnumAttrCase<"Ignore", 0, "ignore">,
  I32EnumAttrCase<"PreFirst", 1, "pre_first">,
  I32EnumAttrCase<"PostFirst", 2, "post_first">]>;

def Spike_Phase : Spike_Enum<"Phase", "when a kernel runs (rt::KernelPlan::Phase)", [
  I32EnumAttrCase<"Update", 0, "update">,
  I32EnumAttrCase<"Record", 1, "record">,
  I32EnumAttrCase<"Every", 2, "every">,
  I32EnumAttrCase<"Emit", 3, "emit">,
  I32EnumAttrCase<"Pre", 4, "pre">,
  I32EnumAttrCase<"Post", 5, "post">,
  I32EnumAttrCase<"Port", 6, "port">,
  I32EnumAttrCase<"Step", 7, "step">,
  I32EnumAttrCase<"Advance", 8, "advance">,
  I32EnumAttrCase<"Signal", 9, "signal">]>;

def Spike_SourceKind : Spike_Enum<"SourceKind", "built-in source of events (rt::SourceKind)", [
  I32EnumAttrCase<"None", 0, "none">,
  I32EnumAttrCase<"Poisson", 1, "poisson">,
  I32EnumAttrCase<"SpikeTrain", 2, "spike_train">,
  I32EnumAttrCase<"Regular", 3, "regular">,
  I32EnumAttrCase<"Port", 4, "port">,
  I32EnumAttrCase<"SpikeFile", 5, "spike_file">]>;

def Spike_Rule : Spike_Enum<"Rule", "which pairs are connected (rt::Rule)", [
  I32EnumAttrCase<"All", 0, "all">,
  I32EnumAttrCase<"OneToOne", 1, "one_to_one">,
  I32EnumAttrCase<"Bernoulli", 2, "bernoulli">,
  I32EnumAttrCase<"FixedIndegree", 3, "fixed_indegree">,
  I32EnumAttrCase<"FixedOutdegree", 4, "fixed_outdegree">,
  I32EnumAttrCase<"FixedTotal", 5, "fixed_total">,
  I32EnumAttrCase<"PairwisePoisson", 6, "pairwise_poisson">,
  I32EnumAttrCase<"Nearest", 7, "nearest">,
  I32EnumAttrCase<"Conv2d", 8, "conv2d">,
  I32EnumAttrCase<"Sumpool", 9, "sumpool">,
  I32EnumAttrCase<"Toeplitz", 10, "toeplitz">,
  I32EnumAttrCase<"File", 11, "file">]>;

def Spike_ProbeKind : Spike_Enum<"ProbeKind", "what a probe keeps (rt::ProbePlan::Kind)", [
  I32EnumAttrCase<"Events", 0, "events">,
  I32EnumAttrCase<"Values", 1, "values">,
  I32EnumAttrCase<"Function", 2, "function">,
  I32EnumAttrCase<"Edges", 3, "edges">]>;

def Spike_EdgeEnd : Spike_Enum<"EdgeEnd", "an end of an edge, by the name of its index", [
  I32EnumAttrCase<"Source", 0, "i">,
  I32EnumAttrCase<"Target", 1, "j">]>;

/// Floating-point arithmetic in the storage or the reference precision.
def Spike_Real : AnyTypeOf<[F32, F64]>;
/// What an expression region computes with.
def Spike_Value : AnyTypeOf<[F64, I64, I1]>;
/// What a kernel may load and store.
def Spike_Stored : AnyTypeOf<[F32, F64, I8, I16, I32]>;

#endif // NEURO_SPIKE_DIALECT_TD
