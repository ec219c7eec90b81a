//===- PoissonTest.cpp - Counts of Poisson sources ------------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Poisson.h"
#include "runtime/core/Random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <vector>

using namespace neuro::rt;

namespace {

constexpr int64_t size = PoissonSampler::blockSize;
using Vectors = PoissonSampler::Vectors;
constexpr Vectors allVectors[] = {Vectors::None, Vectors::Avx2, Vectors::Avx512};

/// Normal deviate of a chi-squared statistic (Wilson and Hilferty 1931).
double deviate(double chi, double k) {
  return (std::cbrt(chi / k) - (1 - 2 / (9 * k))) / std::sqrt(2 / (9 * k));
}

/// Counts against a Poisson distribution, classes of expectation below 8 merged.
double poissonDeviate(const std::vector<int64_t> &histogram, double n, double mean) {
  double chi = 0, classes = 0, observed = 0, expected = 0;
  for (size_t k = 0; k < histogram.size(); ++k) {
    observed += static_cast<double>(histogram[k]);
    expected += n * std::exp(static_cast<double>(k) * std::log(mean) - mean -
                             std::lgamma(static_cast<double>(k) + 1));
    if (expected >= 8) {
      chi += (observed - expected) * (observed - expected) / expected;
      classes += 1;
      observed = expected = 0;
    }
  }
  return deviate(chi, std::max(classes - 1, 1.0));
}

/// Distribution function of Poisson counts, from terms summed from the small end.
class Distribution {
public:
  explicit Distribution(double mean) {
    const long double m = mean;
    long double sum = 0;
    for (int64_t k = 0; k < static_cast<int64_t>(mean + 12 * std::sqrt(mean) + 40); ++k) {
      sum += std::exp(static_cast<long double>(k) * std::log(m) - m -
                      std::lgamma(static_cast<long double>(k) + 1));
      values.push_back(sum);
    }
  }
  /// P(X < k)
  long double below(uint32_t k) const {
    return k == 0 ? 0 : values[std::min<size_t>(k, values.size()) - 1];
  }
  /// Whether a value lies between byte / 256 and the next.
  bool decides(uint8_t byte) const {
    return std::none_of(values.begin(), values.end(), [&](long double value) {
      return value > byte / 256.0L && value < (byte + 1) / 256.0L;
    });
  }

private:
  std::vector<long double> values;
};

/// The uniform number of an element in a tick, as it is defined: 16 first bytes in a
/// block of Philox, the rest from a counter of the element's own.
struct Uniform {
  uint8_t first;
  uint64_t all;
};
Uniform uniformOf(uint64_t seed, uint32_t population, int64_t element, int64_t stamp) {
  const int64_t block = element / size, l = element % size;
  const uint64_t tick = static_cast<uint64_t>(stamp) << 32;
  const uint32_t high = static_cast<uint32_t>(static_cast<uint64_t>(stamp) >> 32);
  const Random128 eight = philox(seed, tick | static_cast<uint32_t>(block * 8 + l % 64 / 8),
                                 randomObject(Purpose::Poisson, population), high),
                  tail = philox(seed, tick | static_cast<uint32_t>(element),
                                randomObject(Purpose::PoissonTail, population), high);
  const uint64_t word = l < 64 ? eight.a : eight.b;
  const uint8_t first = static_cast<uint8_t>(word >> (l % 8 * 8));
  return {first, static_cast<uint64_t>(first) << 56 | tail.a >> 8};
}

} // namespace

// Each count is the one its 64-bit number says, whether the first byte decides or not.
TEST(Poisson, CountsAreInversions) {
  const uint64_t seed = 0x123456789abcdefu;
  const uint32_t population = 7;
  for (double mean : {1e-6, 1e-3, 0.05, 0.8, 1.28, 1.6, 2.0, 7.5, 30.0, 100.0, 160.0, 176.0, 190.0,
                      1000.0}) {
    const Distribution distribution(mean);
    PoissonSampler sampler({mean}, seed, population);
    uint32_t counts[size];
    int64_t open = 0, all = 0;
    for (int64_t stamp : {int64_t(1), int64_t(70000), (int64_t(5) << 32) + 3})
      for (int64_t block = 0; block < 40; ++block) {
        sampler.counts(block, stamp, counts);
        for (int64_t l = 0; l < size; ++l, ++all) {
          const Uniform u = uniformOf(seed, population, block * size + l, stamp);
          const long double x = std::ldexp(static_cast<long double>(u.all), -64);
          open += !distribution.decides(u.first);
          ASSERT_GE(x + 1e-15L, distribution.below(counts[l])) << mean << " " << l;
          ASSERT_LE(x, distribution.below(counts[l] + 1) + 1e-15L) << mean << " " << l;
        }
      }
    // At least one byte in 256 decides nothing; with many thresholds, about half.
    EXPECT_GT(open, all / 256 / 2) << mean;
    if (mean >= 1000)
      EXPECT_GT(open, all / 3);
  }
}

