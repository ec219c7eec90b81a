//===- Dump.cpp - Trees as text for comparison ----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Dump.h"

using namespace neuro;
using namespace neuro::ast;

namespace {

std::string d(const ExprPtr &e) { return e ? dump(*e) : "_"; }

std::string d(const std::vector<ExprPtr> &list) {
  std::string out = "[";
  for (const ExprPtr &e : list)
    out += " " + d(e);
  return out + " ]";
}

std::string d(const std::vector<Argument> &list) {
  std::string out = "(";
  for (const Argument &a : list)
    out += " " + (a.name.empty() ? "" : a.name + "=") + d(a.value);
  return out + " )";
}

std::string d(const std::unique_ptr<TypeSpec> &t) {
  if (!t)
    return "_";
  return "<" + t->text + (t->isUnit ? " unit" : "") +
         (t->bracketed ? " bracketed" : "") + d(t->arguments) + ">";
}

std::string d(const std::vector<ImportDecl::Item> &items) {
  std::string out = "{";
  for (const ImportDecl::Item &i : items)
    out += " " + i.name;
  return out + " }";
}

std::string d(const Block &block) {
  std::string out = "{\n";
  for (const DeclPtr &item : block.items)
    out += dump(*item) + "\n";
  return out + "}";
}

std::string var(const VarDecl &v) {
  return "(var " + v.name + " " + d(v.typeSpec) + (v.drawn ? " ~ " : " = ") +
         d(v.value) + " " + d(v.constraint) + ")";
}

std::string d(const std::vector<Ptr<VarDecl>> &vars) {
  std::string out = "(";
  for (const Ptr<VarDecl> &v : vars)
    out += var(*v);
  return out + ")";
}

/// The fields that a declaration has besides its name.
std::string fields(const Decl &decl) {
  if (auto *x = dynCast<ImportDecl>(&decl)) {
    std::string path;
    for (const std::string &p : x->path)
      path += "/" + p;
    return path + "|" + x->file + "|" + x->alias + d(x->names) +
           (x->selective ? "selective" : "");
  }
  if (auto *x = dynCast<ConstDecl>(&decl))
    return d(x->typeSpec) + d(x->value);
  if (auto *x = dynCast<FnDecl>(&decl))
    return d(x->parameters) + d(x->resultSpec) + d(x->body);
  if (auto *x = dynCast<ModelDecl>(&decl))
    return std::to_string(int(x->modelKind)) + d(x->parameters) + d(x->extends) +
           d(x->body);
  if (auto *x = dynCast<VarDecl>(&decl))
    return var(*x);
  if (auto *x = dynCast<VarListDecl>(&decl))
    return d(x->vars);
  if (auto *x = dynCast<RefDecl>(&decl))
    return x->modelName;
  if (auto *x = dynCast<UseDecl>(&decl))
    return d(x->receptor);
  if (auto *x = dynCast<UseListDecl>(&decl)) {
    std::string out;
    for (const Ptr<UseDecl> &u : x->uses)
      out += dump(*u);
    return out;
  }
  if (auto *x = dynCast<GateDecl>(&decl))
    return d(x->arguments);
  if (auto *x = dynCast<TraceDecl>(&decl))
    return (x->ofPost ? "post" : "pre") + d(x->arguments);
  if (auto *x = dynCast<LetDecl>(&decl))
    return d(x->typeSpec) + d(x->value);
  if (auto *x = dynCast<OdeDecl>(&decl))
    return std::to_string(x->order) + d(x->value);
  if (auto *x = dynCast<SpikeDecl>(&decl)) {
    std::string out = d(x->condition) + d(x->refractory);
    for (const SpikeDecl::Held &h : x->hold)
      out += " hold " + h.name;
    return out + d(x->reset);
  }
  if (auto *x = dynCast<EventDecl>(&decl))
    return d(x->condition) + (x->hasBody ? d(x->body) : "_");
  if (auto *x = dynCast<OnDecl>(&decl))
    return d(x->parameters) + d(x->body);
  if (auto *x = dynCast<EveryDecl>(&decl))
    return d(x->period) + d(x->body);
  if (auto *x = dynCast<BoundDecl>(&decl))
    return d(x->range);
  if (auto *x = dynCast<SolveDecl>(&decl))
    return d(x->states) + d(x->method);
  if (auto *x = dynCast<CompartmentDecl>(&decl))
    return d(x->body);
  if (auto *x = dynCast<CoupleDecl>(&decl))
    return x->a + "--" + x->b + d(x->conductance);
  if (auto *x = dynCast<ExposeDecl>(&decl))
    return d(x->names);
  if (auto *x = dynCast<AssignDecl>(&decl))
    return d(x->target) + std::to_string(x->op) + d(x->value);
  if (auto *x = dynCast<EmitDecl>(&decl))
    return d(x->value) + d(x->to) + d(x->after);
  if (auto *x = dynCast<IfDecl>(&decl))
    return d(x->condition) + d(x->thenBlock) + (x->hasElse ? d(x->elseBlock) : "_");
  if (auto *x = dynCast<NetworkDecl>(&decl))
    return d(x->parameters) + d(x->body);
  if (auto *x = dynCast<PopulationDecl>(&decl))
    return d(x->familyIndex) + d(x->modelExpr) + d(x->shape) + d(x->layout) +
           (x->hasInits ? d(x->inits) : "_");
  if (auto *x = dynCast<GroupDecl>(&decl))
    return d(x->value);
  if (auto *x = dynCast<ProjectDecl>(&decl))
    return d(x->source) + "->" + d(x->target) + d(x->via) +
           (x->procedural ? "procedural" : "") + d(x->rule) + d(x->where) +
           (x->hasInits ? d(x->inits) : "_");
  if (auto *x = dynCast<GapDecl>(&decl))
    return d(x->a) + "--" + d(x->b) + d(x->rule) + d(x->where) + d(x->inits);
  if (auto *x = dynCast<StimulateDecl>(&decl))
    return d(x->target) + d(x->waveform);
  if (auto *x = dynCast<NormalizeDecl>(&decl))
    return d(x->target) + d(x->total) + d(x->period) + (x->perPost ? "post" : "pre");
  if (auto *x = dynCast<PruneDecl>(&decl))
    return d(x->condition) + d(x->period);
  if (auto *x = dynCast<GrowDecl>(&decl))
    return d(x->rule) + d(x->where) + d(x->period) + (x->hasInits ? d(x->inits) : "_");
  if (auto *x = dynCast<StructuralDecl>(&decl))
    return d(x->target) + d(x->body);
  if (auto *x = dynCast<RecordDecl>(&decl)) {
    std::string out;
    for (const RecordDecl::Target &t : x->targets)
      out += "(" + d(t.what) + " every " + d(t.every) + " when " + d(t.when) + ")";
    return out;
  }
  if (auto *x = dynCast<ForDecl>(&decl))
    return d(x->range) + d(x->body);
  if (auto *x = dynCast<TableDecl>(&decl))
    return d(x->value);
  if (auto *x = dynCast<ExperimentDecl>(&decl))
    return d(x->network) + d(x->body);
  if (auto *x = dynCast<SimulateDecl>(&decl))
    return d(x->duration);
  if (auto *x = dynCast<PresentDecl>(&decl))
    return d(x->data) + d(x->duration) + d(x->gap) + (x->hasBody ? d(x->body) : "_");
  if (auto *x = dynCast<ExprListDecl>(&decl))
    return d(x->values);
  if (auto *x = dynCast<CheckpointDecl>(&decl))
    return d(x->file) + d(x->every);
  if (auto *x = dynCast<TrainDecl>(&decl))
    return d(x->data) + d(x->body);
  if (auto *x = dynCast<OptimiseDecl>(&decl))
    return d(x->targets) + d(x->method);
  if (auto *x = dynCast<QuantiseDecl>(&decl))
    return d(x->target) + d(x->format);
  if (auto *x = dynCast<SweepDecl>(&decl)) {
    std::string out;
    for (const SweepDecl::Axis &a : x->axes)
      out += "(" + a.name + " in " + d(a.values) + ")";
    return out + d(x->body);
  }
  if (auto *x = dynCast<DataDecl>(&decl))
    return d(x->value);
  return {}; // module, tie: the name is all
}

} // namespace

