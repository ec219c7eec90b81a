//===- ExperimentsTest.cpp - Settings, phases, measures, loops -----------===//
//
// Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Checking.h"

static std::string text(const std::string &statements) {
  return "import std.neurons { LIF, Integrator }\nimport std.synapses { STDP }\n"
         "network N(g = 5, J: pA = 10 pA) {\n  population E: LIF[10]\n  population R: Integrator[2]\n"
         "  population X: Poisson[10]\n  group A = E + X\n"
         "  rec: project E -> E.syn via STDP connect all { delay = 1 ms }\n}\n"
         "experiment main on N {\n" +
         statements + "\n}\n";
}
static std::string codes(const std::string &statements) { return codesOf(text(statements)); }

TEST(Experiments, Settings) {
  EXPECT_EQ(codes("dt = 0.1 ms; seed = 42; threads = 2; batch = 8; precision = f64; solver = rk4; "
                  "target = cpu"),
            "");
  EXPECT_EQ(codes("solver = rk45(rtol = 1e-6)"), "");
  EXPECT_EQ(codes("dt = 0.1"), "E0501");
  EXPECT_EQ(codes("dt = 0 ms"), "E0501");
  EXPECT_EQ(codes("seed = -1"), "E0501");
  EXPECT_EQ(codes("threads = 2.5"), "E0501");
  EXPECT_EQ(codes("precision = f16"), "E0501");
  EXPECT_EQ(codes("solver = rk5"), "E0313");
  EXPECT_EQ(codes("sed = 3"), "E0501");
  EXPECT_EQ(codes("dt = 0.1 ms; dt = 0.2 ms"), "E0501");
  EXPECT_EQ(codes("for k in 0..3 { seed = k }"), "E0501");
}

TEST(Experiments, Networks) {
  EXPECT_EQ(codesOf("network N(g = 5) { }\nexperiment a on N(g = 3) { }\nexperiment b on N { }"), "");
  EXPECT_EQ(codesOf("network N(g = 5) { }\nexperiment a on N(g = 3 mV) { }"), "E0204");
  EXPECT_EQ(codesOf("network N(g = 5) { }\nexperiment a on N(h = 3) { }"), "E0206");
  EXPECT_EQ(codesOf("network N(g = 5 where g > 0) { }\nexperiment a on N(g = -3) { }"), "E0315");
  EXPECT_EQ(codesOf("experiment a on M { }"), "E0110");
  EXPECT_EQ(codesOf("neuron M { }\nexperiment a on M { }"), "E0112");
  EXPECT_EQ(codesOf("network N { }\nexperiment a on N { }\nexperiment a on N { }"), "E0111");
}

TEST(Experiments, PhasesAndMeasures) {
  EXPECT_EQ(codes("simulate 1 s as run\nreport rate(run.E), cv_isi(run.A), peak(run.E[0].V, from = "
                  "1 ms, until = 2 ms)\nexpect rate(run.E) in 5 Hz..10 Hz"),
            "");
  EXPECT_EQ(codes("simulate 1 s\nlet r = rate(E)\nexpect r > 5 Hz and count(E.spikes) > 3"), "");
  EXPECT_EQ(codes("simulate 5"), "E0502");
  EXPECT_EQ(codes("simulate -1 s"), "E0502");
  EXPECT_EQ(codes("report rate(run.E)\nsimulate 1 s as run"), "E0504");
  EXPECT_EQ(codes("simulate 1 s as run\nreport rate(rum.E)"), "E0110");
  EXPECT_EQ(codes("simulate 1 s as run\nsimulate 1 s as run"), "E0111");
  EXPECT_EQ(codes("simulate 1 s as run\nreport rate(run.Q)"), "E0113");
  EXPECT_EQ(codes("simulate 1 s as run\nreport rate(run)"), "E0112");
  EXPECT_EQ(codes("simulate 1 s\nreport rate(E.V)"), "E0505");
  EXPECT_EQ(codes("simulate 1 s\nreport rate(R)"), "E0505");
  EXPECT_EQ(codes("simulate 1 s\nreport peak(E)"), "E0505");
  EXPECT_EQ(codes("simulate 1 s\nreport rate(E, form = 1 ms)"), "E0206");
  EXPECT_EQ(codes("simulate 1 s\nreport rate(E, from = 1 mV)"), "E0205");
  EXPECT_EQ(codes("simulate 1 s\nreport E"), "E0505");
  EXPECT_EQ(codes("expect rate(E)"), "E0503");
  EXPECT_EQ(codes("expect rate(E) > 5"), "E0201");
  EXPECT_EQ(codes("expect mean(E.V) > 5 mV"), "");
  EXPECT_EQ(codes("report real_time_factor(), first_spike(E) - 1 ms, std(E.syn.I)"), "");
}

