//===- Lz4.cpp - Unpacking LZ4 frames ---------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/Lz4.h"

#include <cstring>

using namespace neuro::rt;

namespace {

/// One block: sequences of literals and of copies from what was written before.
bool unpackBlock(std::string_view in, std::string &out, uint64_t limit) {
  size_t at = 0;
  auto length = [&](size_t nibble, size_t &value) {
    value = nibble;
    if (nibble == 15)
      while (true) {
        if (at >= in.size())
          return false;
        const unsigned char more = static_cast<unsigned char>(in[at++]);
        value += more;
        if (more != 255)
          break;
      }
    return true;
  };
  while (at < in.size()) {
    const unsigned char token = static_cast<unsigned char>(in[at++]);
    size_t literals, copied;
    if (!length(token >> 4, literals) || literals > in.size() - at ||
        literals > limit - out.size())
      return false;
    out.append(in.substr(at, literals));
    at += literals;
    if (at == in.size()) // the last sequence has no copy
      return true;
    if (in.size() - at < 2)
      return false;
    const size_t back = static_cast<size_t>(static_cast<unsigned char>(in[at])) |
                        static_cast<size_t>(static_cast<unsigned char>(in[at + 1])) << 8;
    at += 2;
    if (!length(token & 15, copied) || back == 0 || back > out.size() ||
        copied + 4 > limit - out.size())
      return false;
    // Byte by byte: source and target may overlap.
    for (size_t k = 0; k < copied + 4; ++k)
      out += out[out.size() - back];
  }
  return true;
}

} // namespace

Result<std::string> neuro::rt::unpackLz4(std::string_view packed, uint64_t limit) {
  auto broken = [](const char *what) {
    return Error{std::string("its LZ4 data is damaged: ") + what, ""};
  };
  std::string out;
  size_t at = 0;
  auto word = [&](uint32_t &value) {
    if (packed.size() - at < 4)
      return false;
    std::memcpy(&value, packed.data() + at, 4);
    at += 4;
    return true;
  };
  while (at < packed.size()) {
    uint32_t magic;
    if (!word(magic) || magic != 0x184D2204)
      return broken("no frame begins where one should");
    if (packed.size() - at < 3)
      return broken("it ends in the header of a frame");
    const unsigned char flags = static_cast<unsigned char>(packed[at]);
    if (flags >> 6 != 1)
      return broken("the version of the frame is unknown");
    if (flags & 1)
      return broken("the frame needs a dictionary");
    at += 2u + (flags & 8 ? 8u : 0u) + 1u; // flags, block size, content size, checksum
    if (at > packed.size())
      return broken("it ends in the header of a frame");
    while (true) {
      uint32_t size;
      if (!word(size))
        return broken("it ends before a block");
      if (size == 0)
        break;
      const bool plain = size >> 31;
      size &= 0x7fffffff;
      if (size > packed.size() - at)
        return broken("it ends within a block");
      const std::string_view block = packed.substr(at, size);
      at += size;
      if (plain) {
        if (size > limit - out.size())
          return broken("it is too large");
        out.append(block);
      } else if (!unpackBlock(block, out, limit)) {
        return broken("a block is not what it should be, or too large");
      }
      if (flags & 16) { // checksum of the block
        uint32_t skipped;
        if (!word(skipped))
          return broken("it ends behind a block");
      }
    }
    if (flags & 4) { // checksum of the content
      uint32_t skipped;
      if (!word(skipped))
        return broken("it ends behind its last block");
    }
  }
  return out;
}
