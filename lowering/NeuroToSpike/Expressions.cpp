//===- Expressions.cpp - Expression regions -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/NeuroToSpike/Conversion.h"

#include "dialects/units/Dimension.h"

#include "mlir/IR/Builders.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace neuro;
using namespace neuro::lowering;
using mlir::Operation;
using mlir::Value;

namespace {

/// The value of `get` where the expression now stands, or null.
Value convertGet(mlir::OpBuilder &builder, nir::GetOp get, Home home) {
  mlir::SymbolRefAttr name = get.getVariable();
  mlir::Location loc = get.getLoc();
  mlir::Type type = get.getResult().getType();
  if (name.getNestedReferences().empty()) {
    auto flat = mlir::FlatSymbolRefAttr::get(name.getRootReference());
    if (home == Home::Class)
      return spike::ReadOp::create(builder, loc, type, flat);
    return spike::GetParameterOp::create(builder, loc, type, flat);
  }
  if (name.getNestedReferences().size() != 1)
    return {};
  auto member = mlir::FlatSymbolRefAttr::get(name.getLeafReference());
  llvm::StringRef root = name.getRootReference().getValue();
  if (root == "self" && (home == Home::Population || home == Home::Edge))
    return spike::ReadOp::create(builder, loc, type, member);
  if (home != Home::Edge || !type.isF64() || (root != "pre" && root != "post"))
    return {};
  auto end = root == "pre" ? spike::EdgeEnd::Source : spike::EdgeEnd::Target;
  return spike::EndFieldOp::create(builder, loc, type, end, member.getValue());
}

/// The value of any neuro operation of an expression, or null.
Value convertLeaf(mlir::OpBuilder &builder, Operation *op, Home home) {
  mlir::Location loc = op->getLoc();
  return llvm::TypeSwitch<Operation *, Value>(op)
      .Case([&](nir::GetOp get) { return convertGet(builder, get, home); })
      .Case([&](nir::TimeOp time) {
        return spike::TimeOp::create(builder, loc, time.getType());
      })
      .Case([&](nir::DtOp dt) { return spike::DtOp::create(builder, loc, dt.getType()); })
      .Case([&](nir::DistanceOp distance) {
        return spike::DistanceOp::create(builder, loc, distance.getType());
      })
      .Case([&](nir::CoordinateOp coordinate) {
        auto end = coordinate.getWhich() == "j" ? spike::EdgeEnd::Target
                                                : spike::EdgeEnd::Source;
        return spike::CoordinateOp::create(builder, loc, builder.getF64Type(), end,
                                           coordinate.getAxis());
      })
      .Case([&](nir::ColumnOp column) {
        return spike::ColumnOp::create(builder, loc, builder.getF64Type(),
                                       column.getName());
      })
      .Case([&](nir::IndexOp index) {
        auto end = index.getWhich() == "j" ? spike::EdgeEnd::Target : spike::EdgeEnd::Source;
        return spike::IndexOp::create(builder, loc, index.getType(), end);
      })
      .Case([&](nir::DrawOp draw) {
        return spike::DrawOp::create(builder, loc, builder.getF64Type(),
                                     draw.getDistribution(), draw.getArgs());
      })
      .Default([](Operation *) { return Value(); });
}

bool isNeuro(Operation *op) {
  return op->getName().getDialectNamespace() == nir::NeuroDialect::getDialectNamespace();
}

} // namespace

llvm::LogicalResult neuro::lowering::moveExpression(mlir::Region &from, mlir::Region &to,
                                                    Home home) {
  if (from.empty())
    return mlir::success();
  to.takeBody(from);
  for (Operation &op : llvm::make_early_inc_range(to.front())) {
    mlir::OpBuilder builder(&op);
    if (auto yield = llvm::dyn_cast<nir::YieldOp>(op)) {
      spike::YieldOp::create(builder, op.getLoc(), yield.getValues());
    } else if (!isNeuro(&op)) {
      continue;
    } else if (Value value = convertLeaf(builder, &op, home)) {
      op.getResult(0).replaceAllUsesWith(value);
    } else if (auto get = llvm::dyn_cast<nir::GetOp>(op)) {
      return op.emitError("'") << get.getVariable() << "' cannot be read here";
    } else {
      return op.emitError("'") << op.getName() << "' cannot be lowered here";
    }
    op.erase();
  }
  return mlir::success();
}

ShownUnit neuro::lowering::shownUnit(Operation *op, llvm::StringRef unit,
                                     llvm::StringRef scale) {
  auto text = op->getAttrOfType<mlir::StringAttr>(unit);
  auto factor = op->getAttrOfType<mlir::FloatAttr>(scale);
  if (text && !factor)
    if (auto parsed = units::parseUnit(text.getValue()); parsed && parsed->offset == 0)
      factor = mlir::Builder(op->getContext()).getF64FloatAttr(parsed->toCoherent(1));
  return {text, factor};
}

llvm::StringRef neuro::lowering::className(nir::PopulationOp population) {
  if (auto name = population.getClassName())
    return *name;
  return population.getModel().value_or("");
}
