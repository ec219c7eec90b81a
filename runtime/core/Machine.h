//===- Machine.h - What this processor can do -------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_CORE_MACHINE_H
#define NEURO_RUNTIME_CORE_MACHINE_H

#if defined(__x86_64__)
#include <immintrin.h>

/// What functions written for 512-bit vectors are compiled for; hasAvx512() tells
/// whether they may be called.
#define NEURO_AVX512 "avx512f,avx512bw,avx512dq,avx512vl"
/// For plain loops: one copy for each generation of processors.
#define NEURO_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))

// All functions up to NEURO_END are for that generation.
#define NEURO_BEGIN_AVX2                                                                     \
  _Pragma("clang attribute push(__attribute__((target(\"avx2\"))), apply_to = function)")
#define NEURO_BEGIN_AVX512                                                                   \
  _Pragma("clang attribute push(__attribute__((target(\"avx512f,avx512bw,avx512dq,avx512vl\"), min_vector_width(512))), apply_to = function)")
#define NEURO_END _Pragma("clang attribute pop")

namespace neuro::rt {

inline bool hasAvx512() {
  return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl");
}
inline bool hasAvx2() { return __builtin_cpu_supports("avx2"); }

} // namespace neuro::rt

#else
#define NEURO_CLONES
#endif

#endif // NEURO_RUNTIME_CORE_MACHINE_H
