//===- ModelsTest.cpp - What each kind of model may say ------------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Checking.h"

static std::string neuron(const std::string &items) {
  return codesOf("neuron N {\n  param tau = 10 ms\n  state V = 0 mV\n" + items + "\n}\n");
}
static std::string synapse(const std::string &items) {
  return codesOf("synapse S {\n  edge w: pA = 1 pA\n" + items + "\n}\n");
}

TEST(Models, ConstructsByKind) {
  EXPECT_EQ(neuron("edge x = 1"), "E0301");
  EXPECT_EQ(neuron("host U: mV"), "E0301");
  EXPECT_EQ(neuron("trace x of pre(tau = 5 ms)"), "E0301");
  EXPECT_EQ(neuron("on pre { }"), "E0301");
  EXPECT_EQ(synapse("state x = 1"), "E0301");
  EXPECT_EQ(synapse("input I: pA"), "E0301");
  EXPECT_EQ(synapse("spike when w > 1 pA { }"), "E0301");
  EXPECT_EQ(synapse("on arrive(x: pA) { }"), "E0301");
  EXPECT_EQ(codesOf("receptor R { spike when true { } }"), "E0301");
  EXPECT_EQ(codesOf("receptor R { input I: pA }"), "E0301");
  EXPECT_EQ(codesOf("glia G { spike when true { } }"), "E0301");
  EXPECT_EQ(messageOf("E0301", "synapse S { state w = 1 pA\n on pre { emit w } }"),
            "a state cannot stand in a synapse\nhelp: state of a synapse is declared with 'edge'");
}

TEST(Models, Equations) {
  EXPECT_EQ(neuron("tau' = 1"), "E0302");
  EXPECT_EQ(neuron("U' = 1 mV/ms"), "E0302");
  EXPECT_EQ(neuron("V' = -V/tau\nV' = V/tau"), "E0303");
  EXPECT_EQ(neuron("V' = -V/tau + 1 mV*white()/sqrt(tau)"), "");
  EXPECT_EQ(neuron("let x = white()"), "E0114");
}

TEST(Models, Gates) {
  EXPECT_EQ(neuron("gate m(alpha = 1 [1/ms], beta = 1 [1/ms])\nlet x = m^3*V"), "");
  EXPECT_EQ(neuron("gate m(inf = 0.5, tau = 5 ms)"), "");
  EXPECT_EQ(neuron("gate m(alpha = 1 [1/ms])"), "E0305");
  EXPECT_EQ(neuron("gate m(alpha = 1 [1/ms], tau = 5 ms)"), "E0305");
  EXPECT_EQ(neuron("gate m(alpha = 1, beta = 1 [1/ms])"), "E0204");
  EXPECT_EQ(neuron("gate m(inf = V, tau = 5 ms)"), "E0204");
  EXPECT_EQ(neuron("gate m(inf = 1, taau = 5 ms)"), "E0305 E0305");
  EXPECT_EQ(neuron("gate m(inf = 1, tau = 5 ms)\nm' = 1 [1/ms]"), "E0302");
}

TEST(Models, Spikes) {
  EXPECT_EQ(neuron("spike when V > 1 mV refractory tau hold V { V = 0 mV }"), "");
  EXPECT_EQ(neuron("spike when V { }"), "E0202");
  EXPECT_EQ(neuron("spike when V > 1 mV refractory 5 { }"), "E0204");
  EXPECT_EQ(neuron("spike when V > 1 mV refractory -5 ms { }"), "E0315");
  EXPECT_EQ(neuron("spike when V > 1 mV refractory V*1 ms/1 mV { }"), "E0210");
  EXPECT_EQ(neuron("spike when V > 1 mV refractory 5 ms hold U { }"), "E0308");
  EXPECT_EQ(neuron("spike when V > 1 mV refractory 5 ms hold tau { }"), "E0308");
  EXPECT_EQ(neuron("spike when V > 1 mV { }\nspike when V < 0 mV { }"), "E0310");
  EXPECT_EQ(neuron("spike when rising(V > 1 mV) { }\nevent up when rising(V > 0 mV) { V = 1 mV }"),
            "");
  EXPECT_EQ(neuron("event spikes when V > 1 mV"), "E0111");
}

