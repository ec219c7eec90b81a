//===- Scan.h - The words of a text -----------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs the lexer, takes comments and new lines out, and reports what is no word
// of the language at all.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_PARSE_SCAN_H
#define NEURO_LANG_PARSE_SCAN_H

#include "lang/parse/Tokens.h"

namespace neuro {

struct Word {
  size_t type; ///< a token type of NeuroLexer
  uint32_t begin, end;
  bool newLine; ///< a line ended between the word before and this one
  bool glued;   ///< nothing stands between the word before and this one
};

struct ScannedText {
  std::vector<Word> words;
  std::vector<Comment> comments;
  std::set<uint32_t> faultyLines;
  bool refused = false;
};

ScannedText scan(const SourceFile &source, DiagnosticEngine &diagnostics,
                 const ParseLimits &limits);

} // namespace neuro

#endif // NEURO_LANG_PARSE_SCAN_H
