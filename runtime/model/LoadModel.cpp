//===- LoadModel.cpp - Programs compiled ahead of time --------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/model/LoadModel.h"

#include "runtime/model/Model.h"
#include "runtime/model/PlanBytes.h"
#include "runtime/model/Seal.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <elf.h>
#include <sys/stat.h>

namespace neuro::rt {

namespace {

Error unreadable(const std::string &path, const std::string &why) {
  return {"E0451: cannot load '" + path + "': " + why, ""};
}
Error damaged(const std::string &path, const std::string &what) {
  return {"E0452: '" + path + "' " + what, ""};
}
Error unsuitable(const std::string &path, const std::string &what) {
  return {"E0453: '" + path + "' " + what, ""};
}

/// The system's loader maps what the headers promise; in a library that was cut off,
/// that is memory behind the file's end, which kills whoever touches it.
std::optional<Error> checkWhole(const std::string &path) {
  std::unique_ptr<std::FILE, int (*)(std::FILE *)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  struct stat status;
  if (!file || fstat(fileno(file.get()), &status) != 0)
    return unreadable(path, std::strerror(errno));
  if (!S_ISREG(status.st_mode))
    return unreadable(path, "not a file");
  const uint64_t size = static_cast<uint64_t>(status.st_size);
  auto within = [&](uint64_t from, uint64_t length) { return from <= size && length <= size - from; };
  Elf64_Ehdr header;
  if (std::fread(&header, sizeof header, 1, file.get()) != 1 ||
      std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 ||
      header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_type != ET_DYN)
    return damaged(path, "is not a shared library; `nc build --shared` makes one");
  if (header.e_phentsize != sizeof(Elf64_Phdr) ||
      !within(header.e_phoff, uint64_t(header.e_phnum) * sizeof(Elf64_Phdr)) ||
      !within(header.e_shoff, uint64_t(header.e_shnum) * header.e_shentsize) ||
      std::fseek(file.get(), static_cast<long>(header.e_phoff), SEEK_SET) != 0)
    return damaged(path, "is damaged: it was cut off");
  for (int k = 0; k < header.e_phnum; ++k) {
    Elf64_Phdr segment;
    if (std::fread(&segment, sizeof segment, 1, file.get()) != 1 ||
        !within(segment.p_offset, segment.p_filesz))
      return damaged(path, "is damaged: it was cut off");
  }
  return std::nullopt;
}

/// Whether this processor has what LLVM calls `name`; true for names that generated code
/// does not depend on.
bool processorHas(std::string_view name) {
#if defined(__x86_64__)
  __builtin_cpu_init();
#define NEURO_FEATURE(llvmName, gccName)                                                          \
  if (name == llvmName)                                                                           \
    return __builtin_cpu_supports(gccName) != 0;
  NEURO_FEATURE("sse3", "sse3")
  NEURO_FEATURE("ssse3", "ssse3")
  NEURO_FEATURE("sse4.1", "sse4.1")
  NEURO_FEATURE("sse4.2", "sse4.2")
  NEURO_FEATURE("popcnt", "popcnt")
  NEURO_FEATURE("avx", "avx")
  NEURO_FEATURE("avx2", "avx2")
  NEURO_FEATURE("fma", "fma")
  NEURO_FEATURE("fma4", "fma4")
  NEURO_FEATURE("xop", "xop")
  NEURO_FEATURE("sse4a", "sse4a")
  NEURO_FEATURE("bmi", "bmi")
  NEURO_FEATURE("bmi2", "bmi2")
  NEURO_FEATURE("avx512f", "avx512f")
  NEURO_FEATURE("avx512bw", "avx512bw")
  NEURO_FEATURE("avx512dq", "avx512dq")
  NEURO_FEATURE("avx512vl", "avx512vl")
  NEURO_FEATURE("avx512cd", "avx512cd")
  NEURO_FEATURE("avx512ifma", "avx512ifma")
  NEURO_FEATURE("avx512vbmi", "avx512vbmi")
  NEURO_FEATURE("avx512vbmi2", "avx512vbmi2")
  NEURO_FEATURE("avx512vnni", "avx512vnni")
  NEURO_FEATURE("avx512bitalg", "avx512bitalg")
  NEURO_FEATURE("avx512vpopcntdq", "avx512vpopcntdq")
  NEURO_FEATURE("gfni", "gfni")
  NEURO_FEATURE("avx512fp16", "avx512fp16")
  NEURO_FEATURE("avx512bf16", "avx512bf16")
  NEURO_FEATURE("avxvnni", "avxvnni")
  NEURO_FEATURE("f16c", "f16c")
  NEURO_FEATURE("lzcnt", "lzcnt")
  NEURO_FEATURE("movbe", "movbe")
#undef NEURO_FEATURE
#endif
  (void)name;
  return true;
}

} // namespace

std::string missingFeature(const std::string &features) {
  size_t at = 0;
  while (at < features.size()) {
    const size_t end = std::min(features.find(',', at), features.size());
    const std::string_view feature = std::string_view(features).substr(at, end - at);
    if (feature.size() > 1 && feature[0] == '+' && !processorHas(feature.substr(1)))
      return std::string(feature.substr(1));
    at = end + 1;
  }
  return "";
}

Result<std::shared_ptr<const LoadedModel>> loadModel(const neuro_model &model,
                                                     const std::string &what) {
  if (model.magic != MODEL_MAGIC)
    return damaged(what, "is not a compiled model");
  if (model.structSize != sizeof(neuro_model) || model.abiVersion != ABI_VERSION)
    return unsuitable(what, "was built by another version of the compiler; build it again");
  if (std::string lacks = missingFeature(model.features); !lacks.empty())
    return unsuitable(what, "was built for a processor with " + lacks + " (" + model.processor +
                                "), which this one lacks; build it with "
                                "`nc build --cpu x86-64-v3`, or here");
  if (sealIsBroken(model))
    return damaged(what, "is damaged: the checksum of its code is wrong");
  Result<ProgramPlan> plan = planFromBytes({model.plan, model.planSize});
  if (!plan)
    return damaged(what, plan.error().message);
  auto loaded = std::make_shared<LoadedModel>();
  loaded->name = model.name;
  loaded->plan = std::move(*plan);
  loaded->precision = model.precision;
  for (uint64_t k = 0; k < model.kernelCount; ++k)
    loaded->kernels[model.kernels[k].symbol] = model.kernels[k].code;
  for (const PassInfo &info : allPasses)
    if (("," + std::string(model.without) + ",").find("," + std::string(info.name) + ",") !=
        std::string::npos)
      loaded->without.add(info.pass);
  return std::shared_ptr<const LoadedModel>(std::move(loaded));
}

Result<std::shared_ptr<const LoadedModel>> loadModel(const std::string &path) {
  if (std::optional<Error> error = checkWhole(path))
    return *error;
  // A name without a slash would be looked for in the system's folders.
  const std::string file = path.find('/') == std::string::npos ? "./" + path : path;
  void *handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    const char *why = dlerror();
    return unreadable(path, why ? why : "the system's loader refuses it");
  }
  std::shared_ptr<void> library(handle, [](void *opened) { dlclose(opened); });
  auto *model = static_cast<const neuro_model *const *>(dlsym(handle, "neuro_model_here"));
  if (!model || !*model)
    return damaged(path, "is a library, but not of a model; `nc build --shared` makes those");
  Result<std::shared_ptr<const LoadedModel>> loaded = loadModel(**model, path);
  if (!loaded)
    return loaded;
  auto held = std::make_shared<LoadedModel>(**loaded);
  held->library = std::move(library);
  return std::shared_ptr<const LoadedModel>(std::move(held));
}

} // namespace neuro::rt