TEST(Models, Handlers) {
  EXPECT_EQ(neuron("on arrive(w: mV) { V += w }"), "");
  EXPECT_EQ(neuron("on arrive(w: pA) { V += w }"), "E0204");
  EXPECT_EQ(neuron("on arrive(w: mV) { tau = 1 ms }"), "E0307");
  EXPECT_EQ(neuron("on arrive(w: mV) { w = 1 mV }"), "E0307");
  EXPECT_EQ(neuron("on arrive(w) { }"), "E0216");
  EXPECT_EQ(neuron("on arrive(w: mV, x: mV) { }"), "E0311");
  EXPECT_EQ(neuron("on arrive(w: mV = 1 mV) { }"), "E0311");
  EXPECT_EQ(neuron("on arrive(w: mV) { V += w }\non arrive(u: mV) { }"), "E0111");
  EXPECT_EQ(neuron("on arrive(w: mV) { let y = w; if V > y { V *= 0.5 } else { V -= y } }"), "");
  EXPECT_EQ(neuron("on arrive(w: mV) { V += y; let y = w }"), "E0110");
  EXPECT_EQ(neuron("on arrive(w: mV) { V *= w }"), "E0204");
  EXPECT_EQ(neuron("on arrive(w: mV) { V ~ normal(w, 1 mV) }"), "");
  EXPECT_EQ(neuron("on arrive(w: mV) { V = normal(w, 1 mV) }"), "E0214");
  EXPECT_EQ(neuron("on arrive(w: mV) { emit w }"), "E0309");
}

TEST(Models, Synapses) {
  EXPECT_EQ(synapse("trace x of pre(tau = 20 ms, pair = nearest)\non pre { emit w; w -= 1 pA*x }"),
            "");
  EXPECT_EQ(synapse("trace x of pre(pair = all)\non pre { emit w }"), "E0312");
  EXPECT_EQ(synapse("trace x of pre(tau = 20 ms, pair = some)\non pre { emit w }"), "E0312");
  EXPECT_EQ(synapse("trace x of pre(tau = 20)\non pre { emit w }"), "E0204");
  EXPECT_EQ(synapse("trace x of pre(tau = 20 ms)\non pre { x = 1 }"), "E0307");
  EXPECT_EQ(synapse("on pre(x: mV) { emit w }"), "E0311");
  EXPECT_EQ(synapse("bound w in 0..1"), "E0204 E0204");
  EXPECT_EQ(synapse("bound w in 5 pA..1 pA"), "E0315");
  EXPECT_EQ(synapse("bound u in 0..1"), "E0308");
  EXPECT_EQ(synapse("tie sometimes"), "E0316");
  EXPECT_EQ(synapse("on post { post.V = 0 mV }"), "E0307");
  EXPECT_EQ(synapse("on pre { emit w after 1 mV }"), "E0204");
  EXPECT_EQ(codesOf("glia G { state c = 0 uM\n on glu(x: uM) { c += x } }\n"
                    "synapse S { ref g: G\n on pre { emit 1 uM to g.glu } }"),
            "");
  EXPECT_EQ(codesOf("glia G { state c = 0 uM\n on glu(x: uM) { c += x } }\n"
                    "synapse S { ref g: G\n on pre { emit 1 mV to g.glu } }"),
            "E0309");
  EXPECT_EQ(codesOf("glia G { state c = 0 uM\n on glu(x: uM) { c += x } }\n"
                    "synapse S { ref g: G\n on pre { emit 1 uM to g.gla; g.c = 0 uM } }"),
            "E0309 E0307");
  EXPECT_EQ(codesOf("synapse S { ref g: Q }"), "E0110");
}

