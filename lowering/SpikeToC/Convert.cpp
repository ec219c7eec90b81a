//===- Convert.cpp - Operations to the EmitC dialect ----------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

#include "lowering/SpikeToC/Convert.h"

#include "mlir/IR/Matchers.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace neuro::lowering {

Type EmitCLowering::typeOf(Type type) const {
  if (type.isInteger(1) || !type.isInteger())
    return type;
  const unsigned width = type.getIntOrFloatBitWidth();
  return wrapping || width < 32 ? IntegerType::get(type.getContext(), width, IntegerType::Unsigned)
                                : type;
}

Type EmitCLowering::signedOf(Type type) const {
  return IntegerType::get(type.getContext(), type.getIntOrFloatBitWidth());
}

Type EmitCLowering::unsignedOf(Type type) const {
  return IntegerType::get(type.getContext(), type.getIntOrFloatBitWidth(), IntegerType::Unsigned);
}

Value EmitCLowering::cast(Location loc, Type type, Value value) {
  return value.getType() == type ? value : emitc::CastOp::create(b, loc, type, value).getResult();
}

Value EmitCLowering::call(Location loc, Type type, StringRef function, ValueRange arguments) {
  return emitc::CallOpaqueOp::create(b, loc, TypeRange(type), function, arguments).getResult(0);
}

Value EmitCLowering::lowerConstant(arith::ConstantOp op) {
  Type type = typeOf(op.getType());
  Attribute value = op.getValue();
  if (auto whole = dyn_cast<IntegerAttr>(value))
    value = IntegerAttr::get(type, whole.getValue());
  return emitc::ConstantOp::create(b, op.getLoc(), type, value);
}

Value EmitCLowering::compare(arith::CmpFOp op) {
  using P = arith::CmpFPredicate;
  using C = emitc::CmpPredicate;
  Location loc = op.getLoc();
  Value x = of(op.getLhs()), y = of(op.getRhs());
  Type i1 = b.getI1Type();
  auto is = [&](C predicate) -> Value {
    return emitc::CmpOp::create(b, loc, i1, predicate, x, y);
  };
  auto isNot = [&](C predicate) -> Value {
    return emitc::LogicalNotOp::create(b, loc, i1, is(predicate));
  };
  auto differ = [&]() -> Value {
    return emitc::LogicalOrOp::create(b, loc, i1, is(C::lt), is(C::gt));
  };
  auto unordered = [&]() -> Value {
    return call(loc, i1, "isunordered", {x, y});
  };
  switch (op.getPredicate()) {
  case P::OEQ: return is(C::eq);
  case P::OGT: return is(C::gt);
  case P::OGE: return is(C::ge);
  case P::OLT: return is(C::lt);
  case P::OLE: return is(C::le);
  case P::UNE: return is(C::ne);
  case P::ONE: return differ();
  case P::UEQ: return emitc::LogicalNotOp::create(b, loc, i1, differ());
  case P::UGT: return isNot(C::le);
  case P::UGE: return isNot(C::lt);
  case P::ULT: return isNot(C::ge);
  case P::ULE: return isNot(C::gt);
  case P::UNO: return unordered();
  case P::ORD: return emitc::LogicalNotOp::create(b, loc, i1, unordered());
  case P::AlwaysFalse:
  case P::AlwaysTrue:
    return emitc::ConstantOp::create(b, loc, i1,
                                     b.getBoolAttr(op.getPredicate() == P::AlwaysTrue));
  }
  return {};
}

