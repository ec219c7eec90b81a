//===- WideStates.cpp - What single precision would lose --------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "dialects/spike/transforms/WideStates.h"
#include "dialects/spike/transforms/Evaluate.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <cmath>

using namespace neuro::spike;
using mlir::Operation;
using mlir::Value;
namespace arith = mlir::arith;

namespace {

/// f32 keeps 24 bits, 6e-8 relative: a state that changes by less than this part
/// of itself in a tick loses more than a percent of the change to rounding.
constexpr double SMALLEST_DECAY = 1e-5;

std::string slowReason(double decay, double dt) {
  if (decay == 0)
    return "sums up without decay; f32 would lose small changes";
  std::string reason;
  llvm::raw_string_ostream(reason)
      << llvm::format("changes by %.2g of itself in a tick of %g ms; f32 keeps 6e-8", decay, dt);
  return reason;
}

/// Values of fields under the parameters' defaults, each evaluated once.
class Defaults {
public:
  Defaults(ClassOp cls, double dt) : cls(cls), dt(dt) {
    // In order: a value only reads earlier fields.
    for (FieldOp field : cls.getFields())
      if (field.getRole() == FieldRole::Parameter || field.getRole() == FieldRole::Derived) {
        auto known = values(field.getValue());
        if (known.size() == 1 && known[0] && known[0]->isPoint())
          constants[field.getSymName()] = known[0]->low;
      }
  }

  std::vector<std::optional<Interval>> values(mlir::Region &region) {
    return evaluate(region, [&](Operation *op) { return leaf(op); });
  }
  /// Of a kernel's values, those that follow from parameters.
  KnownValues values(mlir::Block &body) {
    return evaluateAll(body, [&](Operation *op) { return leaf(op); });
  }

private:
  std::optional<Interval> leaf(Operation *op) {
    if (llvm::isa<DtOp>(op))
      return Interval::point(dt);
    llvm::StringRef name;
    if (auto read = llvm::dyn_cast<ReadOp>(op))
      name = read.getField();
    else if (auto load = llvm::dyn_cast<LoadOp>(op))
      name = load.getField();
    auto found = constants.find(name);
    return found == constants.end() ? std::nullopt
                                    : std::optional(Interval::point(found->second));
  }

  ClassOp cls;
  double dt;
  llvm::StringMap<double> constants;
};

/// Looks at what a kernel makes of each state: how much of the old value is in the
/// new one.
class SlowFlows {
public:
  SlowFlows(ClassOp cls, KernelOp kernel, Defaults &defaults)
      : cls(cls), body(kernel.getBody().front()), known(defaults.values(body)) {}

  void find(llvm::StringMap<std::string> &wide, double dt) {
    for (StoreOp store : body.getOps<StoreOp>()) {
      FieldOp field = cls.lookupField(store.getField());
      // What only events change is as large as they are many.
      auto solver = field->getAttrOfType<mlir::StringAttr>("solver");
      if (field.getRole() != FieldRole::State || !solver || solver == "events")
        continue;
      name = store.getField();
      derivatives.clear();
      for (Operation &op : body)
        if (op.getNumResults() == 1)
          derivatives[op.getResult(0)] = compute(&op);
      outcomes.clear();
      collect(store.getValue());
      for (Value outcome : outcomes) {
        Derivative d = derivatives.lookup(outcome);
        if (d.state == Derivative::Known && std::fabs(1 - d.value) < SMALLEST_DECAY)
          wide.try_emplace(name, slowReason(1 - d.value, dt));
      }
    }
  }

private:
  /// By the old value of the state.
  struct Derivative {
    enum State { None, Known, Unknown } state = None; ///< None: does not depend on it
    double value = 0;
  };

  /// The alternatives of a new value: held or not, reset or not, within bounds or not.
  void collect(Value value) {
    llvm::SmallVector<Value> work = {value};
    llvm::DenseSet<Value> seen;
    while (!work.empty()) {
      Value next = work.pop_back_val();
      if (!seen.insert(next).second)
        continue;
      if (auto select = next.getDefiningOp<arith::SelectOp>())
        work.append({select.getTrueValue(), select.getFalseValue()});
      else if (Operation *op = next.getDefiningOp();
               llvm::isa_and_nonnull<arith::MinimumFOp, arith::MaximumFOp, arith::MinNumFOp,
                                     arith::MaxNumFOp>(op))
        work.append(op->operand_begin(), op->operand_end());
      else if (!next.getDefiningOp<LoadOp>())
        outcomes.push_back(next);
    }
  }

