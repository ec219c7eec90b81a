//===- Writer.h - Text of syntax trees, token by token ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Internal to the printer. Tokens are written in the order in which they stand
// in the source, and the writer follows them there: where the author broke a
// line inside brackets or put a comment, the text is broken again. Trees that
// were never in a source are written on one line a statement.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_AST_WRITER_H
#define NEURO_LANG_AST_WRITER_H

#include "lang/ast/Decl.h"

#include <string>
#include <string_view>

namespace neuro::ast {

class Writer {
public:
  /// `file` may be null: nothing is followed then.
  explicit Writer(const File *file);

  std::string out;
  unsigned indent = 0; ///< of the current statement, in columns

  enum Space : bool { NoSpace, Space };

  /// Writes one token, after a blank if asked and no line was broken.
  void token(std::string_view text, enum Space before = NoSpace);
  /// A number and its unit.
  void number(const NumberExpr &n, enum Space before);
  void open(std::string_view mark, enum Space before = NoSpace);
  void close(std::string_view mark, enum Space before = NoSpace);
  void newLine();
  /// Goes to the start of a statement in the source.
  void enter(SourceRange range);
  /// Comments of the statement ending at `range` that found no place.
  std::vector<std::string> leftovers(SourceRange range);

  /// `minimum`: the weakest operator that needs no parentheses here.
  void expr(const Expr &e, int minimum = 0, enum Space before = NoSpace);
  void exprList(const std::vector<ExprPtr> &list);
  void arguments(const std::vector<Argument> &list);

  /// Whether a line ends in the source between two places of this file; false
  /// where one of them is not in it.
  bool lineEndsBetween(SourceRange from, uint32_t begin, uint32_t end) const;
  bool follows(SourceRange range) const {
    return source && range.file == source;
  }

private:
  static constexpr uint32_t nowhere = UINT32_MAX;
  const File *file;
  const SourceFile *source;
  std::string_view text;
  uint32_t cursor = nowhere; ///< end of the last token in the source
  size_t nextComment = 0;
  /// The text ends with a number and a unit without brackets: what is glued to
  /// it might be read as part of the unit.
  bool afterUnit = false;

  struct Bracket {
    unsigned column;     ///< behind the mark
    unsigned lineIndent; ///< of the line in which it stands
    bool fresh = true;   ///< nothing was written in it
    bool hanging = false; ///< its contents began on a new line
  };
  std::vector<Bracket> brackets;

  // The current line of `out`: where it begins, its indentation, and a count of
  // columns that goes on from where it stopped (lines may be very long).
  size_t lineBegin = 0, countedTo = 0;
  unsigned lineIndent = 0, countedColumns = 0;
  unsigned column();
  void startLine(unsigned columns);
  uint32_t skipTrivia(uint32_t offset) const;
  uint32_t locate(std::string_view token) const;
  bool layout(uint32_t offset, bool closing);
  void breakLine(bool closing);
  void place(std::string_view token, enum Space before, bool closing);
  void operatorBetween(const Expr &l, std::string_view op, const Expr &r, int left,
                       int right, bool spaced);
  void node(const Expr &e, enum Space before);
};

} // namespace neuro::ast

#endif // NEURO_LANG_AST_WRITER_H
