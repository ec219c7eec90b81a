//===- ParseFuzzer.cpp - Any text through parser and printer --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whatever the bytes are: the parser returns a tree, messages render, trees copy.
// A text without errors prints to a text without errors that prints to itself.
//
//===----------------------------------------------------------------------===//
#include "lang/ast/Printer.h"
#include "lang/parse/Parse.h"

#include <cstdio>
#include <cstdlib>

using namespace neuro;

static void require(bool holds, const char *what, const std::string &text) {
  if (holds)
    return;
  std::fprintf(stderr, "%s:\n%s\n", what, text.c_str());
  std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  SourceFile source("fuzz.neuro", std::string(reinterpret_cast<const char *>(data), size));
  DiagnosticEngine diagnostics;
  std::unique_ptr<ast::File> file = parse(source, diagnostics);
  require(file != nullptr, "no tree", source.text());
  std::string messages = diagnostics.render(true);
  require(messages.empty() == diagnostics.all().empty(), "no messages", source.text());
  for (const ast::DeclPtr &item : file->items.items)
    ast::clone(item.get());
  std::string printed = ast::print(*file);
  if (diagnostics.hasErrors())
    return 0;

  SourceFile again("printed.neuro", printed);
  DiagnosticEngine second;
  std::unique_ptr<ast::File> reread = parse(again, second);
  require(!second.hasErrors(), "the printed text has errors", printed + second.render());
  require(ast::print(*reread) == printed, "printing is no fixed point", printed);
  return 0;
}
