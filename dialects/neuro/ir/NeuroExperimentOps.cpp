//===- NeuroExperimentOps.cpp - Verifiers of experiments
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/neuro/ir/Verify.h"

#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace neuro;
using namespace neuro::nir;

/// The experiment's network after any lowering: a symbol table of its items.
static Operation *networkOf(Operation *op) {
  auto experiment = op->getParentOfType<ExperimentOp>();
  if (!experiment || !experiment->getParentOp())
    return nullptr;
  Operation *network = SymbolTable::lookupSymbolIn(
      experiment->getParentOp(), experiment.getNetworkAttr().getAttr());
  return network && network->hasTrait<OpTrait::SymbolTable>() ? network : nullptr;
}

/// `name` is an item of the network; `Op` is what it must be before lowering.
template <typename... Ops>
static LogicalResult verifyItem(Operation *op, FlatSymbolRefAttr name, StringRef what) {
  Operation *network = networkOf(op);
  if (!network)
    return success();
  Operation *found = SymbolTable::lookupSymbolIn(network, name.getAttr());
  if (found && (!isa<NetworkOp>(network) || isa<Ops...>(found)))
    return success();
  return op->emitOpError() << "the network has no " << what << " " << name;
}

/// Every value of the region has the parameter's type.
static LogicalResult verifyParam(Operation *op, FlatSymbolRefAttr name, Region &region) {
  if (failed(verifyItem<NetParamOp>(op, name, "parameter")))
    return failure();
  Operation *network = networkOf(op);
  auto param = network ? dyn_cast_or_null<NetParamOp>(
                             SymbolTable::lookupSymbolIn(network, name.getAttr()))
                       : NetParamOp();
  return param ? verifyExpression(op, region, "value", param.getType(), -1) : success();
}

LogicalResult ExperimentOp::verifySymbolUses(SymbolTableCollection &) {
  Operation *module = (*this)->getParentOp();
  Operation *network =
      module ? SymbolTable::lookupSymbolIn(module, getNetworkAttr().getAttr()) : nullptr;
  if (!network || !network->hasTrait<OpTrait::SymbolTable>() || isa<ModelOp>(network))
    return emitOpError() << "no network " << getNetworkAttr();
  return success();
}

LogicalResult NetArgOp::verify() { return verifyExpression(*this, getValue(), "value"); }
LogicalResult NetArgOp::verifySymbolUses(SymbolTableCollection &) {
  return verifyParam(*this, getParamAttr(), getValue());
}

LogicalResult SettingOp::verify() {
  // 1: a value; 2: a word.
  int form = llvm::StringSwitch<int>(getSetting())
                 .Cases({"dt", "seed", "threads", "batch"}, 1)
                 .Cases({"precision", "target", "solver"}, 2)
                 .Default(0);
  if (form == 0)
    return emitOpError() << "no setting '" << getSetting() << "'";
  if ((form == 1) != !getValue().empty() || (form == 2) != getText().has_value())
    return emitOpError() << "'" << getSetting() << "' takes a "
                         << (form == 1 ? "value" : "word");
  return getSetting() == "dt" ? verifyTime(*this, getValue(), "value")
                              : verifyNumber(*this, getValue(), "value");
}

LogicalResult SimulateOp::verify() { return verifyTime(*this, getDuration(), "duration"); }

LogicalResult AssignOp::verify() {
  return verifyExpression(*this, getValue(), "value", {}, 1);
}
LogicalResult AssignOp::verifySymbolUses(SymbolTableCollection &) {
  return verifyItem<PopulationOp, ViewOp, ProjectOp>(*this, getViewAttr(), "population or view");
}

LogicalResult AssignParamOp::verify() {
  return verifyExpression(*this, getValue(), "value");
}
LogicalResult AssignParamOp::verifySymbolUses(SymbolTableCollection &) {
  return verifyParam(*this, getParamAttr(), getValue());
}

LogicalResult VariableOp::verify() { return verifyExpression(*this, getValue(), "value"); }