Value EmitCLowering::compare(arith::CmpIOp op) {
  using P = arith::CmpIPredicate;
  using C = emitc::CmpPredicate;
  Location loc = op.getLoc();
  Value x = of(op.getLhs()), y = of(op.getRhs());
  const P predicate = op.getPredicate();
  if (!x.getType().isInteger(1) && predicate != P::eq && predicate != P::ne) {
    const bool isSigned = predicate == P::slt || predicate == P::sle || predicate == P::sgt ||
                          predicate == P::sge;
    Type type = isSigned ? signedOf(x.getType()) : unsignedOf(x.getType());
    x = cast(loc, type, x);
    y = cast(loc, type, y);
  }
  C how = C::eq;
  switch (predicate) {
  case P::eq: how = C::eq; break;
  case P::ne: how = C::ne; break;
  case P::slt: case P::ult: how = C::lt; break;
  case P::sle: case P::ule: how = C::le; break;
  case P::sgt: case P::ugt: how = C::gt; break;
  case P::sge: case P::uge: how = C::ge; break;
  }
  return emitc::CmpOp::create(b, loc, b.getI1Type(), how, x, y);
}

Value EmitCLowering::lowerInteger(Operation &op) {
  Location loc = op.getLoc();
  Type type = typeOf(op.getResult(0).getType());
  Value x = of(op.getOperand(0)), y = of(op.getOperand(1));
  if (type.isInteger(1)) {
    if (isa<arith::AndIOp>(op))
      return emitc::LogicalAndOp::create(b, loc, type, x, y);
    if (isa<arith::OrIOp>(op))
      return emitc::LogicalOrOp::create(b, loc, type, x, y);
    if (isa<arith::XOrIOp>(op)) {
      if (matchPattern(op.getOperand(1), m_One()))
        return emitc::LogicalNotOp::create(b, loc, type, x);
      return emitc::CmpOp::create(b, loc, type, emitc::CmpPredicate::ne, x, y);
    }
    return {};
  }
  auto binary = [&](auto tag) -> Value {
    return decltype(tag)::create(b, loc, type, x, y);
  };
  auto choose = [&](emitc::CmpPredicate how) -> Value {
    Type compared = signedOf(type);
    Value less = emitc::CmpOp::create(b, loc, b.getI1Type(), how, cast(loc, compared, x),
                                      cast(loc, compared, y));
    return emitc::ConditionalOp::create(b, loc, type, less, x, y);
  };
  Value result =
      TypeSwitch<Operation *, Value>(&op)
          .Case([&](arith::AddIOp) { return binary(emitc::AddOp()); })
          .Case([&](arith::SubIOp) { return binary(emitc::SubOp()); })
          .Case([&](arith::MulIOp) { return binary(emitc::MulOp()); })
          .Case([&](arith::AndIOp) { return binary(emitc::BitwiseAndOp()); })
          .Case([&](arith::OrIOp) { return binary(emitc::BitwiseOrOp()); })
          .Case([&](arith::XOrIOp) { return binary(emitc::BitwiseXorOp()); })
          .Case([&](arith::ShLIOp) { return binary(emitc::BitwiseLeftShiftOp()); })
          .Case([&](arith::ShRUIOp) -> Value {
            Type wide = unsignedOf(type);
            return cast(loc, type,
                        emitc::BitwiseRightShiftOp::create(b, loc, wide, cast(loc, wide, x), y));
          })
          .Case([&](arith::ShRSIOp) -> Value {
            Type wide = signedOf(type);
            return cast(loc, type,
                        emitc::BitwiseRightShiftOp::create(b, loc, wide, cast(loc, wide, x), y));
          })
          .Case([&](arith::MaxSIOp) { return choose(emitc::CmpPredicate::gt); })
          .Case([&](arith::MinSIOp) { return choose(emitc::CmpPredicate::lt); })
          .Default([](Operation *) { return Value(); });
  // C computes in int; the type is what makes it wrap.
  if (result && type.getIntOrFloatBitWidth() < 32)
    return emitc::CastOp::create(b, loc, type, result);
  return result;
}

