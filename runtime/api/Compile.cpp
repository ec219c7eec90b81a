//===- Compile.cpp - From text to a program, in libneuro alone --------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/api/Objects.h"
#include "runtime/api/Version.h"

#include "lang/sema/Executable.h"
#include "lowering/Compiler.h"
#include "runtime/cache/CacheDirectory.h"
#include "runtime/model/Looks.h"

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>

using namespace neuro;
using namespace neuro::api;

namespace {

/// As nc finds it: chosen by the environment, installed beside this library, or where
/// it was built from.
std::string standardLibrary() {
  namespace fs = std::filesystem;
  if (const char *chosen = std::getenv("NEURO_STD"); chosen && *chosen)
    return chosen;
  Dl_info self;
  if (dladdr(reinterpret_cast<const void *>(&neuro_can_compile), &self) && self.dli_fname) {
    std::error_code code;
    fs::path library = fs::weakly_canonical(self.dli_fname, code);
    for (const char *share : {"../share", "../../share"}) // lib, lib/x86_64-linux-gnu
      if (fs::path installed = library.parent_path() / share / "neuro/std";
          !code && fs::is_directory(installed, code))
        return fs::weakly_canonical(installed, code).string();
  }
  return sourceStdDirectory;
}

/// Where something stands, in the members that diagnostics and notes share.
template <class Struct> void place(Struct &out, const SourceRange &range) {
  out.file = "";
  if (!range.valid())
    return;
  const SourceFile::LineColumn begin = range.file->lineColumn(range.begin);
  const SourceFile::LineColumn end = range.file->lineColumn(range.end);
  out.file = range.file->name().c_str();
  out.line = begin.line;
  out.column = begin.column;
  out.end_line = end.line;
  out.end_column = end.column;
}

/// Hands a diagnostic over with its own text.
void report(const Diagnostic &said, neuro_on_diagnostic to, void *user) {
  if (!to)
    return;
  DiagnosticEngine alone;
  Diagnostic &copy = said.severity == Severity::Error
                         ? alone.error(said.code, said.range, said.message)
                         : alone.warning(said.code, said.range, said.message);
  copy.notes = said.notes;
  copy.help = said.help;
  std::string text = alone.render();
  while (!text.empty() && text.back() == '\n')
    text.pop_back();
  const std::string code(codeName(said.code));
  neuro_diagnostic out{};
  out.size = sizeof out;
  out.severity = said.severity == Severity::Error ? NEURO_ERROR : NEURO_WARNING;
  out.code = code.c_str();
  out.message = said.message.c_str();
  place(out, said.range);
  out.text = text.c_str();
  std::vector<neuro_note> notes(said.notes.size());
  for (size_t k = 0; k < notes.size(); ++k) {
    notes[k].message = said.notes[k].message.c_str();
    place(notes[k], said.notes[k].range);
  }
  out.notes = notes.data();
  out.note_count = notes.size();
  out.help = said.help.c_str();
  to(&out, user);
}

/// In the order of `render`: by file and position. Warnings and errors.
void reportAll(std::vector<Diagnostic> all, neuro_on_diagnostic to, void *user) {
  std::stable_sort(all.begin(), all.end(), [](const Diagnostic &a, const Diagnostic &b) {
    if (a.range.file != b.range.file)
      return (a.range.file ? a.range.file->name() : "") <
             (b.range.file ? b.range.file->name() : "");
    return a.range.begin < b.range.begin;
  });
  for (const Diagnostic &said : all)
    report(said, to, user);
}

std::string firstErrorCode(const std::vector<Diagnostic> &all) {
  for (const Diagnostic &said : all)
    if (said.severity == Severity::Error)
      return std::string(codeName(said.code));
  return "";
}

rt::PassSet passesCalled(const char *names) {
  rt::PassSet set;
  std::string all = names ? names : "";
  for (size_t at = 0; at < all.size();) {
    size_t comma = std::min(all.find(',', at), all.size());
    const std::string name = all.substr(at, comma - at);
    at = comma + 1;
    if (std::optional<rt::Pass> pass = rt::passCalled(name)) {
      set.add(*pass);
      continue;
    }
    std::vector<std::string> known;
    for (const rt::PassInfo &info : rt::allPasses)
      known.emplace_back(info.name);
    throw Failure(NEURO_INVALID, "there is no pass '" + name + "'" + suggestion(name, known));
  }
  return set;
}

/// One of a few words, or nothing.
std::string oneOf(const char *what, const char *word, const std::vector<std::string> &known) {
  if (!word)
    return "";
  if (std::find(known.begin(), known.end(), word) == known.end())
    throw Failure(NEURO_INVALID, "there is no " + std::string(what) + " '" + word + "'" +
                                     suggestion(word, known));
  return word;
}

/// Whether a compilation goes on: the engine and the caller are asked.
class Going {
public:
  Going(const neuro_engine &engine, const neuro_compile_options &options)
      : engine(engine), options(options), cancelled(engine.cancelled.load()) {}

