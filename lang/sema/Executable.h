//===- Executable.h - What this version can run -----------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The language is checked as a whole; what of it cannot run yet is said here,
// once for each construct and with a way out (E09xx), before any code is made.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LANG_SEMA_EXECUTABLE_H
#define NEURO_LANG_SEMA_EXECUTABLE_H

#include "lang/sema/Sema.h"

namespace neuro {

/// Reports everything that stands between an experiment and its execution: in
/// the experiment, its network and the models that it uses. `experiment` empty:
/// all experiments and all networks. The program must have been checked without errors.
void checkExecutable(const CheckedProgram &program, const std::string &experiment,
                     DiagnosticEngine &diagnostics);

} // namespace neuro

#endif // NEURO_LANG_SEMA_EXECUTABLE_H
