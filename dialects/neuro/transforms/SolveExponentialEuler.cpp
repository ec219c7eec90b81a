//===- SolveExponentialEuler.cpp - Conditionally linear states --*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A state linear in itself, x' = c + b x, is advanced over a time s with c and b
// frozen by x + s (c + b x) phi(b s), phi(z) = (e^z - 1)/z: exponential Euler
// (Rush & Larsen, IEEE Trans. Biomed. Eng. 25, 1978).
//
// States that depend on each other are advanced one after the other, each seeing
// the newest values of the others, in a symmetric order: some for half a tick,
// the rest (a set without mutual dependence, such as all gates) for a whole tick,
// and the first ones again for half a tick in reverse order. Every such step is
// the exact flow of one part of the equations, so that this is Strang's splitting
// (SIAM J. Numer. Anal. 5, 1968): second order, and faithful to limit cycles
// where simultaneous steps lag by a tick per spike and more (Chen, Raman & Stern,
// SIAM J. Sci. Comput. 42, 2020). A Hodgkin-Huxley neuron costs one more step of V
// than simultaneous steps would.
//
// Voltages of coupled compartments are one such step together, linearly implicit
// (SolveRosenbrock.cpp); they come first and last, for half a tick.
//
// States solved otherwise are seen at the mean of their values at both ends of
// the tick, explicit time in its middle.
//
//===----------------------------------------------------------------------===//

#include "dialects/neuro/transforms/Solve.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;

namespace neuro::nir {

namespace {

class SplitComponent {
public:
  /// `members` depend on each other (or are one state); `block`, sorted, are the
  /// others of the component, which step together.
  SplitComponent(TickBuilder &tick, States members, States block)
      : tick(tick), members(members), block(block) {
    for (unsigned state : members)
      current[state] = tick.old(state);
    for (unsigned state : block)
      current[state] = tick.old(state);
  }

  LogicalResult build();

private:
  void divide();
  bool read(unsigned state, unsigned other) const {
    return llvm::is_contained(tick.dynamics.equations[state].reads, other);
  }
  Value seen(unsigned other);
  Value noise(unsigned state, Value b, Value duration, Arithmetic &math);
  LogicalResult step(unsigned state, Value duration);
  void stepBlock(Value from, Value duration);

