//===- EdgeStatements.cpp - What is said about the edges of a projection
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Events to synapses, normalisation and structural plasticity. They name a
// projection by its label, which may be declared further down, and are imported
// after all projections between populations.
//
//===----------------------------------------------------------------------===//
#include "lang/import/Importer.h"

using namespace mlir;
using namespace neuro;
using namespace neuro::importer;

LogicalResult Importer::importEdgeStatements() {
  ConstEnv outer = env;
  for (const auto &[item, itemEnv] : network->edgeStatements) {
    env = itemEnv;
    LogicalResult result = success();
    if (auto *project = ast::dynCast<ast::ProjectDecl>(item))
      result = importPortEvents(*project);
    else if (auto *normalize = ast::dynCast<ast::NormalizeDecl>(item))
      result = importNormalize(*normalize);
    else if (auto *structural = ast::dynCast<ast::StructuralDecl>(item))
      result = importStructural(*structural);
    if (failed(result))
      return failure();
  }
  network->edgeStatements.clear();
  env = outer;
  return success();
}

/// `project DA -> rec.reward connect all { w = 1; delay = 1 ms }`.
LogicalResult Importer::importPortEvents(const ast::ProjectDecl &project) {
  place = Place::Projection;
  projection = &project;
  auto source = path(*project.source), target = path(*project.target);
  if (failed(source) || failed(target))
    return failure();
  std::string text = source->text() + " -> " + target->text();
  auto op = create<nir::ProjectOp>(
      project.range, projectionSymbol(), text, source->view,
      source->member.empty() ? "spikes" : source->member, target->view, target->member,
      calleeOf(project.rule.get()));
  op.setToEdges(true);
  if (!project.name.empty())
    op.setLabel(project.name);
  if (auto *on = ast::dynCast<ast::OnDecl>(project.port); on && !on->parameters.empty())
    op.setWeightUnit(unitOf(*on->parameters.front()));
  LogicalResult result = failure();
  if (succeeded(importRule(project, op)) && succeeded(importWeight(project, op)))
    result = importDelay(project, op);
  projection = nullptr;
  place = Place::Network;
  return result;
}

/// `normalize ff.w per post to 78 every 500 ms`.
LogicalResult Importer::importNormalize(const ast::NormalizeDecl &normalize) {
  place = Place::Network;
  auto target = path(*normalize.target);
  if (failed(target))
    return failure();
  if (!target->projection)
    return error(normalize.target->range) << "this is not a state of a projection's edges";
  auto op = create<nir::NormalizeOp>(normalize.range, symbol(target->view),
                                     str(target->member),
                                     normalize.perPost ? b.getUnitAttr() : UnitAttr());
  if (failed(expression(op.getTotal(), *normalize.total)))
    return failure();
  return expression(op.getEvery(), *normalize.period);
}

/// `structural rec { prune when w < 1 pA every 1 s; grow bernoulli(0.01) every 1 s }`.
LogicalResult Importer::importStructural(const ast::StructuralDecl &structural) {
  place = Place::Network;
  auto target = path(*structural.target);
  if (failed(target))
    return failure();
  if (!target->projection || !target->projection->synapse)
    return error(structural.target->range) << "this is not a projection with a synapse";
  // Conditions and settings are those of the projection's own edges.
  place = Place::Projection;
  projection = target->projection;
  inEdgeInit = true;
  auto op = create<nir::StructuralOp>(structural.range, symbol(target->view), StringAttr());
  auto import = [&]() -> LogicalResult {
    for (const ast::DeclPtr &item : structural.body.items) {
      if (auto *prune = ast::dynCast<ast::PruneDecl>(item.get())) {
        if (!op.getPrune().empty())
          return error(item->range) << "a projection is pruned by one condition";
        if (failed(expression(op.getPrune(), *prune->condition)) ||
            failed(expression(op.getPruneEvery(), *prune->period)))
          return failure();
        continue;
      }
      auto *grow = ast::dynCast<ast::GrowDecl>(item.get());
      if (!grow)
        return error(item->range) << "this cannot stand in 'structural'";
      if (op.getRule())
        return error(item->range) << "a projection grows by one rule";
      op.setRule(calleeOf(grow->rule.get()));
      if (auto *call = ast::dynCast<ast::CallExpr>(grow->rule.get()))
        if (call->arguments.size() != 1 ||
            failed(expression(op.getArgument(), *call->arguments.front().value)))
          return error(grow->rule->range) << "this rule takes one argument";
      if ((grow->where && failed(expression(op.getWhere(), *grow->where))) ||
          failed(expression(op.getGrowEvery(), *grow->period)))
        return failure();
      for (const ast::DeclPtr &setting : grow->inits.items) {
        auto *assign = ast::dynCast<ast::AssignDecl>(setting.get());
        StringRef name = assign ? nameOf(assign->target.get()) : StringRef();
        if (name.empty() || name == "dendritic" || name == "backprop")
          return error(setting->range) << "this setting of 'grow' is not executed yet";
        if (name == "delay") {
          if (failed(expression(op.getDelay(), *assign->value)))
            return failure();
          continue;
        }
        auto fill = [&] {
          return importInit(assign->range, name, *assign->value,
                            assign->op == ast::AssignDecl::Draw);
        };
        OpBuilder::InsertionGuard guard(b);
        if (op.getInits().empty())
          b.createBlock(&op.getInits());
        else
          b.setInsertionPointToEnd(&op.getInits().front());
        if (failed(fill()))
          return failure();
      }
    }
    return success();
  };
  LogicalResult result = import();
  inEdgeInit = false;
  projection = nullptr;
  place = Place::Network;
  return result;
}
