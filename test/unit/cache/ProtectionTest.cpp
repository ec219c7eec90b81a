//===- ProtectionTest.cpp - Memory is never writable and executable -------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/unit/cache/Folder.h"
#include "test/unit/compiler/Program.h"

#include <atomic>
#include <cstdint>
#include <gtest/gtest.h>
#include <sstream>
#include <sys/mman.h>
#include <thread>
#include <vector>

using namespace neuro;
using test::Checked;

namespace {

struct Mapping {
  uintptr_t begin, end;
  std::string access, line;
};

std::vector<Mapping> mappings() {
  std::vector<Mapping> found;
  std::istringstream maps(test::contentOf("/proc/self/maps"));
  for (std::string line; std::getline(maps, line);) {
    unsigned long begin = 0, end = 0;
    char access[5] = "";
    if (std::sscanf(line.c_str(), "%lx-%lx %4s", &begin, &end, access) == 3)
      found.push_back({begin, end, access, line});
  }
  return found;
}

/// Mappings that can be written and executed, a line each.
std::string writableCode() {
  std::string text;
  for (const Mapping &mapping : mappings())
    if (mapping.access[1] == 'w' && mapping.access[2] == 'x')
      text += mapping.line + "\n";
  return text;
}

std::string accessOf(const void *address) {
  for (const Mapping &mapping : mappings())
    if (reinterpret_cast<uintptr_t>(address) - mapping.begin < mapping.end - mapping.begin)
      return mapping.access;
  return "";
}

} // namespace

TEST(Protection, TheTestSeesWritableCode) {
  void *page = mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED)
    GTEST_SKIP() << "this system allows no such memory at all";
  EXPECT_NE(writableCode(), "");
  munmap(page, 4096);
  EXPECT_EQ(writableCode(), "");
}

TEST(Protection, KernelsCannotBeWritten) {
  test::Folder folder;
  Checked checked;
  CompileOptions options;
  options.cacheDirectory = folder.path;
  for (CacheUse::Result expected : {CacheUse::Miss, CacheUse::Hit}) {
    CompileResult result = compile(*checked.program, options);
    ASSERT_TRUE(result.program) << result.diagnostics;
    EXPECT_EQ(result.program->cache.result, expected);
    ASSERT_FALSE(result.program->kernels.empty());
    for (const auto &[symbol, kernel] : result.program->kernels)
      EXPECT_EQ(accessOf(reinterpret_cast<const void *>(kernel)).substr(0, 3), "r-x") << symbol;
    EXPECT_EQ(writableCode(), "");
  }
}

TEST(Protection, NeverWhileCodeIsMade) {
  std::atomic<bool> done{false}, found{false};
  std::atomic<int> looks{0};
  std::string seen;
  std::thread watcher([&] {
    while (!done && !found) {
      seen = writableCode();
      found = !seen.empty();
      ++looks;
    }
  });
  Checked checked;
  for (int k = 0; k < 10 || looks < 100; ++k) {
    CompileResult result = compile(*checked.program, {});
    ASSERT_TRUE(result.program) << result.diagnostics;
    if (found)
      break;
  }
  done = true;
  watcher.join();
  EXPECT_EQ(seen, "");
}
