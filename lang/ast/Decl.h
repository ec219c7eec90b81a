//===- Decl.h - Declarations and statements of a .neuro file ----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One class a construct of the language reference, in its order: models,
// networks, experiments. A "declaration" is anything that can stand on a line
// of its own, so comments have one place to live.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_AST_DECL_H
#define NEURO_LANG_AST_DECL_H

#include "lang/ast/Expr.h"

namespace neuro::ast {

struct Decl {
  enum Kind : uint8_t {
    // file level
    DModule, DImport, DConst, DFn, DModel, DNetwork, DExperiment,
    // model items
    DParam, DState, DEdge, DRef, DInput, DHost, DUse, DGate, DTrace, DLet, DOde,
    DSpike, DEvent, DOn, DEvery, DBound, DTie, DSolve, DCompartment, DCouple,
    DExpose,
    // handler statements
    DAssign, DEmit, DIf,
    // network items
    DPopulation, DGroup, DProject, DGap, DStimulate, DNormalize, DStructural,
    DPrune, DGrow, DRecord, DFor, DTable,
    // experiment statements
    DSetting, DSimulate, DPresent, DFreeze, DReset, DCheckpoint, DRestore,
    DReport, DExpect, DTrain, DTest, DOptimise, DQuantise, DSweep, DData
  };
  const Kind kind;
  SourceRange range;     ///< the whole declaration
  SourceRange nameRange; ///< its name, or its keyword when it has none
  std::string name;      ///< empty when it has none

  /// True for VarListDecl and UseListDecl, whose kind is that of their items.
  bool isList = false;

  /// For the printer: comment lines directly above (with their '#'; an empty
  /// entry is a blank line between them), whether a blank line stood above
  /// those, and a comment at the end of the first line.
  std::vector<std::string> leadingComments;
  bool blankBefore = false;
  std::string trailingComment;
  /// Text of the `##` comments above, without '##', joined by newlines.
  std::string doc;

