//===- Hoist.cpp - What only parameters decide is computed once -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes solved models, whose updates compute with parameters and dt in place.
// Leaves updates in which every such expression is a `neuro.derived`, evaluated
// when parameters are bound, and divisions by one are multiplications.
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/neuro/transforms/Passes.h"

#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/MapVector.h"

namespace neuro::nir {
#define GEN_PASS_DEF_NEUROHOIST
#include "dialects/neuro/transforms/Passes.h.inc"
} // namespace neuro::nir

using namespace mlir;
using namespace neuro::nir;

namespace {

/// Which operations of a body compute what is known when parameters are bound.
/// Coefficients of propagators are known then too, but only after the derived
/// values: they do not count.
class BindTime {
public:
  explicit BindTime(Operation *body) {
    body->getRegion(0).walk<WalkOrder::PreOrder>([&](Operation *op) {
      order.push_back(op);
      if (isLeaf(op) || isExpression(op))
        known.insert(op);
    });
  }

  bool contains(Value value) const {
    return known.contains(value.getDefiningOp());
  }
  bool contains(Operation *op) const { return known.contains(op); }
  /// A name, dt or a literal: as cheap to read as a derived value.
  static bool isLeaf(Operation *op) {
    if (auto get = dyn_cast<GetOp>(op))
      return isa_and_nonnull<ParamOp, DerivedOp>(
          resolve(get, get.getVariable()));
    return isa<DtOp, arith::ConstantOp>(op);
  }
  /// All operations of the body, definitions before uses.
  ArrayRef<Operation *> operations() const { return order; }

private:
  bool isExpression(Operation *op) const {
    return isa<arith::ArithDialect, math::MathDialect>(op->getDialect()) &&
           op->getNumRegions() == 0 && isMemoryEffectFree(op) &&
           op->getNumResults() == 1 &&
           llvm::all_of(op->getOperands(),
                        [&](Value operand) { return contains(operand); });
  }

  SmallVector<Operation *> order;
  llvm::DenseSet<Operation *> known;
};

// --- Divisions ------------------------------------------------------------------

/// 1/divisor before `at`, or null where the reciprocal of a literal would not be
/// a normal number.
Value reciprocalOf(Value divisor, Operation *at) {
  OpBuilder builder(at);
  Location loc = at->getLoc();
  FloatAttr number;
  if (matchPattern(divisor, m_Constant(&number))) {
    double inverse = 1.0 / number.getValueAsDouble();
    if (!llvm::APFloat(inverse).isNormal())
      return {};
    return arith::ConstantOp::create(builder, loc,
                                     builder.getF64FloatAttr(inverse));
  }
  Value one =
      arith::ConstantOp::create(builder, loc, builder.getF64FloatAttr(1.0));
  return arith::DivFOp::create(builder, loc, one, divisor);
}

/// Replaces x/c by x*(1/c) where only c is known when parameters are bound.
int64_t multiplyByReciprocals(Operation *update) {
  BindTime bindTime(update);
  int64_t count = 0;
  for (Operation *op : bindTime.operations()) {
    auto division = dyn_cast<arith::DivFOp>(op);
    if (!division || !division.getType().isF64() ||
        bindTime.contains(op) || !bindTime.contains(division.getRhs()))
      continue;
    Value inverse = reciprocalOf(division.getRhs(), division);
    if (!inverse)
      continue;
    OpBuilder builder(division);
    Value product = arith::MulFOp::create(builder, division.getLoc(),
                                          division.getLhs(), inverse);
    division.getResult().replaceAllUsesWith(product);
    division.erase();
    ++count;
  }
  return count;
}

// --- Equal expressions ------------------------------------------------------------

/// Numbers values so that equal expressions over equal names have equal numbers.
class ValueNumbers {
public:
  unsigned of(Value value) const { return numbers.lookup(value); }

  void add(Operation *op) {
    std::vector<uintptr_t> key;
    key.push_back(
        reinterpret_cast<uintptr_t>(op->getName().getAsOpaquePointer()));
    key.push_back(reinterpret_cast<uintptr_t>(
        op->getAttrDictionary().getAsOpaquePointer()));
    key.push_back(reinterpret_cast<uintptr_t>(
        op->getResult(0).getType().getAsOpaquePointer()));
    size_t operands = key.size();
    for (Value operand : op->getOperands())
      key.push_back(of(operand));
    if (op->hasTrait<OpTrait::IsCommutative>())
      std::sort(key.begin() + operands, key.end());
    auto [found, isNew] = byKey.try_emplace(std::move(key), byKey.size() + 1);
    numbers[op->getResult(0)] = found->second;
  }

private:
  std::map<std::vector<uintptr_t>, unsigned> byKey;
  llvm::DenseMap<Value, unsigned> numbers;
};

// --- Hoisting -----------------------------------------------------------------------

class Hoister {
public:
  /// `update` is an update or a handler: its first region is worked on.
  explicit Hoister(Operation *update)
      : update(update), model(update->getParentOfType<ModelOp>()),
        bindTime(update) {}

