//===- About.cpp - nc explain, nc version ----------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lang/diag/Diagnostics.h"
#include "runtime/abi/Passes.h"
#include "tools/nc/Commands.h"
#include "tools/nc/Version.h"

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

using namespace neuro;

int tool::explainCommand(const std::string &code) {
  std::string wanted = code;
  for (char &c : wanted)
    c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  std::string_view text = explain(wanted);
  if (!text.empty()) {
    fmt::print("{}{}", text, text.back() == '\n' ? "" : "\n");
    return Success;
  }
  std::vector<std::string_view> known;
#define NEURO_CODE(ID, TITLE) known.push_back(#ID);
#include "lang/diag/Codes.def"
#undef NEURO_CODE
  std::string_view close = nearest(wanted, known);
  fmt::print(stderr, "nc: there is no diagnostic '{}'{}\n", code,
             close.empty() ? "" : fmt::format("; did you mean '{}'?", close));
  return UserError;
}

int tool::helpCommand(const std::string &topic) {
  if (topic != "passes") {
    fmt::print(stderr, "nc: there is no help on '{}'; there is on: passes\n", topic);
    return UserError;
  }
  fmt::print("Passes over the whole model, each of which --without=NAME[,NAME...] switches off.\n"
             "A program means the same without them; those marked * round sums otherwise,\n"
             "so that last digits may differ.\n\n");
  for (const rt::PassInfo &info : rt::allPasses)
    fmt::print("  {:<20}{} {}\n", info.name, info.rounds ? '*' : ' ', info.sentence);
  return Success;
}

int tool::versionCommand() {
  fmt::print("nc {} (LLVM and MLIR {})\n", VersionText, LlvmVersionText);
  return Success;
}

std::string tool::standardLibraryDirectory() {
  namespace fs = std::filesystem;
  if (const char *chosen = std::getenv("NEURO_STD"); chosen && *chosen)
    return chosen;
  std::error_code code;
  fs::path program = fs::read_symlink("/proc/self/exe", code);
  if (!code) {
    fs::path installed = program.parent_path() / "../share/neuro/std";
    if (fs::is_directory(installed, code))
      return fs::weakly_canonical(installed, code).string();
  }
  return SourceStdDirectory;
}

bool tool::colourOnStderr() {
  return isatty(STDERR_FILENO) && !std::getenv("NO_COLOR");
}