Value EmitCLowering::lowerConversion(Operation &op) {
  Location loc = op.getLoc();
  Value x = of(op.getOperand(0));
  Type from = op.getOperand(0).getType(), to = typeOf(op.getResult(0).getType());
  return TypeSwitch<Operation *, Value>(&op)
      .Case([&](arith::ExtFOp) { return cast(loc, to, x); })
      .Case([&](arith::TruncFOp) { return cast(loc, to, x); })
      .Case([&](arith::SIToFPOp) {
        return cast(loc, to, from.isInteger(1) ? x : cast(loc, signedOf(x.getType()), x));
      })
      .Case([&](arith::UIToFPOp) {
        return cast(loc, to, from.isInteger(1) ? x : cast(loc, unsignedOf(x.getType()), x));
      })
      .Case([&](arith::FPToSIOp) { return cast(loc, to, cast(loc, signedOf(to), x)); })
      .Case([&](arith::ExtUIOp) {
        return cast(loc, to, from.isInteger(1) ? x : cast(loc, unsignedOf(x.getType()), x));
      })
      .Case([&](arith::ExtSIOp) -> Value {
        if (from.isInteger(1))
          return {};
        return cast(loc, to, cast(loc, signedOf(to), cast(loc, signedOf(x.getType()), x)));
      })
      .Case([&](arith::TruncIOp) -> Value {
        if (!to.isInteger(1))
          return cast(loc, to, x);
        Value one = emitc::ConstantOp::create(b, loc, x.getType(), IntegerAttr::get(x.getType(), 1));
        Value low = emitc::BitwiseAndOp::create(b, loc, x.getType(), x, one);
        Value zero = emitc::ConstantOp::create(b, loc, x.getType(), IntegerAttr::get(x.getType(), 0));
        return emitc::CmpOp::create(b, loc, to, emitc::CmpPredicate::ne, low, zero);
      })
      .Case([&](arith::BitcastOp) -> Value {
        if (isa<FloatType>(from))
          return cast(loc, to, call(loc, unsignedOf(to), functions.bitsOf(from), x));
        return call(loc, to, functions.ofBits(to), cast(loc, unsignedOf(x.getType()), x));
      })
      .Default([](Operation *) { return Value(); });
}

Value EmitCLowering::lowerValue(Operation &op) {
  Location loc = op.getLoc();
  Type type = typeOf(op.getResult(0).getType());
  const bool single = type.isF32();
  auto x = [&](unsigned k) { return of(op.getOperand(k)); };
  auto binary = [&](auto tag) -> Value {
    return decltype(tag)::create(b, loc, type, x(0), x(1));
  };
  /// A function of <math.h> that C defines exactly.
  auto library = [&](const char *f64, const char *f32) {
    SmallVector<Value> arguments;
    for (Value operand : op.getOperands())
      arguments.push_back(of(operand));
    return call(loc, type, single ? f32 : f64, arguments);
  };
  Value result =
      TypeSwitch<Operation *, Value>(&op)
          .Case([&](arith::ConstantOp o) { return lowerConstant(o); })
          .Case([&](arith::AddFOp) { return binary(emitc::AddOp()); })
          .Case([&](arith::SubFOp) { return binary(emitc::SubOp()); })
          .Case([&](arith::MulFOp) { return binary(emitc::MulOp()); })
          .Case([&](arith::DivFOp) { return binary(emitc::DivOp()); })
          .Case([&](arith::NegFOp) -> Value {
            return emitc::UnaryMinusOp::create(b, loc, type, x(0));
          })
          .Case([&](arith::MaximumFOp) {
            return call(loc, type, functions.extremum(true, type), {x(0), x(1)});
          })
          .Case([&](arith::MinimumFOp) {
            return call(loc, type, functions.extremum(false, type), {x(0), x(1)});
          })
          .Case([&](arith::RemFOp) { return library("fmod", "fmodf"); })
          .Case([&](math::FmaOp) { return library("fma", "fmaf"); })
          .Case([&](math::AbsFOp) { return library("fabs", "fabsf"); })
          .Case([&](math::SqrtOp) { return library("sqrt", "sqrtf"); })
          .Case([&](math::FloorOp) { return library("floor", "floorf"); })
          .Case([&](math::CeilOp) { return library("ceil", "ceilf"); })
          .Case([&](math::RoundOp) { return library("round", "roundf"); })
          .Case([&](math::RoundEvenOp) { return library("rint", "rintf"); })
          .Case([&](math::TruncOp) { return library("trunc", "truncf"); })
          .Case([&](math::CopySignOp) { return library("copysign", "copysignf"); })
          .Case([&](math::TanOp) { return library("tan", "tanf"); })
          .Case([&](math::AtanOp) { return library("atan", "atanf"); })
          .Case([&](arith::CmpFOp o) { return compare(o); })
          .Case([&](arith::CmpIOp o) { return compare(o); })
          .Case([&](arith::SelectOp o) -> Value {
            if (!o.getCondition().getType().isInteger(1))
              return {};
            return emitc::ConditionalOp::create(b, loc, type, x(0), x(1), x(2));
          })
          .Default([](Operation *) { return Value(); });
  if (!result)
    result = lowerConversion(op);
  if (!result && op.getNumOperands() == 2 && isa<IntegerType>(op.getResult(0).getType()))
    result = lowerInteger(op);
  if (!result)
    if (std::string name = functions.nameFor(&op); !name.empty()) {
      SmallVector<Value> arguments;
      for (Value operand : op.getOperands())
        arguments.push_back(of(operand));
      result = call(loc, type, name, arguments);
    }
  return result;
}

