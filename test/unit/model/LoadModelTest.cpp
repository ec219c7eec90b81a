//===- LoadModelTest.cpp - Compiled ahead of time, run as if just now -----===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/model/LoadModel.h"
#include "runtime/experiment/Experiment.h"
#include "runtime/model/Model.h"
#include "runtime/model/Seal.h"
#include "test/unit/model/Programs.h"
#include "tools/nc/Link.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <dlfcn.h>
#include <elf.h>
#include <sstream>

using namespace neuro;
using namespace neuro::test;

namespace {

std::string scratch(const std::string &name) {
  return ::testing::TempDir() + "neuro_model_" + name;
}
void write(const std::string &path, const std::string &content) {
  std::ofstream(path, std::ios::binary) << content;
}

/// What a host compiles with.
CompileOptions hostOptions() {
  CompileOptions options;
  options.closed = false;
  return options;
}

/// Builds the program as a shared library; its path.
std::string built(const CheckedProgram &program, const std::string &name,
                  const std::string &processor = "") {
  ObjectOptions options;
  options.name = name;
  options.form = rt::ModelForm::Library;
  options.processor = processor;
  ObjectResult result = compileObject(program, hostOptions(), options);
  EXPECT_FALSE(result.object.empty()) << result.diagnostics;
  write(scratch(name + ".o"), result.object);
  EXPECT_EQ(tool::linkLibrary("", scratch(name + ".o"), scratch(name + ".so")), "");
  EXPECT_EQ(rt::sealModels(scratch(name + ".so")), "");
  return scratch(name + ".so");
}

/// Everything a run recorded, bit for bit.
struct Recorded {
  std::vector<int64_t> ticks;
  std::vector<uint32_t> elements;
  std::vector<double> values;
  int64_t spikes = 0;
};

Recorded runAll(const rt::ProgramPlan &plan, const rt::KernelTable &kernels,
                const std::string &directory, int threads) {
  Recorded out;
  rt::ExperimentOptions options;
  options.threads = threads;
  options.exactThreads = true;
  options.directory = directory;
  options.recorded = [&](const rt::Recording &recording, const rt::Combination *) -> std::string {
    for (const rt::EventSeries &series : recording.events) {
      out.ticks.insert(out.ticks.end(), series.tick.begin(), series.tick.end());
      out.elements.insert(out.elements.end(), series.element.begin(), series.element.end());
    }
    for (const rt::ValueSeries &series : recording.values)
      out.values.insert(out.values.end(), series.samples.begin(), series.samples.end());
    return "";
  };
  rt::ExperimentResult result = rt::runExperiment(plan, 0, kernels, options);
  EXPECT_FALSE(result.error) << result.error->message;
  out.spikes = result.counters.spikes;
  return out;
}

void expectSame(const Recorded &a, const Recorded &b, const std::string &what) {
  EXPECT_EQ(a.spikes, b.spikes) << what;
  EXPECT_EQ(a.ticks, b.ticks) << what;
  EXPECT_EQ(a.elements, b.elements) << what;
  ASSERT_EQ(a.values.size(), b.values.size()) << what;
  EXPECT_TRUE(a.values.empty() || !std::memcmp(a.values.data(), b.values.data(),
                                               a.values.size() * sizeof(double)))
      << what;
}

const char *const small = R"neuro(
import std.receptors { ExpCurr }
neuron LIF {
  param tau_m = 20 ms, C = 250 pF
  use syn = ExpCurr(tau = 2 ms)
  state V = 0 mV
  V' = -V/tau_m + syn.I/C
  spike when V >= 20 mV refractory 2 ms hold V { V = 10 mV }
}
synapse Stdp {
  edge w: pA = 20 pA
  trace x of pre(tau = 20 ms)
  trace y of post(tau = 20 ms)
  on pre { emit w; w -= 0.5 pA*y }
  on post { w += 0.6 pA*x }
  bound w in 0 pA..60 pA
}
network Small(N = 200) {
  population X: Poisson[N] { rate = 9 kHz }
  population E: LIF[N] { V ~ uniform(0 mV, 20 mV) }
  project X -> E.syn connect one_to_one { w = 50 pA; delay = 0.1 ms }
  project E -> E.syn via Stdp connect bernoulli(0.1) { delay ~ uniform(0.5 ms, 3 ms) }
  record E.spikes
  record E[0..3].V every 1 ms
}
experiment main on Small { dt = 0.1 ms; simulate 200 ms }
)neuro";

std::unique_ptr<CheckedProgram> smallProgram(DiagnosticEngine &diagnostics) {
  LoadOptions options;
  options.stdDirectory = sourceFolder() + "/lang/std";
  auto program = check(std::make_unique<SourceFile>("small.neuro", small), options, diagnostics);
  EXPECT_FALSE(diagnostics.hasErrors()) << diagnostics.render();
  return program;
}

} // namespace

