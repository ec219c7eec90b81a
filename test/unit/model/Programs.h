//===- Programs.h - The programs of the tree, compiled ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TEST_UNIT_MODEL_PROGRAMS_H
#define NEURO_TEST_UNIT_MODEL_PROGRAMS_H

#include "lang/sema/Executable.h"
#include "lowering/Compiler.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace neuro::test {

inline std::string sourceFolder() { return NEURO_SOURCE_DIRECTORY; }

/// The .neuro files below a folder of the tree, in order.
inline std::vector<std::string> programsBelow(const std::string &folder) {
  std::vector<std::string> files;
  for (const auto &entry : std::filesystem::recursive_directory_iterator(sourceFolder() + "/" + folder))
    if (entry.path().extension() == ".neuro")
      files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

inline std::string contentOf(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

/// A program that passed all checks, or null: many tests are of programs that do not.
inline std::unique_ptr<CheckedProgram> checkedFile(const std::string &path,
                                                   DiagnosticEngine &diagnostics) {
  LoadOptions options;
  options.stdDirectory = sourceFolder() + "/lang/std";
  auto program = check(std::make_unique<SourceFile>(path, contentOf(path)), options, diagnostics);
  if (diagnostics.hasErrors())
    return nullptr;
  checkExecutable(*program, "", diagnostics);
  return diagnostics.hasErrors() ? nullptr : std::move(program);
}

} // namespace neuro::test

#endif // NEURO_TEST_UNIT_MODEL_PROGRAMS_H
