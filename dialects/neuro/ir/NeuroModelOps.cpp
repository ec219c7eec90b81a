//===- NeuroModelOps.cpp - Verifiers of models and solved models
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/neuro/ir/Verify.h"

using namespace mlir;
using namespace neuro;
using namespace neuro::nir;

Operation *ModelOp::lookup(StringRef name) {
  return mlir::SymbolTable::lookupSymbolIn(
      getOperation(), StringAttr::get(getContext(), name));
}

UpdateOp ModelOp::getUpdate() {
  auto updates = getBody().getOps<UpdateOp>();
  return updates.empty() ? UpdateOp() : *updates.begin();
}

/// Type, unit and value of a declaration.
template <typename T>
static LogicalResult verifyDeclaration(T op, Region *value, StringRef what) {
  if (failed(verifyVariableType(op, op.getType())) ||
      failed(verifyUnit(op, op.getUnit(), op.getType())))
    return failure();
  return value ? verifyExpression(op, *value, what, op.getType()) : success();
}

LogicalResult ParamOp::verify() {
  if (failed(verifyDeclaration(*this, &getDefaultValue(), "default")))
    return failure();
  return verifyCondition(*this, getConstraint(), "where");
}
LogicalResult StateOp::verify() { return verifyDeclaration(*this, &getInit(), "init"); }
LogicalResult LetOp::verify() { return verifyDeclaration(*this, &getValue(), "value"); }
LogicalResult HostOp::verify() { return verifyDeclaration(*this, nullptr, ""); }
LogicalResult InputOp::verify() { return verifyDeclaration(*this, nullptr, ""); }
LogicalResult RecordLetOp::verify() {
  return verifyDeclaration(*this, &getValue(), "value");
}
LogicalResult DerivedOp::verify() {
  if (failed(verifyVariableType(*this, getType())))
    return failure();
  return verifyExpression(*this, getValue(), "value", getType());
}
LogicalResult PreviousOp::verify() {
  if (failed(verifyVariableType(*this, getType())))
    return failure();
  return verifyExpression(*this, getInit(), "init", getType());
}

LogicalResult DdtOp::verify() { return verifyExpression(*this, getValue(), "value"); }

LogicalResult DdtOp::verifySymbolUses(SymbolTableCollection &) {
  Operation *found = resolve(*this, getStateAttr());
  auto state = dyn_cast_or_null<StateOp>(found);
  if (!state)
    return emitOpError() << "no state " << getStateAttr() << " in this model";
  Type expected = state.getType();
  if (auto dimension = dimensionOf(expected))
    expected = QuantityType::get(
        getContext(), *dimension / units::Dimension::of(units::Time));
  return verifyExpression(*this, getValue(), "value", expected);
}

LogicalResult GateOp::verify() {
  bool rates = !getAlpha().empty() && !getBeta().empty();
  bool steady = !getInf().empty() && !getTau().empty();
  bool extra = rates ? !getInf().empty() || !getTau().empty()
                     : !getAlpha().empty() || !getBeta().empty();
  if (rates == steady || extra)
    return emitOpError("has either 'alpha' and 'beta' or 'inf' and 'tau'");
  units::Dimension perTime = units::Dimension() / units::Dimension::of(units::Time);
  for (Region *region : {&getAlpha(), &getBeta()}) {
    StringRef what = region == &getAlpha() ? "alpha" : "beta";
    if (failed(verifyExpression(*this, *region, what)))
      return failure();
    Value value = yieldedValue(*region);
    if (value && !isRealOf(value.getType(), perTime))
      return emitOpError() << "'" << what << "' must yield a rate, not "
                           << value.getType();
  }
  if (failed(verifyNumber(*this, getInf(), "inf")) ||
      failed(verifyTime(*this, getTau(), "tau")))
    return failure();
  return verifyNumber(*this, getInit(), "init");
}

LogicalResult UseOp::verify() {
  for (Operation &op : getBody().front())
    if (!isa<BindOp>(op))
      return emitOpError() << "holds neuro.bind only, not '" << op.getName() << "'";
  return success();
}

