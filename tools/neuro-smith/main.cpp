//===- main.cpp - neuro-smith, random programs run in several ways --------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/neuro-smith/Differential.h"
#include "tools/neuro-smith/Generator.h"

#include "lang/diag/Source.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>

using namespace neuro::smith;

static const char *const kindNames[] = {"agreed", "refused", "DIFFERED", "BROKE"};

/// A directory of one's own, while it lasts.
struct Scratch {
  Scratch() {
    path = (std::filesystem::temp_directory_path() / "neuro-smith-XXXXXX").string();
    if (!mkdtemp(path.data()))
      path.clear();
  }
  ~Scratch() {
    std::error_code ignored;
    if (!path.empty())
      std::filesystem::remove_all(path, ignored);
  }
  std::string path;
};

/// Keeps a program that failed, with the files that it may read; an error text, empty on
/// success.
static std::string keep(const std::string &out, const std::string &data, const std::string &path,
                        const std::string &text) {
  std::error_code code;
  std::filesystem::create_directories(out, code);
  for (std::filesystem::directory_iterator file(data, code), end; !code && file != end; file.increment(code))
    std::filesystem::copy_file(file->path(), std::filesystem::path(out) / file->path().filename(),
                               std::filesystem::copy_options::overwrite_existing, code);
  if (code)
    return fmt::format("cannot fill '{}': {}", out, code.message());
  std::ofstream file(path);
  file << text;
  return file.flush() ? "" : fmt::format("cannot write '{}'", path);
}

static int runSeeds(uint64_t first, uint64_t count, bool small, const std::string &out,
                    RunChoice choice) {
  const Scratch scratch;
  choice.checkpoints = scratch.path;
  const auto start = std::chrono::steady_clock::now();
  uint64_t failures = 0, silent = 0;
  int64_t spikes = 0, samples = 0;
  for (uint64_t seed = first; seed < first + count; ++seed) {
    const std::string name = fmt::format("seed-{}.neuro", seed);
    const std::string text = generate(seed);
    const Outcome outcome = compare(name, text, choice);
    spikes += outcome.spikes;
    samples += outcome.samples;
    silent += outcome.spikes == 0;
    if (outcome.kind == Outcome::Agreed)
      continue;
    ++failures;
    fmt::print("seed {} {}: {}\n", seed, kindNames[outcome.kind], outcome.what);
    const std::string path = out + "/" + name;
    if (std::string why = keep(out, choice.directory, path,
                               small ? minimise(text, outcome.kind, choice) : text);
        !why.empty()) {
      fmt::print(stderr, "neuro-smith: {}\n", why);
      return 1;
    }
    fmt::print("  {} {}\n", small ? "minimised:" : "program:", path);
    std::fflush(stdout);
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  fmt::print("{} programs from seed {}: {} failed; {} spikes, {} samples compared, {} without a spike; "
             "{:.3f} s a program\n",
             count, first, failures, spikes, samples, silent,
             seconds / static_cast<double>(count ? count : 1));
  return failures ? 1 : 0;
}

/// `refused`: programs that cannot run are fine, if all ways say the same.
static int runFiles(const std::vector<std::string> &files, RunChoice choice, bool refused) {
  int status = 0;
  for (const std::string &file : files) {
    std::string why;
    std::unique_ptr<neuro::SourceFile> source = neuro::loadFile(file, &why);
    if (!source) {
      fmt::print(stderr, "neuro-smith: cannot read '{}': {}\n", file, why);
      return 1;
    }
    choice.directory = std::filesystem::path(file).parent_path().string();
    const Scratch scratch;
    choice.checkpoints = scratch.path;
    std::vector<std::string> experiments{choice.experiment};
    if (choice.experiment.empty())
      experiments = experimentsOf(file, source->text(), choice);
    for (const std::string &experiment : experiments) {
      RunChoice one = choice;
      one.experiment = experiment;
      const Outcome outcome = compare(file, source->text(), one);
      fmt::print("{} {}: {}{} ({} spikes, {} samples)\n", file, experiment,
                 kindNames[outcome.kind], outcome.what.empty() ? "" : ": " + outcome.what,
                 outcome.spikes, outcome.samples);
      std::fflush(stdout);
      if (outcome.kind != Outcome::Agreed && !(refused && outcome.kind == Outcome::Refused))
        status = 1;
    }
  }
  return status;
}

int main(int argc, char **argv) {
  CLI::App app{"neuro-smith: makes random programs and compares the ways of running them",
               "neuro-smith"};
  uint64_t first = 0, count = 1;
  bool print = false, small = true;
  std::string out = "neuro-smith-failures", data = NEURO_SMITH_DATA;
  std::vector<std::string> files;
  RunChoice choice;
  choice.standardLibrary = NEURO_STD_DIRECTORY;
  app.add_option("--seed", first, "The first seed");
  app.add_option("--count", count, "How many seeds");
  app.add_flag("--print", print, "Print the program of --seed and do nothing else");
  app.add_option("--out", out, "Where programs that fail are written");
  app.add_option("--data", data, "Directory of the files that programs of seeds read (default: that of the source tree)")
      ->type_name("DIR");
  app.add_flag("!--no-minimise", small, "Write programs that fail as they are");
  app.add_option("--experiment", choice.experiment, "Of the files (default: all)");
  app.add_option("--threads", choice.threads, "Most threads to compare")->check(CLI::Range(1, 64));
  app.add_flag("!--no-reference", choice.reference, "Leave the interpreter out");
  app.add_flag("!--no-levels", choice.levels, "Leave the second optimisation level out");
  app.add_flag("!--no-passes", choice.passes, "Leave runs without whole-model passes out");
  app.add_flag("!--no-variants", choice.variants, "Leave split simulations and checkpoints out");
  std::vector<std::string> sets;
  bool refused = false;
  app.add_option("--set", sets, "Network parameter of the files, in coherent units: --set N=30")
      ->allow_extra_args(false)
      ->take_all();
  app.add_option("--at-most", choice.atMost, "Simulate no more than so many ms at a time");
  app.add_option("--elements", choice.elements, "Populations have no more than so many elements");
  app.add_flag("--allow-refused", refused, "Files that cannot run are fine");
  app.add_option("files", files, "Programs to compare instead of random ones");
  CLI11_PARSE(app, argc, argv);
  for (const std::string &set : sets) {
    const size_t equals = set.find('=');
    char *end = nullptr;
    const double value = equals == std::string::npos ? 0 : std::strtod(set.c_str() + equals + 1, &end);
    if (!end || *end || end == set.c_str() + equals + 1) {
      fmt::print(stderr, "neuro-smith: --set wants NAME=NUMBER, not '{}'\n", set);
      return 1;
    }
    choice.sets.push_back({set.substr(0, equals), value});
  }
  if (print) {
    fmt::print("{}", generate(first));
    return 0;
  }
  std::error_code code;
  if (files.empty() && !std::filesystem::is_directory(data, code)) {
    fmt::print(stderr, "neuro-smith: there is no directory '{}', from which programs of seeds read their data; "
                       "name it with --data\n", data);
    return 1;
  }
  choice.directory = data;
  return files.empty() ? runSeeds(first, count, small, out, choice) : runFiles(files, choice, refused);
}
