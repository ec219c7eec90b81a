//===- SolveEdgeFlow.cpp - Completing the ticks an edge has missed -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One state, x' = a x + b over t = n dt:  x <- exp(a t) x + b expm1(a t)/a, and
// b t for a = 0. One that decaying others feed, x' = a x + b + sum c_i y_i with
// y_i' = a_i y_i, gains c_i y_i (exp(a t) - exp(a_i t))/(a - a_i) from each, written
//   c_i y_i t exp(m) (1 - exp(-d))/d,   m = max(a, a_i) t,  d = |a - a_i| t,
// the limit of the last factor at d = 0 being 1. No difference of nearly equal
// numbers is formed and no exponential grows in a stable system, whatever n.
//
// Other coupled states, x' = A x + B u (u: the constant 1 and states that only events
// change): with n = sum of b_k 2^k
//   exp(A n dt) = product over k of exp(A 2^k dt)^{b_k},
// since all factors are functions of the same matrix and commute. The factors,
// [P Q] for 2^k ticks with k = 0 … 31, are propagators computed in f64 when
// parameters are bound; the bits of n choose which of them apply. Each product
// rounds once, so the error is that of at most 32 exact steps, for any n up to
// 2^32 ticks (119 hours of 0.1 ms), for defective and for oscillating A alike; a
// stable system stays stable, since every factor is the exact flow.
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/transforms/LinearSystem.h"
#include "dialects/neuro/transforms/Solve.h"
#include "dialects/neuro/transforms/SolveEdge.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace neuro::nir;

namespace {

/// n is below 2^LargestBits.
constexpr unsigned LargestBits = 32;

Value atLeast(EdgeBuilder &edge, Value a, double b) {
  return arith::CmpFOp::create(edge.builder, edge.loc, arith::CmpFPredicate::OGE, a,
                               edge.math.constant(b));
}

/// What a closed form needs of one equation: x' = a x + b + sum of c_i y_i.
struct Row {
  unsigned state;
  Value rate;  ///< a; null: 0
  Value drive; ///< b, in the handler; null: 0
  llvm::SmallVector<std::pair<unsigned, Value>, 2> others; ///< rows y_i and c_i
  Value old, exponent; ///< x before, and a n dt
};

/// Solutions without matrices: of states that read no other flowing one, and of
/// states that read only such states that decay by themselves.
class ClosedFlow {
public:
  ClosedFlow(EdgeBuilder &edge, const Dynamics &dynamics) : edge(edge), math(edge.math) {
    this->dynamics = &dynamics;
  }

  /// False if the block has no such form; nothing has changed then.
  bool run(ArrayRef<unsigned> block);

private:
  bool decompose(ArrayRef<unsigned> block);
  Value exp(Value x) { return math::ExpOp::create(edge.builder, edge.loc, x); }
  Value expm1(Value x) { return math::ExpM1Op::create(edge.builder, edge.loc, x); }
  Value isZero(Value x) {
    return arith::CmpFOp::create(edge.builder, edge.loc, arith::CmpFPredicate::OEQ, x,
                                 math.constant(0.0));
  }
  Value gain(const Row &row);
  Value transfer(const Row &to, const Row &from);

