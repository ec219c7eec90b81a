//===- NormalQuantileTest.cpp ---------------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/numerics/NormalQuantile.h"

#include <gtest/gtest.h>

#include <cmath>

using neuro::numerics::normalQuantile;

TEST(NormalQuantile, InvertsTheDistributionFunction) {
  for (double p = 1e-300; p < 1e-3; p *= 97) {
    double z = normalQuantile(p);
    EXPECT_NEAR(0.5 * std::erfc(-z / std::sqrt(2.0)) / p, 1, 2e-12) << p;
  }
  for (double p = 0.0005; p < 1; p += 0.0005) {
    double z = normalQuantile(p);
    EXPECT_NEAR(0.5 * std::erfc(-z / std::sqrt(2.0)), p, 4e-16) << p;
  }
}

TEST(NormalQuantile, Limits) {
  EXPECT_EQ(normalQuantile(0.5), 0);
  EXPECT_EQ(normalQuantile(0), -INFINITY);
  EXPECT_EQ(normalQuantile(1), INFINITY);
  EXPECT_TRUE(std::isnan(normalQuantile(-0.1)));
  EXPECT_TRUE(std::isnan(normalQuantile(NAN)));
  EXPECT_NEAR(normalQuantile(0.975), 1.9599639845400545, 1e-15);
}
