//===- PlanBytes.h - A plan as bytes, and back ------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Plans of programs that are compiled ahead of time. The format is of one version of
// the compiler: a header carries a number that follows from the members of all structs
// (PlanMembers.def), the length and a checksum. Bytes that are not a plan, are cut off
// or damaged are refused; reading takes memory in proportion to their number.
//
// What reading makes sure of is the form: counts, enumerators, nesting. Whether an
// index lies within its table is not looked at; like the machine code they lie beside,
// plans are to come from the compiler.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_MODEL_PLANBYTES_H
#define NEURO_RUNTIME_MODEL_PLANBYTES_H

#include "runtime/abi/Plan.h"
#include "runtime/core/Result.h"

#include <string>
#include <string_view>

namespace neuro::rt {

/// Fails only for plans that the compiler does not make, nested too deeply or too big.
Result<std::string> planToBytes(const ProgramPlan &plan);

/// The error says what is wrong with the bytes, to follow a file's name: "is damaged: …".
Result<ProgramPlan> planFromBytes(std::string_view bytes);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_MODEL_PLANBYTES_H