  Derivative compute(Operation *op) {
    if (auto load = llvm::dyn_cast<LoadOp>(op))
      return load.getField() == name ? Derivative{Derivative::Known, 1} : Derivative{};
    llvm::SmallVector<Derivative, 3> of;
    bool depends = false, unknown = false;
    for (Value operand : op->getOperands()) {
      of.push_back(derivatives.lookup(operand));
      depends |= of.back().state != Derivative::None;
      unknown |= of.back().state == Derivative::Unknown;
    }
    const Derivative lost = {Derivative::Unknown, 0};
    if (!depends)
      return {};
    if (unknown)
      return lost;
    auto sum = [&](double sign) {
      return Derivative{Derivative::Known, of[0].value + sign * of[1].value};
    };
    auto times = [&](unsigned one, unsigned other) {
      std::optional<Interval> factor = known.lookup(op->getOperand(other));
      return of[other].state == Derivative::None && factor && factor->isPoint()
                 ? Derivative{Derivative::Known, of[one].value * factor->low}
                 : lost;
    };
    if (llvm::isa<arith::AddFOp>(op))
      return sum(1);
    if (llvm::isa<arith::SubFOp>(op))
      return sum(-1);
    if (llvm::isa<arith::NegFOp>(op))
      return {Derivative::Known, -of[0].value};
    if (llvm::isa<arith::MulFOp>(op))
      return of[0].state == Derivative::None ? times(1, 0) : times(0, 1);
    if (llvm::isa<arith::DivFOp>(op)) {
      std::optional<Interval> by = known.lookup(op->getOperand(1));
      if (of[1].state == Derivative::None && by && by->isPoint() && by->low != 0)
        return {Derivative::Known, of[0].value / by->low};
    }
    return lost;
  }

  ClassOp cls;
  mlir::Block &body;
  KnownValues known;
  llvm::StringRef name; ///< of the state looked at
  llvm::DenseMap<Value, Derivative> derivatives;
  llvm::SmallVector<Value> outcomes;
};

} // namespace

llvm::StringMap<std::string> neuro::spike::wideStates(ClassOp cls, double dt) {
  llvm::StringMap<std::string> wide;
  // A lazy edge changes from event to event, not from tick to tick: its state is
  // rounded as often as something happens to it.
  if (cls.getEdge() && llvm::none_of(cls.getBody().front().getOps<KernelOp>(),
                                     [](KernelOp kernel) {
                                       return kernel.getPhase() == Phase::Step;
                                     }))
    return wide;
  Defaults defaults(cls, dt);
  for (auto propagator : cls.getBody().front().getOps<PropagatorOp>()) {
    if (!propagator.getFields())
      continue;
    auto matrix = defaults.values(propagator.getMatrix());
    int64_t columns = propagator.getStates() + propagator.getInputs() +
                      propagator.getNoises().value_or(0);
    for (auto [row, name] :
         llvm::enumerate(propagator.getFields()->getAsRange<mlir::FlatSymbolRefAttr>())) {
      if (name.getValue() == "_")
        continue;
      auto diagonal = matrix[row * columns + row];
      if (!diagonal || !diagonal->isPoint())
        continue;
      // A row of zeros holds the state (it is refractory): nothing to lose.
      auto first = matrix.begin() + row * columns;
      if (std::all_of(first, first + columns, [](const std::optional<Interval> &entry) {
            return entry && entry->isPoint() && entry->low == 0;
          }))
        continue;
      double decay = -std::expm1(diagonal->low * dt);
      if (std::fabs(decay) >= SMALLEST_DECAY)
        continue;
      wide[name.getValue()] = slowReason(decay, dt);
    }
  }
  for (auto kernel : cls.getBody().front().getOps<KernelOp>()) {
    if (!kernel.hasControlFlow() &&
        (kernel.getPhase() == Phase::Update || kernel.getPhase() == Phase::Step))
      SlowFlows(cls, kernel, defaults).find(wide, dt);
    if (kernel.hasControlFlow())
      for (StoreOp store : kernel.getBody().front().getOps<StoreOp>())
        if (cls.lookupField(store.getField()).getRole() == FieldRole::State)
          wide.try_emplace(store.getField(),
                           "integrated with error control, which f32 would defeat");
  }
  return wide;
}

double neuro::spike::smallestStep(ClassOp cls, double dt) {
  const size_t here = wideStates(cls, dt).size();
  // The shorter the tick, the less a state changes in it, so the set only grows.
  auto same = [&](double step) { return wideStates(cls, step).size() == here; };
  double good = dt, bad = dt;
  constexpr double shortest = 1e-9; // ms; clocks of the runtime end there, too
  while (same(bad /= 4)) {
    good = bad;
    if (bad < shortest)
      return 0;
  }
  for (int k = 0; k < 12; ++k) { // to a part in a thousand
    const double middle = std::sqrt(good * bad);
    (same(middle) ? good : bad) = middle;
  }
  // Three digits, as it is shown; rounded to the safe side.
  const double digit = std::pow(10, std::floor(std::log10(good)) - 2);
  return std::min(std::ceil(good / digit) * digit, dt);
}
