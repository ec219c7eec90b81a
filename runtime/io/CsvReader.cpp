//===- CsvReader.cpp - Tables of numbers as text ----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/CsvRows.h"
#include "runtime/io/NumericArray.h"

#include <charconv>
#include <cstring>
#include <fmt/format.h>

using namespace neuro::rt;

static constexpr size_t MAX_LINE = 1 << 24, MAX_COLUMNS = 1 << 20, MAX_VALUES = 1 << 28;
static constexpr size_t BLOCK = 1 << 18; ///< bytes read at once

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

CsvRows::CsvRows(const std::string &path)
    : path(path), file(std::fopen(path.c_str(), "rb"), std::fclose) {}

Error CsvRows::broken(const std::string &what) const {
  return {fmt::format("E0702: '{}', line {}: {}", path, number, what), ""};
}

bool CsvRows::line(std::string_view &out) {
  ++number;
  for (size_t searched = begin;;) {
    const char *text = buffer.data();
    const void *found = searched < end ? std::memchr(text + searched, '\n', end - searched) : nullptr;
    if (found) {
      const size_t stop = static_cast<size_t>(static_cast<const char *>(found) - text);
      out = {text + begin, stop - begin};
      begin = stop + 1;
      return true;
    }
    searched = end;
    // A file without newlines must not fill the memory.
    if (end - begin <= MAX_LINE) {
      if (begin > 0) {
        std::memmove(buffer.data(), text + begin, end - begin);
        searched = end -= begin;
        begin = 0;
      }
      if (buffer.size() - end < BLOCK)
        buffer.resize(end + BLOCK);
      const size_t got = std::fread(buffer.data() + end, 1, BLOCK, file.get());
      end += got;
      if (got > 0)
        continue;
    }
    out = {buffer.data() + begin, end - begin};
    begin = end;
    return !out.empty();
  }
}

Result<bool> CsvRows::contents(std::string_view &out) {
  while (line(out)) {
    if (out.size() > MAX_LINE)
      return broken(fmt::format("it is longer than {} bytes", MAX_LINE));
    if (!trimmed(out).empty() && out[0] != '#')
      return true;
  }
  return false;
}

Result<CsvRows> CsvRows::open(const std::string &path) {
  CsvRows rows(path);
  if (!rows.file)
    return Error{fmt::format("E0701: cannot read '{}'", path), ""};
  std::string_view line;
  Result<bool> found = rows.contents(line);
  if (!found)
    return found.error();
  if (!*found)
    return rows.broken("the file is empty");
  double value;
  bool numbers = true;
  forEachCell(line, [&](std::string_view cell) {
    numbers &= toNumber(cell, value);
    rows.names.emplace_back(cell);
    return rows.names.size() <= MAX_COLUMNS;
  });
  if (rows.names.size() > MAX_COLUMNS)
    return rows.broken(fmt::format("it has more than {} columns", MAX_COLUMNS));
  if (numbers)
    return rows.broken("the first line names the columns, but this one holds numbers");
  return rows;
}

Result<bool> CsvRows::next(double *values) {
  std::string_view line;
  Result<bool> found = contents(line);
  if (!found || !*found)
    return found;
  size_t count = 0;
  std::string_view bad;
  const bool numbers = forEachCell(line, [&](std::string_view cell) {
    double value;
    ++count;
    bad = cell;
    if (!toNumber(cell, value))
      return false;
    if (count <= names.size())
      values[count - 1] = value;
    return true;
  });
  if (!numbers)
    return broken(fmt::format("'{}' in column {} is not a number", bad.substr(0, 40), count));
  if (count != names.size())
    return broken(fmt::format("it has {} values, but there are {} columns", count, names.size()));
  return true;
}

Result<CsvTable> neuro::rt::readCsv(const std::string &path) {
  Result<CsvRows> rows = CsvRows::open(path);
  if (!rows)
    return rows.error();
  CsvTable out;
  out.columns = rows->columns();
  std::vector<double> values(out.columns.size());
  while (true) {
    Result<bool> row = rows->next(values.data());
    if (!row)
      return row.error();
    if (!*row)
      return out;
    out.values.insert(out.values.end(), values.begin(), values.end());
    if (out.values.size() > MAX_VALUES)
      return rows->broken("the file has too many values");
  }
}