// What the first byte leaves open follows the distribution within that byte.
TEST(Poisson, RefinedCountsFollowTheDistribution) {
  for (double mean : {0.01, 1.6, 40.0}) {
    const Distribution distribution(mean);
    PoissonSampler sampler({mean}, 3, 1);
    std::vector<std::vector<double>> seen(256, std::vector<double>(120));
    uint32_t counts[size];
    for (int64_t stamp = 1; stamp <= 3000; ++stamp)
      for (int64_t block = 0; block < 2; ++block) {
        sampler.counts(block, stamp, counts);
        for (int64_t l = 0; l < size; ++l) {
          const Uniform u = uniformOf(3, 1, block * size + l, stamp);
          if (!distribution.decides(u.first))
            ++seen[u.first][std::min(counts[l], 119u)];
        }
      }
    double chi = 0, classes = 0;
    for (int byte = 0; byte < 256; ++byte) {
      const double n = std::accumulate(seen[byte].begin(), seen[byte].end(), 0.0);
      if (n == 0)
        continue;
      double observed = 0, expected = 0, used = 0;
      for (uint32_t k = 0; k < 120; ++k) {
        const long double low = std::max(distribution.below(k), byte / 256.0L),
                          high = std::min(distribution.below(k + 1), (byte + 1) / 256.0L);
        observed += seen[byte][k];
        expected += n * 256 * static_cast<double>(std::max(high - low, 0.0L));
        if (expected >= 8 && n - used - expected >= 8) {
          chi += (observed - expected) * (observed - expected) / expected;
          used += expected;
          classes += 1;
          observed = expected = 0;
        }
      }
      // What is left is the last class, which the number of all determines.
      chi += (observed - expected) * (observed - expected) / (n - used);
    }
    ASSERT_GT(classes, 0);
    EXPECT_LT(std::fabs(deviate(chi, classes)), 4.5) << mean;
  }
}

TEST(Poisson, AnyProcessorDrawsTheSame) {
  const int64_t n = 20 * size;
  for (double mean : {1e-4, 0.05, 0.7, 1.6, 9.0, 60.0, 170.0, 400.0}) {
    std::vector<double> several(n, mean);
    for (int64_t e = 0; e < n; e += 3)
      several[static_cast<size_t>(e)] = mean / 2;
    for (const std::vector<double> &means : {std::vector<double>{mean}, several}) {
      PoissonSampler plain(means, 5, 2, Vectors::None);
      for (Vectors most : {Vectors::Avx2, Vectors::Avx512}) {
        PoissonSampler fast(means, 5, 2, most);
        for (int64_t stamp = 1; stamp <= 40; ++stamp)
          for (int64_t block = 0; block < 20; ++block) {
            uint32_t a[size], b[size];
            ASSERT_EQ(plain.counts(block, stamp, a), fast.counts(block, stamp, b));
            ASSERT_TRUE(std::equal(a, a + size, b)) << mean;
          }
      }
    }
  }
}

template <class Real> static void addsWhatItCounts() {
  const int64_t n = 31 * size;
  std::vector<double> weights(static_cast<size_t>(n));
  for (int64_t l = 0; l < n; ++l)
    weights[static_cast<size_t>(l)] = 0.1 * static_cast<double>(l % 17) - 0.3;
  for (double mean : {1e-4, 0.3, 1.6, 100.0, 300.0}) {
    std::vector<uint32_t> all(static_cast<size_t>(n));
    for (Vectors most : allVectors) {
      PoissonSampler sampler({mean}, 8, 3, most);
      for (int64_t block = 0; block < n / size; ++block)
        sampler.counts(block, 9, all.data() + block * size);
      for (int64_t first : {int64_t(0), int64_t(1), int64_t(64), int64_t(1000), int64_t(1151)})
        for (int64_t length : {int64_t(0), int64_t(1), int64_t(15), int64_t(127), int64_t(128),
                               int64_t(1024), int64_t(1025), int64_t(2600)})
          for (bool each : {false, true}) {
            // Neighbours must stay as they are.
            std::vector<Real> got(static_cast<size_t>(length) + 2, Real(1.3)), want = got;
            int64_t events = 0;
            for (int64_t l = 0; l < length; ++l) {
              const uint32_t count = all[static_cast<size_t>(first + l)];
              volatile Real product = static_cast<Real>(each ? weights[static_cast<size_t>(l)] : 0.7) *
                                      static_cast<Real>(count);
              want[static_cast<size_t>(l) + 1] += product;
              events += count;
            }
            EXPECT_EQ(sampler.add(first, length, 9, 0.7, each ? weights.data() : nullptr,
                                  got.data() + 1),
                      events);
            EXPECT_EQ(got, want) << mean << " " << first << " " << length;
          }
    }
  }
}

