//===- Source.h - Files, positions and ranges of .neuro text ----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_DIAG_SOURCE_H
#define NEURO_LANG_DIAG_SOURCE_H

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace neuro {

/// One loaded text. Line starts are indexed once; offsets are bytes.
class SourceFile {
public:
  SourceFile(std::string name, std::string text);

  /// Path as the user wrote it ("std/neurons.neuro" for library text).
  const std::string &name() const { return fileName; }
  const std::string &text() const { return contents; }

  /// 1-based line and column (columns count Unicode code points).
  struct LineColumn {
    uint32_t line, column;
  };
  LineColumn lineColumn(uint32_t offset) const;
  /// The line alone; fast however long the line is.
  uint32_t lineNumber(uint32_t offset) const;
  /// The text of a 1-based line, without its newline.
  std::string_view line(uint32_t number) const;
  uint32_t lineCount() const { return static_cast<uint32_t>(lineStarts.size()); }

private:
  std::string fileName, contents;
  std::vector<uint32_t> lineStarts;
};

/// Reads a file. Null when it cannot be read, is not a regular file or has more
/// than `maxBytes` bytes; `why` (may be null) then says so in one phrase.
std::unique_ptr<SourceFile> loadFile(const std::string &path, std::string *why,
                                     size_t maxBytes = size_t(1) << 30);

/// A half-open byte range of one file. `file` is null for things the compiler
/// itself supplies (built-in functions and constants).
struct SourceRange {
  const SourceFile *file = nullptr;
  uint32_t begin = 0, end = 0;

  bool valid() const { return file != nullptr; }
};

/// From the start of `a` to the end of `b`; both must be of one file.
inline SourceRange join(SourceRange a, SourceRange b) {
  if (!a.valid())
    return b;
  if (!b.valid())
    return a;
  return {a.file, a.begin < b.begin ? a.begin : b.begin,
          a.end > b.end ? a.end : b.end};
}

} // namespace neuro

#endif // NEURO_LANG_DIAG_SOURCE_H
