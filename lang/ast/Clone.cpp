//===- Clone.cpp - Deep copies of syntax trees ----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A copy has what the parser wrote (ranges and comments too) and nothing of
// what sema found. Trees are at most as deep as ParseLimits allows, so plain
// recursion is safe.
//
//===----------------------------------------------------------------------===//
#include "lang/ast/Decl.h"

using namespace neuro;
using namespace neuro::ast;

Expr::~Expr() = default;
Decl::~Decl() = default;

// --- Expressions -----------------------------------------------------------

static std::vector<ExprPtr> clone(const std::vector<ExprPtr> &exprs) {
  std::vector<ExprPtr> copy;
  copy.reserve(exprs.size());
  for (const ExprPtr &e : exprs)
    copy.push_back(ast::clone(e.get()));
  return copy;
}

std::vector<Argument> ast::clone(const std::vector<Argument> &arguments) {
  std::vector<Argument> copy;
  copy.reserve(arguments.size());
  for (const Argument &a : arguments)
    copy.push_back({a.name, a.nameRange, clone(a.value.get())});
  return copy;
}

static ExprPtr cloneNode(const Expr &e) {
  switch (e.kind) {
  case Expr::KNumber: {
    auto &from = cast<NumberExpr>(e);
    auto to = std::make_unique<NumberExpr>();
    to->value = from.value;
    to->isInteger = from.isInteger;
    to->text = from.text;
    to->unitText = from.unitText;
    to->bracketed = from.bracketed;
    to->unit = from.unit;
    return to;
  }
  case Expr::KString: {
    auto to = std::make_unique<StringExpr>();
    to->value = cast<StringExpr>(e).value;
    return to;
  }
  case Expr::KBool: {
    auto to = std::make_unique<BoolExpr>();
    to->value = cast<BoolExpr>(e).value;
    return to;
  }
  case Expr::KName: {
    auto to = std::make_unique<NameExpr>();
    to->name = cast<NameExpr>(e).name;
    return to;
  }
  case Expr::KMember: {
    auto &from = cast<MemberExpr>(e);
    auto to = std::make_unique<MemberExpr>();
    to->base = clone(from.base.get());
    to->name = from.name;
    to->nameRange = from.nameRange;
    return to;
  }
  case Expr::KIndex: {
    auto &from = cast<IndexExpr>(e);
    auto to = std::make_unique<IndexExpr>();
    to->base = clone(from.base.get());
    to->subscripts = clone(from.subscripts);
    return to;
  }
  case Expr::KCall: {
    auto &from = cast<CallExpr>(e);
    auto to = std::make_unique<CallExpr>();
    to->callee = clone(from.callee.get());
    to->arguments = clone(from.arguments);
    return to;
  }
  case Expr::KList: {
    auto to = std::make_unique<ListExpr>();
    to->elements = clone(cast<ListExpr>(e).elements);
    return to;
  }
  case Expr::KUnary: {
    auto &from = cast<UnaryExpr>(e);
    auto to = std::make_unique<UnaryExpr>();
    to->op = from.op;
    to->operand = clone(from.operand.get());
    return to;
  }
  case Expr::KBinary: {
    auto &from = cast<BinaryExpr>(e);
    auto to = std::make_unique<BinaryExpr>();
    to->op = from.op;
    to->lhs = clone(from.lhs.get());
    to->rhs = clone(from.rhs.get());
    return to;
  }
  case Expr::KCompare: {
    auto &from = cast<CompareExpr>(e);
    auto to = std::make_unique<CompareExpr>();
    to->op = from.op;
    to->lhs = clone(from.lhs.get());
    to->rhs = clone(from.rhs.get());
    return to;
  }
  case Expr::KInRange: {
    auto &from = cast<InRangeExpr>(e);
    auto to = std::make_unique<InRangeExpr>();
    to->value = clone(from.value.get());
    to->low = clone(from.low.get());
    to->high = clone(from.high.get());
    return to;
  }
  case Expr::KLogical: {
    auto &from = cast<LogicalExpr>(e);
    auto to = std::make_unique<LogicalExpr>();
    to->op = from.op;
    to->lhs = clone(from.lhs.get());
    to->rhs = clone(from.rhs.get());
    return to;
  }
  case Expr::KConditional: {
    auto &from = cast<ConditionalExpr>(e);
    auto to = std::make_unique<ConditionalExpr>();
    to->condition = clone(from.condition.get());
    to->thenValue = clone(from.thenValue.get());
    to->elseValue = clone(from.elseValue.get());
    return to;
  }
  case Expr::KRange: {
    auto &from = cast<RangeExpr>(e);
    auto to = std::make_unique<RangeExpr>();
    to->low = clone(from.low.get());
    to->high = clone(from.high.get());
    to->step = clone(from.step.get());
    return to;
  }
  }
  return nullptr; // every kind returned above
}

