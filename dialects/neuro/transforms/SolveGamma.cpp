//===- SolveGamma.cpp - Gamma variates in straight-line code ----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Marsaglia & Tsang, A simple method for generating gamma variables, ACM Trans Math
// Softw 26:363 (2000): with d = a - 1/3, c = 1/sqrt(9 d), x normal, u uniform and
// v = (1 + c x)^3, d v has the density of shape a >= 1 given that
//   v > 0 and log u < x^2/2 + d - d v + d log v.
// For a < 1 the variate of shape a + 1 is multiplied by w^(1/a), w uniform.
//
// A kernel has no loop, so a fixed number of tries is made, each with numbers of its
// own, and the first that succeeds is taken. A try fails with probability at most
// 0.049 (at a = 1), all eight with 4e-11; then the result is d, near the mean.
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/transforms/Solve.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

#include <limits>

using namespace mlir;

namespace neuro::nir {

static constexpr unsigned tries = 8;
static_assert(gammaStreams == 2 * tries + 1, "two numbers a try and one for small shapes");

Value gammaVariate(OpBuilder &builder, Location loc, Value shape, Value scale,
                   llvm::function_ref<Value(StringRef)> random) {
  Arithmetic math(builder, loc);
  auto log = [&](Value x) -> Value { return math::LogOp::create(builder, loc, x); };
  auto less = [&](Value a, Value b) -> Value {
    return arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OLT, a, b);
  };
  Value one = math.constant(1.0), half = math.constant(0.5);
  shape = math.materialize(shape);
  Value small = less(shape, one);
  Value a = math.select(small, math.add(shape, one), shape);
  Value d = math.sub(a, math.constant(1.0 / 3.0));
  Value c = math.div(one, math::SqrtOp::create(builder, loc, math.mul(math.constant(9.0), d)));
  Value tiny = math.constant(1e-30);

  SmallVector<std::pair<Value, Value>> attempts; // whether it is taken, and v
  for (unsigned k = 0; k < tries; ++k) {
    Value x = random("normal"), u = random("uniform");
    Value root = math.add(one, math.mul(c, x));
    Value v = math.mul(math.mul(root, root), root);
    Value positive = less(tiny, v);
    Value logV = log(math.select(positive, v, one));
    // d (1 - v + log v): no difference of large numbers.
    Value limit = math.add(math.mul(half, math.mul(x, x)),
                           math.mul(d, math.add(math.sub(one, v), logV)));
    Value accepted =
        arith::AndIOp::create(builder, loc, positive, less(log(u), limit));
    attempts.emplace_back(accepted, v);
  }
  Value chosen = one;
  for (auto [accepted, v] : llvm::reverse(attempts))
    chosen = math.select(accepted, v, chosen);

  Value exponent = math.materialize(math.div(log(random("uniform")), shape));
  Value boost = math.select(small, math::ExpOp::create(builder, loc, exponent), one);
  Value result = math.materialize(math.mul(math.mul(boost, math.mul(d, chosen)), scale));
  Value valid = less(math.constant(0.0), shape);
  return math.select(valid, result,
                     math.constant(std::numeric_limits<double>::quiet_NaN()));
}

} // namespace neuro::nir
