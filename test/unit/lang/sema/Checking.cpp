//===- Checking.cpp - Checking a text in a test --------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Checking.h"

#include <algorithm>

using namespace neuro;

std::unique_ptr<Checked> checkText(const std::string &text, bool execute,
                                   const std::string &name) {
  auto result = std::make_unique<Checked>();
  LoadOptions options;
  options.stdDirectory = NEURO_STD_DIRECTORY;
  result->program =
      check(std::make_unique<SourceFile>(name, text), options, result->diagnostics);
  if (execute && !result->diagnostics.hasErrors())
    checkExecutable(*result->program, "", result->diagnostics);
  return result;
}

std::string Checked::codes() const {
  std::vector<const Diagnostic *> sorted;
  for (const Diagnostic &d : diagnostics.all())
    sorted.push_back(&d);
  std::sort(sorted.begin(), sorted.end(), [](auto *a, auto *b) {
    return a->range.begin != b->range.begin ? a->range.begin < b->range.begin
                                            : a->code < b->code;
  });
  std::string result;
  for (const Diagnostic *d : sorted)
    result += (result.empty() ? "" : " ") + std::string(codeName(d->code));
  return result;
}

std::string Checked::message(const std::string &code) const {
  for (const Diagnostic &d : diagnostics.all()) {
    if (codeName(d.code) != code)
      continue;
    std::string result = d.message;
    for (const Note &n : d.notes)
      result += "\nnote: " + n.message;
    if (!d.help.empty())
      result += "\nhelp: " + d.help;
    return result;
  }
  return "";
}

std::string codesOf(const std::string &text, bool execute) {
  return checkText(text, execute)->codes();
}

std::string messageOf(const std::string &code, const std::string &text) {
  return checkText(text)->message(code);
}
