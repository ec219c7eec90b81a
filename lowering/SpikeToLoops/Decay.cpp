//===- Decay.cpp - spike.decay by look-ups --------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/SpikeToLoops/Decay.h"

#include "runtime/jit/LookUp.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/BuiltinOps.h"

using namespace mlir;

namespace neuro::lowering {

namespace {

constexpr int64_t half = 16, digitBits = 5;

Type withLanesOf(Type like, Type element) {
  auto vector = dyn_cast<VectorType>(like);
  return vector ? VectorType::get(vector.getShape(), element) : element;
}

Value constantOf(OpBuilder &b, Location loc, Type type, double value) {
  Type element = getElementTypeOrSelf(type);
  TypedAttr number = isa<FloatType>(element) ? TypedAttr(b.getFloatAttr(element, value))
                                             : TypedAttr(b.getIntegerAttr(element, int64_t(value)));
  if (auto vector = dyn_cast<VectorType>(type))
    number = DenseElementsAttr::get(vector, Attribute(number));
  return arith::ConstantOp::create(b, loc, number);
}

/// values[index mod 32]; what that is on a processor is said when there is one.
Value lookUp(OpBuilder &b, Location loc, const Value *values, Value index) {
  auto lanes = dyn_cast<VectorType>(index.getType());
  Type table = values[0].getType(), real = getElementTypeOrSelf(table);
  std::string name = jit::lookUpName(lanes ? lanes.getNumElements() : 1, real.isF64());
  Type result = withLanesOf(index.getType(), real);
  auto module = b.getInsertionBlock()->getParentOp()->getParentOfType<ModuleOp>();
  if (!module)
    module = cast<ModuleOp>(b.getInsertionBlock()->getParentOp());
  if (!module.lookupSymbol(name)) {
    OpBuilder top = OpBuilder::atBlockEnd(module.getBody());
    auto declared = func::FuncOp::create(
        top, loc, name, b.getFunctionType({table, table, index.getType()}, {result}));
    declared.setPrivate();
  }
  return func::CallOp::create(b, loc, name, TypeRange(result),
                              ValueRange{values[0], values[1], index})
      .getResult(0);
}

} // namespace

DecayTables DecayTables::make(OpBuilder &b, Location loc, Value rate) {
  DecayTables tables;
  auto type = VectorType::get({half}, rate.getType());
  Value rates = vector::BroadcastOp::create(b, loc, type, rate);
  for (int64_t digit = 0; digit < 3; ++digit)
    for (int64_t part = 0; part < 2; ++part) {
      SmallVector<Attribute> ages;
      for (int64_t k = 0; k < half; ++k)
        ages.push_back(b.getFloatAttr(
            rate.getType(), static_cast<double>((part * half + k) << (digit * digitBits))));
      Value age = arith::ConstantOp::create(b, loc, DenseElementsAttr::get(type, ages));
      tables.digits[digit][part] =
          math::ExpOp::create(b, loc, arith::MulFOp::create(b, loc, rates, age));
    }
  return tables;
}

/// The factor of one digit of `ticks`; higher ones do not matter.
static Value factorOf(OpBuilder &b, Location loc, const DecayTables &tables, int64_t digit,
                      Value ticks) {
  if (digit > 0)
    ticks = arith::ShRUIOp::create(
        b, loc, ticks, constantOf(b, loc, ticks.getType(), static_cast<double>(digit * digitBits)));
  return lookUp(b, loc, tables.digits[digit], ticks);
}

Value emitShortDecay(OpBuilder &b, Location loc, const DecayTables &tables, Value ticks) {
  return arith::MulFOp::create(b, loc, factorOf(b, loc, tables, 0, ticks),
                               factorOf(b, loc, tables, 1, ticks));
}

Value emitDecay(OpBuilder &b, Location loc, const DecayTables &tables, Value rate, Value age) {
  Type real = age.getType(), whole = withLanesOf(real, b.getI32Type());
  Value isShort = arith::CmpFOp::create(b, loc, arith::CmpFPredicate::OLT, age,
                                        constantOf(b, loc, real, longDecay));
  Value known = arith::SelectOp::create(b, loc, isShort, age, constantOf(b, loc, real, 0));
  Value ticks = arith::FPToSIOp::create(b, loc, whole, known);
  Value product = arith::MulFOp::create(b, loc, emitShortDecay(b, loc, tables, ticks),
                                        factorOf(b, loc, tables, 2, ticks));

  // Hardly any age is longer.
  Value allShort = isShort;
  if (auto lanes = dyn_cast<VectorType>(real)) {
    Type bits = b.getIntegerType(static_cast<unsigned>(lanes.getNumElements()));
    Value mask = LLVM::BitcastOp::create(b, loc, bits, isShort);
    allShort = arith::CmpIOp::create(
        b, loc, arith::CmpIPredicate::eq, mask,
        arith::ConstantOp::create(b, loc, b.getIntegerAttr(bits, -1)));
  }
  auto branch = scf::IfOp::create(
      b, loc, allShort,
      [&](OpBuilder &then, Location) { scf::YieldOp::create(then, loc, product); },
      [&](OpBuilder &otherwise, Location) {
        Value exact = math::ExpOp::create(
            otherwise, loc, arith::MulFOp::create(otherwise, loc, rate, age));
        scf::YieldOp::create(otherwise, loc,
                             arith::SelectOp::create(otherwise, loc, isShort, product, exact)
                                 .getResult());
      });
  return branch.getResult(0);
}

} // namespace neuro::lowering
