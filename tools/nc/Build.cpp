//===- Build.cpp - nc build ------------------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/io/Files.h"
#include "runtime/jit/Jit.h"
#include "runtime/model/Looks.h"
#include "runtime/model/Seal.h"
#include "tools/nc/BuildC.h"
#include "tools/nc/Link.h"
#include "tools/nc/ModelFiles.h"
#include "tools/nc/Session.h"

#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <set>
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

/// A library or a program of the objects; an error text, empty on success.
std::string linked(const BuildOptions &options, const std::vector<ObjectResult> &results,
                   const fs::path &made) {
  Scratch scratch;
  if (scratch.folder.empty())
    return "cannot make a temporary folder";
  const fs::path to = scratch.folder / "linked";
  std::vector<std::string> objects;
  bool files = false;
  for (const ObjectResult &result : results) {
    const fs::path from = scratch.folder / fmt::format("model{}.o", objects.size());
    if (std::string why = writeFile(from, result.object); !why.empty())
      return why;
    objects.push_back(from.string());
    files |= namesFiles(result.plan);
  }
  std::string why = options.exe ? linkProgram(options.linker, objects, to.string(), files)
                                : linkLibrary(options.linker, objects.front(), to.string());
  if (why.empty())
    why = rt::sealModels(to.string());
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

/// "f32", or "f32, and f64 for fine, rough" where the experiments of a program differ.
std::string precisionsOf(const std::vector<std::string> &names,
                         const std::vector<ObjectResult> &results) {
  std::string text = results.front().precision, others;
  for (size_t k = 0; k < results.size(); ++k)
    if (results[k].precision != results.front().precision)
      others += fmt::format("; {}: {}", names[k], results[k].precision);
  return text + others;
}

/// A model for each experiment, compiled as for `nc run`: precision, solver and what
/// nobody looks at are its own.
int buildProgram(const BuildOptions &options, Session &session, ObjectOptions object,
                 const fs::path &made) {
  if (session.held.empty())
    return fail(options.program.file + " has no experiment to run");
  CompileOptions compile = session.compileOptions();
  // Time step and parameters are chosen when it runs; bounds on counters rest on them.
  compile.without.add(rt::Pass::NarrowCounters);
  std::vector<ObjectResult> results;
  std::set<std::string> said;
  for (const std::string &name : session.held) {
    compile.experiment = name;
    compile.held = {name};
    results.push_back(compileObject(*session.program, compile, object));
    const ObjectResult &result = results.back();
    if (said.insert(result.diagnostics).second) // of a network, that is once for all
      fmt::print(stderr, "{}", result.diagnostics);
    if (result.object.empty())
      return result.internal ? OurError : UserError;
  }
  if (std::string why = linked(options, results, made); !why.empty())
    return fail(why);
  if (!options.quiet) // is its own manifest: --help, --list, --about
    fmt::print("{} ({}, {})\n", made.string(), precisionsOf(session.held, results),
               results.front().processor);
  return Success;
}

} // namespace

static int build(const BuildOptions &given) {
  BuildOptions options = given;
  if (options.emit == "c") {
    if (options.experiments.size() > 1)
      return fail("--emit=c writes the network of one experiment; name one");
    if (options.looks)
      return fail("--looks is for objects and libraries; the C of --emit=c has what its experiment records");
    if (!options.experiments.empty())
      options.program.experiment = options.experiments.front();
    return buildC(options);
  }
  if (!options.program.sets.empty() || options.program.seed || options.main ||
      options.program.accumulate != "auto")
    return fail("--set, --seed, --accumulate and --main go with --emit=c; a host gives an object its parameters");
  if (options.exe && (options.looks || !options.program.dt.empty()))
    return fail("--looks and --dt are for objects and libraries: the experiments of a program say what it "
                "looks at, and it takes --dt itself");
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
  session.several = true;
  session.whole = !options.exe;
  session.named = options.experiments;
  if (!session.load())
    return session.status;
  ObjectOptions object;
  object.name = identifier(base.filename().string());
  object.processor = processor;
  object.form = options.exe ? rt::ModelForm::Program
                : shared    ? rt::ModelForm::Library
                            : rt::ModelForm::Object;
  if (options.exe)
    return buildProgram(options, session, object, base);
  CompileOptions compile = session.compileOptions();
  compile.agreeing = true;
  compile.closed = false; // a host may look at every state and set every parameter
  if (options.looks)      // or at these
    compile.looks = rt::splitLooks(*options.looks);
  std::vector<ObjectResult> results;
  results.push_back(compileObject(*session.program, compile, object));
  const ObjectResult &result = results.front();
  fmt::print(stderr, "{}", result.diagnostics);
  if (result.object.empty())
    return result.internal ? OurError : UserError;
  for (const std::string &path : compile.looks.value_or(std::vector<std::string>()))
    if (std::optional<std::vector<std::string>> known = rt::unknownLook(result.plan, path)) {
      std::string_view close = nearest(path, {known->begin(), known->end()});
      return fail(fmt::format("--looks: the program has no '{}' to look at{}", path,
                              close.empty() ? "" : fmt::format("; did you mean '{}'?", close)));
    }

  const fs::path made = file(shared ? ".so" : ".o");
  std::string why = shared ? linked(options, results, made) : writeFile(made, result.object);
  const BuiltModel model{object.name, options.program.file, result.precision, result.processor,
                         result.plan};
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

static int seal(const SealOptions &options) {
  for (const std::string &path : options.files)
    if (std::string why = rt::sealModels(path); !why.empty())
      return fail(why);
  return Success;
}

extern "C" __attribute__((visibility("default"))) int neuro_driver_seal(const SealOptions *options) {
  return seal(*options);
}

extern "C" __attribute__((visibility("default"))) int neuro_driver_build(const BuildOptions *options) {
  return build(*options);
}