  EdgeBuilder &edge;
  Arithmetic &math;
  const Dynamics *dynamics;
  std::vector<Row> rows;
  Value time; ///< n dt
};

bool ClosedFlow::decompose(ArrayRef<unsigned> block) {
  rows.clear();
  llvm::DenseMap<StringAttr, unsigned> position;
  std::vector<Value> old;
  for (auto [n, state] : llvm::enumerate(block)) {
    StringAttr name = dynamics->equations[state].name;
    position[name] = n;
    old.push_back(edge.state(name));
  }
  for (unsigned state : block) {
    StringAttr name = dynamics->equations[state].name;
    edge.interpreter.bind(name, AffineForm::variable(edge.builder, edge.loc, name));
  }
  for (auto [n, state] : llvm::enumerate(block)) {
    const Equation &equation = dynamics->equations[state];
    Block &body = equation.ddt.getValue().front();
    edge.interpreter.run(body);
    AffineForm form = edge.interpreter.yielded(body);
    Row row{state, form.coefficient(equation.name), form.constant, {}, old[n], {}};
    for (auto &[name, coefficient] : form.coefficients)
      if (name != equation.name)
        row.others.emplace_back(position.lookup(name), coefficient);
    rows.push_back(std::move(row));
  }
  for (auto [n, state] : llvm::enumerate(block))
    edge.setState(dynamics->equations[state].name, old[n]);
  return llvm::all_of(rows, [&](const Row &row) {
    return llvm::all_of(row.others, [&](const auto &other) {
      return rows[other.first].others.empty() && !rows[other.first].drive;
    });
  });
}

/// The integral of exp(a s) over the time passed: expm1(a t)/a, or t for a = 0.
Value ClosedFlow::gain(const Row &row) {
  if (!row.rate)
    return time;
  Value quotient = math.div(expm1(row.exponent), row.rate);
  return math.select(isZero(row.rate), time, quotient);
}

/// What y = 1 at the start adds to x' = a x + y, y' = a_y y:
/// (exp(a t) - exp(a_y t))/(a - a_y), with the larger exponential taken out.
Value ClosedFlow::transfer(const Row &to, const Row &from) {
  if (!to.rate)
    return gain(from);
  if (!from.rate)
    return gain(to);
  Value larger = arith::MaximumFOp::create(edge.builder, edge.loc, to.exponent, from.exponent);
  Value difference = math.materialize(math.sub(to.exponent, from.exponent));
  Value gap = math::AbsFOp::create(edge.builder, edge.loc, difference);
  Value ratio = math.neg(math.div(expm1(math.neg(gap)), gap));
  ratio = math.select(isZero(gap), math.constant(1.0), ratio);
  return math.mul(math.mul(time, exp(larger)), ratio);
}

bool ClosedFlow::run(ArrayRef<unsigned> block) {
  if (!decompose(block))
    return false;
  time = math.mul(edge.dt(), edge.elapsed());
  // a dt is one number for all edges: only its product with n is not.
  for (Row &row : rows)
    if (row.rate)
      row.exponent = math.mul(math.mul(row.rate, edge.dt()), edge.elapsed());
  for (const Row &row : rows) {
    Value next = row.rate ? math.mul(exp(row.exponent), row.old) : row.old;
    if (row.drive)
      next = math.add(next, math.mul(row.drive, gain(row)));
    for (auto [other, coefficient] : row.others) {
      Value amount = math.mul(coefficient, rows[other].old);
      next = math.add(next, math.mul(amount, transfer(row, rows[other])));
    }
    edge.setState(dynamics->equations[row.state].name, next);
  }
  return true;
}

/// States that share equations.
class CoupledFlow : LinearSystem {
public:
  CoupledFlow(EdgeBuilder &edge, const Dynamics &dynamics, ArrayRef<unsigned> states)
      : edge(edge), dynamics(dynamics), states(states) {
    for (auto [n, state] : llvm::enumerate(states))
      position[state] = n;
  }

  LogicalResult run();

private:
  LogicalResult decompose(PropagatorOp propagator);
  PropagatorOp makePropagator(unsigned power);
  void advance(PropagatorOp propagator, Value applies);

