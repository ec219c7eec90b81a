//===- Memory.h - Budget and aligned storage --------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_MEMORY_H
#define NEURO_RUNTIME_CORE_MEMORY_H

#include "runtime/core/Result.h"

#include <atomic>
#include <cstddef>
#include <new>
#include <string>
#include <type_traits>
#include <utility>

namespace neuro::rt {

/// Memory this process may use: the machine's, or its control group's limit.
size_t availableMemory();
/// "3.2 GB".
std::string bytesText(double bytes);
/// A number as a user would write it, up to 15 digits: "0.1", "1e+15".
std::string numberText(double value);

/// What a simulation may use and uses. Thread-safe.
class Budget {
public:
  explicit Budget(size_t limit) : limit(limit) {}
  /// Takes `bytes` or explains why they cannot be had. `bytes` is a double so
  /// that absurd sizes do not overflow on the way here.
  Result<void> take(double bytes, const std::string &what);
  /// Same without a message.
  bool tryTake(size_t bytes);
  void give(size_t bytes) { used -= bytes; }
  size_t inUse() const { return used; }
  /// The most that was in use at any time since `startMost`.
  size_t most() const { return high; }
  void startMost() { high = used.load(); }
  size_t total() const { return limit; }

private:
  size_t limit;
  std::atomic<size_t> used{0}, high{0};
};

/// Zeroed memory aligned to 64 bytes (pages for large ones, which the system
/// provides on first touch, by the thread that touches). What is read at the end
/// may be read as a whole vector: `beyond` more bytes are there, of any value.
class Buffer {
public:
  static constexpr size_t beyond = 64;
  Buffer() = default;
  ~Buffer() { release(); }
  Buffer(Buffer &&other) noexcept { swap(other); }
  Buffer &operator=(Buffer &&other) noexcept {
    swap(other);
    return *this;
  }
  Buffer(const Buffer &) = delete;
  Buffer &operator=(const Buffer &) = delete;

  /// False when the system has no memory left. Replaces what was there.
  bool allocate(size_t bytes);
  /// Keeps what is there, as much as fits. Large buffers are remapped, not copied,
  /// so that growing takes no memory twice. False when there is none left.
  bool resize(size_t bytes);
  void release();
  template <class T = char> T *as() { return static_cast<T *>(base); }
  template <class T = char> const T *as() const {
    return static_cast<const T *>(base);
  }
  size_t size() const { return bytes; }

private:
  void swap(Buffer &other) {
    std::swap(base, other.base);
    std::swap(bytes, other.bytes);
    std::swap(mapped, other.mapped);
  }
  void *base = nullptr;
  size_t bytes = 0;
  bool mapped = false;
};

/// A list of plain values that grows without holding old and new at once (where it
/// is large) and by a quarter, not twofold. Throws std::bad_alloc.
template <class T> class PagedList {
  static_assert(std::is_trivially_copyable_v<T>);

public:
  void push_back(const T &value) {
    if (count == room()) {
      const size_t more = count + count / 4 + 64;
      if (!buffer.resize(more * sizeof(T)))
        throw std::bad_alloc();
    }
    data()[count++] = value;
  }
  void reserve(size_t values) {
    if (values > room() && !buffer.resize(values * sizeof(T)))
      throw std::bad_alloc();
  }
  void shrink_to_fit() {
    if (!buffer.resize(count * sizeof(T)))
      throw std::bad_alloc();
  }
  T *data() { return buffer.template as<T>(); }
  const T *data() const { return buffer.template as<T>(); }
  T &back() { return data()[count - 1]; }
  const T &operator[](size_t k) const { return data()[k]; }
  size_t size() const { return count; }
  bool empty() const { return count == 0; }
  size_t bytes() const { return buffer.size(); }

private:
  size_t room() const { return buffer.size() / sizeof(T); }
  Buffer buffer;
  size_t count = 0;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_MEMORY_H
