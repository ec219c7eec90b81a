//===- SemaFuzzer.cpp - Any text through the semantic checks --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whatever the text says: it is checked or refused, every message renders, and a
// program without errors can be asked whether this version executes it.
//
//===----------------------------------------------------------------------===//
#include "lang/sema/Executable.h"
#include "lang/sema/Sema.h"

#include <cstdint>
#include <cstdlib>

using namespace neuro;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  LoadOptions options;
  options.stdDirectory = NEURO_STD_DIRECTORY;
  DiagnosticEngine diagnostics;
  std::unique_ptr<CheckedProgram> program =
      check(std::make_unique<SourceFile>("fuzz.neuro", std::string(reinterpret_cast<const char *>(data), size)),
            options, diagnostics);
  if (!program)
    std::abort();
  if (!diagnostics.hasErrors())
    checkExecutable(*program, "", diagnostics);
  if (diagnostics.render().empty() != diagnostics.all().empty())
    std::abort();
  return 0;
}