  virtual ~Decl();

protected:
  explicit Decl(Kind k) : kind(k) {}
};
using DeclPtr = std::unique_ptr<Decl>;
template <typename T> using Ptr = std::unique_ptr<T>;

/// A sequence `{ … }` with the comments that stand before its closing brace.
struct Block {
  std::vector<DeclPtr> items;
  std::vector<std::string> trailingComments; ///< an empty entry: a blank line
  std::string closingComment;                ///< behind the closing brace
  SourceRange range;
  bool singleLine = false; ///< written on one line; the printer keeps that
};

/// `: mV`, `: 1`, `: int`, `: vec(6)`, `: mat(3, 3) `, `: Astro` (ref only).
struct TypeSpec {
  SourceRange range;
  std::string text;           ///< unit text or type name as written
  bool isUnit = false;        ///< `text` is a unit (bracketed or not)
  bool bracketed = false;
  units::Unit unit;           ///< when isUnit
  std::vector<ExprPtr> arguments;
};

// --- File level ----------------------------------------------------------

struct ModuleDecl : Decl { // module a.b
  static constexpr Kind Tag = DModule;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  ModuleDecl() : Decl(DModule) {}
};

struct ImportDecl : Decl { // import std.neurons { LIF } | "f.neuro" as m
  static constexpr Kind Tag = DImport;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  ImportDecl() : Decl(DImport) {}
  std::vector<std::string> path; ///< std.neurons; empty when a file
  std::string file;              ///< "my_models.neuro"; empty when a path
  SourceRange pathRange;
  std::string alias;
  struct Item {
    std::string name;
    SourceRange range;
  };
  std::vector<Item> names;
  bool selective = false; ///< `{ … }` was written
};

struct ConstDecl : Decl { // const N: int = 100
  static constexpr Kind Tag = DConst;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  ConstDecl() : Decl(DConst) {}
  std::unique_ptr<TypeSpec> typeSpec;
  ExprPtr value;
  Type type;
};

/// One name of a `param`, `state`, `edge`, `input`, `host` list, a model's or
/// network's parenthesised parameter, or an argument of a fn or handler.
struct VarDecl : Decl {
  explicit VarDecl(Kind k) : Decl(k) {}
  std::unique_ptr<TypeSpec> typeSpec; ///< may be null
  ExprPtr value;                      ///< default or initial value; may be null
  bool drawn = false;                 ///< `~` instead of `=`
  ExprPtr constraint;                 ///< after `where`; may be null
  Type type;                          ///< sema
  static bool classof(Kind k) {
    return k == DParam || k == DState || k == DEdge || k == DInput || k == DHost;
  }
  static bool matches(const Decl &d) { return classof(d.kind) && !d.isList; }
};

/// A statement `param a = …, b = …`; items in `vars` are VarDecls of that kind.
/// Stored one Decl per statement so that `nc fmt` keeps the user's grouping.
struct VarListDecl : Decl { // param | state | edge | input | host
  VarListDecl(Kind k) : Decl(k) { isList = true; }
  static bool matches(const Decl &d) {
    return VarDecl::classof(d.kind) && d.isList;
  }
  std::vector<Ptr<VarDecl>> vars;
};

struct FnDecl : Decl {
  static constexpr Kind Tag = DFn;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  FnDecl() : Decl(DFn) {}
  std::vector<Ptr<VarDecl>> parameters; ///< kind DParam
  std::unique_ptr<TypeSpec> resultSpec;
  ExprPtr body;
  Type resultType;
};

enum class ModelKind : uint8_t { Neuron, Receptor, Synapse, Glia, Source };

struct ModelDecl : Decl {
  static constexpr Kind Tag = DModel;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  ModelDecl() : Decl(DModel) {}
  ModelKind modelKind = ModelKind::Neuron;
  std::vector<Ptr<VarDecl>> parameters; ///< in parentheses, kind DParam
  ExprPtr extends;                      ///< Name, Member or Call; may be null
  Block body;
};

// --- Model items ----------------------------------------------------------

struct RefDecl : Decl { // ref astro: Astro
  static constexpr Kind Tag = DRef;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  RefDecl() : Decl(DRef) {}
  std::string modelName;
  SourceRange modelRange;
  const ModelDecl *model = nullptr; ///< sema
};

/// One `syn = ExpCurr(tau = 2 ms)` of a `use` list.
struct UseDecl : Decl {
  static constexpr Kind Tag = DUse;
  static bool matches(const Decl &d) { return d.kind == Tag && !d.isList; }
  UseDecl() : Decl(DUse) {}
  ExprPtr receptor;                 ///< Name, Member or Call
  const ModelDecl *model = nullptr; ///< sema
};
struct UseListDecl : Decl {
  UseListDecl() : Decl(DUse) { isList = true; }
  static bool matches(const Decl &d) { return d.kind == DUse && d.isList; }
  std::vector<Ptr<UseDecl>> uses;
};

struct GateDecl : Decl { // gate m(alpha = …, beta = …)
  static constexpr Kind Tag = DGate;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  GateDecl() : Decl(DGate) {}
  std::vector<Argument> arguments;
};

struct TraceDecl : Decl { // trace x of pre(tau = …, pair = nearest)
  static constexpr Kind Tag = DTrace;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  TraceDecl() : Decl(DTrace) {}
  bool ofPost = false;
  std::vector<Argument> arguments;
};

/// `let x: T = expr`, in models, handlers, networks and experiments.
struct LetDecl : Decl {
  static constexpr Kind Tag = DLet;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  LetDecl() : Decl(DLet) {}
  std::unique_ptr<TypeSpec> typeSpec;
  ExprPtr value;
  Type type;
};

struct OdeDecl : Decl { // V' = expr (order 1), x'' = expr (order 2)
  static constexpr Kind Tag = DOde;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  OdeDecl() : Decl(DOde) {}
  int order = 1;
  ExprPtr value;
  const VarDecl *state = nullptr; ///< sema
};

struct SpikeDecl : Decl {
  static constexpr Kind Tag = DSpike;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  SpikeDecl() : Decl(DSpike) {}
  ExprPtr condition;
  ExprPtr refractory; ///< may be null
  struct Held {
    std::string name;
    SourceRange range;
    const VarDecl *state = nullptr; ///< sema
  };
  std::vector<Held> hold;
  Block reset;
};

struct EventDecl : Decl { // event name when cond { … }
  static constexpr Kind Tag = DEvent;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  EventDecl() : Decl(DEvent) {}
  ExprPtr condition;
  bool hasBody = false;
  Block body;
};

struct OnDecl : Decl { // on pre | post | arrive(w: pA) | name(x: T)
  static constexpr Kind Tag = DOn;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  OnDecl() : Decl(DOn) {}
  std::vector<Ptr<VarDecl>> parameters;
  Block body;
};

struct EveryDecl : Decl {
  static constexpr Kind Tag = DEvery;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  EveryDecl() : Decl(DEvery) {}
  ExprPtr period;
  Block body;
};

struct BoundDecl : Decl { // bound w in a..b
  static constexpr Kind Tag = DBound;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  BoundDecl() : Decl(DBound) {}
  ExprPtr range; ///< RangeExpr
};

struct TieDecl : Decl { // tie ignore | pre_first | post_first: `name`
  static constexpr Kind Tag = DTie;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  TieDecl() : Decl(DTie) {}
};

struct SolveDecl : Decl { // solve V, w with rk45(rtol = 1e-6)
  static constexpr Kind Tag = DSolve;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  SolveDecl() : Decl(DSolve) {}
  std::vector<ImportDecl::Item> states;
  ExprPtr method;
};

struct CompartmentDecl : Decl {
  static constexpr Kind Tag = DCompartment;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  CompartmentDecl() : Decl(DCompartment) {}
  Block body;
};

struct CoupleDecl : Decl { // couple soma -- dend: 8 nS
  static constexpr Kind Tag = DCouple;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  CoupleDecl() : Decl(DCouple) {}
  std::string a, b;
  SourceRange aRange, bRange;
  ExprPtr conductance;
};

struct ExposeDecl : Decl {
  static constexpr Kind Tag = DExpose;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  ExposeDecl() : Decl(DExpose) {}
  std::vector<ImportDecl::Item> names;
};

// --- Handler statements, initialisers, settings ---------------------------

/// `target op value`: in handlers, in `{ inits }`, and (op `=`) in experiments.
struct AssignDecl : Decl {
  static constexpr Kind Tag = DAssign;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  enum Op : uint8_t { Set, Add, Sub, Mul, Div, Draw } op = Set;
  AssignDecl() : Decl(DAssign) {}
  ExprPtr target; ///< Name, Member or Index
  ExprPtr value;
};

struct EmitDecl : Decl { // emit e [to port] [after d]
  static constexpr Kind Tag = DEmit;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  EmitDecl() : Decl(DEmit) {}
  ExprPtr value, to, after; ///< to, after may be null
};

struct IfDecl : Decl {
  static constexpr Kind Tag = DIf;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  IfDecl() : Decl(DIf) {}
  ExprPtr condition;
  Block thenBlock, elseBlock;
  bool hasElse = false;
};

// --- Networks -------------------------------------------------------------

struct NetworkDecl : Decl {
  static constexpr Kind Tag = DNetwork;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  NetworkDecl() : Decl(DNetwork) {}
  std::vector<Ptr<VarDecl>> parameters;
  Block body;
};

struct PopulationDecl : Decl { // population L[k]: PD(args)[shape] at layout { }
  static constexpr Kind Tag = DPopulation;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  PopulationDecl() : Decl(DPopulation) {}
  ExprPtr familyIndex; ///< `k` of L[k]; may be null
  ExprPtr modelExpr;   ///< Name, Member or Call
  std::vector<ExprPtr> shape;
  ExprPtr layout; ///< may be null
  bool hasInits = false;
  Block inits;                      ///< AssignDecl items
  const ModelDecl *model = nullptr; ///< sema; a `source` model for Poisson, …
};

struct GroupDecl : Decl { // group A = E + I
  static constexpr Kind Tag = DGroup;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  GroupDecl() : Decl(DGroup) {}
  ExprPtr value; ///< BinaryExpr Add of Name/Index
};

struct ProjectDecl : Decl { // label: project A -> B.port via S connect RULE …
  static constexpr Kind Tag = DProject;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  ProjectDecl() : Decl(DProject) {} ///< `name` is the label, may be empty
  ExprPtr source, target;
  ExprPtr via; ///< may be null
  bool procedural = false;
  ExprPtr rule;  ///< Name or Call
  ExprPtr where; ///< may be null
  bool hasInits = false;
  Block inits; ///< AssignDecl items: w, delay, dendritic, backprop, signal, …
  const ModelDecl *synapse = nullptr; ///< sema; null without `via`
  /// sema: what stands before the port (Name or Index inside `target`), the
  /// port's handler or input (null: a signal into an input is `portDecl` too).
  const Expr *targetPopulation = nullptr;
  const Decl *port = nullptr;    ///< OnDecl, or VarDecl of kind DInput
  const UseDecl *portUse = nullptr; ///< the receptor instance, when through one
  const Expr *sourcePopulation = nullptr;
  const EventDecl *sourceEvent = nullptr; ///< null: spikes
};

struct GapDecl : Decl { // gap A -- B connect RULE { g = … }
  static constexpr Kind Tag = DGap;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  GapDecl() : Decl(DGap) {}
  ExprPtr a, b, rule, where;
  Block inits;
};

struct StimulateDecl : Decl { // stimulate P.port with pulse(…)
  static constexpr Kind Tag = DStimulate;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  StimulateDecl() : Decl(DStimulate) {}
  ExprPtr target, waveform;
};

struct NormalizeDecl : Decl { // normalize L.w per post to X every t
  static constexpr Kind Tag = DNormalize;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  NormalizeDecl() : Decl(DNormalize) {}
  ExprPtr target, total, period;
  bool perPost = true;
};

struct PruneDecl : Decl {
  static constexpr Kind Tag = DPrune;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  PruneDecl() : Decl(DPrune) {}
  ExprPtr condition, period;
};
struct GrowDecl : Decl {
  static constexpr Kind Tag = DGrow;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  GrowDecl() : Decl(DGrow) {}
  ExprPtr rule, where, period;
  bool hasInits = false;
  Block inits;
};
struct StructuralDecl : Decl {
  static constexpr Kind Tag = DStructural;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  StructuralDecl() : Decl(DStructural) {}
  ExprPtr target;
  Block body; ///< PruneDecl, GrowDecl
};

struct RecordDecl : Decl { // record target [every t] [when c], …
  static constexpr Kind Tag = DRecord;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  RecordDecl() : Decl(DRecord) {}
  struct Target {
    ExprPtr what, every, when; ///< every, when may be null
  };
  std::vector<Target> targets;
};

/// `for k in range { … }` in networks and experiments.
struct ForDecl : Decl { // `name` is the variable
  static constexpr Kind Tag = DFor;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  ForDecl() : Decl(DFor) {}
  ExprPtr range; ///< RangeExpr or a list
  Block body;
};

struct TableDecl : Decl { // table N = [ … ]
  static constexpr Kind Tag = DTable;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  TableDecl() : Decl(DTable) {}
  ExprPtr value;
  Type type;
};

// --- Experiments ----------------------------------------------------------

struct ExperimentDecl : Decl {
  static constexpr Kind Tag = DExperiment;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  ExperimentDecl() : Decl(DExperiment) {}
  ExprPtr network; ///< Name, Member or Call
  Block body;
  const NetworkDecl *networkDecl = nullptr; ///< sema
};

/// `dt = 0.1 ms`, `seed = 42`: an assignment whose target is a setting. The
/// parser makes AssignDecls; sema knows the settings by name.

struct SimulateDecl : Decl { // simulate T [as name]
  static constexpr Kind Tag = DSimulate;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  SimulateDecl() : Decl(DSimulate) {}
  ExprPtr duration;
};

struct PresentDecl : Decl { // present DATA for T [gap T] { … }
  static constexpr Kind Tag = DPresent;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  PresentDecl() : Decl(DPresent) {}
  ExprPtr data, duration, gap;
  bool hasBody = false;
  Block body;
};

/// Statements that are a keyword and a list of expressions.
struct ExprListDecl : Decl { // freeze | report | expect | reset | restore
  explicit ExprListDecl(Kind k) : Decl(k) {}
  static bool matches(const Decl &d) {
    return d.kind == DFreeze || d.kind == DReport || d.kind == DExpect ||
           d.kind == DReset || d.kind == DRestore;
  }
  std::vector<ExprPtr> values;
};

struct CheckpointDecl : Decl { // checkpoint "f" [every e]
  static constexpr Kind Tag = DCheckpoint;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  CheckpointDecl() : Decl(DCheckpoint) {}
  ExprPtr file, every;
};

struct TrainDecl : Decl { // train on DATA { … } | test on DATA { … }
  explicit TrainDecl(Kind k) : Decl(k) {} ///< DTrain or DTest
  static bool matches(const Decl &d) {
    return d.kind == DTrain || d.kind == DTest;
  }
  ExprPtr data;
  Block body;
};

struct OptimiseDecl : Decl { // optimise a, b with adam(lr = 1e-3)
  static constexpr Kind Tag = DOptimise;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  OptimiseDecl() : Decl(DOptimise) {}
  std::vector<ExprPtr> targets;
  ExprPtr method;
};

struct QuantiseDecl : Decl { // quantise L.w as int(8)
  static constexpr Kind Tag = DQuantise;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  QuantiseDecl() : Decl(DQuantise) {}
  ExprPtr target, format;
};

struct SweepDecl : Decl { // sweep a in …, b in [ … ] { … }
  static constexpr Kind Tag = DSweep;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  SweepDecl() : Decl(DSweep) {}
  struct Axis {
    std::string name;
    SourceRange range;
    ExprPtr values; ///< RangeExpr or ListExpr
    const VarDecl *parameter = nullptr; ///< sema: the network parameter
  };
  std::vector<Axis> axes;
  Block body;
};

struct DataDecl : Decl { // data NAME = idx("…", "…")
  static constexpr Kind Tag = DData;
  static bool matches(const Decl &d) { return d.kind == Tag; }
  DataDecl() : Decl(DData) {}
  ExprPtr value;
};

/// A parsed file.
struct File {
  const SourceFile *source = nullptr;
  Block items;
  /// Comments that stand inside parentheses or brackets, by position.
  struct InnerComment {
    uint32_t offset;
    std::string text; ///< with its '#'
  };
  std::vector<InnerComment> innerComments;
};

/// Null when `d` is null or of another class. A VarListDecl or UseListDecl is
/// never taken for one of its items, nor the other way round.
template <typename T> const T *dynCast(const Decl *d) {
  return d && T::matches(*d) ? static_cast<const T *>(d) : nullptr;
}
template <typename T> T *dynCast(Decl *d) {
  return d && T::matches(*d) ? static_cast<T *>(d) : nullptr;
}

/// The block that a declaration's text ends with; null when it ends otherwise.
Block *lastBlock(Decl &d);

/// Deep copies; everything that sema fills is reset.
DeclPtr clone(const Decl *d);
std::unique_ptr<TypeSpec> clone(const TypeSpec *t);
std::vector<Argument> clone(const std::vector<Argument> &arguments);
Block clone(const Block &b);

} // namespace neuro::ast

#endif // NEURO_LANG_AST_DECL_H
