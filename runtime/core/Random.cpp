//===- Random.cpp - Distributions from counter-based numbers --------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/core/Random.h"

#include "runtime/core/PhiloxVector.h"
#include "runtime/numerics/NormalQuantile.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace neuro::rt {

namespace {

constexpr int laneBlock = 64;

template <int Lanes>
NEURO_INLINE void lanes(uint64_t seed, const uint64_t *c01, uint32_t c2, uint32_t c3,
                        uint64_t *out) {
  for (int base = 0; base < laneBlock; base += 8) {
    Philox8<Lanes> p;
    p.load01(c01 + base);
    p.splat(p.x2, c2);
    p.splat(p.x3, c3);
    p.rounds(seed);
    p.store01(out + base);
  }
}

template <int Lanes>
NEURO_INLINE void sequence(uint64_t seed, uint64_t c01, uint32_t c2, uint32_t c3,
                           uint64_t *out) {
  for (int base = 0; base < sequenceBlock; base += 8) {
    Philox8<Lanes> p;
    p.splat(p.x0, static_cast<uint32_t>(c01));
    p.splat(p.x1, static_cast<uint32_t>(c01 >> 32));
    p.splat(p.x2, c2);
    p.count(p.x3, c3 + static_cast<uint32_t>(base));
    p.rounds(seed);
    uint64_t a[8], b[8];
    p.store01(a);
    p.store23(b);
    for (int l = 0; l < 8; ++l) {
      out[2 * (base + l)] = a[l];
      out[2 * (base + l) + 1] = b[l];
    }
  }
}

void lanesPlain(uint64_t seed, const uint64_t *c01, uint32_t c2, uint32_t c3,
                uint64_t *out) {
  lanes<2>(seed, c01, c2, c3, out);
}
void sequencePlain(uint64_t seed, uint64_t c01, uint32_t c2, uint32_t c3,
                   uint64_t *out) {
  sequence<2>(seed, c01, c2, c3, out);
}
#if defined(__x86_64__)
__attribute__((target("avx2"))) void lanesAvx2(uint64_t seed, const uint64_t *c01,
                                               uint32_t c2, uint32_t c3,
                                               uint64_t *out) {
  lanes<4>(seed, c01, c2, c3, out);
}
__attribute__((target("avx2"))) void sequenceAvx2(uint64_t seed, uint64_t c01,
                                                  uint32_t c2, uint32_t c3,
                                                  uint64_t *out) {
  sequence<4>(seed, c01, c2, c3, out);
}
#endif

} // namespace

void philoxSequence(uint64_t seed, uint64_t c01, uint32_t c2, uint32_t c3,
                    uint64_t *out) {
#if defined(__x86_64__)
  static const bool avx2 = __builtin_cpu_supports("avx2");
  if (avx2)
    return sequenceAvx2(seed, c01, c2, c3, out);
#endif
  sequencePlain(seed, c01, c2, c3, out);
}

void philoxLanes(uint64_t seed, const uint64_t *c01, uint32_t c2, uint32_t c3,
                 uint64_t *out, int n) {
  auto *run = lanesPlain;
#if defined(__x86_64__)
  static const bool avx2 = __builtin_cpu_supports("avx2");
  if (avx2)
    run = lanesAvx2;
#endif
  int l = 0;
  for (; l + laneBlock <= n; l += laneBlock)
    run(seed, c01 + l, c2, c3, out + l);
  for (; l < n; ++l)
    out[l] = philox(seed, c01[l], c2, c3).a;
}

void normalSamples(const uint64_t *bits, double *out, int n) {
  double unit[laneBlock];
  for (int base = 0; base < n; base += laneBlock) {
    const int count = std::min(laneBlock, n - base);
    for (int l = 0; l < count; ++l)
      unit[l] = toUnit(bits[base + l]);
    numerics::normalQuantile(unit, out + base, count);
  }
}

double normalSample(uint64_t bits) {
  return numerics::normalQuantile(toUnit(bits));
}

double logNormalSample(uint64_t bits, double mean, double sd) {
  // E = exp(mu + s^2/2), Var = (exp(s^2) - 1) E^2.
  double ratio = sd / mean;
  double variance = std::log1p(ratio * ratio);
  double mu = std::log(mean) - 0.5 * variance;
  return std::exp(mu + std::sqrt(variance) * normalSample(bits));
}

double exponentialSample(uint64_t bits, double mean) {
  return -mean * std::log(toUnit(bits));
}

