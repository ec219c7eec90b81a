//===- Check.cpp - nc check ------------------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lang/parse/Parse.h"
#include "lang/sema/Sema.h"
#include "tools/nc/Commands.h"

#include <fmt/format.h>

using namespace neuro;

int tool::checkCommand(const CheckOptions &options) {
  bool failed = false;
  for (const std::string &path : options.files) {
    std::string why;
    std::unique_ptr<SourceFile> source = loadFile(path, &why);
    if (!source) {
      fmt::print(stderr, "nc: cannot read '{}': {}\n", path, why);
      failed = true;
      continue;
    }
    DiagnosticEngine diagnostics;
    std::unique_ptr<CheckedProgram> program; // owns what the diagnostics point into
    std::unique_ptr<ast::File> file;
    if (options.syntaxOnly) {
      file = parse(*source, diagnostics);
    } else {
      LoadOptions load;
      load.stdDirectory = standardLibraryDirectory();
      program = check(std::move(source), load, diagnostics);
    }
    fmt::print(stderr, "{}", diagnostics.render(colourOnStderr()));
    failed |= diagnostics.hasErrors();
  }
  return failed ? UserError : Success;
}
