//===- Link.h - Calling the system's compiler driver ------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TOOLS_NC_LINK_H
#define NEURO_TOOLS_NC_LINK_H

#include <string>
#include <vector>

namespace neuro::tool {

/// Runs `program` (looked up in PATH, no shell) and waits; an error text with what it
/// printed on standard error, empty on success.
std::string runProgram(const std::string &program, const std::vector<std::string> &arguments);

/// Calls `linker`, or else $CC, cc, gcc or clang, the first there is. An error text, empty
/// on success; `without` ends the one that there is no linker.
std::string callLinker(const std::string &linker, const std::vector<std::string> &arguments,
                       const std::string &without);

/// Makes a program of `objects` and the libraries for programs that stand beside the
/// compiler's own; `files`: with what reads HDF5 files and archives.
std::string linkProgram(const std::string &linker, const std::vector<std::string> &objects,
                        const std::string &program, bool files);

/// Makes `library` of `object` with `linker`, or else with $CC, cc, gcc or clang, the
/// first there is. An error text, empty on success.
std::string linkLibrary(const std::string &linker, const std::string &object,
                        const std::string &library);

} // namespace neuro::tool

#endif // NEURO_TOOLS_NC_LINK_H
