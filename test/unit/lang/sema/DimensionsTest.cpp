//===- DimensionsTest.cpp - Dimensions through expressions ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Checking.h"

/// Codes of a neuron with these items and some parameters to use.
static std::string neuron(const std::string &items) {
  return "neuron N {\n  param tau = 20 ms, C = 250 pF, g = 10 nS, E = -70 mV, n = 3\n"
         "  input I: pA\n  state V = E\n" +
         items + "\n}\n";
}
static std::string codes(const std::string &items) { return codesOf(neuron(items)); }

TEST(Dimensions, EquationsNeedStatePerTime) {
  EXPECT_EQ(codes("V' = (E - V)/tau + I/C"), "");
  EXPECT_EQ(codes("V' = (g*(E - V) + I)/C"), "");
  EXPECT_EQ(codes("V' = 1 V/s"), "");
  EXPECT_EQ(codes("V'' = -V/tau^2"), "");
  EXPECT_EQ(codes("V' = (E - V)/C + I/C"), "E0203");
  EXPECT_EQ(codes("V' = E - V"), "E0203");
  EXPECT_EQ(codes("V'' = -V/tau"), "E0203");
  EXPECT_EQ(codes("V' = 0"), "E0203") << "zero has a unit too";
}

TEST(Dimensions, TheExampleOfTheArchitecture) {
  auto text = checkText("# 1\n# 2\nneuron LIF {\n  param tau_m = 20 ms, C = 250 pF, E_L = 0 mV\n"
                        "  input I: pA\n  state V = E_L\n  V' = (E_L - V)/C + I/C\n}\n")
                  ->text();
  EXPECT_EQ(text, "test.neuro:7:8: error[E0203]: this term has unit mV/pF, but V' needs mV/ms\n"
                  "    7 |   V' = (E_L - V)/C + I/C\n"
                  "      |        ^~~~~~~~~~~\n"
                  "test.neuro:4:24: note: 'C' is a capacitance (pF), declared here\n"
                  "      = help: did you mean 'tau_m' (ms)?            more: nc explain E0203\n");
}

TEST(Dimensions, BothOperandsAndTheirDeclarationsAreNamed) {
  EXPECT_EQ(messageOf("E0201", neuron("let x = E + I")),
            "'E' has unit mV, but 'I' has unit pA: they cannot be added\n"
            "note: 'E' is a voltage (mV), declared here\n"
            "note: 'I' is a current (pA), declared here\n"
            "help: divide it by 'g' (nS)?");
  EXPECT_EQ(messageOf("E0201", neuron("let x = V > 3")),
            "'V' has unit mV, but '3' is a pure number: they cannot be compared\n"
            "note: 'V' is a voltage (mV), declared here\n"
            "help: a number needs its unit: 3 mV");
  EXPECT_EQ(messageOf("E0203", neuron("V' = (E - V)/tau + I")),
            "this term has unit pA, but V' needs mV/ms\n"
            "note: 'I' is a current (pA), declared here\n"
            "help: divide it by 'C' (pF)?");
}

TEST(Dimensions, Functions) {
  EXPECT_EQ(codes("let x = exp(V/1 mV)"), "");
  EXPECT_EQ(codes("let x = exp(V)"), "E0205");
  EXPECT_EQ(codes("let x = sqrt(V^2) + E"), "");
  EXPECT_EQ(codes("let x = abs(V) + min(E, V, 1 V)"), "");
  EXPECT_EQ(codes("let x = min(E, tau)"), "E0201");
  EXPECT_EQ(codes("let x = sign(V) + heaviside(V) + mod(5, 3)"), "");
  EXPECT_EQ(codes("let x = clip(V, 0, 1)"), "E0201 E0201");
  EXPECT_EQ(codes("let x = exp()"), "E0206");
  EXPECT_EQ(codes("let x = exp(1, 2)"), "E0206");
  EXPECT_EQ(codes("let x = expp(1)"), "E0212");
}

TEST(Dimensions, Powers) {
  EXPECT_EQ(codes("let x = V^2/1 mV + V"), "");
  EXPECT_EQ(codes("let x = V^0.5*V^0.5 + V"), "");
  EXPECT_EQ(codes("let x = V^n"), "E0207");
  EXPECT_EQ(codes("let x = (V/1 mV)^n"), "");
  EXPECT_EQ(codes("let x = 2^V"), "E0207");
  EXPECT_EQ(codes("let a = V^1000000\nlet b = a^1000000"), "E0215");
}

TEST(Dimensions, ConditionsAreNotNumbers) {
  EXPECT_EQ(codes("let x = (V > E) + 1"), "E0202");
  EXPECT_EQ(codes("let x = if V then 1 else 2"), "E0202");
  EXPECT_EQ(codes("let x = V and true"), "E0202");
  EXPECT_EQ(codes("let x = if V > E then 1 mV else 1 pA"), "E0201");
  EXPECT_EQ(codes("let x = V in -80 mV..E"), "");
  EXPECT_EQ(codes("let x = V in 0..1"), "E0201");
}

