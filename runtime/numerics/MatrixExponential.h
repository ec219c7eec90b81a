//===- MatrixExponential.h - exp(A h) of small matrices ---------*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_NUMERICS_MATRIXEXPONENTIAL_H
#define NEURO_RUNTIME_NUMERICS_MATRIXEXPONENTIAL_H

namespace neuro::numerics {

/// exp(A) of the n x n row-major matrix `a` into `result` (may alias), for
/// n >= 0. False if A has entries that are not finite or the result overflows.
///
/// Scaling and squaring with the Pade approximant of degree 13: Higham (2005),
/// "The scaling and squaring method for the matrix exponential revisited",
/// SIAM J. Matrix Anal. Appl. 26(4). Two things differ from the plain method,
/// both for stiff and badly scaled systems: the matrix is balanced by powers of
/// two first (Parlett and Reinsch 1969), and E = exp(X) - I is squared as
/// 2 E + E^2, so slow modes keep their relative accuracy however many squarings
/// the fast ones ask for. Defective, complex-eigenvalue, zero and singular
/// matrices need no special case. Rows that depend on constants only are exact to
/// the rounding of exp and expm1: a row of zeros is one of the identity, and a pure
/// integrator adds exactly what it is given.
bool expm(const double *a, int n, double *result);

/// One step of x' = A x + B u with u constant over the step:
/// x(t+h) = P x(t) + Q u. `system` holds the rows of [A B]
/// (states x (states + inputs), row-major), `result` receives those of [P Q].
/// From exp([A B; 0 0] h): Van Loan (1978), "Computing integrals involving the
/// matrix exponential". False as for expm.
bool propagator(const double *system, int states, int inputs, double h,
                double *result);

} // namespace neuro::numerics

#endif // NEURO_RUNTIME_NUMERICS_MATRIXEXPONENTIAL_H
