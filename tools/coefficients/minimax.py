#!/usr/bin/env python3
# Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Derives the polynomial coefficients of lowering/LoopsToLLVM/Coefficients.h.

Minimax polynomials by the second Remez algorithm (E. Ya. Remez, 1934; J.-M.
Muller, Elementary Functions, 3rd ed., section 3.6) in 200-bit arithmetic; the
coefficients are then rounded to the working format. The error printed beside
each table is that of the rounded polynomial, sampled at 2001 points.

    python3 minimax.py > ../../lowering/LoopsToLLVM/Coefficients.h
"""
import mpmath as mp

mp.mp.prec = 200


def rounded(value, single):
    if not single:
        return mp.mpf(float(value))
    with mp.workprec(24):
        return mp.mpf(+value)


def remez(f, low, high, degree):
    """The polynomial of `degree` that minimises max |f(x) - p(x)| on [low, high]."""
    count = degree + 2
    nodes = [(low + high) / 2 - (high - low) / 2 * mp.cos(mp.pi * (2 * k + 1) / (2 * count))
             for k in range(count)]
    for _ in range(20):
        system, right = mp.matrix(count, count), mp.matrix(count, 1)
        for row, x in enumerate(nodes):
            for k in range(degree + 1):
                system[row, k] = x**k
            system[row, degree + 1] = (-1)**row
            right[row] = f(x)
        solution = mp.lu_solve(system, right)
        coefficients = [solution[k] for k in range(degree + 1)]

        # The largest deviation of each sign run, from a grid dense at the ends.
        samples = 40 * count
        runs = []
        for k in range(samples + 1):
            x = low + (high - low) * (1 - mp.cos(mp.pi * k / samples)) / 2
            value = f(x) - mp.polyval(coefficients[::-1], x)
            if runs and (runs[-1][1] > 0) == (value > 0):
                if abs(value) > abs(runs[-1][1]):
                    runs[-1] = (x, value)
            else:
                runs.append((x, value))
        assert len(runs) == count, "the error must equioscillate"
        nodes = [x for x, _ in runs]
        sizes = [abs(value) for _, value in runs]
        if max(sizes) - min(sizes) < max(sizes) / 1000:
            return coefficients
    raise RuntimeError("the Remez exchange did not converge")


def fit(f, weight, low, high, degree, single):
    """Minimax of f, rounded; the error is |weight(x) (f(x) - p(x))| of the rounded polynomial."""
    coefficients = [rounded(c, single) for c in remez(f, low, high, degree)]
    worst = max(abs(weight(x) * (f(x) - mp.polyval(coefficients[::-1], x)))
                for x in (low + (high - low) * k / 2000 for k in range(2001)))
    return coefficients, worst


def table(name, comment, coefficients, error):
    print(f"/// {comment}\n/// |error| < 2^{mp.nstr(mp.log(error, 2), 4)}.")
    # As doubles: the value of a float is exact in one.
    print(f"inline constexpr double {name}[] = {{")
    for c in coefficients:
        print(f"    {float(c).hex()},")
    print("};\n")


def series(f, terms):
    """A function given by its Taylor coefficients, for places where the closed form is 0/0."""
    return lambda x: sum((f(k) * x**k for k in range(terms)), mp.mpf(0))


def split(value, bits):
    """`value` as a sum of doubles whose first has `bits` significant bits."""
    with mp.workprec(bits):
        high = +value
    return high, value - high


def constants():
    print("/// Cody-Waite parts: HIGH has so many trailing zeros that k * HIGH is exact\n"
          "/// for every exponent k of the format.")
    for name, bits, single in (("LN2_F64", 41, False), ("LN2_F32", 14, True)):
        high, low = split(mp.log(2), bits)
        print(f"inline constexpr double {name}_HIGH = {float(high).hex()};")
        print(f"inline constexpr double {name}_LOW = {float(rounded(low, single)).hex()};")
    rest = mp.pi / 2
    print("\n/// pi/2 as an unevaluated sum of doubles, each the nearest to what is left.")
    print("inline constexpr double HALF_PI[] = {")
    for _ in range(3):
        part = rounded(rest, False)
        print(f"    {float(part).hex()},")
        rest -= part
    print("};")
    print("\n/// The same for log10(e) and for 2/3.")
    for name, value in (("LOG10_E", 1 / mp.log(10)), ("TWO_THIRDS", mp.mpf(2) / 3)):
        high = rounded(value, False)
        print(f"inline constexpr double {name}_HIGH = {float(high).hex()};")
        print(f"inline constexpr double {name}_LOW = {float(rounded(value - high, False)).hex()};")
    print()


def main():
    print("""//===- Coefficients.h - Polynomials of the elementary functions -*- C++ -*-===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Made by tools/coefficients/minimax.py, which states the method. Lowest degree