  TickBuilder &tick;
  States members, block;
  /// Stepped twice for half a tick, and once for a whole one.
  SmallVector<unsigned> halved, whole;
  llvm::DenseMap<unsigned, Value> current; ///< of the members
  llvm::DenseMap<unsigned, Value> means;   ///< of the others
  Value middle;                            ///< of the tick, ms
};

/// Fills `whole` with states that do not depend on each other, those with the
/// fewest partners first, so that it becomes large.
void SplitComponent::divide() {
  auto partners = [&](unsigned state) {
    return llvm::count_if(members, [&](unsigned other) {
      return other != state && (read(state, other) || read(other, state));
    });
  };
  SmallVector<std::pair<int64_t, unsigned>> order;
  for (unsigned state : members)
    order.push_back({partners(state), state});
  llvm::sort(order);
  for (auto [count, state] : order) {
    bool independent = llvm::none_of(whole, [&, state = state](unsigned other) {
      return read(state, other) || read(other, state);
    });
    (independent ? whole : halved).push_back(state);
  }
  llvm::sort(whole);
  llvm::sort(halved);
}

Value SplitComponent::seen(unsigned other) {
  if (Value value = current.lookup(other))
    return value;
  Value &mean = means[other];
  if (!mean) {
    Value before = tick.old(other), after = tick.flowed[other];
    mean = before == after
               ? before
               : tick.math.mul(tick.math.constant(0.5),
                               tick.math.add(before, after));
  }
  return mean;
}

/// What white noise adds over `duration`: with the state decaying at rate b
/// meanwhile, its variance is that of an Ornstein-Uhlenbeck process,
/// s phi(2 b s) = (e^(2 b s) - 1)/(2 b).
Value SplitComponent::noise(unsigned state, Value b, Value duration, Arithmetic &math) {
  Value variance = duration;
  if (b) {
    Value rate = math.mul(math.constant(2.0), b);
    Value z = math.mul(rate, duration);
    Value flat = arith::CmpFOp::create(math.builder, math.loc, arith::CmpFPredicate::OEQ, z,
                                       math.constant(0.0));
    Value grown = math::ExpM1Op::create(math.builder, math.loc, z);
    variance = math.select(flat, duration, math.div(grown, rate));
  }
  llvm::DenseMap<unsigned, Value> values;
  for (unsigned read : tick.dynamics.equations[state].reads)
    values[read] = seen(read);
  return noiseIncrement(tick, state, values, middle, duration, variance);
}

/// Advances one member by `duration`, a fraction of the tick.
LogicalResult SplitComponent::step(unsigned state, Value duration) {
  OpBuilder &builder = tick.builder;
  const Equation &equation = tick.dynamics.equations[state];
  AffineInterpreter interpreter = tick.interpreterAt(middle);
  for (unsigned other : equation.reads)
    if (other != state)
      interpreter.bind(tick.dynamics.equations[other].name, seen(other));
  interpreter.bind(equation.name, AffineForm::variable(builder, tick.loc,
                                                       equation.name));
  Block &body = equation.ddt.getValue().front();
  interpreter.run(body);
  AffineForm form = interpreter.yielded(body);
  if (!form.isAffine())
    return emitError(form.breaker->getLoc(),
                     "exponential Euler does not apply to '")
           << equation.name.getValue() << "': its term "
           << describe(form.breaker->getResult(0)) << " is not linear in it";

  Arithmetic math(builder, equation.ddt.getLoc());
  Value x = current.lookup(state), b = form.coefficient(equation.name);
  Value slope = math.add(form.constant, math.mul(b, x));
  Value factor = duration; // s phi(b s) = (e^(b s) - 1)/b
  if (b) {
    Value z = math.mul(b, duration);
    Value flat =
        arith::CmpFOp::create(builder, math.loc, arith::CmpFPredicate::OEQ, z,
                              math.constant(0.0));
    Value grown = math::ExpM1Op::create(builder, math.loc, z);
    factor = math.select(flat, duration, math.div(grown, b));
  }
  Value moved = math.add(x, math.mul(slope, factor));
  if (equation.allReads.random)
    moved = math.add(moved, noise(state, b, duration, math));
  current[state] = tick.unlessHeld(state, moved, x);
  return success();
}

void SplitComponent::stepBlock(Value from, Value duration) {
  SmallVector<Value> start;
  for (unsigned state : block)
    start.push_back(current.lookup(state));
  auto others = [&](unsigned other) { return seen(other); };
  SmallVector<Value> moved =
      rosenbrockStep(tick, block, start, others, from, duration);
  llvm::DenseMap<unsigned, Value> values = current;
  for (auto [n, state] : llvm::enumerate(block)) {
    for (unsigned read : tick.dynamics.equations[state].reads)
      values[read] = seen(read);
    Value more = noiseIncrement(tick, state, values, from, duration, duration);
    moved[n] = tick.unlessHeld(state, tick.math.add(moved[n], more), start[n]);
  }
  for (auto [n, state] : llvm::enumerate(block))
    current[state] = moved[n];
}

LogicalResult SplitComponent::build() {
  divide();
  Value half = tick.math.mul(tick.dt, tick.math.constant(0.5));
  middle = tick.math.add(tick.time, half);
  if (members.empty()) {
    stepBlock(tick.time, tick.dt);
    for (unsigned state : block)
      tick.flowed[state] = current.lookup(state);
    return success();
  }
  if (!block.empty())
    stepBlock(tick.time, half);
  for (unsigned state : halved)
    if (failed(step(state, half)))
      return failure();
  for (unsigned state : whole)
    if (failed(step(state, tick.dt)))
      return failure();
  for (unsigned state : llvm::reverse(halved))
    if (failed(step(state, half)))
      return failure();
  if (!block.empty())
    stepBlock(middle, half);
  for (auto [state, value] : current)
    tick.flowed[state] = value;
  return success();
}

} // namespace

LogicalResult solveExponentialEuler(TickBuilder &tick, States states, States implicit) {
  llvm::DenseSet<unsigned> own(states.begin(), states.end());
  llvm::DenseSet<unsigned> together(implicit.begin(), implicit.end());
  // Upstream first: a component sees where those it depends on went.
  for (ArrayRef<unsigned> component : tick.dynamics.components()) {
    SmallVector<unsigned> members, block;
    for (unsigned state : component)
      if (own.contains(state))
        members.push_back(state);
      else if (together.contains(state))
        block.push_back(state);
    if ((!members.empty() || !block.empty()) &&
        failed(SplitComponent(tick, members, block).build()))
      return failure();
  }
  return success();
}

} // namespace neuro::nir
