//===- SyntaxErrors.h - Messages for and recovery from them -----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One message for each faulty statement: after an error the parser goes on with
// the next statement of the same block, over balanced braces, so that nothing
// follows from a mistake but its own message.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_PARSE_SYNTAXERRORS_H
#define NEURO_LANG_PARSE_SYNTAXERRORS_H

#include "lang/diag/Diagnostics.h"

#include "antlr4-runtime.h"

#include <set>

namespace neuro {

class SyntaxErrors : public antlr4::DefaultErrorStrategy {
public:
  /// No error is reported on one of `faultyLines`: it was reported already.
  SyntaxErrors(const SourceFile &source, DiagnosticEngine &diagnostics,
               const std::set<uint32_t> &faultyLines,
               const antlr4::dfa::Vocabulary &vocabulary)
      : source(source), text(source.text()), diagnostics(diagnostics),
        faultyLines(faultyLines), vocabulary(vocabulary) {}

  void reportError(antlr4::Parser *parser,
                   const antlr4::RecognitionException &e) override;
  void recover(antlr4::Parser *parser, std::exception_ptr e) override;
  antlr4::Token *recoverInline(antlr4::Parser *parser) override;
  void sync(antlr4::Parser *parser) override;
  void reportMatch(antlr4::Parser *parser) override;

private:
  const SourceFile &source;
  std::string_view text;
  DiagnosticEngine &diagnostics;
  const std::set<uint32_t> &faultyLines;
  const antlr4::dfa::Vocabulary &vocabulary;

  /// Past so many faulty statements a text is not worth more time.
  static constexpr size_t maxFaults = 500;
  size_t faults = 0;
  bool afterFault = false; ///< nothing was read since a faulty statement

  bool startsStatement(antlr4::Parser *parser, antlr4::Token *token) const;
  void reportUnknownStatement(antlr4::Token *token, size_t block);
  std::string spelling(size_t type) const;
  std::vector<std::string>
  inWords(const antlr4::misc::IntervalSet &expected) const;
  SourceRange range(antlr4::Token *token) const;
  std::string_view word(antlr4::Token *token) const;
  std::string describe(antlr4::Token *token) const;
  /// The statement error at `token`; null when its line has an error already.
  Diagnostic *report(antlr4::Token *token, std::string message);
  void reportStatementStart(antlr4::Parser *parser, antlr4::Token *token);
  void reportExpected(antlr4::Parser *parser, antlr4::Token *token,
                      const antlr4::misc::IntervalSet &expected);
  std::string help(antlr4::Parser *parser, antlr4::Token *token,
                   const antlr4::misc::IntervalSet &expected) const;
  static void skipStatement(antlr4::Parser *parser, size_t start);
  void countFault();
};

} // namespace neuro

#endif // NEURO_LANG_PARSE_SYNTAXERRORS_H
