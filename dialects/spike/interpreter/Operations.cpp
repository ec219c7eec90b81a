//===- Operations.cpp - What an operation computes ------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/spike/interpreter/Operations.h"
#include "dialects/spike/ir/Spike.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/ADT/TypeSwitch.h"

#include <cmath>

using namespace mlir;

namespace neuro::spike {

namespace {

Number real(double value) { return Number::real(value); }
Number whole(int64_t value) { return Number::integer(value); }
/// An i32 is kept sign-extended, the unsigned i8 and i16 of counters are not.
Number narrow(int64_t value) { return whole(static_cast<int32_t>(value)); }

/// IEEE 754-2019 maximum and minimum: NaN wins, +0 is above -0.
double maximum(double a, double b) {
  if (std::isnan(a) || std::isnan(b))
    return std::nan("");
  return a > b || (a == b && std::signbit(b)) ? a : b;
}
double minimum(double a, double b) { return -maximum(-a, -b); }

/// x / (e^x - 1), 1 at 0.
double exprelr(double x) { return x == 0 ? 1 : x / std::expm1(x); }

Function compare(arith::CmpFPredicate predicate) {
  using P = arith::CmpFPredicate;
  switch (predicate) {
  case P::AlwaysFalse: return [](const Number *) { return whole(0); };
  case P::OEQ: return [](const Number *x) { return whole(x[0].f == x[1].f); };
  case P::OGT: return [](const Number *x) { return whole(x[0].f > x[1].f); };
  case P::OGE: return [](const Number *x) { return whole(x[0].f >= x[1].f); };
  case P::OLT: return [](const Number *x) { return whole(x[0].f < x[1].f); };
  case P::OLE: return [](const Number *x) { return whole(x[0].f <= x[1].f); };
  case P::ONE: return [](const Number *x) { return whole(x[0].f < x[1].f || x[0].f > x[1].f); };
  case P::ORD:
    return [](const Number *x) { return whole(!std::isnan(x[0].f) && !std::isnan(x[1].f)); };
  case P::UEQ:
    return [](const Number *x) { return whole(!(x[0].f < x[1].f || x[0].f > x[1].f)); };
  case P::UGT: return [](const Number *x) { return whole(!(x[0].f <= x[1].f)); };
  case P::UGE: return [](const Number *x) { return whole(!(x[0].f < x[1].f)); };
  case P::ULT: return [](const Number *x) { return whole(!(x[0].f >= x[1].f)); };
  case P::ULE: return [](const Number *x) { return whole(!(x[0].f > x[1].f)); };
  case P::UNE: return [](const Number *x) { return whole(x[0].f != x[1].f); };
  case P::UNO:
    return [](const Number *x) { return whole(std::isnan(x[0].f) || std::isnan(x[1].f)); };
  case P::AlwaysTrue: return [](const Number *) { return whole(1); };
  }
  return nullptr;
}

Function compare(arith::CmpIPredicate predicate) {
  using P = arith::CmpIPredicate;
  switch (predicate) {
  case P::eq: return [](const Number *x) { return whole(x[0].i == x[1].i); };
  case P::ne: return [](const Number *x) { return whole(x[0].i != x[1].i); };
  case P::slt: return [](const Number *x) { return whole(x[0].i < x[1].i); };
  case P::sle: return [](const Number *x) { return whole(x[0].i <= x[1].i); };
  case P::sgt: return [](const Number *x) { return whole(x[0].i > x[1].i); };
  case P::sge: return [](const Number *x) { return whole(x[0].i >= x[1].i); };
  case P::ult: return [](const Number *x) { return whole(uint64_t(x[0].i) < uint64_t(x[1].i)); };
  case P::ule: return [](const Number *x) { return whole(uint64_t(x[0].i) <= uint64_t(x[1].i)); };
  case P::ugt: return [](const Number *x) { return whole(uint64_t(x[0].i) > uint64_t(x[1].i)); };
  case P::uge: return [](const Number *x) { return whole(uint64_t(x[0].i) >= uint64_t(x[1].i)); };
  }
  return nullptr;
}

bool isSigned(arith::CmpIPredicate predicate) {
  using P = arith::CmpIPredicate;
  return predicate == P::slt || predicate == P::sle || predicate == P::sgt || predicate == P::sge;
}

Function realFunction(Operation *op) {
  return TypeSwitch<Operation *, Function>(op)
      .Case([](arith::AddFOp) -> Function { return [](const Number *x) { return real(x[0].f + x[1].f); }; })
      .Case([](arith::SubFOp) -> Function { return [](const Number *x) { return real(x[0].f - x[1].f); }; })
      .Case([](arith::MulFOp) -> Function { return [](const Number *x) { return real(x[0].f * x[1].f); }; })
      .Case([](arith::DivFOp) -> Function { return [](const Number *x) { return real(x[0].f / x[1].f); }; })
      .Case([](arith::RemFOp) -> Function { return [](const Number *x) { return real(std::fmod(x[0].f, x[1].f)); }; })
      .Case([](arith::NegFOp) -> Function { return [](const Number *x) { return real(-x[0].f); }; })
      .Case([](arith::MaximumFOp) -> Function { return [](const Number *x) { return real(maximum(x[0].f, x[1].f)); }; })
      .Case([](arith::MinimumFOp) -> Function { return [](const Number *x) { return real(minimum(x[0].f, x[1].f)); }; })
      .Case([](arith::MaxNumFOp) -> Function { return [](const Number *x) { return real(std::fmax(x[0].f, x[1].f)); }; })
      .Case([](arith::MinNumFOp) -> Function { return [](const Number *x) { return real(std::fmin(x[0].f, x[1].f)); }; })
      .Case([](math::AbsFOp) -> Function { return [](const Number *x) { return real(std::fabs(x[0].f)); }; })
      .Case([](math::CeilOp) -> Function { return [](const Number *x) { return real(std::ceil(x[0].f)); }; })
      .Case([](math::FloorOp) -> Function { return [](const Number *x) { return real(std::floor(x[0].f)); }; })
      .Case([](math::TruncOp) -> Function { return [](const Number *x) { return real(std::trunc(x[0].f)); }; })
      .Case([](math::RoundOp) -> Function { return [](const Number *x) { return real(std::round(x[0].f)); }; })
      .Case([](math::RoundEvenOp) -> Function { return [](const Number *x) { return real(std::nearbyint(x[0].f)); }; })
      .Case([](math::CopySignOp) -> Function { return [](const Number *x) { return real(std::copysign(x[0].f, x[1].f)); }; })
      .Case([](math::FmaOp) -> Function { return [](const Number *x) { return real(std::fma(x[0].f, x[1].f, x[2].f)); }; })
      .Case([](math::SqrtOp) -> Function { return [](const Number *x) { return real(std::sqrt(x[0].f)); }; })
      .Case([](math::ExpOp) -> Function { return [](const Number *x) { return real(std::exp(x[0].f)); }; })
      .Case([](math::ExpM1Op) -> Function { return [](const Number *x) { return real(std::expm1(x[0].f)); }; })
      .Case([](math::LogOp) -> Function { return [](const Number *x) { return real(std::log(x[0].f)); }; })
      .Case([](math::Log10Op) -> Function { return [](const Number *x) { return real(std::log10(x[0].f)); }; })
      .Case([](math::SinOp) -> Function { return [](const Number *x) { return real(std::sin(x[0].f)); }; })
      .Case([](math::CosOp) -> Function { return [](const Number *x) { return real(std::cos(x[0].f)); }; })
      .Case([](math::TanOp) -> Function { return [](const Number *x) { return real(std::tan(x[0].f)); }; })
      .Case([](math::TanhOp) -> Function { return [](const Number *x) { return real(std::tanh(x[0].f)); }; })
      .Case([](math::AtanOp) -> Function { return [](const Number *x) { return real(std::atan(x[0].f)); }; })
      .Case([](math::PowFOp) -> Function { return [](const Number *x) { return real(std::pow(x[0].f, x[1].f)); }; })
      .Case([](ExprelrOp) -> Function { return [](const Number *x) { return real(exprelr(x[0].f)); }; })
      .Default([](Operation *) -> Function { return nullptr; });
}

/// On i1, i8, i16, i32 and i64; results are brought back to their width.
Function integerFunction(Operation *op, unsigned width) {
  Function exact = TypeSwitch<Operation *, Function>(op)
      .Case([](arith::AndIOp) -> Function { return [](const Number *x) { return whole(x[0].i & x[1].i); }; })
      .Case([](arith::OrIOp) -> Function { return [](const Number *x) { return whole(x[0].i | x[1].i); }; })
      .Case([](arith::XOrIOp) -> Function { return [](const Number *x) { return whole(x[0].i ^ x[1].i); }; })
      .Case([](arith::MaxSIOp) -> Function { return [](const Number *x) { return whole(std::max(x[0].i, x[1].i)); }; })
      .Case([](arith::MinSIOp) -> Function { return [](const Number *x) { return whole(std::min(x[0].i, x[1].i)); }; })
      .Default([](Operation *) -> Function { return nullptr; });
  if (exact)
    return exact;
  if (width == 8 && isa<arith::SubIOp>(op))
    return [](const Number *x) { return whole(static_cast<uint8_t>(x[0].i - x[1].i)); };
  if (width == 16 && isa<arith::SubIOp>(op))
    return [](const Number *x) { return whole(static_cast<uint16_t>(x[0].i - x[1].i)); };
  if (width == 32)
    return TypeSwitch<Operation *, Function>(op)
        .Case([](arith::AddIOp) -> Function { return [](const Number *x) { return narrow(x[0].i + x[1].i); }; })
        .Case([](arith::SubIOp) -> Function { return [](const Number *x) { return narrow(x[0].i - x[1].i); }; })
        .Case([](arith::MulIOp) -> Function { return [](const Number *x) { return narrow(x[0].i * x[1].i); }; })
        .Default([](Operation *) -> Function { return nullptr; });
  if (width == 64)
    return TypeSwitch<Operation *, Function>(op)
        .Case([](arith::AddIOp) -> Function { return [](const Number *x) { return whole(int64_t(uint64_t(x[0].i) + uint64_t(x[1].i))); }; })
        .Case([](arith::SubIOp) -> Function { return [](const Number *x) { return whole(int64_t(uint64_t(x[0].i) - uint64_t(x[1].i))); }; })
        .Case([](arith::MulIOp) -> Function { return [](const Number *x) { return whole(int64_t(uint64_t(x[0].i) * uint64_t(x[1].i))); }; })
        .Case([](arith::ShLIOp) -> Function { return [](const Number *x) { return whole(int64_t(uint64_t(x[0].i) << x[1].i)); }; })
        .Case([](arith::ShRUIOp) -> Function { return [](const Number *x) { return whole(int64_t(uint64_t(x[0].i) >> x[1].i)); }; })
        .Case([](arith::ShRSIOp) -> Function { return [](const Number *x) { return whole(x[0].i >> x[1].i); }; })
        .Default([](Operation *) -> Function { return nullptr; });
  return nullptr;
}

Function conversion(Operation *op, Type from, Type to) {
  const bool toI32 = to.isInteger(32);
  return TypeSwitch<Operation *, Function>(op)
      .Case([](arith::SIToFPOp) -> Function { return [](const Number *x) { return real(static_cast<double>(x[0].i)); }; })
      .Case([&](arith::UIToFPOp) -> Function {
        if (!from.isInteger(1))
          return nullptr;
        return [](const Number *x) { return real(static_cast<double>(x[0].i)); };
      })
      .Case([&](arith::FPToSIOp) -> Function {
        if (toI32)
          return [](const Number *x) { return narrow(static_cast<int64_t>(x[0].f)); };
        return [](const Number *x) { return whole(static_cast<int64_t>(x[0].f)); };
      })
      .Case([&](arith::ExtUIOp) -> Function {
        if (from.isInteger(32))
          return [](const Number *x) { return whole(static_cast<uint32_t>(x[0].i)); };
        return [](const Number *x) { return x[0]; };
      })
      .Case([&](arith::ExtSIOp) -> Function {
        if (from.isInteger(1))
          return [](const Number *x) { return whole(-x[0].i); };
        return [](const Number *x) { return x[0]; };
      })
      .Case([&](arith::TruncIOp) -> Function {
        if (to.isInteger(1))
          return [](const Number *x) { return whole(x[0].i & 1); };
        if (to.isInteger(8))
          return [](const Number *x) { return whole(static_cast<uint8_t>(x[0].i)); };
        if (to.isInteger(16))
          return [](const Number *x) { return whole(static_cast<uint16_t>(x[0].i)); };
        return [](const Number *x) { return narrow(x[0].i); };
      })
      .Case([&](arith::BitcastOp) -> Function {
        // Reals and integers share their bits in a Number.
        if (from.getIntOrFloatBitWidth() != 64 || to.getIntOrFloatBitWidth() != 64)
          return nullptr;
        return [](const Number *x) { return x[0]; };
      })
      .Default([](Operation *) -> Function { return nullptr; });
}

} // namespace

Function functionOf(Operation *op) {
  if (op->getNumResults() != 1 || op->getNumOperands() < 1 || op->getNumOperands() > 3)
    return nullptr;
  Type from = op->getOperand(0).getType(), to = op->getResult(0).getType();
  for (Type type : {from, to})
    if (!type.isF64() && !type.isInteger(8) && !type.isInteger(16) && !type.isInteger(1) && !type.isInteger(32) && !type.isInteger(64) &&
        !type.isIndex())
      return nullptr;
  if (auto comparison = dyn_cast<arith::CmpFOp>(op))
    return compare(comparison.getPredicate());
  if (auto comparison = dyn_cast<arith::CmpIOp>(op))
    return (from.isInteger(1) && comparison.getPredicate() > arith::CmpIPredicate::ne) ||
                   ((from.isInteger(8) || from.isInteger(16)) &&
                    isSigned(comparison.getPredicate()))
               ? nullptr
               : compare(comparison.getPredicate());
  if (isa<arith::SelectOp>(op))
    return [](const Number *x) { return x[0].i ? x[1] : x[2]; };
  if (Function converted = conversion(op, from, to))
    return converted;
  if (to.isF64() && from.isF64())
    return realFunction(op);
  if (to.isIntOrIndex() && from == to)
    return integerFunction(op, to.isIndex() ? 64 : to.getIntOrFloatBitWidth());
  return nullptr;
}

} // namespace neuro::spike
