//===- SpikeNetworkOps.cpp - What a well-formed network is -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "dialects/spike/ir/Region.h"
#include "dialects/spike/ir/Spike.h"

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

using namespace neuro::spike;
using mlir::Operation;

//===----------------------------------------------------------------------===//
// Regions
//===----------------------------------------------------------------------===//

llvm::LogicalResult PopulationOp::verifyRegions() {
  if (getClassName().has_value() == (getSource() != SourceKind::None))
    return emitOpError("needs a class or a built-in source, and not both");
  if (mlir::failed(verifyYield(*this, getShape(), "shape", {1, 8, false})))
    return mlir::failure();
  if (auto layout = getLayout()) {
    int64_t count = *layout == "grid"                          ? 4
                    : *layout == "box"                         ? 3
                    : *layout == "ring" || *layout == "file" ? 1
                                                               : -1;
    if (count < 0)
      return emitOpError("has unknown layout '") << *layout << "'";
    if ((*layout == "file") != getLayoutFile().has_value())
      return emitOpError("with layout 'file', and only that, names a file");
    if (mlir::failed(verifyYield(*this, getLayoutArguments(), "positions",
                                 {count, count, false})))
      return mlir::failure();
  }
  for (Operation &op : getInits().front()) {
    auto init = llvm::dyn_cast<InitOp>(op);
    if (!init)
      return op.emitOpError("does not belong in a population");
    bool times = getSource() == SourceKind::SpikeTrain && init.getField() == "times";
    if (mlir::failed(verifyYield(init, init.getValue(), "value",
                                 times ? YieldShape{0, -1, false} : YieldShape())))
      return mlir::failure();
  }
  return mlir::success();
}

llvm::LogicalResult ViewOp::verifyRegions() {
  if (getParts().empty())
    return emitOpError("needs at least one part");
  return verifyYield(*this, getRange(), "range", {2, 3, false});
}

llvm::LogicalResult ProjectionOp::verifyRegions() {
  const Rule rule = getRule();
  bool needsArgument = rule == Rule::Nearest || (rule > Rule::OneToOne &&
                                                 rule <= Rule::PairwisePoisson);
  if ((rule == Rule::File) != getFile().has_value())
    return emitOpError("with rule 'file', and only that, names a file");
  if (needsArgument && getArgument().empty())
    return emitOpError("with rule '") << stringifyRule(getRule()) << "' needs an argument";
  if (!needsArgument && !getArgument().empty())
    return emitOpError("with rule '") << stringifyRule(getRule()) << "' takes no argument";
  if (mlir::failed(verifyYield(*this, getArgument(), "argument")) ||
      mlir::failed(verifyYield(*this, getWhere(), "where", {1, 1, true})) ||
      mlir::failed(verifyYield(*this, getWeight(), "weight")) ||
      mlir::failed(verifyYield(*this, getDelay(), "delay")) ||
      mlir::failed(verifyYield(*this, getDendritic(), "dendritic")) ||
      mlir::failed(verifyYield(*this, getBackprop(), "backprop")))
    return mlir::failure();
  if (getVia() && !getWeight().empty())
    return emitOpError("of an edge class has no weight besides the class's fields");
  if (getToEdges() && (getRule() != Rule::All || getVia()))
    return emitOpError("to edges is of rule 'all' and has no edge class");
  if (auto structure = getDelayStructure())
    if (*structure != "constant" && *structure != "bounded" &&
        *structure != "at_instantiation")
      return emitOpError("has unknown delay_structure '") << *structure << "'";
  return mlir::success();
}

llvm::LogicalResult StimulusOp::verifyRegions() {
  int signals = !getWaveform().empty() + !getNoise().empty() + getFile().has_value();
  if (signals != 1)
    return emitOpError("needs exactly one of waveform, samples and noise");
  if (mlir::failed(verifyYield(*this, getWaveform(), "waveform")) ||
      mlir::failed(verifyYield(*this, getDt(), "dt")))
    return mlir::failure();
  return verifyYield(*this, getNoise(), "noise", {3, 3, false});
}

llvm::LogicalResult ProbeOp::verifyRegions() {
  if (getFunction().has_value() != (getKind() == ProbeKind::Function))
    return emitOpError("of kind 'function', and only that, names a function");
  if (mlir::failed(verifyYield(*this, getEvery(), "every")))
    return mlir::failure();
  return verifyYield(*this, getWhen(), "when", {1, 1, true});
}

