//===- SolveRosenbrock.cpp - Coupled compartments ---------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Voltages of coupled compartments advance together by the linearly implicit
// two-stage method ROS2 (Verwer, Spee, Blom & Hundsdorfer, "A second-order
// Rosenbrock method applied to photochemical dispersion problems", SIAM J. Sci.
// Comput. 20, 1999):
//
//   (1 - g s A) k1 = f(x),   (1 - g s A) k2 = f(x + s k1) - 2 k1,
//   x+ = x + s (3/2 k1 + 1/2 k2),   g = 1 - 1/sqrt(2).
//
// It is of second order whatever A is, and L-stable where A is the Jacobian:
// couplings of any strength relax instead of oscillating. Of the Jacobian are kept
// the couplings and the diagonal; what makes a voltage grow on its own (a
// regenerative current) is left to the explicit part, so that 1 - g s A is an
// M-matrix and elimination needs no pivots. On a tree of compartments elimination
// from the leaves inwards creates no new entries: Hines's order (Int. J. Biomed.
// Comput. 15, 1984). It is written out as straight-line code.
//
//===----------------------------------------------------------------------===//

#include "dialects/neuro/analysis/Tangents.h"
#include "dialects/neuro/transforms/Solve.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

#include <set>

using namespace mlir;

namespace neuro::nir {

namespace {

class RosenbrockStep {
public:
  RosenbrockStep(TickBuilder &tick, States block, llvm::function_ref<Value(unsigned)> seen,
                 Value from, Value duration)
      : tick(tick), math(tick.math), block(block), seen(seen), from(from),
        duration(duration), size(block.size()),
        matrix(size, std::vector<Value>(size)) {}

  SmallVector<Value> run(ArrayRef<Value> start);

private:
  using Vector = SmallVector<Value>;

  /// f, and with `jacobian` also A into `matrix`.
  Vector slopes(ArrayRef<Value> values, Value time, bool jacobian);
  void keepCouplings(unsigned row, ArrayRef<Value> derivatives);
  void factorize();
  Vector solve(Vector right);

