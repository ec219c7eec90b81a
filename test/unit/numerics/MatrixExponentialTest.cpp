//===- MatrixExponentialTest.cpp ------------------------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/numerics/MatrixExponential.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

using namespace neuro::numerics;

namespace {

using Matrix = std::vector<double>;

/// The slow and safe way: halve until the norm is small, Taylor series and
/// squarings in long double.
Matrix reference(const Matrix &a, int n) {
  std::vector<long double> x(a.begin(), a.end());
  long double norm = 0;
  for (long double v : x)
    norm = std::max(norm, std::fabs(v));
  int squarings = 0;
  while (norm * n > 0.25L) {
    norm /= 2;
    ++squarings;
  }
  for (long double &v : x)
    v = std::ldexp(v, -squarings);
  auto multiply = [n](const std::vector<long double> &p,
                      const std::vector<long double> &q) {
    std::vector<long double> r(n * n, 0);
    for (int i = 0; i < n; ++i)
      for (int k = 0; k < n; ++k)
        for (int j = 0; j < n; ++j)
          r[i * n + j] += p[i * n + k] * q[k * n + j];
    return r;
  };
  // E = exp(X) - I throughout.
  std::vector<long double> term = x, e = x;
  for (int k = 2; k < 40; ++k) {
    term = multiply(term, x);
    for (size_t i = 0; i < term.size(); ++i) {
      term[i] /= k;
      e[i] += term[i];
    }
  }
  for (int s = 0; s < squarings; ++s) {
    std::vector<long double> square = multiply(e, e);
    for (size_t i = 0; i < e.size(); ++i)
      e[i] = 2 * e[i] + square[i];
  }
  for (int i = 0; i < n; ++i)
    e[i * n + i] += 1;
  return Matrix(e.begin(), e.end());
}

void compare(const Matrix &a, int n, double tolerance) {
  Matrix got(a.size());
  ASSERT_TRUE(expm(a.data(), n, got.data()));
  Matrix want = reference(a, n);
  double scale = 0;
  for (double v : want)
    scale = std::max(scale, std::fabs(v));
  for (size_t i = 0; i < got.size(); ++i)
    EXPECT_NEAR(got[i], want[i], tolerance * scale) << "entry " << i;
}

} // namespace

TEST(MatrixExponential, ZeroAndEmpty) {
  Matrix zero(9, 0.0), result(9);
  ASSERT_TRUE(expm(zero.data(), 3, result.data()));
  EXPECT_EQ(result, (Matrix{1, 0, 0, 0, 1, 0, 0, 0, 1}));
  EXPECT_TRUE(expm(nullptr, 0, nullptr));
}

TEST(MatrixExponential, Scalar) {
  for (double x : {-700.0, -30.0, -1.0, -1e-3, -1e-12, 0.0, 1e-9, 0.5, 20.0, 300.0}) {
    double result;
    ASSERT_TRUE(expm(&x, 1, &result));
    EXPECT_NEAR(result, std::exp(x), 1e-15 * std::max(1.0, std::exp(x) * (1 + std::fabs(x))))
        << x;
  }
}

TEST(MatrixExponential, Defective) {
  // A Jordan block: exp = e^l [1 1 1/2; 0 1 1; 0 0 1].
  Matrix a{-2, 1, 0, 0, -2, 1, 0, 0, -2}, r(9);
  ASSERT_TRUE(expm(a.data(), 3, r.data()));
  double e = std::exp(-2.0);
  Matrix want{e, e, e / 2, 0, e, e, 0, 0, e};
  for (int i = 0; i < 9; ++i)
    EXPECT_NEAR(r[i], want[i], 1e-16);
}

TEST(MatrixExponential, ComplexEigenvalues) {
  for (double w : {0.01, 1.0, 50.0}) {
    Matrix a{0, w, -w, 0}, r(4);
    ASSERT_TRUE(expm(a.data(), 2, r.data()));
    EXPECT_NEAR(r[0], std::cos(w), 4e-15 * std::max(1.0, w));
    EXPECT_NEAR(r[1], std::sin(w), 4e-15 * std::max(1.0, w));
    EXPECT_NEAR(r[2], -std::sin(w), 4e-15 * std::max(1.0, w));
  }
}

TEST(MatrixExponential, AgainstTaylorInLongDouble) {
  compare({0.3, -1.2, 4, 0.1, 0, 2, -3, 0.5, -0.7}, 3, 1e-14);
  compare({-10, 3, 0, 0, 2, -5, 1, 0, 0, 1, -8, 4, 0.1, 0, 0, -0.2}, 4, 1e-14);
  // Deterministic pseudo-random matrices of growing norm.
  uint64_t state = 7;
  for (int n = 2; n <= 8; ++n)
    for (double norm : {1e-6, 0.1, 3.0, 12.0}) {
      Matrix a(n * n);
      for (double &v : a) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        v = norm / n * (static_cast<double>(state >> 11) * 0x1p-52 - 1);
      }
      compare(a, n, 2e-14);
    }
}

