//===- Parse.cpp - Text to AST --------------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/parse/Parse.h"

#include "lang/parse/Build.h"
#include "lang/parse/SyntaxErrors.h"
#include "lang/parse/Tokens.h"

#include <mutex>

using namespace neuro;
using P = antlr::NeuroParser;

static std::unique_ptr<ast::File> emptyFile(const SourceFile &source) {
  auto file = std::make_unique<ast::File>();
  file->source = &source;
  return file;
}

std::unique_ptr<ast::File> neuro::parse(const SourceFile &source,
                                        DiagnosticEngine &diagnostics,
                                        const ParseLimits &limits) {
  if (source.text().size() > limits.maxBytes) {
    diagnostics.error(Code::E0003, {&source, 0, 0},
                      "the file has " + std::to_string(source.text().size()) +
                          " bytes; at most " + std::to_string(limits.maxBytes) +
                          " are accepted");
    return emptyFile(source);
  }
  // Lexers and parsers share what they learn of the grammar, and up to version 4.9.3 the
  // runtime reads that without a lock while others write it (antlr4 issue 3332): a start
  // state that is half there, a table that is being made larger. One file at a time, then.
  static std::mutex oneAtATime;
  const std::lock_guard<std::mutex> lock(oneAtATime);

  TokenList list = readTokens(source, diagnostics, limits);
  if (list.refused)
    return emptyFile(source);

  TokenListSource tokens(std::move(list.tokens));
  antlr4::CommonTokenStream stream(&tokens);
  P parser(&stream);
  parser.removeErrorListeners();
  auto *interpreter = parser.getInterpreter<antlr4::atn::ParserATNSimulator>();

  // The fast prediction first; it is exact for every text it accepts. Texts with
  // errors are read again with the full one, which finds the true first word
  // that does not fit.
  P::FileContext *tree = nullptr;
  interpreter->setPredictionMode(antlr4::atn::PredictionMode::SLL);
  parser.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
  try {
    tree = parser.file();
  } catch (const antlr4::ParseCancellationException &) {
    parser.reset();
    interpreter->setPredictionMode(antlr4::atn::PredictionMode::LL);
    parser.setErrorHandler(std::make_shared<SyntaxErrors>(
        source, diagnostics, list.faultyLines, parser.getVocabulary()));
    size_t before = diagnostics.errorCount();
    try {
      tree = parser.file();
    } catch (const antlr4::ParseCancellationException &) {
      return emptyFile(source); // too many errors, all reported
    }
    // A text that both readings refuse must have said why.
    if (diagnostics.errorCount() == before && list.faultyLines.empty())
      diagnostics.error(Code::E0001, {&source, 0, 0}, "the file cannot be read");
  }
  return buildFile(tree, source, std::move(list.comments), diagnostics, limits);
}
