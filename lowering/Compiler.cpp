//===- Compiler.cpp - Checked program to running code ---------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/Compiler.h"

#include "dialects/neuro/ir/Mentions.h"
#include "dialects/neuro/ir/NeuroDialect.h"
#include "dialects/spike/ir/Spike.h"
#include "lang/import/Import.h"
#include "lowering/CodeCache.h"
#include "lowering/ElementKernels.h"
#include "lowering/Messages.h"
#include "lowering/Pipelines.h"
#include "lowering/SpikeToC/SpikeToC.h"
#include "lowering/SpikeToPlan/SpikeToPlan.h"
#include "runtime/jit/Jit.h"
#include "runtime/jit/ModelObject.h"
#include "runtime/model/PlanBytes.h"

#include "mlir/IR/Matchers.h"
#include "mlir/Pass/Pass.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <chrono>

using namespace mlir;

namespace neuro {

using lowering::Phase;

struct CompiledProgram::Code {
  std::unique_ptr<jit::Jit> jit;
};

CompiledProgram::CompiledProgram() = default;
CompiledProgram::~CompiledProgram() = default;

namespace {

/// Measures phases one after the other.
class Stopwatch {
public:
  /// What has passed since the last lap was `phase`.
  void lap(const char *phase) { add(phase, lap()); }
  void add(const char *phase, double seconds) { times.push_back({phase, seconds}); }
  /// Begins anew; the time since the last lap.
  double lap() {
    const auto now = std::chrono::steady_clock::now();
    const double seconds = std::chrono::duration<double>(now - last).count();
    last = now;
    return seconds;
  }
  std::vector<PhaseTime> times;

private:
  std::chrono::steady_clock::time_point last = std::chrono::steady_clock::now();
};

/// One compilation: a context, the module as it is now, and what was said.
class Compilation {
public:
  Compilation(const CheckedProgram &program, const CompileOptions &options);

  /// Brings the module to the end of `to`; false after an error.
  bool runTo(Phase to);
  ModuleOp get() { return *module; }
  const lowering::Messages &said() const { return messages; }
  Stopwatch watch;
  /// True if what failed is our fault; then `text` says so and where the
  /// reproducer is. Otherwise `text` is the rendered diagnostics.
  bool explainFailure(llvm::StringRef what, std::string &text);

  /// CompileOptions::goesOn; asked no more once it said no.
  bool goesOn() {
    stopped = stopped || (options.goesOn && !options.goesOn(current));
    return !stopped;
  }
  bool cancelled() const { return stopped; }
  /// What is under way from now on; false if it is not to begin.
  bool begin(const char *phase) {
    current = phase;
    return goesOn();
  }

private:
  const CheckedProgram &program;
  const CompileOptions &options;
  MLIRContext context;
  lowering::Messages messages;
  OwningOpRef<ModuleOp> module;
  Phase phase = Phase::Check;
  lowering::PipelineOptions pipeline;
  const char *current = "neuro";
  bool stopped = false;