LogicalResult ReadOp::verify() {
  // The writer: an earlier statement of this or an enclosing body, or a loop.
  for (Operation *op = *this; op && !isa<ExperimentOp>(op); op = op->getParentOp()) {
    if (auto loop = dyn_cast<ForOp>(op))
      if (loop.getSlot() == getSlot() && loop.getVariable() == getVariable())
        return success();
    for (Operation *before = op->getPrevNode(); before; before = before->getPrevNode())
      if (auto variable = dyn_cast<VariableOp>(before))
        if (variable.getSlot() == getSlot() && variable.getVariable() == getVariable()) {
          Type type = yieldedValue(variable.getValue()).getType();
          if (type != getType())
            return emitOpError() << "'" << getVariable() << "' is " << type << ", not "
                                 << getType();
          return success();
        }
  }
  return emitOpError() << "no variable '" << getVariable() << "' in slot " << getSlot();
}

/// Exactly one of a range and a list of values.
static LogicalResult verifyValues(Operation *op, Region &range, Region &values) {
  if (range.empty() == values.empty())
    return op->emitOpError("has either a range or values");
  if (failed(verifyRange(op, range, "range")) ||
      failed(verifyExpression(op, values, "values", {}, -1)))
    return failure();
  OperandRange list = yieldedValues(values);
  for (Value value : list)
    if (value.getType() != list.front().getType())
      return op->emitOpError("'values' must be of one type");
  return success();
}

LogicalResult ForOp::verify() {
  if (failed(verifyValues(*this, getRange(), getValues())))
    return failure();
  return verifyBody(*this, getBody(), "do");
}

LogicalResult SweepOp::verify() {
  if (getAxes().front().empty())
    return emitOpError("has at least one axis");
  for (Operation &op : getAxes().front())
    if (!isa<AxisOp>(op))
      return emitOpError() << "'axes' holds neuro.axis only, not '" << op.getName() << "'";
  return verifyBody(*this, getBody(), "do");
}

LogicalResult AxisOp::verify() { return verifyValues(*this, getRange(), getValues()); }
LogicalResult AxisOp::verifySymbolUses(SymbolTableCollection &) {
  return verifyParam(*this, getParamAttr(), getRange().empty() ? getValues() : getRange());
}

LogicalResult MeasureOp::verify() {
  size_t names = getArgNames() ? getArgNames()->size() : 0;
  if (names != getArgs().size())
    return emitOpError() << "names " << names << " arguments but has " << getArgs().size();
  if ((getView() || getEdges() || getData()) && !getWhat())
    return emitOpError("of a view, edges or data needs 'what'");
  return success();
}
LogicalResult MeasureOp::verifySymbolUses(SymbolTableCollection &) {
  if (getEdges() && failed(verifyItem<ProjectOp>(*this, getEdgesAttr(), "projection")))
    return failure();
  if (getWithView() && failed(verifyItem<PopulationOp, ViewOp>(*this, getWithViewAttr(),
                                                               "population or view")))
    return failure();
  if (!getView())
    return success();
  return verifyItem<PopulationOp, ViewOp, ProjectOp>(*this, getViewAttr(), "population or view");
}

LogicalResult PresentOp::verify() {
  if (failed(verifyTime(*this, getDuration(), "duration")) ||
      (!getGap().empty() && failed(verifyTime(*this, getGap(), "gap"))) ||
      failed(verifyRange(*this, getRange(), "range")))
    return failure();
  return verifyBody(*this, getBody(), "do");
}

LogicalResult FreezeOp::verifySymbolUses(SymbolTableCollection &) {
  return verifyItem<PopulationOp, ViewOp, ProjectOp>(*this, getTargetAttr(),
                                                     "population, view or projection");
}

LogicalResult ReportOp::verify() {
  if (failed(verifyExpression(*this, getValue(), "value")))
    return failure();
  return verifyUnit(*this, getUnit(), yieldedValue(getValue()).getType());
}

LogicalResult ExpectOp::verify() {
  if (failed(verifyCondition(*this, getCondition(), "condition")))
    return failure();
  if (!getParts().empty())
    for (Operation &op : getParts().front())
      if (!isa<OperandOp>(op))
        return emitOpError() << "'operands' holds neuro.operand only, not '"
                             << op.getName() << "'";
  return success();
}

LogicalResult OperandOp::verify() {
  if (failed(verifyExpression(*this, getValue(), "value")))
    return failure();
  return verifyUnit(*this, getUnit(), yieldedValue(getValue()).getType());
}
