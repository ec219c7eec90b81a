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

  Value words; ///< scratch of a call's edges: the newest words of their targets

  // Of one iteration.
  Value edge;    ///< i64, its first edge
  Value valid;   ///< lanes within the row
  Value targets; ///< i32
  llvm::StringMap<Value> fields;
  llvm::DenseMap<int64_t, Value> pairs; ///< RowPairs of the lanes' targets, by trace
  // Of one event of targets that is made up for; null when `on pre` runs.
  Value stamp; ///< i32
  Value atTie; ///< the source's event arrived in that tick
  bool ties = true; ///< there may be such events
  Value older; ///< i64, of the event before: its number, the newest 0

  Type i32() { return before.getI32Type(); }
  Type i64() { return before.getI64Type(); }
  Type f64() { return before.getF64Type(); }
  Value splat(Attribute value) {
    return arith::ConstantOp::create(
        before, loc, DenseElementsAttr::get(cast<ShapedType>(vectorOf(cast<TypedAttr>(value).getType())), value));
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
  Value gather(Type type, Value base, Type step, Value index);
  Value any(Value mask);
  Value toReal(Value integers, Type type) {
    return arith::SIToFPOp::create(inside, loc, vectorOf(type), integers);
  }
  int64_t traceIndex(spike::FieldOp field);

  bool isUniformWork(Operation &op);
  LogicalResult computeTargets();
  scf::ForOp blocks(OpBuilder &at);
  void beginEdges(scf::ForOp loop);
  void gatherWords(OpBuilder &loops);
  Value wordsOfBlock();
  Value loadElements(Type type, Value base);
  void loadTargets();
  void loadColumns();
  void storeColumns(ArrayRef<std::string> changed);
  LogicalResult runEdges(OpBuilder &loops, Which which, bool withTies);
  LogicalResult makeUp();
  LogicalResult makeUpEvent(Value half, Value chunk, int64_t place);
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
  gatherWords(loops);
  // Hardly ever did an event of the source arrive after the row was last looked at, and
  // what is needed for that is a fair part of an event's work.
  Value tie = arith::CmpIOp::create(loops, loc, arith::CmpIPredicate::ne,
                                    uniformAs(rt::RowTie, i32()),
                                    arith::ConstantOp::create(before, loc, before.getI32IntegerAttr(0)));
  auto either = scf::IfOp::create(loops, loc, tie, /*withElseRegion=*/true);
  OpBuilder some = either.getThenBodyBuilder(), none = either.getElseBodyBuilder();
  if (failed(runEdges(some, which, true)))
    return failure();
  return runEdges(none, which, false);
}

