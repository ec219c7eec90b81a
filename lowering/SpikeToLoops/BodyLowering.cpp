//===- BodyLowering.cpp - Kernel bodies to vectors --------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/SpikeToLoops/BodyLowering.h"

#include "lowering/LoopsToLLVM/Elementary.h"
#include "runtime/abi/Kernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;

namespace neuro::lowering {

Value BodyLowering::constant(OpBuilder &b, Location loc, int64_t value) {
  return arith::ConstantOp::create(b, loc, b.getI64IntegerAttr(value));
}

void BodyLowering::createFunction(OpBuilder &module, Location loc, StringRef name) {
  Type i64 = module.getI64Type();
  Type type = module.getFunctionType({pointer(), pointer(), pointer(), i64, i64}, {});
  function = func::FuncOp::create(module, loc, name, cast<FunctionType>(type));
  Block *entry = function.addEntryBlock();
  before = OpBuilder::atBlockBegin(entry);
  func::ReturnOp::create(before, loc);
  before.setInsertionPointToStart(entry);
}

//===----------------------------------------------------------------------===//
// Fields
//===----------------------------------------------------------------------===//

FailureOr<spike::FieldOp> BodyLowering::field(Operation *op, StringRef name, bool array) {
  spike::FieldOp found = owner.lookupField(name);
  if (!found)
    return op->emitError() << "no field @" << name << " in @" << owner.getSymName();
  if (!found.getSlot())
    return op->emitError() << "field @" << name << " has no slot: run spike-layout first";
  if (array && !found.getElement())
    return op->emitError() << "field @" << name << " is not per element";
  return found;
}

Value BodyLowering::arrayAt(Location loc, int64_t number) {
  Value slot = LLVM::GEPOp::create(before, loc, pointer(), pointer(), argument(0),
                                   ArrayRef<LLVM::GEPArg>{int32_t(number)});
  return LLVM::LoadOp::create(before, loc, pointer(), slot, alignof(void *));
}

Value BodyLowering::basePointer(Location loc, spike::FieldOp field) {
  Value &base = bases[field.getSymName()];
  if (!base)
    base = arrayAt(loc, *field.getSlot());
  return base;
}

LogicalResult BodyLowering::lowerLoad(spike::LoadOp op) {
  Location loc = op.getLoc();
  FailureOr<spike::FieldOp> source = field(op, op.getField(), /*array=*/false);
  if (failed(source))
    return failure();
  Type type = op.getType();
  if (type != source->getType())
    return op.emitError() << "loads " << type << " from a field of " << source->getType();
  if (source->getElement()) {
    Value elements = loadElements(op, *source);
    if (!elements)
      return failure();
    varying.map(op.getResult(), elements);
    return success();
  }
  Type f64 = before.getF64Type();
  Value address = LLVM::GEPOp::create(before, loc, pointer(), f64, argument(1),
                                      ArrayRef<LLVM::GEPArg>{int32_t(*source->getSlot())});
  Value value = LLVM::LoadOp::create(before, loc, f64, address, alignof(double));
  if (type.isF32())
    value = arith::TruncFOp::create(before, loc, type, value);
  else if (type.isInteger(32))
    value = arith::FPToSIOp::create(before, loc, type, value);
  uniform.map(op.getResult(), value);
  return success();
}

LogicalResult BodyLowering::storeTo(Operation *op, StringRef name, Value value) {
  FailureOr<spike::FieldOp> target = field(op, name, /*array=*/true);
  if (failed(target))
    return failure();
  Type type = getElementTypeOrSelf(value.getType());
  if (type != target->getType())
    return op->emitError() << "stores " << type << " to a field of " << target->getType();
  return storeElements(op, *target, value);
}

LogicalResult BodyLowering::lowerClear(spike::ClearOp op) {
  FailureOr<spike::FieldOp> target = field(op, op.getField(), /*array=*/true);
  if (failed(target))
    return failure();
  Type type = vectorOf(target->getType());
  Value zero = arith::ConstantOp::create(before, op.getLoc(), before.getZeroAttr(type));
  return storeTo(op, op.getField(), zero);
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

Value BodyLowering::varyingOf(Value value) {
  if (Value found = varying.lookupOrNull(value))
    return found;
  Value scalar = uniform.lookup(value);
  return width == 1 ? scalar : broadcast(scalar);
}

Value BodyLowering::broadcast(Value scalar) {
  Value &vector = broadcasts[scalar];
  if (!vector) {
    TypedAttr number;
    auto type = cast<VectorType>(vectorOf(scalar.getType()));
    if (matchPattern(scalar, m_Constant(&number)))
      vector = arith::ConstantOp::create(before, scalar.getLoc(),
                                         DenseElementsAttr::get(type, Attribute(number)));
    else
      vector = vector::BroadcastOp::create(before, scalar.getLoc(), type, scalar);
  }
  return vector;
}

void BodyLowering::lowerTick(Operation *op, size_t offset) {
  Location loc = op->getLoc();
  Value address = LLVM::GEPOp::create(before, loc, pointer(), before.getI8Type(), argument(2),
                                      ArrayRef<LLVM::GEPArg>{int32_t(offset)});
  uniform.map(op->getResult(0),
              LLVM::LoadOp::create(before, loc, before.getF64Type(), address, alignof(double))
                  .getResult());
}

void BodyLowering::lowerExprelr(spike::ExprelrOp op) {
  if (isUniform(op.getX()))
    uniform.map(op.getResult(), emitExprelr(before, op.getLoc(), uniform.lookup(op.getX())));
  else
    varying.map(op.getResult(), emitExprelr(inside, op.getLoc(), varyingOf(op.getX())));
}

void BodyLowering::lowerDecay(spike::DecayOp op) {
  Location loc = op.getLoc();
  Value rate = uniform.lookup(op.getRate());
  DecayTables &tables = decays[rate];
  if (!tables)
    tables = DecayTables::make(before, loc, rate);
  Value age = varyingOf(op.getAge());
  Value ticks = shortAges.lookup(age);
  varying.map(op.getResult(), ticks ? emitShortDecay(inside, loc, tables, ticks)
                                    : emitDecay(inside, loc, tables, varyingOf(op.getRate()), age));
}

/// Loops and branches of a body that runs one element at a time.
LogicalResult BodyLowering::lowerWithRegions(Operation &op) {
  assert(width == 1 && "bodies with control flow run one element at a time");
  if (!isa<scf::IfOp, scf::WhileOp, scf::ForOp>(op))
    return op.emitError() << "'" << op.getName() << "' cannot be part of a kernel";
  OperationState state(op.getLoc(), op.getName());
  for (Value operand : op.getOperands())
    state.operands.push_back(varyingOf(operand));
  state.addTypes(op.getResultTypes());
  state.addAttributes(op.getAttrs());
  for (size_t i = 0; i < op.getNumRegions(); ++i)
    state.addRegion();
  Operation *copy = inside.create(state);

  OpBuilder::InsertionGuard guard(inside);
  for (auto [from, to] : llvm::zip(op.getRegions(), copy->getRegions())) {
    if (from.empty())
      continue;
    Block &block = to.emplaceBlock();
    for (BlockArgument parameter : from.front().getArguments())
      varying.map(parameter, block.addArgument(parameter.getType(), parameter.getLoc()));
    inside.setInsertionPointToEnd(&block);
    for (Operation &inner : from.front())
      if (failed(lower(inner)))
        return failure();
  }
  varying.map(op.getResults(), copy->getResults());
  return success();
}

LogicalResult BodyLowering::lowerElementwise(Operation &op) {
  bool isTerminator = op.hasTrait<OpTrait::IsTerminator>();
  if (!isa_and_nonnull<arith::ArithDialect, math::MathDialect, scf::SCFDialect>(
          op.getDialect()))
    return op.emitError() << "'" << op.getName() << "' cannot be part of a kernel";
  if (!isTerminator && isPure(&op) && llvm::all_of(op.getOperands(), [&](Value v) { return isUniform(v); })) {
    before.clone(op, uniform);
    return success();
  }
  OperationState state(op.getLoc(), op.getName());
  for (Value operand : op.getOperands())
    state.operands.push_back(varyingOf(operand));
  for (Type type : op.getResultTypes())
    state.types.push_back(vectorOf(type));
  state.addAttributes(op.getAttrs());
  Operation *copy = inside.create(state);
  varying.map(op.getResults(), copy->getResults());
  return success();
}

LogicalResult BodyLowering::lower(Operation &op) {
  if (auto load = dyn_cast<spike::LoadOp>(op))
    return lowerLoad(load);
  if (auto store = dyn_cast<spike::StoreOp>(op))
    return storeTo(store, store.getField(), varyingOf(store.getValue()));
  if (auto clear = dyn_cast<spike::ClearOp>(op))
    return lowerClear(clear);
  if (auto mark = dyn_cast<spike::MarkOp>(op))
    return lowerMark(mark);
  if (isa<spike::TimeOp>(op))
    return lowerTick(&op, offsetof(rt::Tick, time)), success();
  if (isa<spike::DtOp>(op))
    return lowerTick(&op, offsetof(rt::Tick, dt)), success();
  if (auto exprelr = dyn_cast<spike::ExprelrOp>(op))
    return lowerExprelr(exprelr), success();
  if (auto decay = dyn_cast<spike::DecayOp>(op))
    return lowerDecay(decay), success();
  if (op.getNumRegions() != 0)
    return lowerWithRegions(op);
  return lowerElementwise(op);
}

} // namespace neuro::lowering
