//===- Archive.cpp - Binary files of checkpoints --------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Archive.h"

#include <cerrno>
#include <cstdio>
#include <memory>

#if !defined(__BYTE_ORDER__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "checkpoints are written as memory holds them, which must be little-endian"
#endif

namespace neuro::rt {

namespace {

constexpr char magic[8] = {'N', 'E', 'U', 'R', 'O', 'C', 'K', '\n'};
/// Counts up with every change of what is written.
constexpr uint32_t version = 3;

struct Header {
  char magic[8];
  uint32_t version;
  uint32_t reserved;
  uint64_t size;
  uint64_t checksum;
};

using File = std::unique_ptr<std::FILE, int (*)(std::FILE *)>;

} // namespace

uint64_t hashBytes(const void *data, size_t size, uint64_t seed) {
  const unsigned char *bytes = static_cast<const unsigned char *>(data);
  uint64_t hash = seed;
  // Eight bytes at a time: a checkpoint may be gigabytes.
  for (; size >= 8; size -= 8, bytes += 8) {
    uint64_t word;
    std::memcpy(&word, bytes, 8);
    hash = (hash ^ word) * 0x100000001b3u;
    hash ^= hash >> 29;
  }
  for (; size > 0; --size, ++bytes)
    hash = (hash ^ *bytes) * 0x100000001b3u;
  return hash;
}

Result<void> ArchiveWriter::write(const std::string &path) const {
  const std::string partial = path + ".part";
  auto fail = [&](const char *what) {
    const Error error{"E0441: cannot " + std::string(what) + " '" + path +
                          "': " + std::strerror(errno),
                      ""};
    std::remove(partial.c_str());
    return error;
  };
  File file(std::fopen(partial.c_str(), "wb"), std::fclose);
  if (!file)
    return fail("create");
  Header header{};
  std::memcpy(header.magic, magic, sizeof magic);
  header.version = version;
  header.size = bytes.size();
  header.checksum = hashBytes(bytes.data(), bytes.size());
  if (std::fwrite(&header, sizeof header, 1, file.get()) != 1 ||
      std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size() ||
      std::fflush(file.get()) != 0)
    return fail("write");
  if (std::fclose(file.release()) != 0)
    return fail("write");
  if (std::rename(partial.c_str(), path.c_str()) != 0)
    return fail("replace");
  return {};
}

Result<ArchiveReader> ArchiveReader::open(const std::string &path) {
  File file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (!file)
    return Error{"E0441: cannot read '" + path + "': " + std::strerror(errno), ""};
  auto damaged = [&](const std::string &what) {
    return Error{"E0442: '" + path + "' " + what, ""};
  };
  Header header;
  if (std::fread(&header, sizeof header, 1, file.get()) != 1 ||
      std::memcmp(header.magic, magic, sizeof magic) != 0)
    return damaged("is not a checkpoint");
  if (header.version != version)
    return damaged("is a checkpoint of format " + std::to_string(header.version) +
                   ", which this version does not read; it reads format " +
                   std::to_string(version));
  // The length is believed only as far as there are bytes.
  ArchiveReader reader;
  constexpr size_t piece = size_t(1) << 24;
  while (reader.bytes.size() < header.size) {
    const size_t before = reader.bytes.size();
    const size_t want = static_cast<size_t>(std::min<uint64_t>(piece, header.size - before));
    reader.bytes.resize(before + want);
    const size_t got = std::fread(reader.bytes.data() + before, 1, want, file.get());
    if (got != want)
      return damaged("is damaged: it ends after " + std::to_string(before + got) + " of " +
                     std::to_string(header.size) + " bytes");
  }
  if (hashBytes(reader.bytes.data(), reader.bytes.size()) != header.checksum)
    return damaged("is damaged: its checksum is wrong");
  return reader;
}

} // namespace neuro::rt
