//===- CodeCacheTest.cpp - Machine code kept between compilations ---------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/BuildIdentity.h"
#include "lowering/CodeCache.h"
#include "runtime/model/PlanBytes.h"
#include "test/unit/cache/Folder.h"
#include "test/unit/compiler/Program.h"

#include <functional>
#include <gtest/gtest.h>
#include <set>
#include <thread>

using namespace neuro;
using test::Checked;
using test::Folder;

namespace {

std::unique_ptr<CompiledProgram> compiled(const Checked &checked, const CompileOptions &options) {
  EXPECT_FALSE(checked.diagnostics.hasErrors()) << checked.diagnostics.render();
  CompileResult result = compile(*checked.program, options);
  EXPECT_TRUE(result.program) << result.diagnostics;
  return std::move(result.program);
}

std::set<std::string> symbolsOf(const CompiledProgram &program) {
  std::set<std::string> symbols;
  for (const auto &[symbol, kernel] : program.kernels) {
    EXPECT_TRUE(kernel);
    symbols.insert(symbol);
  }
  return symbols;
}

} // namespace

TEST(CodeCache, SecondTimeIsTheSame) {
  Folder folder;
  Checked checked;
  CompileOptions options;
  options.cacheDirectory = folder / "cache";
  auto first = compiled(checked, options), second = compiled(checked, options);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->cache.result, CacheUse::Miss);
  EXPECT_EQ(first->cache.problem, "");
  EXPECT_EQ(second->cache.result, CacheUse::Hit);
  EXPECT_EQ(second->cache.file, first->cache.file);
  EXPECT_EQ(*rt::planToBytes(first->plan), *rt::planToBytes(second->plan));
  EXPECT_EQ(symbolsOf(*first), symbolsOf(*second));
  EXPECT_FALSE(second->kernels.empty());
  EXPECT_EQ(first->precision, second->precision);
  ASSERT_EQ(first->solvers.size(), second->solvers.size());
  for (size_t k = 0; k < first->solvers.size(); ++k)
    EXPECT_EQ(first->solvers[k].reason, second->solvers[k].reason);
  ASSERT_EQ(first->passes.size(), second->passes.size());
  for (size_t k = 0; k < first->passes.size(); ++k)
    EXPECT_EQ(first->passes[k].text, second->passes[k].text);
  // What the phases say is what happened.
  auto has = [](const CompiledProgram &program, const char *phase) {
    for (const PhaseTime &time : program.phases)
      if (time.phase == phase)
        return time.seconds >= 0;
    return false;
  };
  for (const char *phase : {"neuro", "solved", "placed", "loops", "llvm", "optimize", "generate", "link", "store"}) {
    EXPECT_TRUE(has(*first, phase)) << phase;
    EXPECT_EQ(has(*second, phase), std::string(phase) == "link") << phase;
  }
}

TEST(CodeCache, OffUnlessAskedFor) {
  Checked checked;
  EXPECT_EQ(compiled(checked, {})->cache.result, CacheUse::Off);
  Folder folder;
  CompileOptions interpreted;
  interpreted.cacheDirectory = folder.path;
  interpreted.elements = true;
  interpreted.precision = "f64";
  EXPECT_EQ(compiled(checked, interpreted)->cache.result, CacheUse::Off);
  EXPECT_EQ(rt::CacheDirectory(folder.path).usage().files, 0u);
}

