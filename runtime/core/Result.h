//===- Result.h - A value or the reason there is none -----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Nothing is thrown across the runtime's public interface: what can fail
// returns a Result. `at` is the place in the program text ("file.neuro:12:3")
// when the runtime knows it.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_RESULT_H
#define NEURO_RUNTIME_CORE_RESULT_H

#include <optional>
#include <string>
#include <utility>

namespace neuro::rt {

struct Error {
  std::string message;
  std::string at;
  bool memory = false; ///< there is not enough of it: the machine's, or a limit's
};

/// Memory ran out, or would.
inline Error outOfMemory(std::string message, std::string at = "") {
  return {std::move(message), std::move(at), true};
}

/// Length of the code a message begins with, "E0434: "; 0 if it has none.
inline size_t codeLength(const std::string &message) {
  constexpr size_t length = 7;
  const bool coded = message.size() > length && message[0] == 'E' &&
                     message.find_first_not_of("0123456789", 1) == length - 2 &&
                     message.compare(length - 2, 2, ": ") == 0;
  return coded ? length : 0;
}

/// `message` about `what`; its code stays in front.
inline std::string about(const std::string &what, const std::string &message) {
  const size_t code = codeLength(message);
  return message.substr(0, code) + what + ": " + message.substr(code);
}

template <class T> class [[nodiscard]] Result {
public:
  Result(T value) : content(std::move(value)) {}
  Result(Error error) : failure(std::move(error)) {}

  explicit operator bool() const { return content.has_value(); }
  bool ok() const { return content.has_value(); }
  T &value() { return *content; }
  const T &value() const { return *content; }
  T &operator*() { return *content; }
  const T &operator*() const { return *content; }
  T *operator->() { return &*content; }
  const T *operator->() const { return &*content; }
  /// Only when there is no value.
  const Error &error() const { return failure; }

private:
  std::optional<T> content;
  Error failure;
};

template <> class [[nodiscard]] Result<void> {
public:
  Result() = default;
  Result(Error error) : failure(std::move(error)) {}

  explicit operator bool() const { return !failure; }
  bool ok() const { return !failure; }
  const Error &error() const { return *failure; }

private:
  std::optional<Error> failure;
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_RESULT_H
