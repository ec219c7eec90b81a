//===- SpikeToC.h - Placed kernels to C --------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// spike.kernel to the EmitC dialect (ConvertSpikeToEmitC.cpp), and that to text
// (PrintEmitC.cpp). Elementary functions are functions of their own, made of the
// same formulas that compiled kernels are expanded with, so that a kernel reads
// `exp_f32(x)` and has the bits of the machine code.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_SPIKETOC_SPIKETOC_H
#define NEURO_LOWERING_SPIKETOC_SPIKETOC_H

#include "dialects/spike/ir/Spike.h"
#include "lowering/SpikeToC/CCode.h"

#include "mlir/Dialect/EmitC/IR/EmitC.h"
#include "mlir/IR/BuiltinOps.h"

#include <functional>
#include <map>

namespace neuro::lowering {

/// Discardable attributes of what is converted, for who prints it.
inline constexpr llvm::StringLiteral nameAttribute = "c.name";   ///< of a value
/// Of a function's arguments; "const V" is an array that is only read.
inline constexpr llvm::StringLiteral namesAttribute = "c.names";
inline constexpr llvm::StringLiteral localAttribute = "c.local"; ///< value has a variable

/// Texts of a loop that ends in the middle.
inline constexpr llvm::StringLiteral loopBegins = "for (;;) {", loopEnds = "if (!{}) break;",
                                     loopCloses = "}";

/// Elementary functions by their C names, as they are asked for.
class ElementaryFunctions {
public:
  explicit ElementaryFunctions(mlir::ModuleOp module) : module(module) {}
  /// The C function that computes `op` (of the math dialect or spike.exprelr), or "".
  std::string nameFor(mlir::Operation *op);
  /// One of fuseQuotients' formulas, "exprel" or "expm1_quotient".
  std::string named(llvm::StringRef formula, mlir::Type type);
  /// exp(rate * age) by products below 1024 ticks, in f32.
  std::string decay(mlir::Type type);
  /// IEEE 754-2019 maximum or minimum.
  std::string extremum(bool maximum, mlir::Type type);
  /// Bits of a real as a whole number, and back.
  std::string bitsOf(mlir::Type real);
  std::string ofBits(mlir::Type real);
  /// Definitions, in an order in which each comes before its use.
  std::string text();

private:
  mlir::ModuleOp module;
  std::map<std::string, bool> known;
  std::vector<std::string> texts;
  std::string function(llvm::StringRef name, mlir::Type type, unsigned arguments,
                       llvm::StringRef comment,
                       llvm::function_ref<mlir::Value(mlir::OpBuilder &, mlir::ValueRange)> make);
};

/// `emitc.func` in `module` for a kernel, with names; null after an error was said.
mlir::emitc::FuncOp convertKernel(mlir::ModuleOp module, spike::KernelOp kernel,
                                  const CClass &owner, ElementaryFunctions &functions,
                                  CKernel &out);
/// A line of a program, "V' = -V/tau"; empty if there is none.
using LineOf = std::function<std::string(llvm::StringRef file, unsigned line)>;
std::string printFunction(mlir::emitc::FuncOp function, llvm::StringRef specifiers,
                          const LineOf &lines);

/// All kernels of a placed module; fails with `error` set where one has no form in C.
llvm::FailureOr<CCode> convertToC(mlir::ModuleOp placed, const LineOf &lines);

} // namespace neuro::lowering

#endif // NEURO_LOWERING_SPIKETOC_SPIKETOC_H
