//===- FloatEmitter.h - Arithmetic on f32 and f64 of any width --*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lets a formula be written once for f32 and f64, scalar and vector. Integers
// are as wide as the floats.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_LOOPSTOLLVM_FLOATEMITTER_H
#define NEURO_LOWERING_LOOPSTOLLVM_FLOATEMITTER_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Builders.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace neuro::lowering {

class FloatEmitter {
public:
  using Value = mlir::Value;

  FloatEmitter(mlir::OpBuilder &builder, mlir::Location loc, mlir::Type type)
      : b(builder), loc(loc), type(type) {
    mlir::Type element = mlir::getElementTypeOrSelf(type);
    isSingle = element.isF32();
    mlir::Type integer = b.getIntegerType(isSingle ? 32 : 64);
    intType = integer;
    if (auto vector = mlir::dyn_cast<mlir::VectorType>(type))
      intType = mlir::VectorType::get(vector.getShape(), integer);
  }

  bool single() const { return isSingle; }
  int mantissaBits() const { return isSingle ? 23 : 52; }
  int bias() const { return isSingle ? 127 : 1023; }

  Value c(double value) {
    mlir::Attribute element =
        b.getFloatAttr(mlir::getElementTypeOrSelf(type), value);
    return constant(type, element);
  }
  /// The format's own constant.
  Value c(double forDouble, double forSingle) {
    return c(isSingle ? forSingle : forDouble);
  }
  Value ci(uint64_t value) {
    mlir::Type element = mlir::getElementTypeOrSelf(intType);
    return constant(intType, b.getIntegerAttr(
                                 element, llvm::APInt(isSingle ? 32 : 64, value,
                                                      false, true)));
  }
  Value ci(uint64_t forDouble, uint64_t forSingle) {
    return ci(isSingle ? forSingle : forDouble);
  }

  Value add(Value x, Value y) { return mlir::arith::AddFOp::create(b, loc, x, y); }
  Value sub(Value x, Value y) { return mlir::arith::SubFOp::create(b, loc, x, y); }
  Value mul(Value x, Value y) { return mlir::arith::MulFOp::create(b, loc, x, y); }
  Value div(Value x, Value y) { return mlir::arith::DivFOp::create(b, loc, x, y); }
  Value neg(Value x) { return mlir::arith::NegFOp::create(b, loc, x); }
  /// x * y + z, rounded once.
  Value fma(Value x, Value y, Value z) {
    return mlir::math::FmaOp::create(b, loc, x, y, z);
  }
  Value abs(Value x) { return mlir::math::AbsFOp::create(b, loc, x); }
  Value floor(Value x) { return mlir::math::FloorOp::create(b, loc, x); }
  Value copysign(Value magnitude, Value sign) {
    return mlir::math::CopySignOp::create(b, loc, magnitude, sign);
  }

  Value lt(Value x, Value y) { return compare(mlir::arith::CmpFPredicate::OLT, x, y); }
  Value gt(Value x, Value y) { return compare(mlir::arith::CmpFPredicate::OGT, x, y); }
  Value eq(Value x, Value y) { return compare(mlir::arith::CmpFPredicate::OEQ, x, y); }
  Value select(Value condition, Value x, Value y) {
    return mlir::arith::SelectOp::create(b, loc, condition, x, y);
  }
  /// NaN stays NaN.
  Value atMost(Value x, double forDouble, double forSingle) {
    Value limit = c(forDouble, forSingle);
    return select(gt(x, limit), limit, x);
  }
  Value atLeast(Value x, double forDouble, double forSingle) {
    Value limit = c(forDouble, forSingle);
    return select(lt(x, limit), limit, x);
  }
  /// Whether `condition` holds in some element, i1.
  Value any(Value condition) {
    if (!mlir::isa<mlir::VectorType>(condition.getType()))
      return condition;
    return mlir::vector::ReductionOp::create(b, loc, mlir::vector::CombiningKind::OR, condition);
  }
  /// `usual`, but where `condition` holds `seldom`, which is computed only if it
  /// holds somewhere. What an element becomes depends on the element alone.
  Value unlikely(Value condition, llvm::function_ref<Value()> seldom, Value usual) {
    auto branch = mlir::scf::IfOp::create(b, loc, mlir::TypeRange{type}, any(condition),
                                          /*withElse=*/true);
    mlir::OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(branch.thenBlock());
    mlir::scf::YieldOp::create(b, loc, select(condition, seldom(), usual));
    b.setInsertionPointToStart(branch.elseBlock());
    mlir::scf::YieldOp::create(b, loc, usual);
    return branch.getResult(0);
  }
  Value both(Value p, Value q) { return mlir::arith::AndIOp::create(b, loc, p, q); }
  Value either(Value p, Value q) { return mlir::arith::OrIOp::create(b, loc, p, q); }

