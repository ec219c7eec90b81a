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
//     newest: from a loop before this one)
//   for each event of a word, oldest first
//     if (any target had it after From) fields = select(had it, on post(fields), fields)
//     (for words like most without all that few events need: ties and long ages)
//   fields = on pre(fields)
//   columns = fields
// }
//
// Each edge goes through the operations it would go through by itself, so the
// result has the same bits as running `on post` when its events happen.
//
//===----------------------------------------------------------------------===//

#include "lowering/SpikeToLoops/RowLowering.h"

#include "lowering/SpikeToLoops/BodyLowering.h"
#include "runtime/abi/Kernel.h"
#include "runtime/abi/RowKernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/ADT/SetVector.h"

#include <numeric>

using namespace mlir;

namespace neuro::lowering {

namespace {

/// Stamps in a word, and bits of one.
constexpr int64_t stampsOfWord = 4, stampBits = 16;
/// Doubles of an event in the history before its traces.
constexpr int64_t historyHeader = 2;

uint32_t bytesOf(Type type) { return type.getIntOrFloatBitWidth() / 8; }

class RowLowering final : public BodyLowering {
public:
  RowLowering(OpBuilder &module, spike::ClassOp cls, spike::RowKernels kernels, int64_t width);
  enum Which { CatchUp, Row, Targets, SeenRow };
  LogicalResult run(OpBuilder &module, StringRef name, Which which);

private:
  spike::RowKernels kernels;
  Location loc;
  int64_t arrays = 0, uniforms = 0; ///< slots of the class
  SmallVector<spike::FieldOp> columns;
  SmallVector<std::string> changedByPost, changedByEmit;
  spike::TargetValues ofTargets;

  // Scratch of a call's edges, what was looked up of their targets:
  Value newerHalf, olderHalf; ///< the newest words
  Value oldestHalf;           ///< half of the words before them; null: not there
  Value seen;                 ///< the first of `ofTargets.values`

  // Of one iteration.
  Value edge;    ///< i64, its first edge
  Value valid;   ///< lanes within the row
  Value targets; ///< i32
  llvm::StringMap<Value> fields;
  llvm::DenseMap<int64_t, Value> pairs; ///< RowPairs of the lanes' targets, by trace
  // Of one event of targets that is made up for; null when `on pre` runs.
  Value stamp; ///< i32
  Value atTie; ///< the source's event arrived in that tick
  bool plain = false; ///< there are no such events, and all ages are short
  Value older; ///< i64, of the event before: its number, the newest 0

  Type i32() { return before.getI32Type(); }
  Type i64() { return before.getI64Type(); }
  Type f64() { return before.getF64Type(); }
  Value splat(Attribute value) {
    return arith::ConstantOp::create(
        before, loc, DenseElementsAttr::get(cast<ShapedType>(vectorOf(cast<TypedAttr>(value).getType())), value));
  }
  Value zeros(Type type) {
    return arith::ConstantOp::create(before, loc, cast<TypedAttr>(before.getZeroAttr(vectorOf(type))));
  }
  Value splatInteger(Type type, int64_t value) {
    return splat(before.getIntegerAttr(type, value));
  }
  Value splatReal(Type type, double value) { return splat(before.getFloatAttr(type, value)); }

  llvm::DenseMap<std::pair<int, Type>, Value> rowUniforms;
  Value uniformAs(int number, Type type);
  llvm::DenseMap<int, Value> rowArrays;
  Value arrayOf(int which) {
    Value &array = rowArrays[which];
    return array ? array : array = arrayAt(loc, arrays + which);
  }
  Value gather(Type type, Value base, Type step, Value index, Value mask = {});
  Value any(Value mask);
  Value toReal(Value integers, Type type) {
    return arith::SIToFPOp::create(inside, loc, vectorOf(type), integers);
  }
  int64_t traceIndex(spike::FieldOp field);