TEST(Dimensions, AnErrorIsSaidOnce) {
  // What is unknown makes no further errors.
  EXPECT_EQ(codes("let a = Q\nlet b = a + V\nlet c = b*2\nV' = c/tau"), "E0110");
  EXPECT_EQ(codes("let a = V + I\nlet b = 2*a\nV' = b/tau"), "E0201");
  EXPECT_EQ(codes("let a = V + I\nlet b = Q"), "E0201 E0110");
}

TEST(Dimensions, Declarations) {
  EXPECT_EQ(codes("param a: nS = 3 nS, b: 1 = 3"), "");
  EXPECT_EQ(codes("param a: nS = 3 pF"), "E0204");
  EXPECT_EQ(codes("param a: nS = 3"), "E0204");
  EXPECT_EQ(codes("param a: volts = 3 mV"), "E0211");
  EXPECT_EQ(codes("param a"), "E0216");
  EXPECT_EQ(codes("param k: int = 5, f: bool = true"), "");
  EXPECT_EQ(codes("param k: int = 5.5"), "E0202");
  EXPECT_EQ(codes("param a = b, b = a"), "E0116");
  EXPECT_EQ(codes("param a: mV = b, b: mV = a"), "E0116");
  EXPECT_EQ(codes("param a = c, c = 2 mV\nlet d = a + V") , "") << "order does not matter";
}

TEST(Dimensions, UnitsOfTemperature) {
  EXPECT_EQ(codes("param T = 36 degC, Q = 3\nlet f = Q^((T - 296.15 K)/10 K)"), "");
}

TEST(Dimensions, Vectors) {
  EXPECT_EQ(codes("state m: vec(3) = 0, k: vec(3) = 0\nlet s = dot(m, k) + sum(m) + m[0]"), "");
  EXPECT_EQ(codes("state m: vec(3) = 0 mV\nlet s = m[1] + V"), "");
  EXPECT_EQ(codes("state m: vec(3, mV) = 0 mV\nm' = (V - E)/tau"), "E0208");
  EXPECT_EQ(codes("state m: vec(3, mV) = 0 mV\nm' = -m/tau"), "");
  EXPECT_EQ(codes("state m: vec(3) = 0\nlet s = m*m"), "") << "element by element";
  EXPECT_EQ(codes("state m: vec(3) = 0, k: vec(2) = 0\nlet s = m*k"), "E0208");
  EXPECT_EQ(codes("state m: vec(3) = 0, W: mat(3, 3) = 0\nlet s = m*W"), "E0208");
  EXPECT_EQ(codes("state m: vec(3) = 0, W: mat(3, 3) = 0\nlet s = W*m + [1, 2, 3]"), "");
  EXPECT_EQ(codes("state m: vec(3) = 0\nlet s = 1/(1 + exp(-m))^2"), "");
  EXPECT_EQ(codes("state m: vec(3) = 0 mV\nlet s = exp(m)"), "E0205");
  EXPECT_EQ(codes("state m: vec(3) = 0\nlet s = if m > 0 then m else 0"), "E0208");
  EXPECT_EQ(codes("state m: vec(3) = 0\nlet s = if m in 0..1 then m else 0"), "E0208");
  EXPECT_EQ(codes("state m: vec(3) = 0\nlet s = m[3]"), "E0209");
  EXPECT_EQ(codes("state m: vec(3) = 0\nlet s = m + 1"), "") << "a number with every element";
  EXPECT_EQ(codes("state m: vec(3) = 0\nlet s = legendre_A(3)*m + legendre_B(3)"), "");
  EXPECT_EQ(codes("state m: vec(3) = 0\nlet s = legendre_A(4)*m"), "E0208");
}

TEST(Dimensions, FunctionsOfTheUser) {
  const char *fn = "fn rate(v: mV, s: mV): 1/ms = 1 [1/ms]/(1 + exp(-v/s))\n";
  EXPECT_EQ(codesOf(std::string("fn frate(v: mV): 1/ms = 1 [1/ms]*exp(v/1 mV)\n") +
                    neuron("V' = frate(V)*E")),
            "");
  EXPECT_EQ(codesOf(std::string(fn)), "E0111") << "'rate' is a measure";
  EXPECT_EQ(codesOf("fn f(v: mV): 1 = v\n"), "E0204");
  EXPECT_EQ(codesOf("fn f(v: mV) = v/1 mV\n" + neuron("let x = f(E)")), "");
  EXPECT_EQ(codesOf("fn f(v: mV) = v/1 mV\n" + neuron("let x = f(tau)")), "E0205");
  EXPECT_EQ(codesOf("fn f(v: mV) = v/1 mV\n" + neuron("let x = f(E, E)")), "E0206");
  EXPECT_EQ(codesOf("fn f(v: 1): 1 = f(v)\n"), "E0116");
  EXPECT_EQ(codesOf("fn f(v: 1): 1 = g(v)\nfn g(v: 1): 1 = f(v)\n"), "E0116");
  EXPECT_EQ(codesOf("fn f(v: ms) = v + t\n"), "E0213");
  EXPECT_EQ(codesOf("fn f(v: 1) = normal(v, 1)\n"), "E0213");
}
