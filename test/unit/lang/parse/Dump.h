//===- Dump.h - Trees as text for comparison --------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every syntactic field and nothing of the layout: two texts mean the same when
// their dumps are equal. Independent of the printer that it tests.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TEST_UNIT_LANG_PARSE_DUMP_H
#define NEURO_TEST_UNIT_LANG_PARSE_DUMP_H

#include "lang/ast/Decl.h"

std::string dump(const neuro::ast::File &file);
std::string dump(const neuro::ast::Decl &decl);
std::string dump(const neuro::ast::Expr &expr);

#endif // NEURO_TEST_UNIT_LANG_PARSE_DUMP_H
