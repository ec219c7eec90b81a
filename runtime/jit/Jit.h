//===- Jit.h - Machine code from the LLVM dialect ---------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compiles a module of kernels for the processor it runs on. Floating-point
// semantics are those of the IR: nothing is reassociated or contracted, so a
// kernel gives the same bits at every vector width, on any number of threads,
// and on every processor; fused multiply-add happens where the IR says so.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_JIT_JIT_H
#define NEURO_RUNTIME_JIT_JIT_H

#include "runtime/abi/Kernel.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mlir {
class ModuleOp;
}
namespace llvm {
class Error;
class StringRef;
} // namespace llvm

namespace neuro::jit {

struct JitOptions {
  /// 0 to 3. The kernels arrive vectorised; 1 cleans up, more finds nothing.
  int optimization = 1;
  /// LLVM's name of a processor whose instructions to keep to, such as
  /// "x86-64-v3"; empty: this one with all it has.
  std::string processor;
  /// Asked, if it is set, before each pass over a function; false ends code generation, which
  /// then fails.
  std::function<bool()> goesOn;
};

/// Where the time went, seconds.
struct JitTimings {
  double translate = 0, optimize = 0, generate = 0, link = 0;
};

/// The machine code of `module`, which holds the LLVM dialect only, as an object file that
/// `Jit::link` takes; empty with `error` set on failure.
std::string objectCode(mlir::ModuleOp module, const JitOptions &options, JitTimings &timings,
                       std::string &error);

/// All that the machine code of a module follows from, beside the module: processor, its
/// features, what this file sets; empty with `error` set on failure.
std::string targetText(const JitOptions &options, std::string &error);

/// The processor of the options, or this one, as LLVM calls it: "znver4".
std::string processorOf(const JitOptions &options);

/// Owns machine code; kernels live as long as it does. Its memory is writable while it is
/// filled, executable afterwards, and never both.
class Jit {
public:
  /// `objectCode` and `link` of all functions. On failure returns null and says why in `error`.
  static std::unique_ptr<Jit> create(mlir::ModuleOp module, const JitOptions &options,
                                     std::string &error);
  /// `object` is objectCode's, of this processor; it has all `symbols` or linking fails.
  static std::unique_ptr<Jit> link(std::string_view object,
                                   const std::vector<std::string> &symbols, std::string &error);
  ~Jit();

  /// Null, with the reason in `error`, if there is no such function.
  rt::Kernel lookup(const std::string &symbol, std::string &error) const;

  const JitTimings &timings() const;

private:
  struct State;
  explicit Jit(std::unique_ptr<State> state);
  llvm::Error load(llvm::StringRef object, const std::vector<std::string> &symbols);
  std::unique_ptr<State> state;
};

/// Why there is no processor of that name (with those there are); empty if there is.
std::string unknownProcessor(const std::string &name);

/// The module's assembly for this processor, or empty with `error` set.
std::string assembly(mlir::ModuleOp module, const JitOptions &options, std::string &error);

/// Its optimised LLVM IR, likewise.
std::string optimizedIR(mlir::ModuleOp module, const JitOptions &options, std::string &error);

} // namespace neuro::jit

#endif // NEURO_RUNTIME_JIT_JIT_H
