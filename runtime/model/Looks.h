//===- Looks.h - What a host said it looks at -------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_MODEL_LOOKS_H
#define NEURO_RUNTIME_MODEL_LOOKS_H

#include "runtime/abi/Plan.h"

#include <optional>
#include <string>
#include <vector>

namespace neuro::rt {

/// Of "E.V, motor.u" the paths.
std::vector<std::string> splitLooks(const std::string &list);

/// Unless some network of the plan, compiled with `path` among the looks, has a field of
/// that path: the paths of states and lets that there are.
std::optional<std::vector<std::string>> unknownLook(const ProgramPlan &plan,
                                                    const std::string &path);

} // namespace neuro::rt

#endif // NEURO_RUNTIME_MODEL_LOOKS_H
