//===- Text.h - Numbers and tables for people -------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TOOLS_NC_TEXT_H
#define NEURO_TOOLS_NC_TEXT_H

#include <string>
#include <vector>

namespace neuro::tool {

/// "12,345".
std::string thousands(long long n);
/// "3.2 GB".
std::string bytes(double n);
/// "1.2 s", "350 ms": a duration given in seconds.
std::string duration(double seconds);
/// Rows of cells, padded to columns; columns in `right` are aligned to the right.
std::string table(const std::vector<std::vector<std::string>> &rows,
                  const std::vector<size_t> &right = {});

} // namespace neuro::tool

#endif // NEURO_TOOLS_NC_TEXT_H
