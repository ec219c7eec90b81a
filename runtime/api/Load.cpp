//===- Load.cpp - Programs compiled ahead of time -----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/api/Objects.h"
#include "runtime/model/LoadModel.h"
#include "runtime/model/Model.h"

#include <chrono>
#include <filesystem>

using namespace neuro;
using namespace neuro::api;

/// What LoadModel's codes say: not there or not a model, or not for this library.
static neuro_status statusOf(const rt::Error &error) {
  return error.message.rfind("E0453", 0) == 0 ? NEURO_UNSUPPORTED : NEURO_IO;
}

template <class Load>
static neuro_program *programFrom(const std::string &directory, Load &&load) {
  const auto start = std::chrono::steady_clock::now();
  rt::Result<std::shared_ptr<const rt::LoadedModel>> loaded = load();
  if (!loaded)
    fail(loaded.error(), statusOf(loaded.error()));
  auto program = std::make_unique<neuro_program>();
  Program &content = program->content;
  content.plan = &(*loaded)->plan;
  content.kernels = &(*loaded)->kernels;
  content.without = (*loaded)->without;
  content.owner = *loaded;
  content.directory = directory;
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  content.phases.push_back({"load", taken.count()});
  return program.release();
}

extern "C" {

neuro_error *neuro_program_load(neuro_engine *engine, const char *path, neuro_program **program) {
  return guarded([&] {
    require(program, "there is nowhere to write the program to (a NULL)");
    *program = nullptr;
    require(engine && path, "there is no engine or path (a NULL)");
    *program = programFrom(std::filesystem::path(path).parent_path().string(),
                           [&] { return rt::loadModel(path); });
  });
}

neuro_error *neuro_program_from_model(neuro_engine *engine, const neuro_model *model,
                                      neuro_program **program) {
  return guarded([&] {
    require(program, "there is nowhere to write the program to (a NULL)");
    *program = nullptr;
    require(engine && model, "there is no engine or model (a NULL)");
    *program = programFrom("", [&] { return rt::loadModel(*model, "the linked model"); });
  });
}
}
