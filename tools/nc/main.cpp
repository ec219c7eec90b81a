//===- main.cpp - nc, the Neuro compiler ------------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/nc/Commands.h"
#include "tools/nc/Version.h"

#include <CLI/CLI.hpp>
#include <iostream>

using namespace neuro::tool;

/// How it is compiled.
static void addCompileOptions(CLI::App &command, ProgramOptions &options) {
  command.add_option("--precision", options.precision, "f32, f64 or auto")
      ->check(CLI::IsMember({"f32", "f64", "auto"}));
  command.add_option("--solver", options.solver,
                     "Solver of all equations: auto, exact, exponential_euler, rosenbrock, rk4, rk45, heun or euler");
  command.add_option("--without", options.without,
                     "Do without these whole-model passes (`nc help passes` lists them)")
      ->type_name("NAME[,NAME...]")
      ->delimiter(',')
      ->take_all();
}

static void addProgramOptions(CLI::App &command, ProgramOptions &options) {
  command.add_option("file", options.file, "The .neuro file")->required();
  command.add_option("experiment", options.experiment,
                     "The experiment (default: 'main', else the file's first)");
  addCompileOptions(command, options);
  command.add_option("--set", options.sets,
                     "Give a network parameter another value: --set g=6 --set \"nu_x=9 kHz\"")
      ->type_name("NAME=VALUE")
      ->take_all();
  command.add_option("--dt", options.dt, "Time step, with its unit: --dt 0.05ms");
  command.add_option("--layout", options.layout,
                     "How synapses are stored where there is a choice: auto, rows, rows-i16, rows-i8, bits, dense, one-to-one, "
                     "all-to-all, convolution or procedural")
      ->check(CLI::IsMember({"auto", "rows", "rows-i16", "rows-i8", "bits", "dense", "one-to-one", "all-to-all", "convolution", "procedural"}));
  command.add_option("--accumulate", options.accumulate,
                     "How what arrives is summed: auto (storage precision), or integer: weights are rounded to whole "
                     "numbers of a step, and sums do not depend on their order")
      ->check(CLI::IsMember({"auto", "integer"}));
  command.add_option("--seed", options.seed, "Seed of every random draw");
  command.add_option("--threads", options.threads, "Threads (default: one for each core)")
      ->check(CLI::Range(1, 4096));
}

static void addCacheOptions(CLI::App &command, ProgramOptions &options) {
  command.add_option("--cache", options.cache,
                     "Keep compiled code in this directory (default: $NEURO_CACHE_DIR, $XDG_CACHE_HOME/neuro or "
                     "~/.cache/neuro)")
      ->type_name("DIR");
  command.add_flag("--no-cache", options.noCache, "Compile anew, and keep nothing");
}

