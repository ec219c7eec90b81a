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
#include "lang/ast/StatementPrinter.h"

using namespace neuro;
using namespace neuro::ast;

std::string StatementPrinter::print() {
  items(file.items);
  comments(file.items.trailingComments);
  if (!w.out.empty())
    w.out += '\n';
  return std::move(w.out);
}

// --- Blocks and comments ----------------------------------------------------------

/// Comment lines at the current indentation; an empty one is a blank line.
void StatementPrinter::comments(const std::vector<std::string> &lines) {
  for (const std::string &line : lines) {
    w.newLine();
    w.out += line;
  }
}

void StatementPrinter::items(const Block &block) {
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

void StatementPrinter::statement(const Decl &d) {
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

bool StatementPrinter::isInline(const Block &block) const {
  bool nothing = block.items.empty() && !pendingComment && block.closingComment.empty();
  return (block.singleLine || nothing) && !hasComments(block);
}

/// `for a in … { for b in … {` with `} }` at the end: kept as written.
bool StatementPrinter::isHugged(const Block &block) const {
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

void StatementPrinter::block(const Block &b, const Decl &owner) {
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
  if (isHugged(b)) {
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

void StatementPrinter::clause(std::string_view keyword, const ExprPtr &e) {
  if (!e)
    return;
  word(keyword);
  w.expr(*e, 0, Space);
}

void StatementPrinter::typeSpec(const TypeSpec *t) {
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

void StatementPrinter::variable(const VarDecl &v, enum Writer::Space before) {
  w.token(v.name, before);
  typeSpec(v.typeSpec.get());
  clause(v.drawn ? "~" : "=", v.value);
  clause("where", v.constraint);
}

/// Nothing for an empty list.
void StatementPrinter::parameters(const std::vector<Ptr<VarDecl>> &parameters) {
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

void StatementPrinter::names(const std::vector<ImportDecl::Item> &names) {
  for (size_t i = 0; i < names.size(); ++i) {
    if (i)
      w.token(",");
    word(names[i].name);
  }
}

void StatementPrinter::exprs(const std::vector<ExprPtr> &list) {
  for (size_t i = 0; i < list.size(); ++i) {
    if (i)
      w.token(",");
    w.expr(*list[i], 0, Space);
  }
}

void StatementPrinter::callLike(const std::vector<Argument> &arguments) {
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

void StatementPrinter::head(const Decl &d) {
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
void StatementPrinter::ifDecl(const IfDecl &d) {
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

std::string ast::print(const File &file) { return StatementPrinter(file).print(); }