  bool on(const char *phase) {
    if (engine.cancelled.load(std::memory_order_relaxed) != cancelled)
      stopped = true;
    const auto now = std::chrono::steady_clock::now();
    const bool fresh = !last || std::strcmp(last, phase);
    if (!stopped && options.progress && (fresh || now - asked > std::chrono::milliseconds(100))) {
      stopped = !options.progress(phase, options.user);
      asked = std::chrono::steady_clock::now();
      last = phase;
    }
    return !stopped;
  }
  [[noreturn]] static void fail() { throw Failure(NEURO_CANCELLED, "compiling was stopped"); }

private:
  const neuro_engine &engine;
  const neuro_compile_options &options;
  const uint64_t cancelled;
  bool stopped = false;
  const char *last = nullptr;
  std::chrono::steady_clock::time_point asked;
};

/// The code and what its plan refers to, kept alive by programs.
struct Kept {
  std::unique_ptr<CompiledProgram> compiled;
};

std::unique_ptr<neuro_program> compileSource(const neuro_engine &engine,
                                             std::unique_ptr<SourceFile> source,
                                             const neuro_compile_options &options,
                                             neuro_on_diagnostic to, void *user) {
  CompileOptions chosen;
  chosen.precision = oneOf("precision", options.precision, {"auto", "f32", "f64"});
  chosen.solver = oneOf("solver", options.solver,
                        {"auto", "exact", "exponential_euler", "rosenbrock", "rk4", "rk45", "heun",
                         "euler"});
  require(options.optimization >= 0 && options.optimization <= 3, "optimization is 0 to 3");
  if (options.optimization > 0)
    chosen.optimization = options.optimization;
  chosen.without = passesCalled(options.without);
  if (options.looks)
    chosen.looks = rt::splitLooks(options.looks);
  require(options.dt >= 0 && std::isfinite(options.dt), "dt must be a positive time in ms, or 0");
  chosen.dt = options.dt;
  std::error_code code;
  if (engine.cached) {
    chosen.cacheDirectory =
        engine.cacheDirectory.empty() ? rt::defaultCacheDirectory() : engine.cacheDirectory;
    chosen.cacheLimit = rt::cacheLimit();
  }
  chosen.reproducerDirectory = std::filesystem::temp_directory_path(code).string();

  Going going(engine, options);
  chosen.goesOn = [&](const char *phase) { return going.on(phase); };

  auto program = std::make_unique<neuro_program>();
  Program &content = program->content;
  content.directory = std::filesystem::path(source->name()).parent_path().string();
  content.without = chosen.without;
  const auto start = std::chrono::steady_clock::now();
  LoadOptions load;
  load.stdDirectory = standardLibrary();
  load.goesOn = [&] { return going.on("check"); };
  DiagnosticEngine diagnostics;
  if (!going.on("parse"))
    Going::fail();
  std::unique_ptr<CheckedProgram> checked = check(std::move(source), load, diagnostics);
  if (checked->cancelled)
    Going::fail();
  if (!diagnostics.hasErrors()) {
    std::vector<std::string> known;
    for (const ast::ExperimentDecl *experiment : checked->experiments)
      known.emplace_back(experiment->name);
    chosen.experiment = oneOf("experiment", options.experiment, known);
    checkExecutable(*checked, chosen.experiment, diagnostics);
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  reportAll(diagnostics.all(), to, user);
  if (diagnostics.hasErrors())
    throw Failure(NEURO_PROGRAM, diagnostics.render(), firstErrorCode(diagnostics.all()));

  CompileResult result = compile(*checked, chosen);
  if (result.cancelled)
    Going::fail();
  reportAll(result.coded, to, user);
  if (!result.program)
    throw Failure(result.internal ? NEURO_INTERNAL : NEURO_PROGRAM, result.diagnostics,
                  firstErrorCode(result.coded));
  content.phases = {{"parse", checked->parseSeconds}, {"check", seconds - checked->parseSeconds}};
  for (const PhaseTime &phase : result.program->phases)
    content.phases.push_back({phase.phase, phase.seconds});
  for (const std::string &path : chosen.looks.value_or(std::vector<std::string>()))
    if (std::optional<std::vector<std::string>> known = rt::unknownLook(result.program->plan, path))
      throw Failure(NEURO_INVALID,
                    "the program has no '" + path + "' to look at" + suggestion(path, *known));
  auto kept = std::make_shared<Kept>();
  kept->compiled = std::move(result.program);
  content.plan = &kept->compiled->plan;
  content.kernels = &kept->compiled->kernels;
  content.owner = std::move(kept);
  return program;
}

} // namespace

extern "C" {

int neuro_can_compile(void) { return 1; }

neuro_error *neuro_program_compile(neuro_engine *engine, const char *source, const char *name,
                                   const neuro_compile_options *options,
                                   neuro_on_diagnostic on_diagnostic, void *user,
                                   neuro_program **program) {
  return guarded([&] {
    require(program, "there is nowhere to write the program to (a NULL)");
    *program = nullptr;
    require(engine && source, "there is no engine or source (a NULL)");
    *program = compileSource(
                   *engine, std::make_unique<SourceFile>(name && *name ? name : "program.neuro", source),
                   take(options), on_diagnostic, user)
                   .release();
  });
}

neuro_error *neuro_program_compile_file(neuro_engine *engine, const char *path,
                                        const neuro_compile_options *options,
                                        neuro_on_diagnostic on_diagnostic, void *user,
                                        neuro_program **program) {
  return guarded([&] {
    require(program, "there is nowhere to write the program to (a NULL)");
    *program = nullptr;
    require(engine && path, "there is no engine or path (a NULL)");
    std::string why;
    std::unique_ptr<SourceFile> source = loadFile(path, &why);
    if (!source)
      throw Failure(NEURO_IO, "cannot read '" + std::string(path) + "': " + why);
    *program = compileSource(*engine, std::move(source), take(options), on_diagnostic, user).release();
  });
}
}
