//===- Target.cpp - This processor, and optimised LLVM IR for it ----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/jit/Target.h"

#include "runtime/jit/LookUp.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/raw_ostream.h"

#include <chrono>

namespace neuro::jit {

static double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

llvm::Expected<llvm::orc::JITTargetMachineBuilder> targetOf(const JitOptions &wanted) {
  // Idempotent and thread-safe: LLVM's registry is filled once.
  static const bool initialized = [] {
    return !llvm::InitializeNativeTarget() && !llvm::InitializeNativeTargetAsmPrinter();
  }();
  if (!initialized)
    return llvm::createStringError("no code generator for this processor");
  auto builder = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (!builder)
    return builder.takeError();
  if (!wanted.processor.empty())
    *builder = llvm::orc::JITTargetMachineBuilder(builder->getTargetTriple())
                   .setCPU(wanted.processor);
  builder->setCodeGenOptLevel(llvm::CodeGenOptLevel::Default);
  // Code goes wherever there is memory, gigabytes from the functions that it calls.
  builder->setRelocationModel(llvm::Reloc::PIC_);
  builder->setCodeModel(llvm::CodeModel::Small);
  llvm::TargetOptions &options = builder->getOptions();
  options.AllowFPOpFusion = llvm::FPOpFusion::Strict;
  return builder;
}

std::string targetText(const JitOptions &options, std::string &error) {
  auto builder = targetOf(options);
  if (!builder) {
    error = llvm::toString(builder.takeError());
    return "";
  }
  return builder->getTargetTriple().str() + "|" + builder->getCPU() + "|" +
         builder->getFeatures().getString() + "|O" + std::to_string(options.optimization);
}

std::string processorOf(const JitOptions &options) {
  auto builder = targetOf(options);
  if (!builder) {
    llvm::consumeError(builder.takeError());
    return "";
  }
  return builder->getCPU();
}

std::string unknownProcessor(const std::string &name) {
  auto builder = targetOf({});
  if (!builder)
    return llvm::toString(builder.takeError());
  std::string error;
  const llvm::Triple &triple = builder->getTargetTriple();
  const llvm::Target *target = llvm::TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return error;
  std::unique_ptr<llvm::MCSubtargetInfo> subtarget(
      target->createMCSubtargetInfo(triple, "", ""));
  if (!subtarget || subtarget->isCPUStringValid(name))
    return "";
  std::string known;
  for (const llvm::SubtargetSubTypeKV &processor : subtarget->getAllProcessorDescriptions())
    known += (known.empty() ? "" : ", ") + std::string(processor.Key);
  return "there is no processor '" + name + "'; known are " + known;
}

llvm::Expected<Translated> translate(mlir::ModuleOp module, llvm::TargetMachine &machine,
                                     const JitOptions &options, JitTimings &timings) {
  double start = now();
  mlir::registerBuiltinDialectTranslation(*module.getContext());
  mlir::registerLLVMDialectTranslation(*module.getContext());
  Translated result;
  result.context = std::make_unique<llvm::LLVMContext>();
  result.module = mlir::translateModuleToLLVMIR(module, *result.context, "kernels");
  if (!result.module)
    return llvm::createStringError("cannot translate the module to LLVM IR");
  result.module->setTargetTriple(machine.getTargetTriple());
  result.module->setDataLayout(machine.createDataLayout());
  defineLookUps(*result.module, machine);
  for (llvm::Function &function : *result.module) {
    if (function.isDeclaration())
      continue;
    function.addFnAttr("target-cpu", machine.getTargetCPU());
    function.addFnAttr("target-features", machine.getTargetFeatureString());
    // Kernels are written for whole registers; LLVM would else halve 512 bits.
    function.addFnAttr("prefer-vector-width", "512");
    function.addFnAttr("min-legal-vector-width", "512");
    function.addFnAttr(llvm::Attribute::NoUnwind);
    // Else what is spilled of a 64-byte register straddles two cache lines: code
    // generation aligns the stack for it only when told before it begins.
    function.addFnAttr(llvm::Attribute::getWithStackAlignment(*result.context, llvm::Align(64)));
    // The ABI's arrays, uniforms and tick never overlap what a kernel writes.
    for (unsigned argument = 0; argument < 3 && argument < function.arg_size(); ++argument)
      if (function.getArg(argument)->getType()->isPointerTy())
        function.addParamAttr(argument, llvm::Attribute::NoAlias);
  }
  timings.translate = now() - start;

  start = now();
  llvm::PipelineTuningOptions tuning;
  // The loops are vectorised and as long as they should be.
  tuning.LoopVectorization = tuning.SLPVectorization = tuning.LoopUnrolling = false;
  tuning.LoopInterleaving = false;
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager callGraph;
  llvm::ModuleAnalysisManager modules;
  llvm::PassInstrumentationCallbacks callbacks;
  if (options.goesOn) // what is left out then goes no further
    callbacks.registerShouldRunOptionalPassCallback(
        [&](llvm::StringRef, const llvm::Any &) { return options.goesOn(); });
  llvm::PassBuilder builder(&machine, tuning, std::nullopt, &callbacks);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(callGraph);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, callGraph, modules);
  static const llvm::OptimizationLevel levels[] = {
      llvm::OptimizationLevel::O0, llvm::OptimizationLevel::O1, llvm::OptimizationLevel::O2,
      llvm::OptimizationLevel::O3};
  int level = options.optimization < 0 ? 0 : options.optimization > 3 ? 3 : options.optimization;
  llvm::ModulePassManager passes =
      level == 0 ? builder.buildO0DefaultPipeline(levels[0])
                 : builder.buildPerModuleDefaultPipeline(levels[level]);
  passes.run(*result.module, modules);
  timings.optimize = now() - start;
  if (options.goesOn && !options.goesOn())
    return llvm::createStringError("stopped");
  return result;
}

/// Calls `use` with the translated module, or explains in `error` why not.
template <typename Use>
static std::string withTranslated(mlir::ModuleOp module, const JitOptions &options,
                                  std::string &error, Use use) {
  auto builder = targetOf(options);
  if (!builder)
    return error = llvm::toString(builder.takeError()), std::string();
  auto machine = builder->createTargetMachine();
  if (!machine)
    return error = llvm::toString(machine.takeError()), std::string();
  JitTimings timings;
  auto translated = translate(module, **machine, options, timings);
  if (!translated)
    return error = llvm::toString(translated.takeError()), std::string();
  return use(**machine, *translated->module);
}

std::string assembly(mlir::ModuleOp module, const JitOptions &options, std::string &error) {
  return withTranslated(
      module, options, error, [&](llvm::TargetMachine &machine, llvm::Module &translated) {
        llvm::SmallString<0> text;
        llvm::raw_svector_ostream stream(text);
        llvm::legacy::PassManager passes;
        if (machine.addPassesToEmitFile(passes, stream, nullptr,
                                        llvm::CodeGenFileType::AssemblyFile)) {
          error = "this processor's code generator writes no assembly";
          return std::string();
        }
        passes.run(translated);
        return std::string(text);
      });
}

std::string optimizedIR(mlir::ModuleOp module, const JitOptions &options, std::string &error) {
  return withTranslated(module, options, error,
                        [&](llvm::TargetMachine &, llvm::Module &translated) {
                          std::string text;
                          llvm::raw_string_ostream stream(text);
                          translated.print(stream, nullptr);
                          return text;
                        });
}

} // namespace neuro::jit