//===----------------------------------------------------------------------===//
// Control flow
//===----------------------------------------------------------------------===//

Value EmitCLowering::variable(Location loc, Type type) {
  return emitc::VariableOp::create(b, loc, emitc::LValueType::get(type),
                                   emitc::OpaqueAttr::get(b.getContext(), ""));
}

Value EmitCLowering::load(Location loc, Value variable) {
  return emitc::LoadOp::create(b, loc, mlir::cast<emitc::LValueType>(variable.getType()).getValueType(),
                               variable);
}

/// The operations of a block; what it yields is assigned to `results`.
LogicalResult EmitCLowering::lowerBlock(Block &from, ValueRange results) {
  for (Operation &op : from) {
    if (!op.hasTrait<OpTrait::IsTerminator>()) {
      if (failed(lower(op)))
        return failure();
      continue;
    }
    SmallVector<Value> yielded;
    for (Value value : op.getOperands())
      yielded.push_back(of(value));
    for (auto [target, value] : llvm::zip(results, yielded))
      emitc::AssignOp::create(b, op.getLoc(), target, value);
  }
  return success();
}

LogicalResult EmitCLowering::lowerIf(scf::IfOp op) {
  Location loc = op.getLoc();
  SmallVector<Value> results;
  for (Type type : op.getResultTypes())
    results.push_back(variable(loc, typeOf(type)));
  const bool hasElse = !op.getElseRegion().empty();
  auto branch = emitc::IfOp::create(b, loc, of(op.getCondition()), /*withElseRegion=*/hasElse);
  {
    OpBuilder::InsertionGuard guard(b);
    auto into = [&](Region &region) {
      if (region.empty())
        region.emplaceBlock();
      Block &block = region.front();
      if (block.mightHaveTerminator())
        b.setInsertionPoint(block.getTerminator());
      else
        b.setInsertionPointToEnd(&block);
    };
    into(branch.getThenRegion());
    if (failed(lowerBlock(op.getThenRegion().front(), results)))
      return failure();
    if (hasElse) {
      into(branch.getElseRegion());
      if (failed(lowerBlock(op.getElseRegion().front(), results)))
        return failure();
    }
  }
  for (auto [from, to] : llvm::zip(op.getResults(), results))
    values.map(from, load(loc, to));
  return success();
}