// first. Values named F32 are exact in single precision.
//
//===----------------------------------------------------------------------===//
#ifndef NEURO_LOWERING_LOOPSTOLLVM_COEFFICIENTS_H
#define NEURO_LOWERING_LOOPSTOLLVM_COEFFICIENTS_H

namespace neuro::lowering::coefficients {
""")
    constants()
    half = mp.log(2) / 2 * (1 + mp.mpf(2)**-10)
    expm1 = series(lambda k: 1 / mp.factorial(k + 2), 40)
    for name, degree, single in (("EXP_F64", 10, False), ("EXP_F32", 5, True)):
        c, e = fit(expm1, lambda r: r, -half, half, degree, single)
        table(name, "e^r = 1 + r + r^2 q(r) for |r| <= ln(2)/2; error relative to e^r - 1.",
              c, e)

    # The argument is halved before, so this is -4 to 1/2.
    exprel = series(lambda k: 1 / mp.factorial(k + 1), 60)
    expm1 = series(lambda k: 1 / mp.factorial(k + 2), 60)
    for name, degree, single in (("EXPREL_F64", 15, False), ("EXPREL_F32", 7, True)):
        c, e = fit(expm1, lambda r: r / exprel(r), mp.mpf(-2), mp.mpf("0.25"), degree, single)
        table(name, "(e^r - 1)/r = 1 + r q(r) for -2 <= r <= 1/4; relative error.", c, e)

    top = mp.mpf("0.1716")**2 * (1 + mp.mpf(2)**-8)
    atanh = series(lambda k: mp.mpf(2) / (2 * k + 3), 60)
    for name, degree, single in (("LOG_F64", 6, False), ("LOG_F32", 3, True)):
        c, e = fit(atanh, lambda z: z / 2, 0, top, degree, single)
        table(name, "log((1+s)/(1-s)) = s (2 + z q(z)), z = s^2, |s| <= 0.1717; relative error.",
              c, e)
    tail = series(lambda k: mp.mpf(2) / (2 * k + 5), 60)
    c, e = fit(tail, lambda z: z * z / 2, 0, top, 7, False)
    table("LOG_TAIL_F64", "log((1+s)/(1-s)) = s (2 + z (2/3 + z q(z))); relative error.", c, e)

    top = (mp.pi / 4 * (1 + mp.mpf(2)**-6))**2
    sine = series(lambda k: (-1)**(k + 1) / mp.factorial(2 * k + 3), 40)
    cosine = series(lambda k: (-1)**k / mp.factorial(2 * k + 4), 40)
    for suffix, degree in (("F64", 5), ("F32", 3)):
        c, e = fit(sine, lambda z: z, 0, top, degree, False)
        table(f"SIN_{suffix}", "sin r = r + r z q(z), z = r^2, |r| <= pi/4; relative error"
              + (" (evaluated in double)." if suffix == "F32" else "."), c, e)
        c, e = fit(cosine, lambda z: z * z, 0, top, degree, False)
        table(f"COS_{suffix}", "cos r = 1 - z/2 + z^2 q(z); absolute error"
              + (" (evaluated in double)." if suffix == "F32" else "."), c, e)
    print("} // namespace neuro::lowering::coefficients\n")
    print("#endif // NEURO_LOWERING_LOOPSTOLLVM_COEFFICIENTS_H")


if __name__ == "__main__":
    main()
