//===- Seal.cpp - Is a loaded model as it was sealed? ---------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/model/Seal.h"

#include "runtime/model/Model.h"
#include "runtime/model/SealedParts.h"

#include <cstring>
#include <link.h>

namespace neuro::rt {

namespace {

struct Search {
  uintptr_t address;
  bool found = false;
  uint64_t checksum = 0;
};

int look(dl_phdr_info *info, size_t, void *data) {
  Search &search = *static_cast<Search *>(data);
  bool here = false;
  for (int k = 0; k < info->dlpi_phnum; ++k) {
    const ElfW(Phdr) &segment = info->dlpi_phdr[k];
    here |= segment.p_type == PT_LOAD &&
            search.address - (info->dlpi_addr + segment.p_vaddr) < segment.p_memsz;
  }
  if (!here)
    return 0;
  search.found = true;
  search.checksum = checksumOfParts(info->dlpi_phdr, info->dlpi_phnum, [&](const ElfW(Phdr) &segment) {
    return reinterpret_cast<const char *>(info->dlpi_addr + segment.p_vaddr);
  });
  return 1;
}

} // namespace

bool sealIsBroken(const neuro_model &model) {
  if (!model.seal || !model.seal->sealed)
    return false;
  Search search{reinterpret_cast<uintptr_t>(&model)};
  dl_iterate_phdr(look, &search);
  return !search.found || search.checksum != model.seal->checksum;
}

} // namespace neuro::rt
