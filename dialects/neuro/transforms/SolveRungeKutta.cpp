//===- SolveRungeKutta.cpp - Euler, RK4 and adaptive RK45 -------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Explicit Runge-Kutta steps over all states of one method at once. States they
// depend on flow along inside the stages by their own equations, so that the
// order of the method is kept; outside, those are advanced by their own method.
// Inputs are constant over the tick.
//
// A stage sees a state no higher than its spike threshold. Past it the equation
// describes a spike that is reset at the end of the tick anyway, and an
// exponential upstroke (Brette & Gerstner, J. Neurophysiol. 94, 2005) would
// overflow; NEST's aeif models bound the stage arguments in the same way.
//
//===----------------------------------------------------------------------===//

#include "dialects/neuro/transforms/Solve.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;

namespace neuro::nir {

namespace {
using Vector = llvm::DenseMap<unsigned, Value>; ///< by state

/// The right-hand side of a system of states at one time.
Vector slopes(TickBuilder &tick, States system, Vector values, Value time) {
  tick.clampAtThresholds(values);
  Vector result;
  for (unsigned state : system)
    result[state] = tick.derivative(state, values, time);
  return result;
}

/// x + h * sum_k a_k k_k; null entries are zero.
Value combination(Arithmetic &math, Value x, Value h, ArrayRef<double> weights,
                  ArrayRef<Value> stages) {
  Value sum;
  for (auto [weight, stage] : llvm::zip(weights, stages))
    if (weight != 0 && stage)
      sum = math.add(sum, math.mul(math.constant(weight), stage));
  return sum ? math.add(x, math.mul(h, sum)) : x;
}
} // namespace

void solveEuler(TickBuilder &tick, States states) {
  for (unsigned state : states) {
    Value slope = tick.derivative(state, Vector(), tick.time);
    Value x = tick.old(state);
    tick.flowed[state] =
        slope ? tick.math.add(x, tick.math.mul(tick.dt, slope)) : x;
  }
}

/// The trapezoidal rule with an Euler predictor, both with the same noise (Kloeden
/// & Platen, Numerical Solution of Stochastic Differential Equations, 1992, ch. 11
/// and 15). The noise itself is taken at the start of the tick, as Ito's calculus
/// says, with the correction of addNoise.
void solveHeun(TickBuilder &tick, States states) {
  if (states.empty())
    return;
  SmallVector<unsigned, 8> system = tick.dynamics.closure(states);
  Arithmetic &math = tick.math;
  Vector start, noise;
  for (unsigned state : system)
    start[state] = tick.old(state);
  for (unsigned state : states)
    noise[state] = noiseIncrement(tick, state, Vector(), tick.time, tick.dt, tick.dt);
  Vector k1 = slopes(tick, system, start, tick.time), predicted;
  for (unsigned state : system)
    predicted[state] =
        math.add(math.add(start[state], math.mul(tick.dt, k1.lookup(state))),
                 tick.unlessHeld(state, noise.lookup(state), nullptr));
  Vector k2 = slopes(tick, system, predicted, math.add(tick.time, tick.dt));
  Value half = math.mul(tick.dt, math.constant(0.5));
  for (unsigned state : states) {
    Value drift = math.mul(half, math.add(k1.lookup(state), k2.lookup(state)));
    Value moved = math.add(math.add(start[state], drift), noise.lookup(state));
    tick.flowed[state] = tick.unlessHeld(state, moved, start[state]);
  }
}

void solveRungeKutta4(TickBuilder &tick, States states) {
  if (states.empty())
    return;
  SmallVector<unsigned, 8> system = tick.dynamics.closure(states);
  Arithmetic &math = tick.math;
  Value half = math.mul(tick.dt, math.constant(0.5));
  Value middle = math.add(tick.time, half), end = math.add(tick.time, tick.dt);
  Vector start;
  for (unsigned state : system)
    start[state] = tick.old(state);
  auto moved = [&](Value by, const Vector &slope) {
    Vector values;
    for (unsigned state : system)
      values[state] =
          math.add(start[state], math.mul(by, slope.lookup(state)));
    return values;
  };
  Vector k1 = slopes(tick, system, start, tick.time);
  Vector k2 = slopes(tick, system, moved(half, k1), middle);
  Vector k3 = slopes(tick, system, moved(half, k2), middle);
  Vector k4 = slopes(tick, system, moved(tick.dt, k3), end);
  Value sixth = math.mul(tick.dt, math.constant(1.0 / 6.0));
  for (unsigned state : states) {
    Value outer = math.add(k1.lookup(state), k4.lookup(state));
    Value inner = math.add(k2.lookup(state), k3.lookup(state));
    Value sum = math.add(outer, math.mul(math.constant(2.0), inner));
    tick.flowed[state] = math.add(start[state], math.mul(sixth, sum));
  }
}

//===----------------------------------------------------------------------===//
// Dormand-Prince 5(4)
//===----------------------------------------------------------------------===//

namespace {
// Dormand & Prince, J. Comp. Appl. Math. 6 (1980), table 2.
constexpr double Nodes[7] = {0, 1. / 5, 3. / 10, 4. / 5, 8. / 9, 1, 1};
constexpr double Stages[7][6] = {
    {},
    {1. / 5},
    {3. / 40, 9. / 40},
    {44. / 45, -56. / 15, 32. / 9},
    {19372. / 6561, -25360. / 2187, 64448. / 6561, -212. / 729},
    {9017. / 3168, -355. / 33, 46732. / 5247, 49. / 176, -5103. / 18656},
    {35. / 384, 0, 500. / 1113, 125. / 192, -2187. / 6784, 11. / 84}};
/// Fifth-order weights minus those of the embedded fourth-order solution.
constexpr double Errors[7] = {71. / 57600,      0,         -71. / 16695,
                              71. / 1920,       -17253. / 339200,
                              22. / 525,        -1. / 40};

/// Steps are no shorter than this part of a tick. A step that short is taken
/// whatever its error, and each refusal shortens the step by a fifth at least,
/// so the loop ends for every input, NaN included.
constexpr double ShortestStep = 1.0 / 4096;

/// Builds the loop over the steps within one tick.
class AdaptiveLoop {
public:
  AdaptiveLoop(TickBuilder &tick, States states, Tolerance tolerance)
      : tick(tick), math(tick.math), tolerance(tolerance),
        system(tick.dynamics.closure(states)) {}

