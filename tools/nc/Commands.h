//===- Commands.h - The subcommands of nc -----------------------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One function a subcommand; each returns the process's exit status: Success,
// UserError (the program or the call is wrong, or an `expect` failed),
// OurError (a bug of ours) or Interrupted (Ctrl-C).
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_TOOLS_NC_COMMANDS_H
#define NEURO_TOOLS_NC_COMMANDS_H

#include <optional>
#include <string>
#include <vector>

namespace neuro::tool {

enum ExitStatus { Success = 0, UserError = 1, OurError = 2, Interrupted = 130 };

struct CheckOptions {
  std::vector<std::string> files;
  bool syntaxOnly = false;
};
int checkCommand(const CheckOptions &options);

struct FormatOptions {
  std::vector<std::string> files;
  bool inPlace = false; ///< rewrite the files
  bool check = false;   ///< only say which files would change; status 1 if any
};
int formatCommand(const FormatOptions &options);

int explainCommand(const std::string &code);
int versionCommand();
/// `nc help passes`; other topics are errors that list those there are.
int helpCommand(const std::string &topic);

/// What `run`, `emit` and `report` share: which experiment, and what the
/// command line overrides.
struct ProgramOptions {
  std::string file, experiment;
  std::vector<std::string> sets; ///< "g=6", "nu_x=9 kHz"
  std::string dt, precision, solver;
  std::optional<unsigned long long> seed;
  int threads = 0;
  std::string layout = "auto", accumulate = "auto";
  std::vector<std::string> without; ///< whole-model passes, by name
  std::string cache;                ///< directory of compiled code; empty: the usual one
  bool noCache = false;
};

struct RunOptions {
  ProgramOptions program;
  std::string out, format = "csv", plot;
  std::string engine = "compiled"; ///< or reference
  bool json = false, quiet = false, noPlot = false, time = false;
};

struct EmitOptions {
  ProgramOptions program;
  std::string phase = "neuro", output;
};

struct BuildOptions {
  ProgramOptions program;
  std::vector<std::string> experiments; ///< that are held; empty: all
  std::optional<std::string> looks;     ///< "E.V, motor.u": what a host looks at
  std::string output;    ///< "dir/name"; empty: the file's name, here
  std::string processor; ///< LLVM's name; empty: this one
  std::string linker;    ///< empty: $CC, cc, gcc or clang
  bool exe = false; ///< a program of its own
  bool shared = false, quiet = false;
  std::string emit = "object"; ///< or c
  bool main = false;           ///< c: also an example program
};

struct SealOptions {
  std::vector<std::string> files; ///< linked programs and libraries
};

struct CacheOptions {
  std::string directory; ///< empty: the usual one
  bool clear = false, json = false;
};
int cacheCommand(const CacheOptions &options);

struct ProfileOptions {
  ProgramOptions program;
  bool json = false, all = false;
  bool machine = false; ///< measure the machine only; there may be no file
};

/// These need LLVM; they live in a library that is loaded only for them, so
/// that everything else starts at once (see Driver.cpp).
int runCommand(const RunOptions &options);
int emitCommand(const EmitOptions &options);
int buildCommand(const BuildOptions &options);
int sealCommand(const SealOptions &options);
int reportCommand(const ProgramOptions &options);
int profileCommand(const ProfileOptions &options);

/// Where std/*.neuro is: $NEURO_STD, beside the installed program, or in the
/// source tree the program was built from.
std::string standardLibraryDirectory();

/// True if standard error is a terminal that understands colours.
bool colourOnStderr();

} // namespace neuro::tool

#endif // NEURO_TOOLS_NC_COMMANDS_H
