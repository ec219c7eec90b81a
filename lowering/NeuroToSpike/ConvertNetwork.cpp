//===- ConvertNetwork.cpp - Networks, one operation to one -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/NeuroToSpike/Conversion.h"
#include "lowering/NeuroToSpike/ConvertSynapse.h"

#include "mlir/IR/Builders.h"

#include <set>
#include <string>

using namespace neuro;
using namespace neuro::lowering;
using mlir::Operation;

namespace {

mlir::StringAttr stringAttr(mlir::OpBuilder &builder, std::optional<llvm::StringRef> text) {
  return text ? builder.getStringAttr(*text) : mlir::StringAttr();
}

class NetworkConverter {
public:
  explicit NetworkConverter(nir::NetworkOp network) : network(network), builder(network) {}

  llvm::LogicalResult run() {
    std::string name = network.getSymName().str();
    network.setSymName(name + " (being converted)");
    auto result = spike::NetworkOp::create(builder, network.getLoc(), name);
    builder.setInsertionPointToStart(&result.getBody().emplaceBlock());
    // Elements before what refers to them.
    if (mlir::failed(convertAll<nir::NetParamOp>()) ||
        mlir::failed(convertAll<nir::PopulationOp>()) ||
        mlir::failed(convertAll<nir::ViewOp>()) ||
        mlir::failed(convertAll<nir::ProjectOp>()) ||
        mlir::failed(convertAll<nir::NormalizeOp>()) ||
        mlir::failed(convertAll<nir::StructuralOp>()) ||
        mlir::failed(convertAll<nir::StimulateOp>()) ||
        mlir::failed(convertAll<nir::RecordOp>()))
      return mlir::failure();
    for (Operation &op : network.getBodyBlock())
      if (!llvm::isa<nir::NetParamOp, nir::PopulationOp, nir::ViewOp, nir::ProjectOp,
                     nir::NormalizeOp, nir::StructuralOp, nir::StimulateOp, nir::RecordOp>(op))
        return op.emitError("'") << op.getName() << "' cannot be lowered";
    network.erase();
    return mlir::success();
  }

private:
  template <typename T> llvm::LogicalResult convertAll() {
    for (T op : network.getItems<T>())
      if (mlir::failed(convert(op)))
        return mlir::failure();
    return mlir::success();
  }

  llvm::LogicalResult convert(nir::NetParamOp param) {
    ShownUnit unit = shownUnit(param);
    auto result = spike::ParameterOp::create(builder, param.getLoc(), param.getSymName(),
                                             param.getInteger() || param.getType().isInteger(),
                                             unit.text, unit.scale, mlir::StringAttr());
    if (param.getDefaultValue().empty())
      return param.emitError("network parameter '") << param.getSymName() << "' has no value";
    if (!param.getConstraint().empty()) {
      result.setConstraintText(param.getText().value_or(param.getSymName()));
      if (mlir::failed(moveExpression(param.getConstraint(), result.getConstraint(),
                                      Home::Network)))
        return mlir::failure();
    }
    return moveExpression(param.getDefaultValue(), result.getValue(), Home::Network);
  }

  llvm::FailureOr<spike::SourceKind> sourceKind(nir::PopulationOp population) {
    if (!population.getSource())
      return spike::SourceKind::None;
    llvm::StringRef name = *population.getSource();
    if (name == "Poisson")
      return spike::SourceKind::Poisson;
    if (name == "SpikeTrain")
      return spike::SourceKind::SpikeTrain;
    if (name == "Regular")
      return spike::SourceKind::Regular;
    if (name == "Port")
      return spike::SourceKind::Port;
    if (name == "SpikeFile" || name == "EventFile" || name == "EventCamera")
      return spike::SourceKind::SpikeFile;
    return population.emitError("E0901: source '") << name << "' is not executed yet";
  }

  llvm::LogicalResult convert(nir::PopulationOp population) {
    auto kind = sourceKind(population);
    if (mlir::failed(kind))
      return mlir::failure();
    mlir::FlatSymbolRefAttr cls;
    if (*kind == spike::SourceKind::None)
      cls = mlir::FlatSymbolRefAttr::get(builder.getContext(), className(population));
    auto result = spike::PopulationOp::create(builder, population.getLoc(),
                                              population.getSymName(), cls, *kind,
                                              population.getLayoutAttr(),
                                              population.getLayoutFileAttr(),
                                              mlir::StringAttr());
    if (auto file = population->getAttrOfType<mlir::StringAttr>("file"))
      result.setFileAttr(file);
    if (mlir::failed(moveExpression(population.getShape(), result.getShape(), Home::Network)) ||
        mlir::failed(moveExpression(population.getLayoutArguments(),
                                    result.getLayoutArguments(), Home::Network)))
      return mlir::failure();
    mlir::OpBuilder inside = mlir::OpBuilder::atBlockEnd(&result.getInits().emplaceBlock());
    for (Operation &op : population.getBody().front()) {
      auto init = llvm::dyn_cast<nir::InitOp>(op);
      if (!init)
        return op.emitError("'") << op.getName() << "' cannot be lowered in a population";
      auto converted = spike::InitOp::create(inside, init.getLoc(), init.getField(),
                                             init.getDraws());
      if (mlir::failed(
              moveExpression(init.getValue(), converted.getValue(), Home::Population)))
        return mlir::failure();
    }
    return mlir::success();
  }

