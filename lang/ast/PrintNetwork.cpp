//===- PrintNetwork.cpp - Text of networks and experiments ----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/ast/StatementPrinter.h"

using namespace neuro;
using namespace neuro::ast;

// --- Networks ------------------------------------------------------------------------------

void StatementPrinter::networkStatement(const Decl &d) {
  auto label = [&] {
    if (d.name.empty())
      return Writer::NoSpace;
    w.token(d.name);
    w.token(":");
    return Writer::Space;
  };
  switch (d.kind) {
  case Decl::DPopulation: {
    auto &p = static_cast<const PopulationDecl &>(d);
    keyword("population");
    word(p.name);
    if (p.familyIndex) {
      w.open("[");
      w.expr(*p.familyIndex);
      w.close("]");
    }
    w.token(":");
    w.expr(*p.modelExpr, 0, Space);
    w.open("[");
    w.exprList(p.shape);
    w.close("]");
    clause("at", p.layout);
    if (p.hasInits)
      block(p.inits, d);
    return;
  }
  case Decl::DGroup:
    keyword("group");
    word(d.name);
    return clause("=", static_cast<const GroupDecl &>(d).value);
  case Decl::DProject: {
    auto &p = static_cast<const ProjectDecl &>(d);
    w.token("project", label());
    w.expr(*p.source, 0, Space);
    clause("->", p.target);
    clause("via", p.via);
    word("connect");
    if (p.procedural)
      word("procedural");
    w.expr(*p.rule, 0, Space);
    clause("where", p.where);
    if (p.hasInits)
      block(p.inits, d);
    return;
  }
  case Decl::DGap: {
    auto &g = static_cast<const GapDecl &>(d);
    w.token("gap", label());
    w.expr(*g.a, 0, Space);
    clause("--", g.b);
    clause("connect", g.rule);
    clause("where", g.where);
    if (g.inits.range.valid() || !g.inits.items.empty())
      block(g.inits, d);
    return;
  }
  case Decl::DStimulate: {
    auto &s = static_cast<const StimulateDecl &>(d);
    keyword("stimulate");
    w.expr(*s.target, 0, Space);
    return clause("with", s.waveform);
  }
  case Decl::DNormalize: {
    auto &n = static_cast<const NormalizeDecl &>(d);
    keyword("normalize");
    w.expr(*n.target, 0, Space);
    word("per");
    word(n.perPost ? "post" : "pre");
    clause("to", n.total);
    return clause("every", n.period);
  }
  case Decl::DStructural: {
    auto &s = static_cast<const StructuralDecl &>(d);
    keyword("structural");
    w.expr(*s.target, 0, Space);
    return block(s.body, d);
  }
  case Decl::DPrune: {
    auto &p = static_cast<const PruneDecl &>(d);
    keyword("prune");
    clause("when", p.condition);
    return clause("every", p.period);
  }
  case Decl::DGrow: {
    auto &g = static_cast<const GrowDecl &>(d);
    keyword("grow");
    w.expr(*g.rule, 0, Space);
    clause("where", g.where);
    if (g.hasInits)
      block(g.inits, d);
    return clause("every", g.period);
  }
  case Decl::DRecord: {
    auto &r = static_cast<const RecordDecl &>(d);
    keyword("record");
    for (size_t i = 0; i < r.targets.size(); ++i) {
      if (i)
        w.token(",");
      w.expr(*r.targets[i].what, 0, Space);
      clause("every", r.targets[i].every);
      clause("when", r.targets[i].when);
    }
    return;
  }
  case Decl::DFor: {
    auto &f = static_cast<const ForDecl &>(d);
    keyword("for");
    word(f.name);
    clause("in", f.range);
    return block(f.body, d);
  }
  case Decl::DTable:
    keyword("table");
    word(d.name);
    return clause("=", static_cast<const TableDecl &>(d).value);
  default:
    return experimentStatement(d);
  }
}

// --- Experiments ---------------------------------------------------------------------------

void StatementPrinter::experimentStatement(const Decl &d) {
  switch (d.kind) {
  case Decl::DSimulate: {
    keyword("simulate");
    w.expr(*static_cast<const SimulateDecl &>(d).duration, 0, Space);
    if (!d.name.empty()) {
      word("as");
      word(d.name);
    }
    return;
  }
  case Decl::DPresent: {
    auto &p = static_cast<const PresentDecl &>(d);
    keyword("present");
    w.expr(*p.data, 0, Space);
    clause("for", p.duration);
    clause("gap", p.gap);
    if (p.hasBody)
      block(p.body, d);
    return;
  }
  case Decl::DFreeze:
  case Decl::DReset:
  case Decl::DRestore:
  case Decl::DReport:
  case Decl::DExpect:
    keyword(d.kind == Decl::DFreeze    ? "freeze"
            : d.kind == Decl::DReset   ? "reset"
            : d.kind == Decl::DRestore ? "restore"
            : d.kind == Decl::DReport  ? "report"
                                       : "expect");
    return exprs(static_cast<const ExprListDecl &>(d).values);
  case Decl::DCheckpoint: {
    auto &c = static_cast<const CheckpointDecl &>(d);
    keyword("checkpoint");
    w.expr(*c.file, 0, Space);
    return clause("every", c.every);
  }
  case Decl::DTrain:
  case Decl::DTest: {
    auto &t = static_cast<const TrainDecl &>(d);
    keyword(d.kind == Decl::DTrain ? "train" : "test");
    clause("on", t.data);
    return block(t.body, d);
  }
  case Decl::DOptimise: {
    auto &o = static_cast<const OptimiseDecl &>(d);
    keyword("optimise");
    exprs(o.targets);
    return clause("with", o.method);
  }
  case Decl::DQuantise: {
    auto &q = static_cast<const QuantiseDecl &>(d);
    keyword("quantise");
    w.expr(*q.target, 0, Space);
    return clause("as", q.format);
  }
  case Decl::DSweep: {
    auto &s = static_cast<const SweepDecl &>(d);
    keyword("sweep");
    for (size_t i = 0; i < s.axes.size(); ++i) {
      if (i)
        w.token(",");
      word(s.axes[i].name);
      clause("in", s.axes[i].values);
    }
    return block(s.body, d);
  }
  default: // DData
    keyword("data");
    word(d.name);
    return clause("=", static_cast<const DataDecl &>(d).value);
  }
}