double gammaSample(uint64_t seed, uint64_t id, uint32_t object, uint32_t stream,
                   double shape, double scale) {
  if (!(shape > 0) || !(scale >= 0) || !std::isfinite(shape))
    return std::numeric_limits<double>::quiet_NaN();
  constexpr uint32_t attempts = 4000;
  double boost = 1;
  if (shape < 1) {
    // Gamma(a) = Gamma(a + 1) * U^(1/a).
    Random128 r = philox(seed, id, object, stream | 4095u);
    boost = std::pow(toUnit(r.a), 1 / shape);
    shape += 1;
  }
  const double d = shape - 1.0 / 3.0, c = 1 / std::sqrt(9 * d);
  for (uint32_t attempt = 0; attempt < attempts; ++attempt) {
    Random128 r = philox(seed, id, object, stream | attempt);
    double x = normalSample(r.a), v = 1 + c * x;
    if (v <= 0)
      continue;
    v = v * v * v;
    if (std::log(toUnit(r.b)) < 0.5 * x * x + d - d * v + d * std::log(v))
      return boost * d * v * scale;
  }
  // Acceptance is above 0.95 a try: not reached.
  return boost * d * scale;
}

namespace {

double logFactorial(double n) {
  int sign;
  return lgamma_r(n + 1, &sign);
}

/// Inversion outwards from the mode: takes probability mass at the mode, then
/// alternately above and below, until `unit` is used up. `up(k)` is
/// p(k+1)/p(k), `down(k)` p(k-1)/p(k).
template <class Up, class Down>
int64_t fromMode(double unit, int64_t mode, double atMode, int64_t low,
                 int64_t high, Up up, Down down) {
  double remaining = unit - atMode;
  if (remaining < 0)
    return mode;
  int64_t above = mode, below = mode;
  double pAbove = atMode, pBelow = atMode;
  // Far in the tails the terms vanish; what rounding leaves over goes to the
  // last value looked at.
  while (above < high || below > low) {
    double before = pAbove + pBelow;
    if (above < high) {
      pAbove *= up(above);
      ++above;
      remaining -= pAbove;
      if (remaining < 0)
        return above;
    } else {
      pAbove = 0;
    }
    if (below > low) {
      pBelow *= down(below);
      --below;
      remaining -= pBelow;
      if (remaining < 0)
        return below;
    } else {
      pBelow = 0;
    }
    double now = pAbove + pBelow;
    if (now < 1e-18 && now <= before)
      break;
  }
  return mode;
}

} // namespace

int64_t binomialSample(double unit, int64_t n, double p) {
  if (n <= 0 || !(p > 0))
    return 0;
  if (p >= 1)
    return n;
  const double q = 1 - p, odds = p / q;
  const int64_t mode = std::min<int64_t>(
      n, static_cast<int64_t>(std::floor((static_cast<double>(n) + 1) * p)));
  const double dn = static_cast<double>(n), dm = static_cast<double>(mode);
  const double atMode =
      std::exp(logFactorial(dn) - logFactorial(dm) - logFactorial(dn - dm) +
               dm * std::log(p) + (dn - dm) * std::log1p(-p));
  return fromMode(
      unit, mode, atMode, 0, n,
      [=](int64_t k) {
        return (dn - static_cast<double>(k)) / (static_cast<double>(k) + 1) * odds;
      },
      [=](int64_t k) {
        return static_cast<double>(k) / (dn - static_cast<double>(k) + 1) / odds;
      });
}

int64_t hypergeometricSample(double unit, int64_t total, int64_t marked,
                             int64_t drawn) {
  const int64_t low = std::max<int64_t>(0, drawn - (total - marked));
  const int64_t high = std::min(marked, drawn);
  if (low >= high)
    return low;
  const double N = static_cast<double>(total), K = static_cast<double>(marked),
               n = static_cast<double>(drawn);
  const int64_t mode = std::clamp<int64_t>(
      static_cast<int64_t>(std::floor((n + 1) * ((K + 1) / (N + 2)))), low, high);
  const double m = static_cast<double>(mode);
  auto logChoose = [](double a, double b) {
    return logFactorial(a) - logFactorial(b) - logFactorial(a - b);
  };
  const double atMode =
      std::exp(logChoose(K, m) + logChoose(N - K, n - m) - logChoose(N, n));
  return fromMode(
      unit, mode, atMode, low, high,
      [=](int64_t k) {
        double d = static_cast<double>(k);
        return (K - d) * (n - d) / ((d + 1) * (N - K - n + d + 1));
      },
      [=](int64_t k) {
        double d = static_cast<double>(k);
        return d * (N - K - n + d) / ((K - d + 1) * (n - d + 1));
      });
}

int64_t poissonSample(double unit, double mean) {
  if (!(mean > 0))
    return 0;
  const double dm = std::floor(mean);
  const double atMode = std::exp(dm * std::log(mean) - mean - logFactorial(dm));
  return fromMode(
      unit, static_cast<int64_t>(dm), atMode, 0, INT64_MAX,
      [=](int64_t k) { return mean / (static_cast<double>(k) + 1); },
      [=](int64_t k) { return static_cast<double>(k) / mean; });
}

} // namespace neuro::rt
