//===- RowEvents.cpp - Events of targets that a row makes up for --------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each edge goes through the operations it would go through by itself, so the result
// has the same bits as running `on post` when its events happen.
//
//===----------------------------------------------------------------------===//

#include "lowering/SpikeToLoops/RowLowering.h"

using namespace mlir;

namespace neuro::lowering {

/// Doubles of an event in the history before its traces.
static constexpr int64_t historyHeader = 2;
/// So many of a plain word's events are made up for in all blocks where there is one: most
/// blocks have them, and to guess wrong which costs more than the work.
static constexpr int64_t alwaysMadeUp = 2;

LogicalResult RowLowering::makeUp() {
  Value allWords = arrayOf(rt::RowOlder);
  Type wordsOfTarget = LLVM::LLVMArrayType::get(i64(), rt::ROW_CHUNKS);
  Value from = broadcast(uniformAs(rt::RowFrom, i32()));
  Value busy; ///< lanes that need more than what was looked up
  auto wordAt = [&](Value chunk) {
    Value base =
        LLVM::GEPOp::create(inside, loc, pointer(), i64(), allWords, ValueRange{chunk});
    return wordOf(gather(i64(), base, wordsOfTarget, targets, busy));
  };
  // The oldest chunk with an event of any lane that needs more than what was looked up.
  Value zero = constant(before, loc, 0), one = constant(before, loc, 1);
  Value last = constant(before, loc, rt::ROW_CHUNKS - 1);
  const Word first{loadLookedUp(newerHalf, i32()), loadLookedUp(olderHalf, i32())};
  Type half = vectorOf(i32());
  Value further = oldestHalf ? loadLookedUp(oldestHalf, i32()) : first.older;
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
        Value more =
            arith::CmpIOp::create(inside, at, arith::CmpIPredicate::slt, carried[0], last);
        scf::ConditionOp::create(inside, at, arith::AndIOp::create(inside, at, full, more),
                                 carried);
      },
      [&](OpBuilder &b, Location at, ValueRange carried) {
        OpBuilder::InsertionGuard guard(inside);
        inside = b;
        Value next = arith::AddIOp::create(inside, at, carried[0], one);
        const Word word = wordAt(next);
        scf::YieldOp::create(inside, at,
                             ValueRange{next, word.newer, word.older, word.older});
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
    Value chunk =
        arith::SubIOp::create(inside, loc, search.getResult(0), chunks.getInductionVar());
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
    auto next =
        scf::IfOp::create(inside, loc, TypeRange{half, half}, more, /*withElse=*/true);
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

/// Of an i64 each, little-endian.
RowLowering::Word RowLowering::wordOf(Value word) {
  Value numbers =
      vector::BitCastOp::create(inside, loc, VectorType::get({2 * width}, i32()), word);
  auto half = [&](int64_t first) -> Value {
    SmallVector<int64_t> lanes;
    for (int64_t lane = 0; lane < width; ++lane)
      lanes.push_back(2 * lane + first);
    return vector::ShuffleOp::create(inside, loc, numbers, numbers, lanes);
  };
  return {half(0), half(1)};
}

/// Whether no event of a word was in the tick the source's last event arrived in, and
/// the latter was so recently that decays since then are short.
Value RowLowering::isPlain(Word word) {
  auto compare = [&](OpBuilder &b, arith::CmpIPredicate how, Value a, int64_t to) -> Value {
    return arith::CmpIOp::create(b, loc, how, a, constant(b, loc, to));
  };
  Value age = arith::SubIOp::create(before, loc, uniformAs(rt::RowSeen, i64()),
                                    uniformAs(rt::RowSince, i64()));
  Value shortAges = arith::AndIOp::create(
      before, loc, compare(before, arith::CmpIPredicate::slt, age, shortDecay),
      compare(before, arith::CmpIPredicate::ne, uniformAs(rt::RowAgeMask, i64()), 0));
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
  auto run = [&]() -> LogicalResult {
    for (int64_t place = stampsOfWord - 1; place >= 0; --place)
      if (failed(makeUpEvent(place >= 2 ? word.older : word.newer, chunk, place)))
        return failure();
    return success();
  };
  return plain ? ifAny(hadSince(stampsOf(word.newer, 0)), run) : run();
}

/// Lanes whose targets' events of these stamps are to be made up for.
Value RowLowering::hadSince(Value stamps) {
  return arith::CmpIOp::create(inside, loc, arith::CmpIPredicate::ugt, stamps,
                               broadcast(uniformAs(rt::RowFrom, i32())));
}

/// Those `place` of a word, counted from the newest, from the half they are in.
Value RowLowering::stampsOf(Value half, int64_t place) {
  if (place % 2)
    return arith::ShRUIOp::create(inside, loc, half, splatInteger(i32(), stampBits));
  return arith::AndIOp::create(inside, loc, half,
                               splatInteger(i32(), (1 << stampBits) - 1));
}

/// `on post` in the lanes whose targets had the event `place` of their words, counted
/// from the newest, after RowFrom; `half` are the two places it is among.
LogicalResult RowLowering::makeUpEvent(Value half, Value chunk, int64_t place) {
  Value stamps = stampsOf(half, place);
  Value had = hadSince(stamps);
  auto run = [&]() -> LogicalResult {
    const llvm::StringMap<Value> old = fields;
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
    for (const std::string &name : changedByPost)
      fields[name] = arith::SelectOp::create(inside, loc, had, fields[name],
                                             old.lookup(name));
    return success();
  };
  return plain && place < alwaysMadeUp ? run() : ifAny(had, run);
}

/// `work` on what `on post` changes, if the mask has any lane.
LogicalResult RowLowering::ifAny(Value mask, function_ref<LogicalResult()> work) {
  SmallVector<Type> types;
  SmallVector<Value> old;
  for (const std::string &name : changedByPost) {
    old.push_back(fields[name]);
    types.push_back(old.back().getType());
  }
  auto branch = scf::IfOp::create(inside, loc, types, any(mask), /*withElse=*/true);
  OpBuilder after = inside;
  inside = OpBuilder::atBlockEnd(branch.elseBlock());
  scf::YieldOp::create(inside, loc, old);
  inside = OpBuilder::atBlockEnd(branch.thenBlock());
  if (failed(work()))
    return failure();
  SmallVector<Value> results;
  for (const std::string &name : changedByPost)
    results.push_back(fields[name]);
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
    return arith::SelectOp::create(inside, loc, atTie, splatReal(type, 0),
                                   splatReal(type, 1));
  case spike::FieldRole::Trace:
    return traceOf(field, type);
  case spike::FieldRole::Age:
    return ageOf(field, type);
  default:
    break;
  }
  Value value = fields.lookup(field.getSymName());
  if (!value)
    op.emitError() << "field @" << field.getSymName() << " is not known of a row";
  return value;
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

Value RowLowering::traceOf(spike::FieldOp field, Type type) {
  const int64_t trace = traceIndex(field);
  if (field.getEnd() == spike::End::Pre) {
    auto as = [&](rt::RowTrace which) {
      return broadcast(uniformAs(
          static_cast<int>(rt::rowUniforms + trace * rt::rowTraces + which), type));
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
  index =
      arith::MulIOp::create(inside, loc, index, broadcast(uniformAs(rt::RowStride, i64())));
  Value newest = gather(i32(), arrayOf(rt::RowNewest), i32(), targets);
  newest = arith::ExtSIOp::create(inside, loc, vectorOf(i64()), newest);
  newest =
      arith::MulIOp::create(inside, loc, newest, broadcast(uniformAs(rt::RowWidth, i64())));
  index = arith::AddIOp::create(inside, loc, index, newest);
  Value value = gather(f64(), base, f64(), index);
  return type.isF64() ? value : arith::TruncFOp::create(inside, loc, vectorOf(type), value);
}

/// Ticks since an end's event; 0 if there was none.
Value RowLowering::ageOf(spike::FieldOp field, Type type) {
  auto since = [&](Value stamps, Value now) -> Value { // doubles
    Value never = splatReal(f64(), -std::numeric_limits<double>::infinity());
    Value none =
        arith::CmpFOp::create(inside, loc, arith::CmpFPredicate::OEQ, stamps, never);
    Value age = arith::SubFOp::create(inside, loc, now, stamps);
    age = arith::SelectOp::create(inside, loc, none, splatReal(f64(), 0), age);
    return type.isF64() ? age : arith::TruncFOp::create(inside, loc, vectorOf(type), age);
  };
  if (field.getEnd() == spike::End::Pre) {
    if (!stamp)
      return broadcast(uniformAs(rt::RowPreAge, type));
    Value age = arith::SubIOp::create(inside, loc, stamp,
                                      broadcast(uniformAs(rt::RowSince, i32())));
    if (plain) {
      Value real = toReal(age, type);
      shortAges[real] = age;
      return real;
    }
    age = arith::AndIOp::create(inside, loc, age,
                                broadcast(uniformAs(rt::RowAgeMask, i32())));
    return arith::SelectOp::create(
        inside, loc, atTie, broadcast(uniformAs(rt::RowAgeOfTie, type)), toReal(age, type));
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
  Value age =
      arith::SubIOp::create(inside, loc, broadcast(uniformAs(rt::RowSeen, i32())), stamps);
  return arith::SelectOp::create(inside, loc, none, splatReal(type, 0), toReal(age, type));
}

} // namespace neuro::lowering
