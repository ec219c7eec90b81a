//===- CacheDirectory.h - Files that can be made again ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A directory of files by key that any number of processes use at once. A file is
// there as a whole or not at all: it is written under another name and renamed. What
// was used longest ago goes when there is too much; reading notes the time of use in
// the time of modification, because the time of access is kept on few systems.
//
// What is in a file is the caller's to check: disks and people damage files. Files of
// other users, or that others may write, are not read, because what is kept is code.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CACHE_CACHEDIRECTORY_H
#define NEURO_RUNTIME_CACHE_CACHEDIRECTORY_H

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace neuro::rt {

/// `$NEURO_CACHE_DIR`, `$XDG_CACHE_HOME/neuro` or `$HOME/.cache/neuro`, the first that is
/// set; empty if none is.
std::string defaultCacheDirectory();

constexpr uint64_t defaultCacheLimit = uint64_t(1) << 30;

/// "512M", "2G", "100000": bytes, with powers of 1024; nothing for other texts.
std::optional<uint64_t> byteSize(std::string_view text);

/// `$NEURO_CACHE_SIZE`, or the default where it is not set or not a size; 0: no limit.
uint64_t cacheLimit();

class CacheDirectory {
public:
  /// Nothing is created before the first `write`.
  explicit CacheDirectory(std::string path, uint64_t limit = cacheLimit());

  const std::string &path() const { return directory; }
  /// Where the file of a key is; a key is 64 hexadecimal digits.
  std::string fileOf(const std::string &key) const;

  /// The file's bytes, or nothing: it is not there, cannot be read or may not be trusted;
  /// `why` says which of the latter, or is left empty.
  std::optional<std::string> read(const std::string &key, std::string &why) const;

  /// Makes or replaces a file, then removes what is too much. An error text, empty on
  /// success; what was there is then still there.
  std::string write(const std::string &key, std::string_view contents) const;

  struct Usage {
    uint64_t files = 0, bytes = 0;
  };
  Usage usage() const;
  /// Removes this cache's files and nothing else; what was removed. An error text in `why`
  /// if some are left.
  Usage clear(std::string &why) const;

private:
  std::string directory;
  uint64_t limit;
  void trim(const std::string &kept) const;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CACHE_CACHEDIRECTORY_H
