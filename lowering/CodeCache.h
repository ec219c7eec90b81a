//===- CodeCache.h - Machine code kept between compilations -----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The key of a program is a hash over all that its code and plan follow from: the
// texts of its files and of the library files that it imports, with their names, the
// options, the build of the compiler and of LLVM, and the processor. A change of any of
// them is another key; nothing is ever looked at to find out whether it is still valid.
//
// What is kept is everything that `compile` gives, so that with it neither IR is built
// nor code generated. A checksum covers all of a file; one that does not have the form,
// the key or the checksum it should have counts as absent and is replaced.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_CODECACHE_H
#define NEURO_LOWERING_CODECACHE_H

#include "lowering/Compiler.h"
#include "runtime/cache/CacheDirectory.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace neuro::lowering {

/// What compiling gives but for addresses.
struct CachedProgram {
  rt::ProgramPlan plan;
  std::string object, precision;
  std::vector<SolverChoice> solvers;
  std::vector<rt::PassNote> passes;
  std::string diagnostics;
  std::vector<Diagnostic> coded;
};

class CodeCache {
public:
  CodeCache(const CheckedProgram &program, const CompileOptions &options);

  /// False if it is not wanted, or if `problem` says why it cannot be.
  bool usable() const { return !key.empty(); }
  const std::string &problem() const { return reason; }
  std::string file() const { return directory.fileOf(key); }

  /// Nothing if it is not there or not whole; `why` then says which of the two.
  std::optional<CachedProgram> read(std::string &why) const;
  /// An error text, empty on success.
  std::string write(const CompiledProgram &compiled, std::string_view object,
                    const std::string &diagnostics, const std::vector<Diagnostic> &coded) const;

private:
  const CheckedProgram &program;
  rt::CacheDirectory directory;
  std::string key; ///< 64 hexadecimal digits
  std::string reason;
};

} // namespace neuro::lowering

#endif // NEURO_LOWERING_CODECACHE_H