  Value bits(Value x) { return mlir::arith::BitcastOp::create(b, loc, intType, x); }
  Value fromBits(Value i) { return mlir::arith::BitcastOp::create(b, loc, type, i); }
  Value iadd(Value i, Value j) { return mlir::arith::AddIOp::create(b, loc, i, j); }
  Value isub(Value i, Value j) { return mlir::arith::SubIOp::create(b, loc, i, j); }
  Value iand(Value i, Value j) { return mlir::arith::AndIOp::create(b, loc, i, j); }
  Value ior(Value i, Value j) { return mlir::arith::OrIOp::create(b, loc, i, j); }
  Value ixor(Value i, Value j) { return mlir::arith::XOrIOp::create(b, loc, i, j); }
  Value shl(Value i, int n) { return mlir::arith::ShLIOp::create(b, loc, i, ci(n)); }
  Value shr(Value i, int n) { return mlir::arith::ShRUIOp::create(b, loc, i, ci(n)); }
  Value isZero(Value i) {
    return mlir::arith::CmpIOp::create(b, loc, mlir::arith::CmpIPredicate::eq, i, ci(0));
  }

  /// Horner's rule; coefficients from the lowest degree.
  Value polynomial(llvm::ArrayRef<double> coefficients, Value x) {
    Value sum = c(coefficients.back());
    for (double coefficient : llvm::reverse(coefficients.drop_back()))
      sum = fma(sum, x, c(coefficient));
    return sum;
  }

  /// The same with even and odd powers apart: half the latency for one more
  /// product, which a caller that has x^2 saves.
  Value polynomial(llvm::ArrayRef<double> coefficients, Value x, Value square) {
    llvm::SmallVector<double> even, odd;
    for (size_t i = 0; i < coefficients.size(); ++i)
      (i % 2 ? odd : even).push_back(coefficients[i]);
    return fma(polynomial(odd, square), x, polynomial(even, square));
  }

private:
  mlir::OpBuilder &b;
  mlir::Location loc;
  mlir::Type type, intType;
  bool isSingle;

  Value compare(mlir::arith::CmpFPredicate predicate, Value x, Value y) {
    return mlir::arith::CmpFOp::create(b, loc, predicate, x, y);
  }
  Value constant(mlir::Type t, mlir::Attribute element) {
    mlir::TypedAttr value;
    if (auto vector = mlir::dyn_cast<mlir::VectorType>(t))
      value = mlir::DenseElementsAttr::get(vector, element);
    else
      value = mlir::cast<mlir::TypedAttr>(element);
    return mlir::arith::ConstantOp::create(b, loc, value);
  }
};

/// `formula` of operands of one type, always in f64: f32 is widened before and the
/// value narrowed after it, of which `narrow` tells the formula.
inline mlir::Value
computedInDouble(mlir::OpBuilder &builder, mlir::Location loc,
                 llvm::ArrayRef<mlir::Value> operands,
                 llvm::function_ref<mlir::Value(FloatEmitter &, llvm::ArrayRef<mlir::Value>,
                                                bool narrow)>
                     formula) {
  mlir::Type type = operands.front().getType();
  if (mlir::getElementTypeOrSelf(type).isF64()) {
    FloatEmitter f(builder, loc, type);
    return formula(f, operands, /*narrow=*/false);
  }
  mlir::Type wide = builder.getF64Type();
  if (auto vector = mlir::dyn_cast<mlir::VectorType>(type))
    wide = mlir::VectorType::get(vector.getShape(), wide);
  FloatEmitter f(builder, loc, wide);
  llvm::SmallVector<mlir::Value, 2> widened;
  for (mlir::Value operand : operands)
    widened.push_back(mlir::arith::ExtFOp::create(builder, loc, wide, operand));
  return mlir::arith::TruncFOp::create(builder, loc, type,
                                       formula(f, widened, /*narrow=*/true));
}

} // namespace neuro::lowering

#endif // NEURO_LOWERING_LOOPSTOLLVM_FLOATEMITTER_H