LogicalResult EmitCLowering::lowerFor(scf::ForOp op) {
  Location loc = op.getLoc();
  SmallVector<Value> carried;
  for (auto [parameter, init] : llvm::zip(op.getRegionIterArgs(), op.getInitArgs())) {
    carried.push_back(variable(loc, typeOf(parameter.getType())));
    emitc::AssignOp::create(b, loc, carried.back(), of(init));
  }
  auto loop = emitc::ForOp::create(b, loc, of(op.getLowerBound()), of(op.getUpperBound()),
                                   of(op.getStep()));
  values.map(op.getInductionVar(), loop.getInductionVar());
  {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPoint(loop.getBody()->getTerminator());
    for (auto [parameter, from] : llvm::zip(op.getRegionIterArgs(), carried))
      values.map(parameter, load(loc, from));
    if (failed(lowerBlock(*op.getBody(), carried)))
      return failure();
  }
  for (auto [from, to] : llvm::zip(op.getResults(), carried))
    values.map(from, load(loc, to));
  return success();
}

/// for (;;) { before; if (!condition) break; after }, which EmitC has no operation for: its
/// ends and the way out are text, what stands between is in the same block.
LogicalResult EmitCLowering::lowerWhile(scf::WhileOp op) {
  Location loc = op.getLoc();
  // Values that nobody reads have no variables: compilers would warn.
  SmallVector<Value> carried, results;
  for (auto [parameter, init] : llvm::zip(op.getBeforeArguments(), op.getInits())) {
    carried.push_back(parameter.use_empty() ? Value() : variable(loc, typeOf(parameter.getType())));
    if (carried.back())
      emitc::AssignOp::create(b, loc, carried.back(), of(init));
  }
  for (OpResult result : op.getResults())
    results.push_back(result.use_empty() ? Value() : variable(loc, typeOf(result.getType())));
  emitc::VerbatimOp::create(b, loc, loopBegins, ValueRange());
  for (auto [parameter, from] : llvm::zip(op.getBeforeArguments(), carried))
    if (from)
      values.map(parameter, load(loc, from));
  auto assign = [&](ArrayRef<Value> targets, ValueRange from) {
    for (auto [target, value] : llvm::zip(targets, from))
      if (target)
        emitc::AssignOp::create(b, loc, target, of(value));
  };
  for (Block *block : {op.getBeforeBody(), op.getAfterBody()})
    for (Operation &inner : *block) {
      if (auto condition = dyn_cast<scf::ConditionOp>(inner)) {
        assign(results, condition.getArgs());
        emitc::VerbatimOp::create(b, loc, loopEnds, ValueRange(of(condition.getCondition())));
        for (auto [parameter, value] : llvm::zip(op.getAfterArguments(), condition.getArgs()))
          values.map(parameter, of(value));
        continue;
      }
      if (inner.hasTrait<OpTrait::IsTerminator>()) {
        assign(carried, inner.getOperands());
        continue;
      }
      OpBuilder::InsertionGuard guard(b); // what is the same for all stands elsewhere
      if (failed(lower(inner)))
        return failure();
    }
  emitc::VerbatimOp::create(b, loc, loopCloses, ValueRange());
  for (auto [from, to] : llvm::zip(op.getResults(), results))
    if (to)
      values.map(from, load(loc, to));
  return success();
}

LogicalResult EmitCLowering::lower(Operation &op) {
  if (std::optional<LogicalResult> done = lowerOwn(op))
    return *done;
  if (auto branch = dyn_cast<scf::IfOp>(op))
    return lowerIf(branch);
  if (auto loop = dyn_cast<scf::ForOp>(op))
    return lowerFor(loop);
  if (auto loop = dyn_cast<scf::WhileOp>(op))
    return lowerWhile(loop);
  Value result;
  if (op.getNumResults() == 1 && op.getNumRegions() == 0)
    result = lowerValue(op);
  if (!result)
    return op.emitError() << "'" << op.getName() << "' has no form in C";
  values.map(op.getResult(0), result);
  return success();
}

} // namespace neuro::lowering
