//===- Tokens.cpp - The pass between lexer and parser ---------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/parse/Tokens.h"

#include "dialects/units/Dimension.h"
#include "lang/parse/Scan.h"
#include "lang/parse/generated/NeuroParser.h"

using namespace neuro;
using Lex = antlr::NeuroParser; // knows SEP and QUANTITY, too

namespace {

/// What is open at a point of the text.
struct Open {
  enum Kind : uint8_t { Paren, Bracket, Brace, ImportBrace } kind;
  uint32_t begin, end;    ///< the opening mark
  unsigned prefixes = 0;  ///< '-', 'not', '^' since the last binary operator
  unsigned branches = 0;  ///< 'if', 'in' since the last comma
};

class TokenPass {
public:
  TokenPass(const SourceFile &source, DiagnosticEngine &diagnostics,
            const ParseLimits &limits, ScannedText scanned)
      : source(source), text(source.text()), diagnostics(diagnostics),
        limits(limits), words(std::move(scanned.words)) {
    list.comments = std::move(scanned.comments);
    list.faultyLines = std::move(scanned.faultyLines);
  }

  TokenList run();

private:
  const SourceFile &source;
  std::string_view text;
  DiagnosticEngine &diagnostics;
  const ParseLimits &limits;
  std::vector<Word> words;
  TokenList list;

  std::vector<Open> stack;
  Open file{Open::Brace, 0, 0}; ///< counts for what is outside all marks
  unsigned nesting = 0;      ///< open marks and pending operators, in all
  size_t previous = 0;       ///< type of the last token, 0 at the start
  uint32_t previousEnd = 0;
  bool separate = false;     ///< a SEP is due before the next token
  bool separateBySemicolon = false;
  uint32_t separatorBegin = 0, separatorEnd = 0;
  size_t statement = 0; ///< type of the first token of the statement
  /// 1 after a name that begins a statement, 2 after the ':' behind that.
  int label = 0;
  uint32_t bracketBegin = 0; ///< of the outermost that is open
  size_t nextComment = 0;

  SourceRange range(uint32_t begin, uint32_t end) const {
    return {&source, begin, end};
  }
  std::string_view word(size_t i) const {
    return text.substr(words[i].begin, words[i].end - words[i].begin);
  }
  size_t typeAt(size_t i) const { return i < words.size() ? words[i].type : 0; }
  bool sameLine(size_t i) const {
    return i < words.size() && !words[i].newLine;
  }

  Diagnostic &fault(Code code, SourceRange where, std::string message);
  void emit(size_t type, uint32_t begin, uint32_t end);
  void emitSeparator(uint32_t begin, uint32_t end);
  void flushSeparator();
  bool atStart() const;
  bool inBrackets() const {
    return !stack.empty() && stack.back().kind != Open::Brace;
  }

