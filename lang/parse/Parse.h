//===- Parse.h - Text to AST -----------------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_PARSE_PARSE_H
#define NEURO_LANG_PARSE_PARSE_H

#include "lang/ast/Decl.h"
#include "lang/diag/Diagnostics.h"

#include <memory>

namespace neuro {

/// Limits that keep hostile text from exhausting stack or memory.
struct ParseLimits {
  size_t maxBytes = 64u << 20; ///< larger files are refused (E0003)
  size_t maxTokens = 500000;   ///< files with more words are refused (E0003)
  unsigned maxDepth = 200;     ///< nesting of (), [], {}, prefix and right-assoc operators
  unsigned maxHeight = 1000;   ///< operators on the longest path of an expression
};

/// Parses one file. Always returns a tree (of what could be read); errors go
/// to `diagnostics`. The tree refers to `source`, which must outlive it.
std::unique_ptr<ast::File> parse(const SourceFile &source,
                                 DiagnosticEngine &diagnostics,
                                 const ParseLimits &limits = {});

} // namespace neuro

#endif // NEURO_LANG_PARSE_PARSE_H
