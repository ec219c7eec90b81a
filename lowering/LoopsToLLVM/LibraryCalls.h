//===- LibraryCalls.h - What generated code may call ------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The whole list: rarely used functions that go to the C library one element at
// a time. Everything else is inline code.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_LOOPSTOLLVM_LIBRARYCALLS_H
#define NEURO_LOWERING_LOOPSTOLLVM_LIBRARYCALLS_H

namespace neuro::lowering {

struct LibraryCall {
  const char *operation; ///< of MLIR
  const char *f64, *f32; ///< the C function
};

inline constexpr LibraryCall libraryCalls[] = {
    {"math.tan", "tan", "tanf"},
    {"math.atan", "atan", "atanf"},
    {"arith.remf", "fmod", "fmodf"},
};

} // namespace neuro::lowering

#endif // NEURO_LOWERING_LOOPSTOLLVM_LIBRARYCALLS_H