ExprPtr ast::clone(const Expr *e) {
  if (!e)
    return nullptr;
  ExprPtr copy = cloneNode(*e);
  copy->range = e->range;
  copy->parenthesised = e->parenthesised;
  return copy;
}

// --- Declarations ----------------------------------------------------------

std::unique_ptr<TypeSpec> ast::clone(const TypeSpec *t) {
  if (!t)
    return nullptr;
  auto copy = std::make_unique<TypeSpec>();
  copy->range = t->range;
  copy->text = t->text;
  copy->isUnit = t->isUnit;
  copy->bracketed = t->bracketed;
  copy->unit = t->unit;
  copy->arguments = ::clone(t->arguments);
  return copy;
}

Block ast::clone(const Block &b) {
  Block copy;
  copy.items.reserve(b.items.size());
  for (const DeclPtr &item : b.items)
    copy.items.push_back(clone(item.get()));
  copy.trailingComments = b.trailingComments;
  copy.closingComment = b.closingComment;
  copy.range = b.range;
  copy.singleLine = b.singleLine;
  return copy;
}

static void copyHead(const Decl &from, Decl &to) {
  to.range = from.range;
  to.nameRange = from.nameRange;
  to.name = from.name;
  to.leadingComments = from.leadingComments;
  to.blankBefore = from.blankBefore;
  to.trailingComment = from.trailingComment;
  to.doc = from.doc;
}

static Ptr<VarDecl> cloneVar(const VarDecl &from) {
  auto to = std::make_unique<VarDecl>(from.kind);
  copyHead(from, *to);
  to->typeSpec = clone(from.typeSpec.get());
  to->value = clone(from.value.get());
  to->drawn = from.drawn;
  to->constraint = clone(from.constraint.get());
  return to;
}

static std::vector<Ptr<VarDecl>> cloneVars(const std::vector<Ptr<VarDecl>> &vars) {
  std::vector<Ptr<VarDecl>> copy;
  for (const Ptr<VarDecl> &v : vars)
    copy.push_back(cloneVar(*v));
  return copy;
}

static Ptr<UseDecl> cloneUse(const UseDecl &from) {
  auto to = std::make_unique<UseDecl>();
  copyHead(from, *to);
  to->receptor = clone(from.receptor.get());
  return to;
}

