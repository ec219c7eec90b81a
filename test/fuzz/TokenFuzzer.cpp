//===- TokenFuzzer.cpp - Any text through lexer and token pass ------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the parser relies on, for all texts: tokens are inside the text and in
// order, marks are balanced and not too deep, every statement has its end, and
// the last token is the end of the file.
//
//===----------------------------------------------------------------------===//
#include "lang/parse/Tokens.h"
#include "lang/parse/generated/NeuroParser.h"

#include <cstdio>
#include <cstdlib>

using namespace neuro;
using P = antlr::NeuroParser;

static void require(bool holds, const char *what, const std::string &text) {
  if (holds)
    return;
  std::fprintf(stderr, "%s:\n%s\n", what, text.c_str());
  std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  SourceFile source("fuzz.neuro", std::string(reinterpret_cast<const char *>(data), size));
  DiagnosticEngine diagnostics;
  ParseLimits limits;
  TokenList list = readTokens(source, diagnostics, limits);
  const std::string &text = source.text();
  if (list.refused) {
    require(diagnostics.hasErrors(), "refused without a message", text);
    return 0;
  }
  std::vector<size_t> open;
  size_t previous = 0, last = P::SEP;
  require(!list.tokens.empty(), "no end of the file", text);
  for (const auto &token : list.tokens) {
    size_t type = token->getType(), begin = token->getStartIndex(),
           end = token->getStopIndex() + 1;
    require(begin >= previous && end >= begin && end <= text.size(),
            "a token out of place", text);
    previous = end;
    if (type == P::OPEN_PAREN || type == P::OPEN_BRACKET || type == P::OPEN_BRACE) {
      open.push_back(type);
      require(open.size() <= limits.maxDepth, "too deep", text);
    } else if (type == P::CLOSE_PAREN || type == P::CLOSE_BRACKET ||
               type == P::CLOSE_BRACE) {
      size_t wanted = type == P::CLOSE_PAREN     ? size_t(P::OPEN_PAREN)
                      : type == P::CLOSE_BRACKET ? size_t(P::OPEN_BRACKET)
                                                 : size_t(P::OPEN_BRACE);
      require(!open.empty() && open.back() == wanted, "marks are not balanced", text);
      open.pop_back();
    } else if (type == P::SEP) {
      require(last != P::SEP && last != P::OPEN_BRACE, "an empty statement", text);
    } else if (type == antlr4::Token::EOF) {
      require(last == P::SEP, "a statement without end", text);
    }
    require(type != P::BAD && type != P::UNTERMINATED && type != P::NEWLINE &&
                type != P::COMMENT && type != P::SEMICOLON,
            "a token that the grammar does not know", text);
    last = type;
  }
  require(open.empty(), "something is left open", text);
  require(list.tokens.back()->getType() == antlr4::Token::EOF, "no end", text);
  return 0;
}
