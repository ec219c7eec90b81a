//===- ExprEval.cpp - Evaluating expressions over blocks ------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/ExprEval.h"

#include "runtime/core/Random.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace neuro::rt {

namespace {

constexpr int maxDepth = 256;
constexpr int maxStreams = 4096;

bool isDraw(Op op) { return op >= Op::Uniform && op <= Op::Choice; }

double unary(Op op, double x) {
  switch (op) {
  case Op::Neg: return -x;
  case Op::Abs: return std::fabs(x);
  case Op::Sign: return x > 0 ? 1 : x < 0 ? -1 : x;
  case Op::Floor: return std::floor(x);
  case Op::Ceil: return std::ceil(x);
  case Op::Round: return std::round(x);
  case Op::Exp: return std::exp(x);
  case Op::Expm1: return std::expm1(x);
  case Op::Log: return std::log(x);
  case Op::Log10: return std::log10(x);
  case Op::Sqrt: return std::sqrt(x);
  case Op::Sin: return std::sin(x);
  case Op::Cos: return std::cos(x);
  case Op::Tan: return std::tan(x);
  case Op::Tanh: return std::tanh(x);
  case Op::Atan: return std::atan(x);
  case Op::Sigmoid: return 1 / (1 + std::exp(-x));
  case Op::Exprelr:
    // x/(e^x - 1): 1 at 0, and 0 (not inf/inf) at infinity.
    if (x == 0)
      return 1;
    return x > 745 ? 0 : x / std::expm1(x);
  case Op::Heaviside: return x >= 0 ? 1 : 0;
  case Op::Not: return x == 0 ? 1 : 0;
  default: return std::numeric_limits<double>::quiet_NaN();
  }
}

double binary(Op op, double x, double y) {
  switch (op) {
  case Op::Add: return x + y;
  case Op::Sub: return x - y;
  case Op::Mul: return x * y;
  case Op::Div: return x / y;
  case Op::Pow: return std::pow(x, y);
  case Op::Mod: {
    // The result has the sign of the divisor: mod(-1, 3) = 2.
    double r = std::fmod(x, y);
    return r != 0 && (r < 0) != (y < 0) ? r + y : r;
  }
  case Op::Min: return y < x || std::isnan(y) ? y : x;
  case Op::Max: return y > x || std::isnan(y) ? y : x;
  case Op::Lt: return x < y;
  case Op::Le: return x <= y;
  case Op::Gt: return x > y;
  case Op::Ge: return x >= y;
  case Op::Eq: return x == y;
  case Op::Ne: return x != y;
  case Op::And: return x != 0 && y != 0;
  case Op::Or: return x != 0 || y != 0;
  default: return std::numeric_limits<double>::quiet_NaN();
  }
}

/// The arithmetic that dominates weights and positions, as plain loops the
/// compiler vectorises; everything else goes through `binary`.
void binaryBlock(Op op, double *x, const double *y, int n, bool sameX, bool sameY) {
  auto run = [&](auto f) {
    if (sameX) {
      double c = x[0];
      for (int l = 0; l < n; ++l)
        x[l] = f(c, y[l]);
    } else if (sameY) {
      double c = y[0];
      for (int l = 0; l < n; ++l)
        x[l] = f(x[l], c);
    } else {
      for (int l = 0; l < n; ++l)
        x[l] = f(x[l], y[l]);
    }
  };
  switch (op) {
  case Op::Add: return run([](double a, double b) { return a + b; });
  case Op::Sub: return run([](double a, double b) { return a - b; });
  case Op::Mul: return run([](double a, double b) { return a * b; });
  case Op::Div: return run([](double a, double b) { return a / b; });
  default: return run([op](double a, double b) { return binary(op, a, b); });
  }
}

/// Draws for all lanes; operands[k] has a value per lane. `out` may be operands[0].
void drawBlock(const Instr &instr, const double *const *operands,
               const BlockInput &input, double *out) {
  const int n = input.count;
  const uint32_t stream =
      static_cast<uint32_t>(instr.a) << 20 | (input.redraw & 0xffu) << 12;
  static constexpr uint64_t zeros[EVAL_BLOCK] = {};
  const uint64_t *ids = input.ids ? input.ids : zeros;
  if (instr.op == Op::Gamma) {
    for (int l = 0; l < n; ++l)
      out[l] = gammaSample(input.seed, ids[l], input.object, stream, operands[0][l],
                           operands[1][l]);
    return;
  }
  uint64_t bits[EVAL_BLOCK];
  philoxLanes(input.seed, ids, input.object, stream, bits, n);
  const double *first = operands[0], *second = operands[1];
  switch (instr.op) {
  case Op::Uniform:
    for (int l = 0; l < n; ++l)
      out[l] = first[l] + (second[l] - first[l]) * toUnit(bits[l]);
    return;
  case Op::Normal: {
    double z[EVAL_BLOCK];
    normalSamples(bits, z, n);
    for (int l = 0; l < n; ++l)
      out[l] = first[l] + second[l] * z[l];
    return;
  }
  case Op::LogNormal:
    for (int l = 0; l < n; ++l)
      out[l] = logNormalSample(bits[l], first[l], second[l]);
    return;
  case Op::Exponential:
    for (int l = 0; l < n; ++l)
      out[l] = exponentialSample(bits[l], first[l]);
    return;
  default: { // Choice: lane l of out is written after all its operands were read
    for (int l = 0; l < n; ++l)
      out[l] = operands[toBelow(bits[l], static_cast<uint64_t>(instr.b))][l];
    return;
  }
  }
}

} // namespace