namespace {
/// Copies the fields that each class adds, one overload a class.
struct Fields {
  static void copy(const ModuleDecl &, ModuleDecl &) {}
  static void copy(const ImportDecl &from, ImportDecl &to) {
    to.path = from.path;
    to.file = from.file;
    to.pathRange = from.pathRange;
    to.alias = from.alias;
    to.names = from.names;
    to.selective = from.selective;
  }
  static void copy(const ConstDecl &from, ConstDecl &to) {
    to.typeSpec = clone(from.typeSpec.get());
    to.value = clone(from.value.get());
  }
  static void copy(const FnDecl &from, FnDecl &to) {
    to.parameters = cloneVars(from.parameters);
    to.resultSpec = clone(from.resultSpec.get());
    to.body = clone(from.body.get());
  }
  static void copy(const ModelDecl &from, ModelDecl &to) {
    to.modelKind = from.modelKind;
    to.parameters = cloneVars(from.parameters);
    to.extends = clone(from.extends.get());
    to.body = clone(from.body);
  }
  static void copy(const RefDecl &from, RefDecl &to) {
    to.modelName = from.modelName;
    to.modelRange = from.modelRange;
  }
  static void copy(const GateDecl &from, GateDecl &to) {
    to.arguments = clone(from.arguments);
  }
  static void copy(const TraceDecl &from, TraceDecl &to) {
    to.ofPost = from.ofPost;
    to.arguments = clone(from.arguments);
  }
  static void copy(const LetDecl &from, LetDecl &to) {
    to.typeSpec = clone(from.typeSpec.get());
    to.value = clone(from.value.get());
  }
  static void copy(const OdeDecl &from, OdeDecl &to) {
    to.order = from.order;
    to.value = clone(from.value.get());
  }
  static void copy(const SpikeDecl &from, SpikeDecl &to) {
    to.condition = clone(from.condition.get());
    to.refractory = clone(from.refractory.get());
    for (const SpikeDecl::Held &h : from.hold)
      to.hold.push_back({h.name, h.range, nullptr});
    to.reset = clone(from.reset);
  }
  static void copy(const EventDecl &from, EventDecl &to) {
    to.condition = clone(from.condition.get());
    to.hasBody = from.hasBody;
    to.body = clone(from.body);
  }
  static void copy(const OnDecl &from, OnDecl &to) {
    to.parameters = cloneVars(from.parameters);
    to.body = clone(from.body);
  }
  static void copy(const EveryDecl &from, EveryDecl &to) {
    to.period = clone(from.period.get());
    to.body = clone(from.body);
  }
  static void copy(const BoundDecl &from, BoundDecl &to) {
    static_cast<BoundDecl &>(to).range = clone(from.range.get());
  }
  static void copy(const TieDecl &, TieDecl &) {}
  static void copy(const SolveDecl &from, SolveDecl &to) {
    to.states = from.states;
    to.method = clone(from.method.get());
  }
  static void copy(const CompartmentDecl &from, CompartmentDecl &to) {
    to.body = clone(from.body);
  }
  static void copy(const CoupleDecl &from, CoupleDecl &to) {
    to.a = from.a;
    to.b = from.b;
    to.aRange = from.aRange;
    to.bRange = from.bRange;
    to.conductance = clone(from.conductance.get());
  }
  static void copy(const ExposeDecl &from, ExposeDecl &to) {
    to.names = from.names;
  }
  static void copy(const AssignDecl &from, AssignDecl &to) {
    to.op = from.op;
    to.target = clone(from.target.get());
    to.value = clone(from.value.get());
  }
  static void copy(const EmitDecl &from, EmitDecl &to) {
    to.value = clone(from.value.get());
    to.to = clone(from.to.get());
    to.after = clone(from.after.get());
  }
  static void copy(const IfDecl &from, IfDecl &to) {
    to.condition = clone(from.condition.get());
    to.thenBlock = clone(from.thenBlock);
    to.elseBlock = clone(from.elseBlock);
    to.hasElse = from.hasElse;
  }
  static void copy(const NetworkDecl &from, NetworkDecl &to) {
    to.parameters = cloneVars(from.parameters);
    to.body = clone(from.body);
  }
  static void copy(const PopulationDecl &from, PopulationDecl &to) {
    to.familyIndex = clone(from.familyIndex.get());
    to.modelExpr = clone(from.modelExpr.get());
    to.shape = ::clone(from.shape);
    to.layout = clone(from.layout.get());
    to.hasInits = from.hasInits;
    to.inits = clone(from.inits);
  }
  static void copy(const GroupDecl &from, GroupDecl &to) {
    to.value = clone(from.value.get());
  }
  static void copy(const ProjectDecl &from, ProjectDecl &to) {
    to.source = clone(from.source.get());
    to.target = clone(from.target.get());
    to.via = clone(from.via.get());
    to.procedural = from.procedural;
    to.rule = clone(from.rule.get());
    to.where = clone(from.where.get());
    to.hasInits = from.hasInits;
    to.inits = clone(from.inits);
  }
  static void copy(const GapDecl &from, GapDecl &to) {
    to.a = clone(from.a.get());
    to.b = clone(from.b.get());
    to.rule = clone(from.rule.get());
    to.where = clone(from.where.get());
    to.inits = clone(from.inits);
  }
  static void copy(const StimulateDecl &from, StimulateDecl &to) {
    to.target = clone(from.target.get());
    to.waveform = clone(from.waveform.get());
  }
  static void copy(const NormalizeDecl &from, NormalizeDecl &to) {
    to.target = clone(from.target.get());
    to.total = clone(from.total.get());
    to.period = clone(from.period.get());
    to.perPost = from.perPost;
  }
  static void copy(const PruneDecl &from, PruneDecl &to) {
    to.condition = clone(from.condition.get());
    to.period = clone(from.period.get());
  }
  static void copy(const GrowDecl &from, GrowDecl &to) {
    to.rule = clone(from.rule.get());
    to.where = clone(from.where.get());
    to.period = clone(from.period.get());
    to.hasInits = from.hasInits;
    to.inits = clone(from.inits);
  }
  static void copy(const StructuralDecl &from, StructuralDecl &to) {
    to.target = clone(from.target.get());
    to.body = clone(from.body);
  }
  static void copy(const RecordDecl &from, RecordDecl &to) {
    for (const RecordDecl::Target &t : from.targets)
      to.targets.push_back({clone(t.what.get()), clone(t.every.get()),
                            clone(t.when.get())});
  }
  static void copy(const ForDecl &from, ForDecl &to) {
    to.range = clone(from.range.get());
    to.body = clone(from.body);
  }
  static void copy(const TableDecl &from, TableDecl &to) {
    to.value = clone(from.value.get());
  }
  static void copy(const ExperimentDecl &from, ExperimentDecl &to) {
    to.network = clone(from.network.get());
    to.body = clone(from.body);
  }
  static void copy(const SimulateDecl &from, SimulateDecl &to) {
    to.duration = clone(from.duration.get());
  }
  static void copy(const PresentDecl &from, PresentDecl &to) {
    to.data = clone(from.data.get());
    to.duration = clone(from.duration.get());
    to.gap = clone(from.gap.get());
    to.hasBody = from.hasBody;
    to.body = clone(from.body);
  }
  static void copy(const CheckpointDecl &from, CheckpointDecl &to) {
    to.file = clone(from.file.get());
    to.every = clone(from.every.get());
  }
  static void copy(const OptimiseDecl &from, OptimiseDecl &to) {
    to.targets = ::clone(from.targets);
    to.method = clone(from.method.get());
  }
  static void copy(const QuantiseDecl &from, QuantiseDecl &to) {
    to.target = clone(from.target.get());
    to.format = clone(from.format.get());
  }
  static void copy(const SweepDecl &from, SweepDecl &to) {
    for (const SweepDecl::Axis &a : from.axes)
      to.axes.push_back({a.name, a.range, clone(a.values.get()), nullptr});
    to.body = clone(from.body);
  }
  static void copy(const DataDecl &from, DataDecl &to) {
    to.value = clone(from.value.get());
  }
};
} // namespace

