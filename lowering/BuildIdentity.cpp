//===- BuildIdentity.cpp - Which build of the compiler this is ------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/BuildIdentity.h"

#include <cstdint>
#include <cstring>
#include <elf.h>
#include <link.h>
#include <string_view>
#include <sys/stat.h>

namespace neuro::lowering {

namespace {

/// NT_GNU_BUILD_ID of a loaded program or library, or "".
std::string buildIdOf(const dl_phdr_info &info) {
  for (int k = 0; k < info.dlpi_phnum; ++k) {
    const ElfW(Phdr) &segment = info.dlpi_phdr[k];
    if (segment.p_type != PT_NOTE)
      continue;
    const char *at = reinterpret_cast<const char *>(info.dlpi_addr + segment.p_vaddr);
    const char *end = at + segment.p_memsz;
    auto padded = [](size_t size) { return (size + 3) & ~size_t(3); };
    while (static_cast<size_t>(end - at) >= sizeof(ElfW(Nhdr))) {
      ElfW(Nhdr) note;
      std::memcpy(&note, at, sizeof note);
      const char *name = at + sizeof note, *content = name + padded(note.n_namesz);
      if (static_cast<size_t>(end - name) < padded(note.n_namesz) + padded(note.n_descsz))
        break;
      if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 &&
          std::memcmp(name, "GNU", 4) == 0)
        return std::string(content, note.n_descsz);
      at = content + padded(note.n_descsz);
    }
  }
  return "";
}

bool holds(const dl_phdr_info &info, uintptr_t address) {
  for (int k = 0; k < info.dlpi_phnum; ++k) {
    const ElfW(Phdr) &segment = info.dlpi_phdr[k];
    if (segment.p_type == PT_LOAD && address - (info.dlpi_addr + segment.p_vaddr) < segment.p_memsz)
      return true;
  }
  return false;
}

/// Name, size and time of the file.
std::string fileIdentity(const char *path) {
  struct stat status;
  if (stat(path, &status) != 0)
    return "";
  const int64_t numbers[] = {status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
  return path + std::string(1, '\0') +
         std::string(reinterpret_cast<const char *>(numbers), sizeof numbers);
}

struct Search {
  uintptr_t here;
  std::string identity, unknown;
};

int look(dl_phdr_info *info, size_t, void *data) {
  Search &search = *static_cast<Search *>(data);
  // The program itself has no name.
  const char *path = info->dlpi_name && *info->dlpi_name ? info->dlpi_name : "/proc/self/exe";
  const std::string_view whole = path;
  const std::string_view name = whole.substr(whole.rfind('/') + 1);
  if (!holds(*info, search.here) && name.find("libLLVM") != 0 && name.find("libMLIR") != 0)
    return 0;
  std::string one = buildIdOf(*info);
  if (one.empty())
    one = fileIdentity(path);
  if (one.empty())
    search.unknown = path;
  search.identity += std::to_string(one.size()) + ":" + one;
  return 0;
}

} // namespace

std::string buildIdentity(std::string &why) {
  // What is loaded does not change while this library is.
  static const Search found = [] {
    Search search{reinterpret_cast<uintptr_t>(&buildIdentity), "", ""};
    dl_iterate_phdr(look, &search);
    return search;
  }();
  if (!found.unknown.empty() || found.identity.empty()) {
    why = "it is not known which build of the compiler this is" +
          (found.unknown.empty() ? "" : ": '" + found.unknown + "' says nothing");
    return "";
  }
  return found.identity;
}

} // namespace neuro::lowering