LogicalResult RowLowering::runEdges(OpBuilder &loops, Which which, bool withTies) {
  ties = withTies;
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
    for (auto [k, value] : llvm::enumerate(ofTargets.values))
      varying.map(value, gather(value.getType(), arrayOf(rt::rowArrays + k), value.getType(), targets));
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

/// The newest words of all edges' targets, side by side. In a loop of its own: a gather
/// becomes many small operations, behind which a processor would not find the work of
/// the next block while it waits for that of this one.
void RowLowering::gatherWords(OpBuilder &loops) {
  words = LLVM::AllocaOp::create(before, loc, pointer(), i64(),
                                 constant(before, loc, rt::ROW_EDGES + width), rt::ALIGNMENT);
  scf::ForOp loop = blocks(loops);
  before.setInsertionPoint(loop);
  beginEdges(loop);
  loadTargets();
  Value of = gather(i64(), arrayOf(rt::RowRecent), i64(), targets);
  LLVM::StoreOp::create(inside, loc, of, wordsOfBlock(), rt::ALIGNMENT);
}

Value RowLowering::wordsOfBlock() {
  Value index = arith::SubIOp::create(inside, loc, edge, argument(3));
  return LLVM::GEPOp::create(inside, loc, pointer(), i64(), words, ValueRange{index});
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
  Value zero = arith::ConstantOp::create(
      before, loc, cast<TypedAttr>(before.getZeroAttr(vectorOf(type))));
  return LLVM::MaskedLoadOp::create(inside, loc, vectorOf(type), address, valid, zero,
                                    bytesOf(type));
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
    Value address = LLVM::GEPOp::create(inside, loc, pointer(), value.getType(),
                                        arrayOf(rt::rowArrays + k), ValueRange{edge});
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
/// are no edges.
Value RowLowering::gather(Type type, Value base, Type step, Value index) {
  if (!index) // the targets one after the other
    return loadElements(type, base);
  Value addresses = LLVM::GEPOp::create(inside, loc, vectorOf(pointer()), step, base,
                                        ValueRange{index});
  Value zero = arith::ConstantOp::create(
      before, loc, cast<TypedAttr>(before.getZeroAttr(vectorOf(type))));
  return LLVM::masked_gather::create(inside, loc, vectorOf(type), addresses, valid,
                                     ValueRange{zero}, bytesOf(type));
}

Value RowLowering::any(Value mask) {
  Type bits = inside.getIntegerType(width);
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
  Value from = broadcast(uniformAs(rt::RowFrom, i64()));
  auto wordOf = [&](Value chunk) {
    Value base = LLVM::GEPOp::create(inside, loc, pointer(), i64(), allWords, ValueRange{chunk});
    return gather(i64(), base, wordsOfTarget, targets);
  };
  // The oldest chunk with an event of any lane.
  Value zero = constant(before, loc, 0), one = constant(before, loc, 1);
  Value last = constant(before, loc, rt::ROW_CHUNKS - 1);
  Value oldest = splatInteger(i64(), stampBits * (stampsOfWord - 1));
  Value first = LLVM::LoadOp::create(inside, loc, vectorOf(i64()), wordsOfBlock(), rt::ALIGNMENT);
  Type words = vectorOf(i64());
  auto search = scf::WhileOp::create(
      inside, loc, TypeRange{i64(), words}, ValueRange{zero, first},
      [&](OpBuilder &b, Location at, ValueRange carried) {
        OpBuilder::InsertionGuard guard(inside);
        inside = b;
        Value stamps = arith::ShRUIOp::create(inside, at, carried[1], oldest);
        Value full = any(arith::CmpIOp::create(inside, at, arith::CmpIPredicate::ugt, stamps, from));
        Value more = arith::CmpIOp::create(inside, at, arith::CmpIPredicate::slt, carried[0], last);
        scf::ConditionOp::create(inside, at, arith::AndIOp::create(inside, at, full, more), carried);
      },
      [&](OpBuilder &b, Location at, ValueRange carried) {
        OpBuilder::InsertionGuard guard(inside);
        inside = b;
        Value next = arith::AddIOp::create(inside, at, carried[0], one);
        scf::YieldOp::create(inside, at, ValueRange{next, wordOf(next)});
      });

  SmallVector<Value> carried{search.getResult(1)};
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
    Value word = chunks.getRegionIterArg(0);
    for (auto [i, name] : llvm::enumerate(changedByPost))
      fields[name] = chunks.getRegionIterArg(i + 1);
    Value chunk = arith::SubIOp::create(inside, loc, search.getResult(0), chunks.getInductionVar());
    // As halves, which fill one register where words fill two. (Written as truncations
    // they would be made anew for each event.)
    auto both = VectorType::get({2 * width}, i32());
    Value numbers = vector::BitCastOp::create(inside, loc, both, word);
    auto halves = [&](int64_t first) -> Value {
      SmallVector<int64_t> lanes;
      for (int64_t lane = 0; lane < width; ++lane)
        lanes.push_back(2 * lane + first);
      return vector::ShuffleOp::create(inside, loc, numbers, numbers, lanes);
    };
    Value low = halves(0), high = halves(1); // of little-endian words
    for (int64_t place = stampsOfWord - 1; place >= 0; --place)
      if (failed(makeUpEvent(place >= 2 ? high : low, chunk, place)))
        return failure();
    Value more = arith::CmpIOp::create(inside, loc, arith::CmpIPredicate::sgt, chunk, zero);
    auto next = scf::IfOp::create(inside, loc, TypeRange{words}, more, /*withElse=*/true);
    {
      OpBuilder::InsertionGuard guard(inside);
      inside.setInsertionPointToStart(next.thenBlock());
      Value newer = wordOf(arith::SubIOp::create(inside, loc, chunk, one));
      scf::YieldOp::create(inside, loc, newer);
      inside.setInsertionPointToStart(next.elseBlock());
      scf::YieldOp::create(inside, loc, word);
    }
    SmallVector<Value> results{next.getResult(0)};
    for (const std::string &name : changedByPost)
      results.push_back(fields[name]);
    scf::YieldOp::create(inside, loc, results);
  }
  inside = after;
  for (auto [i, name] : llvm::enumerate(changedByPost))
    fields[name] = chunks.getResult(i + 1);
  return success();
}

/// `on post` in the lanes whose targets had the event `place` of their words, counted
/// from the newest, after RowFrom; `half` are the two places it is among.
LogicalResult RowLowering::makeUpEvent(Value half, Value chunk, int64_t place) {
  Value stamps =
      place % 2 ? arith::ShRUIOp::create(inside, loc, half, splatInteger(i32(), stampBits)).getResult()
                : arith::AndIOp::create(inside, loc, half, splatInteger(i32(), (1 << stampBits) - 1))
                      .getResult();
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
  if (ties)
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
    if (!stamp || !ties)
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
    if (!stamp || !ties)
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
    age = arith::AndIOp::create(inside, loc, age, broadcast(uniformAs(rt::RowAgeMask, i32())));
    if (!ties)
      return toReal(age, type);
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
