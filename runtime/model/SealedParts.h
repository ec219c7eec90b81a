//===- SealedParts.h - What the checksum of a model covers ------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_MODEL_SEALEDPARTS_H
#define NEURO_RUNTIME_MODEL_SEALEDPARTS_H

#include "runtime/core/Archive.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <elf.h>

namespace neuro::rt {

/// Over all segments that are mapped and never written; `bytesOf` says where one is, in
/// memory or in a file that was read. Of the one that begins with the file's header, what
/// comes after the headers.
template <class BytesOf>
uint64_t checksumOfParts(const Elf64_Phdr *segments, size_t count, BytesOf bytesOf) {
  uint64_t checksum = hashBytes(nullptr, 0);
  for (size_t k = 0; k < count; ++k) {
    const Elf64_Phdr &segment = segments[k];
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) || segment.p_filesz == 0)
      continue;
    const char *bytes = bytesOf(segment);
    uint64_t from = 0;
    if (segment.p_offset == 0 && segment.p_filesz >= sizeof(Elf64_Ehdr)) {
      Elf64_Ehdr header;
      std::memcpy(&header, bytes, sizeof header);
      from = header.e_phoff + uint64_t(header.e_phnum) * header.e_phentsize;
      if (from > segment.p_filesz)
        from = segment.p_filesz;
    }
    checksum = hashBytes(bytes + from, segment.p_filesz - from, checksum);
  }
  return checksum;
}

} // namespace neuro::rt

#endif // NEURO_RUNTIME_MODEL_SEALEDPARTS_H
