//===- NormalQuantile.h - Inverse of the normal distribution ----*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_RUNTIME_NUMERICS_NORMALQUANTILE_H
#define NEURO_RUNTIME_NUMERICS_NORMALQUANTILE_H

namespace neuro::numerics {

/// z with P(Z <= z) = p for a standard normal Z; relative error about 1e-15.
/// p = 0 and 1 give minus and plus infinity, p outside [0, 1] NaN.
/// Wichura (1988), Algorithm AS 241, PPND16.
double normalQuantile(double p);

/// The same for n values, each equal to that of the scalar function bit for bit.
void normalQuantile(const double *p, double *z, int n);

} // namespace neuro::numerics

#endif // NEURO_RUNTIME_NUMERICS_NORMALQUANTILE_H
