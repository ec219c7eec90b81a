//===- Pipelines.cpp - The whole compiler on one page ---------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/Pipelines.h"

#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/neuro/transforms/Passes.h"
#include "dialects/spike/ir/Spike.h"
#include "dialects/spike/transforms/Passes.h"
#include "lowering/LoopsToLLVM/Passes.h"
#include "lowering/NeuroToSpike/Passes.h"
#include "lowering/SpikeToLoops/Passes.h"

#include "mlir/Pass/PassOptions.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;

namespace neuro::lowering {

static constexpr PhaseInfo allPhases[] = {
    {Phase::Ast, "ast", "the text as a tree, printed again as text"},
    {Phase::Check, "check", "names, units, ports and networks are right"},
    {Phase::Neuro, "neuro", "what the scientist said, as IR with units (N0)"},
    {Phase::Solved, "solved", "unit-free updates, one straight line a tick (N2)"},
    {Phase::Spike, "spike", "classes of state with kernels, networks explicit (S0)"},
    {Phase::Placed, "placed", "order, storage types, slots and widths chosen (S2)"},
    {Phase::Plan, "plan", "what the runtime instantiates: sizes, values, connections"},
    {Phase::Loops, "loops", "kernels as vectorised loops over elements (L0)"},
    {Phase::LLVM, "llvm", "kernels as optimised LLVM IR"},
    {Phase::Asm, "asm", "kernels as this processor's instructions"},
};

ArrayRef<PhaseInfo> phases() { return allPhases; }

std::optional<Phase> phaseCalled(StringRef name) {
  for (const PhaseInfo &info : allPhases)
    if (name == info.name)
      return info.phase;
  return std::nullopt;
}

/// Folds constants and shares equal expressions; exact, so results keep their bits.
static void clean(OpPassManager &passes) {
  passes.addPass(createCanonicalizerPass());
  passes.addPass(createCSEPass());
}

static void toSolved(OpPassManager &passes, const PipelineOptions &options) {
  if (options.verify)
    passes.addPass(nir::createNeuroVerifyN0());
  passes.addPass(nir::createNeuroInline());
  passes.addPass(nir::createNeuroUnits());
  if (options.verify)
    passes.addPass(nir::createNeuroVerifyN1());
  clean(passes);
  if (!options.without.has(rt::Pass::ReceptorMerging))
    passes.addPass(nir::createNeuroMergeReceptors());
  if (!options.without.has(rt::Pass::ConstantWeights))
    passes.addPass(nir::createNeuroConstantState());
  if (!options.without.has(rt::Pass::TraceSharing))
    passes.addPass(nir::createNeuroShareTraces());
  nir::NeuroClassifyOptions classify;
  classify.solver = options.solver;
  passes.addPass(nir::createNeuroClassify(classify));
  passes.addPass(nir::createNeuroSolve());
  clean(passes);
  passes.addPass(nir::createNeuroHoist());
  passes.addPass(nir::createNeuroMerge());
  if (options.verify)
    passes.addPass(nir::createNeuroVerifyN2());
}

static void toSpike(OpPassManager &passes, const PipelineOptions &options) {
  passes.addPass(createConvertNeuroToSpike());
  if (options.verify)
    passes.addPass(spike::createVerifyS0());
}

static void toPlaced(OpPassManager &passes, const PipelineOptions &options) {
  passes.addPass(spike::createDelays());
  passes.addPass(spike::createSchedule());
  if (options.verify)
    passes.addPass(spike::createVerifyS1());
  spike::FuseOptions fuse;
  fuse.keepLets = options.without.has(rt::Pass::CompiledRecording);
  passes.addPass(spike::createFuse(fuse));
  if (!options.without.has(rt::Pass::DeadState))
    passes.addPass(spike::createDeadState());
  if (!options.without.has(rt::Pass::NarrowCounters)) {
    spike::NarrowCountersOptions counters;
    counters.dt = options.dtKnown ? options.dt : 0;
    counters.overridden.assign(options.overridden.begin(), options.overridden.end());
    passes.addPass(spike::createNarrowCounters(counters));
  }
  spike::LayoutOptions layout;
  layout.precision = options.precision;
  layout.width = options.width;
  layout.dt = options.dt;
  layout.integerSums = options.integerSums;
  passes.addPass(spike::createLayout(layout));
  // Sums of whole numbers are exact; additions to a state are not.
  if (!options.without.has(rt::Pass::DirectArrivals) && !options.integerSums)
    passes.addPass(spike::createDirectArrivals());
  passes.addPass(spike::createDecays());
  passes.addPass(spike::createContract());
  if (options.verify)
    passes.addPass(spike::createVerifyS2());
}

static void toLoops(OpPassManager &passes, const PipelineOptions &options) {
  passes.addPass(createConvertSpikeToLoops());
  passes.addPass(createExpandMath());
  clean(passes);
  if (options.verify)
    passes.addPass(createVerifyL0());
}

static void toLLVM(OpPassManager &passes, const PipelineOptions &) {
  passes.addPass(createConvertLoopsToLLVM());
}

void addPasses(OpPassManager &passes, Phase phase, const PipelineOptions &options) {
  switch (phase) {
  case Phase::Solved:
    return toSolved(passes, options);
  case Phase::Spike:
    return toSpike(passes, options);
  case Phase::Placed:
    return toPlaced(passes, options);
  case Phase::Loops:
    return toLoops(passes, options);
  case Phase::LLVM:
    return toLLVM(passes, options);
  case Phase::Ast:
  case Phase::Check:
  case Phase::Neuro:
  case Phase::Plan:
  case Phase::Asm:
    return;
  }
}

LogicalResult run(ModuleOp module, Phase from, Phase to, const PipelineOptions &options) {
  PassManager passes(module.getContext());
  // The contract checks are the ones that matter; MLIR's own between all passes
  // cost as much as the passes.
  passes.enableVerifier(options.verify);
  for (const PhaseInfo &info : allPhases)
    if (info.phase > from && info.phase <= to)
      addPasses(passes, info.phase, options);
  return passes.run(module);
}

void registerDialects(DialectRegistry &registry) {
  registry.insert<arith::ArithDialect, cf::ControlFlowDialect, func::FuncDialect,
                  LLVM::LLVMDialect, math::MathDialect, scf::SCFDialect, vector::VectorDialect,
                  nir::NeuroDialect, spike::SpikeDialect>();
}

namespace {

struct CommandLine : PassPipelineOptions<CommandLine> {
  Option<std::string> solver{*this, "solver", llvm::cl::desc("solver for all states")};
  Option<std::string> precision{*this, "precision", llvm::cl::desc("f32, f64 or auto"),
                                llvm::cl::init("auto")};
  Option<int64_t> width{*this, "width", llvm::cl::desc("elements at a time"), llvm::cl::init(0)};
  Option<bool> integerSums{*this, "integer-sums",
                           llvm::cl::desc("what arrives is summed as whole numbers"),
                           llvm::cl::init(false)};
  ListOption<std::string> without{*this, "without",
                                  llvm::cl::desc("whole-model passes not to run")};

  PipelineOptions options() const {
    PipelineOptions result;
    result.solver = solver;
    result.precision = precision;
    result.width = width;
    result.integerSums = integerSums;
    for (const std::string &name : without)
      if (std::optional<rt::Pass> pass = rt::passCalled(name))
        result.without.add(*pass);
      else
        llvm::report_fatal_error(llvm::Twine("there is no pass '") + name + "'", false);
    return result;
  }
};

void registerPipeline(StringRef flag, StringRef description, Phase to) {
  PassPipelineRegistration<CommandLine>(
      flag, description, [to](OpPassManager &passes, const CommandLine &commandLine) {
        addPasses(passes, to, commandLine.options());
      });
}

} // namespace

void registerPipelines() {
  registerPipeline("neuro-to-solved", "imported models to straight-line updates", Phase::Solved);
  registerPipeline("solved-to-spike", "solved models to kernels", Phase::Spike);
  registerPipeline("spike-to-placed", "order, storage and slots", Phase::Placed);
  registerPipeline("placed-to-loops", "kernels to vectorised loops", Phase::Loops);
  registerPipeline("loops-to-llvm", "loops to the LLVM dialect", Phase::LLVM);
}

} // namespace neuro::lowering