TEST(LoadModel, SpikesAreThoseOfTheJitBitForBit) {
  std::vector<std::string> files = programsBelow("test/run/synapses");
  for (const char *name : {"threads", "gap", "continuous-diffusion", "continuous-threads", "loops"})
    if (std::string file = sourceFolder() + "/test/run/" + name + ".neuro"; std::filesystem::exists(file))
      files.push_back(file);
  int compared = 0, spiking = 0;
  for (const std::string &file : files) {
    DiagnosticEngine diagnostics;
    auto program = checkedFile(file, diagnostics);
    if (!program || program->experiments.empty())
      continue;
    CompileResult now = compile(*program, hostOptions());
    if (!now.program)
      continue;
    auto ahead = rt::loadModel(built(*program, "m" + std::to_string(compared)));
    ASSERT_TRUE(ahead) << file << ": " << ahead.error().message;
    const std::string directory = std::filesystem::path(file).parent_path().string();
    const Recorded expected = runAll(now.program->plan, now.program->kernels, directory, 1);
    for (int threads : {1, 2})
      expectSame(runAll((*ahead)->plan, (*ahead)->kernels, directory, threads), expected,
                 file + ", threads: " + std::to_string(threads));
    ++compared;
    spiking += expected.spikes > 0;
  }
  EXPECT_GT(compared, 10);
  EXPECT_GT(spiking, 5);
}

TEST(LoadModel, OldProcessorsGetTheSameSpikes) {
  DiagnosticEngine diagnostics;
  auto program = smallProgram(diagnostics);
  CompileResult now = compile(*program, hostOptions());
  ASSERT_TRUE(now.program) << now.diagnostics;
  const Recorded expected = runAll(now.program->plan, now.program->kernels, "", 1);
  EXPECT_GT(expected.spikes, 100);
#if defined(__x86_64__)
  for (const char *processor : {"x86-64", "x86-64-v3"}) {
    auto ahead = rt::loadModel(built(*program, "old", processor));
    ASSERT_TRUE(ahead) << ahead.error().message;
    expectSame(runAll((*ahead)->plan, (*ahead)->kernels, "", 2), expected, processor);
  }
#endif
}

TEST(LoadModel, SaysWhatItIs) {
  DiagnosticEngine diagnostics;
  auto program = smallProgram(diagnostics);
  auto model = rt::loadModel(built(*program, "small"));
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ((*model)->name, "small");
  EXPECT_EQ((*model)->precision, "f32");
  EXPECT_EQ((*model)->plan.networks[0].name, "Small");
  EXPECT_TRUE((*model)->without.empty());
}

TEST(LoadModel, FilesThatAreNoModelsAreRefused) {
  auto messageOf = [](const std::string &path) {
    auto model = rt::loadModel(path);
    EXPECT_FALSE(model) << path;
    return model ? "" : model.error().message;
  };
  EXPECT_EQ(messageOf(scratch("absent.so")).substr(0, 6), "E0451:");
  EXPECT_EQ(messageOf(::testing::TempDir()).substr(0, 6), "E0451:");
  write(scratch("text.so"), "not a library");
  EXPECT_EQ(messageOf(scratch("text.so")).substr(0, 6), "E0452:");
  write(scratch("empty.so"), "");
  EXPECT_EQ(messageOf(scratch("empty.so")).substr(0, 6), "E0452:");
  // A library of something else.
  write(scratch("other.c"), "int other(void) { return 1; }\n");
  ASSERT_EQ(tool::runProgram("cc", {"-shared", "-fPIC", "-o", scratch("other.so"), scratch("other.c")}), "");
  EXPECT_EQ(messageOf(scratch("other.so")).substr(0, 6), "E0452:");
}

TEST(LoadModel, LibrariesThatWereCutOffAreRefused) {
  DiagnosticEngine diagnostics;
  auto program = smallProgram(diagnostics);
  const std::string whole = contentOf(built(*program, "whole"));
  ASSERT_GT(whole.size(), 1000u);
  for (size_t part = 0; part < 40; ++part) {
    const std::string path = scratch("cut.so");
    write(path, whole.substr(0, whole.size() * part / 40));
    EXPECT_FALSE(rt::loadModel(path)) << part;
  }
}

