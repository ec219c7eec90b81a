//===- BodyLowering.h - Kernel bodies to vectors ----------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A value of a body is uniform (the same for all elements: it depends on uniform
// fields, time and constants alone) or varying. Uniform values are computed once
// before the loop, as scalars; varying ones are vectors of `width` elements. Every
// element goes through the same operations at every width, so results do not depend
// on it. Where the elements' fields are is up to the loop around the body.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_SPIKETOLOOPS_BODYLOWERING_H
#define NEURO_LOWERING_SPIKETOLOOPS_BODYLOWERING_H

#include "dialects/spike/ir/Spike.h"
#include "lowering/SpikeToLoops/Decay.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"

namespace neuro::lowering {

class BodyLowering {
public:
  virtual ~BodyLowering() = default;

protected:
  BodyLowering(mlir::OpBuilder &module, spike::ClassOp owner, int64_t width)
      : owner(owner), width(width), before(module), inside(module) {}

  spike::ClassOp owner;
  int64_t width;
  /// `before` stands before the loop, `inside` at the end of what is emitted of
  /// the body.
  mlir::OpBuilder before, inside;
  mlir::func::FuncOp function;
  mlir::IRMapping varying, uniform;
  llvm::DenseMap<mlir::Value, mlir::Value> broadcasts;
  /// Per rate (Decay.h).
  llvm::DenseMap<mlir::Value, DecayTables> decays;
  /// Values that are such whole numbers: as these (emitShortDecay).
  llvm::DenseMap<mlir::Value, mlir::Value> shortAges;
  llvm::StringMap<mlir::Value> bases;

  /// An empty function of the type of kernels.
  void createFunction(mlir::OpBuilder &module, mlir::Location loc, llvm::StringRef name);
  mlir::Value argument(unsigned number) { return function.getArgument(number); }
  mlir::Type pointer() { return mlir::LLVM::LLVMPointerType::get(owner.getContext()); }
  mlir::Value constant(mlir::OpBuilder &b, mlir::Location loc, int64_t value);

  // Types and operands.
  mlir::Type vectorOf(mlir::Type type) {
    return width == 1 ? type : mlir::VectorType::get({width}, type);
  }
  bool isUniform(mlir::Value value) { return uniform.contains(value); }
  mlir::Value varyingOf(mlir::Value value);
  mlir::Value broadcast(mlir::Value scalar);

  // Fields.
  llvm::FailureOr<spike::FieldOp> field(mlir::Operation *op, llvm::StringRef name, bool array);
  mlir::Value basePointer(mlir::Location loc, spike::FieldOp field);
  mlir::Value arrayAt(mlir::Location loc, int64_t slot);
  /// An element field of the class, as the body sees it; null: failed and said why.
  virtual mlir::Value loadElements(spike::LoadOp op, spike::FieldOp field) = 0;
  virtual llvm::LogicalResult storeElements(mlir::Operation *op, spike::FieldOp field,
                                            mlir::Value value) = 0;
  virtual llvm::LogicalResult lowerMark(spike::MarkOp op) = 0;

  // Operations.
  llvm::LogicalResult lower(mlir::Operation &op);

private:
  llvm::LogicalResult lowerLoad(spike::LoadOp op);
  llvm::LogicalResult storeTo(mlir::Operation *op, llvm::StringRef name, mlir::Value value);
  llvm::LogicalResult lowerClear(spike::ClearOp op);
  void lowerTick(mlir::Operation *op, size_t offset);
  void lowerExprelr(spike::ExprelrOp op);
  void lowerDecay(spike::DecayOp op);
  llvm::LogicalResult lowerWithRegions(mlir::Operation &op);
  llvm::LogicalResult lowerElementwise(mlir::Operation &op);
};

} // namespace neuro::lowering

#endif // NEURO_LOWERING_SPIKETOLOOPS_BODYLOWERING_H
