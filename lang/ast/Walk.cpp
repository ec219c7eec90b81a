//===- Walk.cpp - Through the parts of expressions and statements --------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/ast/Walk.h"

using namespace neuro;
using namespace neuro::ast;

void ast::forEachPart(Expr &e, const std::function<void(ExprPtr &)> &visit) {
  auto part = [&](ExprPtr &p) {
    if (p)
      visit(p);
  };
  switch (e.kind) {
  case Expr::KMember:
    part(cast<MemberExpr>(e).base);
    break;
  case Expr::KIndex:
    part(cast<IndexExpr>(e).base);
    for (ExprPtr &s : cast<IndexExpr>(e).subscripts)
      part(s);
    break;
  case Expr::KCall:
    for (Argument &a : cast<CallExpr>(e).arguments)
      part(a.value);
    break;
  case Expr::KList:
    for (ExprPtr &x : cast<ListExpr>(e).elements)
      part(x);
    break;
  case Expr::KUnary:
    part(cast<UnaryExpr>(e).operand);
    break;
  case Expr::KBinary:
    part(cast<BinaryExpr>(e).lhs);
    part(cast<BinaryExpr>(e).rhs);
    break;
  case Expr::KCompare:
    part(cast<CompareExpr>(e).lhs);
    part(cast<CompareExpr>(e).rhs);
    break;
  case Expr::KLogical:
    part(cast<LogicalExpr>(e).lhs);
    part(cast<LogicalExpr>(e).rhs);
    break;
  case Expr::KInRange:
    part(cast<InRangeExpr>(e).value);
    part(cast<InRangeExpr>(e).low);
    part(cast<InRangeExpr>(e).high);
    break;
  case Expr::KConditional:
    part(cast<ConditionalExpr>(e).condition);
    part(cast<ConditionalExpr>(e).thenValue);
    part(cast<ConditionalExpr>(e).elseValue);
    break;
  case Expr::KRange:
    part(cast<RangeExpr>(e).low);
    part(cast<RangeExpr>(e).high);
    part(cast<RangeExpr>(e).step);
    break;
  case Expr::KNumber:
  case Expr::KString:
  case Expr::KBool:
  case Expr::KName:
    break;
  }
}

void ast::forEachPart(const Expr &e, const std::function<void(const Expr &)> &visit) {
  // Nothing is replaced here: the parts are handed on as constants.
  forEachPart(const_cast<Expr &>(e), [&](ExprPtr &p) { visit(*p); });
}

void ast::forEachExpr(const Expr *e, const std::function<void(const Expr &)> &visit) {
  if (!e)
    return;
  visit(*e);
  forEachPart(*e, [&](const Expr &p) { forEachExpr(&p, visit); });
}

bool ast::anyExpr(const Expr *e, const std::function<bool(const Expr &)> &test) {
  if (!e)
    return false;
  if (test(*e))
    return true;
  bool found = false;
  forEachPart(*e, [&](const Expr &p) { found = found || anyExpr(&p, test); });
  return found;
}

// --- Statements ------------------------------------------------------------------------

namespace {
/// The expressions of one item, then those of its blocks.
struct Statement {
  const std::function<void(ExprPtr &)> &visit;

  void one(ExprPtr &e) const {
    if (e)
      visit(e);
  }
  void all(std::vector<ExprPtr> &list) const {
    for (ExprPtr &e : list)
      one(e);
  }
  template <typename... Exprs> void each(Exprs &...exprs) const { (one(exprs), ...); }

  void item(Decl &d) const {
    switch (d.kind) {
    case Decl::DLet:
      return one(static_cast<LetDecl &>(d).value);
    case Decl::DTable:
      return one(static_cast<TableDecl &>(d).value);
    case Decl::DAssign: {
      auto &assign = static_cast<AssignDecl &>(d);
      return each(assign.target, assign.value);
    }
    case Decl::DPopulation: {
      auto &population = static_cast<PopulationDecl &>(d);
      each(population.familyIndex, population.modelExpr);
      all(population.shape);
      one(population.layout);
      return forEachExpr(population.inits, visit);
    }
    case Decl::DGroup:
      return one(static_cast<GroupDecl &>(d).value);
    case Decl::DProject: {
      auto &project = static_cast<ProjectDecl &>(d);
      each(project.source, project.target, project.via, project.rule, project.where);
      return forEachExpr(project.inits, visit);
    }
    case Decl::DGap: {
      auto &gap = static_cast<GapDecl &>(d);
      each(gap.a, gap.b, gap.rule, gap.where);
      return forEachExpr(gap.inits, visit);
    }
    case Decl::DStimulate: {
      auto &stimulate = static_cast<StimulateDecl &>(d);
      return each(stimulate.target, stimulate.waveform);
    }
    case Decl::DNormalize: {
      auto &normalize = static_cast<NormalizeDecl &>(d);
      return each(normalize.target, normalize.total, normalize.period);
    }
    case Decl::DPrune: {
      auto &prune = static_cast<PruneDecl &>(d);
      return each(prune.condition, prune.period);
    }
    case Decl::DGrow: {
      auto &grow = static_cast<GrowDecl &>(d);
      each(grow.rule, grow.where, grow.period);
      return forEachExpr(grow.inits, visit);
    }
    case Decl::DStructural:
      one(static_cast<StructuralDecl &>(d).target);
      return forEachExpr(static_cast<StructuralDecl &>(d).body, visit);
    case Decl::DRecord:
      for (RecordDecl::Target &target : static_cast<RecordDecl &>(d).targets)
        each(target.what, target.every, target.when);
      return;
    case Decl::DFor:
      one(static_cast<ForDecl &>(d).range);
      return forEachExpr(static_cast<ForDecl &>(d).body, visit);
    case Decl::DSweep:
      for (SweepDecl::Axis &axis : static_cast<SweepDecl &>(d).axes)
        one(axis.values);
      return forEachExpr(static_cast<SweepDecl &>(d).body, visit);
    case Decl::DSimulate:
      return one(static_cast<SimulateDecl &>(d).duration);
    case Decl::DPresent: {
      auto &present = static_cast<PresentDecl &>(d);
      each(present.data, present.duration, present.gap);
      return forEachExpr(present.body, visit);
    }
    case Decl::DFreeze:
    case Decl::DReset:
    case Decl::DRestore:
    case Decl::DReport:
    case Decl::DExpect:
      return all(static_cast<ExprListDecl &>(d).values);
    case Decl::DCheckpoint: {
      auto &checkpoint = static_cast<CheckpointDecl &>(d);
      return each(checkpoint.file, checkpoint.every);
    }
    case Decl::DTrain:
    case Decl::DTest:
      one(static_cast<TrainDecl &>(d).data);
      return forEachExpr(static_cast<TrainDecl &>(d).body, visit);
    case Decl::DOptimise:
      all(static_cast<OptimiseDecl &>(d).targets);
      return one(static_cast<OptimiseDecl &>(d).method);
    case Decl::DQuantise: {
      auto &quantise = static_cast<QuantiseDecl &>(d);
      return each(quantise.target, quantise.format);
    }
    case Decl::DData:
      return one(static_cast<DataDecl &>(d).value);
    default:
      return;
    }
  }
};
} // namespace

void ast::forEachExpr(Block &block, const std::function<void(ExprPtr &)> &visit) {
  for (DeclPtr &item : block.items)
    Statement{visit}.item(*item);
}