int main(int argc, char **argv) {
  CLI::App app{"nc: checks, compiles and runs models of neurons, synapses and plasticity", "nc"};
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string("nc ") + VersionText);
  app.footer("Status: 0 done, 1 the program is wrong or an `expect` failed, 2 a bug of ours.\n"
             "Installed as `neuroc`, because Debian's netcat owns the name `nc`.");
  // A value such as -5 is a value; only names that begin with a letter are options.
  app.allow_windows_style_options(false);

  CheckOptions check;
  CLI::App *checkApp = app.add_subcommand("check", "Check names, units, ports and causality");
  checkApp->add_option("files", check.files, "The .neuro files")->required();
  checkApp->add_flag("--syntax", check.syntaxOnly, "Read the text only");

  FormatOptions format;
  CLI::App *formatApp = app.add_subcommand("fmt", "Print a file in canonical form");
  formatApp->add_option("files", format.files, "The .neuro files")->required();
  formatApp->add_flag("-i,--in-place", format.inPlace, "Rewrite the files");
  formatApp->add_flag("--check", format.check, "Say which files would change; status 1 if any");

  RunOptions run;
  CLI::App *runApp = app.add_subcommand("run", "Compile and run an experiment");
  addProgramOptions(*runApp, run.program);
  runApp->add_option("--out", run.out, "Write one file a recorded target into this directory");
  runApp->add_option("--format", run.format, "Of those files: csv or npz")
      ->check(CLI::IsMember({"csv", "npz"}));
  runApp->add_option("--plot", run.plot, "Draw the recorded activity as an SVG picture");
  runApp->add_flag("--no-plot", run.noPlot,
                   "Draw nothing (else FILE.svg appears in the current directory, unless --json, --quiet or --out)");
  runApp->add_option("--engine", run.engine,
                     "compiled, or reference: a slow interpreter in f64 to compare with")
      ->check(CLI::IsMember({"compiled", "reference"}));
  runApp->add_flag("--json", run.json, "Print one JSON object and nothing else on stdout");
  runApp->add_flag("-q,--quiet", run.quiet, "Print reports only");
  runApp->add_flag("--time", run.time, "Also print what each phase of the compiler took");
  addCacheOptions(*runApp, run.program);

  EmitOptions emit;
  CLI::App *emitApp = app.add_subcommand("emit", "Print the program at one phase of the compiler");
  addProgramOptions(*emitApp, emit.program);
  emitApp->add_option("--phase", emit.phase,
                      "ast, neuro, solved, spike, placed, plan, loops, llvm or asm");
  emitApp->add_option("-o", emit.output, "Write to this file instead of stdout");

  BuildOptions build;
  CLI::App *buildApp = app.add_subcommand(
      "build", "Compile ahead of time: NAME.o (or NAME.so), a C header NAME.h and NAME.json");
  buildApp->add_option("file", build.program.file, "The .neuro file")->required();
  buildApp->add_option("experiment", build.experiments,
                       "The experiments it holds (default: all; with --emit=c one, 'main' or the first)");
  addCompileOptions(*buildApp, build.program);
  buildApp->add_option("-o", build.output, "Name of what is made, with its folder (default: the file's)")
      ->type_name("NAME");
  buildApp->add_option("--emit", build.emit, "What to make: object, or c: NAME.c and NAME.h in C99")
      ->check(CLI::IsMember({"object", "c"}));
  buildApp->add_option("--set", build.program.sets, "With --emit=c: give a network parameter another value")
      ->type_name("NAME=VALUE")
      ->take_all();
  buildApp->add_option("--dt", build.program.dt,
                       "The shortest time step of a host (default: the experiments'); with --emit=c the time step");
  buildApp->add_option("--looks", build.looks,
                       "What a host will read, set or record, such as 'E.V, inhibition.w': other states need not be "
                       "kept, which is faster (default: anything)")
      ->type_name("PATHS");
  buildApp->add_option("--seed", build.program.seed, "With --emit=c: seed of every random draw");
  buildApp->add_option("--accumulate", build.program.accumulate,
                       "With --emit=c: how what arrives is summed: auto, or integer")
      ->check(CLI::IsMember({"auto", "integer"}));
  buildApp->add_flag("--main", build.main, "With --emit=c: also NAME_main.c, an example program");
  buildApp->add_flag("--shared", build.shared, "A shared library, to be loaded while a program runs");
  buildApp->add_flag("--exe", build.exe, "A program that runs the experiments; NAME --help lists their parameters");
  buildApp->add_option("--cpu,--processor", build.processor,
                       "Keep to what this processor can do, such as x86-64-v3 (default: this one)");
  buildApp->add_option("--cc", build.linker, "What to link with (default: $CC, cc, gcc or clang)");
  buildApp->add_flag("-q,--quiet", build.quiet, "Say nothing unless something is wrong");

  SealOptions seal;
  CLI::App *sealApp = app.add_subcommand(
      "seal", "Write the checksum of its code into a linked program that holds objects of nc build");
  sealApp->add_option("files", seal.files, "The programs or libraries")->required();

  ProgramOptions report;
  CLI::App *reportApp = app.add_subcommand(
      "report", "Say what the compiler chose (solvers, precision, storage) and why");
  addProgramOptions(*reportApp, report);
  addCacheOptions(*reportApp, report);

  ProfileOptions profile;
  CLI::App *profileApp = app.add_subcommand(
      "profile", "Run an experiment and say where the time goes, and what limits it");
  addProgramOptions(*profileApp, profile.program);
  addCacheOptions(*profileApp, profile.program);
  profileApp->get_option("file")->required(false);
  profileApp->add_flag("--json", profile.json, "Print one JSON object");
  profileApp->add_flag("--all", profile.all, "Also what takes less than half a percent of the time");
  profileApp->add_flag("--machine", profile.machine,
                       "Only measure this machine: bandwidth, updates, arithmetic, meetings of threads");

  CacheOptions cache;
  CLI::App *cacheApp = app.add_subcommand("cache", "Say how much compiled code is kept, and where");
  cacheApp->add_flag("--clear", cache.clear, "Remove it");
  cacheApp->add_option("--cache", cache.directory, "Of this directory instead of the usual one")->type_name("DIR");
  cacheApp->add_flag("--json", cache.json, "Print one JSON object");

  std::string code;
  CLI::App *explainApp = app.add_subcommand("explain", "Explain a diagnostic code");
  explainApp->add_option("code", code, "Such as E0203")->required();

  std::string topic;
  CLI::App *helpApp = app.add_subcommand("help", "Explain a topic: passes");
  helpApp->add_option("topic", topic, "passes: what --without can switch off")->required();

  CLI::App *versionApp = app.add_subcommand("version", "Print the version and what it was built with");

  try {
    app.parse(argc, argv);
  } catch (const CLI::Success &done) {
    return app.exit(done);
  } catch (const CLI::ParseError &error) {
    app.exit(error);
    return UserError;
  }

  if (*checkApp)
    return checkCommand(check);
  if (*formatApp)
    return formatCommand(format);
  if (*cacheApp)
    return cacheCommand(cache);
  if (*explainApp)
    return explainCommand(code);
  if (*helpApp)
    return helpCommand(topic);
  if (*versionApp)
    return versionCommand();
  if (*runApp)
    return runCommand(run);
  if (*emitApp)
    return emitCommand(emit);
  if (*buildApp)
    return buildCommand(build);
  if (*sealApp)
    return sealCommand(seal);
  if (*reportApp)
    return reportCommand(report);
  if (*profileApp) {
    if (profile.program.file.empty() && !profile.machine) {
      std::cerr << "nc: profile wants a .neuro file, or --machine\n";
      return UserError;
    }
    return profileCommand(profile);
  }
  return UserError;
}
