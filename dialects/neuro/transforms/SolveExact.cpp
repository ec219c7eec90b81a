//===- SolveExact.cpp - Propagators of linear blocks ------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Linear blocks: x' = A x + B u with A and B over parameters and u constant over
// the tick becomes x+ = P x + Q u, [P Q] being the upper rows of
// exp([A B; 0 0] dt), which the runtime evaluates when parameters are bound
// (Rotter & Diesmann, Biol. Cybern. 81, 1999). No closed form appears here, so
// equal time constants and other defective matrices are ordinary.
//
//===----------------------------------------------------------------------===//

#include "dialects/neuro/transforms/LinearSystem.h"
#include "dialects/neuro/transforms/Solve.h"

using namespace mlir;

namespace neuro::nir {

namespace {

/// One weakly connected block of linear states and its propagator.
class LinearBlock : LinearSystem {
public:
  LinearBlock(TickBuilder &tick, States states)
      : tick(tick), states(states) {
    for (auto [n, state] : llvm::enumerate(states))
      position[state] = n;
  }

  LogicalResult build();

private:
  PropagatorOp makePropagator(bool whileHeld);
  LogicalResult decompose(PropagatorOp propagator, bool whileHeld);
  Value drive(unsigned state);
  void drawNormals();
  Value advance(PropagatorOp propagator, unsigned row);
  bool movesWithHeld() const;

