//===- RowTargets.cpp - What edges of a row look up of targets ----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/SpikeToLoops/RowLowering.h"

#include "runtime/abi/Kernel.h"

#include <cstddef>
#include <numeric>

using namespace mlir;

namespace neuro::lowering {

static uint32_t bytesOf(Type type) { return type.getIntOrFloatBitWidth() / 8; }

/// What the loop over blocks reads of all edges' targets, side by side. They lie anywhere
/// in more memory than the first cache holds, so what counts is how many lines are asked
/// for, one a target, and that nothing waits for them: each block ends by looking up those
/// of the next one. Looked up by the block that needs them, they would stand between it and
/// knowing which of its branches to take.
void RowLowering::lookUpFirst(OpBuilder &loops, Which which) {
  auto variable = [&](Type type) -> Value {
    return LLVM::AllocaOp::create(before, loc, pointer(), vectorOf(type),
                                  constant(before, loc, 1), rt::ALIGNMENT);
  };
  newerHalf = variable(i32());
  olderHalf = variable(i32());
  if (which == SeenRow)
    seen = variable(ofTargets.values[0].getType());
  // Kernels that do not ask for the value meet it all the same.
  const bool isWide = !ofTargets.values.empty() && ofTargets.values[0].getType().isF64();
  oldestHalf = isWide ? Value() : variable(i32());
  edge = argument(3);
  Value some = arith::CmpIOp::create(loops, loc, arith::CmpIPredicate::slt, edge, argument(4));
  auto branch = scf::IfOp::create(loops, loc, TypeRange{}, some, /*withElse=*/false);
  before.setInsertionPoint(branch);
  inside = OpBuilder::atBlockBegin(branch.thenBlock());
  lookUpBlock();
}

void RowLowering::lookUpNext() {
  edge = arith::AddIOp::create(inside, loc, edge, constant(before, loc, width));
  Value more = arith::CmpIOp::create(inside, loc, arith::CmpIPredicate::slt, edge, argument(4));
  auto branch = scf::IfOp::create(inside, loc, TypeRange{}, more, /*withElse=*/false);
  inside.setInsertionPointToStart(branch.thenBlock());
  lookUpBlock();
}

void RowLowering::lookUpBlock() {
  const SmallVector<Value> quarters = loadQuarters();
  auto store = [&](Value value, Value to) {
    LLVM::StoreOp::create(inside, loc, value, to, rt::ALIGNMENT);
  };
  store(quarters[0], newerHalf);
  store(quarters[1], olderHalf);
  if (oldestHalf)
    store(quarters[3], oldestHalf);
  if (!seen)
    return;
  Type type = ofTargets.values[0].getType();
  Value value = quarters[2];
  if (type.isF64()) {
    SmallVector<int64_t> lanes;
    for (int64_t lane = 0; lane < width; ++lane)
      lanes.append({lane, width + lane});
    value = vector::ShuffleOp::create(inside, loc, quarters[2], quarters[3], lanes);
  }
  store(vector::BitCastOp::create(inside, loc, cast<VectorType>(vectorOf(type)), value),
        seen);
}

/// The RowTarget of each lane's own target: its four i32, each of all lanes.
SmallVector<Value> RowLowering::loadQuarters() {
  auto four = VectorType::get({4}, i32());
  SmallVector<Value> entries;
  for (int32_t lane = 0; lane < width; ++lane) {
    Value target = wholeAt(rt::RowTargets, lane);
    Value entry = LLVM::GEPOp::create(inside, loc, pointer(), four, arrayOf(rt::RowRecent),
                                      ValueRange{target});
    entries.push_back(
        LLVM::LoadOp::create(inside, loc, four, entry, alignof(rt::RowTarget)));
  }
  auto shuffle = [&](Value a, Value b, ArrayRef<int64_t> lanes) -> Value {
    return vector::ShuffleOp::create(inside, loc, a, b, lanes);
  };
  SmallVector<Value> quarters;
  // Entries j, j + 4, … make one vector; four of these are transposed four by four.
  Value columns[4];
  for (int64_t j = 0; j < 4; ++j) {
    SmallVector<Value> parts;
    for (int64_t lane = j; lane < width; lane += 4)
      parts.push_back(entries[static_cast<size_t>(lane)]);
    for (; parts.size() > 1; parts.resize(parts.size() / 2))
      for (size_t k = 0; 2 * k < parts.size(); ++k) {
        SmallVector<int64_t> all(static_cast<size_t>(
            2 * cast<VectorType>(parts[2 * k].getType()).getNumElements()));
        std::iota(all.begin(), all.end(), 0);
        parts[k] = shuffle(parts[2 * k], parts[2 * k + 1], all);
      }
    columns[j] = parts[0];
  }
  /// Of each four lanes of `a` and `b`, alternately, two beginning with `first`, in
  /// steps of `run` lanes.
  auto interleave = [&](Value a, Value b, int64_t first, int64_t run) {
    SmallVector<int64_t> lanes;
    for (int64_t four = 0; four < width; four += 4)
      for (int64_t k = 0; k < 4; ++k) {
        const int64_t from = (k / run) % 2, place = run == 1 ? k / 2 : k % 2;
        lanes.push_back(from * width + four + first + place);
      }
    return shuffle(a, b, lanes);
  };
  for (int64_t first : {0, 2}) {
    Value even = interleave(columns[0], columns[1], first, 1);
    Value odd = interleave(columns[2], columns[3], first, 1);
    quarters.push_back(interleave(even, odd, 0, 2));
    quarters.push_back(interleave(even, odd, 2, 2));
  }
  return quarters;
}

bool RowLowering::isUniformWork(Operation &op) {
  if (auto load = dyn_cast<spike::LoadOp>(op))
    return !owner.lookupField(load.getField()).getElement();
  return op.getNumRegions() == 0 && op.getNumResults() == 1 && isPure(&op) &&
         llvm::all_of(op.getOperands(), [&](Value v) { return isUniform(v); });
}

LogicalResult RowLowering::computeTargets() {
  pairs.clear();
  targets = stamp = {};
  for (Operation &op : kernels.emit.getBody().front())
    if ((ofTargets.work.contains(&op) || isUniformWork(op)) && failed(lower(op)))
      return failure();
  for (auto [k, value] : llvm::enumerate(ofTargets.values)) {
    if (k == 0) {
      storeValues(varyingOf(value));
      continue;
    }
    Value address = LLVM::GEPOp::create(inside, loc, pointer(), value.getType(),
                                        arrayOf(rt::rowArrays + k - 1), ValueRange{edge});
    LLVM::MaskedStoreOp::create(inside, loc, varyingOf(value), address, valid,
                                inside.getI32IntegerAttr(bytesOf(value.getType())));
  }
  return success();
}

/// The first value of the targets kernel of all lanes' targets, which follow each other.
void RowLowering::storeValues(Value values) {
  Type type = cast<VectorType>(values.getType()).getElementType();
  Value own = LLVM::GEPOp::create(inside, loc, pointer(), VectorType::get({4}, i32()),
                                  arrayOf(rt::RowRecent), ValueRange{edge});
  for (int32_t lane = 0; lane < width; ++lane) {
    const int32_t at =
        lane * int32_t(sizeof(rt::RowTarget)) + int32_t(offsetof(rt::RowTarget, value));
    Value address = LLVM::GEPOp::create(inside, loc, pointer(), before.getI8Type(), own,
                                        ArrayRef<LLVM::GEPArg>{at});
    Value value = vector::ExtractOp::create(inside, loc, values, lane);
    LLVM::StoreOp::create(inside, loc, value, address, bytesOf(type));
  }
}

/// Lanes that are no edges have what belongs to another target.
Value RowLowering::loadLookedUp(Value variable, Type type) {
  return LLVM::LoadOp::create(inside, loc, vectorOf(type), variable, rt::ALIGNMENT);
}

} // namespace neuro::lowering
