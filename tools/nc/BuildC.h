//===- BuildC.h - nc build --emit=c --------------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TOOLS_NC_BUILDC_H
#define NEURO_TOOLS_NC_BUILDC_H

#include "tools/nc/Commands.h"

namespace neuro::tool {

/// Writes NAME.c and NAME.h, with `main` NAME_main.c: the network of the chosen
/// experiment as it is when its first `simulate` begins. Prints what is wrong.
int buildC(const BuildOptions &options);

} // namespace neuro::tool

#endif // NEURO_TOOLS_NC_BUILDC_H
