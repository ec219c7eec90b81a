//===- ExpandMath.cpp - Elementary functions to arithmetic ------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes any IR with math operations on f32, f64 and vectors of them; leaves
// arithmetic, math.fma and operations that every target has (absf, floor, ceil,
// round, trunc, sqrt, copysign), and calls of LibraryCalls.h.
//
//===----------------------------------------------------------------------===//

#include "lowering/LoopsToLLVM/Elementary.h"
#include "lowering/LoopsToLLVM/FloatEmitter.h"
#include "lowering/LoopsToLLVM/LibraryCalls.h"
#include "lowering/LoopsToLLVM/Passes.h"

#include "mlir/IR/Matchers.h"

#include <cmath>

using namespace mlir;

namespace neuro::lowering {

#define GEN_PASS_DEF_EXPANDMATH
#include "lowering/LoopsToLLVM/Passes.h.inc"

namespace {

/// The value of a constant that is the same in all elements.
std::optional<double> splatConstant(Value value) {
  Attribute attribute;
  if (!matchPattern(value, m_Constant(&attribute)))
    return std::nullopt;
  if (auto dense = dyn_cast<DenseElementsAttr>(attribute)) {
    if (!dense.isSplat() || !isa<FloatType>(dense.getElementType()))
      return std::nullopt;
    return dense.getSplatValue<APFloat>().convertToDouble();
  }
  if (auto number = dyn_cast<FloatAttr>(attribute))
    return number.getValueAsDouble();
  return std::nullopt;
}

/// x^-2 … x^4 as products, at most 2 ulp and a tenth of the cost of pow. A
/// negative power starts from 1/x, which neither overflows nor loses bits unless
/// the result does.
Value emitSmallPower(OpBuilder &builder, Location loc, Value x, Value y) {
  std::optional<double> exponent = splatConstant(y);
  if (!exponent || *exponent < -2 || *exponent > 4 || *exponent == 0 ||
      std::floor(*exponent) != *exponent)
    return {};
  FloatEmitter f(builder, loc, x.getType());
  int n = static_cast<int>(*exponent);
  Value base = n < 0 ? f.div(f.c(1), x) : x;
  n = std::abs(n);
  if (n == 1)
    return base;
  Value square = f.mul(base, base);
  if (n == 2)
    return square;
  return f.mul(square, n == 3 ? base : square);
}

} // namespace

Value expandElementary(Operation *op) {
  OpBuilder builder(op);
  Location loc = op->getLoc();
  return TypeSwitch<Operation *, Value>(op)
      .Case([&](math::ExpOp o) { return emitExp(builder, loc, o.getOperand()); })
      .Case([&](math::ExpM1Op o) { return emitExpm1(builder, loc, o.getOperand()); })
      .Case([&](math::LogOp o) { return emitLog(builder, loc, o.getOperand()); })
      .Case([&](math::Log10Op o) { return emitLog10(builder, loc, o.getOperand()); })
      .Case([&](math::TanhOp o) { return emitTanh(builder, loc, o.getOperand()); })
      .Case([&](math::SinOp o) { return emitSin(builder, loc, o.getOperand()); })
      .Case([&](math::CosOp o) { return emitCos(builder, loc, o.getOperand()); })
      .Case([&](math::PowFOp o) {
        if (Value small = emitSmallPower(builder, loc, o.getLhs(), o.getRhs()))
          return small;
        return emitPow(builder, loc, o.getLhs(), o.getRhs());
      })
      .Default([](Operation *) { return Value(); });
}

namespace {

/// The C function of `op` for its element type, or null.
const char *libraryFunction(Operation *op) {
  for (const LibraryCall &call : libraryCalls)
    if (op->getName().getStringRef() == call.operation)
      return getElementTypeOrSelf(op->getResult(0).getType()).isF64() ? call.f64 : call.f32;
  return nullptr;
}

Value callLibrary(ModuleOp module, Operation *op, StringRef function) {
  OpBuilder builder(op);
  Location loc = op->getLoc();
  Type type = op->getResult(0).getType(), element = getElementTypeOrSelf(type);
  if (!module.lookupSymbol<func::FuncOp>(function)) {
    OpBuilder top = OpBuilder::atBlockBegin(module.getBody());
    SmallVector<Type> inputs(op->getNumOperands(), element);
    func::FuncOp::create(top, module.getLoc(), function,
                         top.getFunctionType(inputs, element))
        .setPrivate();
  }
  auto call = [&](ValueRange arguments) {
    return func::CallOp::create(builder, loc, function, element, arguments).getResult(0);
  };
  auto vector = dyn_cast<VectorType>(type);
  if (!vector)
    return call(op->getOperands());
  Value result = arith::ConstantOp::create(
      builder, loc, DenseElementsAttr::get(vector, builder.getFloatAttr(element, 0)));
  for (int64_t lane = 0; lane < vector.getNumElements(); ++lane) {
    SmallVector<Value> arguments;
    for (Value operand : op->getOperands())
      arguments.push_back(vector::ExtractOp::create(builder, loc, operand, lane));
    result = vector::InsertOp::create(builder, loc, call(arguments), result, lane);
  }
  return result;
}

struct ExpandMath : impl::ExpandMathBase<ExpandMath> {
  void runOnOperation() override {
    fuseQuotients(getOperation());
    SmallVector<Operation *> work;
    getOperation().walk([&](Operation *op) {
      if (isa_and_nonnull<math::MathDialect>(op->getDialect()) || isa<arith::RemFOp>(op))
        work.push_back(op);
    });
    for (Operation *op : work) {
      Value replacement = expandElementary(op);
      if (!replacement)
        if (const char *function = libraryFunction(op))
          replacement = callLibrary(getOperation(), op, function);
      if (!replacement)
        continue;
      op->getResult(0).replaceAllUsesWith(replacement);
      op->erase();
    }
  }
};

} // namespace
} // namespace neuro::lowering
