//===- Error.cpp - Errors of the C interface -------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/api/Objects.h"

#include <new>

using namespace neuro;

/// Given out when there is no memory for any other error.
static neuro_error *noMemory() noexcept {
  static const struct Last : neuro_error {
    Last() {
      status = NEURO_MEMORY;
      message = "no memory left"; // short enough to need none
    }
  } last;
  return const_cast<neuro_error *>(static_cast<const neuro_error *>(&last));
}

neuro_error *api::caught() noexcept {
  try {
    try {
      throw;
    } catch (const Failure &failure) {
      auto error = std::make_unique<neuro_error>();
      error->status = failure.status;
      error->message = failure.message;
      error->code = failure.code;
      while (!error->message.empty() && error->message.back() == '\n')
        error->message.pop_back();
      return error.release();
    } catch (const std::bad_alloc &) {
      return noMemory();
    } catch (const std::exception &other) {
      auto error = std::make_unique<neuro_error>();
      error->message = std::string("internal error: ") + other.what();
      return error.release();
    } catch (...) {
      auto error = std::make_unique<neuro_error>();
      error->message = "internal error of an unknown kind";
      return error.release();
    }
  } catch (...) {
    return noMemory();
  }
}

void api::fail(const rt::Error &error, neuro_status status) {
  const size_t length = rt::codeLength(error.message);
  std::string code = length ? error.message.substr(0, 5) : "";
  std::string text = error.message.substr(length);
  if (!error.at.empty())
    text = error.at + ": " + text;
  if (!code.empty())
    text += "\n(nc explain " + code + ")";
  throw Failure(error.memory ? NEURO_MEMORY : status, std::move(text), std::move(code));
}

/// Edit distance (Levenshtein 1966).
static size_t distance(const std::string &a, const std::string &b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j)
    row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string api::suggestion(const std::string &name, const std::vector<std::string> &known) {
  constexpr size_t longest = 64; // names a person mistypes
  std::string best;
  size_t least = name.size() / 3 + 1;
  for (const std::string &candidate : known)
    if (name.size() <= longest && candidate.size() <= longest)
      if (const size_t d = distance(name, candidate); d < least) {
        least = d;
        best = candidate;
      }
  if (!best.empty())
    return "; did you mean '" + best + "'?";
  std::string all;
  for (size_t k = 0; k < known.size() && k < 20; ++k)
    all += (k ? ", " : "; there is ") + known[k];
  return all + (known.size() > 20 ? ", …" : "");
}

extern "C" {

neuro_status neuro_error_status(const neuro_error *error) {
  return error ? error->status : NEURO_OK;
}
const char *neuro_error_message(const neuro_error *error) {
  return error ? error->message.c_str() : "";
}
const char *neuro_error_code(const neuro_error *error) {
  return error ? error->code.c_str() : "";
}
void neuro_error_free(neuro_error *error) {
  if (error != noMemory())
    delete error;
}
}
