//===- Helpers.h - Parsing in tests -----------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TEST_UNIT_LANG_PARSE_HELPERS_H
#define NEURO_TEST_UNIT_LANG_PARSE_HELPERS_H

#include "lang/ast/Printer.h"
#include "lang/parse/Parse.h"

#include <string>

/// A parsed text with what the tree refers to.
struct Parsed {
  explicit Parsed(std::string text, const neuro::ParseLimits &limits = {})
      : source("t.neuro", std::move(text)),
        file(neuro::parse(source, diagnostics, limits)) {}

  neuro::SourceFile source;
  neuro::DiagnosticEngine diagnostics;
  std::unique_ptr<neuro::ast::File> file;

  bool ok() const { return !diagnostics.hasErrors(); }
  std::string errors() const { return diagnostics.render(); }
  /// "E0001 line:column message" of each error, one a line.
  std::string brief() const {
    std::string out;
    for (const neuro::Diagnostic &d : diagnostics.all()) {
      auto at = source.lineColumn(d.range.begin);
      out += std::string(neuro::codeName(d.code)) + " " +
             std::to_string(at.line) + ":" + std::to_string(at.column) + " " +
             d.message + "\n";
    }
    return out;
  }
  std::string_view slice(neuro::SourceRange r) const {
    return std::string_view(source.text()).substr(r.begin, r.end - r.begin);
  }
  /// Item `i` of the file as a T; null when it is something else.
  template <typename T> const T *item(size_t i = 0) const {
    return i < file->items.items.size()
               ? neuro::ast::dynCast<T>(
                     static_cast<const neuro::ast::Decl *>(file->items.items[i].get()))
               : nullptr;
  }
};

#endif // NEURO_TEST_UNIT_LANG_PARSE_HELPERS_H
