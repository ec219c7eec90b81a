//===- ExecutableTest.cpp - What is checked but cannot run ---------------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Checking.h"

static std::string network(const std::string &items, const std::string &before = "",
                           const std::string &statements = "simulate 1 s") {
  return codesOf("import std.neurons { LIF }\nimport std.synapses { Static, STDP }\n" + before +
                     "network N {\n population A: LIF[10]\n population X: Poisson[10]\n" + items +
                     "\n}\nexperiment e on N { " + statements + " }\n",
                 true);
}

TEST(Executable, WhatRunsIsNotRefused) {
  EXPECT_EQ(network("project X -> A via Static(  ) connect one_to_one { w = 3 pA; delay = 1 ms }"), "");
  EXPECT_EQ(network("project X -> A via Q(U = 0.5) connect all where i != j { delay ~ normal(1 ms, 10 %); "
                    "dendritic = 1 ms; multapse = false }",
                    "synapse Q(U = 1) { edge w: pA = 5 pA\n on pre { if U > 0 { emit w*U } else { emit w } } }\n"),
            "");
  EXPECT_EQ(network("record A.V, A.spikes, mean(A.V), A[0..3].syn.I every 1 ms\n"
                    "stimulate A.I with pulse(1 pA, from = 1 ms, until = 2 ms)"),
            "");
  EXPECT_EQ(network("", "",
                    "dt = 0.1 ms; seed = 1; threads = 2; precision = f32; target = cpu\n"
                    "simulate 1 s as run\nX.rate = 3 Hz\nfor k in 0..2 { simulate 1 s }\nreset\n"
                    "let r = rate(run.A)\nexpect r > 1 Hz\nreport cv_isi(A), peak(A.V), r"),
            "");
}

TEST(Executable, EachConstructOnce) {
  EXPECT_EQ(network("r: project A -> A.syn via STDP connect all { delay = 1 ms }\nrecord r.w"), "");
  EXPECT_EQ(network("r: project A -> A.syn via Static connect all { delay = 1 ms }\nrecord r.w"),
            "E0917");
  const char *vector = "neuron P { param n = 3\n state m: vec(n) = 0\n m' = -m/(1 ms) }\n";
  EXPECT_EQ(network("population P: P[1]\npopulation Q: P(n = 2)[2]", vector), "");
}

TEST(Executable, OnlyWhatTheExperimentUses) {
  auto program = [](const char *experiment) {
    auto checked = checkText("import std.neurons { LIF }\nimport std.synapses { Static }\n"
                             "network A { population P: LIF[3]\n"
                             "r: project P -> P.syn via Static connect all { delay = 1 ms }\n"
                             "record r.w }\n"
                             "network B { population P: LIF[3] }\n"
                             "experiment a on A { simulate 1 s }\n"
                             "experiment b on B { simulate 1 s }\n");
    neuro::checkExecutable(*checked->program, experiment, checked->diagnostics);
    return checked->codes();
  };
  EXPECT_EQ(program("a"), "E0917");
  EXPECT_EQ(program("b"), "");
  EXPECT_EQ(program(""), "E0917");
}

TEST(Executable, Handlers) {
  auto handler = [](const std::string &body) {
    return network("population P: P[3]", "neuron P { state V = 0 mV\n on arrive(w: mV) { " + body +
                                             " } }\n");
  };
  EXPECT_EQ(handler("V += w"), "");
  EXPECT_EQ(handler("V -= 2*w"), "");
  EXPECT_EQ(handler("let y = 2*w; V += y"), "");
  // What cannot be handled once a tick is for neuro-solve to say.
  EXPECT_EQ(handler("V = 0 mV"), "");
  EXPECT_EQ(handler("V ~ normal(w, 1 mV)"), "");
  EXPECT_EQ(network("population P: P[3]", "neuron P { state V = 0 mV\n on kick { V += 1 mV } }\n"),
            "");
  EXPECT_EQ(network("population P: P[3]",
                    "neuron P { state V = 0 mV\n spike when V > 1 mV { V ~ uniform(0 mV, 1 mV) } }\n"),
            "");
}
