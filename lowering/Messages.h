//===- Messages.h - MLIR's diagnostics as the compiler's --------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A pass that finds the user's mistake reports it as "E0351: …" at the location
// of the text; it is shown like the front end's. An error without a code is a
// mistake of ours.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_MESSAGES_H
#define NEURO_LOWERING_MESSAGES_H

#include "lang/diag/Diagnostics.h"
#include "lang/sema/Sema.h"

#include "mlir/IR/Diagnostics.h"

#include <string>

namespace neuro::lowering {

/// Collects what is reported in a context while it lives.
class Messages {
public:
  Messages(mlir::MLIRContext &context, const CheckedProgram &program);

  /// Errors that the user can mend.
  bool hasUserErrors() const { return engine.hasErrors(); }
  /// Coded errors and warnings, rendered.
  std::string render() const { return engine.render(); }
  const DiagnosticEngine &coded() const { return engine; }
  /// Errors without a code, one a line with its place; empty if none.
  const std::string &internalErrors() const { return internal; }

private:
  const CheckedProgram &program;
  DiagnosticEngine engine;
  std::string internal;
  mlir::ScopedDiagnosticHandler handler;

  void add(mlir::Diagnostic &diagnostic);
  SourceRange rangeOf(mlir::Location location) const;
};

} // namespace neuro::lowering

#endif // NEURO_LOWERING_MESSAGES_H
