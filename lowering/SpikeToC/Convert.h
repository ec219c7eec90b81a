//===- Convert.h - Operations to the EmitC dialect ---------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Arithmetic, mathematics and structured control flow of scalars. Whole numbers are
// C's unsigned types where they may wrap (i8, i16; i32 and i64 in elementary
// functions, which take numbers apart), so that no operation is undefined in C.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_SPIKETOC_CONVERT_H
#define NEURO_LOWERING_SPIKETOC_CONVERT_H

#include "lowering/SpikeToC/SpikeToC.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"

namespace neuro::lowering {

class EmitCLowering {
public:
  EmitCLowering(mlir::OpBuilder at, ElementaryFunctions &functions, bool wrapping)
      : b(at), functions(functions), wrapping(wrapping) {}
  virtual ~EmitCLowering() = default;

  /// Converts one operation at the builder's place; fails having said why.
  llvm::LogicalResult lower(mlir::Operation &op);
  void map(mlir::Value from, mlir::Value to) { values.map(from, to); }
  mlir::Value of(mlir::Value value) { return values.lookup(value); }
  mlir::Type typeOf(mlir::Type type) const;

protected:
  mlir::OpBuilder b;
  ElementaryFunctions &functions;
  mlir::IRMapping values;

  /// Those of the spike dialect; null: not known.
  virtual std::optional<llvm::LogicalResult> lowerOwn(mlir::Operation &) { return std::nullopt; }
  mlir::Value cast(mlir::Location loc, mlir::Type type, mlir::Value value);
  mlir::Value call(mlir::Location loc, mlir::Type type, llvm::StringRef function,
                   mlir::ValueRange arguments);

private:
  bool wrapping;

  mlir::Type signedOf(mlir::Type type) const;
  mlir::Type unsignedOf(mlir::Type type) const;
  mlir::Value lowerValue(mlir::Operation &op);
  mlir::Value lowerInteger(mlir::Operation &op);
  mlir::Value lowerConversion(mlir::Operation &op);
  mlir::Value compare(mlir::arith::CmpFOp op);
  mlir::Value compare(mlir::arith::CmpIOp op);
  mlir::Value lowerConstant(mlir::arith::ConstantOp op);
  llvm::LogicalResult lowerIf(mlir::scf::IfOp op);
  llvm::LogicalResult lowerFor(mlir::scf::ForOp op);
  llvm::LogicalResult lowerWhile(mlir::scf::WhileOp op);
  llvm::LogicalResult lowerBlock(mlir::Block &from, mlir::ValueRange results);
  mlir::Value variable(mlir::Location loc, mlir::Type type);
  mlir::Value load(mlir::Location loc, mlir::Value variable);
};

} // namespace neuro::lowering

#endif // NEURO_LOWERING_SPIKETOC_CONVERT_H