TEST(Poisson, AddsWhatItCountsF32) { addsWhatItCounts<float>(); }
TEST(Poisson, AddsWhatItCountsF64) { addsWhatItCounts<double>(); }

TEST(Poisson, CountsFollowTheDistribution) {
  for (double mean : {1e-4, 1e-3, 0.02, 0.1, 0.5, 0.8, 1.28, 1.8, 2.0, 5.0, 8.0, 20.0, 60.0, 150.0,
                      170.0, 200.0, 3000.0, 2e5}) {
    PoissonSampler sampler({mean}, 11, 4);
    std::vector<int64_t> histogram(static_cast<size_t>(mean + 12 * std::sqrt(mean) + 20));
    const int blocks = 40, ticks = 50;
    double sum = 0, squares = 0;
    uint32_t counts[PoissonSampler::blockSize];
    for (int64_t t = 1; t <= ticks; ++t)
      for (int64_t b = 0; b < blocks; ++b) {
        const bool any = sampler.counts(b, t, counts);
        EXPECT_EQ(any, std::any_of(std::begin(counts), std::end(counts),
                                   [](uint32_t c) { return c; }));
        for (uint32_t c : counts) {
          ASSERT_LT(c, histogram.size());
          ++histogram[c];
          sum += c;
          squares += (c - mean) * (c - mean);
        }
      }
    const double n = static_cast<double>(blocks * ticks * PoissonSampler::blockSize);
    EXPECT_NEAR(sum / n, mean, 4.5 * std::sqrt(mean / n)) << mean;
    EXPECT_NEAR(squares / n / mean, 1, 4.5 * std::sqrt((2 + 1 / mean) / n)) << mean;
    EXPECT_LT(std::fabs(poissonDeviate(histogram, n, mean)), 4.5) << mean;
  }
}

TEST(Poisson, ElementsAndTicksAreIndependent) {
  PoissonSampler sampler({2.0}, 1, 0);
  constexpr int ticks = 4000, size = PoissonSampler::blockSize;
  std::vector<std::vector<double>> trains(size, std::vector<double>(ticks));
  uint32_t counts[PoissonSampler::blockSize];
  for (int t = 0; t < ticks; ++t) {
    sampler.counts(3, t + 1, counts);
    for (int l = 0; l < size; ++l)
      trains[l][t] = counts[l] - 2.0;
  }
  const double limit = 5 / std::sqrt(static_cast<double>(ticks));
  for (int a = 0; a < size; ++a)
    for (int b = a; b < size; ++b)
      for (int lag : {0, 1}) {
        if (a == b && lag == 0)
          continue;
        double c = 0;
        for (int t = lag; t < ticks; ++t)
          c += trains[a][t] * trains[b][t - lag];
        EXPECT_LT(std::fabs(c / ticks / 2), limit) << a << " " << b << " " << lag;
      }
}

TEST(Poisson, RatesPerElement) {
  // Two rates share tables; 5000 different ones do without. Means must follow.
  for (bool many : {false, true}) {
    constexpr size_t n = 6400, size = PoissonSampler::blockSize;
    std::vector<double> means(n);
    for (size_t e = 0; e < n; ++e)
      means[e] = many ? 0.01 + static_cast<double>(e) * 1e-3 : e % 2 ? 0.5 : 3.0;
    PoissonSampler sampler(means, 2, 1);
    double chi = 0;
    std::vector<double> sums(n);
    const int ticks = 100;
    uint32_t counts[PoissonSampler::blockSize];
    for (int t = 1; t <= ticks; ++t)
      for (size_t b = 0; b < n / size; ++b) {
        sampler.counts(static_cast<int64_t>(b), t, counts);
        for (size_t l = 0; l < size; ++l)
          sums[b * size + l] += counts[l];
      }
    for (size_t e = 0; e < n; ++e)
      chi += (sums[e] - ticks * means[e]) * (sums[e] - ticks * means[e]) / (ticks * means[e]);
    EXPECT_LT(std::fabs(deviate(chi, static_cast<double>(n))), 4.5);
  }
}

TEST(Poisson, EqualRatesGiveEqualCountsHoweverStored) {
  constexpr int size = PoissonSampler::blockSize;
  std::vector<double> means(2 * size, 1.5);
  PoissonSampler one({1.5}, 9, 2), each(means, 9, 2);
  means[2 * size - 1] = 0.2; // now tables per element
  PoissonSampler mixed(means, 9, 2);
  uint32_t a[size], b[size], c[size];
  for (int64_t t = 1; t < 2000; ++t) {
    one.counts(0, t, a);
    each.counts(0, t, b);
    mixed.counts(0, t, c);
    EXPECT_TRUE(std::equal(a, a + size, b));
    EXPECT_TRUE(std::equal(a, a + size, c));
  }
}
