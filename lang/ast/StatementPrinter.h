//===- StatementPrinter.h - Text of statements ------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Internal to the printer: what Printer.cpp (files, models, handlers, blocks) and
// PrintNetwork.cpp (networks, experiments) share.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_AST_STATEMENTPRINTER_H
#define NEURO_LANG_AST_STATEMENTPRINTER_H

#include "lang/ast/Writer.h"

namespace neuro::ast {

class StatementPrinter {
public:
  explicit StatementPrinter(const File &file) : file(file), w(&file) {}
  std::string print();

private:
  const File &file;
  Writer w;
  static constexpr auto Space = Writer::Space;

  void items(const Block &block);
  void comments(const std::vector<std::string> &lines);
  void block(const Block &block, const Decl &owner);
  bool isInline(const Block &block) const;
  bool isHugged(const Block &block) const;
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

} // namespace neuro::ast

#endif // NEURO_LANG_AST_STATEMENTPRINTER_H
