//===- NarrowCounters.cpp - Refractory counters in few bytes ----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A counter is read and written in every tick, beside a few states of four bytes
// each, and rarely has to count to more than some tens. In a byte it takes a quarter
// of the memory, and as many bytes as a vector of states has lanes are computed at
// once.
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/ir/Mentions.h"
#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/spike/ir/Spike.h"
#include "dialects/spike/transforms/Evaluate.h"
#include "dialects/spike/transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/StringMap.h"

#include <algorithm>

namespace neuro::spike {
#define GEN_PASS_DEF_NARROWCOUNTERS
#include "dialects/spike/transforms/Passes.h.inc"
} // namespace neuro::spike

using namespace neuro::spike;
using mlir::Operation;
using mlir::Value;
namespace arith = mlir::arith;

namespace {

using Known = std::optional<Interval>;

Known hull(const Known &a, const Known &b) {
  if (!a || !b)
    return std::nullopt;
  return Interval{std::min(a->low, b->low), std::max(a->high, b->high)};
}

/// What parameters and derived constants of a class can be in any of its populations,
/// whatever the experiment does.
class Ranges {
public:
  /// `changed`: names of network parameters and fields that get other values than
  /// the network gives them.
  Ranges(mlir::ModuleOp module, ClassOp cls, double dt,
         llvm::function_ref<bool(llvm::StringRef)> changed)
      : module(module), cls(cls), dt(dt), changed(changed) {
    // In order: a value only reads earlier fields.
    for (FieldOp field : cls.getFields())
      if (field.getRole() == FieldRole::Parameter || field.getRole() == FieldRole::Derived)
        fields[field.getSymName()] = rangeOf(field);
  }

  Known of(llvm::StringRef field) const { return fields.lookup(field); }

private:
  Known rangeOf(FieldOp field) {
    if (changed(field.getSymName()))
      return std::nullopt;
    std::optional<Known> range;
    auto add = [&](const Known &more) { range = range ? hull(*range, more) : more; };
    module.walk([&](PopulationOp population) {
      if (population.getClassName() != cls.getSymName())
        return;
      auto network = population->getParentOfType<NetworkOp>();
      bool own = false;
      for (auto init : population.getInits().front().getOps<InitOp>())
        if (init.getField() == field.getSymName()) {
          own = true;
          add(valueOf(init.getValue(), network));
        }
      if (!own)
        add(valueOf(field.getValue(), network));
    });
    return range.value_or(std::nullopt);
  }

  Known valueOf(mlir::Region &region, NetworkOp network) {
    auto values = evaluate(region, [&](Operation *op) -> Known {
      if (llvm::isa<DtOp>(op))
        return Interval::point(dt);
      if (auto read = llvm::dyn_cast<ReadOp>(op))
        return fields.lookup(read.getField());
      auto get = llvm::dyn_cast<GetParameterOp>(op);
      if (!get || changed(get.getParameter()))
        return std::nullopt;
      for (auto parameter : network.getBody().front().getOps<ParameterOp>())
        if (parameter.getSymName() == get.getParameter())
          return valueOf(parameter.getValue(), network);
      return std::nullopt;
    });
    return values.size() == 1 ? values.front() : std::nullopt;
  }

  mlir::ModuleOp module;
  ClassOp cls;
  double dt;
  llvm::function_ref<bool(llvm::StringRef)> changed;
  llvm::StringMap<Known> fields;
};

/// How a class uses its counter.
class Counter {
public:
  explicit Counter(FieldOp field) : field(field), cls(field->getParentOfType<ClassOp>()) {
    cls.walk([&](Operation *op) {
      if (auto load = llvm::dyn_cast<LoadOp>(op); load && load.getField() == field.getSymName())
        loads.push_back(load);
      else if (auto store = llvm::dyn_cast<StoreOp>(op);
               store && store.getField() == field.getSymName())
        stores.push_back(store);
    });
  }

  /// Bits that hold every count; nothing where that cannot be told.
  std::optional<unsigned> bits(const Ranges &ranges) {
    double most = 0;
    for (StoreOp store : stores)
      if (!collect(store.getValue(), ranges, most))
        return std::nullopt;
    return most <= 0xff ? 8 : most <= 0xffff ? 16 : 32;
  }

  void narrow(unsigned bits) {
    mlir::Builder types(field.getContext());
    type = types.getIntegerType(bits);
    field.setTypeAttr(mlir::TypeAttr::get(type));
    for (LoadOp load : loads)
      load.getResult().setType(type);
    for (StoreOp store : stores)
      store.getValueMutable().assign(asNarrow(store.getValue()));
    for (auto kernel : cls.getBody().front().getOps<KernelOp>())
      for (Operation &op : llvm::make_early_inc_range(llvm::reverse(kernel.getBody().front())))
        if (mlir::isOpTriviallyDead(&op) && !llvm::isa<LoadOp>(op))
          op.erase();
    for (LoadOp load : loads)
      convertUses(load);
    for (FieldOp source : sources)
      source->setAttr("limit", types.getI64IntegerAttr((int64_t(1) << bits) - 1));
  }

private:
  /// The alternatives of a new count: what a spike loads, one less, zero.
  bool collect(Value value, const Ranges &ranges, double &most) {
    if (auto select = value.getDefiningOp<arith::SelectOp>())
      return collect(select.getTrueValue(), ranges, most) &&
             collect(select.getFalseValue(), ranges, most);
    if (llvm::APInt number; mlir::matchPattern(value, mlir::m_ConstantInt(&number))) {
      most = std::max(most, static_cast<double>(number.getSExtValue()));
      return !number.isNegative();
    }
    if (auto less = value.getDefiningOp<arith::SubIOp>()) // while it is above zero
      return isOwn(less.getLhs()) && mlir::matchPattern(less.getRhs(), mlir::m_One());
    auto whole = value.getDefiningOp<arith::FPToSIOp>();
    auto load = whole ? whole.getIn().getDefiningOp<LoadOp>() : LoadOp();
    FieldOp source = load ? cls.lookupField(load.getField()) : FieldOp();
    if (!source)
      return isOwn(value);
    const Known range = ranges.of(source.getSymName());
    if (!range || range->low < 0)
      return false;
    sources.push_back(source);
    most = std::max(most, range->high);
    return true;
  }

