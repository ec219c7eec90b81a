//===- NumericArray.cpp - Arrays as files hold them, IDX files -------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/NumericArray.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <memory>
#include <zlib.h>

using namespace neuro::rt;

size_t neuro::rt::bytesOf(Number type) {
  switch (type) {
  case Number::Bool: case Number::U8: case Number::I8: return 1;
  case Number::U16: case Number::I16: case Number::F16: return 2;
  case Number::U32: case Number::I32: case Number::F32: return 4;
  case Number::U64: case Number::I64: case Number::F64: return 8;
  }
  return 8;
}

std::string NumericArray::typeText() const {
  static constexpr const char *names[] = {"b1", "u1", "i1", "u2", "i2", "u4",
                                          "i4", "u8", "i8", "f2", "f4", "f8"};
  return names[static_cast<size_t>(type)];
}

int64_t NumericArray::count() const {
  return static_cast<int64_t>(bytes.size() / bytesOf(type));
}

/// IEEE 754 binary16.
static double half(uint16_t bits) {
  const int exponent = bits >> 10 & 31, fraction = bits & 1023;
  double value;
  if (exponent == 31)
    value = fraction ? NAN : INFINITY;
  else if (exponent == 0)
    value = std::ldexp(fraction, -24);
  else
    value = std::ldexp(1024 + fraction, exponent - 25);
  return bits & 0x8000 ? -value : value;
}

template <typename T> static double load(const unsigned char *at, bool swap) {
  unsigned char raw[sizeof(T)];
  std::memcpy(raw, at, sizeof(T));
  if (swap)
    std::reverse(raw, raw + sizeof(T));
  T value;
  std::memcpy(&value, raw, sizeof(T));
  return static_cast<double>(value);
}

double NumericArray::at(int64_t k) const {
  if (columnMajor && shape.size() > 1) {
    int64_t rest = k, position = 0;
    std::vector<int64_t> index(shape.size());
    for (size_t d = shape.size(); d-- > 0;) {
      index[d] = rest % shape[d];
      rest /= shape[d];
    }
    for (size_t d = shape.size(); d-- > 0;)
      position = position * shape[d] + index[d];
    k = position;
  }
  const unsigned char *item = bytes.data() + static_cast<size_t>(k) * bytesOf(type);
  switch (type) {
  case Number::Bool: return *item != 0;
  case Number::U8: return *item;
  case Number::I8: return load<int8_t>(item, false);
  case Number::U16: return load<uint16_t>(item, bigEndian);
  case Number::I16: return load<int16_t>(item, bigEndian);
  case Number::U32: return load<uint32_t>(item, bigEndian);
  case Number::I32: return load<int32_t>(item, bigEndian);
  case Number::U64: return load<uint64_t>(item, bigEndian);
  case Number::I64: return load<int64_t>(item, bigEndian);
  case Number::F16: {
    const unsigned char low = item[bigEndian ? 1 : 0], high = item[bigEndian ? 0 : 1];
    return half(static_cast<uint16_t>(high << 8 | low));
  }
  case Number::F32: return load<float>(item, bigEndian);
  case Number::F64: return load<double>(item, bigEndian);
  }
  return NAN;
}

// --- IDX --------------------------------------------------------------------------------

Result<NumericArray> neuro::rt::readIdx(const std::string &path) {
  std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
  if (!file)
    return Error{fmt::format("E0701: cannot read '{}'", path), ""};
  uint64_t offset = 0;
  auto broken = [&](std::string what) {
    return Error{fmt::format("E0702: '{}' is not an IDX file: {} (at byte {})", path, what, offset),
                 ""};
  };
  auto take = [&](unsigned char *to, size_t n) {
    const int got = gzread(file.get(), to, static_cast<unsigned>(n));
    offset += got > 0 ? static_cast<uint64_t>(got) : 0;
    return got == static_cast<int>(n);
  };
  unsigned char magic[4];
  if (!take(magic, 4))
    return broken("it ends in its header");
  NumericArray out;
  out.bigEndian = true;
  switch (magic[2]) {
  case 0x08: out.type = Number::U8; break;
  case 0x09: out.type = Number::I8; break;
  case 0x0b: out.type = Number::I16; break;
  case 0x0c: out.type = Number::I32; break;
  case 0x0d: out.type = Number::F32; break;
  case 0x0e: out.type = Number::F64; break;
  default:
    return broken(fmt::format("its type code is 0x{:02x}", magic[2]));
  }
  if (magic[0] || magic[1] || magic[3] == 0 || magic[3] > 8)
    return broken("it does not begin with 00 00, a type and 1 to 8 dimensions");
  uint64_t total = bytesOf(out.type);
  for (int d = 0; d < magic[3]; ++d) {
    unsigned char extent[4];
    if (!take(extent, 4))
      return broken("it ends in its header");
    const uint32_t n = static_cast<uint32_t>(extent[0]) << 24 | static_cast<uint32_t>(extent[1]) << 16 |
                       static_cast<uint32_t>(extent[2]) << 8 | extent[3];
    out.shape.push_back(n);
    if (n && total > MAX_FILE_BYTES / n)
      return broken(fmt::format("its extents make more than {} bytes", MAX_FILE_BYTES));
    total *= n;
  }
  // In pieces: a false header must not make us reserve what is not there.
  while (out.bytes.size() < total) {
    const size_t have = out.bytes.size();
    const size_t piece = static_cast<size_t>(std::min<uint64_t>(total - have, 1 << 20));
    out.bytes.resize(have + piece);
    if (!take(out.bytes.data() + have, piece))
      return broken(fmt::format("{} bytes of values are announced, but it ends", total));
  }
  unsigned char more;
  if (gzread(file.get(), &more, 1) == 1)
    return broken("more bytes follow the announced values");
  return out;
}