bool BlockReader::absent(double *out, int n) {
  std::fill(out, out + n, std::numeric_limits<double>::quiet_NaN());
  return true;
}

Result<ExprTraits> checkExpr(const Expr &expr, const ExprLimits &limits) {
  ExprTraits traits;
  int depth = 0;
  auto leaf = [&](const char *what, int index, int count) -> std::optional<Error> {
    if (index >= 0 && index < count)
      return std::nullopt;
    return Error{std::string("expression reads ") + what + " " +
                     std::to_string(index) + " of " + std::to_string(count),
                 ""};
  };
  for (const Instr &instr : expr.code) {
    std::optional<Error> bad;
    switch (instr.op) {
    case Op::Parameter: bad = leaf("parameter", instr.a, limits.parameters); break;
    case Op::Field:
      bad = leaf("field", instr.a, limits.fields);
      traits.usesField = true;
      break;
    case Op::SourceField:
      bad = leaf("source field", instr.a, limits.sourceFields);
      traits.usesSource = true;
      break;
    case Op::TargetField:
      bad = leaf("target field", instr.a, limits.targetFields);
      traits.usesTarget = true;
      break;
    case Op::Variable:
      bad = leaf("variable", instr.a, limits.variables);
      traits.usesExperiment = true;
      break;
    case Op::Measure:
      bad = leaf("measure", instr.a, limits.measures);
      traits.usesExperiment = true;
      break;
    case Op::IndexI: traits.usesI = true; break;
    case Op::IndexJ: traits.usesJ = true; break;
    case Op::Distance: traits.usesPosition = true; break;
    case Op::Coordinate:
      bad = leaf("axis", instr.a, 3);
      traits.usesPosition = true;
      break;
    case Op::Column:
      bad = leaf("column", instr.a, 2);
      traits.usesColumn = true;
      break;
    case Op::FanIn: traits.usesFanIn = true; break;
    case Op::Dt: traits.usesDt = true; break;
    case Op::Time: traits.usesTime = true; break;
    default: break;
    }
    if (bad)
      return *bad;
    if (isDraw(instr.op)) {
      traits.draws = true;
      if (instr.a < 0 || instr.a >= maxStreams)
        return Error{"expression draws from stream " + std::to_string(instr.a) +
                         "; at most " + std::to_string(maxStreams) + " are possible",
                     ""};
    }
    int operands = operandCount(instr);
    if (operands < 0 || operands > depth || (instr.op == Op::Choice && operands < 1))
      return Error{"expression is malformed: an operation lacks operands", ""};
    depth += 1 - operands;
    traits.depth = std::max(traits.depth, depth);
    if (depth > maxDepth)
      return Error{"expression needs more than " + std::to_string(maxDepth) +
                       " intermediate values",
                   ""};
  }
  if (!expr.empty() && depth != 1)
    return Error{"expression is malformed: it leaves " + std::to_string(depth) +
                     " values",
                 ""};
  return traits;
}

bool drawsAny(const Expr &expr) {
  return std::any_of(expr.code.begin(), expr.code.end(),
                     [](const Instr &instr) { return isDraw(instr.op); });
}

bool readsParameter(const Expr &expr, int parameter) {
  return std::any_of(expr.code.begin(), expr.code.end(), [&](const Instr &i) {
    return i.op == Op::Parameter && i.a == parameter;
  });
}

