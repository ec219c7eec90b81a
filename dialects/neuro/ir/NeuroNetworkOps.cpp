//===- NeuroNetworkOps.cpp - Verifiers of networks
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

Operation *NetworkOp::lookup(StringRef name) {
  return mlir::SymbolTable::lookupSymbolIn(
      getOperation(), StringAttr::get(getContext(), name));
}

static void collect(NetworkOp network, StringRef name, std::vector<PopulationOp> &result,
                    SmallVectorImpl<Operation *> &open) {
  Operation *found = network.lookup(name);
  if (auto population = dyn_cast_or_null<PopulationOp>(found))
    return result.push_back(population);
  auto view = dyn_cast_or_null<ViewOp>(found);
  if (!view || llvm::is_contained(open, view))
    return;
  open.push_back(view);
  for (auto part : view.getParts().getAsRange<FlatSymbolRefAttr>())
    collect(network, part.getValue(), result, open);
  open.pop_back();
}

std::vector<PopulationOp> NetworkOp::populationsOf(StringRef view) {
  std::vector<PopulationOp> result;
  SmallVector<Operation *> open;
  collect(*this, view, result, open);
  return result;
}

InitOp PopulationOp::lookupInit(StringRef name) {
  for (InitOp init : getBody().getOps<InitOp>())
    if (init.getField() == name)
      return init;
  return {};
}

/// `name` is a population or view of the enclosing network.
static LogicalResult verifyView(Operation *op, FlatSymbolRefAttr name) {
  if (isa_and_nonnull<PopulationOp, ViewOp>(resolve(op, name)))
    return success();
  return op->emitOpError() << "no population or view " << name;
}

/// The model beside the network of `op` that `name` refers to; null without a name,
/// or with no module around.
static ModelOp modelNamed(Operation *op, FlatSymbolRefAttr name) {
  Operation *network = enclosingUnit(op);
  if (!name || !network || !network->getParentOp())
    return {};
  return dyn_cast_or_null<ModelOp>(
      SymbolTable::lookupSymbolIn(network->getParentOp(), name.getAttr()));
}

/// The model of a population, or null for a built-in source.
static ModelOp modelOf(PopulationOp population) {
  return modelNamed(population, population.getModelAttr());
}

LogicalResult NetParamOp::verify() {
  if (failed(verifyVariableType(*this, getType())) ||
      failed(verifyUnit(*this, getUnit(), getType())))
    return failure();
  if (failed(verifyExpression(*this, getDefaultValue(), "default", getType())))
    return failure();
  return verifyCondition(*this, getConstraint(), "where");
}

LogicalResult PopulationOp::verify() {
  if (!getModel() == !getSource())
    return emitOpError("has either a model or a built-in source");
  if (getSource() &&
      !llvm::is_contained({"Poisson", "SpikeTrain", "Regular", "Port", "SpikeFile",
                           "EventFile", "EventCamera"}, *getSource()))
    return emitOpError() << "no built-in source '" << *getSource() << "'";
  if (failed(verifyNumber(*this, getShape(), "shape", -1)) ||
      failed(verifyExpression(*this, getLayoutArguments(), "layout", {}, -1)))
    return failure();
  for (Operation &op : getBody().front())
    if (!isa<InitOp>(op))
      return emitOpError() << "holds neuro.init only, not '" << op.getName() << "'";
  return success();
}

LogicalResult PopulationOp::verifySymbolUses(SymbolTableCollection &) {
  if (!getModel())
    return success();
  Operation *network = (*this)->getParentOp();
  if (!network->getParentOp())
    return success();
  if (!modelOf(*this))
    return emitOpError() << "no model " << getModelAttr();
  return success();
}

LogicalResult InitOp::verify() {
  return verifyExpression(*this, getValue(), "value", {},
                          getField() == "times" ? -1 : 1);
}

LogicalResult InitOp::verifySymbolUses(SymbolTableCollection &) {
  // Of an edge: the model that `via` names, which the edge's own passes check.
  auto population = dyn_cast<PopulationOp>((*this)->getParentOp());
  if (!population)
    return success();
  if (population.getSource()) {
    units::Dimension time = units::Dimension::of(units::Time);
    bool known =
        llvm::StringSwitch<bool>(*population.getSource())
            .Case("Poisson", getField() == "rate")
            .Case("SpikeTrain", getField() == "times")
            .Cases({"SpikeFile", "EventFile", "EventCamera"}, getField() == "pause")
            .Case("Regular", getField() == "period" || getField() == "phase" ||
                                 getField() == "rate")
            .Default(false);
    if (!known)
      return emitOpError() << "'" << *population.getSource() << "' has no setting "
                           << getFieldAttr();
    units::Dimension expected = getField() == "rate" ? units::Dimension() / time : time;
    for (Value value : yieldedValues(getValue()))
      if (!isRealOf(value.getType(), expected))
        return emitOpError() << getFieldAttr() << " must be "
                             << QuantityType::get(getContext(), expected) << ", not "
                             << value.getType();
    return success();
  }
  ModelOp model = modelOf(population);
  if (!model)
    return success();
  Operation *field = lookupMember(model, getField());
  if (!isa_and_nonnull<ParamOp, StateOp, GateOp, InputOp>(field))
    return emitOpError() << population.getModelAttr() << " has no parameter or state "
                         << getFieldAttr();
  if (Type type = declaredType(field))
    return verifyExpression(*this, getValue(), "value", type);
  return verifyNumber(*this, getValue(), "value");
}

