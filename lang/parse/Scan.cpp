//===- Scan.cpp - The words of a text -------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/parse/Scan.h"

#include "lang/parse/TextStream.h"
#include "lang/parse/generated/NeuroLexer.h"

using namespace neuro;
using Lex = antlr::NeuroLexer;

namespace {

/// Characters from other languages, typesetting or the keyboard's neighbourhood
/// and what they stand for here. `type` 0: nothing can stand in for it.
struct Stranger {
  const char *text;
  size_t type;
  const char *help;
};
const Stranger strangers[] = {
    {"&&", Lex::AND, "write 'and'"},
    {"&", Lex::AND, "write 'and'"},
    {"||", Lex::OR, "write 'or'"},
    {"|", Lex::OR, "write 'or'"},
    {"!", Lex::NOT, "write 'not'"},
    {"−", Lex::MINUS, "this is a typographic minus sign; write '-'"},
    {"–", Lex::MINUS, "this is a dash; write '-'"},
    {"×", Lex::STAR, "write '*'"},
    {"·", Lex::STAR, "write '*'"},
    {"≤", Lex::LESS_EQUAL, "write '<='"},
    {"≥", Lex::GREATER_EQUAL, "write '>='"},
    {"≠", Lex::NOT_EQUAL, "write '!='"},
    {"→", Lex::ARROW, "write '->'"},
    {"′", Lex::PRIMES, "write the derivative with a plain ': V'"},
    {"’", Lex::PRIMES, "write the derivative with a plain ': V'"},
    {"µ", 0, "the prefix micro is written 'u': 5 uM"},
    {"μ", 0, "the prefix micro is written 'u': 5 uM"},
    {"Ω", 0, "write 'Ohm'"},
    {"°", 0, "write degC for a temperature and deg for an angle"},
    {"“", 0, "strings stand in plain quotes \"…\""},
    {"”", 0, "strings stand in plain quotes \"…\""},
    {"\\", 0, "inside ( ) and [ ] a statement may go over several lines"},
};

class Scanner {
public:
  Scanner(const SourceFile &source, DiagnosticEngine &diagnostics,
          const ParseLimits &limits)
      : source(source), text(source.text()), diagnostics(diagnostics),
        limits(limits) {}

  ScannedText run();

private:
  const SourceFile &source;
  std::string_view text;
  DiagnosticEngine &diagnostics;
  const ParseLimits &limits;
  ScannedText result;
  uint32_t previousEnd = 0;
  bool newLine = true;

  bool checkEncoding();
  void addWord(size_t type, uint32_t begin, uint32_t end);
  void addComment(uint32_t begin, uint32_t end);
  void addStrange(uint32_t begin, uint32_t end);
  Diagnostic &fault(Code code, uint32_t begin, uint32_t end, std::string message) {
    result.faultyLines.insert(source.lineNumber(begin));
    return diagnostics.error(code, {&source, begin, end}, std::move(message));
  }
};

/// Reports the first byte that is not text; the rest would be guesswork.
bool Scanner::checkEncoding() {
  size_t bad = findBadByte(text);
  if (bad == std::string_view::npos)
    return true;
  uint32_t at = static_cast<uint32_t>(bad);
  if (text[bad] == '\0') {
    fault(Code::E0004, at, at + 1, "the file contains a NUL byte")
        .suggest("is this a text file? It must be UTF-8, not UTF-16");
  } else {
    char hex[8];
    std::snprintf(hex, sizeof hex, "0x%02X",
                  static_cast<unsigned char>(text[bad]));
    fault(Code::E0004, at, at + 1,
          std::string("the byte ") + hex + " is not UTF-8 text");
  }
  return false;
}

void Scanner::addWord(size_t type, uint32_t begin, uint32_t end) {
  bool glued = !result.words.empty() && previousEnd == begin;
  result.words.push_back({type, begin, end, newLine, glued});
  previousEnd = end;
  newLine = false;
}

void Scanner::addComment(uint32_t begin, uint32_t end) {
  while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\t' ||
                         text[end - 1] == '\r'))
    --end;
  uint32_t b = begin;
  while (b > 0 && (text[b - 1] == ' ' || text[b - 1] == '\t' ||
                   text[b - 1] == '\r'))
    --b;
  bool ownLine = b == 0 || text[b - 1] == '\n';
  result.comments.push_back({begin, end, ownLine, false});
}

