//===- Programs.cpp - Random engines and programs ------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "World.h"

#include "tools/neuro-smith/Generator.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <thread>

using namespace api_test;

namespace {

const char *const experiments = R"neuro(
import std.neurons
network Net(N = 5, f = 900 Hz) {
  population X: Poisson[N] { rate = f }
  population E: LIF[N]
  project X -> E.syn connect one_to_one { w = 150 pA; delay = 1 ms }
  record E.spikes, E[0..2].V every 1 ms
}
experiment main on Net {
  simulate 5 ms
  report rate(E)
  expect rate(E) < 1 Hz
}
experiment swept on Net {
  sweep f in [1 kHz, 5 kHz] {
    simulate 2 ms
    report rate(E)
  }
}
)neuro";

const char *const plastic = R"neuro(
import std.neurons
import std.synapses
network Small { population A: Izhikevich[3] }
network Plastic(n = 10) {
  population X: Poisson[n] { rate = 100 Hz }
  population L: LIF[n]
  learnt: project X -> L.syn connect bernoulli(0.5) {
    synapse = PairSTDP(w_max = 300 pA)
    w ~ uniform(0 pA, 300 pA); delay = 1 ms
  }
  record learnt.w every 5 ms
}
)neuro";

std::string repeated(const char *text, size_t times) {
  std::string all;
  for (size_t k = 0; k < times; ++k)
    all += text;
  return all;
}

void onDiagnostic(const neuro_diagnostic *said, void *user) {
  for (const char *text : {said->code, said->message, said->file, said->text, said->help}) {
    EXPECT_NE(text, nullptr);
    read(text);
  }
  EXPECT_STRNE(said->message, "");
  for (size_t k = 0; k < said->note_count; ++k) {
    read(said->notes[k].message);
    read(said->notes[k].file);
  }
  ++*static_cast<size_t *>(user);
}

/// A callback that stops the call after so many questions, or when it takes too long.
struct Patience {
  size_t questions;
  std::chrono::steady_clock::time_point end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  static int ask(const char *phase, void *user) {
    read(phase);
    if (!user) // not in a struct that is this short
      return 1;
    Patience &self = *static_cast<Patience *>(user);
    return self.questions-- > 0 && std::chrono::steady_clock::now() < self.end;
  }
};

} // namespace

neuro_engine *World::engine() {
  if (engines.empty() || choose.one(2))
    return commons.engine;
  return choose.pick(engines);
}

void World::engineCalls() {
  if (!engines.empty() && choose.one(2)) {
    const size_t index = choose.below(engines.size());
    log("engine_free " + std::to_string(index));
    neuro_engine_free(engines[index]);
    engines.erase(engines.begin() + static_cast<ptrdiff_t>(index));
    return;
  }
  // Some share the folder of all, some have one of their own, or none that can be.
  const std::string shared = commons.folder + "/cache", own = folder + "/cache";
  const char *const folders[] = {nullptr, shared.c_str(), own.c_str(), "/dev/null/no", ""};
  neuro_engine_options options{};
  options.size = choose.sizeOf(sizeof options);
  options.cache_directory = choose.pick(folders);
  if (!options.cache_directory || !*options.cache_directory)
    options.cache_directory = own.c_str(); // the user's is none of ours
  options.no_cache = choose.one(3);
  if (options.size <= offsetof(neuro_engine_options, cache_directory))
    options.size = choose.one(2) ? 0 : sizeof options;
  log("engine_create size " + std::to_string(options.size) + " " + options.cache_directory);
  neuro_engine *made = nullptr;
  ended(neuro_engine_create(&options, choose.one(20) ? nullptr : &made));
  if (made && engines.size() < 3)
    engines.push_back(made);
  else
    neuro_engine_free(made);
}

/// As disks, people and killed processes leave files.
void World::cacheIsDamaged() {
  namespace fs = std::filesystem;
  std::vector<fs::path> files;
  std::error_code code;
  for (const std::string &where : {commons.folder + "/cache", folder + "/cache", folder})
    for (const fs::directory_entry &entry : fs::directory_iterator(where, code))
      if (entry.is_regular_file(code) && entry.path().extension() != ".neuro")
        files.push_back(entry.path());
  if (files.empty())
    return;
  std::sort(files.begin(), files.end()); // folders have no order
  const fs::path file = choose.pick(files);
  const uint64_t size = fs::file_size(file, code);
  log("damages " + file.filename().string());
  switch (choose.below(4)) {
  case 0:
    fs::resize_file(file, size ? choose.below(size) : 0, code);
    break;
  case 1:
    fs::remove(file, code);
    break;
  case 2:
    std::ofstream(file, std::ios::app) << "more";
    break;
  default:
    if (std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary); stream && size) {
      stream.seekp(static_cast<std::streamoff>(choose.below(size)));
      stream.put(static_cast<char>(choose.below(256)));
    }
  }
}

