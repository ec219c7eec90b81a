//===- KernelLowering.cpp - One kernel to one function ----------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/SpikeToLoops/KernelLowering.h"

#include "lowering/SpikeToLoops/BodyLowering.h"
#include "runtime/abi/Kernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;

namespace neuro::lowering {

namespace {

/// Elements whose event bits share a byte of a mask.
constexpr int64_t elementsPerByte = 8;

class KernelLowering final : public BodyLowering {
public:
  KernelLowering(OpBuilder &module, spike::KernelOp kernel, int64_t width)
      : BodyLowering(module, kernel->getParentOfType<spike::ClassOp>(), width), kernel(kernel) {}

  LogicalResult run(OpBuilder &module) {
    createFunction(module, kernel.getLoc(), kernel.getSymName());
    return width == 1 ? elementLoop() : vectorLoop();
  }

private:
  spike::KernelOp kernel;
  Value element; ///< i64, first of the `width` elements of this iteration
  /// Bodies of masks that the element loop assembles, by event.
  llvm::StringMap<Value> maskBytes;
  Value lane; ///< of the element loop, i64

  LogicalResult vectorLoop();
  LogicalResult elementLoop();
  Value elementPointer(Location loc, spike::FieldOp field) {
    return LLVM::GEPOp::create(inside, loc, pointer(), field.getType(), basePointer(loc, field),
                               ValueRange{element});
  }
  unsigned alignment(Type type) {
    uint64_t bytes = type.getIntOrFloatBitWidth() / 8 * width;
    return std::min<uint64_t>(bytes, rt::ALIGNMENT);
  }
  Value loadElements(spike::LoadOp op, spike::FieldOp field) override {
    return LLVM::LoadOp::create(inside, op.getLoc(), vectorOf(op.getType()),
                                elementPointer(op.getLoc(), field), alignment(op.getType()));
  }
  LogicalResult storeElements(Operation *op, spike::FieldOp field, Value value) override {
    LLVM::StoreOp::create(inside, op->getLoc(), value, elementPointer(op->getLoc(), field),
                          alignment(field.getType()));
    return success();
  }
  LogicalResult lowerMark(spike::MarkOp op) override;
};

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

} // namespace

LogicalResult lowerKernel(OpBuilder &builder, spike::KernelOp kernel, int64_t width) {
  return KernelLowering(builder, kernel, width).run(builder);
}

} // namespace neuro::lowering
