//===- CacheDirectory.cpp - Files that can be made again ------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/cache/CacheDirectory.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <dirent.h>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace neuro::rt {

namespace {

constexpr const char *ending = ".code";
constexpr size_t keyLength = 64;
/// Larger files are not ours, whatever they are called.
constexpr off_t largest = off_t(1) << 30;
/// A file that is being written is not touched; one that is older was given up.
constexpr time_t abandonedAfter = 3600;
/// The time of use is noted this exactly, in seconds: a loop that compiles the same
/// program a thousand times need not write to the disk as often.
constexpr time_t useNoted = 60;

std::string textOf(const char *what, const std::string &path) {
  return std::string("cannot ") + what + " '" + path + "': " + std::strerror(errno);
}

class Descriptor {
public:
  explicit Descriptor(int number) : number(number) {}
  ~Descriptor() {
    if (number >= 0)
      ::close(number);
  }
  Descriptor(const Descriptor &) = delete;
  Descriptor &operator=(const Descriptor &) = delete;
  operator int() const { return number; }
  /// Some file systems say only here that a disk is full.
  bool close() {
    const int closed = number;
    number = -1;
    return ::close(closed) == 0;
  }

private:
  int number;
};

bool isKey(std::string_view text) {
  return text.size() == keyLength &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// "KEY.code".
bool isEntry(std::string_view name) {
  return name.size() == keyLength + std::strlen(ending) && isKey(name.substr(0, keyLength)) &&
         name.substr(keyLength) == ending;
}

/// ".KEY.PID.NUMBER.part": being written.
bool isPartial(std::string_view name) {
  return name.size() > keyLength + 6 && name.front() == '.' && isKey(name.substr(1, keyLength)) &&
         name.substr(name.size() - 5) == ".part";
}

/// The directory and its parents, for this user alone where they are new.
bool makeDirectories(const std::string &path) {
  if (mkdir(path.c_str(), 0700) == 0 || errno == EEXIST)
    return true;
  const size_t slash = path.find_last_of('/');
  if (errno != ENOENT || slash == std::string::npos || slash == 0)
    return false;
  return makeDirectories(path.substr(0, slash)) &&
         (mkdir(path.c_str(), 0700) == 0 || errno == EEXIST);
}

void forEachFile(const std::string &directory,
                 const std::function<void(const std::string &name, const struct stat &)> &use) {
  std::unique_ptr<DIR, int (*)(DIR *)> open(opendir(directory.c_str()), closedir);
  if (!open)
    return;
  while (const dirent *entry = readdir(open.get())) {
    const std::string name = entry->d_name;
    struct stat status;
    if ((isEntry(name) || isPartial(name)) &&
        fstatat(dirfd(open.get()), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISREG(status.st_mode))
      use(name, status);
  }
}

bool writeAll(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return false;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

} // namespace

std::string defaultCacheDirectory() {
  auto variable = [](const char *name) {
    const char *value = std::getenv(name);
    return std::string(value ? value : "");
  };
  if (std::string chosen = variable("NEURO_CACHE_DIR"); !chosen.empty())
    return chosen;
  // A relative one is to be ignored, says the XDG base directory specification.
  if (std::string base = variable("XDG_CACHE_HOME"); !base.empty() && base.front() == '/')
    return base + "/neuro";
  if (std::string home = variable("HOME"); !home.empty())
    return home + "/.cache/neuro";
  return "";
}

std::optional<uint64_t> byteSize(std::string_view text) {
  uint64_t number = 0;
  size_t digits = 0;
  for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
    if (number > (UINT64_MAX >> 40))
      return std::nullopt;
    number = number * 10 + static_cast<uint64_t>(text[digits] - '0');
  }
  if (digits == 0)
    return std::nullopt;
  const std::string_view unit = text.substr(digits);
  int shift = -1;
  if (unit.empty() || unit == "B")
    shift = 0;
  for (int k = 0; k < 4 && shift < 0; ++k)
    for (const char *end : {"", "B", "iB"})
      if (unit == std::string(1, "KMGT"[k]) + end)
        shift = 10 * (k + 1);
  if (shift < 0 || (shift > 0 && number > (UINT64_MAX >> shift)))
    return std::nullopt;
  return number << shift;
}

uint64_t cacheLimit() {
  const char *chosen = std::getenv("NEURO_CACHE_SIZE");
  return byteSize(chosen ? chosen : "").value_or(defaultCacheLimit);
}

CacheDirectory::CacheDirectory(std::string path, uint64_t limit)
    : directory(std::move(path)), limit(limit) {
  while (directory.size() > 1 && directory.back() == '/')
    directory.pop_back();
}

std::string CacheDirectory::fileOf(const std::string &key) const {
  return directory + "/" + key + ending;
}

std::optional<std::string> CacheDirectory::read(const std::string &key, std::string &why) const {
  why.clear();
  const std::string path = fileOf(key);
  // Not through links, and never waiting for a pipe's other end.
  Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (file < 0) {
    if (errno != ENOENT && errno != ENOTDIR)
      why = textOf("read", path);
    return std::nullopt;
  }
  struct stat status;
  if (fstat(file, &status) != 0) {
    why = textOf("read", path);
    return std::nullopt;
  }
  if (!S_ISREG(status.st_mode) || status.st_size > largest) {
    why = "'" + path + "' is not a file of this cache";
    return std::nullopt;
  }
  if ((status.st_uid != geteuid() && status.st_uid != 0) || (status.st_mode & 022) != 0) {
    why = "'" + path + "' is or may be written by others";
    return std::nullopt;
  }
  // Read, not mapped: a mapped file that somebody cuts off kills who looks at it.
  std::string contents(static_cast<size_t>(status.st_size), '\0');
  size_t filled = 0;
  while (filled < contents.size()) {
    const ssize_t got = ::read(file, contents.data() + filled, contents.size() - filled);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      why = textOf("read", path);
    if (got <= 0)
      break;
    filled += static_cast<size_t>(got);
  }
  contents.resize(filled);
  if (!why.empty())
    return std::nullopt;
  // In a cache that is shared and read-only this fails, and nothing is lost.
  if (std::time(nullptr) - status.st_mtime > useNoted)
    (void)!futimens(file, nullptr);
  return contents;
}

std::string CacheDirectory::write(const std::string &key, std::string_view contents) const {
  if (limit > 0 && contents.size() > limit)
    return "the code alone is larger than the cache may be";
  if (!makeDirectories(directory))
    return textOf("create", directory);
  static std::atomic<unsigned> counter{0};
  std::string partial;
  // Processes of two containers may have the same number; then one takes the next name.
  auto create = [&] {
    partial = directory + "/." + key + "." + std::to_string(getpid()) + "." +
              std::to_string(counter.fetch_add(1)) + ".part";
    return open(partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  };
  int opened = create();
  for (int tries = 0; opened < 0 && errno == EEXIST && tries < 100; ++tries)
    opened = create();
  Descriptor file(opened);
  if (file < 0)
    return textOf("write", partial);
  std::string why;
  if (!writeAll(file, contents) || !file.close())
    why = textOf("write", partial);
  else if (rename(partial.c_str(), fileOf(key).c_str()) != 0)
    why = textOf("replace", fileOf(key));
  if (!why.empty()) {
    unlink(partial.c_str());
    return why;
  }
  trim(key);
  return "";
}

CacheDirectory::Usage CacheDirectory::usage() const {
  Usage usage;
  forEachFile(directory, [&](const std::string &name, const struct stat &status) {
    usage.files += isEntry(name);
    usage.bytes += static_cast<uint64_t>(status.st_size);
  });
  return usage;
}

CacheDirectory::Usage CacheDirectory::clear(std::string &why) const {
  why.clear();
  Usage removed;
  forEachFile(directory, [&](const std::string &name, const struct stat &status) {
    const std::string path = directory + "/" + name;
    if (unlink(path.c_str()) == 0) {
      removed.files += isEntry(name);
      removed.bytes += static_cast<uint64_t>(status.st_size);
    } else if (errno != ENOENT && why.empty()) {
      why = textOf("remove", path);
    }
  });
  return removed;
}

/// Somebody else may be at it at the same time: what is gone already counts as removed.
void CacheDirectory::trim(const std::string &kept) const {
  struct Entry {
    timespec used;
    std::string name;
    uint64_t bytes;
  };
  std::vector<Entry> entries;
  uint64_t total = 0;
  const time_t now = std::time(nullptr);
  forEachFile(directory, [&](const std::string &name, const struct stat &status) {
    if (isPartial(name)) {
      if (now - status.st_mtime > abandonedAfter)
        unlink((directory + "/" + name).c_str());
      return;
    }
    entries.push_back({status.st_mtim, name, static_cast<uint64_t>(status.st_size)});
    total += entries.back().bytes;
  });
  if (limit == 0 || total <= limit)
    return;
  std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
    if (a.used.tv_sec != b.used.tv_sec)
      return a.used.tv_sec < b.used.tv_sec;
    if (a.used.tv_nsec != b.used.tv_nsec)
      return a.used.tv_nsec < b.used.tv_nsec;
    return a.name < b.name;
  });
  // A tenth below the limit, so that not every file that is added looks for another to go.
  const uint64_t wanted = limit - limit / 10;
  for (const Entry &entry : entries) {
    if (total <= wanted)
      return;
    if (entry.name == kept + ending)
      continue;
    const std::string path = directory + "/" + entry.name;
    if (unlink(path.c_str()) == 0 || errno == ENOENT)
      total -= entry.bytes;
  }
}

} // namespace neuro::rt