TEST(MatrixExponential, StiffKeepsSlowModes) {
  // Fast and slow decays coupled one way; analytic lower-right and upper-left.
  const double fast = 1e6, slow = 1e-3;
  Matrix a{-fast, 2.0, 0, -slow}, r(4);
  ASSERT_TRUE(expm(a.data(), 2, r.data()));
  EXPECT_NEAR(r[3], std::exp(-slow), 1e-16);
  EXPECT_NEAR(r[0], 0, 1e-15);
  const double coupling = 2.0 * (std::exp(-slow) - std::exp(-fast)) / (fast - slow);
  EXPECT_NEAR(r[1] / coupling, 1, 1e-10);
}

TEST(MatrixExponential, RefusesWhatIsNotFinite) {
  Matrix a{NAN, 0, 0, 1}, b{INFINITY, 0, 0, 1}, c{1e5, 0, 0, 1}, r(4);
  EXPECT_FALSE(expm(a.data(), 2, r.data()));
  EXPECT_FALSE(expm(b.data(), 2, r.data()));
  EXPECT_FALSE(expm(c.data(), 2, r.data())); // e^100000
}

TEST(MatrixExponential, NilpotentIsExact) {
  // A chain of integrators: the series ends, and every term is representable.
  Matrix chain{0, 0.5, 0, 0, 0, 0.25, 0, 0, 0}, r(9);
  ASSERT_TRUE(expm(chain.data(), 3, r.data()));
  EXPECT_EQ(r, (Matrix{1, 0.5, 0.0625, 0, 1, 0.25, 0, 0, 1}));
  // In another order, of very different sizes, and beside a decay.
  Matrix mixed{0, 0, 0, 1e-30, 0, -3, 0, 0, 1e30, 0, 0, 0, 0, 0, 0, 0}, s(16);
  ASSERT_TRUE(expm(mixed.data(), 4, s.data()));
  EXPECT_EQ(s[0], 1);
  EXPECT_EQ(s[3], 1e-30);
  EXPECT_EQ(s[5], std::exp(-3.0));
  EXPECT_EQ(s[8], 1e30);
  EXPECT_EQ(s[10], 1);
  EXPECT_EQ(s[11], 0.5) << "1e30*1e-30/2";
  EXPECT_EQ(s[15], 1);
  // Not a chain but a ring: nothing ends.
  Matrix ring{0, 1, 1, 0}, t(4);
  ASSERT_TRUE(expm(ring.data(), 2, t.data()));
  EXPECT_NEAR(t[0], std::cosh(1.0), 1e-15);
}

TEST(Propagator, IntegratorsAreExact) {
  for (double h : {0.1, 1e-3, 1e-300, 0.7, 1e5}) {
    Matrix one{0, 3.7}, r(2); // x' = 3.7
    ASSERT_TRUE(propagator(one.data(), 1, 1, h, r.data()));
    EXPECT_EQ(r[0], 1);
    EXPECT_EQ(r[1], 3.7 * h);
    Matrix two{0, 1, 0, 0, 0, 2}, q(6); // x' = v, v' = 2
    ASSERT_TRUE(propagator(two.data(), 2, 1, h, q.data()));
    EXPECT_EQ(q[0], 1);
    EXPECT_EQ(q[1], h);
    EXPECT_EQ(q[2], h * (2 * h) / 2);
    EXPECT_EQ(q[4], 1);
    EXPECT_EQ(q[5], 2 * h);
  }
  // A decay towards a constant, at the limits of its rate.
  for (double a : {-1e-12, -1e-300, -1.0, -700.0, 1e-9}) {
    Matrix decay{a, 1}, r(2);
    ASSERT_TRUE(propagator(decay.data(), 1, 1, 1, r.data()));
    EXPECT_EQ(r[0], std::exp(a));
    EXPECT_EQ(r[1], std::expm1(a) / a);
  }
}

TEST(Propagator, LeakyIntegratorWithSynapse) {
  // V' = (E - V)/tau_m + I/C, I' = -I/tau_s, over dt; analytic for tau_m != tau_s
  // and in the limit.
  const double tauM = 10, C = 250, E = -65, h = 0.1;
  for (double tauS : {2.0, 9.999999, 10.0, 10.0000001, 1e4}) {
    Matrix system{-1 / tauM, 1 / C, E / tauM, 0, -1 / tauS, 0}, r(6);
    ASSERT_TRUE(propagator(system.data(), 2, 1, h, r.data()));
    EXPECT_NEAR(r[0], std::exp(-h / tauM), 1e-16);
    EXPECT_NEAR(r[4], std::exp(-h / tauS), 2e-16);
    EXPECT_EQ(r[3], 0);
    EXPECT_NEAR(r[2], -E * std::expm1(-h / tauM), 1e-14);
    const double delta = 1 / tauM - 1 / tauS;
    const double ratio = delta == 0 ? h : std::expm1(delta * h) / delta;
    const double coupling = std::exp(-h / tauM) * ratio / C;
    EXPECT_NEAR(r[1] / coupling, 1, 1e-13) << tauS;
  }
}

TEST(Propagator, LargeInputsDoNotSpoilSmallDecays) {
  // One squaring too many for the sake of B would cost digits of P.
  Matrix system{-0.1, 1e9}, r(2);
  ASSERT_TRUE(propagator(system.data(), 1, 1, 0.01, r.data()));
  EXPECT_NEAR(r[0], std::exp(-0.001), 1e-16);
  EXPECT_NEAR(r[1] / (-1e10 * std::expm1(-0.001)), 1, 1e-15);
}
