//===- Checking.h - Checking a text in a test -------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TEST_UNIT_LANG_SEMA_CHECKING_H
#define NEURO_TEST_UNIT_LANG_SEMA_CHECKING_H

#include "lang/sema/Executable.h"
#include "lang/sema/Sema.h"

#include <gtest/gtest.h>
#include <string>

/// A checked text with what was said about it.
struct Checked {
  std::unique_ptr<neuro::CheckedProgram> program;
  neuro::DiagnosticEngine diagnostics;

  /// "E0110 W0401": the codes in order of position, one for each message.
  std::string codes() const;
  std::string text() const { return diagnostics.render(); }
  /// The message of the first diagnostic with that code, with its notes and
  /// help on lines of their own; empty if there is none.
  std::string message(const std::string &code) const;
};

/// Checks a text as the main file "test.neuro"; with `execute` also whether it
/// can run, if there were no errors.
std::unique_ptr<Checked> checkText(const std::string &text, bool execute = false,
                                   const std::string &name = "test.neuro");

/// The codes of a text.
std::string codesOf(const std::string &text, bool execute = false);
/// The first message with `code`.
std::string messageOf(const std::string &code, const std::string &text);

#endif // NEURO_TEST_UNIT_LANG_SEMA_CHECKING_H
