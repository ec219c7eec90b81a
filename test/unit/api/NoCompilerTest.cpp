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

// What loading does with models is tested in test/api/ahead.test.
TEST(ApiWithoutCompiler, RefusesWhatIsNoModel) {
  neuro_engine_options options{};
  options.size = sizeof options;
  options.cache_directory = "/no/such/folder"; // nothing is compiled, so nothing is looked for
  neuro_engine *engine = nullptr;
  OK(neuro_engine_create(&options, &engine));
  int here;
  neuro_program *program = reinterpret_cast<neuro_program *>(&here);
  REFUSED(neuro_program_load(engine, "/no/such.so", &program), NEURO_IO, "/no/such.so");
  EXPECT_EQ(program, nullptr);
  REFUSED(neuro_program_load(engine, testing::TempDir().c_str(), &program), NEURO_IO, "not a file");
  REFUSED(neuro_program_load(engine, "", &program), NEURO_IO, "cannot load");
  REFUSED(neuro_program_load(engine, nullptr, &program), NEURO_INVALID, "NULL");
  REFUSED(neuro_program_load(nullptr, "a.so", &program), NEURO_INVALID, "NULL");
  REFUSED(neuro_program_load(engine, "a.so", nullptr), NEURO_INVALID, "NULL");
  REFUSED(neuro_program_from_model(engine, nullptr, &program), NEURO_INVALID, "NULL");
  alignas(16) const char zeros[256] = {};
  REFUSED(neuro_program_from_model(engine, reinterpret_cast<const neuro_model *>(zeros), &program),
          NEURO_IO, "not a compiled model");
  neuro_engine_free(engine);
}