  llvm::LogicalResult convert(nir::ViewOp view) {
    auto result = spike::ViewOp::create(builder, view.getLoc(), view.getSymName(),
                                        view.getParts(), view.getFamily());
    return moveExpression(view.getRange(), result.getRange(), Home::Network);
  }

  llvm::LogicalResult convert(nir::ProjectOp project) {
    auto rule = spike::symbolizeRule(project.getRule());
    if (!rule)
      return project.emitError("'") << project.getRule() << "' is no connection rule";
    ShownUnit unit = shownUnit(project, "weight_unit", "weight_scale");
    auto result = spike::ProjectionOp::create(
        builder, project.getLoc(), project.getSymName(), project.getSource(),
        project.getEvent(), project.getTarget(), project.getPort(), *rule);
    if (project.getLabel())
      result.setLabel(project.getLabel());
    result.setTextAttr(project.getTextAttr());
    if (unit.text)
      result.setUnitAttr(unit.text);
    if (unit.scale)
      result.setScaleAttr(unit.scale);
    result.setNoAutapses(!project.getAutapses());
    result.setNoMultapses(!project.getMultapses());
    result.setFileAttr(project.getFileAttr());
    result.setProcedural(project.getProcedural());
    if (mlir::failed(convertRuleArguments(project, result)))
      return mlir::failure();
    result.setWeightDraws(project.getWeightDraws());
    result.setDelayDraws(project.getDelayDraws());
    if (mlir::failed(moveExpression(project.getArgument(), result.getArgument(), Home::Edge)) ||
        mlir::failed(moveExpression(project.getWhere(), result.getWhere(), Home::Edge)))
      return mlir::failure();
    if (project.getSignal().empty()) {
      if (mlir::failed(moveExpression(project.getWeight(), result.getWeight(), Home::Edge)) ||
          mlir::failed(convertEdge(project, result)))
        return mlir::failure();
      return moveExpression(project.getDelay(), result.getDelay(), Home::Edge);
    }
    if (mlir::failed(moveExpression(project.getDelay(), result.getDelay(), Home::Edge)))
      return mlir::failure();
    if (auto mirror = project->getAttrOfType<mlir::FlatSymbolRefAttr>("mirror"))
      return mirrorSignal(project, result, mirror);
    if (project.getVia() && mlir::failed(convertEdge(project, result)))
      return mlir::failure();
    mlir::OpBuilder classes(result->getParentOp());
    return convertSignal(project, result, classes);
  }

  /// Whether a signal reads the same of both its ends.
  static bool readsAlike(mlir::Region &signal) {
    std::set<std::string> pre, post;
    signal.walk([&](nir::GetOp get) {
      mlir::SymbolRefAttr variable = get.getVariable();
      std::string path;
      for (mlir::FlatSymbolRefAttr part : variable.getNestedReferences())
        path += "." + part.getValue().str();
      if (variable.getRootReference() == "pre")
        pre.insert(path);
      if (variable.getRootReference() == "post")
        post.insert(path);
    });
    return pre == post;
  }

  /// The same pairs, values and signal as another projection, the other way round.
  llvm::LogicalResult mirrorSignal(nir::ProjectOp project, spike::ProjectionOp projection,
                                   mlir::FlatSymbolRefAttr mirror) {
    auto original = llvm::dyn_cast_or_null<spike::ProjectionOp>(
        mlir::SymbolTable::lookupSymbolIn(projection->getParentOp(), mirror));
    if (!original || !original.getVia())
      return projection.emitError("mirrors no continuous projection");
    projection.setMirrorAttr(mirror);
    if (readsAlike(project.getSignal())) {
      projection.setViaAttr(original.getViaAttr());
      projection.setContinuous(true);
      projection.getInits().emplaceBlock();
      return mlir::success();
    }
    // A class of its own with fields in the same order, but values from the original.
    mlir::OpBuilder classes(projection->getParentOp());
    if (mlir::failed(convertSignal(project, projection, classes)))
      return mlir::failure();
    projection.getInits().front().clear();
    return mlir::success();
  }

