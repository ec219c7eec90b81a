//===- CompilerTest.cpp - Text to running code ----------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/Compiler.h"
#include "test/unit/compiler/Program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

using namespace neuro;
using namespace neuro::test;

TEST(Compiler, MakesPlanAndCode) {
  Checked checked;
  ASSERT_FALSE(checked.diagnostics.hasErrors()) << checked.diagnostics.render();
  CompileResult result = compile(*checked.program, {});
  ASSERT_TRUE(result.program) << result.diagnostics;
  const rt::ProgramPlan &plan = result.program->plan;
  ASSERT_EQ(plan.classes.size(), 1u);
  for (const rt::KernelPlan &kernel : plan.classes[0].kernels)
    EXPECT_TRUE(result.program->kernels[kernel.symbol]) << kernel.symbol;
  EXPECT_EQ(result.program->precision, "f32");
  ASSERT_EQ(result.program->solvers.size(), 2u);
  EXPECT_EQ(result.program->solvers[0].solver, "exact");
}

TEST(Compiler, PrecisionAndSolverCanBeAskedFor) {
  Checked checked;
  ASSERT_FALSE(checked.diagnostics.hasErrors()) << checked.diagnostics.render();
  CompileOptions options;
  options.precision = "f64";
  options.solver = "rk4";
  CompileResult result = compile(*checked.program, options);
  ASSERT_TRUE(result.program) << result.diagnostics;
  EXPECT_EQ(result.program->precision, "f64");
  for (const SolverChoice &choice : result.program->solvers)
    EXPECT_EQ(choice.solver, "rk4");
}

TEST(Compiler, EveryPhaseCanBeShown) {
  Checked checked;
  ASSERT_FALSE(checked.diagnostics.hasErrors()) << checked.diagnostics.render();
  struct Expected {
    const char *phase, *text;
  };
  for (Expected expected : {Expected{"neuro", "neuro.ddt"}, {"solved", "neuro.update"},
                            {"spike", "spike.kernel"}, {"placed", "spike.schedule"},
                            {"plan", "Cell"}, {"loops", "scf.for"}, {"llvm", "define void"},
                            {"asm", "Cell.update"}}) {
    EmitResult result = emit(*checked.program, expected.phase, {});
    EXPECT_TRUE(result.ok) << expected.phase << "\n" << result.diagnostics;
    EXPECT_NE(result.text.find(expected.text), std::string::npos) << expected.phase;
  }
}

TEST(Compiler, UnknownPhaseListsTheKnownOnes) {
  Checked checked;
  EmitResult result = emit(*checked.program, "gpu", {});
  EXPECT_FALSE(result.ok);
  EXPECT_FALSE(result.internal);
  EXPECT_NE(result.diagnostics.find("placed"), std::string::npos);
}

TEST(Compiler, SolverThatDoesNotApplyIsTheUsersError) {
  Checked checked("neuron A {\n  param tau = 1 ms\n  state V = 1\n  V' = -V*V/tau\n"
                  "  spike when V > 2 { V = 0 }\n}\n"
                  "network N { population E: A[1] }\n"
                  "experiment main on N { simulate 1 ms }\n");
  ASSERT_FALSE(checked.diagnostics.hasErrors()) << checked.diagnostics.render();
  CompileOptions options;
  options.solver = "exact";
  CompileResult result = compile(*checked.program, options);
  EXPECT_FALSE(result.program);
  EXPECT_FALSE(result.internal) << result.diagnostics;
  EXPECT_NE(result.diagnostics.find("E0351"), std::string::npos) << result.diagnostics;
}

TEST(Compiler, OurOwnFailureSaysSoAndLeavesAReproducer) {
  Checked checked;
  ASSERT_FALSE(checked.diagnostics.hasErrors()) << checked.diagnostics.render();
  CompileOptions options;
  options.width = 12; // no text can ask for it
  options.reproducerDirectory = ::testing::TempDir();
  CompileResult result = compile(*checked.program, options);
  EXPECT_FALSE(result.program);
  EXPECT_TRUE(result.internal);
  size_t from = result.diagnostics.find("neuro-bug-");
  ASSERT_NE(from, std::string::npos) << result.diagnostics;
  std::string name = result.diagnostics.substr(from, result.diagnostics.find('\n', from) - from);
  std::ifstream file(::testing::TempDir() + "/" + name);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  EXPECT_NE(text.find("neuro.model @Cell"), std::string::npos);
  std::remove((::testing::TempDir() + "/" + name).c_str());
}

