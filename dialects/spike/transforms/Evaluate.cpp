//===- Evaluate.cpp - What is known about an expression's value -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "dialects/spike/transforms/Evaluate.h"
#include "dialects/spike/ir/Spike.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/ADT/TypeSwitch.h"

#include <algorithm>
#include <cmath>

using namespace neuro::spike;
namespace arith = mlir::arith;
namespace math = mlir::math;

namespace {

using Known = std::optional<Interval>;

/// Bounds must be numbers that arithmetic on them keeps: a NaN or an infinity
/// says nothing about the value.
Known finite(double low, double high) {
  if (!std::isfinite(low) || !std::isfinite(high))
    return std::nullopt;
  return Interval{low, high};
}

Known ofCorners(double a, double b, double c, double d) {
  auto [low, high] = std::minmax({a, b, c, d});
  return std::isnan(a + b + c + d) ? Known() : finite(low, high);
}

Known compare(arith::CmpFPredicate predicate, Interval a, Interval b) {
  if (!a.isPoint() || !b.isPoint())
    return std::nullopt;
  switch (predicate) {
  case arith::CmpFPredicate::OLT:
  case arith::CmpFPredicate::ULT:
    return Interval::point(a.low < b.low);
  case arith::CmpFPredicate::OLE:
  case arith::CmpFPredicate::ULE:
    return Interval::point(a.low <= b.low);
  case arith::CmpFPredicate::OGT:
  case arith::CmpFPredicate::UGT:
    return Interval::point(a.low > b.low);
  case arith::CmpFPredicate::OGE:
  case arith::CmpFPredicate::UGE:
    return Interval::point(a.low >= b.low);
  case arith::CmpFPredicate::OEQ:
  case arith::CmpFPredicate::UEQ:
    return Interval::point(a.low == b.low);
  case arith::CmpFPredicate::ONE:
  case arith::CmpFPredicate::UNE:
    return Interval::point(a.low != b.low);
  default:
    return std::nullopt;
  }
}

/// A function of one known argument, or nullptr.
double (*functionOf(mlir::Operation *op))(double) {
  return llvm::TypeSwitch<mlir::Operation *, double (*)(double)>(op)
      .Case([](math::ExpOp) { return static_cast<double (*)(double)>(std::exp); })
      .Case([](math::ExpM1Op) { return static_cast<double (*)(double)>(std::expm1); })
      .Case([](math::LogOp) { return static_cast<double (*)(double)>(std::log); })
      .Case([](math::Log10Op) { return static_cast<double (*)(double)>(std::log10); })
      .Case([](math::SqrtOp) { return static_cast<double (*)(double)>(std::sqrt); })
      .Case([](math::SinOp) { return static_cast<double (*)(double)>(std::sin); })
      .Case([](math::CosOp) { return static_cast<double (*)(double)>(std::cos); })
      .Case([](math::TanOp) { return static_cast<double (*)(double)>(std::tan); })
      .Case([](math::TanhOp) { return static_cast<double (*)(double)>(std::tanh); })
      .Case([](math::AtanOp) { return static_cast<double (*)(double)>(std::atan); })
      .Case([](math::AbsFOp) { return static_cast<double (*)(double)>(std::fabs); })
      .Case([](math::FloorOp) { return static_cast<double (*)(double)>(std::floor); })
      .Case([](math::CeilOp) { return static_cast<double (*)(double)>(std::ceil); })
      .Case([](math::RoundOp) { return static_cast<double (*)(double)>(std::round); })
      .Case([](ExprelrOp) {
        return static_cast<double (*)(double)>(
            [](double x) { return x == 0 ? 1.0 : x / std::expm1(x); });
      })
      .Default([](mlir::Operation *) { return nullptr; });
}

class Evaluator {
public:
  explicit Evaluator(LeafValue leaf) : leaf(leaf) {}

  Known value(mlir::Value v) const { return values.lookup(v); }
  KnownValues all() && { return std::move(values); }

  void visit(mlir::Operation &op) {
    if (op.getNumResults() != 1 || op.getNumRegions() != 0)
      return;
    values[op.getResult(0)] = result(&op);
  }

private:
  Known result(mlir::Operation *op) {
    if (auto constant = llvm::dyn_cast<arith::ConstantOp>(op)) {
      if (auto real = llvm::dyn_cast<mlir::FloatAttr>(constant.getValue()))
        return finite(real.getValueAsDouble(), real.getValueAsDouble());
      if (auto integer = llvm::dyn_cast<mlir::IntegerAttr>(constant.getValue()))
        if (integer.getType().isInteger(1) || integer.getType().isInteger(64))
          return Interval::point(integer.getType().isInteger(1)
                                     ? integer.getValue().getBoolValue()
                                     : static_cast<double>(integer.getInt()));
      return std::nullopt;
    }
    if (auto draw = llvm::dyn_cast<DrawOp>(op))
      return drawn(draw);
    if (op->getNumOperands() == 0)
      return leaf(op);
    if (auto select = llvm::dyn_cast<arith::SelectOp>(op))
      return selected(select);
    llvm::SmallVector<Interval> args;
    for (mlir::Value operand : op->getOperands()) {
      Known known = value(operand);
      if (!known)
        return std::nullopt;
      args.push_back(*known);
    }
    return args.size() == 1 ? unary(op, args[0])
           : args.size() == 2 ? binary(op, args[0], args[1])
                              : std::nullopt;
  }