//===----------------------------------------------------------------------===//
// Single operations
//===----------------------------------------------------------------------===//

llvm::LogicalResult ScheduleOp::verify() {
  llvm::StringSet<> seen;
  for (auto phase : getPhases().getAsRange<mlir::StringAttr>()) {
    llvm::StringRef name = phase.getValue();
    if (!llvm::is_contained({"step", "transmit", "stimulate", "signal", "update", "emit",
                             "deliver", "learn", "every", "record"},
                            name))
      return emitOpError("has unknown phase '") << name << "'";
    if (!seen.insert(name).second)
      return emitOpError("has phase '") << name << "' twice";
  }
  return mlir::success();
}

llvm::LogicalResult DrawOp::verify() {
  llvm::StringRef name = getDistribution();
  int64_t wanted = name == "exponential" || name == "kaiming"             ? 1
                   : name == "uniform" || name == "normal" ||
                           name == "lognormal" || name == "gamma"         ? 2
                   : name == "choice"                                     ? 0
                                                                          : -1;
  if (wanted < 0)
    return emitOpError("has unknown distribution '") << name << "'";
  int64_t count = getArguments().size();
  if (wanted ? count != wanted : count == 0)
    return emitOpError("of distribution '")
           << name << "' takes " << (wanted ? std::to_string(wanted) : "at least 1")
           << " arguments, not " << count;
  return mlir::success();
}

//===----------------------------------------------------------------------===//
// A network as a whole
//===----------------------------------------------------------------------===//

namespace {

/// Names that operations of a network use: of the network's own symbols, and of
/// classes in the module around it.
class NetworkVerifier {
public:
  explicit NetworkVerifier(NetworkOp network) : network(network) {
    for (Operation &op : network.getBody().front())
      if (auto name = op.getAttrOfType<mlir::StringAttr>(
              mlir::SymbolTable::getSymbolAttrName()))
        symbols[name.getValue()] = &op;
  }

  llvm::LogicalResult run() {
    for (Operation &op : network.getBody().front()) {
      if (mlir::failed(check(&op)))
        return mlir::failure();
      auto walk = op.walk([&](GetParameterOp get) -> mlir::WalkResult {
        if (llvm::isa_and_nonnull<ParameterOp>(symbols.lookup(get.getParameter())))
          return mlir::WalkResult::advance();
        return get.emitOpError("names '")
               << get.getParameter() << "', which is not a parameter of the network";
      });
      if (walk.wasInterrupted())
        return mlir::failure();
      declared.insert(&op);
    }
    return mlir::success();
  }

private:
  /// `name` must be a population or view declared above `op`; this also makes
  /// cycles of views impossible.
  llvm::LogicalResult checkElements(Operation *op, llvm::StringRef name) {
    Operation *found = symbols.lookup(name);
    if (!llvm::isa_and_nonnull<PopulationOp, ViewOp>(found))
      return op->emitOpError("names '")
             << name << "', which is not a population or view of the network";
    if (!declared.contains(found))
      return op->emitOpError("names '") << name << "' before it is declared";
    return mlir::success();
  }

  llvm::LogicalResult check(Operation *op) {
    if (auto population = llvm::dyn_cast<PopulationOp>(op))
      return checkPopulation(population);
    if (auto view = llvm::dyn_cast<ViewOp>(op)) {
      for (auto part : view.getParts().getAsRange<mlir::FlatSymbolRefAttr>())
        if (mlir::failed(checkElements(op, part.getValue())))
          return mlir::failure();
      return mlir::success();
    }
    if (auto projection = llvm::dyn_cast<ProjectionOp>(op)) {
      if (mlir::failed(checkElements(op, projection.getSource())))
        return mlir::failure();
      if (projection.getToEdges())
        return checkEdges(op, projection.getTarget());
      if (mlir::failed(checkElements(op, projection.getTarget())))
        return mlir::failure();
      return checkEdgeClass(projection);
    }
    if (auto normalize = llvm::dyn_cast<NormalizeOp>(op))
      return checkEdgeField(op, normalize.getProjection(), normalize.getField());
    if (auto structural = llvm::dyn_cast<StructuralOp>(op))
      return checkEdges(op, structural.getProjection());
    if (auto probe = llvm::dyn_cast<ProbeOp>(op);
        probe && (probe.getKind() == ProbeKind::Edges ||
                  (probe.getKind() == ProbeKind::Function &&
                   mlir::SymbolTable::lookupNearestSymbolFrom<ProjectionOp>(
                       network, probe.getViewAttr()))))
      return checkEdgeField(op, probe.getView(), probe.getWhat());
    if (auto stimulus = llvm::dyn_cast<StimulusOp>(op))
      return checkElements(op, stimulus.getView());
    if (auto probe = llvm::dyn_cast<ProbeOp>(op))
      return checkElements(op, probe.getView());
    if (!llvm::isa<ParameterOp, ScheduleOp>(op))
      return op->emitOpError("does not belong in a spike.network");
    return mlir::success();
  }