  llvm::LogicalResult convert(nir::NormalizeOp normalize) {
    return convertNormalize(builder, normalize);
  }
  llvm::LogicalResult convert(nir::StructuralOp structural) {
    return convertStructural(builder, structural);
  }
  /// Texts become an attribute: conv2d's pad is the only one.
  llvm::LogicalResult convertRuleArguments(nir::ProjectOp project,
                                           spike::ProjectionOp result) {
    for (auto argument :
         llvm::make_early_inc_range(project.getInits().getOps<nir::RuleArgumentOp>())) {
      if (auto text = argument.getText()) {
        result.setRuleText(*text);
        continue;
      }
      if (result.getInits().empty())
        result.getInits().emplaceBlock();
      mlir::OpBuilder inside = mlir::OpBuilder::atBlockEnd(&result.getInits().front());
      auto converted = spike::RuleArgumentOp::create(inside, argument.getLoc(),
                                                     argument.getName());
      if (mlir::failed(
              moveExpression(argument.getValue(), converted.getValue(), Home::Network)))
        return mlir::failure();
    }
    return mlir::success();
  }

  llvm::LogicalResult convert(nir::StimulateOp stimulate) {
    bool perElement = false;
    stimulate.getWaveform().walk([&](nir::IndexOp) { perElement = true; });
    auto result = spike::StimulusOp::create(
        builder, stimulate.getLoc(), stimulate.getView(), stimulate.getInput(), perElement,
        stringAttr(builder, stimulate.getSamples()));
    if (!stimulate.getNoise()) {
      if (mlir::failed(moveExpression(stimulate.getWaveform(), result.getWaveform(),
                                      Home::Network)))
        return mlir::failure();
      return moveExpression(stimulate.getInterval(), result.getDt(), Home::Network);
    }
    return convertNoise(stimulate, result);
  }

  /// Mean and sd come in one region, the interval in another; one region yields
  /// all three.
  llvm::LogicalResult convertNoise(nir::StimulateOp stimulate, spike::StimulusOp result) {
    mlir::Region &waveform = stimulate.getWaveform(), &interval = stimulate.getInterval();
    if (waveform.empty() || interval.empty())
      return stimulate.emitError("noise needs a mean, a standard deviation and an interval");
    mlir::Region spacing;
    if (mlir::failed(moveExpression(waveform, result.getNoise(), Home::Network)) ||
        mlir::failed(moveExpression(interval, spacing, Home::Network)))
      return mlir::failure();
    mlir::Block &into = result.getNoise().front();
    Operation *first = &into.back(), *second = &spacing.front().back();
    llvm::SmallVector<mlir::Value> values(first->getOperands());
    llvm::append_range(values, second->getOperands());
    mlir::Location loc = first->getLoc();
    first->erase();
    into.getOperations().splice(into.end(), spacing.front().getOperations());
    into.back().erase();
    mlir::OpBuilder end = mlir::OpBuilder::atBlockEnd(&into);
    spike::YieldOp::create(end, loc, values);
    return mlir::success();
  }

  llvm::LogicalResult convert(nir::RecordOp record) {
    ShownUnit unit = shownUnit(record);
    auto kind = static_cast<spike::ProbeKind>(record.getKind());
    // Values of a projection's edges; of a function of them the view says so.
    if (kind != spike::ProbeKind::Function &&
        llvm::isa_and_nonnull<nir::ProjectOp>(network.lookup(record.getView())))
      kind = spike::ProbeKind::Edges;
    auto result = spike::ProbeOp::create(
        builder, record.getLoc(), record.getTarget(), record.getView(), kind,
        record.getWhat(), stringAttr(builder, record.getFunction()), unit.text, unit.scale);
    if (mlir::failed(moveExpression(record.getEvery(), result.getEvery(), Home::Network)))
      return mlir::failure();
    return moveExpression(record.getCondition(), result.getWhen(), Home::Network);
  }

  nir::NetworkOp network;
  mlir::OpBuilder builder;
};

static_assert(static_cast<int>(spike::ProbeKind::Events) ==
                      static_cast<int>(nir::RecordKind::Events) &&
                  static_cast<int>(spike::ProbeKind::Values) ==
                      static_cast<int>(nir::RecordKind::Values) &&
                  static_cast<int>(spike::ProbeKind::Function) ==
                      static_cast<int>(nir::RecordKind::Function),
              "kinds of recordings have the same numbers in both dialects");

} // namespace

llvm::LogicalResult neuro::lowering::convertNetwork(nir::NetworkOp network) {
  return NetworkConverter(network).run();
}
