//===- Pipelines.h - The whole compiler on one page -------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_PIPELINES_H
#define NEURO_LOWERING_PIPELINES_H

#include "runtime/abi/Passes.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/DialectRegistry.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/ADT/ArrayRef.h"

#include <optional>
#include <string>
#include <vector>

namespace neuro::lowering {

/// In order; each holds what is true at its end.
enum class Phase { Ast, Check, Neuro, Solved, Spike, Placed, Plan, Loops, LLVM, Asm };

struct PhaseInfo {
  Phase phase;
  const char *name, *sentence;
};
llvm::ArrayRef<PhaseInfo> phases();
std::optional<Phase> phaseCalled(llvm::StringRef name);

struct PipelineOptions {
  std::string solver;             ///< empty: the experiments' setting, else auto
  std::string precision = "auto"; ///< f32, f64 or auto
  int64_t width = 0;              ///< elements at a time; 0: by the storage type
  double dt = 0.1;                ///< ms that precision `auto` assumes
  bool dtKnown = false;           ///< every run has ticks of `dt`
  /// Network parameters that may get other values than the program gives them.
  std::vector<std::string> overridden;
  bool verify = true;             ///< run each phase's contract check
  rt::PassSet without;            ///< whole-model passes not to run
  bool integerSums = false;       ///< what arrives is summed as whole numbers
};

/// The passes that lead to `phase` from the phase before it; none for Ast,
/// Check, Neuro (which lang does), Plan (which reads Placed) and Asm.
void addPasses(mlir::OpPassManager &passes, Phase phase, const PipelineOptions &options);

/// Takes a module from the end of `from` to the end of `to`.
mlir::LogicalResult run(mlir::ModuleOp module, Phase from, Phase to,
                        const PipelineOptions &options);

/// The dialects that any phase uses.
void registerDialects(mlir::DialectRegistry &registry);

/// --neuro-to-solved, --solved-to-spike, --spike-to-placed, --placed-to-loops,
/// --loops-to-llvm.
void registerPipelines();

} // namespace neuro::lowering

#endif // NEURO_LOWERING_PIPELINES_H
