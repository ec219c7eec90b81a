//===- Driver.cpp - Loads the compiler when it is needed -------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM and MLIR are 250 MB of shared libraries whose loading alone takes longer
// than `nc check` on a small model. Only run, build, emit, report and profile need them,
// so those live in libneuro-driver.so beside this program.
//
//===----------------------------------------------------------------------===//

#include "tools/nc/Commands.h"

#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <fmt/format.h>

using namespace neuro;

/// The entry point `name` of the driver library, or null after saying why.
static void *driverEntry(const char *name) {
  namespace fs = std::filesystem;
  std::error_code code;
  fs::path here = fs::read_symlink("/proc/self/exe", code).parent_path();
  std::string tried;
  for (const char *relative : {"../lib/libneuro-driver.so", "libneuro-driver.so"}) {
    fs::path path = here / relative;
    if (!fs::exists(path, code)) {
      tried += fmt::format("\n  {}: not there", path.string());
      continue;
    }
    // Deep binding is not wanted: one copy of LLVM serves the process.
    if (void *library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL))
      if (void *entry = dlsym(library, name))
        return entry;
    tried += fmt::format("\n  {}: {}", path.string(), dlerror());
  }
  fmt::print(stderr, "nc: the compiler library cannot be loaded; is the installation complete?{}\n", tried);
  return nullptr;
}

template <typename Options>
static int call(const char *name, const Options &options) {
  auto *entry = reinterpret_cast<int (*)(const Options *)>(driverEntry(name));
  return entry ? entry(&options) : tool::OurError;
}

int tool::runCommand(const RunOptions &options) { return call("neuro_driver_run", options); }
int tool::emitCommand(const EmitOptions &options) { return call("neuro_driver_emit", options); }
int tool::buildCommand(const BuildOptions &options) { return call("neuro_driver_build", options); }
int tool::sealCommand(const SealOptions &options) { return call("neuro_driver_seal", options); }
int tool::reportCommand(const ProgramOptions &options) { return call("neuro_driver_report", options); }
int tool::profileCommand(const ProfileOptions &options) { return call("neuro_driver_profile", options); }
