//===- Format.cpp - nc fmt -------------------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lang/ast/Printer.h"
#include "lang/parse/Parse.h"
#include "tools/nc/Commands.h"

#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>

using namespace neuro;

/// Writes beside the file and renames, so that a full disk or a crash cannot
/// leave half a model behind.
static std::string replaceFile(const std::string &path, const std::string &text) {
  std::string temporary = path + ".fmt-tmp";
  {
    std::ofstream out(temporary, std::ios::binary);
    out << text;
    out.flush();
    if (!out)
      return fmt::format("cannot write '{}'", temporary);
  }
  std::error_code code;
  auto mode = std::filesystem::status(path, code).permissions();
  if (!code)
    std::filesystem::permissions(temporary, mode, code);
  std::filesystem::rename(temporary, path, code);
  if (code) {
    std::filesystem::remove(temporary);
    return fmt::format("cannot replace '{}': {}", path, code.message());
  }
  return "";
}

int tool::formatCommand(const FormatOptions &options) {
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
    std::unique_ptr<ast::File> file = parse(*source, diagnostics);
    if (diagnostics.hasErrors()) {
      // A file that cannot be read is left exactly as it is.
      fmt::print(stderr, "{}", diagnostics.render(colourOnStderr()));
      failed = true;
      continue;
    }
    std::string text = ast::print(*file);
    if (options.check) {
      if (text != source->text()) {
        fmt::print("{}\n", path);
        failed = true;
      }
    } else if (options.inPlace) {
      if (text == source->text())
        continue;
      if (why = replaceFile(path, text); !why.empty()) {
        fmt::print(stderr, "nc: {}\n", why);
        failed = true;
      }
    } else {
      fmt::print("{}", text);
    }
  }
  return failed ? UserError : Success;
}
