//===- Jit.cpp - Machine code from the LLVM dialect -----------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/jit/Jit.h"
#include "runtime/jit/Target.h"

#include "mlir/IR/BuiltinOps.h"

#include "llvm/ExecutionEngine/Orc/AbsoluteSymbols.h"
#include "llvm/ExecutionEngine/Orc/CompileUtils.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"

#include <chrono>
#include <cmath>
#include <cstring>

namespace neuro::jit {

struct Jit::State {
  std::string reported; ///< before the engine, which writes to it to its end
  std::unique_ptr<llvm::orc::LLJIT> engine;
  JitTimings timings;
};

Jit::Jit(std::unique_ptr<State> state) : state(std::move(state)) {}
Jit::~Jit() = default;

const JitTimings &Jit::timings() const { return state->timings; }

static double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

/// Everything generated code may call: the functions of
/// lowering/LoopsToLLVM/LibraryCalls.h, what processors may lack, and what
/// code generation makes of whole-array loads and stores.
static llvm::orc::SymbolMap librarySymbols(llvm::orc::LLJIT &engine) {
  llvm::orc::SymbolMap symbols;
  auto add = [&](const char *name, auto *function) {
    symbols[engine.mangleAndIntern(name)] = llvm::orc::ExecutorSymbolDef(
        llvm::orc::ExecutorAddr::fromPtr(function), llvm::JITSymbolFlags::Exported);
  };
  using F64 = double(double);
  using F32 = float(float);
  add("tan", static_cast<F64 *>(std::tan));
  add("atan", static_cast<F64 *>(std::atan));
  add("fmod", static_cast<double (*)(double, double)>(std::fmod));
  add("fma", static_cast<double (*)(double, double, double)>(std::fma));
  add("floor", static_cast<F64 *>(std::floor));
  add("ceil", static_cast<F64 *>(std::ceil));
  add("trunc", static_cast<F64 *>(std::trunc));
  add("round", static_cast<F64 *>(std::round));
  add("roundeven", static_cast<F64 *>(std::nearbyint)); // under the rounding mode we run in
  add("tanf", static_cast<F32 *>(std::tan));
  add("atanf", static_cast<F32 *>(std::atan));
  add("fmodf", static_cast<float (*)(float, float)>(std::fmod));
  add("fmaf", static_cast<float (*)(float, float, float)>(std::fma));
  add("floorf", static_cast<F32 *>(std::floor));
  add("ceilf", static_cast<F32 *>(std::ceil));
  add("truncf", static_cast<F32 *>(std::trunc));
  add("roundf", static_cast<F32 *>(std::round));
  add("roundevenf", static_cast<F32 *>(std::nearbyint));
  add("memset", &std::memset);
  add("memcpy", &std::memcpy);
  return symbols;
}

static llvm::Error build(mlir::ModuleOp module, const JitOptions &options,
                         std::unique_ptr<llvm::orc::LLJIT> &engine, JitTimings &timings,
                         std::string &reported) {
  auto target = targetOf(options);
  if (!target)
    return target.takeError();
  auto machine = target->createTargetMachine();
  if (!machine)
    return machine.takeError();
  auto translated = translate(module, **machine, options, timings);
  if (!translated)
    return translated.takeError();

  double start = now();
  llvm::SmallVector<std::string> kernels;
  for (llvm::Function &function : *translated->module)
    if (!function.isDeclaration())
      kernels.push_back(function.getName().str());
  llvm::orc::LLJITBuilder builder;
  builder.setJITTargetMachineBuilder(*target);
  builder.setLinkProcessSymbolsByDefault(false);
  builder.setPlatformSetUp(llvm::orc::setUpInactivePlatform); // no constructors to run
  // One machine serves the one module: making another costs milliseconds.
  builder.setCompileFunctionCreator(
      [&](llvm::orc::JITTargetMachineBuilder)
          -> llvm::Expected<std::unique_ptr<llvm::orc::IRCompileLayer::IRCompiler>> {
        return std::make_unique<llvm::orc::TMOwningSimpleCompiler>(std::move(*machine));
      });
  auto created = builder.create();
  if (!created)
    return created.takeError();
  engine = std::move(*created);
  // Linking reports missing symbols aside from the error it returns.
  engine->getExecutionSession().setErrorReporter([&reported](llvm::Error error) {
    reported += llvm::toString(std::move(error)) + "\n";
  });
  if (llvm::Error error = engine->getMainJITDylib().define(
          llvm::orc::absoluteSymbols(librarySymbols(*engine))))
    return error;
  if (llvm::Error error = engine->addIRModule(llvm::orc::ThreadSafeModule(
          std::move(translated->module), std::move(translated->context))))
    return error;
  // Compile now: the first tick must not wait, and errors belong here.
  for (const std::string &kernel : kernels) {
    auto address = engine->lookup(kernel);
    if (!address)
      return address.takeError();
  }
  timings.generate = now() - start;
  return llvm::Error::success();
}

std::unique_ptr<Jit> Jit::create(mlir::ModuleOp module, const JitOptions &options,
                                 std::string &error) {
  auto state = std::make_unique<State>();
  if (llvm::Error failure =
          build(module, options, state->engine, state->timings, state->reported)) {
    error = state->reported + llvm::toString(std::move(failure));
    return nullptr;
  }
  return std::unique_ptr<Jit>(new Jit(std::move(state)));
}

rt::Kernel Jit::lookup(const std::string &symbol, std::string &error) const {
  auto address = state->engine->lookup(symbol);
  if (!address) {
    error = llvm::toString(address.takeError());
    return nullptr;
  }
  return address->toPtr<rt::Kernel>();
}

} // namespace neuro::jit
