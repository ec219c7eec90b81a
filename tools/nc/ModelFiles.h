//===- ModelFiles.h - The header and manifest of a built model --*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a host program may name: networks, parameters with defaults, populations with
// their fields, ports and recordings, in the units the program writes.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TOOLS_NC_MODELFILES_H
#define NEURO_TOOLS_NC_MODELFILES_H

#include "runtime/abi/Plan.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace neuro::tool {

struct BuiltModel {
  std::string name; ///< a C identifier
  std::string source, precision, processor;
  const rt::ProgramPlan &plan;
};

/// A C99 header: the model's symbol, a struct of each network's parameters with its
/// defaults, a name for each path that neuro_sim_set, _get and _view take.
std::string modelHeader(const BuiltModel &model);

/// The same as one JSON object.
std::string modelManifest(const BuiltModel &model);

/// Writes the whole file or none: whoever looks on sees the old one or the new one. Says
/// what went wrong, or nothing.
std::string writeFile(const std::filesystem::path &path, std::string_view content);

/// `text` with everything that C identifiers lack replaced by '_'.
std::string identifier(const std::string &text);

} // namespace neuro::tool

#endif // NEURO_TOOLS_NC_MODELFILES_H