TEST(Experiments, Assignments) {
  EXPECT_EQ(codes("X.rate = 5 Hz; E.tau_m = 3 ms; E.V = 1 mV; E.I = 1 pA; g = 4"), "");
  EXPECT_EQ(codes("X.rate = 5 mV"), "E0204");
  EXPECT_EQ(codes("E.spikes = 3"), "E0307");
  EXPECT_EQ(codes("E = 3"), "E0307");
  EXPECT_EQ(codes("E.syn = 3"), "E0112");
  EXPECT_EQ(codes("g = 4 mV"), "E0204");
  EXPECT_EQ(codes("X.rate = normal(5 Hz, 1 Hz)"), "E0214");
  EXPECT_EQ(codes("rec.w = 3 pA"), "");
  EXPECT_EQ(codes("let p = random_patterns(count = 5, size = 10, active = 0.1)\n"
                  "for k in 0..5 { X.rate = 100 Hz*p[k]\n simulate 1 s as cue\n"
                  "report overlap(cue.E.spikes, p[k]) }"),
            "");
}

TEST(Experiments, Loops) {
  EXPECT_EQ(codes("sweep g in 1..8 step 0.5, J in [10 pA, 20 pA] { simulate 1 s as run\n"
                  "report rate(run.E), g*J }"),
            "");
  EXPECT_EQ(codes("sweep h in 1..8 { simulate 1 s }"), "E0506");
  EXPECT_EQ(codes("sweep J in 1..8 { simulate 1 s }"), "E0204");
  EXPECT_EQ(codes("sweep J in [1 pA, 2 mV] { simulate 1 s }"), "E0201");
  EXPECT_EQ(codes("sweep g in 0..1000000000 { simulate 1 s }"), "E0412");
  EXPECT_EQ(codes("sweep g in 0..10000, J in 0 pA..10000 pA step 1 pA { simulate 1 s }"), "E0412");
  EXPECT_EQ(codes("for k in 0..1000000000 { simulate 1 s }"), "E0412");
  EXPECT_EQ(codes("for k in [1 ms, 2 ms] { simulate k as s }"), "");
  EXPECT_EQ(codes("for k in 0..2 { simulate 1 s as s }\nreport rate(s.E)"), "E0504");
}

TEST(Experiments, DataAndTraining) {
  EXPECT_EQ(codes("data d = idx(\"a\", \"b\")\npresent d for 1 s gap 1 s { X.rate = image*5 Hz }\n"
                  "report accuracy(vote(E, assign(E, d.label)), d.label)"),
            "");
  EXPECT_EQ(codes("data d = idxx(\"a\", \"b\")"), "E0212");
  EXPECT_EQ(codes("data d = idx(\"a\")"), "E0206");
  EXPECT_EQ(codes("present q for 1 s"), "E0110");
  EXPECT_EQ(codes("present E for 1 s"), "E0507");
  EXPECT_EQ(codes("data d = csv(\"a\")\ntrain on d { loss = mse(R.V/1 mV, 0); epochs = 3\n"
                  "method = bptt(surrogate = atan(2))\noptimise rec.w with adam(lr = 1e-3) }"),
            "");
  EXPECT_EQ(codes("data d = csv(\"a\")\ntrain on d { loss = 1 mV; epochs = 2.5; method = magic; "
                  "los = 1 }"),
            "E0204 E0507 E0313 E0507");
  EXPECT_EQ(codes("optimise rec.w with adam(lr = 1e-3)"), "E0507");
  EXPECT_EQ(codes("quantise rec.w as int(8)\nquantise rec.delay as steps\nfreeze rec.w, E.V"), "");
  EXPECT_EQ(codes("quantise rec.w as float(8)"), "E0313");
  EXPECT_EQ(codes("freeze rec"), "E0507");
  EXPECT_EQ(codes("checkpoint \"f\" every 1 s\nrestore \"f\""), "");
  EXPECT_EQ(codes("checkpoint 5"), "E0202");
}
