//===- BuildBlocks.h - Templates of the statement builder -------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_PARSE_BUILDBLOCKS_H
#define NEURO_LANG_PARSE_BUILDBLOCKS_H

#include "lang/parse/BuildDecl.h"

namespace neuro {

/// A declaration with its ranges; the keyword's range where it has no name.
template <typename T>
std::unique_ptr<T> DeclBuilder::start(antlr4::ParserRuleContext *c,
                                      antlr4::tree::TerminalNode *name) {
  auto decl = std::make_unique<T>();
  static_cast<ast::Decl &>(*decl).range = range(c);
  decl->nameRange = name ? range(name) : range(c->getStart());
  if (name)
    decl->name = slice(decl->nameRange);
  return decl;
}

/// The statements between `begin` and `end`. A line in which the parser found
/// an error is passed over, with the comments inside it.
template <typename Line, typename Item>
void DeclBuilder::fillBlock(ast::Block &block, ast::Decl *owner,
                            const std::vector<Line *> &lines, uint32_t begin,
                            uint32_t end, Item item) {
  uint32_t from = begin;
  takeHead(owner, lines.empty() ? end : range(lines.front()->getStart()).begin);
  for (size_t i = 0; i < lines.size(); ++i) {
    Leading leading = takeLeading(from, range(lines[i]->getStart()).begin,
                                  block.items.empty());
    ast::DeclPtr decl = lines[i]->exception ? nullptr : item(lines[i]);
    if (!decl) {
      from = range(static_cast<antlr4::ParserRuleContext *>(lines[i])).end;
      while (nextComment < comments.size() && comments[nextComment].begin < from)
        ++nextComment;
      continue;
    }
    decl->leadingComments = std::move(leading.comments);
    decl->doc = std::move(leading.doc);
    decl->blankBefore = leading.blankBefore;
    from = takeTrailing(*decl, i + 1 < lines.size()
                                   ? range(lines[i + 1]->getStart()).begin
                                   : end);
    block.items.push_back(std::move(decl));
  }
  takeBlockEnd(block, from, end);
}

/// A block in braces, which are the first and last children of `body` or the
/// last two marks of a statement that ends with them.
template <typename Body, typename Line, typename Item>
void DeclBuilder::braces(ast::Block &block, ast::Decl *owner, Body *body,
                         const std::vector<Line *> &lines, Item item) {
  SourceRange opening = range(body->OPEN_BRACE());
  SourceRange closing = range(body->CLOSE_BRACE());
  block.range = {&source, opening.begin, closing.end};
  block.singleLine = !lineEndsBetween(opening.begin, closing.end);
  fillBlock(block, owner, lines, opening.end, closing.begin, item);
}

} // namespace neuro

#endif // NEURO_LANG_PARSE_BUILDBLOCKS_H
