//===- NpyReader.cpp - Reading NumPy arrays ---------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Source: NEP 1, "A Simple File Format for NumPy Arrays" (versions 1.0 to 3.0).
//
//===----------------------------------------------------------------------===//

#include "runtime/io/NumericArray.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <fmt/format.h>

using namespace neuro::rt;

namespace {

/// Reads the header's dictionary: {'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }.
class Header {
public:
  explicit Header(std::string_view text) : text(text) {}

  bool parse(std::string &descr, bool &fortran, std::vector<int64_t> &shape) {
    bool seen[3] = {};
    if (!eat('{'))
      return false;
    while (!eat('}')) {
      std::string key;
      if (!quoted(key) || !eat(':'))
        return false;
      if (key == "descr" && quoted(descr))
        seen[0] = true;
      else if (key == "fortran_order" && word(fortran))
        seen[1] = true;
      else if (key == "shape" && tuple(shape))
        seen[2] = true;
      else
        return false;
      eat(',');
    }
    blanks();
    return seen[0] && seen[1] && seen[2] && at == text.size();
  }
  size_t position() const { return at; }

private:
  void blanks() {
    while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at])))
      ++at;
  }
  bool eat(char c) {
    blanks();
    if (at >= text.size() || text[at] != c)
      return false;
    ++at;
    return true;
  }
  bool quoted(std::string &out) {
    blanks();
    const char mark = at < text.size() ? text[at] : 0;
    if (mark != '\'' && mark != '"')
      return false;
    const size_t end = text.find(mark, at + 1);
    if (end == std::string_view::npos)
      return false;
    out = text.substr(at + 1, end - at - 1);
    at = end + 1;
    return true;
  }
  bool word(bool &out) {
    blanks();
    for (bool value : {true, false}) {
      const std::string_view name = value ? "True" : "False";
      if (text.substr(at, name.size()) == name) {
        at += name.size();
        out = value;
        return true;
      }
    }
    return false;
  }
  bool tuple(std::vector<int64_t> &out) {
    if (!eat('('))
      return false;
    while (!eat(')')) {
      blanks();
      int64_t n = 0;
      size_t digits = 0;
      for (; at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])); ++at, ++digits)
        if (digits < 18)
          n = n * 10 + (text[at] - '0');
      if (digits == 0 || digits > 17 || out.size() >= 32)
        return false;
      out.push_back(n);
      eat(',');
    }
    return true;
  }

  std::string_view text;
  size_t at = 0;
};

std::optional<Number> numberOf(std::string_view code) {
  static constexpr std::pair<std::string_view, Number> codes[] = {
      {"b1", Number::Bool}, {"u1", Number::U8},  {"i1", Number::I8},  {"u2", Number::U16},
      {"i2", Number::I16},  {"u4", Number::U32}, {"i4", Number::I32}, {"u8", Number::U64},
      {"i8", Number::I64},  {"f2", Number::F16}, {"f4", Number::F32}, {"f8", Number::F64}};
  for (auto [name, type] : codes)
    if (name == code)
      return type;
  return std::nullopt;
}

} // namespace

Result<NpyStart> neuro::rt::parseNpyStart(std::string_view bytes, const std::string &name) {
  auto broken = [&](std::string what, size_t at) {
    return Error{fmt::format("E0702: '{}' is not an .npy array: {} (at byte {})", name, what, at),
                 ""};
  };
  if (bytes.size() < 10 || bytes.substr(0, 6) != std::string_view("\x93NUMPY", 6))
    return broken("it does not begin with \\x93NUMPY", 0);
  const unsigned char major = static_cast<unsigned char>(bytes[6]);
  if (major < 1 || major > 3)
    return broken(fmt::format("its version is {}", major), 6);
  auto byte = [&](size_t k) { return static_cast<size_t>(static_cast<unsigned char>(bytes[k])); };
  size_t begin = major == 1 ? 10 : 12;
  if (bytes.size() < begin)
    return broken("it ends in its header", bytes.size());
  const size_t length = major == 1 ? byte(8) | byte(9) << 8
                                   : byte(8) | byte(9) << 8 | byte(10) << 16 | byte(11) << 24;
  if (length > bytes.size() - begin)
    return broken(fmt::format("its header has {} bytes, but it ends", length), begin);
  Header header(bytes.substr(begin, length));
  std::string descr;
  NpyStart start;
  NumericArray &out = start.array;
  if (!header.parse(descr, out.columnMajor, out.shape))
    return broken("its header is not the dictionary of a plain array", begin + header.position());
  std::optional<Number> type = descr.size() == 3 ? numberOf(std::string_view(descr).substr(1))
                                                 : std::nullopt;
  if (!type || std::strchr("<>|=", descr[0]) == nullptr)
    return broken(fmt::format("values of type '{}' are not numbers that can be read", descr), begin);
  out.type = *type;
  out.bigEndian = descr[0] == '>';
  uint64_t total = bytesOf(out.type);
  for (int64_t extent : out.shape) {
    if (extent && total > MAX_FILE_BYTES / static_cast<uint64_t>(extent))
      return broken(fmt::format("its extents make more than {} bytes", MAX_FILE_BYTES), begin);
    total *= static_cast<uint64_t>(extent);
  }
  start.begin = begin + length;
  start.bytes = total;
  return start;
}

Error neuro::rt::wrongNpyBytes(const NpyStart &start, uint64_t follow, const std::string &name) {
  return {fmt::format("E0702: '{}' is not an .npy array: {} bytes of values are announced, {} "
                      "follow (at byte {})",
                      name, start.bytes, follow, start.begin),
          ""};
}

Result<NumericArray> neuro::rt::parseNpy(std::string_view bytes, const std::string &name) {
  Result<NpyStart> start = parseNpyStart(bytes, name);
  if (!start)
    return start.error();
  const std::string_view values = bytes.substr(start->begin);
  if (start->bytes != values.size())
    return wrongNpyBytes(*start, values.size(), name);
  start->array.bytes.assign(values.begin(), values.end());
  return std::move(start->array);
}
