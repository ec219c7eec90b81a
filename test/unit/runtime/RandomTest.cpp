//===- RandomTest.cpp - Draws and distributions ---------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models.h"
#include "runtime/core/Random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

using namespace neuro::rt;
using namespace neuro::rt::test;

TEST(Random, UnitsAreBetweenZeroAndOne) {
  for (uint64_t bits : {uint64_t(0), uint64_t(1) << 63, UINT64_MAX - 2048, UINT64_MAX}) {
    EXPECT_GT(toUnit(bits), 0);
    EXPECT_LT(toUnit(bits), 1);
    EXPECT_TRUE(std::isfinite(normalSample(bits)));
    EXPECT_GT(exponentialSample(bits, 1), 0);
  }
  EXPECT_EQ(toUnit(UINT64_MAX), 1 - 0x1p-53);
  EXPECT_EQ(toUnit(uint64_t(1) << 11), 1.5 * 0x1p-53);
}

namespace {

/// Largest distance between the sample's and the given distribution function,
/// times sqrt(n): above 2.3 has probability 5e-5 (Kolmogorov).
double kolmogorov(std::vector<double> sample, const std::function<double(double)> &cdf) {
  std::sort(sample.begin(), sample.end());
  const double n = static_cast<double>(sample.size());
  double d = 0;
  for (size_t k = 0; k < sample.size(); ++k) {
    const double f = cdf(sample[k]);
    d = std::max({d, f - static_cast<double>(k) / n, static_cast<double>(k + 1) / n - f});
  }
  return d * std::sqrt(n);
}

double normalCdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

std::vector<double> sample(const Expr &expr, size_t n, uint64_t seed = 3) {
  Result<ExprTraits> traits = checkExpr(expr, {});
  EXPECT_TRUE(traits);
  std::vector<double> values(n);
  std::vector<uint64_t> ids(EVAL_BLOCK);
  Evaluator evaluator;
  for (size_t at = 0; at < n; at += EVAL_BLOCK) {
    BlockInput input;
    input.seed = seed;
    input.object = randomObject(Purpose::Initial, 9);
    input.count = static_cast<int>(std::min<size_t>(EVAL_BLOCK, n - at));
    for (int l = 0; l < input.count; ++l)
      ids[l] = at + l;
    input.ids = ids.data();
    evaluator.evaluate(expr, *traits, input, &values[at]);
  }
  return values;
}

struct Moments {
  double mean = 0, variance = 0;
};
Moments moments(const std::vector<double> &v) {
  Moments m;
  for (double x : v)
    m.mean += x;
  m.mean /= static_cast<double>(v.size());
  for (double x : v)
    m.variance += (x - m.mean) * (x - m.mean);
  m.variance /= static_cast<double>(v.size() - 1);
  return m;
}

} // namespace

TEST(Random, PhiloxKnownAnswers) {
  // Random123's kat_vectors for philox4x32-10.
  Random128 r = philox(0, 0, 0, 0);
  EXPECT_EQ(r.a, 0xe169c58d6627e8d5u);
  EXPECT_EQ(r.b, 0x9b00dbd8bc57ac4cu);
  r = philox(~uint64_t(0), ~uint64_t(0), ~0u, ~0u);
  EXPECT_EQ(r.a, 0x41c83b0e408f276du);
  EXPECT_EQ(r.b, 0x6d5451fda20bc7c6u);
}

TEST(Random, LanesEqualSingles) {
  for (int n : {1, 63, 64, 65, 200}) {
    std::vector<uint64_t> ids(n), got(n);
    for (int l = 0; l < n; ++l)
      ids[l] = uint64_t(l) * 0x9e3779b97f4a7c15u;
    philoxLanes(0x123456789abcdefu, ids.data(), 77, 88, got.data(), n);
    std::vector<double> z(n);
    normalSamples(got.data(), z.data(), n);
    for (int l = 0; l < n; ++l) {
      EXPECT_EQ(got[l], philox(0x123456789abcdefu, ids[l], 77, 88).a);
      EXPECT_EQ(z[l], normalSample(got[l]));
    }
  }
}

TEST(Random, SequenceIsTheCountersInOrder) {
  RandomSequence s(42, 7, 3);
  for (uint32_t c = 0; c < 100; ++c) {
    Random128 r = philox(42, 7, 3, c);
    EXPECT_EQ(s.next(), r.a) << c;
    EXPECT_EQ(s.next(), r.b) << c;
  }
}