  void process(size_t &i);
  void open(Open::Kind kind, const Word &w);
  void closeBracket(const Word &w);
  void closeBrace(const Word &w);
  void closeUnclosedBrackets();
  void closeEverything();
  void popOpen(uint32_t end);
  bool beginsStatement(size_t i) const;
  bool beginsFileItem(size_t i) const;
  size_t keywordOrName(size_t i) const;
  size_t joinUnit(size_t i, uint32_t &end);
  void countNesting(size_t type);
};

bool isKeyword(size_t type) { // not reserved
  return type >= Lex::MODULE && type <= Lex::PROCEDURAL;
}
bool isWord(size_t type) { return type == Lex::NAME || isKeyword(type); }

bool endsOperand(size_t type) {
  return isWord(type) || type == Lex::NUMBER || type == Lex::QUANTITY ||
         type == Lex::STRING || type == Lex::CLOSE_PAREN ||
         type == Lex::CLOSE_BRACKET || type == Lex::TRUE ||
         type == Lex::FALSE || type == Lex::PRE || type == Lex::POST;
}

Diagnostic &TokenPass::fault(Code code, SourceRange where, std::string message) {
  list.faultyLines.insert(source.lineNumber(where.begin));
  return diagnostics.error(code, where, std::move(message));
}

void TokenPass::emit(size_t type, uint32_t begin, uint32_t end) {
  countNesting(type);
  if (atStart())
    statement = type;
  label = type == Lex::NAME && atStart()     ? 1
          : type == Lex::COLON && label == 1 ? 2
                                             : 0;
  list.tokens.push_back(std::make_unique<antlr4::CommonToken>(
      std::pair<antlr4::TokenSource *, antlr4::CharStream *>(), type, antlr4::Token::DEFAULT_CHANNEL,
      size_t(begin), size_t(end) - 1));
  previous = type;
  previousEnd = end;
}

void TokenPass::emitSeparator(uint32_t begin, uint32_t end) {
  if (previous == 0 || previous == Lex::SEP || previous == Lex::OPEN_BRACE)
    return;
  emit(Lex::SEP, begin, end);
}

void TokenPass::flushSeparator() {
  if (separate)
    emitSeparator(separatorBegin, separatorEnd);
  separate = false;
}

/// Whether the next token begins a statement, or follows a label.
bool TokenPass::atStart() const {
  return previous == 0 || previous == Lex::SEP || previous == Lex::CLOSE_BRACE ||
         (previous == Lex::OPEN_BRACE && !inBrackets()) || label == 2;
}

// --- Marks that open and close ----------------------------------------------

void TokenPass::open(Open::Kind kind, const Word &w) {
  emit(w.type, w.begin, w.end);
  if (kind != Open::Brace && !inBrackets())
    bracketBegin = w.begin;
  stack.push_back({kind, w.begin, w.end});
  ++nesting;
}

/// Closes the innermost mark at `end`, and marks the comments in a bracket.
void TokenPass::popOpen(uint32_t end) {
  nesting -= 1 + stack.back().prefixes + stack.back().branches;
  bool bracket = inBrackets();
  stack.pop_back();
  if (!bracket || inBrackets())
    return;
  for (; nextComment < list.comments.size() &&
         list.comments[nextComment].begin < end;
       ++nextComment)
    list.comments[nextComment].inBrackets =
        list.comments[nextComment].begin > bracketBegin;
}

/// Ends all open ( and [ where they can no longer be closed sensibly, with one
/// message for the innermost.
void TokenPass::closeUnclosedBrackets() {
  if (!inBrackets())
    return;
  const Open &mark = stack.back();
  list.faultyLines.insert(source.lineNumber(previousEnd));
  fault(Code::E0001, range(mark.begin, mark.end),
        "this '" + std::string(text.substr(mark.begin, 1)) + "' is never closed");
  while (inBrackets()) {
    Open::Kind kind = stack.back().kind;
    popOpen(previousEnd);
    emit(kind == Open::Paren     ? Lex::CLOSE_PAREN
         : kind == Open::Bracket ? Lex::CLOSE_BRACKET
                                 : Lex::CLOSE_BRACE,
         previousEnd, previousEnd);
  }
}

/// Ends everything that is open, with one message for the innermost.
void TokenPass::closeEverything() {
  closeUnclosedBrackets();
  flushSeparator();
  if (!stack.empty())
    fault(Code::E0001, range(stack.back().begin, stack.back().end),
          "this '{' is never closed");
  while (!stack.empty()) {
    emitSeparator(previousEnd, previousEnd);
    popOpen(previousEnd);
    emit(Lex::CLOSE_BRACE, previousEnd, previousEnd);
  }
  emitSeparator(previousEnd, previousEnd);
}

void TokenPass::closeBracket(const Word &w) {
  bool paren = w.type == Lex::CLOSE_PAREN;
  std::string shown(text.substr(w.begin, w.end - w.begin));
  if (!inBrackets()) {
    fault(Code::E0001, range(w.begin, w.end),
          "there is no '" + std::string(paren ? "(" : "[") + "' that this '" +
              shown + "' could close");
    return;
  }
  Open mark = stack.back();
  size_t wanted = mark.kind == Open::Paren     ? Lex::CLOSE_PAREN
                  : mark.kind == Open::Bracket ? Lex::CLOSE_BRACKET
                                               : Lex::CLOSE_BRACE;
  if (w.type != wanted) {
    const char *name = mark.kind == Open::Paren     ? "')'"
                       : mark.kind == Open::Bracket ? "']'"
                                                    : "'}'";
    fault(Code::E0001, range(w.begin, w.end),
          std::string("expected ") + name + ", found '" + shown + "'")
        .note(range(mark.begin, mark.end), "to close this");
  }
  popOpen(w.begin);
  emit(wanted, w.begin, w.end);
}

void TokenPass::closeBrace(const Word &w) {
  if (!stack.empty() && stack.back().kind == Open::ImportBrace) {
    popOpen(w.begin);
    emit(w.type, w.begin, w.end);
    return;
  }
  closeUnclosedBrackets();
  flushSeparator();
  if (stack.empty()) {
    fault(Code::E0001, range(w.begin, w.end),
          "there is no '{' that this '}' could close");
    return;
  }
  emitSeparator(previousEnd, previousEnd);
  popOpen(w.begin);
  emit(w.type, w.begin, w.end);
}

// --- Words --------------------------------------------------------------------

/// Inside brackets, at the first word of a line: two names in a row or `V'` are
/// no expression, so a statement begins here and a bracket was forgotten.
bool TokenPass::beginsStatement(size_t i) const {
  size_t type = words[i].type, next = sameLine(i + 1) ? typeAt(i + 1) : 0;
  if (type == Lex::ON || type == Lex::EVERY || type == Lex::EMIT ||
      type == Lex::FOR || type == Lex::GAP)
    return true;
  return isWord(type) && (isWord(next) || next == Lex::PRIMES ||
                          next == Lex::WHEN || next == Lex::ON);
}

/// Inside a block, unindented: what can only stand outside of all blocks.
bool TokenPass::beginsFileItem(size_t i) const {
  const Word &w = words[i];
  bool unindented = w.begin == 0 || text[w.begin - 1] == '\n';
  return w.newLine && unindented && w.type >= Lex::MODULE &&
         w.type <= Lex::EXPERIMENT && sameLine(i + 1) &&
         (isWord(typeAt(i + 1)) || typeAt(i + 1) == Lex::STRING);
}

/// A keyword that is not reserved is one only where it begins a statement.
size_t TokenPass::keywordOrName(size_t i) const {
  const Word &w = words[i];
  if (w.type == Lex::PROCEDURAL)
    return previous == Lex::CONNECT ? w.type : size_t(Lex::NAME);
  if (!atStart())
    return Lex::NAME;
  if (!sameLine(i + 1))
    return w.type;
  switch (typeAt(i + 1)) {
  case Lex::ASSIGN: case Lex::ADD_ASSIGN: case Lex::SUB_ASSIGN:
  case Lex::MUL_ASSIGN: case Lex::DIV_ASSIGN: case Lex::TILDE:
  case Lex::DOT: case Lex::PRIMES: case Lex::COLON:
    return Lex::NAME;
  case Lex::OPEN_BRACKET:
    return words[i + 1].glued ? size_t(Lex::NAME) : w.type;
  default:
    return w.type;
  }
}

/// The unit behind the number at `i`: returns how many words it has and sets
/// `end`. Reports a word that stands where only a unit could, but is none.
size_t TokenPass::joinUnit(size_t i, uint32_t &end) {
  size_t first = i + 1;
  // A character that was refused may stand between.
  if (!sameLine(first) ||
      text.substr(words[i].end, words[first].begin - words[i].end)
              .find_first_not_of(" \t") != std::string_view::npos)
    return 0;
  switch (typeAt(first)) {
  case Lex::PERCENT:
  case Lex::DEGREE:
    end = words[first].end;
    return 1;
  case Lex::OPEN_BRACKET: {
    size_t k = first + 1;
    auto mayStand = [&](size_t type) {
      return isWord(type) || type == Lex::NUMBER || type == Lex::STAR ||
             type == Lex::SLASH || type == Lex::CARET || type == Lex::MINUS ||
             type == Lex::OPEN_PAREN || type == Lex::CLOSE_PAREN ||
             type == Lex::PERCENT || type == Lex::DEGREE;
    };
    while (sameLine(k) && mayStand(typeAt(k)))
      ++k;
    if (k == first + 1 || !sameLine(k) || typeAt(k) != Lex::CLOSE_BRACKET) {
      fault(Code::E0006, range(words[first].begin, words[first].end),
            "expected a unit in these brackets")
          .suggest("a number cannot be subscripted; a compound unit is written "
                   "like 0.04 [1/(mV*ms)]");
      return 0;
    }
    end = words[k].end;
    return k - i;
  }
  case Lex::NAME:
    break;
  default:
    return 0;
  }
  // `x = 5 y = 3`: a statement's end is missing, not a unit.
  switch (sameLine(first + 1) ? typeAt(first + 1) : 0) {
  case Lex::ASSIGN: case Lex::ADD_ASSIGN: case Lex::SUB_ASSIGN:
  case Lex::MUL_ASSIGN: case Lex::DIV_ASSIGN: case Lex::TILDE:
  case Lex::PRIMES: case Lex::COLON:
    if (!units::isUnitName(word(first)))
      return 0;
    break;
  default:
    break;
  }
  std::string why;
  if (!units::isUnitName(word(first)) &&
      !units::parseUnit(word(first), &why)) {
    if (word(first).size() > 40)
      why = "this is not a unit";
    fault(Code::E0006, range(words[first].begin, words[first].end), why)
        .suggest("only a unit may follow a number directly");
    return 1; // the word is dropped: the number stays
  }
  size_t k = first;
  auto exponent = [&] {
    size_t n = k + 1;
    if (typeAt(n) != Lex::CARET || !words[n].glued)
      return;
    ++n;
    if (typeAt(n) == Lex::MINUS && words[n].glued)
      ++n;
    if (typeAt(n) == Lex::NUMBER && words[n].glued &&
        word(n).find_first_not_of("0123456789") == std::string_view::npos)
      k = n;
  };
  exponent();
  // `/unit` without blanks; a call, member or element of that name is no unit.
  while (typeAt(k + 1) == Lex::SLASH && words[k + 1].glued &&
         typeAt(k + 2) == Lex::NAME && words[k + 2].glued &&
         units::isUnitName(word(k + 2))) {
    size_t after = typeAt(k + 3);
    if (after && words[k + 3].glued &&
        (after == Lex::OPEN_PAREN || after == Lex::OPEN_BRACKET ||
         after == Lex::DOT))
      break;
    k += 2;
    exponent();
  }
  end = words[k].end;
  return k - i;
}

/// Keeps the depth of everything that makes the parser recurse.
void TokenPass::countNesting(size_t type) {
  Open &mark = stack.empty() ? file : stack.back();
  switch (type) {
  case Lex::MINUS:
    if (endsOperand(previous)) {
      nesting -= mark.prefixes;
      mark.prefixes = 0;
      break;
    }
    [[fallthrough]];
  case Lex::NOT:
  case Lex::CARET:
    ++mark.prefixes;
    ++nesting;
    break;
  case Lex::IF:
  case Lex::IN:
    ++mark.branches;
    ++nesting;
    break;
  case Lex::PLUS: case Lex::STAR: case Lex::SLASH: case Lex::LESS:
  case Lex::LESS_EQUAL: case Lex::GREATER: case Lex::GREATER_EQUAL:
  case Lex::EQUAL: case Lex::NOT_EQUAL: case Lex::AND: case Lex::OR:
    nesting -= mark.prefixes;
    mark.prefixes = 0;
    break;
  case Lex::COMMA: case Lex::SEP:
    nesting -= mark.prefixes + mark.branches;
    mark.prefixes = mark.branches = 0;
    break;
  default:
    break;
  }
}

void TokenPass::process(size_t &i) {
  const Word &w = words[i];
  if (w.newLine) {
    if (inBrackets() && beginsStatement(i))
      closeUnclosedBrackets();
    if (!inBrackets() && !separate) {
      separate = true;
      separateBySemicolon = false;
      separatorBegin = separatorEnd = previousEnd;
    }
  }
  switch (w.type) {
  case Lex::SEMICOLON:
    closeUnclosedBrackets();
    separate = separateBySemicolon = true;
    separatorBegin = w.begin;
    separatorEnd = w.end;
    return;
  case Lex::OPEN_PAREN:
    flushSeparator();
    return open(Open::Paren, w);
  case Lex::OPEN_BRACKET:
    flushSeparator();
    return open(Open::Bracket, w);
  case Lex::OPEN_BRACE:
    closeUnclosedBrackets();
    if (!separateBySemicolon)
      separate = false; // the brace may stand on the next line
    flushSeparator();
    return open(statement == Lex::IMPORT ? Open::ImportBrace : Open::Brace, w);
  case Lex::CLOSE_PAREN:
  case Lex::CLOSE_BRACKET:
    flushSeparator();
    return closeBracket(w);
  case Lex::CLOSE_BRACE:
    return closeBrace(w);
  case Lex::ELSE:
    if (previous == Lex::CLOSE_BRACE)
      separate = false;
    break;
  default:
    break;
  }
  if (!stack.empty() && !inBrackets() && beginsFileItem(i))
    closeEverything();
  flushSeparator();
  if (isKeyword(w.type))
    return emit(keywordOrName(i), w.begin, w.end);
  if (w.type == Lex::NUMBER) {
    uint32_t end = w.end;
    if (size_t n = joinUnit(i, end)) {
      i += n;
      return emit(Lex::QUANTITY, words[i - n].begin, end);
    }
  }
  if (w.type == Lex::LINK && statement != Lex::GAP && statement != Lex::COUPLE) {
    emit(Lex::MINUS, w.begin, w.begin + 1);
    return emit(Lex::MINUS, w.begin + 1, w.end);
  }
  emit(w.type, w.begin, w.end);
}

TokenList TokenPass::run() {
  for (size_t i = 0; i < words.size(); ++i) {
    const Word w = words[i];
    process(i);
    if (nesting > limits.maxDepth) {
      fault(Code::E0002, range(w.begin, w.end),
            "nested more than " + std::to_string(limits.maxDepth) +
                " levels deep")
          .suggest("name the inner parts with 'let'");
      list.refused = true;
      return std::move(list);
    }
  }
  closeEverything();
  emit(antlr4::Token::EOF, static_cast<uint32_t>(text.size()),
       static_cast<uint32_t>(text.size()));
  return std::move(list);
}

} // namespace

TokenList neuro::readTokens(const SourceFile &source,
                            DiagnosticEngine &diagnostics,
                            const ParseLimits &limits) {
  ScannedText scanned = scan(source, diagnostics, limits);
  if (scanned.refused) {
    TokenList list;
    list.refused = true;
    return list;
  }
  return TokenPass(source, diagnostics, limits, std::move(scanned)).run();
}

std::unique_ptr<antlr4::Token> TokenListSource::nextToken() {
  if (next < tokens.size())
    return std::move(tokens[next++]);
  // ANTLR stops at the first EOF; this is for a caller that does not.
  return std::make_unique<antlr4::CommonToken>(antlr4::Token::EOF);
}