template <typename T> static DeclPtr cloneAs(const Decl &d) {
  auto copy = std::make_unique<T>();
  Fields::copy(static_cast<const T &>(d), *copy);
  return copy;
}

static DeclPtr cloneNode(const Decl &d) {
  switch (d.kind) {
  case Decl::DModule: return cloneAs<ModuleDecl>(d);
  case Decl::DImport: return cloneAs<ImportDecl>(d);
  case Decl::DConst: return cloneAs<ConstDecl>(d);
  case Decl::DFn: return cloneAs<FnDecl>(d);
  case Decl::DModel: return cloneAs<ModelDecl>(d);
  case Decl::DNetwork: return cloneAs<NetworkDecl>(d);
  case Decl::DExperiment: return cloneAs<ExperimentDecl>(d);
  case Decl::DParam:
  case Decl::DState:
  case Decl::DEdge:
  case Decl::DInput:
  case Decl::DHost: {
    if (!d.isList)
      return cloneVar(static_cast<const VarDecl &>(d));
    auto copy = std::make_unique<VarListDecl>(d.kind);
    copy->vars = cloneVars(static_cast<const VarListDecl &>(d).vars);
    return copy;
  }
  case Decl::DRef: return cloneAs<RefDecl>(d);
  case Decl::DUse: {
    if (!d.isList)
      return cloneUse(static_cast<const UseDecl &>(d));
    auto copy = std::make_unique<UseListDecl>();
    for (const Ptr<UseDecl> &u : static_cast<const UseListDecl &>(d).uses)
      copy->uses.push_back(cloneUse(*u));
    return copy;
  }
  case Decl::DGate: return cloneAs<GateDecl>(d);
  case Decl::DTrace: return cloneAs<TraceDecl>(d);
  case Decl::DLet: return cloneAs<LetDecl>(d);
  case Decl::DOde: return cloneAs<OdeDecl>(d);
  case Decl::DSpike: return cloneAs<SpikeDecl>(d);
  case Decl::DEvent: return cloneAs<EventDecl>(d);
  case Decl::DOn: return cloneAs<OnDecl>(d);
  case Decl::DEvery: return cloneAs<EveryDecl>(d);
  case Decl::DBound: return cloneAs<BoundDecl>(d);
  case Decl::DTie: return cloneAs<TieDecl>(d);
  case Decl::DSolve: return cloneAs<SolveDecl>(d);
  case Decl::DCompartment: return cloneAs<CompartmentDecl>(d);
  case Decl::DCouple: return cloneAs<CoupleDecl>(d);
  case Decl::DExpose: return cloneAs<ExposeDecl>(d);
  case Decl::DAssign:
  case Decl::DSetting: return cloneAs<AssignDecl>(d);
  case Decl::DEmit: return cloneAs<EmitDecl>(d);
  case Decl::DIf: return cloneAs<IfDecl>(d);
  case Decl::DPopulation: return cloneAs<PopulationDecl>(d);
  case Decl::DGroup: return cloneAs<GroupDecl>(d);
  case Decl::DProject: return cloneAs<ProjectDecl>(d);
  case Decl::DGap: return cloneAs<GapDecl>(d);
  case Decl::DStimulate: return cloneAs<StimulateDecl>(d);
  case Decl::DNormalize: return cloneAs<NormalizeDecl>(d);
  case Decl::DStructural: return cloneAs<StructuralDecl>(d);
  case Decl::DPrune: return cloneAs<PruneDecl>(d);
  case Decl::DGrow: return cloneAs<GrowDecl>(d);
  case Decl::DRecord: return cloneAs<RecordDecl>(d);
  case Decl::DFor: return cloneAs<ForDecl>(d);
  case Decl::DTable: return cloneAs<TableDecl>(d);
  case Decl::DSimulate: return cloneAs<SimulateDecl>(d);
  case Decl::DPresent: return cloneAs<PresentDecl>(d);
  case Decl::DFreeze:
  case Decl::DReset:
  case Decl::DRestore:
  case Decl::DReport:
  case Decl::DExpect: {
    auto copy = std::make_unique<ExprListDecl>(d.kind);
    copy->values = ::clone(static_cast<const ExprListDecl &>(d).values);
    return copy;
  }
  case Decl::DCheckpoint: return cloneAs<CheckpointDecl>(d);
  case Decl::DTrain:
  case Decl::DTest: {
    auto &from = static_cast<const TrainDecl &>(d);
    auto copy = std::make_unique<TrainDecl>(d.kind);
    copy->data = clone(from.data.get());
    copy->body = clone(from.body);
    return copy;
  }
  case Decl::DOptimise: return cloneAs<OptimiseDecl>(d);
  case Decl::DQuantise: return cloneAs<QuantiseDecl>(d);
  case Decl::DSweep: return cloneAs<SweepDecl>(d);
  case Decl::DData: return cloneAs<DataDecl>(d);
  }
  return nullptr; // every kind returned above
}

DeclPtr ast::clone(const Decl *d) {
  if (!d)
    return nullptr;
  DeclPtr copy = cloneNode(*d);
  copyHead(*d, *copy);
  return copy;
}
