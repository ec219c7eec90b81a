//===- CsvReader.cpp - Tables of numbers as text ----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/NumericArray.h"

#include <charconv>
#include <fmt/format.h>
#include <fstream>

using namespace neuro::rt;

static constexpr size_t MAX_LINE = 1 << 24, MAX_COLUMNS = 1 << 20, MAX_VALUES = 1 << 28;

int CsvTable::find(std::string_view name) const {
  for (size_t k = 0; k < columns.size(); ++k)
    if (columns[k] == name)
      return static_cast<int>(k);
  return -1;
}

static std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '"'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '"' ||
                           text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

/// Calls `visit(cell)` for each cell of a line; false if one of them failed.
template <typename Visit> static bool forEachCell(std::string_view line, Visit visit) {
  while (true) {
    const size_t comma = line.find(',');
    if (!visit(trimmed(line.substr(0, comma))))
      return false;
    if (comma == std::string_view::npos)
      return true;
    line.remove_prefix(comma + 1);
  }
}

static bool toNumber(std::string_view text, double &value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

Result<CsvTable> neuro::rt::readCsv(const std::string &path) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return Error{fmt::format("E0701: cannot read '{}'", path), ""};
  CsvTable out;
  std::string line;
  int64_t number = 0;
  auto broken = [&](std::string what) {
    return Error{fmt::format("E0702: '{}', line {}: {}", path, number, what), ""};
  };
  // Not std::getline: a file without newlines must not fill the memory.
  auto next = [&] {
    line.clear();
    char c;
    while (line.size() <= MAX_LINE && in.get(c) && c != '\n')
      line += c;
    ++number;
    return !line.empty() || !in.eof();
  };
  while (next()) {
    if (line.size() > MAX_LINE)
      return broken(fmt::format("it is longer than {} bytes", MAX_LINE));
    if (trimmed(line).empty() || line[0] == '#')
      continue;
    if (out.columns.empty()) {
      double value;
      bool numbers = true;
      forEachCell(line, [&](std::string_view cell) {
        numbers &= toNumber(cell, value);
        out.columns.emplace_back(cell);
        return out.columns.size() <= MAX_COLUMNS;
      });
      if (out.columns.size() > MAX_COLUMNS)
        return broken(fmt::format("it has more than {} columns", MAX_COLUMNS));
      if (numbers)
        return broken("the first line names the columns, but this one holds numbers");
      continue;
    }
    const size_t before = out.values.size();
    std::string bad;
    forEachCell(line, [&](std::string_view cell) {
      double value;
      if (!toNumber(cell, value)) {
        bad = fmt::format("'{}' in column {} is not a number", cell.substr(0, 40),
                          out.values.size() - before + 1);
        return false;
      }
      out.values.push_back(value);
      return true;
    });
    if (!bad.empty())
      return broken(std::move(bad));
    if (out.values.size() - before != out.columns.size())
      return broken(fmt::format("it has {} values, but there are {} columns",
                                out.values.size() - before, out.columns.size()));
    if (out.values.size() > MAX_VALUES)
      return broken("the file has too many values");
  }
  if (out.columns.empty())
    return broken("the file is empty");
  return out;
}