  bool isOwn(Value value) {
    auto load = value.getDefiningOp<LoadOp>();
    return load && load.getField() == field.getSymName();
  }

  /// A new count, computed in the type of the counter. What computed it in i32 has no use
  /// then.
  Value asNarrow(Value value) {
    if (isOwn(value))
      return value;
    if (Value done = converted.lookup(value))
      return done;
    Operation *op = value.getDefiningOp();
    mlir::OpBuilder builder(op->getContext());
    builder.setInsertionPointAfter(op);
    mlir::Location loc = op->getLoc();
    auto whole = [&](uint64_t number) {
      return arith::ConstantOp::create(builder, loc, builder.getIntegerAttr(type, number));
    };
    Value result;
    if (auto select = llvm::dyn_cast<arith::SelectOp>(op)) {
      Value yes = asNarrow(select.getTrueValue()), no = asNarrow(select.getFalseValue());
      result = arith::SelectOp::create(builder, loc, select.getCondition(), yes, no);
    } else if (llvm::APInt number; mlir::matchPattern(value, mlir::m_ConstantInt(&number))) {
      result = whole(number.getZExtValue());
    } else if (auto less = llvm::dyn_cast<arith::SubIOp>(op)) {
      result = arith::SubIOp::create(builder, loc, less.getLhs(), whole(1));
    } else {
      result = arith::TruncIOp::create(builder, loc, type, value);
    }
    made.insert(result.getDefiningOp());
    return converted[value] = result;
  }

  /// Whether it is above zero is asked of the counter as it is; what else looks at it
  /// sees an i32.
  void convertUses(LoadOp load) {
    Value own = load.getResult();
    mlir::OpBuilder builder(load.getContext());
    llvm::SmallVector<mlir::OpOperand *> others;
    for (mlir::OpOperand &use : own.getUses()) {
      Operation *op = use.getOwner();
      auto compare = llvm::dyn_cast<arith::CmpIOp>(op);
      if (compare && compare.getPredicate() == arith::CmpIPredicate::sgt &&
          compare.getLhs() == own && mlir::matchPattern(compare.getRhs(), mlir::m_Zero())) {
        builder.setInsertionPoint(op);
        Value zero =
            arith::ConstantOp::create(builder, op->getLoc(), builder.getIntegerAttr(type, 0));
        compare.setPredicate(arith::CmpIPredicate::ugt);
        compare.getRhsMutable().assign(zero);
      } else if (!made.contains(op) && !llvm::isa<StoreOp>(op)) {
        others.push_back(&use);
      }
    }
    if (others.empty())
      return;
    builder.setInsertionPointAfter(load);
    Value wide = arith::ExtUIOp::create(builder, load.getLoc(), builder.getI32Type(), own);
    for (mlir::OpOperand *use : others)
      use->set(wide);
  }

  FieldOp field;
  ClassOp cls;
  mlir::Type type;
  llvm::DenseMap<Value, Value> converted;
  llvm::DenseSet<Operation *> made; ///< that work on `type`
  llvm::SmallVector<LoadOp> loads;
  llvm::SmallVector<StoreOp> stores;
  llvm::SmallVector<FieldOp> sources; ///< derived fields that hold what a spike loads
};

struct NarrowCountersPass : impl::NarrowCountersBase<NarrowCountersPass> {
  using NarrowCountersBase::NarrowCountersBase;

  void runOnOperation() override {
    // Without a time step known here, nothing is known of a number of ticks.
    if (!(dt > 0))
      return;
    bool checkpoints = false;
    llvm::StringSet<> given;
    for (const std::string &name : overridden)
      given.insert(name);
    neuro::Mentions script(getOperation(), [](Operation *op) {
      return llvm::isa<ClassOp, NetworkOp>(op);
    });
    getOperation().walk([&](Operation *op) {
      checkpoints |= llvm::isa<neuro::nir::CheckpointOp, neuro::nir::RestoreOp>(op);
    });
    if (checkpoints)
      return neuro::addNote(getOperation(), "narrow-counters",
                            "4 bytes: the experiment uses checkpoints");
    auto changed = [&](llvm::StringRef name) { return given.contains(name) || script.has(name); };
    for (ClassOp cls : getOperation().getOps<ClassOp>())
      for (FieldOp field : cls.getFields())
        if (field.getRole() == FieldRole::Refractory && field.getType().isInteger(32)) {
          Counter counter(field);
          auto bits = counter.bits(Ranges(getOperation(), cls, dt, changed));
          if (bits && *bits < 32)
            counter.narrow(*bits);
          neuro::addNote(getOperation(), "narrow-counters",
                         cls.getSymName() +
                             (!bits ? ": 4 bytes, since the text does not bound the refractory time"
                              : *bits == 8 ? ": 1 byte"
                                           : ": " + llvm::Twine(*bits / 8) + " bytes"));
        }
  }
};

} // namespace
