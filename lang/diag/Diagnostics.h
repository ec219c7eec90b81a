//===- Diagnostics.h - What the compiler says to its user -------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A diagnostic has a code (Codes.def), a range, a message that says what was
// found and what was wanted, notes that point at the other party, and a help
// line with a fix when there is one. The engine collects them all; rendering
// sorts by file and position.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_DIAG_DIAGNOSTICS_H
#define NEURO_LANG_DIAG_DIAGNOSTICS_H

#include "lang/diag/Source.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace neuro {

enum class Severity : uint8_t { Error, Warning };

/// Every code of Codes.def: `Code::E0203`, `Code::W0501`, …
enum class Code : uint16_t {
#define NEURO_CODE(ID, TITLE) ID,
#include "lang/diag/Codes.def"
#undef NEURO_CODE
};

/// "E0203".
std::string_view codeName(Code code);
/// The one-line title of a code.
std::string_view codeTitle(Code code);
/// The long text of `nc explain CODE`; empty when there is no such code.
std::string_view explain(std::string_view codeName);
/// Every code, in the order of Codes.def.
const std::vector<Code> &allCodes();

struct Note {
  SourceRange range;
  std::string message;
};

struct Diagnostic {
  Severity severity;
  Code code;
  SourceRange range;
  std::string message;
  std::vector<Note> notes;
  std::string help; ///< empty when there is no fix to offer

  Diagnostic &note(SourceRange where, std::string text) {
    notes.push_back({where, std::move(text)});
    return *this;
  }
  Diagnostic &suggest(std::string text) {
    help = std::move(text);
    return *this;
  }
};

/// Collects diagnostics. Bounded: past `limit` errors it keeps counting and
/// says so at the end, so hostile input cannot eat memory.
class DiagnosticEngine {
public:
  explicit DiagnosticEngine(size_t limit = 200) : limit(limit) {}

  /// The reference is valid until the next call.
  Diagnostic &error(Code code, SourceRange range, std::string message);
  Diagnostic &warning(Code code, SourceRange range, std::string message);

  bool hasErrors() const { return errors != 0; }
  size_t errorCount() const { return errors; }
  size_t warningCount() const { return warnings; }
  const std::vector<Diagnostic> &all() const { return diagnostics; }

  /// Sorted by file and position, with source line and caret, in the form of
  /// architecture.md. `color` adds ANSI colours.
  std::string render(bool color = false) const;

private:
  std::vector<Diagnostic> diagnostics;
  size_t limit, errors = 0, warnings = 0;
  size_t dropped = 0;  ///< counted, but past the limit
  Diagnostic overflow{}; ///< where what is past the limit goes

  Diagnostic &add(Severity severity, Code code, SourceRange range,
                  std::string message);
};

/// The candidate nearest to `name` by edit distance (at most a third of the
/// name's length), or an empty view: the text of "did you mean".
std::string_view nearest(std::string_view name,
                         const std::vector<std::string_view> &candidates);

} // namespace neuro

#endif // NEURO_LANG_DIAG_DIAGNOSTICS_H