LogicalResult NormalizeOp::verify() {
  if (failed(verifyExpression(*this, getTotal(), "total")))
    return failure();
  return verifyTime(*this, getEvery(), "every");
}

LogicalResult StructuralOp::verify() {
  if (failed(verifyCondition(*this, getPrune(), "prune")) ||
      failed(verifyTime(*this, getPruneEvery(), "prune_every")))
    return failure();
  return verifyTime(*this, getGrowEvery(), "grow_every");
}

LogicalResult ViewOp::verify() {
  if (getParts().empty())
    return emitOpError("consists of at least one population or view");
  if (!getRange().empty() && getParts().size() != 1)
    return emitOpError("selects from exactly one population or view");
  if (failed(verifyRange(*this, getRange(), "range")))
    return failure();
  for (Value value : yieldedValues(getRange()))
    if (!isRealOf(value.getType(), {}) && !value.getType().isInteger(64))
      return emitOpError("'range' must yield dimensionless numbers");
  return success();
}

LogicalResult ViewOp::verifySymbolUses(SymbolTableCollection &) {
  for (auto part : getParts().getAsRange<FlatSymbolRefAttr>()) {
    if (failed(verifyView(*this, part)))
      return failure();
    // Views are declared before the views made of them, so none is made of itself.
    auto view = dyn_cast<ViewOp>(resolve(*this, part));
    if (view && (view == *this || !view->isBeforeInBlock(*this)))
      return emitOpError() << "uses " << part << " before it is declared";
  }
  return success();
}

/// Of a continuous projection: a signal in place of a weight.
static LogicalResult verifyContinuous(ProjectOp op) {
  if (!op.getWeight().empty())
    return op.emitOpError("with a signal has no weight");
  if (failed(verifyNumber(op, op.getArgument(), "argument")) ||
      failed(verifyCondition(op, op.getWhere(), "where")) ||
      failed(verifyExpression(op, op.getSignal(), "signal")))
    return failure();
  return verifyTime(op, op.getDelay(), "delay");
}

LogicalResult ProjectOp::verify() {
  // -1: takes no argument; 1: takes one. Rules of several have rule_arguments.
  int argument = llvm::StringSwitch<int>(getRule())
                     .Cases({"all", "one_to_one", "conv2d", "sumpool", "toeplitz", "file"}, -1)
                     .Cases({"bernoulli", "fixed_indegree", "fixed_outdegree",
                             "fixed_total", "pairwise_poisson", "nearest"},
                            1)
                     .Default(0);
  if (argument == 0)
    return emitOpError() << "no connection rule '" << getRule() << "'";
  if ((argument == 1) != !getArgument().empty())
    return emitOpError() << "rule '" << getRule() << "' takes "
                         << (argument == 1 ? "an argument" : "no argument");
  if ((getRule() == "file") != getFile().has_value())
    return emitOpError("rule 'file', and only that, names a file");
  if (!getSignal().empty())
    return verifyContinuous(*this);
  // Of an edge with state the weight is a field like any other.
  if (getWeight().empty() && !getVia())
    return emitOpError("needs a weight");
  if (!getWeight().empty() && getVia())
    return emitOpError("through a synapse with state has no weight of its own");
  if (getToEdges() && (getRule() != "all" || getVia()))
    return emitOpError("to edges is of rule 'all' and has no synapse of its own");
  if (getDelay().empty())
    return emitOpError("needs a delay");
  if (failed(verifyNumber(*this, getArgument(), "argument")) ||
      failed(verifyCondition(*this, getWhere(), "where")) ||
      failed(verifyExpression(*this, getWeight(), "weight")) ||
      failed(verifyTime(*this, getDelay(), "delay")) ||
      failed(verifyTime(*this, getDendritic(), "dendritic")) ||
      failed(verifyTime(*this, getBackprop(), "backprop")))
    return failure();
  if (!getInits().empty())
    for (Operation &op : getInits().front())
      if (!isa<InitOp, BindRefOp, RuleArgumentOp>(op))
        return op.emitOpError("does not belong in a projection's 'inits'");
  if (getWeight().empty())
    return verifyUnit(*this, getWeightUnit(), {});
  return verifyUnit(*this, getWeightUnit(), yieldedValue(getWeight()).getType());
}

/// The projection's synapse, or null when there is none (or no module around).
static ModelOp synapseOf(ProjectOp project) {
  return modelNamed(project, project.getViaAttr());
}

/// What `inits` of a projection, or of its growth, sets are fields of the synapse.
static LogicalResult verifyEdgeInits(Region &inits, ModelOp synapse) {
  if (!synapse || inits.empty())
    return success();
  for (InitOp init : inits.front().getOps<InitOp>()) {
    Operation *field = synapse.lookup(init.getField());
    if (!isa_and_nonnull<ParamOp, StateOp, GateOp>(field))
      return init.emitOpError() << "'" << synapse.getSymName()
                                << "' has no parameter or edge state "
                                << init.getFieldAttr();
    if (Type type = declaredType(field))
      if (failed(verifyExpression(init, init.getValue(), "value", type)))
        return failure();
  }
  return success();
}