std::string World::mutated(std::string text) {
  static const char *const tokens[] = {
      "{", "}", "(", ")", "[", "]", ",", ";", ":", "->", "=", "+=", "'", "..", "every", "record", "network", "neuron",
      "population", "project", "connect", "all", "experiment", "state", "param", "mV", "ms", "nA", "1", "E", "delay",
      "sum", "if", "else", "#", "\"", "~", "normal(0, 1)", "*", "/", "^", "-", "@", "\n", "\\", "\xc3\xa9", "\xff"};
  static const char *const numbers[] = {"0", "1", "2", "-3", "1e9", "1e-9", "1e308", "0.5", "7 mV", "1 ms", "5000000000", "100000"};
  auto line = [&](size_t at) {
    const size_t begin = text.rfind('\n', at);
    const size_t from = begin == std::string::npos ? 0 : begin + 1;
    return std::make_pair(from, std::min(text.find('\n', from), text.size()) - from);
  };
  for (size_t changes = 1 + choose.below(4); changes > 0 && !text.empty(); --changes) {
    const size_t at = choose.below(text.size());
    switch (choose.below(8)) {
    case 0:
      text.erase(at, 1 + choose.below(20));
      break;
    case 1:
      text.insert(at, choose.pick(tokens));
      break;
    case 2: { // a number
      const size_t digit = text.find_first_of("0123456789", at);
      if (digit != std::string::npos)
        text.replace(digit, std::min(text.find_first_not_of("0123456789.", digit), text.size()) - digit,
                     choose.pick(numbers));
      break;
    }
    case 3: { // a line again, elsewhere
      const auto [from, length] = line(at);
      const std::string again = text.substr(from, length) + "\n";
      text.insert(line(choose.below(text.size())).first, again);
      break;
    }
    case 4: {
      const auto [from, length] = line(at);
      text.erase(from, length);
      break;
    }
    case 5: // one name for another
      if (const size_t other = choose.below(text.size()); true) {
        auto word = [&](size_t near) {
          size_t from = near, end = near;
          while (from > 0 && std::isalnum(static_cast<unsigned char>(text[from - 1])))
            --from;
          while (end < text.size() && std::isalnum(static_cast<unsigned char>(text[end])))
            ++end;
          return std::make_pair(from, end - from);
        };
        const std::string name = text.substr(word(other).first, word(other).second);
        text.replace(word(at).first, word(at).second, name);
      }
      break;
    case 6:
      text[at] = static_cast<char>(1 + choose.below(255));
      break;
    default:
      if (choose.one(4))
        text.resize(at);
    }
  }
  return text;
}

std::string World::text() {
  // Few, so that the cache has some of them.
  auto good = [&]() -> std::string {
    switch (choose.below(5)) {
    case 0:
      return mixedSource;
    case 1:
      return experiments;
    case 2:
      return plastic;
    default:
      return neuro::smith::generate(choose.below(40));
    }
  };
  switch (choose.below(12)) {
  case 0: {
    static const char *const bad[] = {"", "network", "\xef\xbb\xbf", "\xff\xfe\x01", "/*", "\"", "import", "import std.nothing",
                                      "network N { population E: Nothing[3] }", "network N(", "}{", "import \"/etc/passwd\"",
                                      "import \"..\"", "experiment main on None { }"};
    return choose.pick(bad);
  }
  case 1: {
    static const char *const pieces[] = {"(", "[", "{", "- ", "import std.neurons\n", "x\n", "1 + ", "network N { }\n",
                                         "a.", "\"", "if ", "neuron A { state V: mV = 0 mV }\n", "\t", "\xe2\x82\xac"};
    return (choose.one(2) ? "network N(a = " : "") + repeated(choose.pick(pieces), 1 + choose.below(20000));
  }
  case 2:
  case 3:
  case 4:
  case 5:
  case 6:
    return mutated(good());
  default:
    return good();
  }
}

