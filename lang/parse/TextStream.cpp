//===- TextStream.cpp - A .neuro text as ANTLR reads it -------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/parse/TextStream.h"

using namespace neuro;

size_t neuro::decodeUtf8(std::string_view text, size_t offset,
                         uint32_t &codePoint) {
  auto byte = [&](size_t i) {
    return static_cast<unsigned char>(text[offset + i]);
  };
  unsigned char lead = byte(0);
  codePoint = lead;
  if (lead < 0x80)
    return 1;
  size_t n = lead >= 0xC2 && lead < 0xE0   ? 2
             : lead >= 0xE0 && lead < 0xF0 ? 3
             : lead >= 0xF0 && lead < 0xF5 ? 4
                                           : 0;
  if (n == 0 || text.size() - offset < n)
    return 0;
  codePoint = lead & (0xFF >> (n + 1));
  for (size_t i = 1; i < n; ++i) {
    if ((byte(i) & 0xC0) != 0x80)
      return 0;
    codePoint = codePoint << 6 | (byte(i) & 0x3F);
  }
  bool overlong = (n == 3 && codePoint < 0x800) || (n == 4 && codePoint < 0x10000);
  bool surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
  return overlong || surrogate || codePoint > 0x10FFFF ? 0 : n;
}

size_t neuro::findBadByte(std::string_view text) {
  uint32_t codePoint;
  for (size_t i = 0; i < text.size();) {
    size_t n = decodeUtf8(text, i, codePoint);
    if (n == 0 || codePoint == 0)
      return i;
    i += n;
  }
  return std::string_view::npos;
}

void TextStream::consume() {
  if (offset >= text.size())
    throw antlr4::IllegalStateException("reading past the end");
  uint32_t codePoint;
  offset += std::max<size_t>(1, decodeUtf8(text, offset, codePoint));
}

size_t TextStream::LA(ssize_t i) {
  if (i == 0)
    return 0;
  size_t at = offset;
  uint32_t codePoint;
  if (i < 0) {
    for (; i < 0; ++i) {
      if (at == 0)
        return IntStream::EOF;
      do
        --at;
      while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    }
  } else {
    for (; i > 1 && at < text.size(); --i)
      at += std::max<size_t>(1, decodeUtf8(text, at, codePoint));
    if (at >= text.size())
      return IntStream::EOF;
  }
  return decodeUtf8(text, at, codePoint) ? codePoint : 0xFFFD;
}

std::string TextStream::getText(const antlr4::misc::Interval &interval) {
  size_t begin = std::min<size_t>(std::max<ssize_t>(interval.a, 0), text.size());
  size_t end = std::min<size_t>(std::max<ssize_t>(interval.b + 1, 0), text.size());
  return std::string(text.substr(begin, end > begin ? end - begin : 0));
}