/// The character that `text` begins with, if it is one of the known strangers.
const Stranger *strangerAt(std::string_view text) {
  for (const Stranger &s : strangers)
    if (text.substr(0, std::string_view(s.text).size()) == s.text)
      return &s;
  return nullptr;
}

/// A run of characters that no token has: those that something stands in for
/// one by one, and one message for all from the first that is unknown.
void Scanner::addStrange(uint32_t begin, uint32_t end) {
  if (begin == 0 && text.substr(0, end) == "\xEF\xBB\xBF")
    return; // a byte order mark
  while (begin < end && result.words.size() < limits.maxTokens) {
    const Stranger *known = strangerAt(text.substr(begin, end - begin));
    if (!known)
      break;
    uint32_t stop = begin + static_cast<uint32_t>(std::string_view(known->text).size());
    fault(Code::E0001, begin, stop,
          "'" + std::string(known->text) + "' has no meaning in this language")
        .suggest(known->help);
    if (!known->type)
      return;
    addWord(known->type, begin, stop);
    begin = stop;
  }
  if (begin == end)
    return;
  uint32_t codePoint = 0;
  size_t n = std::max<size_t>(1, decodeUtf8(text, begin, codePoint));
  char name[32];
  if (codePoint > 0x20 && codePoint < 0x7F)
    std::snprintf(name, sizeof name, "'%c'", static_cast<char>(codePoint));
  else
    std::snprintf(name, sizeof name, "the character U+%04X", codePoint);
  fault(Code::E0001, begin, begin + static_cast<uint32_t>(n),
        std::string(name) + " has no meaning in this language");
}

ScannedText Scanner::run() {
  if (!checkEncoding()) {
    result.refused = true;
    return std::move(result);
  }
  TextStream stream(text);
  Lex lexer(&stream);
  lexer.removeErrorListeners();
  uint32_t strangeBegin = 0, strangeEnd = 0;
  for (;;) {
    std::unique_ptr<antlr4::Token> token = lexer.nextToken();
    size_t type = token->getType();
    uint32_t begin = static_cast<uint32_t>(token->getStartIndex());
    uint32_t end = static_cast<uint32_t>(token->getStopIndex() + 1);
    if (type == Lex::BAD && strangeEnd == begin && strangeEnd != strangeBegin &&
        strangeEnd - strangeBegin < limits.maxTokens) {
      strangeEnd = end;
      continue;
    }
    if (strangeEnd != strangeBegin) {
      addStrange(strangeBegin, strangeEnd);
      if (strangeEnd - strangeBegin >= limits.maxTokens) {
        result.refused = true; // no text of this language; said so above
        break;
      }
      strangeBegin = strangeEnd = 0;
    }
    if (type == antlr4::Token::EOF)
      break;
    switch (type) {
    case Lex::BAD:
      strangeBegin = begin;
      strangeEnd = end;
      break;
    case Lex::NEWLINE:
      newLine = true;
      break;
    case Lex::COMMENT:
      addComment(begin, end);
      break;
    case Lex::UNTERMINATED:
      while (end > begin + 1 && (text[end - 1] == ' ' || text[end - 1] == '\t'))
        --end;
      fault(Code::E0007, begin, end, "this string has no closing '\"'");
      addWord(Lex::STRING, begin, end);
      break;
    default:
      addWord(type, begin, end);
    }
    if (result.words.size() + result.comments.size() > limits.maxTokens) {
      fault(Code::E0003, begin, end,
            "the file has more than " + std::to_string(limits.maxTokens) +
                " words")
          .suggest("put large tables into a data file");
      result.refused = true;
      break;
    }
  }
  return std::move(result);
}

} // namespace

ScannedText neuro::scan(const SourceFile &source, DiagnosticEngine &diagnostics,
                        const ParseLimits &limits) {
  return Scanner(source, diagnostics, limits).run();
}
