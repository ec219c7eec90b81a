//===- Messages.cpp - MLIR's diagnostics as the compiler's ----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/Messages.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Location.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

#include <optional>

using namespace mlir;

namespace neuro::lowering {

/// The byte offset of a 1-based line and column (in code points).
static uint32_t offsetOf(const SourceFile &file, uint32_t line, uint32_t column) {
  if (line == 0 || line > file.lineCount())
    return 0;
  std::string_view text = file.line(line);
  size_t at = 0;
  for (uint32_t passed = 1; passed < column && at < text.size(); ++passed) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
      ++at;
  }
  return static_cast<uint32_t>(text.data() - file.text().data() + at);
}

/// The place in a file that a location comes down to.
static FileLineColRange placeOf(Location location) {
  if (auto place = dyn_cast<FileLineColRange>(location))
    return place;
  if (auto named = dyn_cast<NameLoc>(location))
    return placeOf(named.getChildLoc());
  if (auto call = dyn_cast<CallSiteLoc>(location))
    return placeOf(call.getCallee());
  if (auto fused = dyn_cast<FusedLoc>(location))
    for (Location part : fused.getLocations())
      if (FileLineColRange place = placeOf(part))
        return place;
  return {};
}

SourceRange Messages::rangeOf(Location location) const {
  FileLineColRange place = placeOf(location);
  if (!place)
    return {};
  for (const std::unique_ptr<SourceFile> &file : program.sources) {
    if (file->name() != place.getFilename().getValue())
      continue;
    uint32_t begin = offsetOf(*file, place.getStartLine(), place.getStartColumn());
    uint32_t end = offsetOf(*file, place.getEndLine(), place.getEndColumn());
    return {file.get(), begin, end > begin ? end : begin + 1};
  }
  return {};
}

/// Splits "E0351: text" into the code and the text.
static std::optional<Code> takeCode(llvm::StringRef &message) {
  auto [name, rest] = message.split(": ");
  for (Code code : allCodes()) {
    if (llvm::StringRef(codeName(code)) != name)
      continue;
    message = rest;
    return code;
  }
  return std::nullopt;
}

static std::string placeText(Location location) {
  FileLineColRange place = placeOf(location);
  if (!place)
    return "";
  return place.getFilename().str() + ":" + std::to_string(place.getStartLine()) + ":" +
         std::to_string(place.getStartColumn()) + ": ";
}

void Messages::add(mlir::Diagnostic &diagnostic) {
  std::string whole = diagnostic.str();
  llvm::StringRef message = whole;
  std::optional<Code> code = takeCode(message);
  DiagnosticSeverity severity = diagnostic.getSeverity();
  if (!code) {
    if (severity == DiagnosticSeverity::Error)
      internal += placeText(diagnostic.getLocation()) + whole + "\n";
    return;
  }
  SourceRange range = rangeOf(diagnostic.getLocation());
  if (!range.valid() && !program.sources.empty())
    range = {program.sources.front().get(), 0, 0};
  neuro::Diagnostic &shown = severity == DiagnosticSeverity::Error
                                 ? engine.error(*code, range, message.str())
                                 : engine.warning(*code, range, message.str());
  for (mlir::Diagnostic &note : diagnostic.getNotes()) {
    std::string text = note.str();
    if (llvm::StringRef help = text; help.consume_front("help: "))
      shown.suggest(help.str());
    else
      shown.note(rangeOf(note.getLocation()), text);
  }
}

Messages::Messages(MLIRContext &context, const CheckedProgram &program)
    : program(program), handler(&context, [this](mlir::Diagnostic &diagnostic) {
        add(diagnostic);
        return success();
      }) {
  context.printOpOnDiagnostic(false);
}

} // namespace neuro::lowering
