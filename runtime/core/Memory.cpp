//===- Memory.cpp - Budget and aligned storage ----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Memory.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace neuro::rt {

size_t availableMemory() {
  size_t memory = static_cast<size_t>(sysconf(_SC_PHYS_PAGES)) *
                  static_cast<size_t>(sysconf(_SC_PAGE_SIZE));
  // Version 2 and 1 of control groups; "max" does not parse as a number.
  for (const char *path : {"/sys/fs/cgroup/memory.max",
                           "/sys/fs/cgroup/memory/memory.limit_in_bytes"}) {
    if (FILE *file = std::fopen(path, "r")) {
      unsigned long long limit = 0;
      if (std::fscanf(file, "%llu", &limit) == 1 && limit > 0 && limit < memory)
        memory = static_cast<size_t>(limit);
      std::fclose(file);
    }
  }
  return memory;
}

std::string bytesText(double bytes) {
  const char *units[] = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
  int unit = 0;
  while (bytes >= 1000 && unit < 6) {
    bytes /= 1000;
    ++unit;
  }
  char text[64];
  std::snprintf(text, sizeof text,
                bytes >= 1e4                 ? "%.3g %s"
                : unit == 0 || bytes >= 100 ? "%.0f %s"
                                            : "%.1f %s",
                bytes, units[unit]);
  return text;
}

std::string numberText(double value) {
  char text[40];
  for (int digits : {6, 9, 12, 15}) {
    std::snprintf(text, sizeof text, "%.*g", digits, value);
    if (std::strtod(text, nullptr) == value)
      break;
  }
  return text;
}

bool Budget::tryTake(size_t bytes) {
  size_t now = used;
  do {
    if (bytes > limit || now > limit - bytes)
      return false;
  } while (!used.compare_exchange_weak(now, now + bytes));
  size_t before = high;
  while (before < now + bytes && !high.compare_exchange_weak(before, now + bytes))
    ;
  return true;
}

Result<void> Budget::take(double bytes, const std::string &what) {
  if (bytes >= 0 && bytes < 9e18 && tryTake(static_cast<size_t>(bytes)))
    return {};
  size_t now = used;
  return outOfMemory(what + " would take " + bytesText(bytes) + "; " +
                   bytesText(static_cast<double>(now < limit ? limit - now : 0)) +
                   " of " + bytesText(static_cast<double>(limit)) + " are left");
}

bool Buffer::allocate(size_t size) {
  release();
  if (size == 0)
    return true;
  constexpr size_t large = size_t(1) << 20;
  if (size >= large) {
    void *p = mmap(nullptr, size + beyond, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED)
      return false;
    madvise(p, size, MADV_HUGEPAGE);
    base = p;
    mapped = true;
  } else {
    const size_t rounded = (size + beyond + 63) / 64 * 64;
    base = std::aligned_alloc(64, rounded);
    if (!base)
      return false;
    std::memset(base, 0, rounded);
  }
  bytes = size;
  return true;
}

bool Buffer::resize(size_t size) {
  constexpr size_t large = size_t(1) << 20;
  if (mapped && size >= large) {
    void *p = mremap(base, bytes + beyond, size + beyond, MREMAP_MAYMOVE);
    if (p == MAP_FAILED)
      return false;
    base = p;
    bytes = size;
    return true;
  }
  Buffer fresh;
  if (!fresh.allocate(size))
    return false;
  if (size > 0 && bytes > 0)
    std::memcpy(fresh.base, base, std::min(size, bytes));
  swap(fresh);
  return true;
}

void Buffer::release() {
  if (mapped)
    munmap(base, bytes + beyond);
  else
    std::free(base);
  base = nullptr;
  bytes = 0;
  mapped = false;
}

} // namespace neuro::rt
