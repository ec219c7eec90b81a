//===- Printer.cpp - AST to canonical text (nc fmt) -----------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One function a construct. What the author laid out on purpose is kept: which
// statements share a line, which blocks stand on one line, where lines are broken
// inside brackets, single blank lines, and all comments. Everything else (blanks
// around operators, indentation, alignment) has one form.
//
//===----------------------------------------------------------------------===//
#include "lang/ast/Printer.h"
#include "lang/ast/Writer.h"

using namespace neuro;
using namespace neuro::ast;

namespace {

class Printer {
public:
  explicit Printer(const File &file) : file(file), w(&file) {}
  std::string print();

private:
  const File &file;
  Writer w;
  static constexpr auto Space = Writer::Space;

  void items(const Block &block);
  void comments(const std::vector<std::string> &lines);
  void block(const Block &block, const Decl &owner);
  bool isInline(const Block &block) const;
  bool isHugged(const Block &block, const Decl &owner) const;
  /// The owner whose trailing comment is still to be written; null when done.
  const Decl *pendingComment = nullptr;

  void statement(const Decl &d);
  void head(const Decl &d);
  void networkStatement(const Decl &d);
  void experimentStatement(const Decl &d);

  void word(std::string_view text) { w.token(text, Space); }
  void keyword(std::string_view text) { w.token(text); }
  /// ` KEYWORD expr`, when there is an expression.
  void clause(std::string_view keyword, const ExprPtr &e);
  void typeSpec(const TypeSpec *t);
  void variable(const VarDecl &v, enum Writer::Space before);
  void parameters(const std::vector<Ptr<VarDecl>> &parameters);
  void names(const std::vector<ImportDecl::Item> &names);
  void exprs(const std::vector<ExprPtr> &list);
  void callLike(const std::vector<Argument> &arguments);
  void ifDecl(const IfDecl &d);
};

std::string Printer::print() {
  items(file.items);
  comments(file.items.trailingComments);
  if (!w.out.empty())
    w.out += '\n';
  return std::move(w.out);
}

// --- Blocks and comments ----------------------------------------------------------

/// Comment lines at the current indentation; an empty one is a blank line.
void Printer::comments(const std::vector<std::string> &lines) {
  for (const std::string &line : lines) {
    w.newLine();
    w.out += line;
  }
}

void Printer::items(const Block &block) {
  for (size_t i = 0; i < block.items.size(); ++i) {
    const Decl &d = *block.items[i];
    const Decl *before = i ? block.items[i - 1].get() : nullptr;
    bool joined = before && d.leadingComments.empty() &&
                  before->trailingComment.empty() &&
                  w.follows(before->range) && w.follows(d.range) &&
                  !w.lineEndsBetween(d.range, before->range.end, d.range.begin);
    if (joined) {
      w.out += "; ";
    } else {
      if (d.blankBefore)
        w.newLine();
      comments(d.leadingComments);
      w.newLine();
    }
    statement(d);
  }
}

void Printer::statement(const Decl &d) {
  w.enter(d.range);
  const Decl *outer = pendingComment;
  pendingComment = d.trailingComment.empty() ? nullptr : &d;
  head(d);
  if (pendingComment)
    w.out += "  " + d.trailingComment;
  pendingComment = outer;
  // Comments inside a bracket that is not written any more.
  comments(w.leftovers(d.range));
}

static bool hasComments(const Block &block) {
  if (!block.trailingComments.empty())
    return true;
  for (const DeclPtr &item : block.items)
    if (!item->leadingComments.empty() || !item->trailingComment.empty())
      return true;
  return false;
}

bool Printer::isInline(const Block &block) const {
  bool nothing = block.items.empty() && !pendingComment && block.closingComment.empty();
  return (block.singleLine || nothing) && !hasComments(block);
}

/// `for a in … { for b in … {` with `} }` at the end: kept as written.
bool Printer::isHugged(const Block &block, const Decl &owner) const {
  if (block.items.size() != 1 || hasComments(block) || pendingComment)
    return false;
  Decl &item = *block.items[0];
  Block *inner = lastBlock(item);
  SourceRange r = block.range;
  return inner && w.follows(r) && w.follows(item.range) &&
         inner->closingComment.empty() && inner->range.end == item.range.end &&
         !w.lineEndsBetween(r, r.begin, item.range.begin) &&
         !w.lineEndsBetween(r, item.range.end, r.end);
}

void Printer::block(const Block &b, const Decl &owner) {
  w.out += " {";
  if (isInline(b)) {
    if (!b.items.empty())
      w.out += ' ';
    for (size_t i = 0; i < b.items.size(); ++i) {
      if (i)
        w.out += "; ";
      statement(*b.items[i]);
    }
    w.out += " }";
    return;
  }
  if (isHugged(b, owner)) {
    w.out += ' ';
    statement(*b.items[0]);
    w.out += " }";
  } else {
    if (pendingComment) {
      w.out += "  " + pendingComment->trailingComment;
      pendingComment = nullptr;
    }
    w.indent += 2;
    items(b);
    comments(b.trailingComments);
    w.indent -= 2;
    w.newLine();
    w.out += '}';
  }
  if (!b.closingComment.empty())
    w.out += "  " + b.closingComment;
}

// --- Parts ----------------------------------------------------------------------------

void Printer::clause(std::string_view keyword, const ExprPtr &e) {
  if (!e)
    return;
  word(keyword);
  w.expr(*e, 0, Space);
}

void Printer::typeSpec(const TypeSpec *t) {
  if (!t)
    return;
  w.token(":");
  if (t->isUnit) {
    w.token(t->bracketed ? "[" + t->text + "]" : t->text, Space);
    return;
  }
  word(t->text);
  if (!t->arguments.empty()) {
    w.open("(");
    w.exprList(t->arguments);
    w.close(")");
  }
}

void Printer::variable(const VarDecl &v, enum Writer::Space before) {
  w.token(v.name, before);
  typeSpec(v.typeSpec.get());
  clause(v.drawn ? "~" : "=", v.value);
  clause("where", v.constraint);
}

/// Nothing for an empty list.
void Printer::parameters(const std::vector<Ptr<VarDecl>> &parameters) {
  if (parameters.empty())
    return;
  w.open("(");
  for (size_t i = 0; i < parameters.size(); ++i) {
    if (i)
      w.token(",");
    variable(*parameters[i], i ? Writer::Space : Writer::NoSpace);
  }
  w.close(")");
}

void Printer::names(const std::vector<ImportDecl::Item> &names) {
  for (size_t i = 0; i < names.size(); ++i) {
    if (i)
      w.token(",");
    word(names[i].name);
  }
}

void Printer::exprs(const std::vector<ExprPtr> &list) {
  for (size_t i = 0; i < list.size(); ++i) {
    if (i)
      w.token(",");
    w.expr(*list[i], 0, Space);
  }
}

void Printer::callLike(const std::vector<Argument> &arguments) {
  w.open("(");
  w.arguments(arguments);
  w.close(")");
}

static std::string joined(const std::vector<std::string> &parts) {
  std::string out;
  for (const std::string &part : parts)
    out += (out.empty() ? "" : ".") + part;
  return out;
}

// --- Files, models, handlers ------------------------------------------------------------

void Printer::head(const Decl &d) {
  switch (d.kind) {
  case Decl::DModule:
    keyword("module");
    return word(d.name);
  case Decl::DImport: {
    auto &i = static_cast<const ImportDecl &>(d);
    keyword("import");
    if (i.path.empty())
      word('"' + i.file + '"');
    else
      word(joined(i.path));
    if (!i.alias.empty()) {
      word("as");
      word(i.alias);
    }
    if (i.selective) {
      w.open("{", Space);
      names(i.names);
      w.close("}", Space);
    }
    return;
  }
  case Decl::DConst: {
    auto &c = static_cast<const ConstDecl &>(d);
    keyword("const");
    word(c.name);
    typeSpec(c.typeSpec.get());
    return clause("=", c.value);
  }
  case Decl::DFn: {
    auto &f = static_cast<const FnDecl &>(d);
    keyword("fn");
    word(f.name);
    if (f.parameters.empty()) {
      w.open("(");
      w.close(")");
    }
    parameters(f.parameters);
    typeSpec(f.resultSpec.get());
    return clause("=", f.body);
  }
  case Decl::DModel: {
    auto &m = static_cast<const ModelDecl &>(d);
    static constexpr std::string_view kinds[] = {"neuron", "receptor", "synapse",
                                                 "glia", "source"};
    keyword(kinds[static_cast<size_t>(m.modelKind)]);
    word(m.name);
    parameters(m.parameters);
    clause("extends", m.extends);
    return block(m.body, d);
  }
  case Decl::DNetwork: {
    auto &n = static_cast<const NetworkDecl &>(d);
    keyword("network");
    word(n.name);
    parameters(n.parameters);
    return block(n.body, d);
  }
  case Decl::DExperiment: {
    auto &e = static_cast<const ExperimentDecl &>(d);
    keyword("experiment");
    word(e.name);
    clause("on", e.network);
    return block(e.body, d);
  }
  case Decl::DParam:
  case Decl::DState:
  case Decl::DEdge:
  case Decl::DInput:
  case Decl::DHost: {
    keyword(d.kind == Decl::DParam   ? "param"
            : d.kind == Decl::DState ? "state"
            : d.kind == Decl::DEdge  ? "edge"
            : d.kind == Decl::DInput ? "input"
                                     : "host");
    auto *list = dynCast<VarListDecl>(&d);
    if (!list)
      return variable(static_cast<const VarDecl &>(d), Space);
    for (size_t i = 0; i < list->vars.size(); ++i) {
      if (i)
        w.token(",");
      variable(*list->vars[i], Space);
    }
    return;
  }
  case Decl::DRef: {
    keyword("ref");
    word(d.name);
    w.token(":");
    return word(static_cast<const RefDecl &>(d).modelName);
  }
  case Decl::DUse: {
    keyword("use");
    auto one = [&](const UseDecl &u) {
      word(u.name);
      clause("=", u.receptor);
    };
    auto *list = dynCast<UseListDecl>(&d);
    if (!list)
      return one(static_cast<const UseDecl &>(d));
    for (size_t i = 0; i < list->uses.size(); ++i) {
      if (i)
        w.token(",");
      one(*list->uses[i]);
    }
    return;
  }
  case Decl::DGate:
    keyword("gate");
    word(d.name);
    return callLike(static_cast<const GateDecl &>(d).arguments);
  case Decl::DTrace: {
    auto &t = static_cast<const TraceDecl &>(d);
    keyword("trace");
    word(t.name);
    word("of");
    word(t.ofPost ? "post" : "pre");
    return callLike(t.arguments);
  }
  case Decl::DLet: {
    auto &l = static_cast<const LetDecl &>(d);
    keyword("let");
    word(l.name);
    typeSpec(l.typeSpec.get());
    return clause("=", l.value);
  }
  case Decl::DOde: {
    auto &o = static_cast<const OdeDecl &>(d);
    w.token(o.name);
    w.token(o.order == 2 ? "''" : "'");
    return clause("=", o.value);
  }
  case Decl::DSpike: {
    auto &s = static_cast<const SpikeDecl &>(d);
    keyword("spike");
    clause("when", s.condition);
    clause("refractory", s.refractory);
    for (size_t i = 0; i < s.hold.size(); ++i) {
      if (i)
        w.token(",");
      else
        word("hold");
      word(s.hold[i].name);
    }
    return block(s.reset, d);
  }
  case Decl::DEvent: {
    auto &e = static_cast<const EventDecl &>(d);
    keyword("event");
    word(e.name);
    clause("when", e.condition);
    if (e.hasBody)
      block(e.body, d);
    return;
  }
  case Decl::DOn: {
    auto &o = static_cast<const OnDecl &>(d);
    keyword("on");
    word(o.name);
    parameters(o.parameters);
    return block(o.body, d);
  }
  case Decl::DEvery: {
    auto &e = static_cast<const EveryDecl &>(d);
    keyword("every");
    w.expr(*e.period, 0, Space);
    return block(e.body, d);
  }
  case Decl::DBound: {
    keyword("bound");
    word(d.name);
    return clause("in", static_cast<const BoundDecl &>(d).range);
  }
  case Decl::DTie:
    keyword("tie");
    return word(d.name);
  case Decl::DSolve: {
    auto &s = static_cast<const SolveDecl &>(d);
    keyword("solve");
    names(s.states);
    return clause("with", s.method);
  }
  case Decl::DCompartment:
    keyword("compartment");
    word(d.name);
    return block(static_cast<const CompartmentDecl &>(d).body, d);
  case Decl::DCouple: {
    auto &c = static_cast<const CoupleDecl &>(d);
    keyword("couple");
    word(c.a);
    word("--");
    word(c.b);
    w.token(":");
    return w.expr(*c.conductance, 0, Space);
  }
  case Decl::DExpose:
    keyword("expose");
    return names(static_cast<const ExposeDecl &>(d).names);
  case Decl::DAssign:
  case Decl::DSetting: {
    auto &a = static_cast<const AssignDecl &>(d);
    static constexpr std::string_view ops[] = {"=", "+=", "-=", "*=", "/=", "~"};
    w.expr(*a.target);
    return clause(ops[a.op], a.value);
  }
  case Decl::DEmit: {
    auto &e = static_cast<const EmitDecl &>(d);
    keyword("emit");
    w.expr(*e.value, 0, Space);
    clause("to", e.to);
    return clause("after", e.after);
  }
  case Decl::DIf:
    return ifDecl(static_cast<const IfDecl &>(d));
  default:
    return networkStatement(d);
  }
}

/// A chain of `else if` is written in a loop: it has one level of indentation.
void Printer::ifDecl(const IfDecl &d) {
  const IfDecl *at = &d;
  keyword("if");
  for (;;) {
    w.expr(*at->condition, 0, Space);
    block(at->thenBlock, *at);
    if (!at->hasElse)
      return;
    w.out += " else";
    const IfDecl *next = nullptr;
    if (at->elseBlock.items.size() == 1 && at->elseBlock.trailingComments.empty())
      next = dynCast<IfDecl>(at->elseBlock.items[0].get());
    if (!next || !next->leadingComments.empty())
      return block(at->elseBlock, *at);
    w.enter(next->range);
    if (!next->trailingComment.empty())
      pendingComment = next;
    w.token("if", Space);
    at = next;
  }
}

// --- Networks ------------------------------------------------------------------------------

void Printer::networkStatement(const Decl &d) {
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

void Printer::experimentStatement(const Decl &d) {
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

} // namespace

std::string ast::print(const File &file) { return Printer(file).print(); }
