//===- NumericArray.h - Arrays as files hold them ---------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_IO_NUMERICARRAY_H
#define NEURO_RUNTIME_IO_NUMERICARRAY_H

#include "runtime/core/Result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace neuro::rt {

/// Bytes a reader takes from one file at most.
constexpr uint64_t MAX_FILE_BYTES = uint64_t(1) << 33;

enum class Number : uint8_t { Bool, U8, I8, U16, I16, U32, I32, U64, I64, F16, F32, F64 };
size_t bytesOf(Number type);

/// Numbers in the bytes and the order of their file, converted when they are read.
struct NumericArray {
  Number type = Number::U8;
  bool bigEndian = false;
  bool columnMajor = false; ///< Fortran order
  std::vector<int64_t> shape;
  std::vector<unsigned char> bytes;

  int64_t count() const;
  /// Entry k in row-major order of `shape`.
  double at(int64_t k) const;
  /// As "u1", "f8": for messages.
  std::string typeText() const;
};

/// An IDX file (the format of MNIST, LeCun, Cortes & Burges), plain or gzip'd.
Result<NumericArray> readIdx(const std::string &path);

/// An .npy file held in memory; `name` is for messages. All numeric types, both
/// byte orders, C and Fortran order; no structures, no Python objects.
Result<NumericArray> parseNpy(std::string_view bytes, const std::string &name);
/// How an .npy file begins: an array without values, which are `bytes` bytes from `begin` on.
struct NpyStart {
  NumericArray array;
  size_t begin = 0;
  uint64_t bytes = 0;
};
/// `bytes` holds the whole header at least.
Result<NpyStart> parseNpyStart(std::string_view bytes, const std::string &name);
/// That other than the announced bytes follow.
Error wrongNpyBytes(const NpyStart &start, uint64_t follow, const std::string &name);

/// Values of an array with one axis, from the first on, of which some are in memory.
class ArrayStream {
public:
  virtual ~ArrayStream() = default;
  virtual uint64_t size() const = 0;
  /// The next `n` values, as many as there are at most.
  virtual Result<void> read(double *out, size_t n) = 0;
};
/// An array of an .npz archive.
Result<std::unique_ptr<ArrayStream>> streamNpz(const std::string &path, const std::string &name);
/// The array `name` of an .npz archive, stored or deflated.
Result<NumericArray> readNpz(const std::string &path, const std::string &name);
/// Names of the arrays of an .npz archive, without ".npy".
Result<std::vector<std::string>> listNpz(const std::string &path);

/// A CSV file of numbers under a line of column names; values row by row.
struct CsvTable {
  std::vector<std::string> columns;
  std::vector<double> values;
  int64_t rows() const {
    return columns.empty() ? 0 : static_cast<int64_t>(values.size() / columns.size());
  }
  /// Position of a column, or -1.
  int find(std::string_view name) const;
};
Result<CsvTable> readCsv(const std::string &path);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_IO_NUMERICARRAY_H
