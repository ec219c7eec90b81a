//===- VerifyS1.cpp - Contract S1: scheduled -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Checks IR as spike-schedule leaves it; changes nothing.
//
//===----------------------------------------------------------------------===//
#include "dialects/spike/transforms/Passes.h"
#include "dialects/spike/transforms/ScheduleOrder.h"

namespace neuro::spike {
#define GEN_PASS_DEF_VERIFYS1
#include "dialects/spike/transforms/Passes.h.inc"
} // namespace neuro::spike

using namespace neuro::spike;

namespace {

llvm::LogicalResult checkDelays(ProjectionOp projection) {
  auto structure = projection.getDelayStructure();
  if (!structure)
    return projection.emitError("[S1] projection '")
           << projection.getSymName() << "' has no delay structure";
  if (*structure == "at_instantiation")
    return mlir::success();
  auto low = projection.getSmallestDelay(), high = projection.getLargestDelay();
  if (!low || !high)
    return projection.emitError("[S1] projection '")
           << projection.getSymName() << "' has delay structure '" << *structure
           << "' without smallest_delay and largest_delay";
  if (high->convertToDouble() < low->convertToDouble())
    return projection.emitError("[S1] projection '")
           << projection.getSymName() << "' has its largest delay below its smallest";
  return mlir::success();
}

llvm::LogicalResult checkSchedule(NetworkOp network) {
  auto schedules = network.getBody().front().getOps<ScheduleOp>();
  if (schedules.empty() || std::next(schedules.begin()) != schedules.end())
    return network.emitError("[S1] network '")
           << network.getSymName() << "' must have exactly one schedule";
  ScheduleOp schedule = *schedules.begin();
  std::vector<llvm::StringRef> wanted = neededPhases(network), found;
  for (auto phase : schedule.getPhases().getAsRange<mlir::StringAttr>())
    found.push_back(phase.getValue());
  if (found != wanted)
    return schedule.emitError("[S1] the phases of network '")
           << network.getSymName() << "' must be: " << llvm::join(wanted, ", ");
  if (auto window = schedule.getWindow()) {
    auto smallest = smallestDelay(network);
    if (!smallest || window->convertToDouble() > *smallest)
      return schedule.emitError("[S1] the exchange window of ")
             << window->convertToDouble() << " ms is longer than a delay may be";
  }
  return mlir::success();
}

struct VerifyS1Pass : impl::VerifyS1Base<VerifyS1Pass> {
  void runOnOperation() override {
    for (NetworkOp network : getOperation().getOps<NetworkOp>()) {
      for (auto projection : network.getBody().front().getOps<ProjectionOp>())
        if (mlir::failed(checkDelays(projection)))
          return signalPassFailure();
      if (mlir::failed(checkSchedule(network)))
        return signalPassFailure();
    }
    markAllAnalysesPreserved();
  }
};

} // namespace