TEST(LoadModel, EveryByteOfTheCodeCounts) {
  DiagnosticEngine diagnostics;
  auto program = smallProgram(diagnostics);
  const std::string library = built(*program, "sealed"), whole = contentOf(library);
  // Where in the file the kernels are. (What the system's loader calls before anybody can
  // look at the checksum stands in the same segment.)
  auto intact = rt::loadModel(library);
  ASSERT_TRUE(intact) << intact.error().message;
  size_t from = whole.size(), to = 0;
  Elf64_Ehdr header;
  std::memcpy(&header, whole.data(), sizeof header);
  for (const auto &[symbol, kernel] : (*intact)->kernels) {
    Dl_info file;
    ASSERT_NE(dladdr(reinterpret_cast<const void *>(kernel), &file), 0);
    const size_t address = reinterpret_cast<size_t>(kernel) - reinterpret_cast<size_t>(file.dli_fbase);
    for (int k = 0; k < header.e_phnum; ++k) {
      Elf64_Phdr segment;
      std::memcpy(&segment, whole.data() + header.e_phoff + size_t(k) * sizeof segment, sizeof segment);
      if (segment.p_type != PT_LOAD || address - segment.p_vaddr >= segment.p_filesz)
        continue;
      from = std::min(from, segment.p_offset + (address - segment.p_vaddr));
      to = std::max(to, segment.p_offset + (address - segment.p_vaddr));
    }
  }
  ASSERT_LT(from, to);
  int refused = 0;
  for (size_t at = from; at < to; at += 1 + (to - from) / 200, ++refused) {
    std::string changed = whole;
    changed[at] ^= 0x20;
    // Another name each time: the system's loader knows files by name.
    const std::string path = scratch("changed" + std::to_string(refused) + ".so");
    write(path, changed);
    auto model = rt::loadModel(path);
    std::filesystem::remove(path);
    ASSERT_FALSE(model) << at;
    ASSERT_EQ(model.error().message.substr(0, 6), "E0452:") << model.error().message;
  }
  EXPECT_GT(refused, 100);
  // `strip` changes what is not mapped, and nothing else.
  write(scratch("stripped.so"), whole);
  if (tool::runProgram("strip", {scratch("stripped.so")}).empty())
    EXPECT_TRUE(rt::loadModel(scratch("stripped.so")));
  // What is not a linked model cannot be sealed.
  write(scratch("text.so"), "not a library");
  EXPECT_NE(rt::sealModels(scratch("text.so")), "");
  EXPECT_NE(rt::sealModels(scratch("absent.so")), "");
}

TEST(LoadModel, CodeCannotBeWritten) {
  DiagnosticEngine diagnostics;
  auto program = smallProgram(diagnostics);
  auto model = rt::loadModel(built(*program, "guarded"));
  ASSERT_TRUE(model) << model.error().message;
  std::istringstream maps(contentOf("/proc/self/maps"));
  int kernels = 0;
  for (std::string line; std::getline(maps, line);) {
    unsigned long begin = 0, end = 0;
    char access[5] = "";
    ASSERT_EQ(std::sscanf(line.c_str(), "%lx-%lx %4s", &begin, &end, access), 3);
    EXPECT_FALSE(access[1] == 'w' && access[2] == 'x') << line;
    for (const auto &[symbol, kernel] : (*model)->kernels)
      if (reinterpret_cast<uintptr_t>(kernel) - begin < end - begin) {
        EXPECT_EQ(std::string(access).substr(0, 3), "r-x") << line;
        ++kernels;
      }
  }
  EXPECT_EQ(static_cast<size_t>(kernels), (*model)->kernels.size());
}

TEST(LoadModel, OtherVersionsAndProcessorsAreRefused) {
  neuro_model model{};
  neuro_model_seal unsealed{};
  model.seal = &unsealed;
  model.magic = rt::MODEL_MAGIC;
  model.structSize = sizeof model;
  model.abiVersion = rt::ABI_VERSION + 1;
  model.features = "+unheard-of,-avx2";
  model.name = model.plan = model.processor = model.precision = model.without = "";
  EXPECT_EQ(rt::loadModel(model, "m").error().message.substr(0, 6), "E0453:");
  model.abiVersion = rt::ABI_VERSION;
  EXPECT_EQ(rt::loadModel(model, "m").error().message.substr(0, 6), "E0452:"); // no plan
  model.magic = 0;
  EXPECT_EQ(rt::loadModel(model, "m").error().message.substr(0, 6), "E0452:");
#if defined(__x86_64__)
  EXPECT_EQ(rt::missingFeature(""), "");
  EXPECT_EQ(rt::missingFeature("+sse3,+64bit,-xop"), "");
  // No processor has both.
  if (!__builtin_cpu_supports("fma4"))
    EXPECT_EQ(rt::missingFeature("+sse3,+fma4"), "fma4");
  else
    EXPECT_EQ(rt::missingFeature("+avx512vbmi"), "avx512vbmi");
#endif
}