void World::compile() {
  if (!neuro_can_compile() && !choose.one(10))
    return;
  const std::string source = text(), file = folder + "/program.neuro";
  static const char *const precisions[] = {nullptr, nullptr, "f32", "f64", "auto", "f16", ""};
  static const char *const solvers[] = {nullptr, nullptr, nullptr, "exact", "euler", "rk4", "heun", "auto", "none"};
  static const char *const named[] = {nullptr, nullptr, "main", "swept", "none", ""};
  static const char *const without[] = {nullptr, nullptr, "population-fusion", "poisson-folding,dead-state", ",", "x"};
  static const char *const looks[] = {nullptr, nullptr, "", "E.V", "E.V, I.V", "L.V,learnt.w", " , ", "E.nothing", "..."};
  neuro_compile_options options{};
  options.size = choose.sizeOf(sizeof options);
  options.precision = choose.pick(precisions);
  options.solver = choose.pick(solvers);
  options.experiment = choose.pick(named);
  options.optimization = static_cast<int32_t>(choose.below(6)) - 1;
  options.without = choose.pick(without);
  options.looks = choose.pick(looks);
  Patience patience{choose.one(6) ? choose.below(12) : SIZE_MAX};
  options.progress = Patience::ask;
  options.user = &patience;
  if (choose.one(3)) { // all as usual
    options = {};
    options.size = sizeof options;
  }
  neuro_engine *const by = choose.one(50) ? nullptr : engine();
  const bool fromFile = choose.one(4), listens = choose.one(2);
  calls.compiles(source);
  log("program_compile size " + std::to_string(options.size) + (fromFile ? " from a file" : ""));
  neuro_program *made = nullptr;
  size_t said = 0;
  // Now and then another thread wishes it away. Engines of others are left alone.
  std::thread other;
  if (by && by != commons.engine && choose.one(5))
    other = std::thread([by, pause = choose.below(20000)] {
      std::this_thread::sleep_for(std::chrono::microseconds(pause));
      neuro_engine_cancel(by);
    });
  neuro_error *error = nullptr;
  if (fromFile) {
    std::ofstream(file, std::ios::binary) << source;
    error = neuro_program_compile_file(by, choose.one(10) ? "/no/such.neuro" : file.c_str(), &options,
                                       listens ? onDiagnostic : nullptr, &said, &made);
  } else {
    const char *const names[] = {nullptr, "", "net.neuro", "/no/where/net.neuro", file.c_str(), "\xff"};
    error = neuro_program_compile(by, choose.one(50) ? nullptr : source.c_str(), choose.pick(names),
                                  choose.one(10) ? nullptr : &options, listens ? onDiagnostic : nullptr, &said, &made);
  }
  if (other.joinable())
    other.join();
  EXPECT_EQ(error == nullptr, made != nullptr);
  if (error && neuro_error_status(error) == NEURO_PROGRAM && listens)
    EXPECT_GT(said, 0u) << neuro_error_message(error);
  ended(error);
  if (!made)
    return;
  lookAt(made);
  programs.push_back({made, false});
}

void World::load() {
  static const char *const wrong[] = {"/no/such/file.so", "/dev/null", "", NEURO_TEST_MIXED ".neuro", "/"};
  const bool good = choose.one(2);
  neuro_program *made = nullptr;
  log(good ? "program_load" : "program_load of something else");
  const bool loaded = ended(neuro_program_load(choose.one(20) ? nullptr : engine(),
                                               good ? NEURO_TEST_MODEL : choose.pick(wrong), &made));
  EXPECT_EQ(loaded, made != nullptr);
  if (choose.one(4)) {
    neuro_program *none = nullptr;
    EXPECT_FALSE(ended(neuro_program_from_model(engine(), nullptr, &none)));
  }
  if (!made)
    return;
  lookAt(made);
  programs.push_back({made, true});
}

void World::lookAt(const neuro_program *program) {
  neuro_phase_time times[4];
  const size_t phases = neuro_program_phases(program, choose.one(4) ? nullptr : times, choose.below(5));
  EXPECT_TRUE(!program || phases > 0);
  const size_t networks = neuro_program_networks(program);
  for (size_t n = 0; n <= networks; ++n) {
    const char *name = neuro_program_network(program, n);
    EXPECT_EQ(name != nullptr, n < networks);
    read(name);
    const size_t parameters = neuro_program_parameters(program, n);
    for (size_t p = 0; p <= parameters; ++p) {
      neuro_parameter parameter{};
      parameter.size = choose.sizeOf(sizeof parameter);
      if (ended(neuro_program_parameter(program, n, p, &parameter)) && parameter.size >= sizeof parameter) {
        read(parameter.name);
        read(parameter.unit);
      }
    }
  }
  const size_t experiments = neuro_program_experiments(program);
  for (size_t e = 0; e <= experiments; ++e) {
    neuro_experiment experiment{};
    experiment.size = sizeof experiment;
    const bool there = ended(neuro_program_experiment(program, e, &experiment));
    EXPECT_EQ(there, e < experiments);
    if (there) {
      read(experiment.name);
      read(experiment.network);
    }
  }
}

void World::programCalls() {
  if (programs.size() > 4 || (programs.size() > 1 && choose.one(3))) {
    const size_t index = choose.below(programs.size());
    log("program_free " + std::to_string(index));
    neuro_program_free(programs[index].handle);
    programs.erase(programs.begin() + static_cast<ptrdiff_t>(index));
    return;
  }
  log("looks at a program");
  if (programs.empty() || choose.one(20))
    return lookAt(nullptr);
  const Program &some = choose.pick(programs);
  lookAt(some.handle);
  if (choose.one(3))
    programs.push_back({neuro_program_retain(some.handle), some.mixed});
}
