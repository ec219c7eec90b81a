//===- CsvRows.h - Tables of numbers as text, row by row --------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_IO_CSVROWS_H
#define NEURO_RUNTIME_IO_CSVROWS_H

#include "runtime/core/Result.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace neuro::rt {

/// Reads a CSV file of numbers under a line of column names, of which one row is in
/// memory at a time. Blank lines and those that begin with # say nothing.
class CsvRows {
public:
  static Result<CsvRows> open(const std::string &path);
  const std::vector<std::string> &columns() const { return names; }
  /// Reads the next row into `values`, one of each column; false at the end.
  Result<bool> next(double *values);
  /// An error at the line that was read last.
  Error broken(const std::string &what) const;

private:
  explicit CsvRows(const std::string &path);
  /// The next line; false at the end.
  bool line(std::string_view &out);
  /// The same of lines that say something.
  Result<bool> contents(std::string_view &out);

  std::string path;
  std::unique_ptr<std::FILE, int (*)(std::FILE *)> file;
  std::string buffer;
  size_t begin = 0, end = 0; ///< of what is left in the buffer
  int64_t number = 0;        ///< of the line
  std::vector<std::string> names;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_IO_CSVROWS_H