  Known drawn(DrawOp draw) {
    llvm::SmallVector<Known> args;
    for (mlir::Value operand : draw.getArguments())
      args.push_back(value(operand));
    if (llvm::any_of(args, [](Known &arg) { return !arg; }))
      return std::nullopt;
    if (draw.getDistribution() != "uniform" && draw.getDistribution() != "choice")
      return std::nullopt;
    Interval hull = *args[0];
    for (Known &arg : args)
      hull = {std::min(hull.low, arg->low), std::max(hull.high, arg->high)};
    return hull;
  }

  Known selected(arith::SelectOp select) {
    Known condition = value(select.getCondition());
    Known yes = value(select.getTrueValue()), no = value(select.getFalseValue());
    if (condition && condition->isPoint())
      return condition->low != 0 ? yes : no;
    if (!yes || !no)
      return std::nullopt;
    return Interval{std::min(yes->low, no->low), std::max(yes->high, no->high)};
  }

  static Known unary(mlir::Operation *op, Interval a) {
    if (llvm::isa<arith::NegFOp>(op))
      return Interval{-a.high, -a.low};
    if (llvm::isa<arith::SIToFPOp, arith::ExtFOp>(op))
      return a;
    if (llvm::isa<math::RoundOp, math::FloorOp, math::CeilOp>(op)) { // monotonic
      auto function = functionOf(op);
      return finite(function(a.low), function(a.high));
    }
    if (!a.isPoint())
      return std::nullopt;
    if (llvm::isa<arith::FPToSIOp>(op))
      return finite(std::trunc(a.low), std::trunc(a.low));
    if (auto function = functionOf(op))
      return finite(function(a.low), function(a.low));
    return std::nullopt;
  }

  static Known binary(mlir::Operation *op, Interval a, Interval b) {
    if (llvm::isa<arith::AddFOp, arith::AddIOp>(op))
      return finite(a.low + b.low, a.high + b.high);
    if (llvm::isa<arith::SubFOp, arith::SubIOp>(op))
      return finite(a.low - b.high, a.high - b.low);
    if (llvm::isa<arith::MulFOp, arith::MulIOp>(op))
      return ofCorners(a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high);
    if (llvm::isa<arith::DivFOp>(op)) {
      if (b.low <= 0 && b.high >= 0)
        return std::nullopt;
      return ofCorners(a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high);
    }
    if (llvm::isa<arith::MinimumFOp, arith::MinNumFOp>(op))
      return Interval{std::min(a.low, b.low), std::min(a.high, b.high)};
    if (llvm::isa<arith::MaximumFOp, arith::MaxNumFOp>(op))
      return Interval{std::max(a.low, b.low), std::max(a.high, b.high)};
    if (auto cmp = llvm::dyn_cast<arith::CmpFOp>(op))
      return compare(cmp.getPredicate(), a, b);
    if (!a.isPoint() || !b.isPoint())
      return std::nullopt;
    if (llvm::isa<math::PowFOp>(op))
      return finite(std::pow(a.low, b.low), std::pow(a.low, b.low));
    if (op->getResult(0).getType().isInteger(1)) {
      bool x = a.low != 0, y = b.low != 0;
      if (llvm::isa<arith::AndIOp>(op))
        return Interval::point(x && y);
      if (llvm::isa<arith::OrIOp>(op))
        return Interval::point(x || y);
      if (llvm::isa<arith::XOrIOp>(op))
        return Interval::point(x != y);
    }
    return std::nullopt;
  }

  LeafValue leaf;
  llvm::DenseMap<mlir::Value, Known> values;
};

} // namespace

std::vector<Known> neuro::spike::evaluate(mlir::Region &region, LeafValue leaf) {
  std::vector<Known> results;
  if (region.empty() || region.front().empty())
    return results;
  Evaluator evaluator(leaf);
  for (mlir::Operation &op : region.front())
    evaluator.visit(op);
  if (auto yield = llvm::dyn_cast<YieldOp>(region.front().back()))
    for (mlir::Value v : yield.getOperands())
      results.push_back(evaluator.value(v));
  return results;
}

KnownValues neuro::spike::evaluateAll(mlir::Block &body, LeafValue leaf) {
  Evaluator evaluator(leaf);
  for (mlir::Operation &op : body)
    evaluator.visit(op);
  return std::move(evaluator).all();
}