std::string dump(const Expr &e) {
  static const char *binary[] = {"+", "-", "*", "/", "^"};
  static const char *compare[] = {"<", "<=", ">", ">=", "==", "!="};
  switch (e.kind) {
  case Expr::KNumber: {
    auto &n = cast<NumberExpr>(e);
    return n.text + (n.unitText.empty() ? "" : ":" + n.unitText) +
           (n.bracketed ? "]" : "") + (n.isInteger ? "" : "r");
  }
  case Expr::KString:
    return '"' + cast<StringExpr>(e).value + '"';
  case Expr::KBool:
    return cast<BoolExpr>(e).value ? "true" : "false";
  case Expr::KName:
    return cast<NameExpr>(e).name;
  case Expr::KMember:
    return "(. " + d(cast<MemberExpr>(e).base) + " " + cast<MemberExpr>(e).name + ")";
  case Expr::KIndex:
    return "(index " + d(cast<IndexExpr>(e).base) + " " +
           d(cast<IndexExpr>(e).subscripts) + ")";
  case Expr::KCall:
    return "(call " + d(cast<CallExpr>(e).callee) + " " +
           d(cast<CallExpr>(e).arguments) + ")";
  case Expr::KList:
    return d(cast<ListExpr>(e).elements);
  case Expr::KUnary:
    return std::string("(") + (cast<UnaryExpr>(e).op == UnaryExpr::Neg ? "neg " : "not ") +
           d(cast<UnaryExpr>(e).operand) + ")";
  case Expr::KBinary: {
    auto &b = cast<BinaryExpr>(e);
    return std::string("(") + binary[b.op] + " " + d(b.lhs) + " " + d(b.rhs) + ")";
  }
  case Expr::KCompare: {
    auto &c = cast<CompareExpr>(e);
    return std::string("(") + compare[c.op] + " " + d(c.lhs) + " " + d(c.rhs) + ")";
  }
  case Expr::KInRange: {
    auto &r = cast<InRangeExpr>(e);
    return "(in " + d(r.value) + " " + d(r.low) + " " + d(r.high) + ")";
  }
  case Expr::KLogical: {
    auto &l = cast<LogicalExpr>(e);
    return std::string(l.op == LogicalExpr::And ? "(and " : "(or ") + d(l.lhs) +
           " " + d(l.rhs) + ")";
  }
  case Expr::KConditional: {
    auto &c = cast<ConditionalExpr>(e);
    return "(if " + d(c.condition) + " " + d(c.thenValue) + " " + d(c.elseValue) + ")";
  }
  case Expr::KRange: {
    auto &r = cast<RangeExpr>(e);
    return "(range " + d(r.low) + " " + d(r.high) + " " + d(r.step) + ")";
  }
  }
  return "?";
}

std::string dump(const Decl &decl) {
  return "#" + std::to_string(decl.kind) + (decl.isList ? "*" : "") + " " +
         decl.name + " " + fields(decl) +
         (decl.doc.empty() ? "" : " doc=" + decl.doc);
}

std::string dump(const File &file) { return d(file.items); }
