//===- Archive.h - Binary files of checkpoints ------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Little-endian numbers and arrays in named sections, behind a header with a
// version, a length and a checksum. Reading never goes past what is there: a reader
// that failed gives zeros and empty arrays from then on.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_ARCHIVE_H
#define NEURO_RUNTIME_CORE_ARCHIVE_H

#include "runtime/core/Result.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace neuro::rt {

/// FNV-1a, 64 bits.
uint64_t hashBytes(const void *data, size_t size, uint64_t seed = 0xcbf29ce484222325u);

class ArchiveWriter {
public:
  template <class T> void put(T value) {
    static_assert(std::is_trivially_copyable_v<T> && !std::is_pointer_v<T>);
    raw(&value, sizeof value);
  }
  void text(std::string_view value) {
    put<uint64_t>(value.size());
    raw(value.data(), value.size());
  }
  template <class T> void array(const std::vector<T> &values) {
    put<uint64_t>(values.size());
    raw(values.data(), values.size() * sizeof(T));
  }
  void raw(const void *data, size_t size) {
    bytes.append(static_cast<const char *>(data), size);
  }
  /// Begins a section; sections do not nest.
  void section(std::string_view name) { text(name); }

  /// What was put in, without a header.
  const std::string &contents() const { return bytes; }
  /// Writes header and contents; the file is there as a whole or not at all.
  Result<void> write(const std::string &path) const;

private:
  std::string bytes;
};

class ArchiveReader {
public:
  /// Reads a file and checks header and checksum.
  static Result<ArchiveReader> open(const std::string &path);
  /// Reads ArchiveWriter::contents.
  static ArchiveReader over(std::string contents) {
    ArchiveReader reader;
    reader.bytes = std::move(contents);
    return reader;
  }

  template <class T> T get() {
    static_assert(std::is_trivially_copyable_v<T> && !std::is_pointer_v<T>);
    T value{};
    raw(&value, sizeof value);
    return value;
  }
  std::string text() {
    std::string value(checkedCount(1), 0);
    raw(value.data(), value.size());
    return value;
  }
  template <class T> std::vector<T> array() {
    std::vector<T> values(checkedCount(sizeof(T)));
    raw(values.data(), values.size() * sizeof(T));
    return values;
  }
  void raw(void *data, size_t size) {
    if (!good || size > bytes.size() - at) {
      good = false;
      std::memset(data, 0, size);
      return;
    }
    if (size)
      std::memcpy(data, bytes.data() + at, size);
    at += size;
  }
  /// Fails unless the section of that name comes next.
  void section(std::string_view name) { good &= text() == name; }
  bool ok() const { return good; }
  bool atEnd() const { return at == bytes.size(); }

private:
  size_t checkedCount(size_t each) {
    const uint64_t count = get<uint64_t>();
    if (!good || count > (bytes.size() - at) / each) {
      good = false;
      return 0;
    }
    return static_cast<size_t>(count);
  }
  std::string bytes;
  size_t at = 0;
  bool good = true;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_ARCHIVE_H
