//===- RowLowering.h - Kernels of rows of synapses ------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_SPIKETOLOOPS_ROWLOWERING_H
#define NEURO_LOWERING_SPIKETOLOOPS_ROWLOWERING_H

#include "lowering/SpikeToLoops/BodyLowering.h"

#include "dialects/spike/ir/EdgeClass.h"
#include "runtime/abi/RowKernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace neuro::lowering {

/// Emits the functions of runtime/abi/RowKernel.h at `builder`'s insertion point.
/// Fields must have slots. `width`: edges at a time, a multiple of 8 up to 64.
mlir::LogicalResult lowerRows(mlir::OpBuilder &builder, spike::ClassOp cls,
                              spike::RowKernels kernels, int64_t width);

/// Lowers one class to one function at a time.
class RowLowering final : public BodyLowering {
public:
  RowLowering(mlir::OpBuilder &module, spike::ClassOp cls, spike::RowKernels kernels,
              int64_t width);
  enum Which { CatchUp, Row, Targets, SeenRow };
  mlir::LogicalResult run(mlir::OpBuilder &module, llvm::StringRef name, Which which);

private:
  /// Stamps in a word, and bits of one.
  static constexpr int64_t stampsOfWord = 4, stampBits = 16;

  spike::RowKernels kernels;
  mlir::Location loc;
  int64_t arrays = 0, uniforms = 0; ///< slots of the class
  llvm::SmallVector<spike::FieldOp> columns;
  llvm::SmallVector<std::string> changedByPost, changedByEmit;
  spike::TargetValues ofTargets;

  // What was looked up of a block's targets, in variables:
  mlir::Value newerHalf, olderHalf; ///< the newest words
  mlir::Value oldestHalf;           ///< half of the words before them; null: not there
  mlir::Value seen;                 ///< the first of `ofTargets.values`; null: not asked for

  // Of one iteration.
  mlir::Value edge;    ///< i64, its first edge
  mlir::Value valid;   ///< lanes within the row
  mlir::Value targets; ///< i32
  llvm::StringMap<mlir::Value> fields;
  llvm::DenseMap<int64_t, mlir::Value> pairs; ///< RowPairs of the lanes' targets, by trace
  // Of one event of targets that is made up for; null when `on pre` runs.
  mlir::Value stamp;  ///< i32
  mlir::Value atTie;  ///< the source's event arrived in that tick
  bool plain = false; ///< there are no such events, and all ages are short
  mlir::Value older;  ///< i64, of the event before: its number, the newest 0

  mlir::Type i32() { return before.getI32Type(); }
  mlir::Type i64() { return before.getI64Type(); }
  mlir::Type f64() { return before.getF64Type(); }
  mlir::Value splat(mlir::Attribute value) {
    return mlir::arith::ConstantOp::create(
        before, loc,
        mlir::DenseElementsAttr::get(llvm::cast<mlir::ShapedType>(vectorOf(
                                         llvm::cast<mlir::TypedAttr>(value).getType())),
                                     value));
  }
  mlir::Value zeros(mlir::Type type) {
    return mlir::arith::ConstantOp::create(
        before, loc, llvm::cast<mlir::TypedAttr>(before.getZeroAttr(vectorOf(type))));
  }
  mlir::Value splatInteger(mlir::Type type, int64_t value) {
    return splat(before.getIntegerAttr(type, value));
  }
  mlir::Value splatReal(mlir::Type type, double value) {
    return splat(before.getFloatAttr(type, value));
  }

  llvm::DenseMap<std::pair<int, mlir::Type>, mlir::Value> rowUniforms;
  mlir::Value uniformAs(int number, mlir::Type type);
  llvm::DenseMap<int, mlir::Value> rowArrays;
  mlir::Value arrayOf(int which) {
    mlir::Value &array = rowArrays[which];
    return array ? array : array = arrayAt(loc, arrays + which);
  }
  mlir::Value gather(mlir::Type type, mlir::Value base, mlir::Type step, mlir::Value index,
                     mlir::Value mask = {});
  mlir::Value any(mlir::Value mask);
  mlir::Value toReal(mlir::Value integers, mlir::Type type) {
    return mlir::arith::SIToFPOp::create(inside, loc, vectorOf(type), integers);
  }
  int64_t traceIndex(spike::FieldOp field);

  // RowTargets.cpp
  void lookUpFirst(mlir::OpBuilder &loops, Which which);
  void lookUpNext();
  void lookUpBlock();
  llvm::SmallVector<mlir::Value> loadQuarters();
  mlir::Value loadLookedUp(mlir::Value variable, mlir::Type type);
  bool isUniformWork(mlir::Operation &op);
  mlir::LogicalResult computeTargets();
  void storeValues(mlir::Value values);

  // RowLowering.cpp
  mlir::scf::ForOp blocks(mlir::OpBuilder &at);
  void beginEdges(mlir::scf::ForOp loop);
  mlir::Value loadElements(mlir::Type type, mlir::Value base);
  void loadTargets();
  void loadColumns();
  void prefetchNext(llvm::ArrayRef<std::string> changed);
  void storeColumns(llvm::ArrayRef<std::string> changed);
  void addSums();
  mlir::Value wholeAt(rt::RowArray array, int32_t lane);

  // RowEvents.cpp
  /// Four stamps of each lane, as halves, which fill one register where words fill two.
  struct Word {
    mlir::Value newer, older; ///< i32; each with the newer one in its low bits
  };
  Word wordOf(mlir::Value word);
  mlir::Value stampsOf(mlir::Value half, int64_t place);
  mlir::LogicalResult makeUp();
  mlir::LogicalResult makeUpWord(Word word, mlir::Value chunk);
  mlir::LogicalResult makeUpEvent(mlir::Value half, mlir::Value chunk, int64_t place);
  mlir::Value isPlain(Word word);
  mlir::Value hadSince(mlir::Value stamps);
  mlir::LogicalResult ifAny(mlir::Value mask, llvm::function_ref<mlir::LogicalResult()> work);
  mlir::Value pair(int64_t trace);
  mlir::Value loadElements(spike::LoadOp op, spike::FieldOp field) override;
  mlir::Value traceOf(spike::FieldOp field, mlir::Type type);
  mlir::Value ageOf(spike::FieldOp field, mlir::Type type);
  mlir::Value olderReal(mlir::Type type, mlir::Value offset);
  mlir::LogicalResult storeElements(mlir::Operation *, spike::FieldOp field,
                                    mlir::Value value) override {
    fields[field.getSymName()] = value;
    return mlir::success();
  }
  mlir::LogicalResult lowerMark(spike::MarkOp op) override {
    return op.emitError("cannot be part of a synapse's kernel");
  }
};

} // namespace neuro::lowering

#endif // NEURO_LOWERING_SPIKETOLOOPS_ROWLOWERING_H
