//===- NoCompiler.cpp - What libneuro-rt says to text -----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/api/Objects.h"

using namespace neuro::api;

static neuro_error *refuse(neuro_program **program) {
  if (program)
    *program = nullptr;
  return guarded([] {
    throw Failure(NEURO_UNSUPPORTED,
                  "this library (libneuro-rt) holds no compiler; link libneuro to compile text");
  });
}

extern "C" {

int neuro_can_compile(void) { return 0; }

neuro_error *neuro_program_compile(neuro_engine *, const char *, const char *,
                                   const neuro_compile_options *, neuro_on_diagnostic, void *,
                                   neuro_program **program) {
  return refuse(program);
}

neuro_error *neuro_program_compile_file(neuro_engine *, const char *,
                                        const neuro_compile_options *, neuro_on_diagnostic,
                                        void *, neuro_program **program) {
  return refuse(program);
}
}
