//===- NoiseCovariance.h - White noise through a linear system --*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_NUMERICS_NOISECOVARIANCE_H
#define NEURO_RUNTIME_NUMERICS_NOISECOVARIANCE_H

namespace neuro::numerics {

/// For x' = A x + B u + G xi with independent white noises xi, the noise that a
/// step of length h adds is normal with covariance
///
///   S(h) = integral from 0 to h of exp(A s) G G^T exp(A^T s) ds.
///
/// Writes the lower triangle of L with L L^T = S(h), row by row, to `factor`
/// (states*(states+1)/2 numbers). `system` holds the rows of [A B G]. Exact up to
/// rounding for every h: the Taylor series of S (Van Loan 1978, "Computing
/// integrals involving the matrix exponential", IEEE Trans. Automat. Contr. 23;
/// here of the Lyapunov equation S' = A S + S A^T + G G^T) over a short time,
/// then S(2t) = S(t) + exp(A t) S(t) exp(A t)^T, a sum of positive terms, so that
/// stiff systems lose no digits. S may be singular: a direction without noise has
/// a column of zeros in L. False if entries are not finite or S overflows.
bool noiseFactor(const double *system, int states, int inputs, int noises, double h,
                 double *factor);

} // namespace neuro::numerics

#endif // NEURO_RUNTIME_NUMERICS_NOISECOVARIANCE_H
