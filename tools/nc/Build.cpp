//===- Build.cpp - nc build ------------------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/Files.h"
#include "runtime/jit/Jit.h"
#include "runtime/model/Seal.h"
#include "tools/nc/BuildC.h"
#include "tools/nc/Link.h"
#include "tools/nc/ModelFiles.h"
#include "tools/nc/Session.h"

#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

using namespace neuro;
using namespace neuro::tool;
namespace fs = std::filesystem;

namespace {

int fail(const std::string &message) {
  fmt::print(stderr, "nc: {}\n", message);
  return UserError;
}

/// A folder that goes away with its contents.
class Scratch {
public:
  Scratch() {
    std::error_code code;
    std::string pattern = (fs::temp_directory_path(code) / "neuro-build-XXXXXX").string();
    if (!code && mkdtemp(pattern.data()))
      folder = pattern;
  }
  ~Scratch() {
    std::error_code code;
    if (!folder.empty())
      fs::remove_all(folder, code);
  }
  Scratch(const Scratch &) = delete;
  Scratch &operator=(const Scratch &) = delete;
  fs::path folder; ///< empty if it could not be made
};

/// True if the program names data files that HDF5 or libzip may be needed for.
bool namesFiles(const rt::ProgramPlan &plan) {
  for (const rt::ExperimentPlan &experiment : plan.experiments)
    if (!experiment.data.empty())
      return true;
  for (const rt::NetworkPlan &network : plan.networks) {
    for (const rt::PopulationPlan &population : network.populations)
      if (!population.file.empty() || !population.layout.file.empty())
        return true;
    for (const rt::ProjectionPlan &projection : network.projections)
      if (!projection.details.file.empty())
        return true;
    for (const rt::StimulusPlan &stimulus : network.stimuli)
      if (!stimulus.samplesFile.empty())
        return true;
  }
  return false;
}

/// A library or a program of the object; an error text, empty on success.
std::string linked(const BuildOptions &options, const ObjectResult &result, const fs::path &made) {
  Scratch scratch;
  if (scratch.folder.empty())
    return "cannot make a temporary folder";
  const fs::path from = scratch.folder / "model.o", to = scratch.folder / "linked";
  std::string why = writeFile(from, result.object);
  if (why.empty())
    why = options.exe ? linkProgram(options.linker, from.string(), to.string(), namesFiles(result.plan))
                      : linkLibrary(options.linker, from.string(), to.string());
  if (why.empty())
    why = rt::sealModel(to.string());
  if (!why.empty())
    return why;
  std::error_code code;
  const fs::path partial = fmt::format("{}.part{}", made.string(), getpid());
  if (!fs::copy_file(to, partial, fs::copy_options::overwrite_existing, code) ||
      (fs::rename(partial, made, code), code)) {
    why = fmt::format("cannot write '{}': {}", made.string(), code.message());
    fs::remove(partial, code);
  }
  return why;
}

} // namespace

static int build(const BuildOptions &options) {
  if (options.emit == "c")
    return buildC(options);
  if (!options.program.sets.empty() || !options.program.dt.empty() || options.program.seed || options.main)
    return fail("--set, --dt, --seed and --main go with --emit=c; a host gives an object its parameters");
  // "dir/name", also when it was written with an ending.
  fs::path base = options.output.empty() ? fs::path(options.program.file).stem()
                                         : fs::path(options.output);
  const fs::path ending = base.extension();
  const bool shared = options.shared || ending == ".so";
  if (options.exe && (shared || ending == ".o"))
    return fail("--exe makes a program, not a library or an object; leave the ending or --shared out");
  if (ending == ".o" || ending == ".so")
    base.replace_extension();
  if (base.filename().empty())
    return fail(fmt::format("-o wants the name of a model, not '{}'", options.output));
  auto file = [&](const char *extension) { return fs::path(base.string() + extension); };

  const std::string processor = options.processor == "native" ? "" : options.processor;
  if (!processor.empty())
    if (std::string why = jit::unknownProcessor(processor); !why.empty())
      return fail("--cpu: " + why);
  Session session(options.program);
  if (!session.load())
    return session.status;
  ObjectOptions object;
  object.name = identifier(base.filename().string());
  object.processor = processor;
  object.shared = shared || options.exe; // the name by which the model is found
  CompileOptions compile = session.compileOptions();
  if (options.exe) {
    if (session.experiment.empty())
      return fail(options.program.file + " has no experiment to run");
    // Time step and parameters are chosen when it runs; bounds on counters rest on them.
    compile.without.add(rt::Pass::NarrowCounters);
  } else {
    compile.closed = false; // a host may look at every state and set every parameter
  }
  ObjectResult result = compileObject(*session.program, compile, object);
  fmt::print(stderr, "{}", result.diagnostics);
  if (result.object.empty())
    return result.internal ? OurError : UserError;

  std::string why;
  fs::path made = options.exe ? base : file(shared ? ".so" : ".o");
  if (shared || options.exe)
    why = linked(options, result, made);
  else
    why = writeFile(made, result.object);
  const BuiltModel model{object.name, options.program.file, result.precision,
                         result.processor,
                         result.plan};
  if (options.exe) { // is its own manifest: --help, --about
    if (!why.empty())
      return fail(why);
    if (!options.quiet)
      fmt::print("{} ({}, {})\n", made.string(), result.precision, model.processor);
    return Success;
  }
  if (why.empty())
    why = writeFile(file(".h"), modelHeader(model));
  if (why.empty())
    why = writeFile(file(".json"), modelManifest(model));
  if (!why.empty())
    return fail(why);
  if (!options.quiet)
    fmt::print("{} ({}, {}), {}, {}\n", made.string(), result.precision, model.processor,
               file(".h").string(), file(".json").string());
  return Success;
}

extern "C" __attribute__((visibility("default"))) int neuro_driver_build(const BuildOptions *options) {
  return build(*options);
}
