//===- Diagnostics.cpp - Codes, collection and suggestions ----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lang/diag/Diagnostics.h"

#include <algorithm>
#include <cctype>

using namespace neuro;

namespace {
struct CodeInfo {
  std::string_view name, title;
};
constexpr CodeInfo codeTable[] = {
#define NEURO_CODE(ID, TITLE) {#ID, TITLE},
#include "lang/diag/Codes.def"
#undef NEURO_CODE
};

struct Explanation {
  std::string_view name, text;
};
constexpr Explanation explanations[] = {
#include "lang/diag/Explanations.inc"
    {"", ""}};
} // namespace

std::string_view neuro::codeName(Code code) {
  return codeTable[static_cast<size_t>(code)].name;
}

std::string_view neuro::codeTitle(Code code) {
  return codeTable[static_cast<size_t>(code)].title;
}

std::string_view neuro::explain(std::string_view name) {
  for (const Explanation &e : explanations)
    if (!name.empty() && e.name == name)
      return e.text;
  return {};
}

const std::vector<Code> &neuro::allCodes() {
  static const std::vector<Code> codes = {
#define NEURO_CODE(ID, TITLE) Code::ID,
#include "lang/diag/Codes.def"
#undef NEURO_CODE
  };
  return codes;
}

Diagnostic &DiagnosticEngine::add(Severity severity, Code code,
                                  SourceRange range, std::string message) {
  size_t &count = severity == Severity::Error ? errors : warnings;
  Diagnostic d{severity, code, range, std::move(message), {}, {}};
  if (++count > limit) {
    ++dropped;
    return overflow = std::move(d);
  }
  diagnostics.push_back(std::move(d));
  return diagnostics.back();
}

Diagnostic &DiagnosticEngine::error(Code code, SourceRange range,
                                    std::string message) {
  return add(Severity::Error, code, range, std::move(message));
}

Diagnostic &DiagnosticEngine::warning(Code code, SourceRange range,
                                      std::string message) {
  return add(Severity::Warning, code, range, std::move(message));
}

/// Edits (insertion, deletion, replacement, exchange of neighbours) from `a` to
/// `b`; letters that differ in case only are equal. Both are short.
static size_t editDistance(std::string_view a, std::string_view b) {
  auto same = [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) ==
           std::tolower(static_cast<unsigned char>(y));
  };
  std::vector<size_t> before(b.size() + 1), last(b.size() + 1),
      row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j)
    last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1,
                         last[j - 1] + !same(a[i - 1], b[j - 1])});
      if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) &&
          same(a[i - 2], b[j - 1]))
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

std::string_view
neuro::nearest(std::string_view name,
               const std::vector<std::string_view> &candidates) {
  constexpr size_t longest = 64; // nobody misspells longer names usefully
  if (name.empty() || name.size() > longest)
    return {};
  size_t best = name.size() / 3 + 1;
  std::string_view found;
  for (std::string_view candidate : candidates) {
    size_t difference = candidate.size() > name.size()
                            ? candidate.size() - name.size()
                            : name.size() - candidate.size();
    if (candidate.size() > longest || difference >= best)
      continue;
    size_t distance = editDistance(name, candidate);
    if (distance < best) {
      best = distance;
      found = candidate;
      if (best == 0 && candidate == name)
        break;
    }
  }
  return found;
}