  /// Returns how many derived values were made.
  int64_t run();

private:
  void numberExisting();
  void findUsesThatStay();
  DerivedOp derive(Operation *root);
  Value read(DerivedOp derived, Operation *root);
  void eraseDead();
  std::string freshName();

  Operation *update;
  ModelOp model;
  BindTime bindTime;
  ValueNumbers numbers;
  /// Operations that go on being computed every tick.
  llvm::DenseSet<Operation *> staying;
  /// The derived value and its read at the top of the update, by number.
  llvm::DenseMap<unsigned, DerivedOp> derivedOf;
  llvm::DenseMap<Operation *, Value> reads;
  int64_t made = 0;
  unsigned nextName = 0;
};

int64_t Hoister::run() {
  numberExisting();
  findUsesThatStay();
  auto stays = [&](OpOperand &use) { return staying.contains(use.getOwner()); };
  // All are derived before any use changes: an expression may be needed both
  // here and inside a larger one.
  SmallVector<std::pair<Operation *, DerivedOp>> roots;
  for (Operation *op : bindTime.operations()) {
    if (!bindTime.contains(op) || BindTime::isLeaf(op) || staying.contains(op) ||
        llvm::none_of(op->getResult(0).getUses(), stays))
      continue;
    DerivedOp &derived = derivedOf[numbers.of(op->getResult(0))];
    if (!derived)
      derived = derive(op);
    roots.emplace_back(op, derived);
  }
  for (auto [op, derived] : roots)
    op->getResult(0).replaceUsesWithIf(read(derived, op), stays);
  eraseDead();
  return made;
}

/// Values derived already are found again instead of being made twice.
void Hoister::numberExisting() {
  for (DerivedOp derived : model.getItems<DerivedOp>()) {
    BindTime body(derived);
    for (Operation *op : body.operations())
      if (body.contains(op))
        numbers.add(op);
    Value value = yieldedValue(derived.getValue());
    if (value && body.contains(value))
      derivedOf.try_emplace(numbers.of(value), derived);
  }
  for (Operation *op : bindTime.operations())
    if (bindTime.contains(op))
      numbers.add(op);
}

/// A derived value is an f64: conditions and integers that parameters decide stay
/// where they are needed, and what they read is derived instead.
void Hoister::findUsesThatStay() {
  for (Operation *op : llvm::reverse(bindTime.operations())) {
    if (!bindTime.contains(op)) {
      staying.insert(op);
      continue;
    }
    if (BindTime::isLeaf(op) || op->getResult(0).getType().isF64())
      continue;
    if (llvm::any_of(op->getUsers(),
                     [&](Operation *user) { return staying.contains(user); }))
      staying.insert(op);
  }
}

DerivedOp Hoister::derive(Operation *root) {
  llvm::DenseSet<Operation *> slice = {root};
  SmallVector<Operation *> pending = {root};
  while (!pending.empty())
    for (Value operand : pending.pop_back_val()->getOperands())
      if (slice.insert(operand.getDefiningOp()).second)
        pending.push_back(operand.getDefiningOp());

  OpBuilder builder(update);
  auto derived = DerivedOp::create(
      builder, root->getLoc(), builder.getStringAttr(freshName()),
      TypeAttr::get(builder.getF64Type()), /*element=*/UnitAttr());
  builder.createBlock(&derived.getValue());
  IRMapping mapping;
  for (Operation *op : bindTime.operations()) {
    if (slice.contains(op))
      builder.clone(*op, mapping);
    if (op == root)
      break;
  }
  YieldOp::create(builder, root->getLoc(),
                  mapping.lookup(root->getResult(0)));
  ++made;
  return derived;
}

Value Hoister::read(DerivedOp derived, Operation *root) {
  Value &value = reads[derived];
  if (!value) {
    OpBuilder builder = OpBuilder::atBlockBegin(&update->getRegion(0).front());
    value = GetOp::create(builder, root->getLoc(), builder.getF64Type(),
                          derived.getSymName());
  }
  return value;
}

void Hoister::eraseDead() {
  for (Operation *op : llvm::reverse(bindTime.operations()))
    if (bindTime.contains(op) && op->use_empty())
      op->erase();
}

std::string Hoister::freshName() {
  std::string name;
  do
    name = "d" + std::to_string(nextName++);
  while (model.lookup(name));
  return name;
}

struct HoistPass : neuro::nir::impl::NeuroHoistBase<HoistPass> {
  using NeuroHoistBase::NeuroHoistBase;

  void runOnOperation() override {
    for (ModelOp model : getOperation().getOps<ModelOp>()) {
      SmallVector<Operation *> bodies;
      for (Operation &item : model.getBodyBlock())
        if (isa<UpdateOp, HandlerOp>(item))
          bodies.push_back(&item);
      for (Operation *body : bodies) {
        if (reciprocal)
          numReciprocals += multiplyByReciprocals(body);
        numDerived += Hoister(body).run();
      }
    }
  }
};

} // namespace
