//===- Schedule.cpp - The order of phases in a tick -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes networks whose projections know their delay structure. Leaves each with
// one spike.schedule.
//
//===----------------------------------------------------------------------===//
#include "dialects/spike/transforms/ScheduleOrder.h"
#include "dialects/spike/transforms/Passes.h"

#include "mlir/IR/Builders.h"

#include <algorithm>

namespace neuro::spike {
#define GEN_PASS_DEF_SCHEDULE
#include "dialects/spike/transforms/Passes.h.inc"
} // namespace neuro::spike

using namespace neuro::spike;

namespace {

/// What the edges of a network do besides delivering weights.
struct EdgePhases {
  bool steps = false;     ///< equations that cannot wait for an event
  bool transmits = false; ///< what `on pre` emits in this tick
  bool learns = false;    ///< handlers
  bool repeats = false;   ///< periodic updates, normalisation, growth and pruning
};

EdgePhases edgePhases(NetworkOp network) {
  EdgePhases found;
  mlir::Block &body = network.getBody().front();
  auto add = [&](ClassOp cls) {
    if (!cls)
      return;
    for (KernelOp kernel : cls.getBody().front().getOps<KernelOp>()) {
      Phase phase = kernel.getPhase();
      found.steps |= phase == Phase::Step;
      found.transmits |= phase == Phase::Emit;
      found.learns |= phase == Phase::Pre || phase == Phase::Post || phase == Phase::Port;
      found.repeats |= phase == Phase::Every;
    }
  };
  auto classNamed = [&](mlir::FlatSymbolRefAttr name) -> ClassOp {
    if (!name || !network->getParentOp())
      return {};
    return mlir::SymbolTable::lookupNearestSymbolFrom<ClassOp>(network->getParentOp(), name);
  };
  for (ProjectionOp projection : body.getOps<ProjectionOp>())
    add(classNamed(projection.getViaAttr()));
  for (PopulationOp population : body.getOps<PopulationOp>())
    add(classNamed(population.getClassNameAttr()));
  found.repeats |= !body.getOps<NormalizeOp>().empty() || !body.getOps<StructuralOp>().empty();
  return found;
}

} // namespace

std::vector<llvm::StringRef> neuro::spike::neededPhases(NetworkOp network) {
  mlir::Block &body = network.getBody().front();
  bool updates = llvm::any_of(body.getOps<PopulationOp>(), [](PopulationOp population) {
    return population.getClassName().has_value();
  });
  EdgePhases edges = edgePhases(network);
  std::vector<llvm::StringRef> phases;
  if (edges.steps)
    phases.push_back("step");
  if (edges.transmits)
    phases.push_back("transmit");
  if (!body.getOps<StimulusOp>().empty())
    phases.push_back("stimulate");
  if (llvm::any_of(body.getOps<ProjectionOp>(),
                   [](ProjectionOp projection) { return projection.getContinuous(); }))
    phases.push_back("signal");
  if (updates)
    phases.push_back("update");
  phases.push_back("emit");
  if (!body.getOps<ProjectionOp>().empty())
    phases.push_back("deliver");
  if (edges.learns)
    phases.push_back("learn");
  if (edges.repeats)
    phases.push_back("every");
  if (!body.getOps<ProbeOp>().empty())
    phases.push_back("record");
  return phases;
}

std::optional<double> neuro::spike::smallestDelay(NetworkOp network) {
  std::optional<double> smallest;
  for (ProjectionOp projection : network.getBody().front().getOps<ProjectionOp>()) {
    if (projection.getContinuous())
      return std::nullopt; // read in each tick: nobody may run ahead
    auto delay = projection.getSmallestDelay();
    if (!delay)
      return std::nullopt;
    double value = delay->convertToDouble();
    if (value <= 0)
      return std::nullopt; // arrives within the tick
    smallest = smallest ? std::min(*smallest, value) : value;
  }
  return smallest;
}

namespace {

struct SchedulePass : impl::ScheduleBase<SchedulePass> {
  void runOnOperation() override {
    for (NetworkOp network : getOperation().getOps<NetworkOp>())
      schedule(network);
  }

  void schedule(NetworkOp network) {
    for (ScheduleOp old : llvm::make_early_inc_range(
             network.getBody().front().getOps<ScheduleOp>()))
      old.erase();
    auto builder = mlir::OpBuilder::atBlockEnd(&network.getBody().front());
    mlir::FloatAttr window;
    if (auto smallest = smallestDelay(network))
      window = builder.getF64FloatAttr(*smallest);
    ScheduleOp::create(builder, network.getLoc(),
                       builder.getStrArrayAttr(neededPhases(network)), window);
  }
};

} // namespace
