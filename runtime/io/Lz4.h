//===- Lz4.h - Unpacking LZ4 frames -----------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_IO_LZ4_H
#define NEURO_RUNTIME_IO_LZ4_H

#include "runtime/core/Result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace neuro::rt {

/// Unpacks the LZ4 frames in `packed` (LZ4 frame format 1.6.4), at most `limit`
/// bytes. Checksums are skipped; every reference is checked instead.
Result<std::string> unpackLz4(std::string_view packed, uint64_t limit);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_IO_LZ4_H