/// The port of the synapse through which another projection's edges run.
static LogicalResult verifyEdgePort(ProjectOp project) {
  auto target = dyn_cast_or_null<ProjectOp>(resolve(project, project.getTargetAttr()));
  if (!target || !target.getVia())
    return project.emitOpError() << project.getTargetAttr()
                                 << " is no projection through a synapse with state";
  ModelOp synapse = synapseOf(target);
  Operation *port = synapse ? synapse.lookup(project.getPort()) : nullptr;
  bool solved = synapse && llvm::any_of(synapse.getItems<HandlerOp>(), [&](HandlerOp op) {
                  return op.getPort() == project.getPort();
                });
  if (synapse && !solved && !isa_and_nonnull<OnOp>(port))
    return project.emitOpError() << "'" << synapse.getSymName() << "' has no port "
                                 << project.getPortAttr();
  return success();
}

LogicalResult ProjectOp::verifySymbolUses(SymbolTableCollection &) {
  if (failed(verifyView(*this, getSourceAttr())))
    return failure();
  if (getToEdges())
    return verifyEdgePort(*this);
  if (failed(verifyView(*this, getTargetAttr())))
    return failure();
  if (getVia()) {
    ModelOp synapse = synapseOf(*this);
    if ((*this)->getParentOp()->getParentOp() &&
        (!synapse || synapse.getKind() != ModelKind::Synapse))
      return emitOpError() << getViaAttr() << " is not a synapse";
    if (failed(verifyEdgeInits(getInits(), synapse)))
      return failure();
  }
  auto network = cast<NetworkOp>((*this)->getParentOp());
  for (PopulationOp target : network.populationsOf(getTarget())) {
    if (target.getSource())
      return emitOpError() << "target " << SymbolRefAttr::get(target.getSymNameAttr())
                           << " is a source and takes no events";
    ModelOp model = modelOf(target);
    if (!getSignal().empty()) {
      if (model && !isa_and_nonnull<InputOp>(lookupMember(model, getPort())))
        return emitOpError() << target.getModelAttr() << " has no input " << getPortAttr();
      continue;
    }
    if (model && !isa_and_nonnull<UseOp, OnOp, PortOp>(lookupMember(model, getPort())))
      return emitOpError() << target.getModelAttr() << " has no port " << getPortAttr();
  }
  for (PopulationOp source : network.populationsOf(getSource())) {
    ModelOp model = modelOf(source);
    if (!getSignal().empty())
      continue; // reads values, no event
    if (model && getEvent() != "spikes" && model.getUpdate() == nullptr &&
        !isa_and_nonnull<EventOp>(model.lookup(getEvent())))
      return emitOpError() << source.getModelAttr() << " has no event '" << getEvent()
                           << "'";
  }
  return success();
}

LogicalResult StimulateOp::verify() {
  if (!getWaveform().empty() == getSamples().has_value())
    return emitOpError("has either a waveform or samples");
  if (getInterval().empty() == (getNoise() || getSamples()))
    return emitOpError("samples and noise need an interval, other waveforms none");
  if (failed(verifyTime(*this, getInterval(), "interval")))
    return failure();
  return verifyExpression(*this, getWaveform(), "waveform", {}, getNoise() ? 2 : 1);
}

LogicalResult StimulateOp::verifySymbolUses(SymbolTableCollection &) {
  if (failed(verifyView(*this, getViewAttr())))
    return failure();
  auto network = cast<NetworkOp>((*this)->getParentOp());
  for (PopulationOp population : network.populationsOf(getView())) {
    ModelOp model = modelOf(population);
    if (!model && population.getSource())
      return emitOpError("cannot stimulate a source");
    if (!model)
      continue;
    auto input = model.lookup<InputOp>(getInput());
    if (!input)
      return emitOpError() << population.getModelAttr() << " has no input "
                           << getInputAttr();
    for (Value value : yieldedValues(getWaveform()))
      if (value.getType() != input.getType())
        return emitOpError() << "'waveform' must yield " << input.getType() << ", not "
                             << value.getType();
  }
  return success();
}

LogicalResult RecordOp::verify() {
  if ((getKind() == RecordKind::Function) != getFunction().has_value())
    return emitOpError("'function' goes with kind(function)");
  if (failed(verifyTime(*this, getEvery(), "every")) ||
      failed(verifyCondition(*this, getCondition(), "when")))
    return failure();
  return verifyUnit(*this, getUnit(), {});
}

LogicalResult RecordOp::verifySymbolUses(SymbolTableCollection &) {
  // Values of a projection's edges, too, and functions of them.
  if (auto project = dyn_cast_or_null<ProjectOp>(resolve(*this, getViewAttr())))
    if (getKind() != RecordKind::Events && project.getVia())
      return success();
  return verifyView(*this, getViewAttr());
}
