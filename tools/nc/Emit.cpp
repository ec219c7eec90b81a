//===- Emit.cpp - nc emit --------------------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lang/ast/Printer.h"
#include "runtime/io/Files.h"
#include "tools/nc/Session.h"

#include <fmt/format.h>

using namespace neuro;
using namespace neuro::tool;

static int emit(const EmitOptions &options) {
  Session session(options.program);
  // What the scientist said can be shown even where it cannot be run yet.
  if (!session.load(/*mustExecute=*/options.phase != "ast" && options.phase != "neuro"))
    return session.status;
  std::string text;
  if (options.phase == "ast") {
    text = ast::print(*session.program->files.front());
  } else {
    EmitResult result = neuro::emit(*session.program, options.phase, session.compileOptions());
    fmt::print(stderr, "{}", result.diagnostics);
    if (!result.ok)
      return result.internal ? OurError : UserError;
    text = std::move(result.text);
  }
  if (options.output.empty()) {
    fmt::print("{}", text);
    return Success;
  }
  rt::OutputFile out(options.output);
  out.write(text);
  if (std::string why = out.finish(); !why.empty()) {
    fmt::print(stderr, "nc: {}\n", why);
    return UserError;
  }
  return Success;
}

extern "C" __attribute__((visibility("default"))) int neuro_driver_emit(const EmitOptions *options) {
  return emit(*options);
}
