//===- NoiseCovariance.cpp - White noise through a linear system ----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/numerics/NoiseCovariance.h"

#include "runtime/numerics/MatrixExponential.h"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>

namespace neuro::numerics {

namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// |A| t up to which the series is summed, and its number of terms: the first
/// one left out is below (2*0.25)^24/25! < 1e-32 of the first.
constexpr double shortTime = 0.25;
constexpr int terms = 24;

/// S(t) for |A| t <= shortTime: sum of C_k t^(k+1)/(k+1)!, C_0 = G G^T,
/// C_(k+1) = A C_k + C_k A^T.
Matrix series(const Matrix &a, const Matrix &noise, double t) {
  Matrix term = noise * t, sum = term;
  for (int k = 1; k < terms; ++k) {
    const Matrix product = a * term;
    term = (product + product.transpose()) * (t / (k + 1));
    sum += term;
  }
  return sum;
}

/// Cholesky of a positive semidefinite matrix: what rounding leaves of a
/// direction without noise becomes zero.
void factorize(const Matrix &s, double *factor) {
  const Eigen::Index n = s.rows();
  Matrix l = Matrix::Zero(n, n);
  for (Eigen::Index j = 0; j < n; ++j) {
    const double left = s(j, j) - l.row(j).head(j).squaredNorm();
    if (!(left > 1e-13 * s(j, j)))
      continue;
    const double root = std::sqrt(left);
    l(j, j) = root;
    for (Eigen::Index i = j + 1; i < n; ++i)
      l(i, j) = (s(i, j) - l.row(i).head(j).dot(l.row(j).head(j))) / root;
  }
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j <= i; ++j)
      *factor++ = l(i, j);
}

} // namespace

bool noiseFactor(const double *system, int states, int inputs, int noises, double h,
                 double *factor) {
  const int columns = states + inputs + noises;
  const Eigen::Map<const Matrix> rows(system, states, columns);
  const Matrix a = rows.leftCols(states), g = rows.rightCols(noises);
  if (!a.allFinite() || !g.allFinite() || !std::isfinite(h))
    return false;
  const double norm = std::max(a.cwiseAbs().rowwise().sum().maxCoeff(),
                               a.cwiseAbs().colwise().sum().maxCoeff()) *
                      std::fabs(h);
  if (!std::isfinite(norm))
    return false;
  int doublings = 0;
  if (norm > shortTime)
    doublings = static_cast<int>(std::ceil(std::log2(norm / shortTime)));
  double t = std::ldexp(h, -doublings);
  Matrix s = series(a, g * g.transpose(), t);
  Matrix flow = a * t;
  if (doublings > 0 && !expm(flow.data(), states, flow.data()))
    return false;
  for (int k = 0; k < doublings; ++k) {
    s += (flow * s * flow.transpose()).eval();
    s = ((s + s.transpose()) * 0.5).eval();
    flow = (flow * flow).eval();
  }
  if (!s.allFinite())
    return false;
  factorize(s, factor);
  return true;
}

} // namespace neuro::numerics
