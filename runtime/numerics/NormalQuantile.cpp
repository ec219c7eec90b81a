//===- NormalQuantile.cpp - Inverse of the normal distribution ------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/numerics/NormalQuantile.h"

#include <cmath>
#include <limits>

namespace neuro::numerics {

namespace {

inline __attribute__((always_inline)) double ratio(const double (&p)[8],
                                                   const double (&q)[8], double r) {
  double numerator = p[7], denominator = q[7];
  for (int i = 6; i >= 0; --i) {
    numerator = numerator * r + p[i];
    denominator = denominator * r + q[i];
  }
  return numerator / denominator;
}

// |p - 1/2| <= 0.425.
constexpr double centreP[8] = {
    3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
    1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
    3.3430575583588128105e+4, 2.5090809287301226727e+3};
constexpr double centreQ[8] = {
    1.0,                      4.2313330701600911252e+1, 6.8718700749205790830e+2,
    5.3941960214247511077e+3, 2.1213794301586595867e+4, 3.9307895800092710610e+4,
    2.8729085735721942674e+4, 5.2264952788528545610e+3};
// r = sqrt(-log(tail)) <= 5.
constexpr double middleP[8] = {
    1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
    3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
    2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr double middleQ[8] = {
    1.0,                       2.05319162663775882187e0, 1.67638483018380384940e0,
    6.89767334985100004550e-1, 1.48103976427480074590e-1,
    1.51986665636164571966e-2, 5.47593808499534494600e-4,
    1.05075007164441684324e-9};
// Beyond.
constexpr double tailP[8] = {
    6.65790464350110377720e0,  5.46378491116411436990e0, 1.78482653991729133580e0,
    2.96560571828504891230e-1, 2.65321895265761230930e-2,
    1.24266094738807843860e-3, 2.71155556874348757815e-5,
    2.01033439929228813265e-7};
constexpr double tailQ[8] = {
    1.0,                       5.99832206555887937690e-1, 1.36929880922735805310e-1,
    1.48753612908506148525e-2, 7.86869131145613259100e-4,
    1.84631831751005468180e-5, 1.42151175831644588870e-7,
    2.04426310338993978564e-15};

} // namespace

namespace {

/// The central branch for all, right for 85 in 100; the others follow one by
/// one. AVX2 is asked for without FMA, which would round differently.
inline __attribute__((always_inline)) void centreBlock(const double *p, double *z, int n) {
  for (int l = 0; l < n; ++l) {
    double q = p[l] - 0.5;
    z[l] = q * ratio(centreP, centreQ, 0.180625 - q * q);
  }
}

void centrePlain(const double *p, double *z, int n) { centreBlock(p, z, n); }
#if defined(__x86_64__)
__attribute__((target("avx2"))) void centreAvx2(const double *p, double *z, int n) {
  centreBlock(p, z, n);
}
#endif

} // namespace

void normalQuantile(const double *p, double *z, int n) {
#if defined(__x86_64__)
  static const bool avx2 = __builtin_cpu_supports("avx2");
  avx2 ? centreAvx2(p, z, n) : centrePlain(p, z, n);
#else
  centrePlain(p, z, n);
#endif
  for (int l = 0; l < n; ++l)
    if (!(std::fabs(p[l] - 0.5) <= 0.425))
      z[l] = normalQuantile(p[l]);
}

double normalQuantile(double p) {
  double q = p - 0.5;
  if (std::fabs(q) <= 0.425)
    return q * ratio(centreP, centreQ, 0.180625 - q * q);
  if (!(p >= 0 && p <= 1))
    return std::numeric_limits<double>::quiet_NaN();
  double tail = q < 0 ? p : 1 - p;
  if (tail == 0)
    return std::copysign(std::numeric_limits<double>::infinity(), q);
  double r = std::sqrt(-std::log(tail));
  double z = r <= 5 ? ratio(middleP, middleQ, r - 1.6)
                    : ratio(tailP, tailQ, r - 5);
  return std::copysign(z, q);
}

} // namespace neuro::numerics
