//===- LayoutTypes.cpp - Storage types and the arithmetic that follows them -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "dialects/spike/transforms/LayoutTypes.h"
#include "dialects/spike/transforms/WideStates.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

using namespace neuro::spike;
using mlir::Operation;
using mlir::Value;
namespace arith = mlir::arith;

void neuro::spike::chooseTypes(ClassOp cls, Precision precision, double dt, bool integerSums) {
  if (precision == Precision::F64)
    return;
  llvm::StringMap<std::string> wide;
  if (precision == Precision::Auto) {
    wide = wideStates(cls, dt);
    if (const double step = smallestStep(cls, dt); step > 0)
      cls->setAttr(smallestStepName, mlir::FloatAttr::get(mlir::Float64Type::get(cls.getContext()), step));
  }
  llvm::StringSet<> touched;
  for (auto kernel : cls.getBody().front().getOps<KernelOp>())
    for (mlir::ArrayAttr list : {kernel.getReads(), kernel.getWrites()})
      for (auto name : list.getAsRange<mlir::FlatSymbolRefAttr>())
        touched.insert(name.getValue());
  mlir::Builder builder(cls.getContext());
  for (FieldOp field : cls.getFields()) {
    // Uniforms are f64 by the ABI, and what no kernel touches costs no time.
    if (!field.getType().isF64() || !field.getElement() ||
        !touched.contains(field.getSymName()))
      continue;
    if (integerSums && field.getRole() == FieldRole::Arrive) {
      field.setReason("sums are whole numbers");
      continue;
    }
    auto kept = wide.find(field.getSymName());
    if (kept != wide.end())
      field.setReason(kept->second);
    else
      field.setTypeAttr(mlir::TypeAttr::get(builder.getF32Type()));
  }
}

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

namespace {

class Follower {
public:
  Follower(ClassOp cls, KernelOp kernel, bool integerSums)
      : cls(cls), kernel(kernel), integerSums(integerSums), builder(kernel.getContext()),
        f32(builder.getF32Type()), f64(builder.getF64Type()) {}

  void run() {
    mlir::Block &body = kernel.getBody().front();
    bool loops = kernel.hasControlFlow();
    for (Operation &op : llvm::make_early_inc_range(body))
      loops ? convertAccess(&op) : convert(&op);
    for (Operation &op : llvm::make_early_inc_range(llvm::reverse(body)))
      if (mlir::isOpTriviallyDead(&op))
        op.erase();
  }

private:
  /// `weak` f64 values do not decide the type of an operation: constants,
  /// uniforms, the tick's length and what is computed from them alone.
  bool isWeak(Value value) const { return weak.contains(value); }
  bool isStrong(Value value) const { return value.getType().isF64() && !isWeak(value); }

  /// `value` as `type`, converted right after it is defined so that all its
  /// users share one conversion.
  Value as(Value value, mlir::Type type) {
    if (value.getType() == type)
      return value;
    Value &converted = conversions[value];
    if (converted)
      return converted;
    builder.setInsertionPointAfterValue(value);
    if (auto constant = value.getDefiningOp<arith::ConstantOp>()) {
      double number = llvm::cast<mlir::FloatAttr>(constant.getValue()).getValueAsDouble();
      converted = arith::ConstantOp::create(builder, value.getLoc(),
                                            builder.getFloatAttr(type, number));
    } else if (type.isF32()) {
      converted = arith::TruncFOp::create(builder, value.getLoc(), type, value);
    } else {
      converted = arith::ExtFOp::create(builder, value.getLoc(), type, value);
    }
    return converted;
  }

  static bool isReal(mlir::Type type) { return type.isF32() || type.isF64(); }

  void convertLoad(LoadOp load) {
    FieldOp field = cls.lookupField(load.getField());
    if (!isReal(field.getType()))
      return;
    load.getResult().setType(field.getType());
    if (integerSums && field.getRole() == FieldRole::Arrive && field.getType() == f64) {
      builder.setInsertionPointAfter(load);
      auto narrow = arith::TruncFOp::create(builder, load.getLoc(), f32, load.getResult());
      load.getResult().replaceAllUsesExcept(narrow, narrow);
      return;
    }
    if (!field.getElement())
      weak.insert(load.getResult());
  }

  void convertStore(StoreOp store) {
    FieldOp field = cls.lookupField(store.getField());
    if (isReal(field.getType()))
      store.getValueMutable().assign(as(store.getValue(), field.getType()));
  }

  void convert(Operation *op) {
    if (auto load = llvm::dyn_cast<LoadOp>(op))
      return convertLoad(load);
    if (auto store = llvm::dyn_cast<StoreOp>(op))
      return convertStore(store);
    if (llvm::isa<arith::ConstantOp, DtOp>(op)) {
      if (op->getResult(0).getType().isF64())
        weak.insert(op->getResult(0));
      return;
    }
    // Conversions already made while following earlier operations.
    if (llvm::isa<TimeOp, arith::ExtFOp, arith::TruncFOp>(op))
      return;
    convertArithmetic(op);
  }

  void convertArithmetic(Operation *op) {
    bool narrow = false, strong = false, real = false;
    for (Value operand : op->getOperands()) {
      real |= isReal(operand.getType());
      narrow |= operand.getType().isF32();
      strong |= isStrong(operand);
    }
    if (real && !narrow) {
      if (!strong)
        for (Value result : op->getResults())
          if (result.getType().isF64())
            weak.insert(result);
      return;
    }
    // Reals made of conditions and integers start narrow; a wide use widens them.
    mlir::Type type = strong ? f64 : f32;
    for (mlir::OpOperand &operand : op->getOpOperands())
      if (isReal(operand.get().getType()))
        operand.set(as(operand.get(), type));
    for (Value result : op->getResults())
      if (isReal(result.getType()))
        result.setType(type);
  }

  /// In a kernel with loops only what is loaded and stored changes type.
  void convertAccess(Operation *op) {
    op->walk([&](Operation *inner) {
      if (auto load = llvm::dyn_cast<LoadOp>(inner)) {
        if (cls.lookupField(load.getField()).getType() != f32)
          return;
        load.getResult().setType(f32);
        builder.setInsertionPointAfter(load);
        auto wide = arith::ExtFOp::create(builder, load.getLoc(), f64, load.getResult());
        load.getResult().replaceAllUsesExcept(wide, wide);
      } else if (auto store = llvm::dyn_cast<StoreOp>(inner)) {
        if (cls.lookupField(store.getField()).getType() != f32)
          return;
        builder.setInsertionPoint(store);
        store.getValueMutable().assign(
            arith::TruncFOp::create(builder, store.getLoc(), f32, store.getValue()));
      }
    });
  }

  ClassOp cls;
  KernelOp kernel;
  bool integerSums;
  mlir::OpBuilder builder;
  mlir::Type f32, f64;
  llvm::DenseSet<Value> weak;
  llvm::DenseMap<Value, Value> conversions;
};

} // namespace

void neuro::spike::followTypes(ClassOp cls, KernelOp kernel, bool integerSums) {
  bool anyNarrow = false;
  for (mlir::ArrayAttr list : {kernel.getReads(), kernel.getWrites()})
    for (auto name : list.getAsRange<mlir::FlatSymbolRefAttr>())
      anyNarrow |= cls.lookupField(name.getValue()).getType().isF32();
  if (anyNarrow)
    Follower(cls, kernel, integerSums).run();
}