  nir::ExperimentOp experiment();
  llvm::StringRef textSetting(llvm::StringRef name);
  void readSettings();
  bool settingsAgree();
  void nameForHost(const std::vector<std::string> &paths);
  void readTimeStep();
  std::string writeReproducer();
};

DialectRegistry registryOfAll() {
  DialectRegistry registry;
  lowering::registerDialects(registry);
  return registry;
}

Compilation::Compilation(const CheckedProgram &program, const CompileOptions &options)
    : program(program), options(options),
      context(registryOfAll(), MLIRContext::Threading::DISABLED), messages(context, program) {
  if (options.goesOn) // passes are left out once it says no, and runTo then fails
    context.registerActionHandler([this](llvm::function_ref<void()> act,
                                         const tracing::Action &action) {
      if (!isa<PassExecutionAction>(action) || goesOn())
        act();
    });
}

/// The chosen experiment, else the first; null if there is none.
nir::ExperimentOp Compilation::experiment() {
  nir::ExperimentOp first;
  for (auto candidate : module->getOps<nir::ExperimentOp>()) {
    if (candidate.getSymName() == options.experiment)
      return candidate;
    if (!first)
      first = candidate;
  }
  return options.experiment.empty() ? first : nir::ExperimentOp();
}

/// The word of a setting such as `precision = f64`, or "".
llvm::StringRef Compilation::textSetting(llvm::StringRef name) {
  if (nir::ExperimentOp chosen = experiment())
    for (auto setting : chosen.getBody().getOps<nir::SettingOp>())
      if (setting.getSetting() == name && setting.getText())
        return *setting.getText();
  return {};
}

void Compilation::readSettings() {
  auto choose = [&](const std::string &option, llvm::StringRef setting) -> std::string {
    if (!option.empty())
      return option;
    llvm::StringRef text = textSetting(setting);
    return text.empty() ? "auto" : text.str();
  };
  pipeline.solver = choose(options.solver, "solver");
  pipeline.precision = choose(options.precision, "precision");
  pipeline.width = options.width;
  pipeline.verify = options.verify;
  pipeline.without = options.without;
  pipeline.overridden = options.overridden;
  pipeline.integerSums = options.integerSums;
  if (options.looks)
    pipeline.without.add(rt::Pass::NarrowCounters); // dt and parameters are the host's
  else if (!options.closed)
    for (rt::Pass pass : {rt::Pass::ReceptorMerging, rt::Pass::DeadState, rt::Pass::CompiledRecording,
                          rt::Pass::ConstantWeights, rt::Pass::TraceSharing,
                          rt::Pass::NarrowCounters})
      pipeline.without.add(pass);
}

/// Experiments that one piece of code is for must want the same of it: what they say of
/// precision and solver, unless the call does.
bool Compilation::settingsAgree() {
  auto saidOf = [](nir::ExperimentOp experiment, llvm::StringRef name) {
    for (auto setting : experiment.getBody().getOps<nir::SettingOp>())
      if (setting.getSetting() == name && setting.getText())
        return setting;
    return nir::SettingOp();
  };
  for (auto [name, option] : {std::pair<llvm::StringRef, llvm::StringRef>("precision", options.precision),
                              {"solver", options.solver}}) {
    nir::ExperimentOp first;
    for (auto next : module->getOps<nir::ExperimentOp>()) {
      if (!first) {
        first = next;
        continue;
      }
      nir::SettingOp one = saidOf(first, name), other = saidOf(next, name);
      const llvm::StringRef text = one ? *one.getText() : "auto", wanted = other ? *other.getText() : "auto";
      if (!option.empty() || text == wanted)
        continue;
      auto error = mlir::emitError(other ? other.getLoc() : one.getLoc());
      error << "E0455: experiments '" << first.getSymName() << "' and '" << next.getSymName()
            << "' cannot share one model: the first wants " << name << " = " << text
            << ", the second " << wanted;
      error.attachNote() << "help: build them apart by naming one (nc build FILE "
                         << next.getSymName() << "), or say --" << name << " for all";
      return false;
    }
  }
  return true;
}

/// `dt` of the experiments, once they are numbers of ms: the shortest, and whether it is
/// that of all. A step that is computed from network parameters is not known here: what
/// rests on it has to do without.
void Compilation::readTimeStep() {
  if (options.dt > 0) {
    pipeline.dt = options.dt;
    pipeline.dtKnown = true;
    if (options.closed)
      return; // the experiment runs with this one instead of its own
  }
  const double otherwise = pipeline.dt;
  llvm::SmallVector<double> steps;
  bool known = true;
  for (auto experiment : module->getOps<nir::ExperimentOp>()) {
    double step = otherwise;
    for (auto setting : experiment.getBody().getOps<nir::SettingOp>()) {
      FloatAttr value;
      if (setting.getSetting() != "dt" || setting.getValue().empty())
        continue;
      Value yielded = nir::yieldedValue(setting.getValue());
      if (yielded && matchPattern(yielded, m_Constant(&value)) && value.getValueAsDouble() > 0)
        step = value.getValueAsDouble();
      else
        known = false;
    }
    steps.push_back(step);
  }
  if (options.dt > 0) // a host's
    steps.push_back(options.dt);
  if (steps.empty())
    return;
  pipeline.dt = *llvm::min_element(steps);
  pipeline.dtKnown = known && llvm::all_equal(steps);
}

/// Passes go by the names of fields, over all models: of "L[2].exc.I" those after each
/// dot, of which one is the field's.
void Compilation::nameForHost(const std::vector<std::string> &paths) {
  llvm::SmallVector<Attribute> names;
  for (llvm::StringRef path : paths)
    for (size_t dot = path.find('.'); dot != llvm::StringRef::npos; dot = path.find('.', dot + 1))
      names.push_back(StringAttr::get(&context, path.drop_front(dot + 1)));
  (*module)->setAttr(hostNames, ArrayAttr::get(&context, names));
}

bool Compilation::runTo(Phase to) {
  if (phase < Phase::Neuro) {
    if (!begin("neuro"))
      return false;
    ImportOptions chosen;
    if (to > Phase::Neuro) { // what was said is shown whole
      chosen.experiments = options.held;
      if (chosen.experiments.empty() && !options.experiment.empty())
        chosen.experiments = {options.experiment};
    }
    module = importProgram(program, context, chosen);
    if (!module)
      return false;
    if (options.agreeing && !settingsAgree())
      return false;
    readSettings();
    if (options.looks)
      nameForHost(*options.looks);
    phase = Phase::Neuro;
    watch.lap("neuro");
  }
  for (const lowering::PhaseInfo &next : lowering::phases()) {
    if (next.phase <= phase || next.phase > to)
      continue;
    if (!begin(next.name) || failed(lowering::run(*module, phase, next.phase, pipeline)) ||
        stopped)
      return false;
    if (next.phase == Phase::Solved)
      readTimeStep();
    phase = next.phase;
    if (phase != Phase::Plan && phase != Phase::Asm) // nothing is done to the module
      watch.lap(next.name);
  }
  return true;
}

/// The imported program: what failed is reproduced from there. Its path, or "".
std::string Compilation::writeReproducer() {
  OwningOpRef<ModuleOp> imported = importProgram(program, context);
  if (!imported)
    return "";
  llvm::SmallString<128> model(options.reproducerDirectory);
  llvm::sys::path::append(model, "neuro-bug-%%%%%%.mlir");
  int descriptor = -1;
  llvm::SmallString<128> path;
  if (llvm::sys::fs::createUniqueFile(model, descriptor, path))
    return "";
  llvm::raw_fd_ostream stream(descriptor, /*shouldClose=*/true);
  const std::string off = pipeline.without.empty() ? "" : " without=" + pipeline.without.str();
  stream << "// neuro-opt --neuro-to-solved='solver=" << pipeline.solver << off
         << "' --solved-to-spike --spike-to-placed='precision=" << pipeline.precision << off
         << (pipeline.integerSums ? " integer-sums" : "")
         << "' --placed-to-loops --loops-to-llvm " << path << "\n";
  imported->print(stream, OpPrintingFlags().enableDebugInfo());
  stream << "\n";
  return std::string(path);
}

bool Compilation::explainFailure(llvm::StringRef what, std::string &text) {
  text = messages.render();
  if (messages.hasUserErrors())
    return false;
  std::string reasons = messages.internalErrors();
  text += "internal error: " + what.str() + "\n" + reasons +
          "This is a mistake of the compiler, not of your program.\n";
  std::string reproducer = writeReproducer();
  if (!reproducer.empty())
    text += "Please report it together with " + reproducer + "\n";
  return true;
}

/// What was chosen for each state, and the storage in effect.
void describe(ModuleOp placed, CompiledProgram &program) {
  bool single = false, twice = false;
  placed.walk([&](spike::FieldOp field) {
    if (field.getRole() != spike::FieldRole::State)
      return;
    auto text = [&](llvm::StringRef name) {
      auto attribute = field->getAttrOfType<StringAttr>(name);
      return attribute ? attribute.getValue().str() : std::string();
    };
    (field.getType().isF32() ? single : twice) = true;
    SolverChoice choice;
    choice.model = field->getParentOfType<spike::ClassOp>().getSymName().str();
    choice.state = field.getSymName().str();
    choice.solver = text("solver");
    choice.reason = text("solver_reason");
    choice.precision = field.getType().isF32() ? "f32" : "f64";
    if (std::string wide = text("reason"); !wide.empty())
      choice.reason += (choice.reason.empty() ? "f64: " : "; f64: ") + wide;
    program.solvers.push_back(std::move(choice));
  });
  program.precision = single && twice ? "f32 and f64" : twice ? "f64" : "f32";
  if (auto notes = placed->getAttrOfType<ArrayAttr>("neuro.notes"))
    for (auto note : notes.getAsRange<ArrayAttr>())
      if (std::optional<rt::Pass> pass = rt::passCalled(cast<StringAttr>(note[0]).getValue()))
        program.passes.push_back({*pass, cast<StringAttr>(note[1]).str()});
}

/// All functions that the runtime may call.
std::vector<std::string> kernelsOf(const rt::ProgramPlan &plan) {
  std::vector<std::string> symbols;
  for (const rt::ClassPlan &type : plan.classes) {
    for (const rt::KernelPlan &kernel : type.kernels)
      symbols.push_back(kernel.symbol);
    for (const std::string &symbol :
         {type.catchUpKernel, type.rowKernel, type.targetsKernel, type.seenRowKernel})
      if (!symbol.empty())
        symbols.push_back(symbol);
  }
  return symbols;
}

/// Looks up lines of the program's own files.
lowering::LineOf linesOf(const CheckedProgram &program) {
  return [&program](llvm::StringRef name, unsigned number) -> std::string {
    for (const auto &file : program.files)
      if (file->source && file->source->name() == name && number >= 1 &&
          number <= file->source->lineCount())
        return llvm::StringRef(file->source->line(number)).trim().str();
    return "";
  };
}

} // namespace

/// Code of the cache or of this compilation, ready to be called.
static bool link(CompiledProgram &compiled, llvm::StringRef object, std::string &error) {
  compiled.code = std::make_unique<CompiledProgram::Code>();
  const std::vector<std::string> symbols = kernelsOf(compiled.plan);
  compiled.code->jit = jit::Jit::link(object, symbols, error);
  if (!compiled.code->jit)
    return false;
  for (const std::string &symbol : symbols) {
    rt::Kernel address = compiled.code->jit->lookup(symbol, error);
    if (!address) {
      error = "no code for kernel '" + symbol + "': " + error;
      return false;
    }
    compiled.kernels[symbol] = address;
  }
  return true;
}

/// The program as the cache has it; null if it has not.
static std::unique_ptr<CompiledProgram> fromCache(const lowering::CodeCache &cache,
                                                  const CompileOptions &options,
                                                  CompileResult &result, CacheUse &use) {
  Stopwatch watch;
  std::optional<lowering::CachedProgram> found = cache.read(use.problem);
  watch.lap("cache");
  if (!found)
    return nullptr;
  auto compiled = std::make_unique<CompiledProgram>();
  compiled->plan = std::move(found->plan);
  compiled->precision = std::move(found->precision);
  compiled->solvers = std::move(found->solvers);
  compiled->passes = std::move(found->passes);
  compiled->without = options.without;
  if (!link(*compiled, found->object, use.problem))
    return nullptr;
  watch.lap("link");
  result.diagnostics = std::move(found->diagnostics);
  result.coded = std::move(found->coded);
  compiled->phases = std::move(watch.times);
  use.result = CacheUse::Hit;
  compiled->cache = use;
  return compiled;
}

CompileResult compile(const CheckedProgram &program, const CompileOptions &options) {
  CompileResult result;
  const lowering::CodeCache cache(program, options);
  CacheUse use;
  use.problem = cache.problem();
  if (cache.usable()) {
    use.result = CacheUse::Miss;
    use.file = cache.file();
    if (options.goesOn && !options.goesOn("cache")) {
      result.cancelled = true;
      return result;
    }
    if ((result.program = fromCache(cache, options, result, use)))
      return result;
  }
  Compilation compilation(program, options);
  auto fail = [&](llvm::StringRef what) -> CompileResult {
    result.cancelled = compilation.cancelled();
    if (result.cancelled) // whatever the rest made of it
      return std::move(result);
    result.internal = compilation.explainFailure(what, result.diagnostics);
    result.coded = compilation.said().coded().all();
    return std::move(result);
  };
  Stopwatch &watch = compilation.watch;
  if (!compilation.runTo(Phase::Placed))
    return fail("a phase up to 'placed' failed");
  if (!compilation.begin("plan"))
    return fail("");
  auto compiled = std::make_unique<CompiledProgram>();
  FailureOr<rt::ProgramPlan> plan = lowering::exportPlan(compilation.get());
  if (failed(plan))
    return fail("phase 'plan' failed");
  compiled->plan = std::move(*plan);
  compiled->plan.limited = options.looks.has_value();
  describe(compilation.get(), *compiled);
  compiled->without = options.without;
  watch.lap("plan");
  std::string error;
  if (options.elements) {
    compiled->elements = lowering::elementKernels(compilation.get(), error);
    if (!compiled->elements)
      return fail("interpretation: " + error);
    watch.lap("elements");
  }
  if (options.ccode) {
    FailureOr<CCode> code = lowering::convertToC(compilation.get(), linesOf(program));
    if (failed(code))
      return fail("phase 'c' failed");
    compiled->ccode = std::move(*code);
    watch.lap("c");
  }
  if (options.machineCode) {
    if (!compilation.runTo(Phase::LLVM))
      return fail("a phase from 'loops' to 'llvm' failed");
    if (!compilation.begin("generate"))
      return fail("");
    jit::JitOptions jitOptions;
    jitOptions.optimization = options.optimization;
    if (options.goesOn)
      jitOptions.goesOn = [&] { return compilation.goesOn(); };
    jit::JitTimings timings;
    const std::string object = jit::objectCode(compilation.get(), jitOptions, timings, error);
    if (object.empty())
      return fail("code generation failed: " + error);
    watch.add("translate", timings.translate);
    watch.add("optimize", timings.optimize);
    watch.add("generate", watch.lap() - timings.translate - timings.optimize);
    if (!compilation.begin("link"))
      return fail("");
    if (!link(*compiled, object, error))
      return fail("linking failed: " + error);
    watch.lap("link");
    if (cache.usable()) {
      std::string problem = cache.write(*compiled, object, compilation.said().render(),
                                        compilation.said().coded().all());
      if (!problem.empty())
        use.problem = std::move(problem);
      watch.lap("store");
    }
  }
  result.diagnostics = compilation.said().render();
  result.coded = compilation.said().coded().all();
  compiled->phases = std::move(watch.times);
  compiled->cache = std::move(use);
  result.program = std::move(compiled);
  return result;
}

ObjectResult compileObject(const CheckedProgram &program, const CompileOptions &options,
                           const ObjectOptions &objectOptions) {
  ObjectResult result;
  Compilation compilation(program, options);
  auto fail = [&](llvm::StringRef what) -> ObjectResult {
    result.internal = compilation.explainFailure(what, result.diagnostics);
    return std::move(result);
  };
  if (!compilation.runTo(Phase::Placed))
    return fail("a phase up to 'placed' failed");
  FailureOr<rt::ProgramPlan> plan = lowering::exportPlan(compilation.get());
  if (failed(plan))
    return fail("phase 'plan' failed");
  result.plan = std::move(*plan);
  result.plan.limited = options.looks.has_value();
  CompiledProgram chosen;
  describe(compilation.get(), chosen);
  result.precision = chosen.precision;
  if (!compilation.runTo(Phase::LLVM))
    return fail("a phase from 'loops' to 'llvm' failed");

  rt::Result<std::string> bytes = rt::planToBytes(result.plan);
  if (!bytes)
    return fail(bytes.error().message);
  jit::ModelImage image;
  image.name = objectOptions.name;
  image.form = objectOptions.form;
  image.plan = std::move(*bytes);
  image.kernels = kernelsOf(result.plan);
  image.precision = result.precision;
  image.without = options.without.str();
  jit::JitOptions jitOptions;
  jitOptions.optimization = options.optimization;
  jitOptions.processor = objectOptions.processor;
  std::string error;
  result.processor = jit::processorOf(jitOptions);
  result.object = jit::modelObject(compilation.get(), jitOptions, image, error);
  if (result.object.empty())
    return fail("code generation failed: " + error);
  result.diagnostics = compilation.said().render();
  return result;
}

static std::string knownPhases() {
  std::string names;
  for (const lowering::PhaseInfo &info : lowering::phases()) {
    std::string name = info.name;
    name.resize(8, ' ');
    names += "  " + name + info.sentence + "\n";
  }
  return names;
}

/// The text of the module that has reached `phase`; empty with `error` set on
/// failure.
static std::string show(ModuleOp module, Phase phase, std::string &error) {
  if (phase == Phase::LLVM)
    return jit::optimizedIR(module, {}, error);
  if (phase == Phase::Asm)
    return jit::assembly(module, {}, error);
  std::string text;
  if (phase == Phase::Plan) {
    FailureOr<rt::ProgramPlan> plan = lowering::exportPlan(module);
    if (failed(plan))
      return error = "phase 'plan' failed", text;
    return lowering::printPlan(*plan);
  }
  llvm::raw_string_ostream stream(text);
  module.print(stream);
  stream << "\n";
  return text;
}

EmitResult emit(const CheckedProgram &program, const std::string &phase,
                const CompileOptions &options) {
  EmitResult result;
  std::optional<Phase> wanted = lowering::phaseCalled(phase);
  if (!wanted) {
    result.diagnostics = "unknown phase '" + phase + "'; the phases are\n" + knownPhases();
    return result;
  }
  if (*wanted <= Phase::Check) {
    result.ok = true; // checked already, or it would not be here
    return result;
  }
  Compilation compilation(program, options);
  std::string error = "phase '" + phase + "' was not reached";
  if (compilation.runTo(*wanted)) {
    error.clear();
    result.text = show(compilation.get(), *wanted, error);
  }
  result.ok = error.empty();
  if (!result.ok)
    result.internal = compilation.explainFailure(error, result.diagnostics);
  else
    result.diagnostics = compilation.said().render();
  return result;
}

} // namespace neuro
