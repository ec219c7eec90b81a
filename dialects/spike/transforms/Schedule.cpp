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

std::vector<llvm::StringRef> neuro::spike::neededPhases(NetworkOp network) {
  mlir::Block &body = network.getBody().front();
  bool updates = llvm::any_of(body.getOps<PopulationOp>(), [](PopulationOp population) {
    return population.getClassName().has_value();
  });
  std::vector<llvm::StringRef> phases;
  if (!body.getOps<StimulusOp>().empty())
    phases.push_back("stimulate");
  if (updates)
    phases.push_back("update");
  phases.push_back("emit");
  if (!body.getOps<ProjectionOp>().empty())
    phases.push_back("deliver");
  if (!body.getOps<ProbeOp>().empty())
    phases.push_back("record");
  return phases;
}

std::optional<double> neuro::spike::smallestDelay(NetworkOp network) {
  std::optional<double> smallest;
  for (ProjectionOp projection : network.getBody().front().getOps<ProjectionOp>()) {
    auto delay = projection.getSmallestDelay();
    if (!delay)
      return std::nullopt;
    double value = delay->convertToDouble();
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
