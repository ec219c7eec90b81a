//===- Tokens.h - The pass between lexer and parser -------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Neuro.g4 says what this pass does for the grammar: it joins numbers and units,
// makes statement ends of new lines, and decides which words are keywords. It
// also keeps the comments for the printer and bounds what reaches the parser:
// brackets are balanced and nesting is limited afterwards, whatever the text.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_PARSE_TOKENS_H
#define NEURO_LANG_PARSE_TOKENS_H

#include "lang/diag/Diagnostics.h"
#include "lang/parse/Parse.h"

#include "antlr4-runtime.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace neuro {

/// A comment, with its '#' and without blanks at its end.
struct Comment {
  uint32_t begin, end;
  bool ownLine;    ///< nothing but blanks stands before it on its line
  bool inBrackets; ///< stands inside ( ) or [ ]
};

/// What the parser reads. Token indices are byte offsets.
struct TokenList {
  std::vector<std::unique_ptr<antlr4::Token>> tokens; ///< the last is EOF
  std::vector<Comment> comments;
  /// Lines on which this pass reported an error; what the parser finds wrong
  /// there is most likely the same.
  std::set<uint32_t> faultyLines;
  /// A limit was exceeded: `tokens` is not to be parsed.
  bool refused = false;
};

TokenList readTokens(const SourceFile &source, DiagnosticEngine &diagnostics,
                     const ParseLimits &limits);

/// Hands a TokenList to ANTLR. Takes the tokens.
class TokenListSource : public antlr4::TokenSource {
public:
  explicit TokenListSource(std::vector<std::unique_ptr<antlr4::Token>> tokens)
      : tokens(std::move(tokens)) {}

  std::unique_ptr<antlr4::Token> nextToken() override;
  size_t getLine() const override { return 0; }
  size_t getCharPositionInLine() override { return 0; }
  antlr4::CharStream *getInputStream() override { return nullptr; }
  std::string getSourceName() override { return "text"; }
  antlr4::TokenFactory<antlr4::CommonToken> *getTokenFactory() override {
    return antlr4::CommonTokenFactory::DEFAULT.get();
  }

private:
  std::vector<std::unique_ptr<antlr4::Token>> tokens;
  size_t next = 0;
};

} // namespace neuro

#endif // NEURO_LANG_PARSE_TOKENS_H