TEST(Distributions, FollowTheirFunctions) {
  const size_t n = 20000;
  EXPECT_LT(kolmogorov(sample(apply(Op::Uniform, {num(-2), num(6)}), n),
                       [](double x) { return (x + 2) / 8; }),
            2.3);
  EXPECT_LT(kolmogorov(sample(apply(Op::Normal, {num(-65), num(3)}), n),
                       [](double x) { return normalCdf((x + 65) / 3); }),
            2.3);
  EXPECT_LT(kolmogorov(sample(apply(Op::Exponential, {num(4)}), n),
                       [](double x) { return -std::expm1(-x / 4); }),
            2.3);
  // Mean and standard deviation are those of the variable itself.
  const double s2 = std::log1p(0.25), mu = std::log(10.0) - s2 / 2;
  EXPECT_LT(kolmogorov(sample(apply(Op::LogNormal, {num(10), num(5)}), n),
                       [=](double x) {
                         return normalCdf((std::log(x) - mu) / std::sqrt(s2));
                       }),
            2.3);
  // Gamma(2, 3): 1 - e^(-x/3) (1 + x/3); Gamma(1/2, 2) is chi-squared of 1 degree.
  EXPECT_LT(kolmogorov(sample(apply(Op::Gamma, {num(2), num(3)}), n),
                       [](double x) { return 1 - std::exp(-x / 3) * (1 + x / 3); }),
            2.3);
  EXPECT_LT(kolmogorov(sample(apply(Op::Gamma, {num(0.5), num(2)}), n),
                       [](double x) { return std::erf(std::sqrt(x / 2)); }),
            2.3);
  Moments g = moments(sample(apply(Op::Gamma, {num(7.5), num(0.4)}), n));
  EXPECT_NEAR(g.mean, 3, 4.5 * std::sqrt(1.2 / n));
  EXPECT_NEAR(g.variance, 1.2, 0.08);

  std::vector<double> chosen = sample(apply(Op::Choice, {num(1), num(2), num(5)}, 0, 3), n);
  for (double v : {1.0, 2.0, 5.0})
    EXPECT_NEAR(static_cast<double>(std::count(chosen.begin(), chosen.end(), v)), n / 3.0,
                4.5 * std::sqrt(n * 2 / 9.0));
}

TEST(Distributions, StreamsAndSeedsAreIndependent) {
  const size_t n = 20000;
  auto correlation = [&](const std::vector<double> &a, const std::vector<double> &b) {
    Moments ma = moments(a), mb = moments(b);
    double c = 0;
    for (size_t k = 0; k < n; ++k)
      c += (a[k] - ma.mean) * (b[k] - mb.mean);
    return c / static_cast<double>(n) / std::sqrt(ma.variance * mb.variance);
  };
  const Expr one = apply(Op::Normal, {num(0), num(1)}, 0);
  const Expr two = apply(Op::Normal, {num(0), num(1)}, 1);
  const double limit = 4.5 / std::sqrt(static_cast<double>(n));
  EXPECT_LT(std::fabs(correlation(sample(one, n), sample(two, n))), limit);
  EXPECT_LT(std::fabs(correlation(sample(one, n, 1), sample(one, n, 2))), limit);
  EXPECT_EQ(sample(one, n), sample(one, n));
}

TEST(Distributions, DiscreteByInversion) {
  RandomSequence draws(5, 0, 0);
  const int n = 20000;
  std::vector<double> b, h, p;
  for (int k = 0; k < n; ++k) {
    b.push_back(static_cast<double>(binomialSample(draws.unit(), 1000000, 0.003)));
    h.push_back(static_cast<double>(hypergeometricSample(draws.unit(), 500, 200, 100)));
    p.push_back(static_cast<double>(poissonSample(draws.unit(), 37.5)));
  }
  Moments mb = moments(b), mh = moments(h), mp = moments(p);
  const double vb = 3000 * 0.997, vh = 100 * 0.4 * 0.6 * 400.0 / 499;
  EXPECT_NEAR(mb.mean, 3000, 4.5 * std::sqrt(vb / n));
  EXPECT_NEAR(mb.variance / vb, 1, 4.5 * std::sqrt(2.0 / n));
  EXPECT_NEAR(mh.mean, 40, 4.5 * std::sqrt(vh / n));
  EXPECT_NEAR(mh.variance / vh, 1, 4.5 * std::sqrt(2.0 / n));
  EXPECT_NEAR(mp.mean, 37.5, 4.5 * std::sqrt(37.5 / n));
  EXPECT_NEAR(mp.variance / 37.5, 1, 4.5 * std::sqrt(2.0 / n));
  EXPECT_EQ(binomialSample(0.3, 10, 0), 0);
  EXPECT_EQ(binomialSample(0.3, 10, 1), 10);
  EXPECT_EQ(binomialSample(0.999999999, 0, 0.5), 0);
  EXPECT_EQ(hypergeometricSample(0.5, 10, 10, 4), 4);
  EXPECT_EQ(hypergeometricSample(0.5, 10, 0, 4), 0);
}
