//===- NoCompilerTest.cpp - libneuro-rt ---------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Harness.h"

using namespace api_test;

TEST(ApiWithoutCompiler, SaysSo) {
  EXPECT_EQ(neuro_abi_version(), uint32_t(NEURO_ABI_MAJOR << 16 | NEURO_ABI_MINOR));
  EXPECT_EQ(neuro_can_compile(), 0);
  neuro_engine *engine = nullptr;
  OK(neuro_engine_create(nullptr, &engine));
  int here;
  neuro_program *program = reinterpret_cast<neuro_program *>(&here);
  REFUSED(neuro_program_compile(engine, mixedText, "m.neuro", nullptr, nullptr, nullptr, &program),
          NEURO_UNSUPPORTED, "libneuro-rt");
  EXPECT_EQ(program, nullptr);
  REFUSED(neuro_program_compile_file(engine, "m.neuro", nullptr, nullptr, nullptr, &program),
          NEURO_UNSUPPORTED, "libneuro-rt");
  neuro_engine_free(engine);
}