TEST(Models, ReceptorsAndTheirNeurons) {
  const char *r = "receptor R(tau = 5 ms) { host V: mV\n state g = 0 nS\n g' = -g/tau\n"
                  " let I = -g*V\n on arrive(w: nS) { g += w } }\n";
  auto with = [&](const std::string &items) {
    return codesOf(std::string(r) + "neuron N {\n" + items + "\n}\n");
  };
  EXPECT_EQ(with("state V = 0 mV\nuse s = R(tau = 3 ms)\nV' = s.I/100 pF"), "");
  EXPECT_EQ(with("state U = 0 mV\nuse s = R"), "E0306");
  EXPECT_EQ(with("state V = 0 pA\nuse s = R"), "E0306");
  EXPECT_EQ(with("state V = 0 mV\nuse s = R(tua = 3 ms)"), "E0206");
  EXPECT_EQ(with("state V = 0 mV\nuse s = R(3 ms)"), "E0206");
  EXPECT_EQ(with("state V = 0 mV\nuse s = R(tau = 3 mV)"), "E0204");
  EXPECT_EQ(with("state V = 0 mV\nuse s = R(tau = V*1 ms/1 mV)"), "E0210");
  EXPECT_EQ(with("state V = 0 mV\nuse s = R\nlet x = s.J"), "E0113");
  EXPECT_EQ(with("state V = 0 mV\nuse s = R\nlet x = s"), "E0112");
  EXPECT_EQ(with("state V = 0 mV\nuse s = N"), "E0112");
  EXPECT_EQ(with("state V = 0 mV\nuse s = Q"), "E0110");
}

TEST(Models, Compartments) {
  const char *fine = "compartment soma { input axial: pA\n state V = 0 mV\n V' = axial/1 pF }\n"
                     "compartment dend { input axial: pA\n state V = 0 mV\n V' = axial/1 pF }\n";
  EXPECT_EQ(codesOf(std::string("neuron N {\n") + fine + "couple soma -- dend: 8 nS\n"
                                                         "let d = soma.V - dend.V\n}"),
            "");
  EXPECT_EQ(codesOf(std::string("neuron N {\n") + fine + "couple soma -- axon: 8 nS\n}"), "E0314");
  EXPECT_EQ(codesOf(std::string("neuron N {\n") + fine + "couple soma -- dend: 8 pF\n}"), "E0204");
  EXPECT_EQ(codesOf(std::string("neuron N {\n") + fine + "couple soma -- soma: 8 nS\n}"), "E0314");
  EXPECT_EQ(codesOf("neuron N { compartment a { state V = 0 mV }\n compartment b { state V = 0 mV\n"
                    " input axial: pA }\n couple a -- b: 1 nS }"),
            "E0314");
  EXPECT_EQ(codesOf("neuron N { compartment a { state V = 0 mV\n spike when V > 0 mV { } }\n"
                    " compartment b { state V = 0 mV\n spike when V > 0 mV { } } }"),
            "E0310");
  EXPECT_EQ(codesOf("neuron N { compartment a { state V = 0 mV\n let x = U } }"), "E0110");
}

TEST(Models, Constraints) {
  EXPECT_EQ(neuron("param a = 1 mV where a > 0 mV"), "");
  EXPECT_EQ(neuron("param a = -1 mV where a > 0 mV"), "E0315");
  EXPECT_EQ(neuron("param a = 1 mV where a"), "E0202");
  EXPECT_EQ(neuron("param a = 1 mV where a > 0"), "E0201");
  EXPECT_EQ(neuron("param a = 1 mV where a > b, b = 2 mV"), "E0315");
  EXPECT_EQ(neuron("param a = 1 mV where a > V"), "E0210");
}

TEST(Models, NamesAreDeclaredOnce) {
  EXPECT_EQ(neuron("param V = 1 mV"), "E0111");
  EXPECT_EQ(neuron("on reward(r: 1) { }\nlet reward = 1"), "E0111");
  EXPECT_EQ(neuron("param t = 1"), "E0111");
  EXPECT_EQ(neuron("param e = 1\nlet x = e"), "");
  EXPECT_EQ(codesOf("neuron A { }\nneuron A { }"), "E0111");
  EXPECT_EQ(codesOf("fn exp(x: 1) = x"), "E0111");
}

TEST(Models, Solvers) {
  EXPECT_EQ(neuron("V' = -V/tau\nsolve V with rk45(rtol = 1e-6)"), "");
  EXPECT_EQ(neuron("V' = -V/tau\nsolve V with rk45(tol = 1e-6)"), "E0206");
  EXPECT_EQ(neuron("V' = -V/tau\nsolve V with rk5"), "E0313");
  EXPECT_EQ(neuron("V' = -V/tau\nsolve U with rk4"), "E0308");
}