  EdgeBuilder &edge;
  const Dynamics &dynamics;
  ArrayRef<unsigned> states;
  llvm::DenseMap<unsigned, unsigned> position;
};

LogicalResult CoupledFlow::decompose(PropagatorOp propagator) {
  OpBuilder builder = OpBuilder::atBlockEnd(&propagator.getMatrix().front());
  clear(states.size());
  for (unsigned row = 0; row < states.size(); ++row) {
    const Equation &equation = dynamics.equations[states[row]];
    LinearRow linear = linearRow(dynamics, equation, builder);
    if (!linear.isLinear())
      return emitError(linear.obstacleLoc, "no exact solution for '")
             << equation.name.getValue() << "': " << linear.obstacle;
    for (auto &entry : linear.form.coefficients) {
      StringAttr name = entry.first;
      if (dynamics.hasEquation(name))
        A[row][position.lookup(dynamics.index.lookup(name))] = entry.second;
      else
        setInput(row, input(name, [&] { return edge.state(name); }), entry.second);
    }
    if (!linear.form.constant)
      continue;
    if (!linear.lumped) {
      setInput(row, input("1", [] { return Value(); }), linear.form.constant);
      continue;
    }
    // What is not linear in the states that only events change is one input.
    AffineInterpreter drive = edge.interpreter;
    for (unsigned read : equation.reads) {
      StringAttr name = dynamics.equations[read].name;
      drive.bind(name, AffineForm::variable(edge.builder, edge.loc, name));
    }
    Block &body = equation.ddt.getValue().front();
    drive.run(body);
    setInput(row,
             input(equation.name.str() + ": " + describe(linear.form.constant),
                   [&] { return drive.yielded(body).constant; }),
             Arithmetic(builder, equation.ddt.getLoc()).constant(1.0));
  }
  return success();
}

PropagatorOp CoupledFlow::makePropagator(unsigned power) {
  OpBuilder builder(edge.handler);
  SmallVector<Attribute> names;
  for (unsigned state : states)
    names.push_back(FlatSymbolRefAttr::get(dynamics.equations[state].name));
  std::string name;
  for (unsigned n = 0;; ++n) {
    name = "p" + std::to_string(n);
    if (!edge.model.lookup(name))
      break;
  }
  auto propagator = PropagatorOp::create(
      builder, edge.loc, name, builder.getArrayAttr(names), builder.getStrArrayAttr({}),
      states.size(), states.size(),
      builder.getStringAttr("2^" + std::to_string(power) + " ticks"), IntegerAttr());
  propagator->setAttr("power", builder.getI64IntegerAttr(power));
  propagator.getMatrix().emplaceBlock();
  return propagator;
}

/// x <- P x + Q u where `applies`.
void CoupledFlow::advance(PropagatorOp propagator, Value applies) {
  auto coefficient = [&](unsigned row, unsigned column) -> Value {
    return CoefficientOp::create(edge.builder, edge.loc, edge.builder.getF64Type(),
                                 propagator.getSymName(), row, column);
  };
  std::vector<Value> next;
  for (unsigned row = 0; row < states.size(); ++row) {
    Value sum;
    for (unsigned other : reach[row].set_bits())
      sum = edge.math.add(sum,
                          edge.math.mul(coefficient(row, other),
                                        edge.state(dynamics.equations[states[other]].name)));
    for (unsigned input : driven[row].set_bits()) {
      Value q = coefficient(row, states.size() + input);
      Value u = inputs[input].value;
      sum = edge.math.add(sum, inputs[input].name == "1" ? q : edge.math.mul(q, u));
    }
    next.push_back(sum);
  }
  for (auto [row, state] : llvm::enumerate(states)) {
    StringAttr name = dynamics.equations[state].name;
    edge.setState(name, edge.math.select(applies, next[row], edge.state(name)));
  }
}

LogicalResult CoupledFlow::run() {
  Value left = edge.elapsed();
  for (unsigned bit = LargestBits; bit-- > 0;) {
    PropagatorOp propagator = makePropagator(bit);
    if (failed(decompose(propagator)))
      return failure();
    findReach();
    // [A B] 2^k: the runtime multiplies by dt and takes the exponential.
    OpBuilder builder = OpBuilder::atBlockEnd(&propagator.getMatrix().front());
    Arithmetic math(builder, edge.loc);
    double ticks = std::ldexp(1.0, bit);
    Value scale = math.constant(ticks);
    SmallVector<Value> entries;
    for (unsigned row = 0; row < states.size(); ++row) {
      for (Value entry : A[row])
        entries.push_back(math.materialize(math.mul(entry, scale)));
      for (unsigned input = 0; input < inputs.size(); ++input)
        entries.push_back(math.materialize(
            input < B[row].size() ? math.mul(B[row][input], scale) : Value()));
    }
    YieldOp::create(builder, edge.loc, entries);
    const std::vector<std::string> names = inputNames();
    propagator.setInputsAttr(
        builder.getStrArrayAttr(SmallVector<StringRef>(names.begin(), names.end())));
    propagator.setCols(states.size() + inputs.size());
    eraseUnused(propagator.getMatrix().front());

    Value applies = atLeast(edge, left, ticks);
    advance(propagator, applies);
    left = edge.math.select(
        applies, edge.math.sub(left, edge.math.constant(ticks)), left);
  }
  return success();
}

} // namespace

LogicalResult neuro::nir::flowLazily(EdgeBuilder &edge) {
  Dynamics dynamics(edge.model);
  SmallVector<unsigned> flowing;
  for (auto [n, equation] : llvm::enumerate(dynamics.equations))
    if (equation.ddt)
      flowing.push_back(n);
  for (ArrayRef<unsigned> block : dynamics.weakComponents(flowing)) {
    if (!ClosedFlow(edge, dynamics).run(block) &&
        failed(CoupledFlow(edge, dynamics, block).run()))
      return failure();
  }
  return success();
}

void neuro::nir::clipToBounds(EdgeBuilder &edge, Value when) {
  for (BoundOp bound : edge.model.getItems<BoundOp>()) {
    StringAttr name = bound.getStateAttr().getAttr();
    Value low = edge.math.materialize(edge.evaluate(bound.getRange(), 0));
    Value high = edge.math.materialize(edge.evaluate(bound.getRange(), 1));
    Value now = edge.state(name);
    Location loc = bound.getLoc();
    // One instruction each; that of IEEE's maximum takes five for NaN and signs of 0.
    auto unless = [&](arith::CmpFPredicate beyond, Value x, Value limit) -> Value {
      Value is = arith::CmpFOp::create(edge.builder, loc, beyond, x, limit);
      return arith::SelectOp::create(edge.builder, loc, is, limit, x);
    };
    Value raised = unless(arith::CmpFPredicate::OLT, edge.math.materialize(now), low);
    Value clipped = unless(arith::CmpFPredicate::OGT, raised, high);
    edge.setState(name, when ? edge.math.select(when, clipped, now) : clipped);
  }
}
