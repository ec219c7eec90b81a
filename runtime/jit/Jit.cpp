//===- Jit.cpp - Machine code from the LLVM dialect -----------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/jit/Jit.h"
#include "runtime/jit/Stoppable.h"
#include "runtime/jit/Target.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinOps.h"

#include "llvm/ExecutionEngine/JITLink/JITLinkMemoryManager.h"
#include "llvm/ExecutionEngine/Orc/AbsoluteSymbols.h"
#include "llvm/ExecutionEngine/Orc/Core.h"
#include "llvm/ExecutionEngine/Orc/ObjectLinkingLayer.h"
#include "llvm/ExecutionEngine/Orc/SelfExecutorProcessControl.h"
#include "llvm/ExecutionEngine/Orc/TaskDispatch.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <chrono>
#include <cmath>
#include <cstring>

namespace neuro::jit {

struct Jit::State {
  std::string reported; ///< before the session, which writes to it to its end
  std::unique_ptr<llvm::orc::ExecutionSession> session;
  /// Maps code writable, fills it in, and only then makes it executable and no longer
  /// writable: pages are never both.
  std::unique_ptr<llvm::orc::ObjectLinkingLayer> linker;
  llvm::orc::JITDylib *library = nullptr;
  JitTimings timings;

  ~State() {
    if (session)
      llvm::consumeError(session->endSession());
  }
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
static llvm::orc::SymbolMap librarySymbols(llvm::orc::ExecutionSession &session) {
  llvm::orc::SymbolMap symbols;
  auto add = [&](const char *name, auto *function) {
    symbols[session.intern(name)] = llvm::orc::ExecutorSymbolDef(
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

static llvm::Error emitObject(llvm::TargetMachine &machine, llvm::Module &module,
                              const JitOptions &options,
                              llvm::SmallVectorImpl<char> &object) {
  llvm::raw_svector_ostream stream(object);
  StoppablePasses passes(options.goesOn);
  if (machine.addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::ObjectFile))
    return llvm::createStringError("this processor's code generator writes no object files");
  passes.run(module);
  if (options.goesOn && !options.goesOn())
    return llvm::createStringError("stopped");
  return llvm::Error::success();
}

llvm::Expected<std::string>
generate(mlir::ModuleOp module, const JitOptions &options, JitTimings &timings,
         llvm::function_ref<llvm::Error(llvm::Module &, llvm::TargetMachine &)> finish) {
  auto target = targetOf(options);
  if (!target)
    return target.takeError();
  auto machine = target->createTargetMachine();
  if (!machine)
    return machine.takeError();
  auto translated = translate(module, **machine, options, timings);
  if (!translated)
    return translated.takeError();
  if (finish)
    if (llvm::Error error = finish(*translated->module, **machine))
      return std::move(error);
  const double start = now();
  llvm::SmallString<0> object;
  if (llvm::Error error = emitObject(**machine, *translated->module, options, object))
    return std::move(error);
  timings.generate = now() - start;
  return std::string(object);
}

std::string objectCode(mlir::ModuleOp module, const JitOptions &options, JitTimings &timings,
                       std::string &error) {
  auto object = generate(module, options, timings);
  if (!object) {
    error = llvm::toString(object.takeError());
    return "";
  }
  return std::move(*object);
}

llvm::Error Jit::load(llvm::StringRef object, const std::vector<std::string> &symbols) {
  const double start = now();
  using namespace llvm::orc;
  auto control = SelfExecutorProcessControl::Create(nullptr, std::make_unique<InPlaceTaskDispatcher>());
  if (!control)
    return control.takeError();
  state->session = std::make_unique<ExecutionSession>(std::move(*control));
  ExecutionSession &session = *state->session;
  // Linking reports missing symbols aside from the error it returns.
  session.setErrorReporter([this](llvm::Error error) {
    state->reported += llvm::toString(std::move(error)) + "\n";
  });
  state->linker = std::make_unique<ObjectLinkingLayer>(
      session, session.getExecutorProcessControl().getMemMgr());
  state->library = &session.createBareJITDylib("kernels");
  if (llvm::Error error = state->library->define(absoluteSymbols(librarySymbols(session))))
    return error;
  if (llvm::Error error = state->linker->add(
          *state->library, llvm::MemoryBuffer::getMemBufferCopy(object, "kernels")))
    return error;
  // Link now: the first tick must not wait, and errors belong here.
  SymbolLookupSet wanted;
  for (const std::string &symbol : symbols)
    wanted.add(session.intern(symbol));
  wanted.removeDuplicates();
  auto found = session.lookup(makeJITDylibSearchOrder(state->library), std::move(wanted));
  if (!found)
    return found.takeError();
  state->timings.link = now() - start;
  return llvm::Error::success();
}

std::unique_ptr<Jit> Jit::link(std::string_view object, const std::vector<std::string> &symbols,
                               std::string &error) {
  std::unique_ptr<Jit> jit(new Jit(std::make_unique<State>()));
  if (llvm::Error failure = jit->load(object, symbols)) {
    error = jit->state->reported + llvm::toString(std::move(failure));
    return nullptr;
  }
  return jit;
}

std::unique_ptr<Jit> Jit::create(mlir::ModuleOp module, const JitOptions &options,
                                 std::string &error) {
  JitTimings timings;
  const std::string object = objectCode(module, options, timings, error);
  if (object.empty())
    return nullptr;
  std::vector<std::string> symbols;
  for (auto function : module.getOps<mlir::LLVM::LLVMFuncOp>())
    if (!function.isExternal())
      symbols.push_back(function.getSymName().str());
  std::unique_ptr<Jit> jit = link(object, symbols, error);
  if (jit) {
    timings.link = jit->state->timings.link;
    jit->state->timings = timings;
  }
  return jit;
}

rt::Kernel Jit::lookup(const std::string &symbol, std::string &error) const {
  auto address = state->session->lookup({state->library}, symbol);
  if (!address) {
    error = llvm::toString(address.takeError());
    return nullptr;
  }
  return address->toPtr<rt::Kernel>();
}

} // namespace neuro::jit
