//===- PipelinesTest.cpp - The phase list ---------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/Pipelines.h"

#include <gtest/gtest.h>

using namespace neuro::lowering;

TEST(Pipelines, PhasesAreInOrderAndFoundByName) {
  const PhaseInfo *before = nullptr;
  for (const PhaseInfo &info : phases()) {
    EXPECT_EQ(phaseCalled(info.name), info.phase);
    EXPECT_NE(std::string(info.sentence), "");
    if (before)
      EXPECT_LT(before->phase, info.phase);
    before = &info;
  }
  EXPECT_FALSE(phaseCalled("gpu"));
}
