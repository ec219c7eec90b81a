//===- FlushDenormals.h - Arithmetic inside the tick loop -------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_FLUSHDENORMALS_H
#define NEURO_RUNTIME_CORE_FLUSHDENORMALS_H

#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace neuro::rt {

/// Decaying currents and conductances end in denormal numbers, which cost a
/// hundred times an ordinary one; results are rounded to zero instead while a
/// thread is in the tick loop.
class FlushDenormals {
public:
#if defined(__x86_64__)
  FlushDenormals() : saved(_mm_getcsr()) { _mm_setcsr(saved | 0x8040u); }
  ~FlushDenormals() { _mm_setcsr(saved); }

private:
  unsigned saved;
#elif defined(__aarch64__)
  FlushDenormals() {
    __asm__ __volatile__("mrs %0, fpcr" : "=r"(saved));
    __asm__ __volatile__("msr fpcr, %0" ::"r"(saved | (uint64_t(1) << 24)));
  }
  ~FlushDenormals() { __asm__ __volatile__("msr fpcr, %0" ::"r"(saved)); }

private:
  uint64_t saved;
#endif
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_CORE_FLUSHDENORMALS_H
