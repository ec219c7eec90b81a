//===- Text.cpp - Numbers and tables for people ----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/nc/Text.h"

#include <algorithm>
#include <fmt/format.h>

using namespace neuro;

std::string tool::thousands(long long n) {
  std::string digits = fmt::format("{}", n);
  for (int at = static_cast<int>(digits.size()) - 3; at > (n < 0 ? 1 : 0); at -= 3)
    digits.insert(static_cast<size_t>(at), ",");
  return digits;
}

std::string tool::bytes(double n) {
  const char *const names[] = {"B", "KB", "MB", "GB", "TB"};
  int k = 0;
  while (n >= 1000 && k < 4) {
    n /= 1000;
    ++k;
  }
  return fmt::format("{:.3g} {}", n, names[k]);
}

std::string tool::duration(double seconds) {
  if (seconds < 1)
    return fmt::format("{:.3g} ms", seconds * 1000);
  if (seconds < 100)
    return fmt::format("{:.3g} s", seconds);
  return fmt::format("{}:{:02} min", static_cast<long>(seconds) / 60, static_cast<long>(seconds) % 60);
}

/// Characters, not bytes: what is not ASCII takes several.
static size_t width(const std::string &cell) {
  return static_cast<size_t>(std::count_if(cell.begin(), cell.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

std::string tool::table(const std::vector<std::vector<std::string>> &rows,
                        const std::vector<size_t> &right) {
  std::vector<size_t> widths;
  for (const auto &row : rows)
    for (size_t c = 0; c < row.size(); ++c) {
      if (c == widths.size())
        widths.push_back(0);
      widths[c] = std::max(widths[c], width(row[c]));
    }
  std::string out;
  for (const auto &row : rows) {
    std::string line = " ";
    for (size_t c = 0; c < row.size(); ++c) {
      const std::string gap(widths[c] - width(row[c]), ' ');
      const bool first = std::find(right.begin(), right.end(), c) != right.end();
      line += " " + (first ? gap + row[c] : row[c] + gap) + " ";
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}
