//===- Build.h - Parse tree to AST ------------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The parse tree lives only until this has run. Statements in which the parser
// found an error are left out. What the grammar cannot say is checked here:
// numbers, units, heights, and which forms of an assignment stand where.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_PARSE_BUILD_H
#define NEURO_LANG_PARSE_BUILD_H

#include "lang/ast/Decl.h"
#include "lang/parse/Parse.h"
#include "lang/parse/Tokens.h"
#include "lang/parse/generated/NeuroParser.h"

namespace neuro {

/// Source ranges and expressions.
class ExprBuilder {
public:
  using P = antlr::NeuroParser;

  ExprBuilder(const SourceFile &source, DiagnosticEngine &diagnostics,
              const ParseLimits &limits)
      : source(source), text(source.text()), diagnostics(diagnostics),
        limits(limits) {}

  SourceRange range(antlr4::Token *token) const;
  SourceRange range(antlr4::tree::TerminalNode *node) const {
    return range(node->getSymbol());
  }
  SourceRange range(antlr4::ParserRuleContext *context) const;
  std::string_view slice(SourceRange r) const {
    return text.substr(r.begin, r.end - r.begin);
  }
  template <typename Node> std::string string(Node *node) const {
    return std::string(slice(range(node)));
  }

  ast::ExprPtr expr(P::ExprContext *context);
  /// Null stays null.
  ast::ExprPtr optional(P::ExprContext *context) {
    return context ? expr(context) : nullptr;
  }
  std::vector<ast::ExprPtr> exprs(const std::vector<P::ExprContext *> &contexts);
  ast::ExprPtr rangeValue(P::RangeValueContext *context);
  ast::ExprPtr reference(P::ReferenceContext *context);
  ast::ExprPtr instance(P::InstanceContext *context);
  std::vector<ast::Argument> arguments(P::ArgumentsContext *context);
  std::unique_ptr<ast::TypeSpec> typeSpec(P::TypeSpecContext *context);

protected:
  const SourceFile &source;
  std::string_view text;
  DiagnosticEngine &diagnostics;
  const ParseLimits &limits;

  Diagnostic &error(Code code, SourceRange where, std::string message) {
    return diagnostics.error(code, where, std::move(message));
  }

private:
  /// An expression and the operators on its longest path.
  struct Built {
    ast::ExprPtr expr;
    unsigned height;
  };
  bool reportedHeight = false;

  Built build(P::ExprContext *context);
  Built buildRange(P::RangeValueContext *context);
  Built buildPrimary(P::ExprContext *context);
  Built extend(Built left, P::ExprContext *context);
  Built member(Built base, P::MemberContext *name);
  Built index(Built base, P::SubscriptsContext *subscripts, SourceRange end);
  Built call(Built callee, P::ArgumentsContext *arguments, SourceRange end);
  ast::ExprPtr number(antlr4::Token *token);
  std::vector<ast::Argument> arguments(P::ArgumentsContext *context,
                                       unsigned &height);
  Built bounded(ast::ExprPtr e, unsigned height);
  bool tooHigh(unsigned height, SourceRange where);
};

/// Builds the tree of a whole file.
std::unique_ptr<ast::File> buildFile(antlr::NeuroParser::FileContext *context,
                                     const SourceFile &source,
                                     std::vector<Comment> comments,
                                     DiagnosticEngine &diagnostics,
                                     const ParseLimits &limits);

} // namespace neuro

#endif // NEURO_LANG_PARSE_BUILD_H
