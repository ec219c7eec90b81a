//===- PlanBytesTest.cpp - Plans as bytes, and bytes that are no plans ----===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/model/PlanBytes.h"
#include "lowering/SpikeToPlan/SpikeToPlan.h"
#include "runtime/core/Archive.h"
#include "test/unit/model/Programs.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>

using namespace neuro;
using namespace neuro::test;

namespace {

constexpr size_t headerSize = 32, checksumAt = 24, sizeAt = 16;

/// The bytes with length and checksum as they ought to be, so that what reads the
/// contents is reached.
std::string sealed(std::string bytes) {
  const uint64_t size = bytes.size() - headerSize;
  const uint64_t checksum = rt::hashBytes(bytes.data() + headerSize, size);
  std::memcpy(&bytes[sizeAt], &size, sizeof size);
  std::memcpy(&bytes[checksumAt], &checksum, sizeof checksum);
  return bytes;
}

rt::ProgramPlan planOf(const std::string &file) {
  DiagnosticEngine diagnostics;
  auto program = checkedFile(sourceFolder() + "/" + file, diagnostics);
  EXPECT_TRUE(program) << diagnostics.render();
  CompileOptions options;
  options.machineCode = false;
  CompileResult result = compile(*program, options);
  EXPECT_TRUE(result.program) << result.diagnostics;
  return result.program ? result.program->plan : rt::ProgramPlan();
}

} // namespace

TEST(PlanBytes, PlansOfAllProgramsComeBackWhole) {
  int seen = 0;
  for (const char *folder : {"examples", "test/run", "test/std", "test/oracle"})
    for (const std::string &file : programsBelow(folder)) {
      DiagnosticEngine diagnostics;
      auto program = checkedFile(file, diagnostics);
      if (!program)
        continue;
      CompileOptions options;
      options.machineCode = false;
      CompileResult result = compile(*program, options);
      if (!result.program)
        continue;
      ++seen;
      rt::Result<std::string> bytes = rt::planToBytes(result.program->plan);
      ASSERT_TRUE(bytes) << file;
      rt::Result<rt::ProgramPlan> back = rt::planFromBytes(*bytes);
      ASSERT_TRUE(back) << file << " " << back.error().message;
      EXPECT_EQ(*rt::planToBytes(*back), *bytes) << file;
      // The printer goes through a plan on its own way.
      EXPECT_EQ(lowering::printPlan(*back), lowering::printPlan(result.program->plan)) << file;
    }
  EXPECT_GT(seen, 100);
}

TEST(PlanBytes, EveryTruncationIsRefused) {
  const std::string bytes = *rt::planToBytes(planOf("examples/brunel/brunel.neuro"));
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(rt::planFromBytes(std::string_view(bytes).substr(0, size))) << size;
    if (size >= headerSize)
      EXPECT_FALSE(rt::planFromBytes(sealed(bytes.substr(0, size)))) << size;
  }
  EXPECT_FALSE(rt::planFromBytes(sealed(bytes + '\0')));
}

TEST(PlanBytes, EveryChangedByteIsNoticed) {
  const std::string bytes = *rt::planToBytes(planOf("examples/adex/adex.neuro"));
  for (size_t at = 0; at < bytes.size(); ++at)
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
      EXPECT_FALSE(rt::planFromBytes(changed)) << at;
    }
}

// Behind a right checksum: whatever is read, reading ends, and a plan that is accepted
// is one that says the same when it is written again.
TEST(PlanBytes, DamageBehindARightChecksumDoesNoHarm) {
  const std::string bytes = *rt::planToBytes(planOf("examples/brunel/brunel.neuro"));
  std::mt19937 random(7);
  int accepted = 0, refused = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string changed = bytes;
    for (unsigned k = 0; k <= random() % 3; ++k) {
      const size_t at = headerSize + random() % (changed.size() - headerSize);
      if (random() % 2)
        changed[at] = static_cast<char>(random());
      else // counts near the largest
        std::memset(&changed[at], 0xff, std::min<size_t>(4, changed.size() - at));
    }
    changed = sealed(changed);
    rt::Result<rt::ProgramPlan> plan = rt::planFromBytes(changed);
    ++(plan ? accepted : refused);
    if (plan)
      EXPECT_EQ(*rt::planToBytes(*plan), changed);
  }
  EXPECT_GT(accepted, 100);
  EXPECT_GT(refused, 100);
}

TEST(PlanBytes, NestingIsLimitedBothWays) {
  rt::ProgramPlan plan;
  plan.experiments.emplace_back();
  std::vector<rt::StatementPlan> *body = &plan.experiments[0].statements;
  for (int depth = 0; depth < 900; ++depth) {
    body->emplace_back().kind = rt::StatementPlan::For;
    body = &body->back().body;
  }
  EXPECT_TRUE(rt::planFromBytes(*rt::planToBytes(plan)));
  for (int depth = 0; depth < 200; ++depth) {
    body->emplace_back().kind = rt::StatementPlan::For;
    body = &body->back().body;
  }
  EXPECT_FALSE(rt::planToBytes(plan));
}

TEST(PlanBytes, OtherVersionsAreNamed) {
  std::string bytes = *rt::planToBytes(rt::ProgramPlan());
  bytes[8] = static_cast<char>(bytes[8] + 1);
  rt::Result<rt::ProgramPlan> plan = rt::planFromBytes(bytes);
  ASSERT_FALSE(plan);
  EXPECT_NE(plan.error().message.find("another version"), std::string::npos);
}
