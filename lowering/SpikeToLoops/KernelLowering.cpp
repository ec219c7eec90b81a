//===- KernelLowering.cpp - One kernel to one function ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A value of the body is uniform (the same for all elements: it depends on
// uniform fields, time and constants alone) or varying. Uniform values are
// computed once before the loop, as scalars; varying ones are vectors of `width`
// elements. Every element goes through the same operations at every width, so
// results do not depend on it.
//
//===----------------------------------------------------------------------===//

#include "lowering/SpikeToLoops/KernelLowering.h"

#include "lowering/LoopsToLLVM/Elementary.h"
#include "runtime/abi/Kernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;

namespace neuro::lowering {

namespace {

/// Elements whose event bits share a byte of a mask.
constexpr int64_t elementsPerByte = 8;

class KernelLowering {
public:
  KernelLowering(OpBuilder &module, spike::KernelOp kernel, int64_t width)
      : kernel(kernel), owner(kernel->getParentOfType<spike::ClassOp>()), width(width),
        before(module), inside(module) {}

  LogicalResult run(OpBuilder &module);

private:
  spike::KernelOp kernel;
  spike::ClassOp owner;
  int64_t width;
  /// `before` stands before the loop, `inside` at the end of what is emitted of
  /// the body.
  OpBuilder before, inside;
  func::FuncOp function;
  Value element; ///< i64, first of the `width` elements of this iteration
  IRMapping varying, uniform;
  llvm::DenseMap<Value, Value> broadcasts;
  llvm::StringMap<Value> bases;

  Value argument(unsigned number) { return function.getArgument(number); }
  Type pointer() { return LLVM::LLVMPointerType::get(kernel.getContext()); }
  Value constant(OpBuilder &b, Location loc, int64_t value) {
    return arith::ConstantOp::create(b, loc, b.getI64IntegerAttr(value));
  }

  void createFunction(OpBuilder &module);
  LogicalResult vectorLoop();
  LogicalResult elementLoop();
  /// Bodies of masks that the element loop assembles, by event.
  llvm::StringMap<Value> maskBytes;
  Value lane; ///< of the element loop, i64

  // Types and operands.
  Type vectorOf(Type type) {
    return width == 1 ? type : VectorType::get({width}, type);
  }
  bool isUniform(Value value) { return uniform.contains(value); }
  Value varyingOf(Value value);

  // Fields.
  FailureOr<spike::FieldOp> field(Operation *op, StringRef name, bool array);
  Value basePointer(Location loc, spike::FieldOp field);
  Value elementPointer(Location loc, spike::FieldOp field);
  unsigned alignment(Type type) {
    uint64_t bytes = type.getIntOrFloatBitWidth() / 8 * width;
    return std::min<uint64_t>(bytes, rt::ALIGNMENT);
  }

