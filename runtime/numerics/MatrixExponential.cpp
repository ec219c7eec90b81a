//===- MatrixExponential.cpp - exp(A h) of small matrices -----------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/numerics/MatrixExponential.h"

#include <Eigen/Core>
#include <Eigen/LU>

#include <cmath>
#include <vector>

namespace neuro::numerics {

namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic>;

/// Largest 1-norm for which the degree-13 approximant has backward error below
/// the unit roundoff (Higham 2005, Table 2.3).
constexpr double theta13 = 5.371920351148152;

double norm1(const Matrix &m) { return m.cwiseAbs().colwise().sum().maxCoeff(); }

/// Scales rows and columns by powers of two (exact) until row and column norms
/// are within a factor of two, and returns the exponents d: m := D^-1 m D with
/// D = diag(2^d). A row or column that is zero off the diagonal would allow any
/// scale; it follows until its other side no longer dominates the norm.
std::vector<int> balance(Matrix &m) {
  const int n = static_cast<int>(m.rows());
  std::vector<int> exponents(n, 0);
  auto apply = [&](int i, int e) {
    // Column i times 2^e, row i times 2^-e.
    m.col(i) *= std::ldexp(1.0, e);
    m.row(i) *= std::ldexp(1.0, -e);
    exponents[i] += e;
  };
  for (int sweep = 0; sweep < 20; ++sweep) {
    bool changed = false;
    for (int i = 0; i < n; ++i) {
      double column = m.col(i).cwiseAbs().sum() - std::fabs(m(i, i));
      double row = m.row(i).cwiseAbs().sum() - std::fabs(m(i, i));
      if (column == 0 && row == 0)
        continue;
      if (column == 0 || row == 0) {
        // One-sided: bring what is there to the size of the rest's diagonal.
        double present = column + row;
        double rest = 0;
        for (int k = 0; k < n; ++k)
          rest = std::max(rest, std::fabs(m(k, k)));
        if (rest == 0)
          rest = 1;
        int e = 0;
        std::frexp(present / rest, &e);
        // Keep exponents bounded: results are scaled back by up to 2^|e|.
        if (e > 1 && std::abs(exponents[i]) < 400) {
          e = std::min(e, 400);
          apply(i, column != 0 ? -e : e);
          changed = true;
        }
        continue;
      }
      int e = 0;
      std::frexp(std::sqrt(row / column), &e);
      --e; // sqrt(row/column) in [2^e, 2^(e+1))
      if (e == 0 || std::abs(exponents[i] + e) > 400)
        continue;
      double factor = std::ldexp(1.0, e);
      if (column * factor + row / factor < 0.95 * (column + row)) {
        apply(i, e);
        changed = true;
      }
    }
    if (!changed)
      break;
  }
  return exponents;
}

/// exp(X) - I for ||X||_1 <= theta13: with the approximant p/q, p - q is twice
/// its odd part, so nothing cancels.
Matrix pade13MinusIdentity(const Matrix &x) {
  constexpr double b[] = {64764752532480000., 32382376266240000.,
                          7771770303897600.,  1187353796428800.,
                          129060195264000.,   10559470521600.,
                          670442572800.,      33522128640.,
                          1323241920.,        40840800.,
                          960960.,            16380.,
                          182.,               1.};
  const int n = static_cast<int>(x.rows());
  const Matrix identity = Matrix::Identity(n, n);
  const Matrix x2 = x * x, x4 = x2 * x2, x6 = x4 * x2;
  Matrix inner = b[13] * x6 + b[11] * x4 + b[9] * x2;
  Matrix odd = x6 * inner + b[7] * x6 + b[5] * x4 + b[3] * x2 + b[1] * identity;
  odd = x * odd;
  inner = b[12] * x6 + b[10] * x4 + b[8] * x2;
  Matrix even = x6 * inner + b[6] * x6 + b[4] * x4 + b[2] * x2 + b[0] * identity;
  return (even - odd).partialPivLu().solve(2.0 * odd);
}

/// Rows that need no approximation, and must not be off by a rounding of one, since
/// an integrator counts with them for as long as a simulation lasts. A row is
/// nilpotent when all that it leads to is, such as a row of zeros: x' = v, v' = c.
/// There the series e_i (I + A + A^2/2 + …) ends; a row of zeros gives one of the
/// identity, x' = c gives x + h c with h itself. A row with a diagonal that leads to
/// rows of zeros only, x' = a x + c, has exp(A)_ii = exp(a) and
/// exp(A)_ij = a_ij expm1(a)/a.
void exactRows(const Matrix &a, Matrix &e) {
  const int n = static_cast<int>(a.rows());
  std::vector<bool> isZero(n), nilpotent(n);
  for (int i = 0; i < n; ++i)
    isZero[i] = nilpotent[i] = (a.row(i).array() == 0).all();
  for (bool changed = true; changed;) {
    changed = false;
    for (int i = 0; i < n; ++i) {
      if (nilpotent[i])
        continue;
      bool ends = true;
      for (int j = 0; j < n; ++j)
        ends &= a(i, j) == 0 || nilpotent[j];
      if (ends)
        changed = nilpotent[i] = true;
    }
  }
  for (int i = 0; i < n; ++i) {
    if (nilpotent[i]) {
      Eigen::RowVectorXd term = Eigen::RowVectorXd::Unit(n, i), sum = term;
      for (int k = 1; k < n && (term.array() != 0).any(); ++k) {
        term = (term * a).eval() / k;
        sum += term;
      }
      e.row(i) = sum;
      continue;
    }
    bool constants = true;
    for (int j = 0; j < n; ++j)
      constants &= j == i || a(i, j) == 0 || isZero[j];
    if (!constants)
      continue;
    const double rate = a(i, i), gain = std::expm1(rate) / rate;
    e.row(i) = a.row(i) * gain;
    e(i, i) = std::exp(rate);
  }
}

} // namespace

bool expm(const double *a, int n, double *result) {
  if (n == 0)
    return true;
  using RowMajor =
      Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  Matrix m = Eigen::Map<const RowMajor>(a, n, n);
  if (!m.allFinite())
    return false;
  const Matrix original = m;
  std::vector<int> exponents = balance(m);
  double norm = norm1(m);
  if (!std::isfinite(norm))
    return false;
  int squarings = 0;
  if (norm > theta13) {
    std::frexp(norm / theta13, &squarings);
    m *= std::ldexp(1.0, -squarings);
  }
  Matrix e = pade13MinusIdentity(m);
  for (int k = 0; k < squarings; ++k)
    e = 2.0 * e + e * e;
  e.diagonal().array() += 1.0;
  // Undo the balancing: exp(D M D^-1) = D exp(M) D^-1.
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      e(i, j) = std::ldexp(e(i, j), exponents[i] - exponents[j]);
  if (!e.allFinite())
    return false;
  exactRows(original, e);
  Eigen::Map<RowMajor>(result, n, n) = e;
  return true;
}

bool propagator(const double *system, int states, int inputs, double h,
                double *result) {
  const int columns = states + inputs;
  std::vector<double> augmented(static_cast<size_t>(columns) * columns, 0.0);
  for (int i = 0; i < states * columns; ++i)
    augmented[i] = system[i] * h;
  if (!expm(augmented.data(), columns, augmented.data()))
    return false;
  for (int i = 0; i < states * columns; ++i)
    result[i] = augmented[i];
  return true;
}

} // namespace neuro::numerics
