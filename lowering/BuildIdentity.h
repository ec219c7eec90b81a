//===- BuildIdentity.h - Which build of the compiler this is ----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_BUILDIDENTITY_H
#define NEURO_LOWERING_BUILDIDENTITY_H

#include <string>

namespace neuro::lowering {

/// Differs between builds of the compiler and of the LLVM and MLIR it uses: the build
/// identifiers that the linker wrote into those libraries, or, where there are none, what
/// the file system says about the files. Empty with `why` set if neither is known.
std::string buildIdentity(std::string &why);

} // namespace neuro::lowering

#endif // NEURO_LOWERING_BUILDIDENTITY_H
