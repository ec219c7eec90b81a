//===- Printer.h - AST to canonical text (nc fmt) ---------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_AST_PRINTER_H
#define NEURO_LANG_AST_PRINTER_H

#include "lang/ast/Decl.h"

#include <string>

namespace neuro::ast {

/// Canonical text: two-space indent, comments and single blank lines kept,
/// statements of one line kept on one line. print(parse(print(x))) == print(x).
std::string print(const File &file);
/// One expression as it would stand in a file; used in messages and reports.
std::string print(const Expr &expr);

} // namespace neuro::ast

#endif // NEURO_LANG_AST_PRINTER_H
