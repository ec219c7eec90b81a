//===- Source.cpp - Files, positions and ranges of .neuro text ------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/diag/Source.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <sys/stat.h>

using namespace neuro;

SourceFile::SourceFile(std::string name, std::string text)
    : fileName(std::move(name)), contents(std::move(text)) {
  lineStarts.push_back(0);
  for (size_t i = 0; i < contents.size(); ++i)
    if (contents[i] == '\n')
      lineStarts.push_back(static_cast<uint32_t>(i + 1));
}

uint32_t SourceFile::lineNumber(uint32_t offset) const {
  auto next = std::upper_bound(lineStarts.begin(), lineStarts.end(), offset);
  return static_cast<uint32_t>(next - lineStarts.begin());
}

SourceFile::LineColumn SourceFile::lineColumn(uint32_t offset) const {
  offset = std::min<uint32_t>(offset, static_cast<uint32_t>(contents.size()));
  uint32_t line = lineNumber(offset);
  uint32_t column = 1;
  // Every byte that is not a UTF-8 continuation starts a code point.
  for (uint32_t i = lineStarts[line - 1]; i < offset; ++i)
    column += (static_cast<unsigned char>(contents[i]) & 0xC0) != 0x80;
  return {line, column};
}

std::string_view SourceFile::line(uint32_t number) const {
  if (number == 0 || number > lineStarts.size())
    return {};
  uint32_t begin = lineStarts[number - 1];
  uint32_t end = number < lineStarts.size()
                     ? lineStarts[number] - 1
                     : static_cast<uint32_t>(contents.size());
  if (end > begin && contents[end - 1] == '\r')
    --end;
  return std::string_view(contents).substr(begin, end - begin);
}

std::unique_ptr<SourceFile> neuro::loadFile(const std::string &path,
                                            std::string *why,
                                            size_t maxBytes) {
  auto fail = [&](std::string text) {
    if (why)
      *why = std::move(text);
    return nullptr;
  };
  struct stat info;
  if (stat(path.c_str(), &info) != 0)
    return fail(std::strerror(errno));
  if (S_ISDIR(info.st_mode))
    return fail("it is a directory");
  // A pipe or terminal would be read without end.
  if (!S_ISREG(info.st_mode))
    return fail("it is not a regular file");
  // Positions are 32-bit.
  maxBytes = std::min<size_t>(maxBytes, UINT32_MAX - 1);
  if (static_cast<uint64_t>(info.st_size) > maxBytes)
    return fail("it has " + std::to_string(info.st_size) +
                " bytes; at most " + std::to_string(maxBytes) + " are read");
  std::FILE *file = std::fopen(path.c_str(), "rb");
  if (!file)
    return fail(std::strerror(errno));
  std::string text;
  char buffer[1 << 16];
  size_t n;
  bool tooLong = false;
  while (!tooLong && (n = std::fread(buffer, 1, sizeof buffer, file)) > 0) {
    text.append(buffer, n);
    tooLong = text.size() > maxBytes; // it grew while we read
  }
  bool failed = std::ferror(file) != 0;
  std::fclose(file);
  if (failed)
    return fail("reading it failed");
  if (tooLong)
    return fail("it has more than " + std::to_string(maxBytes) + " bytes");
  return std::make_unique<SourceFile>(path, std::move(text));
}
