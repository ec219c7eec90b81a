//===- BuildDecl.h - Statements of the parse tree to AST --------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_PARSE_BUILDDECL_H
#define NEURO_LANG_PARSE_BUILDDECL_H

#include "lang/parse/Build.h"

namespace neuro {

/// Statements and blocks, in the order of the text: one cursor runs through the
/// comments and gives each to the statement it belongs to.
class DeclBuilder : public ExprBuilder {
public:
  DeclBuilder(const SourceFile &source, std::vector<Comment> comments,
              DiagnosticEngine &diagnostics, const ParseLimits &limits)
      : ExprBuilder(source, diagnostics, limits), comments(std::move(comments)) {}

  std::unique_ptr<ast::File> file(P::FileContext *context);

private:
  std::vector<Comment> comments; ///< those outside of brackets, by position
  size_t nextComment = 0;

  // Comments (BuildComments.cpp).
  bool lineEndsBetween(uint32_t begin, uint32_t end) const;
  bool blankLineBetween(uint32_t begin, uint32_t end) const;
  std::string commentText(const Comment &c) const;
  struct Leading {
    std::vector<std::string> comments;
    std::string doc;
    bool blankBefore = false;
  };
  Leading takeLeading(uint32_t from, uint32_t begin, bool firstInBlock);
  uint32_t takeTrailing(ast::Decl &decl, uint32_t limit);
  void takeHead(ast::Decl *owner, uint32_t limit);
  void takeBlockEnd(ast::Block &block, uint32_t from, uint32_t end);
  std::vector<std::string> carried; ///< comments without a place of their own

  // Blocks. `owner` gets the comment behind the opening brace.
  template <typename Line, typename Item>
  void fillBlock(ast::Block &block, ast::Decl *owner,
                 const std::vector<Line *> &lines, uint32_t begin, uint32_t end,
                 Item item);
  template <typename Body, typename Line, typename Item>
  void braces(ast::Block &block, ast::Decl *owner, Body *body,
              const std::vector<Line *> &lines, Item item);
  void modelBody(ast::Block &block, ast::Decl *owner, P::ModelBodyContext *c);
  void handlerBody(ast::Block &block, ast::Decl *owner, P::HandlerBodyContext *c);
  void networkBody(ast::Block &block, ast::Decl *owner, P::NetworkBodyContext *c);
  void settings(ast::Block &block, ast::Decl *owner, P::SettingsContext *c);
  void experimentBody(ast::Block &block, ast::Decl *owner,
                      P::ExperimentBodyContext *c);

  // Statements. Null for one that was refused here.
  ast::DeclPtr fileItem(P::FileItemContext *c);
  ast::DeclPtr modelItem(P::ModelItemContext *c);
  ast::DeclPtr handlerItem(P::HandlerItemContext *c);
  ast::DeclPtr networkItem(P::NetworkItemContext *c);
  ast::DeclPtr structuralItem(P::StructuralItemContext *c);
  ast::DeclPtr experimentItem(P::ExperimentItemContext *c);

  ast::DeclPtr importDecl(P::ImportDeclContext *c);
  ast::DeclPtr modelDecl(P::ModelDeclContext *c);
  ast::DeclPtr variableDecl(P::VariableDeclContext *c);
  ast::DeclPtr useDecl(P::UseDeclContext *c);
  ast::DeclPtr odeDecl(P::OdeDeclContext *c);
  ast::DeclPtr spikeDecl(P::SpikeDeclContext *c);
  ast::DeclPtr boundDecl(P::BoundDeclContext *c);
  ast::DeclPtr letDecl(P::LetDeclContext *c);
  ast::DeclPtr assignment(P::AssignmentContext *c);
  ast::DeclPtr ifDecl(P::IfDeclContext *c);
  ast::DeclPtr populationDecl(P::PopulationDeclContext *c);
  ast::DeclPtr projectDecl(P::ProjectDeclContext *c);
  ast::DeclPtr gapDecl(P::GapDeclContext *c);
  ast::DeclPtr structuralDecl(P::StructuralDeclContext *c);
  ast::DeclPtr recordDecl(P::RecordDeclContext *c);
  ast::DeclPtr presentDecl(P::PresentDeclContext *c);
  ast::DeclPtr sweepDecl(P::SweepDeclContext *c);
  ast::DeclPtr exprList(ast::Decl::Kind kind, antlr4::ParserRuleContext *c,
                        const std::vector<P::ExprContext *> &values);

  // Parts.
  std::unique_ptr<ast::VarDecl> variable(ast::Decl::Kind kind,
                                         P::VariableContext *c);
  std::vector<std::unique_ptr<ast::VarDecl>> parameters(P::ParametersContext *c);
  std::vector<ast::ImportDecl::Item> names(P::NameListContext *c);
  template <typename T>
  std::unique_ptr<T> start(antlr4::ParserRuleContext *c,
                           antlr4::tree::TerminalNode *name = nullptr);
};

} // namespace neuro

#endif // NEURO_LANG_PARSE_BUILDDECL_H