  /// Values of all states of the system at the end of the tick.
  Vector build();

private:
  void buildStep(Value elapsed, Value proposed, const Vector &values);
  Value errorNorm(const Vector &before, const Vector &after,
                  ArrayRef<Vector> k, Value h);
  Value minimum(Value a, Value b) { return pick(arith::CmpFPredicate::OLT, a, b); }
  Value maximum(Value a, Value b) { return pick(arith::CmpFPredicate::OGT, a, b); }
  Value compare(arith::CmpFPredicate predicate, Value a, Value b) {
    return arith::CmpFOp::create(tick.builder, tick.loc, predicate, a, b);
  }
  /// `a` where the comparison holds, else `b`: a NaN in `a` gives `b`.
  Value pick(arith::CmpFPredicate predicate, Value a, Value b) {
    return math.select(compare(predicate, a, b), a, b);
  }

  TickBuilder &tick;
  Arithmetic &math;
  Tolerance tolerance;
  SmallVector<unsigned, 8> system;
};

/// The largest error of a state in units of what its tolerance allows.
Value AdaptiveLoop::errorNorm(const Vector &before, const Vector &after,
                              ArrayRef<Vector> k, Value h) {
  OpBuilder &builder = tick.builder;
  Value worst = math.constant(0.0);
  auto magnitude = [&](Value x) -> Value {
    return math::AbsFOp::create(builder, tick.loc, x);
  };
  for (unsigned state : system) {
    SmallVector<Value> stages;
    for (const Vector &slope : k)
      stages.push_back(slope.lookup(state));
    Value error = combination(math, nullptr, h, Errors, stages);
    if (!error)
      continue;
    Value size = maximum(magnitude(before.lookup(state)),
                         magnitude(after.lookup(state)));
    Value allowed =
        math.add(math.constant(tolerance.absolute),
                 math.mul(math.constant(tolerance.relative), size));
    Value ratio = math.div(magnitude(error), allowed);
    // maximumf keeps a NaN, so that it reaches the decision.
    worst = arith::MaximumFOp::create(builder, tick.loc, worst, ratio);
  }
  return worst;
}

/// One attempted step of length min(proposed, what is left); yields the next
/// (elapsed, proposed, values).
void AdaptiveLoop::buildStep(Value elapsed, Value proposed,
                             const Vector &values) {
  OpBuilder &builder = tick.builder;
  Value shortest = math.mul(tick.dt, math.constant(ShortestStep));
  Value left = math.sub(tick.dt, elapsed);
  // Never leave a rest shorter than the shortest step.
  Value last = compare(arith::CmpFPredicate::OLE, left,
                       math.add(proposed, shortest));
  Value h = math.select(last, left, proposed);

  Value start = math.add(tick.time, elapsed);
  std::vector<Vector> k;
  Vector stage = values;
  for (unsigned n = 0; n < 7; ++n) {
    if (n)
      for (unsigned state : system) {
        SmallVector<Value> earlier;
        for (const Vector &slope : k)
          earlier.push_back(slope.lookup(state));
        stage[state] = combination(math, values.lookup(state), h,
                                   ArrayRef(Stages[n]).take_front(n), earlier);
      }
    Value time = math.add(start, math.mul(math.constant(Nodes[n]), h));
    k.push_back(slopes(tick, system, stage, time));
  }
  const Vector &after = stage; // the seventh stage is the fifth-order result

  Value error = errorNorm(values, after, k, h);
  Value small = compare(arith::CmpFPredicate::OLE, error, math.constant(1.0));
  Value forced = compare(arith::CmpFPredicate::OLE, proposed, shortest);
  Value accepted = arith::OrIOp::create(builder, tick.loc, small, forced);

  // Next length: h * 0.9 error^(-1/5), within a factor 0.2..5 and shrinking by
  // 0.8 at least after a refusal; NaN shrinks.
  Value power = math::PowFOp::create(
      builder, tick.loc, maximum(error, math.constant(1e-10)),
      math.constant(-0.2));
  Value factor = math.mul(math.constant(0.9), power);
  factor = minimum(factor, math.constant(5.0));
  factor = maximum(factor, math.constant(0.2));
  Value refusedFactor = minimum(factor, math.constant(0.8));
  Value nan = compare(arith::CmpFPredicate::UNO, error, error);
  factor = math.select(small, factor, refusedFactor);
  factor = math.select(nan, math.constant(0.2), factor);
  Value next = maximum(math.mul(h, factor), shortest);

  SmallVector<Value> results;
  Value done = math.select(last, tick.dt, math.add(elapsed, h));
  results.push_back(math.select(accepted, done, elapsed));
  results.push_back(next);
  for (unsigned state : system)
    results.push_back(
        math.select(accepted, after.lookup(state), values.lookup(state)));
  scf::YieldOp::create(builder, tick.loc, results);
}

Vector AdaptiveLoop::build() {
  OpBuilder &builder = tick.builder;
  SmallVector<Value> initial{math.constant(0.0), tick.dt};
  for (unsigned state : system)
    initial.push_back(tick.old(state));
  SmallVector<Type> types(initial.size(), builder.getF64Type());
  SmallVector<Location> locations(initial.size(), tick.loc);
  auto loop = scf::WhileOp::create(builder, tick.loc, types, initial);

  OpBuilder::InsertionGuard guard(builder);
  Block *before = builder.createBlock(&loop.getBefore(), {}, types, locations);
  Value open = compare(arith::CmpFPredicate::OLT, before->getArgument(0), tick.dt);
  scf::ConditionOp::create(builder, tick.loc, open, before->getArguments());

  Block *after = builder.createBlock(&loop.getAfter(), {}, types, locations);
  Vector values;
  for (auto [n, state] : llvm::enumerate(system))
    values[state] = after->getArgument(2 + n);
  buildStep(after->getArgument(0), after->getArgument(1), values);

  Vector results;
  for (auto [n, state] : llvm::enumerate(system))
    results[state] = loop.getResult(2 + n);
  return results;
}
} // namespace

void solveRungeKutta45(TickBuilder &tick, States states, Tolerance tolerance) {
  if (states.empty())
    return;
  Vector results = AdaptiveLoop(tick, states, tolerance).build();
  for (unsigned state : states)
    tick.flowed[state] =
        tick.unlessHeld(state, results.lookup(state), tick.old(state));
}

} // namespace neuro::nir
