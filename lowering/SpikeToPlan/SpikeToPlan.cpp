//===- SpikeToPlan.cpp - A placed module to the runtime's plan -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/SpikeToPlan/SpikeToPlan.h"
#include "lowering/SpikeToPlan/Exporter.h"

#include "dialects/units/Dimension.h"

#include "mlir/IR/Location.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassRegistry.h"
#include "llvm/Support/raw_ostream.h"

using namespace neuro;
using namespace neuro::lowering;

std::string neuro::lowering::sourcePosition(mlir::Location loc) {
  auto range = loc->findInstanceOf<mlir::FileLineColRange>();
  if (!range)
    return "";
  return (range.getFilename().getValue() + ":" + llvm::Twine(range.getStartLine()) + ":" +
          llvm::Twine(range.getStartColumn()))
      .str();
}

std::string neuro::lowering::sourceFile(mlir::Location loc) {
  auto range = loc->findInstanceOf<mlir::FileLineColRange>();
  return range ? range.getFilename().str() : "";
}

rt::UnitText neuro::lowering::unitText(std::optional<llvm::StringRef> text,
                                       std::optional<llvm::APFloat> scale) {
  rt::UnitText unit;
  if (text)
    unit.text = text->str();
  if (scale)
    unit.scale = scale->convertToDouble();
  else if (text)
    if (auto parsed = units::parseUnit(unit.text); parsed && parsed->offset == 0)
      unit.scale = parsed->toCoherent(1);
  return unit;
}

llvm::FailureOr<rt::Instr> neuro::lowering::unknownLeaf(mlir::Operation *op) {
  if (auto get = llvm::dyn_cast<nir::GetOp>(op))
    return op->emitError("'") << get.getVariable() << "' has no value here";
  if (auto read = llvm::dyn_cast<spike::ReadOp>(op))
    return op->emitError("field '") << read.getField() << "' has no value here";
  return op->emitError("'") << op->getName()
                            << "' cannot be evaluated when a network is built";
}

llvm::FailureOr<rt::ProgramPlan> neuro::lowering::exportPlan(mlir::ModuleOp placed) {
  rt::ProgramPlan plan;
  plan.file = sourceFile(placed.getLoc());
  ClassNames classes;
  for (auto cls : placed.getOps<spike::ClassOp>()) {
    auto exported = exportClass(cls);
    if (mlir::failed(exported))
      return mlir::failure();
    classes.classes[cls.getSymName()] = {cls, static_cast<int>(plan.classes.size())};
    plan.classes.push_back(std::move(*exported));
  }
  llvm::StringMap<NetworkNames> networks;
  for (auto network : placed.getOps<spike::NetworkOp>()) {
    NetworkNames &names = networks[network.getSymName()];
    names.index = static_cast<int>(plan.networks.size());
    auto exported = exportNetwork(network, classes, names);
    if (mlir::failed(exported))
      return mlir::failure();
    plan.networks.push_back(std::move(*exported));
  }
  for (auto experiment : placed.getOps<nir::ExperimentOp>()) {
    auto found = networks.find(experiment.getNetwork());
    if (found == networks.end())
      return experiment.emitError("names no network '") << experiment.getNetwork() << "'";
    auto exported =
        exportExperiment(experiment, found->second, plan.networks[found->second.index]);
    if (mlir::failed(exported))
      return mlir::failure();
    plan.experiments.push_back(std::move(*exported));
  }
  return plan;
}

namespace {

struct PrintPlanPass
    : mlir::PassWrapper<PrintPlanPass, mlir::OperationPass<mlir::ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(PrintPlanPass)

  llvm::StringRef getArgument() const override { return "print-plan"; }
  llvm::StringRef getDescription() const override {
    return "print the runtime's plan of a placed module";
  }
  void runOnOperation() override {
    auto plan = exportPlan(getOperation());
    if (mlir::failed(plan))
      return signalPassFailure();
    llvm::outs() << printPlan(*plan);
    markAllAnalysesPreserved();
  }
};

} // namespace

void neuro::lowering::registerPrintPlanPass() { mlir::PassRegistration<PrintPlanPass>(); }
