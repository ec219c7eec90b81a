//===- TextStream.h - A .neuro text as ANTLR reads it -----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Decodes UTF-8 in place, so that a token's indices are byte offsets into the
// source and no copy of it is made.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_PARSE_TEXTSTREAM_H
#define NEURO_LANG_PARSE_TEXTSTREAM_H

#include "antlr4-runtime.h"

#include <string_view>

namespace neuro {

/// Bytes of the well-formed UTF-8 sequence at `offset`, 0 when there is none;
/// sets `codePoint`.
size_t decodeUtf8(std::string_view text, size_t offset, uint32_t &codePoint);

/// Offset of the first byte that is NUL or not UTF-8; npos when there is none.
size_t findBadByte(std::string_view text);

class TextStream : public antlr4::CharStream {
public:
  explicit TextStream(std::string_view text) : text(text) {}

  void consume() override;
  size_t LA(ssize_t i) override;
  ssize_t mark() override { return -1; } // everything stays in memory
  void release(ssize_t) override {}
  size_t index() override { return offset; }
  void seek(size_t index) override { offset = std::min(index, text.size()); }
  size_t size() override { return text.size(); }
  std::string getSourceName() const override { return "text"; }
  std::string getText(const antlr4::misc::Interval &interval) override;
  std::string toString() const override { return std::string(text); }

private:
  std::string_view text;
  size_t offset = 0;
};

} // namespace neuro

#endif // NEURO_LANG_PARSE_TEXTSTREAM_H
