//===- Expr.h - Expressions the runtime evaluates ---------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Text decides structure, instantiation decides numbers: sizes, parameters,
// initial values, derived constants, weights and delays are small f64 programs
// in postfix form, evaluated over blocks of elements or edges so that the cost
// of interpretation is shared. Kernels are never expressed this way.
// All values are in coherent units (dialects/units). Booleans are 0 and 1.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_ABI_EXPR_H
#define NEURO_RUNTIME_ABI_EXPR_H

#include <cstdint>
#include <vector>

namespace neuro::rt {

enum class Op : uint8_t {
  // Leaves.
  Const,      ///< push imm
  Parameter,  ///< push network parameter a
  Field,      ///< push field a of the element's class (parameter, derived, initial state)
  SourceField,///< push field a of the edge's source element
  TargetField,///< push field a of the edge's target element
  IndexI,     ///< element index; in an edge the source's index in the projection's source view
  IndexJ,     ///< the target's index in the projection's target view
  Distance,   ///< between source and target, coherent length
  Coordinate, ///< element position, axis a (0..2); in an edge b = 0: its source's, 1: its target's
  Column,     ///< the edge's number in the file of its `file` rule: a = 0 weight, 1 delay
  FanIn,      ///< expected number of edges of the projection per target
  Dt,
  Time,       ///< ms since the start of the simulation
  Variable,   ///< experiment variable a (let, loop variable)
  Measure,    ///< value of measure a (ExperimentPlan::measures)
  // Arithmetic: pop two (or one), push one.
  Add, Sub, Mul, Div, Pow, Mod, Min, Max, Neg, Abs, Sign, Floor, Ceil, Round,
  Exp, Expm1, Log, Log10, Sqrt, Sin, Cos, Tan, Tanh, Atan, Sigmoid, Exprelr,
  Heaviside,
  Lt, Le, Gt, Ge, Eq, Ne, And, Or, Not,
  Select, ///< pop else, then, condition
  // Draws: pop the distribution's parameters, push one sample. Each Draw of a
  // program has its own stream number in `a`; the sample depends on (seed,
  // object, element or edge, a) and on nothing else.
  Uniform,     ///< low, high
  Normal,      ///< mean, sd
  LogNormal,   ///< mean and sd of the variable itself, not of its logarithm
  Exponential, ///< mean
  Gamma,       ///< shape, scale
  Choice,      ///< pop n = b values, push one with equal probability
};

struct Instr {
  Op op;
  int32_t a = 0;
  int32_t b = 0;
  double imm = 0;
};

/// How many values an operation takes off the stack; -1 if there is no such operation.
inline int operandCount(const Instr &instr) {
  switch (instr.op) {
  case Op::Const: case Op::Parameter: case Op::Field: case Op::SourceField:
  case Op::TargetField: case Op::IndexI: case Op::IndexJ: case Op::Distance:
  case Op::Coordinate: case Op::Column: case Op::FanIn: case Op::Dt: case Op::Time: case Op::Variable:
  case Op::Measure:
    return 0;
  case Op::Neg: case Op::Abs: case Op::Sign: case Op::Floor: case Op::Ceil:
  case Op::Round: case Op::Exp: case Op::Expm1: case Op::Log: case Op::Log10:
  case Op::Sqrt: case Op::Sin: case Op::Cos: case Op::Tan: case Op::Tanh:
  case Op::Atan: case Op::Sigmoid: case Op::Exprelr: case Op::Heaviside:
  case Op::Not: case Op::Exponential:
    return 1;
  case Op::Add: case Op::Sub: case Op::Mul: case Op::Div: case Op::Pow:
  case Op::Mod: case Op::Min: case Op::Max: case Op::Lt: case Op::Le:
  case Op::Gt: case Op::Ge: case Op::Eq: case Op::Ne: case Op::And: case Op::Or:
  case Op::Uniform: case Op::Normal: case Op::LogNormal: case Op::Gamma:
    return 2;
  case Op::Select:
    return 3;
  case Op::Choice:
    return instr.b;
  }
  return -1;
}

/// Result: what is left on the stack. Empty means "absent".
struct Expr {
  std::vector<Instr> code;
  bool empty() const { return code.empty(); }
  static Expr constant(double v) { return {{{Op::Const, 0, 0, v}}}; }
};

} // namespace neuro::rt

#endif // NEURO_RUNTIME_ABI_EXPR_H
