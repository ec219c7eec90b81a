//===- RowLowering.cpp - Kernels of rows of synapses ------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// for `width` edges of the row {
//   fields = columns
//   words = their targets' last events, from the oldest word any of them needs (the
//     newest were looked up as the block before this one ended)
//   for each event of a word, oldest first
//     if (any target had it after From) fields = select(had it, on post(fields), fields)
//     (for words like most without all that few events need: ties and long ages)
//   fields = on pre(fields)
//   columns = fields
//   sums[slot of each edge] += what it emits, one edge after the other
// }
//
// Each edge goes through the operations it would go through by itself, so the
// result has the same bits as running `on post` when its events happen.
//
//===----------------------------------------------------------------------===//

#include "lowering/SpikeToLoops/RowLowering.h"

#include "runtime/abi/Kernel.h"

#include "llvm/ADT/SetVector.h"

#include <numeric>

using namespace mlir;

namespace neuro::lowering {

static uint32_t bytesOf(Type type) { return type.getIntOrFloatBitWidth() / 8; }

RowLowering::RowLowering(OpBuilder &module, spike::ClassOp cls, spike::RowKernels kernels,
                         int64_t width)
    : BodyLowering(module, cls, width), kernels(kernels), loc(cls.getLoc()),
      ofTargets(spike::targetValuesOf(kernels.emit)) {
  llvm::SmallSetVector<StringRef, 8> used, post, emit;
  for (spike::KernelOp kernel : {kernels.post, kernels.emit})
    for (Operation &op : kernel.getBody().front()) {
      if (auto load = dyn_cast<spike::LoadOp>(op))
        used.insert(load.getField());
      if (auto store = dyn_cast<spike::StoreOp>(op)) {
        used.insert(store.getField());
        (kernel == kernels.post ? post : emit).insert(store.getField());
      }
    }
  for (spike::FieldOp field : cls.getFields()) {
    (field.getElement() ? arrays : uniforms) += 1;
    const spike::FieldRole role = field.getRole();
    if (field.getElement() && used.contains(field.getSymName()) &&
        (role == spike::FieldRole::State || role == spike::FieldRole::Parameter ||
         role == spike::FieldRole::Derived || role == spike::FieldRole::Coefficient))
      columns.push_back(field);
  }
  for (StringRef name : post)
    changedByPost.push_back(name.str());
  for (StringRef name : emit)
    changedByEmit.push_back(name.str());
}

LogicalResult RowLowering::run(OpBuilder &module, StringRef name, Which which) {
  createFunction(module, loc, name);
  OpBuilder loops(function.getBody().front().getTerminator());
  if (which == Targets) {
    scf::ForOp loop = blocks(loops);
    before.setInsertionPoint(loop);
    beginEdges(loop);
    return computeTargets();
  }
  lookUpFirst(loops, which);
  beginEdges(blocks(loops));
  loadColumns();
  prefetchNext(changedByPost);
  if (failed(makeUp()))
    return failure();
  if (which == CatchUp) {
    storeColumns(changedByPost);
    lookUpNext();
    return success();
  }
  for (auto emit : owner.getBody().front().getOps<spike::EmitOp>())
    if (emit.getPhase() == spike::Phase::Emit)
      fields[emit.getField()] = splatReal(owner.lookupField(emit.getField()).getType(), 0);
  stamp = atTie = older = {};
  if (which == SeenRow)
    for (auto [k, value] : llvm::enumerate(ofTargets.values)) {
      Type type = value.getType();
      varying.map(value, k == 0
                             ? loadLookedUp(seen, type)
                             : gather(type, arrayOf(rt::rowArrays + k - 1), type, targets));
    }
  for (Operation &op : kernels.emit.getBody().front())
    if ((which != SeenRow || !ofTargets.work.contains(&op)) && failed(lower(op)))
      return failure();
  llvm::SmallSetVector<StringRef, 8> all;
  all.insert(changedByPost.begin(), changedByPost.end());
  all.insert(changedByEmit.begin(), changedByEmit.end());
  SmallVector<std::string> changed;
  for (StringRef name : all)
    if (owner.lookupField(name).getRole() != spike::FieldRole::Emit)
      changed.push_back(name.str());
  storeColumns(changed);
  addSums();
  lookUpNext();
  return success();
}

scf::ForOp RowLowering::blocks(OpBuilder &at) {
  return scf::ForOp::create(at, loc, argument(3), argument(4),
                            constant(before, loc, width));
}

void RowLowering::beginEdges(scf::ForOp loop) {
  inside = OpBuilder::atBlockBegin(loop.getBody());
  edge = loop.getInductionVar();
  Value left = arith::SubIOp::create(inside, loc, argument(4), edge);
  left = arith::TruncIOp::create(inside, loc, i32(), left);
  SmallVector<int32_t> lanes(width);
  std::iota(lanes.begin(), lanes.end(), 0);
  Value lane = arith::ConstantOp::create(
      before, loc,
      DenseElementsAttr::get(cast<ShapedType>(vectorOf(i32())), ArrayRef<int32_t>(lanes)));
  valid = arith::CmpIOp::create(
      inside, loc, arith::CmpIPredicate::slt, lane,
      vector::BroadcastOp::create(inside, loc, cast<VectorType>(vectorOf(i32())), left));
}

// --- Columns and tables ---------------------------------------------------------

Value RowLowering::uniformAs(int number, Type type) {
  Value &value = rowUniforms[{number, type}];
  if (value)
    return value;
  Value address = LLVM::GEPOp::create(before, loc, pointer(), f64(), argument(1),
                                      ArrayRef<LLVM::GEPArg>{int32_t(uniforms + number)});
  value = LLVM::LoadOp::create(before, loc, f64(), address, alignof(double));
  if (type.isF32())
    value = arith::TruncFOp::create(before, loc, type, value);
  else if (isa<IntegerType>(type))
    value = arith::FPToSIOp::create(before, loc, type, value);
  return value;
}

Value RowLowering::loadElements(Type type, Value base) {
  Value address = LLVM::GEPOp::create(inside, loc, pointer(), type, base, ValueRange{edge});
  return LLVM::MaskedLoadOp::create(inside, loc, vectorOf(type), address, valid,
                                    zeros(type), bytesOf(type));
}

void RowLowering::loadTargets() { targets = loadElements(i32(), arrayOf(rt::RowTargets)); }

void RowLowering::loadColumns() {
  fields.clear();
  pairs.clear();
  loadTargets();
  for (spike::FieldOp field : columns)
    fields[field.getSymName()] = loadElements(field.getType(), basePointer(loc, field));
}

/// A little of it a block: all at once would be more than a processor can wait for.
void RowLowering::prefetchNext(ArrayRef<std::string> changed) {
  Value next = arith::AddIOp::create(inside, loc, edge, uniformAs(rt::RowNext, i64()));
  auto ask = [&](Type type, Value base, Value at, int32_t toWrite) {
    Value address = LLVM::GEPOp::create(inside, loc, pointer(), type, base, ValueRange{at});
    LLVM::Prefetch::create(inside, loc, address, toWrite, /*hint=*/3, /*cache=*/1);
  };
  for (StringRef name : changed) {
    spike::FieldOp field = owner.lookupField(name);
    ask(field.getType(), basePointer(loc, field), next, 1);
  }
  ask(before.getI8Type(), arrayOf(rt::RowTargetBytes),
      arith::MulIOp::create(inside, loc, next, uniformAs(rt::RowTargetWidth, i64())), 0);
}

void RowLowering::storeColumns(ArrayRef<std::string> changed) {
  for (StringRef name : changed) {
    spike::FieldOp field = owner.lookupField(name);
    Value address = LLVM::GEPOp::create(inside, loc, pointer(), field.getType(),
                                        basePointer(loc, field), ValueRange{edge});
    LLVM::MaskedStoreOp::create(inside, loc, fields[name], address, valid,
                                inside.getI32IntegerAttr(bytesOf(field.getType())));
  }
}

/// One edge after the other, in the order of the row: the order of every sum. That needs
/// nothing but loads and stores, of which a processor does many while it works on the
/// next block's events.
void RowLowering::addSums() {
  for (auto emit : owner.getBody().front().getOps<spike::EmitOp>()) {
    if (emit.getPhase() != spike::Phase::Emit)
      continue;
    Type type = owner.lookupField(emit.getField()).getType();
    // What changes no sum, whatever its sign, where there is no edge.
    Value sent = arith::SelectOp::create(inside, loc, valid, fields[emit.getField()],
                                         splatReal(type, -0.0));
    for (int32_t lane = 0; lane < width; ++lane) {
      Value slot = wholeAt(rt::RowSlots, lane);
      Value sum = LLVM::GEPOp::create(inside, loc, pointer(), type, arrayOf(rt::RowSums),
                                      ValueRange{slot});
      Value old = LLVM::LoadOp::create(inside, loc, type, sum, bytesOf(type));
      Value term = vector::ExtractOp::create(inside, loc, sent, lane);
      LLVM::StoreOp::create(inside, loc, arith::AddFOp::create(inside, loc, old, term), sum,
                            bytesOf(type));
    }
  }
}

/// A lane's element of an array of uint32_t per edge, as i64.
Value RowLowering::wholeAt(rt::RowArray array, int32_t lane) {
  Value own = LLVM::GEPOp::create(inside, loc, pointer(), i32(), arrayOf(array),
                                  ValueRange{edge});
  Value at =
      LLVM::GEPOp::create(inside, loc, pointer(), i32(), own, ArrayRef<LLVM::GEPArg>{lane});
  Value element = LLVM::LoadOp::create(inside, loc, i32(), at, 4);
  return arith::ExtUIOp::create(inside, loc, i64(), element);
}

/// base[index] of each lane's own, `step` being what an index counts; 0 in lanes that
/// are no edges, or not in the mask if there is one.
Value RowLowering::gather(Type type, Value base, Type step, Value index, Value mask) {
  if (!index) // the targets one after the other
    return loadElements(type, base);
  Value addresses =
      LLVM::GEPOp::create(inside, loc, vectorOf(pointer()), step, base, ValueRange{index});
  return LLVM::masked_gather::create(inside, loc, vectorOf(type), addresses,
                                     mask ? mask : valid, ValueRange{zeros(type)},
                                     bytesOf(type));
}

Value RowLowering::any(Value mask) {
  Type bits = inside.getIntegerType(
      static_cast<unsigned>(cast<VectorType>(mask.getType()).getNumElements()));
  Value set = LLVM::BitcastOp::create(inside, loc, bits, mask);
  Value none = arith::ConstantOp::create(before, loc, before.getIntegerAttr(bits, 0));
  return arith::CmpIOp::create(inside, loc, arith::CmpIPredicate::ne, set, none);
}

LogicalResult lowerRows(OpBuilder &builder, spike::ClassOp cls, spike::RowKernels kernels,
                        int64_t width) {
  auto emit = [&](const std::string &name, RowLowering::Which which) {
    return RowLowering(builder, cls, kernels, width).run(builder, name, which);
  };
  if (failed(emit(spike::catchUpSymbol(cls), RowLowering::CatchUp)) ||
      failed(emit(spike::rowSymbol(cls), RowLowering::Row)))
    return failure();
  if (spike::targetValuesOf(kernels.emit).values.empty())
    return success();
  if (failed(emit(spike::targetsSymbol(cls), RowLowering::Targets)))
    return failure();
  return emit(spike::seenRowSymbol(cls), RowLowering::SeenRow);
}

} // namespace neuro::lowering
