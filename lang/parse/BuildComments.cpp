//===- BuildComments.cpp - Giving comments to statements ------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A comment on its own line belongs to the statement below it, or to the end of
// the block; one behind something belongs to what it stands behind. None is
// lost: what finds its place taken goes to the next statement.
//
//===----------------------------------------------------------------------===//
#include "lang/parse/BuildDecl.h"

using namespace neuro;
using namespace neuro::ast;

bool DeclBuilder::lineEndsBetween(uint32_t begin, uint32_t end) const {
  return begin < end &&
         text.substr(begin, end - begin).find('\n') != std::string_view::npos;
}

/// Whether [begin, end) holds an empty line; only blanks stand in it.
bool DeclBuilder::blankLineBetween(uint32_t begin, uint32_t end) const {
  unsigned lines = 0;
  for (uint32_t i = begin; i < end; ++i)
    lines += text[i] == '\n';
  return lines > 1;
}

std::string DeclBuilder::commentText(const Comment &c) const {
  return std::string(text.substr(c.begin, c.end - c.begin));
}

/// Comments between `from`, the end of what stands before, and a statement at
/// `begin`.
DeclBuilder::Leading DeclBuilder::takeLeading(uint32_t from, uint32_t begin,
                                              bool firstInBlock) {
  Leading result;
  result.comments = std::move(carried);
  carried.clear();
  std::vector<std::string> doc;
  auto blank = [&](uint32_t end) {
    if (!blankLineBetween(from, end))
      return;
    if (result.comments.empty())
      result.blankBefore = !firstInBlock;
    else
      result.comments.push_back("");
    doc.clear();
  };
  for (; nextComment < comments.size() && comments[nextComment].begin < begin;
       ++nextComment) {
    const Comment &c = comments[nextComment];
    blank(c.begin);
    from = c.end;
    std::string shown = commentText(c);
    if (shown.size() > 1 && shown[1] == '#')
      doc.push_back(shown.substr(shown.size() > 2 && shown[2] == ' ' ? 3 : 2));
    else
      doc.clear();
    result.comments.push_back(std::move(shown));
  }
  blank(begin);
  for (size_t i = 0; i < doc.size(); ++i)
    result.doc += (i ? "\n" : "") + doc[i];
  return result;
}

/// The comment behind the statement on its last line, when nothing else of the
/// block stands between (`limit` is where the next thing begins). Behind a
/// block of several lines it is the block's. Returns the end of what was read.
uint32_t DeclBuilder::takeTrailing(Decl &decl, uint32_t limit) {
  uint32_t end = static_cast<Decl &>(decl).range.end;
  if (nextComment >= comments.size())
    return end;
  const Comment &c = comments[nextComment];
  if (c.begin < end || c.begin >= limit || c.ownLine ||
      lineEndsBetween(end, c.begin))
    return end;
  Block *last = lastBlock(decl);
  std::string &place =
      last && !last->singleLine && last->range.end == end ? last->closingComment
                                                          : decl.trailingComment;
  if (place.empty())
    place = commentText(c);
  else
    carried.push_back(commentText(c));
  ++nextComment;
  return c.end;
}

/// Comments from an opening brace (or before it) to the end of its line.
void DeclBuilder::takeHead(Decl *owner, uint32_t limit) {
  while (nextComment < comments.size() && comments[nextComment].begin < limit &&
         !comments[nextComment].ownLine) {
    std::string shown = commentText(comments[nextComment++]);
    if (owner && owner->trailingComment.empty())
      owner->trailingComment = std::move(shown);
    else
      carried.push_back(std::move(shown));
  }
}

/// Comments between the last statement and the closing brace.
void DeclBuilder::takeBlockEnd(Block &block, uint32_t from, uint32_t end) {
  block.trailingComments = std::move(carried);
  carried.clear();
  for (; nextComment < comments.size() && comments[nextComment].begin < end;
       ++nextComment) {
    const Comment &c = comments[nextComment];
    bool nothingBefore = block.items.empty() && block.trailingComments.empty();
    if (!nothingBefore && blankLineBetween(from, c.begin))
      block.trailingComments.push_back("");
    block.trailingComments.push_back(commentText(c));
    from = c.end;
  }
}
