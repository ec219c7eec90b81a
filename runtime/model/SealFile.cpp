//===- SealFile.cpp - Writing the checksum into a linked model ------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Apart from what reads it, so that a program has the mark for its models only.
//
//===----------------------------------------------------------------------===//

#include "runtime/model/Model.h"
#include "runtime/model/Seal.h"
#include "runtime/model/SealedParts.h"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <vector>

namespace neuro::rt {

std::string sealMark() { return std::string("neuro-seal\x8f\x1d\xe3\x52\xb6\x09", 16); }

/// Text relocations: the checksum would be wrong before anything happened.
static bool changesOnLoading(const std::string &bytes, const std::vector<Elf64_Phdr> &segments) {
  for (const Elf64_Phdr &segment : segments) {
    if (segment.p_type != PT_DYNAMIC || segment.p_offset > bytes.size() ||
        segment.p_filesz > bytes.size() - segment.p_offset)
      continue;
    for (uint64_t at = 0; at + sizeof(Elf64_Dyn) <= segment.p_filesz; at += sizeof(Elf64_Dyn)) {
      Elf64_Dyn entry;
      std::memcpy(&entry, bytes.data() + segment.p_offset + at, sizeof entry);
      if (entry.d_tag == DT_NULL)
        break;
      if (entry.d_tag == DT_TEXTREL || (entry.d_tag == DT_FLAGS && (entry.d_un.d_val & DF_TEXTREL)))
        return true;
    }
  }
  return false;
}

std::string sealModels(const std::string &path) {
  using File = std::unique_ptr<std::FILE, int (*)(std::FILE *)>;
  File file(std::fopen(path.c_str(), "r+b"), std::fclose);
  auto failed = [&](const char *what) {
    return std::string("cannot ") + what + " '" + path + "': " + std::strerror(errno);
  };
  if (!file)
    return failed("open");
  std::string bytes;
  char buffer[1 << 16];
  for (size_t got; (got = std::fread(buffer, 1, sizeof buffer, file.get())) > 0;)
    bytes.append(buffer, got);
  if (std::ferror(file.get()))
    return failed("read");

  Elf64_Ehdr header;
  if (bytes.size() < sizeof header)
    return "'" + path + "' is not what a linker makes";
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 && header.e_type == ET_REL)
    return "'" + path + "' is an object, whose code the linker changes; seal what it is linked into";
  std::vector<Elf64_Phdr> segments(header.e_phnum);
  const uint64_t table = uint64_t(header.e_phnum) * sizeof(Elf64_Phdr);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_phentsize != sizeof(Elf64_Phdr) ||
      header.e_phoff > bytes.size() || table > bytes.size() - header.e_phoff)
    return "'" + path + "' is not what a linker makes";
  std::memcpy(segments.data(), bytes.data() + header.e_phoff, table);
  for (const Elf64_Phdr &segment : segments)
    if (segment.p_type == PT_LOAD &&
        (segment.p_offset > bytes.size() || segment.p_filesz > bytes.size() - segment.p_offset))
      return "'" + path + "' is not what a linker makes";

  if (changesOnLoading(bytes, segments))
    return "'" + path + "' has code that the system changes when it loads it (text relocations); "
           "compile its parts position-independent (-fPIE or -fPIC)";
  const std::string mark = sealMark();
  std::vector<size_t> rooms;
  for (size_t at = 0; (at = bytes.find(mark, at)) != std::string::npos; at += mark.size())
    if (bytes.size() - at >= sizeof(neuro_model_seal))
      rooms.push_back(at);
  if (rooms.empty())
    return "'" + path + "' holds no compiled model";
  neuro_model_seal seal;
  seal.sealed = 1;
  seal.checksum = checksumOfParts(segments.data(), segments.size(), [&](const Elf64_Phdr &segment) {
    return bytes.data() + segment.p_offset;
  });
  std::memcpy(seal.mark, mark.data(), sizeof seal.mark);
  for (size_t at : rooms)
    if (std::fseek(file.get(), static_cast<long>(at), SEEK_SET) != 0 ||
        std::fwrite(&seal, sizeof seal, 1, file.get()) != 1)
      return failed("write");
  if (std::fclose(file.release()) != 0)
    return failed("write");
  return "";
}

} // namespace neuro::rt