TEST(CodeCache, WhatDecidesTheCodeDecidesTheKey) {
  Folder folder;
  auto keyOf = [&](const Checked &checked, const CompileOptions &options) {
    EXPECT_FALSE(checked.diagnostics.hasErrors()) << checked.diagnostics.render();
    lowering::CodeCache cache(*checked.program, options);
    EXPECT_TRUE(cache.usable()) << cache.problem();
    return cache.file();
  };
  CompileOptions base;
  base.cacheDirectory = folder.path;
  const Checked checked;
  std::set<std::string> keys = {keyOf(checked, base)};
  const std::vector<std::function<void(CompileOptions &)>> changes = {
      [](CompileOptions &o) { o.experiment = "main"; },
      [](CompileOptions &o) { o.precision = "f64"; },
      [](CompileOptions &o) { o.solver = "rk4"; },
      [](CompileOptions &o) { o.width = 16; },
      [](CompileOptions &o) { o.optimization = 2; },
      [](CompileOptions &o) { o.without.add(rt::Pass::DeadState); },
      [](CompileOptions &o) { o.integerSums = true; },
      [](CompileOptions &o) { o.closed = true; },
      [](CompileOptions &o) { o.looks.emplace(); },
      [](CompileOptions &o) { o.looks = {{"E.V"}}; },
      [](CompileOptions &o) { o.dt = 0.05; },
      [](CompileOptions &o) { o.overridden = {"w"}; },
      [](CompileOptions &o) { o.overridden = {"w", ""}; }};
  for (const auto &change : changes) {
    CompileOptions options = base;
    change(options);
    EXPECT_TRUE(keys.insert(keyOf(checked, options)).second) << keys.size();
  }
  // Texts and names of files; also a comment, because places are in messages.
  EXPECT_TRUE(keys.insert(keyOf(Checked(test::cellText + "# end\n"), base)).second);
  EXPECT_TRUE(keys.insert(keyOf(Checked(test::cellText, "other.neuro"), base)).second);
  // And nothing else.
  CompileOptions same = base;
  same.reproducerDirectory = "/elsewhere";
  same.cacheLimit = 12345;
  EXPECT_EQ(keyOf(Checked(), same), keyOf(checked, base));
}

TEST(CodeCache, TheLibraryIsPartOfTheKey) {
  Folder library, folder;
  for (const auto &entry : std::filesystem::directory_iterator(NEURO_STD_DIRECTORY))
    std::filesystem::copy(entry.path(), library.path);
  auto fileWith = [&] {
    DiagnosticEngine diagnostics;
    LoadOptions load;
    load.stdDirectory = library.path;
    auto program = check(std::make_unique<SourceFile>("small.neuro", test::cellText), load, diagnostics);
    EXPECT_FALSE(diagnostics.hasErrors()) << diagnostics.render();
    CompileOptions options;
    options.cacheDirectory = folder.path;
    return lowering::CodeCache(*program, options).file();
  };
  const std::string before = fileWith();
  EXPECT_EQ(before, fileWith());
  test::put(library / "receptors.neuro", test::contentOf(library / "receptors.neuro") + "\n");
  EXPECT_NE(before, fileWith());
}

TEST(CodeCache, EveryByteCounts) {
  Folder folder;
  Checked checked;
  CompileOptions options;
  options.cacheDirectory = folder.path;
  const std::string file = compiled(checked, options)->cache.file;
  const std::string good = test::contentOf(file);
  ASSERT_GT(good.size(), 2000u);
  lowering::CodeCache cache(*checked.program, options);
  std::string why;
  ASSERT_TRUE(cache.read(why)) << why;
  for (size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ (1 << at % 8));
    test::put(file, bad);
    ASSERT_FALSE(cache.read(why)) << at;
    ASSERT_NE(why.find("damaged"), std::string::npos) << why;
  }
  for (size_t size = 0; size < good.size(); size += size < 200 ? 1 : 97) {
    test::put(file, good.substr(0, size));
    ASSERT_FALSE(cache.read(why)) << size;
  }
  test::put(file, good + "x");
  EXPECT_FALSE(cache.read(why));
  test::put(file, good);
  EXPECT_TRUE(cache.read(why)) << why;
}

TEST(CodeCache, DamageIsRepaired) {
  Folder folder;
  Checked checked;
  CompileOptions options;
  options.cacheDirectory = folder.path;
  const std::string file = compiled(checked, options)->cache.file;
  const std::string good = test::contentOf(file);
  for (size_t k = 0; k < 8; ++k) {
    std::string bad = good;
    if (k < 4)
      bad[bad.size() * k / 4 + 11] ^= 0x10;
    else
      bad.resize(bad.size() * (k - 4) / 4);
    test::put(file, bad);
    auto again = compiled(checked, options);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->cache.result, CacheUse::Miss);
    // Replaced, and by the same code: compiling does not depend on when and where.
    EXPECT_EQ(test::contentOf(file), good);
    EXPECT_EQ(compiled(checked, options)->cache.result, CacheUse::Hit);
  }
}

