//===- Files.h - Checked writing of files -----------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_IO_FILES_H
#define NEURO_RUNTIME_IO_FILES_H

#include <cstdio>
#include <string>
#include <string_view>

namespace neuro::rt {

/// Creates a directory and its parents; an error text, empty on success.
std::string makeDirectory(const std::string &directory);

/// A file that remembers its first failure, so that a full disk is reported
/// once, at the end, and never passes for success.
class OutputFile {
public:
  explicit OutputFile(std::string path);
  ~OutputFile();
  OutputFile(const OutputFile &) = delete;
  OutputFile &operator=(const OutputFile &) = delete;

  void write(std::string_view text);
  /// Closes; an error text that names the file, empty on success.
  std::string finish();

private:
  std::string path, failure;
  std::FILE *file = nullptr;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_IO_FILES_H