// Compiling may be given up wherever it asks, and that is all that comes of it.
TEST(Compiler, IsGivenUpWhereverItAsks) {
  Checked checked;
  ASSERT_FALSE(checked.diagnostics.hasErrors()) << checked.diagnostics.render();
  std::vector<std::string> phases;
  int asked = 0;
  CompileOptions options;
  options.goesOn = [&](const char *phase) {
    ++asked;
    if (phases.empty() || phases.back() != phase)
      phases.push_back(phase);
    return true;
  };
  CompileResult whole = compile(*checked.program, options);
  ASSERT_TRUE(whole.program) << whole.diagnostics;
  EXPECT_FALSE(whole.cancelled);
  EXPECT_EQ(phases, (std::vector<std::string>{"neuro", "solved", "spike", "placed", "plan", "loops",
                                              "llvm", "generate", "link"}));
  const int all = asked;
  EXPECT_GT(all, 100); // before each pass of LLVM over a function, too
  // Each of the first, then every so many.
  int last = 0;
  for (int limit = 0; limit < all; limit += limit < 40 ? 1 : std::max(1, (all - 40) / 60)) {
    int left = last = limit;
    options.goesOn = [&](const char *) { return left-- > 0; };
    CompileResult result = compile(*checked.program, options);
    EXPECT_TRUE(result.cancelled) << limit;
    EXPECT_FALSE(result.program || result.internal) << limit;
    EXPECT_EQ(result.diagnostics, "") << limit;
    EXPECT_EQ(left, -1) << "asked again after a no";
  }
  EXPECT_GT(last, all - 100);
}

TEST(Compiler, ChecksAreGivenUpBetweenFilesAndModels) {
  LoadOptions load;
  load.stdDirectory = NEURO_STD_DIRECTORY;
  const std::string text = std::string("import std.neurons\n") + cellText;
  auto checkedWith = [&](std::function<bool()> goesOn) {
    DiagnosticEngine diagnostics;
    load.goesOn = std::move(goesOn);
    auto program = check(std::make_unique<SourceFile>("small.neuro", text), load, diagnostics);
    EXPECT_FALSE(diagnostics.hasErrors());
    return program;
  };
  int all = 0;
  EXPECT_FALSE(checkedWith([&] { return ++all, true; })->cancelled);
  EXPECT_GT(all, 4);
  for (int limit = 0; limit < all; ++limit) {
    int left = limit;
    EXPECT_TRUE(checkedWith([&] { return left-- > 0; })->cancelled) << limit;
  }
}

namespace {

/// A state that f32 keeps at 0.1 ms and loses at 0.005 ms; with these experiments.
std::string slowWith(const std::string &experiments) {
  return "neuron Slow {\n  state a = 1 mV\n  a' = (2 mV - a)/(1 s)\n"
         "  spike when a > 100 mV { a = 0 mV }\n}\n"
         "network N { population D: Slow[2] }\n" + experiments;
}
const char *const coarse = "experiment coarse on N { dt = 0.1 ms; simulate 1 ms }\n";
const char *const fine = "experiment fine on N { dt = 0.005 ms; simulate 1 ms }\n";

/// As a host compiles it: precision and the shortest step that it is for.
std::pair<std::string, double> chosen(const std::string &text, CompileOptions options = {}) {
  Checked checked(text);
  EXPECT_FALSE(checked.diagnostics.hasErrors()) << checked.diagnostics.render();
  CompileResult result = compile(*checked.program, options);
  if (!result.program)
    return {result.diagnostics, 0};
  return {result.program->precision, result.program->plan.classes[0].smallestStep};
}

} // namespace

TEST(Compiler, StorageIsForTheShortestTimeStep) {
  // 1 - exp(-dt/1 s) is 1e-5 at 0.01 ms.
  EXPECT_EQ(chosen(slowWith("")).first, "f32");
  EXPECT_NEAR(chosen(slowWith(coarse)).second, 0.0101, 1e-9);
  EXPECT_EQ(chosen(slowWith(std::string(coarse) + fine)).first, "f64");
  EXPECT_EQ(chosen(slowWith(std::string(fine) + coarse)).first, "f64");
  EXPECT_EQ(chosen(slowWith(fine)).second, 0) << "f64 is for any time step";
  CompileOptions one;
  one.experiment = "coarse";
  EXPECT_EQ(chosen(slowWith(std::string(fine) + coarse), one).first, "f32");
  one.held = {"coarse", "fine"};
  EXPECT_EQ(chosen(slowWith(std::string(fine) + coarse), one).first, "f64");
  CompileOptions step;
  step.dt = 0.005;
  EXPECT_EQ(chosen(slowWith(coarse), step).first, "f64");
  step.dt = 1;
  EXPECT_EQ(chosen(slowWith(fine), step).first, "f64") << "its own experiment is finer";
  step.closed = true;
  EXPECT_EQ(chosen(slowWith(fine), step).first, "f32") << "which runs with another step";
  CompileOptions single;
  single.precision = "f32";
  EXPECT_EQ(chosen(slowWith(fine), single), (std::pair<std::string, double>("f32", 0)))
      << "asked for, whatever it costs";
}

TEST(Compiler, ExperimentsShareCodeOnlyIfTheyWantTheSame) {
  const std::string text = slowWith(std::string(coarse) +
                                    "experiment exact on N { precision = f64; simulate 1 ms }\n");
  CompileOptions options;
  EXPECT_EQ(chosen(text).first, "f32") << "of no experiment in particular";
  options.agreeing = true;
  EXPECT_NE(chosen(text, options).first.find("E0455"), std::string::npos) << chosen(text, options).first;
  options.precision = "f64";
  EXPECT_EQ(chosen(text, options).first, "f64");
  options.precision = "";
  options.experiment = "exact";
  EXPECT_EQ(chosen(text, options).first, "f64");
}