TEST(CodeCache, AnotherProgramsFileIsNotTakenForIt) {
  Folder folder;
  Checked one, other(test::cellText, "other.neuro");
  CompileOptions options;
  options.cacheDirectory = folder.path;
  const std::string first = compiled(one, options)->cache.file;
  const std::string second = compiled(other, options)->cache.file;
  test::put(second, test::contentOf(first));
  EXPECT_EQ(compiled(other, options)->cache.result, CacheUse::Miss);
}

TEST(CodeCache, WithoutAPlaceProgramsCompileAllTheSame) {
  Checked checked;
  for (const char *place : {"/proc/self", "/dev/null/cache"}) {
    CompileOptions options;
    options.cacheDirectory = place;
    auto program = compiled(checked, options);
    ASSERT_TRUE(program);
    EXPECT_EQ(program->cache.result, CacheUse::Miss);
    EXPECT_NE(program->cache.problem, "");
    EXPECT_FALSE(program->kernels.empty());
  }
}

TEST(CodeCache, WarningsAreKept) {
  Folder folder;
  Checked checked;
  CompileOptions options;
  options.cacheDirectory = folder.path;
  auto program = compiled(checked, options);
  lowering::CodeCache cache(*checked.program, options);
  DiagnosticEngine said;
  const SourceFile *source = checked.program->sources[0].get();
  Diagnostic &warning = said.warning(Code::W0501, {source, 10, 20}, "so it is");
  warning.note({checked.program->sources.back().get(), 1, 2}, "here").suggest("do not");
  warning.note({}, "nowhere");
  ASSERT_EQ(cache.write(*program, "object", said.render(), said.all()), "");
  std::string why;
  auto read = cache.read(why);
  ASSERT_TRUE(read) << why;
  EXPECT_EQ(read->object, "object");
  EXPECT_EQ(read->diagnostics, said.render());
  ASSERT_EQ(read->coded.size(), 1u);
  EXPECT_EQ(read->coded[0].code, Code::W0501);
  EXPECT_EQ(read->coded[0].severity, Severity::Warning);
  EXPECT_EQ(read->coded[0].range.file, source);
  EXPECT_EQ(read->coded[0].range.begin, 10u);
  EXPECT_EQ(read->coded[0].help, "do not");
  ASSERT_EQ(read->coded[0].notes.size(), 2u);
  EXPECT_EQ(read->coded[0].notes[0].range.end, 2u);
  EXPECT_EQ(read->coded[0].notes[1].range.file, nullptr);
  EXPECT_EQ(read->coded[0].notes[1].message, "nowhere");
  // Code that does not link, well kept as it is, is no reason to fail either.
  auto again = compiled(checked, options);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->cache.result, CacheUse::Miss);
  EXPECT_EQ(compiled(checked, options)->cache.result, CacheUse::Hit);
}

TEST(CodeCache, ThreadsAtOnce) {
  Folder folder;
  std::vector<std::thread> threads;
  std::vector<std::set<std::string>> symbols(6);
  for (size_t t = 0; t < symbols.size(); ++t)
    threads.emplace_back([&, t] {
      Checked checked;
      CompileOptions options;
      options.cacheDirectory = folder.path;
      options.cacheLimit = 30000; // two of the three programs
      for (int k = 0; k < 6; ++k) {
        options.solver = (static_cast<size_t>(k) + t) % 3 == 0 ? "rk4" : (static_cast<size_t>(k) + t) % 3 == 1 ? "euler" : "";
        auto program = compiled(checked, options);
        if (program)
          symbols[t].merge(symbolsOf(*program));
      }
    });
  for (std::thread &thread : threads)
    thread.join();
  for (const auto &found : symbols) {
    EXPECT_FALSE(found.empty());
    EXPECT_EQ(found, symbols[0]);
  }
}

TEST(BuildIdentity, IsKnown) {
  std::string why;
  EXPECT_NE(lowering::buildIdentity(why), "") << why;
  EXPECT_EQ(lowering::buildIdentity(why), lowering::buildIdentity(why));
}
