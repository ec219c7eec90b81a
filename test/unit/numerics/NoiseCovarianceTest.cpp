//===- NoiseCovarianceTest.cpp --------------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/numerics/NoiseCovariance.h"

#include "runtime/numerics/MatrixExponential.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

using namespace neuro::numerics;

namespace {

using Numbers = std::vector<double>;

/// S = L L^T from the packed lower triangle.
Numbers product(const Numbers &factor, int n) {
  auto l = [&](int i, int j) { return j <= i ? factor[i * (i + 1) / 2 + j] : 0.0; };
  Numbers s(static_cast<size_t>(n * n));
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      for (int k = 0; k < n; ++k)
        s[i * n + j] += l(i, k) * l(j, k);
  return s;
}

Numbers covariance(const Numbers &system, int states, int inputs, int noises, double h) {
  Numbers factor(static_cast<size_t>(states * (states + 1) / 2));
  EXPECT_TRUE(noiseFactor(system.data(), states, inputs, noises, h, factor.data()));
  return product(factor, states);
}

/// The integral of exp(A s) G G^T exp(A s)^T by Simpson's rule.
Numbers quadrature(const Numbers &a, const Numbers &g, int n, int m, double h) {
  const int pieces = 4000;
  Numbers sum(static_cast<size_t>(n * n));
  for (int p = 0; p <= pieces; ++p) {
    const double t = h * p / pieces;
    Numbers at(a);
    for (double &entry : at)
      entry *= t;
    EXPECT_TRUE(expm(at.data(), n, at.data()));
    Numbers eg(static_cast<size_t>(n * m));
    for (int i = 0; i < n; ++i)
      for (int k = 0; k < n; ++k)
        for (int j = 0; j < m; ++j)
          eg[i * m + j] += at[i * n + k] * g[k * m + j];
    const double weight = (p == 0 || p == pieces ? 1 : p % 2 ? 4 : 2) * h / pieces / 3;
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j)
        for (int k = 0; k < m; ++k)
          sum[i * n + j] += weight * eg[i * m + k] * eg[j * m + k];
  }
  return sum;
}

} // namespace

TEST(NoiseCovariance, OrnsteinUhlenbeckAtEveryStep) {
  // x' = -x/tau + g xi: g^2 tau/2 (1 - exp(-2h/tau)).
  for (double tau : {0.01, 1.0, 20.0, 1e6})
    for (double h : {1e-3, 0.1, 5.0, 1e4}) {
      const double g = 0.7;
      const double s = covariance({-1 / tau, 3.0, g}, 1, 1, 1, h)[0];
      const double exact = -g * g * tau / 2 * std::expm1(-2 * h / tau);
      EXPECT_NEAR(s, exact, 1e-13 * exact) << "tau " << tau << ", h " << h;
    }
}

TEST(NoiseCovariance, BrownianMotionAndItsIntegral) {
  // x' = v, v' = xi: [h^3/3 h^2/2; h^2/2 h].
  const double h = 0.3;
  Numbers s = covariance({0, 1, 0, 0, 0, 1}, 2, 0, 1, h);
  EXPECT_NEAR(s[0], h * h * h / 3, 1e-15);
  EXPECT_NEAR(s[1], h * h / 2, 1e-15);
  EXPECT_NEAR(s[3], h, 1e-15);
}

TEST(NoiseCovariance, CoupledBlocksMatchQuadrature) {
  const Numbers a = {-0.5, 0.3, 0, 0.2, -1.5, 2, -0.1, 0, -0.05};
  const Numbers g = {0.4, 0, 0, 0, 0.3, 0.7};
  Numbers system;
  for (int i = 0; i < 3; ++i) {
    system.insert(system.end(), a.begin() + 3 * i, a.begin() + 3 * i + 3);
    system.insert(system.end(), g.begin() + 2 * i, g.begin() + 2 * i + 2);
  }
  for (double h : {0.1, 2.0, 30.0}) {
    Numbers s = covariance(system, 3, 0, 2, h), exact = quadrature(a, g, 3, 2, h);
    for (int k = 0; k < 9; ++k)
      EXPECT_NEAR(s[k], exact[k], 1e-9) << "entry " << k << ", h " << h;
  }
}

TEST(NoiseCovariance, StiffBlockIsStationary) {
  // Rates 1e5 apart; after a long time S solves A S + S A^T = -G G^T.
  Numbers s = covariance({-1e3, 0, 1, 1, -1e-2, 0}, 2, 0, 1, 1e5);
  EXPECT_NEAR(s[0], 1 / 2e3, 1e-12 / 2e3);
  const double cross = s[0] / (1e3 + 1e-2);
  EXPECT_NEAR(s[1], cross, 1e-9 * cross);
  EXPECT_NEAR(s[3], cross / 1e-2, 1e-9 * cross / 1e-2);
}

TEST(NoiseCovariance, DirectionsWithoutNoiseStayQuiet) {
  Numbers factor(3);
  const Numbers system = {-1, 0, 0, 0, -1, 2};
  ASSERT_TRUE(noiseFactor(system.data(), 2, 0, 1, 0.5, factor.data()));
  EXPECT_EQ(factor[0], 0);
  EXPECT_EQ(factor[1], 0);
  EXPECT_GT(factor[2], 0);
}

TEST(NoiseCovariance, RefusesWhatIsNotFinite) {
  Numbers factor(1);
  for (double bad : {double(NAN), double(INFINITY), 1e300}) {
    const Numbers system = {bad, 1};
    EXPECT_FALSE(noiseFactor(system.data(), 1, 0, 1, 1, factor.data())) << bad;
  }
}