  TickBuilder &tick;
  Arithmetic &math;
  States block;
  llvm::function_ref<Value(unsigned)> seen;
  Value from, duration;
  unsigned size;
  std::vector<std::vector<Value>> matrix; ///< null: structurally zero
  SmallVector<unsigned> order;            ///< of elimination
  std::vector<Value> inverse;             ///< of the pivots
};

RosenbrockStep::Vector RosenbrockStep::slopes(ArrayRef<Value> values, Value time,
                                              bool jacobian) {
  llvm::DenseMap<unsigned, Value> known;
  for (auto [n, state] : llvm::enumerate(block))
    known[state] = values[n];
  tick.clampAtThresholds(known);
  SmallVector<StringAttr> names;
  for (unsigned state : block)
    names.push_back(tick.dynamics.equations[state].name);
  Vector result;
  for (unsigned row = 0; row < size; ++row) {
    const Equation &equation = tick.dynamics.equations[block[row]];
    AffineInterpreter interpreter = tick.interpreterAt(time);
    for (unsigned read : equation.reads) {
      auto own = known.find(read);
      interpreter.bind(tick.dynamics.equations[read].name,
                       own == known.end() ? seen(read) : own->second);
    }
    Block &body = equation.ddt.getValue().front();
    interpreter.run(body);
    Value slope = interpreter.yielded(body).constant;
    result.push_back(slope ? tick.unlessHeld(block[row], slope, nullptr) : slope);
    if (jacobian)
      keepCouplings(row, partialDerivatives(body, interpreter, names, tick.builder));
  }
  return result;
}

/// One row of 1 - g s A from the derivatives of one equation.
void RosenbrockStep::keepCouplings(unsigned row, ArrayRef<Value> derivatives) {
  constexpr double Gamma = 0.29289321881345247560; // 1 - 1/sqrt(2)
  auto coupled = [&](unsigned n) {
    return tick.dynamics.equations[block[n]].state->hasAttr("coupled");
  };
  Value towards; // sum of the couplings
  Value scale = math.mul(math.constant(-Gamma), duration);
  auto entry = [&](Value derivative) {
    Value value = math.mul(scale, derivative);
    return value ? tick.unlessHeld(block[row], value, nullptr) : value;
  };
  for (unsigned column = 0; column < size; ++column) {
    if (column == row || !derivatives[column] || !coupled(row) || !coupled(column))
      continue;
    towards = math.add(towards, derivatives[column]);
    matrix[row][column] = entry(derivatives[column]);
  }
  Value own = math.materialize(derivatives[row]);
  Value most = math.materialize(math.neg(towards));
  Value grows =
      arith::CmpFOp::create(tick.builder, math.loc, arith::CmpFPredicate::OGT, own, most);
  Value diagonal = math.select(grows, most, own);
  matrix[row][row] = math.add(math.constant(1.0), entry(diagonal));
}

/// Rows with the fewest partners first: on a tree, always a leaf.
void RosenbrockStep::factorize() {
  inverse.assign(size, Value());
  std::set<unsigned> left;
  for (unsigned row = 0; row < size; ++row)
    left.insert(row);
  auto partners = [&](unsigned row) {
    return llvm::count_if(left, [&](unsigned other) {
      return other != row && (matrix[row][other] || matrix[other][row]);
    });
  };
  while (!left.empty()) {
    unsigned pivot = *llvm::min_element(
        left, [&](unsigned a, unsigned b) { return partners(a) < partners(b); });
    left.erase(pivot);
    order.push_back(pivot);
    inverse[pivot] = math.div(math.constant(1.0), matrix[pivot][pivot]);
    for (unsigned row : left) {
      if (!matrix[row][pivot])
        continue;
      // The factor takes the place of the entry it removes.
      Value factor = math.mul(matrix[row][pivot], inverse[pivot]);
      matrix[row][pivot] = factor;
      for (unsigned column : left)
        if (matrix[pivot][column])
          matrix[row][column] =
              math.sub(matrix[row][column], math.mul(factor, matrix[pivot][column]));
    }
  }
}

RosenbrockStep::Vector RosenbrockStep::solve(Vector right) {
  for (unsigned step = 0; step < size; ++step)
    for (unsigned later = step + 1; later < size; ++later) {
      unsigned pivot = order[step], row = order[later];
      if (matrix[row][pivot])
        right[row] = math.sub(right[row], math.mul(matrix[row][pivot], right[pivot]));
    }
  for (unsigned step = size; step-- > 0;) {
    unsigned pivot = order[step];
    for (unsigned later = step + 1; later < size; ++later)
      if (matrix[pivot][order[later]])
        right[pivot] = math.sub(right[pivot],
                                math.mul(matrix[pivot][order[later]], right[order[later]]));
    right[pivot] = math.mul(inverse[pivot], right[pivot]);
  }
  return right;
}

SmallVector<Value> RosenbrockStep::run(ArrayRef<Value> start) {
  Vector first = slopes(start, from, true);
  factorize();
  first = solve(first);
  Vector predicted;
  for (unsigned n = 0; n < size; ++n)
    predicted.push_back(math.add(start[n], math.mul(duration, first[n])));
  Vector second = slopes(predicted, math.add(from, duration), false);
  for (unsigned n = 0; n < size; ++n)
    second[n] = math.sub(second[n], math.mul(math.constant(2.0), first[n]));
  second = solve(second);
  Vector result;
  for (unsigned n = 0; n < size; ++n) {
    Value change = math.add(math.mul(math.constant(1.5), first[n]),
                            math.mul(math.constant(0.5), second[n]));
    Value moved = math.add(start[n], math.mul(duration, change));
    result.push_back(tick.unlessHeld(block[n], moved, start[n]));
  }
  return result;
}

} // namespace

SmallVector<Value> rosenbrockStep(TickBuilder &tick, States block, ArrayRef<Value> start,
                                  llvm::function_ref<Value(unsigned)> seen, Value from,
                                  Value duration) {
  return RosenbrockStep(tick, block, seen, from, duration).run(start);
}

} // namespace neuro::nir