  bool isUniformWork(Operation &op);
  LogicalResult computeTargets();
  scf::ForOp blocks(OpBuilder &at);
  void beginEdges(scf::ForOp loop);
  /// Four stamps of each lane, as halves, which fill one register where words fill two.
  struct Word {
    Value newer, older; ///< i32; each with the newer one in its low bits
  };
  Word wordOf(Value word);
  Value stampsOf(Value half, int64_t place);
  void lookUpTargets(OpBuilder &loops, Which which);
  SmallVector<Value> loadQuarters(Value own);
  Value ofBlock(Value scratch, Type type);
  Value loadScratch(Value scratch, Type type);
  void storeValues(Value values);
  Value loadElements(Type type, Value base);
  void loadTargets();
  void loadColumns();
  void storeColumns(ArrayRef<std::string> changed);
  LogicalResult makeUp();
  LogicalResult makeUpWord(Word word, Value chunk);
  LogicalResult makeUpEvent(Value half, Value chunk, int64_t place);
  Value isPlain(Word word);
  Value pair(int64_t trace);

  Value loadElements(spike::LoadOp op, spike::FieldOp field) override;
  Value traceOf(spike::FieldOp field, Type type);
  Value ageOf(spike::FieldOp field, Type type);
  Value olderReal(Type type, Value offset);
  LogicalResult storeElements(Operation *, spike::FieldOp field, Value value) override {
    fields[field.getSymName()] = value;
    return success();
  }
  LogicalResult lowerMark(spike::MarkOp op) override {
    return op.emitError("cannot be part of a synapse's kernel");
  }
};

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
  lookUpTargets(loops, which);
  beginEdges(blocks(loops));
  loadColumns();
  if (failed(makeUp()))
    return failure();
  if (which == CatchUp) {
    storeColumns(changedByPost);
    return success();
  }
  for (auto emit : owner.getBody().front().getOps<spike::EmitOp>())
    if (emit.getPhase() == spike::Phase::Emit)
      fields[emit.getField()] =
          splatReal(owner.lookupField(emit.getField()).getType(), 0);
  stamp = atTie = older = {};
  if (which == SeenRow)
    for (auto [k, value] : llvm::enumerate(ofTargets.values)) {
      Type type = value.getType();
      varying.map(value, k == 0 ? loadScratch(seen, type)
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
    changed.push_back(name.str());
  storeColumns(changed);
  return success();
}

scf::ForOp RowLowering::blocks(OpBuilder &at) {
  return scf::ForOp::create(at, loc, argument(3), argument(4), constant(before, loc, width));
}

void RowLowering::beginEdges(scf::ForOp loop) {
  inside = OpBuilder::atBlockBegin(loop.getBody());
  edge = loop.getInductionVar();
  Value left = arith::SubIOp::create(inside, loc, argument(4), edge);
  left = arith::TruncIOp::create(inside, loc, i32(), left);
  SmallVector<int32_t> lanes(width);
  std::iota(lanes.begin(), lanes.end(), 0);
  Value lane = arith::ConstantOp::create(
      before, loc, DenseElementsAttr::get(cast<ShapedType>(vectorOf(i32())), ArrayRef<int32_t>(lanes)));
  valid = arith::CmpIOp::create(
      inside, loc, arith::CmpIPredicate::slt, lane,
      vector::BroadcastOp::create(inside, loc, cast<VectorType>(vectorOf(i32())), left));
}

/// What the loop over blocks reads of all edges' targets, side by side. They lie anywhere
/// in more memory than the first cache holds, so what counts is how many lines are asked
/// for: one a target. In a loop of its own: behind so many small operations a processor
/// would not find the work of the next block while it waits for that of this one.
void RowLowering::lookUpTargets(OpBuilder &loops, Which which) {
  auto scratch = [&](Type type) -> Value {
    return LLVM::AllocaOp::create(before, loc, pointer(), type,
                                  constant(before, loc, rt::ROW_EDGES), rt::ALIGNMENT);
  };
  Type valueType = which == SeenRow ? ofTargets.values[0].getType() : Type();
  newerHalf = scratch(i32());
  olderHalf = scratch(i32());
  if (valueType)
    seen = scratch(valueType);
  oldestHalf = valueType && valueType.isF64() ? Value() : scratch(i32());
  Value allTargets = arrayOf(rt::RowTargets);
  arrayOf(rt::RowRecent);
  scf::ForOp loop = blocks(loops);
  before.setInsertionPoint(loop);
  inside = OpBuilder::atBlockBegin(loop.getBody());
  edge = loop.getInductionVar();
  const SmallVector<Value> quarters = loadQuarters(
      LLVM::GEPOp::create(inside, loc, pointer(), i32(), allTargets, ValueRange{edge}));
  auto store = [&](Value value, Value to, Type type) {
    LLVM::StoreOp::create(inside, loc, value, ofBlock(to, type), rt::ALIGNMENT);
  };
  store(quarters[0], newerHalf, i32());
  store(quarters[1], olderHalf, i32());
  if (oldestHalf)
    store(quarters[3], oldestHalf, i32());
  if (!valueType)
    return;
  Value value = quarters[2];
  if (valueType.isF64()) {
    SmallVector<int64_t> lanes;
    for (int64_t lane = 0; lane < width; ++lane)
      lanes.append({lane, width + lane});
    value = vector::ShuffleOp::create(inside, loc, quarters[2], quarters[3], lanes);
  }
  store(vector::BitCastOp::create(inside, loc, cast<VectorType>(vectorOf(valueType)), value), seen,
        valueType);
}

/// The RowTarget of each lane's own target: its four i32, each of all lanes.
SmallVector<Value> RowLowering::loadQuarters(Value own) {
  auto four = VectorType::get({4}, i32());
  SmallVector<Value> entries;
  for (int32_t lane = 0; lane < width; ++lane) {
    Value at = LLVM::GEPOp::create(inside, loc, pointer(), i32(), own, ArrayRef<LLVM::GEPArg>{lane});
    Value target = LLVM::LoadOp::create(inside, loc, i32(), at, 4);
    target = arith::ExtUIOp::create(inside, loc, i64(), target);
    Value entry = LLVM::GEPOp::create(inside, loc, pointer(), four, arrayOf(rt::RowRecent),
                                      ValueRange{target});
    entries.push_back(LLVM::LoadOp::create(inside, loc, four, entry, alignof(rt::RowTarget)));
  }
  auto shuffle = [&](Value a, Value b, ArrayRef<int64_t> lanes) -> Value {
    return vector::ShuffleOp::create(inside, loc, a, b, lanes);
  };
  SmallVector<Value> quarters;
  if (width % 4 != 0) {
    for (int64_t quarter = 0; quarter < 4; ++quarter) {
      SmallVector<Value> lanes;
      for (Value entry : entries)
        lanes.push_back(vector::ExtractOp::create(inside, loc, entry, quarter));
      quarters.push_back(vector::FromElementsOp::create(inside, loc, cast<VectorType>(vectorOf(i32())), lanes));
    }
    return quarters;
  }
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

/// The first value of the targets kernel of all lanes' targets, which follow each other.
void RowLowering::storeValues(Value values) {
  Type type = cast<VectorType>(values.getType()).getElementType();
  Value own = LLVM::GEPOp::create(inside, loc, pointer(), VectorType::get({4}, i32()),
                                  arrayOf(rt::RowRecent), ValueRange{edge});
  for (int32_t lane = 0; lane < width; ++lane) {
    const int32_t at = lane * int32_t(sizeof(rt::RowTarget)) + int32_t(offsetof(rt::RowTarget, value));
    Value address = LLVM::GEPOp::create(inside, loc, pointer(), before.getI8Type(), own,
                                        ArrayRef<LLVM::GEPArg>{at});
    Value value = vector::ExtractOp::create(inside, loc, values, lane);
    LLVM::StoreOp::create(inside, loc, value, address, bytesOf(type));
  }
}

Value RowLowering::ofBlock(Value scratch, Type type) {
  Value index = arith::SubIOp::create(inside, loc, edge, argument(3));
  return LLVM::GEPOp::create(inside, loc, pointer(), type, scratch, ValueRange{index});
}

/// 0 in lanes that are no edges.
Value RowLowering::loadScratch(Value scratch, Type type) {
  return LLVM::MaskedLoadOp::create(inside, loc, vectorOf(type), ofBlock(scratch, type), valid,
                                    zeros(type), rt::ALIGNMENT);
}

/// Of an i64 each, little-endian.
RowLowering::Word RowLowering::wordOf(Value word) {
  Value numbers = vector::BitCastOp::create(inside, loc, VectorType::get({2 * width}, i32()), word);
  auto half = [&](int64_t first) -> Value {
    SmallVector<int64_t> lanes;
    for (int64_t lane = 0; lane < width; ++lane)
      lanes.push_back(2 * lane + first);
    return vector::ShuffleOp::create(inside, loc, numbers, numbers, lanes);
  };
  return {half(0), half(1)};
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

void RowLowering::storeColumns(ArrayRef<std::string> changed) {
  for (StringRef name : changed) {
    spike::FieldOp field = owner.lookupField(name);
    Value address = LLVM::GEPOp::create(inside, loc, pointer(), field.getType(),
                                        basePointer(loc, field), ValueRange{edge});
    LLVM::MaskedStoreOp::create(inside, loc, fields[name], address, valid,
                                inside.getI32IntegerAttr(bytesOf(field.getType())));
  }
}

/// base[index] of each lane's own, `step` being what an index counts; 0 in lanes that
/// are no edges, or not in the mask if there is one.
Value RowLowering::gather(Type type, Value base, Type step, Value index, Value mask) {
  if (!index) // the targets one after the other
    return loadElements(type, base);
  Value addresses = LLVM::GEPOp::create(inside, loc, vectorOf(pointer()), step, base,
                                        ValueRange{index});
  return LLVM::masked_gather::create(inside, loc, vectorOf(type), addresses, mask ? mask : valid,
                                     ValueRange{zeros(type)}, bytesOf(type));
}

Value RowLowering::any(Value mask) {
  Type bits = inside.getIntegerType(
      static_cast<unsigned>(cast<VectorType>(mask.getType()).getNumElements()));
  Value set = LLVM::BitcastOp::create(inside, loc, bits, mask);
  Value none = arith::ConstantOp::create(before, loc, before.getIntegerAttr(bits, 0));
  return arith::CmpIOp::create(inside, loc, arith::CmpIPredicate::ne, set, none);
}

int64_t RowLowering::traceIndex(spike::FieldOp field) {
  int64_t index = 0;
  for (spike::FieldOp other : owner.getFields()) {
    if (other == field)
      return index;
    if (other.getRole() == spike::FieldRole::Trace && other.getEnd() == field.getEnd())
      ++index;
  }
  return index;
}

/// {stamp, value} of the newest events, as i64.
Value RowLowering::pair(int64_t trace) {
  Value &value = pairs[trace];
  if (value)
    return value;
  Value base = arrayOf(rt::RowPairs);
  if (trace > 0) {
    Value offset = arith::MulIOp::create(before, loc, uniformAs(rt::RowElements, i64()),
                                         constant(before, loc, trace));
    base = LLVM::GEPOp::create(before, loc, pointer(), i64(), base, ValueRange{offset});
  }
  return value = gather(i64(), base, i64(), targets);
}

// --- Events of targets ----------------------------------------------------------

LogicalResult RowLowering::makeUp() {
  Value allWords = arrayOf(rt::RowOlder);
  Type wordsOfTarget = LLVM::LLVMArrayType::get(i64(), rt::ROW_CHUNKS);
  Value from = broadcast(uniformAs(rt::RowFrom, i32()));
  Value busy; ///< lanes that need more than what was looked up
  auto wordAt = [&](Value chunk) {
    Value base = LLVM::GEPOp::create(inside, loc, pointer(), i64(), allWords, ValueRange{chunk});
    return wordOf(gather(i64(), base, wordsOfTarget, targets, busy));
  };
  // The oldest chunk with an event of any lane that needs more than what was looked up.
  Value zero = constant(before, loc, 0), one = constant(before, loc, 1);
  Value last = constant(before, loc, rt::ROW_CHUNKS - 1);
  const Word first{loadScratch(newerHalf, i32()), loadScratch(olderHalf, i32())};
  Type half = vectorOf(i32());
  Value further = oldestHalf ? loadScratch(oldestHalf, i32()) : first.older;
  auto isFull = [&](Value half) -> Value {
    return arith::CmpIOp::create(inside, loc, arith::CmpIPredicate::ugt,
                                 stampsOf(half, stampsOfWord - 1), from);
  };
  busy = isFull(further);
  auto search = scf::WhileOp::create(
      inside, loc, TypeRange{i64(), half, half, half},
      ValueRange{zero, first.newer, first.older, further},
      [&](OpBuilder &b, Location at, ValueRange carried) {
        OpBuilder::InsertionGuard guard(inside);
        inside = b;
        Value full = any(isFull(carried[3]));
        Value more = arith::CmpIOp::create(inside, at, arith::CmpIPredicate::slt, carried[0], last);
        scf::ConditionOp::create(inside, at, arith::AndIOp::create(inside, at, full, more), carried);
      },
      [&](OpBuilder &b, Location at, ValueRange carried) {
        OpBuilder::InsertionGuard guard(inside);
        inside = b;
        Value next = arith::AddIOp::create(inside, at, carried[0], one);
        const Word word = wordAt(next);
        scf::YieldOp::create(inside, at, ValueRange{next, word.newer, word.older, word.older});
      });

  if (oldestHalf) { // the others may need one event of the word before
    further = arith::SelectOp::create(inside, loc, busy, zeros(i32()), further);
    if (failed(makeUpEvent(further, one, 0)))
      return failure();
  }
  SmallVector<Value> carried{search.getResult(1), search.getResult(2)};
  for (const std::string &name : changedByPost)
    carried.push_back(fields[name]);
  Value count = arith::AddIOp::create(inside, loc, search.getResult(0), one);
  auto chunks = scf::ForOp::create(inside, loc, zero, count, one, carried);
  OpBuilder after = inside;
  {
    Block *body = chunks.getBody();
    if (!body->empty() && body->back().hasTrait<OpTrait::IsTerminator>())
      body->back().erase();
    inside = OpBuilder::atBlockEnd(body);
    const Word word{chunks.getRegionIterArg(0), chunks.getRegionIterArg(1)};
    for (auto [i, name] : llvm::enumerate(changedByPost))
      fields[name] = chunks.getRegionIterArg(i + 2);
    Value chunk = arith::SubIOp::create(inside, loc, search.getResult(0), chunks.getInductionVar());
    SmallVector<Type> types;
    for (const std::string &name : changedByPost)
      types.push_back(fields[name].getType());
    auto either = scf::IfOp::create(inside, loc, types, isPlain(word), /*withElse=*/true);
    {
      OpBuilder::InsertionGuard guard(inside);
      const llvm::StringMap<Value> before = fields;
      for (Block *block : {either.thenBlock(), either.elseBlock()}) {
        plain = block == either.thenBlock();
        fields = before;
        inside.setInsertionPointToEnd(block);
        if (failed(makeUpWord(word, chunk)))
          return failure();
        SmallVector<Value> results;
        for (const std::string &name : changedByPost)
          results.push_back(fields[name]);
        scf::YieldOp::create(inside, loc, results);
      }
      plain = false;
    }
    for (auto [name, result] : llvm::zip(changedByPost, either.getResults()))
      fields[name] = result;
    Value more = arith::CmpIOp::create(inside, loc, arith::CmpIPredicate::sgt, chunk, one);
    auto next = scf::IfOp::create(inside, loc, TypeRange{half, half}, more, /*withElse=*/true);
    {
      OpBuilder::InsertionGuard guard(inside);
      inside.setInsertionPointToStart(next.thenBlock());
      const Word newer = wordAt(arith::SubIOp::create(inside, loc, chunk, one));
      scf::YieldOp::create(inside, loc, ValueRange{newer.newer, newer.older});
      inside.setInsertionPointToStart(next.elseBlock());
      scf::YieldOp::create(inside, loc, ValueRange{first.newer, first.older});
    }
    SmallVector<Value> results{next.getResult(0), next.getResult(1)};
    for (const std::string &name : changedByPost)
      results.push_back(fields[name]);
    scf::YieldOp::create(inside, loc, results);
  }
  inside = after;
  for (auto [i, name] : llvm::enumerate(changedByPost))
    fields[name] = chunks.getResult(i + 2);
  return success();
}

/// Whether no event of a word was in the tick the source's last event arrived in, and
/// the latter was so recently that decays since then are short.
Value RowLowering::isPlain(Word word) {
  auto compare = [&](OpBuilder &b, arith::CmpIPredicate how, Value a, int64_t to) -> Value {
    return arith::CmpIOp::create(b, loc, how, a, constant(b, loc, to));
  };
  Value age = arith::SubIOp::create(before, loc, uniformAs(rt::RowSeen, i64()),
                                    uniformAs(rt::RowSince, i64()));
  Value shortAges =
      arith::AndIOp::create(before, loc, compare(before, arith::CmpIPredicate::slt, age, shortDecay),
                            compare(before, arith::CmpIPredicate::ne,
                                    uniformAs(rt::RowAgeMask, i64()), 0));
  Type i16 = before.getIntegerType(stampBits);
  auto stamps = VectorType::get({2 * width}, i16);
  Value tie = arith::TruncIOp::create(before, loc, i16, uniformAs(rt::RowTie, i64()));
  tie = vector::BroadcastOp::create(before, loc, stamps, tie);
  auto tied = [&](Value half) {
    Value both = vector::BitCastOp::create(inside, loc, stamps, half);
    return arith::CmpIOp::create(inside, loc, arith::CmpIPredicate::eq, both, tie);
  };
  Value some = any(arith::OrIOp::create(inside, loc, tied(word.newer), tied(word.older)));
  Value untied = arith::CmpIOp::create(
      inside, loc, arith::CmpIPredicate::eq, some,
      arith::ConstantOp::create(before, loc, before.getBoolAttr(false)));
  return arith::AndIOp::create(inside, loc, untied, shortAges);
}

LogicalResult RowLowering::makeUpWord(Word word, Value chunk) {
  for (int64_t place = stampsOfWord - 1; place >= 0; --place)
    if (failed(makeUpEvent(place >= 2 ? word.older : word.newer, chunk, place)))
      return failure();
  return success();
}

/// Those `place` of a word, counted from the newest, from the half they are in.
Value RowLowering::stampsOf(Value half, int64_t place) {
  if (place % 2)
    return arith::ShRUIOp::create(inside, loc, half, splatInteger(i32(), stampBits));
  return arith::AndIOp::create(inside, loc, half, splatInteger(i32(), (1 << stampBits) - 1));
}

/// `on post` in the lanes whose targets had the event `place` of their words, counted
/// from the newest, after RowFrom; `half` are the two places it is among.
LogicalResult RowLowering::makeUpEvent(Value half, Value chunk, int64_t place) {
  Value stamps = stampsOf(half, place);
  Value had = arith::CmpIOp::create(inside, loc, arith::CmpIPredicate::ugt, stamps,
                                    broadcast(uniformAs(rt::RowFrom, i32())));
  SmallVector<Type> types;
  SmallVector<Value> old;
  for (const std::string &name : changedByPost) {
    old.push_back(fields[name]);
    types.push_back(old.back().getType());
  }
  auto branch = scf::IfOp::create(inside, loc, types, any(had), /*withElse=*/true);
  OpBuilder after = inside;
  inside = OpBuilder::atBlockEnd(branch.elseBlock());
  scf::YieldOp::create(inside, loc, old);
  inside = OpBuilder::atBlockEnd(branch.thenBlock());
  stamp = stamps;
  if (!plain)
    atTie = arith::CmpIOp::create(inside, loc, arith::CmpIPredicate::eq, stamp,
                                  broadcast(uniformAs(rt::RowTie, i32())));
  older = arith::AddIOp::create(
      inside, loc,
      arith::MulIOp::create(inside, loc, chunk, constant(before, loc, stampsOfWord)),
      constant(before, loc, place + 1));
  for (Operation &op : kernels.post.getBody().front())
    if (failed(lower(op)))
      return failure();
  SmallVector<Value> results;
  for (auto [name, before] : llvm::zip(changedByPost, old))
    results.push_back(arith::SelectOp::create(inside, loc, had, fields[name], before));
  scf::YieldOp::create(inside, loc, results);
  inside = after;
  for (auto [name, result] : llvm::zip(changedByPost, branch.getResults()))
    fields[name] = result;
  return success();
}

// --- What bodies ask for --------------------------------------------------------

Value RowLowering::loadElements(spike::LoadOp op, spike::FieldOp field) {
  const Type type = op.getType();
  switch (field.getRole()) {
  case spike::FieldRole::Elapsed: // asked only whether the edge was touched in this tick
    if (!stamp || plain)
      return splatReal(type, 1);
    return arith::SelectOp::create(inside, loc, atTie, splatReal(type, 0), splatReal(type, 1));
  case spike::FieldRole::Trace: return traceOf(field, type);
  case spike::FieldRole::Age: return ageOf(field, type);
  default: break;
  }
  Value value = fields.lookup(field.getSymName());
  if (!value)
    op.emitError() << "field @" << field.getSymName() << " is not known of a row";
  return value;
}

Value RowLowering::traceOf(spike::FieldOp field, Type type) {
  const int64_t trace = traceIndex(field);
  if (field.getEnd() == spike::End::Pre) {
    auto as = [&](rt::RowTrace which) {
      return broadcast(uniformAs(static_cast<int>(rt::rowUniforms + trace * rt::rowTraces + which), type));
    };
    if (!stamp || plain)
      return as(rt::RowLast);
    return arith::SelectOp::create(inside, loc, atTie, as(rt::RowOfTie), as(rt::RowLast));
  }
  if (stamp)
    return olderReal(type, constant(before, loc, historyHeader + trace));
  if (type.isF32()) {
    Value bits = arith::ShRUIOp::create(inside, loc, pair(trace), splatInteger(i64(), 32));
    bits = arith::TruncIOp::create(inside, loc, vectorOf(i32()), bits);
    return arith::BitcastOp::create(inside, loc, vectorOf(type), bits);
  }
  Value offset = arith::MulIOp::create(before, loc, uniformAs(rt::RowElements, i64()),
                                       constant(before, loc, trace));
  Value base = LLVM::GEPOp::create(before, loc, pointer(), f64(), arrayOf(rt::RowValues),
                                   ValueRange{offset});
  return gather(f64(), base, f64(), targets);
}

/// Of the event before the one that is made up for.
Value RowLowering::olderReal(Type type, Value offset) {
  Value event = arith::MulIOp::create(inside, loc, older, uniformAs(rt::RowWidth, i64()));
  event = arith::AddIOp::create(inside, loc, event, offset);
  Value base = LLVM::GEPOp::create(inside, loc, pointer(), f64(), arrayOf(rt::RowHistory),
                                   ValueRange{event});
  Value index = arith::ExtSIOp::create(inside, loc, vectorOf(i64()), targets);
  index = arith::MulIOp::create(inside, loc, index, broadcast(uniformAs(rt::RowStride, i64())));
  Value newest = gather(i32(), arrayOf(rt::RowNewest), i32(), targets);
  newest = arith::ExtSIOp::create(inside, loc, vectorOf(i64()), newest);
  newest = arith::MulIOp::create(inside, loc, newest, broadcast(uniformAs(rt::RowWidth, i64())));
  index = arith::AddIOp::create(inside, loc, index, newest);
  Value value = gather(f64(), base, f64(), index);
  return type.isF64() ? value : arith::TruncFOp::create(inside, loc, vectorOf(type), value);
}

/// Ticks since an end's event; 0 if there was none.
Value RowLowering::ageOf(spike::FieldOp field, Type type) {
  auto since = [&](Value stamps, Value now) -> Value { // doubles
    Value never = splatReal(f64(), -std::numeric_limits<double>::infinity());
    Value none = arith::CmpFOp::create(inside, loc, arith::CmpFPredicate::OEQ, stamps, never);
    Value age = arith::SubFOp::create(inside, loc, now, stamps);
    age = arith::SelectOp::create(inside, loc, none, splatReal(f64(), 0), age);
    return type.isF64() ? age : arith::TruncFOp::create(inside, loc, vectorOf(type), age);
  };
  if (field.getEnd() == spike::End::Pre) {
    if (!stamp)
      return broadcast(uniformAs(rt::RowPreAge, type));
    Value age = arith::SubIOp::create(inside, loc, stamp, broadcast(uniformAs(rt::RowSince, i32())));
    if (plain) {
      Value real = toReal(age, type);
      shortAges[real] = age;
      return real;
    }
    age = arith::AndIOp::create(inside, loc, age, broadcast(uniformAs(rt::RowAgeMask, i32())));
    return arith::SelectOp::create(inside, loc, atTie, broadcast(uniformAs(rt::RowAgeOfTie, type)),
                                   toReal(age, type));
  }
  if (stamp) {
    Value now = arith::AddFOp::create(inside, loc, toReal(stamp, f64()),
                                      broadcast(uniformAs(rt::RowBase, f64())));
    return since(olderReal(f64(), constant(before, loc, 0)), now);
  }
  if (type.isF64())
    return since(gather(f64(), arrayOf(rt::RowStamps), f64(), targets),
                 broadcast(uniformAs(rt::RowSeenTick, f64())));
  Value stamps = arith::TruncIOp::create(inside, loc, vectorOf(i32()), pair(0));
  Value none = arith::CmpIOp::create(inside, loc, arith::CmpIPredicate::eq, stamps,
                                     splatInteger(i32(), rt::ROW_NO_STAMP));
  Value age = arith::SubIOp::create(inside, loc, broadcast(uniformAs(rt::RowSeen, i32())), stamps);
  return arith::SelectOp::create(inside, loc, none, splatReal(type, 0), toReal(age, type));
}

} // namespace

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
