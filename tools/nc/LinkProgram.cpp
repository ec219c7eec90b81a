//===- LinkProgram.cpp - Programs that need nothing of the compiler -------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/nc/Link.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <unistd.h>

using namespace neuro;

/// The folder of the library that this is part of.
static std::string ownFolder() {
  Dl_info self;
  const std::string path =
      dladdr(reinterpret_cast<const void *>(&ownFolder), &self) && self.dli_fname ? self.dli_fname : "";
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

std::string tool::linkProgram(const std::string &linker, const std::vector<std::string> &objects,
                              const std::string &program, bool files) {
  const std::string folder = ownFolder(), main = folder + "/libneuro-exe.a",
                    instead = folder + "/libneuro-exe-nofiles.a";
  for (const std::string &library : {main, instead})
    if (access(library.c_str(), R_OK) != 0)
      return fmt::format("'{}' is not there; is the installation complete?", library);
  // What stands in for the readers of files is there before they are looked for.
  std::vector<std::string> arguments = {"-o", program};
  arguments.insert(arguments.end(), objects.begin(), objects.end());
  if (!files)
    arguments.push_back("-Wl,--whole-archive," + instead + ",--no-whole-archive");
  arguments.insert(arguments.end(),
                   {main, "-Wl,--gc-sections", "-Wl,-z,noexecstack", "-Wl,-z,relro,-z,now", "-pie",
                    "-static-libgcc", "-Wl,--as-needed", "-Wl,-Bstatic,-lstdc++,-lz,-Bdynamic"});
  if (files)
    arguments.insert(arguments.end(), {NEURO_HDF5_LIBRARY, NEURO_ZIP_LIBRARY});
  arguments.insert(arguments.end(), {"-lpthread", "-ldl", "-lm", "-lc"});
  return callLinker(linker, arguments, "without --exe, `nc build` needs none");
}