  TickBuilder &tick;
  States states;
  llvm::DenseMap<unsigned, unsigned> position; ///< state -> row
  std::vector<std::vector<Value>> G; ///< coefficients of the rows' own noises
  unsigned noises = 0;               ///< of all rows
  /// Per row: the standard normal number it adds, null for rows without noise.
  std::vector<Value> normals;
};

/// The state-free part of a derivative whose inputs do not enter linearly, as a
/// value of the update.
Value LinearBlock::drive(unsigned state) {
  AffineInterpreter interpreter = tick.interpreter();
  const Equation &equation = tick.dynamics.equations[state];
  for (unsigned read : equation.reads) {
    StringAttr name = tick.dynamics.equations[read].name;
    interpreter.bind(name,
                     AffineForm::variable(tick.builder, tick.loc, name));
  }
  Block &body = equation.ddt.getValue().front();
  interpreter.run(body);
  return interpreter.yielded(body).constant;
}

LogicalResult LinearBlock::decompose(PropagatorOp propagator, bool whileHeld) {
  OpBuilder builder = OpBuilder::atBlockEnd(&propagator.getMatrix().front());
  clear(states.size());
  G.assign(states.size(), {});
  for (unsigned row = 0; row < states.size(); ++row) {
    unsigned state = states[row];
    if (whileHeld && tick.isHeld(state))
      continue;
    const Equation &equation = tick.dynamics.equations[state];
    LinearRow linear = linearRow(tick.dynamics, equation, builder);
    if (!linear.isLinear())
      return emitError(linear.obstacleLoc, "no exact solution for '")
             << equation.name.getValue() << "': " << linear.obstacle;
    G[row].assign(linear.noise.begin(), linear.noise.end());
    for (auto &entry : linear.form.coefficients) {
      StringAttr name = entry.first;
      Value coefficient = entry.second;
      if (tick.dynamics.hasEquation(name)) {
        auto other = position.find(tick.dynamics.index.lookup(name));
        if (other == position.end())
          return equation.ddt.emitError("no exact solution for '")
                 << equation.name.getValue() << "': it reads "
                 << name.getValue() << ", which is not solved exactly";
        A[row][other->second] = coefficient;
      } else {
        setInput(row, input(name, [&] { return tick.leaves().lookup(name); }),
                 coefficient);
      }
    }
    if (!linear.form.constant)
      continue;
    if (linear.lumped) {
      std::string name = equation.name.str() + ": " +
                         describe(linear.form.constant);
      setInput(row, input(name, [&] { return drive(state); }),
               Arithmetic(builder, equation.ddt.getLoc()).constant(1.0));
    } else {
      setInput(row, input("1", [] { return Value(); }), linear.form.constant);
    }
  }
  return success();
}

PropagatorOp LinearBlock::makePropagator(bool whileHeld) {
  OpBuilder builder(tick.update); // propagators stand before the update
  SmallVector<Attribute> names;
  std::string list;
  for (unsigned state : states) {
    StringAttr name = tick.dynamics.equations[state].name;
    names.push_back(FlatSymbolRefAttr::get(name));
    list += (list.empty() ? "" : ", ") + name.str();
  }
  auto propagator = PropagatorOp::create(
      builder, tick.loc, tick.freshSymbol("p"), builder.getArrayAttr(names),
      builder.getStrArrayAttr({}), states.size(), states.size(),
      builder.getStringAttr(whileHeld
                                ? list + ": linear, with the held states still"
                                : list + ": linear with constant coefficients"),
      IntegerAttr());
  propagator.getMatrix().emplaceBlock();
  return propagator;
}

/// Fills in the entries once all columns are known. Every noise has a column of
/// its own, those of the first row first; `noises` is their number, which a held
/// row may leave unused.
static void finish(PropagatorOp propagator, ArrayRef<std::string> inputs,
                   ArrayRef<std::vector<Value>> A,
                   ArrayRef<std::vector<Value>> B,
                   ArrayRef<std::vector<Value>> G, unsigned noises) {
  OpBuilder builder = OpBuilder::atBlockEnd(&propagator.getMatrix().front());
  Arithmetic math(builder, propagator.getLoc());
  Value zero = math.constant(0.0);
  SmallVector<Value> entries;
  unsigned first = 0; // noise of the row
  for (unsigned row = 0; row < A.size(); ++row) {
    for (Value entry : A[row])
      entries.push_back(entry ? entry : zero);
    for (unsigned input = 0; input < inputs.size(); ++input)
      entries.push_back(input < B[row].size() && B[row][input] ? B[row][input]
                                                               : zero);
    for (unsigned noise = 0; noise < noises; ++noise) {
      bool own = noise >= first && noise - first < G[row].size();
      entries.push_back(own ? G[row][noise - first] : zero);
    }
    first += G[row].size();
  }
  if (noises)
    propagator.setNoises(noises);
  YieldOp::create(builder, propagator.getLoc(), entries);
  SmallVector<StringRef> names(inputs.begin(), inputs.end());
  propagator.setInputsAttr(builder.getStrArrayAttr(names));
  propagator.setCols(A.size() + inputs.size());
  eraseUnused(propagator.getMatrix().front());
}

/// x+ of one row; the state's own term first.
Value LinearBlock::advance(PropagatorOp propagator, unsigned row) {
  OpBuilder &builder = tick.builder;
  auto coefficient = [&](unsigned column) -> Value {
    return CoefficientOp::create(builder, tick.loc, builder.getF64Type(),
                                 propagator.getSymName(), row, column);
  };
  // Nothing pulls a state that only integrates: its own entry is exactly 1.
  bool integrates = reach[row].count() == 1 && !A[row][row];
  Value sum = tick.old(states[row]);
  if (!integrates)
    sum = tick.math.mul(coefficient(row), sum);
  for (unsigned other : reach[row].set_bits())
    if (other != row)
      sum = tick.math.add(
          sum, tick.math.mul(coefficient(other), tick.old(states[other])));
  for (unsigned input : driven[row].set_bits()) {
    Value q = coefficient(states.size() + input);
    Value u = inputs[input].value;
    sum = tick.math.add(sum, u ? tick.math.mul(q, u) : q);
  }
  if (!normals[row])
    return sum;
  // L z: L's columns of rows without noise are zero.
  for (unsigned other = 0; other <= row; ++other)
    if (normals[other])
      sum = tick.math.add(sum, tick.math.mul(coefficient(states.size() + inputs.size() + other),
                                             normals[other]));
  return sum;
}

/// Noise reaches every state that depends on a noisy one.
void LinearBlock::drawNormals() {
  normals.assign(states.size(), Value());
  noises = 0;
  for (const std::vector<Value> &own : G)
    noises += own.size();
  for (unsigned row = 0; noises && row < states.size(); ++row)
    for (unsigned other : reach[row].set_bits())
      if (!G[other].empty()) {
        normals[row] = tick.random("normal", tick.builder);
        break;
      }
}

/// True if a state that flows depends on one that may be held: its propagator is
/// then another one while that state stands still.
bool LinearBlock::movesWithHeld() const {
  for (auto [row, state] : llvm::enumerate(states))
    if (!tick.isHeld(state))
      for (unsigned other : reach[row].set_bits())
        if (tick.isHeld(states[other]))
          return true;
  return false;
}

LogicalResult LinearBlock::build() {
  PropagatorOp flowing = makePropagator(false);
  if (failed(decompose(flowing, false)))
    return failure();
  findReach();
  drawNormals();
  finish(flowing, inputNames(), A, B, G, noises);
  std::vector<Value> moved;
  for (unsigned row = 0; row < states.size(); ++row)
    moved.push_back(advance(flowing, row));

  std::vector<Value> still;
  for (unsigned state : states)
    still.push_back(tick.old(state));
  if (movesWithHeld()) {
    PropagatorOp holding = makePropagator(true);
    if (failed(decompose(holding, true)))
      return failure();
    finish(holding, inputNames(), A, B, G, noises);
    std::vector<llvm::BitVector> whole = reach;
    findReach();
    for (auto [row, state] : llvm::enumerate(states)) {
      bool differs = false;
      for (unsigned other : whole[row].set_bits())
        differs |= tick.isHeld(states[other]);
      if (!tick.isHeld(state))
        still[row] = differs ? advance(holding, row) : moved[row];
    }
  } else {
    for (auto [row, state] : llvm::enumerate(states))
      if (!tick.isHeld(state))
        still[row] = moved[row];
  }
  for (auto [row, state] : llvm::enumerate(states))
    tick.flowed[state] =
        tick.held ? tick.math.select(tick.held, still[row], moved[row])
                  : moved[row];
  return success();
}

} // namespace

LogicalResult solveExact(TickBuilder &tick, States states) {
  for (ArrayRef<unsigned> block : tick.dynamics.weakComponents(states))
    if (failed(LinearBlock(tick, block).build()))
      return failure();
  return success();
}

} // namespace neuro::nir