bool Evaluator::evaluate(const Expr &expr, const ExprTraits &traits,
                         const BlockInput &input, double *out) {
  const int n = input.count;
  stack.resize(static_cast<size_t>(std::max(traits.depth, 1)) * EVAL_BLOCK);
  same.assign(static_cast<size_t>(std::max(traits.depth, 1)), 1);
  int top = 0; // number of values on the stack
  auto slot = [&](int index) { return stack.data() + index * EVAL_BLOCK; };
  auto push = [&](double value) {
    slot(top)[0] = value;
    same[top++] = 1;
  };
  auto widen = [&](int index) {
    if (same[index]) {
      std::fill(slot(index) + 1, slot(index) + n, slot(index)[0]);
      same[index] = 0;
    }
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const Instr &instr : expr.code) {
    switch (instr.op) {
    case Op::Const: push(instr.imm); continue;
    case Op::Parameter: push(input.parameters[instr.a]); continue;
    case Op::Variable: push(input.variables[instr.a]); continue;
    case Op::Measure: push(input.measures[instr.a]); continue;
    case Op::Dt: push(input.dt); continue;
    case Op::Time: push(input.time); continue;
    case Op::FanIn: push(input.fanIn); continue;
    case Op::Distance: case Op::Coordinate: case Op::Column: case Op::Field:
    case Op::SourceField: case Op::TargetField: case Op::IndexI: case Op::IndexJ: {
      if (!input.reader) {
        push(nan);
        continue;
      }
      double *values = slot(top);
      bool equal = instr.op == Op::Field ? input.reader->field(instr.a, values, n)
                   : instr.op == Op::SourceField
                       ? input.reader->sourceField(instr.a, values, n)
                   : instr.op == Op::TargetField
                       ? input.reader->targetField(instr.a, values, n)
                   : instr.op == Op::IndexI   ? input.reader->indexI(values, n)
                   : instr.op == Op::Distance ? input.reader->distance(values, n)
                   : instr.op == Op::Coordinate
                       ? input.reader->coordinate(instr.a, instr.b != 0, values, n)
                   : instr.op == Op::Column
                       ? input.reader->column(instr.a, values, n)
                       : input.reader->indexJ(values, n);
      same[top++] = equal;
      continue;
    }
    default: break;
    }
    const int operands = operandCount(instr);
    const int base = top - operands;
    double *first = slot(base);
    if (isDraw(instr.op)) {
      const double *values[maxDepth];
      for (int k = 0; k < operands; ++k) {
        widen(base + k);
        values[k] = slot(base + k);
      }
      drawBlock(instr, values, input, first);
      same[base] = 0;
    } else if (operands == 1) {
      const int lanes = same[base] ? 1 : n;
      for (int l = 0; l < lanes; ++l)
        first[l] = unary(instr.op, first[l]);
    } else if (operands == 2) {
      const double *second = slot(base + 1);
      if (same[base] && same[base + 1]) {
        first[0] = binary(instr.op, first[0], second[0]);
      } else {
        binaryBlock(instr.op, first, second, n, same[base], same[base + 1]);
        same[base] = 0;
      }
    } else { // Select: condition, then, else
      const double *yes = slot(base + 1), *no = slot(base + 2);
      if (same[base] && same[base + 1] && same[base + 2]) {
        first[0] = first[0] != 0 ? yes[0] : no[0];
      } else {
        for (int k = 0; k < 3; ++k)
          widen(base + k);
        for (int l = 0; l < n; ++l)
          first[l] = first[l] != 0 ? yes[l] : no[l];
      }
    }
    top = base + 1;
  }
  if (same[0]) {
    std::fill(out, out + n, stack[0]);
    return true;
  }
  std::copy(stack.data(), stack.data() + n, out);
  return false;
}

ExprLimits limitsOf(const Scope &scope) {
  ExprLimits limits;
  limits.parameters = static_cast<int>(scope.parameters.size());
  limits.variables = static_cast<int>(scope.variables.size());
  limits.measures = static_cast<int>(scope.measures.size());
  return limits;
}

BlockInput inputOf(const Scope &scope, uint32_t object) {
  BlockInput input;
  input.parameters = scope.parameters.data();
  input.variables = scope.variables.data();
  input.measures = scope.measures.data();
  input.dt = scope.dt;
  input.time = scope.time;
  input.seed = scope.seed;
  input.object = object;
  return input;
}

Result<double> evaluateScalar(const Expr &expr, const Scope &scope) {
  if (expr.empty())
    return Error{"there is no expression to evaluate", ""};
  Result<ExprTraits> traits = checkExpr(expr, limitsOf(scope));
  if (!traits)
    return traits.error();
  if (traits->usesI || traits->usesJ || traits->usesPosition || traits->usesColumn)
    return Error{"a single value cannot depend on an element", ""};
  BlockInput input = inputOf(scope, randomObject(Purpose::Assign, 0xffffff));
  uint64_t id = scope.occasion;
  input.ids = &id;
  input.count = 1;
  double value = 0;
  Evaluator().evaluate(expr, *traits, input, &value);
  return value;
}

} // namespace neuro::rt