  /// The class of a projection's edges, or null when they have no state.
  ClassOp edgeClassOf(ProjectionOp projection) {
    if (!projection || !projection.getVia())
      return {};
    return mlir::SymbolTable::lookupNearestSymbolFrom<ClassOp>(network->getParentOp(),
                                                               projection.getViaAttr());
  }

  /// `name` must be a projection above `op` whose edges have a class.
  llvm::LogicalResult checkEdges(Operation *op, llvm::StringRef name) {
    auto projection = llvm::dyn_cast_or_null<ProjectionOp>(symbols.lookup(name));
    if (!projection || !projection.getVia())
      return op->emitOpError("names '")
             << name << "', which is no projection whose edges have state";
    if (!declared.contains(projection))
      return op->emitOpError("names '") << name << "' before it is declared";
    return mlir::success();
  }

  llvm::LogicalResult checkEdgeField(Operation *op, llvm::StringRef name,
                                     llvm::StringRef field) {
    if (mlir::failed(checkEdges(op, name)))
      return mlir::failure();
    ClassOp cls = edgeClassOf(llvm::cast<ProjectionOp>(symbols.lookup(name)));
    if (cls && cls.lookupField(field))
      return mlir::success();
    return op->emitOpError("names '") << field << "', which edges of '" << name
                                      << "' do not have";
  }

  llvm::LogicalResult checkEdgeClass(ProjectionOp projection) {
    if (!projection.getVia())
      return mlir::success();
    ClassOp cls = edgeClassOf(projection);
    if (!cls || !cls.getEdge())
      return projection.emitOpError("names '")
             << *projection.getVia() << "', which is not an edge class";
    if (projection.getInits().empty())
      return mlir::success();
    for (Operation &op : projection.getInits().front()) {
      if (auto init = llvm::dyn_cast<InitOp>(op)) {
        FieldOp field = cls.lookupField(init.getField());
        if (!field || (field.getRole() != FieldRole::Parameter &&
                       field.getRole() != FieldRole::State))
          return init.emitOpError("sets '")
                 << init.getField() << "', which is not a parameter or state of class '"
                 << cls.getSymName() << "'";
      } else if (auto bind = llvm::dyn_cast<BindRefOp>(op)) {
        FieldOp field = cls.lookupField(bind.getRef());
        if (!field || field.getRole() != FieldRole::Ref)
          return bind.emitOpError("names '") << bind.getRef() << "', which is no reference";
        if (mlir::failed(checkElements(bind, bind.getView())))
          return mlir::failure();
      } else if (!llvm::isa<RuleArgumentOp>(op)) {
        return op.emitOpError("does not belong in a projection");
      }
    }
    return mlir::success();
  }

  llvm::LogicalResult checkPopulation(PopulationOp population) {
    if (!population.getClassName())
      return mlir::success();
    auto cls = mlir::SymbolTable::lookupNearestSymbolFrom<ClassOp>(
        network->getParentOp(), population.getClassNameAttr());
    if (!cls)
      return population.emitOpError("names class '")
             << *population.getClassName() << "', which does not exist";
    for (InitOp init : population.getInits().front().getOps<InitOp>()) {
      FieldOp field = cls.lookupField(init.getField());
      if (!field || (field.getRole() != FieldRole::Parameter &&
                     field.getRole() != FieldRole::State))
        return init.emitOpError("sets '") << init.getField()
                                          << "', which is not a parameter or state of class '"
                                          << cls.getSymName() << "'";
    }
    return mlir::success();
  }

  NetworkOp network;
  llvm::StringMap<Operation *> symbols;
  llvm::SmallPtrSet<Operation *, 16> declared;
};

} // namespace

llvm::LogicalResult NetworkOp::verifyRegions() { return NetworkVerifier(*this).run(); }