  // Operations.
  LogicalResult lower(Operation &op);
  LogicalResult lowerLoad(spike::LoadOp op);
  LogicalResult storeTo(Operation *op, StringRef name, Value value);
  LogicalResult lowerClear(spike::ClearOp op);
  LogicalResult lowerMark(spike::MarkOp op);
  void lowerTick(Operation *op, size_t offset);
  void lowerExprelr(spike::ExprelrOp op);
  LogicalResult lowerWithRegions(Operation &op);
  LogicalResult lowerElementwise(Operation &op);
};

void KernelLowering::createFunction(OpBuilder &module) {
  Location loc = kernel.getLoc();
  Type i64 = module.getI64Type();
  Type type = module.getFunctionType({pointer(), pointer(), pointer(), i64, i64}, {});
  function = func::FuncOp::create(module, loc, kernel.getSymName(), cast<FunctionType>(type));
  Block *entry = function.addEntryBlock();
  before = OpBuilder::atBlockBegin(entry);
  func::ReturnOp::create(before, loc);
  before.setInsertionPointToStart(entry);
}

LogicalResult KernelLowering::run(OpBuilder &module) {
  createFunction(module);
  return width == 1 ? elementLoop() : vectorLoop();
}

LogicalResult KernelLowering::vectorLoop() {
  Location loc = kernel.getLoc();
  auto loop = scf::ForOp::create(before, loc, argument(3), argument(4),
                                 constant(before, loc, width));
  before.setInsertionPoint(loop);
  inside = OpBuilder::atBlockBegin(loop.getBody());
  element = loop.getInductionVar();
  for (Operation &op : kernel.getBody().front())
    if (failed(lower(op)))
      return failure();
  return success();
}

/// for byte-sized groups { for lanes { body; bytes |= fired << lane } store bytes }
LogicalResult KernelLowering::elementLoop() {
  Location loc = kernel.getLoc();
  SmallVector<spike::MarkOp> marks(kernel.getBody().front().getOps<spike::MarkOp>());
  Value zero = constant(before, loc, 0), one = constant(before, loc, 1);
  Value group = constant(before, loc, elementsPerByte);
  auto groups = scf::ForOp::create(before, loc, argument(3), argument(4), group);
  before.setInsertionPoint(groups);

  OpBuilder body = OpBuilder::atBlockBegin(groups.getBody());
  SmallVector<Value> noBits;
  for (size_t i = 0; i < marks.size(); ++i)
    noBits.push_back(arith::ConstantOp::create(body, loc, body.getI8IntegerAttr(0)));
  auto lanes = scf::ForOp::create(body, loc, zero, group, one, noBits);
  if (marks.empty())
    inside = OpBuilder::atBlockBegin(lanes.getBody());
  else
    inside = OpBuilder::atBlockEnd(lanes.getBody());
  lane = lanes.getInductionVar();
  element = arith::AddIOp::create(inside, loc, groups.getInductionVar(), lane);
  for (auto [mark, byte] : llvm::zip(marks, lanes.getRegionIterArgs()))
    maskBytes[mark.getEvent()] = byte;
  for (Operation &op : kernel.getBody().front())
    if (failed(lower(op)))
      return failure();
  if (marks.empty())
    return success();

  SmallVector<Value> bytes;
  for (spike::MarkOp mark : marks)
    bytes.push_back(maskBytes[mark.getEvent()]);
  scf::YieldOp::create(inside, loc, bytes);
  for (auto [mark, byte] : llvm::zip(marks, lanes.getResults())) {
    FailureOr<spike::FieldOp> event = field(mark, mark.getEvent(), /*array=*/true);
    if (failed(event))
      return failure();
    Value index = arith::ShRUIOp::create(body, loc, groups.getInductionVar(),
                                         constant(body, loc, 3));
    Value address = LLVM::GEPOp::create(body, loc, pointer(), body.getI8Type(),
                                        basePointer(loc, *event), ValueRange{index});
    LLVM::StoreOp::create(body, loc, byte, address, 1);
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Fields
//===----------------------------------------------------------------------===//

FailureOr<spike::FieldOp> KernelLowering::field(Operation *op, StringRef name, bool array) {
  spike::FieldOp found = owner.lookupField(name);
  if (!found)
    return op->emitError() << "no field @" << name << " in @" << owner.getSymName();
  if (!found.getSlot())
    return op->emitError() << "field @" << name << " has no slot: run spike-layout first";
  if (array && !found.getElement())
    return op->emitError() << "field @" << name << " is not per element";
  return found;
}

Value KernelLowering::basePointer(Location loc, spike::FieldOp field) {
  Value &base = bases[field.getSymName()];
  if (!base) {
    Value slot = LLVM::GEPOp::create(before, loc, pointer(), pointer(), argument(0),
                                     ArrayRef<LLVM::GEPArg>{int32_t(*field.getSlot())});
    base = LLVM::LoadOp::create(before, loc, pointer(), slot, alignof(void *));
  }
  return base;
}

Value KernelLowering::elementPointer(Location loc, spike::FieldOp field) {
  return LLVM::GEPOp::create(inside, loc, pointer(), field.getType(), basePointer(loc, field),
                             ValueRange{element});
}

LogicalResult KernelLowering::lowerLoad(spike::LoadOp op) {
  Location loc = op.getLoc();
  FailureOr<spike::FieldOp> source = field(op, op.getField(), /*array=*/false);
  if (failed(source))
    return failure();
  Type type = op.getType();
  if (type != source->getType())
    return op.emitError() << "loads " << type << " from a field of " << source->getType();
  if (source->getElement()) {
    Value address = elementPointer(loc, *source);
    varying.map(op.getResult(), LLVM::LoadOp::create(inside, loc, vectorOf(type), address,
                                                     alignment(type))
                                    .getResult());
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

LogicalResult KernelLowering::storeTo(Operation *op, StringRef name, Value value) {
  FailureOr<spike::FieldOp> target = field(op, name, /*array=*/true);
  if (failed(target))
    return failure();
  Type type = getElementTypeOrSelf(value.getType());
  if (type != target->getType())
    return op->emitError() << "stores " << type << " to a field of " << target->getType();
  LLVM::StoreOp::create(inside, op->getLoc(), value, elementPointer(op->getLoc(), *target),
                        alignment(type));
  return success();
}

LogicalResult KernelLowering::lowerClear(spike::ClearOp op) {
  FailureOr<spike::FieldOp> target = field(op, op.getField(), /*array=*/true);
  if (failed(target))
    return failure();
  Type type = vectorOf(target->getType());
  Value zero = arith::ConstantOp::create(before, op.getLoc(), before.getZeroAttr(type));
  return storeTo(op, op.getField(), zero);
}

LogicalResult KernelLowering::lowerMark(spike::MarkOp op) {
  Location loc = op.getLoc();
  FailureOr<spike::FieldOp> event = field(op, op.getEvent(), /*array=*/true);
  if (failed(event))
    return failure();
  Value fired = varyingOf(op.getCondition());
  if (width == 1) {
    if (!maskBytes.count(op.getEvent()))
      return op.emitError("must be at the top of the kernel's body");
    Type i8 = inside.getI8Type();
    Value bit = arith::ExtUIOp::create(inside, loc, i8, fired);
    Value shift = arith::TruncIOp::create(inside, loc, i8, lane);
    bit = arith::ShLIOp::create(inside, loc, bit, shift);
    Value &byte = maskBytes[op.getEvent()];
    byte = arith::OrIOp::create(inside, loc, byte, bit);
    return success();
  }
  // Lane k is bit k: the masks' order on a little-endian machine, and the store
  // of `width` bits is one store of whole bytes.
  Type bits = inside.getIntegerType(width);
  Value mask = LLVM::BitcastOp::create(inside, loc, bits, fired);
  Value index = arith::ShRUIOp::create(inside, loc, element, constant(before, loc, 3));
  Value address = LLVM::GEPOp::create(inside, loc, pointer(), inside.getI8Type(),
                                      basePointer(loc, *event), ValueRange{index});
  LLVM::StoreOp::create(inside, loc, mask, address, width / elementsPerByte);
  return success();
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

Value KernelLowering::varyingOf(Value value) {
  if (Value found = varying.lookupOrNull(value))
    return found;
  Value scalar = uniform.lookup(value);
  if (width == 1)
    return scalar;
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

void KernelLowering::lowerTick(Operation *op, size_t offset) {
  Location loc = op->getLoc();
  Value address = LLVM::GEPOp::create(before, loc, pointer(), before.getI8Type(), argument(2),
                                      ArrayRef<LLVM::GEPArg>{int32_t(offset)});
  uniform.map(op->getResult(0),
              LLVM::LoadOp::create(before, loc, before.getF64Type(), address, alignof(double))
                  .getResult());
}

void KernelLowering::lowerExprelr(spike::ExprelrOp op) {
  if (isUniform(op.getX()))
    uniform.map(op.getResult(), emitExprelr(before, op.getLoc(), uniform.lookup(op.getX())));
  else
    varying.map(op.getResult(), emitExprelr(inside, op.getLoc(), varyingOf(op.getX())));
}

/// Loops and branches of a body that runs one element at a time.
LogicalResult KernelLowering::lowerWithRegions(Operation &op) {
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

LogicalResult KernelLowering::lowerElementwise(Operation &op) {
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

LogicalResult KernelLowering::lower(Operation &op) {
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
  if (op.getNumRegions() != 0)
    return lowerWithRegions(op);
  return lowerElementwise(op);
}

} // namespace

LogicalResult lowerKernel(OpBuilder &builder, spike::KernelOp kernel, int64_t width) {
  return KernelLowering(builder, kernel, width).run(builder);
}

} // namespace neuro::lowering
