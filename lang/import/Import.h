//===- Import.h - Checked program to neuro IR
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_IMPORT_IMPORT_H
#define NEURO_LANG_IMPORT_IMPORT_H

#include "lang/sema/Sema.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

#include <string>
#include <vector>

namespace neuro {

struct ImportOptions {
  /// Operations the module may have: nested functions and loops multiply, and
  /// hostile text must not eat memory.
  size_t maxOperations = 8u << 20;
  /// The experiments to import; empty: all. What a program cannot run in one
  /// experiment does not keep another from running.
  std::vector<std::string> experiments;
};

/// The neuro phase of a program without errors: the models its networks use,
/// all networks and experiments of the main file. `for` of networks is
/// unrolled, tables and loop variables are folded, functions inlined. Every
/// operation carries the range of source text it comes from.
///
/// Null after an error, which was emitted through the context's diagnostic
/// engine with its source range. The context must be able to load the neuro
/// dialect.
mlir::OwningOpRef<mlir::ModuleOp> importProgram(const CheckedProgram &program,
                                                mlir::MLIRContext &context,
                                                const ImportOptions &options = {});

/// The range of source text as a location; unknown for what the compiler
/// supplies.
mlir::Location locationOf(mlir::MLIRContext &context, SourceRange range);

} // namespace neuro

#endif // NEURO_LANG_IMPORT_IMPORT_H
