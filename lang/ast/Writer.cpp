//===- Writer.cpp - Layout of tokens after their source -------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/ast/Writer.h"

using namespace neuro;
using namespace neuro::ast;

Writer::Writer(const File *file)
    : file(file), source(file ? file->source : nullptr) {
  if (source)
    text = source->text();
}

unsigned Writer::column() {
  for (; countedTo < out.size(); ++countedTo)
    countedColumns += (static_cast<unsigned char>(out[countedTo]) & 0xC0) != 0x80;
  return countedColumns;
}

void Writer::startLine(unsigned columns) {
  while (out.size() > lineBegin && out.back() == ' ')
    out.pop_back();
  if (!out.empty())
    out += '\n';
  lineBegin = countedTo = out.size();
  countedColumns = 0;
  lineIndent = columns;
  out.append(columns, ' ');
}

void Writer::newLine() {
  startLine(indent);
  afterUnit = false;
}

// --- Following the source -------------------------------------------------------

/// The first place from `offset` that is neither blank nor comment.
uint32_t Writer::skipTrivia(uint32_t offset) const {
  while (offset < text.size()) {
    char c = text[offset];
    if (c == '#') {
      while (offset < text.size() && text[offset] != '\n')
        ++offset;
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
      ++offset;
    } else {
      break;
    }
  }
  return offset;
}

/// Where the token to be written next stands in the source. Marks that are not
/// written again (doubled parentheses, a last comma) are passed over.
uint32_t Writer::locate(std::string_view token) const {
  if (cursor == nowhere || token.empty())
    return nowhere;
  uint32_t offset = skipTrivia(cursor);
  for (;;) {
    if (offset >= text.size())
      return nowhere;
    if (text.substr(offset, token.size()) == token)
      return offset;
    char c = text[offset];
    if (c != '(' && c != ')' && c != ',' && c != ';')
      return nowhere;
    offset = skipTrivia(offset + 1);
  }
}

bool Writer::lineEndsBetween(SourceRange from, uint32_t begin, uint32_t end) const {
  return follows(from) && begin < end &&
         text.substr(begin, end - begin).find('\n') != std::string_view::npos;
}

void Writer::enter(SourceRange range) {
  cursor = follows(range) ? range.begin : nowhere;
  brackets.clear();
  if (file && cursor != nowhere)
    while (nextComment < file->innerComments.size() &&
           file->innerComments[nextComment].offset < cursor)
      ++nextComment;
}

std::vector<std::string> Writer::leftovers(SourceRange range) {
  std::vector<std::string> result;
  if (file && follows(range))
    while (nextComment < file->innerComments.size() &&
           file->innerComments[nextComment].offset < range.end)
      result.push_back(file->innerComments[nextComment++].text);
  return result;
}

/// Starts a new line inside the innermost bracket: under its first word, or, when
/// the line was broken right behind the mark, two columns further in.
void Writer::breakLine(bool closing) {
  Bracket &b = brackets.back();
  if (b.fresh && !closing)
    b.hanging = true;
  unsigned at = !b.hanging ? (closing && b.column > 0 ? b.column - 1 : b.column)
                : closing  ? b.lineIndent
                           : b.lineIndent + 2;
  startLine(at);
}

/// Writes the comments before `offset` and breaks the line where the source
/// does. Returns true when the next token begins a line.
bool Writer::layout(uint32_t offset, bool closing) {
  if (brackets.empty() || offset < cursor)
    return false;
  bool broken = false;
  uint32_t from = cursor;
  while (nextComment < file->innerComments.size() &&
         file->innerComments[nextComment].offset < offset) {
    const File::InnerComment &c = file->innerComments[nextComment++];
    if (broken || text.substr(from, c.offset - from).find('\n') !=
                      std::string_view::npos) {
      breakLine(false);
      brackets.back().fresh = false;
    } else {
      out += "  ";
      if (brackets.back().fresh)
        brackets.back().hanging = true;
      brackets.back().fresh = false;
    }
    out += c.text;
    from = c.offset + static_cast<uint32_t>(c.text.size());
    broken = true; // a comment ends with its line
  }
  if (broken || text.substr(from, offset - from).find('\n') !=
                    std::string_view::npos) {
    breakLine(closing);
    return true;
  }
  return false;
}

void Writer::place(std::string_view token, enum Space before, bool closing) {
  uint32_t offset = locate(token);
  bool broken = offset != nowhere && layout(offset, closing);
  if (!broken && before)
    out += ' ';
  out += token;
  if (!brackets.empty())
    brackets.back().fresh = false;
  if (offset != nowhere)
    cursor = offset + static_cast<uint32_t>(token.size());
  afterUnit = false;
}

void Writer::token(std::string_view text, enum Space before) {
  place(text, before, false);
}

void Writer::open(std::string_view mark, enum Space before) {
  place(mark, before, false);
  brackets.push_back({column(), lineIndent});
}

void Writer::close(std::string_view mark, enum Space before) {
  place(mark, before, true);
  if (!brackets.empty())
    brackets.pop_back();
}

void Writer::number(const NumberExpr &n, enum Space before) {
  place(n.text, before, false);
  if (n.unitText.empty())
    return;
  out += n.bracketed ? " [" + n.unitText + "]" : " " + n.unitText;
  // Pass over the unit in the source, where blanks may be anywhere.
  if (cursor != nowhere) {
    std::string unit = n.bracketed ? "[" + n.unitText + "]" : n.unitText;
    uint32_t at = cursor;
    size_t matched = 0;
    while (at < text.size() && matched < unit.size()) {
      if (text[at] == unit[matched])
        ++matched;
      else if (text[at] != ' ' && text[at] != '\t')
        break;
      ++at;
    }
    cursor = matched == unit.size() ? at : nowhere;
  }
  afterUnit = !n.bracketed;
}