LogicalResult UseOp::verifySymbolUses(SymbolTableCollection &) {
  auto model = (*this)->getParentOfType<ModelOp>();
  if (!model || !model->getParentOp())
    return success();
  auto receptor = dyn_cast_or_null<ModelOp>(
      SymbolTable::lookupSymbolIn(model->getParentOp(), getReceptorAttr().getAttr()));
  if (!receptor || receptor.getKind() != ModelKind::Receptor)
    return emitOpError() << getReceptorAttr() << " is not a receptor";
  for (BindOp bind : getBody().getOps<BindOp>()) {
    auto param = receptor.lookup<ParamOp>(bind.getParam());
    if (!param)
      return bind.emitOpError()
             << getReceptorAttr() << " has no parameter " << bind.getParamAttr();
    if (failed(verifyExpression(bind, bind.getValue(), "value", param.getType())))
      return failure();
  }
  return success();
}

LogicalResult BindOp::verify() { return verifyExpression(*this, getValue(), "value"); }

LogicalResult OnOp::verify() { return verifyBody(*this, getBody(), "body"); }

LogicalResult SolverOp::verify() {
  auto model = (*this)->getParentOfType<ModelOp>();
  for (StringRef name : getStates().getAsValueRange<StringAttr>()) {
    Operation *found = model ? model.lookup(name) : nullptr;
    if (!isa_and_nonnull<StateOp, GateOp>(found))
      return emitOpError() << "no state '" << name << "' in this model";
  }
  return success();
}

bool SpikeOp::holds(StringRef state) {
  if (auto names = getHold())
    for (auto name : names->getAsRange<FlatSymbolRefAttr>())
      if (name.getValue() == state)
        return true;
  return false;
}

LogicalResult SpikeOp::verify() {
  if (failed(verifyCondition(*this, getCondition(), "when")) ||
      failed(verifyTime(*this, getRefractory(), "refractory")) ||
      failed(verifyBody(*this, getReset(), "reset")))
    return failure();
  if (getHold() && getRefractory().empty())
    return emitOpError("'hold' needs a refractory time");
  return success();
}

LogicalResult SpikeOp::verifySymbolUses(SymbolTableCollection &) {
  if (auto names = getHold())
    for (auto name : names->getAsRange<FlatSymbolRefAttr>())
      if (!isa_and_nonnull<StateOp, GateOp>(resolve(*this, name)))
        return emitOpError() << "no state " << name << " to hold";
  return success();
}

LogicalResult EventOp::verify() {
  if (failed(verifyCondition(*this, getCondition(), "when")))
    return failure();
  return verifyBody(*this, getBody(), "do");
}

// --- Solved models --------------------------------------------------------------

LogicalResult PropagatorOp::verify() {
  if (getRows() != getStates().size())
    return emitOpError("has one row a state");
  if (getCols() != static_cast<uint64_t>(getStates().size() + getInputs().size()))
    return emitOpError("has one column a state and one an input");
  return verifyExpression(*this, getMatrix(), "matrix", Float64Type::get(getContext()),
                          static_cast<int>(getRows() * (getCols() + getNoises().value_or(0))));
}

LogicalResult PropagatorOp::verifySymbolUses(SymbolTableCollection &) {
  for (auto name : getStates().getAsRange<FlatSymbolRefAttr>())
    if (!isa_and_nonnull<StateOp>(resolve(*this, name)))
      return emitOpError() << "no state " << name << " in this model";
  return success();
}

LogicalResult PortOp::verify() { return verifyUnit(*this, getUnit(), {}); }

LogicalResult UpdateOp::verify() { return verifyBody(*this, getBody(), "update"); }

LogicalResult CoefficientOp::verifySymbolUses(SymbolTableCollection &) {
  auto propagator = dyn_cast_or_null<PropagatorOp>(resolve(*this, getPropagatorAttr()));
  if (!propagator)
    return emitOpError() << "no propagator " << getPropagatorAttr() << " in this model";
  // Behind [P Q] comes the lower triangle of L.
  bool ofNoise = propagator.getNoises() && getColumn() >= propagator.getCols() &&
                 getColumn() - propagator.getCols() <= getRow();
  if (getRow() >= propagator.getRows() || (getColumn() >= propagator.getCols() && !ofNoise))
    return emitOpError() << "entry is outside the " << propagator.getRows() << " x "
                         << propagator.getCols() << " propagator";
  return success();
}

LogicalResult ArrivalOp::verifySymbolUses(SymbolTableCollection &) {
  if (!isa_and_nonnull<PortOp>(resolve(*this, getPortAttr())))
    return emitOpError() << "no port " << getPortAttr() << " in this model";
  return success();
}
