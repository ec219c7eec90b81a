//===- Format.cpp - Numbers and texts of C --------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/ccode/Writer.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>

namespace neuro::rt::ccode {

std::string real(double value, bool single) {
  if (std::isnan(value))
    return "NAN";
  if (std::isinf(value))
    return value < 0 ? "-INFINITY" : "INFINITY";
  std::string text = single ? fmt::format("{}", static_cast<float>(value)) : fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos)
    text += ".0";
  return single ? text + "f" : text;
}

std::string unsignedType(uint64_t largest) {
  return largest <= UINT8_MAX ? "uint8_t" : largest <= UINT16_MAX ? "uint16_t" : "uint32_t";
}

size_t typeSize(const std::string &type) {
  if (type == "double" || type == "int64_t" || type == "uint64_t")
    return 8;
  if (type == "uint8_t")
    return 1;
  return type == "uint16_t" ? 2 : 4;
}

bool hasWord(const std::string &text, const std::string &word) {
  auto isWord = [&](size_t k) {
    return std::isalnum(static_cast<unsigned char>(text[k])) || text[k] == '_';
  };
  for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    if ((at == 0 || (!isWord(at - 1) && text[at - 1] != '.' && text[at - 1] != '>')) &&
        (end == text.size() || !isWord(end)))
      return true;
  }
  return false;
}

std::string comment(std::string text) {
  for (const char *ends : {"*/", "/*"})
    for (size_t at; (at = text.find(ends)) != std::string::npos;)
      text.insert(at + 1, " ");
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

} // namespace neuro::rt::ccode
