//===- SolveNoise.cpp - White noise and draws -------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// dx = f dt + sum_k g_k(x) dW_k in the sense of Ito. The drift f is advanced by the
// state's own method; over a time s the noises add
//
//   sum_k g_k(x) eta_k + (g_k(x + g_k(x) sqrt(s)) - g_k(x)) (eta_k^2 - v)/(2 sqrt(s))
//
// with eta_k normal of mean 0 and variance v = s, all at the start of that time.
// The first term is Euler-Maruyama's: of strong order 1 where g_k does not depend
// on the state, 1/2 where it does. The second, there only if g_k reads the state
// it drives, makes that 1: the derivative-free Milstein scheme, explicit scheme of
// order 1.0 (Kloeden & Platen, Numerical Solution of Stochastic Differential
// Equations, Springer 1992, eq. 11.1.3; Platen 1984). Terms by which noise of one
// state changes the coefficient of another's are left out.
//
// With noise proportional to sqrt(s), the variance it builds up in a time does not
// depend on dt.
//
//===----------------------------------------------------------------------===//

#include "dialects/neuro/transforms/Solve.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;

namespace neuro::nir {

/// Which noises of an equation depend on its own state.
static SmallVector<bool, 2> ofOwnState(const Equation &equation) {
  OpBuilder builder(equation.ddt.getContext());
  Region scratch;
  builder.createBlock(&scratch);
  SmallVector<bool, 2> result;
  for (const Noise::Term &term : noiseOf(equation, builder).terms)
    result.push_back(term.ofOwnState);
  return result;
}

Value noiseIncrement(TickBuilder &tick, unsigned state,
                     const llvm::DenseMap<unsigned, Value> &values, Value atTime,
                     Value duration, Value variance) {
  const Equation &equation = tick.dynamics.equations[state];
  if (!equation.allReads.random)
    return nullptr;
  OpBuilder &builder = tick.builder;
  Arithmetic math(builder, equation.ddt.getLoc());
  auto root = [&](Value value) -> Value {
    return math::SqrtOp::create(builder, math.loc, value);
  };
  SmallVector<Value, 2> coefficients = tick.noise(state, values, atTime);
  SmallVector<bool, 2> own = ofOwnState(equation);
  Value scale = root(variance);
  if (llvm::none_of(own, [](bool yes) { return yes; })) {
    // Independent normal numbers add up to one.
    Value g = coefficients.size() == 1 ? coefficients.front() : Value();
    if (!g && !coefficients.empty()) {
      Value sum;
      for (Value coefficient : coefficients)
        sum = math.add(sum, math.mul(coefficient, coefficient));
      g = root(math.materialize(sum));
    }
    return g ? math.mul(math.mul(g, scale), tick.random("normal", builder)) : g;
  }
  Value x = values.lookup(state);
  if (!x)
    x = tick.old(state);
  Value length = root(duration), sum;
  for (auto [n, g] : llvm::enumerate(coefficients)) {
    Value z = tick.random("normal", builder);
    Value eta = math.mul(scale, z);
    sum = math.add(sum, math.mul(g, eta));
    if (!own[n])
      continue;
    llvm::DenseMap<unsigned, Value> shifted = values;
    shifted[state] = math.add(x, math.mul(g, length));
    Value there = tick.noise(state, shifted, atTime)[n];
    Value square = math.mul(variance, math.sub(math.mul(z, z), math.constant(1.0)));
    Value slope = math.div(math.sub(there, g), math.mul(math.constant(2.0), length));
    sum = math.add(sum, math.mul(slope, square));
  }
  return sum;
}

void addNoise(TickBuilder &tick, States states) {
  for (unsigned state : states) {
    Value more = noiseIncrement(tick, state, llvm::DenseMap<unsigned, Value>(), tick.time, tick.dt, tick.dt);
    if (!more)
      continue;
    Value flowed = tick.flowed[state];
    tick.flowed[state] = tick.unlessHeld(state, tick.math.add(flowed, more), flowed);
  }
}

//===----------------------------------------------------------------------===//
// Draws
//===----------------------------------------------------------------------===//

FailureOr<Value> drawValue(TickBuilder &tick, OpBuilder &builder, DrawOp draw,
                           ArrayRef<Value> args) {
  StringRef distribution = draw.getDistribution();
  Arithmetic math(builder, draw.getLoc());
  auto logarithm = [&](Value x) -> Value {
    return math::LogOp::create(builder, math.loc, x);
  };
  if (distribution == "uniform") {
    Value width = math.sub(args[1], args[0]);
    return math.materialize(
        math.add(args[0], math.mul(width, tick.random("uniform", builder))));
  }
  if (distribution == "normal")
    return math.materialize(
        math.add(args[0], math.mul(args[1], tick.random("normal", builder))));
  if (distribution == "exponential")
    return math.materialize(
        math.neg(math.mul(args[0], logarithm(tick.random("uniform", builder)))));
  if (distribution == "lognormal") {
    // E = exp(mu + s^2/2), Var = (exp(s^2) - 1) E^2.
    Value mean = math.materialize(args[0]);
    Value ratio = math.div(math.materialize(args[1]), mean);
    Value variance =
        logarithm(math.add(math.constant(1.0), math.mul(ratio, ratio)));
    Value mu = math.sub(logarithm(mean), math.mul(math.constant(0.5), variance));
    Value spread = math::SqrtOp::create(builder, math.loc, variance);
    Value exponent = math.add(mu, math.mul(spread, tick.random("normal", builder)));
    return Value(math::ExpOp::create(builder, math.loc, exponent));
  }
  if (distribution == "choice") {
    Value u = tick.random("uniform", builder), chosen = math.materialize(args[0]);
    for (size_t n = 1; n < args.size(); ++n) {
      Value beyond = arith::CmpFOp::create(
          builder, math.loc, arith::CmpFPredicate::OGE, u,
          math.constant(static_cast<double>(n) / static_cast<double>(args.size())));
      chosen = math.materialize(math.select(beyond, math.materialize(args[n]), chosen));
    }
    return chosen;
  }
  if (distribution == "gamma")
    return gammaVariate(builder, draw.getLoc(), args[0], math.materialize(args[1]),
                        [&](StringRef of) { return tick.random(of, builder); });
  InFlightDiagnostic error =
      emitError(draw.getLoc(), "E0932: a draw from '")
      << distribution << "' while the simulation runs is not executed yet";
  error.attachNote() << "way out: uniform, normal, lognormal, exponential, gamma and choice are "
                        "executed everywhere";
  return failure();
}

} // namespace neuro::nir
